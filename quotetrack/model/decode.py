"""From the model's numbers to proposals: which words are a cue, and what its source and content are.

Processors add floats in different orders, so the same chance comes out up to 0.00001 apart. What decides is computed on
rounded numbers, far coarser than that, and in whole numbers; of equals the first counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from quotetrack.model.labels import CONTENT, CUE, SOURCE, TAGS
from quotetrack.model.weights import Model, distances
from quotetrack.model.windows import Window
from quotetrack.records import Proposal, Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Chances = NDArray[np.floating]

_BEGINS = TAGS.index((CUE, True))
_GOES_ON = TAGS.index((CUE, False))
MOST_CUES = 64
"""Cues of one paragraph that are linked together: memory stays bounded whatever a text repeats."""
_NEVER = 1e-6
"""The least chance that a label is given, so that none is ruled out by one word."""
_DECIMALS = 4
"""Decimals of a chance that count: ten times coarser than what processors differ by."""
_STEPS = 1000
"""Steps that a log-odds of one is counted in. Between processors a log-odds differs by a fortieth of a step at most."""


def proposals(window: Window, text: str, model: Model) -> Iterator[Proposal]:
    """What the model proposes in one window, in the order of the cues."""
    shared, full, exact = model.read(window)
    tags = exact.astype(np.float64).round(_DECIMALS)
    for part in window.parts:
        here = slice(*part)
        words = window.words[here]
        cues = list(_cues(tags[here], model.thresholds["cue"]))
        for start in range(0, len(cues), MOST_CUES):
            some = cues[start : start + MOST_CUES]
            rows = np.stack([distances(cue, (0, len(words))) for cue, _ in some])
            chances = model.link(shared[here], full[here], rows)
            roles = likeliest(chances, model.thresholds["change"])
            for (cue, sure), chance, role in zip(some, chances, roles, strict=True):
                role[list(cue)] = CUE
                found = _proposal(cue, sure, chance, role, words, text)
                if found is not None:
                    yield found


def likeliest(chances: Chances, change: float) -> NDArray[np.int64]:
    """For each row of words the roles that are likeliest together, where each step into or out of a content costs
    `change` in log-odds: a model that decides word by word leaves holes and crumbs. A source is often a single word, so
    steps into and out of it cost nothing. Viterbi's algorithm, in whole steps of log-odds; of equal ways the one
    with the lowest label counts."""
    scores = _in_steps(np.log(np.maximum(chances.astype(np.float64), _NEVER)))
    rows, length, labels = scores.shape
    cost = np.zeros((labels, labels), dtype=np.int64)
    cost[CONTENT, :] = cost[:, CONTENT] = _in_steps(np.float64(change))
    cost[CONTENT, CONTENT] = 0
    came_from = np.empty((rows, length, labels), dtype=np.int64)
    best = scores[:, 0]
    for word in range(1, length):
        ways = best[:, :, None] - cost
        came_from[:, word] = ways.argmax(axis=1)
        best = ways.max(axis=1) + scores[:, word]
    path = np.empty((rows, length), dtype=np.int64)
    path[:, -1] = best.argmax(axis=1)
    every = np.arange(rows)
    for word in range(length - 1, 0, -1):
        path[:, word - 1] = came_from[every, word, path[:, word]]
    return path


def _in_steps(scores: NDArray[np.float64] | np.float64) -> NDArray[np.int64]:
    return np.asarray(np.rint(scores * _STEPS), dtype=np.int64)


def _cues(tags: Chances, least: float) -> Iterator[tuple[tuple[int, ...], float]]:
    """The cues of a part with the chance of each: runs of words that are likelier part of a cue than `least`."""
    chances = (tags[:, _BEGINS] + tags[:, _GOES_ON]).round(_DECIMALS)
    words = np.flatnonzero(chances >= least).tolist()
    breaks = [
        i + 1
        for i, (word, following) in enumerate(pairwise(words))
        if following != word + 1 or tags[following, _BEGINS] > tags[following, _GOES_ON]
    ]
    for start, end in pairwise([0, *breaks, len(words)] if words else []):
        run = words[start:end]
        yield tuple(run), float(chances[run].max())


def _proposal(
    cue: tuple[int, ...],
    sure: float,
    chances: Chances,
    roles: NDArray[np.int64],
    words: Sequence[Span],
    text: str,
) -> Proposal | None:
    """The proposal of one cue; None where it has no content."""
    is_word = [_is_word(word.of(text)) for word in words]
    content = _runs(roles == CONTENT, is_word)
    if not content:
        return None
    held = [i for first, last in content for i in range(first, last + 1)]
    source = _runs(roles == SOURCE, is_word)
    return Proposal(
        cue=(Span(words[cue[0]].start, words[cue[-1]].end),),
        content=tuple(Span(words[first].start, words[last].end) for first, last in content),
        source=tuple(Span(words[first].start, words[last].end) for first, last in source),
        sure=round(sure * float(chances[held, CONTENT].mean(dtype=np.float64)), 3),
    )


def _runs(held: NDArray[np.bool_], is_word: Sequence[bool]) -> list[tuple[int, int]]:
    """Stretches of held words as (first, last); punctuation joins them, and none begins or ends with it."""
    out: list[tuple[int, int]] = []
    goes_on = False
    for i, real in enumerate(is_word):
        if not real:
            continue
        if held[i] and goes_on:
            out[-1] = (out[-1][0], i)
        elif held[i]:
            out.append((i, i))
        goes_on = bool(held[i])
    return out


def _is_word(word: str) -> bool:
    return any(map(str.isalnum, word)) or word in "$€£%"
