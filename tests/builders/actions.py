"""Action items in every state, made through the use-cases."""

from dataclasses import replace
from datetime import date, timedelta

from scheduler.actions.models.action_items import ActionItem
from scheduler.actions.rules.action_items import ProgressReport
from scheduler.actions.rules.owners import Owner
from scheduler.actions.usecases.action_items import ActionDraft, add_action_item
from scheduler.actions.usecases.origins import Origin
from scheduler.actions.usecases.progress import report_progress
from scheduler.kernel.rules.permissions import Side
from scheduler.kernel.unit_of_work import UnitOfWork
from tests.builders.cast import Cast, Seated, actor_of, text


def acting_as(work: UnitOfWork, seated: Seated) -> UnitOfWork:
    """Return the same unit of work in the hands of somebody of the cast."""
    return replace(work, actor=actor_of(work, seated))


def post_of(seated: Seated) -> Owner:
    """Return somebody's post as an owner."""
    return Owner(seated.post.side, seated.post.organisation_id, post_id=seated.post.id)


def person_of(seated: Seated) -> Owner:
    """Return somebody in person as an owner."""
    return Owner(seated.post.side, seated.person.organisation_id, person_id=seated.person.id)


def institute_of(cast: Cast) -> Owner:
    """Return the institute, which has no account, as an owner."""
    return Owner(Side.UNIVERSITY, cast.institute.id)


def a_draft(work: UnitOfWork, cast: Cast, words: str = "Build the laboratory") -> ActionDraft:
    """Return a draft led by the university's owner across from the liaison, due in 60 days."""
    return ActionDraft(
        title=text(words),
        lead=post_of(cast.owner),
        counterpart=post_of(cast.liaison),
        due_on=work.today + timedelta(days=60),
    )


def an_action_item(
    work: UnitOfWork,
    cast: Cast,
    words: str = "Build the laboratory",
    *,
    lead: Owner | None = None,
    start_on: date | None = None,
    origin: Origin | None = None,
    **changes: object,
) -> ActionItem:
    """Return a new item; ``changes`` are those of the draft."""
    draft = a_draft(work, cast, words)
    if lead is not None:
        counterpart = draft.counterpart if lead.side is Side.UNIVERSITY else post_of(cast.owner)
        draft = replace(draft, lead=lead, counterpart=counterpart)
    return add_action_item(
        work,
        cast.partnership.ref,
        replace(draft, **changes),  # type: ignore[arg-type]
        origin=origin,
        start_on=start_on,
        confirmed=True,
    )


def an_item_reported_done(
    work: UnitOfWork, cast: Cast, words: str = "Sign the lease"
) -> ActionItem:
    """Return an item that somebody else has to confirm."""
    item = an_action_item(work, cast, words)
    report_progress(work, item.ref, ProgressReport(80, done=True), "All done")
    return item
