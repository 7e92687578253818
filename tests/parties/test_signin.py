"""Codes, links and sessions, as the tables keep them."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from scheduler.kernel.database import make_engine, make_sessions
from scheduler.kernel.models.audit import AuditEntry
from scheduler.kernel.queries.audit import verify_audit
from scheduler.kernel.rules.actor import ANONYMOUS, Actor, Via
from scheduler.kernel.rules.errors import ForbiddenError, NotFoundError
from scheduler.kernel.rules.permissions import Role, Side
from scheduler.kernel.schema import upgrade
from scheduler.kernel.unit_of_work import Transactions, UnitOfWork
from scheduler.parties.models.accounts import Account, SignInCode
from scheduler.parties.models.people import Person
from scheduler.parties.models.posts import PostHolder
from scheduler.parties.queries.people import find_account
from scheduler.parties.queries.throttles import count_try
from scheduler.parties.rules.accounts import AccountStatus
from scheduler.parties.rules.secrets import ALPHABET, new_code, secret_hash, typed_code
from scheduler.parties.rules.throttles import WINDOW, window_start
from scheduler.parties.usecases.people import add_post, give_post
from scheduler.parties.usecases.sessions import actor_of_account, recognise
from scheduler.parties.usecases.signin import (
    IssuedCode,
    ask_for_code,
    disable_account,
    make_signin_link,
    name_on_link,
    sign_in_with_code,
    sign_in_with_link,
)
from tests.builders.cast import SEATING, Cast, a_cast, actor_of, text
from tests.servers.postgres import running_postgres

NOW = datetime(2027, 1, 12, 1, 30, tzinfo=UTC)
KEY = "k" * 43
AT_ONCE = 6


@pytest.fixture
def cast(transactions: Transactions, system: Actor) -> Cast:
    """Return a partnership with people in every part."""
    with transactions.begin(system) as work:
        return a_cast(work)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def real(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Transactions]:
    """Yield units of work on connections of their own, whose commits are real."""
    if request.param == "sqlite":
        file: Path = tmp_path_factory.mktemp("real") / "scheduler.sqlite"
        yield from _transactions(f"sqlite:///{file}")
        return
    with running_postgres() as url:
        yield from _transactions(url)


def _transactions(url: str) -> Iterator[Transactions]:
    engine = make_engine(url)
    upgrade(engine)
    yield Transactions(
        sessions=make_sessions(engine), clock=lambda: NOW, zone=ZoneInfo("Asia/Shanghai")
    )
    engine.dispose()


def asked(work: UnitOfWork, cast: Cast) -> IssuedCode:
    """Return the code the coordinator was sent."""
    issued = ask_for_code(work, email=cast.coordinator.account.email, browser_key=KEY)
    assert issued is not None
    return issued


def test_a_code_sent_many_times_at_once_signs_in_once(real: Transactions, system: Actor) -> None:
    with real.begin(system) as work:
        issued = asked(work, a_cast(work, "SC-ONCE"))

    def enter(_turn: int) -> bool:
        with real.begin(ANONYMOUS) as work:
            attempt = sign_in_with_code(work, code=issued.code, browser_key=KEY)
        return attempt.refusal is None

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert sorted(pool.map(enter, range(AT_ONCE))) == [False] * (AT_ONCE - 1) + [True]
    with real.reading(system) as work:
        assert verify_audit(work).broken == ()


def test_a_link_pressed_many_times_at_once_signs_in_once(real: Transactions, system: Actor) -> None:
    with real.begin(system) as work:
        token = make_signin_link(work, a_cast(work, "SC-LINK").owner.account.email)

    def enter(_turn: int) -> bool:
        with real.begin(ANONYMOUS) as work:
            return sign_in_with_link(work, token).refusal is None

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert sorted(pool.map(enter, range(AT_ONCE))) == [False] * (AT_ONCE - 1) + [True]


def test_tries_made_at_once_are_all_counted(real: Transactions) -> None:
    def count(_turn: int) -> int:
        with real.begin(ANONYMOUS) as work:
            return count_try(work, "try:at-once")

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert sorted(pool.map(count, range(AT_ONCE * 3))) == list(range(1, AT_ONCE * 3 + 1))


def test_a_code_cannot_be_found_by_trying_all_against_the_table(
    work: UnitOfWork, cast: Cast
) -> None:
    issued = asked(work, cast)
    row = work.session.get_one(SignInCode, issued.id)

    assert row.code_hash != secret_hash(issued.code)
    assert KEY not in str(vars(row))
    assert issued.code not in str(vars(row))


def test_the_first_sign_in_makes_an_invited_account_active(work: UnitOfWork, cast: Cast) -> None:
    account = cast.coordinator.account
    assert (account.status, account.signed_in_at) == (AccountStatus.INVITED, None)

    sign_in_with_code(work, code=asked(work, cast).code, browser_key=KEY)

    found = find_account(work, account.email)
    assert found is not None
    assert (found.status, found.signed_in_at) == (AccountStatus.ACTIVE, work.now)


def test_what_happens_at_the_door_is_in_the_audit_trail_without_its_secrets(
    transactions: Transactions, system: Actor, cast: Cast
) -> None:
    with transactions.begin(system) as work:
        issued = asked(work, cast)
        sign_in_with_code(work, code="CCCCCCCC", browser_key=KEY)
        attempt = sign_in_with_code(work, code=issued.code, browser_key=KEY)
        token = make_signin_link(work, cast.owner.account.email)

    with transactions.reading(system) as work:
        entries = work.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id)).all()
    door = [e for e in entries if e.subject_kind in {"signin_code", "web_session", "account"}]
    acts = [e.act for e in door if e.act != SEATING]
    assert acts == [
        "account.ask_for_code",
        "account.try_code",
        "account.try_code",
        "account.sign_in",
        "account.sign_in",
        "session.start",
        "account.make_signin_link",
    ]
    kept = " ".join(str(entry.changes) for entry in door)
    for secret in (issued.code, attempt.key, token):
        assert secret not in kept
        assert secret_hash(secret) not in kept


def test_only_the_operator_makes_links_and_ends_accounts(
    transactions: Transactions, cast: Cast, work: UnitOfWork
) -> None:
    with transactions.begin(actor_of(work, cast.liaison)) as theirs:
        with pytest.raises(ForbiddenError):
            make_signin_link(theirs, cast.owner.account.email)
        with pytest.raises(ForbiddenError):
            disable_account(theirs, cast.owner.account)


def test_there_is_no_link_for_nobody_and_for_the_disabled(work: UnitOfWork, cast: Cast) -> None:
    account = work.session.merge(cast.owner.account)
    token = make_signin_link(work, account.email)
    assert name_on_link(work, token) is not None

    disable_account(work, account)

    assert name_on_link(work, token) is None
    assert sign_in_with_link(work, token).refusal is not None
    for address in (account.email, "nobody@elsewhere.example"):
        with pytest.raises(NotFoundError):
            make_signin_link(work, address)


def test_a_code_asked_for_before_an_account_was_disabled_opens_nothing(
    work: UnitOfWork, cast: Cast
) -> None:
    issued = asked(work, cast)
    disable_account(work, work.session.merge(cast.coordinator.account))

    assert sign_in_with_code(work, code=issued.code, browser_key=KEY).refusal == "code_wrong"


def test_an_account_is_who_its_person_is_today(work: UnitOfWork, cast: Cast) -> None:
    account = find_account(work, cast.coordinator.account.email)
    assert account is not None

    actor = actor_of_account(work, account, Via.WEB, "198.51.100.7")

    assert actor == Actor(
        name="COORDINATOR Example",
        via=Via.WEB,
        person_id=account.person_id,
        account_id=account.id,
        organisation_id=cast.university.id,
        seats=actor_of(work, cast.coordinator).seats,
        language=account.person.language,
        timezone="Asia/Hong_Kong",
        client="198.51.100.7",
    )


def secretary(work: UnitOfWork, cast: Cast) -> Actor:
    """Return who the secretary's account is now."""
    account = find_account(work, cast.secretary.account.email)
    assert isinstance(account, Account)
    return actor_of_account(work, account, Via.WEB)


def test_a_secretary_acts_for_their_principal_while_there_is_one(
    work: UnitOfWork, cast: Cast
) -> None:
    assert secretary(work, cast).on_behalf_of == "PRINCIPAL Example"

    held = sa.select(PostHolder).where(PostHolder.post_id == cast.principal.post.id)
    work.session.scalars(held).one().to_on = work.today - timedelta(days=1)
    work.flush()

    assert secretary(work, cast).on_behalf_of is None


def test_a_secretary_with_a_seat_of_their_own_speaks_for_themselves(
    work: UnitOfWork, cast: Cast
) -> None:
    post = add_post(
        work,
        cast.partnership,
        cast.university,
        side=Side.UNIVERSITY,
        role=Role.COORDINATOR,
        name=text("Second coordinator"),
    )
    person = work.session.get_one(Person, cast.secretary.person.id)
    give_post(work, post, person, from_on=work.today)

    assert secretary(work, cast).on_behalf_of is None


def test_a_made_up_key_is_nobody(work: UnitOfWork) -> None:
    assert recognise(work, "nobody") is None


def test_codes_have_no_letters_that_look_alike() -> None:
    codes = "".join(new_code() for _ in range(300))

    assert set(codes) <= set(ALPHABET)
    assert not set("0O1IL2Z5S8BAEUY") & set(ALPHABET)


@given(gaps=st.lists(st.sampled_from(["", " ", "-", "\t", "\u3000"]), min_size=8, max_size=8))
def test_a_code_is_the_same_however_it_is_spaced(gaps: list[str]) -> None:
    code = new_code()
    typed = "".join(gap + letter for gap, letter in zip(gaps, code.lower(), strict=True))

    assert typed_code(typed) == code


@given(st.datetimes(datetime(2020, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_every_instant_lies_in_its_window(instant: datetime) -> None:
    start = window_start(instant)

    assert start <= instant < start + WINDOW
    assert window_start(start) == start
