"""Many writers at once, on real connections: numbers stay unique, chains stay whole."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from scheduler.kernel.database import make_engine, make_sessions
from scheduler.kernel.models.instance import Instance, InstancePurpose
from scheduler.kernel.queries.audit import verify_audit
from scheduler.kernel.queries.references import next_number
from scheduler.kernel.rules.actor import Actor
from scheduler.kernel.rules.errors import StaleError
from scheduler.kernel.rules.identifiers import Numbered, numbered_ref
from scheduler.kernel.schema import upgrade
from scheduler.kernel.unit_of_work import Transactions
from scheduler.parties.models.organisations import Organisation
from tests.builders.cast import a_cast, text
from tests.servers.postgres import running_postgres

WRITERS = 6
EACH = 5


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
        sessions=make_sessions(engine),
        clock=lambda: datetime(2027, 1, 12, 1, 30, tzinfo=UTC),
        zone=ZoneInfo("Asia/Shanghai"),
    )
    engine.dispose()


def test_many_writers_get_each_number_once_and_fork_no_chain(
    real: Transactions, system: Actor
) -> None:
    with real.begin(system) as work:
        partnership = a_cast(work, "SC-MANY").partnership

    def write(writer: int) -> list[int]:
        numbers = []
        for turn in range(EACH):
            with real.begin(system) as work:
                numbers.append(next_number(work, partnership.id, 2027, Numbered.ACTION))
                row = work.session.get_one(type(partnership), partnership.id)
                row.name = text(f"{writer}-{turn}")
        return numbers

    with ThreadPoolExecutor(WRITERS) as pool:
        given = sorted(number for numbers in pool.map(write, range(WRITERS)) for number in numbers)

    assert given == list(range(1, WRITERS * EACH + 1))
    with real.reading(system) as work:
        assert verify_audit(work).broken == ()


def test_a_reader_is_refused_by_the_database_too(real: Transactions, system: Actor) -> None:
    with real.reading(system) as work, pytest.raises(sa.exc.DBAPIError, match=r"read-?only"):
        work.session.execute(
            sa.insert(Instance).values(purpose=InstancePurpose.TEST, created_at=work.now)
        )


def test_a_key_taken_by_another_is_a_conflict_and_not_a_crash(
    real: Transactions, system: Actor
) -> None:
    with real.begin(system) as work:
        first = a_cast(work, "SC-TAKEN").department

    def take_the_same_key() -> None:
        with real.begin(system) as work:
            same = work.session.get_one(Organisation, first.id)
            values = {c.key: getattr(same, c.key) for c in sa.inspect(Organisation).column_attrs}
            values.pop("id")
            work.add(Organisation(**values))

    with pytest.raises(StaleError) as caught:
        take_the_same_key()

    assert caught.value.reason == "taken"


def test_a_number_reads_like_people_say_it() -> None:
    assert numbered_ref("SC-CITYU", 2027, Numbered.ACTION, 3) == "SC-CITYU/2027/A03"
    assert numbered_ref("SC-CITYU", 2027, Numbered.ACTION, 103) == "SC-CITYU/2027/A103"
