"""From pairs of statements to what they are to each other: the model's probabilities, and what no model is asked.

Three things are read off the pair itself. That a text was reprinted: the words are the same, and so are the article's
words around them. That two statements are opposed: they would tell the same, but one turns it round. And that one says
what the other denies (`denials`). Which figures are at odds is told elsewhere (`tallies`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quotetrack.linking.denials import SETTINGS as DENIALS
from quotetrack.linking.denials import are_denials, say_what_is_negated
from quotetrack.linking.features import COLUMN, Bools, Floats, features, is_in
from quotetrack.linking.judge import is_judged, shipped_judge
from quotetrack.linking.scorer import OUTCOMES, Scorer
from quotetrack.linking.signatures import Signatures
from quotetrack.text.meaning import cosines

_CONTRADICTS, _UNRELATED = OUTCOMES.index("contradicts"), OUTCOMES.index("unrelated")
_SAME = slice(0, 3)
"""The columns of what tells the same, on one occasion or on two."""
RELATING = 2
"""Goes up when pairs become something else than before by what is read off the pair itself: stores are linked anew."""
_AT_ONCE = 8192
"""Pairs whose features are in memory together."""


@dataclass(frozen=True, slots=True)
class RelationSettings:
    """What is decided without the model. Rerun `benchmarks/linking_accuracy.py` before changing one."""

    # The probability of telling the same, on one occasion or on two, from which on a link is kept.
    least_same: float = 0.2
    # The probability of telling one utterance below which the texts do not show that the occasion is the same: what
    # is as likely to be one claim as to be one utterance is called the same claim. Links of one utterance are shown
    # from it on (`store.claims.SHOWN_FROM`), and make claims (`clustering`).
    least_utterance: float = 0.8
    # Days between two printings from which on they tell one utterance only if they do so word for word: reporters tell
    # it in words of their own on the day and the next, and later of what was said anew. In a stream of 2,200 articles,
    # 106 pairs were further apart in other words, and of 45 claims of three outlets 9 were wrong, 7 of them by such.
    later: int = 2
    # The share of the shorter one's sequences of words that is word for word, if its words in marks are the other's
    # too, by the share of their weight.
    word_for_word: float = 0.4
    same_marked: float = 0.5
    # The same if they are not: what a spokesman says every day is told in much the same words.
    every_word: float = 0.8
    # The probability of a contradiction from which on a link is kept.
    least_opposed: float = 0.4
    # The share of `context_shingles` that two printings of one text have in common, edited as they may be.
    # Texts of different reporters have none.
    reprinted: float = 0.33
    # Shingles around a quotation that there must be to tell: "she said" stands around many.
    least_context: int = 4
    # The part of the words of both that two printings of one text share.
    same_words: float = 0.8
    # The part of the shorter statement's words that the other must have for the two to be opposed.
    opposed_shorter: float = 0.6
    # The same of the words of both: a name and another name's deed are no denial of each other.
    opposed_both: float = 0.35
    # What the shared words must weigh for that, as much as one rare word or two of moderate rarity.
    opposed_weight: float = 4.0
    # The part of a contradiction's probability that is not believed if the words do not show it: a "not" then belongs
    # to something else. Of 20 that were shown so in 80 events and five long stories, one was right.
    unseen: float = 0.4
    # Words. A longer statement has "not" in it somewhere, which says little of the whole.
    longest_denial: int = 40
    # Words. "It was not" denies anything.
    shortest_denial: int = 4


SETTINGS = RelationSettings()


@dataclass(frozen=True, slots=True)
class Related:
    """What pairs are to each other, an entry for each: the place of the relation among `OUTCOMES`, that relation's
    probability, and the probabilities of all, pairs by outcomes."""

    relation: NDArray[np.intp]
    score: Floats
    probabilities: Floats

    def only(self, chosen: NDArray[np.bool_] | NDArray[np.intp]) -> Related:
        """Return the chosen pairs: by a truth value each, or by their places in the order wanted."""
        return Related(self.relation[chosen], self.score[chosen], self.probabilities[chosen])

    @classmethod
    def joined(cls, lots: Sequence[Related]) -> Related:
        """Return the pairs of all lots, one after the other; there is at least one lot."""
        names = ("relation", "score", "probabilities")
        return cls(*(np.concatenate([getattr(lot, name) for lot in lots]) for name in names))

    @property
    def is_kept(self) -> Bools:
        """Return whether each link is worth keeping: it may be shown, or tell something when claims are grouped."""
        alike = self.probabilities[:, _SAME].sum(axis=1)
        is_opposed = self.probabilities[:, _CONTRADICTS] >= SETTINGS.least_opposed
        return np.asarray((alike >= SETTINGS.least_same) | is_opposed)


def relate(
    everything: Signatures,
    a: NDArray[np.intp],
    b: NDArray[np.intp],
    scorer: Scorer,
    *,
    thorough: bool = False,
) -> Related:
    """Return what the statements `a[i]` and `b[i]` of `all` are to each other; the same whichever comes first. Unless
    it is to be `thorough`, the forests are not asked about what is as good as certainly unrelated."""
    out = np.zeros((len(a), len(OUTCOMES)), np.float32)
    for start in range(0, len(a), _AT_ONCE):
        lot = slice(start, start + _AT_ONCE)
        out[lot] = _outcomes(everything[a[lot]], everything[b[lot]], scorer, thorough)
    relation = out[:, :_UNRELATED].argmax(axis=1)
    # What is more likely than not to tell the same does so, even if neither on one occasion nor on two alone is more
    # likely than what else there is.
    alike = out[:, _SAME].sum(axis=1)
    relation[alike >= 0.5] = out[alike >= 0.5, _SAME].argmax(axis=1)
    unsure = (relation == OUTCOMES.index("same_utterance")) & (
        out[:, :2].sum(axis=1) < SETTINGS.least_utterance
    )
    relation[unsure & (alike >= 0.5)] = OUTCOMES.index("same_claim")
    score = np.take_along_axis(out, relation[:, None], axis=1)[:, 0]
    # Whoever says that it was the same claim says as well that it may have been the same utterance.
    return Related(relation, np.where(relation == OUTCOMES.index("same_claim"), alike, score), out)


def weigh_pairs(left: Signatures, right: Signatures, scorer: Scorer) -> Floats:
    """Return what is weighed of each two, pairs by `judge.JUDGED_BY`: what the judge is fitted on."""
    rows = features(left, right)
    scored = _probabilities(left, right, rows, _opposition(left, right, rows), scorer)
    return np.concatenate([rows, scored, cosines(left["meaning"], right["meaning"])[:, None]], axis=1)


def _outcomes(left: Signatures, right: Signatures, scorer: Scorer, thorough: bool) -> Floats:
    rows = features(left, right)
    opposed = _opposition(left, right, rows)
    out = np.zeros((len(rows), len(OUTCOMES)), np.float32)
    out[:, _UNRELATED] = 1.0
    near = np.arange(len(rows)) if thorough else np.flatnonzero(scorer.is_near(rows) | (opposed > 0))
    out[near] = _probabilities(left[near], right[near], rows[near], opposed[near], scorer)
    at = np.flatnonzero(is_judged(out))
    near_meaning = cosines(left["meaning"][at], right["meaning"][at])
    out[at] = shipped_judge().judge(rows[at], out[at], near_meaning)
    is_seen = opposed >= 2
    doubted = out[~is_seen, _CONTRADICTS] * SETTINGS.unseen
    out[~is_seen, _UNRELATED] += doubted
    out[~is_seen, _CONTRADICTS] -= doubted
    # Two who are named differently said one thing each, unless one text speaks of the other's speaker.
    are_two = (rows[:, COLUMN["other speaker"]] > 0) & (rows[:, COLUMN["speaker told of"]] == 0)
    are_apart = are_two | _are_told_anew(left, right, rows)
    out[are_apart, 2] += out[are_apart, 1]
    out[are_apart, 1] = 0.0
    return out


def _are_told_anew(left: Signatures, right: Signatures, rows: Floats) -> Bools:
    """Return whether each two are printed on different days, and not as one utterance would be: with other figures, of
    which there are new ones every day, or days apart in other words."""
    have_days = (left["day"] > 0) & (right["day"] > 0)
    apart = np.where(have_days, np.abs(left["day"].astype(np.int64) - right["day"]), 0)
    are_marked = rows[:, COLUMN["marked of the shorter"]] >= SETTINGS.same_marked
    least = np.where(are_marked, SETTINGS.word_for_word, SETTINGS.every_word)
    in_other_words = (apart >= SETTINGS.later) & (rows[:, COLUMN["sequences of the shorter"]] < least)
    with_other_figures = (apart > 0) & ~are_marked & (rows[:, COLUMN["other figures"]] > 0)
    return np.asarray(in_other_words | with_other_figures)


def _probabilities(
    left: Signatures, right: Signatures, rows: Floats, opposition: NDArray[np.int8], scorer: Scorer
) -> Floats:
    out = np.zeros((len(rows), len(OUTCOMES)), np.float32)
    if not len(rows):
        return out
    out[:, 1:] = scorer.probabilities(rows)
    opposed = np.flatnonzero(opposition)
    if len(opposed):
        agreed = scorer.probabilities(_as_if_agreed(rows[opposed]))
        # A "not" may belong to something else: they are at odds if they would tell the same.
        same = agreed[:, :2].sum(axis=1)
        same = np.where(opposition[opposed] == 3, np.maximum(same, DENIALS.chance), same)
        out[opposed] *= (1 - same)[:, None]
        out[opposed, _CONTRADICTS] += same
    copied = are_reprinted(left, right, rows)
    out[copied, 0] = out[copied, 1:3].sum(axis=1)
    out[copied, 1:3] = 0.0
    return out


def are_reprinted(left: Signatures, right: Signatures, rows: Floats) -> Bools:
    """Return whether each two stand in one text that was printed twice: they share words and `context_shingles`."""
    a, b = left["context_shingles"], right["context_shingles"]
    have = np.minimum(np.count_nonzero(a, axis=1), np.count_nonzero(b, axis=1))
    shared = np.count_nonzero(is_in(a, b), axis=1)
    is_same_text = (have >= SETTINGS.least_context) & (shared >= SETTINGS.reprinted * have)
    return np.asarray(is_same_text & (rows[:, COLUMN["of both"]] >= SETTINGS.same_words))


def _opposition(left: Signatures, right: Signatures, rows: Floats) -> NDArray[np.int8]:
    """Return whether the two are at odds. 3: one says what the other denies. They may be if they speak of the same, as
    one is denied, or negated, or has a word's opposite, and the other is not; 2: and one says what is denied, or stands
    behind the other's "not". 1: that does not show. 0: they are not."""
    alike = _all_of(
        rows[:, COLUMN["of the shorter"]] >= SETTINGS.opposed_shorter,
        rows[:, COLUMN["of both"]] >= SETTINGS.opposed_both,
        rows[:, COLUMN["shared"]] >= np.log1p(SETTINGS.opposed_weight),
        np.maximum(left["length"], right["length"]) <= SETTINGS.longest_denial,
        np.minimum(left["length"], right["length"]) >= SETTINGS.shortest_denial,
        left["is_clause"] & right["is_clause"],
    )
    # Whoever is told twice with and without a "not" is cut or quoted otherwise, not at odds with himself.
    by_others = rows[:, COLUMN["other speaker"]] > 0
    negated = (rows[:, COLUMN["turned round"]] > 0) & (np.minimum(left["turns"], right["turns"]) == 0)
    turned = alike & by_others & (negated | (rows[:, COLUMN["opposites"]] > 0))
    denied = alike & (left["is_denied"] != right["is_denied"])
    is_by_one = rows[:, COLUMN["same speaker"]] > 0
    is_seen = denied & (~is_by_one | (rows[:, COLUMN["of both"]] >= SETTINGS.same_words))
    is_seen |= say_what_is_negated(left, right, turned)
    out = np.where(is_seen, 2, turned | denied)
    return np.where(are_denials(left, right, rows), 3, out).astype(np.int8)


def _all_of(*conditions: Bools) -> Bools:
    return np.asarray(np.logical_and.reduce(conditions))


def _as_if_agreed(rows: Floats) -> Floats:
    """Return the same rows without what sets the statements against each other."""
    out = rows.copy()
    out[:, [COLUMN[name] for name in ("turned round", "turned and alike", "opposites")]] = 0.0
    differ = out[:, COLUMN["other figures"]] > 0
    out[differ, COLUMN["other figures"]] = 0.0
    out[differ, COLUMN["same figures"]] = 1.0
    return out
