"""Generated years: the scheme, the meeting, who was there, and what was decided."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from scheduler.agreements.models.schemes import Commitment, CommitmentCondition, Scheme
from scheduler.agreements.rules.schemes import CommitmentKind, ConditionState, SchemeStatus
from scheduler.demo.generated_partners import Hosts, Partner
from scheduler.demo.queries.bulk import Row, write_numbered, write_rows
from scheduler.demo.texts import Table
from scheduler.demo.vocabulary import vocabulary, worded
from scheduler.kernel.rules.identifiers import Numbered
from scheduler.kernel.rules.permissions import Role, Side
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.meetings.models.decisions import Decision
from scheduler.meetings.models.meetings import Meeting
from scheduler.meetings.models.participants import Participant
from scheduler.meetings.models.series import MeetingSeries
from scheduler.meetings.rules.decisions import DecisionVerb
from scheduler.meetings.rules.meetings import BEGINNING_OF_YEAR, MeetingStatus, host_side_for
from scheduler.meetings.rules.participants import ParticipantFunction, PartStat, role_for

_ZONES: Final = {Side.DEPARTMENT: "Asia/Shanghai", Side.UNIVERSITY: "Asia/Hong_Kong"}
_DELEGATES: Final = (
    (Side.DEPARTMENT, Role.LIAISON, ParticipantFunction.PRINCIPAL),
    (Side.DEPARTMENT, Role.OWNER, ParticipantFunction.MEMBER),
    (Side.UNIVERSITY, Role.PRINCIPAL, ParticipantFunction.PRINCIPAL),
    (Side.UNIVERSITY, Role.COORDINATOR, ParticipantFunction.SECRETARY),
    (Side.UNIVERSITY, Role.OWNER, ParticipantFunction.MEMBER),
)


@dataclass
class Year:
    """One year of one partnership, and the ids it is given while it is written."""

    partner: Partner
    year: int
    topic: Table
    meeting_id: int = 0
    meeting_on: date = date.min
    scheme_id: int = 0
    commitment_ids: list[int] = field(default_factory=list)
    decision_ids: list[int] = field(default_factory=list)

    @property
    def is_over(self) -> bool:
        """Say whether the year's meeting was held."""
        return self.year < self.partner.dice.season.coming.year

    @property
    def host(self) -> Side:
        """Return whose turn it is to host."""
        return host_side_for(self.year, self.partner.founded_on.year, Side.DEPARTMENT, rotates=True)

    @property
    def held_at(self) -> datetime:
        """Return the afternoon of the meeting."""
        return self.partner.dice.season.at(self.meeting_on, 17)


def years_of(partner: Partner, count: int) -> Iterator[Year]:
    """Yield the last ``count`` years and the coming one."""
    season = partner.dice.season
    for year in range(season.coming.year - count, season.coming.year + 1):
        topic = partner.dice.one_of(vocabulary()["topics"])
        yield Year(partner, year, topic, meeting_on=season.meeting_on(year))


def agree(work: UnitOfWork, years: Sequence[Year]) -> None:
    """Write the scheme of every year that is over, with commitments and a condition."""
    past = [year for year in years if year.is_over]
    for year, scheme_id in zip(
        past, write_numbered(work, Scheme, [_scheme(year) for year in past]), strict=True
    ):
        year.scheme_id = scheme_id
    wanted = [
        (year, number, words)
        for year in past
        for number, words in enumerate(vocabulary()["commitments"], start=1)
    ]
    ids = write_numbered(work, Commitment, [_commitment(*one) for one in wanted])
    conditions = []
    for (year, _, words), commitment_id in zip(wanted, ids, strict=True):
        year.commitment_ids.append(commitment_id)
        if words["kind"] == CommitmentKind.SUPPORT_MEASURE:
            conditions.append(_condition(year, commitment_id))
    write_rows(work, CommitmentCondition, conditions)


def _scheme(year: Year) -> Row:
    partner = year.partner
    closed = year.year < partner.dice.season.coming.year - 1
    return {
        "partnership_id": partner.id,
        "agreement_id": partner.agreement_id,
        "ref": partner.next_ref(year.year, Numbered.SCHEME)[1],
        "year": year.year,
        "status": SchemeStatus.CLOSED if closed else SchemeStatus.AGREED,
        "title": worded(vocabulary()["scheme"], year=year.year),
        "signed_on": year.meeting_on,
        "created_at": year.held_at,
        "changed_at": year.held_at,
        "version": 1,
    }


def _commitment(year: Year, number: int, words: Table) -> Row:
    partner = year.partner
    return {
        "partnership_id": partner.id,
        "scheme_id": year.scheme_id,
        "clause_id": partner.dice.one_of(partner.clause_ids),
        "ref": partner.next_ref(year.year, Numbered.COMMITMENT)[1],
        "number": number,
        "kind": CommitmentKind(words["kind"]),
        "title": worded(words, year.topic),
        "lead_side": partner.dice.one_of(tuple(Side)),
    }


def _condition(year: Year, commitment_id: int) -> Row:
    return {
        "partnership_id": year.partner.id,
        "commitment_id": commitment_id,
        "text": worded(vocabulary()["condition"]),
        "state": year.partner.dice.one_of((ConditionState.OPEN, ConditionState.MET)),
    }


def meet(work: UnitOfWork, years: Sequence[Year], hosts: Hosts) -> None:
    """Write series, meetings, participants and decisions."""
    partners = {year.partner.id: year.partner for year in years}
    ids = write_numbered(work, MeetingSeries, [_series(p, years) for p in partners.values()])
    series = dict(zip(partners, ids, strict=True))
    rows = [_meeting(year, series[year.partner.id], hosts) for year in years]
    for year, meeting_id in zip(years, write_numbered(work, Meeting, rows), strict=True):
        year.meeting_id = meeting_id
    write_rows(work, Participant, [row for year in years for row in _participants(year, hosts)])
    decided = [
        (year, words) for year in years if year.is_over for words in vocabulary()["decisions"]
    ]
    ids = write_numbered(work, Decision, [_decision(*one) for one in decided])
    for (year, _), decision_id in zip(decided, ids, strict=True):
        year.decision_ids.append(decision_id)


def _series(partner: Partner, years: Sequence[Year]) -> Row:
    season, first = BEGINNING_OF_YEAR, min(year.year for year in years)
    return {
        "partnership_id": partner.id,
        "ref": partner.next_ref(first, Numbered.SERIES)[1],
        "title": worded(vocabulary()["series"]),
        "first_year": first,
        "season_first_month": season.first_month,
        "season_first_day": season.first_day,
        "season_last_month": season.last_month,
        "season_last_day": season.last_day,
        "duration_minutes": 180,
        "timezone": _ZONES[Side.DEPARTMENT],
        "first_host": Side.DEPARTMENT,
        "host_rotates": True,
        "created_at": partner.founded_at,
    }


def _meeting(year: Year, series_id: int, hosts: Hosts) -> Row:
    partner = year.partner
    season = partner.dice.season
    undated = not year.is_over and partner.dice.below(3) == 0
    status = MeetingStatus.PLANNED if undated else MeetingStatus.ANNOUNCED
    starts = datetime.combine(year.meeting_on, time(9, 30))
    first, last = BEGINNING_OF_YEAR.of_year(year.year)
    opened_at = year.held_at - timedelta(days=300) if year.is_over else season.ago(20)
    there = hosts.department_id if year.host is Side.DEPARTMENT else partner.university_id
    return {
        "partnership_id": partner.id,
        "series_id": series_id,
        "ref": partner.next_ref(year.year, Numbered.MEETING)[1],
        "uid": partner.dice.uid("meeting"),
        "year": year.year,
        "number": 1,
        "status": MeetingStatus.CLOSED if year.is_over else status,
        "title": worded(vocabulary()["series"]),
        "window_first_on": first,
        "window_last_on": last,
        "starts_local": None if undated else starts,
        "ends_local": None if undated else starts + timedelta(hours=3),
        "timezone": _ZONES[year.host],
        "host_side": year.host,
        "host_id": there,
        "venue": None if undated else worded(vocabulary()["venue"]),
        "announced_at": None if undated else opened_at + timedelta(days=9),
        "held_at": year.held_at if year.is_over else None,
        "closed_at": year.held_at + timedelta(days=21) if year.is_over else None,
        "created_at": opened_at,
        "changed_at": year.held_at if year.is_over else opened_at + timedelta(days=9),
        "sequence": 2,
        "version": 3,
    }


def _participants(year: Year, hosts: Hosts) -> Iterator[dict[str, Any]]:
    partner, there = year.partner, {Role.LIAISON: hosts.liaison_id, Role.OWNER: hosts.owner_id}
    invited_at = year.held_at - timedelta(days=60) if year.is_over else partner.dice.season.ago(15)
    for position, (side, role, function) in enumerate(_DELEGATES, start=1):
        here = side is Side.DEPARTMENT
        accepted = year.is_over or partner.dice.below(2) == 0
        chairs = function is ParticipantFunction.PRINCIPAL and side is year.host
        takes = ParticipantFunction.CHAIR if chairs else function
        yield {
            "public_id": partner.dice.public_id(),
            "partnership_id": partner.id,
            "meeting_id": year.meeting_id,
            "person_id": there[role] if here else partner.people[role],
            "organisation_id": hosts.department_id if here else partner.university_id,
            "side": side,
            "role": role_for(takes),
            "function": takes,
            "partstat": PartStat.ACCEPTED if accepted else PartStat.NEEDS_ACTION,
            "replied_at": invited_at + timedelta(days=3) if accepted else None,
            "position": position,
            "created_at": invited_at,
        }


def _decision(year: Year, words: Table) -> Row:
    number, ref = year.partner.next_ref(year.year, Numbered.DECISION)
    text = worded(words, year.topic)
    return {
        "partnership_id": year.partner.id,
        "meeting_id": year.meeting_id,
        "commitment_id": year.partner.dice.one_of(year.commitment_ids),
        "ref": ref,
        "number": number,
        "verb": DecisionVerb(words["verb"]),
        "text": text,
        "search_text": f"{ref.casefold()}\n{text.searchable()}",
        "decided_on": year.meeting_on,
        "created_at": year.held_at,
        "changed_at": year.held_at,
        "version": 1,
    }
