"""The receiving server speaks SMTP and keeps what it takes."""

import smtplib
from email.message import EmailMessage

import pytest

from tests.servers.smtp import receiving_smtp


def _letter() -> EmailMessage:
    message = EmailMessage()
    message["From"] = "desk@example.org"
    message["To"] = "li@example.org"
    message["Subject"] = "会商"
    message.set_content("您好\n")
    return message


def test_a_letter_arrives_as_it_was_sent() -> None:
    with receiving_smtp() as server:
        with smtplib.SMTP(server.host, server.port) as client:
            client.send_message(_letter())
        (message,) = server.messages

    assert (message["Subject"], message.get_content()) == ("会商", "您好\r\n")
    assert server.received[0].recipients == ("li@example.org",)


def test_a_refused_recipient_gets_the_reply_of_the_test() -> None:
    with receiving_smtp() as server, smtplib.SMTP(server.host, server.port) as client:
        server.refusals["li@example.org"] = "550 5.1.1 No such user"
        with pytest.raises(smtplib.SMTPRecipientsRefused) as refusal:
            client.send_message(_letter())

    assert refusal.value.recipients["li@example.org"] == (550, b"5.1.1 No such user")
    assert server.messages == []


def test_a_refused_letter_gets_the_reply_of_the_test() -> None:
    with receiving_smtp() as server, smtplib.SMTP(server.host, server.port) as client:
        server.reply_to_content = "452 4.2.2 Full"
        with pytest.raises(smtplib.SMTPDataError, match="Full"):
            client.send_message(_letter())

    assert server.messages == []
