"""The register: items by every filter, one page at a time, with a count for each light.

A page is looked up in two statements: the ids first, which an index holds whole, then their rows.
A department with a thousand partners would else read every row of them to show fifty.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from scheduler.actions.models.action_items import ActionItem
from scheduler.actions.queries.confirmation import awaits_confirmation_by
from scheduler.actions.queries.lights import (
    CLOSED,
    is_open,
    is_silent,
    light_condition,
    light_expression,
)
from scheduler.actions.rules.lights import Light
from scheduler.actions.rules.register import Attention, RegisterFilter, Sort, SortKey, State
from scheduler.agreements.models.schemes import Commitment
from scheduler.kernel.rules.identifiers import ActionItemId
from scheduler.kernel.rules.paging import PAGE_SIZE
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.meetings.models.meetings import Meeting
from scheduler.parties.models.organisations import Organisation
from scheduler.parties.models.partnerships import Partnership
from scheduler.parties.models.people import Person
from scheduler.parties.models.posts import PostHolder
from scheduler.parties.queries.scope import within
from scheduler.parties.queries.seats import held_on

COUNTED_TO: Final = 10_000


def list_register(
    work: UnitOfWork, wanted: RegisterFilter, sort: Sort, *, offset: int = 0, limit: int = PAGE_SIZE
) -> list[ActionItem]:
    """Return one page of the register, with partnerships."""
    ids = work.session.scalars(
        sa.select(ActionItem.id)
        .where(*conditions(work, wanted))
        .order_by(*_order(sort))
        .limit(limit)
        .offset(offset)
    ).all()
    return list_by_id(work, ids)


def search_register(
    work: UnitOfWork, wanted: RegisterFilter, sort: Sort
) -> Sequence[tuple[ActionItemId, Light]]:
    """Return every item that holds the words, with its light, the filter's own light aside.

    Words are in no index: one walk through the texts serves the page, the counts and the total.
    It goes no further than just beyond ``COUNTED_TO``.
    """
    rows = work.session.execute(
        sa.select(ActionItem.id, light_expression(work.today))
        .where(*conditions(work, wanted, with_light=False))
        .order_by(*_order(sort))
        .limit(COUNTED_TO + 1)
    )
    return [(item_id, Light(word)) for item_id, word in rows]


def list_by_id(work: UnitOfWork, ids: Sequence[ActionItemId]) -> list[ActionItem]:
    """Return the actor's items of these ids with their partnerships, in the order of the ids."""
    rows = work.session.scalars(
        sa.select(ActionItem)
        .where(ActionItem.id.in_(ids), within(ActionItem.partnership_id, work.actor))
        .options(joinedload(ActionItem.partnership))
    )
    found = {row.id: row for row in rows}
    return [found[item_id] for item_id in ids if item_id in found]


def count_register(work: UnitOfWork, wanted: RegisterFilter) -> int:
    """Return how many items there are, counting no further than just beyond ``COUNTED_TO``."""
    counted = (
        sa.select(ActionItem.id).where(*conditions(work, wanted)).limit(COUNTED_TO + 1).subquery()
    )
    return work.session.scalar(sa.select(sa.func.count()).select_from(counted)) or 0


def count_lights(work: UnitOfWork, wanted: RegisterFilter) -> Mapping[Light, int]:
    """Return how many open items show each light, the filter's own light aside."""
    light = light_expression(work.today)
    rows = work.session.execute(
        sa.select(light, sa.func.count())
        .where(*conditions(work, wanted, with_light=False), is_open())
        .group_by(sa.literal_column("1"))
    )
    return {Light(word): count for word, count in rows}


def conditions(
    work: UnitOfWork, wanted: RegisterFilter, *, with_light: bool = True
) -> list[sa.ColumnElement[bool]]:
    """Return what a row has to be to be in the register that is asked for."""
    found = [within(ActionItem.partnership_id, work.actor), *_about(wanted), *_owned(work, wanted)]
    if wanted.reaches is State.OPEN:
        found.append(is_open())
    elif wanted.reaches is State.CLOSED:
        found.append(ActionItem.status.in_(CLOSED))
    if wanted.status is not None:
        found.append(ActionItem.status == wanted.status)
    if wanted.light is not None and with_light:
        found.append(light_condition(wanted.light, work.today))
    if wanted.attention is Attention.CONFIRM:
        found.append(awaits_confirmation_by(work))
    elif wanted.attention is Attention.SILENT:
        found.append(is_silent(work.today))
    return found


def _about(wanted: RegisterFilter) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if wanted.partnership_ref is not None:
        found.append(
            ActionItem.partnership_id
            == _id_of(Partnership.id, Partnership.ref == wanted.partnership_ref)
        )
    if wanted.meeting_ref is not None:
        found.append(ActionItem.meeting_id == _id_of(Meeting.id, Meeting.ref == wanted.meeting_ref))
    if wanted.commitment_ref is not None:
        found.append(
            ActionItem.commitment_id
            == _id_of(Commitment.id, Commitment.ref == wanted.commitment_ref)
        )
    if wanted.year is not None:
        found.append(ActionItem.year == wanted.year)
    if wanted.text:
        found.append(ActionItem.search_text.contains(wanted.text.casefold(), autoescape=True))
    return found


def _owned(work: UnitOfWork, wanted: RegisterFilter) -> list[sa.ColumnElement[bool]]:
    """Return the conditions on who leads or supports: an organisation, a person by any post."""
    found: list[sa.ColumnElement[bool]] = []
    if wanted.organisation is not None:
        organisation = _id_of(Organisation.id, Organisation.public_id == wanted.organisation)
        found.append(
            sa.or_(
                ActionItem.lead_organisation_id == organisation,
                ActionItem.counterpart_organisation_id == organisation,
            )
        )
    if wanted.owner is not None:
        person = _id_of(Person.id, Person.public_id == wanted.owner)
        posts = sa.select(PostHolder.post_id).where(
            PostHolder.person_id == person, *held_on(work.today)
        )
        found.append(
            sa.or_(
                ActionItem.lead_person_id == person,
                ActionItem.counterpart_person_id == person,
                ActionItem.lead_post_id.in_(posts),
                ActionItem.counterpart_post_id.in_(posts),
            )
        )
    return found


def _id_of(column: Any, condition: sa.ColumnElement[bool]) -> Any:
    return sa.select(column).where(condition).scalar_subquery()


def _order(sort: Sort) -> tuple[sa.ColumnElement[Any], ...]:
    """Return the order; what has no due day comes last either way, and ids settle what is equal."""
    keys: dict[SortKey, tuple[Any, ...]] = {
        SortKey.DUE: (ActionItem.due_on,),
        SortKey.REF: (ActionItem.partnership_id, ActionItem.year),
        SortKey.PERCENT: (ActionItem.percent,),
        SortKey.CHANGED: (ActionItem.changed_at,),
    }
    # Numbers are given out in the order of the ids, while as texts A100 would stand before A11.
    turned = [
        column.desc() if sort.downwards else column.asc()
        for column in (*keys[sort.key], ActionItem.id)
    ]
    if sort.key is SortKey.DUE:
        return (ActionItem.due_on.is_(None).asc(), *turned)
    return tuple(turned)
