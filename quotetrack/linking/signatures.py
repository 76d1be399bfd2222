"""A statement in numbers of a fixed size, so that millions can be compared at once and kept in a database.

Each is a row of `SIGNATURE`. Words are numbered by their stems; lists are padded with 0 and hold the rarest words, or
for word sequences those with the smallest numbers, which is the same choice on both sides of any comparison.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from quotetrack.linking.inputs import Told
from quotetrack.text.calendar import MONTHS, NEWS_SHORT_MONTHS
from quotetrack.text.negation import DENIAL_WORDS
from quotetrack.text.numbers import MULTIPLES, NUMBER_WORDS, SCALES
from quotetrack.text.word_weights import Words, words_of

WORDS, GRAMS, MARKED, AROUND, SETTING, NAMES, FIGURES = 28, 28, 16, 28, 12, 8, 4
"""How many of each a signature has room for."""
FINE = 32
"""Weights are kept as whole numbers, in steps of 1/`FINE`."""

MAKE = 2
"""Goes up when signatures of one text come out otherwise: what was made before is made anew."""

SIGNATURE = np.dtype(
    [
        ("words", "u4", WORDS),
        ("weights", "u1", WORDS),
        ("total", "f4"),
        ("grams", "u4", GRAMS),
        ("marked", "u4", MARKED),
        ("stressed", "u1", MARKED),
        ("phrases", "u4", MARKED),
        ("around", "u4", AROUND),
        ("beside", "u1", AROUND),
        ("near", "f4"),
        ("names", "u4", NAMES),
        ("figures", "f4", FIGURES),
        ("measures", "u2"),
        ("setting", "u4", SETTING),
        ("speaker", "i4"),
        ("called", "u4"),
        ("day", "i4"),
        ("said", "i4"),
        ("article", "i4"),
        ("source", "i4"),
        ("length", "u2"),
        ("turns", "u1"),
        ("is_denied", "?"),
        ("opposed", "u4", 4),
        ("is_clause", "?"),
        ("is_habit", "?"),
    ]
)
"""What is kept of a statement. `words` with `weights`, of which the sum is `total`, are those told, `around` with
`beside` and `near` those of the reporter and the headline. `grams` are sequences of three words, `marked` with
`stressed` are words that stand in quotation marks, `phrases` sequences of two of them. `names` are capitalised
words, `figures` numbers that are no years and no days of a month, `measures` has a bit for each of `MEASURES` that
they may count. `setting` are sequences of three words of the article around, the same few wherever it is reprinted.
`called` is the speaker's last name. `turns` counts what turns the words round: "not", "never", "false", and a cue
that denies, which `is_denied` tells by itself. `opposed` are the opposites of words told. `is_clause`: the words
have a verb; `is_habit`: they are told as said more than once."""

Signatures = NDArray[np.void]

_VERBS = frozenset(
    "is are was were be been being am has have had will would can could should may might must do does did shall i we "
    "he she they it".split()
)
_HABITS = frozenset("repeatedly often always long again previously earlier regularly frequently once".split())
_SCALES = {word: float(MULTIPLES[word]) for word in SCALES}
_NUMBERS = {word: float(value) for word, value in NUMBER_WORDS.items() if value > 1} | {"dozen": 12.0}
_MONTHS = NEWS_SHORT_MONTHS.union(MONTHS)
MEASURES: tuple[frozenset[str], ...] = tuple(
    frozenset(words.split())
    for words in (
        "dead deaths death died die killed killing toll bodies fatalities perished slain",
        "injured wounded hurt injuries",
        "arrested detained arrests jailed imprisoned",
        "fled refugees displaced evacuated",
        "missing unaccounted",
        "jobs workers employees",
        "votes voters ballots",
        "dollars pounds euros cost costs budget worth",
    )
)
"""What news counts most, each with the words by which it says so. Two figures can only be at odds about one of them."""
_FACTORS = np.array([0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D], np.uint64)
_ORDER = attrgetter("order")
_NAME = re.compile(r"[^\W\d_]+")


def signatures(told: Sequence[Told], words: Words) -> Signatures:
    """A row for each statement, in the order given."""
    out = np.zeros(len(told), SIGNATURE)
    for row, one in zip(out, told, strict=True):
        _fill(row, one, words)
    return out


def _fill(row: np.void, told: Told, words: Words) -> None:
    plain = words_of(told.words)
    _put_weighed(row, plain, words, "words", "weights", "total")
    around = words_of(told.around)
    _put_weighed(row, [*around, *words_of(told.title)], words, "around", "beside", "near")
    numbers = [words[w].number for w in plain]
    _put_smallest(row["grams"], numbers, 3)
    marked = plain if told.marked == told.words else words_of(told.marked)
    _put_weighed(row, marked, words, "marked", "stressed", None)
    _put_smallest(row["phrases"], numbers if marked is plain else [words[w].number for w in marked], 2)
    setting = told.setting.encode("utf-8", "surrogatepass").split()
    _put_smallest(row["setting"], list(map(zlib.crc32, setting)), 3)
    row["measures"] = _measures(plain) or _measures(words_of(told.beside))
    row["is_clause"] = not _VERBS.isdisjoint(plain)
    row["is_habit"] = not _HABITS.isdisjoint(around)
    called = words_of(told.name)[-1:]
    row["called"] = words[called[0]].number if called else 0
    row["speaker"], row["article"], row["source"] = told.speaker, told.article, told.source
    row["day"], row["said"] = told.day, told.said
    row["length"] = len(plain)
    _put_first(row["names"], _names(told.words, words))
    _put_first(row["figures"], _figures(plain))
    row["turns"] = min(255, sum(w in DENIAL_WORDS for w in plain) + told.is_denied)
    row["is_denied"] = told.is_denied
    _put_first(row["opposed"], (words[o].number for o in _opposites(plain)))


def _put_weighed(
    row: np.void, plain: Sequence[str], words: Words, name: str, weights: str, total: str | None
) -> None:
    known = {k.number: k for k in [words[word] for word in plain] if k.weight > 0}
    if total is not None:
        row[total] = sum(k.weight for k in known.values())
    room = row[name]
    rarest = sorted(known.values(), key=_ORDER)[: len(room)]
    room[: len(rarest)] = [k.number for k in rarest]
    row[weights][: len(rarest)] = [min(255, round(k.weight * FINE)) for k in rarest]


def _put_smallest(room: NDArray[np.uint32], numbers: Sequence[int], length: int) -> None:
    """Put there the smallest of the numbers that stand for all sequences of this length, two or three."""
    made = np.array(numbers, np.uint64)
    if len(made) < length:
        return
    last = len(made) - length + 1
    # Any odd factors do; they must only stay the same for as long as signatures are kept.
    mixed = made[:last] * _FACTORS[0]
    for place in range(1, length):
        mixed += made[place : place + last] * _FACTORS[place]
    mixed = (mixed ^ (mixed >> np.uint64(15))) & np.uint64(0xFFFFFFFF)
    found = np.unique(np.maximum(mixed, 1))[: len(room)]
    room[: len(found)] = found


def _put_first(room: NDArray[np.generic], values: Iterable[float]) -> None:
    found = list(dict.fromkeys(values))[: len(room)]
    room[: len(found)] = found


def _names(text: str, words: Words) -> Iterable[int]:
    for found in _NAME.finditer(text):
        if found.start() and found.group()[0].isupper() and len(found.group()) > 1:
            known = words[found.group().casefold()]
            if known.weight > 0:
                yield known.number


def _figures(plain: Sequence[str]) -> Iterable[float]:
    """What is counted or measured: years, days of a month, and "one" are not."""
    for place, word in enumerate(plain):
        value = _value(word)
        before, after = plain[place - 1 : place], plain[place + 1 : place + 2]
        if (
            value is None
            or (before and before[0] in _MONTHS)
            or (after and after[0] in _MONTHS and value <= 31)
        ):
            continue
        if 1900 <= value <= 2100 and float(value).is_integer():
            continue
        yield value * (_SCALES.get(after[0], 1.0) if after else 1.0)


def _measures(plain: Sequence[str]) -> int:
    return sum(1 << place for place, words in enumerate(MEASURES) if not words.isdisjoint(plain))


def _value(word: str) -> float | None:
    if word[0].isdigit():
        try:
            value = float(word.rstrip("."))
        except ValueError:  # "1.2.3" and other scripts' digits are no figures
            return None
        return value if value < 1e30 else None
    return _NUMBERS.get(word)


def _opposites(plain: Sequence[str]) -> Iterable[str]:
    """The words with and without a prefix that turns a word round: "qualified" for "unqualified" and the reverse."""
    for word in plain:
        if word[0] not in "uidn" or len(word) < 7:
            continue
        for prefix in ("un", "in", "im", "il", "ir", "dis", "non"):
            if word.startswith(prefix) and len(word) > len(prefix) + 4:
                yield word[len(prefix) :]
