"""textacy's quotations as our records. Written against en_core_web_sm 3.8.0 and textacy 0.13."""

from __future__ import annotations

import pytest

from quotetrack.evaluation.textacy_baseline import extract_articles, extract_by_textacy
from quotetrack.records import Article, Extraction, Failure, Statement

pytestmark = pytest.mark.parser


def found(text: str) -> tuple[Statement, ...]:
    return extract_by_textacy(Article(id="case", text=text)).statements


def test_a_quotation_comes_with_its_words_speaker_and_cue_as_printed() -> None:
    text = "A first paragraph.\n\n“The ferry sails at dawn,” Nadia Okoro said.\n"
    (statement,) = found(text)
    assert statement.quote.words(text) == "The ferry sails at dawn,"
    assert statement.attribution.mention[0].of(text) == "Nadia Okoro"
    assert statement.quote.cue[0].of(text) == "said"
    assert statement.attribution.speaker is not None
    assert statement.attribution.speaker.name == "Nadia Okoro"


def test_a_pronoun_names_nobody() -> None:
    (statement,) = found("“The ferry sails at dawn,” she said.")
    assert statement.attribution.speaker is None
    assert statement.attribution.mention


def test_a_paragraph_with_an_odd_mark_gives_nothing_and_spoils_no_other() -> None:
    text = "“The ferry sails at dawn, Nadia Okoro said.\n\n“It is very late,” said Owen Brandt."
    (statement,) = found(text)
    assert statement.quote.words(text) == "It is very late,"


def test_a_stream_keeps_its_order_its_failures_and_the_kinds_asked_for() -> None:
    failure = Failure("lost.txt", "cannot be read")
    article = Article(id="case", text="“The ferry sails at dawn,” Nadia Okoro said.")
    first, second = extract_articles([failure, article])
    assert first is failure
    assert isinstance(second, Extraction)
    assert len(second.statements) == 1
    (none,) = extract_articles([article], kinds=("indirect",))
    assert isinstance(none, Extraction)
    assert none.statements == ()


def test_an_article_that_textacy_cannot_work_on_becomes_a_failure() -> None:
    (failed,) = extract_articles([Article(id="case", text="“The ferry \ud800 sails,” Nadia Okoro said.")])
    assert isinstance(failed, Failure)
    assert failed.reason.startswith("textacy failed: ")
