"""What people do every week works in a browser that runs no scripts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from scheduler.cli.demo import COORDINATOR
from tests.e2e.walking import Walk, press, walk
from tests.outside.chromium import NARROW, context_of
from tests.outside.installation import Installation

pytestmark = pytest.mark.browser


@pytest.fixture
def plain(chromium: Browser, demo: Installation) -> Iterator[Walk]:
    """Yield the coordinator's window on a phone, without scripts."""
    found = walk(chromium, demo, email=COORDINATOR, scripts=False, size=NARROW)
    yield found
    assert found.watch.taken() == []
    found.context.close()


def test_somebody_asks_for_a_code_and_is_told_where_to_enter_it(
    chromium: Browser, demo: Installation
) -> None:
    context = context_of(chromium, size=NARROW, scripts=False)
    page = context.new_page()
    page.goto(f"{demo.origin}/signin")

    page.locator("main input[name=email]").fill("nobody@example.org")
    press(page)

    assert page.url.startswith(f"{demo.origin}/signin/code")
    expect(page.locator("main input[name=code]")).to_be_visible()
    context.close()


def test_a_coordinator_reports_on_an_item(plain: Walk) -> None:
    page = plain.to("/my")
    page.locator("main a[href^='/actions/SC-']:visible").first.click()
    form = page.locator("form[action$='/progress']")

    form.locator("[name=percent]").fill("41")
    form.locator("[name=note]").fill("Reported without scripts")
    form.locator("button[type=submit]").first.click()

    expect(page.locator("main")).to_contain_text("Reported without scripts")


def test_the_register_is_filtered(plain: Walk) -> None:
    page = plain.to("/actions")
    shown = page.locator("main table a[href*='/A']").count()
    filters = page.locator("form[method=get]").first
    for summary in page.locator("main summary:visible").all():
        summary.click()

    filters.locator("[name=q]").fill("A01")
    filters.locator("button[type=submit]").first.click()

    assert "q=A01" in page.url
    assert 0 < page.locator("main table a[href*='/A']").count() < shown


def test_somebody_opens_a_feed_and_sees_its_address_once(plain: Walk, demo: Installation) -> None:
    page = plain.to("/me/feeds")
    press_of = page.locator("form[action='/me/feeds'] button[type=submit]")
    press_of.last.click()

    address = page.locator("#feed-address").input_value()
    assert address.startswith(f"{demo.origin}/feeds/")
    assert demo.browser().open(address).status == 200
    assert address not in plain.to("/me/feeds").content()


def test_the_menu_and_the_language_are_within_reach(plain: Walk) -> None:
    page = plain.to("/actions")

    page.locator("summary:visible").first.click()
    page.locator("button[name=language][value=zh_Hant]:visible").first.click()

    assert page.locator("html").get_attribute("lang") == "zh-Hant-HK"
    assert page.url.startswith(f"{plain.installation.origin}/actions")
    page.locator("summary:visible").first.click()
    page.locator("button[name=language][value=en]:visible").first.click()
