"""Who is meant by a name or a role: the speakers of a store that bear it, told apart or taken together."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from quotetrack.lang.names import may_be_one, person_name
from quotetrack.query.searchable import Searchable
from quotetrack.query.words import STOP_WORDS, fold_words
from quotetrack.records import Filter, SpeakerEntry

# Roles and near spellings are looked for among those who speak most; in a store with more speakers the
# rest must be asked for by name. Comparing 5,000 names takes about 0.1 s.
_MOST_COMPARED = 5000


@dataclass(frozen=True, slots=True)
class Bearers:
    """Speakers who may be one and the same, most quoted first."""

    entries: tuple[SpeakerEntry, ...]

    @property
    def name(self) -> str:
        """The longest of their names."""
        return max((entry.name for entry in self.entries), key=len)

    @property
    def names(self) -> tuple[str, ...]:
        """All their names, most frequent first."""
        return tuple(dict.fromkeys(name for entry in self.entries for name in (entry.name, *entry.names)))


def find_named(asked: str, store: Searchable) -> list[Bearers]:
    """The speakers with this name: one item for each person or body that cannot be another."""
    words = fold_words(asked)
    return _grouped([part for entry in store.speaker(asked) for part in _parts(entry, words)], words)


def most_quoted(store: Searchable) -> list[SpeakerEntry]:
    """The speakers among whom roles and near spellings are looked for."""
    return list(islice(store.speakers(Filter(limit=_MOST_COMPARED)), _MOST_COMPARED))


def find_in_role(asked: str, entries: Sequence[SpeakerEntry]) -> list[Bearers]:
    """The speakers with this role, grouped as by `find_named`."""
    words = fold_words(asked)
    return _grouped(_in_role(words, entries), words)


def names_of(name: str) -> list[str]:
    """The single names in the name of a speaker, which joins several by "; "."""
    return [one.strip() for one in name.split(";")]


def near_names(asked: str, entries: Sequence[SpeakerEntry]) -> tuple[str, ...]:
    """Up to three names that are spelled much like `asked`, nearest first."""
    wanted = " ".join(fold_words(asked))
    spelled: dict[str, str] = {}
    for entry in entries:
        words = fold_words(entry.name)
        for form in (" ".join(words), words[-1] if words else ""):
            spelled.setdefault(form, entry.name)
    near = difflib.get_close_matches(wanted, spelled, n=6, cutoff=0.75)
    return tuple(dict.fromkeys(spelled[form] for form in near))[:3]


def _grouped(entries: Sequence[SpeakerEntry], asked: list[str]) -> list[Bearers]:
    """Entries taken together where all agree; a bare surname joins others only where there is one of them."""
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
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) >= 5 and len(long) - len(short) <= 2 and long.startswith(short))
