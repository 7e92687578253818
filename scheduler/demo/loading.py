"""Loading the case: everything in the order in which it happened, up to the loading day."""

from datetime import date, timedelta

from scheduler.demo.actions import schedule_actions
from scheduler.demo.agreements import schedule_agreements
from scheduler.demo.convening import Meetings
from scheduler.demo.days import Season
from scheduler.demo.meetings import schedule_meetings
from scheduler.demo.parties import schedule_parties
from scheduler.demo.queries.together import together
from scheduler.demo.texts import PARTNERSHIPS, read_case
from scheduler.demo.timeline import Timeline
from scheduler.demo.world import OPERATOR, World
from scheduler.kernel.models.instance import InstancePurpose
from scheduler.kernel.queries.instance import find_purpose
from scheduler.kernel.rules.errors import ForbiddenError, IllegalTransitionError
from scheduler.kernel.unit_of_work import Transactions
from scheduler.parties.queries.partnerships import list_partnerships


class AlreadyLoadedError(IllegalTransitionError):
    """There are partnerships already; the case begins in an empty instance."""

    code = "already_loaded"


class RealInstanceError(ForbiddenError):
    """The instance is for real work; invented people have no business there."""

    code = "real_instance"


def load_case(transactions: Transactions, today: date | None = None) -> None:
    """Write the case, dated from ``today``, by default the day it is in the institution's zone.

    Raises:
        RealInstanceError: the instance is a production instance, or nobody said what it is for.
        AlreadyLoadedError: it holds partnerships already.
    """
    require_demo(transactions)
    with transactions.reading(OPERATOR) as work:
        if list_partnerships(work, limit=1):
            raise AlreadyLoadedError
        today, zone = today or work.today, work.zone
    world, timeline = World(), Timeline()
    for name in PARTNERSHIPS:
        case = read_case(name)
        shift = timedelta(days=case["partnership"].get("meets_days_later", 0))
        season = Season(today, zone, shift)
        schedule_parties(timeline, world, case, season)
        schedule_agreements(timeline, world, case, season)
        meetings = Meetings(world, case, season)
        schedule_meetings(timeline, meetings)
        schedule_actions(timeline, meetings)
    # As one: a case that was interrupted would look like one that is loaded.
    with together(transactions) as joined:
        timeline.play(joined, world)


def require_demo(transactions: Transactions) -> None:
    """Refuse an instance that is not marked as one for demonstrations or tests.

    Raises:
        RealInstanceError: it is not.
    """
    with transactions.reading(OPERATOR) as work:
        purpose = find_purpose(work)
    if purpose not in {InstancePurpose.DEMO, InstancePurpose.TEST}:
        raise RealInstanceError
