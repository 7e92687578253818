"""Generated partnerships: of the same shape, repeatable, and continued without a clash."""

from collections import Counter
from datetime import date

import pytest
import sqlalchemy as sa

from scheduler.actions.models.action_items import ActionItem
from scheduler.actions.models.progress import ProgressUpdate
from scheduler.actions.rules.action_items import ActionStatus
from scheduler.actions.rules.lights import attention_from
from scheduler.demo.days import Season
from scheduler.demo.generating import GenerationPlan, generate
from scheduler.demo.vocabulary import Dice
from scheduler.demo.world import OPERATOR
from scheduler.kernel.models.audit import AuditEntry
from scheduler.kernel.queries.audit import verify_audit
from scheduler.kernel.queries.references import next_number
from scheduler.kernel.rules.actor import Via
from scheduler.kernel.rules.identifiers import Numbered
from scheduler.kernel.unit_of_work import Transactions, UnitOfWork
from scheduler.meetings.models.meetings import Meeting
from scheduler.meetings.models.participants import Participant
from scheduler.meetings.usecases.meetings import plan_meeting
from scheduler.parties.queries.partnerships import get_partnership, list_partnerships
from scheduler.parties.queries.people import find_account
from scheduler.parties.usecases.sessions import actor_of_account
from tests.conftest import ZONE
from tests.demo.looking import rows_of, texts_in

PLAN = GenerationPlan(partners=3, years=2, seed=7)


@pytest.fixture(scope="module")
def generated(case: Transactions) -> Transactions:
    """Return units of work on the case and three generated partnerships, then one more."""
    assert sum(generate(case, PLAN)) == 3
    assert sum(generate(case, GenerationPlan(partners=1, years=2, seed=7))) == 1
    return case


@pytest.fixture
def seen(generated: Transactions) -> UnitOfWork:
    with generated.reading(OPERATOR) as work:
        return work


def test_a_generated_partnership_has_two_years_and_the_coming_one(seen: UnitOfWork) -> None:
    meetings = rows_of(seen, Meeting, "GEN-0002")
    items = rows_of(seen, ActionItem, "GEN-0002")

    assert [meeting.year for meeting in meetings] == [2025, 2026, 2027]
    assert Counter(item.year for item in items) == {2025: 10, 2026: 10}
    assert len(rows_of(seen, Participant, "GEN-0002")) == 15


def test_generated_items_agree_with_the_rules_of_real_ones(seen: UnitOfWork) -> None:
    updates = rows_of(seen, ProgressUpdate)
    for item in (i for i in rows_of(seen, ActionItem) if i.ref.startswith("GEN-")):
        told = [update for update in updates if update.action_item_id == item.id]
        assert item.attention_on == attention_from(
            start_on=item.start_on,
            due_on=item.due_on,
            percent=item.percent,
            last_on=item.heard_on,
        )
        assert item.status is (told[-1].status_after if told else ActionStatus.NEEDS_ACTION)
        assert item.percent == (told[-1].percent if told else 0)
        assert (item.closed_at is None) is item.status.is_open
        assert (item.due_on > item.start_on, item.due_on.weekday() < 5) == (True, True)
        assert [update.reported_at for update in told] == sorted(u.reported_at for u in told)
        assert all(update.reported_at <= seen.now for update in told)


def test_generated_texts_are_complete_in_three_languages(seen: UnitOfWork) -> None:
    texts = [text for _, text in texts_in(seen)]

    assert sum(len(text.texts) < 3 for text in texts) == 1
    assert not any("{" in words for text in texts for words in text.texts.values())


def test_the_department_sees_them_all_and_a_university_only_its_own(
    generated: Transactions,
) -> None:
    for email, number in (("liaison@sc-std.example", 6), ("coordinator@gen-0003.example", 1)):
        with generated.reading(OPERATOR) as work:
            account = find_account(work, email)
            assert account is not None
            actor = actor_of_account(work, account, Via.WEB)
        with generated.reading(actor) as work:
            assert len(list_partnerships(work)) == number


def test_numbers_go_on_where_the_generated_ones_end(generated: Transactions) -> None:
    with generated.begin(OPERATOR) as work:
        partnership = get_partnership(work, "GEN-0001")
        assert next_number(work, partnership.id, 2026, Numbered.ACTION) == 11
        series = f"{partnership.ref}/2025/R01"
        assert plan_meeting(work, series, 2028).ref == "GEN-0001/2028/M01"


def test_each_batch_leaves_one_entry_and_no_broken_link(seen: UnitOfWork) -> None:
    query = sa.select(AuditEntry).where(AuditEntry.act == "demo.generate").order_by(AuditEntry.id)
    entries = list(seen.session.scalars(query))

    assert [entry.changes["first"][1] for entry in entries] == ["GEN-0001", "GEN-0004"]
    assert entries[0].changes["seed"] == [None, 7]
    assert verify_audit(seen).broken == ()


def test_the_same_seed_throws_the_same_dice() -> None:
    season = Season(date(2027, 1, 12), ZONE)
    ids = [Dice.thrown(seed, number, season).public_id() for seed, number in
           ((7, 1), (7, 1), (7, 2), (8, 1))]  # fmt: skip

    assert ids[0] == ids[1]
    assert len(set(ids)) == 3
    assert all(len(public_id) == 22 for public_id in ids)
