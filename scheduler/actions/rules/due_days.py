"""What a due day may be, and what moving it asks for."""

from datetime import date

from scheduler.kernel.rules.errors import ConfirmationNeededError, InvalidError


def require_due_day(
    due_on: date | None, *, start_on: date, today: date, confirmed: bool = False
) -> None:
    """Refuse a due day before the beginning; ask once more about one that has passed.

    Raises:
        InvalidError: ``due_before_start``, unless the day has passed anyway and is confirmed.
        ConfirmationNeededError: ``due_in_past``.
    """
    if due_on is None:
        return
    if due_on < today:
        if not confirmed:
            raise ConfirmationNeededError("due_in_past", due_on=due_on)
    elif due_on < start_on:
        raise InvalidError("due_before_start", field="due_on", start_on=start_on)


def require_reason(note: str, *, field: str = "reason") -> str:
    """Return the reason given.

    Raises:
        InvalidError: ``reason_required``.
    """
    if not note:
        raise InvalidError("reason_required", field=field)
    return note
