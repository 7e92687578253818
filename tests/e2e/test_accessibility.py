"""Every page in three languages, on a desk and on a phone: no barrier, no error, no stranger."""

import pytest
from playwright.sync_api import Browser, Page

from scheduler.cli.demo import LIAISON
from scheduler.kernel.rules.language import Language
from scheduler.web.app import create_app
from tests.e2e.pages import ODD, SIGNED_OUT, Sight, sights
from tests.e2e.walking import Walk, press, walk
from tests.outside.axe import barriers, bring_axe, overflow
from tests.outside.chromium import NARROW, WIDE
from tests.outside.document import faults
from tests.outside.installation import Installation, signed_in

pytestmark = pytest.mark.browser
# Pages whose empty form, once sent, shows what is wrong with it.
BLANKS = ("/actions/new?partnership=SC-CITYU", "/agreements/new?partnership=SC-CITYU")


@pytest.fixture(scope="module")
def shown(demo: Installation) -> list[Sight]:
    """Return the pages to look at."""
    return sights(create_app(demo.parts()), signed_in(demo, LIAISON))


@pytest.mark.parametrize("language", Language)
def test_no_page_keeps_anybody_out(
    chromium: Browser, demo: Installation, shown: list[Sight], language: Language
) -> None:
    inside = walk(chromium, demo, language, email=LIAISON)
    outside = walk(chromium, demo, language)
    problems = []
    for window in (inside, outside):
        bring_axe(window.context)

    for way, addresses in ((inside, [s.address for s in shown] + [*ODD]), (outside, SIGNED_OUT)):
        for address in addresses:
            problems += _problems(way, way.to(address), language)
    for address in BLANKS:
        press(inside.to(address))
        assert inside.page.locator(".error-summary").is_visible()
        problems += _problems(inside, inside.page, language)

    inside.context.close()
    outside.context.close()
    assert problems == []


def _problems(way: Walk, page: Page, language: Language) -> list[str]:
    found = faults(page.content())
    if page.locator("html").get_attribute("lang") != language.tag:
        found.append("is in another language")
    for width, height in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": height})
        found += [f"{width} px: {line}" for line in barriers(page)]
        if (wider := overflow(page)) > 0:
            found.append(f"{width} px: {wider} px too wide")
    page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    return [f"{page.url}: {line}" for line in [*found, *way.watch.taken()]]
