"""What goes into a sheet: its quotations, its claims compared, and the lines on how it was made."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import quotetrack
from quotetrack.collection import Collection
from quotetrack.comparison.wordings import group_wordings
from quotetrack.export.wording import filter_in_words
from quotetrack.records import Claim, Filter, Printed, Printing
from quotetrack.sheets.outgoing import compare, compared_claims, sheet_of_chosen
from tests.builders import harbour, make_article, make_statement

TODAY = date(2024, 3, 9)


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    with quotetrack.open(tmp_path / "quotes.db") as opened:
        opened.store.add(harbour())
        yield opened


@pytest.mark.parametrize(
    ("filter", "words"),
    [
        (Filter(), "all quotations"),
        (Filter(speaker="Lavrov", since="2012-07-05"), "speaker Lavrov; published since 2012-07-05"),
        (Filter(about="fish", limit=0), "about fish; at most 0"),
        (Filter(min_confidence=0.5, kind="direct"), "kind direct; confidence at least 0.5"),
    ],
)
def test_a_filter_is_told_in_words(filter: Filter, words: str) -> None:
    assert filter_in_words(filter) == words


def test_a_sheet_of_chosen_quotations_says_what_was_chosen_of_which_database(collection: Collection) -> None:
    sheet = sheet_of_chosen(collection.store, Filter(speaker="Petrov"), TODAY)
    assert [printed.text for printed in sheet.printed] == ["the repairs cost too much"]
    assert sheet.method[:4] == (
        ("chosen", "speaker Petrov"),
        ("from the database", collection.location),
        ("which holds", "3 quotations in 1 article, published from 1 March 2024 to 1 March 2024"),
        ("written on", "2024-03-09"),
    )


def test_a_sheet_of_answers_says_how_the_question_was_read(collection: Collection) -> None:
    sheet = collection.sheet(question="What did Boris Petrov say about the repairs?", today=TODAY)
    assert sheet.title == "What did Boris Petrov say about the repairs?"
    assert [name for name, _ in sheet.method[:2]] == ["question", "read as"]
    assert [printed.text for printed in sheet.printed] == ["the repairs cost too much"]


def test_a_sheet_without_answers_says_why(collection: Collection) -> None:
    sheet = collection.sheet(question="What did Nadia Okoro say?", today=TODAY)
    assert list(sheet.printed) == []
    assert "no answer" in dict(sheet.method)


def test_each_printing_of_a_claim_is_compared_with_the_fullest_of_its_wording() -> None:
    words = (
        "The quay is closed until the crane is mended",
        "Nobody may enter the wharf before repairs end",
        "Nobody may enter the wharf",
        "The quay is closed",
    )
    articles = [make_article(f"“{told},” Ana Lima said.", id=f"a{n}") for n, told in enumerate(words)]
    claim = Claim(
        id="c0ffee",
        printings=tuple(
            Printing(Printed(article=article, statement=make_statement(article, told)))
            for article, told in zip(articles, words, strict=True)
        ),
        sources=4,
    )
    assert [comparison and comparison.verdict for comparison in compare(claim)] == [
        None,
        None,
        "cut at the end",
        "cut at the end",
    ]
    told = json.loads(json.dumps(claim.to_dict(group_wordings(claim))))["printings"]
    assert [one["wording"] for one in told] == [1, 2, 2, 1]
    assert [one["differs"] and one["differs"]["verdict"] for one in told] == [
        comparison and comparison.verdict for comparison in compare(claim)
    ]


def test_the_claims_of_quotations_come_with_their_comparisons(collection: Collection) -> None:
    collection.link()
    ids = [printed.id for printed in collection.quotes()]
    claims = list(compared_claims(collection.store, ids))
    assert [len(claim.printings) for claim, _ in claims] == [1, 1, 1]
    assert [[own.comparisons for own in wordings] for _, wordings in claims] == [[(None,)]] * 3
