"""From links to claims: which printings tell one utterance, and which of them are copies of another.

Average linkage (UPGMA): two groups become one as long as their members, all with all, are on average likely enough to
tell the same utterance. One strong link between two claims does not join them, as single linkage would.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from quotetrack.linking.features import Floats
from quotetrack.speakers.union_find import UnionFind


@dataclass(frozen=True, slots=True)
class ClusteringSettings:
    """When printings are one claim. Rerun `benchmarks/linking_accuracy.py` before changing one."""

    # The probability of telling the same, on average over all pairs of two groups, from which on they are
    # joined.
    least_average: float = 0.3
    # The probability from which on a link makes its ends candidates for one claim.
    least_link: float = 0.3
    # Printings that are grouped together: grouping takes the square of it. A larger component is cut at its
    # weaker links first.
    most_printings: int = 1500


SETTINGS = ClusteringSettings()


def components(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Return the connected components that the pairs make, each sorted, by their smallest numbers."""
    joined = UnionFind()
    for a, b in pairs:
        joined.union(a, b)
    return joined.sets()


def pieces(links: Mapping[tuple[int, int], float], *, most: int = SETTINGS.most_printings) -> list[list[int]]:
    """Return the components of these links, given with their probabilities. One of more than `most` printings is cut
    into the pieces that its stronger links hold together."""
    out: list[list[int]] = []
    for component in components(links):
        if len(component) <= most:
            out.append(component)
            continue
        inside = set(component)
        held = {pair: p for pair, p in links.items() if pair[0] in inside}
        weak = float(np.quantile(list(held.values()), 0.25))
        stronger = {pair: p for pair, p in held.items() if p > weak}
        if stronger:
            out += pieces(stronger, most=most)
        else:  # all links are as strong: nothing tells where to cut
            out += [component[start : start + most] for start in range(0, len(component), most)]
    return sorted(out)


ALWAYS, NEVER = float("inf"), float("-inf")
"""What stands in a table of probabilities for two printings of which people have decided. By the average, as by the
least or the most of its pairs, a group keeps apart from all that one of its members is kept apart from."""


def lay_decided(
    likely: Floats, together: Iterable[tuple[int, int]], apart: Iterable[tuple[int, int]]
) -> None:
    """Write into a table of probabilities, in place, which numbers are `together` in a group and which are `apart`.

    Numbers hang together over others: what is together with both ends of a chain is with all of it, and what is apart
    from one is apart from all. A pair that is to be together joins nothing that is to be apart."""
    home = np.arange(len(likely))
    parted = np.zeros(likely.shape, bool)
    for a, b in apart:
        parted[a, b] = parted[b, a] = True
    for a, b in together:
        ours, theirs = home == home[a], home == home[b]
        if not parted[np.ix_(ours, theirs)].any():
            home[theirs] = home[a]
    for leader in np.unique(home):
        group = home == leader
        likely[np.ix_(group, group)] = ALWAYS
        parted[group] = parted[group].any(axis=0)
        parted[:, group] = parted[:, group].any(axis=1, keepdims=True)
    likely[parted] = NEVER


def average_linkage(likely: Floats, *, least: float = SETTINGS.least_average) -> list[list[int]]:
    """Group the numbers 0 to n - 1 by average linkage (UPGMA); return the groups sorted, each in order.

    `likely`, n by n and symmetric, holds the probability of each two to tell the same utterance, or what `lay_decided`
    wrote. Groups are joined as long as their average is at least `least`. Of joins as likely the one with the smaller
    numbers comes first, which scipy does not promise."""
    table = likely.astype(np.float64)
    np.fill_diagonal(table, -1.0)
    members: list[list[int]] = [[place] for place in range(len(table))]
    while len(table) > 1:
        a, b = divmod(int(table.argmax()), len(table))
        if table[a, b] < least:
            break
        of_a, of_b = len(members[a]), len(members[b])
        table[a] = table[:, a] = (table[a] * of_a + table[b] * of_b) / (of_a + of_b)
        members[a] += members[b]
        members[b] = []
        table[a, a] = table[b] = table[:, b] = -1.0
    return sorted(sorted(group) for group in members if group)


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
