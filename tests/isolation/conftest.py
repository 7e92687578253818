"""Two partnerships on a served installation, on both databases; A's texts hold the word."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.conftest import HandClock
from tests.isolation.canary import write_everywhere
from tests.isolation.neighbours import WORD, Neighbours, two_partnerships
from tests.outside.installation import Installation, fresh_database, installed


@pytest.fixture(scope="session")
def installation(
    database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """Yield a served installation in January 2027."""
    folder: Path = tmp_path_factory.mktemp("neighbours")
    with (
        fresh_database(database_url) as address,
        installed(folder / "instance", HandClock(), database_url=address) as served,
    ):
        yield served


@pytest.fixture(scope="session")
def tables(installation: Installation) -> Iterator[sa.Engine]:
    """Yield the installation's database itself."""
    engine = installation.parts().engine
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def neighbours(installation: Installation, tables: sa.Engine) -> Neighbours:
    """Return two partnerships, the word in every text of A."""
    parts = installation.parts()
    made = two_partnerships(parts.transactions)
    parts.engine.dispose()
    write_everywhere(tables, made.a.cast.partnership.id, lambda text: f"{text} {WORD}")
    return made
