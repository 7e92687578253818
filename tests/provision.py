"""Makes sure of everything the suite needs from outside Python: browser, npm packages, PostgreSQL.

Run by `make test` as `python -m tests.provision`; quick when all is there already.
"""

import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.servers.postgres import EVERY_SOURCE, find_programs
from tests.servers.programs import NODE_MODULES, find_chromium, find_node, npm_command

_NPM_LIST = Path(__file__).parent / "servers" / "npm.json"


class MissingError(Exception):
    """Something the suite needs is not here and could not be brought."""


def main() -> int:
    """Bring what is missing; say in one line each what will be used."""
    try:
        print(f"browser     {chromium()}")
        print(f"node        {node()}")
        for name in npm_packages():
            print(f"npm         {name}")
        print(f"postgresql  {postgres()}")
    except MissingError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def chromium() -> Path:
    """Return a Chromium that starts, installed if it must be."""
    if named := os.environ.get("CHROMIUM"):
        if (found := find_chromium()) and _starts(found):
            return found
        raise MissingError(f"CHROMIUM names {named}, which does not start.")
    attempts = [
        [],
        *_apt("chromium", "fonts-noto-cjk"),
        [sys.executable, "-m", "playwright", "install", "chromium"],
    ]
    for command in attempts:
        if command and not _done(command):
            continue
        if (found := find_chromium()) and _starts(found):
            return found
    raise MissingError(
        "Chromium was not found and could not be installed. Install it (Debian: apt-get install "
        "chromium fonts-noto-cjk) or set CHROMIUM to its path; the browser tests need it."
    )


def node() -> Path:
    """Return the Node.js that runs the JavaScript side of the tests."""
    found = find_node()
    if found is None:
        raise MissingError(
            "Node.js was not found: install it, or the development packages, which bring it."
        )
    return found


def npm_packages() -> list[str]:
    """Unpack the JavaScript packages of the tests, each checked against our list."""
    listed = json.loads(_NPM_LIST.read_text(encoding="utf-8"))
    for entry in listed:
        folder = NODE_MODULES / entry["package"]
        if not (folder / f".unpacked-{entry['version']}").exists():
            _unpack(entry["package"], entry["version"], entry["integrity"], folder)
    return [f"{entry['package']} {entry['version']}" for entry in listed]


def postgres() -> str:
    """Return where the PostgreSQL of the tests comes from."""
    if os.environ.get("TEST_DATABASE_URL"):
        return "the server that TEST_DATABASE_URL names"
    if programs := find_programs():
        return str(programs)
    for command in _apt("postgresql"):
        if _done(command) and (programs := find_programs(EVERY_SOURCE)):
            return str(programs)
    raise MissingError(
        "PostgreSQL was not found: install its server or set TEST_DATABASE_URL; "
        "the suite runs on both databases."
    )


def _unpack(package: str, version: str, integrity: str, folder: Path) -> None:
    npm = npm_command()
    if npm is None:
        raise MissingError("npm was not found: install Node.js with npm.")
    with tempfile.TemporaryDirectory() as name:
        target = Path(name)
        pack = [
            *npm,
            "pack",
            f"{package}@{version}",
            "--pack-destination",
            name,
            "--ignore-scripts",
        ]
        # npm started from a package needs the Node.js beside it to be found.
        path = os.pathsep.join([str(node().parent), os.environ.get("PATH", "")])
        if not _done([*pack, "--loglevel=error"], {**os.environ, "PATH": path}):
            raise MissingError(f"npm could not fetch {package} {version}.")
        (archive,) = target.glob("*.tgz")
        digest = hashlib.sha512(archive.read_bytes()).digest()
        if f"sha512-{base64.b64encode(digest).decode()}" != integrity:
            raise MissingError(f"{package} {version} is not what {_NPM_LIST.name} says it is.")
        # The hash above makes it the archive we know, so unpacking needs no further filter,
        # which Python 3.11.2 would not have.
        shutil.unpack_archive(archive, target)
        shutil.rmtree(folder, ignore_errors=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(target / "package", folder)
    (folder / f".unpacked-{version}").touch()


def _apt(*packages: str) -> list[list[str]]:
    """Return the command that installs Debian packages, where that is ours to do."""
    if os.name != "posix" or os.geteuid() != 0 or not shutil.which("apt-get"):
        return []
    install = "apt-get install --yes --no-install-recommends"
    return [["sh", "-c", f"apt-get update && {install} {' '.join(packages)}"]]


def _done(command: list[str], environment: dict[str, str] | None = None) -> bool:
    """Run a command that may take minutes; what it says goes to the terminal's error side."""
    print(f"            {' '.join(command)}", file=sys.stderr)
    debian = {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        command,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
        env={**(environment or os.environ), **debian},
    )
    return done.returncode == 0


def _starts(program: Path) -> bool:
    """Tell a browser from a stub that only says how to install one."""
    try:
        done = subprocess.run([program, "--version"], check=False, capture_output=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
