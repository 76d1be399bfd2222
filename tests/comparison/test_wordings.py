"""Printings of one claim by wording."""

from __future__ import annotations

import quotetrack
from quotetrack.comparison.wordings import group_wordings
from quotetrack.records import Claim, Printed, Printing
from tests.builders import make_article, make_statement

BRIDGE = "The old bridge will be shut on Monday for a month, and nobody knows who pays"


def printing(id: str, words: str, day: str = "2024-03-01") -> Printing:
    article = make_article(f"“{words},” Ana Lima said.", id=id, published=day)
    return Printing(Printed(article=article, statement=make_statement(article, f"{words},")))


def claim(*printings: Printing) -> Claim:
    return Claim(id="c", printings=printings, sources=len(printings))


def grouped(told: Claim) -> list[list[str]]:
    return [[one.printed.article.id for one in own.printings] for own in group_wordings(told)]


def test_a_cut_and_a_changed_word_are_one_wording() -> None:
    told = claim(
        printing("cut", "nobody knows who pays"),
        printing("whole", BRIDGE),
        printing("altered", BRIDGE.replace("month", "week")),
    )
    (own,) = group_wordings(told)
    assert own.fullest.article.id == "whole"
    assert [comparison and comparison.verdict for comparison in own.comparisons] == [
        "cut at the beginning",
        None,
        "1 word altered",
    ]


def test_translations_of_one_sentence_are_wordings_of_their_own() -> None:
    told = claim(
        printing(
            "first", "They will close the ancient crossing next week, and it is unclear who settles the bill"
        ),
        printing("second", BRIDGE),
        printing("third", "From Monday on no one may use the bridge; the money is nobody's business yet"),
        printing("second again", BRIDGE.partition(",")[0]),
    )
    assert grouped(told) == [["first"], ["second", "second again"], ["third"]]
    assert [own.comparisons[0] for own in group_wordings(told)] == [None, None, None]


def test_every_printing_is_in_one_wording_however_many() -> None:
    told = claim(*(printing(str(n), BRIDGE if n % 2 else f"Fish is dear in town {n}") for n in range(6)))
    assert sorted(id for own in grouped(told) for id in own) == [str(n) for n in range(6)]
    assert quotetrack.group_wordings(told) == group_wordings(told)


def test_a_single_printing_is_a_wording() -> None:
    (own,) = group_wordings(claim(printing("one", BRIDGE)))
    assert own.comparisons == (None,)
