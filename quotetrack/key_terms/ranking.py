"""Ranks the words of an article by YAKE and gives the best as key terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import StatisticsError

from quotetrack.key_terms.words import NO_TERMS, PrintedWords, printed_words
from quotetrack.records import Article, KeyTerm, Span
from quotetrack.text.folding import fold_words
from quotetrack.text.word_frequency import word_ranks

MOST_TERMS = 10
"""Terms of an article."""
_LONGEST = 3
"""Words of a term; YAKE's own choice."""
_RANKED = 25
"""Terms that are ranked, so that ten are left when those are gone that tell nothing."""
_TOO_COMMON = 400
"""A word more frequent than all but this many is no term by itself."""


def find_key_terms(article: Article) -> tuple[KeyTerm, ...]:
    """Return the key terms of an article, best first, ten at most; none for a text of a few words.

    Each has the place where it is first printed in its most frequent form. A term of which better terms have more than
    half the words is left out.
    """
    words = printed_words(article)
    ranked = _ranked(words)
    places = _places(article.text, words, frozenset(ranked))
    kept: list[KeyTerm] = []
    told: set[str] = set()
    for key in ranked:
        parts = set(key.split(" ")) - NO_TERMS
        span = places[key]
        if len(parts & told) * 2 > len(parts) or not _tells(span.of(article.text)):
            continue
        told.update(parts)
        kept.append(KeyTerm(key=key, span=span))
        if len(kept) == MOST_TERMS:
            break
    return tuple(kept)


def _ranked(words: PrintedWords) -> list[str]:
    from textacy.extract.keyterms.yake import yake

    try:
        found = yake(words.doc, normalize="norm", include_pos=None, topn=_RANKED)
    except StatisticsError:  # fewer than two words that are no stop words
        return []
    return [term for term, _ in found]


def _places(text: str, words: PrintedWords, keys: frozenset[str]) -> dict[str, Span]:
    """Map each of these terms to the first place of its most frequent form."""
    forms: dict[str, Counter[str]] = {}
    first: dict[tuple[str, str], Span] = {}
    for key, span in _runs(words):
        if key not in keys:
            continue
        form = " ".join(span.of(text).split())
        forms.setdefault(key, Counter())[form] += 1
        first.setdefault((key, form), span)
    return {key: first[key, max(counted, key=lambda form: counted[form])] for key, counted in forms.items()}


def _runs(words: PrintedWords) -> Iterator[tuple[str, Span]]:
    norms: Sequence[str] = [token.norm_ for token in words.doc]
    for start in range(len(norms)):
        for end in range(start + 1, min(start + _LONGEST, len(norms)) + 1):
            yield " ".join(norms[start:end]), Span(words.spans[start].start, words.spans[end - 1].end)


def _tells(form: str) -> bool:
    """True if a term as printed is more than a number or a very common word; "of" and the like may only join names
    ("Bank of England")."""
    raw = form.split()
    folded = fold_words(form)
    if not any(word.isalpha() and len(word) > 1 for word in folded):
        return False
    if len(folded) == 1:
        return not folded[0].isdigit() and (
            form[0].isupper() or word_ranks().get(folded[0], _TOO_COMMON + 1) > _TOO_COMMON
        )
    joined = any(word.lower() in NO_TERMS for word in raw[1:-1])
    return not joined or (raw[0][0].isupper() and raw[-1][0].isupper())
