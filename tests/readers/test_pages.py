"""Sixty whole pages against their gold: that the gold is sound, and that pages are read no worse than they were."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from html import unescape

import pytest

from tests.readers.page_scores import (
    PAGES,
    Overlap,
    PageScore,
    Reading,
    holds,
    load_gold,
    read_by_quotetrack,
    score_page,
    score_pages,
    total_of,
)

GOLD = load_gold()
ARTICLES = [name for name, gold in GOLD.items() if gold["article"]]
KEYS = {
    *("article", "kind", "title", "published", "source", "text"),
    *("headings", "captions", "either", "left_out"),
}


@cache
def scores() -> tuple[Overlap, Overlap, dict[str, tuple[int, int]]]:
    return total_of(score_pages(PAGES, read_by_quotetrack))


def visible_words(name: str) -> str:
    """What a page's tags hold, without any white space: a word may be split by tags."""
    page = (PAGES / name).read_text(encoding="utf-8")
    body = re.sub(r"(?is)<head\b.*?</head>|<(script|style)\b.*?</\1>", "", page)
    return squeeze(unescape(re.sub(r"<[^>]*>", "", body)))


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_sixty_pages_have_gold() -> None:
    assert sorted(path.name for path in PAGES.glob("*.html")) == list(GOLD)
    assert [name[:2] for name in GOLD] == [f"{number:02}" for number in range(1, 61)]
    assert len(ARTICLES) == 55


@pytest.mark.parametrize("name", ARTICLES)
def test_gold_is_well_formed(name: str) -> None:
    gold = GOLD[name]
    assert set(gold) == KEYS
    assert gold["title"]
    assert gold["published"] is None or date.fromisoformat(gold["published"])
    assert gold["source"] or gold["source"] is None
    paragraphs = gold["text"].split("\n\n")
    assert all(part and part == " ".join(part.split()) for part in paragraphs)
    assert set(gold["headings"]) <= set(paragraphs)


@pytest.mark.parametrize("name", ARTICLES)
def test_gold_stands_in_the_page(name: str) -> None:
    gold, page = GOLD[name], visible_words(name)
    parts = [
        *gold["text"].split("\n\n"),
        *gold["captions"],
        *gold["either"],
        *gold["left_out"],
        gold["title"],
    ]
    assert [part for part in parts if squeeze(part) not in page] == []


@pytest.mark.parametrize("name", ARTICLES)
def test_paragraphs_follow_each_other_in_the_page(name: str) -> None:
    page, at = visible_words(name), 0
    for part in GOLD[name]["text"].split("\n\n"):
        at = page.index(squeeze(part), at) + len(squeeze(part))


@pytest.mark.parametrize("name", ARTICLES)
def test_what_is_left_out_is_not_in_the_text(name: str) -> None:
    gold = GOLD[name]
    assert gold["left_out"]
    assert [part for part in gold["left_out"] if holds(gold["text"], part)] == []
    assert [part for part in (*gold["captions"], *gold["either"]) if holds(gold["text"], part)] == []


def test_a_page_read_as_its_gold_scores_full() -> None:
    gold = GOLD["18-standfirst-subheads-blockquote.html"]
    told = (gold["title"], gold["published"], gold["source"], gold["captions"], gold["headings"])
    score = score_page("18", gold, Reading(gold["text"], *told))
    assert (score.words.recall, score.words.precision, score.runs.recall) == (1, 1, 1)
    assert [kind for kind, (right, every) in score.facts.items() if right != every] == []


def test_words_too_many_and_too_few_are_counted() -> None:
    gold = {**GOLD["01-lead-bare-text.html"], "text": "One two three four five.", "either": ["Six seven."]}
    score: PageScore = score_page("01", gold, Reading("Two three four five. Six seven. Eight nine."))
    assert score.words == Overlap(gold=5, read=6, both=4)
    assert score.runs == Overlap(gold=2, read=3, both=1)
    assert (set(score.missing), set(score.surplus)) == ({"one"}, {"eight", "nine"})


def test_pages_are_read_no_worse() -> None:
    """What is measured today, rounded down: to be raised as pages are read better."""
    words, runs, _ = scores()
    assert words.recall >= 0.995
    assert words.precision >= 0.972
    assert runs.recall >= 0.993
    assert runs.precision >= 0.970


@pytest.mark.parametrize(
    ("kind", "floor"),
    [
        ("titles", 54),
        ("days", 55),
        ("outlets", 53),
        ("captions", 33),
        ("headings", 25),
        ("paragraphs", 449),
        ("left out", 359),
        ("no article", 5),
    ],
)
def test_what_is_right_stays_right(kind: str, floor: int) -> None:
    _, _, facts = scores()
    assert facts[kind][0] >= floor
