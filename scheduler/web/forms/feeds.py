"""The form that opens a calendar feed."""

from collections.abc import Iterable
from typing import Final

from scheduler.feeds.rules.subscriptions import FeedComponents, FeedScope
from scheduler.kernel.rules.language import Language
from scheduler.web.forms.base import Form
from scheduler.web.forms.fields import Choice, Tick

_ONE: Final = "partnership:"
_WHOLE: Final = (FeedScope.ALL, FeedScope.MEETINGS, FeedScope.ACTIONS)


class FeedForm(Form):
    """What a feed covers, for which kind of program, in which language."""

    covers = Choice()
    components = Choice(FeedComponents)
    language = Choice(Language)
    alarms = Tick()

    def offer(self, partnership_refs: Iterable[str]) -> None:
        """Offer everything, one kind of entries, or one partnership."""
        words = [*(scope.value for scope in _WHOLE), *(_ONE + ref for ref in partnership_refs)]
        self.covers.choices = [(word, word) for word in words]

    @property
    def scope(self) -> FeedScope:
        """Return the scope that was chosen."""
        chosen = str(self.covers.data)
        return FeedScope.PARTNERSHIP if chosen.startswith(_ONE) else FeedScope(chosen)

    @property
    def partnership_ref(self) -> str | None:
        """Return the partnership that was chosen, if it was one."""
        chosen = str(self.covers.data)
        return chosen.removeprefix(_ONE) if chosen.startswith(_ONE) else None
