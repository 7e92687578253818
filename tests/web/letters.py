"""What people find in their mailbox."""

import re
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from scheduler.bootstrap.container import Container
from scheduler.worker.run import run_once

_CODE = re.compile(r"^    ([A-Z0-9]{8})\r?$", re.MULTILINE)


def delivered(container: Container) -> list[EmailMessage]:
    """Return every letter there is, after the worker has sent what waited, oldest first."""
    run_once(container, "deliver")
    parser = BytesParser(policy=policy.default)
    files = sorted(
        container.settings.mailbox_path.glob("*.eml"), key=lambda f: f.stat().st_mtime_ns
    )
    return [parser.parsebytes(file.read_bytes()) for file in files]


def code_in(letter: EmailMessage) -> str:
    """Return the code of a sign-in letter."""
    body = letter.get_body(("plain",))
    assert body is not None
    found = _CODE.search(body.get_content())
    assert found is not None, body.get_content()
    return found[1]
