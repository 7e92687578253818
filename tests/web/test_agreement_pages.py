"""Agreements and schemes on the web: written down, signed, agreed, with conditions found met."""

import re
from datetime import date

import pytest
import sqlalchemy as sa

from scheduler.agreements.usecases.agreements import sign_agreement
from scheduler.kernel.rules.actor import Actor, Via, system_actor
from scheduler.kernel.unit_of_work import Transactions
from scheduler.parties.usecases.people import give_post
from tests.builders.agreements import a_draft_agreement, a_scheme, an_agreement
from tests.builders.cast import SINCE, Cast, a_cast
from tests.builders.statements import counted
from tests.web.browser import Browser, SignIn

REF = "SC-CITYU/2027/G01"
_VERSION = re.compile(r'name="version" value="(\d+)"')
_CONDITION = re.compile(r'name="condition" value="(\d+)"')


def step(browser: Browser, path: str, **fields: str) -> int:
    """Send a step's form with the version it was opened at; return the answer's status."""
    found = _VERSION.search(browser.get(path).text)
    assert found is not None, path
    return browser.submit(path, version=found[1], **fields).status_code


@pytest.fixture
def coordinator(client: Browser, cast: Cast, sign_in: SignIn) -> Browser:
    return sign_in(client, cast.coordinator)


def new_agreement(cast: Cast) -> dict[str, str]:
    return {
        "kind": "STRATEGIC",
        "title_zh_hans": "战略合作协议",
        "starts_on": "2027-01-01",
        "ends_on": "2031-12-31",
        "department": cast.department.public_id,
        "university": cast.university.public_id,
        "university_name_en": "Example Name",
    }


def test_an_agreement_goes_from_a_draft_to_an_agreed_scheme_by_forms_alone(
    coordinator: Browser, cast: Cast
) -> None:
    written = coordinator.submit("/agreements/new?partnership=SC-CITYU", **new_agreement(cast))
    assert written.headers["Location"] == f"/agreements/{REF}"
    page = f"/agreements/{REF}"
    assert step(coordinator, f"{page}/clauses/new", kind="FIELD", text_en="Platforms") == 303
    assert step(coordinator, f"{page}/sign", signed_on="2027-01-08") == 303
    assert step(coordinator, f"{page}/in-force") == 303

    drafted = coordinator.submit(f"{page}/schemes/new", year="2027", title_en="Scheme of 2027")
    scheme = drafted.headers["Location"]
    assert scheme == "/schemes/SC-CITYU/2027/S01"
    assert step(coordinator, f"{scheme}/agree", signed_on="2027-01-08") == 422  # nothing promised
    promised = step(
        coordinator,
        f"{scheme}/commitments/new",
        kind="SUPPORT-MEASURE",
        title_en="Priority support",
        clause="1",
        condition_en="The conditions are met",
    )
    assert promised == 303
    assert step(coordinator, f"{scheme}/agree", signed_on="2027-01-08") == 303

    shown = coordinator.get(scheme).text
    condition = _CONDITION.search(shown)
    assert condition is not None
    found = coordinator.submit(f"{scheme}/conditions", condition=condition[1], state="MET")
    assert found.status_code == 303
    assert "COORDINATOR Example" in coordinator.get(scheme).text
    for part in ("reopen", "agree", "close"):
        day = {"signed_on": "2027-01-09"} if part == "agree" else {}
        assert step(coordinator, f"{scheme}/{part}", **day) == 303
    assert step(coordinator, f"{page}/terminate") == 303
    listed = coordinator.get("/agreements?partnership=SC-CITYU&status=TERMINATED").text
    assert "战略合作协议" in listed


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"ends_on": "2026-12-31"}, "The end lies before the start."),
        ({"ends_on": "2026-13-31"}, "This is not a valid day."),
        ({"title_zh_hans": ""}, "Please fill this in."),
        ({"title_zh_hans": "x" * 301}, "This is too long: at most 300 characters."),
        ({"university": "nobody"}, "Please choose one of the values offered."),
    ],
)
def test_a_wrong_agreement_gets_a_sentence_and_is_not_kept(
    coordinator: Browser, cast: Cast, wrong: dict[str, str], sentence: str
) -> None:
    reply = coordinator.submit(
        "/agreements/new?partnership=SC-CITYU", **{**new_agreement(cast), **wrong}
    )

    assert reply.status_code == 422
    assert sentence in reply.text
    assert "There is no agreement yet." in coordinator.get("/agreements").text


def test_the_second_editor_of_an_agreement_is_told_of_the_first(
    coordinator: Browser, cast: Cast, transactions: Transactions, system: Actor
) -> None:
    with transactions.begin(system) as work:
        ref = a_draft_agreement(work, cast).ref
    path = f"/agreements/{ref}/clauses/new"
    opened = _VERSION.search(coordinator.get(path).text)
    assert opened is not None
    with transactions.begin(system) as work:
        sign_agreement(work, ref, date(2027, 1, 4))

    reply = coordinator.submit(path, version=opened[1], kind="DUTY", text_en="My own clause")

    assert reply.status_code == 409
    assert "What somebody else has entered meanwhile" in reply.text
    assert "My own clause" in reply.text


@pytest.mark.parametrize("language", ["en", "zh_Hans", "zh_Hant"])
def test_every_page_shows_in_every_language(
    coordinator: Browser, cast: Cast, transactions: Transactions, system: Actor, language: str
) -> None:
    with transactions.begin(system) as work:
        draft = a_draft_agreement(work, cast, "Draft").ref
        agreement = an_agreement(work, cast)
        scheme = a_scheme(work, agreement).ref
    coordinator.submit("/language", language=language)

    for path in (
        "/agreements",
        "/agreements?status=IN-FORCE&partnership=SC-CITYU",
        "/agreements?status=nonsense&partnership=nonsense&page=x",
        "/agreements/new",
        f"/agreements/{draft}",
        f"/agreements/{draft}/clauses/new",
        f"/agreements/{draft}/sign",
        f"/agreements/{agreement.ref}",
        f"/agreements/{agreement.ref}/terminate",
        f"/agreements/{agreement.ref}/schemes/new",
        f"/schemes/{scheme}",
        f"/schemes/{scheme}/reopen",
        f"/schemes/{scheme}/close",
        f"/schemes/{scheme}/commitments/new",
    ):
        assert coordinator.get(path).status_code == 200, path


def test_who_may_only_look_finds_no_way_to_write(
    client: Browser, cast: Cast, sign_in: SignIn
) -> None:
    observer = sign_in(client, cast.observer)

    assert observer.get("/agreements").status_code == 200
    assert observer.get("/agreements/new").status_code == 403
    assert "/agreements/new" not in observer.get("/agreements").text


def test_who_has_several_partnerships_is_asked_which_one_is_meant(
    coordinator: Browser, cast: Cast, transactions: Transactions, system: Actor
) -> None:
    with transactions.begin(system) as work:
        other = a_cast(work, "SC-HKU", department=cast.department)
        give_post(work, other.coordinator.post, cast.coordinator.person, from_on=SINCE)

    asked = coordinator.get("/agreements/new")

    assert asked.status_code == 200
    assert 'value="SC-HKU"' in asked.text
    assert coordinator.get("/agreements/new?partnership=SC-HKU").status_code == 200
    assert coordinator.get("/agreements/new?partnership=NO-SUCH").status_code == 404


@pytest.mark.parametrize("amount", [1, 3])
def test_the_pages_cost_the_same_however_much_they_show(
    coordinator: Browser, cast: Cast, transactions: Transactions, engine: sa.Engine, amount: int
) -> None:
    with transactions.begin(system_actor("test", Via.CLI)) as work:
        agreements = [an_agreement(work, cast, f"Agreement {n}") for n in range(amount)]
        schemes = [a_scheme(work, agreements[0], 2019 + n).ref for n in range(amount)]

    def cost(path: str) -> int:
        coordinator.get(path)
        with counted(engine) as statements:
            assert coordinator.get(path).status_code == 200
        return len(statements)

    pages = ("/agreements", f"/agreements/{agreements[0].ref}", f"/schemes/{schemes[0]}")
    assert [cost(page) for page in pages] == [6, 7, 9]
