"""Names as printed, taken apart so that spellings of one name meet and two bearers of a surname do not.

What may be left out of a name (middle names, particles, the legal form of a company), which spellings and short forms
stand for one given name, and which families stand first, is in `names.json` of the language.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_WORD = re.compile(r"[^\W_]+")
_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['’ʼ`](?=[^\W\d_])")
_LONGEST = 200
"""Code points of a name that are read; what is longer is no name."""

# Differences between spellings of one foreign name, taken away in this order: Sergei and Sergey, Philip and Filip,
# Lavroff and Lavrov, Zelenskyy and Zelensky.
_SPELLINGS = tuple(
    (re.compile(was), now)
    for was, now in (
        ("ph", "f"),
        ("ck|kh|q|c(?!h)", "k"),
        ("tsch|tch", "ch"),
        ("zh", "j"),
        ("w|ff$", "v"),
        ("ou|oo", "u"),
        ("ee|ie|ei|ey|ej|ij|iy|yi|y|j(?=$)", "i"),
        (r"(.)\1+", r"\1"),
        ("(?<=[gdk])h|(?<=[aeiou])h$", ""),
    )
)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name: given names in order (empty where only the surname is given), the surname as it is compared,
    suffixes ("jr")."""

    given: tuple[str, ...]
    surname: str
    suffix: frozenset[str] = frozenset()

    @property
    def is_bare(self) -> bool:
        """True for a surname alone."""
        return not self.given


@dataclass(frozen=True, slots=True)
class _Table:
    particles: frozenset[str]
    suffixes: frozenset[str]
    companies: frozenset[str]
    linking: frozenset[str]
    spelled: dict[str, str]
    forms: dict[str, frozenset[str]]
    first_families: frozenset[str]


@cache
def _table(language: str = "en") -> _Table:
    told = json.loads(files(f"quotetrack.lang.{language}").joinpath("names.json").read_text("utf-8"))
    forms: dict[str, set[str]] = {}
    for line in told["short_forms"]:
        for word in line.split():
            # "Chris" is Christopher or Christine, who are not each other.
            forms.setdefault(word, set()).add(line.split()[0])
    return _Table(
        particles=frozenset(told["particles"].split()),
        suffixes=frozenset(told["suffixes"].split()),
        companies=frozenset(told["companies"].split()),
        linking=frozenset(told["linking"].split()),
        spelled={word: line.split()[0] for line in told["spellings"] for word in line.split()},
        forms={word: frozenset(of) for word, of in forms.items()},
        first_families=frozenset(told["first_families"].split()),
    )


def name_words(name: str) -> list[str]:
    """The words of a name in order, without case, accents and punctuation; "O'Neill" is one word."""
    return [word.casefold().translate(_PLAIN) for word in _printed_words(name)]


def _printed_words(name: str) -> list[str]:
    name = _APOSTROPHE.sub("", name[:_LONGEST])
    if not name.isascii():
        apart = unicodedata.normalize("NFKD", name)
        name = "".join(char for char in apart if not unicodedata.combining(char))
    return _WORD.findall(name)


@lru_cache(maxsize=50_000)
def person_name(name: str) -> PersonName:
    """The parts of a person's name. A family name that stands first ("Liu Weimin") is taken for the surname."""
    table = _table()
    words = name_words(name)
    suffix = frozenset(words[1:]) & table.suffixes
    # "Ben Cardin" and "Ash Carter" have given names; particles are printed small, or before a hyphen.
    small = {
        word
        for word, printed in zip(words, _printed_words(name), strict=True)
        if word in table.particles and (printed.islower() or f"{printed}-" in name or word in ("al", "el"))
    }
    kept = [word for word in words if word not in suffix | small] or words[-1:] or [""]
    if len(kept) > 1 and kept[0] in table.first_families and kept[-1] not in table.first_families:
        surname, given = kept[0], ["".join(kept[1:])]
    else:
        surname, given = kept[-1], kept[:-1]
    return PersonName(tuple(given), respelled(surname), suffix)


def without_suffix(words: list[str]) -> list[str]:
    """The words of a name without "jr" and the like at its end."""
    return words[:-1] if len(words) > 1 and words[-1] in _table().suffixes else words


def respelled(word: str) -> str:
    """A word of a name as it is compared: spellings that English gives one foreign name are the same."""
    word = _table().spelled.get(word, word)
    for spelling, plain in _SPELLINGS:
        word = spelling.sub(plain, word)
    return word


def is_same_given(one: str, other: str) -> bool:
    """The same given name: spelled alike, a short form, or one the initial of the other."""
    if 1 in (len(one), len(other)):
        return one[:1] == other[:1]
    forms = _table().forms
    if forms.get(one, frozenset({one})) & forms.get(other, frozenset({other})):
        return True
    return respelled(one) == respelled(other)


def may_be_one(one: PersonName, other: PersonName) -> bool:
    """True where two full names may be one person's: surname and suffix are the same, and the given names that both
    have, first with first. A name without a given one agrees with all of its surname."""
    if one.surname != other.surname or one.suffix != other.suffix:
        return False
    if one.is_bare or other.is_bare:
        return True
    if not is_same_given(one.given[0], other.given[0]):
        return False
    # Middle names come and go, but those that both print must agree: George W. is not George H. W.
    return all(is_same_given(a, b) for a, b in zip(one.given[1:], other.given[1:], strict=False))


def body_words(name: str) -> tuple[str, ...]:
    """The words that tell one body from another: "the", "and", and the legal form of a company left out."""
    table = _table()
    words = [word for word in name_words(name) if word not in ("the", "and")]
    while len(words) > 1 and words[-1] in table.companies:
        words.pop()
    return tuple(words)


def is_acronym(name: str) -> bool:
    """True for a name in capitals alone: "IMF", "U.N."."""
    letters = name.replace(".", "").strip()
    return 2 <= len(letters) <= 8 and letters.isalpha() and letters.isupper() and letters.isascii()


def initials(name: str) -> frozenset[str]:
    """The acronyms that may stand for a name of two words or more, small words left out, and with them."""
    words = name_words(name)
    if len(words) < 2:
        return frozenset()
    linking = _table().linking
    telling = [word for word in words if word not in linking]
    made = {"".join(word[0] for word in some) for some in (telling, [w for w in words if w != "the"])}
    return frozenset(one for one in made if len(one) > 1)


def short_forms(name: str) -> tuple[tuple[str, ...], ...]:
    """What a body may be called for short, in two words or more: "Syrian Observatory" for "Syrian Observatory for Human
    Rights", "Foreign Ministry" for "Russian Foreign Ministry". One word says too little: "State" is not the Islamic
    State, and "Council" is any."""
    if "-" in name:
        return ()
    linking = _table().linking
    words = list(body_words(name))
    head = next((n for n, word in enumerate(words) if word in linking), len(words))
    firsts = range(0 if head < len(words) else 1, head - 1)
    return tuple(tuple(words[first:head]) for first in firsts)
