"""What is shown and what is kept back."""

from __future__ import annotations

import pytest

from quotetrack.confidence import passes_bar
from quotetrack.lang import load_lexicon
from quotetrack.pipeline import extract_article
from quotetrack.records import KINDS, Article, Kind, Printed, Review, Status
from tests.builders import harbour, make_article, make_statement


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("confidence", "is_sure"), [(0.69, False), (0.7, True), (1.0, True)])
def test_only_what_stands_without_marks_must_be_sure(kind: Kind, confidence: float, is_sure: bool) -> None:
    assert passes_bar(kind, confidence, 0.7) == (is_sure or kind != "indirect")


def test_extraction_says_of_every_quotation_whether_it_is_shown() -> None:
    text = harbour().article.text + "\nIn the view of Rui Reis, the repairs are a waste.\n"
    bar = load_lexicon().bar
    statements = extract_article(Article(id="harbour", text=text), engine="rules").statements
    assert statements
    for statement in statements:
        quote = statement.quote
        assert quote.shown == (quote.kind != "indirect" or quote.confidence >= bar)


@pytest.mark.parametrize("passes", [False, True])
@pytest.mark.parametrize(
    ("status", "shown"),
    [("confirmed", True), ("corrected", True), ("rejected", False), ("unsure", None), (None, None)],
)
def test_a_reviewer_decides_before_the_bar(passes: bool, status: Status | None, shown: bool | None) -> None:
    article = make_article("They left, he said.")
    said = make_statement(article, "They left", kind="indirect", quote={"shown": passes})
    review = Review(status=status, reviewer="Eva Holm", checked_on="2024-03-04")
    printed = Printed(article=article, statement=said, review=review)
    assert printed.shown is (passes if shown is None else shown)
    assert printed.to_dict()["shown"] is printed.shown
