"""What the meetings decided: much in the last years, a little in those before."""

from collections.abc import Sequence
from typing import Final

from scheduler.demo.convening import Meetings
from scheduler.demo.texts import Table, trilingual
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.meetings.rules.decisions import DecisionVerb
from scheduler.meetings.usecases.decisions import NewDecision, record_decision

_ANY_YEAR: Final = 0


def decisions_of(meetings: Meetings, year: int) -> Sequence[Table]:
    """Return the decisions of a year's meeting: its own, or the one that fits every year."""
    tables: Sequence[Table] = meetings.case["decision"]
    labelled = [
        table
        for table in tables
        if "meeting" in table and meetings.season.year_of(table["meeting"]) == year
    ]
    dated = [table for table in tables if table.get("year") == year]
    return labelled or dated or [table for table in tables if table.get("year") == _ANY_YEAR]


def decide(meetings: Meetings, year: int, table: Table, work: UnitOfWork) -> None:
    """Record a decision of a year's meeting."""
    commitment = table.get("commitment")
    decision = record_decision(
        work,
        meetings.meeting_ref(year),
        NewDecision(
            verb=DecisionVerb(table["verb"]),
            text=trilingual(table, year=year),
            commitment_ref=commitment
            and meetings.world.refs[meetings.ref, "commitment", commitment],
        ),
    )
    key = f"{table.get('meeting', year)}/{table['key']}"
    meetings.world.refs[meetings.ref, "decision", key] = decision.ref
