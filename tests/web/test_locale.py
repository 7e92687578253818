"""Which language a page comes in."""

import pytest

from scheduler.bootstrap.container import Container
from scheduler.kernel.rules.language import Language
from tests.builders.cast import Cast
from tests.web.browser import Browser, SignIn
from tests.web.letters import delivered


def language_of(browser: Browser, **headers: str) -> str:
    """Return the language a page says it is in."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return browser.get("/help", headers=named).text.split('<html lang="')[1].split('"')[0]


@pytest.mark.parametrize(
    ("wish", "tag"),
    [
        ("", "zh-Hans-CN"),
        ("de", "zh-Hans-CN"),
        ("de, en;q=0.5", "en"),
        ("en-US,en;q=0.9", "en"),
        ("zh", "zh-Hans-CN"),
        ("zh-CN", "zh-Hans-CN"),
        ("zh-SG", "zh-Hans-CN"),
        ("zh-HK", "zh-Hant-HK"),
        ("zh-TW,zh;q=0.9,en;q=0.8", "zh-Hant-HK"),
        ("zh-Hant-HK", "zh-Hant-HK"),
        ("en;q=0.3, zh-MO;q=0.8", "zh-Hant-HK"),
        ("*", "zh-Hans-CN"),
        ("x" * 5000, "zh-Hans-CN"),
    ],
)
def test_strangers_read_the_language_their_browser_wishes(
    client: Browser, wish: str, tag: str
) -> None:
    assert language_of(client, Accept_Language=wish) == tag


def test_a_choice_is_remembered_by_the_browser_and_beats_its_wish(client: Browser) -> None:
    reply = client.submit("/language", language="zh_Hant", next="/help?x=1")

    assert (reply.status_code, reply.location) == (303, "/help?x=1")
    assert language_of(client, Accept_Language="en") == "zh-Hant-HK"
    cookie = client.get_cookie("language")
    assert cookie is not None
    assert (cookie.http_only, cookie.same_site, cookie.value) == (True, "Lax", "zh_Hant")


def test_a_persons_language_beats_the_browsers(
    client: Browser, cast: Cast, sign_in: SignIn
) -> None:
    client.submit("/language", language="zh_Hant")
    assert cast.coordinator.person.language is Language.EN

    sign_in(client, cast.coordinator)

    assert language_of(client, Accept_Language="zh-CN") == "en"


def test_a_choice_while_signed_in_holds_for_the_session_and_changes_no_letters(
    client: Browser, cast: Cast, sign_in: SignIn, container: Container
) -> None:
    sign_in(client, cast.coordinator)
    client.submit("/language", language="zh_Hans")
    assert language_of(client) == "zh-Hans-CN"

    client.submit("/signout")
    client.submit("/signin", "/signin", email=cast.coordinator.account.email)

    (letter,) = delivered(container)
    assert letter["Content-Language"] in {None, "en"}


@pytest.mark.parametrize("language", ["", "de", "../../etc", "EN", "zh-Hant"])
def test_an_unknown_language_is_refused(client: Browser, language: str) -> None:
    assert client.submit("/language", language=language).status_code == 400
    assert client.get_cookie("language") is None


def test_a_made_up_cookie_is_no_choice(client: Browser) -> None:
    client.set_cookie("language", "../../../x")

    assert language_of(client, Accept_Language="en") == "en"


def test_choosing_a_language_leads_to_no_other_host(client: Browser) -> None:
    reply = client.submit("/language", language="en", next="https://evil.example/")

    assert reply.location == "/"
