"""What two statements have in common, in numbers: the only place where a pair becomes what a model weighs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from quotetrack.linking.signatures import FINE, GRAMS, Signatures

Floats = NDArray[np.float32]

NAMES = (
    "shared", "of the shorter", "of both", "sequences", "sequences of the shorter", "marked", "marked of the shorter",
    "phrases", "both marked", "one marked", "around", "around of the shorter", "crossed", "same speaker",
    "other speaker", "speaker unknown", "speaker told of", "days apart", "same day said", "other day said",
    "turned round", "opposites", "same figures", "near figures", "other figures", "shorter", "lengths", "same outlet",
    "same names", "other names", "left over", "both clauses", "one clause", "habits", "turned and alike",
)  # fmt: skip
"""The features in their order."""


def features(left: Signatures, right: Signatures) -> Floats:
    """A row of features for each pair, statements `left[i]` and `right[i]`; the same whichever comes first."""
    out = np.empty((len(left), len(NAMES)), np.float32)
    shared = _shared(left, right, "words", "weights", "words")
    least = np.minimum(left["total"], right["total"])
    sequences = _count(left["grams"], right["grams"])
    marked = _shared(left, right, "marked", "stressed", "words") + _shared(
        right, left, "marked", "stressed", "words"
    )
    phrases = _count(left["phrases"], right["phrases"])
    near = _shared(left, right, "around", "beside", "around")
    crossed = _shared(left, right, "words", "weights", "around") + _shared(
        right, left, "words", "weights", "around"
    )
    are_marked = (left["marked"][:, 0] > 0).astype(np.int8) + (right["marked"][:, 0] > 0)
    known = (left["speaker"] > 0) & (right["speaker"] > 0)
    same = known & (left["speaker"] == right["speaker"])
    days = _days(left, right)
    said = (left["said"] > 0) & (right["said"] > 0)
    length = np.minimum(left["length"], right["length"]).astype(np.float32)
    both_figures = (left["figures"][:, 0] != 0) & (right["figures"][:, 0] != 0)
    same_figures = _count(left["figures"], right["figures"])
    near_figures = _near(left["figures"], right["figures"])
    turned = (left["turns"] > 0) != (right["turns"] > 0)
    columns = (
        _log1p(shared),
        shared / np.maximum(least, 0.5),
        shared / np.maximum(left["total"] + right["total"] - shared, 0.5),
        _log1p(sequences),
        sequences / np.clip(_size(left["grams"], right["grams"]), 1, GRAMS),
        _log1p(marked),
        marked / np.maximum(_weight(left, "stressed") + _weight(right, "stressed"), 0.5),
        _log1p(phrases),
        are_marked == 2,
        are_marked == 1,
        _log1p(near),
        near / np.maximum(np.minimum(left["near"], right["near"]), 0.5),
        _log1p(crossed),
        same,
        known & ~same,
        ~known,
        _told_of(left, right) | _told_of(right, left),
        _log1p(days),
        said & (left["said"] == right["said"]),
        said & (left["said"] != right["said"]),
        turned,
        _any(left["opposed"], right["words"]) | _any(right["opposed"], left["words"]),
        same_figures > 0,
        (near_figures > 0) & (same_figures == 0),
        both_figures & (near_figures == 0),
        _log1p(length),
        _log1p(np.maximum(left["length"], right["length"])) - _log1p(length),
        left["source"] == right["source"],
        _log1p(_count(left["names"], right["words"]) + _count(right["names"], left["words"])),
        _log1p(_lacking(left, right) + _lacking(right, left)),
        _log1p(np.maximum(least - shared, 0.0)),
        left["is_clause"] & right["is_clause"],
        left["is_clause"] ^ right["is_clause"],
        left["is_habit"] | right["is_habit"],
        turned * shared / np.maximum(least, 0.5),
    )
    for place, column in enumerate(columns):
        out[:, place] = column
    return out


def _log1p(values: NDArray[np.generic]) -> NDArray[np.float64]:
    """Return the logarithm, exact to more digits than the rows keep: processors differ in the last one."""
    found: NDArray[np.float64] = np.log1p(values, dtype=np.float64)
    return found


def _shared(left: Signatures, right: Signatures, words: str, weights: str, others: str) -> Floats:
    """The weight of the words of the left ones that the right ones have as well."""
    common = _in(left[words], right[others])
    found: Floats = (left[weights] * common).sum(axis=1, dtype=np.float32) / FINE
    return found


def _in(left: NDArray[np.generic], right: NDArray[np.generic]) -> NDArray[np.bool_]:
    """For each value of the left rows, whether it stands in the right row; padding stands nowhere."""
    # Column by column, each contiguous: seven times as quick as all with all of every row at once.
    ours, theirs = np.ascontiguousarray(left.T), np.ascontiguousarray(right.T)
    met = np.zeros(ours.shape, bool)
    same = np.empty(ours.shape, bool)
    for column in theirs:
        np.equal(ours, column, out=same)
        np.logical_or(met, same, out=met)
    np.logical_and(met, ours != 0, out=met)
    return met.T


def _count(left: NDArray[np.generic], right: NDArray[np.generic]) -> Floats:
    found: Floats = _in(left, right).sum(axis=1, dtype=np.float32)
    return found


def _any(left: NDArray[np.generic], right: NDArray[np.generic]) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = np.logical_or.reduce(_in(left, right), axis=1)
    return found


def _weight(side: Signatures, weights: str) -> Floats:
    found: Floats = side[weights].sum(axis=1, dtype=np.float32) / FINE
    return found


def _lacking(left: Signatures, right: Signatures) -> Floats:
    """How many names the left ones speak of that stand neither in the right ones nor around them."""
    names = left["names"]
    found: Floats = ((names != 0) & ~_in(names, right["words"]) & ~_in(names, right["around"])).sum(
        axis=1, dtype=np.float32
    )
    return found


def _near(left: NDArray[np.float32], right: NDArray[np.float32]) -> NDArray[np.intp]:
    """How many figures of the left rows are within 2 % of one of the right row: rounded otherwise."""
    apart = np.abs(left[:, :, None] - right[:, None, :])
    close = apart <= 0.02 * np.maximum(np.abs(left[:, :, None]), np.abs(right[:, None, :]))
    found: NDArray[np.intp] = (close.any(axis=2) & (left != 0)).sum(axis=1)
    return found


def _size(left: NDArray[np.uint32], right: NDArray[np.uint32]) -> NDArray[np.intp]:
    """How many values the shorter of two rows has."""
    found: NDArray[np.intp] = np.minimum((left != 0).sum(axis=1), (right != 0).sum(axis=1))
    return found


def _days(left: Signatures, right: Signatures) -> Floats:
    """Days between the publications; a year where one is not known."""
    known = (left["day"] > 0) & (right["day"] > 0)
    apart = np.abs(left["day"].astype(np.int64) - right["day"])
    return np.where(known, apart, 365).astype(np.float32)


def _told_of(left: Signatures, right: Signatures) -> NDArray[np.bool_]:
    """Whether the speaker of the left ones is spoken of in or around the right ones."""
    called = left["called"][:, None]
    found: NDArray[np.bool_] = np.logical_or(_any(called, right["around"]), _any(called, right["words"]))
    return found
