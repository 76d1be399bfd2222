"""From numbers to proposals: cues, spans, and how sure; the numbers are made up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

import numpy as np
import pytest
from numpy.typing import NDArray

from quotetrack.model import decode
from quotetrack.model.decode import LinkBudget, decode_roles, propose_in_window
from quotetrack.model.labels import CONTENT, CUE, CUE_REACH, OUTSIDE, SOURCE, TAGS
from quotetrack.model.weights import Model, measure_distances
from quotetrack.model.windows import Window
from quotetrack.records import Span

TEXT = "Nadia Okoro said the ferry would sail, then left."
WORDS = ("Nadia", "Okoro", "said", "the", "ferry", "would", "sail", ",", "then", "left", ".")


@dataclass
class Fake:
    """A model that knows its answers: the chance of a cue by word, and for each word the role of its attribution."""

    cues: dict[str, float]
    roles: dict[str, int]
    sure: float = 0.9
    thresholds: dict[str, float] = field(default_factory=lambda: {"cue": 0.5, "change": 1.0})
    claims: float = 0.0

    def read(self, window: Window) -> tuple[Any, Any, Any]:
        tags = np.zeros((len(window.words), len(TAGS)), dtype=np.float32)
        for i, word in enumerate(window.words):
            tags[i, TAGS.index((CUE, True))] = self.cues.get(word.of(TEXT), 0.0)
        return np.zeros((len(window.words), 1)), np.zeros((len(window.words), 1)), tags

    def link(self, shared: Any, full: Any, rows: Any) -> Any:  # noqa: ARG002
        one = np.full((len(WORDS), 3), (1 - self.sure) / 2, dtype=np.float32)
        for i, word in enumerate(WORDS):
            one[i, self.roles.get(word, OUTSIDE)] = self.sure
        return np.repeat(one[None], len(rows), axis=0)

    def weigh_claim(self, cue: Any, content: Any) -> float:  # noqa: ARG002
        return self.claims


def window() -> Window:
    spans, at = [], 0
    for word in WORDS:
        at = TEXT.index(word, at)
        spans.append(Span(at, at + len(word)))
        at += len(word)
    return Window(tuple(spans), (), (), (), ((0, len(WORDS)),))


def told(model: Fake) -> list[tuple[list[str], list[str], list[str]]]:
    """The words of each proposal: source, cue, content."""
    found = propose_in_window(window(), TEXT, cast(Model, model))
    return [
        ([s.of(TEXT) for s in p.source], [s.of(TEXT) for s in p.cue], [s.of(TEXT) for s in p.content])
        for p in found
    ]


SAID = {
    **dict.fromkeys(("Nadia", "Okoro"), SOURCE),
    **dict.fromkeys(("the", "ferry", "would", "sail"), CONTENT),
}


def test_a_cue_has_the_words_of_its_roles() -> None:
    assert told(Fake({"said": 0.9}, SAID)) == [(["Nadia Okoro"], ["said"], ["the ferry would sail"])]


def test_what_is_hardly_a_cue_proposes_nothing() -> None:
    assert told(Fake({"said": 0.4}, SAID)) == []


def test_a_cue_without_content_proposes_nothing() -> None:
    assert told(Fake({"said": 0.9}, {"Nadia": SOURCE})) == []


def test_punctuation_ends_no_stretch_and_opens_none() -> None:
    roles = SAID | {"then": CONTENT, "left": CONTENT, ".": CONTENT}
    assert told(Fake({"said": 0.9}, roles))[0][2] == ["the ferry would sail, then left"]


def test_a_cue_is_no_part_of_its_content() -> None:
    assert told(Fake({"would": 0.9}, SAID))[0][2] == ["the ferry", "sail"]


def test_how_sure_a_proposal_is_comes_from_cue_and_content() -> None:
    [found] = propose_in_window(window(), TEXT, cast(Model, Fake({"said": 0.8}, SAID, sure=0.9)))
    assert found.sure == pytest.approx(0.72, abs=0.001)


def row(*chances: Sequence[float]) -> Any:
    return np.array([chances], dtype=np.float32)


IN, OUT = (0.1, 0.0, 0.9), (0.9, 0.0, 0.1)


def test_a_doubtful_word_inside_a_content_is_part_of_it() -> None:
    chances = row(OUT, IN, (0.55, 0.0, 0.45), IN, OUT)
    assert decode_roles(chances, 0.0).tolist() == [[0, 2, 0, 2, 0]]
    assert decode_roles(chances, 1.0).tolist() == [[0, 2, 2, 2, 0]]


def test_a_crumb_of_content_is_none() -> None:
    assert decode_roles(row(OUT, (0.45, 0.0, 0.55), OUT), 1.0).tolist() == [[0, 0, 0]]


def test_a_source_of_one_word_costs_nothing() -> None:
    assert decode_roles(row(OUT, (0.45, 0.55, 0.0), OUT), 3.0).tolist() == [[0, 1, 0]]


def test_distances_are_told_from_the_nearest_word_of_the_cue() -> None:
    assert (measure_distances((2, 3), (0, 6)) - CUE_REACH).tolist() == [-2, -1, 0, 0, 1, 2]
    assert measure_distances((0,), (0, 500)).max() == 2 * CUE_REACH


class Wavering(Fake):
    """The same model on another processor: each chance a little off, the one way or the other."""

    off: float = 0.0

    def read(self, window: Window) -> tuple[Any, Any, Any]:
        shared, full, tags = super().read(window)
        return shared, full, tags + self._noise(tags.shape)

    def link(self, shared: Any, full: Any, rows: Any) -> Any:
        chances = super().link(shared, full, rows)
        return chances + self._noise(chances.shape)

    def _noise(self, shape: tuple[int, ...]) -> Any:
        return np.resize(np.array([self.off, -self.off, -self.off], dtype=np.float32), shape)


@pytest.mark.parametrize("off", [1e-5, -1e-5])
@pytest.mark.parametrize("cue", [0.9, 0.5, 0.49998])
def test_what_processors_differ_by_changes_no_proposal(cue: float, off: float) -> None:
    """A cue as likely as the threshold asks is one, whichever way the last digits fall."""
    steady, wavering = Fake({"said": cue}, SAID), Wavering({"said": cue}, SAID)
    wavering.off = off
    [first] = propose_in_window(window(), TEXT, cast(Model, steady))
    [second] = propose_in_window(window(), TEXT, cast(Model, wavering))
    assert (first.cue, first.source, first.content) == (second.cue, second.source, second.content)
    assert first.sure == pytest.approx(second.sure, abs=0.001)


@pytest.mark.parametrize("off", [2e-5, -2e-5])
def test_of_roles_as_likely_as_each_other_the_first_counts(off: float) -> None:
    tie = (0.4, 0.4 + off, 0.2)
    assert decode_roles(row(tie), 1.0).tolist() == [[OUTSIDE]]


def test_what_context_says_of_a_claim_is_counted_in_quarters() -> None:
    [near, far] = (
        next(propose_in_window(window(), TEXT, cast(Model, Fake({"said": 0.9}, SAID, claims=claims))))
        for claims in (1.13, -0.9)
    )
    assert (near.claims, far.claims) == (1.25, -1.0)


def test_a_model_without_weights_for_claims_says_nothing_of_them() -> None:
    empty = Model("m", None, {}, None, None, np.empty(0), np.empty(0))  # type: ignore[arg-type]
    assert empty.weigh_claim(np.ones((2, 3), np.float32), np.ones((1, 3), np.float32)) == 0.0


def test_a_claim_is_weighed_by_the_mean_states_of_cue_and_content() -> None:
    def states(*rows: tuple[float, float]) -> NDArray[np.float32]:
        return np.array(rows, dtype=np.float32)

    weights, means = states((1.0, 2.0), (0.0, 1.0)), states((1.0, 1.0), (0.0, 0.0))
    model = Model("m", None, {}, None, None, weights, means)  # type: ignore[arg-type]
    assert model.weigh_claim(states((2.0, 2.0), (4.0, 0.0)), states((5.0, 3.0))) == 2.0 + 0.0 + 0.0 + 3.0


def test_what_has_too_many_cues_for_its_length_is_left_to_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    model = cast(Model, Fake({"said": 0.9, "left": 0.9}, SAID))
    monkeypatch.setattr(decode, "SETTINGS", replace(decode.SETTINGS, most_pairs=2 * len(WORDS)))
    budget = LinkBudget()
    assert len(list(propose_in_window(window(), TEXT, model, budget))) == 2
    assert budget.refused == []
    monkeypatch.setattr(decode, "SETTINGS", replace(decode.SETTINGS, most_pairs=2 * len(WORDS) - 1))
    assert list(propose_in_window(window(), TEXT, model, budget)) == []
    assert budget.refused == [Span(0, len(TEXT))]


def test_a_long_window_may_have_more_cues() -> None:
    long = replace(window(), words=(Span(0, 5), Span(1_995, 2_000)))
    budget = LinkBudget()
    budget.open(long)
    assert budget.left == 2 * decode.SETTINGS.most_pairs
