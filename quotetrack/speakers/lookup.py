"""Finds who is meant by a name or a role: the speakers of a store that bear it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quotetrack.records import SpeakerEntry, UnnamedEntry
from quotetrack.speakers.asked_name import AskedName, fold_name
from quotetrack.speakers.directory import Searchable
from quotetrack.speakers.grouping import (
    BODIES,
    NameLookup,
    SpeakerGroup,
    group_entries,
    is_called,
    most_quoted_first,
    parts_of,
)
from quotetrack.speakers.names import PersonName, may_be_one, person_name, respelled
from quotetrack.speakers.near_names import is_close, near_names
from quotetrack.speakers.roles import (
    find_in_role,
    has_words,
    is_title,
    printed_roles,
    speaking_for,
    spokespeople,
    with_words,
)
from quotetrack.text.described import is_several
from quotetrack.text.folding import STOP_WORDS, is_name_long

_MOST_COMPARED = 5000
"""A name misspelt is looked for among so many who speak most."""
_CHANGE_AN_OFFICE = frozenset("former acting assistant associate deputy ex interim late vice".split())
"""What stands before an office and makes another of it."""
_SHORTEST_ACRONYM, _LONGEST_ACRONYM = 2, 8
"""Letters of an acronym that a name is looked up by."""
_ADDRESS = frozenset("mr mrs ms miss dr sir dame lord lady".split())
"""What stands before a name and is no part of it."""
_PRINTS = frozenset(
    "editorial editorials editors board newspaper paper magazine website article story report".split()
)
"""What an outlet says it in."""


def find_speaker(name: str, store: Searchable) -> NameLookup:
    """Return who is meant by a name, a title and a name ("Mayor Roberts"), a role, or a name misspelt: the first of
    these that somebody bears. A body comes with its spokespeople."""
    lookup = find_as_written(name, store)
    return lookup if lookup.bearers or is_name_long(name) else _find_respelled(name, store)


def find_as_written(name: str, store: Searchable) -> NameLookup:
    """Return what `find_speaker` does, but for a name misspelt or an acronym of one."""
    if is_name_long(name):
        return NameLookup(name)
    first, _, rest = name.partition(" ")
    if rest and first.lower().strip(".") in _ADDRESS:
        return replace(find_as_written(rest, store), asked=name)
    asked = AskedName.parse(name)
    groups = _outlet_behind(asked, store) or find_named(asked, store)
    own = {*asked.words} - _PRINTS
    is_respelled = bool(groups) and not any(
        own <= {*fold_name(bearer)} for group in groups for bearer in group.names
    )
    entries = [entry for group in groups for entry in group.entries]
    if is_respelled or any(entry.kind in BODIES or is_called(entry, asked.words) for entry in entries):
        groups = _with_spokespeople(asked, _with_suffixed(asked, groups, store), store)
        return NameLookup(name, most_quoted_first(groups), is_respelled=is_respelled)
    groups = find_titled(asked, store) or find_in_role(asked, store) or groups or speaking_for(asked, store)
    return NameLookup(name, most_quoted_first(groups))


def spelled_otherwise(subject: str, store: Searchable) -> dict[str, str]:
    """Map each name in a subject that the speaker who bears it and is quoted most is spelled otherwise by to that
    spelling, folded: {"gaddafi": "gadhafi"}. A name is a word with a capital."""
    spellings: dict[str, str] = {}
    for word in {word for raw in subject.split() if raw[0].isupper() for word in fold_name(raw)}:
        bearers = find_speaker(word, store).bearers
        printed = fold_name(bearers[0].name) if bearers else ()
        other = next((own for own in printed if respelled(own) == respelled(word)), word)
        if other != word:
            spellings[word] = other
    return spellings


def _find_respelled(name: str, store: Searchable) -> NameLookup:
    """Who is meant by a name misspelt, behind a title or not, or by an acronym; with names like it if nobody is."""
    first, _, rest = name.partition(" ")
    if rest and first.lower().strip(".") in _ADDRESS:
        return replace(_find_respelled(rest, store), asked=name)
    if rest and is_title(first.lower()) and first.lower() not in _CHANGE_AN_OFFICE:
        lookup = find_speaker(rest, store)
        if lookup.bearers:
            return replace(lookup, asked=name)
    asked, names = AskedName.parse(name), store.speakers.names_quoted(_MOST_COMPARED)
    if (spelled := _by_initials(name, names)) is not None:
        return replace(find_as_written(spelled, store), asked=name, is_respelled=True)
    near = near_names(asked, names)
    close = [other for other in near if is_close(asked, other)]
    if len(close) != 1:
        return NameLookup(name, near=near)
    groups = find_named(AskedName.parse(close[0]), store)
    return NameLookup(name, most_quoted_first(groups), is_respelled=True)


def _by_initials(name: str, names: Sequence[str]) -> str | None:
    """The only one of these names that an acronym stands for, with points or without; None if there is none."""
    letters = name.replace(".", "").casefold()
    if not (_SHORTEST_ACRONYM <= len(letters) <= _LONGEST_ACRONYM and name.isupper()):
        return None
    found = {other for other in names if _initials(other) == letters and other != name}
    return found.pop() if len(found) == 1 else None


def _initials(name: str) -> str:
    words = [word for word in fold_name(name) if word not in STOP_WORDS]
    return "".join(word[0] for word in words) if len(words) > 1 else ""


def find_unnamed(lookup: NameLookup, store: Searchable) -> Sequence[UnnamedEntry]:
    """Return the descriptions of those not named who may be meant by a name or role that was looked up; empty if
    somebody bears it as a name. A role in the plural ("officials") is theirs before it is that of anybody named, or
    stands within the name of a body ("the committee officials' letter")."""
    asked = fold_name(lookup.asked)
    is_named = any(
        words[-len(asked) :] == asked or words[: len(asked)] == asked or (not is_body and asked[-1] in words)
        for group in lookup.bearers
        for is_body, words in ((group.is_body, fold_name(name)) for name in group.names)
    )
    if is_named or (lookup.bearers and not is_several(lookup.asked)):
        return ()
    return store.speakers.described(lookup.asked)


def _outlet_behind(asked: AskedName, store: Searchable) -> list[SpeakerGroup]:
    """The outlet whose "editorial" or "newspaper" is asked about, if it is quoted."""
    end = len(asked.words)
    while end > 1 and asked.words[end - 1] in _PRINTS:
        end -= 1
    if end == len(asked.words):
        return []
    groups = find_named(AskedName.parse(" ".join(asked.words[:end])), store)
    return [group for group in groups if group.is_body][:1]


def find_titled(asked: AskedName, store: Searchable) -> list[SpeakerGroup]:
    """Return the speakers named by the last words of what was asked who have the words before in a role or mention."""
    for start in range(1, len(asked.words)):
        title, name = asked.words[:start], AskedName.parse(" ".join(asked.words[start:]))
        groups = [
            group
            for group in find_named(name, store)
            if any(
                has_words(title, fold_name(role)) for entry in group.entries for role in printed_roles(entry)
            )
        ]
        if groups:
            return groups
    return []


def _with_spokespeople(asked: AskedName, groups: list[SpeakerGroup], store: Searchable) -> list[SpeakerGroup]:
    """A body with those who speak for it, if it is the only one; others as they are."""
    if len(groups) != 1 or not groups[0].is_body:
        return groups
    speaking = spokespeople(asked, with_words(asked, store))
    return [SpeakerGroup(tuple(entry for group in (*groups, *speaking) for entry in group.entries))]


def _with_suffixed(asked: AskedName, groups: list[SpeakerGroup], store: Searchable) -> list[SpeakerGroup]:
    """A person with the entries that print a suffix too, or leave it out, if both have held the same office: Joe Lima
    and Joseph R. Lima Jr., each a vice president, but not a father and his son."""
    if len(groups) != 1 or asked.person.is_bare or not asked.person.surname:
        return groups
    own = groups[0].entries
    offices = {office for entry in own for office in _offices(entry)}
    others = tuple(
        entry
        for entry in store.speakers.named(asked.words[-2 if asked.person.suffix else -1])
        if entry not in own
        and not offices.isdisjoint(_offices(entry))
        and _differs_in_suffix(asked.person, person_name(entry.name))
    )
    return [SpeakerGroup((*own, *others))]


def _offices(entry: SpeakerEntry) -> set[str]:
    return {role.words.casefold() for role in entry.roles}


def _differs_in_suffix(one: PersonName, other: PersonName) -> bool:
    return (
        one.suffix != other.suffix
        and not other.is_bare
        and may_be_one(one, replace(other, suffix=one.suffix))
    )


def find_named(asked: AskedName, store: Searchable) -> list[SpeakerGroup]:
    """Return the speakers with this name: a group for each person or body that cannot be another."""
    entries = [part for entry in store.speakers.named(asked.printed) for part in parts_of(entry, asked.words)]
    groups = group_entries(entries, asked.words)
    return groups if groups or len(asked.words) < 2 else _named_otherwise(asked, store)


def _named_otherwise(asked: AskedName, store: Searchable) -> list[SpeakerGroup]:
    """The persons of this surname whose given name is another form of the one asked about: Bob and Robert."""
    surname = asked.words[-1]
    bearers = [
        entry
        for entry in store.speakers.named(surname)
        if entry.kind == "person"
        and any(not name.is_bare and may_be_one(asked.person, name) for name in map(person_name, entry.names))
    ]
    return group_entries(bearers, (surname,))
