"""What turns words where they stand in an article. What is left of them stands in brackets."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.checking.whole_sentences import turn_of_words
from quotetrack.records import Span
from quotetrack.records.check import Turn
from quotetrack.text.quotation_marks import pair_marks
from quotetrack.text.stemming import stem

from ..builders import find


def read(marked: str) -> tuple[str, list[Span]]:
    """The text without its brackets, and the places that they hold."""
    text, spans = "", []
    for sign in marked:
        if sign == "[":
            spans.append(Span(len(text), len(text)))
        elif sign == "]":
            spans[-1] = Span(spans[-1].start, len(text))
        else:
            text += sign
    return text, spans


def quoted(marked: str) -> tuple[str, Turn | None]:
    """The text, and what turns a part of a direct quotation: all that stands in double marks."""
    text, kept = read(marked)
    whole = [pair.inner for pair in pair_marks(text, (Span(0, len(text)),)) if pair.depth == 0]
    return text, turn_of_words(text, whole, kept)


def reported(marked: str, cue: str = "said") -> tuple[str, Turn | None]:
    """The text, and what turns words that a reporter tells."""
    text, kept = read(marked)
    whole = [Span(0, len(text))]
    return text, turn_of_words(text, whole, kept, cue=[find(text, cue)], is_reported=True)


@pytest.mark.parametrize(
    ("marked", "ground"),
    [
        ("“I am not saying that [the mayor took the money],” Ana Lima told us.", "negated"),
        ("“I am sure that [the mayor took the money],” Ana Lima told us.", None),
        # Two pieces of one quotation, with a report between.
        ("“I do not believe,” said Ana Lima, “that [the bridge is dangerous].”", "negated"),
        ("“I do believe,” said Ana Lima, “that [the bridge is dangerous].”", None),
        ("“I do not complain,” said Ana Lima. “[The bridge is dangerous].”", None),
        ("“[We will open a second bakery],” said Ana Lima, “if the bank agrees.”", "conditional"),
        ("“[We will] not,” said Ana Lima, “[raise the rent].”", "negated"),
        ("“Is it true,” asked Ana Lima, “that [the well is dry]?”", "asked"),
        # Marks inside the words.
        ("“My father used to say, ‘[Bread is holy],’” said Ana Lima.", "another's"),
        ("“My father never said, ‘[Bread is holy],’” said Ana Lima.", "negated"),
        ("“I told him, ‘[The bread is burnt],’” said Ana Lima.", None),
        ("“We call it ‘[the little bakery]’,” said Ana Lima.", None),
        # Another sentence than that of the words.
        ("“I don't think so. [The well is full],” said Ana Lima.", None),
        ("“[The well is full]. I don't think it will last,” said Ana Lima.", None),
    ],
)
def test_what_turns_a_part_of_a_quotation(marked: str, ground: str | None) -> None:
    _, found = quoted(marked)
    assert (found.ground if found else None) == ground


@pytest.mark.parametrize(
    ("marked", "cue", "ground"),
    [
        ("The mayor said it was not “[a good idea]” to sell the harbour.", "said", "negated"),
        ("The mayor said it was “[a good idea]” to sell the harbour.", "said", None),
        ("The mayor said the sale would “[ruin the coast]”.", "said", None),
        ("The mayor said nobody would “[ruin the coast]”.", "said", "negated"),
        ("The mayor said the coast would be “[a desert]” if the harbour were sold.", "said", None),
        ("The mayor said that if [the harbour was sold], the coast would suffer.", "said", "conditional"),
        ("The mayor asked whether [the harbour was sold].", "asked", "conditional"),
        # What reports the words does not turn them: how it tells them is the stance.
        ("The mayor denied that [the harbour was sold].", "denied", None),
        ("The mayor did not deny that [the harbour was sold].", "deny", None),
        ("The mayor denied that the bishop thought [the harbour was sold].", "denied", "another's"),
    ],
)
def test_what_a_reporter_says_around_the_words(marked: str, cue: str, ground: str | None) -> None:
    _, found = reported(marked, cue)
    assert (found.ground if found else None) == ground


def test_the_whole_sentence_and_what_governs_are_places_in_the_article() -> None:
    text, found = quoted(
        "Harbour news\n\n“It rained. I do not believe,” said Ana Lima, “that [the bridge is dangerous]. It is old.”"
    )
    assert found is not None
    assert [span.of(text) for span in found.governing] == ["not"]
    assert found.sentence.of(text) == "I do not believe,” said Ana Lima, “that the bridge is dangerous."
    assert found.by is None


def test_whose_words_they_are_is_a_place_in_the_article() -> None:
    text, found = quoted("“My old father used to say, ‘[Bread is holy],’” said Ana Lima.")
    assert found is not None
    assert found.by is not None
    assert found.by.of(text) == "My old father"


def test_words_that_hang_on_one_in_another_form_are_read_with_it() -> None:
    text = "The mayor never approved the sale of the harbour."
    kept = [find(text, "the sale of the harbour")]
    whole = [Span(0, len(text))]
    assert turn_of_words(text, whole, kept, is_reported=True) is None
    found = turn_of_words(text, whole, kept, is_reported=True, stems=frozenset((stem("approve"),)))
    assert found is not None
    assert found.ground == "negated"


def test_words_asked_as_a_question_may_stand_as_one() -> None:
    text = "Is it true that the well is dry?"
    whole, kept = [Span(0, len(text))], [find(text, "the well is dry")]
    assert turn_of_words(text, whole, kept) is not None
    assert turn_of_words(text, whole, kept, is_asked=True) is None


def test_nothing_of_the_whole_near_the_words_is_no_turn() -> None:
    assert turn_of_words("It sank. " * 900, [Span(0, 5)], [Span(8000, 8005)]) is None
    assert turn_of_words("It sank.", [], [Span(0, 2)]) is None


PIECES = [*"“ ” ‘ ’ not if I think that it sank , . ? said …".split(), "\n\n", "\x00", "\ud800"]


@given(words=st.lists(st.sampled_from(PIECES), min_size=1, max_size=30), data=st.data())
def test_no_text_makes_it_fail(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    places = st.integers(0, len(text))

    def spans() -> list[Span]:
        edges = sorted(data.draw(st.lists(places, min_size=2, max_size=6)))
        return [Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False)]

    found = turn_of_words(text, spans(), spans(), cue=spans(), is_reported=data.draw(st.booleans()))
    if found is not None:
        told = [*found.governing, found.sentence, *((found.by,) if found.by else ())]
        assert all(0 <= span.start <= span.end <= len(text) for span in told)


def test_long_words_are_read_around_the_part_only() -> None:
    text = "I do not think that he said that it sank. " * 5_000
    kept = [Span(100_000, 100_060)]
    turn_of_words(text, [Span(0, len(text))], kept)
    begun = time.process_time()
    turn_of_words(text, [Span(0, len(text))], kept)
    assert time.process_time() - begun < 2
