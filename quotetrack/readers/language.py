"""The language of an article, by its page's own word and by its text.

English is told by its commonest words, which takes no time. Only a text without them is given to py3langid, whose model
takes about a second to load. English is kept on doubt: a text is another language only if its words are surely so, or
if its page says so and its words do not gainsay it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from quotetrack.text.languages import LANGUAGE_NAMES, language_code

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_ENOUGH = 2000
"""Code points that are looked at."""
_LEAST = 100
"""Bytes of words without a capital that a language can be told by; Chinese has 3 a sign. Of 2,400 English sentences
without common words none was taken for another language, even from 40 bytes on."""
_WORD = re.compile(r"[^\W\d_]+")
_COMMON = frozenset(
    "the and that with from this which his her they were have has had been are said to of for by it its who their "
    "would".split()
)
_ENGLISH = 0.1
"""The share of common words from which a text is English. Of 3,647 news articles and 78 other texts in English, the
lowest share was .104; of 18 texts in 7 other languages the highest was .083, most had none."""
_SURE = 0.7
"""The detector's probability from which another language is sure. A text in Indonesian or Norwegian stays under .9, as
Malay or Danish is always possible; lists of names in English stay under .6."""
_POSSIBLE = 0.01
"""The detector's probability from which what the page says is possible."""


def settle_language(text: str, stated: str | None) -> str | None:
    """Return the code of the language that a text is in.

    Args:
        text: The article's text.
        stated: What the page, or the field given with the article, says of the language; None if it says nothing.

    Returns:
        `stated` as it is if the text is English or may be and `stated` is no other language. "en" if a page says
        otherwise and its text is surely English. Else the code of the other language. None if nothing is stated, for
        English and for a text too short to tell.

    Example:
        >>> settle_language("“The bridge is safe,” said Ana Lima, the port director.", None) is None
        True
    """
    said = language_code(stated)
    lead = text[:_ENOUGH]
    words = _WORD.findall(lead)
    small = " ".join(word for word in words if not word[0].isupper())
    is_long = len(small.encode("utf-8", "ignore")) >= _LEAST
    if is_long and sum(word.casefold() in _COMMON for word in words) >= _ENGLISH * len(words):
        return stated if said in (None, "en") else "en"
    found = _detect(small, said) if is_long else said
    return found if found not in (None, "en") else stated


def _detect(words: str, said: str | None) -> str | None:
    """Return the language that the words are surely in, if what the page says is hardly possible; else what it says.

    Names stand in texts of every language, so words with a capital are left out by the caller.
    """
    probabilities: dict[str, float] = dict(_identifier().rank(words))
    best = max(probabilities, key=lambda code: probabilities[code])
    is_english = probabilities["en"] >= _POSSIBLE
    stands = said is not None and probabilities.get(said, 1.0) >= _POSSIBLE
    if stands or is_english or probabilities[best] < _SURE:
        return said
    return best


@cache
def _identifier() -> LanguageIdentifier:
    """The detector, loaded once a process. It is asked only for the languages of our table: dialects and artificial
    languages would share a text's probability out among them."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    known = set(identifier.labels)
    identifier.set_languages([code for code in LANGUAGE_NAMES if code in known])
    return identifier
