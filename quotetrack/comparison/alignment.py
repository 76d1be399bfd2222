"""How words that somebody is said to have said fit a printing: all of it, a part, parts with an ellipsis, or altered.

Nothing but every word, in order, is "exact"; what is left out, put in, changed or misspelt makes words "altered",
however small it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise
from typing import Literal

from quotetrack.comparison.diff import word_key
from quotetrack.comparison.tokens import Token, in_marks, tokens_of
from quotetrack.records import Printed, Span
from quotetrack.text.edit_distance import respelt
from quotetrack.text.negation import SENTENCE_NEGATIONS
from quotetrack.text.word_weights import known_words

How = Literal["exact", "cut", "altered", "told", "other words"]
"""`told`: the same, but the words in the article are the reporter's, not in marks; `other words`: nothing like it."""

MOST = 200
"""Words of either side that are laid side by side where they are not the same: the method takes the square of it."""
_ALIKE = 0.5
"""How alike altered words must be: tuned on the development texts, see benchmarks/check_altered.py."""
_RUN, _RUN_WEIGHT, _RUN_SHARE = 4, 4.0, 0.25
"""So many words together, of such weight and such a part of what is checked, are no chance: one of two quotations that
were joined, or one sentence of several."""
_MOST_PARTS = 40
_PLAIN = 0.5
"""What every word weighs, beside how rare it is."""
_MISTYPED = 0.8


@dataclass(frozen=True)
class Asked:
    """Words to be checked, read once for all printings."""

    words: str

    @cached_property
    def tokens(self) -> list[Token]:
        """What is said, in order."""
        return tokens_of(self.words, (Span(0, len(self.words)),))

    @cached_property
    def keys(self) -> list[str]:
        """What each word is compared by."""
        return [token.key for token in self.tokens]

    @cached_property
    def parts(self) -> list[list[str]]:
        """The stretches between ellipses."""
        out: list[list[str]] = []
        for token in self.tokens:
            if token.is_apart or not out:
                out.append([])
            out[-1].append(token.key)
        return out

    @cached_property
    def weights(self) -> list[float]:
        """What each of the words that are laid side by side weighs."""
        return _weights(self.keys[:MOST])

    @cached_property
    def loose(self) -> list[str]:
        """The same, with spellings and numbers made one."""
        return list(map(word_key, self.keys[:MOST]))

    @cached_property
    def numbers(self) -> list[int]:
        """The numbers of their stems."""
        words = known_words()
        return [words[key].number for key in self.keys[:MOST]]

    @property
    def is_negated(self) -> bool:
        """Whether the words turn something round."""
        return any(map(is_negation, self.keys))


@dataclass(frozen=True, slots=True)
class Fit:
    """How the words checked fit a printing: `score` is how alike they are (0-1), `notes` what a reader should know.
    `found` are the words checked that were found, by place: first and one past the last."""

    how: How
    score: float = 0.0
    notes: tuple[str, ...] = ()
    found: tuple[int, int] = (0, 0)


OTHER = Fit("other words")
_JOINED = 0.95
"""How alike the same words are whose parts are joined unfairly."""


def likeness(asked: Asked, printed: Printed) -> float:
    """How much of the words, by weight, a printing has in any form and order: a quick look before `fit`."""
    quote, text, words = printed.statement.quote, printed.article.text, known_words()
    said = tokens_of(text, quote.proposition or quote.content)
    there = {words[token.key].number for token in said[: 4 * MOST]}
    return sum(w for n, w in zip(asked.numbers, asked.weights, strict=True) if n in there) / sum(
        asked.weights
    )


def fit(asked: Asked, printed: Printed) -> Fit:
    """How the words fit the speaker's own words in a printing, else the reporter's that tell them."""
    quote, text = printed.statement.quote, printed.article.text
    marked = in_marks(printed)
    best = OTHER
    if marked:
        best = fit_tokens(asked, text, tokens_of(text, marked, are_apart=quote.kind != "direct"))
        if best.how in ("exact", "cut") or best.score >= _JOINED or quote.kind == "direct":
            return best
    told = fit_tokens(asked, text, tokens_of(text, quote.proposition or quote.content))
    if told.how == "other words" or best.score >= told.score:
        return best
    return Fit("told", told.score, (), told.found)


def fit_tokens(asked: Asked, text: str, said: Sequence[Token]) -> Fit:
    """How the words fit what is said at these places of a text."""
    if not said or not asked.tokens:
        return OTHER
    keys = [token.key for token in said]
    if asked.keys == keys and not _joins_apart(asked, said):
        return Fit("exact", 1.0, (), (0, len(keys)))
    places = _placed(asked.parts, keys) if len(asked.parts) <= _MOST_PARTS else None
    if places is None:
        return _altered(asked, said)
    faults = list(_faults(text, said, places))
    whole = (0, len(asked.keys))
    if faults:
        return Fit("altered", _JOINED, tuple(faults), whole)
    return Fit("cut", _part(asked, keys), tuple(_beside(text, said, places)), whole)


def is_negation(key: str) -> bool:
    """True for "not", "never", "isn't" and the like."""
    return key in SENTENCE_NEGATIONS or key.endswith("n't")


def _joins_apart(asked: Asked, said: Sequence[Token]) -> bool:
    """Whether the words run on where what is printed has a gap."""
    return any(there.is_apart and not here.is_apart for here, there in zip(asked.tokens, said, strict=True))


def _part(asked: Asked, keys: Sequence[str]) -> float:
    """How alike a part is to the whole: from 0.9 up, as all its words are there."""
    return round(0.9 + 0.09 * len(asked.keys) / max(len(keys), 1), 4)


def _placed(parts: Sequence[Sequence[str]], keys: Sequence[str]) -> list[tuple[int, int]] | None:
    """Where each part stands in the words said, one after the other and as near each other as they can; None where one
    does not."""
    out: list[tuple[int, int]] = []
    start = 0
    for part in parts:
        at = _index(keys, part, start)
        if at is None:
            return None
        out.append((at, at + len(part)))
        start = at + len(part)
    for n in range(len(out) - 2, -1, -1):  # as late as the part behind it lets it stand
        while (later := _index(keys, parts[n], out[n][0] + 1)) is not None and later + len(parts[n]) <= out[
            n + 1
        ][0]:
            out[n] = (later, later + len(parts[n]))
    return out


def _index(keys: Sequence[str], part: Sequence[str], start: int) -> int | None:
    first, length = part[0], len(part)
    for at in range(start, len(keys) - length + 1):
        if keys[at] == first and keys[at : at + length] == part:
            return at
    return None


def _faults(text: str, said: Sequence[Token], places: Sequence[tuple[int, int]]) -> Iterator[str]:
    """What is not fair about parts that stand there in order."""
    if any(token.is_apart for start, end in places for token in said[start + 1 : end]):
        yield "stretches that stand apart in the article are joined without an ellipsis"
    for (_, left), (right, _) in pairwise(places):
        if _drops_negation(text, said, left, right):
            yield "the ellipsis leaves out a negation"
            return


def _drops_negation(text: str, said: Sequence[Token], left: int, right: int) -> bool:
    """Whether what is left out turns round a sentence of which something is left: one that goes with its whole sentence
    turns nothing round."""
    ends = [n for n in range(left, right + 1) if _ends_between(text, said, n)]
    torn = [*said[left : ends[0]], *said[ends[-1] : right]] if ends else said[left:right]
    return any(is_negation(token.key) for token in torn)


def _ends_between(text: str, said: Sequence[Token], n: int) -> bool:
    """Whether a sentence ends before the word at `n`."""
    if not 0 < n < len(said):
        return False
    between = text[said[n - 1].span.end : said[n].span.start]
    return any(c in ".!?\n" for c in between[:40])


def _beside(text: str, said: Sequence[Token], places: Sequence[tuple[int, int]]) -> Iterator[str]:
    """What a part leaves out of its own sentence that a reader must know."""
    start, end = places[0][0], places[-1][1]
    before = start
    while before > 0 and start - before < 12 and not _ends_between(text, said, before):
        before -= 1
    if any(is_negation(token.key) for token in said[before:start]):
        yield "a negation stands before these words in the same sentence"
    if end < len(said) and is_negation(said[end].key) and not _ends_between(text, said, end):
        yield "a negation follows these words in the same sentence"


def _altered(asked: Asked, said: Sequence[Token]) -> Fit:
    """How alike words are that are not the same."""
    low, high = _window(asked, said)
    theirs = [word_key(token.key) for token in said[low:high]]
    ours, typed = respelt(asked.loose, theirs)
    weights, others = asked.weights, _weights([token.key for token in said[low:high]])
    found = SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()[:-1]
    shared = [n for a, _, size in found for n in range(a, a + size)]
    if not shared or (max(weights[n] for n in shared) <= _PLAIN < max(weights)):
        return OTHER  # "a joke" and "a pudding" have nothing in common
    run = max(found, key=lambda block: sum(weights[block.a : block.a + block.size]))
    worth = [w * _MISTYPED if n in typed else w for n, w in enumerate(weights)]
    score, (first, last) = _best(found, worth, others, sum(weights), len(ours))
    weight = sum(weights[run.a : run.a + run.size])
    is_run = (
        run.size >= _RUN
        and weight >= _RUN_WEIGHT
        and (
            run.size in (len(theirs), len(ours))
            or run.size >= _RUN_SHARE * len(ours)
            or weight >= _RUN_SHARE * sum(weights)
        )
    )
    if score < _ALIKE:
        if not is_run:
            return Fit("other words", round(score, 4))
        first, last = run.a, run.a + run.size
    return Fit("altered", round(min(score, 0.94), 4), tuple(_notes(asked, typed)), (first, last))


def _notes(asked: Asked, typed: frozenset[int]) -> Iterator[str]:
    """What alters the words without a word's being another."""
    if typed:
        wrong = ", ".join(
            f"“{asked.words[asked.tokens[n].span.start : asked.tokens[n].span.end]}”"
            for n in sorted(typed)[:4]
        )
        yield f"spelt otherwise: {wrong}"


def _window(asked: Asked, said: Sequence[Token]) -> tuple[int, int]:
    """The stretch of what is said that is laid beside the words: of a long one where most of their words stand."""
    if len(said) <= MOST:
        return 0, len(said)
    wanted = dict(zip(asked.keys, asked.weights, strict=False))
    worth = [wanted.get(token.key, 0.0) for token in said]
    size = min(MOST, 3 * len(asked.loose) + 20)
    total = best = sum(worth[:size])
    at = 0
    for start in range(1, len(worth) - size + 1):
        total += worth[start + size - 1] - worth[start - 1]
        if total > best + 1e-9:
            best, at = total, start
    return at, at + size


def _best(
    found: Sequence[tuple[int, int, int]],
    worth: Sequence[float],
    others: Sequence[float],
    total: float,
    length: int,
) -> tuple[float, tuple[int, int]]:
    """The best score of any run of matching blocks, and the words it covers: what is found, against all that is
    wanted and what stands between; by weight and by number alike."""
    best, at = 0.0, (0, 0)
    blocks = found[:40]
    for i in range(len(blocks)):
        got = number = 0.0
        for j in range(i, len(blocks)):
            a, _, size = blocks[j]
            got += sum(worth[a : a + size])
            number += size
            first, last = blocks[i], blocks[j]
            inside = sum(others[first[1] : last[1] + last[2]])
            count = last[1] + last[2] - first[1]
            score = (
                got / (total + max(0.0, inside - got)) + number / (length + max(0.0, count - number))
            ) / 2
            if score > best:
                best, at = score, (first[0], last[0] + last[2])
    return best, at


def _weights(keys: Sequence[str]) -> list[float]:
    words = known_words()
    # The list of frequent words has none of one letter: "a" and "I" would be rare.
    return [_PLAIN + (words[key].weight if len(key) > 1 else 0.0) for key in keys]
