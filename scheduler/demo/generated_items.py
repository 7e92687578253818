"""Generated action items in every state, with the reports that led there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from scheduler.actions.models.action_items import ActionItem
from scheduler.actions.models.progress import ProgressUpdate
from scheduler.actions.rules.action_items import ActionStatus, Priority
from scheduler.actions.rules.lights import attention_from
from scheduler.demo.days import working_day
from scheduler.demo.generated_partners import Hosts
from scheduler.demo.generated_years import Year
from scheduler.demo.queries.bulk import Row, write_numbered, write_rows
from scheduler.demo.texts import Table
from scheduler.demo.vocabulary import vocabulary, worded
from scheduler.kernel.rules.actor import Via
from scheduler.kernel.rules.identifiers import Numbered
from scheduler.kernel.rules.language import Language
from scheduler.kernel.rules.permissions import Role, Side
from scheduler.kernel.unit_of_work import UnitOfWork

_S = ActionStatus
_OLD: Final = (_S.COMPLETED,) * 17 + (_S.CANCELLED,) * 2 + (_S.IN_PROCESS,)
_NEW: Final = (
    *((_S.COMPLETED,) * 4),
    *((_S.IN_PROCESS,) * 9),
    *((_S.NEEDS_ACTION,) * 3),
    *((_S.REPORTED_DONE,) * 2),
    _S.PAUSED,
    _S.CANCELLED,
)
_SPREAD: Final = (-30, 180)


@dataclass(frozen=True)
class Report:
    """One report of an item, and the status it led to."""

    at: datetime
    percent: int
    before: ActionStatus
    after: ActionStatus


@dataclass(frozen=True)
class Course:
    """What became of one item."""

    year: Year
    words: Table
    lead: Side
    start_on: date
    due_on: date
    reports: tuple[Report, ...]

    @property
    def status(self) -> ActionStatus:
        """Return where it stands."""
        return self.reports[-1].after if self.reports else _S.NEEDS_ACTION


def act(work: UnitOfWork, years: Sequence[Year], hosts: Hosts) -> None:
    """Write the items of every year that is over, and their reports."""
    courses = [course for year in years if year.is_over for course in _courses(year)]
    ids = write_numbered(work, ActionItem, [_item(course, hosts) for course in courses])
    updates = [
        _update(course, report, item_id, hosts)
        for course, item_id in zip(courses, ids, strict=True)
        for report in course.reports
    ]
    write_rows(work, ProgressUpdate, updates)


def _courses(year: Year) -> Iterator[Course]:
    dice, today = year.partner.dice, year.partner.dice.season.today
    start_on = working_day(year.meeting_on + timedelta(days=3))
    fresh = year.year == dice.season.coming.year - 1
    for words in vocabulary()["actions"]:
        status = dice.one_of(_NEW if fresh else _OLD)
        first, last = (today + timedelta(days=days) for days in _SPREAD)
        if not fresh:
            first, last = (start_on + timedelta(days=days) for days in (90, 330))
        due_on = dice.day_between(max(first, start_on + timedelta(days=14)), last)
        reports = tuple(_reports(year, status, start_on))
        yield Course(year, words, dice.one_of(tuple(Side)), start_on, due_on, reports)


def _reports(year: Year, status: ActionStatus, start_on: date) -> Iterator[Report]:
    """Yield one or two reports on the way, then the step that led to the status."""
    if status is _S.NEEDS_ACTION:
        return
    dice = year.partner.dice
    last = min(dice.season.today - timedelta(days=2), start_on + timedelta(days=330))
    days = sorted(dice.day_between(start_on, last) for _ in range(1 + dice.below(2)))
    before, percent, at = _S.NEEDS_ACTION, 0, dice.season.at(start_on, 9)
    for day in days:
        percent = min(90, percent + 20 + dice.below(40))
        at = max(dice.instant(day), at + timedelta(minutes=5))
        yield Report(at, percent, before, _S.IN_PROCESS)
        before = _S.IN_PROCESS
    if status is _S.COMPLETED:
        at += timedelta(hours=1)
        yield Report(at, 100, before, _S.REPORTED_DONE)
        before, percent = _S.REPORTED_DONE, 100
    if status is not before:
        percent = 100 if status is _S.REPORTED_DONE else percent
        yield Report(at + timedelta(hours=2), percent, before, status)


def _item(course: Course, hosts: Hosts) -> Row:
    year, dice = course.year, course.year.partner.dice
    last = course.reports[-1] if course.reports else None
    number, ref = year.partner.next_ref(year.year, Numbered.ACTION)
    title = worded(course.words, year.topic)
    zone = dice.season.zone
    heard_on = last.at.astimezone(zone).date() if last else course.start_on
    percent = last.percent if last else 0
    begun_at = dice.season.at(course.start_on, 9)
    return {
        "partnership_id": year.partner.id,
        "ref": ref,
        "uid": dice.uid("action"),
        "year": year.year,
        "title": title,
        "search_text": f"{ref.casefold()}\n{title.searchable()}\n",
        "meeting_id": year.meeting_id,
        "decision_id": dice.one_of(year.decision_ids),
        "commitment_id": dice.one_of(year.commitment_ids),
        **_owners(course, hosts),
        "status": course.status,
        "priority": Priority.HIGH if number % 5 == 0 else Priority.NORMAL,
        "percent": percent,
        "start_on": course.start_on,
        "due_on": course.due_on,
        "original_due_on": course.due_on,
        "attention_on": attention_from(
            start_on=course.start_on, due_on=course.due_on, percent=percent, last_on=heard_on
        ),
        "heard_on": heard_on,
        "last_progress_at": last.at if last else None,
        "reported_done_by_id": _reporter(course, hosts) if percent == 100 else None,  # noqa: PLR2004
        "closed_at": last.at if last and not course.status.is_open else None,
        "carry_count": 0,
        "created_at": begun_at,
        "changed_at": last.at if last else begun_at,
        "sequence": len(course.reports),
        "version": 1 + len(course.reports),
    }


def _owners(course: Course, hosts: Hosts) -> Row:
    partner = course.year.partner
    organisations = {
        Side.DEPARTMENT: hosts.department_id,
        Side.UNIVERSITY: partner.university_id,
    }
    return {
        "lead_side": course.lead,
        "lead_organisation_id": organisations[course.lead],
        "lead_post_id": partner.posts[course.lead, Role.OWNER],
        "counterpart_organisation_id": organisations[course.lead.other],
        "counterpart_post_id": partner.posts[course.lead.other, Role.OWNER],
    }


def _reporter(course: Course, hosts: Hosts) -> int:
    if course.lead is Side.DEPARTMENT:
        return hosts.owner_id
    return course.year.partner.people[Role.OWNER]


def _update(course: Course, report: Report, item_id: int, hosts: Hosts) -> Row:
    language = course.year.partner.dice.one_of((Language.ZH_HANS, Language.ZH_HANT, Language.EN))
    struck_off = report.after in {_S.CANCELLED, _S.PAUSED}
    words = vocabulary()["reason"] if struck_off else _note(course)
    return {
        "partnership_id": course.year.partner.id,
        "action_item_id": item_id,
        "percent": report.percent,
        "status_before": report.before,
        "status_after": report.after,
        "note": worded(words).best(language).text,
        "language": language,
        "reported_by_id": _reporter(course, hosts),
        "reported_by": "Example",
        "via": Via.WEB,
        "reported_at": report.at,
    }


def _note(course: Course) -> Table:
    words: Table = course.year.partner.dice.one_of(vocabulary()["notes"])
    return words
