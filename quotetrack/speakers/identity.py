"""Who is who across articles: which names in a store are one person's or one body's, and whose a surname alone is.

Names that are compatible and not contradicted are one; a shared surname never merges two people. What is ambiguous
stays apart, for a reader to see: a wrong merge puts words in the wrong mouth. A person's decisions win over all.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from quotetrack.speakers.names import (
    body_words,
    initials,
    is_acronym,
    may_be_one,
    name_words,
    person_name,
    short_forms,
)
from quotetrack.speakers.union_find import UnionFind

Because = Literal["decided", "role", "near", ""]
"""Why a short name is taken for somebody's: a person said so, the role printed with it is theirs alone, or they are the
only bearer and an article near in time on the same matter names them in full."""

_PEOPLE = ("person", "unknown")
_BODIES = ("organisation", "outlet", "unknown")
_MOST_ALIKE = 300
"""Names under one key that are compared with each other; where more share it, it tells nothing."""


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
        """True where these names are one, False where they are apart, None where nobody has decided."""
        if not self.one and not self.apart:
            return None
        pair = frozenset((folded(a), folded(b)))
        return True if pair in self.one else False if pair in self.apart else None


def folded(name: str) -> str:
    """A name as decisions tell it: without case, accents and marks."""
    return " ".join(name_words(name))


def is_joint(name: str) -> bool:
    """True for speakers who are named together; they are nobody's other name."""
    return ";" in name


def is_short(name: Name) -> bool:
    """True for a surname alone. What a body is called for short, only the names of the others tell."""
    return name.kind in _PEOPLE and not is_joint(name.name) and person_name(name.name).is_bare


def keys_of(name: Name) -> frozenset[str]:
    """Under which keys a name meets those that it may be one with, a few at most. None for joint speakers."""
    words = name_words(name.name)
    if is_joint(name.name) or not words:
        return frozenset()
    keys = {f"name {' '.join(words)}"}
    if name.kind in _PEOPLE:
        keys.add(f"person {person_name(name.name).surname}")
    if name.kind != "person":
        keys.add(f"body {' '.join(body_words(name.name))}")
        if is_acronym(name.name):
            keys.add(f"letters {_letters(name.name)}")
    if name.kind not in _PEOPLE:
        keys.update(f"letters {made}" for made in initials(name.name))
    return frozenset(keys)


def short_keys_of(name: Name) -> frozenset[str]:
    """Under which keys those are found who may be called by this short name; empty for a name in full."""
    if is_short(name):
        return frozenset({f"called {person_name(name.name).surname}"})
    if name.kind == "person" or is_joint(name.name) or not name_words(name.name):
        return frozenset()
    return frozenset({f"called {' '.join(body_words(name.name))}"})


def called_keys_of(name: Name) -> frozenset[str]:
    """Under which keys a name in full is found by what its bearer may be called for short."""
    if is_joint(name.name) or not name_words(name.name):
        return frozenset()
    keys: set[str] = set()
    if name.kind in _PEOPLE and not is_short(name):
        keys.add(f"called {person_name(name.name).surname}")
    if name.kind not in _PEOPLE:
        keys.update(f"called {' '.join(short)}" for short in short_forms(name.name))
    return frozenset(keys)


def _letters(name: str) -> str:
    return name.replace(".", "").strip().casefold()


def identities(names: Sequence[Name], decisions: Decisions) -> dict[int, int]:
    """Of each name the row that stands for its bearer: the same for all names of one person or body. `names` are all
    those that share keys with each other; the order in which they are given does not count."""
    ordered = sorted(names, key=lambda one: (one.name, one.kind, one.id))
    groups = UnionFind(one.id for one in ordered)
    for same in _alike(ordered).values():
        for one, other in pairwise(same):
            if decisions.of(one.name, other.name) is not False:
                groups.union(one.id, other.id)
    people = [one for one in ordered if one.kind in _PEOPLE and not is_joint(one.name) and not is_short(one)]
    by_surname: dict[str, list[Name]] = defaultdict(list)
    for one in people:
        by_surname[person_name(one.name).surname].append(one)
    for bearers in by_surname.values():
        if len(bearers) <= _MOST_ALIKE:
            _join_people(bearers, decisions, groups)
    _join_acronyms([one for one in ordered if one.kind != "person"], decisions, groups)
    _join_decided(ordered, decisions, groups)
    return _leading_names(ordered, groups)


def _leading_names(names: Sequence[Name], groups: UnionFind) -> dict[int, int]:
    """The row that stands for each: the first that is a full name, so that it does not move as others come."""
    by_id = {one.id: one for one in names}
    out: dict[int, int] = {}
    for ids in groups.sets():
        out |= dict.fromkeys(ids, min(ids, key=lambda id: (is_short(by_id[id]), id)))
    return out


def _alike(names: Sequence[Name]) -> dict[tuple[str, tuple[str, ...]], list[Name]]:
    """Names that are the same but for case, accents, marks, "the" and the legal form."""
    out: dict[tuple[str, tuple[str, ...]], list[Name]] = defaultdict(list)
    for one in names:
        if is_joint(one.name):
            continue
        # "unknown" meets either: as a person's name where it has two words, as a body's too.
        if one.kind in _PEOPLE:
            out["person", tuple(name_words(one.name))].append(one)
        if one.kind != "person":
            out["body", body_words(one.name)].append(one)
    return {key: alike for key, alike in out.items() if key[1]}


def _join_people(bearers: Sequence[Name], decisions: Decisions, groups: UnionFind) -> None:
    """Join the full names of one surname: each to the only group all of whose names it may be one with; the fullest
    names come first, so that "George Bush" finds both George W. and George H. W. and stays apart."""
    made: list[list[Name]] = []
    by_leader: dict[int, list[Name]] = defaultdict(list)
    for one in bearers:
        by_leader[groups.leader(one.id)].append(one)
    lots = sorted(by_leader.values(), key=lambda lot: (_fullness(lot), lot[0].name))
    for lot in lots:
        fitting = [group for group in made if _fit(lot, group, decisions)]
        if len(fitting) == 1:
            groups.union(lot[0].id, fitting[0][0].id)
            fitting[0].extend(lot)
        else:
            made.append(list(lot))


def _fullness(lot: Sequence[Name]) -> tuple[int, int]:
    """Fuller names are smaller: by given names in full, then by all."""
    given = [person_name(one.name).given for one in lot]
    return min((-sum(len(word) > 1 for word in of), -len(of)) for of in given)


def _fit(lot: Sequence[Name], group: Sequence[Name], decisions: Decisions) -> bool:
    decided = {decisions.of(a.name, b.name) for a in lot for b in group}
    if False in decided:
        return False
    return True in decided or all(
        may_be_one(person_name(a.name), person_name(b.name)) for a in lot for b in group
    )


def _join_acronyms(bodies: Sequence[Name], decisions: Decisions, groups: UnionFind) -> None:
    """Join an acronym with the one body in the store that it may stand for."""
    expansions: dict[str, set[int]] = defaultdict(set)
    named: dict[int, Name] = {}
    for one in bodies:
        for short in initials(one.name) if one.kind != "unknown" and not is_joint(one.name) else ():
            leader = groups.leader(one.id)
            expansions[short].add(leader)
            named[leader] = one
    for one in bodies:
        if not is_acronym(one.name):
            continue
        found = expansions.get(_letters(one.name), set())
        fitting = [id for id in found if decisions.of(one.name, named[id].name) is not False]
        if len(fitting) == 1 and len(found) == 1:
            groups.union(one.id, fitting[0])


def _join_decided(names: Sequence[Name], decisions: Decisions, groups: UnionFind) -> None:
    by_name: dict[str, list[Name]] = defaultdict(list)
    for one in names:
        by_name[folded(one.name)].append(one)
    for pair in sorted(decisions.one, key=sorted):
        rows = [one for name in sorted(pair) for one in by_name.get(name, ())]
        for one, other in pairwise(rows):
            groups.union(one.id, other.id)


@dataclass(slots=True)
class Bearer:
    """Somebody a short name may stand for: the row that stands for them, and how often each role is printed of them."""

    id: int
    roles: Mapping[str, int] = field(default_factory=dict)


def may_be_short_for(short: Name, full: Name) -> bool:
    """True where `short` is a surname, or what a body may be called, of which `full` is the whole."""
    if short.id == full.id or is_joint(short.name) or is_joint(full.name):
        return False
    if is_short(short) and full.kind in _PEOPLE and not is_short(full):
        return person_name(short.name).surname == person_name(full.name).surname
    if short.kind not in _BODIES or full.kind not in _BODIES or not _is_proper(short.name):
        return False
    return _is_proper(full.name) and body_words(short.name) in short_forms(full.name)


_SMALL = frozenset("of for and on in to at the against with de la du des".split())


def _is_proper(name: str) -> bool:
    """True for the proper name of a body: every word has a capital but small ones, and it owns nothing ("Ryan's
    office")."""
    return not re.search(r"['’]s?(?=\s|$)", name) and all(
        word[0].isupper() or word in _SMALL for word in re.findall(r"[^\W_]+", name)
    )


def by_role(role: str | None, bearers: Sequence[Bearer]) -> Bearer | None:
    """The one of them whose role it is: nine in ten of those printings of it that are not the short name's are about
    them. None where that holds of nobody, or no role is printed."""
    words = role_words(role)
    if not words:
        return None
    times = [
        sum(n for other, n in one.roles.items() if _same_role(words, role_words(other))) for one in bearers
    ]
    best = max(range(len(times)), key=times.__getitem__, default=None)
    if best is None or not times[best] or times[best] < _OWN_ROLE * sum(times):
        return None
    return bearers[best]


def contradicts_role(role: str | None, bearer: Bearer) -> bool:
    """True where a role is printed and the roles told of this bearer are all others."""
    words = role_words(role)
    return bool(words and bearer.roles) and not any(_same_role(words, role_words(r)) for r in bearer.roles)


_OWN_ROLE = 0.9
_SAYS_LITTLE = frozenset(
    "the a an of for and in on at to his her its their s former then acting new current".split()
)


def role_words(role: str | None) -> frozenset[str]:
    """The telling words of a role: "the Russian foreign minister" has three."""
    return frozenset(word for word in name_words(role or "") if word not in _SAYS_LITTLE)


def _same_role(one: frozenset[str], other: frozenset[str]) -> bool:
    """All words of the shorter are in the longer, a country and its adjective for the same."""
    short, long = sorted((one, other), key=len)
    return bool(short) and all(any(_same_word(word, against) for against in long) for word in short)


def _same_word(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) >= 5 and len(long) - len(short) <= 2 and long.startswith(short))
