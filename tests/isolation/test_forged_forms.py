"""Forms of B filled with names of A's things: refused, and A's things stay as they were."""

import pytest
import sqlalchemy as sa

from tests.isolation.addresses import one_ref_each
from tests.isolation.canary import crossing_references, snapshot
from tests.isolation.neighbours import WORD, Neighbours
from tests.isolation.test_canary import STARTS
from tests.outside.crawl import crawl
from tests.outside.forms import Form
from tests.outside.installation import Installation, signed_in

_ORDINARY = frozenset({"web_session", "throttle", "subscription_use", "audit_chain", "audit_entry"})
# Ends the session that the other forms are sent in.
_LEFT_OUT = frozenset({"/signout", "/language"})


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_no_form_of_b_takes_anything_of_a(
    installation: Installation, neighbours: Neighbours, tables: sa.Engine
) -> None:
    browser = signed_in(installation, neighbours.b.email)
    pages = crawl(browser, STARTS)
    forged = _things_of_a(tables, neighbours)
    of_a = _rows_of_a(tables)

    sent = 0
    # One form of each kind: those that ask for the same things are taken by the same view.
    for form in {frozenset(form.names): form for page in pages for form in page.forms}.values():
        if form.method != "POST" or form.action in _LEFT_OUT:
            continue
        for name in sorted(_choices(form)):
            for value in forged:
                fields = [(n, value if n == name else v) for n, v in form.filled({}, None)]
                page = browser.send("POST", form.action, fields)
                sent += 1
                assert page.status in {400, 403, 404, 409, 422}, f"{form.action} {name}={value}"
                assert WORD not in page.text.casefold(), f"{form.action} {name}={value}"

    assert sent > 0
    assert crossing_references(tables) == []
    assert _rows_of_a(tables) == of_a


def _choices(form: Form) -> set[str]:
    """Return the names of lists and round buttons that choose among things, not words."""
    return {
        control.attributes["name"]
        for control in form.controls
        if control.tag == "select"
        and any(not value.isupper() for value, _label in form.options(control.attributes["name"]))
    }


def _things_of_a(tables: sa.Engine, neighbours: Neighbours) -> list[str]:
    """Return what choices on A's own pages would be sent as."""
    cast = neighbours.a.cast
    people = [cast.coordinator.person.public_id, cast.university.public_id]
    owners = [
        f"post-{cast.coordinator.post.public_id}",
        f"organisation-{cast.university.public_id}",
        f"person-{cast.coordinator.person.public_id}",
    ]
    with tables.connect() as connection:
        refs = one_ref_each(connection, cast.partnership.id)
    return [*people, *owners, refs["C"], refs["M"], refs["R"], cast.partnership.ref]


def _rows_of_a(tables: sa.Engine) -> dict[str, list[tuple[str, ...]]]:
    """Return every row with the word in it."""
    everything = snapshot(tables, without=_ORDINARY)
    return {name: [row for row in rows if WORD in str(row)] for name, rows in everything.items()}
