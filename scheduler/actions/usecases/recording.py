"""Appending to an item's record: who said what, for whom, and what it led to."""

from scheduler.actions.models.action_items import ActionItem
from scheduler.actions.models.progress import ProgressUpdate
from scheduler.actions.rules.action_items import ActionStatus
from scheduler.actions.rules.lights import attention_from
from scheduler.kernel.unit_of_work import UnitOfWork


def record(
    work: UnitOfWork,
    item: ActionItem,
    *,
    before: ActionStatus,
    note: str,
    on_behalf_of: str | None = None,
) -> ProgressUpdate:
    """Append what was said about an item that has just been changed."""
    return work.add(
        ProgressUpdate(
            partnership_id=item.partnership_id,
            action_item_id=item.id,
            percent=item.percent,
            status_before=before,
            status_after=item.status,
            note=note,
            language=work.actor.language,
            reported_by_id=work.actor.person_id,
            reported_by=work.actor.name,
            on_behalf_of=on_behalf_of or work.actor.on_behalf_of,
            via=work.actor.via,
            reported_at=work.now,
        )
    )


def hear_of(work: UnitOfWork, item: ActionItem) -> None:
    """Begin the time of silence anew, and count the change that subscribers see."""
    item.heard_on = work.today
    item.attention_on = attention_from(
        start_on=item.start_on,
        due_on=item.due_on,
        percent=item.percent,
        last_on=item.heard_on,
    )
    item.revise(work.now)
