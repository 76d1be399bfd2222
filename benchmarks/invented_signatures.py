"""Signatures of invented statements by the million, for `block_scale.py`: made in arrays, without texts or a store.

The statements are like those of `link_scale.py`. An utterance is printed by one to eight outlets within 40 articles,
whole, cut or with words changed, of words drawn as frequently as English has them. What blocking reads of a signature
is filled in as `make_signatures` does it, which `agrees` holds; the rest stays empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from link_scale import QUOTES, vocabulary
from numpy.typing import NDArray

from quotetrack.linking.inputs import LinkInput
from quotetrack.linking.signatures import _FACTORS, FINE, SIGNATURE, Signatures, make_signatures
from quotetrack.text.meaning import SIZE, shipped_vectors
from quotetrack.text.word_frequency import word_ranks
from quotetrack.text.word_weights import Words, words_of

LONGEST = 30
"""Words of a statement."""
PRINTED = np.array((1, 1, 1, 2, 2, 3, 4, 8))
"""How often an utterance is printed, each as likely as the others."""
REACH = 40 * QUOTES
"""Statements among which the printings of an utterance lie."""
AT_ONCE = 20_000
_NONE = -1
_LAST = np.uint64(0xFFFFFFFFFFFFFFFF)


class Invented:
    """A stream of so many statements; a shorter one begins as a longer one does not."""

    def __init__(self, size: int, seed: int = 7) -> None:
        self._size, self._seed = size, seed
        ranks = word_ranks()
        known, drawn = Words(ranks), vocabulary()
        plain = [(w, f) for w, f in zip(*drawn, strict=True) if words_of(w) == [w]]
        # One word of each stem: two of them in one statement may weigh differently.
        both = {known[word].number: (word, frequency) for word, frequency in reversed(plain)}.values()
        self.words = [word for word, _ in both]
        up_to = np.cumsum([frequency for _, frequency in both])
        self._up_to = up_to / up_to[-1]
        looked = [known[word] for word in self.words]
        self._numbers = np.array([one.number for one in looked], np.uint64)
        self._weights = np.array([min(255, round(one.weight * FINE)) for one in looked], np.uint64)
        self._is_known = np.array([one.weight > 0 for one in looked])
        # The rarest first, words of one stem beside each other.
        in_order = sorted(range(len(looked)), key=lambda n: looked[n].order)
        self._order = np.empty(len(looked), np.uint64)
        self._order[in_order] = np.arange(len(looked), dtype=np.uint64)
        self._by_order = np.array(in_order)
        vectors = shipped_vectors()
        self._vectors = np.zeros((len(looked) + 1, SIZE))
        for place, word in enumerate(self.words):
            pieces = list(vectors._pieces(word))
            self._vectors[place] = vectors.rows[pieces].astype(np.float64).T @ vectors.step[pieces]

    def write(self, path: Path) -> None:
        """Write the signatures as one array."""
        out = np.lib.format.open_memmap(path, "w+", SIGNATURE, (self._size,))
        at = 0
        for said, speaker in self.lots():
            lot = self.sign(said)
            lot["speaker"], lot["article"] = speaker, (np.arange(len(lot)) + at) // QUOTES + 1
            out[at : at + len(lot)] = lot
            at += len(lot)
        out.flush()

    def lots(self) -> Iterator[tuple[NDArray[np.int32], NDArray[np.int32]]]:
        """Yield the words of statements, as places in `words` padded with -1, and their speakers."""
        drawn = np.random.default_rng(self._seed)
        printed = drawn.choice(PRINTED, self._size // 2)
        utterance = np.repeat(np.arange(len(printed)), printed)[: self._size]
        at = np.arange(self._size) + drawn.integers(0, REACH, self._size)
        utterance = utterance[np.argsort(at, kind="stable")]
        for start in range(0, self._size, AT_ONCE):
            yield self._printings(utterance[start : start + AT_ONCE], drawn)

    def _printings(
        self, utterance: NDArray[np.intp], drawn: np.random.Generator
    ) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Print these utterances: of ten four whole, three cut to half, three with a fourth of the words changed."""
        place = np.arange(LONGEST)
        uniform = _uniform(utterance[:, None] * np.intp(64) + place)
        said = np.searchsorted(self._up_to, uniform).astype(np.int32)
        chosen = _uniform(utterance * np.intp(64) + 62)
        length = 6 + (chosen * (LONGEST - 5)).astype(np.int32)
        how = drawn.random(len(said))
        changed = (how >= 0.7)[:, None] & (drawn.random(said.shape) < 0.25)
        said[changed] = np.searchsorted(self._up_to, drawn.random(int(changed.sum())))
        is_cut = (how >= 0.4) & (how < 0.7)
        first = np.where(is_cut, drawn.integers(0, length // 2 + 1), 0)
        last = np.where(is_cut, np.minimum(length, first + np.maximum(4, length // 2)), length)
        said = np.take_along_axis(said, np.minimum(first[:, None] + place, LONGEST - 1), axis=1)
        said[place >= (last - first)[:, None]] = _NONE
        return said, 1 + (_uniform(utterance * np.intp(64) + 63) * (40 + self._size // 80)).astype(np.int32)

    def sign(self, said: NDArray[np.int32]) -> Signatures:
        """Return the signatures of statements with these words."""
        out = np.zeros(len(said), SIGNATURE)
        self._put_words(out, said)
        numbers = np.where(said == _NONE, 0, self._numbers[said])
        windows = np.lib.stride_tricks.sliding_window_view(numbers, 3, axis=1)
        hashes = (windows * _FACTORS).sum(axis=2, dtype=np.uint64)
        hashes = np.maximum((hashes ^ (hashes >> np.uint64(15))) & np.uint64(0xFFFFFFFF), 1)
        _put(out["trigrams"], _distinct(np.where(said[:, 2:] == _NONE, _LAST, hashes)))
        total = np.zeros((len(said), SIZE))
        for column in said.T:
            total += self._vectors[column]
        far = np.sqrt((total * total).sum(axis=1, keepdims=True))
        out["meaning"] = np.rint(total * (127 / np.maximum(far, 1e-9))).astype(np.int8)
        out["length"] = (said != _NONE).sum(axis=1)
        return out

    def _put_words(self, out: Signatures, said: NDArray[np.int32]) -> None:
        is_known = (said != _NONE) & self._is_known[said]
        order = np.sort(np.where(is_known, self._order[said], _LAST), axis=1)
        words = self._by_order[np.minimum(order, len(self.words) - 1).astype(np.intp)]
        is_first = (order != _LAST) & (
            np.diff(self._numbers[words].astype(np.int64), axis=1, prepend=-1) != 0
        )
        place = np.cumsum(is_first, axis=1) - 1
        row, column = np.nonzero(is_first & (place < out["words"].shape[1]))
        there = row, place[row, column]
        out["words"][there] = self._numbers[words[row, column]]
        out["weights"][there] = self._weights[words[row, column]]

    def agrees(self, count: int = 500) -> bool:
        """Return whether the first statements have the signatures that their texts have."""
        said, _ = next(self.lots())
        said = said[:count]
        texts = [" ".join(self.words[n] for n in row if n != _NONE) for row in said.tolist()]
        wanted = make_signatures([LinkInput(text) for text in texts], Words(word_ranks()))
        made = self.sign(said)
        names = ("words", "weights", "trigrams", "meaning", "length")
        return all(np.array_equal(made[name], wanted[name]) for name in names)


def _uniform(numbers: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return a number from 0 to 1 for each, always the same and as if by chance (splitmix64)."""
    mixed = numbers.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray((mixed ^ (mixed >> np.uint64(31))) / 2.0**64)


def _distinct(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return each row in order, what stands there again at the end as `_LAST`."""
    values = np.sort(values, axis=1)
    values[:, 1:][values[:, 1:] == values[:, :-1]] = _LAST
    return np.sort(values, axis=1)


def _put(room: NDArray[np.uint32], values: NDArray[np.uint64]) -> None:
    values = values[:, : room.shape[1]]
    room[:, : values.shape[1]] = np.where(values == _LAST, 0, values)
