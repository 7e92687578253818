"""A letter is written once per key, in the transaction of its cause."""

from datetime import timedelta

import sqlalchemy as sa

from scheduler.kernel.rules.language import Language
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.notices.models.outbox import OutboxMessage
from scheduler.notices.rules.reminders import OutboxState
from scheduler.notices.usecases.outbox import put_letter


def put(work: UnitOfWork, key: str = "test:1") -> bool:
    return put_letter(
        work,
        template="invitation",
        address="wang@example.org",
        language=Language.EN,
        context={"n": 1},
        dedup_key=key,
    )


def letters(work: UnitOfWork) -> list[OutboxMessage]:
    return list(work.session.scalars(sa.select(OutboxMessage).order_by(OutboxMessage.id)))


def test_letter_waits_with_its_inputs(work: UnitOfWork) -> None:
    assert put(work)

    (letter,) = letters(work)
    assert (letter.state, letter.attempts, letter.context) == (OutboxState.WAITING, 0, {"n": 1})
    assert (letter.next_attempt_at, letter.give_up_at) == (work.now, work.now + timedelta(days=3))


def test_letter_with_a_known_key_is_not_written_again(work: UnitOfWork) -> None:
    assert [put(work), put(work), put(work, "test:2")] == [True, False, True]

    first, second = letters(work)
    assert first.message_id != second.message_id


def test_letter_is_given_up_when_it_is_no_longer_useful(work: UnitOfWork) -> None:
    put_letter(
        work,
        template="signin_code",
        address="wang@example.org",
        language=Language.EN,
        context={},
        dedup_key="code:1",
        useful_until=work.now + timedelta(minutes=10),
    )

    (letter,) = letters(work)
    assert letter.give_up_at == work.now + timedelta(minutes=10)
