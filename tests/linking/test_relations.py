"""What two statements are to each other, by the model that comes with the package."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from quotetrack.linking.inputs import LinkInput
from quotetrack.linking.relations import SETTINGS, Related, relate
from quotetrack.linking.scorer import OUTCOMES, shipped_scorer
from quotetrack.store.link_queries import SHOWN_FROM

from .statements import DAY, LONG, direct, signed


def related(a: LinkInput, b: LinkInput) -> Related:
    """The pair, looked at closely."""
    everything = signed(a, b)
    return relate(everything, np.array([0]), np.array([1]), shipped_scorer(), thorough=True)


def relation(a: LinkInput, b: LinkInput) -> str:
    """The name of their relation."""
    return OUTCOMES[int(related(a, b).relation[0])]


def test_the_same_words_elsewhere_are_the_same_utterance() -> None:
    assert relation(direct(LONG), direct(LONG, article=2, source=2)) == "same_utterance"


def test_the_same_words_in_the_same_text_are_a_copy() -> None:
    context = "At noon the council met in the old town hall and argued for three hours about money and blame"
    here = direct(LONG, context=context, around=context)
    assert relation(here, direct(LONG, article=2, source=2, context=context, around=context)) == "copy"


def test_words_that_have_nothing_in_common_are_unrelated() -> None:
    found = related(
        direct(LONG),
        direct("Bruckner moved me to tears", article=2, speaker=2, name="Rui Reis", day=DAY + 300),
    )
    assert found.probabilities[0].argmax() == OUTCOMES.index("unrelated")


def test_a_denial_of_the_same_words_contradicts_them() -> None:
    words = "the minister had taken money from the harbour builders"
    denied = direct(words, marked="", speaker=2, name="Rui Reis", article=2, source=2, is_denied=True)
    assert relation(direct(words, marked=""), denied) == "contradicts"


def test_whoever_is_quoted_with_a_question_does_not_contradict_himself() -> None:
    a = direct("We took it as a joke. Why don't you take the old general if he wants to go")
    b = direct("We took it as a joke: you take the old general if he wants to go", article=2, source=2)
    assert relation(a, b) == "same_utterance"


def test_probabilities_sum_to_one() -> None:
    found = related(direct(LONG), direct("The bridge will stay closed", article=2))
    assert found.probabilities.sum() == pytest.approx(1, abs=1e-3)


def test_what_is_certainly_unrelated_is_not_looked_at_unless_asked() -> None:
    everything = signed(direct(LONG), direct("Bruckner moved me to tears", article=2, day=DAY + 300))
    found = relate(everything, np.array([0]), np.array([1]), shipped_scorer())
    assert found.probabilities[0].tolist() == [0, 0, 0, 0, 0, 1]
    assert not found.is_kept[0]


def test_lots_of_pairs_are_joined_in_order() -> None:
    lots = [related(direct(LONG), direct(LONG, article=2)), related(direct(LONG), direct("Gulls", article=2))]
    joined = Related.joined(lots)
    assert joined.score.tolist() == [*lots[0].score, *lots[1].score]
    assert joined.only(np.array([1, 0])).score.tolist() == joined.score.tolist()[::-1]


def test_figures_are_read_with_their_short_scales() -> None:
    short, long = signed(direct("a fund of $20bn was agreed"), direct("a fund of $20 billion was agreed"))
    assert short["figures"][0] == long["figures"][0] == 20e9


def test_the_same_words_of_two_speakers_are_one_claim_unless_one_is_told_of() -> None:
    other = {"speaker": 2, "name": "Rui Reis", "article": 2, "source": 2}
    assert relation(direct(LONG), direct(LONG, **other)) == "same_claim"
    told = direct(LONG, **other, around="Reis was quoting Ana Lima, who had said so before")
    assert related(direct(LONG), told).probabilities[0, 1] > 0


def test_links_of_one_utterance_are_shown_from_where_they_are_called_so() -> None:
    assert SHOWN_FROM["same_utterance"] == SETTINGS.least_utterance


def chance_of_one_utterance(a: LinkInput, b: LinkInput) -> float:
    """How likely the two tell one utterance."""
    return float(related(a, b).probabilities[0][OUTCOMES.index("same_utterance")])


def test_what_is_told_days_later_in_other_words_is_another_utterance() -> None:
    words = "the northern bridge will stay closed until every cracked girder has been replaced"
    other = "every cracked girder of the northern bridge will be replaced before it opens"
    told = direct(words, marked="")
    next_day = direct(other, marked="", article=2, source=2, day=DAY + 1)
    assert chance_of_one_utterance(told, next_day) > 0
    assert chance_of_one_utterance(told, replace(next_day, day=DAY + 9)) == 0
    assert chance_of_one_utterance(told, replace(told, article=2, source=2, day=DAY + 9)) > 0
    assert chance_of_one_utterance(direct(LONG), direct(LONG[:55], article=2, source=2, day=DAY + 9)) > 0


def test_what_has_other_figures_on_the_next_day_is_another_utterance() -> None:
    words = "repairs of the northern bridge have cost the harbour council {} million crowns so far"
    told = direct(words.format(35), marked="")
    more = direct(words.format(48), marked="", article=2, source=2)
    assert chance_of_one_utterance(told, more) > 0
    assert chance_of_one_utterance(told, replace(more, day=DAY + 1)) == 0
    assert chance_of_one_utterance(told, replace(told, article=2, source=2, day=DAY + 1)) > 0
