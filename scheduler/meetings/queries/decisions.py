"""Decisions: of one meeting, and the register of all."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from scheduler.kernel.rules.errors import NotFoundError
from scheduler.kernel.rules.identifiers import MeetingId, PartnershipId
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.meetings.models.decisions import Decision
from scheduler.meetings.models.meetings import Meeting
from scheduler.parties.models.partnerships import Partnership
from scheduler.parties.queries.scope import within

_SOURCES = (
    joinedload(Decision.meeting).joinedload(Meeting.partnership),
    joinedload(Decision.commitment),
)


@dataclass(frozen=True, slots=True)
class DecisionFilter:
    """Which decisions are asked for; what is ``None`` or empty does not narrow."""

    partnership_ref: str | None = None
    year: int | None = None
    text: str = ""


def get_decision(work: UnitOfWork, ref: str) -> Decision:
    """Return a decision with its meeting, partnership and commitment.

    Raises:
        NotFoundError: there is none of that reference for this actor.
    """
    found = work.session.scalar(
        sa.select(Decision)
        .where(Decision.ref == ref, within(Decision.partnership_id, work.actor))
        .options(*_SOURCES)
    )
    if found is None:
        raise NotFoundError
    return found


def list_decisions_of(work: UnitOfWork, meeting_id: MeetingId) -> Sequence[Decision]:
    """Return the decisions of one meeting in the order of their numbers."""
    return work.session.scalars(
        sa.select(Decision)
        .where(Decision.meeting_id == meeting_id, within(Decision.partnership_id, work.actor))
        .options(joinedload(Decision.commitment))
        .order_by(Decision.number)
        .limit(500)
    ).all()


def list_decisions(
    work: UnitOfWork, wanted: DecisionFilter, *, limit: int, offset: int = 0
) -> Sequence[Decision]:
    """Return the actor's decisions with meeting and commitment, the latest day first."""
    return work.session.scalars(
        sa.select(Decision)
        .join(Decision.meeting)
        .join(Meeting.partnership)
        .where(*_conditions(work, wanted))
        .options(*_SOURCES)
        .order_by(Decision.decided_on.desc(), Partnership.ref, Decision.number)
        .limit(limit)
        .offset(offset)
    ).all()


def count_decisions(work: UnitOfWork, wanted: DecisionFilter) -> int:
    """Return how many decisions ``list_decisions`` would go through."""
    return (
        work.session.scalar(
            sa.select(sa.func.count())
            .select_from(Decision)
            .join(Decision.meeting)
            .join(Meeting.partnership)
            .where(*_conditions(work, wanted))
        )
        or 0
    )


def list_latest_decisions(work: UnitOfWork, limit: int) -> Sequence[Decision]:
    """Return the decisions taken last, with their meetings and partnerships."""
    return work.session.scalars(
        sa.select(Decision)
        .where(within(Decision.partnership_id, work.actor))
        .options(*_SOURCES)
        .order_by(Decision.decided_on.desc(), Decision.id.desc())
        .limit(limit)
    ).all()


def counts_of_meetings(work: UnitOfWork, meeting_ids: Sequence[MeetingId]) -> dict[MeetingId, int]:
    """Return how many decisions each of some meetings took; a meeting without any is left out."""
    rows = work.session.execute(
        sa.select(Decision.meeting_id, sa.func.count())
        .where(Decision.meeting_id.in_(meeting_ids), within(Decision.partnership_id, work.actor))
        .group_by(Decision.meeting_id)
    )
    return {MeetingId(meeting_id): count for meeting_id, count in rows}


def counts_of_years(work: UnitOfWork, partnership_id: PartnershipId) -> dict[int, int]:
    """Return how many decisions the meetings of each year took."""
    rows = work.session.execute(
        sa.select(Meeting.year, sa.func.count())
        .join(Decision.meeting)
        .where(
            Decision.partnership_id == partnership_id,
            within(Decision.partnership_id, work.actor),
        )
        .group_by(Meeting.year)
    )
    return {int(year): count for year, count in rows}


def _conditions(work: UnitOfWork, wanted: DecisionFilter) -> list[sa.ColumnElement[bool]]:
    conditions = [within(Decision.partnership_id, work.actor)]
    if wanted.partnership_ref is not None:
        conditions.append(Partnership.ref == wanted.partnership_ref)
    if wanted.year is not None:
        conditions.append(Meeting.year == wanted.year)
    words = wanted.text.casefold().split()
    return [*conditions, *(Decision.search_text.contains(w, autoescape=True) for w in words)]
