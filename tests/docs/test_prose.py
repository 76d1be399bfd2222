"""The documentation is plain English: short lines and short sentences, a glossary in alphabetical order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .pages import DOCS, QUICKSTART, ROOT
from .prose import lines, paragraphs, sentences, words

MOST_WORDS, MOST_CHARACTERS, MOST_LINES = 30, 120, 150
GENERATED = ("api", "cli", "rules")

PLAIN = (
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "SECURITY.md",
    ROOT / "CHANGELOG.md",
    ROOT / "fixtures" / "README.md",
    *sorted(page for page in DOCS.glob("*.md") if page.stem not in GENERATED),
    DOCS / "changes" / "README.md",
    *sorted(DOCS.glob("guides/*.md")),
    *sorted(DOCS.glob("recipes/*.md")),
)

each_page = pytest.mark.parametrize("page", PLAIN, ids=lambda page: str(page.relative_to(ROOT)))


@each_page
def test_no_sentence_is_longer_than_thirty_words(page: Path) -> None:
    long = [
        f"line {number}, {len(words(sentence))} words: {sentence}"
        for number, paragraph in paragraphs(page)
        for sentence in sentences(paragraph)
        if len(words(sentence)) > MOST_WORDS
    ]
    assert long == []


@each_page
def test_no_line_of_prose_is_longer_than_120_characters(page: Path) -> None:
    assert [number for number, line in lines(page) if len(line) > MOST_CHARACTERS] == []


def test_the_quickstart_is_quick() -> None:
    assert len(QUICKSTART.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def glossary() -> list[str]:
    """The terms of the glossary, in its order."""
    page = (DOCS / "glossary.md").read_text(encoding="utf-8")
    return re.findall(r"^\*\*(.+?)\*\*", page, re.MULTILINE)


def test_the_glossary_is_in_alphabetical_order() -> None:
    assert glossary() == sorted(glossary(), key=str.casefold)


def test_the_glossary_has_every_term_of_the_concepts() -> None:
    concepts = (DOCS / "concepts.md").read_text(encoding="utf-8")
    terms = re.findall(r"^(?:- )?\*\*(.+?)\*\*", concepts, re.MULTILINE)
    known = {term.casefold() for term in glossary()}
    assert [term for term in terms if term.casefold() not in known] == []


@pytest.mark.parametrize(
    ("paragraph", "parts"),
    [
        ("One. Two!", ["One.", "Two!"]),
        ("`ask` reads. `show` shows.", ["Code reads.", "Code shows."]),
        ("See [the guide](guides/ask.md). It helps.", ["See the guide.", "It helps."]),
        ("Mr. Assad left. “No.” He went.", ["Mr. Assad left.", "“No.”", "He went."]),
        ("Version 0.2.0 takes 3.5 s. ![a picture](a.png)", ["Version 0.2.0 takes 3.5 s."]),
    ],
)
def test_sentences_are_told_apart(paragraph: str, parts: list[str]) -> None:
    assert sentences(paragraph) == parts


def test_a_long_sentence_would_be_noticed(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    text = "```text\nx\n```\n\n- One item\n  goes on.\n- Two.\n\n| a | b |\n\nLast `a b c`.\n"
    page.write_text(text, encoding="utf-8")
    assert list(paragraphs(page)) == [(5, "One item goes on."), (7, "Two."), (11, "Last `a b c`.")]
    assert len(words(" ".join(["word"] * 31))) > MOST_WORDS
