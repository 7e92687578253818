"""The case as it stands on 12 January 2027: alive, complete, and true to how years pass."""

from collections import Counter
from itertools import pairwise

import pytest
import sqlalchemy as sa

from scheduler.actions.models.action_items import ActionItem
from scheduler.actions.models.progress import ProgressUpdate
from scheduler.actions.rules.action_items import ActionStatus
from scheduler.actions.rules.lights import Light
from scheduler.agreements.models.agreements import Agreement
from scheduler.agreements.models.schemes import Scheme
from scheduler.agreements.queries.agreements import get_agreement
from scheduler.agreements.queries.schemes import get_scheme
from scheduler.agreements.rules.agreements import AgreementStatus
from scheduler.agreements.rules.schemes import CommitmentKind, ConditionState
from scheduler.demo.world import OPERATOR
from scheduler.kernel.models.audit import AuditEntry
from scheduler.kernel.queries.audit import verify_audit
from scheduler.kernel.rules.actor import Via
from scheduler.kernel.rules.errors import NotFoundError
from scheduler.kernel.rules.language import Language
from scheduler.kernel.rules.permissions import Side
from scheduler.kernel.rules.text import TranslationState
from scheduler.kernel.unit_of_work import Transactions, UnitOfWork
from scheduler.meetings.models.decisions import Decision
from scheduler.meetings.models.meetings import Meeting
from scheduler.meetings.models.participants import Participant
from scheduler.meetings.rules.meetings import MeetingStatus
from scheduler.meetings.rules.participants import PartStat
from scheduler.parties.queries.partnerships import get_partnership, list_partnerships
from scheduler.parties.queries.people import find_account
from scheduler.parties.usecases.sessions import actor_of_account
from tests.demo.looking import lights_of, rows_of, texts_in

CITYU = "SC-CITYU"


def test_every_status_and_every_light_can_be_seen(looking: UnitOfWork) -> None:
    items = rows_of(looking, ActionItem, CITYU)

    assert len(items) >= 24
    assert {item.status for item in items} == set(ActionStatus)
    assert set(lights_of(items, looking.today)) == {light.value for light in Light}
    assert {item.lead_side for item in items} == set(Side)


def test_all_texts_are_in_three_languages_but_for_the_two_that_show_the_marks(
    looking: UnitOfWork,
) -> None:
    texts = list(texts_in(looking))
    missing = [(at, lang) for at, text in texts for lang in Language if not text.texts.get(lang)]
    stale = [
        (at, lang)
        for at, text in texts
        for lang in Language
        if text.state(lang) is TranslationState.STALE
    ]

    assert len(texts) > 150
    assert missing == [("action_item.title", Language.EN)]
    assert stale == [("action_item.title", Language.ZH_HANT), ("action_item.title", Language.EN)]


def test_the_agreement_is_in_force_with_the_government_as_signatory(looking: UnitOfWork) -> None:
    [row] = rows_of(looking, Agreement, CITYU)
    agreement = get_agreement(looking, row.ref)

    assert (agreement.status, agreement.ref) == (AgreementStatus.IN_FORCE, "SC-CITYU/2017/G01")
    assert len(agreement.clauses) == 4
    signatories = {s.side: s.organisation.name.en for s in agreement.signatories}
    assert signatories[Side.DEPARTMENT] == "Sichuan Provincial People's Government"


def test_the_scheme_of_2019_has_nine_commitments_one_of_them_under_a_condition(
    looking: UnitOfWork,
) -> None:
    scheme = get_scheme(looking, "SC-CITYU/2019/S01")
    under_condition = [c for c in scheme.commitments if c.conditions]

    assert len(scheme.commitments) == 9
    assert all(commitment.clause for commitment in scheme.commitments)
    assert [c.number for c in under_condition] == [6]
    assert under_condition[0].conditions[0].state is ConditionState.MET
    kinds = {c.kind for s in rows_of(looking, Scheme, CITYU)
             for c in get_scheme(looking, s.ref).commitments}  # fmt: skip
    assert kinds == set(CommitmentKind)


def test_a_meeting_was_held_every_year_one_is_announced_and_one_has_no_day(
    looking: UnitOfWork,
) -> None:
    meetings = {meeting.year: meeting for meeting in rows_of(looking, Meeting, CITYU)}

    assert list(meetings) == list(range(2020, 2029))
    assert {meetings[year].status for year in range(2020, 2027)} == {MeetingStatus.CLOSED}
    assert meetings[2027].status is MeetingStatus.ANNOUNCED
    assert meetings[2028].status is MeetingStatus.PLANNED
    hosts = [meetings[year].host_side for year in range(2020, 2029)]
    assert all(one is later.other for one, later in pairwise(hosts))


def test_recent_meetings_decided_more_than_those_before(looking: UnitOfWork) -> None:
    ids = {meeting.id: meeting.year for meeting in rows_of(looking, Meeting, CITYU)}
    decided = Counter(ids[decision.meeting_id] for decision in rows_of(looking, Decision, CITYU))

    assert [decided[year] for year in range(2020, 2027)] == [2, 1, 1, 1, 2, 3, 4]


def test_the_coming_meeting_has_mixed_replies_some_given_for_others(looking: UnitOfWork) -> None:
    coming = next(m for m in rows_of(looking, Meeting, CITYU) if m.year == 2027)
    invited = [p for p in rows_of(looking, Participant, CITYU) if p.meeting_id == coming.id]

    assert {participant.partstat for participant in invited} == set(PartStat)
    others = [p for p in invited if p.replied_by_id not in {None, p.person_id}]
    assert len(others) == 3


def test_progress_is_told_in_three_languages_and_for_an_institute_without_an_account(
    looking: UnitOfWork,
) -> None:
    updates = rows_of(looking, ProgressUpdate, CITYU)

    assert {update.language for update in updates} == set(Language)
    assert "香港城市大學成都研究院" in {update.on_behalf_of for update in updates}
    assert all(update.via is Via.WEB for update in updates)


def test_items_carried_over_name_the_item_of_last_year(looking: UnitOfWork) -> None:
    items = {item.id: item for item in rows_of(looking, ActionItem, CITYU)}
    carried = [item for item in items.values() if item.carried_from_id]

    assert len(carried) == 2
    for item in carried:
        before = items[item.carried_from_id]
        assert (item.carry_count, item.year) == (1, before.year + 1)
        assert before.status is ActionStatus.CANCELLED


def test_what_was_written_is_in_the_order_of_time_and_no_link_is_broken(
    looking: UnitOfWork,
) -> None:
    instants = list(looking.session.scalars(sa.select(AuditEntry.at).order_by(AuditEntry.id)))
    *history, marked = sorted(instants)

    assert verify_audit(looking).broken == ()
    assert (history[0].year, marked) == (2019, looking.now)
    assert history[-1] < looking.now
    assert instants[1:] == sorted(instants[1:])


@pytest.mark.parametrize(
    ("email", "seen"),
    [
        ("liaison@sc-std.example", ["SC-CITYU", "SC-EXAMPLE"]),
        ("coordinator@cityu.example", ["SC-CITYU"]),
        ("coordinator@example-university.example", ["SC-EXAMPLE"]),
    ],
)
def test_each_side_sees_its_own_partnerships(
    case: Transactions, email: str, seen: list[str]
) -> None:
    with case.reading(OPERATOR) as work:
        account = find_account(work, email)
        assert account is not None
        actor = actor_of_account(work, account, Via.WEB)
    with case.reading(actor) as work:
        assert [partnership.ref for partnership in list_partnerships(work)] == seen
        for ref in {"SC-CITYU", "SC-EXAMPLE"} - set(seen):
            with pytest.raises(NotFoundError):
                get_partnership(work, ref)
