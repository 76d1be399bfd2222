"""Tells whether a watch has seen a statement before, under whatever id: by where its words stand, and by the words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from quotetrack.records import Printed, SeenStatement, Span
from quotetrack.text.folding import fold_words


@dataclass(frozen=True, slots=True)
class RecognitionSettings:
    """How much of a statement must be known. All were chosen by hand, for what another engine or an editor changes."""

    # The share of the characters of its content that must have been shown of the same text.
    covered: float = 0.5
    # The share of words that two wordings of one statement have in common, those of both counted together.
    alike: float = 0.6
    # Fewer words are the same statement only if they are all of it: "yes" stands in many.
    telling: int = 4
    # With how many statements of an article's earlier texts one is compared.
    compared: int = 300


SETTINGS = RecognitionSettings()

Texts = Callable[[str, str], str | None]
"""Returns the text of the article with this key that has this digest; None if it is not stored."""


class Recognised(NamedTuple):
    """What a watch knows of a statement: under which id it has seen it first (None: it has not), or what stood in its
    place before (None: nothing like it)."""

    first: str | None = None
    was: str | None = None


class Memory:
    """What a watch has seen. With `others`, also what it has seen only because it contradicts an answer."""

    def __init__(self, seen: Iterable[SeenStatement], texts: Texts, *, others: bool = False) -> None:
        self._first: dict[str, str] = {}
        self._of_article: dict[str, list[SeenStatement]] = {}
        self._texts = texts
        self._folded: dict[tuple[str, str], str] = {}
        for one in seen:
            if others or one.what != "other":
                self._first.setdefault(one.quote, one.first)
                self._of_article.setdefault(one.article, []).append(one)

    def first_of(self, id: str) -> str | None:
        """Return the id under which the statement with this one was seen first; None if this id was not seen."""
        return self._first.get(id)

    def recognise(self, printed: Printed) -> Recognised:
        """Return what is known of a statement.

        In the same text it is known if most of its content was shown. In another text of the article it is known if
        its words were, in the same order. It is reworded if words much like it were, which stand there no more.
        """
        if (first := self._first.get(printed.id)) is not None:
            return Recognised(first)
        article = printed.article
        known = self._of_article.get(article.key or article.id, [])
        if not known:
            return Recognised()
        digest = article.digest
        here = _covering(printed.statement.quote.content, [one for one in known if one.digest == digest])
        if here is not None:
            return Recognised(here.first)
        return self._in_other_texts(printed, [one for one in known if one.digest != digest], digest)

    def _in_other_texts(self, printed: Printed, known: Sequence[SeenStatement], digest: str) -> Recognised:
        words = fold_words(printed.text)
        was, most = None, SETTINGS.alike
        for one in reversed(known[-SETTINGS.compared :]):
            before = self._words_of(one)
            if before is None:
                continue
            old = fold_words(before)
            if _is_same(words, old):
                return Recognised(one.first)
            share = _share(words, old)
            if share >= most and not self._stands(printed, old, digest):
                was, most = before, share
        return Recognised(None, was)

    def _words_of(self, one: SeenStatement) -> str | None:
        text = self._texts(one.article, one.digest)
        return None if text is None else " … ".join(span.of(text) for span in one.spans)

    def _stands(self, printed: Printed, words: Sequence[str], digest: str) -> bool:
        """Whether the text of a statement still has these words."""
        key = (printed.article.key, digest)
        if key not in self._folded:
            self._folded[key] = f" {' '.join(fold_words(printed.article.text))} "
        return f" {' '.join(words)} " in self._folded[key]


def _covering(content: Sequence[Span], seen: Sequence[SeenStatement]) -> SeenStatement | None:
    """Return which of the statements seen of a text has most of this content, if all of them have enough of it."""
    size = sum(span.end - span.start for span in content)
    if not seen or not size:
        return None
    shared = {n: _overlap(content, one.spans) for n, one in enumerate(seen)}
    best = max(shared, key=lambda n: shared[n])
    enough = SETTINGS.covered * size
    if shared[best] < enough and _overlap(content, [span for one in seen for span in one.spans]) < enough:
        return None
    return seen[best] if shared[best] else None


def _overlap(content: Sequence[Span], others: Sequence[Span]) -> int:
    """Return how many characters of the content lie in any of the other spans."""
    total, pieces = 0, sorted(others, key=lambda span: span.start)
    for span in content:
        reached = span.start
        for other in pieces:
            start, end = max(reached, other.start), min(span.end, other.end)
            if start < end:
                total, reached = total + end - start, end
    return total


def _is_same(words: Sequence[str], old: Sequence[str]) -> bool:
    """Whether one of both stands in the other in the same order, and most of the new one was there before."""
    shorter, longer = sorted((words, old), key=len)
    if len(shorter) < SETTINGS.telling or len(shorter) < SETTINGS.covered * len(words):
        return list(words) == list(old)
    return f" {' '.join(shorter)} " in f" {' '.join(longer)} "


def _share(words: Sequence[str], old: Sequence[str]) -> float:
    if min(len(words), len(old)) < SETTINGS.telling:
        return 0.0
    common = (Counter(words) & Counter(old)).total()
    return 2 * common / (len(words) + len(old))
