"""Every address of the product that names an object, filled with the objects of a partnership."""

import re
from dataclasses import dataclass
from itertools import product

import sqlalchemy as sa
from flask import Flask

from scheduler.bootstrap import METADATA
from tests.isolation.canary import its_own
from tests.isolation.neighbours import Neighbour

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"})
_ARGUMENT = re.compile(r"<(?:(\w+)(?:\([^)]*\))?:)?(\w+)>")
# Arguments that name no object of anybody: files of ours, years.
_NOBODYS = {"path:name": ["app.css"], "int:year": ["2027"]}


@dataclass(frozen=True)
class Place:
    """One address, the rule it was made from, and the methods its view takes."""

    rule: str
    path: str
    methods: frozenset[str]

    @property
    def opens_by_itself(self) -> bool:
        """Say whether a secret in the address opens it, whoever comes."""
        return "token>" in self.rule


def places_of(app: Flask, connection: sa.Connection, whose: Neighbour) -> list[Place]:
    """Return every address with an object in it, filled with one object of each kind.

    Raises:
        LookupError: an argument of a new kind; say here what fills it.
    """
    partnership_id = whose.cast.partnership.id
    objects = {
        "ref": list(one_ref_each(connection, partnership_id).values()),
        "partnership": [whose.cast.partnership.ref],
        "token": list(whose.tokens[:1]),
        "string": [ids[0] for ids in _column(connection, partnership_id, "public_id").values()],
    }
    found = []
    for rule in app.url_map.iter_rules():
        kinds = [(kind or "string", name) for kind, name in _ARGUMENT.findall(rule.rule)]
        nobodys = [_NOBODYS.get(f"{kind}:{name}") for kind, name in kinds]
        if all(nobodys):
            continue
        choices = []
        for (kind, name), values in zip(kinds, nobodys, strict=True):
            filling = "token" if name == "token" else kind
            if not values and filling not in objects:
                raise LookupError(f"{rule.rule}: nothing fills <{kind}:{name}>")
            choices.append(values or objects[filling])
        methods = frozenset(rule.methods or ()) - {"OPTIONS"}
        paths = (_filled(rule.rule, chosen) for chosen in product(*choices))
        found += [Place(rule.rule, path, methods) for path in paths]
    return found


def _filled(rule: str, values: tuple[str, ...]) -> str:
    waiting = iter(values)
    return _ARGUMENT.sub(lambda _found: next(waiting), rule)


def one_ref_each(connection: sa.Connection, partnership_id: int) -> dict[str, str]:
    """Return the first reference of each kind that a partnership has, by its letter."""
    refs = _column(connection, partnership_id, "ref")
    numbered = [ref for found in refs.values() for ref in reversed(found) if "/" in ref]
    return {ref.rpartition("/")[2][0]: ref for ref in numbered}


def _column(connection: sa.Connection, partnership_id: int, name: str) -> dict[str, list[str]]:
    """Return the references or public ids of all that is one partnership's alone, by table."""
    found: dict[str, list[str]] = {}
    for table in METADATA.sorted_tables:
        condition = its_own(table, partnership_id)
        if condition is not None and name in table.c:
            query = sa.select(table.c[name]).where(condition).order_by(*table.primary_key.columns)
            found[table.name] = list(connection.scalars(query))
    return found
