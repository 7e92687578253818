"""What the architecture tests look at: the tracked files and their syntax trees."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@cache
def tracked_files() -> tuple[Path, ...]:
    """Return every file that git has or would take, relative to the root."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    names = sorted(set(listed.stdout.split("\0")) - {""})
    return tuple(Path(name) for name in names if (ROOT / name).is_file())


def modules(*folders: str) -> list[Path]:
    """Return the Python modules below `folders`, without the generated revisions."""
    return [
        path
        for path in tracked_files()
        if path.suffix == ".py" and path.parts[0] in folders and "versions" not in path.parts
    ]


def templates() -> list[Path]:
    """Return every template, of pages and of letters."""
    return [path for path in tracked_files() if path.parts[0] == "templates"]


def page_templates() -> list[Path]:
    """Return the templates of pages; letters follow the rules of mail programs instead."""
    return [path for path in templates() if path.suffix == ".html" and "letters" not in path.parts]


def text(path: Path) -> str:
    """Return the content of a tracked file."""
    return (ROOT / path).read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    """Return the syntax tree of a tracked module."""
    return ast.parse(text(path), filename=str(path))


def dotted(node: ast.expr) -> str:
    """Return `a.b.c` for a name or a chain of attributes, and `""` for anything else."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=attr):
            return f"{dotted(value)}.{attr}"
        case _:
            return ""


def calls(path: Path) -> Iterator[ast.Call]:
    """Yield every call in a module."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def imported(path: Path) -> Iterator[tuple[str, int]]:
    """Yield each imported module with its line; `from a import b` counts as `a.b`."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield f"{'.' * node.level}{node.module or ''}.{alias.name}", node.lineno
