"""The form that records a decision."""

from collections.abc import Iterable

from scheduler.meetings.rules.decisions import DecisionVerb
from scheduler.meetings.usecases.decisions import NewDecision
from scheduler.web.forms.base import Form, TrilingualParagraph
from scheduler.web.forms.fields import Choice


class DecisionForm(Form):
    """What a meeting resolved."""

    verb = Choice(DecisionVerb)
    text = TrilingualParagraph()
    commitment_ref = Choice(required=False)

    def offer(self, commitments: Iterable[tuple[str, str]]) -> None:
        """Let one of these commitments, by reference and title, be chosen."""
        self.commitment_ref.choices = list(commitments)

    @property
    def decision(self) -> NewDecision:
        """Return what was typed."""
        return NewDecision(self.verb.data, self.text, self.commitment_ref.data)
