"""Delivering the outbox: claim a letter, send it with no transaction open, mark it alone."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from scheduler.kernel.renderer import Renderer
from scheduler.kernel.rules.language import Language
from scheduler.kernel.rules.links import Links
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.letters.composing import Envelope, compose
from scheduler.letters.letter import to_message
from scheduler.letters.mailer import Accepted, Mailer, MailError, Phase
from scheduler.notices.models.outbox import OutboxMessage
from scheduler.notices.queries.outbox import lock_abandoned, lock_claimed, lock_next
from scheduler.notices.queries.reminders import list_queued
from scheduler.notices.rules.delivery import LEASE, QUARANTINE, wait_after
from scheduler.notices.rules.reconciling import end_of
from scheduler.notices.rules.reminders import Reason, ReminderState
from scheduler.notices.usecases.contexts import restored, stored
from scheduler.notices.usecases.digests import Told, digest_for
from scheduler.notices.usecases.firing import DIGEST, truth_about

_GAVE_UP: Final = "gave_up"
_NOTHING_LEFT: Final = "nothing_left_to_say"


@dataclass(frozen=True)
class PostOffice:
    """What it takes to send a letter: words, a way out, addresses to link to, a sender."""

    renderer: Renderer
    mailer: Mailer
    links: Links
    sender: str

    def message_id(self, token: str) -> str:
        """Return a Message-ID of the sender's domain."""
        return f"<{token}@{self.sender.rpartition('@')[2]}>"


@dataclass(frozen=True, slots=True)
class Claimed:
    """A letter in hand, as it was when it was claimed."""

    id: int
    token: str
    template: str
    language: Language
    context: dict[str, Any]
    address: str
    message_id: str
    written_at: datetime


def claim_letter(work: UnitOfWork, office: PostOffice) -> Claimed | None:
    """Take the letter that stands in front; what is no longer true or useful is not sent."""
    while (letter := lock_next(work)) is not None:
        if letter.give_up_at <= work.now:
            letter.fail(letter.reply_text or _GAVE_UP)
            _settle(work, letter, ReminderState.FAILED, Reason.GAVE_UP)
        elif letter.template == DIGEST and not _refreshed(work, letter, office.links):
            letter.drop(_NOTHING_LEFT)
        else:
            letter.claim(secrets.token_hex(16), work.now + LEASE)
            work.flush()
            return _claimed(letter)
        work.flush()
    return None


def _claimed(letter: OutboxMessage) -> Claimed:
    return Claimed(
        id=letter.id,
        token=letter.lease_token or "",
        template=letter.template,
        language=letter.language,
        context=letter.context,
        address=letter.address,
        message_id=letter.message_id,
        written_at=letter.created_at,
    )


def _refreshed(work: UnitOfWork, letter: OutboxMessage, links: Links) -> bool:
    """Look again at what a digest says, who reads it, and where; say whether anything is left."""
    rows = list_queued(work, [letter.id])
    truth = truth_about(work, rows)
    told, recipient = [], None
    for row in rows:
        planned = truth.wanted.get(row.dedup_key)
        end = end_of(truth.subject(row), row.kept(), planned, work.now)
        if end is not None:
            row.end(end, work.now)
        elif planned is not None:
            recipient = planned.recipient
            told.append(Told(row, truth.subject(row)))
    if recipient is None:
        return False
    # Once the server may have the letter, the second copy must be the same, byte for byte.
    if letter.phase is None:
        letter.address, letter.language = recipient.address, recipient.language
        letter.context = stored(digest_for(work, recipient, told, links))
    return True


def send_letter(office: PostOffice, claimed: Claimed) -> Accepted:
    """Write a letter and hand it over; no transaction may be open.

    Raises:
        MailError: it was not taken, or nobody knows.
    """
    context = restored(claimed.template, claimed.context)
    letter = compose(
        office.renderer,
        template=claimed.template,
        language=claimed.language,
        context=context,
        envelope=Envelope(
            to_address=claimed.address,
            to_name=getattr(context, "name", ""),
            from_address=office.sender,
            message_id=office.message_id(claimed.message_id),
            date=claimed.written_at,
        ),
    )
    return office.mailer.send(to_message(letter))


def mark_sent(work: UnitOfWork, claimed: Claimed, accepted: Accepted) -> bool:
    """Note that the server has taken responsibility; say whether the claim still held."""
    letter = lock_claimed(work, claimed.id, claimed.token)
    if letter is None:
        return False
    letter.take(accepted.reply, work.now)
    _settle(work, letter, ReminderState.SENT)
    return True


def mark_not_sent(work: UnitOfWork, claimed: Claimed, error: MailError) -> bool:
    """Note a refusal: for good, or to be tried again later; say whether the claim still held."""
    letter = lock_claimed(work, claimed.id, claimed.token)
    if letter is None:
        return False
    reply = error.reply or error.code
    if error.permanent:
        letter.fail(reply)
        _settle(work, letter, ReminderState.FAILED, Reason.REFUSED)
    elif error.uncertain:
        letter.wait(work.now + QUARANTINE, phase=error.phase.value, reply=reply)
    else:
        letter.wait(work.now + wait_after(letter.attempts), phase=letter.phase, reply=reply)
    return True


def hold_unwritable(work: UnitOfWork, claimed: Claimed, why: str) -> None:
    """Keep a letter that could not be written: a mended template will find it waiting."""
    letter = lock_claimed(work, claimed.id, claimed.token)
    if letter is not None:
        until = work.now + wait_after(letter.attempts)
        letter.wait(until, phase=letter.phase, reply=f"unwritable: {why}")


def release_abandoned(work: UnitOfWork) -> int:
    """Let letters be sent again whose worker did not come back in time.

    Whether it had come to the final dot is unknown, so the same bytes go again.
    """
    letters = lock_abandoned(work)
    for letter in letters:
        letter.wait(work.now, phase=Phase.ANSWER.value, reply="abandoned")
    return len(letters)


def _settle(
    work: UnitOfWork, letter: OutboxMessage, state: ReminderState, reason: Reason | None = None
) -> None:
    for row in list_queued(work, [letter.id]):
        row.settle(state, work.now, reason)
