"""The page of rules in Markdown, made from the docstrings of the rules and from the table that explains their names.

`python -m tests.docs.rules > docs/rules.md` brings the page up to date; a test fails while it is not.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from quotetrack.export import reasons

from .pages import ROOT

PAGE = ROOT / "docs" / "rules.md"
PARTS = ("Matches", "Leaves", "Source")

_OPENING = """\
# Rules

<!-- Made by `python -m tests.docs.rules > docs/rules.md`. Change the program, not this page. -->

How quotations are found and what decides on their speakers. Each rule shows a sentence that it finds, the nearest one
that it leaves, and where it comes from; a test runs both sentences. Within a file, rules stand in order of precedence.
`quotetrack show ID --why` prints the names below of whatever decided on a quotation, with the words of the text; what
they mean to a reader stands under [Names](#names). How to add a rule: [how-to-add.md](how-to-add.md#a-rule).
"""

_NAMES: tuple[tuple[str, str, Mapping[str, str]], ...] = (
    ("What found a quotation", "`rule` of a quotation; “found by” in `show`", reasons.FOUND),
    ("What decided on the speaker, or against one", "“because” in `show`", reasons.DECIDED),
    (
        "Why somebody came into question",
        "“runner-up” and “or else” in `show --why`",
        reasons.CANDIDATE_REASONS,
    ),
    ("What was repaired", "`flags`; “repaired” in `show`", reasons.REPAIRED),
    ("Why words in marks are no speech", "`rule` in `quotes --not-speech`", reasons.NOT_SPEECH_REASONS),
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: the name of its function, its pattern in words, and the other parts of its docstring by name."""

    name: str
    pattern: str
    parts: tuple[tuple[str, str], ...]


def rules_page() -> str:
    """The whole page, ended by one line break."""
    parts = [_OPENING]
    for path in sorted((ROOT / "quotetrack").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if rules := rules_of(tree):
            parts += [f"## `{path.relative_to(ROOT)}`\n", _flowing(ast.get_docstring(tree) or "") + "\n"]
            parts += [_entry(rule) for rule in rules]
    parts.append("## Names\n")
    for heading, place, names in _NAMES:
        parts += [f"### {heading}\n", f"{place}.\n", _table(names)]
    return "\n".join(parts)


def rules_of(tree: ast.Module) -> list[Rule]:
    """The rules of a module: the functions that say what they match, those of its table first and in its order."""
    functions = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    names = [name for name in (*_tabled(tree), *functions) if name in functions]
    told = (
        (name, " ".join((ast.get_docstring(functions[name]) or "").split())) for name in dict.fromkeys(names)
    )
    return [Rule(name, _part(doc, ""), _parts(doc)) for name, doc in told if "Matches:" in doc]


def _tabled(tree: ast.Module) -> Iterator[str]:
    """The names in the module's table of rules, in order of precedence."""
    for node in tree.body:
        if isinstance(node, ast.AnnAssign) and node.value and ast.unparse(node.target) == "RULES":
            yield from (name.id for name in ast.walk(node.value) if isinstance(name, ast.Name))


def _parts(doc: str) -> tuple[tuple[str, str], ...]:
    return tuple((part, _part(doc, part)) for part in PARTS if f"{part}:" in doc)


def _part(doc: str, name: str) -> str:
    """One part of a docstring that stands on one line, or with no name the words before the first part."""
    ahead = "|".join(f"{part}:" for part in PARTS)
    start = rf"\b{name}: " if name else "^"
    found = re.search(rf"{start}(.*?)(?= (?:{ahead})|$)", doc)
    return found[1].strip() if found else ""


def _entry(rule: Rule) -> str:
    lines = [f"- {name}: {_escaped(words)}" for name, words in rule.parts]
    return "\n".join((f"### {rule.name}\n", _escaped(rule.pattern) + "\n", *lines, ""))


def _table(names: Mapping[str, str]) -> str:
    rows = (f"| {_escaped(name)} | {_escaped(meaning)} |" for name, meaning in names.items())
    return "\n".join(("| name | meaning |", "|---|---|", *rows, ""))


def _flowing(text: str) -> str:
    """A docstring's paragraphs, each on one line."""
    return "\n\n".join(_escaped(" ".join(part.split())) for part in text.split("\n\n"))


def _escaped(text: str) -> str:
    """The text with the signs escaped that would format it."""
    return re.sub(r"[|*_<>\[\]]", r"\\\g<0>", text)


if __name__ == "__main__":
    sys.stdout.write(rules_page())
