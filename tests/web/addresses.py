"""Every address the app has, with something of the right shape in each of its gaps."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from flask import Flask
from werkzeug.routing import Rule

from scheduler.web.endpoints import Access, access_of

_SECRET: Final = "t" * 43
_SHAPES: Final[dict[str, Any]] = {
    "RefConverter": "SC-CITYU/2027/A99",
    "PartnershipConverter": "NO-SUCH",
    "TokenConverter": _SECRET,
    "IntegerConverter": 2027,
    "UnicodeConverter": "nothing",
    "PathConverter": "nothing.css",
}
_OURS: Final = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})


@dataclass(frozen=True)
class Way:
    """One method of one address, and who may use it."""

    method: str
    path: str
    endpoint: str
    access: Access
    whole: bool

    def __str__(self) -> str:
        """Return it as people write requests."""
        return f"{self.method} {self.path}"


def ways(app: Flask) -> Iterator[Way]:
    """Yield every method of every address; ``whole`` ones have no gap to fill."""
    for rule in app.url_map.iter_rules():
        access = access_of(app, rule.endpoint)
        assert access is not None
        path = _path(rule)
        for method in sorted((rule.methods or set()) & _OURS):
            yield Way(method, path, rule.endpoint, access, whole=not rule.arguments)


def _path(rule: Rule) -> str:
    kinds = rule._converters  # noqa: SLF001 - werkzeug tells it nowhere else
    shapes = {name: _SHAPES[type(kinds[name]).__name__] for name in rule.arguments}
    if "token" in shapes:
        shapes["token"] = _SECRET
    built = rule.build(shapes)
    assert built is not None
    return built[1]
