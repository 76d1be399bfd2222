"""The outlet's name over its page, known by its table, the page's address or the copyright line."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from quotetrack.readers.furniture import is_legal
from quotetrack.readers.layout import Layout
from quotetrack.readers.lines import has_mark, is_open_ended, opens_title
from quotetrack.readers.makers import label_line
from quotetrack.readers.outlets import host_of, name_outlet


@dataclass(frozen=True, slots=True)
class MastheadSettings:
    """Limits chosen on the pages in `fixtures/`; rerun `tests/readers` before changing one."""

    # Characters and words of an outlet's name.
    name_length: int = 50
    name_words: int = 6
    # Lines in which the page's address is looked for. The longest head among the fixtures has 11 lines.
    head_lines: int = 40
    # Letters: a shorter name is in too many copyright lines by chance.
    shortest_owner: int = 5


SETTINGS = MastheadSettings()
_SMALL_WORDS = frozenset(
    ("of", "the", "and", "for", "in", "on", "de", "la", "le", "del", "der", "die", "das")
)


@dataclass(frozen=True, slots=True)
class Clues:
    """What the page gives away about its outlet: the names in its address (`labels`) and its copyright lines
    (`owners`), all squeezed to letters and digits."""

    labels: frozenset[str]
    owners: tuple[str, ...]

    def fit(self, words: str) -> bool:
        """True if the words are the outlet's name."""
        if len(words) > SETTINGS.name_length or len(words.split()) > SETTINGS.name_words or has_mark(words):
            return False
        name = _squeeze(words)
        short = name.removeprefix("the")
        is_owner = len(short) >= SETTINGS.shortest_owner and any(short in owner for owner in self.owners)
        is_told = is_owner or not self.labels.isdisjoint((name, short))
        return bool(name_outlet(words)) or (is_told and is_open_ended(words) and _is_name(words))


def find_clues(layout: Layout, url: str | None) -> Clues:
    """Return the clues of a page whose furniture has been marked; `url` is its address if that is known."""
    head = (layout.words(index) for index in range(min(SETTINGS.head_lines, len(layout.kinds))))
    address = url or next((words for words in head if label_line(words) == "url"), None)
    legal = filter(is_legal, layout.words_of("chrome"))
    return Clues(_labels(host_of(address)), tuple(map(_squeeze, islice(legal, SETTINGS.head_lines))))


def spell_outlet(printed: str, text: str) -> str:
    """Return the outlet's name: as the table has it, else as printed, but capitals as the rest of the page spells them.

    "HARBOUR GAZETTE" becomes "Harbour Gazette".
    """
    known = name_outlet(printed)
    if known or not printed.isupper() or (len(printed) <= 4 and " " not in printed):
        return known or " ".join(printed.split())
    first, *rest = (word.capitalize() for word in printed.split())
    small = (word.casefold() if word.casefold() in _SMALL_WORDS else word for word in rest)
    usual, plain = " ".join([first, *small]), " ".join([first, *rest])
    return plain if plain in text and usual not in text else usual


def _is_name(words: str) -> bool:
    return all(opens_title(word) or word in _SMALL_WORDS or word == "&" for word in words.split())


def _labels(host: str) -> frozenset[str]:
    """Return the names in a host: "www.harbour-gazette.example" → harbourgazette, harbourgazetteexample."""
    parts = host.removeprefix("www.").split(".")
    ends = (".".join(parts[start:]) for start in range(len(parts) - 1))
    return frozenset(map(_squeeze, [*parts[:-1], *ends]))


def _squeeze(words: str) -> str:
    return "".join(filter(str.isalnum, words.casefold()))
