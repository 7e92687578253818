"""Every module is short, documented, and imports only at its top."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.house.sources import calls, dotted, imported, modules, text, tree

EVERYWHERE = modules("scheduler", "tests")
PRODUCT = modules("scheduler")
LONGEST_MODULE = 300
LONGEST_FUNCTION = 50
UNIT_OF_WORK = Path("scheduler/kernel/unit_of_work.py")
CLOCK = Path("scheduler/kernel/clock.py")
_CLOCK_CALLS = {
    "date.today",
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
}


def product_calls(*, apart_from: Path | None = None) -> Iterator[tuple[str, str, ast.Call]]:
    """Yield place, dotted name and node of every call in the product."""
    for path in PRODUCT:
        if path != apart_from:
            for call in calls(path):
                # A call on a call has no dotted name; its last word is enough for our rules.
                name = dotted(call.func) or getattr(call.func, "attr", "")
                yield f"{path}:{call.lineno}", name, call


def test_modules_fit_on_a_few_screens() -> None:
    lengths = {str(path): len(text(path).splitlines()) for path in EVERYWHERE}
    assert {path: n for path, n in lengths.items() if n > LONGEST_MODULE} == {}


def test_functions_fit_on_a_screen() -> None:
    lengths = {
        f"{path}:{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in EVERYWHERE
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: n for name, n in lengths.items() if n > LONGEST_FUNCTION} == {}


def test_modules_say_what_they_hold() -> None:
    assert [str(path) for path in EVERYWHERE if not ast.get_docstring(tree(path))] == []


def test_imports_stand_at_the_top() -> None:
    inner = [
        f"{path}:{node.lineno}"
        for path in EVERYWHERE
        for outer in tree(path).body
        for node in ast.walk(outer)
        if node is not outer and isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert inner == []


def test_types_need_no_import_of_their_own() -> None:
    # In a string or a comment the name is harmless; as a name or an attribute it is not.
    uses = [
        f"{path}:{node.lineno}"
        for path in EVERYWHERE
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Name | ast.Attribute)
        and dotted(node).split(".")[-1] == "TYPE_CHECKING"
    ]
    assert uses == []


def test_nobody_commits_but_the_unit_of_work() -> None:
    found = product_calls(apart_from=UNIT_OF_WORK)
    ends = [
        f"{place} {name}()"
        for place, name, call in found
        if isinstance(call.func, ast.Attribute) and call.func.attr in {"commit", "rollback"}
    ]
    assert ends == []


def test_nobody_reads_a_clock_but_the_clock() -> None:
    readings = [
        f"{place} {name}()"
        for place, name, _ in product_calls(apart_from=CLOCK)
        if ".".join(name.split(".")[-2:]) in _CLOCK_CALLS
    ]
    assert readings == []


def test_nothing_goes_round_escaping() -> None:
    found = [
        f"{place} {name}()"
        for place, name, _ in product_calls()
        if name.split(".")[-1] in {"Markup", "render_template_string"}
    ]
    assert found == []


def test_certificates_are_always_verified() -> None:
    unverified = [
        place
        for place, _, call in product_calls()
        for word in call.keywords
        if word.arg == "verify" and ast.unparse(word.value) == "False"
    ]
    assert unverified == []


def test_no_attribute_is_chosen_by_a_request() -> None:
    chosen = [
        place
        for place, name, call in product_calls()
        if name in {"getattr", "setattr"} and "request" in ast.unparse(call)
    ]
    assert chosen == []


def test_nothing_is_pickled() -> None:
    serialisers = {"pickle", "marshal", "shelve", "dill"}
    importers = [
        f"{path}:{line}"
        for path in EVERYWHERE
        for name, line in imported(path)
        if name.split(".")[0] in serialisers
    ]
    assert importers == []


def test_rules_import_the_standard_library_and_rules() -> None:
    strangers = [
        f"{path}:{line} {name}"
        for path in PRODUCT
        if "rules" in path.parts
        for name, line in imported(path)
        if name.split(".")[0] not in sys.stdlib_module_names
        and not (name.startswith("scheduler.") and name.split(".")[2:3] == ["rules"])
    ]
    assert strangers == []
