"""A word written into every text of A shows nowhere at B: no page, no calendar, no letter."""

from email.message import EmailMessage
from itertools import product
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
import sqlalchemy as sa

from tests.conftest import HandClock
from tests.isolation.addresses import one_ref_each
from tests.isolation.canary import empty_columns
from tests.isolation.neighbours import A_REF, NAME, WORD, Neighbours
from tests.outside.browser import Page
from tests.outside.crawl import crawl
from tests.outside.installation import Installation, signed_in

# Where hundreds of questions are asked, one database answers for both.
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
STARTS = ("/", "/my", "/actions", "/meetings", "/agreements", "/decisions", "/me/feeds")


@pytest.fixture(scope="module")
def pages_of_b(installation: Installation, neighbours: Neighbours) -> list[Page]:
    """Return every page that B's coordinator comes to by links."""
    return crawl(signed_in(installation, neighbours.b.email), STARTS)


def test_every_text_of_a_holds_the_word(tables: sa.Engine, neighbours: Neighbours) -> None:
    assert empty_columns(tables, neighbours.a.cast.partnership.id) == set()


def test_a_itself_meets_the_word_on_its_pages(
    installation: Installation, neighbours: Neighbours
) -> None:
    pages = crawl(signed_in(installation, neighbours.a.email), STARTS)

    assert sum(WORD in page.text.casefold() for page in pages) > len(pages) / 2


def test_no_page_of_b_holds_the_word(pages_of_b: list[Page]) -> None:
    assert [page.address for page in pages_of_b if page.status != 200] == []
    assert [page.address for page in pages_of_b if _told(page)] == []


@on_sqlite
def test_no_filter_search_or_preset_of_b_reaches_a(
    installation: Installation,
    neighbours: Neighbours,
    pages_of_b: list[Page],
    tables: sa.Engine,
) -> None:
    browser = signed_in(installation, neighbours.b.email)

    questions, names = _questions(pages_of_b), _names_of_a(tables, neighbours)

    # What was asked for may stand in the answer, so each question looks for the other word.
    assert questions
    for path, name in questions:
        assert NAME not in browser.open(f"{path}?{name}={WORD}").text.casefold(), (path, name)
    for (path, name), value in product(questions, names):
        page = browser.open(f"{path}?{name}={quote(value)}")
        assert WORD not in page.text.casefold(), page.address
        assert page.status < 500, page.address


def test_no_calendar_of_b_holds_the_word(
    installation: Installation, neighbours: Neighbours
) -> None:
    stranger = installation.browser()

    for ours, theirs in zip(neighbours.a.tokens, neighbours.b.tokens, strict=True):
        a, b = (stranger.open(f"/feeds/{token}.ics") for token in (ours, theirs))
        assert (a.status, b.status) == (200, 200)
        assert WORD in _unfolded(a)
        assert not _told(b, text=_unfolded(b))


def test_a_reference_of_a_changes_nothing_about_a_calendar_of_b(
    installation: Installation, neighbours: Neighbours
) -> None:
    address = f"/feeds/{neighbours.b.tokens[0]}.ics"
    plain = installation.browser().open(address)

    for query in (f"partnership={A_REF}", f"scope=partnership:{A_REF}", "scope=all"):
        assert installation.browser().open(f"{address}?{query}").body == plain.body


def test_no_letter_to_people_of_b_holds_the_word(
    installation: Installation, neighbours: Neighbours
) -> None:
    clock = installation.clock
    assert isinstance(clock, HandClock)
    for _day in range(8):
        installation.sweep("plan", "fire", "deliver")
        clock.forward(days=1)
    letters = installation.new_letters()
    to_b = [letter for letter in letters if "@sc-plain.example" in str(letter["To"])]
    liaison = neighbours.b.cast.liaison.account.email

    assert any(WORD in _words_of(letter) for letter in letters if letter not in to_b)
    only_b = [letter for letter in to_b if liaison not in str(letter["To"])]
    assert only_b
    assert [str(letter["To"]) for letter in only_b if WORD in _words_of(letter)] == []
    # The liaison of both is told about both.
    assert any(WORD in _words_of(letter) for letter in to_b if liaison in str(letter["To"]))


def _told(page: Page, text: str = "") -> bool:
    """Say whether a page names A or holds its words, in any spelling, in body or headers."""
    told = f"{page.headers}\n{text or page.text}".casefold()
    return NAME in told or WORD in told


def _questions(pages: list[Page]) -> list[tuple[str, str]]:
    """Return the path and the name of everything that can be asked for in an address."""
    found = set()
    for page in pages:
        if page.headers.get_content_type() != "text/html":
            continue
        path = urlsplit(page.address).path
        for form in page.forms:
            if form.method == "GET":
                found |= {(urlsplit(form.action).path, name) for name in form.names}
        for link in page.links:
            parts = urlsplit(link)
            if not parts.netloc:
                found |= {(parts.path or path, name) for name, _value in parse_qsl(parts.query)}
    return sorted(found)


def _names_of_a(tables: sa.Engine, neighbours: Neighbours) -> list[str]:
    """Return references of A, and what its people and organisations go by."""
    with tables.connect() as connection:
        refs = one_ref_each(connection, neighbours.a.cast.partnership.id)
    cast = neighbours.a.cast
    public = [cast.university.public_id, f"post-{cast.coordinator.post.public_id}"]
    return [A_REF, *(refs[letter] for letter in "AMD"), *public]


def _unfolded(page: Page) -> str:
    return page.text.replace("\r\n ", "").casefold()


def _words_of(letter: EmailMessage) -> str:
    """Return everything a letter says, headers included, decoded."""
    headers = "\n".join(f"{name}: {value}" for name, value in letter.items())
    bodies = [part.get_content() for part in letter.walk() if part.get_content_maintype() == "text"]
    return "\n".join([headers, *bodies]).casefold()
