"""What people have decided of pairs of quotations, laid over what linking makes: links, and groups.

Pairs that are one utterance are together in a claim, whatever linking finds; all others of which something was decided
never are. Of the latter those that nothing ties have no link.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from quotetrack.records import Relation
from quotetrack.store.link_queries import LinkRow
from quotetrack.store.pairs import DecidedRow

RowPair = tuple[int, int]
"""The row ids of two quotes, the smaller first."""

ONE_UTTERANCE: frozenset[Relation] = frozenset(("copy", "same_utterance"))
"""The relations of two printings of one claim."""


@dataclass(frozen=True, slots=True)
class DecidedPairs:
    """All that stands, by pair, and for each quote which others are together with it in a claim and which never."""

    rows: Mapping[RowPair, DecidedRow]
    together: Mapping[int, Collection[int]]
    apart: Mapping[int, Collection[int]]

    def links(self, touched: Collection[int] | None = None) -> Iterator[LinkRow]:
        """Yield the links that are right, with an end among those `touched`, or all; none within an article."""
        for row in self._of(touched):
            if row.relation is not None and not row.in_one_article:
                yield decided_link(row, row.relation)

    def unlinked(self, touched: Collection[int] | None = None) -> Iterator[RowPair]:
        """Yield the pairs that nothing ties, with an end among those `touched`, or all."""
        yield from ((row.a, row.b) for row in self._of(touched) if row.relation is None)

    def _of(self, touched: Collection[int] | None) -> Iterable[DecidedRow]:
        every = self.rows.values()
        return every if touched is None else (r for r in every if r.a in touched or r.b in touched)

    def tied(self, touched: Iterable[int] | None = None) -> Iterator[RowPair]:
        """Yield the pairs that are together in a claim, with an end among those `touched`, or all."""
        for end in self.together if touched is None else touched:
            yield from ((min(end, other), max(end, other)) for other in self.together.get(end, ()))

    def parted(self, touched: Iterable[int]) -> Iterator[RowPair]:
        """Yield the pairs that are never in one claim, with an end among those `touched`."""
        for end in touched:
            yield from ((min(end, other), max(end, other)) for other in self.apart.get(end, ()))


def read_decided(rows: Iterable[DecidedRow]) -> DecidedPairs:
    """Return these decisions as linking asks for them. What is not shown is together with nothing."""
    by_pair = {(row.a, row.b): row for row in rows}
    together: dict[int, set[int]] = defaultdict(set)
    apart: dict[int, set[int]] = defaultdict(set)
    for (a, b), row in by_pair.items():
        if row.relation not in ONE_UTTERANCE:
            sides = apart
        elif row.shown:
            sides = together
        else:
            continue
        sides[a].add(b)
        sides[b].add(a)
    return DecidedPairs(by_pair, dict(together), dict(apart))


def decided_link(row: DecidedRow, relation: Relation) -> LinkRow:
    """Return the link between two quotes of which somebody has decided that this relation is right."""
    sure = {name: float(name == relation) for name in LinkRow._fields[4:-1]}
    return LinkRow(a=row.a, b=row.b, relation=relation, score=1.0, decided_by=row.made_by, **sure)
