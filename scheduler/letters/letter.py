"""A letter as a value, and the mail it becomes: the same bytes for the same letter.

Mailbox systems remove a second copy by its Message-ID and Date, so a letter that is sent again
after a crash must not differ in a single byte.
"""

import email
import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from typing import Final

from scheduler.kernel.rules.errors import InvalidError
from scheduler.kernel.rules.language import Language

# Long enough for any id of ours; longer ones would be folded into encoded words, which breaks them.
_MESSAGE_ID: Final = re.compile(r"(?=.{5,76}\Z)<[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+>")
_ADDRESS: Final = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}")
_WEB_ADDRESS: Final = re.compile(r"https?://[!-;=?-~]+")
# Seven bits travel over every server without asking it first.
_POLICY: Final = SMTP.clone(cte_type="7bit")
_CONTROLS: Final = frozenset({"Cc", "Cs", "Zl", "Zp"})


class LetterHeaderError(InvalidError):
    """A value that must not stand in the head of a mail; ``field`` names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One letter to one person.

    ``date`` is an instant in any zone and, like ``message_id`` (in angle brackets), is fixed when
    the letter is written. ``thread`` holds the ids of the letters it follows, oldest first.
    ``unsubscribe_url`` is set for optional kinds only and must take a POST (RFC 8058).

    Raises:
        LetterHeaderError: A value holds control characters or is no address.
    """

    to_address: str
    from_address: str
    subject: str
    text: str
    html: str
    message_id: str
    date: datetime
    language: Language
    to_name: str = ""
    from_name: str = ""
    reply_to: str = ""
    thread: tuple[str, ...] = ()
    unsubscribe_url: str = ""

    def __post_init__(self) -> None:
        """Refuse what could add a header, a recipient or an SMTP command."""
        for field in ("subject", "to_name", "from_name"):
            _refuse_controls(field, getattr(self, field))
        _refuse_other(_ADDRESS, "to_address", self.to_address)
        _refuse_other(_ADDRESS, "from_address", self.from_address)
        if self.reply_to:
            _refuse_other(_ADDRESS, "reply_to", self.reply_to)
        for message_id in (self.message_id, *self.thread):
            _refuse_other(_MESSAGE_ID, "message_id", message_id)
        if self.unsubscribe_url:
            _refuse_other(_WEB_ADDRESS, "unsubscribe_url", self.unsubscribe_url)
        if self.date.tzinfo is None:
            raise LetterHeaderError("bad_date", field="date")


def message_id_for(key: str, domain: str) -> str:
    """Return the Message-ID of the letter with this key.

    The key names one letter, never one item or offset: mailbox systems drop a second, different
    letter with an id they know.
    """
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:24]}@{domain}>"


def stored_message(content: bytes) -> EmailMessage:
    """Return a mail from its stored bytes; ``as_bytes`` gives exactly these bytes again."""
    policy = _POLICY.clone(refold_source="none")
    return email.message_from_bytes(content, _class=EmailMessage, policy=policy)


def to_message(letter: Letter) -> EmailMessage:
    """Return the mail: plain text with HTML beside it, every header in a fixed order."""
    message = EmailMessage(policy=_POLICY)
    message["Date"] = letter.date
    message["Message-ID"] = letter.message_id
    message["From"] = _address(letter.from_name, letter.from_address)
    message["To"] = _address(letter.to_name, letter.to_address)
    if letter.reply_to:
        message["Reply-To"] = _address("", letter.reply_to)
    message["Subject"] = _subject(letter.subject)
    if letter.thread:
        message["In-Reply-To"] = letter.thread[-1]
        message["References"] = " ".join(letter.thread)
    # Keeps out-of-office notes from answering a machine (RFC 3834 §5).
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    if letter.unsubscribe_url:
        address = f"<{letter.unsubscribe_url}>"
        message["List-Unsubscribe"] = _written("List-Unsubscribe", address, address)
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(letter.text, charset="utf-8")
    message.add_alternative(letter.html, subtype="html", charset="utf-8")
    for part in message.iter_parts():
        del part["MIME-Version"]
    message.set_boundary(_boundary(letter))
    # Set last: the library moves whatever is named Content-… into the first part.
    message["Content-Language"] = letter.language.tag
    return message


class _WrittenHeader(str):
    """A header value that brings its own line; the policy leaves such values alone.

    The library's own folding mixes encoded and plain words and doubles the blanks between them,
    and it encodes long web addresses, which then are none.
    """

    __slots__ = ("line", "name")
    line: str
    name: str

    def fold(self, *, policy: EmailPolicy) -> str:
        """Return the line as the message's generator asks for it."""
        return f"{self.name}: {self.line}{policy.linesep}"


def _written(name: str, value: str, line: str) -> _WrittenHeader:
    header = _WrittenHeader(value)
    header.name = name
    header.line = line
    return header


def _subject(subject: str) -> _WrittenHeader:
    plain = subject.isascii() and "=?" not in subject
    encoded = Header(subject, "us-ascii" if plain else "utf-8", header_name="Subject")
    return _written("Subject", subject, encoded.encode(linesep=_POLICY.linesep))


def _address(name: str, address: str) -> Address:
    return Address(display_name=name.strip(), addr_spec=address)


def _boundary(letter: Letter) -> str:
    # The library's own is random. A text that holds this one gets another.
    boundary = _digest(letter.message_id)
    while boundary in letter.text or boundary in letter.html:
        boundary = _digest(boundary)
    return f"=_{boundary}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:48]


def _refuse_controls(field: str, value: str) -> None:
    if any(unicodedata.category(character) in _CONTROLS for character in value):
        raise LetterHeaderError("control_characters", field=field)


def _refuse_other(pattern: re.Pattern[str], field: str, value: str) -> None:
    _refuse_controls(field, value)
    if not pattern.fullmatch(value):
        raise LetterHeaderError("bad_email" if pattern is _ADDRESS else "bad_address", field=field)
