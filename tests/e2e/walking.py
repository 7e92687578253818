"""A browser's window in one language, signed in or not, that goes from page to page."""

from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, Page

from scheduler.kernel.rules.language import Language
from tests.outside.chromium import WIDE, Watch, context_of
from tests.outside.installation import Installation


@dataclass
class Walk:
    """One window and the watch over it."""

    installation: Installation
    context: BrowserContext
    page: Page
    watch: Watch

    def to(self, address: str) -> Page:
        """Go to an address of the installation."""
        self.page.goto(self.installation.origin + address)
        return self.page


def walk(
    browser: Browser,
    installation: Installation,
    language: Language = Language.EN,
    *,
    email: str | None = None,
    scripts: bool = True,
    size: tuple[int, int] = WIDE,
) -> Walk:
    """Open a window, let somebody in, and choose the language by the form on the page."""
    context = context_of(browser, size=WIDE, scripts=scripts)
    watch = Watch(installation.origin).over(context)
    found = Walk(installation, context, context.new_page(), watch)
    if email is None:
        found.to("/signin")
    else:
        found.to(installation.signin_link(email))
        press(found.page)
    found.page.locator(f"button[name=language][value={language.value}]:visible").first.click()
    found.page.set_viewport_size({"width": size[0], "height": size[1]})
    return found


def press(page: Page) -> None:
    """Press the button of the page's own form."""
    page.locator("main form[method=post] button[type=submit]:visible:not([name])").last.click()
