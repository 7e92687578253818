"""Participants of meetings, and who may be invited."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from scheduler.kernel.rules.errors import NotFoundError
from scheduler.kernel.rules.identifiers import MeetingId, PartnershipId, PersonId, PostId
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.meetings.models.meetings import Meeting
from scheduler.meetings.models.participants import Participant
from scheduler.meetings.rules.participants import PartStat, protocol_rank
from scheduler.parties.models.posts import PostHolder
from scheduler.parties.queries.scope import within
from scheduler.parties.queries.seats import held_on

_WHO = (
    joinedload(Participant.person),
    joinedload(Participant.replied_by),
    joinedload(Participant.organisation),
)


def list_participants(work: UnitOfWork, meeting_id: MeetingId) -> list[Participant]:
    """Return who is invited, with person, organisation and who replied, in protocol order."""
    found = work.session.scalars(
        sa.select(Participant)
        .where(Participant.meeting_id == meeting_id, within(Participant.partnership_id, work.actor))
        .options(*_WHO)
    ).all()
    return sorted(found, key=_place_at_the_table)


def get_participant(work: UnitOfWork, meeting_ref: str, public_id: str) -> Participant:
    """Return one participant of a meeting, with the meeting.

    Raises:
        NotFoundError: there is none of that id at this meeting for this actor.
    """
    found = work.session.scalar(
        sa.select(Participant)
        .join(Participant.meeting)
        .where(
            Participant.public_id == public_id,
            Meeting.ref == meeting_ref,
            within(Participant.partnership_id, work.actor),
        )
        .options(joinedload(Participant.meeting), *_WHO)
    )
    if found is None:
        raise NotFoundError
    return found


def list_participants_of(
    work: UnitOfWork, meeting_ids: Sequence[MeetingId]
) -> dict[MeetingId, list[Participant]]:
    """Return the participants of several meetings in one statement, for letters."""
    invited: dict[MeetingId, list[Participant]] = {meeting_id: [] for meeting_id in meeting_ids}
    found = work.session.scalars(
        sa.select(Participant)
        .where(
            Participant.meeting_id.in_(meeting_ids), within(Participant.partnership_id, work.actor)
        )
        .options(*_WHO)
    )
    for participant in sorted(found, key=_place_at_the_table):
        invited[participant.meeting_id].append(participant)
    return invited


def count_replies(
    work: UnitOfWork, meeting_ids: Sequence[MeetingId]
) -> dict[MeetingId, dict[PartStat, int]]:
    """Return how many participants of each meeting gave which reply."""
    counts: dict[MeetingId, dict[PartStat, int]] = {meeting_id: {} for meeting_id in meeting_ids}
    rows = work.session.execute(
        sa.select(Participant.meeting_id, Participant.partstat, sa.func.count())
        .where(
            Participant.meeting_id.in_(meeting_ids), within(Participant.partnership_id, work.actor)
        )
        .group_by(Participant.meeting_id, Participant.partstat)
    )
    for meeting_id, partstat, count in rows:
        counts[meeting_id][partstat] = count
    return counts


def people_behind(
    work: UnitOfWork, partnership_id: PartnershipId, post_ids: Sequence[PostId], today: date
) -> frozenset[PersonId]:
    """Return who holds some posts of a partnership today."""
    return frozenset(
        work.session.scalars(
            sa.select(PostHolder.person_id).where(
                PostHolder.post_id.in_(post_ids),
                PostHolder.partnership_id == partnership_id,
                within(PostHolder.partnership_id, work.actor),
                *held_on(today),
            )
        )
    )


def _place_at_the_table(participant: Participant) -> tuple[str, int, int, int]:
    rank, position = protocol_rank(participant.function, participant.position)
    return participant.side.value, rank, position, participant.id
