"""Delivery to real servers and to bad ones; a failure says how far it had come."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from scheduler.letters.letter import to_message
from scheduler.letters.mailer import MailError, Phase
from scheduler.letters.smtp import Security, SmtpMailer, SmtpServer
from tests.letters.builders import MESSAGE_ID, a_letter
from tests.servers.smtp import ReceivingServer, receiving_smtp

MESSAGE = to_message(a_letter())


@pytest.fixture
def server() -> Iterator[ReceivingServer]:
    with receiving_smtp() as server:
        yield server


@contextmanager
def a_scripted_server(*answers: str | None) -> Iterator[str]:
    """Run a server that gives one answer per command and hangs up on ``None``.

    The greeting comes first; a letter's content counts as one command.
    """
    listener = socket.create_server(("127.0.0.1", 0))

    def converse() -> None:
        connection, _ = listener.accept()
        with connection, connection.makefile("rb") as lines:
            for answer in answers:
                if answer is None:
                    return
                connection.sendall(f"{answer}\r\n".encode())
                end = b".\r\n" if answer.startswith("354") else b"\n"
                while (line := lines.readline()) and not (
                    line == end or (end == b"\n" and line.endswith(end))
                ):
                    pass
            lines.read()

    thread = threading.Thread(target=converse, daemon=True)
    thread.start()
    try:
        yield f"smtp://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.close()
        thread.join(timeout=10)


def _failure(url: str, **seconds: float) -> MailError:
    with pytest.raises(MailError) as caught:
        SmtpMailer(url, **seconds).send(MESSAGE)  # type: ignore[arg-type]
    return caught.value


def test_a_letter_arrives_byte_for_byte(server: ReceivingServer) -> None:
    accepted = SmtpMailer(server.url).send(MESSAGE)

    (received,) = server.received
    assert received.content.rstrip() == MESSAGE.as_bytes().rstrip()
    assert received.sender == "scheduler@example.org"
    assert received.recipients == ("chan@cityu.example",)
    assert (accepted.message_id, accepted.reply) == (MESSAGE_ID, "250 OK")


def test_a_leading_dot_survives(server: ReceivingServer) -> None:
    message = to_message(a_letter(text=".dot\n..two\n.\nend\n", html="<p>x</p>\n"))
    SmtpMailer(server.url).send(message)

    (received,) = server.messages
    plain, _ = received.iter_parts()
    assert plain.get_content().splitlines() == [".dot", "..two", ".", "end"]


@pytest.mark.parametrize(
    ("reply", "permanent"),
    [("550 5.1.1 No such user", True), ("450 Later", False), ("530 Sign in first", False)],
)
def test_a_refused_recipient(server: ReceivingServer, reply: str, *, permanent: bool) -> None:
    server.refusals["chan@cityu.example"] = reply
    error = _failure(server.url)

    assert (error.code, error.phase, error.reply) == ("refused", Phase.RECIPIENT, reply)
    assert error.permanent is permanent
    assert not error.uncertain
    assert str(error) == f"refused at recipient: {reply}"


@pytest.mark.parametrize(("reply", "permanent"), [("554 No", True), ("452 Full", False)])
def test_a_refused_letter(server: ReceivingServer, reply: str, *, permanent: bool) -> None:
    server.reply_to_content = reply
    error = _failure(server.url)

    assert (error.code, error.phase, error.reply) == ("refused", Phase.ANSWER, reply)
    assert error.permanent is permanent
    assert not error.uncertain


def test_a_server_without_tls_gets_no_letter(server: ReceivingServer) -> None:
    error = _failure(f"{server.url}?starttls=1")
    assert (error.code, error.phase) == ("starttls_missing", Phase.CONNECT)

    error = _failure(server.url.replace("smtp:", "smtps:"))
    assert (error.code, error.phase) == ("tls_failed", Phase.CONNECT)
    assert not server.received


def test_a_password_that_nobody_takes_is_the_servers_trouble(server: ReceivingServer) -> None:
    error = _failure(server.url.replace("smtp://", "smtp://user:secret@"))

    assert (error.code, error.phase, error.permanent) == ("login_failed", Phase.LOGIN, False)
    assert "secret" not in str(error)


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    error = _failure(f"smtp://127.0.0.1:{port}")

    assert (error.code, error.phase) == ("unreachable", Phase.CONNECT)
    assert str(error) == "unreachable at connect"


UP_TO_CONTENT = ("220 hello", "250 hello", "250 sender", "250 recipient", "354 go on")


@pytest.mark.parametrize(
    ("answers", "code", "phase"),
    [
        (("554 not today",), "refused", Phase.CONNECT),
        (("220 hello", None), "unreachable", Phase.CONNECT),
        (("220 hello", "250 hello", "550 not you", None), "refused", Phase.SENDER),
        (("220 hello", "250 hello", None), "connection_lost", Phase.SENDER),
        (("220 hello", "250 hello", "nonsense", None), "connection_lost", Phase.SENDER),
        (
            ("220 hello", "250-hello\r\n250 AUTH PLAIN", "535 wrong", None),
            "login_failed",
            Phase.LOGIN,
        ),
        (("220 hello", "250-hello\r\n250 AUTH PLAIN", None), "connection_lost", Phase.LOGIN),
        ((*UP_TO_CONTENT[:3], "550 no", None), "refused", Phase.RECIPIENT),
        ((*UP_TO_CONTENT[:4], "554 no", None), "refused", Phase.CONTENT),
        ((*UP_TO_CONTENT, None), "connection_lost", Phase.ANSWER),
        ((*UP_TO_CONTENT, "250 taken", None), "", Phase.ANSWER),
    ],
    ids=str,
)
def test_where_it_broke(answers: tuple[str | None, ...], code: str, phase: Phase) -> None:
    with a_scripted_server(*answers) as url:
        signed_in = phase is Phase.LOGIN
        address = url.replace("smtp://", "smtp://user:secret@") if signed_in else url
        if not code:
            # A server that hangs up instead of saying goodbye has taken the letter all the same.
            assert SmtpMailer(address).send(MESSAGE).reply == "250 taken"
            return
        error = _failure(address, command_seconds=5)

    assert (error.code, error.phase) == (code, phase)
    assert error.uncertain is (phase is Phase.ANSWER)
    assert error.permanent is (code == "refused" and phase in {Phase.RECIPIENT, Phase.CONTENT})


def test_silence_after_the_dot_is_uncertain() -> None:
    with a_scripted_server(*UP_TO_CONTENT) as url:
        error = _failure(url, answer_seconds=0.2)

    assert (error.code, error.phase, error.uncertain) == ("timed_out", Phase.ANSWER, True)


@pytest.mark.parametrize("scheme", ["smtp:", "smtps:"])
def test_silence_before_the_greeting(scheme: str) -> None:
    with a_scripted_server() as url:
        error = _failure(url.replace("smtp:", scheme), connect_seconds=0.2)

    assert (error.code, error.phase) == ("timed_out", Phase.CONNECT)


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example", SmtpServer("mail.example", 25)),
        ("smtp://mail.example:2525/", SmtpServer("mail.example", 2525)),
        (
            "smtp://me%40x:p%2Fw@mail.example?starttls=1",
            SmtpServer("mail.example", 587, Security.STARTTLS, "me@x", "p/w"),
        ),
        ("smtps://mail.example", SmtpServer("mail.example", 465, Security.TLS)),
        ("smtp://mail.example?starttls=0", SmtpServer("mail.example", 25)),
    ],
)
def test_addresses_of_servers(url: str, server: SmtpServer) -> None:
    assert SmtpServer.from_url(url) == server
    assert "p/w" not in repr(server)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "mail.example",
        "http://mail.example",
        "smtp://",
        "smtp://user:secret@mail.example?starttls=yes",
        "smtp://user:secret@mail.example?tls=1",
        "smtp://user:secret@mail.example/path",
        "smtps://user:secret@mail.example?starttls=1",
        "smtp://user:secret@mail.example:many",
    ],
)
@pytest.mark.parametrize("make", [SmtpServer.from_url, SmtpMailer])
def test_other_addresses_are_refused(make: Callable[[str], object], url: str) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        make(url)

    assert "secret" not in str(caught.value)
