"""Ranks the words of an article by YAKE and gives the best as key terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import StatisticsError

from quotetrack.key_terms.words import NAME_WORDS, NO_TERMS, PrintedWords, printed_words
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

_Places = dict[str, list[Span]]
"""The forms of one term with the places where each is printed."""


def find_key_terms(article: Article) -> tuple[KeyTerm, ...]:
    """Return the key terms of an article, best first, ten at most; none for a text of a few words.

    Each has the place where it is first printed in its most frequent form. A term of which better terms have more than
    half the words is left out, and so is one that mostly stands in a longer term ("York" in "New York").
    """
    words = printed_words(article)
    forms = _forms(article.text, words, _ranked(words))
    kept: list[KeyTerm] = []
    told: set[str] = set()
    for key, places in forms.items():
        parts = set(key.split(" ")) - NO_TERMS
        span = _usual_place(places)
        if len(parts & told) * 2 > len(parts) or not _tells(span.of(article.text)):
            continue
        if _is_mostly_longer(key, forms):
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


def _forms(text: str, words: PrintedWords, keys: Sequence[str]) -> dict[str, _Places]:
    """Map each of these terms, in their order, to the places of each of its forms."""
    found: dict[str, _Places] = {key: {} for key in keys}
    for key, span in _runs(words):
        if key in found:
            form = " ".join(span.of(text).split())
            found[key].setdefault(form, []).append(span)
    return found


def _usual_place(places: _Places) -> Span:
    """The first place of the form that is printed most, or of the first of several."""
    return max(places.values(), key=len)[0]


def _is_mostly_longer(key: str, forms: Mapping[str, _Places]) -> bool:
    """True if more than half of a term's places lie in those of one longer term."""
    times = _times(forms[key])
    longer = (other for other in forms if other != key and f" {key} " in f" {other} ")
    return any(_times(forms[other]) * 2 > times and _times(forms[other]) > 1 for other in longer)


def _times(places: _Places) -> int:
    return sum(map(len, places.values()))


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
        word = folded[0]
        is_common = word_ranks().get(word, _TOO_COMMON + 1) <= _TOO_COMMON
        return word not in NAME_WORDS and (form[0].isupper() or not is_common)
    joined = any(word.lower() in NO_TERMS for word in raw[1:-1])
    return not joined or (raw[0][0].isupper() and raw[-1][0].isupper())
