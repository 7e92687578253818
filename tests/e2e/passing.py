"""What the demo holds in passing only: drafts, a meeting today, one called off."""

from datetime import date, datetime, time

from scheduler.agreements.rules.agreements import AgreementKind
from scheduler.agreements.usecases.agreements import NewAgreement, add_agreement, sign_agreement
from scheduler.agreements.usecases.schemes import NewScheme, add_scheme
from scheduler.cli.context import OPERATOR
from scheduler.kernel.rules.permissions import Side
from scheduler.kernel.unit_of_work import Transactions, UnitOfWork
from scheduler.meetings.rules.meetings import Slot
from scheduler.meetings.usecases.dating import Arrangement, date_meeting
from scheduler.meetings.usecases.meetings import plan_meeting
from scheduler.meetings.usecases.series import NewSeries, add_series
from scheduler.meetings.usecases.steps import announce_meeting, cancel_meeting, mark_meeting_held
from tests.builders.cast import text

PARTNERSHIP = "SC-EXAMPLE"


def add_passing_states(transactions: Transactions) -> None:
    """Add what is in passing to the demo's second partnership."""
    with transactions.begin(OPERATOR) as work:
        _papers(work)
        _meetings(work)


def _papers(work: UnitOfWork) -> None:
    """Write down a draft, and a signed agreement with a drafted scheme."""
    new = NewAgreement(AgreementKind.STRATEGIC, text("Agreement in the making"))
    add_agreement(work, PARTNERSHIP, new)
    signed = add_agreement(work, PARTNERSHIP, new)
    sign_agreement(work, signed.ref, work.today)
    add_scheme(work, signed.ref, NewScheme(work.today.year + 5, text("Scheme in the making")))


def _meetings(work: UnitOfWork) -> None:
    """Open one meeting that is today, one that was, one with a day, and one called off."""
    title = text("Working meeting")
    new = NewSeries(title=title, first_year=work.today.year, first_host=Side.DEPARTMENT)
    series = add_series(work, PARTNERSHIP, new)
    today, held, dated, cancelled = (_dated(work, series.ref, work.today) for _ in range(4))
    for ref in (today, held):
        announce_meeting(work, ref)
    mark_meeting_held(work, held)
    cancel_meeting(work, cancelled, "Nobody can come")
    assert dated


def _dated(work: UnitOfWork, series: str, day: date) -> str:
    meeting = plan_meeting(work, series, day.year, confirmed=True)
    starts, ends = (datetime.combine(day, time(hour, 30)) for hour in (9, 11))
    where = Arrangement(Slot(starts, ends, "Asia/Shanghai"), venue=text("Hall 1"))
    return date_meeting(work, meeting.ref, where, confirmed=True).ref
