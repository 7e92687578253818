"""axe-core in a page: what it finds, in one line each."""

from typing import Any

from playwright.sync_api import BrowserContext, Page

from tests.servers.programs import NODE_MODULES

_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
_RUN = """tags => axe.run(document, {
    runOnly: {type: 'tag', values: tags}, resultTypes: ['violations'], preload: false,
}).then(result => result.violations)"""
_WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def bring_axe(context: BrowserContext) -> None:
    """Put axe into every page that the window will show; no policy of a page keeps it out."""
    source = NODE_MODULES / "axe-core" / "axe.min.js"
    assert source.exists(), "run 'python -m tests.provision', which brings axe-core"
    context.add_init_script(path=source)


def barriers(page: Page) -> list[str]:
    """Return what WCAG 2.2 A and AA forbid and axe finds on the page as it is now."""
    return [_line(found) for found in page.evaluate(_RUN, list(_TAGS))]


def overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    return int(page.evaluate(_WIDER))


def _line(found: dict[str, Any]) -> str:
    places = [" ".join(map(str, node["target"])) for node in found["nodes"]]
    return f"{found['id']} ({found['help']}) at {', '.join(places[:3])}"
