"""Everything an installation may decide; read once, wrong keys refuse the start."""

import os
import tomllib
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

PREFIX: Final = "SCHEDULER_"
_PACKAGE: Final = Path(__file__).parent.parent


def instance_path() -> Path:
    """Return the instance directory: the one named in the environment, or ``instance/``."""
    named = os.environ.get(f"{PREFIX}INSTANCE_PATH")
    return Path(named).absolute() if named else Path.cwd() / "instance"


class SettingsError(ValueError):
    """The settings hold a variable that means nothing, or a file that cannot be read."""


class Settings(BaseSettings):
    """The settings of one installation, immutable once loaded."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    secret_key: SecretStr = Field(min_length=32)
    instance_path: Path = Field(default_factory=instance_path)
    database_url: str | None = None
    base_url: str = "http://127.0.0.1:8000"
    smtp_url: SecretStr | None = None
    mail_from: str = "scheduler@localhost.localdomain"
    timezone: str = "Asia/Shanghai"
    trusted_proxies: int = Field(default=0, ge=0, le=5)
    web_workers: int = Field(default=2, ge=1, le=64)
    web_threads: int = Field(default=4, ge=1, le=64)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the base class calls by name
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - likewise
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Put ``instance/config.toml`` below the environment."""
        return init_settings, env_settings, _ConfigFile(settings_cls)

    @field_validator("timezone")
    @classmethod
    def _zone_exists(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            msg = f"unknown time zone {value!r}"
            raise ValueError(msg) from error
        return value

    @field_validator("base_url")
    @classmethod
    def _base_url_is_whole(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            msg = "base_url needs http:// or https:// and a host"
            raise ValueError(msg)
        return value.rstrip("/")

    @property
    def sqlalchemy_url(self) -> str:
        """Return the database's address; SQLite in the instance directory by default."""
        if self.database_url:
            return self.database_url.replace("postgresql://", "postgresql+psycopg://", 1)
        return f"sqlite:///{self.instance_path / 'scheduler.sqlite'}"

    @property
    def mailbox_path(self) -> Path:
        """Return the directory letters go to while no mail server is set."""
        return self.instance_path / "mailbox"

    @property
    def templates_path(self) -> Path:
        """Return the templates: shipped inside the wheel, or beside the package in a checkout."""
        shipped = _PACKAGE / "_templates"
        return shipped if shipped.is_dir() else _PACKAGE.parent / "templates"

    @property
    def translations_path(self) -> Path:
        """Return the catalogues of the three languages."""
        return _PACKAGE / "translations"


class _ConfigFile(PydanticBaseSettingsSource):
    """The settings written in ``config.toml`` of the instance directory."""

    def get_field_value(self, _field: Any, field_name: str) -> tuple[Any, str, bool]:
        """Return one value; unused, since the whole file is read at once."""
        return None, field_name, False

    def __call__(self) -> dict[str, Any]:
        """Return the whole file."""
        named = self.current_state.get("instance_path")
        path = Path(named) if named else instance_path()
        file = path / "config.toml"
        if not file.is_file():
            return {}
        try:
            return tomllib.loads(file.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            msg = f"{file.name} cannot be read: {error}"
            raise SettingsError(msg) from error


def load_settings(**given: Any) -> Settings:
    """Return the settings of this process.

    Raises:
        pydantic.ValidationError: a key is unknown, missing or wrong; the message names it.
        SettingsError: the environment holds an unknown ``SCHEDULER_`` variable, or the file
            cannot be read.
    """
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    unknown = sorted(key for key in os.environ if key.startswith(PREFIX) and key not in known)
    if unknown:
        msg = f"unknown in the environment: {', '.join(unknown)}"
        raise SettingsError(msg)
    return Settings(**given)
