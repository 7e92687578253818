"""A real SMTP server on a free loopback port that keeps what it is sent."""

import asyncio
import email
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY

from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass(frozen=True)
class Received:
    """One message as it came over the wire."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes

    @property
    def message(self) -> EmailMessage:
        """The message, parsed."""
        return email.message_from_bytes(self.content, _class=EmailMessage, policy=SMTP_POLICY)


@dataclass
class ReceivingServer:
    """What a test sees of the running server.

    Attributes:
        refusals: Replies to give to a recipient instead of taking the letter, such as
            `{"gone@example.org": "550 5.1.1 No such user"}`; the test may change it at any time.
        reply_to_content: The reply to a whole letter instead of taking it, such as `452 Full`.
    """

    host: str = "127.0.0.1"
    port: int = 0
    received: list[Received] = field(default_factory=list)
    refusals: dict[str, str] = field(default_factory=dict)
    reply_to_content: str | None = None

    @property
    def url(self) -> str:
        """The address in the form the settings take."""
        return f"smtp://{self.host}:{self.port}"

    @property
    def messages(self) -> list[EmailMessage]:
        """Every message taken so far, parsed, in the order of arrival."""
        return [received.message for received in self.received]

    async def handle_RCPT(  # noqa: N802 - aiosmtpd looks hooks up by the verb's name
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        """Take or refuse one recipient."""
        if reply := self.refusals.get(address):
            return reply
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd looks hooks up by the verb's name
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Take or refuse the letter itself."""
        if self.reply_to_content:
            return self.reply_to_content
        content = envelope.content
        raw = content.encode() if isinstance(content, str) else content or b""
        recipients = tuple(str(recipient) for recipient in envelope.rcpt_tos)
        self.received.append(Received(str(envelope.mail_from), recipients, raw))
        return "250 OK"


@contextmanager
def receiving_smtp() -> Iterator[ReceivingServer]:
    """Run the server in a thread of its own until the block ends."""
    state = ReceivingServer()
    loop = asyncio.new_event_loop()
    listener = loop.run_until_complete(
        loop.create_server(lambda: SMTP(state, loop=loop), state.host, state.port)
    )
    state.port = listener.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever, name="receiving-smtp", daemon=True)
    thread.start()
    try:
        yield state
    finally:
        asyncio.run_coroutine_threadsafe(_close(listener), loop).result(timeout=10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(timeout=10)
        loop.close()


async def _close(listener: asyncio.Server) -> None:
    """Close the port and end the conversations that a test left open."""
    listener.close()
    conversations = asyncio.all_tasks() - {asyncio.current_task()}
    for conversation in conversations:
        conversation.cancel()
    await asyncio.gather(*conversations, return_exceptions=True)
