"""Serving the pages with gunicorn: processes with threads, each with connections of its own."""

import logging
from typing import Any, Final

from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]
from gunicorn.glogging import Logger  # type: ignore[import-untyped]

from scheduler.bootstrap import Settings
from scheduler.bootstrap.container import make_container
from scheduler.web.app import create_app
from scheduler.web.redaction import Redacting

# No query and no referrer: searches are nobody's business, and both may hold secrets.
_LINE: Final = '%(t)s %(h)s "%(m)s %(U)s" %(s)s %(b)s %(M)sms'


class QuietLogger(Logger):  # type: ignore[misc]
    """Gunicorn's logger without the secrets of addresses."""

    def setup(self, cfg: Any) -> None:
        """Put the filter before both logs."""
        super().setup(cfg)
        for log in (self.error_log, self.access_log):
            log.filters[:] = [Redacting()]


class Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn, told everything by our settings and nothing by files or the command line."""

    def __init__(self, settings: Settings, options: dict[str, Any]) -> None:
        self._settings = settings
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        """Hand over the options."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Make the application; called in each process after the fork."""
        write_to_log()
        return create_app(make_container(self._settings))


def serve_forever(settings: Settings, *, host: str, port: int) -> None:
    """Serve on one address until the process is told to end."""
    Server(settings, options(settings, host, port)).run()


def options(settings: Settings, host: str, port: int) -> dict[str, Any]:
    """Return what gunicorn is told."""
    return {
        "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        "workers": settings.web_workers,
        "threads": settings.web_threads,
        "worker_class": "gthread",
        "timeout": 60,
        "graceful_timeout": 10,
        "accesslog": "-",
        "access_log_format": _LINE,
        "logger_class": QuietLogger,
        "control_socket_disable": True,
        # What proxies may say is decided in one place, by ``trusted_proxies``.
        "forwarded_allow_ips": "",
    }


def write_to_log() -> None:
    """Send our own log to the error stream, redacted as well."""
    handler = logging.StreamHandler()
    handler.addFilter(Redacting())
    handler.setFormatter(logging.Formatter("%(asctime)s [%(process)d] [%(levelname)s] %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    # It tells every look at the schema's revision.
    logging.getLogger("alembic").setLevel(logging.WARNING)
