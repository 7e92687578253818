"""Letters from templates: subject, plain text and HTML, in the reader's language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from scheduler.kernel.renderer import Renderer
from scheduler.kernel.rules.language import Language
from scheduler.letters.contexts import LetterContext
from scheduler.letters.letter import Letter

_EMPTY_LINES: Final = re.compile(r"\n{3,}")
_LINE_ENDS: Final = re.compile(r"[ \t]+\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """Who writes to whom, when, and under which id; the fields are those of ``Letter``."""

    to_address: str
    from_address: str
    message_id: str
    date: datetime
    to_name: str = ""
    from_name: str = ""
    reply_to: str = ""
    thread: tuple[str, ...] = ()
    unsubscribe_url: str = ""


def compose(
    renderer: Renderer,
    *,
    template: str,
    language: Language,
    context: LetterContext | Mapping[str, object],
    envelope: Envelope,
) -> Letter:
    """Return the letter ``template`` makes of ``context``.

    Raises:
        LetterHeaderError: A value would break the head of the mail.
    """
    variables = context.variables() if isinstance(context, LetterContext) else context
    subject, text, html = (
        renderer.render(f"letters/{template}.{part}", language, **variables)
        for part in ("subject.txt", "txt", "html")
    )
    return Letter(
        to_address=envelope.to_address,
        to_name=envelope.to_name,
        from_address=envelope.from_address,
        from_name=envelope.from_name,
        reply_to=envelope.reply_to,
        message_id=envelope.message_id,
        date=envelope.date,
        thread=envelope.thread,
        unsubscribe_url=envelope.unsubscribe_url,
        language=language,
        subject=" ".join(subject.split()),
        text=_tidy(text),
        html=_tidy(html),
    )


def _tidy(text: str) -> str:
    # Conditions in templates leave empty lines behind.
    return _EMPTY_LINES.sub("\n\n", _LINE_ENDS.sub("\n", text)).strip() + "\n"
