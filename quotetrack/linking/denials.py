"""Which two statements are a denial and what it denies: one speaker denies what another says, word by word.

How alike the two are in the rest does not matter: a denial names the kernel of what it denies. A "not" alone is no such
denial: what stands behind it is about as often a matter that many speak of ("he does not have …").
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from quotetrack.linking.features import COLUMN, Bools, Floats, is_in
from quotetrack.linking.signatures import FINE, Signatures


@dataclass(frozen=True, slots=True)
class DenialSettings:
    """How much of what is denied the other says. Read off denials of a stream of news; docs/accuracy.md has the
    figures."""

    # How likely two statements are at odds that are told here to be.
    chance: float = 0.75
    # The part of the words denied, without names, that the other says. A word that is missing is often the one that
    # counts.
    said: float = 0.95
    # The part of the words behind a "not" that the other says: a "not" has no end that is as plain. With .6 every
    # seventh contradiction was none that is shown with .75.
    said_of_not: float = 0.75
    # What the other says of them, names too, must weigh so much: one rare word, or two of moderate rarity.
    least: float = 4.0
    # Days between their publications, at most.
    days: int = 7
    # Words of a denial: fewer ("it was so") deny anything, and in more a "not" may belong to anything.
    shortest: int = 4
    longest: int = 40


SETTINGS = DenialSettings()


def are_denials(left: Signatures, right: Signatures, rows: Floats) -> Bools:
    """Return whether one of each two says what the other denies. Whoever is quoted twice is cut or quoted otherwise:
    that takes the same words (`relations`)."""
    may_be = np.logical_and.reduce(
        [
            rows[:, COLUMN["same speaker"]] == 0,
            np.expm1(rows[:, COLUMN["days apart"]]) <= SETTINGS.days,
            left["is_clause"] & right["is_clause"],
            left["is_denied"] != right["is_denied"],
        ]
    )
    out = np.zeros(len(rows), bool)
    for ours, theirs in ((left, right), (right, left)):
        at = np.flatnonzero(may_be & ours["is_denied"] & theirs["is_said"])
        out[at] = _says_what_is_denied(ours[at], theirs[at], rows[at])
    return out


def _says_what_is_denied(denying: Signatures, saying: Signatures, rows: Floats) -> Bools:
    """Return whether each second statement says what the first denies."""
    weights, is_said = _weights(denying), _is_said(denying, saying)
    is_name = is_in(denying["words"], denying["names"]) | is_in(denying["words"], denying["opening"][:, None])
    conditions = [
        denying["turns"] == 1,  # With a "not" of its own a denial says what it seems to deny.
        (denying["length"] >= SETTINGS.shortest) & (denying["length"] <= SETTINGS.longest),
        (rows[:, COLUMN["same names"]] > 0) | ~is_name.any(axis=1),
        _share(weights, ~is_name, is_said) >= SETTINGS.said,
        (weights * is_said).sum(axis=1) >= SETTINGS.least,
    ]
    return np.asarray(np.logical_and.reduce(conditions))


def say_what_is_negated(left: Signatures, right: Signatures, chosen: Bools) -> Bools:
    """Return for each pair that is `chosen` whether one says the words that a "not" turns round in the other."""
    out = np.zeros(len(chosen), bool)
    for ours, theirs in ((left, right), (right, left)):
        at = np.flatnonzero(chosen & (ours["negated"][:, 0] > 0))
        negating = ours[at]
        is_negated = is_in(negating["words"], negating["negated"])
        share = _share(_weights(negating), is_negated, _is_said(negating, theirs[at]))
        out[at] |= share >= SETTINGS.said_of_not
    return out


def _is_said(statements: Signatures, others: Signatures) -> Bools:
    """Return for each word of the statements whether the others have it, not turned round by a "not"."""
    words = statements["words"]
    return np.asarray(is_in(words, others["words"]) & ~is_in(words, others["negated"]))


def _weights(statements: Signatures) -> Floats:
    return np.asarray(statements["weights"] / np.float32(FINE), np.float32)


def _share(weights: Floats, wanted: Bools, is_said: Bools) -> Floats:
    """Return which part of the words wanted is said, by weight; 0 if none are wanted."""
    found, every = (weights * (wanted & is_said)).sum(axis=1), (weights * wanted).sum(axis=1)
    return np.asarray(found / np.maximum(every, 0.5), np.float32)
