"""Ways for a mail to leave the house: over SMTP, or into a folder when no server is set."""

import os
import re
import tempfile
from dataclasses import dataclass
from datetime import UTC
from email.message import EmailMessage
from enum import StrEnum
from pathlib import Path
from typing import Final, Protocol

_UNSAFE: Final = re.compile(r"[^A-Za-z0-9._@+-]")


class Phase(StrEnum):
    """How far a delivery had come; only after the final dot is its outcome unknown."""

    CONNECT = "connect"
    LOGIN = "login"
    SENDER = "sender"
    RECIPIENT = "recipient"
    CONTENT = "content"
    ANSWER = "answer"


class MailError(Exception):
    """A mail was not taken, or nobody knows.

    ``code`` is stable: ``unreachable``, ``timed_out``, ``connection_lost``, ``tls_failed``,
    ``starttls_missing``, ``login_failed``, ``refused``, ``mailbox_failed``. ``permanent`` says that
    this mail to this recipient will never be taken; troubles of the server are never permanent.
    ``reply`` is what the server said, if anything.
    """

    def __init__(
        self, code: str, *, phase: Phase, permanent: bool = False, reply: str = ""
    ) -> None:
        """Keep what happened and when."""
        super().__init__(code, phase.value, reply)
        self.code = code
        self.phase = phase
        self.permanent = permanent
        self.reply = reply

    def __str__(self) -> str:
        """Return one line for logs."""
        return (
            f"{self.code} at {self.phase}: {self.reply}"
            if self.reply
            else (f"{self.code} at {self.phase}")
        )

    @property
    def uncertain(self) -> bool:
        """Say whether the mail may have been taken all the same."""
        return self.phase is Phase.ANSWER and not self.reply


@dataclass(frozen=True, slots=True)
class Accepted:
    """Somebody took responsibility for a mail; ``reply`` is how they said so."""

    message_id: str
    reply: str


class Mailer(Protocol):
    """Something that takes one mail to one recipient, named in its own head."""

    def send(self, message: EmailMessage) -> Accepted:
        """Hand over ``message``.

        Raises:
            MailError: It was not taken, or nobody knows.
        """


@dataclass(frozen=True, slots=True)
class MailboxMailer:
    """Writes each mail as a file into a folder, so that nothing is lost before there is a server.

    The name comes from the mail's own date and id: the same mail sent twice is one file.
    """

    path: Path

    def send(self, message: EmailMessage) -> Accepted:
        """Write ``message`` as a whole or not at all.

        Raises:
            MailError: ``mailbox_failed``, the folder cannot be written.
        """
        date = message["Date"].datetime.astimezone(UTC)
        message_id = str(message["Message-ID"])
        name = f"{date:%Y%m%dT%H%M%SZ}-{_UNSAFE.sub('', message_id)}.eml"
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            _write_whole(self.path / name, message.as_bytes())
        except OSError as error:
            reply = error.strerror or type(error).__name__
            raise MailError("mailbox_failed", phase=Phase.CONTENT, reply=reply) from error
        return Accepted(message_id, name)


def _write_whole(path: Path, content: bytes) -> None:
    handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(unfinished).replace(path)
    except OSError:
        Path(unfinished).unlink(missing_ok=True)
        raise
