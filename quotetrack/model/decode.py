"""From the model's numbers to proposals: which words are a cue, and what its source and content are.

Processors add floats in different orders, so the same chance comes out up to 0.00001 apart. What decides is computed on
rounded numbers, far coarser than that, and in whole numbers; of equals the first counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

import numpy as np

from quotetrack.model.labels import CONTENT, CUE, SOURCE, TAGS
from quotetrack.model.weights import Model, measure_distances
from quotetrack.model.windows import QuotedBlock, Window, cut_windows
from quotetrack.records import Article, Proposal, Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Chances = NDArray[np.floating]

_BEGINS = TAGS.index((CUE, True))
_GOES_ON = TAGS.index((CUE, False))


@dataclass(frozen=True, slots=True)
class DecodingSettings:
    """How finely chances are read. Rerun `make test-processors` and `quotetrack evaluate` before changing one."""

    # Cues of one paragraph that are linked together: memory stays bounded whatever a text repeats.
    most_cues: int = 64
    # Pairs of a cue and a word that are linked in 1,000 characters, over whole windows. News has 1,020 at most, but for
    # one window of 2,244 with 2,030 (benchmarks/density.py). 3,000 take 0.4 s.
    most_pairs: int = 3_000
    # The least chance that a label is given, so that none is ruled out by one word.
    least_chance: float = 1e-6
    # Decimals of a chance that count: ten times coarser than what processors differ by.
    decimals: int = 4
    # Steps that a log-odds of 1 is counted in. Between processors a log-odds differs by 1/40 of a step at most.
    steps: int = 1000
    # The same for what a claim's words say for it, which decides on what is shown and is told to two decimals.
    claim_steps: int = 4


SETTINGS = DecodingSettings()


@dataclass(slots=True)
class LinkBudget:
    """What may be linked in a window: its time grows with the cues of a paragraph times its words. `refused` has the
    places of the paragraphs, or parts of one, that were too much, and so are left to the rules."""

    left: float = 0.0
    refused: list[Span] = field(default_factory=list)

    def open(self, window: Window) -> None:
        """Begin a window. A short one has as much as one of 1,000 characters."""
        characters = window.words[-1].end - window.words[0].start
        self.left = SETTINGS.most_pairs * max(1.0, characters / 1_000)

    def allows(self, cues: int, words: Sequence[Span]) -> bool:
        """Take what linking so many cues with these words costs; False, with the place noted, if too little is left."""
        cost = cues * len(words)
        if cost > self.left:
            self.refused.append(Span(words[0].start, words[-1].end))
            return False
        self.left -= cost
        return True


def propose(
    article: Article, paragraphs: Sequence[QuotedBlock], model: Model, budget: LinkBudget | None = None
) -> tuple[Proposal, ...]:
    """Return all that the model takes for reported in an article, in text order; none for a text without cues. `budget`
    takes note of the paragraphs in which nothing is proposed since they are too dense."""
    text, budget = article.text, budget or LinkBudget()
    windows = cut_windows(text, paragraphs, model.tokenizer)
    return tuple(
        proposal for window in windows for proposal in propose_in_window(window, text, model, budget)
    )


def propose_in_window(
    window: Window, text: str, model: Model, budget: LinkBudget | None = None
) -> Iterator[Proposal]:
    """Yield what the model proposes in one window, in the order of the cues."""
    budget = budget or LinkBudget()
    shared, full, exact = model.read(window)
    tags = exact.astype(np.float64).round(SETTINGS.decimals)
    budget.open(window)
    for part in window.parts:
        here = slice(*part)
        words = window.words[here]
        every_cue = list(_cues(tags[here], model.thresholds["cue"]))
        if not budget.allows(len(every_cue), words):
            continue
        for start in range(0, len(every_cue), SETTINGS.most_cues):
            cues = every_cue[start : start + SETTINGS.most_cues]
            rows = np.stack([measure_distances(cue, (0, len(words))) for cue, _ in cues])
            chances = model.link(shared[here], full[here], rows)
            roles = decode_roles(chances, model.thresholds["change"])
            for (cue, sure), chance, role in zip(cues, chances, roles, strict=True):
                role[list(cue)] = CUE
                proposal = _proposal(cue, sure, chance, role, words, text)
                if proposal is not None:
                    claims = model.weigh_claim(shared[here][list(cue)], shared[here][role == CONTENT])
                    steps = round(claims * SETTINGS.claim_steps)
                    yield replace(proposal, claims=steps / SETTINGS.claim_steps)


def decode_roles(chances: Chances, change: float) -> NDArray[np.int64]:
    """Return for each row of words the roles that are likeliest together (Viterbi's algorithm).

    Each step into or out of a content costs `change` in log-odds: a model that decides word by word leaves holes and
    crumbs. A source is often a single word, so steps into and out of it cost nothing. Log-odds are counted in whole
    steps; of equal ways the one with the lowest label counts. Shapes: (rows, words, roles) in, (rows, words) out.
    """
    scores = _in_steps(np.log(np.maximum(chances.astype(np.float64), SETTINGS.least_chance)))
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
    return np.asarray(np.rint(scores * SETTINGS.steps), dtype=np.int64)


def _cues(tags: Chances, least: float) -> Iterator[tuple[tuple[int, ...], float]]:
    """Yield the cues of a part with the chance of each: runs of words that are part of one with a chance of `least`."""
    chances = (tags[:, _BEGINS] + tags[:, _GOES_ON]).round(SETTINGS.decimals)
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
    """Return the proposal of one cue; None if it has no content."""
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
    """Return stretches of held words as (first, last); punctuation joins them, and none begins or ends with it."""
    words = [place for place, real in enumerate(is_word) if real]
    runs = [list(run) for is_held, run in groupby(words, key=lambda place: bool(held[place])) if is_held]
    return [(run[0], run[-1]) for run in runs]


def _is_word(word: str) -> bool:
    return any(map(str.isalnum, word)) or word in "$€£%"
