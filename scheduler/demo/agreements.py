"""What was signed: the agreement, and the scheme of each year it names."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Final

from scheduler.agreements.queries.schemes import get_scheme
from scheduler.agreements.rules.agreements import AgreementKind
from scheduler.agreements.rules.schemes import CommitmentKind, ConditionState
from scheduler.agreements.rules.terms import Term
from scheduler.agreements.usecases.agreements import (
    NewAgreement,
    NewClause,
    Signature,
    add_agreement,
    put_agreement_in_force,
    sign_agreement,
)
from scheduler.agreements.usecases.schemes import (
    NewCommitment,
    NewScheme,
    add_scheme,
    agree_scheme,
    close_scheme,
    set_condition_state,
)
from scheduler.demo.days import Season, working_day
from scheduler.demo.texts import Table, optional, trilingual
from scheduler.demo.timeline import Act, Timeline
from scheduler.demo.world import World
from scheduler.kernel.rules.permissions import Side
from scheduler.kernel.unit_of_work import UnitOfWork

_DRAFTED_BEFORE: Final = timedelta(days=20)
_CONDITIONS_AFTER: Final = timedelta(days=60)


def schedule_agreements(timeline: Timeline, world: World, case: Table, season: Season) -> None:
    """Write the agreements down when the partnership opens, and each scheme in its year."""
    opened_on: date = case["partnership"]["opened_on"]
    ref: str = case["partnership"]["ref"]
    by: str = case["roles"]["liaison"]
    for table in case["agreement"]:
        at = season.at(max(opened_on, table["signed_on"]), 10)
        timeline.add(at, by, partial(_agree, world, ref, table))
    for table in case["scheme"]:
        year: int = table["year"] if "year" in table else season.year_of(table["meeting"])
        signed_on: date = table.get("signed_on") or season.meeting_on(year)
        for day, hour, act in _steps(world, ref, table, year, signed_on):
            timeline.add(season.at(working_day(day), hour), by, act)


def _agree(world: World, partnership_ref: str, table: Table, work: UnitOfWork) -> None:
    new = NewAgreement(
        kind=AgreementKind(table["kind"]),
        title=trilingual(table["title"]),
        summary=optional(table.get("summary")),
        signed_at_place=optional(table.get("place")),
        term=Term(starts_on=table["signed_on"]),
        department=_signature(world, table.get("department")),
        university=_signature(world, table.get("university")),
        clauses=tuple(NewClause(trilingual(clause)) for clause in table["clause"]),
    )
    agreement = add_agreement(work, partnership_ref, new)
    sign_agreement(work, agreement.ref, table["signed_on"])
    put_agreement_in_force(work, agreement.ref)
    world.refs[partnership_ref, "agreement", table["key"]] = agreement.ref


def _signature(world: World, key: str | None) -> Signature:
    return Signature() if key is None else Signature(world.organisations[key].id)


def _steps(
    world: World, partnership_ref: str, table: Table, year: int, signed_on: date
) -> Iterator[tuple[date, int, Act]]:
    """Yield the day, the hour and what happens then to a scheme."""
    key = (partnership_ref, "scheme", table["key"])

    def agree(work: UnitOfWork) -> None:
        agree_scheme(work, world.refs[key], signed_on)

    def close(work: UnitOfWork) -> None:
        close_scheme(work, world.refs[key])

    draft = partial(_draft, world, partnership_ref, table, year)
    yield signed_on - _DRAFTED_BEFORE, 11, draft
    yield signed_on, 16, agree
    if any(commitment.get("conditions_met") for commitment in table["commitment"]):
        yield signed_on + _CONDITIONS_AFTER, 15, partial(_meet_conditions, world, key, table)
    if table.get("closed"):
        yield date(year, 12, 20), 15, close


def _draft(world: World, partnership_ref: str, table: Table, year: int, work: UnitOfWork) -> None:
    new = NewScheme(
        year=year,
        title=trilingual(table["title"], year=year),
        theme=optional(table.get("theme")),
        commitments=tuple(_commitment(commitment) for commitment in table["commitment"]),
    )
    scheme = add_scheme(work, world.refs[partnership_ref, "agreement", table["agreement"]], new)
    world.refs[partnership_ref, "scheme", table["key"]] = scheme.ref
    written = get_scheme(work, scheme.ref).commitments
    for commitment, wanted in zip(written, table["commitment"], strict=True):
        key = f"{table['key']}/{wanted['key']}"
        world.refs[partnership_ref, "commitment", key] = commitment.ref


def _commitment(table: Table) -> NewCommitment:
    return NewCommitment(
        kind=CommitmentKind(table["kind"]),
        title=trilingual(table["title"]),
        text=optional(table.get("text")),
        lead_side=Side(table["lead_side"]) if "lead_side" in table else None,
        clause_number=table.get("clause"),
        conditions=tuple(trilingual(condition) for condition in table.get("conditions", ())),
    )


def _meet_conditions(
    world: World, key: tuple[str, str, str], table: Table, work: UnitOfWork
) -> None:
    met = {n for n, wanted in enumerate(table["commitment"], 1) if wanted.get("conditions_met")}
    for commitment in get_scheme(work, world.refs[key]).commitments:
        if commitment.number in met:
            for condition in commitment.conditions:
                set_condition_state(work, world.refs[key], condition.id, ConditionState.MET)
