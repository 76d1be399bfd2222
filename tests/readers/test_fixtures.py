"""Every article of `fixtures/` against what its gold says of its page: who printed it, when, and what is
headline, caption, heading or furniture."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from quotetrack.readers import read
from quotetrack.records import Article

FIXTURES = Path(__file__).parents[2] / "fixtures"
NAMES = sorted(path.stem for path in (FIXTURES / "gold").glob("*.json"))
PAGES = {path.stem for path in (FIXTURES / "articles").glob("*.html")}


@cache
def articles() -> dict[str, Article]:
    results = read([FIXTURES / "articles"])
    return {result.id: result for result in results if isinstance(result, Article)}


def gold_of(name: str) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads((FIXTURES / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    return gold


def test_every_article_has_gold() -> None:
    assert sorted(articles()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_metadata(name: str) -> None:
    article, gold = articles()[name], gold_of(name)
    read_off = {
        "title": article.title,
        "source": article.source.name,
        "published": article.published,
        "url": article.url,
        "byline": article.byline,
        "agencies": list(article.agencies),
    }
    assert read_off == {field: gold[field] for field in read_off}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("kind", "field"), [("caption", "captions"), ("heading", "headings")])
def test_captions_and_headings(name: str, kind: Any, field: str) -> None:
    article = articles()[name]
    assert [span.of(article.text) for span in article.spans(kind)] == gold_of(name)[field]


@pytest.mark.parametrize("name", NAMES)
def test_title_is_a_headline_where_the_text_holds_it(name: str) -> None:
    article = articles()[name]
    headlines = [" ".join(span.of(article.text).split()) for span in article.spans("headline")]
    assert headlines == ([article.title] if article.title and article.title in article.text else [])


@pytest.mark.parametrize("name", sorted(set(NAMES) - PAGES))
def test_chrome_of_a_text_is_marked(name: str) -> None:
    article = articles()[name]
    marked = [span.of(article.text) for span in article.spans("chrome")]
    assert [words for words in gold_of(name)["chrome"] if not any(words in line for line in marked)] == []


@pytest.mark.parametrize("name", sorted(PAGES))
def test_chrome_of_a_page_is_left_out(name: str) -> None:
    article = articles()[name]
    assert [words for words in gold_of(name)["chrome"] if words in article.text] == []


@pytest.mark.parametrize("name", NAMES)
def test_quoted_words_of_the_body_are_in_no_furniture(name: str) -> None:
    article = articles()[name]
    silent = [zone.span.of(article.text) for zone in article.zones if zone.kind in ("chrome", "heading")]
    body = [quote["content"] for quote in gold_of(name)["quotes"] if quote["where"] == "body"]
    assert [words for content in body for words in content if any(words in zone for zone in silent)] == []
