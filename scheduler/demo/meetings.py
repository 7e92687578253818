"""The yearly meetings: those that were held, the coming one, and one that has no day yet."""

from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Final

from scheduler.demo.convening import Meetings
from scheduler.demo.days import working_day
from scheduler.demo.decisions import decide, decisions_of
from scheduler.demo.invitations import accept, invite, reply
from scheduler.demo.texts import trilingual
from scheduler.demo.timeline import Timeline
from scheduler.kernel.rules.permissions import Side
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.meetings.rules.meetings import Slot
from scheduler.meetings.usecases.dating import Arrangement, date_meeting
from scheduler.meetings.usecases.meetings import plan_meeting
from scheduler.meetings.usecases.series import NewSeries, add_series
from scheduler.meetings.usecases.steps import announce_meeting, close_meeting, mark_meeting_held

_BEGINS: Final = time(9, 30)


def schedule_meetings(timeline: Timeline, meetings: Meetings) -> None:
    """Hold a meeting every year, announce the coming one, and leave the next without a day."""
    season, by = meetings.season, meetings.liaison
    opened_on: date = meetings.case["partnership"]["opened_on"]
    founded_on = working_day(opened_on + timedelta(days=60))
    timeline.add(season.at(founded_on, 11), by, partial(_found_series, meetings))
    planned_on = founded_on
    for year in range(meetings.first_year, season.coming.year):
        _schedule_held(timeline, meetings, year, planned_on)
        planned_on = season.meeting_on(year) + timedelta(days=22)
    _schedule_coming(timeline, meetings, planned_on)
    timeline.add(season.ago(11, 16), by, partial(_plan, meetings, season.coming.year + 1))


def _schedule_held(timeline: Timeline, meetings: Meetings, year: int, planned_on: date) -> None:
    season, by = meetings.season, meetings.liaison
    day = season.meeting_on(year)
    dated = season.at(working_day(day - timedelta(days=60)), 15)
    timeline.add(season.at(planned_on, 14), by, partial(_plan, meetings, year))
    timeline.add(dated, by, partial(_date, meetings, year))
    timeline.add(dated + timedelta(hours=1), by, partial(invite, meetings, year))
    announced_on = working_day(day - timedelta(days=30))
    timeline.add(season.at(announced_on, 9), by, partial(_announce, meetings, year))
    replied_on = working_day(day - timedelta(days=12))
    for side, handle in ((Side.DEPARTMENT, by), (Side.UNIVERSITY, meetings.coordinator)):
        timeline.add(season.at(replied_on, 11), handle, partial(accept, meetings, year, side))
    timeline.add(season.at(day, 17), by, partial(_hold, meetings, year))
    for table in decisions_of(meetings, year):
        timeline.add(season.at(day, 17, 30), by, partial(decide, meetings, year, table))
    closed_on = working_day(day + timedelta(days=21))
    timeline.add(season.at(closed_on, 10), by, partial(_close, meetings, year))


def _schedule_coming(timeline: Timeline, meetings: Meetings, planned_on: date) -> None:
    season, by = meetings.season, meetings.liaison
    year = season.coming.year
    timeline.add(season.at(planned_on, 14), by, partial(_plan, meetings, year))
    dated_on = max(planned_on + timedelta(days=2), season.today - timedelta(days=30))
    dated = season.at(working_day(dated_on), 15)
    timeline.add(dated, by, partial(_date, meetings, year))
    timeline.add(dated + timedelta(hours=1), by, partial(invite, meetings, year))
    timeline.add(season.ago(12, 9), by, partial(_announce, meetings, year))
    for number, table in enumerate(meetings.case["participant"]):
        if "reply" in table:
            at = season.ago(table["reply"]["ago"], 11, number)
            act = partial(reply, meetings, year, table)
            timeline.add(at, table["reply"]["by"], act)


def _found_series(meetings: Meetings, work: UnitOfWork) -> None:
    table = meetings.case["series"]
    commitment = meetings.world.refs.get((meetings.ref, "commitment", table.get("commitment", "")))
    series = add_series(
        work,
        meetings.ref,
        NewSeries(
            title=trilingual(table["title"]),
            first_year=table["first_year"],
            duration_minutes=table["duration_minutes"],
            first_host=Side(table["first_host"]),
            commitment_ref=commitment,
        ),
    )
    meetings.world.refs[meetings.ref, "series", table["key"]] = series.ref


def _plan(meetings: Meetings, year: int, work: UnitOfWork) -> None:
    series = meetings.world.refs[meetings.ref, "series", meetings.case["series"]["key"]]
    meetings.world.refs[meetings.key(year)] = plan_meeting(work, series, year).ref


def _date(meetings: Meetings, year: int, work: UnitOfWork) -> None:
    side = meetings.host_side(year)
    partnership = meetings.case["partnership"]
    host = meetings.world.organisations[partnership[side.value.lower()]]
    online = meetings.case.get("online", {"years": ()})
    apart = year in online["years"]
    starts = datetime.combine(meetings.season.meeting_on(year), _BEGINS)
    lasts = timedelta(minutes=meetings.case["series"]["duration_minutes"])
    date_meeting(
        work,
        meetings.meeting_ref(year),
        Arrangement(
            slot=Slot(starts, starts + lasts, host.timezone),
            venue=trilingual(online if apart else meetings.case["venue"][side.value]),
            conference_url=online["url"] if apart else None,
        ),
    )


def _announce(meetings: Meetings, year: int, work: UnitOfWork) -> None:
    announce_meeting(work, meetings.meeting_ref(year))


def _hold(meetings: Meetings, year: int, work: UnitOfWork) -> None:
    mark_meeting_held(work, meetings.meeting_ref(year))


def _close(meetings: Meetings, year: int, work: UnitOfWork) -> None:
    close_meeting(work, meetings.meeting_ref(year))
