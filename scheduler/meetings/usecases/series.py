"""Meeting series: the duty of a partnership to meet every year."""

from dataclasses import dataclass
from typing import Final

from scheduler.agreements.queries.schemes import find_commitment
from scheduler.kernel.queries.references import next_number
from scheduler.kernel.rules.errors import InvalidError
from scheduler.kernel.rules.identifiers import CommitmentId, Numbered, numbered_ref
from scheduler.kernel.rules.permissions import Permission, Side
from scheduler.kernel.rules.text import Trilingual
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.meetings.models.series import MeetingSeries
from scheduler.meetings.rules.meetings import BEGINNING_OF_YEAR, Season
from scheduler.parties.models.partnerships import Partnership
from scheduler.parties.queries.partnerships import get_partnership

_TWO_HOURS: Final = 120


@dataclass(frozen=True, slots=True)
class NewSeries:
    """What is known of a yearly meeting; without a zone it meets in the department's."""

    title: Trilingual
    first_year: int
    season: Season = BEGINNING_OF_YEAR
    duration_minutes: int = _TWO_HOURS
    first_host: Side = Side.DEPARTMENT
    host_rotates: bool = True
    timezone: str | None = None
    commitment_ref: str | None = None


def add_series(work: UnitOfWork, partnership_ref: str, new: NewSeries) -> MeetingSeries:
    """Found a yearly meeting; its meetings are opened one year after the other.

    Raises:
        InvalidError: ``required`` without a title, ``unknown_choice`` for a commitment of others.
    """
    partnership = get_partnership(work, partnership_ref)
    work.actor.require(Permission.EDIT_MEETINGS, partnership.id)
    if not new.title:
        raise InvalidError("required", field="title")
    commitment_id = _commitment_id(work, partnership, new.commitment_ref)
    number = next_number(work, partnership.id, new.first_year, Numbered.SERIES)
    work.acting("series.add")
    return work.add(
        MeetingSeries(
            partnership_id=partnership.id,
            commitment_id=commitment_id,
            ref=numbered_ref(partnership.ref, new.first_year, Numbered.SERIES, number),
            title=new.title,
            first_year=new.first_year,
            season_first_month=new.season.first_month,
            season_first_day=new.season.first_day,
            season_last_month=new.season.last_month,
            season_last_day=new.season.last_day,
            duration_minutes=new.duration_minutes,
            timezone=new.timezone or partnership.department.timezone,
            first_host=new.first_host,
            host_rotates=new.host_rotates,
            created_at=work.now,
        )
    )


def _commitment_id(
    work: UnitOfWork, partnership: Partnership, ref: str | None
) -> CommitmentId | None:
    if ref is None:
        return None
    commitment = find_commitment(work, partnership.id, ref)
    if commitment is None:
        raise InvalidError("unknown_choice", field="commitment_ref")
    return commitment.id
