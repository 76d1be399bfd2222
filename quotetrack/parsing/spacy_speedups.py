"""What makes two components of a spaCy pipeline look each word up once. Their results stay the same.

Both keep what they have looked up by the attributes that it depends on, and forget everything once it is much.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LOOKED_AT = {"TAG", "LOWER", "DEP", "IS_SPACE"}
"""The attributes that the patterns of the attribute ruler may ask for, if what they match is to be kept."""
_MOST_KEPT = 20_000
"""Words with their tags that are looked up once: about 5 MB. Forgetting them all costs a tenth of a second, seldom."""
Key = tuple[int, int, int]
T = TypeVar("T")


class _Kept(dict[Key, T]):
    """What has been looked up; forgotten all at once when it is too much."""

    def get_or_make(self, key: Key, make: Callable[[], T]) -> T:
        """Return what is kept under a key, made now if it is not there. Another thread may forget all meanwhile."""
        value = self.get(key)
        if value is None:
            value = make()
            if len(self) >= _MOST_KEPT:
                self.clear()
            self[key] = value
        return value


def remember_lemmas(lemmatizer: Any) -> None:
    """Look each form up once: its lemma depends on the word, its part of speech and its features alone.

    The cache that comes with the lemmatizer leaves out words in their base form, which are most. To find out anew that
    they are takes an eighth of the whole pipeline's time."""
    by_rule = lemmatizer.lemmatize
    kept: _Kept[list[str]] = _Kept()

    def lemmatize(token: Any) -> list[str]:
        return kept.get_or_make((token.orth, token.pos, token.morph.key), partial(by_rule, token))

    lemmatizer.lemmatize = lemmatize


def remember_attributes(ruler: Any) -> None:
    """Match the rules that look at one token once for each word, tag and dependency: they look at nothing else. To try
    all 180 at every token takes another eighth. A ruler with patterns of another sort stays as it is."""
    from spacy.matcher import Matcher

    patterns = [(str(number), p) for number, rule in enumerate(ruler.patterns) for p in rule["patterns"]]
    if not {name for _, pattern in patterns for token in pattern for name in token} <= _LOOKED_AT:
        return
    alone, joined, strings = Matcher(ruler.vocab), Matcher(ruler.vocab), ruler.vocab.strings
    for number, pattern in patterns:
        (alone if len(pattern) == 1 else joined).add(strings.add(number), [pattern])
    kept: _Kept[list[tuple[int, int]]] = _Kept()

    def match_alone(doc: Doc, i: int) -> list[tuple[int, int]]:
        return [(int(strings[rule]), rule) for rule, _, _ in alone(doc[i : i + 1], allow_missing=True)]

    def match(doc: Doc) -> list[tuple[int, int, int, int]]:
        matches = [(int(strings[rule]), rule, i, end) for rule, i, end in joined(doc, allow_missing=True)]
        for i, token in enumerate(doc):
            rules = kept.get_or_make((token.tag, token.lower, token.dep), partial(match_alone, doc, i))
            matches += [(number, rule, i, i + 1) for number, rule in rules]
        return sorted(matches)

    ruler.match = match
