"""The words of a question and of a text, folded and stemmed so that they can be compared."""

from __future__ import annotations

import re
import unicodedata

from quotetrack.text.stemming import stem

_WORD = re.compile(r"[^\W_]+")
_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
"""Letters that Unicode does not decompose, and that people type without their stroke."""

_LONGEST_WORD = 100
"""Letters of a word that are kept. A B-tree entry of PostgreSQL holds 2,700 bytes; no word that someone looks up is
near this long."""


def words_of(line: str) -> frozenset[str]:
    """The words of a line, as a table that is easy to read."""
    return frozenset(line.split())


# Words that say nothing about a subject, and letters that an apostrophe leaves behind. "no" and "not" stay:
# they may be all that somebody said.
STOP_WORDS = words_of(
    """
    a about after all also am an and any anything are as at be because been before being between but by can could
    d did do does dr everything for from had has have he her hers him his how i if in into is it its ll m me
    more most mr mrs ms my of on or our over re s she should so some something such t than that the their them
    then there these they this those to too under up us ve was we were what when where which while who whom
    whose why will with would you your
    """
)


def fold_words(text: str) -> list[str]:
    """Return the words of `text` in order, without case, accents and punctuation, each cut after 100 letters.

    "Łukasz O'Neill" gives ["lukasz", "o", "neill"]. The database, its full-text index and every question are folded
    by this function, so they agree.
    """
    if text.isascii():
        folded = text.lower()
    else:
        apart = unicodedata.normalize("NFKD", text)
        bare = "".join(char for char in apart if not unicodedata.combining(char))
        folded = bare.casefold().translate(_PLAIN)
    return [word[:_LONGEST_WORD] for word in _WORD.findall(folded)]


def key_words(text: str) -> list[str]:
    """The folded words of `text` that tell a subject, each once; all of them where none does. Capitals tell
    "the US" from "us"."""
    return list(dict.fromkeys(_telling(text) or fold_words(text)))


def has_key_words(text: str) -> bool:
    """False where `text` tells no subject ("it", "about them")."""
    return bool(_telling(text))


def _telling(text: str) -> list[str]:
    folded = ((raw, word) for raw in text.split() for word in fold_words(raw))
    return [word for raw, word in folded if raw.isupper() or word not in STOP_WORDS]


def stems(text: str) -> list[str]:
    """The stem of each word of `text`, in order."""
    return [stem(word) for word in fold_words(text)]
