"""Decisions: recorded at or after the meeting, numbered for the year, found by text."""

import pytest
import sqlalchemy as sa

from scheduler.kernel.rules.errors import (
    ForbiddenError,
    IllegalTransitionError,
    InvalidError,
    NotFoundError,
)
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.meetings.queries.decisions import (
    DecisionFilter,
    count_decisions,
    counts_of_meetings,
    counts_of_years,
    get_decision,
    list_decisions,
    list_latest_decisions,
)
from scheduler.meetings.queries.meetings import MeetingFilter, list_meetings, list_next_meetings
from scheduler.meetings.rules.decisions import DecisionVerb
from scheduler.meetings.usecases.decisions import NewDecision, record_decision
from scheduler.meetings.usecases.steps import close_meeting
from tests.builders.agreements import a_scheme, an_agreement
from tests.builders.cast import a_cast, actor_of, text
from tests.builders.meetings import (
    a_decision,
    a_held_meeting,
    a_planned_meeting,
    an_announced_meeting,
    an_arrangement,
)
from tests.builders.statements import counted


def test_decisions_are_numbered_through_the_year_and_dated_with_the_meeting(
    work: UnitOfWork,
) -> None:
    cast = a_cast(work)
    meeting = a_held_meeting(work, cast)

    first, second = a_decision(work, meeting), a_decision(work, meeting)

    assert [first.ref, second.ref] == ["SC-CITYU/2027/D01", "SC-CITYU/2027/D02"]
    assert first.decided_on.isoformat() == "2027-01-08"
    assert counts_of_meetings(work, [meeting.id]) == {meeting.id: 2}
    assert counts_of_years(work, cast.partnership.id) == {2027: 2}


def test_a_decision_is_recorded_during_an_announced_meeting_and_not_before(
    work: UnitOfWork,
) -> None:
    cast = a_cast(work)
    today = an_announced_meeting(work, cast, an_arrangement(2027, 1, 12))
    later = an_announced_meeting(work, a_cast(work, "SC-HKU"))

    assert a_decision(work, today).number == 1
    with pytest.raises(InvalidError, match="in_future"):
        a_decision(work, later)


def test_undated_and_closed_meetings_decide_nothing(work: UnitOfWork) -> None:
    planned = a_planned_meeting(work, a_cast(work))
    closed = close_meeting(work, a_held_meeting(work, a_cast(work, "SC-HKU")).ref)

    for meeting in (planned, closed):
        with pytest.raises(IllegalTransitionError, match="no_decisions_now"):
            a_decision(work, meeting)


def test_a_decision_serves_a_commitment_of_its_own_partnership_alone(work: UnitOfWork) -> None:
    ours, theirs = a_cast(work), a_cast(work, "SC-HKU")
    a_scheme(work, an_agreement(work, ours), 2019)
    a_scheme(work, an_agreement(work, theirs), 2019)
    meeting = a_held_meeting(work, ours)

    def serving(ref: str) -> NewDecision:
        return NewDecision(DecisionVerb.NOTED, text("Noted"), commitment_ref=ref)

    decision = record_decision(work, meeting.ref, serving("SC-CITYU/2019/C01"))
    found = get_decision(work, decision.ref)
    assert found.commitment is not None
    assert found.commitment.ref == "SC-CITYU/2019/C01"
    with pytest.raises(InvalidError, match="unknown_choice"):
        record_decision(work, meeting.ref, serving("SC-HKU/2019/C01"))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("platform", 1),
        ("PLATFORM 简", 1),
        ("d02", 1),
        ("100%", 1),
        ("_", 0),
        ("checked", 0),  # how the text is kept is not what people look for
        ("", 2),
    ],
)
def test_decisions_are_found_by_words_in_any_language(
    work: UnitOfWork, words: str, found: int
) -> None:
    meeting = a_held_meeting(work, a_cast(work))
    a_decision(work, meeting, "Set up the platform")
    a_decision(work, meeting, "Reach 100% coverage")

    wanted = DecisionFilter(text=words)

    assert len(list_decisions(work, wanted, limit=10)) == found
    assert count_decisions(work, wanted) == found


def test_the_register_narrows_by_year_and_partnership(work: UnitOfWork) -> None:
    for ref in ("SC-CITYU", "SC-HKU"):
        a_decision(work, a_held_meeting(work, a_cast(work, ref)))

    ours = list_decisions(work, DecisionFilter(partnership_ref="SC-HKU", year=2027), limit=10)

    assert [d.ref for d in ours] == ["SC-HKU/2027/D01"]
    assert count_decisions(work, DecisionFilter(year=2026)) == 0


def test_an_owner_records_nothing_and_a_stranger_sees_nothing(work: UnitOfWork) -> None:
    cast = a_cast(work)
    meeting = a_held_meeting(work, cast)
    decision = a_decision(work, meeting)
    stranger = a_cast(work, "SC-HKU").liaison

    work.actor = actor_of(work, cast.owner)
    with pytest.raises(ForbiddenError):
        a_decision(work, meeting)
    work.actor = actor_of(work, stranger)
    with pytest.raises(NotFoundError):
        a_decision(work, meeting)
    with pytest.raises(NotFoundError):
        get_decision(work, decision.ref)
    assert list_decisions(work, DecisionFilter(), limit=10) == []
    assert list_latest_decisions(work, 5) == []


@pytest.mark.parametrize("amount", [1, 3])
def test_lists_cost_one_statement_however_many_rows(
    work: UnitOfWork, engine: sa.Engine, amount: int
) -> None:
    for number in range(amount):
        cast = a_cast(work, f"SC-U{number}")
        a_decision(work, a_held_meeting(work, cast))
        an_announced_meeting(work, cast)
    work.flush()
    work.session.expunge_all()

    with counted(engine) as statements:
        decisions = list_decisions(work, DecisionFilter(), limit=50)
        meetings = list_meetings(work, MeetingFilter(), limit=50)
        ahead = list_next_meetings(work, 50)
        assert [d.meeting.partnership.ref for d in decisions]
        assert [m.host.name.en + m.partnership.ref for m in (*meetings, *ahead)]

    assert (len(decisions), len(meetings), len(ahead)) == (amount, 2 * amount, amount)
    assert len(statements) == 3
