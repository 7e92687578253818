"""Forms about series, meetings and their steps."""

from calendar import monthrange
from collections.abc import Iterable
from typing import Final

from scheduler.kernel.rules.errors import InvalidError
from scheduler.kernel.rules.permissions import Side
from scheduler.meetings.rules.meetings import Season, Slot
from scheduler.meetings.usecases.dating import Arrangement
from scheduler.meetings.usecases.series import NewSeries
from scheduler.web.forms.base import Form, TrilingualLine
from scheduler.web.forms.fields import Choice, Line, LocalMoment, Tick, Version, Whole

_COMMON_YEAR: Final = 2001
MONTHS: Final = tuple((str(month), str(month)) for month in range(1, 13))


class SeriesForm(Form):
    """A new yearly meeting."""

    title = TrilingualLine()
    first_year = Whole(least=1990, most=2150)
    from_month = Choice(choices=MONTHS)
    to_month = Choice(choices=MONTHS)
    duration_minutes = Whole(least=15, most=1440)
    first_host = Choice(Side)
    host_rotates = Tick()
    commitment_ref = Choice(required=False)

    @property
    def series(self) -> NewSeries:
        """Return what was typed.

        Raises:
            InvalidError: ``end_before_start`` when the season ends before it begins.
        """
        first, last = int(self.from_month.data), int(self.to_month.data)
        if last < first:
            raise InvalidError("end_before_start", field="to_month")
        return NewSeries(
            title=self.title,
            first_year=self.first_year.data,
            season=Season(first, 1, last, monthrange(_COMMON_YEAR, last)[1]),
            duration_minutes=self.duration_minutes.data,
            first_host=self.first_host.data,
            host_rotates=self.host_rotates.data,
            commitment_ref=self.commitment_ref.data,
        )


class PlanForm(Form):
    """The year a meeting is opened for."""

    series = Choice()
    year = Whole(least=1990, most=2150)


class ArrangementForm(Form):
    """When and where a meeting takes place."""

    starts = LocalMoment()
    ends = LocalMoment()
    timezone = Choice()
    host_side = Choice(Side)
    venue = TrilingualLine(required=False)
    conference_url = Line(required=False, longest=500)
    version = Version()

    def offer_zones(self, zones: Iterable[str]) -> None:
        """Let one of these zones be chosen."""
        self.timezone.choices = [(zone, zone) for zone in zones]

    @property
    def arrangement(self) -> Arrangement:
        """Return what was typed."""
        return Arrangement(
            slot=Slot(self.starts.data, self.ends.data, self.timezone.data),
            venue=self.venue,
            conference_url=self.conference_url.data or None,
            host_side=self.host_side.data,
        )


class StepForm(Form):
    """A step that needs no words."""

    version = Version()


class ReasonForm(Form):
    """A step that needs a reason."""

    reason = Line()
    version = Version()
