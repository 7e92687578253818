"""What was typed, as values or as codes of what is wrong with it."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.kernel.rules.errors import (
    ConfirmationNeededError,
    IllegalTransitionError,
    InvalidError,
    NotFoundError,
    StaleError,
)
from scheduler.kernel.rules.language import Language
from scheduler.kernel.rules.text import Trilingual
from scheduler.web.context import Visitor, stranger, welcome
from scheduler.web.forms.base import Form, TrilingualLine, TrilingualParagraph
from scheduler.web.forms.fields import (
    Choice,
    Day,
    Line,
    LocalMoment,
    Paragraph,
    Tick,
    Version,
    Whole,
)
from scheduler.web.forms.handling import submitted


class Colour(StrEnum):
    """A vocabulary."""

    RED = "RED"
    BLUE = "BLUE"


class EveryKind(Form):
    """A form with a control of every kind."""

    title = TrilingualLine()
    note = TrilingualParagraph(required=False)
    name = Line(longest=10)
    text = Paragraph(required=False)
    day = Day(required=False)
    starts = LocalMoment(required=False)
    percent = Whole(required=False, most=100)
    version = Version(required=False)
    urgent = Tick()
    colour = Choice(Colour, required=False)


Sent = Callable[..., EveryKind]


@pytest.fixture
def sent(app: Flask) -> Iterator[Sent]:
    """Return how a form is sent; what must be there is, unless told."""
    with app.test_request_context("/", method="POST"):
        welcome(Visitor(stranger(Language.EN), Language.EN))

        def send(**values: str) -> EveryKind:
            with app.test_request_context(
                "/", method="POST", data={"title_en": "Title", "name": "Name", **values}
            ):
                return EveryKind()

        yield send


def problems(form: Form) -> dict[str, list[Any]]:
    """Return what is wrong, by control."""
    form.validate()
    return {name or "": list(errors) for name, errors in form.errors.items()}


def shown(field: Any) -> str:
    """Return what a control shows."""
    return str(field._value())  # noqa: SLF001 - what the page asks the library for


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("name", " Name ", "Name"),
        ("text", "a\r\nb", "a\nb"),
        ("text", "", ""),
        ("day", "2027-03-05", date(2027, 3, 5)),
        ("day", "2027/3/5", date(2027, 3, 5)),
        ("day", " 2027年3月5日 ", date(2027, 3, 5)),
        ("day", "", None),
        ("starts", "2027-03-05T09:30", datetime(2027, 3, 5, 9, 30)),  # noqa: DTZ001
        ("starts", "2027-03-05 9:30", datetime(2027, 3, 5, 9, 30)),  # noqa: DTZ001
        ("starts", "2027-03-05T09:30:00", datetime(2027, 3, 5, 9, 30)),  # noqa: DTZ001
        ("percent", " 40 ", 40),
        ("percent", "４０", 40),
        ("percent", "", None),
        ("version", "7", 7),
        ("urgent", "y", True),
        ("urgent", "", False),
        ("colour", "RED", Colour.RED),
        ("colour", "", None),
    ],
)
def test_what_is_typed_becomes_a_value(sent: Sent, field: str, typed: str, value: object) -> None:
    form = sent(**{field: typed})

    assert problems(form) == {}
    assert form[field].data == value


@pytest.mark.parametrize(
    ("field", "typed", "problem"),
    [
        ("name", "", "required"),
        ("name", " \t ", "required"),
        ("name", "a\x00b", ("control_characters", {})),
        ("name", "a\u202eb", ("control_characters", {})),
        ("name", "x" * 11, ("too_long", {"longest": 10, "length": 11})),
        ("day", "2027-02-30", ("bad_date", {})),
        ("day", "tomorrow", ("bad_date", {})),
        ("day", "05/03/2027", ("bad_date", {})),
        ("starts", "2027-03-05", ("bad_moment", {})),
        ("starts", "2027-03-05T25:00", ("bad_moment", {})),
        ("starts", "2027-02-30T09:00", ("bad_date", {})),
        ("percent", "a", ("bad_number", {})),
        ("percent", "1.5", ("bad_number", {})),
        ("percent", "101", ("number_out_of_range", {"least": 0, "most": 100})),
        ("percent", "-1", ("number_out_of_range", {"least": 0, "most": 100})),
        ("version", "x", ("bad_number", {})),
        ("colour", "GREEN", "unknown_choice"),
    ],
)
def test_what_cannot_be_taken_gets_a_code_and_is_shown_again(
    sent: Sent, field: str, typed: str, problem: object
) -> None:
    form = sent(**{field: typed})

    assert problems(form) == {field: [problem]}
    if field != "colour":
        assert shown(form[field]) == typed


def test_a_text_in_three_languages_is_one_value(sent: Sent) -> None:
    form = sent(title_zh_hans="题", title_zh_hant="題", title_en="Title")

    assert problems(form) == {}
    assert form.title == Trilingual.of(zh_hans="题", zh_hant="題", en="Title", source=Language.EN)
    assert form.note is None


def test_one_language_of_a_text_is_enough_and_none_is_not(sent: Sent) -> None:
    assert problems(sent(title_en="", title_zh_hant="題")) == {}
    assert problems(sent(title_en="")) == {"title_en": ["required"]}


def test_a_broken_text_is_not_also_called_missing(sent: Sent) -> None:
    form = sent(title_en="a\x07")

    assert problems(form) == {"title_en": [("control_characters", {})]}


def test_a_form_opens_with_what_is_there_now(app: Flask) -> None:
    with app.test_request_context("/"):
        text = Trilingual.of(zh_hans="题", en="Title")
        form = EveryKind({"title": text, "day": date(2027, 3, 5), "colour": Colour.BLUE})

        assert form["title_zh_hans"].data == "题"
        assert form["title_zh_hant"].data == ""
        assert shown(form.day) == "2027-03-05"
        assert [option[:3] for option in form.colour.iter_choices()] == [
            ("", "", False),
            ("RED", "RED", False),
            ("BLUE", "BLUE", True),
        ]
        assert not submitted(form, lambda: pytest.fail("only looked at"))
        assert form.status == 200


def test_the_choices_of_a_view_are_the_only_ones(app: Flask) -> None:
    class Who(Form):
        person = Choice()

    def choose(value: str) -> Who:
        with app.test_request_context("/", method="POST", data={"person": value}):
            form = Who()
        form.person.choices = [("7", "Somebody")]
        return form

    with app.test_request_context("/"):
        assert problems(choose("7")) == {}
        assert problems(choose("8")) == {"person": ["unknown_choice"]}
        assert problems(choose("")) == {"person": ["required"]}


@pytest.mark.parametrize(
    ("error", "status", "errors"),
    [
        (InvalidError("end_before_start", field="day"), 422, {"day": ["end_before_start"]}),
        (
            InvalidError("too_long", field="title", longest=300),
            422,
            {"title_en": [("too_long", {"longest": 300})]},
        ),
        (InvalidError("email_taken", field="elsewhere"), 422, {"": ["email_taken"]}),
        (
            IllegalTransitionError(status="HELD"),
            409,
            {"": [("illegal_transition", {"status": "HELD"})]},
        ),
        (StaleError(), 409, {"": ["stale"]}),
    ],
    ids=repr,
)
def test_what_the_rules_refuse_is_put_where_people_see_it(
    app: Flask, error: Exception, status: int, errors: object
) -> None:
    def act() -> None:
        raise error

    data = {"title_en": "Title", "name": "Name"}
    with app.test_request_context("/", method="POST", data=data):
        welcome(Visitor(stranger(Language.EN), Language.EN))
        form = EveryKind()

        assert not submitted(form, act)
        assert form.status == status
        assert form.errors == errors
        assert form.stale == isinstance(error, StaleError)


def test_what_is_unusual_is_asked_about_once_and_taken_when_confirmed(app: Flask) -> None:
    def act(form: Form) -> None:
        if not form.confirmed:
            raise ConfirmationNeededError("due_in_past")

    data = {"title_en": "Title", "name": "Name"}
    with app.test_request_context("/", method="POST", data=data):
        form = EveryKind()
        assert not submitted(form, lambda: act(form))
        assert form.status == 422
        assert form.needs_confirmation is not None
        assert form.errors == {}
    with app.test_request_context("/", method="POST", data={**data, "confirmed": "1"}):
        form = EveryKind()
        assert submitted(form, lambda: act(form))


def test_what_does_not_exist_is_no_matter_of_the_form(app: Flask) -> None:
    def act() -> None:
        raise NotFoundError

    data = {"title_en": "Title", "name": "Name"}
    with (
        app.test_request_context("/", method="POST", data=data),
        pytest.raises(NotFoundError),
    ):
        submitted(EveryKind(), act)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60
)
@given(typed=st.text(max_size=40))
def test_no_text_breaks_a_form(sent: Sent, typed: str) -> None:
    names = ("name", "text", "day", "starts", "percent", "version", "colour", "title_zh_hans")
    form = sent(**dict.fromkeys(names, typed))

    for errors in problems(form).values():
        assert all(isinstance(error, str) or isinstance(error[0], str) for error in errors)
