"""Meeting series to choose from, with the year that comes next in each."""

from dataclasses import dataclass

from scheduler.kernel.rules.identifiers import PartnershipId
from scheduler.kernel.rules.permissions import Permission
from scheduler.kernel.rules.text import Trilingual
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.meetings.queries.series import list_series
from scheduler.meetings.rules.seasons import SeasonPart, season_part


@dataclass(frozen=True, slots=True)
class SeriesChoice:
    """A series whose meetings the reader may open."""

    ref: str
    title: Trilingual
    partnership_ref: str
    partnership_name: Trilingual
    part: SeasonPart
    first_year: int


def series_choices(work: UnitOfWork) -> tuple[SeriesChoice, ...]:
    """Return the series in which the actor may open meetings."""
    return tuple(
        choice
        for partnership_id, choice in _choices(work, None)
        if work.actor.may(Permission.EDIT_MEETINGS, partnership_id)
    )


def series_of(work: UnitOfWork, partnership_id: PartnershipId) -> tuple[SeriesChoice, ...]:
    """Return the series of one partnership."""
    return tuple(choice for _, choice in _choices(work, [partnership_id]))


def _choices(
    work: UnitOfWork, partnership_ids: list[PartnershipId] | None
) -> list[tuple[PartnershipId, SeriesChoice]]:
    found = []
    for series in list_series(work, partnership_ids):
        first, last = series.season.of_year(series.first_year)
        choice = SeriesChoice(
            ref=series.ref,
            title=series.title,
            partnership_ref=series.partnership.ref,
            partnership_name=series.partnership.name,
            part=season_part(first, last),
            first_year=series.first_year,
        )
        found.append((series.partnership_id, choice))
    return found
