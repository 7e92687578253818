"""Delivery over SMTP, step by step, so that a failure says how far it had come."""

import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from enum import StrEnum
from typing import Final, Self
from urllib.parse import parse_qs, unquote, urlsplit

from scheduler.letters.mailer import Accepted, MailError, Phase

# RFC 5321 §4.5.3.2: a server may take ten minutes to answer the final dot.
_CONNECT_SECONDS: Final = 30.0
_COMMAND_SECONDS: Final = 60.0
_ANSWER_SECONDS: Final = 600.0
_GOODBYE_SECONDS: Final = 5.0

_READY_FOR_CONTENT: Final = 354
_SERVER_ERRORS: Final = 500
# RFC 4954 §6: sign-in is missing or wrong, which says nothing about the mail.
_ABOUT_SIGN_IN: Final = frozenset({530, 534, 535, 538})
_LEADING_DOT: Final = re.compile(rb"^\.", re.MULTILINE)


class Security(StrEnum):
    """How the way to the server is kept private."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


_PORTS: Final = {Security.NONE: 25, Security.STARTTLS: 587, Security.TLS: 465}


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where and how to deliver; the password stays out of logs."""

    host: str
    port: int
    security: Security = Security.NONE
    user: str = ""
    password: str = field(default="", repr=False)

    @classmethod
    def from_url(cls, url: str) -> Self:
        """Read ``smtp://user:password@host:port?starttls=1`` or ``smtps://…``.

        Raises:
            ValueError: It is no such address; the text does not repeat it, for its password.
        """
        parts = urlsplit(url)
        options = parse_qs(parts.query, keep_blank_values=True)
        starttls = options.pop("starttls", ["0"])
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
            raise ValueError("a mail server's address is smtp://host or smtps://host")
        if options or starttls not in (["0"], ["1"]) or parts.path not in {"", "/"}:
            raise ValueError("a mail server's address knows only the option starttls=1")
        if parts.scheme == "smtps" and starttls == ["1"]:
            raise ValueError("smtps:// is private from the start and takes no starttls")
        security = Security.TLS if parts.scheme == "smtps" else Security.NONE
        if starttls == ["1"]:
            security = Security.STARTTLS
        return cls(
            host=parts.hostname,
            port=parts.port or _PORTS[security],
            security=security,
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
        )


class SmtpMailer:
    """Delivers one mail per conversation; a conversation never outlives its mail."""

    def __init__(
        self,
        url: str,
        *,
        tls: ssl.SSLContext | None = None,
        connect_seconds: float = _CONNECT_SECONDS,
        command_seconds: float = _COMMAND_SECONDS,
        answer_seconds: float = _ANSWER_SECONDS,
    ) -> None:
        """Keep the way to the server; ``tls`` replaces the machine's trusted certificates.

        Raises:
            ValueError: ``url`` is no address of a mail server.
        """
        self.server = SmtpServer.from_url(url)
        self._tls = tls
        self._connect_seconds = connect_seconds
        self._command_seconds = command_seconds
        self._answer_seconds = answer_seconds

    def send(self, message: EmailMessage) -> Accepted:
        """Deliver ``message`` to the one recipient in its head.

        Raises:
            MailError: It was not taken, or the answer to the final dot never came.
        """
        sender = message["From"].addresses[0].addr_spec
        (recipient,) = (address.addr_spec for address in message["To"].addresses)
        content = _LEADING_DOT.sub(b"..", message.as_bytes())
        with self._conversation(sender.partition("@")[2]) as smtp:
            with _during(Phase.SENDER):
                _expect_taken(Phase.SENDER, smtp.mail(sender))
            with _during(Phase.RECIPIENT):
                _expect_taken(Phase.RECIPIENT, smtp.rcpt(recipient))
            with _during(Phase.CONTENT):
                _expect(Phase.CONTENT, smtp.docmd("DATA"), {_READY_FOR_CONTENT})
                smtp.send(content if content.endswith(b"\r\n") else content + b"\r\n")
            with _during(Phase.ANSWER):
                self._wait(smtp, self._answer_seconds)
                smtp.send(b".\r\n")
                reply = _expect_taken(Phase.ANSWER, smtp.getreply())
        return Accepted(str(message["Message-ID"]), reply)

    @contextmanager
    def _conversation(self, own_name: str) -> Iterator[smtplib.SMTP]:
        with _during(Phase.CONNECT):
            smtp = self._connected(own_name)
        try:
            self._wait(smtp, self._command_seconds)
            with _during(Phase.CONNECT):
                if self.server.security is Security.STARTTLS:
                    self._start_tls(smtp)
                smtp.ehlo_or_helo_if_needed()
            if self.server.user:
                with _during(Phase.LOGIN):
                    smtp.login(self.server.user, self.server.password)
            yield smtp
        finally:
            # What was taken stays taken, however the server says goodbye.
            with suppress(OSError):
                self._wait(smtp, _GOODBYE_SECONDS)
                smtp.quit()
            smtp.close()

    def _connected(self, own_name: str) -> smtplib.SMTP:
        host, port = self.server.host, self.server.port
        if self.server.security is Security.TLS:
            return smtplib.SMTP_SSL(
                host, port, own_name, timeout=self._connect_seconds, context=self._context()
            )
        return smtplib.SMTP(host, port, own_name, timeout=self._connect_seconds)

    def _start_tls(self, smtp: smtplib.SMTP) -> None:
        try:
            smtp.starttls(context=self._context())
        except smtplib.SMTPNotSupportedError as error:
            raise MailError("starttls_missing", phase=Phase.CONNECT) from error

    def _context(self) -> ssl.SSLContext:
        return self._tls or ssl.create_default_context()

    @staticmethod
    def _wait(smtp: smtplib.SMTP, seconds: float) -> None:
        if smtp.sock is not None:
            smtp.sock.settimeout(seconds)


@contextmanager
def _during(phase: Phase) -> Iterator[None]:
    """Turn what smtplib and the network raise into one error that says when."""
    try:
        yield
    except smtplib.SMTPResponseException as error:
        code = "login_failed" if phase is Phase.LOGIN else "refused"
        reply = _reply(error.smtp_code, error.smtp_error)
        raise MailError(code, phase=phase, reply=reply) from error
    except TimeoutError as error:
        raise MailError("timed_out", phase=phase) from error
    except ssl.SSLError as error:
        raise MailError("tls_failed", phase=phase) from error
    except OSError as error:
        code = "unreachable" if phase is Phase.CONNECT else "connection_lost"
        # The library reports silence as a closed connection.
        if isinstance(error.__context__, TimeoutError):
            code = "timed_out"
        elif phase is Phase.LOGIN and not isinstance(error, smtplib.SMTPServerDisconnected):
            code = "login_failed"
        raise MailError(code, phase=phase) from error


def _expect_taken(phase: Phase, answer: tuple[int, bytes]) -> str:
    return _expect(phase, answer, {250, 251, 252})


def _expect(phase: Phase, answer: tuple[int, bytes], wanted: set[int]) -> str:
    code, words = answer
    reply = _reply(code, words)
    if code in wanted:
        return reply
    if code < 0:
        raise MailError("connection_lost", phase=phase)
    # Only the recipient and the content are the mail's own; the rest is between the two servers.
    own = phase in {Phase.RECIPIENT, Phase.CONTENT, Phase.ANSWER}
    permanent = own and code >= _SERVER_ERRORS and code not in _ABOUT_SIGN_IN
    raise MailError("refused", phase=phase, permanent=permanent, reply=reply)


def _reply(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return " ".join(f"{code} {text}".split())
