"""Delivering letters: once, true at the moment they leave, and tried again when they must be."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import parseaddr

import pytest

from scheduler.actions.models.action_items import ActionItem
from scheduler.actions.rules.action_items import ActionStatus
from scheduler.kernel.rules.language import Language
from scheduler.letters.contexts import SigninCode
from scheduler.letters.mailer import Accepted, MailError, Phase
from scheduler.letters.smtp import SmtpMailer
from scheduler.meetings.rules.participants import ParticipantFunction
from scheduler.meetings.usecases.participants import NewGuest, add_participant
from scheduler.notices.rules.reminders import OutboxState, Reason, ReminderState
from scheduler.notices.usecases.delivery import (
    PostOffice,
    claim_letter,
    hold_unwritable,
    mark_not_sent,
    mark_sent,
)
from scheduler.notices.usecases.outbox import put_letter
from scheduler.worker.run import run_once
from tests.builders.cast import Cast, a_cast, text
from tests.builders.meetings import an_announced_meeting
from tests.notices.rows import TODAY, an_item, letters
from tests.worker.stage import Stage


class Doubtful:
    """A way out that does not answer the first time."""

    def __init__(self) -> None:
        self.seen: list[bytes] = []

    def send(self, message: EmailMessage) -> Accepted:
        self.seen.append(message.as_bytes())
        if len(self.seen) == 1:
            raise MailError("timed_out", phase=Phase.ANSWER)
        return Accepted(str(message["Message-ID"]), "250 OK")


SOON = TODAY + timedelta(days=10)


@pytest.fixture
def cast(stage: Stage) -> Cast:
    with stage.transactions.begin(stage.system) as work:
        return a_cast(work)


@pytest.fixture
def item(stage: Stage, cast: Cast) -> ActionItem:
    with stage.transactions.begin(stage.system) as work:
        return an_item(work, cast, SOON)


def test_plan_fire_and_deliver_bring_one_digest(stage: Stage, item: ActionItem) -> None:
    # A year's eight weeks of overdue rungs for both sides, and four ahead for the owner.
    assert stage.run("plan", "fire", "deliver") == [20, 1, 1]
    assert stage.run("plan", "fire", "deliver") == [0, 0, 0]

    (message,) = stage.smtp.messages
    body = message.get_body(("plain",))
    assert message["To"].addresses[0].addr_spec == "owner@sc-cityu.example"
    assert message["Subject"].startswith(item.ref)
    assert body is not None
    assert f"http://127.0.0.1:8000/actions/{item.ref}" in body.get_content()
    assert stage.letter().state is OutboxState.SENT
    assert stage.told() == {"T-14": (ReminderState.SENT, None)}


@pytest.mark.parametrize(
    ("values", "end"),
    [
        ({"status": ActionStatus.COMPLETED}, (ReminderState.CANCELLED, Reason.CLOSED)),
        ({"status": ActionStatus.PAUSED}, (ReminderState.CANCELLED, Reason.RESTING)),
        ({"due_on": SOON + timedelta(days=90)}, (ReminderState.SUPERSEDED, Reason.MOVED)),
        ({"due_on": None}, (ReminderState.CANCELLED, Reason.UNDATED)),
    ],
)
def test_what_is_no_longer_true_when_it_leaves_is_not_sent(
    stage: Stage,
    item: ActionItem,
    values: dict[str, object],
    end: tuple[ReminderState, Reason],
) -> None:
    stage.run("plan", "fire")
    stage.change(item, **values)

    assert stage.run("deliver") == [0]

    assert stage.smtp.received == []
    assert stage.letter().state is OutboxState.OBSOLETE
    assert stage.told()["T-14"] == end


def test_a_digest_says_only_what_is_still_true(stage: Stage, cast: Cast, item: ActionItem) -> None:
    with stage.transactions.begin(stage.system) as work:
        other = an_item(work, cast, SOON)
    stage.run("plan", "fire")
    stage.change(other, status=ActionStatus.CANCELLED)
    stage.run("deliver")

    body = stage.smtp.messages[0].get_body(("plain",))
    assert body is not None
    assert item.ref in body.get_content()
    assert other.ref not in body.get_content()


def test_a_reopened_item_is_told_of_in_the_next_letter(stage: Stage, item: ActionItem) -> None:
    stage.run("plan", "fire")
    stage.change(item, status=ActionStatus.COMPLETED)
    stage.run("deliver")
    stage.change(item, status=ActionStatus.IN_PROCESS)

    stage.clock.forward(days=1)

    assert stage.run("reconcile", "fire", "deliver") == [1, 1, 1]


def test_a_temporary_refusal_is_tried_again_under_the_same_id_and_date(stage: Stage) -> None:
    stage.put()
    stage.smtp.reply_to_content = "452 4.3.1 Full"
    assert stage.run("deliver") == [0]
    waiting = stage.letter()
    assert (waiting.state, waiting.reply_code) == (OutboxState.WAITING, 452)

    stage.smtp.reply_to_content = None
    assert stage.run("deliver") == [0]
    stage.clock.forward(minutes=1)
    assert stage.run("deliver") == [1]

    (message,) = stage.smtp.messages
    assert message["Message-ID"] == f"<{waiting.message_id}@scheduler.example>"
    assert message["Date"].datetime == waiting.created_at


@pytest.mark.usefixtures("item")
def test_a_refused_recipient_fails_the_letter_and_its_reminders(stage: Stage, cast: Cast) -> None:
    stage.smtp.refusals[str(cast.owner.person.email)] = "550 5.1.1 No such user"

    stage.run("plan", "fire", "deliver")

    assert stage.letter().state is OutboxState.FAILED
    assert stage.told() == {"T-14": (ReminderState.FAILED, Reason.REFUSED)}


def test_one_bad_letter_does_not_hold_up_the_others(stage: Stage) -> None:
    stage.put("1", address="no address at all")
    stage.put("2", template="unknown_to_this_version")
    stage.put("3")

    assert stage.run("deliver") == [1]

    assert [(row.state, row.reply_text) for row in stage.letters()] == [
        (OutboxState.WAITING, "unwritable: LetterHeaderError"),
        (OutboxState.WAITING, "unwritable: UnknownTemplateError"),
        (OutboxState.SENT, "250 OK"),
    ]


def test_a_letter_is_given_up_in_the_end(stage: Stage) -> None:
    stage.put()
    stage.clock.forward(days=3)

    assert stage.run("deliver") == [0]

    assert stage.letter().state is OutboxState.FAILED
    assert stage.smtp.received == []


def test_while_the_server_is_away_one_letter_is_tried_at_a_time(stage: Stage) -> None:
    for key in ("1", "2", "3"):
        stage.put(key)
    away = replace(stage.container, mailer=SmtpMailer("smtp://127.0.0.1:9"))

    assert run_once(away, "deliver") == 0

    assert sorted(row.attempts for row in stage.letters()) == [0, 0, 1]


def test_a_code_to_sign_in_overtakes_and_is_forgotten_once_sent(stage: Stage) -> None:
    stage.put()
    with stage.transactions.begin(stage.system) as work:
        put_letter(
            work,
            template="signin_code",
            address="li@example.org",
            language=Language.ZH_HANS,
            context=SigninCode(code="ABCD2345", minutes_valid=10, link="http://127.0.0.1/"),
            dedup_key="signin_code:1",
            useful_until=work.now + timedelta(minutes=10),
        )

    assert stage.run("deliver") == [2]

    assert [received.recipients for received in stage.smtp.received] == [
        ("li@example.org",),
        ("wang@example.org",),
    ]
    assert [bool(row.context) for row in stage.letters()] == [True, False]


def test_a_letter_whose_worker_died_is_sent_by_another_after_the_lease(stage: Stage) -> None:
    stage.put()
    with stage.transactions.begin(stage.system) as work:
        (row,) = letters(work)
        row.claim("the-dead-one", work.now + timedelta(minutes=15))

    assert stage.run("deliver") == [0]
    stage.clock.forward(minutes=15)
    assert stage.run("deliver") == [1]


def test_a_mark_after_the_lease_is_refused(stage: Stage) -> None:
    stage.put()
    office = PostOffice(
        stage.container.renderer, stage.container.mailer, stage.container.links, "a@b.example"
    )
    with stage.transactions.begin(stage.system) as work:
        claimed = claim_letter(work, office)
    assert claimed is not None
    stage.clock.forward(minutes=15)
    stage.run("deliver")

    with stage.transactions.begin(stage.system) as work:
        assert not mark_sent(work, claimed, Accepted("id", "250 OK"))
        late = MailError("unreachable", phase=Phase.CONNECT)
        assert not mark_not_sent(work, claimed, late)
        hold_unwritable(work, claimed, "why")
    assert stage.letter().state is OutboxState.SENT


def test_a_letter_of_unknown_fate_goes_again_byte_for_byte(stage: Stage, item: ActionItem) -> None:
    doubtful = Doubtful()
    container = replace(stage.container, mailer=doubtful)
    stage.run("plan", "fire")
    assert run_once(container, "deliver") == 0
    assert (stage.letter().state, stage.letter().phase) == (OutboxState.WAITING, "answer")

    stage.change(item, title=text("Another title"))
    stage.clock.forward(minutes=15)
    assert run_once(container, "deliver") == 1

    first, second = doubtful.seen
    assert first == second


def test_a_guest_of_a_meeting_is_reminded_of_day_and_place(stage: Stage, cast: Cast) -> None:
    stage.clock.shows = datetime(2027, 3, 4, 1, 30, tzinfo=UTC)
    with stage.transactions.begin(stage.system) as work:
        meeting = an_announced_meeting(work, cast)
        guest = NewGuest(text("Guest"), cast.university.public_id, "guest@example.org")
        add_participant(work, meeting.ref, guest, ParticipantFunction.INTERPRETER)

    assert stage.run("plan", "fire", "deliver") == [1, 1, 1]

    (message,) = stage.smtp.messages
    body = message.get_body(("plain",))
    assert parseaddr(message["To"])[1] == "guest@example.org"
    assert message["Subject"].startswith(meeting.ref)
    assert body is not None
    assert "Hall of Science" in body.get_content()


def test_a_letter_is_read_in_its_recipients_language(stage: Stage, cast: Cast) -> None:
    with stage.transactions.begin(stage.system) as work:
        an_item(work, cast, SOON, organisation=cast.institute)

    stage.run("plan", "fire", "deliver")

    (message,) = stage.smtp.messages
    body = message.get_body(("plain",))
    assert message["Content-Language"] == "zh-Hans-CN"
    assert body is not None
    assert "Open the laboratory（简）" in body.get_content()
