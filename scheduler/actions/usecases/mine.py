"""My actions: what one person is expected to do, in the order in which it presses."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from scheduler.actions.models.action_items import ActionItem
from scheduler.actions.queries.mine import list_awaiting, list_lately_closed, list_mine
from scheduler.actions.queries.recipients import owners_in
from scheduler.actions.rules.desk import DeskGroup, group_of
from scheduler.actions.rules.steps import takes_reports
from scheduler.actions.usecases.lines import ActionLine, lines_of
from scheduler.actions.usecases.progress import may_report
from scheduler.kernel.unit_of_work import UnitOfWork

SHOWN: Final = 100


@dataclass(frozen=True, slots=True)
class DeskLine:
    """An item and whether its report can be given right here."""

    line: ActionLine
    may_report: bool


@dataclass(frozen=True, slots=True)
class MyPage:
    """The reader's items by group; each stands in exactly one."""

    groups: Mapping[DeskGroup, tuple[DeskLine, ...]]
    cut_off: bool

    @property
    def open_total(self) -> int:
        """Return how many items are on the reader's desk."""
        closed = len(self.groups[DeskGroup.LATELY_CLOSED])
        return sum(map(len, self.groups.values())) - closed


def my_page(work: UnitOfWork) -> MyPage:
    """Return the reader's items; what waits for their confirmation stands in no other group."""
    awaiting = list_awaiting(work)
    waiting = {item.id for item in awaiting}
    mine = [item for item in list_mine(work, SHOWN) if item.id not in waiting]
    closed = [item for item in list_lately_closed(work) if item.id not in waiting]
    items = [*awaiting, *mine, *closed]
    lines = dict(zip((item.id for item in items), lines_of(work, items), strict=True))
    groups: dict[DeskGroup, list[DeskLine]] = defaultdict(list)
    for item in mine:
        line = lines[item.id]
        group = group_of(line.light, item.status, heard_on=item.heard_on, today=work.today)
        groups[group].append(DeskLine(line, _may_report(work, item)))
    for group, rows in ((DeskGroup.TO_CONFIRM, awaiting), (DeskGroup.LATELY_CLOSED, closed)):
        groups[group] = [DeskLine(lines[item.id], may_report=False) for item in rows]
    return MyPage(
        groups={group: tuple(groups[group]) for group in DeskGroup}, cut_off=len(mine) >= SHOWN
    )


def _may_report(work: UnitOfWork, item: ActionItem) -> bool:
    return takes_reports(item.status) and may_report(
        work.actor, item.partnership_id, owners_in(item)
    )
