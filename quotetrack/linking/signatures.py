"""A statement in numbers of a fixed size, so that millions can be compared at once and kept in a database.

Each is a row of `SIGNATURE`. Words are numbered by their stems. Lists are padded with 0. They hold the rarest words;
of sequences of words they hold those with the smallest hashes, a bottom-k MinHash sketch (Broder). Both choices are the
same on either side of a comparison.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from quotetrack.linking.inputs import LinkInput
from quotetrack.text.calendar import MONTHS, NEWS_SHORT_MONTHS
from quotetrack.text.meaning import SIZE, shipped_vectors
from quotetrack.text.negation import DENIAL_WORDS, negated_part
from quotetrack.text.numbers import MULTIPLES, NUMBER_WORDS, SCALES
from quotetrack.text.word_weights import Words, words_of

FINE = 32
"""Weights are kept as whole numbers, in steps of 1/`FINE`."""

MAKE = 4
"""Goes up when a text gets another signature than before: the signatures of earlier makes are then made anew."""

SIGNATURE = np.dtype(
    [
        ("words", "u4", 28),
        ("weights", "u1", 28),
        ("total", "f4"),
        ("trigrams", "u4", 28),
        ("marked", "u4", 16),
        ("stressed", "u1", 16),
        ("phrases", "u4", 16),
        ("around", "u4", 28),
        ("beside", "u1", 28),
        ("near", "f4"),
        ("names", "u4", 8),
        ("opening", "u4"),
        ("figures", "f4", 4),
        ("measures", "u2"),
        ("context_shingles", "u4", 12),
        ("speaker", "i4"),
        ("called", "u4"),
        ("day", "i4"),
        ("said", "i4"),
        ("article", "i4"),
        ("source", "i4"),
        ("length", "u2"),
        ("turns", "u1"),
        ("is_denied", "?"),
        ("is_said", "?"),
        ("opposed", "u4", 4),
        ("negated", "u4", 12),
        ("is_clause", "?"),
        ("is_habit", "?"),
        ("meaning", "i1", SIZE),
    ]
)
"""What is kept of a statement. Another size or type of a field changes what stores keep: raise `MAKE`.

- `words` with their `weights`: the words reported; `total` is the weight of all of them, kept or not.
- `around` with the weights `beside`, and `near` for all: the words of the reporter and of the headline.
- `marked` with the weights `stressed`: words in quotation marks; `phrases`: sequences of two of them.
- `trigrams`: sequences of three of the words reported.
- `context_shingles`: sequences of three words of the article around, the same few wherever it is reprinted.
- `names`: capitalised words but the first; `opening`: the first, if it goes on in a name ("Ana Lima").
- `called`: the speaker's last name.
- `figures`: numbers that are no years and no days of a month; `measures`: a bit for each of `COUNTED_THINGS`.
- `turns`: how many words turn the statement round ("not", "never", "false", and a cue that denies).
- `is_denied`: the cue denies; `is_said`: it says. `opposed`: opposites of words reported.
- `negated`: those of the words reported that "not" and the like turn round, the first of them.
- `is_clause`: the words have a verb. `is_habit`: they are told as said more than once.
- `speaker`, `article`, `source`: numbers in the store; `day`, `said`: proleptic ordinals. 0 stands for unknown.
- `length`: words reported. `meaning`: their vector (`quotetrack.text.meaning`)."""

Signatures = NDArray[np.void]

_VERBS = frozenset(
    "is are was were be been being am has have had will would can could should may might must do does did shall i we "
    "he she they it".split()
)
_HABITS = frozenset("repeatedly often always long again previously earlier regularly frequently once".split())
_SCALES = {word: float(MULTIPLES[word]) for word in SCALES} | {"m": 1e6, "bn": 1e9, "tn": 1e12}
_NUMBERS = {word: float(value) for word, value in NUMBER_WORDS.items() if value > 1} | {"dozen": 12.0}
_MONTHS = NEWS_SHORT_MONTHS.union(MONTHS)
COUNTED_THINGS: tuple[frozenset[str], ...] = tuple(
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
_OPENING = re.compile(r"\W*([A-Z][^\W\d_]+) [A-Z]")
_NAME = re.compile(r"[^\W\d_]+")


def make_signatures(inputs: Sequence[LinkInput], words: Words) -> Signatures:
    """Return a row of `SIGNATURE` for each statement, in the order given."""
    out = np.zeros(len(inputs), SIGNATURE)
    for row, statement in zip(out, inputs, strict=True):
        _fill(row, statement, words)
    return out


def _fill(row: np.void, statement: LinkInput, words: Words) -> None:
    plain = words_of(statement.words)
    _put_weighed(row, plain, words, "words", "weights", "total")
    around = words_of(statement.around)
    _put_weighed(row, [*around, *words_of(statement.title)], words, "around", "beside", "near")
    numbers = [words[w].number for w in plain]
    _put_smallest(row["trigrams"], numbers, 3)
    marked = plain if statement.marked == statement.words else words_of(statement.marked)
    _put_weighed(row, marked, words, "marked", "stressed")
    _put_smallest(row["phrases"], [words[w].number for w in marked], 2)
    context = statement.context.encode("utf-8", "surrogatepass").split()
    _put_smallest(row["context_shingles"], list(map(zlib.crc32, context)), 3)
    row["measures"] = _measures(plain) or _measures(words_of(statement.beside))
    row["is_clause"] = not _VERBS.isdisjoint(plain)
    row["is_habit"] = not _HABITS.isdisjoint(around)
    _put_first(row["names"], _names(statement.words, words))
    if opening := _OPENING.match(statement.words):
        row["opening"] = words[opening[1].casefold()].number
    _put_first(row["figures"], _figures(plain))
    _put_first(row["opposed"], (words[o].number for o in _opposites(plain)))
    if called := words_of(statement.name):
        row["called"] = words[called[-1]].number
    negated = words_of(negated_part(statement.words))
    _put_first(row["negated"], (words[w].number for w in negated if words[w].weight > 0))
    for name in ("speaker", "article", "source", "day", "said", "is_denied", "is_said"):
        row[name] = getattr(statement, name)
    row["length"] = len(plain)
    row["meaning"] = shipped_vectors().meaning(statement.words)
    row["turns"] = min(255, sum(w in DENIAL_WORDS for w in plain) + statement.is_denied)


def _put_weighed(
    row: np.void, plain: Sequence[str], words: Words, name: str, weights: str, total: str = ""
) -> None:
    """Put there the rarest of the words and their weights, and under `total`, if given, the weight of all."""
    known = {k.number: k for k in (words[word] for word in plain) if k.weight > 0}
    if total:
        row[total] = sum(k.weight for k in known.values())
    rarest = sorted(known.values(), key=attrgetter("order"))[: len(row[name])]
    row[name][: len(rarest)] = [k.number for k in rarest]
    row[weights][: len(rarest)] = [min(255, round(k.weight * FINE)) for k in rarest]


def _put_smallest(room: NDArray[np.uint32], numbers: Sequence[int], length: int) -> None:
    """Put there the bottom-k sketch (Broder) of all sequences of this length, two or three. It is the k smallest of
    their hashes, without repeats, in order; k is the size of the `room`."""
    if len(numbers) < length:
        return
    windows = np.lib.stride_tricks.sliding_window_view(np.array(numbers, np.uint64), length)
    # Any odd factors do; they must only stay the same for as long as signatures are kept.
    hashes = (windows * _FACTORS[:length]).sum(axis=1, dtype=np.uint64)
    hashes = (hashes ^ (hashes >> np.uint64(15))) & np.uint64(0xFFFFFFFF)
    smallest = np.unique(np.maximum(hashes, 1))[: len(room)]
    room[: len(smallest)] = smallest


def _put_first(room: NDArray[np.generic], values: Iterable[float]) -> None:
    """Put there the first of the values, each once."""
    first = list(dict.fromkeys(values))[: len(room)]
    room[: len(first)] = first


def _names(text: str, words: Words) -> Iterator[int]:
    """Yield the numbers of the words with a capital, unless they open the text."""
    for match in _NAME.finditer(text):
        if match.start() and match.group()[0].isupper() and len(match.group()) > 1:
            known = words[match.group().casefold()]
            if known.weight > 0:
                yield known.number


def _figures(plain: Sequence[str]) -> Iterator[float]:
    """Yield what is counted or measured: years, days of a month, and "one" are not."""
    for before, word, after in zip(("", *plain), plain, (*plain[1:], ""), strict=False):
        value = _value(word)
        if value is None or before in _MONTHS or (after in _MONTHS and value <= 31):
            continue
        if not (1900 <= value <= 2100 and value.is_integer()):
            yield value * _SCALES.get(after, 1.0)


def _measures(plain: Sequence[str]) -> int:
    return sum(1 << place for place, words in enumerate(COUNTED_THINGS) if not words.isdisjoint(plain))


def _value(word: str) -> float | None:
    if not word[0].isdigit():
        return _NUMBERS.get(word)
    try:
        value = float(word.rstrip("."))
    except ValueError:  # "1.2.3" and other scripts' digits are no figures
        return None
    return value if value < 1e30 else None


def _opposites(plain: Sequence[str]) -> Iterator[str]:
    """Yield the words without a prefix that turns a word round: "qualified" for "unqualified"."""
    for word in plain:
        for prefix in ("un", "in", "im", "il", "ir", "dis", "non"):
            if word.startswith(prefix) and len(word) > max(len(prefix) + 4, 6):
                yield word[len(prefix) :]
