"""Links of a store made into claims: all of them, or those that hang together with what has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from quotetrack.linking import clustering
from quotetrack.linking.decided import DecidedPairs
from quotetrack.store.link_queries import LinkRow
from quotetrack.store.linking import LinkWork

Links = dict[tuple[int, int], tuple[float, float]]
"""By its ends the probability of each link to tell one utterance, and to be a copy."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """Claims to be written: by their ids their printings, sorted, which of these are copies of which, and the claims
    that the printings `were` in."""

    groups: Mapping[str, Sequence[int]]
    copies: Mapping[int, int]
    were: Mapping[int, str]

    def put(self, work: LinkWork, here: set[int]) -> set[int]:
        """Write the claims in place of those that were, of the printings that are still `here`; return those whose
        claim has lost one."""
        kept = {name: [one for one in group if one in here] for name, group in self.groups.items()}
        work.drop_claims(self.were.values())
        work.put_claims(
            (name, [(one, copied if (copied := self.copies.get(one)) in here else None) for one in group])
            for name, group in kept.items()
            if group
        )
        now = datetime.now(UTC).isoformat(timespec="seconds")
        work.note_changes(clustering.changes(kept, self.were), now)
        return {one for name, group in kept.items() if len(group) < len(self.groups[name]) for one in group}


def links_of_claims(
    rows: Iterable[LinkRow], decided: DecidedPairs, touched: Iterable[int] | None = None
) -> Links:
    """Return links by which claims are made, with those that people have tied, also within an article, of the quotes
    `touched` or all."""
    return dict.fromkeys(decided.tied(touched), (1.0, 0.0)) | sames(rows)


def sames(rows: Iterable[LinkRow]) -> Links:
    """Return how likely each link tells one utterance."""
    return {(row.a, row.b): (row.copy + row.same_utterance, row.copy) for row in rows}


def regroup(work: LinkWork, decided: DecidedPairs, edge: set[int]) -> int:
    """Group anew these printings, which new links touch or others have left, with all that hang together with
    them, as far as they are shown; return the number of claims."""
    links: Links = {}
    reached: set[int] = set()
    while edge:
        reached |= edge
        more = links_of_claims(work.links_of(sorted(edge), least=clustering.LEAST_LINK), decided, edge)
        links |= more
        edge = {end for pair in more for end in pair} - reached
    here = work.hold(reached)
    links = {pair: likely for pair, likely in links.items() if here.issuperset(pair)}
    grouped = group(work, decided, links, work.members_of(work.claims_of(sorted(reached)).values()))
    grouped.put(work, here)
    return len(grouped.groups)


def group(work: LinkWork, decided: DecidedPairs, links: Links, were: Mapping[int, str]) -> Grouped:
    """Return the claims of these links, of printings of which some `were` in claims."""
    copied = [pair for pair, (_, copy) in links.items() if copy >= clustering.LEAST_LINK]
    likely = {pair: same for pair, (same, _) in links.items()}
    among = {end for pair in links for end in pair}
    groups = clustering.group_printings(
        likely,
        copied,
        speakers=work.speakers_of(among),
        together=decided.tied(among),
        apart=decided.parted(among),
    )
    founders = work.founders([printing for group in groups for printing in group])
    named = dict(zip(_names(groups, were, founders), groups, strict=True))
    copies = clustering.copies(groups, copied, {printing: order for printing, (order, _) in founders.items()})
    return Grouped(named, copies, were)


def _names(
    groups: Sequence[Sequence[int]], were: Mapping[int, str], founders: Mapping[int, tuple[Any, str]]
) -> Iterator[str]:
    """Yield the id of each group's claim: the one it goes on from, else that of the earliest printing whose id is
    free."""
    goes_on = clustering.keep_ids(groups, were)
    taken = {name for name in goes_on if name is not None}
    for group, name in zip(groups, goes_on, strict=True):
        if name is None:
            name = next(n for _, n in sorted(founders[printing] for printing in group) if n not in taken)
            taken.add(name)
        yield name
