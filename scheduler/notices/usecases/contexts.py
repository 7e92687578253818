"""What a letter has to be told, as JSON in its row and as a value when it is written."""

from collections.abc import Mapping
from dataclasses import asdict, fields, is_dataclass
from datetime import date, datetime
from typing import Any, Final, get_args, get_origin, get_type_hints

from scheduler.letters.contexts import LETTER_CONTEXTS, LetterContext

_BY_TEMPLATE: Final = {context.TEMPLATE: context for context in LETTER_CONTEXTS}


class UnknownTemplateError(LookupError):
    """A letter waits for a template that this version does not have."""


def stored(context: LetterContext | Mapping[str, object]) -> dict[str, Any]:
    """Return a context as plain JSON values; days and instants become text."""
    found = asdict(context) if isinstance(context, LetterContext) else context
    return {name: _plain(value) for name, value in found.items()}


def _plain(value: object) -> object:
    match value:
        case date():
            return value.isoformat()
        case Mapping():
            return {str(name): _plain(inner) for name, inner in value.items()}
        case list() | tuple():
            return [_plain(inner) for inner in value]
        case _ if is_dataclass(value) and not isinstance(value, type):
            return _plain(asdict(value))
        case _:
            return value


def restored(template: str, kept: Mapping[str, Any]) -> LetterContext:
    """Return the context of a letter that may have been written by an older version.

    Raises:
        UnknownTemplateError: nobody knows what the letter has to be told.
        KeyError: something is missing that its templates cannot do without.
    """
    if template not in _BY_TEMPLATE:
        raise UnknownTemplateError(template)
    context: LetterContext = _value(_BY_TEMPLATE[template], kept)
    return context


def _value(wanted: Any, kept: Any) -> Any:
    if wanted is datetime or wanted is date:
        return wanted.fromisoformat(kept)
    if get_origin(wanted) is tuple:
        return tuple(_value(get_args(wanted)[0], inner) for inner in kept)
    if isinstance(wanted, type) and is_dataclass(wanted):
        hints = get_type_hints(wanted)
        known = {
            name: kept[name] for name in (field.name for field in fields(wanted)) if name in kept
        }
        return wanted(**{name: _value(hints[name], inner) for name, inner in known.items()})
    return kept
