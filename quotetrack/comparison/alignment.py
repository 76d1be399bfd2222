"""How words that somebody is said to have said fit a printing: all of it, a part, parts with an ellipsis, or altered.

Nothing but every word, in order, is "exact". What is left out, put in, changed or misspelt makes words "altered",
however small it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate, pairwise
from typing import Literal

from quotetrack.comparison.diff import word_key
from quotetrack.comparison.tokens import Token, in_marks, tokens_of
from quotetrack.records import Printed, Span
from quotetrack.text.edit_distance import respelt
from quotetrack.text.negation import SENTENCE_NEGATIONS
from quotetrack.text.word_weights import known_words

FitKind = Literal["exact", "cut", "altered", "told", "other words"]
"""`told`: the same, but the words in the article are the reporter's, not in marks; `other words`: nothing like it."""


@dataclass(frozen=True, slots=True)
class AlignmentSettings:
    """How alike words must be. Rerun `benchmarks/check_altered.py` before changing one: they were tuned by it on the
    development texts."""

    # Words of either side that are laid side by side if they are not the same: the method takes the square of
    # it.
    compared: int = 200
    # The score from which on words are altered, and not other words.
    alike: float = 0.5
    # So many words together, with the next two, are no chance: one of two quotations that were joined, or one
    # sentence of several.
    run: int = 4
    # What such a run must weigh.
    run_weight: float = 4.0
    # The part of what is checked that it must be, by number or by weight.
    run_share: float = 0.4
    # Stretches between ellipses that are looked for one after the other.
    parts: int = 40
    # Stretches of the same words that are tried as one.
    blocks: int = 40
    # What every word weighs, beside how rare it is.
    plain: float = 0.5
    # What a misspelt word counts of its weight.
    mistyped: float = 0.8
    # The score of the same words whose parts are joined unfairly.
    joined: float = 0.95
    # The highest score of words that are not the same.
    most_altered: float = 0.94
    # The least score of a part, as all its words are there; a longer part comes nearer to 0.99.
    part: float = 0.9


SETTINGS = AlignmentSettings()


@dataclass(frozen=True, slots=True)
class CheckedWords:
    """Words to be checked, read once for all printings. `weights`, `loose` and `numbers` are those of the first words,
    which are laid side by side."""

    words: str
    tokens: Sequence[Token]
    # What each word is compared by.
    keys: list[str]
    # The keys of the stretches between ellipses.
    parts: list[list[str]]
    weights: list[float]
    # The keys with spellings and numbers made one.
    loose: list[str]
    # The numbers of the words' stems.
    numbers: list[int]
    # Whether the words turn something round.
    is_negated: bool


def read_words(words: str) -> CheckedWords:
    """Return the words as they are compared; there may be none."""
    tokens = tokens_of(words, (Span(0, len(words)),))
    keys = [token.key for token in tokens]
    begins = [n for n, token in enumerate(tokens) if token.is_apart or n == 0]
    first, known = keys[: SETTINGS.compared], known_words()
    return CheckedWords(
        words,
        tokens,
        keys,
        parts=[keys[start:end] for start, end in pairwise([*begins, len(keys)])],
        weights=_weights(first),
        loose=list(map(word_key, first)),
        numbers=[known[key].number for key in first],
        is_negated=any(map(is_negation, keys)),
    )


@dataclass(frozen=True, slots=True)
class Fit:
    """How the words checked fit a printing: `score` is how alike they are (0-1), `notes` what a reader should know.
    `place` are the words checked that the printing has: the first, and one past the last. `spans` are the places in the
    article of words that stand there unaltered; of altered ones those that are the same."""

    kind: FitKind
    score: float = 0.0
    notes: tuple[str, ...] = ()
    place: tuple[int, int] = (0, 0)
    spans: tuple[Span, ...] = ()

    @property
    def is_verbatim(self) -> bool:
        """Return whether all words checked stand there unaltered."""
        return self.kind in ("exact", "cut")


OTHER = Fit("other words")


def share_printed(asked: CheckedWords, printed: Printed) -> float:
    """Return how much of the words, by weight (0-1), a printing has in any form and order: a quick look before
    `fit_printing`."""
    quote, text, words = printed.statement.quote, printed.article.text, known_words()
    said = tokens_of(text, quote.proposition or quote.content)
    there = {words[token.key].number for token in said[: 4 * SETTINGS.compared]}
    return sum(w for n, w in zip(asked.numbers, asked.weights, strict=True) if n in there) / sum(
        asked.weights
    )


def fit_printing(asked: CheckedWords, printed: Printed) -> Fit:
    """Return how the words fit the speaker's own words in a printing, else the reporter's that tell them."""
    quote, text = printed.statement.quote, printed.article.text
    best = OTHER
    if marked := in_marks(printed):
        best = fit_tokens(asked, tokens_of(text, marked, are_apart=quote.kind != "direct"))
        if best.is_verbatim or best.score >= SETTINGS.joined or quote.kind == "direct":
            return best
    reported = fit_tokens(asked, tokens_of(text, quote.proposition or quote.content))
    if reported.kind == "other words" or best.score >= reported.score:
        return best
    return Fit("told", reported.score, (), reported.place, reported.spans)


def fit_tokens(asked: CheckedWords, said: Sequence[Token]) -> Fit:
    """Return how the words fit what is said."""
    if not said or not asked.tokens:
        return OTHER
    keys, whole = [token.key for token in said], (0, len(asked.keys))
    if asked.keys == keys and not _joins_apart(asked, said):
        return Fit("exact", 1.0, (), whole, _spans(said, _unbroken(said)))
    places = _placed(asked.parts, keys) if len(asked.parts) <= SETTINGS.parts else None
    if places is None:
        return _altered(asked, said)
    if faults := tuple(_faults(said, places)):
        return Fit("altered", SETTINGS.joined, faults, whole)
    score = round(SETTINGS.part + 0.09 * len(asked.keys) / len(keys), 4)
    return Fit("cut", score, (), whole, _spans(said, places))


def is_negation(key: str) -> bool:
    """Return whether a word is "not", "never", "isn't" or the like."""
    return key in SENTENCE_NEGATIONS or key.endswith("n't")


def _joins_apart(asked: CheckedWords, said: Sequence[Token]) -> bool:
    """Return whether the words run on where what is printed has a gap."""
    return any(there.is_apart and not here.is_apart for here, there in zip(asked.tokens, said, strict=True))


def _placed(parts: Sequence[Sequence[str]], keys: Sequence[str]) -> list[tuple[int, int]] | None:
    """Return where each part stands in the words said, one after the other and as near each other as they can; None if
    one does not."""
    out: list[tuple[int, int]] = []
    for part in parts:
        at = _find(keys, part, out[-1][1] if out else 0)
        if at is None:
            return None
        out.append((at, at + len(part)))
    for n in range(len(out) - 2, -1, -1):  # as late as the part behind it lets it stand
        before = keys[: out[n + 1][0]]
        while (later := _find(before, parts[n], out[n][0] + 1)) is not None:
            out[n] = (later, later + len(parts[n]))
    return out


def _find(keys: Sequence[str], part: Sequence[str], start: int) -> int | None:
    """Return the first place from `start` on at which the part stands, None if it does not."""
    places = range(start, len(keys) - len(part) + 1)
    return next((at for at in places if keys[at] == part[0] and keys[at : at + len(part)] == part), None)


def _faults(said: Sequence[Token], places: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Yield what is not fair about parts that stand there in order."""
    if any(token.is_apart for start, end in places for token in said[start + 1 : end]):
        yield "stretches that stand apart in the article are joined without an ellipsis"


def _unbroken(said: Sequence[Token]) -> list[tuple[int, int]]:
    """Return the stretches of what is said between its ellipses."""
    begins = [n for n, token in enumerate(said) if token.is_apart or n == 0]
    return list(pairwise([*begins, len(said)]))


def _spans(said: Sequence[Token], places: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    """Return where stretches of what is said stand in the text."""
    return tuple(Span(said[start].span.start, said[end - 1].span.end) for start, end in places)


def _altered(asked: CheckedWords, said: Sequence[Token]) -> Fit:
    """Return how alike words are that are not the same."""
    window = _window(asked, said)
    keys = [token.key for token in window]
    theirs = [word_key(key) for key in keys]
    ours, typed = respelt(asked.loose, theirs)
    weights = asked.weights
    blocks = SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()[:-1]
    shared = [weights[n] for a, _, size in blocks for n in range(a, a + size)]
    if not shared or (max(shared) <= SETTINGS.plain < max(weights)):
        return OTHER  # "a joke" and "a pudding" have nothing in common
    worth = [w * SETTINGS.mistyped if n in typed else w for n, w in enumerate(weights)]
    score, place = _best(blocks, worth, _weights(keys), sum(weights))
    if score < SETTINGS.alike:
        run = max(blocks, key=lambda block: sum(weights[block.a : block.a + block.size]))
        if not _is_no_chance(run.size, sum(weights[run.a : run.a + run.size]), asked, len(theirs)):
            return Fit("other words", round(score, 4))
        place = run.a, run.a + run.size
    same = [(b, b + size) for a, b, size in blocks if place[0] <= a < place[1]]
    spans = [asked.tokens[n].span for n in sorted(typed)[:4]]
    wrong = ", ".join(f"“{span.of(asked.words)}”" for span in spans)
    notes = (f"spelt otherwise: {wrong}",) if typed else ()
    return Fit("altered", round(min(score, SETTINGS.most_altered), 4), notes, place, _spans(window, same))


def _is_no_chance(size: int, weight: float, asked: CheckedWords, length: int) -> bool:
    """Return whether a run of the same words, of this size and weight, shows that they are taken from a printing of
    this length."""
    if size < SETTINGS.run or weight < SETTINGS.run_weight:
        return False
    ours = len(asked.loose)
    by_weight = weight >= SETTINGS.run_share * sum(asked.weights)
    return size in (length, ours) or size >= SETTINGS.run_share * ours or by_weight


def _window(asked: CheckedWords, said: Sequence[Token]) -> Sequence[Token]:
    """Return the stretch of what is said that is laid beside the words: of a long one where most of their words
    stand, by weight."""
    if len(said) <= SETTINGS.compared:
        return said
    wanted = dict(zip(asked.keys, asked.weights, strict=False))
    size = min(SETTINGS.compared, 3 * len(asked.loose) + 20)
    sums = [*accumulate((wanted.get(token.key, 0.0) for token in said), initial=0.0)]
    # Weights are hundredths; sums are made so again, since the last digits of floating point would choose.
    at = max(range(len(said) - size + 1), key=lambda start: round(sums[start + size] - sums[start], 2))
    return said[at : at + size]


def _best(
    blocks: Sequence[tuple[int, int, int]], worth: Sequence[float], others: Sequence[float], total: float
) -> tuple[float, tuple[int, int]]:
    """Return the best score of any run of matching blocks, and the words it covers. The score is what is found, against
    all that is wanted (`total`) and what stands between; by weight and by number alike."""
    best, at = 0.0, (0, 0)
    blocks = blocks[: SETTINGS.blocks]
    for i, first in enumerate(blocks):
        got = number = 0.0
        for last in blocks[i:]:
            got += sum(worth[last[0] : last[0] + last[2]])
            number += last[2]
            extra = max(0.0, sum(others[first[1] : last[1] + last[2]]) - got)
            gaps = max(0.0, last[1] + last[2] - first[1] - number)
            score = (got / (total + extra) + number / (len(worth) + gaps)) / 2
            if score > best:
                best, at = score, (first[0], last[0] + last[2])
    return best, at


def _weights(keys: Sequence[str]) -> list[float]:
    words = known_words()
    # The list of frequent words has none of one letter: "a" and "I" would be rare.
    return [SETTINGS.plain + (words[key].weight if len(key) > 1 else 0.0) for key in keys]
