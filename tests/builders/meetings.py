"""Series and meetings at every stage, made through the use-cases."""

from datetime import datetime

from scheduler.kernel.rules.permissions import Side
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.meetings.models.decisions import Decision
from scheduler.meetings.models.meetings import Meeting
from scheduler.meetings.models.participants import Participant
from scheduler.meetings.models.series import MeetingSeries
from scheduler.meetings.rules.decisions import DecisionVerb
from scheduler.meetings.rules.meetings import Slot
from scheduler.meetings.rules.participants import ParticipantFunction
from scheduler.meetings.usecases.dating import Arrangement, date_meeting
from scheduler.meetings.usecases.decisions import NewDecision, record_decision
from scheduler.meetings.usecases.meetings import plan_meeting
from scheduler.meetings.usecases.participants import Delegate, add_participant
from scheduler.meetings.usecases.series import NewSeries, add_series
from scheduler.meetings.usecases.steps import announce_meeting, mark_meeting_held
from tests.builders.cast import Cast, Seated, text

ZONE = "Asia/Shanghai"


def a_slot(year: int = 2027, month: int = 3, day: int = 5) -> Slot:
    """Return a morning; 5 March 2027 is a Friday in the season."""
    at = datetime(year, month, day, 9, 30)  # noqa: DTZ001 - wall-clock time, the zone stands beside it
    return Slot(at, at.replace(hour=11, minute=30), ZONE)


def an_arrangement(year: int = 2027, month: int = 3, day: int = 5) -> Arrangement:
    """Return a morning with a venue."""
    return Arrangement(a_slot(year, month, day), venue=text("Hall of Science"))


def a_series(work: UnitOfWork, cast: Cast, *, first_year: int = 2020) -> MeetingSeries:
    """Return a series that meets at the beginning of each year, the department hosting first."""
    return add_series(
        work,
        cast.partnership.ref,
        NewSeries(
            title=text("High-level consultation"),
            first_year=first_year,
            first_host=Side.DEPARTMENT,
        ),
    )


def a_planned_meeting(work: UnitOfWork, cast: Cast, year: int = 2027) -> Meeting:
    """Return an undated meeting of a series of its own."""
    return plan_meeting(work, a_series(work, cast).ref, year)


def a_dated_meeting(
    work: UnitOfWork, cast: Cast, wanted: Arrangement | None = None, *, year: int = 2027
) -> Meeting:
    """Return a meeting on 5 March 2027, or where told."""
    ref = a_planned_meeting(work, cast, year).ref
    return date_meeting(work, ref, wanted or an_arrangement(), confirmed=True)


def an_announced_meeting(
    work: UnitOfWork, cast: Cast, wanted: Arrangement | None = None, *, year: int = 2027
) -> Meeting:
    """Return an announced meeting on 5 March 2027, or where told."""
    return announce_meeting(work, a_dated_meeting(work, cast, wanted, year=year).ref)


def a_held_meeting(work: UnitOfWork, cast: Cast) -> Meeting:
    """Return a meeting that was held on Friday 8 January 2027."""
    meeting = an_announced_meeting(work, cast, an_arrangement(2027, 1, 8))
    return mark_meeting_held(work, meeting.ref)


def a_participant(
    work: UnitOfWork,
    meeting: Meeting,
    seated: Seated,
    function: ParticipantFunction = ParticipantFunction.MEMBER,
) -> Participant:
    """Return somebody of the cast, invited."""
    return add_participant(work, meeting.ref, Delegate(seated.person.public_id), function)


def a_decision(work: UnitOfWork, meeting: Meeting, words: str = "Set up the platform") -> Decision:
    """Return a resolution of a meeting that is or was sitting."""
    return record_decision(work, meeting.ref, NewDecision(DecisionVerb.RESOLVED, text(words)))
