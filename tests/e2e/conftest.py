"""The demo as people meet it, and a browser to meet it with."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from scheduler.kernel.clock import system_clock
from tests.e2e.passing import add_passing_states
from tests.outside.chromium import running_chromium
from tests.outside.installation import Installation, installed


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Yield a served installation with the real case, dated from today."""
    folder = tmp_path_factory.mktemp("demo")
    with installed(folder / "instance", system_clock, demo=True) as installation:
        parts = installation.parts()
        add_passing_states(parts.transactions)
        parts.engine.dispose()
        yield installation


# The browser's loop occupies the thread, so it must not outlive the tests that want it.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Yield headless Chromium."""
    with running_chromium() as browser:
        yield browser
