"""What every answer carries, and which requests are not even looked at."""

from typing import Final
from urllib.parse import urlsplit

from flask import Flask, current_app, request
from flask_wtf.csrf import CSRFProtect
from werkzeug.exceptions import BadRequest
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response

from scheduler.bootstrap.container import Container
from scheduler.web.context import container
from scheduler.web.endpoints import is_for_machines
from scheduler.web.redaction import holds_secret

_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; object-src 'none'"
)
_PERMISSIONS: Final = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "autoplay",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)
_HEADERS: Final = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": _PERMISSIONS,
}
_ONE_YEAR: Final = "max-age=31536000; includeSubDomains"
_LOOPBACK: Final = ("127.0.0.1", "localhost", "[::1]")
_MEGABYTE: Final = 1024 * 1024
_CHANGES: Final = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def secure(app: Flask, parts: Container) -> None:
    """Set the limits of requests and the headers of answers."""
    settings, address = parts.settings, urlsplit(parts.settings.base_url)
    app.config.update(
        SECRET_KEY=settings.secret_key.get_secret_value(),
        SESSION_COOKIE_SECURE=address.scheme == "https",
        MAX_CONTENT_LENGTH=2 * _MEGABYTE,
        MAX_FORM_MEMORY_SIZE=_MEGABYTE,
        MAX_FORM_PARTS=500,
        TRUSTED_HOSTS=trusted_hosts(address.hostname or ""),
        # A form lives as long as its session, whose end is checked on every request; and a token
        # page sends no Referer, so the origin is checked below instead.
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=0, x_port=0, x_prefix=0
        )
    app.after_request(add_headers)


def trusted_hosts(hostname: str) -> list[str]:
    """Return the hosts requests may name: the configured one, by any name of loopback."""
    host = f"[{hostname}]" if ":" in hostname else hostname
    return list(_LOOPBACK) if host in _LOOPBACK else [host]


def protect_forms(app: Flask) -> None:
    """Refuse forms that did not come from our pages; registered after who is there is known."""
    app.before_request(refuse_other_sites)
    CSRFProtect(app)


def refuse_nul() -> None:
    """Refuse an address with NUL in it, which one of the databases cannot even be asked about.

    Raises:
        BadRequest: path or query holds NUL.
    """
    if "\x00" in request.path or b"%00" in request.query_string:
        raise BadRequest


def refuse_other_sites() -> None:
    """Refuse a change that the browser itself says comes from another site.

    Raises:
        BadRequest: the request is a change and its sender is another site.
    """
    if request.method not in _CHANGES:
        return
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    if site not in {"same-origin", "none"}:
        raise BadRequest


def add_headers(response: Response) -> Response:
    """Put on every answer, errors included, what keeps browsers from doing harm with it."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    # An address with a secret in it is told to nobody, not even to another page of ours.
    told_to = "no-referrer" if holds_secret(request.path) else "same-origin"
    response.headers.setdefault("Referrer-Policy", told_to)
    response.headers.setdefault("Cache-Control", "no-store")
    if not is_for_machines():
        response.vary.add("Cookie")
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers.setdefault("Strict-Transport-Security", _ONE_YEAR)
    return response


def is_loopback() -> bool:
    """Say whether the request came from this machine and passed no trusted proxy."""
    return container().settings.trusted_proxies == 0 and request.remote_addr in {
        "127.0.0.1",
        "::1",
    }
