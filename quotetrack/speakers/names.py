"""Names as printed, taken apart so that spellings of one name meet and two bearers of a surname do not.

What may be left out of a name (middle names, particles, the legal form of a company), which spellings and short forms
stand for one given name, and which families stand first, is in `names.json` of the language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from quotetrack.text.folding import fold_case, strip_accents
from quotetrack.text.word_lists import read_word_lists

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['’ʼ`](?=[^\W\d_])")
_INITIALS = re.compile(r"\b[^\W\d_]\.(?:[^\W\d_]\.)+")
_LONGEST = 200
"""Code points of a name that are read; what is longer is no name."""
_SMALL = frozenset({"of", "for", "on", "in", "at", "to"})
"""Words in which two names of one body may differ."""
_MANY = 12
"""Quotations from which on somebody is the bearer of a surname that is usually meant."""
LONG_WORD = 5
"""Letters from which on a word and one that begins with it are the same (`is_same_word`): Russia and Russian."""

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
    """A person's name: given names in order (empty if only the surname is given), the surname as it is compared,
    suffixes ("jr")."""

    given: tuple[str, ...]
    surname: str
    suffix: frozenset[str] = frozenset()

    @property
    def is_bare(self) -> bool:
        """True for a surname alone."""
        return not self.given


@dataclass(frozen=True, slots=True)
class _NameLists:
    """What `names.json` says: `spellings` map a spelling to the usual one, `given_forms` a given name to the names in
    full that it may be short for."""

    particles: frozenset[str]
    suffixes: frozenset[str]
    companies: frozenset[str]
    linking: frozenset[str]
    first_families: frozenset[str]
    spellings: dict[str, str]
    given_forms: dict[str, frozenset[str]]


@cache
def _lists() -> _NameLists:
    data = read_word_lists("names.json")
    given_forms: dict[str, frozenset[str]] = {}
    for line in map(str.split, data["short_forms"]):
        for word in line:
            # "Chris" is Christopher or Christine, who are not each other.
            given_forms[word] = given_forms.get(word, frozenset()) | {line[0]}
    plain = ("particles", "suffixes", "companies", "linking", "first_families")
    return _NameLists(
        **{name: frozenset(data[name].split()) for name in plain},
        spellings={word: line.split()[0] for line in data["spellings"] for word in line.split()},
        given_forms=given_forms,
    )


def name_words(name: str) -> list[str]:
    """Return the words of a name in order, without case, accents and punctuation; "O'Neill" is one word."""
    return [fold_case(word) for word in _printed_words(name)]


def _printed_words(name: str) -> list[str]:
    return _WORD.findall(strip_accents(_APOSTROPHE.sub("", name[:_LONGEST])))


@lru_cache(maxsize=50_000)
def person_name(name: str) -> PersonName:
    """Return the parts of a person's name. A family name that stands first ("Liu Weimin") is taken for the surname."""
    lists = _lists()
    words = name_words(name)
    suffix = frozenset(words[1:]) & lists.suffixes
    # "Ben Cardin" and "Ash Carter" have given names; particles are printed small, or before a hyphen.
    small = {
        word
        for word, printed in zip(words, _printed_words(name), strict=True)
        if word in lists.particles and (printed.islower() or f"{printed}-" in name or word in ("al", "el"))
    }
    kept = [word for word in words if word not in suffix | small] or words[-1:] or [""]
    if len(kept) > 1 and kept[0] in lists.first_families and kept[-1] not in lists.first_families:
        return PersonName(("".join(kept[1:]),), respelled(kept[0]), suffix)
    return PersonName(tuple(kept[:-1]), respelled(kept[-1]), suffix)


@cache
def _given_names() -> frozenset[str]:
    lists, counted = _lists(), read_word_lists("given_names.json")
    return frozenset({*counted["male"], *counted["female"], *lists.given_forms, *lists.spellings})


def is_given_name(word: str) -> bool:
    """Return True if a word, in lower case, is a given name that English-language news often prints."""
    return word in _given_names()


def may_be_misread(name: str, quotes: int, most: int) -> bool:
    """Return True if a name may come of a misreading ("Derelict Obama"): it is quoted once, its first word is no given
    name we know, and somebody of the surname is quoted far more, `most` times."""
    given = person_name(name).given[:1]
    return quotes == 1 and most >= _MANY and any(len(word) > 1 and not is_given_name(word) for word in given)


def without_suffix(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a name without "jr" and the like at its end."""
    return words[:-1] if len(words) > 1 and words[-1] in _lists().suffixes else words


def names_of(name: str) -> list[str]:
    """Return the single names in the name of a speaker, which joins several by "; "."""
    return [part.strip() for part in name.split(";")]


def is_joint(name: str) -> bool:
    """Return True for speakers who are named together; they are nobody's other name."""
    return ";" in name


def respelled(word: str) -> str:
    """Return a word of a name as it is compared: spellings that English gives one foreign name are the same."""
    word = _lists().spellings.get(word, word)
    for spelling, plain in _SPELLINGS:
        word = spelling.sub(plain, word)
    return word


def is_same_word(one: str, other: str) -> bool:
    """Return True for the same word, and for a country and its adjective: "russia" and "russian", "germany" and
    "german"."""
    short, long = sorted((one, other), key=len)
    return short == long or (
        len(short) >= LONG_WORD and len(long) - len(short) <= 2 and long.startswith(short)
    )


def is_same_given(one: str, other: str) -> bool:
    """Return True for the same given name: spelled alike, a short form, or one the initial of the other."""
    if 1 in (len(one), len(other)):
        return one[:1] == other[:1]
    forms = _lists().given_forms
    is_short_form = not forms.get(one, frozenset({one})).isdisjoint(forms.get(other, frozenset({other})))
    return is_short_form or respelled(one) == respelled(other)


def may_be_one(one: PersonName, other: PersonName) -> bool:
    """Return True if two full names may be one person's: surname and suffix are the same, and the given names that both
    have, first with first. A name without a given one agrees with all of its surname."""
    if one.surname != other.surname or one.suffix != other.suffix:
        return False
    # Middle names come and go, but those that both print must agree: George W. is not George H. W.
    return all(is_same_given(a, b) for a, b in zip(one.given, other.given, strict=False))


def body_words(name: str) -> tuple[str, ...]:
    """Return the words that tell one body from another: "the", "and", and the legal form of a company left out. Letters
    with dots are one word: "p.l.c."."""
    plain = _INITIALS.sub(lambda found: found[0].replace(".", ""), name)
    words = [word for word in name_words(plain) if word not in ("the", "and")]
    while len(words) > 1 and words[-1] in _lists().companies:
        words.pop()
    return tuple(words)


def body_key(name: str) -> str:
    """Return what two names of one body have in common: `body_words` without small words. A body "for Human Rights" is
    one "on Human Rights", but none "against" them."""
    words = body_words(name)
    return " ".join([word for word in words if word not in _SMALL] or words)


def acronym_of(name: str) -> str:
    """Return the letters, in lower case, of a name in capitals alone: "imf" for "IMF", "un" for "U.N."; "" for any
    other name."""
    letters = name.replace(".", "").strip()
    is_acronym = 2 <= len(letters) <= 8 and letters.isascii() and letters.isalpha() and letters.isupper()
    return letters.lower() if is_acronym else ""


def initials(name: str) -> frozenset[str]:
    """Return the acronyms that may stand for a name of two words or more: with small words but "the", and without."""
    words = name_words(name)
    if len(words) < 2:
        return frozenset()
    acronyms = (
        "".join(word[0] for word in words if word not in small) for small in (_lists().linking, {"the"})
    )
    return frozenset(acronym for acronym in acronyms if len(acronym) > 1)


def short_forms(name: str) -> tuple[tuple[str, ...], ...]:
    """Return what a body may be called for short, each in two words or more.

    "Syrian Observatory for Human Rights" gives "Syrian Observatory", "Russian Foreign Ministry" gives "Foreign
    Ministry". One word says too little: "State" is not the Islamic State, and "Council" is any."""
    if "-" in name:
        return ()
    words = body_words(name)
    head = next((n for n, word in enumerate(words) if word in _lists().linking), len(words))
    firsts = range(0 if head < len(words) else 1, head - 1)
    return tuple(words[first:head] for first in firsts)
