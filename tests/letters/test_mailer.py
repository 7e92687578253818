"""Without a server, letters wait in a folder, each whole and once."""

import stat
from pathlib import Path

import pytest

from scheduler.letters.letter import stored_message, to_message
from scheduler.letters.mailer import MailboxMailer, Mailer, MailError, Phase
from tests.letters.builders import MESSAGE_ID, a_letter


def test_a_letter_becomes_one_file(tmp_path: Path) -> None:
    mailer: Mailer = MailboxMailer(tmp_path / "instance" / "mailbox")
    message = to_message(a_letter())

    accepted = mailer.send(message)
    mailer.send(message)

    (file,) = (tmp_path / "instance" / "mailbox").iterdir()
    assert file.name == "20270226T010000Z-0123456789abcdef@scheduler.example.eml"
    assert (accepted.message_id, accepted.reply) == (MESSAGE_ID, file.name)
    assert file.read_bytes() == message.as_bytes()
    assert stored_message(file.read_bytes())["Subject"] == a_letter().subject
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "mailbox").write_text("in the way")

    with pytest.raises(MailError) as caught:
        MailboxMailer(tmp_path / "mailbox").send(to_message(a_letter()))

    assert (caught.value.code, caught.value.permanent) == ("mailbox_failed", False)
    assert caught.value.phase is Phase.CONTENT
    assert str(caught.value) == "mailbox_failed at content: File exists"


def test_a_file_that_cannot_be_finished_leaves_nothing(tmp_path: Path) -> None:
    name = "20270226T010000Z-0123456789abcdef@scheduler.example.eml"
    (tmp_path / name).mkdir()

    with pytest.raises(MailError):
        MailboxMailer(tmp_path).send(to_message(a_letter()))

    assert [path.name for path in tmp_path.iterdir()] == [name]
