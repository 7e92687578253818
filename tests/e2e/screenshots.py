"""Pictures of every page in three languages and two widths, for people to look at.

``python -m tests.e2e.screenshots FOLDER`` loads the demo into a folder of its own and leaves
``FOLDER/<language>/<width>/<view>.png``.
"""

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from scheduler.cli.demo import LIAISON
from scheduler.kernel.clock import system_clock
from scheduler.kernel.rules.language import Language
from scheduler.web.app import create_app
from tests.e2e.pages import ODD, SIGNED_OUT, STARTS, Sight, endpoint_of, sights
from tests.e2e.passing import add_passing_states
from tests.e2e.walking import Walk, walk
from tests.outside.chromium import NARROW, WIDE, running_chromium
from tests.outside.crawl import crawl
from tests.outside.installation import Installation, installed, signed_in


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--email", default=LIAISON, help="who looks")
    arguments = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as name,
        installed(Path(name) / "instance", system_clock, demo=True) as installation,
        running_chromium() as browser,
    ):
        add_passing_states(installation.parts().transactions)
        shown = list(_named(installation, arguments.email))
        for language in Language:
            inside = walk(browser, installation, language, email=arguments.email)
            outside = walk(browser, installation, language)
            for picture, sight in shown:
                way = outside if sight.address in SIGNED_OUT else inside
                _take(way, sight.address, arguments.folder / language.value, picture)


def _named(installation: Installation, email: str) -> Iterator[tuple[str, Sight]]:
    """Yield each page with a name for its picture."""
    app = create_app(installation.parts())
    found = sights(app, crawl(signed_in(installation, email), STARTS))
    found += [Sight(endpoint_of(app, address) or "none", address) for address in SIGNED_OUT + ODD]
    counted: Counter[str] = Counter()
    for sight in found:
        counted[sight.endpoint] += 1
        yield f"{sight.endpoint}-{counted[sight.endpoint]}", sight


def _take(way: Walk, address: str, folder: Path, picture: str) -> None:
    for width, height in (WIDE, NARROW):
        way.page.set_viewport_size({"width": width, "height": height})
        way.to(address)
        path = folder / str(width) / f"{picture}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        way.page.screenshot(path=path, full_page=True)


if __name__ == "__main__":
    main()
