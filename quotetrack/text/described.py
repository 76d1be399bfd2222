"""Speakers without a name, by the words that describe them: "several Western diplomats"."""

from __future__ import annotations

import re
from functools import lru_cache

from quotetrack.text.folding import STOP_WORDS, fold_words
from quotetrack.text.stemming import stem

_KEPT = 20_000
"""Descriptions whose words are kept from one look to the next."""
_ARTICLES = frozenset({"a", "an", "the", "some"})
_NOBODY = STOP_WORDS | frozenset(
    """
    anybody anyone both each either everybody everyone few hers herself himself itself many mine myself neither nobody
    none one ones other others ours ourselves several somebody someone theirs themselves yours yourself yourselves
    """.split()
)
"""Words that describe nobody, even several of them."""
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}")


@lru_cache(maxsize=_KEPT)
def description_words(mention: str) -> tuple[str, ...]:
    """Return the folded words of a description in order, without articles at its beginning and with "U.S." as one word.

    Empty for what describes nobody, such as a pronoun."""
    words = fold_words(_INITIALS.sub(lambda found: found[0].replace(".", ""), mention))
    if _NOBODY.issuperset(words):
        return ()
    while words[0] in _ARTICLES:
        del words[0]
    return tuple(words)


def without_leading_article(mention: str) -> str:
    """Return a description as printed, without articles at its beginning."""
    words = mention.split()
    while len(words) > 1 and words[0].casefold() in _ARTICLES:
        del words[0]
    return " ".join(words)


@lru_cache(maxsize=_KEPT)
def _stems(mention: str) -> frozenset[str]:
    return frozenset(stem(word) for word in description_words(mention) if word not in _ARTICLES)


def is_described_so(asked: str, mention: str) -> bool:
    """Return True if a description has all words that are asked for, in any of their forms; articles do not count."""
    return bool(_stems(asked)) and _stems(asked) <= _stems(mention)


def is_several(asked: str) -> bool:
    """Return True if a description ends with a plural: "officials", "White House aides"."""
    last = description_words(asked)[-1:]
    return any(word.endswith("s") and not word.endswith("ss") and stem(word) != word for word in last)
