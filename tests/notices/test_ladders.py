"""Which reminders a subject wants, as a table and as properties."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.notices.rules.ladders import LAST_WINDOW, Planned, Subject, desired
from scheduler.notices.rules.recipients import Recipient
from scheduler.notices.rules.reminders import Reason
from tests.notices.subjects import DUE, OTHER, OWNER, a_meeting, a_recipient, an_action

ZONES = ("Asia/Shanghai", "Asia/Hong_Kong", "Europe/Berlin", "America/Santiago", "Pacific/Apia")


def days_of(subject: Subject, recipient: Recipient) -> dict[str, date]:
    mine = (planned for planned in desired(subject) if planned.recipient == recipient)
    ordered = sorted(mine, key=lambda planned: planned.fire_at)
    return {planned.rung: planned.fire_at.date() for planned in ordered}


def rung(subject: Subject, name: str, recipient: Recipient = OWNER) -> Planned:
    (found,) = (p for p in desired(subject) if (p.rung, p.recipient) == (name, recipient))
    return found


def test_an_owner_is_told_before_on_and_weekly_after_the_due_day() -> None:
    assert days_of(an_action(), OWNER) == {
        "T-30": date(2027, 3, 1),
        "T-14": date(2027, 3, 17),
        "T-7": date(2027, 3, 24),
        "T-1": date(2027, 3, 30),
        "D0": date(2027, 3, 31),
        "O+7": date(2027, 4, 7),
        "O+14": date(2027, 4, 14),
        "O+21": date(2027, 4, 21),
        "O+28": date(2027, 4, 28),
        "O+35": date(2027, 5, 5),
        "O+42": date(2027, 5, 12),
        "O+49": date(2027, 5, 19),
        "O+56": date(2027, 5, 26),
    }


def test_the_other_side_hears_only_that_an_item_is_overdue() -> None:
    assert list(days_of(an_action(), OTHER))[:2] == ["O+7", "O+14"]


def test_somebody_who_is_both_is_told_once_for_each_rung() -> None:
    both = an_action(owners=(OWNER,), counterpart=(OWNER,))

    assert len(desired(both)) == len({planned.rung for planned in desired(both)})


def test_a_meeting_is_announced_three_times_and_never_after_it_began() -> None:
    starts = datetime(2027, 3, 31, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))

    assert days_of(a_meeting(starts), OWNER) == {
        "T-14": date(2027, 3, 17),
        "T-3": date(2027, 3, 28),
        "T-1": date(2027, 3, 30),
    }
    assert rung(a_meeting(starts), "T-1").window_ends_at == starts


def test_a_reminder_goes_out_at_nine_where_its_recipient_is() -> None:
    far = a_recipient(3, "Europe/Berlin")
    subject = an_action(date(2027, 3, 29), owners=(far,))

    # The clocks there change on the 28th: the hour on the wall stays.
    assert rung(subject, "T-7", far).fire_at == datetime(2027, 3, 22, 8, tzinfo=UTC)
    assert rung(subject, "T-1", far).fire_at == datetime(2027, 3, 28, 7, tzinfo=UTC)


def test_a_rung_speaks_until_the_next_one() -> None:
    subject = an_action()

    assert rung(subject, "T-14").window_ends_at == rung(subject, "T-7").fire_at
    last = rung(subject, "O+56")
    assert last.window_ends_at == last.fire_at + LAST_WINDOW


def test_the_key_names_kind_subject_rung_recipient_and_anchor() -> None:
    assert rung(an_action(), "T-7").key == "ACTION-DUE:7:T-7:person:1:2027-03-31"


@pytest.mark.parametrize(
    "subject",
    [
        an_action(None),
        an_action(None, quiet_because=Reason.UNDATED),
        an_action(quiet_because=Reason.CLOSED),
        an_action(quiet_because=Reason.RESTING),
        an_action(owners=(), counterpart=()),
    ],
)
def test_nothing_is_wanted_without_a_day_a_cause_and_a_recipient(subject: Subject) -> None:
    assert desired(subject) == frozenset()


@given(
    anchor=st.dates(date(2020, 1, 1), date(2035, 1, 1)),
    zone=st.sampled_from(ZONES),
    hour=st.times(),
)
def test_windows_follow_each_other_without_overlap(anchor: date, zone: str, hour: time) -> None:
    recipient = a_recipient(4, zone)
    starts = datetime.combine(anchor, hour, ZoneInfo("Asia/Shanghai"))
    for subject in (an_action(anchor, owners=(recipient,)), a_meeting(starts, recipient)):
        mine = sorted(
            (p for p in desired(subject) if p.recipient == recipient), key=lambda p: p.fire_at
        )

        assert all(p.fire_at < p.window_ends_at for p in mine)
        assert all(earlier.window_ends_at <= later.fire_at for earlier, later in pairwise(mine))
        assert len({p.key for p in mine}) == len(mine)
        assert {p.fire_at.astimezone(ZoneInfo(zone)).hour for p in mine} <= {9}


@given(
    anchor=st.dates(date(2026, 1, 1), date(2028, 1, 1)),
    hours=st.integers(min_value=-2_000, max_value=2_000),
)
def test_at_most_one_rung_is_open_at_any_moment(anchor: date, hours: int) -> None:
    now = datetime.combine(anchor, time(), UTC) + timedelta(hours=hours)
    open_now = [
        p
        for p in desired(an_action(anchor))
        if p.recipient == OWNER and p.fire_at <= now < p.window_ends_at
    ]

    assert len(open_now) <= 1


def test_moving_the_day_changes_every_key() -> None:
    here, there = desired(an_action(DUE)), desired(an_action(DUE + timedelta(days=1)))

    assert not {p.key for p in here} & {p.key for p in there}
