"""The gate itself: the program's figures over the passages against their floors.

Written against en_core_web_sm 3.8.0.
"""

from __future__ import annotations

from functools import cache, partial

import pytest

from quotetrack.pipeline import ENGINES, Engine
from tests.gate.figures import FIGURES, Result, extract_passage, measure
from tests.gate.floors import complaints, floors_of
from tests.gate.gold import GoldQuote, Passage, digest, passages, place

PASSAGES = passages()


each_engine = pytest.mark.parametrize("engine", ENGINES)


@cache
def looked_at(engine: Engine) -> list[Result]:
    """Everything that is looked at in the passages, as the program does today."""
    return measure(PASSAGES, partial(extract_passage, engine=engine))


@each_engine
@pytest.mark.parser
def test_no_figure_is_below_its_floor_or_far_above_it(engine: Engine) -> None:
    told = complaints(floors_of(engine), looked_at(engine), digest())
    assert not told, "\n\n".join(told)


@each_engine
def test_every_figure_has_its_floor(engine: Engine) -> None:
    assert set(floors_of(engine)["floors"]) == set(FIGURES)


@each_engine
def test_every_floor_that_was_lowered_says_why(engine: Engine) -> None:
    assert all(lowered["reason"] for lowered in floors_of(engine)["lowered"])


def test_every_passage_has_a_name_of_its_own() -> None:
    names = [passage.id for passage in PASSAGES]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("passage", PASSAGES, ids=[passage.id for passage in PASSAGES])
def test_the_words_of_the_gold_stand_exactly_once_in_their_passage(passage: Passage) -> None:
    for words in (*_words(passage), *(silent.words for silent in passage.not_speech)):
        assert place(words, passage.text).of(passage.text)


@pytest.mark.parametrize("passage", PASSAGES, ids=[passage.id for passage in PASSAGES])
def test_a_name_of_the_gold_stands_in_its_passage_word_by_word(passage: Passage) -> None:
    for quote in passage.quotes:
        for word in (quote.speaker or "").replace(";", "").split():
            assert word.casefold() in passage.text.casefold()


def _words(passage: Passage) -> list[str]:
    return [words for quote in passage.quotes for words in _of(quote)]


def _of(quote: GoldQuote) -> list[str]:
    asked = (quote.mention, quote.cue, quote.hearer, quote.place, quote.speaks_for, quote.anonymity)
    return [*quote.content, *quote.via, *(words for words in asked if words)]
