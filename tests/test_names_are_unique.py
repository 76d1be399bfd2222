"""One name, one meaning: no public class, function or constant of the package stands in two modules."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import quotetrack

FOLDER = Path(quotetrack.__file__).parent


def defined(tree: ast.Module) -> Iterator[str]:
    """The public names that a module defines at its top, but not what it imports."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield node.name
        elif isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id


def homes() -> dict[str, list[str]]:
    """The modules that define each public name."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(FOLDER.rglob("*.py")):
        module = path.relative_to(FOLDER).with_suffix("").as_posix()
        for name in set(defined(ast.parse(path.read_text(encoding="utf-8")))):
            if not name.startswith("_"):
                found[name].append(module)
    return found


TABLES = {
    "write": "each format of `export` has one",
    "RULES": "each module of rules has its table",
    "SETTINGS": "each module has the numbers that were chosen in one record",
    "T": "a type variable",
    "app": "a command with others beneath it",
    "router": "each view of the desk has one, and the interface for programs",
    "upgrade": "Alembic's name",
    "revision": "Alembic's name",
    "down_revision": "Alembic's name",
}
"""Names that stand in several modules since each is read by its name from each."""

NOT_YET: frozenset[str] = frozenset(
    """
    JsonObject extract_articles
    """.split()
)
"""Names that stand for several things. The list may only get shorter."""


def is_of_a_table(name: str, modules: list[str]) -> bool:
    """True for a name of `TABLES`, and if all modules but one are the command of that name, a view of the desk, or the
    table of that name in the database: commands and views are called as the method they run, a table as what it
    holds."""
    of_views = ("desk/views/", "desk/api/")
    own = [m for m in modules if m not in ("store/tables", f"cli/{name}") and not m.startswith(of_views)]
    return name in TABLES or len(own) <= 1


def several() -> set[str]:
    return {
        name for name, modules in homes().items() if len(modules) > 1 and not is_of_a_table(name, modules)
    }


def test_no_public_name_stands_in_two_modules() -> None:
    new = {name: homes()[name] for name in several() - NOT_YET}
    assert not new, "one name, one meaning: call one of them otherwise"


def test_the_list_of_exceptions_is_no_longer_than_need_be() -> None:
    assert not NOT_YET - several()
