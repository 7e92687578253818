"""The declarative base: column types, naming of constraints, what is audited."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase

from scheduler.kernel.rules.identifiers import ROW_IDS
from scheduler.kernel.rules.language import Language
from scheduler.kernel.rules.text import TranslationState, Trilingual

BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


class UtcDateTime(sa.TypeDecorator[datetime]):
    """An aware instant, kept in UTC; SQLite has no zones and would lose them."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Refuse naive values, which would silently mean another instant."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = f"naive instant {value!r}"
            raise ValueError(msg)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Return the instant with its zone, whatever the database kept."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class TrilingualText(sa.TypeDecorator[Trilingual]):
    """A text in three languages, kept as JSON readable by people."""

    impl = sa.Text()
    cache_ok = True

    def process_bind_param(self, value: Trilingual | None, dialect: sa.Dialect) -> str | None:
        """Write source, texts and states."""
        if value is None:
            return None
        return json.dumps(
            {
                "source": value.source,
                "texts": dict(sorted(value.texts.items())),
                "states": dict(sorted(value.states.items())),
            },
            ensure_ascii=False,
        )

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> Trilingual | None:
        """Read source, texts and states."""
        if value is None:
            return None
        kept = json.loads(value)
        return Trilingual(
            source=Language(kept["source"]),
            texts={Language(name): text for name, text in kept["texts"].items()},
            states={Language(name): TranslationState(s) for name, s in kept["states"].items()},
        )


class EnumText(sa.TypeDecorator[StrEnum]):
    """A word of one of our vocabularies, kept as text so that new words need no migration."""

    impl = sa.String(40)
    cache_ok = True

    def __init__(self, vocabulary: type[StrEnum]) -> None:
        """Keep the vocabulary the words belong to."""
        self.vocabulary = vocabulary
        super().__init__()

    def process_bind_param(self, value: StrEnum | str | None, dialect: sa.Dialect) -> str | None:
        """Write the word; a word outside the vocabulary raises ``ValueError``."""
        return None if value is None else self.vocabulary(value).value

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> StrEnum | None:
        """Read the word."""
        return None if value is None else self.vocabulary(value)


class JsonText(sa.TypeDecorator[dict[str, Any]]):
    """A small mapping kept as readable JSON on both databases."""

    impl = sa.Text()
    cache_ok = True

    def process_bind_param(
        self, value: Mapping[str, Any] | None, dialect: sa.Dialect
    ) -> str | None:
        """Write the mapping with sorted keys."""
        return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> dict[str, Any] | None:
        """Read the mapping."""
        return None if value is None else json.loads(value)


class Base(DeclarativeBase):
    """What every row has in common."""

    audited: ClassVar[bool] = True
    audit_hides: ClassVar[frozenset[str]] = frozenset()

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[Mapping[Any, Any]] = {
        int: BigId,
        str: sa.Text(),
        datetime: UtcDateTime(),
        date: sa.Date(),
        Trilingual: TrilingualText(),
        dict[str, Any]: JsonText(),
        **dict.fromkeys(ROW_IDS, BigId),
    }
    __table_args__: Any = {"sqlite_autoincrement": True}
