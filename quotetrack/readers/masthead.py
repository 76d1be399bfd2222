"""The outlet's name over its page, known by its table, the page's address or the copyright line."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from quotetrack.readers.furniture import is_legal
from quotetrack.readers.lines import has_mark, is_open_ended, opens_title
from quotetrack.readers.outlets import host_of, outlet_named
from quotetrack.readers.small_print import label_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quotetrack.readers.layout import Layout

NAME_MAX = 50
WORDS_MAX = 6
HEAD_LINES = 40
"""Where the page's address is looked for. The longest head among the fixtures has eleven lines."""
OWNER_MIN = 5
"""Letters: a shorter name is in too many copyright lines by chance."""
_SMALL = frozenset(("of", "the", "and", "for", "in", "on", "de", "la", "le", "del", "der", "die", "das"))


@dataclass(frozen=True, slots=True)
class Clues:
    """What the page gives away about its outlet: the names in its address and its copyright lines, all
    squeezed to letters and digits."""

    labels: frozenset[str]
    owners: tuple[str, ...]

    def fit(self, words: str) -> bool:
        """True where the words are the outlet's name."""
        if len(words) > NAME_MAX or len(words.split()) > WORDS_MAX or has_mark(words):
            return False
        if outlet_named(words):
            return True
        if not is_open_ended(words) or not _is_name(words):
            return False
        name = _squeeze(words)
        short = name.removeprefix("the")
        owned = len(short) >= OWNER_MIN and any(short in owner for owner in self.owners)
        return name in self.labels or short in self.labels or owned


def find_clues(layout: Layout, url: str | None) -> Clues:
    """The clues of a page whose furniture has been marked; `url` is its address where that is known."""
    head = (layout.words(index) for index in range(min(HEAD_LINES, len(layout.kinds))))
    address = url or next((words for words in head if label_line(words) == "url"), None)
    legal = (words for words in layout.words_of("chrome") if is_legal(words))
    return Clues(_labels(host_of(address)), tuple(_squeeze(words) for words in islice(legal, HEAD_LINES)))


def spell_outlet(printed: str, text: str) -> str:
    """The outlet's name: as the table has it; else as printed, but capitals ("HARBOUR GAZETTE") as the rest
    of the page spells them."""
    known = outlet_named(printed)
    if known or not printed.isupper() or (len(printed) <= 4 and " " not in printed):
        return known or " ".join(printed.split())
    spellings = _spellings(printed.split())
    return next((spelling for spelling in spellings if spelling in text), spellings[0])


def _spellings(words: list[str]) -> list[str]:
    plain = [word.capitalize() for word in words]
    small = [word.casefold() if word.casefold() in _SMALL else word.capitalize() for word in words[1:]]
    return [" ".join([plain[0], *small]), " ".join(plain)]


def _is_name(words: str) -> bool:
    return all(opens_title(word) or word in _SMALL or word == "&" for word in words.split())


def _labels(host: str) -> frozenset[str]:
    """The names in a host: "www.harbour-gazette.example" → harbourgazette, harbourgazetteexample."""
    parts = host.removeprefix("www.").split(".")
    whole: Iterable[str] = (".".join(parts[start:]) for start in range(len(parts) - 1))
    return frozenset(_squeeze(name) for name in [*parts[:-1], *whole])


def _squeeze(words: str) -> str:
    return "".join(char for char in words.casefold() if char.isalnum())
