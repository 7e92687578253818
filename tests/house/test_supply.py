"""What comes from outside is pinned by hash, and no file tells where it was fetched."""

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest

from tests.house.sources import ROOT, text, tracked_files

LOCKS = (Path("requirements.lock"), Path("requirements-dev.lock"))
VENDOR = Path("scheduler/web/static/vendor")
_BINARY = {".png", ".jpg", ".webp", ".ico", ".woff2", ".xlsx", ".ods", ".pdf", ".docx"}
# Written in pieces, or this file would be the first to break its own rule.
_HOSTS = (
    "pypi." + "org",
    "python" + "hosted.org",
    "npm" + "js.org",
    "npm" + "js.com",
    "npm" + "mirror",
    "--extra-" + "index-url",
    "--index-" + "url",
    "--find-" + "links",
)
_MACHINE_PATHS = re.compile(r"(?<![\w.~-])/(?:work|root|home/[a-z]|Users|opt/(?:pypi|wheels))/\w")


def _our_texts() -> dict[Path, str]:
    return {
        path: text(path)
        for path in tracked_files()
        if path.suffix not in _BINARY and not path.is_relative_to(VENDOR)
    }


def test_no_file_names_a_package_index() -> None:
    found = [
        f"{path}: {host}"
        for path, content in _our_texts().items()
        for host in _HOSTS
        if host in content
    ]
    assert found == []


def test_no_file_names_a_path_of_one_machine() -> None:
    found = [
        f"{path}: {match.group(0)}"
        for path, content in _our_texts().items()
        for match in _MACHINE_PATHS.finditer(content)
    ]
    assert found == []


@pytest.mark.parametrize("path", LOCKS, ids=str)
def test_locks_hold_versions_and_hashes_and_nothing_else(path: Path) -> None:
    kinds = (
        re.compile(r"[a-z0-9][a-z0-9._-]*==[^\s;]+( ; .+)? \\"),
        re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?"),
        re.compile(r"    #( .*)?"),
    )
    lines = text(path).splitlines()
    assert [line for line in lines if not any(kind.fullmatch(line) for kind in kinds)] == []


def test_the_development_lock_agrees_with_the_runtime_lock() -> None:
    runtime, development = (
        dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", text(path), re.MULTILINE)) for path in LOCKS
    )
    assert {name: development.get(name) for name in runtime} == runtime


def test_vendored_files_are_what_the_list_says() -> None:
    listed = {entry["file"]: entry["sha512"] for entry in json.loads(text(VENDOR / "VENDOR.json"))}
    present = {
        path.relative_to(VENDOR).as_posix(): path
        for path in tracked_files()
        if path.is_relative_to(VENDOR) and path.suffix in {".js", ".css", ".woff2", ".svg"}
    }

    assert set(listed) >= set(present)
    assert [name for name, digest in listed.items() if digest not in _digests(VENDOR / name)] == []


def _digests(path: Path) -> set[str]:
    """Return the SHA-512 of a file in the ways that lists write it."""
    digest = hashlib.sha512((ROOT / path).read_bytes())
    encoded = base64.b64encode(digest.digest()).decode()
    return {digest.hexdigest(), encoded, f"sha512-{encoded}"}
