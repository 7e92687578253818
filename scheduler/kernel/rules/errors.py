"""What can go wrong, as codes and values; the sentences for people are in the templates."""

from typing import ClassVar


class DomainError(Exception):
    """A request that cannot be met; ``code`` and ``params`` say why in every language."""

    code: ClassVar[str] = "error"

    def __init__(self, code: str | None = None, /, **params: object) -> None:
        """Keep the reason; ``code`` overrides the code of the class."""
        self.reason = code or self.code
        self.params = params
        super().__init__(self.reason, params)

    def __str__(self) -> str:
        """Return the reason and its values, for logs and the command line."""
        values = ", ".join(f"{name}={value}" for name, value in self.params.items())
        return f"{self.reason} ({values})" if values else self.reason


class NotFoundError(DomainError):
    """The object does not exist, or not for this actor: the two look alike on purpose."""

    code = "not_found"


class ForbiddenError(DomainError):
    """The actor sees the object but may not do this to it."""

    code = "forbidden"


class InvalidError(DomainError):
    """A value that people sent cannot be taken; ``field`` names it."""

    code = "invalid"

    def __init__(self, code: str, /, *, field: str | None = None, **params: object) -> None:
        """Keep the reason and the field it belongs to."""
        super().__init__(code, **params)
        self.field = field


class IllegalTransitionError(DomainError):
    """The object's state does not allow this step."""

    code = "illegal_transition"


class StaleError(DomainError):
    """Somebody else changed the object since the form was opened."""

    code = "stale"


class ConfirmationNeededError(DomainError):
    """The value is unusual enough to ask once more; sending it again confirmed is accepted."""

    code = "confirm_needed"


class ThrottledError(DomainError):
    """Too many tries in too short a time."""

    code = "throttled"
