"""From links to claims: which printings tell one utterance, and which of them are copies of another.

Average link: two groups become one while their members, all with all, are on average likely enough to tell the
same. One strong link between two claims does not join them, as it would by single link.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
LEAST = 0.3
"""The probability of telling the same, on average over all pairs of two groups, from which on they are one."""
CUT = 0.3
"""From this probability on a link makes its ends candidates for one claim."""
MOST = 1500
"""Printings that are grouped together. A larger component is cut at its weaker links first."""


def components(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The numbers that hang together by `pairs`, each component in order, by its first."""
    head: dict[int, int] = {}

    def find(one: int) -> int:
        while head.setdefault(one, one) != one:
            head[one] = head[head[one]]
            one = head[one]
        return one

    for a, b in pairs:
        first, second = sorted((find(a), find(b)))
        head[second] = first
    out: dict[int, list[int]] = defaultdict(list)
    for one in sorted(head):
        out[find(one)].append(one)
    return sorted(out.values())


def pieces(links: Mapping[tuple[int, int], float]) -> list[list[int]]:
    """The components by `links`, with their probabilities; of one that has more than `MOST` the pieces that its
    stronger links hold together."""
    out: list[list[int]] = []
    for one in components(links):
        if len(one) <= MOST:
            out.append(one)
            continue
        inside = set(one)
        held = {pair: p for pair, p in links.items() if pair[0] in inside}
        weak = float(np.quantile(list(held.values()), 0.25))
        stronger = {pair: p for pair, p in held.items() if p > weak}
        if stronger:
            out += pieces(stronger)
        else:  # all as strong: nothing tells where to cut
            out += [one[start : start + MOST] for start in range(0, len(one), MOST)]
    return sorted(out)


def average_link(likely: Floats, *, least: float = LEAST) -> list[list[int]]:
    """Groups of the numbers 0, 1, …, whose probabilities of telling the same are `likely`, a symmetric table. Each
    group in order, by its first; where two joins are as likely, the one with the smaller numbers comes first."""
    table = likely.astype(np.float64)
    np.fill_diagonal(table, -1.0)
    members: list[list[int]] = [[place] for place in range(len(table))]
    while len(table) > 1:
        a, b = divmod(int(table.argmax()), len(table))
        if table[a, b] < least:
            break
        of_a, of_b = len(members[a]), len(members[b])
        joined = (table[a] * of_a + table[b] * of_b) / (of_a + of_b)
        table[a], table[:, a] = joined, joined
        table[a, a] = -1.0
        members[a] += members[b]
        members[b] = []
        table[b], table[:, b] = -1.0, -1.0
    return sorted(sorted(group) for group in members if group)


def copies(
    groups: Iterable[Sequence[int]], copied: Iterable[tuple[int, int]], order: Mapping[int, Any]
) -> dict[int, int]:
    """Of each member of a group that is a copy, the printing it copies: the first, by `order`, of those of its group
    that hang together by the `copied` pairs."""
    home = {one: place for place, group in enumerate(groups) for one in group}
    out: dict[int, int] = {}
    inside = (pair for pair in copied if home.get(pair[0], -1) == home.get(pair[1], -2))
    for text in components(inside):
        first, *others = sorted(text, key=lambda one: order[one])
        out |= dict.fromkeys(others, first)
    return out


def keep_ids(groups: Sequence[Sequence[int]], was: Mapping[int, str]) -> list[str | None]:
    """For each group the id of the claim that it goes on from: that of most of its members, if no group with more of
    that claim's members has it. None for a group that is new. `was` gives the claims that members were in."""
    counts: list[tuple[int, int, str]] = []
    for place, group in enumerate(groups):
        found: dict[str, int] = defaultdict(int)
        for one in group:
            if one in was:
                found[was[one]] += 1
        counts += ((-count, place, claim) for claim, count in found.items())
    out: list[str | None] = [None] * len(groups)
    taken: set[str] = set()
    for _, place, claim in sorted(counts):
        if out[place] is None and claim not in taken:
            out[place] = claim
            taken.add(claim)
    return out


def changes(now: Mapping[str, Sequence[int]], was: Mapping[int, str]) -> list[tuple[str, str, str]]:
    """What became of the claims that members `was` in: ("merged", claim, the one that has most of its members) where
    none goes on by its name, and ("split", claim, the other) where members went elsewhere. Sorted."""
    went: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for claim, group in now.items():
        for one in group:
            if one in was:
                went[was[one]][claim] += 1
    out: list[tuple[str, str, str]] = []
    for claim, to in went.items():
        others = sorted((-count, other) for other, count in to.items() if other != claim)
        if claim not in now and others:
            out.append(("merged", claim, others[0][1]))
            others = others[1:]
        out += (("split", claim, other) for _, other in others)
    return sorted(out)
