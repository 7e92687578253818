"""Writing revisions without importing the application, whose types may change later."""

from typing import Any, Literal

import sqlalchemy as sa

from scheduler.kernel.models.base import (
    EnumText,
    JsonText,
    TrilingualText,
    UtcDateTime,
)


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Return the plain SQLAlchemy spelling of our own column types."""
    if kind != "type":
        return False
    if isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, TrilingualText | JsonText):
        return "sa.Text()"
    if isinstance(item, EnumText):
        return "sa.String(40)"
    if isinstance(item, sa.BigInteger):
        return 'sa.BigInteger().with_variant(sa.Integer(), "sqlite")'
    return False
