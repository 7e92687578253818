"""Every address of the product that names an object, filled with the objects of a partnership."""

import re
from dataclasses import dataclass
from itertools import product

import sqlalchemy as sa
from flask import Flask

from scheduler.bootstrap import METADATA
from tests.isolation.canary import its_own
from tests.isolation.neighbours import Neighbour

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
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
    """Return every address with an object in it, for every object it could name.

    Raises:
        LookupError: an argument of a new kind; say here what fills it.
    """
    partnership_id = whose.cast.partnership.id
    public = objects_of(connection, partnership_id, "public_id")
    objects = {
        "ref": [ref for ref in objects_of(connection, partnership_id, "ref") if "/" in ref],
        "partnership": [whose.cast.partnership.ref],
        "token": list(whose.tokens[:1]),
        "string": public,
    }
    found = []
    for rule in app.url_map.iter_rules():
        kinds = [(kind or "string", name) for kind, name in _ARGUMENT.findall(rule.rule)]
        nobodys = [_NOBODYS.get(f"{kind}:{name}") for kind, name in kinds]
        if all(nobodys):
            continue
        choices = []
        for (kind, name), values in zip(kinds, nobodys, strict=True):
            if not values and kind not in objects:
                raise LookupError(f"{rule.rule}: nothing fills <{kind}:{name}>")
            named = kind == "string" and name in objects
            choices.append(values or objects[name if named else kind])
        methods = frozenset(rule.methods or ()) - {"OPTIONS"}
        for chosen in product(*choices):
            path = _filled(rule.rule, chosen)
            found.append(Place(rule.rule, path, methods))
    return found


def _filled(rule: str, values: tuple[str, ...]) -> str:
    waiting = iter(values)
    return _ARGUMENT.sub(lambda _found: next(waiting), rule)


def objects_of(connection: sa.Connection, partnership_id: int, column: str) -> list[str]:
    """Return the references or public ids of everything that is one partnership's alone."""
    found: list[str] = []
    for table in METADATA.sorted_tables:
        condition = its_own(table, partnership_id)
        if condition is not None and column in table.c:
            found += connection.scalars(sa.select(table.c[column]).where(condition))
    return found
