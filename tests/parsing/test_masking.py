"""What the parser reads of a paragraph, by a tokenizer alone."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.parsing.masking import is_utterance, mask_paragraph, spoken_label
from quotetrack.records import Span
from quotetrack.text.quotation_marks import pair_marks

NLP = spacy.blank("en")


def _words(text: str) -> list[str]:
    span = Span(0, len(text))
    return mask_paragraph(NLP, text, span, pair_marks(text, [span])).words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“We sail at dawn,” he said.", "“ Yes , ” he said ."),
        ("He said: “we sail at dawn, and nobody will stop us.”", "He said : “ yes . ”"),
        ("She called it “a joke” twice.", "She called it “ a joke ” twice ."),
        ("“Why now…” he said.", "“ Yes . ” he said ."),
        ("“HOST: Why now?”", "“ HOST : Yes ? ”"),
        ("“He said that nobody would ever again sail from the old harbour ‘at night.’ ”", "“ Yes . ”"),
        ("Smith &amp; Sons sailed.", "Smith & Sons sailed ."),
    ],
)
def test_an_utterance_stands_as_one_word_and_a_fragment_as_it_is(text: str, words: str) -> None:
    assert " ".join(_words(text)) == words


def test_spaces_are_where_the_text_has_them() -> None:
    text = "“We sail,” he said."
    span = Span(0, len(text))
    doc = mask_paragraph(NLP, text, span, pair_marks(text, [span])).make_doc()
    assert doc.text == "“Yes,” he said."


def test_nothing_makes_an_empty_doc() -> None:
    assert len(mask_paragraph(NLP, "text", Span(2, 2), ()).make_doc()) == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [("“We sail.”", True), ("“we sail.”", False), ("“a joke”", False), (f"“{'word ' * 12}”", True)],
)
def test_an_utterance_is_told_from_a_fragment(text: str, expected: bool) -> None:
    [stretch] = pair_marks(text, [Span(0, len(text))])
    assert is_utterance(text, stretch) is expected


def test_a_label_inside_the_marks_is_found() -> None:
    text = "“HOST: Why now?”"
    [stretch] = pair_marks(text, [Span(0, len(text))])
    assert spoken_label(text, stretch) == text.index("Why")
    [stretch] = pair_marks("“Why now?”", [Span(0, 10)])
    assert spoken_label("“Why now?”", stretch) is None


@given(st.text("ab “”.,&;\ud800 ", max_size=40))
def test_every_word_lies_in_the_text_in_order(text: str) -> None:
    span = Span(0, len(text))
    places = mask_paragraph(NLP, text, span, pair_marks(text, [span])).places
    edges = [edge for place in places for edge in place]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)
