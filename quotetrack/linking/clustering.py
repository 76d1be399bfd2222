"""From links to claims: which printings tell one utterance, and which of them are copies of another.

A claim has a core: a printing to which every other is tied by a link as sure as those that are shown. So no chain of
links joins what is not tied itself; and two cuts of one long quotation, which share no word, are printings of it.
Nor does a printing whose speaker is unknown join two who are named differently.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import product
from types import MappingProxyType
from typing import Any

from quotetrack.linking.relations import SETTINGS as RELATIONS
from quotetrack.speakers.union_find import UnionFind

LEAST_LINK = RELATIONS.least_utterance
"""The probability of telling one utterance that every printing of a claim has with its core, at the least."""


def components(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Return the connected components that the pairs make, each sorted, by their smallest numbers."""
    joined = UnionFind()
    for a, b in pairs:
        joined.union(a, b)
    return joined.sets()


def group_printings(
    links: Mapping[tuple[int, int], float],
    copied: Iterable[tuple[int, int]],
    *,
    speakers: Mapping[int, int] = MappingProxyType({}),
    together: Iterable[tuple[int, int]] = (),
    apart: Iterable[tuple[int, int]] = (),
) -> list[list[int]]:
    """Group printings into claims by their links, given with their probabilities; return the groups of two or more,
    sorted. `speakers` are by printing, as far as they are known.

    What people have decided comes first: the pairs `together` are in one group, also by way of others, unless that
    joins a pair that is `apart`, which no group ever holds. Then printings of one text that was reprinted, tied by the
    `copied` pairs, stay together. What is together so counts as one printing."""
    voices = Voices.tied(speakers, links)
    texts = _KeptApart(apart)
    for a, b in together:
        texts.join(a, b)
    for a, b in sorted(copied):
        if voices.may_meet(texts.members(a), texts.members(b)):
            texts.join(a, b)
    between: dict[tuple[int, int], float] = {}
    for (a, b), likely in links.items():
        pair = texts.pair(a, b)
        if pair is not None:
            between[pair] = max(likely, between.get(pair, 0.0))
    members = {own[0]: own for own in texts.sets()}
    groups = gather_round_cores(between, apart=texts.foes(), texts=members, voices=voices)
    grouped = {text for group in groups for text in group}
    groups += [[text] for text, own in members.items() if text not in grouped and len(own) > 1]
    return sorted(sorted(one for text in group for one in members.get(text, [text])) for group in groups)


def _neighbours(pairs: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    out: dict[int, set[int]] = defaultdict(set)
    for a, b in pairs:
        out[a].add(b)
        out[b].add(a)
    return out


@dataclass(frozen=True, slots=True)
class Voices:
    """Who said printings, as far as it is known, and which others each is tied to."""

    speakers: Mapping[int, int] = field(default_factory=dict)
    ties: Mapping[int, Set[int]] = field(default_factory=dict)

    @classmethod
    def tied(
        cls, speakers: Mapping[int, int], links: Mapping[tuple[int, int], float], *, least: float = LEAST_LINK
    ) -> Voices:
        """Return them with the ties that links of at least `least` make."""
        return cls(speakers, _neighbours(pair for pair, likely in links.items() if likely >= least))

    def may_meet(self, ours: Iterable[int], theirs: Iterable[int]) -> bool:
        """Return whether printings of two groups share a speaker, or those of known speakers are tied: then one text
        speaks of the other's speaker. What nobody known has said meets anything."""
        a, b = ({one for one in group if one in self.speakers} for group in (ours, theirs))
        who = {self.speakers[one] for one in a}
        return (
            not a
            or not b
            or any(self.speakers[one] in who for one in b)
            or any(not b.isdisjoint(self.ties.get(one, ())) for one in a)
        )


class _KeptApart:
    """Sets of printings that are joined two at a time, but for sets that hold the ends of a pair to be kept apart."""

    def __init__(self, apart: Iterable[tuple[int, int]]) -> None:
        self._sets = UnionFind()
        self._members: dict[int, list[int]] = {}
        self._foes: dict[int, set[int]] = defaultdict(set)
        for a, b in apart:
            self._foes[a].add(b)
            self._foes[b].add(a)

    def pair(self, a: int, b: int) -> tuple[int, int] | None:
        """Return the leaders of both sets, the smaller first; None if they are one set, or kept apart."""
        first, second = sorted((self._sets.leader(a), self._sets.leader(b)))
        are_foes = any(self._sets.leader(foe) == second for foe in self._foes.get(first, ()))
        return None if first == second or are_foes else (first, second)

    def join(self, a: int, b: int) -> None:
        """Make the sets of both one, unless they are kept apart."""
        if (pair := self.pair(a, b)) is not None:
            ours, theirs = map(self.members, pair)
            self._members[pair[0]] = [*ours, *theirs]
            self._sets.union(*pair)
            if foes := self._foes.pop(pair[1], None):
                self._foes[pair[0]] |= foes

    def members(self, one: int) -> Sequence[int]:
        """Return all of this one's set."""
        leader = self._sets.leader(one)
        return self._members.get(leader, (leader,))

    def sets(self) -> list[list[int]]:
        """Return all sets, each sorted, by their leaders."""
        return self._sets.sets()

    def foes(self) -> dict[int, set[int]]:
        """Map the leader of each set to those of the sets that it is kept apart from."""
        lead = self._sets.leader
        return {lead(one): set(map(lead, foes)) for one, foes in list(self._foes.items())}


NOBODY = Voices()
"""Of nothing is it known who said it."""


@dataclass(slots=True)
class _Group:
    """What is grouped, that among it which all else is linked to, and the printings that it stands for."""

    members: list[int]
    cores: list[int]
    printings: list[int]


def gather_round_cores(
    links: Mapping[tuple[int, int], float],
    *,
    least: float = LEAST_LINK,
    apart: Mapping[int, Container[int]] = MappingProxyType({}),
    texts: Mapping[int, Sequence[int]] = MappingProxyType({}),
    voices: Voices = NOBODY,
) -> list[list[int]]:
    """Group what these links, given with their probabilities, tie; return the groups of two or more, sorted.

    The strongest links come first. A link of at least `least` makes its ends' groups one if a member of them, the core,
    is linked to all others by at least that, no two are to be kept `apart`, and their `voices` may meet. `texts` has
    the printings that each stands for, if not for itself. Of links as strong the one with the smaller numbers comes
    first."""
    strong = [(pair, likely) for pair, likely in links.items() if likely >= least]
    tied = _neighbours(pair for pair, _ in strong)
    of = {one: _Group([one], [one], [*texts.get(one, [one])]) for one in tied}
    for (a, b), _ in sorted(strong, key=lambda link: (-link[1], link[0])):
        ours, theirs = of[a], of[b]
        if ours is theirs:
            continue
        if apart and any(y in apart.get(x, ()) for x, y in product(ours.members, theirs.members)):
            continue
        if not voices.may_meet(ours.printings, theirs.printings):
            continue
        cores = [core for core in ours.cores if tied[core].issuperset(theirs.members)]
        cores += [core for core in theirs.cores if tied[core].issuperset(ours.members)]
        if cores:
            ours.members += theirs.members
            ours.cores = cores
            ours.printings += theirs.printings
            of |= dict.fromkeys(theirs.members, ours)
    groups = {id(group): sorted(group.members) for group in of.values() if len(group.members) > 1}
    return sorted(groups.values())


def copies(
    groups: Iterable[Sequence[int]], copied: Iterable[tuple[int, int]], order: Mapping[int, Any]
) -> dict[int, int]:
    """Map each printing that is a copy to the one it copies: the first, by `order`, of those of its group that hang
    together by the `copied` pairs."""
    home = {printing: place for place, group in enumerate(groups) for printing in group}
    out: dict[int, int] = {}
    for text in components((a, b) for a, b in copied if a in home and home[a] == home.get(b)):
        first, *others = sorted(text, key=lambda printing: order[printing])
        out |= dict.fromkeys(others, first)
    return out


def keep_ids(groups: Sequence[Sequence[int]], was: Mapping[int, str]) -> list[str | None]:
    """Return for each group the id of the claim that it goes on from, None for a group that is new.

    A group goes on from the claim of most of its members, unless a group with more of that claim's members does. `was`
    maps members to the claims that they were in."""
    shares = sorted(
        (-count, place, claim)
        for place, group in enumerate(groups)
        for claim, count in Counter(was[member] for member in group if member in was).items()
    )
    out: list[str | None] = [None] * len(groups)
    taken: set[str] = set()
    for _, place, claim in shares:
        if out[place] is None and claim not in taken:
            out[place] = claim
            taken.add(claim)
    return out


def changes(now: Mapping[str, Sequence[int]], was: Mapping[int, str]) -> list[tuple[str, str, str]]:
    """Return what became of the claims that members `was` in, sorted.

    ("merged", claim, other): no claim goes on by its name, and `other` has most of its members. ("split", claim,
    other): `other` has got some of its members."""
    went: dict[str, Counter[str]] = defaultdict(Counter)
    for claim, group in now.items():
        for member in was.keys() & set(group):
            went[was[member]][claim] += 1
    out: list[tuple[str, str, str]] = []
    for claim, to in went.items():
        others = sorted((-count, other) for other, count in to.items() if other != claim)
        is_merged = claim not in now
        out += (
            ("merged" if is_merged and place == 0 else "split", claim, other)
            for place, (_, other) in enumerate(others)
        )
    return sorted(out)
