"""What two statements are to each other, by the model that comes with the package."""

from __future__ import annotations

import numpy as np
import pytest

from quotetrack.linking.forest import Forest
from quotetrack.linking.inputs import Told
from quotetrack.linking.relations import RELATIONS, Related, relate
from quotetrack.linking.scorer import read_scorer, shipped_scorer
from quotetrack.linking.signatures import signatures
from quotetrack.text.word_frequency import word_ranks
from quotetrack.text.word_weights import Words

WORDS = Words(word_ranks())
DAY = 734_700
LONG = "The northern bridge will stay closed until every cracked girder has been replaced"


def related(a: Told, b: Told) -> Related:
    """The pair, looked at closely."""
    all = signatures([a, b], WORDS)
    return relate(all, np.array([0]), np.array([1]), shipped_scorer(), thorough=True)


def told(words: str, **more: object) -> Told:
    """A direct quotation of one speaker on one day; each in an article of its own."""
    given = {"marked": words, "speaker": 1, "name": "Ana Lima", "day": DAY, "source": 1, "article": 1, **more}
    return Told(words, **given)  # type: ignore[arg-type]


def relation(a: Told, b: Told) -> str:
    """The name of their relation."""
    return RELATIONS[int(related(a, b).relation[0])]


def test_the_same_words_elsewhere_are_the_same_utterance() -> None:
    assert relation(told(LONG), told(LONG, article=2, source=2)) == "same_utterance"


def test_the_same_words_in_the_same_text_are_a_copy() -> None:
    setting = "At noon the council met in the old town hall and argued for three hours about money and blame"
    here = told(LONG, setting=setting, around=setting)
    assert relation(here, told(LONG, article=2, source=2, setting=setting, around=setting)) == "copy"


def test_words_that_have_nothing_in_common_are_unrelated() -> None:
    found = related(
        told(LONG), told("Bruckner moved me to tears", article=2, speaker=2, name="Rui Reis", day=DAY + 300)
    )
    assert found.probabilities[0].argmax() == RELATIONS.index("unrelated")


def test_two_counts_of_one_thing_on_one_day_contradict_each_other() -> None:
    a = told("60 people had been killed", speaker=1)
    b = told("the death toll stood at 27", speaker=2, name="The Observatory", article=2, source=2)
    assert relation(a, b) == "contradicts"


@pytest.mark.parametrize(
    "other",
    [
        told("the death toll stood at 27", speaker=2, article=2, day=DAY + 30),
        told("27 ships had sailed", speaker=2, article=2),
        told("60 dead were counted", speaker=2, article=2),
    ],
)
def test_other_days_other_things_and_the_same_figure_do_not(other: Told) -> None:
    found = related(told("60 people had been killed"), other)
    assert found.probabilities[0, RELATIONS.index("contradicts")] < 0.5


def test_a_denial_of_the_same_words_contradicts_them() -> None:
    words = "the minister had taken money from the harbour builders"
    denied = told(words, marked="", speaker=2, name="Rui Reis", article=2, source=2, is_denied=True)
    assert relation(told(words, marked=""), denied) == "contradicts"


def test_whoever_is_quoted_with_a_question_does_not_contradict_himself() -> None:
    a = told("We took it as a joke. Why don't you take the old general if he wants to go")
    b = told("We took it as a joke: you take the old general if he wants to go", article=2, source=2)
    assert relation(a, b) == "same_utterance"


def test_probabilities_sum_to_one() -> None:
    found = related(told(LONG), told("The bridge will stay closed", article=2))
    assert found.probabilities.sum() == pytest.approx(1, abs=1e-3)


def test_what_is_certainly_unrelated_is_not_looked_at_unless_asked() -> None:
    all = signatures([told(LONG), told("Bruckner moved me to tears", article=2, day=DAY + 300)], WORDS)
    found = relate(all, np.array([0]), np.array([1]), shipped_scorer())
    assert found.probabilities[0].tolist() == [0, 0, 0, 0, 0, 1]
    assert not found.is_kept[0]


def test_a_model_of_other_features_is_refused() -> None:
    import io

    data = io.BytesIO()
    np.savez(data, format=np.array(1), features=np.array(["one"]))
    with pytest.raises(ValueError, match="other features"):
        read_scorer(data.getvalue())


def test_a_forest_averages_its_trees() -> None:
    forest = Forest(
        feature=np.array([0, 0, 0, 0]),
        threshold=np.array([0.5, 0, 0, 0], np.float32),
        low=np.array([1, 1, 2, 3]),
        high=np.array([2, 1, 2, 3]),
        shares=np.array([[0, 0], [1, 0], [0, 1], [0.5, 0.5]], np.float32),
        roots=np.array([0, 3]),
        depth=1,
    )
    assert forest.probabilities(np.array([[0.0], [1.0]], np.float32)).tolist() == [[0.75, 0.25], [0.25, 0.75]]
