"""Each rule in a table of rules says what it finds and what it leaves, and does so.

Written against en_core_web_sm 3.8.0.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import quotetrack
from quotetrack.extraction.place import place
from quotetrack.lang import load_lexicon
from quotetrack.parsing.paragraphs import Paragraph, parse
from quotetrack.pipeline import extract_article
from quotetrack.records import Article

Rule = Callable[..., Any]
FOLDER = Path(quotetrack.__file__).parent
PARTS = ("Matches", "Leaves", "Source")


def _tables() -> Iterator[tuple[str, Rule]]:
    """Every rule of every `RULES` in the package, with the module whose table it stands in."""
    for module in pkgutil.walk_packages([str(FOLDER)], "quotetrack."):
        # Training needs PyTorch, which no test installs; it has no rules.
        if any(part in module.name for part in (".migrations", ".train", "__main__")):
            continue
        for rule in getattr(importlib.import_module(module.name), "RULES", ()):
            yield module.name, rule


TABLED = list(_tables())


def _part(rule: Rule, name: str) -> str:
    """One part of a rule's docstring as a line of text, or ""."""
    doc = " ".join((rule.__doc__ or "").split())
    ahead = "|".join(f"{part}:" for part in PARTS)
    match = re.search(rf"\b{name}: (.+?)(?= (?:{ahead})|$)", doc)
    return match[1].strip() if match else ""


def _pattern(rule: Rule) -> str:
    return (rule.__doc__ or "").split("Matches:")[0].strip()


def _finds(rule: Rule, sentence: str) -> list[str]:
    """The names under which the rule itself finds something in a sentence."""
    lexicon = load_lexicon()
    found = []
    for paragraph in parse(Article(id="rule", text=sentence)):
        found += [rule(given, lexicon) for given in _givens(rule, paragraph, sentence)]
    return [hit if isinstance(hit, str) else hit.rule for hit in found if hit]


def _givens(rule: Rule, paragraph: Paragraph, sentence: str) -> list[Any]:
    if next(iter(inspect.signature(rule).parameters)) == "at":
        return [at for s in paragraph.stretches if (at := place(paragraph, s, sentence)) is not None]
    return list(paragraph.doc)


def _ids(tabled: list[tuple[str, Rule]]) -> list[str]:
    return [f"{module.removeprefix('quotetrack.')}.{rule.__name__}" for module, rule in tabled]


each_rule = pytest.mark.parametrize("rule", [rule for _, rule in TABLED], ids=_ids(TABLED))


def test_the_tables_of_rules_are_found() -> None:
    assert {"quotetrack.extraction.after", "quotetrack.extraction.indirect"} <= {
        module for module, _ in TABLED
    }


@each_rule
def test_a_rule_has_its_four_parts(rule: Rule) -> None:
    assert _pattern(rule), f"{rule.__name__}: the docstring does not open with the pattern in words"
    missing = [part for part in PARTS if not _part(rule, part)]
    assert not missing, f"{rule.__name__}: the docstring lacks {missing}"


@pytest.mark.parser
@each_rule
def test_a_rule_finds_what_it_says_it_matches(rule: Rule) -> None:
    sentence = _part(rule, "Matches")
    names = _finds(rule, sentence)
    assert names, f"{rule.__name__} finds nothing in {sentence!r}"
    extraction = extract_article(Article(id="rule", text=sentence), engine="rules")
    given = [s.quote.rule for s in extraction.statements] + [n.rule for n in extraction.not_speech]
    assert set(names) & set(given), f"{sentence!r} goes to {given}, not to {names}"


@pytest.mark.parser
@each_rule
def test_a_rule_leaves_what_it_says_it_leaves(rule: Rule) -> None:
    sentence = _part(rule, "Leaves")
    assert not _finds(rule, sentence), f"{rule.__name__} finds something in {sentence!r}"


def test_no_rule_is_left_out_of_its_table() -> None:
    """A function whose docstring says "Matches:" is a rule, and a rule that no table lists never runs."""
    tabled = {(module, rule.__name__) for module, rule in TABLED}
    written = set()
    for path in sorted(FOLDER.rglob("*.py")):
        module = ".".join(("quotetrack", *path.relative_to(FOLDER).with_suffix("").parts))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and "Matches:" in (ast.get_docstring(node) or ""):
                written.add((module, node.name))
    assert written == tabled
