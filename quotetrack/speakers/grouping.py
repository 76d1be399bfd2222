"""The speakers who bear a name, told apart or taken together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from quotetrack.records import SpeakerEntry
from quotetrack.speakers.names import may_be_one, person_name, without_suffix
from quotetrack.text.folding import fold_words

_FAR_MORE, _MANY = 6, 12
"""One bearer of a name is meant by it if quoted so many times as often as all others together, and so often at all."""
BODIES = ("organisation", "outlet", "document", "group")


@dataclass(frozen=True, slots=True)
class SpeakerGroup:
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
    bearers: tuple[SpeakerGroup, ...] = ()
    near: tuple[str, ...] = ()
    is_respelled: bool = False

    @property
    def chosen(self) -> SpeakerGroup | None:
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


def ordered(found: Sequence[SpeakerGroup]) -> tuple[SpeakerGroup, ...]:
    """Those quoted most first."""
    return tuple(sorted(found, key=lambda one: -one.quotes))


def grouped(entries: Sequence[SpeakerEntry], asked: list[str]) -> list[SpeakerGroup]:
    """Entries taken together where all agree; a bare surname joins others only where there is one of them."""
    people = [entry for entry in entries if entry.kind in ("person", "unknown") and is_called(entry, asked)]
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
    return [SpeakerGroup(tuple(sorted(group, key=lambda entry: -entry.quotes))) for group in groups]


def is_called(entry: SpeakerEntry, asked: list[str]) -> bool:
    """True where what was asked is all of a person's name, or the surname or the given name."""
    return any(
        words == asked or without_suffix(words)[-len(asked) :] == asked or words[: len(asked)] == asked
        for words in map(fold_words, (entry.name, *entry.names))
    )


def _is_joint_of(entry: SpeakerEntry, asked: list[str]) -> bool:
    return any(fold_words(one) == asked for one in names_of(entry.name)) and len(names_of(entry.name)) > 1


def names_of(name: str) -> list[str]:
    """The single names in the name of a speaker, which joins several by "; "."""
    return [one.strip() for one in name.split(";")]


def parts_of(entry: SpeakerEntry, asked: list[str]) -> list[SpeakerEntry]:
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
