"""Forms about who takes part in a meeting."""

from collections.abc import Iterable

from scheduler.meetings.rules.participants import REPLIES, ParticipantFunction, PartStat
from scheduler.meetings.usecases.participants import Delegate, NewGuest
from scheduler.web.forms.base import Form, TrilingualLine
from scheduler.web.forms.fields import Choice, Line


class DelegateForm(Form):
    """Somebody the partnership knows."""

    person = Choice(blank=True)
    function = Choice(ParticipantFunction)

    def offer(self, people: Iterable[tuple[str, str]]) -> None:
        """Let one of these people, by public id and name, be chosen."""
        self.person.choices = list(people)

    @property
    def delegate(self) -> Delegate:
        """Return who was chosen."""
        return Delegate(self.person.data)


class GuestForm(Form):
    """Somebody without an account."""

    guest_name = TrilingualLine()
    organisation = Choice()
    guest_email = Line(required=False)
    guest_function = Choice(ParticipantFunction)

    def offer(self, organisations: Iterable[tuple[str, str]]) -> None:
        """Let one of these organisations, by public id and name, be chosen."""
        self.organisation.choices = list(organisations)

    @property
    def guest(self) -> NewGuest:
        """Return who was typed in."""
        return NewGuest(self.guest_name, self.organisation.data, self.guest_email.data)


class ReplyForm(Form):
    """A reply to an invitation."""

    partstat = Choice(PartStat, choices=[(word, word) for word in PartStat if word in REPLIES])
    deputy_name = TrilingualLine(required=False)
