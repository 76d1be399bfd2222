"""Who is meant by a name or a role: the speakers of a store that bear it, told apart or taken together."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from quotetrack.lang.names import PersonName, may_be_one, person_name, without_suffix
from quotetrack.query.searchable import Searchable
from quotetrack.query.words import STOP_WORDS, fold_words
from quotetrack.records import SpeakerEntry

_MOST_COMPARED = 5000
"""A name misspelt is looked for among so many who speak most."""
_MOST_IN_ROLE = 24
"""How many bearers of a role are looked at, those who speak most first."""
_LONG = 5
"""Letters from which on a word and one that begins with it are the same: Russia and Russian."""
_PAIRS_SHARED = 3
"""One in so many pairs of letters must be shared before spellings are compared, which takes long."""

_FAR_MORE, _MANY = 6, 12
"""One bearer of a name is meant by it if quoted so many times as often as all others together, and so often at all."""
_CLOSE = 0.8
_BODIES = ("organisation", "outlet", "document", "group")
_SPEAKS = frozenset("spokesman spokeswoman spokesperson spokespeople spokesmen secretary".split())
_ADDRESS = frozenset("mr mrs ms miss dr sir dame lord lady".split())
"""What stands before a name and is no part of it."""
_PRINTS = frozenset(
    "editorial editorials editors board newspaper paper magazine website article story report".split()
)
"""What an outlet says it in."""
_SHORT = {
    "gov": "governor",
    "sen": "senator",
    "rep": "representative",
    "pres": "president",
    "gen": "general",
    "sec": "secretary",
}
"""Titles that news abbreviates."""


@dataclass(frozen=True, slots=True)
class Bearers:
    """Speakers who may be one and the same, most quoted first."""

    entries: tuple[SpeakerEntry, ...]

    @property
    def name(self) -> str:
        """The longest of their names."""
        return max((entry.name for entry in self.entries), key=len)

    @property
    def quotes(self) -> int:
        """How many statements they have."""
        return sum(entry.quotes for entry in self.entries)

    @property
    def is_unsettled(self) -> bool:
        """True for a surname alone that may be several people's."""
        return any(len(entry.candidates) > 1 for entry in self.entries)

    @property
    def role(self) -> str | None:
        """The role printed of them most."""
        return next((role.words for entry in self.entries for role in entry.roles), None)

    @property
    def names(self) -> tuple[str, ...]:
        """All their names, most frequent first."""
        return tuple(dict.fromkeys(name for entry in self.entries for name in (entry.name, *entry.names)))


@dataclass(frozen=True, slots=True)
class Found:
    """Who may be meant by what was `asked`, most quoted first; with `near` spellings where nobody is. `is_respelled`:
    the name is written otherwise than was asked."""

    asked: str
    bearers: tuple[Bearers, ...] = ()
    near: tuple[str, ...] = ()
    is_respelled: bool = False

    @property
    def chosen(self) -> Bearers | None:
        """The one meant: the only one, or who is quoted so much more than all others of the name that news means nobody
        else by it. None where that does not tell."""
        if not self.bearers:
            return None
        first, *others = self.bearers
        if not others:
            return first
        # A surname alone that nothing has settled is somebody's of these.
        rest = sum(one.quotes for one in others if not one.is_unsettled)
        if not rest:
            return first
        return first if first.quotes >= max(_FAR_MORE * rest, _MANY) else None


def find_speaker(asked: str, store: Searchable) -> Found:
    """Who is meant by a name, a title and a name ("Mayor Roberts"), a role, or a name misspelt, in this order; of a
    body its spokespeople too."""
    first, _, rest = asked.partition(" ")
    if rest and first.lower().strip(".") in _ADDRESS:
        return replace(find_speaker(rest, store), asked=asked)
    found = _outlet_behind(asked, store) or find_named(asked, store)
    is_respelled = bool(found) and not any(
        set(words) >= {*fold_words(asked)} - _PRINTS for words in _all_names(found)
    )
    if is_respelled or any(
        _is_called(entry, fold_words(asked)) or entry.kind in _BODIES
        for one in found
        for entry in one.entries
    ):
        found = _with_suffixed(asked, found, store)
        return Found(asked, _ordered(_with_spokespeople(asked, found, store)), is_respelled=is_respelled)
    found = find_titled(asked, store) or find_in_role(asked, store) or found or _speaking_for(asked, store)
    if found:
        return Found(asked, _ordered(found))
    near = near_names(asked, store.names_quoted(_MOST_COMPARED))
    close = [name for name in near if _is_close(asked, name)]
    if len(close) == 1:
        return Found(asked, _ordered(find_named(close[0], store)), is_respelled=True)
    return Found(asked, near=near)


def _all_names(found: Iterable[Bearers]) -> Iterator[list[str]]:
    return (fold_words(name) for one in found for name in one.names)


def _outlet_behind(asked: str, store: Searchable) -> list[Bearers]:
    """The outlet whose "editorial" or "newspaper" is asked about, where it is quoted."""
    words = fold_words(asked)
    while len(words) > 1 and words[-1] in _PRINTS:
        words.pop()
    if len(words) == len(fold_words(asked)):
        return []
    found = find_named(" ".join(words), store)
    return [one for one in found if all(entry.kind in _BODIES for entry in one.entries)][:1]


def find_titled(asked: str, store: Searchable) -> list[Bearers]:
    """The speakers named by the last words of what was asked, with a role or mention that has those before."""
    words = fold_words(asked)
    for start in range(1, len(words)):
        title = words[:start]
        found = find_named(" ".join(words[start:]), store)
        fitting = [one for one in found if any(_bears(entry, title) for entry in one.entries)]
        if fitting:
            return fitting
    return []


def aliases_in(subject: str, store: Searchable) -> dict[str, str]:
    """Surnames of those whom a subject names by their role: {"russian president": "orlov"}."""
    words = [word for word in fold_words(subject) if word not in STOP_WORDS]
    if len(words) < 2:
        return {}
    out: dict[str, str] = {}
    for start in range(len(words) - 1):
        for end in (start + 3, start + 2):
            phrase = words[start:end]
            if len(phrase) != end - start:
                continue
            bearers = _ordered(find_in_role(" ".join(phrase), store))
            if bearers and bearers[0].entries[0].kind == "person":
                out[" ".join(phrase)] = fold_words(bearers[0].name)[-1]
                break
    return out


def _ordered(found: Sequence[Bearers]) -> tuple[Bearers, ...]:
    return tuple(sorted(found, key=lambda one: -one.quotes))


def _bears(entry: SpeakerEntry, title: Sequence[str]) -> bool:
    printed = (*(role.words for role in entry.roles), *entry.mentions)
    return any(
        all(any(_is_same_word(word, other) for other in fold_words(one)) for word in title) for one in printed
    )


def _with_spokespeople(asked: str, found: list[Bearers], store: Searchable) -> list[Bearers]:
    """A body with those who speak for it; persons as they are."""
    bodies = [one for one in found if all(entry.kind in _BODIES for entry in one.entries)]
    if len(found) != 1 or not bodies:
        return found
    speaking = _spokespeople(asked, _with_words(asked, store))
    return [Bearers((*bodies[0].entries, *(entry for one in speaking for entry in one.entries)))]


def _with_suffixed(asked: str, found: list[Bearers], store: Searchable) -> list[Bearers]:
    """A person with the entries that print a suffix too, or leave it out, where both have held the same office: Joe
    Lima and Joseph R. Lima Jr., each a vice president, but not a father and his son."""
    name = person_name(asked)
    if len(found) != 1 or name.is_bare or not name.surname:
        return found
    offices = {role.words.casefold() for entry in found[0].entries for role in entry.roles}
    others = [
        entry
        for entry in store.speaker(fold_words(asked)[-1] if not name.suffix else fold_words(asked)[-2])
        if entry not in found[0].entries and offices & {role.words.casefold() for role in entry.roles}
    ]
    same = [entry for entry in others if _differs_in_suffix(name, person_name(entry.name))]
    return [Bearers((*found[0].entries, *same))]


def _differs_in_suffix(one: PersonName, other: PersonName) -> bool:
    return (
        one.suffix != other.suffix
        and not other.is_bare
        and may_be_one(one, replace(other, suffix=one.suffix))
    )


def _spokespeople(asked: str, entries: Sequence[SpeakerEntry]) -> list[Bearers]:
    """Those whose role is to speak for a body of this name, taken together."""
    words = [word for word in fold_words(asked) if word not in STOP_WORDS]
    found = [
        entry
        for entry in entries
        if words
        and any(
            not _SPEAKS.isdisjoint(told := fold_words(role.words))
            and all(any(_is_same_word(word, other) for other in told) for word in words)
            for role in entry.roles
        )
    ]
    return [Bearers(tuple(found))] if found else []


def _speaking_for(asked: str, store: Searchable) -> list[Bearers]:
    """Those who speak for a body that is not quoted itself, or are of it."""
    known = _with_words(asked, store)
    return _spokespeople(asked, known) or _people_of(asked, known)


def _people_of(asked: str, entries: Sequence[SpeakerEntry]) -> list[Bearers]:
    """Those whose role is with a body of this name ("a lawyer for the Sierra Club"), taken together."""
    words = fold_words(asked)
    if len(words) < 2:
        return []
    found = [
        entry
        for entry in entries
        if entry.kind == "person" and any(_is_with(fold_words(role.words), words) for role in entry.roles)
    ]
    return [Bearers(tuple(found))] if found else []


def _is_with(role: Sequence[str], body: Sequence[str]) -> bool:
    """True where a role ends with a body and a word before it that ties one to the other."""
    before = [word for word in role[: -len(body)] if word != "the"]
    return list(role[-len(body) :]) == list(body) and before[-1:] in (["of"], ["for"], ["at"], ["with"])


def _is_close(asked: str, name: str) -> bool:
    """True where a name differs from what was asked as a misspelling does: joined, or by a letter or two."""
    one, other = "".join(fold_words(asked)), "".join(fold_words(name))
    last = "".join(fold_words(name)[-1:])
    return one == other or any(
        len(against) > 4 and difflib.SequenceMatcher(None, one, against).ratio() >= _CLOSE
        for against in (other, last)
    )


def find_named(asked: str, store: Searchable) -> list[Bearers]:
    """The speakers with this name: one item for each person or body that cannot be another."""
    words = fold_words(asked)
    found = _grouped([part for entry in store.speaker(asked) for part in _parts(entry, words)], words)
    return found if found or len(words) < 2 else _named_otherwise(asked, words[-1], store)


def _named_otherwise(asked: str, surname: str, store: Searchable) -> list[Bearers]:
    """The persons of this surname whose given name is another form of the one asked about: Bob and Robert."""
    wanted = person_name(asked)
    fitting = [
        entry
        for entry in store.speaker(surname)
        if entry.kind == "person"
        and any(not (name := person_name(one)).is_bare and may_be_one(wanted, name) for one in entry.names)
    ]
    return _grouped(fitting, [surname])


def find_in_role(asked: str, store: Searchable) -> list[Bearers]:
    """The speakers with this role, grouped as by `find_named`."""
    words = fold_words(asked)
    return _grouped(_in_role(words, _with_words(asked, store)), words)


def _with_words(asked: str, store: Searchable) -> Sequence[SpeakerEntry]:
    """Those of whom a role or mention has all words of what was asked, those who speak most."""
    words = [word for word in fold_words(asked) if word not in STOP_WORDS]
    return store.in_role([_forms(word) for word in words], limit=_MOST_IN_ROLE) if words else ()


def _forms(word: str) -> list[tuple[str, str]]:
    """Where the words stand that are the same as this one (`_is_same_word`), as ranges."""
    same = [word, _SHORT.get(word, word), *(short for short, title in _SHORT.items() if title == word)]
    shorter = [word[:-cut] for cut in (1, 2) if len(word) - cut >= _LONG]
    longer = [(word, f"{word}zz")] if len(word) >= _LONG else []
    return [*((one, one) for one in dict.fromkeys([*same, *shorter])), *longer]


def names_of(name: str) -> list[str]:
    """The single names in the name of a speaker, which joins several by "; "."""
    return [one.strip() for one in name.split(";")]


def near_names(asked: str, names: Sequence[str]) -> tuple[str, ...]:
    """Up to three of these names that are spelled much like `asked`, nearest first."""
    wanted = " ".join(fold_words(asked))
    pairs = _pairs(wanted)
    spelled: dict[str, str] = {}
    for name in names:
        for form, own in _forms_of(name):
            if len(pairs & own) * _PAIRS_SHARED >= len(pairs):
                spelled.setdefault(form, name)
    near = difflib.get_close_matches(wanted, spelled, n=6, cutoff=0.75)
    return tuple(dict.fromkeys(spelled[form] for form in near))[:3]


@lru_cache(maxsize=2 * _MOST_COMPARED)
def _forms_of(name: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """A name and its last word, folded, each with its pairs of letters."""
    words = fold_words(name)
    return tuple((form, _pairs(form)) for form in (" ".join(words), words[-1] if words else ""))


def _pairs(word: str) -> frozenset[str]:
    """The pairs of letters in a word."""
    return frozenset(word[n : n + 2] for n in range(len(word) - 1))


def _grouped(entries: Sequence[SpeakerEntry], asked: list[str]) -> list[Bearers]:
    """Entries taken together where all agree; a bare surname joins others only where there is one of them."""
    people = [entry for entry in entries if entry.kind in ("person", "unknown") and _is_called(entry, asked)]
    if people:
        # "Clinton" is somebody of that name, and no campaign.
        entries = [entry for entry in entries if entry in people or _is_joint_of(entry, asked)]
    whole = [entry for entry in entries if _is_whole_name(entry, asked)]
    if whole:
        entries = [entry for entry in entries if any(is_compatible(entry, other) for other in whole)]
    groups: list[list[SpeakerEntry]] = []
    for entry in sorted(entries, key=lambda entry: -len(fold_words(entry.name))):
        fitting = [group for group in groups if all(is_compatible(entry, other) for other in group)]
        if len(fitting) == 1:
            fitting[0].append(entry)
        else:
            groups.append([entry])
    return [Bearers(tuple(sorted(group, key=lambda entry: -entry.quotes))) for group in groups]


def _is_called(entry: SpeakerEntry, asked: list[str]) -> bool:
    """True where what was asked is all of a person's name, or the surname or the given name."""
    return any(
        words == asked or without_suffix(words)[-len(asked) :] == asked or words[: len(asked)] == asked
        for words in map(fold_words, (entry.name, *entry.names))
    )


def _is_joint_of(entry: SpeakerEntry, asked: list[str]) -> bool:
    return any(fold_words(one) == asked for one in names_of(entry.name)) and len(names_of(entry.name)) > 1


def _parts(entry: SpeakerEntry, asked: list[str]) -> list[SpeakerEntry]:
    """The entry, or of joint speakers the one who is asked about; which kind each of them is, nobody said."""
    names = names_of(entry.name)
    if len(names) == 1:
        return [entry]
    return [
        replace(entry, name=name, names=(name,), kind="unknown")
        for name in names
        if set(asked) <= set(fold_words(name))
    ]


def _is_whole_name(entry: SpeakerEntry, asked: list[str]) -> bool:
    """True where what was asked is all of a name, and not just the surname of a person."""
    if entry.kind in ("person", "unknown") and len(asked) < 2:
        return False
    return any(fold_words(name) == asked for name in (entry.name, *entry.names))


def is_compatible(one: SpeakerEntry, other: SpeakerEntry) -> bool:
    """True where two entries may be one person or body: persons by surname, given names and suffix, all
    others by the same name. A surname alone that several may be meant by agrees with nobody."""
    if fold_words(one.name) == fold_words(other.name):
        return one.kind == other.kind or "unknown" in (one.kind, other.kind)
    if not {one.kind, other.kind} <= {"person", "unknown"}:
        return False
    first, second = person_name(one.name), person_name(other.name)
    for bare, entry in ((first, one), (second, other)):
        if bare.is_bare and len(entry.candidates) > 1:
            return False
    return may_be_one(first, second)


def _in_role(asked: list[str], entries: Iterable[SpeakerEntry]) -> list[SpeakerEntry]:
    wanted = [word for word in asked if word not in STOP_WORDS]
    return [
        entry
        for entry in entries
        if wanted
        and any(
            _tells_role(printed, wanted, entry.name)
            for printed in (*(role.words for role in entry.roles), *entry.mentions)
        )
    ]


def _tells_role(printed: str, wanted: list[str], name: str) -> bool:
    """True where `printed` has all the words of a role and, besides the name, no others: the spokesman of
    the minister, or the former minister, is not the minister."""
    words = [word for word in fold_words(printed) if word not in STOP_WORDS]
    own = set(fold_words(name))
    asked_for = all(any(_is_same_word(word, other) for other in words) for word in wanted)
    return asked_for and all(
        word in own or any(_is_same_word(word, other) for other in wanted) for word in words
    )


def _is_same_word(one: str, other: str) -> bool:
    """The same word, or a country and its adjective: "russia" and "russian", "germany" and "german"."""
    short, long = sorted((_SHORT.get(one, one), _SHORT.get(other, other)), key=len)
    return short == long or (len(short) >= _LONG and len(long) - len(short) <= 2 and long.startswith(short))
