"""Absolute addresses of pages, made from the configured base address alone.

Letters and feeds have no request, and a request's host is not to be trusted in them.
"""

from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Links:
    """Makes every absolute address that leaves the product."""

    base_url: str

    def home(self) -> str:
        """Return the address of the first page."""
        return self._to("/")

    def my_actions(self) -> str:
        """Return the address of the reader's own action items."""
        return self._to("/my")

    def action(self, ref: str) -> str:
        """Return the address of an action item."""
        return self._to(f"/actions/{ref}")

    def meeting(self, ref: str) -> str:
        """Return the address of a meeting."""
        return self._to(f"/meetings/{ref}")

    def partnership(self, ref: str) -> str:
        """Return the address of a partnership."""
        return self._to(f"/partnerships/{ref}")

    def feed(self, token: str) -> str:
        """Return the secret address of a calendar feed."""
        return self._to(f"/feeds/{token}.ics")

    def feed_subscription(self, token: str) -> str:
        """Return a feed's address in the form that makes a device open its calendar program."""
        _, _, rest = self.feed(token).partition("://")
        return f"webcal://{rest}"

    def signin(self) -> str:
        """Return the address of the sign-in page."""
        return self._to("/signin")

    def signin_code(self) -> str:
        """Return the address of the page that asks for a code."""
        return self._to("/signin/code")

    def signin_link(self, token: str) -> str:
        """Return the address of a one-time sign-in page."""
        return self._to(f"/l/{token}")

    def _to(self, path: str) -> str:
        return self.base_url.rstrip("/") + quote(path, safe="/-._~")
