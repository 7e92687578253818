"""What every template may use without being handed it."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from flask import Flask, g, url_for
from werkzeug.local import LocalProxy

from scheduler.kernel.clock import day_in
from scheduler.kernel.dates_in_words import date_filters
from scheduler.kernel.renderer import load_translations
from scheduler.kernel.rules.identifiers import OrganisationId
from scheduler.kernel.rules.language import Language
from scheduler.kernel.rules.permissions import Permission
from scheduler.kernel.rules.text import Trilingual
from scheduler.parties.queries.partnerships import list_partnerships
from scheduler.web.assets import asset
from scheduler.web.context import container, container_of, current_language, reading, visitor
from scheduler.web.sessions import csrf_token


@dataclass(frozen=True, slots=True)
class OwnPartnership:
    """A partnership of the reader, as far as links and choices need it."""

    ref: str
    name: Trilingual


class Current:
    """The reader of this page: who they are and what they may do."""

    def __init__(self) -> None:
        """Keep who is there now."""
        self._visitor = visitor()
        actor = self._visitor.actor
        self.signed_in: bool = self._visitor.session is not None
        self.name: str = actor.name
        self.on_behalf_of: str | None = actor.on_behalf_of
        self.language: Language = self._visitor.language
        self.timezone: str = actor.timezone
        self.organisation_id: OrganisationId | None = actor.organisation_id

    def may(self, permission: str) -> bool:
        """Say whether the reader holds a permission anywhere; pages about one object ask closer."""
        return self._visitor.actor.may_anywhere(Permission(permission))

    @cached_property
    def partnerships(self) -> list[OwnPartnership]:
        """Return the reader's partnerships, looked up when a page asks for them."""
        if not self.signed_in:
            return []
        with reading() as work:
            return [OwnPartnership(row.ref, row.name) for row in list_partnerships(work)]


def today() -> date:
    """Return the day it is where the institution is."""
    transactions = container().transactions
    return day_in(transactions.clock(), transactions.zone)


def current() -> Current:
    """Return the reader of this page, the same object for the whole page."""
    if "current" not in g:
        g.current = Current()
    found: Current = g.current
    return found


def _page_globals() -> dict[str, object]:
    return {"current": current(), "today": today()}


def best(value: Trilingual | None) -> str:
    """Return a text in the reader's language, or the next best."""
    return str(value.best(visitor().language)) if value else ""


def equip(app: Flask) -> None:
    """Give the templates their globals, their filters and the words of the reader's language."""
    _translate(app)
    app.jinja_env.filters.update(date_filters(current_language))
    app.context_processor(_page_globals)
    # Macros that are imported without context see the environment's globals alone.
    app.jinja_env.globals.update(
        current=LocalProxy(current), asset=asset, csrf_token=csrf_token, url_for=url_for
    )
    app.jinja_env.filters["best"] = best


def _translate(app: Flask) -> None:
    # The catalogues that letters and feeds use, so that one word is the same everywhere.
    words = _Words(container_of(app).settings.translations_path)
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=words.gettext, ngettext=words.ngettext, newstyle=True
    )


class _Words:
    """The catalogues, asked in the language of whoever reads the page now."""

    def __init__(self, path: Path) -> None:
        self._catalogues = {language: load_translations(path, language) for language in Language}

    def gettext(self, text: str) -> str:
        return self._catalogues[current_language()].gettext(text)

    def ngettext(self, one: str, many: str, number: int) -> str:
        return self._catalogues[current_language()].ngettext(one, many, number)
