"""Union-find (disjoint sets): which numbers hang together by the pairs that join them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


class UnionFind:
    """Sets of numbers, joined two at a time. The smallest number of a set leads it, whatever the order of joining."""

    def __init__(self, numbers: Iterable[int] = ()) -> None:
        self._above = {number: number for number in numbers}

    def leader(self, number: int) -> int:
        """Return the number that leads the set of this one; a number not seen before is a set of its own."""
        while self._above.setdefault(number, number) != number:
            self._above[number] = self._above[self._above[number]]
            number = self._above[number]
        return number

    def union(self, a: int, b: int) -> None:
        """Join the sets of the two."""
        first, second = sorted((self.leader(a), self.leader(b)))
        self._above[second] = first

    def sets(self) -> list[list[int]]:
        """Return all sets, each sorted, by their leaders."""
        members: dict[int, list[int]] = defaultdict(list)
        for number in sorted(self._above):
            members[self.leader(number)].append(number)
        return list(members.values())
