"""Groups the speakers who bear a name: those who may be one person or body together, the others apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from quotetrack.records import SpeakerEntry
from quotetrack.speakers.asked_name import fold_name
from quotetrack.speakers.names import may_be_one, names_of, person_name, without_suffix

_FAR_MORE, _MANY = 6, 12
"""One bearer of a name is meant by it if quoted so many times as often as all others together, and so often at all."""
BODIES = ("organisation", "outlet", "document", "group")
"""Kinds of speakers that are no person."""
_PEOPLE = ("person", "unknown")
"""Kinds of speakers that may be a person."""


@dataclass(frozen=True, slots=True)
class SpeakerGroup:
    """Speakers who may be one and the same, most quoted first."""

    entries: tuple[SpeakerEntry, ...]

    @property
    def name(self) -> str:
        """The longest of their names; of a body with those who speak for it, the body's."""
        bodies = [entry.name for entry in self.entries if entry.kind in BODIES]
        return max(bodies or [entry.name for entry in self.entries], key=len)

    @property
    def quotes(self) -> int:
        """How many statements they have."""
        return sum(entry.quotes for entry in self.entries)

    @property
    def is_body(self) -> bool:
        """True if none of them may be a person."""
        return all(entry.kind in BODIES for entry in self.entries)

    @property
    def is_unsettled(self) -> bool:
        """True for a surname alone that may be several people's."""
        return any(len(entry.candidates) > 1 for entry in self.entries)

    @property
    def role(self) -> str | None:
        """The role printed of them most; None if none is printed."""
        return next((role.words for entry in self.entries for role in entry.roles), None)

    @property
    def names(self) -> tuple[str, ...]:
        """All their names, most frequent first."""
        return tuple(dict.fromkeys(name for entry in self.entries for name in (entry.name, *entry.names)))


@dataclass(frozen=True, slots=True)
class NameLookup:
    """Who may be meant by what was `asked`: the bearers, most quoted first, and if there are none, `near` spellings.
    `is_respelled`: the name is written otherwise than was asked."""

    asked: str
    bearers: tuple[SpeakerGroup, ...] = ()
    near: tuple[str, ...] = ()
    is_respelled: bool = False

    @property
    def chosen(self) -> SpeakerGroup | None:
        """The one meant: the only one, or the one quoted so much more than all others of the name that news means
        nobody else by it. None if nobody is."""
        if not self.bearers:
            return None
        # A surname alone that nothing has settled is somebody's of the others.
        first, *others = [group for group in self.bearers if not group.is_unsettled] or self.bearers
        rest = sum(group.quotes for group in others)
        return first if not rest or first.quotes >= max(_FAR_MORE * rest, _MANY) else None


def most_quoted_first(groups: Iterable[SpeakerGroup]) -> tuple[SpeakerGroup, ...]:
    """Return the groups by how many statements they have, most first."""
    return tuple(sorted(groups, key=lambda group: -group.quotes))


def group_entries(entries: Sequence[SpeakerEntry], asked: tuple[str, ...]) -> list[SpeakerGroup]:
    """Group the bearers of a name, given by its folded words: those who all agree are one group. A bare surname joins
    others only if there is one group of them."""
    people = [entry for entry in entries if entry.kind in _PEOPLE and is_called(entry, asked)]
    bodies = [entry for entry in entries if entry.kind in BODIES and _is_whole_name(entry, asked)]
    # What kind a joint speaker is, nobody said: it does not take a body's own statements away.
    if people and not (bodies and all(entry.kind == "unknown" for entry in people)):
        # "Clinton" is somebody of that name, and no campaign.
        entries = [entry for entry in entries if entry in people or _is_joint_of(entry, asked)]
    namesakes = [entry for entry in entries if _is_whole_name(entry, asked)]
    if namesakes:
        entries = [entry for entry in entries if any(is_compatible(entry, other) for other in namesakes)]
    groups: list[list[SpeakerEntry]] = []
    for entry in sorted(entries, key=lambda entry: -len(fold_name(entry.name))):
        fitting = [group for group in groups if all(is_compatible(entry, other) for other in group)]
        if len(fitting) == 1:
            fitting[0].append(entry)
        else:
            groups.append([entry])
    return [SpeakerGroup(tuple(sorted(group, key=lambda entry: -entry.quotes))) for group in groups]


def is_called(entry: SpeakerEntry, asked: tuple[str, ...]) -> bool:
    """Return True if the folded words asked are all of a person's name, or the surname or the given name."""
    return any(
        without_suffix(words)[-len(asked) :] == asked or words[: len(asked)] == asked
        for words in map(fold_name, (entry.name, *entry.names))
    )


def _is_joint_of(entry: SpeakerEntry, asked: tuple[str, ...]) -> bool:
    names = names_of(entry.name)
    return len(names) > 1 and any(fold_name(name) == asked for name in names)


def parts_of(entry: SpeakerEntry, asked: tuple[str, ...]) -> list[SpeakerEntry]:
    """Return the entry, or of joint speakers the one who is asked about; which kind each of them is, nobody said."""
    names = names_of(entry.name)
    if len(names) == 1:
        return [entry]
    return [
        replace(entry, name=name, names=(name,), kind="unknown")
        for name in names
        if set(asked) <= set(fold_name(name))
    ]


def _is_whole_name(entry: SpeakerEntry, asked: tuple[str, ...]) -> bool:
    """True if what was asked is all of a name, and not just the surname of a person."""
    if entry.kind in _PEOPLE and len(asked) < 2:
        return False
    return any(fold_name(name) == asked for name in (entry.name, *entry.names))


def is_compatible(one: SpeakerEntry, other: SpeakerEntry) -> bool:
    """Return True if two entries may be one person or body: persons by surname, given names and suffix, all others by
    the same name. A surname alone that several may be meant by agrees with nobody."""
    if fold_name(one.name) == fold_name(other.name):
        return one.kind == other.kind or "unknown" in (one.kind, other.kind)
    if one.kind not in _PEOPLE or other.kind not in _PEOPLE:
        return False
    names = person_name(one.name), person_name(other.name)
    is_open = any(
        name.is_bare and len(entry.candidates) > 1 for name, entry in zip(names, (one, other), strict=True)
    )
    return not is_open and may_be_one(*names)
