"""Who is who across articles: which names in a store are one person's or one body's, and whose a surname alone is.

Names that are compatible and not contradicted are one; a shared surname never merges two people. What is ambiguous
stays apart, for a reader to see: a wrong merge puts words in the wrong mouth. A person's decisions win over all.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from quotetrack.speakers.names import (
    acronym_of,
    body_key,
    body_words,
    initials,
    is_joint,
    is_same_word,
    may_be_one,
    name_words,
    person_name,
    short_forms,
)
from quotetrack.speakers.union_find import UnionFind

_PEOPLE = ("person", "unknown")
_BODIES = ("organisation", "outlet", "unknown")
_MOST_ALIKE = 300
"""Names under one key that are compared with each other; if more share it, it tells nothing."""
_OWN_ROLE = 0.9
"""The share of the printings of a role that must be about somebody, so that it is theirs."""
_SMALL = frozenset("of for and on in to at the against with de la du des".split())
"""Words that proper names have without a capital."""
_RELATED = re.compile(
    r"(?:^|['’]s? )(?:(?:the|a|an|his|her|their|former|late|ex|elder|younger|eldest|youngest|only) )*(?:ex-)?"
    r"(?:wife|husband|widow|widower|son|daughter|brother|sister|mother|father|parents|girlfriend|boyfriend|niece|"
    r"nephew|cousin|uncle|aunt|grandson|granddaughter|grandmother|grandfather)(?= of\b| to\b|$)",
    re.IGNORECASE,
)
"""Whose relative somebody is: the office in it is the other's."""
_SAYS_LITTLE = frozenset(
    "the a an of for and in on at to his her its their s former then acting new current".split()
)
"""Words of a role that tell nothing of it."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the store: its row, as printed, the kind of its bearer."""

    id: int
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Decisions:
    """What people have decided of pairs of names, by folded name, the latest of each pair."""

    one: frozenset[frozenset[str]] = frozenset()
    apart: frozenset[frozenset[str]] = frozenset()

    def of(self, a: str, b: str) -> bool | None:
        """Return True if these names are one, False if they are apart, None if nobody has decided."""
        if not self.one and not self.apart:
            return None
        pair = frozenset((folded(a), folded(b)))
        return True if pair in self.one else False if pair in self.apart else None


def folded(name: str) -> str:
    """Return a name as decisions have it: without case, accents and marks."""
    return " ".join(name_words(name))


def is_short(name: Name) -> bool:
    """Return True for a surname alone. What a body is called for short, only the names of the others tell."""
    return name.kind in _PEOPLE and not is_joint(name.name) and person_name(name.name).is_bare


def _has_key(name: Name) -> bool:
    return not is_joint(name.name) and bool(name_words(name.name))


def keys_of(name: Name) -> frozenset[str]:
    """Return the keys under which a name meets those that it may be one with, a few at most. Joint speakers have
    none."""
    if not _has_key(name):
        return frozenset()
    keys = {f"name {folded(name.name)}"}
    letters = initials(name.name) if name.kind not in _PEOPLE else frozenset()
    if name.kind in _PEOPLE:
        keys.add(f"person {person_name(name.name).surname}")
    if name.kind != "person":
        keys.add(f"body {body_key(name.name)}")
        letters |= {acronym_of(name.name)} - {""}
    return frozenset(keys | {f"letters {acronym}" for acronym in letters})


def short_keys_of(name: Name) -> frozenset[str]:
    """Return the keys under which those are found who may be called by this short name; empty for a name in full."""
    if is_short(name):
        return frozenset({f"called {person_name(name.name).surname}"})
    if name.kind == "person" or not _has_key(name):
        return frozenset()
    return frozenset({f"called {' '.join(body_words(name.name))}"})


def called_keys_of(name: Name) -> frozenset[str]:
    """Return the keys under which a name in full is found by what its bearer may be called for short."""
    if not _has_key(name) or is_short(name):
        return frozenset()
    is_person = name.kind in _PEOPLE
    called = (
        [person_name(name.name).surname]
        if is_person
        else [" ".join(short) for short in short_forms(name.name)]
    )
    return frozenset(f"called {short}" for short in called)


def identities(names: Sequence[Name], decisions: Decisions) -> dict[int, int]:
    """Map the row of each name to the row that stands for its bearer: the same for all names of one person or body.
    `names` are all those that share keys with each other; the order in which they are given does not count."""
    ordered = sorted(names, key=lambda name: (name.name, name.kind, name.id))
    groups = UnionFind(name.id for name in ordered)
    for same in _alike(ordered).values():
        for one, other in pairwise(same):
            if decisions.of(one.name, other.name) is not False:
                groups.union(one.id, other.id)
    people = [
        name for name in ordered if name.kind in _PEOPLE and not is_joint(name.name) and not is_short(name)
    ]
    for bearers in _by(lambda name: person_name(name.name).surname, people).values():
        if len(bearers) <= _MOST_ALIKE:
            _join_people(bearers, decisions, groups)
    _join_acronyms([name for name in ordered if name.kind != "person"], decisions, groups)
    _join_decided(ordered, decisions, groups)
    return _leading_names(ordered, groups)


def _by(key: Callable[[Name], Hashable], names: Iterable[Name]) -> dict[Hashable, list[Name]]:
    """The names under their keys, in order."""
    out: dict[Hashable, list[Name]] = defaultdict(list)
    for name in names:
        out[key(name)].append(name)
    return out


def _leading_names(names: Sequence[Name], groups: UnionFind) -> dict[int, int]:
    """The row that stands for each: the first that is a full name, so that it does not move as others come."""
    by_id = {name.id: name for name in names}
    out: dict[int, int] = {}
    for ids in groups.sets():
        out |= dict.fromkeys(ids, min(ids, key=lambda id: (is_short(by_id[id]), id)))
    return out


def _alike(names: Sequence[Name]) -> dict[tuple[str, tuple[str, ...]], list[Name]]:
    """Names that are the same but for case, accents, marks, small words and the legal form."""
    out: dict[tuple[str, tuple[str, ...]], list[Name]] = defaultdict(list)
    for name in names:
        if is_joint(name.name):
            continue
        # "unknown" meets either: as a person's name if it has two words, as a body's too.
        if name.kind in _PEOPLE:
            out["person", tuple(name_words(name.name))].append(name)
        if name.kind != "person":
            out["body", (body_key(name.name),)].append(name)
    return {key: alike for key, alike in out.items() if any(key[1])}


def _join_people(bearers: Sequence[Name], decisions: Decisions, groups: UnionFind) -> None:
    """Join the full names of one surname: each to the only person all of whose names it may be one with; the fullest
    names come first, so that "George Bush" finds both George W. and George H. W. and stays apart."""
    people: list[list[Name]] = []
    joined = _by(lambda name: groups.leader(name.id), bearers).values()
    for names in sorted(joined, key=lambda names: (_fullness(names), names[0].name)):
        fitting = [person for person in people if _fit(names, person, decisions)]
        if len(fitting) == 1:
            groups.union(names[0].id, fitting[0][0].id)
            fitting[0].extend(names)
        else:
            people.append(names)


def _fullness(names: Sequence[Name]) -> tuple[int, int]:
    """Fuller names are smaller: by given names in full, then by all."""
    given = [person_name(name.name).given for name in names]
    return min((-sum(len(word) > 1 for word in words), -len(words)) for words in given)


def _fit(names: Sequence[Name], person: Sequence[Name], decisions: Decisions) -> bool:
    pairs = [(one.name, other.name) for one in names for other in person]
    decided = {decisions.of(*pair) for pair in pairs}
    if False in decided:
        return False
    return True in decided or all(may_be_one(person_name(one), person_name(other)) for one, other in pairs)


def _join_acronyms(bodies: Sequence[Name], decisions: Decisions, groups: UnionFind) -> None:
    """Join an acronym with the one body in the store that it may stand for."""
    leaders: dict[str, set[int]] = defaultdict(set)
    named: dict[int, Name] = {}
    for body in bodies:
        for acronym in initials(body.name) if body.kind != "unknown" and not is_joint(body.name) else ():
            leader = groups.leader(body.id)
            leaders[acronym].add(leader)
            named[leader] = body
    for body in bodies:
        fitting = leaders.get(acronym_of(body.name), set())
        if len(fitting) == 1:
            (leader,) = fitting
            if decisions.of(body.name, named[leader].name) is not False:
                groups.union(body.id, leader)


def _join_decided(names: Sequence[Name], decisions: Decisions, groups: UnionFind) -> None:
    by_name = _by(lambda name: folded(name.name), names)
    for pair in sorted(decisions.one, key=sorted):
        rows = [row for name in sorted(pair) for row in by_name.get(name, ())]
        for one, other in pairwise(rows):
            groups.union(one.id, other.id)


@dataclass(slots=True)
class Bearer:
    """Somebody a short name may stand for: the row that stands for them, and how often each role is printed of them."""

    id: int
    roles: Mapping[str, int] = field(default_factory=dict)


def may_be_short_for(short: Name, full: Name) -> bool:
    """Return True if `short` is a surname, or what a body may be called, of which `full` is the whole."""
    if short.id == full.id or is_joint(short.name) or is_joint(full.name):
        return False
    if is_short(short) and full.kind in _PEOPLE and not is_short(full):
        return person_name(short.name).surname == person_name(full.name).surname
    if short.kind not in _BODIES or full.kind not in _BODIES or not _is_proper(short.name):
        return False
    return _is_proper(full.name) and body_words(short.name) in short_forms(full.name)


def _is_proper(name: str) -> bool:
    """True for the proper name of a body: every word has a capital but small ones, and it owns nothing ("Ryan's
    office")."""
    return not re.search(r"['’]s?(?=\s|$)", name) and all(
        word[0].isupper() or word in _SMALL for word in re.findall(r"[^\W_]+", name)
    )


def by_role(role: str | None, bearers: Sequence[Bearer]) -> Bearer | None:
    """Return the one of them whose role it is: nine in ten of those printings of it that are not the short name's are
    about them. None if that holds of nobody, or no role is printed."""
    words = role_words(role)
    times = [
        sum(n for other, n in bearer.roles.items() if _same_role(words, role_words(other)))
        for bearer in bearers
    ]
    best = max(times, default=0)
    return bearers[times.index(best)] if best and best >= _OWN_ROLE * sum(times) else None


def contradicts_role(role: str | None, bearer: Bearer) -> bool:
    """Return True if a role is printed and the roles told of this bearer are all others. Whose relative somebody is
    counts here as a role is."""
    if role and _RELATED.search(role):
        return bool(bearer.roles) and role not in bearer.roles
    words = role_words(role)
    return bool(words and bearer.roles) and not any(_same_role(words, role_words(r)) for r in bearer.roles)


def role_words(role: str | None) -> frozenset[str]:
    """Return the telling words of a role: "the Russian foreign minister" has three, "the minister's wife" none."""
    if _RELATED.search(role or ""):
        return frozenset()
    return frozenset(word for word in name_words(role or "") if word not in _SAYS_LITTLE)


def _same_role(one: frozenset[str], other: frozenset[str]) -> bool:
    """All words of the shorter are in the longer, a country and its adjective for the same."""
    short, long = sorted((one, other), key=len)
    return bool(short) and all(any(is_same_word(word, against) for against in long) for word in short)
