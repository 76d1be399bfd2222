"""How sure a finding is, as a probability: what is known of a quotation and its speaker, weighed by what annotated
articles showed.

The weights are data (`lang/<code>/confidence.json`): log-odds fitted by `benchmarks/calibrate.py`, which also says on
what. This is the only place where a finding becomes numbers, for fitting and running alike.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping

from quotetrack.records import Kind

SHORT = 3
"""Words below which a quotation counts as short: scare quotes and titles are taken for speech mostly below it."""

BY_LABEL = 0.95
"""The chance that a turn is that of whom the record itself names before it. No labelled records were at hand to fit it
on: it leaves one turn in twenty to labels that are wrong, and to names that two people bear."""

Weights = Mapping[str, Mapping[str, float]]


def words_features(
    rule: str, words: int, *, is_repaired: bool, is_marked: bool, backing: float | None = None
) -> Iterator[str]:
    """What tells whether these are a speaker's words: the rule that found them, whether they stand in marks, whether
    they are few, whether a mark had to be mended, and how sure the model is of them (0: it does not see them; None:
    there is no model)."""
    yield "always"
    yield f"rule: {rule}"
    if not is_marked:
        yield "without marks"
    elif words < SHORT:
        yield "short"
    if is_repaired:
        yield "repaired"
    if backing is not None:
        yield f"model: {int(10 * backing) / 10}" if backing else "model: silent"


def speaker_features(rule: str, resolution: str, words: int, agrees: bool | None = None) -> Iterator[str]:
    """What tells whether the words are in the right mouth: the rule that found them, what settled the speaker, and
    whether the model takes the same words for the source (None: it sees none, or there is no model)."""
    yield "always"
    yield f"rule: {rule}"
    yield f"settled: {resolution}"
    if words < SHORT:
        yield "short"
    if agrees is not None:
        yield "model: agrees" if agrees else "model: differs"


def of_words(
    weights: Weights,
    rule: str,
    words: int,
    *,
    is_repaired: bool,
    is_marked: bool,
    backing: float | None = None,
) -> float:
    """The chance (0-1) that words found by a rule are what somebody said. A rule that the weights do not know counts as
    an average one. `backing` as in `words_features`."""
    features = words_features(rule, words, is_repaired=is_repaired, is_marked=is_marked, backing=backing)
    return _chance(weights["words" if backing is None else "words, model"], features)


def of_claim(
    weights: Weights, features: Iterable[str], *, by_model: bool = False, in_context: float = 0.0
) -> float:
    """The chance (0-1) that a report without marks claims something.

    `features` as in `attribution.claims`; `in_context` is what the model says for it, as log-odds. `by_model` if
    a model was asked."""
    return _chance(weights["claims, model" if by_model else "claims"], features, in_context)


def of_speaker(
    weights: Weights,
    rule: str,
    resolution: str,
    words: int,
    *,
    by_model: bool = False,
    agrees: bool | None = None,
    chance: float | None = None,
) -> float:
    """The chance (0-1) that the mention is the speaker's and means who it was taken to mean. `by_model` where a model
    was asked, `agrees` as in `speaker_features`; `chance` what the ranker gives whom a pronoun was taken to mean."""
    features = speaker_features(rule, resolution, words, agrees)
    mention = _chance(weights["speaker, model" if by_model else "speaker"], features)
    names = weights["name"]
    return mention * (names.get(resolution, names["always"]) if chance is None else chance)


def passes_bar(kind: Kind, confidence: float, bar: float) -> bool:
    """Return whether a quotation is shown unless more is asked for: one in marks always, one without marks if it is as
    sure as the `bar` (0-1) that it claims something (`Quote.confidence`, by `of_claim`)."""
    return kind != "indirect" or confidence >= bar


def _chance(weights: Mapping[str, float], features: Iterable[str], more: float = 0.0) -> float:
    return 1 / (1 + math.exp(-sum((weights.get(feature, 0.0) for feature in features), more)))
