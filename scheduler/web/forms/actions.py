"""The forms of action items: what they say, how far they are, which step comes next."""

from collections.abc import Iterable, Sequence
from typing import Final

from scheduler.actions.rules.action_items import Priority, ProgressReport
from scheduler.actions.usecases.action_items import ActionDraft
from scheduler.actions.usecases.owner_choices import OwnerChoice, find_owner
from scheduler.kernel.rules.errors import InvalidError
from scheduler.web.forms.base import Form, TrilingualLine, TrilingualParagraph
from scheduler.web.forms.fields import Choice, Day, Line, Paragraph, Tick, Version, Whole

NOTE_LENGTH: Final = 4_000


class ProgressForm(Form):
    """A report: how far, what happened, whether it is done."""

    percent = Whole(least=0, most=100)
    note = Paragraph(required=False, longest=NOTE_LENGTH)
    done = Tick()

    @property
    def report(self) -> ProgressReport:
        """Return what was reported."""
        return ProgressReport(int(self.percent.data or 0), done=bool(self.done.data))


class StepForm(Form):
    """A step, and why it is taken."""

    note = Paragraph(required=False, longest=NOTE_LENGTH)


class ActionForm(Form):
    """What an item says; a new one may name the commitment it serves."""

    title = TrilingualLine()
    text = TrilingualParagraph(required=False)
    measure = TrilingualLine(required=False)
    lead = Choice(blank=True)
    counterpart = Choice(required=False)
    due_on = Day(required=False)
    priority = Choice(choices=[(str(int(word)), word.name) for word in Priority])
    commitment = Choice(required=False)

    def offer(self, owners: Sequence[OwnerChoice], commitment_refs: Iterable[str] = ()) -> None:
        """Offer the owners and commitments of one partnership."""
        self.owners = owners
        values = [(choice.value, choice.value) for choice in owners]
        self.lead.choices = values
        self.counterpart.choices = values
        self.commitment.choices = [(ref, ref) for ref in commitment_refs]

    @property
    def draft(self) -> ActionDraft:
        """Return what was written."""
        lead = find_owner(self.owners, self.lead.data)
        if lead is None:
            raise InvalidError("required", field="lead")
        return ActionDraft(
            title=self.title,
            lead=lead,
            counterpart=find_owner(self.owners, self.counterpart.data),
            text=self.text,
            measure=self.measure,
            due_on=self.due_on.data,
            priority=Priority(int(self.priority.data)),
        )


class EditActionForm(ActionForm):
    """Another wording of an item, on top of the version that was read."""

    version = Version()
    reason = Line(required=False)
