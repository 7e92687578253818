"""The version a form was opened at, and the version that is there now."""

from scheduler.kernel.rules.errors import StaleError


def require_version(present: int, known: int | None) -> None:
    """Refuse a change made on top of an older state; ``None`` says nothing was shown before.

    Raises:
        StaleError: somebody else changed the object in between.
    """
    if known is not None and known != present:
        raise StaleError(present=present, known=known)
