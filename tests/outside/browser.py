"""A browser without scripts: pages, links, forms and cookies over real HTTP."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from functools import cached_property
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

from flask import Flask

from tests.outside.document import Element, parse
from tests.outside.forms import Form, Value

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LONGEST_WAY = 6


@dataclass(frozen=True)
class Page:
    """One answer; ``address`` is the path it was found at in the end."""

    status: int
    address: str
    headers: Message
    body: bytes
    way: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @cached_property
    def document(self) -> Element:
        """The page as a tree."""
        return parse(self.text)

    @property
    def main(self) -> Element:
        """What the page itself is about, without the frame."""
        return self.document.one("main")

    @property
    def said(self) -> str:
        """What a reader sees of the page itself."""
        return self.main.text

    @property
    def forms(self) -> list[Form]:
        """Every form of the page, those of the frame included."""
        return [Form(element, self.address) for element in self.document.all("form")]

    def form(self, ending: str | None = None) -> Form:
        """Return the form of the page's main part, chosen by the end of where it is sent to."""
        forms = [Form(element, self.address) for element in self.main.all("form")]
        forms = [form for form in forms if form.action != "/language"]
        found = [f for f in forms if ending is None or urlsplit(f.action).path.endswith(ending)]
        assert found, f"{self.address}: no form to {ending} in {[f.action for f in forms]}"
        return found[0]

    def link(self, words: str) -> str:
        """Return where the first link of the page leads whose text holds ``words``."""
        links = self.document.all("a")
        found = [a.attributes["href"] for a in links if words in a.text and "href" in a.attributes]
        assert found, f"{self.address}: no link {words!r} in {[a.text for a in links]}"
        return urljoin(self.address, found[0])

    @property
    def links(self) -> list[str]:
        """Where all links of the page lead, as paths with queries, without fragments."""
        targets = [a.attributes["href"] for a in self.document.all("a") if "href" in a.attributes]
        return [urljoin(self.address, target).partition("#")[0] for target in targets]


@dataclass
class PlainBrowser:
    """One person's browser at the server of ``origin``, such as ``http://127.0.0.1:8000``."""

    origin: str
    language: str = "en"
    cookies: dict[str, str] = field(default_factory=dict)

    def open(self, address: str, *, headers: Mapping[str, str] | None = None) -> Page:
        """Open an address, and go where it sends on to."""
        return self._follow(self.send("GET", address, headers=headers))

    def submit(
        self,
        form: Form,
        values: Mapping[str, Value] | None = None,
        *,
        press: str | None = None,
    ) -> Page:
        """Fill a form in and send it; go where the answer sends on to."""
        fields = form.filled(values or {}, press)
        if form.method == "GET":
            query = urlencode([(name, value) for name, value in fields if name != "csrf_token"])
            return self.open(f"{urlsplit(form.action).path}?{query}")
        return self._follow(self.send("POST", form.action, fields))

    def send(
        self,
        method: str,
        address: str,
        fields: list[tuple[str, str]] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
    ) -> Page:
        """Make one request; return the answer as it is."""
        path = self._path(address)
        sent = {"Accept-Language": self.language, **(headers or {})}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = None
        if fields is not None:
            body = urlencode(fields)
            sent["Content-Type"] = "application/x-www-form-urlencoded"
            sent["Sec-Fetch-Site"] = "same-origin"
        page = self._exchange(method, path, body, sent)
        self._keep_cookies(page.headers)
        return page

    def _exchange(self, method: str, path: str, body: str | None, sent: dict[str, str]) -> Page:
        connection = HTTPConnection(urlsplit(self.origin).netloc, timeout=30)
        try:
            connection.request(method, path, body, sent)
            answer = connection.getresponse()
            return Page(answer.status, path, answer.headers, answer.read())
        finally:
            connection.close()

    def _follow(self, page: Page) -> Page:
        way: tuple[str, ...] = ()
        while page.status in _REDIRECTS:
            way = (*way, page.address)
            assert len(way) < _LONGEST_WAY, f"sent around in a circle: {way}"
            page = self.send("GET", urljoin(self.origin + page.address, page.headers["Location"]))
        return Page(page.status, page.address, page.headers, page.body, way)

    def _path(self, address: str) -> str:
        parts = urlsplit(urljoin(self.origin, address))
        assert f"{parts.scheme}://{parts.netloc}" == self.origin, f"{address} leads elsewhere"
        return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")

    def _keep_cookies(self, headers: Message) -> None:
        for line in headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(line).items():
                if morsel.value and morsel["max-age"] != "0":
                    self.cookies[name] = morsel.value
                else:
                    self.cookies.pop(name, None)


@dataclass
class BrowserOfApp(PlainBrowser):
    """The same, but the application answers right here, in whatever transaction it was given."""

    app: Flask = field(kw_only=True)

    def _exchange(self, method: str, path: str, body: str | None, sent: dict[str, str]) -> Page:
        client = self.app.test_client(use_cookies=False)
        answer = client.open(path, method=method, data=body, headers=sent, base_url=self.origin)
        headers = Message()
        for name, value in answer.headers:
            headers[name] = value
        return Page(answer.status_code, path, headers, answer.data)
