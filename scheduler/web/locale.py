"""Which language a page is written in."""

from typing import Final

from flask import Request

from scheduler.kernel.rules.language import Language, language_for_tag

COOKIE: Final = "language"
COOKIE_LIFE: Final = 365 * 24 * 3600


def negotiate(request: Request, chosen: Language | None) -> Language:
    """Return the person's own choice, else the browser's last, else its wish, else Simplified."""
    return chosen or _kept(request) or _wished(request) or Language.ZH_HANS


def known_language(value: str) -> Language | None:
    """Return the language of a value that came from outside, or ``None``."""
    return next((language for language in Language if language.value == value), None)


def _kept(request: Request) -> Language | None:
    return known_language(request.cookies.get(COOKIE, ""))


def _wished(request: Request) -> Language | None:
    wishes = (language_for_tag(tag) for tag, _quality in request.accept_languages)
    return next((language for language in wishes if language is not None), None)
