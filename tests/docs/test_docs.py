"""The pages are whole: every command and word explained, every page reached, no link or path that leads nowhere."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from quotetrack import records
from quotetrack.cli import COMMANDS
from quotetrack.linking.features import COLUMN

from .pages import ROOT, blocks
from .rules import PAGE, rules_of, rules_page

DOCS = ROOT / "docs"
WRITTEN = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "SECURITY.md",
    ROOT / "CHANGELOG.md",
    *sorted(DOCS.rglob("*.md")),
]
_LINK = re.compile(r"\[[^\]]*\]\(([^()\s]+)\)")
_PATH = re.compile(r"`((?:quotetrack|tests|fixtures|docs)/[\w./-]*)`")
_HEADING = re.compile(r"#{1,6} (.+)$")

each_page = pytest.mark.parametrize("page", WRITTEN, ids=lambda page: str(page.relative_to(ROOT)))


def prose(page: Path) -> str:
    """A page without its fenced blocks."""
    lines = page.read_text(encoding="utf-8").splitlines()
    fenced = {n for block in blocks(lines) for n in range(block.start - 1, block.end + 1)}
    return "\n".join(line for n, line in enumerate(lines) if n not in fenced)


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = [found[1] for line in prose(page).splitlines() if (found := _HEADING.match(line))]
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links(page: Path) -> Iterator[tuple[Path, str]]:
    """The files of ours that a page links to, with the anchor or ""."""
    for target in _LINK.findall(prose(page)):
        if "://" not in target:
            path, _, anchor = target.partition("#")
            yield ((page.parent / path).resolve() if path else page), anchor


@each_page
def test_links_lead_somewhere(page: Path) -> None:
    dead = [
        f"{target}#{anchor}"
        for target, anchor in links(page)
        if not target.exists() or (anchor and anchor not in anchors(target))
    ]
    assert dead == []


@each_page
def test_paths_named_exist(page: Path) -> None:
    assert [path for path in _PATH.findall(prose(page)) if not (ROOT / path).exists()] == []


def test_every_page_is_linked_from_the_readme_or_the_index() -> None:
    linked = {target for page in (ROOT / "README.md", DOCS / "README.md") for target, _ in links(page)}
    folders = (DOCS, DOCS / "guides", DOCS / "recipes")
    pages = {page for folder in folders for page in folder.glob("*.md")} | {DOCS / "changes" / "README.md"}
    assert sorted(page.name for page in pages - linked) == []


@pytest.mark.parametrize("command", [name for names in COMMANDS.values() for name in names])
def test_every_command_is_explained_by_hand(command: str) -> None:
    pages = (DOCS / "quickstart.md", *sorted((DOCS / "guides").glob("*.md")))
    by_hand = "\n".join(prose(page) for page in pages)
    run = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    assert re.search(rf"`(?:quotetrack )?{command}\b[^`]*`", by_hand)
    needs_gold = command in ("evaluate", "train")  # annotated articles are not part of the project
    assert needs_gold or f"$ quotetrack {command} " in run


def test_the_page_of_rules_is_up_to_date() -> None:
    """Stale? `make docs` brings it up to date."""
    assert PAGE.read_text(encoding="utf-8") == rules_page()


def test_a_rule_comes_with_its_parts_and_in_its_order() -> None:
    parts = "Matches: He said\n    so.\n    Leaves: He left.\n    Source: a book."
    module = ast.parse(
        f'def late(x):\n    """A *late* one.\n    {parts}"""\n'
        f'def early(x):\n    """An early one.\n    {parts}"""\n'
        'def helper(x):\n    """No rule."""\n'
        "RULES: tuple[Rule, ...] = (early, late)\n"
    )
    early, late = rules_of(module)
    assert (early.name, early.pattern) == ("early", "An early one.")
    assert late.parts == (("Matches", "He said so."), ("Leaves", "He left."), ("Source", "a book."))


WORDS = {
    "act": get_args(records.Act),
    "zone": get_args(records.ZoneKind),
    "kind": get_args(records.Kind),
    "stance": get_args(records.Stance),
    "kind of speaker": get_args(records.SpeakerKind),
    "status": get_args(records.Status),
}


@pytest.mark.parametrize("column", WORDS)
def test_every_value_of_the_records_has_a_row_in_the_concepts(column: str) -> None:
    page = (DOCS / "concepts.md").read_text(encoding="utf-8").splitlines()
    start = next(n for n, line in enumerate(page) if line.startswith(f"| {column} |"))
    rows = []
    for line in page[start + 2 :]:
        if not line.startswith("|"):
            break
        rows.append(line.split("`")[1])
    assert rows == list(WORDS[column])


@pytest.mark.parametrize("value", [*get_args(records.Where), *get_args(records.Precision)])
def test_every_place_and_precision_is_in_the_concepts(value: str) -> None:
    assert f"`{value}`" in prose(DOCS / "concepts.md")


@pytest.mark.parametrize(
    "name",
    [
        "Agencies",
        "Via",
        "Evidence",
        "Candidates",
        "Place",
        "Hearer",
        "Digest",
        "Speaks for",
        "Anonymity",
        "Not speech",
        "Translated",
        "Review",
        "Decision",
    ],
)
def test_words_of_the_output_are_concepts(name: str) -> None:
    assert f"**{name}**" in prose(DOCS / "concepts.md")


@pytest.mark.parametrize("page", ["architecture.md", "data-and-licences.md"])
def test_the_features_of_a_pair_are_counted_right(page: str) -> None:
    told = re.findall(r"(\d+) numbers\s+a\s+pair", prose(DOCS / page))
    assert told == [str(len(COLUMN))]


def test_every_package_has_its_licence() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [name for names in project["optional-dependencies"].values() for name in names]
    wanted = {re.split(r"[\[<>=]", name)[0] for name in [*project["dependencies"], *extras]}
    page = prose(DOCS / "data-and-licences.md")
    assert (
        sorted(name for name in wanted if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", page)) == []
    )


def test_every_data_file_has_its_origin() -> None:
    page = prose(DOCS / "data-and-licences.md")
    files = [p for p in (ROOT / "quotetrack").rglob("*") if p.suffix in (".json", ".toml", ".csv", ".txt")]
    assert [str(p.relative_to(ROOT)) for p in files if f"`{p.relative_to(ROOT)}`" not in page] == []


def imports() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """For each module or folder of the package: which others of ours it imports, and which packages."""
    ours: dict[str, set[str]] = defaultdict(set)
    theirs: dict[str, set[str]] = defaultdict(set)
    package = ROOT / "quotetrack"
    for path in package.rglob("*.py"):
        room = path.relative_to(package).parts[0].removesuffix(".py")
        for name in _imported(ast.parse(path.read_text(encoding="utf-8"))):
            top, _, rest = name.partition(".")
            used = rest.partition(".")[0]
            if top != "quotetrack" and top not in sys.stdlib_module_names:
                theirs[room].add(top)
            elif top == "quotetrack" and used not in ("", room):
                ours[room].add(used)
    return ours, theirs


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "quotetrack":
            yield from (f"quotetrack.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_the_table_of_arrows_is_what_the_code_imports() -> None:
    rows = re.findall(r"^\| `(\w+)` \|(.*)\|(.*)\|$", prose(DOCS / "architecture.md"), re.MULTILINE)
    told = {
        room: (set(re.findall(r"\w+", ours)), set(re.findall(r"\w+", theirs))) for room, ours, theirs in rows
    }
    ours, theirs = imports()
    rooms = {path.stem for path in (ROOT / "quotetrack").iterdir() if path.suffix == ".py" or path.is_dir()}
    rooms -= {"__init__", "__main__", "__pycache__"}
    assert told == {room: (ours[room] & rooms, theirs[room]) for room in sorted(rooms)}
