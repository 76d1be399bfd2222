"""The walk that links a store: who is who, signatures, candidates, relations, claims, in this order, for what is new or
for all.

What is new meets the store by way of the postings, in time that hardly grows with the store. Many statements at once,
or a rebuild, are linked in memory, by as many processes as are given. Both use the same functions. They differ if a
later statement is among the candidates of an earlier one, and not the other way round.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from heapq import merge
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from quotetrack.linking import blocking, clustering, pairs, postings
from quotetrack.linking.counting import SETTINGS as COUNTING
from quotetrack.linking.decided import read_decided
from quotetrack.linking.inputs import LinkInput, read_input
from quotetrack.linking.judge import shipped_judge
from quotetrack.linking.relations import Related
from quotetrack.linking.scorer import OUTCOMES, shipped_scorer
from quotetrack.linking.settle_speakers import settle_speakers
from quotetrack.linking.signatures import MAKE, SIGNATURE, Signatures, make_signatures
from quotetrack.linking.toll_links import toll_links
from quotetrack.parallel import spread_lots
from quotetrack.records import PairDecision, PrintedLink
from quotetrack.store.claims import LinkRow
from quotetrack.store.linking import LinkWork, Owner
from quotetrack.text.word_frequency import word_ranks
from quotetrack.text.word_weights import Words

if TYPE_CHECKING:
    from quotetrack.store import Store


@dataclass(frozen=True, slots=True)
class LinkerSettings:
    """How much is done at once. Rerun `benchmarks/link_scale.py` before changing one."""

    # So many new statements are linked by way of the postings in a store of any size.
    few: int = 500
    # Or one in `share` of the store. More are linked afresh together with the store, which is quicker than to
    # look up so much of it.
    share: int = 20
    # Statements of a store whose signatures are looked up for each new one, before the best are chosen.
    narrowed: int = 400
    # Statements whose candidates a process looks for in one go.
    statements_at_once: int = 1024
    # Pairs that a process scores in one go.
    pairs_at_once: int = 100_000


SETTINGS = LinkerSettings()

Links = dict[tuple[int, int], tuple[float, float]]
"""By its ends the probability of each link to tell one utterance, and to be a copy."""
Loaded = tuple[NDArray[np.int64], Signatures]
"""Row ids of quotes in order, and a signature for each."""


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking came to: statements that were new to it, links kept of them, and claims made or made anew."""

    statements: int = 0
    links: int = 0
    claims: int = 0


def link_store(
    store: Store, *, rebuild: bool = False, workers: int = 1, regroup: Sequence[str] = ()
) -> Linked:
    """Link what is not linked yet. With `rebuild`, or if another model has linked the store, link everything anew.

    All or nothing is written. Claims keep their ids if most of their members stay together. The claims with the ids
    `regroup` have lost members: what is left of them is grouped anew as well, and so is what is shown now and was not
    before, or the other way round."""
    with store.linking() as work:
        return _Walk(work, max(1, workers)).link(rebuild=rebuild, regroup=regroup)


def decide_pairs(store: Store, decisions: Sequence[PairDecision]) -> list[PairDecision]:
    """Note decisions on pairs, link what is not linked yet, and group anew the claims of the pairs; return the
    decisions with the number of their batch. All or nothing is written."""
    with store.linking() as work:
        noted = work.pairs.note(decisions)
        ids = {end for decision in decisions for end in (decision.quote, decision.other)}
        _Walk(work, 1).link(rebuild=False, regroup=(), decided=work.rows_of(ids))
    return noted


class _Walk:
    """One run over a store."""

    def __init__(self, work: LinkWork, workers: int) -> None:
        self._work, self._workers = work, workers
        self._scorer = shipped_scorer()
        self._decided = read_decided(work.pairs.decided())

    def link(
        self, *, rebuild: bool, regroup: Sequence[str], decided: Collection[int] = frozenset()
    ) -> Linked:
        """Do all that is to be done. Of the quotes `decided` something new has been decided."""
        settle_speakers(self._work.people, anew=rebuild)
        work = self._work
        model = f"{MAKE} {SIGNATURE.itemsize} {self._scorer.digest} {shipped_judge().digest}"
        rebuild = rebuild or work.state("model") not in (None, model)
        if rebuild:
            work.clear("signatures")
        new = self._sign()
        # Counted here rather than in the table; articles that have been revised since are still among them.
        before = 0 if rebuild else int(work.state("statements") or 0)
        links = claims = 0
        changed = work.take_changed().union(decided)
        if rebuild or len(new) > max(SETTINGS.few, before // SETTINGS.share):
            links, claims = self._link_afresh()
        else:
            self._lay_decided({*new, *decided})
            if new:
                links, claims = self._grow(new, before + len(new))
            left = {*regroup, *work.claims_of(changed).values()}
            claims += self._regroup(changed.union(work.members_of(left)))
        work.set_state("model", model)
        work.set_state("statements", str(before + len(new)))
        return Linked(len(new), links, claims)

    def _sign(self) -> list[int]:
        """Make the signatures that are missing; return the row ids of their quotes."""
        new: list[int] = []
        lots = (
            [(owner.quote, read_input(printed)) for owner, printed in lot] for lot in self._work.unlinked()
        )
        for signed in spread_lots(partial(_sign, Words(word_ranks())), lots, workers=self._workers):
            self._work.keep_signatures(signed)
            new += (quote for quote, _ in signed)
        return new

    def _link_afresh(self) -> tuple[int, int]:
        """Link all statements to all; return how many links are kept and claims made."""
        work = self._work
        ids, everything = _loaded(work.signatures())
        work.clear("links", "postings")
        self._lay_decided()
        work.put_postings(postings.make_rows(everything, ids, {}))
        lots = _in_lots_of_pairs(_worth_comparing(everything, self._workers))
        kept = 0
        for linked, related in spread_lots(
            partial(pairs.link_pairs, everything, self._scorer), lots, workers=self._workers
        ):
            work.put_links(self._undecided(_link_rows(linked, related, ids)))
            kept += len(linked)
        tolls = self._undecided(toll_links(work, ids, everything))
        work.put_links(tolls)
        was = work.all_members()
        work.drop_claims(was.values())
        links = self._with_tied(_sames(work.all_links(least=clustering.LEAST_LINK)))
        return kept + len(tolls), self._group(links, was)

    def _grow(self, new: Sequence[int], total: int) -> tuple[int, int]:
        """Link the new statements, of `total`, to those before them and to each other; return how many links are kept
        and claims made or made anew."""
        work = self._work
        ids, lot = _loaded(work.signatures(new))
        rows = list(postings.make_rows(lot, ids, work.postings(postings.row_keys(lot))))
        work.put_postings(rows)
        met = postings.look_up({key: (count, kept) for key, count, kept in rows}, lot, total)
        met = blocking.narrow(met, SETTINGS.narrowed)
        around, everything = _loaded(work.signatures(sorted({*met.b.tolist(), *ids.tolist()})))
        # Postings tell of statements that are gone as well: no signature of theirs was loaded.
        met = met.only(np.isin(met.b, around))
        met = blocking.Meetings(met.a, np.searchsorted(around, met.b), met.weight)
        met = blocking.choose_candidates(met, lot, everything, blocking.sizes(everything))
        wanted = np.unique(pairs.pack(np.searchsorted(around, ids[met.a]), met.b))
        near = _loaded(work.signatures(work.counting_near(new, days=COUNTING.days)))
        tolls = {(row.a, row.b): row for row in toll_links(work, *near) if not {row.a, row.b}.isdisjoint(new)}
        found = _link_rows(*pairs.link_pairs(everything, self._scorer, wanted), around)
        kept = self._undecided([*(row for row in found if (row.a, row.b) not in tolls), *tolls.values()])
        work.put_links(kept)
        least = clustering.LEAST_LINK
        new_links = _sames(row for row in kept if row.copy + row.same_utterance >= least)
        edge = {end for pair in (*new_links, *self._decided.tied(new)) for end in pair}
        return len(kept), self._regroup(edge)

    def _lay_decided(self, touched: Collection[int] | None = None) -> None:
        """Keep the links that people have decided, of the quotes `touched` or all; drop those they decided against."""
        self._work.put_links(self._decided.links(touched))
        self._work.pairs.drop_links(self._decided.unlinked(touched))

    def _undecided(self, rows: Iterable[LinkRow]) -> list[LinkRow]:
        return [row for row in rows if (row.a, row.b) not in self._decided.rows]

    def _with_tied(self, links: Links, touched: Iterable[int] | None = None) -> Links:
        """Return these links with those that people have tied, also within an article."""
        return dict.fromkeys(self._decided.tied(touched), (1.0, 0.0)) | links

    def _regroup(self, edge: set[int]) -> int:
        """Group anew these printings, which new links touch or others have left, with all that hang together with
        them, as far as they are shown; return the number of claims."""
        work = self._work
        links: Links = {}
        reached: set[int] = set()
        while edge:
            reached |= edge
            more = _sames(work.links_of(sorted(edge), least=clustering.LEAST_LINK))
            more = self._with_tied(more, edge)
            links |= more
            edge = {end for pair in more for end in pair} - reached
        was = work.members_of(work.claims_of(sorted(reached)).values())
        work.drop_claims(was.values())
        return self._group(links, was)

    def _group(self, links: Links, was: dict[int, str]) -> int:
        """Make the claims of these links, and note what became of those that were; return the number of claims."""
        copied = [pair for pair, (_, copy) in links.items() if copy >= clustering.LEAST_LINK]
        likely = {pair: same for pair, (same, _) in links.items()}
        among = {end for pair in links for end in pair}
        groups = clustering.group_printings(
            likely,
            copied,
            speakers=self._work.speakers_of(among),
            together=self._decided.tied(among),
            apart=self._decided.parted(among),
        )
        founders = self._work.founders([printing for group in groups for printing in group])
        named = dict(zip(_names(groups, was, founders), groups, strict=True))
        copies = clustering.copies(
            groups, copied, {printing: order for printing, (order, _) in founders.items()}
        )
        self._work.put_claims(
            (name, [(printing, copies.get(printing)) for printing in group]) for name, group in named.items()
        )
        self._work.note_changes(
            clustering.changes(named, was), datetime.now(UTC).isoformat(timespec="seconds")
        )
        return len(groups)


def score_all(store: Store, *, workers: int = 1) -> Iterator[PrintedLink]:
    """Yield every pair of quotations that is worth comparing, scored afresh and closely, best first: to measure by, in
    a store of thousands. What is not linked yet is left out. What people have decided stands as they have decided."""
    with store.linking() as work:
        ids, everything = _loaded(work.signatures())
        decided = read_decided(work.pairs.decided())
        tolls = {
            (row.a, row.b): row
            for row in toll_links(work, ids, everything)
            if (row.a, row.b) not in decided.rows
        }
    wanted = _worth_comparing(everything, workers)
    if not len(wanted):
        yield from store.claims.printed_links(chain(decided.links(), tolls.values()))
        return
    relate = partial(pairs.relate_pairs, everything, shipped_scorer())
    related = Related.joined(list(spread_lots(relate, _in_lots_of_pairs(wanted), workers=workers)))
    best_first = np.argsort(-related.score, kind="stable")
    lots = (_link_rows(wanted[lot], related.only(lot), ids) for lot in _in_lots_of_pairs(best_first))
    known = decided.rows.keys() | tolls.keys()
    scored = (row for row in chain.from_iterable(lots) if (row.a, row.b) not in known)
    in_order = merge(scored, tolls.values(), key=lambda row: -row.score)
    yield from store.claims.printed_links(chain(decided.links(), in_order))


def _in_lots_of_pairs(rows: NDArray[Any]) -> Iterator[NDArray[Any]]:
    size = SETTINGS.pairs_at_once
    return (rows[start : start + size] for start in range(0, len(rows), size))


def _worth_comparing(everything: Signatures, workers: int) -> pairs.PackedPairs:
    """Return all pairs worth comparing, each once."""
    size = SETTINGS.statements_at_once
    lots = (range(start, start + size) for start in range(0, len(everything), size))
    look = partial(pairs.pairs_of, everything, blocking.InvertedIndex(everything), blocking.sizes(everything))
    found = list(spread_lots(look, lots, workers=workers))
    del look  # the index is as large as the pairs
    packed = np.concatenate([np.zeros(0, np.uint64), *found])
    del found
    packed.sort()
    return packed[blocking.run_starts(packed)]


def _loaded(rows: Iterable[tuple[Owner, bytes]]) -> Loaded:
    """Return signatures as they are kept, by row id, each with its owner's numbers of today."""
    owners: list[Owner] = []
    kept = bytearray()
    for owner, signature in rows:
        owners.append(owner)
        kept += signature
    numbers = np.array(owners, np.int64).reshape(-1, len(Owner._fields))
    everything = np.frombuffer(kept, SIGNATURE)
    everything["speaker"], everything["article"], everything["source"] = numbers[:, 1:].T
    return numbers[:, 0].copy(), everything


def _link_rows(linked: pairs.PackedPairs, related: Related, ids: NDArray[np.int64]) -> list[LinkRow]:
    a, b = pairs.unpack(linked)
    names = [OUTCOMES[relation] for relation in related.relation]
    columns = (
        ids[a].tolist(),
        ids[b].tolist(),
        names,
        related.score.tolist(),
        *related.probabilities.T.tolist(),
    )
    return list(map(LinkRow, *columns))


def _sames(rows: Iterable[LinkRow]) -> Links:
    return {(row.a, row.b): (row.copy + row.same_utterance, row.copy) for row in rows}


def _names(
    groups: Sequence[Sequence[int]], was: dict[int, str], founders: dict[int, tuple[Any, str]]
) -> Iterator[str]:
    """Yield the id of each group's claim: the one it goes on from, else that of the earliest printing whose id is
    free."""
    goes_on = clustering.keep_ids(groups, was)
    taken = {name for name in goes_on if name is not None}
    for group, name in zip(groups, goes_on, strict=True):
        if name is None:
            name = next(n for _, n in sorted(founders[printing] for printing in group) if n not in taken)
            taken.add(name)
        yield name


def _sign(words: Words, lot: Sequence[tuple[int, LinkInput]]) -> list[tuple[int, bytes]]:
    """Return the signatures of quotes, given by row id, as bytes."""
    signed = make_signatures([statement for _, statement in lot], words)
    return [(quote, row.tobytes()) for (quote, _), row in zip(lot, signed, strict=True)]
