"""With scripts, a report changes the page in place; two people at one item do not overwrite."""

import pytest
from playwright.sync_api import Browser, expect

from scheduler.cli.demo import COORDINATOR, LIAISON
from tests.e2e.walking import press, walk
from tests.outside.installation import Installation

pytestmark = pytest.mark.browser


def test_a_report_is_shown_without_leaving_the_page(chromium: Browser, demo: Installation) -> None:
    window = walk(chromium, demo, email=COORDINATOR)
    page = window.to("/my")
    page.locator("main a[href^='/actions/SC-']:visible").first.click()
    page.evaluate("window.stayed = true")
    form = page.locator("form[action$='/progress']")

    form.locator("[name=percent]").fill("43")
    form.locator("[name=note]").fill("Reported in place")
    form.locator("button[type=submit]").click()

    expect(page.locator("#action [role=status]")).to_be_focused()
    expect(page.locator("#action")).to_contain_text("Reported in place")
    assert page.evaluate("window.stayed") is True
    assert window.watch.taken() == []
    window.context.close()


def test_who_saves_second_sees_what_was_saved_first(chromium: Browser, demo: Installation) -> None:
    first, second = (walk(chromium, demo, email=LIAISON) for _ in range(2))
    register = first.to("/actions")
    href = register.locator("main a[href^='/actions/SC-']:visible").first.get_attribute("href")
    for window in (first, second):
        window.to(f"{href}/edit")

    first.page.locator("[name=title_en]").fill("Saved first")
    press(first.page)
    second.page.locator("[name=title_en]").fill("Written second")
    press(second.page)

    expect(second.page.locator("main")).to_contain_text("Saved first")
    expect(second.page.locator("[name=title_en]")).to_have_value("Written second")
    press(second.page)
    expect(second.page.locator("h1")).to_contain_text("Written second")
    assert (first.watch.taken(), second.watch.taken()) == ([], [])
    first.context.close()
    second.context.close()
