"""A letter becomes the same bytes each time, and nothing in it can break out of its header."""

import email
from datetime import datetime
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.kernel.rules.errors import InvalidError
from scheduler.kernel.rules.language import Language
from scheduler.letters.letter import (
    LetterHeaderError,
    message_id_for,
    stored_message,
    to_message,
)
from tests.letters.builders import MESSAGE_ID, a_letter

CONTROLS = ["\r\nBcc: x@example.org", "\n", "\r", "\x00", "\x07", "\x85", "\u2028", "\ud800"]
LINE = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=200)


def _read(content: bytes) -> EmailMessage:
    return email.message_from_bytes(content, _class=EmailMessage, policy=default)


def _decoded(content: bytes, header: str) -> str:
    return str(make_header(decode_header(email.message_from_bytes(content)[header])))


def test_a_letter_reads_back_as_it_was() -> None:
    letter = a_letter(thread=("<first@scheduler.example>", "<second@scheduler.example>"))
    message = _read(to_message(letter).as_bytes())

    assert message["Subject"] == letter.subject
    assert message["To"].addresses[0].addr_spec == letter.to_address
    assert message["From"].addresses[0].display_name == "会商日程"
    assert message["Reply-To"] == "liaison@example.org"
    assert message["Date"].datetime == letter.date
    assert message["Message-ID"] == MESSAGE_ID
    assert message["In-Reply-To"] == "<second@scheduler.example>"
    assert message["References"] == "<first@scheduler.example> <second@scheduler.example>"
    assert message["Content-Language"] == "zh-Hans-CN"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Auto-Response-Suppress"] == "All"
    assert message["List-Unsubscribe"] is None


def test_a_letter_may_leave_out_names_and_replies() -> None:
    message = to_message(a_letter(to_name="", from_name="", reply_to=""))

    assert message["To"] == "chan@cityu.example"
    assert message["Reply-To"] is None


def test_plain_text_comes_first_and_html_beside_it() -> None:
    letter = a_letter()
    message = _read(to_message(letter).as_bytes())
    plain, html = message.iter_parts()

    assert message.get_content_type() == "multipart/alternative"
    assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert plain.get_content().replace("\r\n", "\n") == letter.text
    assert html.get_content().replace("\r\n", "\n") == letter.html


def test_the_same_letter_gives_the_same_bytes() -> None:
    content = to_message(a_letter()).as_bytes()

    assert content == to_message(a_letter()).as_bytes()
    assert content.isascii()
    assert stored_message(content).as_bytes() == content


def test_a_stored_letter_keeps_long_headers() -> None:
    url = f"https://scheduler.example/u/{'x' * 90}"
    content = to_message(a_letter(unsubscribe_url=url)).as_bytes()

    assert f"\r\nList-Unsubscribe: <{url}>\r\n".encode() in content
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in content
    assert stored_message(content).as_bytes() == content


def test_a_text_that_holds_the_boundary_gets_another() -> None:
    boundary = to_message(a_letter()).get_boundary("")
    held = a_letter(text=f"--{boundary}\n")

    assert to_message(held).get_boundary() != boundary
    assert len(list(_read(to_message(held).as_bytes()).iter_parts())) == 2


@pytest.mark.parametrize("control", CONTROLS, ids=ascii)
@pytest.mark.parametrize(
    "field",
    [
        "subject",
        "to_name",
        "from_name",
        "to_address",
        "from_address",
        "reply_to",
        "message_id",
        "unsubscribe_url",
    ],
)
def test_no_value_may_hold_controls(field: str, control: str) -> None:
    with pytest.raises(LetterHeaderError) as caught:
        a_letter(**{field: f"a{control}b"})

    assert caught.value.reason == "control_characters"
    assert caught.value.field == field
    assert isinstance(caught.value, InvalidError)


@pytest.mark.parametrize(
    "address",
    ["", "no-at", "a b@example.org", "a@example.org, b@example.org", "a;b@example.org", "<a@b.c>"],
)
@pytest.mark.parametrize("field", ["to_address", "from_address"])
def test_an_address_is_one_address(field: str, address: str) -> None:
    with pytest.raises(LetterHeaderError, match="bad_email"):
        a_letter(**{field: address})


@pytest.mark.parametrize(
    "changes",
    [
        {"message_id": "no-brackets@example.org"},
        {"message_id": f"<{'x' * 70}@example.org>"},
        {"thread": ("<a@b.example> <c@d.example>",)},
        {"unsubscribe_url": "javascript:alert(1)"},
        {"unsubscribe_url": "https://example.org/><mailto:x@example.org"},
        {"date": datetime(2027, 1, 1)},  # noqa: DTZ001 - what is to be refused
    ],
    ids=str,
)
def test_other_values_have_their_shape(changes: dict[str, object]) -> None:
    with pytest.raises(LetterHeaderError):
        a_letter(**changes)


@given(LINE)
def test_any_subject_stays_in_its_header(subject: str) -> None:
    content = to_message(a_letter(subject=subject)).as_bytes()
    message = _read(content)

    assert _decoded(content, "Subject").strip() == subject.strip()
    assert len(message.keys()) == len(to_message(a_letter()).keys())
    assert max(len(line) for line in content.split(b"\r\n")) <= 998


@given(LINE)
def test_any_name_stays_with_its_one_address(name: str) -> None:
    message = _read(to_message(a_letter(to_name=name)).as_bytes())

    assert [address.addr_spec for address in message["To"].addresses] == ["chan@cityu.example"]
    assert len(message.keys()) == len(to_message(a_letter()).keys())


@pytest.mark.parametrize(
    "name", ["CHAN Tai Man, Peter", 'O\'Neil "Jo" (HK); x', "陈" * 40, "Zoë, 陳大文 Peter", ""]
)
def test_a_name_reads_back_as_it_was(name: str) -> None:
    content = to_message(a_letter(to_name=name)).as_bytes()
    read = _decoded(content, "To").replace("\\", "")

    assert read.rpartition(" <")[0].removeprefix('"').removesuffix('"') == name
    assert read.rpartition("<")[2].removesuffix(">") == "chan@cityu.example"


def test_a_key_gives_one_id() -> None:
    first = message_id_for("digest/7/2027-02-26", "scheduler.example")

    assert first == message_id_for("digest/7/2027-02-26", "scheduler.example")
    assert first != message_id_for("digest/7/2027-02-27", "scheduler.example")
    assert a_letter(message_id=first).message_id.endswith("@scheduler.example>")


def test_the_language_is_named() -> None:
    assert to_message(a_letter(language=Language.ZH_HANT))["Content-Language"] == "zh-Hant-HK"
