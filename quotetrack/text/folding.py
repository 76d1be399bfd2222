"""Words of a question and of a text, folded so that they can be compared: without case, accents and punctuation."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
"""Letters that Unicode does not decompose, and that people type without their stroke."""

_LONGEST_WORD = 100
"""Letters of a word that are kept. A B-tree entry of PostgreSQL holds 2,700 bytes; no word that someone looks up is
near this long."""

MOST_NAME_WORDS = 40
"""Words of a name, role or outlet that is looked up. More are nobody's: news prints none half as long, and a database
compares no endless lists."""

STOP_WORDS = frozenset(
    """
    a about after all also am an and any anything are as at be because been before being between but by can could
    d did do does dr everything for from had has have he her hers him his how i if in into is it its ll m me
    more most mr mrs ms my of on or our over re s she should so some something such t than that the their them
    then there these they this those to too under up us ve was we were what when where which while who whom
    whose why will with would you your
    """.split()
)
"""Words that say nothing about a subject, and letters that an apostrophe leaves behind. "no" and "not" are not among
them: they may be all that somebody said."""


def strip_accents(text: str) -> str:
    """Return `text` without accents: decomposed by Unicode (NFKD), without combining characters. "É" gives "E", "ﬁ"
    gives "fi"; letters with a stroke ("ø") stay."""
    if text.isascii():
        return text
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def fold_case(text: str) -> str:
    """Return `text` without case, and with plain letters for those that have a stroke: "Ø" gives "o", "ß" "ss"."""
    return text.casefold().translate(_PLAIN)


def fold_words(text: str) -> list[str]:
    """Return the words of `text` in order, without case, accents and punctuation, each cut after 100 letters.

    "Łukasz O'Neill" gives ["lukasz", "o", "neill"]. The database, its full-text index and every question are folded
    by this function, so they agree.
    """
    folded = text.lower() if text.isascii() else fold_case(strip_accents(text))
    return [word[:_LONGEST_WORD] for word in _WORD.findall(folded)]


def is_name_long(name: str) -> bool:
    """Return True for what has more words than any name, so that it is nobody's."""
    return len(fold_words(name)) > MOST_NAME_WORDS


def telling_words(text: str) -> list[str]:
    """Return the folded words of `text` that tell a subject: all but stop words. Words in capitals tell one too: "the
    US" is not "us"."""
    folded = ((raw, word) for raw in text.split() for word in fold_words(raw))
    return [word for raw, word in folded if raw.isupper() or word not in STOP_WORDS]


def key_words(text: str) -> list[str]:
    """Return the folded words of `text` that tell a subject, each once; all of its words if none does."""
    return list(dict.fromkeys(telling_words(text) or fold_words(text)))
