"""The schema: models and revisions say the same, on both databases, in both directions."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from scheduler.bootstrap import METADATA
from scheduler.kernel import schema
from scheduler.kernel.database import make_engine
from tests.servers.postgres import running_postgres


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sa.Engine]:
    if request.param == "sqlite":
        engine = make_engine(f"sqlite:///{tmp_path / 'empty.sqlite'}")
        yield engine
        engine.dispose()
        return
    with running_postgres() as url:
        engine = make_engine(url)
        yield engine
        engine.dispose()


def tables(engine: sa.Engine) -> set[str]:
    return set(sa.inspect(engine).get_table_names()) - {"alembic_version"}


def test_models_equal_head(engine: sa.Engine) -> None:
    assert METADATA.tables
    schema.check(engine)


def test_up_down_up(empty: sa.Engine) -> None:
    schema.upgrade(empty)
    assert tables(empty) == set(METADATA.tables)

    schema.downgrade(empty, "base")
    assert tables(empty) == set()

    schema.upgrade(empty)
    assert schema.current_revision(empty) == schema.head_revision()


def test_an_empty_database_has_no_revision(empty: sa.Engine) -> None:
    assert schema.current_revision(empty) is None
