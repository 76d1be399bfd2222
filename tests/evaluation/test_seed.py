"""The seed article's own scorer, on extractions made by hand."""

from __future__ import annotations

from typing import Any

from quotetrack.evaluation.seed import score_seed
from quotetrack.records import Extraction, Speaker, Statement
from tests.builders import find, make_article, make_statement

from .conftest import SEED, SEED_GOLD

ARTICLE = make_article(SEED)
SAID = make_statement(
    ARTICLE,
    "The ferry sails at dawn,",
    mention="Nadia Okoro",
    speaker=Speaker("Nadia Okoro", "person"),
    quote={"cue": (find(SEED, "told"),)},
    hearer=find(SEED, "reporters"),
)


def scored(*statements: Statement, gold: Any = SEED_GOLD) -> tuple[dict[str, int], str]:
    return score_seed(gold, Extraction(article=ARTICLE, statements=statements))


def test_a_quotation_with_every_field_right_is_right() -> None:
    figures, report = scored(SAID)
    assert (figures["right"], figures["quotations"], figures["false"]) == (1, 1, 0)
    assert report.startswith("q1: right\n")


def test_a_quotation_that_differs_says_where() -> None:
    other = make_statement(
        ARTICLE, "The ferry sails at dawn,", mention="Nadia Okoro", quote={"cue": (find(SEED, "told"),)}
    )
    figures, report = scored(other)
    assert figures["right"] == 0
    assert "speaker: wanted 'Nadia Okoro', got 'Ana Lima'; hearer: wanted 'reporters', got None" in report


def test_a_quotation_that_is_missed_and_one_that_is_false_are_counted() -> None:
    figures, report = scored(make_statement(ARTICLE, "at dawn"))
    assert (figures["right"], figures["false"]) == (0, 1)
    assert "q1: missed" in report


def test_a_claim_counts_with_half_of_its_words_its_speaker_and_stance() -> None:
    words = "The ferry sails at"
    claim = make_statement(ARTICLE, words, by="Nadia Okoro", kind="indirect")
    assert scored(claim)[0]["claims found"] == 1
    assert scored(make_statement(ARTICLE, words, kind="indirect"))[0]["claims found"] == 0
    denied = make_statement(ARTICLE, words, by="Nadia Okoro", kind="indirect", stance="denied")
    assert scored(denied)[0]["claims found"] == 0
    short = make_statement(ARTICLE, "The ferry", by="Nadia Okoro", kind="indirect")
    assert scored(short)[0]["claims found"] == 0
