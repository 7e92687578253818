"""Each letter says all it has to say, in every language and in both forms."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from jinja2 import UndefinedError

from scheduler.kernel.rules.language import Language
from scheduler.letters.composing import compose
from scheduler.letters.contexts import LETTER_CONTEXTS, LetterContext, SigninCode
from scheduler.letters.letter import Letter, LetterHeaderError, to_message
from tests.letters.builders import (
    ACTION,
    ENVELOPE,
    LINK,
    MEETING,
    RENDERER,
    SAMPLES,
    a_digest,
    a_meeting,
    an_invitation,
)


def _composed(context: LetterContext, language: Language = Language.EN) -> Letter:
    return compose(
        RENDERER,
        template=context.TEMPLATE,
        language=language,
        context=context,
        envelope=ENVELOPE,
    )


def test_every_letter_has_a_sample() -> None:
    assert {type(sample) for sample in SAMPLES} == set(LETTER_CONTEXTS)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.TEMPLATE)
def test_every_letter_renders_in_every_language(sample: LetterContext, language: Language) -> None:
    letter = _composed(sample, language)

    assert letter.subject
    assert "\n" not in letter.subject
    assert f'<html lang="{language.tag}">' in letter.html
    assert letter.text.endswith("\n")
    links = set(re.findall(r"https://\S+", letter.text))
    assert links
    assert all(f'href="{link}"' in letter.html for link in links)
    assert to_message(letter).as_bytes() == to_message(_composed(sample, language)).as_bytes()


def test_the_envelope_is_kept() -> None:
    letter = _composed(SAMPLES[0])

    assert letter.to_address == ENVELOPE.to_address
    assert letter.message_id == ENVELOPE.message_id
    assert letter.reply_to == ENVELOPE.reply_to


def test_a_context_may_be_a_mapping() -> None:
    context = {"code": "493 027", "minutes_valid": 1, "link": LINK}
    letter = compose(
        RENDERER,
        template="signin_code",
        language=Language.EN,
        context=context,
        envelope=ENVELOPE,
    )

    assert "valid for 1 minute." in letter.text


def test_a_missing_value_is_an_error() -> None:
    # Counting words asks for a number before it asks for the name of what is missing.
    with pytest.raises((UndefinedError, TypeError), match=r"(?i)undefined"):
        compose(
            RENDERER,
            template="signin_code",
            language=Language.EN,
            context={"code": "1", "link": LINK},
            envelope=ENVELOPE,
        )


def test_the_code_is_in_the_letter_but_not_in_its_subject() -> None:
    letter = _composed(SigninCode(code="493 027", minutes_valid=10, link=LINK))

    assert "493 027" in letter.text
    assert "493 027" in letter.html
    assert "493" not in letter.subject


def test_html_is_escaped_and_plain_text_is_not() -> None:
    letter = _composed(a_digest(replace(ACTION, escalated_for="X <Y>", days_left=-1)))

    assert "Set up <the> laboratory & show it" in letter.text
    assert "Set up &lt;the&gt; laboratory &amp; show it" in letter.html
    assert "because X <Y> has" in letter.text
    assert "because X &lt;Y&gt; has" in letter.html


def test_a_subject_in_several_lines_becomes_one() -> None:
    letter = _composed(a_digest(replace(ACTION, title="one\r\ntwo\u2028three")))

    assert letter.subject.endswith("Due in 7 days: one two three")


def test_other_controls_in_a_subject_are_refused() -> None:
    with pytest.raises(LetterHeaderError):
        _composed(a_digest(replace(ACTION, title="bell\x07")))


@pytest.mark.parametrize(
    ("days_left", "words"),
    [
        (30, "Due in 30 days"),
        (1, "Due tomorrow"),
        (0, "Due today"),
        (-1, "Overdue by 1 day"),
        (-14, "Overdue by 14 days"),
    ],
)
def test_one_action_item_gives_the_subject(days_left: int, words: str) -> None:
    letter = _composed(a_digest(replace(ACTION, days_left=days_left, title="Set up")))

    assert letter.subject == f"SC-CITYU/2027/A03 {words}: Set up"
    assert words in letter.text
    assert words in letter.html


@pytest.mark.parametrize(
    ("days_left", "words"),
    [(7, "Meeting in 7 days"), (1, "Meeting tomorrow"), (0, "Meeting today")],
)
def test_one_meeting_gives_the_subject(days_left: int, words: str) -> None:
    letter = _composed(a_digest(meetings=(replace(MEETING, days_left=days_left, venue=""),)))

    assert letter.subject == f"SC-CITYU/2027/M01 {words}: Consultation meeting 2027"
    assert "Friday 5 March 2027, 09:30, Hong Kong time (UTC+8)" in letter.text
    assert "Venue" not in letter.text + letter.html


def test_several_reminders_are_counted() -> None:
    digest = a_digest(ACTION, meetings=(MEETING,))
    (partnership,) = digest.partnerships
    both = replace(digest, partnerships=(partnership, replace(partnership, ref="SC-HKU")))

    assert _composed(digest).subject == "SC-CITYU 2 reminders for 26 February 2027"
    assert _composed(both).subject == "4 reminders for 26 February 2027"


def test_a_meeting_is_announced_in_the_zone_of_its_venue() -> None:
    letter = _composed(a_meeting())

    assert letter.subject == "SC-CITYU/2027/M01 Meeting on 5 March 2027: Consultation meeting 2027"
    assert "Date: Friday 5 March 2027\nTime: 09:30 to 12:00, Beijing time (UTC+8)\n" in letter.text
    assert "09:30 to 12:00, Beijing time (UTC+8)" in letter.html


def test_a_meeting_may_be_provisional_long_and_bare() -> None:
    letter = _composed(
        a_meeting(
            provisional=True,
            ends_at=datetime(2027, 3, 6, 4, 0, tzinfo=UTC),
            zone="Europe/London",
            venue="",
            host="",
            name="",
        )
    )

    assert "Meeting planned for 5 March 2027" in letter.subject
    assert "will be confirmed" in letter.text
    assert "5 March 2027, 01:30 to 6 March 2027, 04:00, Europe/London (UTC)" in letter.text
    assert "Dear colleague," in letter.text
    assert "Host" not in letter.text + letter.html


def test_an_account_may_belong_to_no_partnership() -> None:
    letter = _composed(an_invitation(ref="", partnership="", invited_by=""))

    assert letter.subject == "Your account for the Consultation Scheduler"
    assert "An account has been made for you" in letter.text
    assert "Partnership" not in letter.text + letter.html


def test_no_letter_needs_anything_from_elsewhere() -> None:
    for sample in SAMPLES:
        html = _composed(sample).html
        assert not re.search(r"<(img|script|link|iframe|form|table)\b|url\(", html)
