"""From pairs of statements to what they are to each other: the model's probabilities, and what no model is asked.

Two things are read off the pair itself. That a text was reprinted: the words are the same, and so are the article's
words around them. And that two statements are opposed: they would tell the same, but one turns it round, or they count
the same thing differently.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quotetrack.linking.features import NAMES, Floats, features
from quotetrack.linking.scorer import Scorer
from quotetrack.linking.signatures import Signatures

RELATIONS = ("copy", "same_utterance", "same_claim", "related", "contradicts", "unrelated")
"""The columns of `Related.probabilities`."""
KEPT = 0.2
"""The least probability of telling the same, on one occasion or on two, with which a link is kept."""
KEPT_OPPOSED = 0.4
"""The least probability of a contradiction with which a link is kept."""
_AT_ONCE = 8192
_REPRINTED = 0.33
"""The share of `setting` that two printings of one text have in common, edited as they may be. Texts of different
reporters have none."""
_LEAST_SETTING = 4
"""Sequences around a quotation that there must be to tell: "she said" stands around many."""
_SAME_WORDS = 0.8
_SHARED = 0.6
"""The part of the shorter statement's words that the other must have for the two to be opposed, and"""
_SHARED_BY_BOTH = 0.35
"""the part of the words of both that both must have: a name and another name's deed are no denial of each other."""
_SHARED_WEIGHT = 4.0
"""What the shared words must weigh for that, as much as one rare word or two of moderate rarity."""
_LONGEST_DENIAL = 40
"""Words. A longer statement has "not" in it somewhere, which says little of the whole."""
_SHORTEST_DENIAL = 4
_LONGEST_COUNT = 15
_SAME_DAYS = 2
_COLUMN = {name: place for place, name in enumerate(NAMES)}

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Related:
    """Of each pair the place of its relation among `RELATIONS`, that relation's probability, and all of them."""

    relation: NDArray[np.intp]
    score: Floats
    probabilities: Floats

    def only(self, chosen: Bools) -> Related:
        """The chosen ones of the pairs."""
        return Related(self.relation[chosen], self.score[chosen], self.probabilities[chosen])

    @property
    def is_kept(self) -> Bools:
        """Whether each link is worth keeping: it may be shown, or tell something when claims are grouped."""
        alike = self.probabilities[:, :3].sum(axis=1)
        found: Bools = (alike >= KEPT) | (self.probabilities[:, 4] >= KEPT_OPPOSED)
        return found


def relate(
    all: Signatures, a: NDArray[np.intp], b: NDArray[np.intp], scorer: Scorer, *, thorough: bool = False
) -> Related:
    """What the statements `a[i]` and `b[i]` of `all` are to each other; the same whichever comes first. Unless it is
    to be `thorough`, what is as good as certainly unrelated is not looked at closely."""
    out = np.zeros((len(a), len(RELATIONS)), np.float32)
    for start in range(0, len(a), _AT_ONCE):
        left, right = all[a[start : start + _AT_ONCE]], all[b[start : start + _AT_ONCE]]
        out[start : start + _AT_ONCE] = _looked_at(left, right, scorer, thorough)
    relation = _decided(out)
    score = np.take_along_axis(out, relation[:, None], axis=1)[:, 0]
    # Whoever says that it was the same claim says as well that it may have been the same utterance.
    score = np.where(relation == RELATIONS.index("same_claim"), out[:, :3].sum(axis=1), score)
    return Related(relation, score, out)


def _looked_at(left: Signatures, right: Signatures, scorer: Scorer, thorough: bool) -> Floats:
    rows = features(left, right)
    opposed = _are_opposed(left, right, rows)
    if thorough:
        return _probabilities(left, right, rows, opposed, scorer)
    out = np.zeros((len(rows), len(RELATIONS)), np.float32)
    out[:, 5] = 1.0
    near = np.flatnonzero(scorer.is_near(rows) | (opposed > 0))
    out[near] = _probabilities(left[near], right[near], rows[near], opposed[near], scorer)
    return out


def _decided(probabilities: Floats) -> NDArray[np.intp]:
    """The most probable relation. What is more likely than not to tell the same does so, on one occasion or on two,
    even where neither alone is more likely than what else there is."""
    out: NDArray[np.intp] = probabilities[:, :5].argmax(axis=1)
    alike = probabilities[:, :3].sum(axis=1) >= 0.5
    out[alike] = probabilities[alike, :3].argmax(axis=1)
    return out


def _probabilities(
    left: Signatures, right: Signatures, rows: Floats, are_opposed: NDArray[np.int8], scorer: Scorer
) -> Floats:
    out = np.zeros((len(rows), len(RELATIONS)), np.float32)
    if not len(rows):
        return out
    out[:, 1:] = scorer.probabilities(rows)
    opposed = np.flatnonzero(are_opposed)
    if len(opposed):
        agreed = scorer.probabilities(_as_if_agreed(rows[opposed]))
        # Figures of one thing need only be of one matter; a "not" may belong to something else.
        same = np.where(are_opposed[opposed] == 2, 1 - agreed[:, 4], agreed[:, :2].sum(axis=1))
        out[opposed] *= (1 - same)[:, None]
        out[opposed, 4] += same
    copied = are_reprinted(left, right, rows)
    out[copied, 0] = out[copied, 1:3].sum(axis=1)
    out[copied, 1:3] = 0.0
    return out


def are_reprinted(left: Signatures, right: Signatures, rows: Floats) -> Bools:
    """Whether each two stand in one text that was printed twice."""
    a, b = left["setting"], right["setting"]
    have = np.minimum((a != 0).sum(axis=1), (b != 0).sum(axis=1))
    common = ((a[:, :, None] == b[:, None, :]) & (a != 0)[:, :, None]).sum(axis=(1, 2))
    is_same_text = (have >= _LEAST_SETTING) & (common >= _REPRINTED * have)
    found: Bools = is_same_text & (rows[:, _COLUMN["of both"]] >= _SAME_WORDS)
    return found


def _are_opposed(left: Signatures, right: Signatures, rows: Floats) -> NDArray[np.int8]:
    """Whether the two would be at odds if they speak of the same: 2 where they count the same thing otherwise; 1 where
    one is denied, or negated, or has a word's opposite, and the other not; else 0."""
    alike = np.logical_and.reduce(
        [
            rows[:, _COLUMN["of the shorter"]] >= _SHARED,
            rows[:, _COLUMN["of both"]] >= _SHARED_BY_BOTH,
            rows[:, _COLUMN["shared"]] >= np.log1p(_SHARED_WEIGHT),
            np.maximum(left["length"], right["length"]) <= _LONGEST_DENIAL,
            np.minimum(left["length"], right["length"]) >= _SHORTEST_DENIAL,
            left["is_clause"] & right["is_clause"],
        ]
    )
    # Whoever is told twice with and without a "not" is cut or quoted otherwise, not at odds with himself.
    by_others = rows[:, _COLUMN["other speaker"]] > 0
    negated = (rows[:, _COLUMN["turned round"]] > 0) & (np.minimum(left["turns"], right["turns"]) == 0)
    turned = alike & by_others & (negated | (rows[:, _COLUMN["opposites"]] > 0))
    denied = alike & (left["is_denied"] != right["is_denied"])
    return np.where(_count_otherwise(left, right, rows), 2, turned | denied).astype(np.int8)


def _count_otherwise(left: Signatures, right: Signatures, rows: Floats) -> Bools:
    """Whether each counts one thing in few words, the same one at about the same time, and they differ."""
    one = (np.count_nonzero(left["figures"], axis=1) == 1) & (np.count_nonzero(right["figures"], axis=1) == 1)
    few = np.maximum(left["length"], right["length"]) <= _LONGEST_COUNT
    measure = (left["measures"] & right["measures"]) > 0
    days = np.expm1(rows[:, _COLUMN["days apart"]])
    soon = (rows[:, _COLUMN["same day said"]] > 0) | (
        (rows[:, _COLUMN["other day said"]] == 0) & (days <= _SAME_DAYS)
    )
    differ = (rows[:, _COLUMN["other figures"]] > 0) & (rows[:, _COLUMN["other names"]] == 0)
    found: Bools = np.logical_and.reduce([one, few, measure, soon, differ])
    return found


def _as_if_agreed(rows: Floats) -> Floats:
    """The same rows without what sets them against each other."""
    out = rows.copy()
    for name in ("turned round", "turned and alike", "opposites"):
        out[:, _COLUMN[name]] = 0.0
    differ = out[:, _COLUMN["other figures"]] > 0
    out[differ, _COLUMN["other figures"]] = 0.0
    out[differ, _COLUMN["same figures"]] = 1.0
    return out
