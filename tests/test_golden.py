"""The articles of `fixtures/`, read and extracted whole, against what their gold files say is in them.

What is not found yet, or given to somebody else, stands in a table with its reason; a line that no longer holds fails
its test, so the tables only shrink. Written against en_core_web_sm 3.8.0.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import quotetrack
from quotetrack.pipeline import ENGINES, Engine, extract_articles
from quotetrack.records import Extraction, Span, Statement
from tests.test_bad_input import all_spans

# One worker extracts all articles, once by each engine.
pytestmark = [pytest.mark.parser, pytest.mark.xdist_group("golden")]

FIXTURES = Path(__file__).parent.parent / "fixtures"
NAMES = sorted(path.stem for path in (FIXTURES / "gold").glob("*.json"))

KNOWN_MISSES: dict[tuple[str, str], str] = {
    ("hg-lavrov-joke", "a joke"): "a headline whose speaker stands before a colon, apart from the marks",
    ("nc-rastan-shelling", "We sleep in our shoes"): "a headline that opens with the words and names nobody",
}
"""Article and first words of every quotation in marks that is not found with its right words, and why."""

KNOWN_WRONG: dict[tuple[str, str], str] = {
    (
        "ro-hosting-assad",
        "Washington was pressing the Kremlin to",
    ): "told as Lavrov's denial, gold as the papers' claim",
}
"""Article and first words of every statement that is given to somebody else, and why."""

ONLY_BY_RULES = {("hg-lavrov-joke", "a joke")}
"""Misses of the rules alone, which the model finds."""

each_article = pytest.mark.parametrize("name", NAMES)
each_engine = pytest.mark.parametrize("engine", ENGINES)


@cache
def extractions(engine: Engine) -> dict[str, Extraction]:
    """Every article of the folder as the program extracts it, by its id."""
    articles = list(quotetrack.read([FIXTURES / "articles"]))
    failures = [article for article in articles if isinstance(article, quotetrack.Failure)]
    assert not failures
    found = extract_articles(articles, engine=engine)
    return {e.article.id: e for e in found if isinstance(e, Extraction)}


@cache
def gold(name: str) -> dict[str, Any]:
    """What is quoted in an article."""
    told: dict[str, Any] = json.loads((FIXTURES / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    return told


def places(words: str, text: str) -> list[Span]:
    """Where words stand in a text, whatever the white space between them."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    return [Span(match.start(), match.end()) for match in re.finditer(pattern, text)]


def plain(words: str) -> str:
    """Words with single spaces, as gold files have them."""
    return " ".join(words.split())


def first_words(pieces: list[str]) -> str:
    """What a quotation goes by in the tables above."""
    return " ".join(pieces[0].split()[:6])


def misses(name: str, engine: Engine) -> set[tuple[str, str]]:
    """The quotations in marks that must be found and are not, or not with exactly their words."""
    found = extractions(engine)[name]
    marked = [
        [plain(piece.of(found.article.text)) for piece in s.quote.content]
        for s in found.statements
        if s.quote.kind != "indirect"
    ]
    return {
        (name, first_words(quote["content"]))
        for quote in gold(name)["quotes"]
        if quote["kind"] != "indirect"
        and not quote.get("optional")
        and [plain(piece) for piece in quote["content"]] not in marked
    }


def wrong(name: str, engine: Engine) -> set[tuple[str, str]]:
    """The statements that tell a gold quotation and name somebody else for it."""
    found = extractions(engine)[name]
    return {
        (name, first_words(quote["content"]))
        for statement in found.statements
        for quote in gold(name)["quotes"]
        if tells(statement, quote, found.article.text) and names_another(statement, quote)
    }


def tells(statement: Statement, quote: dict[str, Any], text: str) -> bool:
    """True where a piece of the statement and one of the gold quotation are the same words, or nearly."""
    return quote["where"] == statement.quote.where and any(
        5 * (min(piece.end, at.end) - max(piece.start, at.start))
        > 4 * max(piece.end - piece.start, at.end - at.start)
        for piece in statement.quote.content
        for words in quote["content"]
        for at in places(words, text)
    )


def names_another(statement: Statement, quote: dict[str, Any]) -> bool:
    """True where the name given is neither the speaker's, nor part of it, nor the words of the mention."""
    speaker = statement.attribution.speaker
    if speaker is None or speaker.name is None:
        return False
    given = set(re.findall(r"\w+", speaker.name.casefold()))
    right = (quote["speaker"], quote["mention"])
    return not any(words and given <= set(re.findall(r"\w+", words.casefold())) for words in right)


def test_every_article_has_its_gold_and_every_gold_its_article() -> None:
    assert sorted(extractions("rules")) == NAMES


@each_engine
@each_article
def test_spans_slice_words_inside_the_text_in_order(name: str, engine: Engine) -> None:
    found = extractions(engine)[name]
    text = found.article.text
    starts = [s.quote.content[0].start for s in found.statements]
    assert starts == sorted(starts)
    for statement in found.statements:
        content = statement.quote.content
        assert [piece.start for piece in content] == sorted(piece.start for piece in content)
        for span in (*content, *statement.quote.cue, *all_spans(statement.attribution)):
            assert 0 <= span.start < span.end <= len(text)
            assert span.of(text) == span.of(text).strip()
            assert any(map(str.isalnum, span.of(text))) or span in statement.quote.cue


@each_engine
@each_article
def test_page_furniture_and_credits_hold_no_quotation(name: str, engine: Engine) -> None:
    found = extractions(engine)[name]
    text = found.article.text
    zones = [*found.article.spans("chrome"), *found.article.spans("credit"), *found.article.spans("sign_off")]
    furniture = [*zones, *(at for words in gold(name)["chrome"] for at in places(words, text))]
    inside = [
        s.quote.words(text) for s in found.statements for at in furniture if at.meets(s.quote.content[0])
    ]
    assert inside == []


@each_engine
@each_article
def test_quotations_in_marks_are_found_with_their_words(name: str, engine: Engine) -> None:
    known = set(KNOWN_MISSES) - (ONLY_BY_RULES if engine == "model" else set())
    assert misses(name, engine) == {miss for miss in known if miss[0] == name}


@each_engine
@each_article
def test_nobody_is_given_anothers_words(name: str, engine: Engine) -> None:
    assert wrong(name, engine) == {error for error in KNOWN_WRONG if error[0] == name}


@each_engine
@each_article
def test_what_is_no_speech_is_no_quotation(name: str, engine: Engine) -> None:
    found = extractions(engine)[name]
    text = found.article.text
    signs = [plain(words) for words in gold(name)["not_quotes"]]
    marked = [s for s in found.statements if s.quote.kind != "indirect"]
    assert [s.quote.words(text) for s in marked if plain(s.quote.words(text)) in signs] == []


@pytest.mark.parametrize("table", [KNOWN_MISSES, KNOWN_WRONG], ids=["misses", "wrong"])
def test_a_table_names_articles_that_are_there_and_says_why(table: dict[tuple[str, str], str]) -> None:
    assert {name for name, _ in table} <= set(NAMES)
    assert all(table.values())
