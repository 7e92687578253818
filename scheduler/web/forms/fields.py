"""Fields: what was typed, as a value or as the code of what is wrong with it.

Labels, hints and sentences are the templates' business; a field's errors are codes, or pairs of
a code and its values.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final, cast

from wtforms import Field
from wtforms.fields import BooleanField, StringField
from wtforms.fields.choices import Choice as Option  # type: ignore[attr-defined] # not in the stubs
from wtforms.fields.choices import SelectFieldBase
from wtforms.validators import StopValidation
from wtforms.widgets import DateInput, DateTimeLocalInput, HiddenInput, Select, TextArea

from scheduler.kernel.rules.errors import InvalidError
from scheduler.kernel.rules.text import LINE_LENGTH, TEXT_LENGTH, clean_line, clean_text

_DAY: Final = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_MOMENT: Final = re.compile(r"(\S+)[T ](\d{1,2}):(\d{2})(?::00)?")


class Given:
    """Demands that something was typed."""

    def __init__(self) -> None:
        self.field_flags = {"required": True}

    def __call__(self, _form: object, field: Field) -> None:
        """Refuse nothing but blanks, and then say nothing else about them."""
        if not _typed(field.raw_data):
            field.errors = []
            raise StopValidation("required")


def _typed(raw: Sequence[Any] | None) -> str:
    return str(raw[0]).strip() if raw else ""


class TypedField(StringField):
    """A control in which one value is typed; each kind says how it reads it."""

    nothing: Any = None
    data: Any

    def __init__(self, *, required: bool = True, **options: Any) -> None:
        super().__init__(validators=[Given()] if required else None, **options)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed; what cannot be read is kept for showing it again."""
        self.data = self.nothing
        if not _typed(valuelist):
            return
        try:
            self.data = self.read(str(valuelist[0]))
        except InvalidError as error:
            raise ValueError((error.reason, error.params)) from error

    def read(self, text: str) -> Any:
        """Return the value of a text that is not empty; raise ``InvalidError`` if it has none."""
        raise NotImplementedError

    def show(self, value: Any) -> str:
        """Return a value as people would type it."""
        return str(value)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.show(self.data)


class Line(TypedField):
    """One line of text; ``data`` is a string, empty for nothing."""

    nothing = ""

    def __init__(self, *, longest: int = LINE_LENGTH, **options: Any) -> None:
        self.longest = longest
        super().__init__(**options)

    def read(self, text: str) -> str:
        """Return the line in the one spelling it is kept in."""
        return clean_line(text, longest=self.longest)


class Paragraph(TypedField):
    """Several lines of text; ``data`` is a string, empty for nothing."""

    nothing = ""
    widget = TextArea()

    def __init__(self, *, longest: int = TEXT_LENGTH, **options: Any) -> None:
        self.longest = longest
        super().__init__(**options)

    def read(self, text: str) -> str:
        """Return the text in the one spelling it is kept in."""
        return clean_text(text, longest=self.longest)


class Day(TypedField):
    """A day; ``data`` is a date or ``None``."""

    widget = DateInput()

    def read(self, text: str) -> date:
        """Return the day, written with hyphens, slashes, dots or 年月日."""
        return read_day(text)


class LocalMoment(TypedField):
    """A day and a wall clock without a zone, which the page names; ``data`` is naive."""

    widget = DateTimeLocalInput()

    def read(self, text: str) -> datetime:
        """Return the moment, with a ``T`` or a blank between day and clock."""
        parts = _MOMENT.fullmatch(text.strip())
        if parts is None:
            raise InvalidError("bad_moment")
        day = read_day(parts[1])
        try:
            return datetime(day.year, day.month, day.day, int(parts[2]), int(parts[3]))  # noqa: DTZ001 - the zone is the page's
        except ValueError as error:
            raise InvalidError("bad_moment") from error

    def show(self, value: Any) -> str:
        """Return the spelling that browsers understand."""
        return str(value.strftime("%Y-%m-%dT%H:%M"))


class Whole(TypedField):
    """A whole number; ``data`` is an int or ``None``."""

    def __init__(self, *, least: int = 0, most: int = 1_000_000, **options: Any) -> None:
        self.least, self.most = least, most
        super().__init__(**options)

    def read(self, text: str) -> int:
        """Return the number, also when its digits are full-width."""
        if re.fullmatch(r"\s*[+-]?\d{1,12}\s*", text) is None:
            raise InvalidError("bad_number")
        number = int(text)
        if not self.least <= number <= self.most:
            raise InvalidError("number_out_of_range", least=self.least, most=self.most)
        return number


class Version(Whole):
    """The version of the object when the form was opened; hidden."""

    widget = HiddenInput()

    def __init__(self, **options: Any) -> None:
        super().__init__(least=0, most=10**12, **options)


class Tick(BooleanField):
    """A box to tick; ``data`` is a bool."""

    def __init__(self, **options: Any) -> None:
        super().__init__(false_values=("", "0", "false"), **options)


class Choice(SelectFieldBase):
    """One of several values: a vocabulary's words, or ``choices`` a view has set.

    ``data`` is a member of the vocabulary, or the value of a choice as a string, or ``None``.
    ``blank`` puts an empty choice first; without saying, where nothing need be chosen.
    """

    widget = Select()

    def __init__(
        self,
        vocabulary: type[StrEnum] | None = None,
        *,
        required: bool = True,
        blank: bool | None = None,
        choices: Sequence[tuple[str, str]] = (),
        **options: Any,
    ) -> None:
        super().__init__(validators=[Given()] if required else None, **options)
        self.vocabulary = vocabulary
        self.blank = (not required) if blank is None else blank
        self.choices = choices or [(word.value, word.value) for word in vocabulary or ()]

    def iter_choices(self) -> Iterator[Any]:
        """Yield what the macros draw: value, label, whether it is chosen."""
        chosen = _typed(self.raw_data) if self.raw_data else str(self.data or "")
        for value, label in [("", ""), *self.choices] if self.blank else self.choices:
            yield Option(value=value, label=label, selected=str(value) == chosen, render_kw={})

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the value that was sent."""
        self.data = _typed(valuelist) or None

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 - the library's signature
        """Refuse what was not offered, and turn a vocabulary's word into its member."""
        if self.data is None:
            return
        if self.data not in {value for value, _label in self.choices}:
            raise StopValidation("unknown_choice")
        if self.vocabulary is not None:
            self.data = self.vocabulary(cast("str", self.data))


def read_day(text: str) -> date:
    """Return the day a text names.

    Raises:
        InvalidError: ``bad_date``.
    """
    parts = _DAY.fullmatch(text.strip())
    if parts is None:
        raise InvalidError("bad_date")
    try:
        return date(*map(int, parts.groups()))
    except ValueError as error:
        raise InvalidError("bad_date") from error
