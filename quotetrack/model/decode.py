"""From the model's numbers to proposals: which words are a cue, and what its source and content are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from quotetrack.model.labels import CONTENT, CUE, SOURCE, TAGS
from quotetrack.model.weights import Model, distances
from quotetrack.model.windows import Window
from quotetrack.records import Proposal, Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BEGINS = TAGS.index((CUE, True))
_GOES_ON = TAGS.index((CUE, False))
MOST_CUES = 64
"""Cues of one paragraph that are linked together: memory stays bounded whatever a text repeats."""


def proposals(window: Window, text: str, model: Model) -> Iterator[Proposal]:
    """What the model proposes in one window, in the order of the cues."""
    shared, full, tags = model.read(window)
    for part in window.parts:
        here = slice(*part)
        cues = list(_cues(tags[here], model.thresholds["cue"]))
        for start in range(0, len(cues), MOST_CUES):
            some = cues[start : start + MOST_CUES]
            rows = np.stack([distances(cue, (0, part[1] - part[0])) for cue, _ in some])
            roles = model.link(shared[here], full[here], rows)
            for (cue, sure), chances in zip(some, roles, strict=True):
                found = _proposal(cue, sure, chances, window.words[here], text, model.thresholds)
                if found is not None:
                    yield found


def _cues(tags: NDArray[np.float32], least: float) -> Iterator[tuple[tuple[int, ...], float]]:
    """The cues of a part with the chance of each: runs of words that are likelier part of a cue than `least`."""
    chances = tags[:, _BEGINS] + tags[:, _GOES_ON]
    run: list[int] = []
    for word in (*np.flatnonzero(chances >= least).tolist(), len(tags) + 1):
        if run and (word != run[-1] + 1 or tags[word, _BEGINS] > tags[word, _GOES_ON]):
            yield tuple(run), float(chances[run].max())
            run = []
        run.append(word)


def _proposal(
    cue: tuple[int, ...],
    sure: float,
    roles: NDArray[np.float32],
    words: Sequence[Span],
    text: str,
    thresholds: dict[str, float],
) -> Proposal | None:
    content = _runs(roles[:, CONTENT], words, text, thresholds["content"], set(cue))
    if not content:
        return None
    source = _runs(roles[:, SOURCE], words, text, thresholds["source"], set(cue))
    held = [i for first, last in content for i in range(first, last + 1)]
    return Proposal(
        cue=(_span(cue, words),),
        content=tuple(Span(words[first].start, words[last].end) for first, last in content),
        source=tuple(Span(words[first].start, words[last].end) for first, last in source),
        sure=round(sure * float(roles[held, CONTENT].mean()), 3),
    )


def _span(run: Sequence[int], words: Sequence[Span]) -> Span:
    return Span(words[run[0]].start, words[run[-1]].end)


def _runs(
    chances: NDArray[np.float32], words: Sequence[Span], text: str, least: float, cue: set[int]
) -> list[tuple[int, int]]:
    """Stretches of words of one role, as (first, last): those likelier than `least`, joined over punctuation and over a
    single doubtful word. None begins or ends with punctuation."""
    solid = [i for i in range(len(words)) if chances[i] >= least and _is_word(words[i], text)]
    out: list[tuple[int, int]] = []
    for i in solid:
        if out and _is_bridged(range(out[-1][1] + 1, i), chances, words, text, least, cue):
            out[-1] = (out[-1][0], i)
        else:
            out.append((i, i))
    return out


def _is_bridged(
    between: Iterable[int],
    chances: NDArray[np.float32],
    words: Sequence[Span],
    text: str,
    least: float,
    cue: set[int],
) -> bool:
    real = [i for i in between if _is_word(words[i], text)]
    return len(real) <= 1 and all(chances[i] >= least / 2 and i not in cue for i in real)


def _is_word(word: Span, text: str) -> bool:
    return any(map(str.isalnum, word.of(text))) or word.of(text) in "$€£%"
