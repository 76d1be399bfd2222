"""What grammar makes of the edges that the model proposes. Written against en_core_web_sm 3.8.0."""

from __future__ import annotations

import pytest

from quotetrack.extraction.mending import mend
from quotetrack.lang import load_lexicon
from quotetrack.parsing.paragraphs import parse
from quotetrack.records import Article
from tests.extraction.proposals import propose

pytestmark = pytest.mark.parser


def mended(text: str, source: str, cue: str, *content: str) -> list[str]:
    """The words of a proposal behind mending, piece by piece."""
    [paragraph] = parse(Article(id="case", text=text))
    proposal = mend(propose(text, source, cue, *content), paragraph, load_lexicon())
    return [span.of(text) for span in proposal.content]


def test_a_hole_is_closed() -> None:
    text = "Okoro said the talks in Lagos on Monday should not move forward."
    held = mended(text, "Okoro", "said", "the talks", "should not move forward")
    assert held == ["the talks in Lagos on Monday should not move forward"]


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("The talks, Okoro said, should not move forward.", "said", ("The talks", "should not move forward")),
        ("Okoro said the talks (a copy of which was seen) failed.", "said", ("the talks", "failed")),
        ("Okoro said the talks failed. The next ones were off.", "said", ("the talks failed", "were off")),
        (
            "Okoro said the talks, as Lind put it, failed, and Lind said they had not. ",
            "Okoro said",
            ("the talks", "they had not"),
        ),
    ],
    ids=["its own report", "brackets", "another sentence", "another report"],
)
def test_a_hole_with_more_than_the_rest_of_the_report_stays(
    text: str, cue: str, content: tuple[str, ...]
) -> None:
    assert mended(text, "Okoro", cue, *content) == list(content)


@pytest.mark.parametrize(
    ("text", "cue", "content", "whole"),
    [
        (
            "Okoro pledged to mend it in a short, dry session of the council.",
            "pledged",
            "to mend it in a short",
            "to mend it in a short, dry session",
        ),
        (
            "Okoro warned that others would use the measure.",
            "warned",
            "others would use",
            "others would use the measure",
        ),
        (
            "Okoro lamented the poverty, the debt, the bridges and other woes.",
            "lamented",
            "the poverty, the debt",
            "the poverty, the debt, the bridges and other woes",
        ),
    ],
    ids=["a phrase", "an object", "a list"],
)
def test_what_is_cut_off_is_taken_in(text: str, cue: str, content: str, whole: str) -> None:
    assert mended(text, "Okoro", cue, content) == [whole]


def test_a_participle_of_saying_is_no_word_of_the_report() -> None:
    text = "Okoro issued a statement saying she had never met him."
    assert mended(text, "Okoro", "issued a statement", "saying she had never met him") == [
        "she had never met him"
    ]


def test_when_it_was_said_is_no_word_of_the_report() -> None:
    text = "Okoro said at the time that the council would look into it."
    held = mended(text, "Okoro", "said", "at the time that the council would look into it")
    assert held == ["the council would look into it"]


def test_a_noun_that_has_a_clause_stays_with_it() -> None:
    text = "Okoro responded to charges that he spent the money."
    content = "to charges that he spent the money"
    assert mended(text, "Okoro", "responded", content) == [content]


def test_a_report_that_closes_with_its_cue_has_no_sentence_before_its_own() -> None:
    text = "The winner will not stand again. He has named a friend for the job, Okoro says."
    held = mended(text, "Okoro", "says", "The winner will not stand again. He has named a friend for the job")
    assert held == ["He has named a friend for the job"]


def test_a_report_in_two_paragraphs_stays_as_it_is() -> None:
    text = "Okoro said it rained.\n\nIt snowed."
    first, _ = parse(Article(id="case", text=text))
    proposal = propose(text, "Okoro", "said", "it rained", "It snowed")
    assert mend(proposal, first, load_lexicon()) == proposal
