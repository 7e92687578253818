"""Action items in every state: what was asked for, and everything that was said about it since."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final

from scheduler.actions.models.action_items import ActionItem
from scheduler.actions.rules.action_items import Priority, ProgressReport
from scheduler.actions.rules.steps import Step
from scheduler.actions.usecases.action_items import (
    ActionDraft,
    add_action_item,
    edit_action_item,
)
from scheduler.actions.usecases.origins import Origin
from scheduler.actions.usecases.progress import report_progress
from scheduler.actions.usecases.steps import take_step
from scheduler.demo.convening import Meetings
from scheduler.demo.days import working_day
from scheduler.demo.texts import Table, optional, trilingual
from scheduler.demo.timeline import Timeline
from scheduler.kernel.rules.language import Language
from scheduler.kernel.unit_of_work import UnitOfWork

_AFTER_MEETING: Final = timedelta(days=3)
_CARRIED_AFTER: Final = timedelta(days=1)
_LAST_SHARE: Final = timedelta(days=40)
_PAUSE: Final = timedelta(minutes=5)


@dataclass
class Item:
    """An item of the case: its text, the day it begins, and the row once it is written."""

    meetings: Meetings
    table: Table
    label: str
    started_at: datetime
    due_on: date | None
    commitment: str | None
    steps: Sequence[Table]
    predecessor: "Item | None" = None
    rows: list[ActionItem] = field(default_factory=list)

    @property
    def row(self) -> ActionItem:
        """Return the row; it is there as soon as the item has begun."""
        return self.rows[0]

    @property
    def draft(self) -> ActionDraft:
        """Return what the item says at its beginning."""
        owner = self.meetings.world.owner
        return ActionDraft(
            title=trilingual(self.table["title"]),
            text=optional(self.table.get("text")),
            measure=optional(self.table.get("measure")),
            lead=owner(self.table["lead"]),
            counterpart=owner(self.table["counterpart"]),
            due_on=self.due_on,
            priority=Priority[self.table.get("priority", "NORMAL")],
        )


def schedule_actions(timeline: Timeline, meetings: Meetings) -> None:
    """Add every item on its day, and let its steps follow."""
    for table in meetings.case["action"]:
        item = _first(meetings, table)
        _schedule(timeline, item)
        if "continued" in table:
            _schedule_carried(timeline, item)


def _first(meetings: Meetings, table: Table) -> Item:
    season, label = meetings.season, table["meeting"]
    met_on = season.meeting_on(season.year_of(label))
    started = season.ago(table["started"], 9) if "started" in table else None
    due_on = None
    if "due_after" in table:
        due_on = working_day(met_on + timedelta(days=table["due_after"]))
    elif "due" in table:
        due_on = working_day(season.today + timedelta(days=table["due"]))
    return Item(
        meetings=meetings,
        table=table,
        label=label,
        started_at=started or season.at(working_day(met_on + _AFTER_MEETING), 9),
        due_on=due_on,
        commitment=table.get("commitment"),
        steps=table.get("steps", ()),
    )


def _schedule_carried(timeline: Timeline, before: Item) -> None:
    season, label = before.meetings.season, before.table["continued"]
    met_on = season.meeting_on(season.year_of(label))
    strike_off = {"do": "cancel", "note": before.table["continued_note"]}
    carried_at = season.at(met_on + _CARRIED_AFTER, 16)
    timeline.add(carried_at, before.meetings.liaison, partial(_step, before, strike_off))
    item = replace(
        before,
        label=label,
        started_at=season.at(working_day(met_on + _AFTER_MEETING), 9),
        due_on=working_day(season.today + timedelta(days=before.table["due"])),
        commitment=before.table.get("continued_commitment", before.commitment),
        steps=before.table["continued_steps"],
        predecessor=before,
        rows=[],
    )
    _schedule(timeline, item)


def _schedule(timeline: Timeline, item: Item) -> None:
    timeline.add(item.started_at, item.meetings.liaison, partial(_add, item))
    last = item.started_at
    for number, step in enumerate(item.steps):
        last = max(_instant(item, step, number), last + _PAUSE)
        timeline.add(last, step["by"], partial(_step, item, step))


def _instant(item: Item, step: Table, number: int) -> datetime:
    """Return when a step is taken: days ago, days after the meeting, or a share of the time."""
    season = item.meetings.season
    minute = (len(item.table["key"]) * 7 + number * 13) % 60
    if "ago" in step:
        return season.ago(step["ago"], 10 + number, minute)
    if "after" in step:
        met_on = season.meeting_on(season.year_of(item.label))
        return season.at(working_day(met_on + timedelta(days=step["after"])), 10 + number, minute)
    begun = item.started_at.date()
    span = season.today - _LAST_SHARE - begun
    return season.at(working_day(begun + span * step["through"]), 10 + number, minute)


def _add(item: Item, work: UnitOfWork) -> None:
    meetings, decision = item.meetings, item.table.get("decision")
    refs, ref = meetings.world.refs, meetings.ref
    origin = Origin(
        meeting_ref=meetings.meeting_ref(meetings.season.year_of(item.label)),
        decision_ref=decision and refs[ref, "decision", decision],
        commitment_ref=item.commitment and refs[ref, "commitment", item.commitment],
    )
    if item.predecessor is not None:
        origin = replace(origin, decision_ref=None)
    row = add_action_item(work, ref, item.draft, origin=origin)
    if item.predecessor is not None:
        row.carried_from_id = item.predecessor.row.id
        row.carry_count = item.predecessor.row.carry_count + 1
    item.rows.append(row)


def _step(item: Item, step: Table, work: UnitOfWork) -> None:
    ref, note, done = item.row.ref, step.get("note", ""), step["do"]
    if done == "edit":
        title = item.draft.title
        texts = {**title.texts, Language.ZH_HANS: step["title_hans"]}
        edit_action_item(work, ref, replace(item.draft, title=replace(title, texts=texts)))
    elif done in {"report", "done"}:
        finished = done == "done"
        percent = 100 if finished else step["percent"]
        report_progress(work, ref, ProgressReport(percent, done=finished), note)
    else:
        take_step(work, ref, Step(done), note)
