"""The walk that links a store: who is who, signatures, candidates, relations, claims, in this order, for what is new or
for all.

What is new meets the store by way of the postings, in time that hardly grows with the store. Many at once, or a
rebuild, are linked in memory, by as many processes as are given. Both do the same by the same functions; they differ
where a later statement is among the candidates of an earlier one, and not the other way round.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from quotetrack.linking import blocking, clustering, pairs, postings
from quotetrack.linking.inputs import Told, read
from quotetrack.linking.relations import RELATIONS, Related, relate
from quotetrack.linking.scorer import shipped_scorer
from quotetrack.linking.settle_speakers import settle
from quotetrack.linking.signatures import MAKE, SIGNATURE, Signatures, signatures
from quotetrack.records import PrintedLink
from quotetrack.store.linking import LinkRow, LinkWork, Owner
from quotetrack.text.word_frequency import word_ranks
from quotetrack.text.word_weights import Words

if TYPE_CHECKING:
    from quotetrack.store import Store

SMALL = 500
"""So many new statements, or a twentieth of the store, are linked by way of the postings; more are linked afresh
together with the store, which is quicker than to look up so much of it."""
_TWENTIETH = 20
_NARROWED = 400
"""Statements of a store whose signatures are looked up for each new one, before the best are chosen."""
_LOT = 1024
_PAIRS = 100_000
_TABLES = 200_000
"""Pairs that are scored together while claims are grouped."""

Links = dict[tuple[int, int], tuple[float, float]]
"""By its ends the probability of each link to tell one utterance, and to be a copy."""
Look = Callable[[list[int]], tuple[NDArray[np.int64], Signatures]]
"""Gives the signatures of quotes by row id: the ids that there are, in order, and a row for each."""


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking came to: statements that were new to it, links kept of them, and claims made or made anew."""

    statements: int = 0
    links: int = 0
    claims: int = 0


def link_store(
    store: Store, *, rebuild: bool = False, workers: int = 1, regroup: Sequence[str] = ()
) -> Linked:
    """Link what is not linked yet; with `rebuild`, or where another model has linked the store, everything anew. All
    or nothing is written. Claims keep their ids where most of their members stay together. The claims with the ids
    `regroup` have lost members: what is left of them is grouped anew as well."""
    with store.linking() as work:
        return _Walk(work, max(1, workers)).link(rebuild=rebuild, regroup=regroup)


class _Walk:
    """One run over a store."""

    def __init__(self, work: LinkWork, workers: int) -> None:
        self._work, self._workers = work, workers
        self._scorer = shipped_scorer()

    def link(self, *, rebuild: bool, regroup: Sequence[str]) -> Linked:
        """Do all that is to be done."""
        settle(self._work.people, anew=rebuild)
        work, model = self._work, f"{MAKE} {SIGNATURE.itemsize} {self._scorer.digest}"
        rebuild = rebuild or work.state("model") not in (None, model)
        if rebuild:
            work.clear("signatures")
        new = self._sign()
        # Counted here rather than in the table; articles that have been revised since are still among them.
        before = 0 if rebuild else int(work.state("statements") or 0)
        links = claims = 0
        if rebuild or len(new) > max(SMALL, before // _TWENTIETH):
            links, claims = self._afresh()
        else:
            if new:
                links, claims = self._grow(new, before + len(new))
            claims += self._regroup(set(work.members_of(regroup)))
        work.set_state("model", model)
        work.set_state("statements", str(before + len(new)))
        return Linked(len(new), links, claims)

    def _sign(self) -> list[int]:
        """Make the signatures that are missing; whose they are."""
        new: list[int] = []
        lots = ([(owner.quote, read(printed)) for owner, printed in lot] for lot in self._work.unlinked())
        for made in _spread(_sign, lots, (Words(word_ranks()),), self._workers):
            self._work.keep_signatures(made)
            new += (quote for quote, _ in made)
        return new

    def _afresh(self) -> tuple[int, int]:
        """Link all statements to all: how many links are kept and claims made."""
        work = self._work
        ids, all = _loaded(work.signatures())
        work.clear("links", "postings")
        work.put_postings(postings.rows_of(all, ids))
        wanted = _worth_comparing(all, self._workers)
        lots = (wanted[start : start + _PAIRS] for start in range(0, len(wanted), _PAIRS))
        kept = 0
        for found in _spread(_relate, lots, (all, self._scorer), self._workers):
            rows = _rows(found, ids)
            work.put_links(rows)
            kept += len(rows)
        was = work.all_members()
        work.drop_claims(was.values())
        links = _sames(work.all_links(least=clustering.CUT))
        return kept, self._group(links, was, lambda wanted: _among(ids, all, wanted))

    def _grow(self, new: Sequence[int], all_told: int) -> tuple[int, int]:
        """Link the new statements, of `all_told`, to those before them and to each other: links kept, claims made or
        made anew."""
        work = self._work
        ids, lot = _loaded(work.signatures(new))
        rows = postings.grown(work.postings(postings.row_keys(lot)), lot, ids)
        work.put_postings((key, *row) for key, row in rows.items())
        hits = blocking.narrowed(postings.hits(rows, lot, all_told), _NARROWED)
        around, all = _loaded(work.signatures(sorted({*hits.b.tolist(), *ids.tolist()})))
        place = np.minimum(np.searchsorted(around, hits.b), len(around) - 1)
        is_there = around[place] == hits.b
        met = blocking.Hits(hits.a[is_there], place[is_there], hits.weight[is_there])
        a, b = blocking.candidates(met, lot, all, blocking.sizes(all))
        found = pairs.kept(all, np.unique(pairs.packed(np.searchsorted(around, ids[a]), b)), self._scorer)
        kept = _rows(found, around)
        work.put_links(kept)
        new_links = _sames(row for row in kept if row.copy + row.same_utterance >= clustering.CUT)
        return len(kept), self._regroup({end for pair in new_links for end in pair})

    def _regroup(self, edge: set[int]) -> int:
        """Group anew these printings, which new links touch or others have left, with all that hang together with
        them."""
        work = self._work
        links: Links = {}
        reached: set[int] = set()
        while edge:
            reached |= edge
            more = _sames(work.links_of(sorted(edge), least=clustering.CUT))
            links |= more
            edge = {end for pair in more for end in pair} - reached
        was = work.members_of(work.claims_of(sorted(reached)).values())
        work.drop_claims(was.values())
        return self._group(links, was, lambda wanted: _loaded(work.signatures(wanted)))

    def _group(self, links: Links, was: dict[int, str], look: Look) -> int:
        """Make the claims of these links, and note what became of those that were. The number of claims."""
        groups: list[list[int]] = []
        for some in _in_lots(clustering.pieces({pair: same for pair, (same, _) in links.items()})):
            groups += self._groups_of(some, links, look)
        founders = self._work.founders([one for found in groups for one in found])
        named = dict(zip(_names(groups, was, founders), groups, strict=True))
        copied = (pair for pair, (_, copy) in links.items() if copy >= clustering.LEAST)
        copies = clustering.copies(groups, copied, {one: order for one, (order, _) in founders.items()})
        self._work.put_claims((name, [(one, copies.get(one)) for one in of]) for name, of in named.items())
        self._work.note_changes(
            clustering.changes(named, was), datetime.now(UTC).isoformat(timespec="seconds")
        )
        return len(groups)

    def _groups_of(self, pieces: Sequence[Sequence[int]], links: Links, look: Look) -> Iterator[list[int]]:
        """The groups of two or more in each of these pieces; pairs that no link tells of are scored now."""
        ids, all = look(sorted(one for piece in pieces for one in piece))
        known: list[NDArray[np.float32]] = []
        a: list[int] = []
        b: list[int] = []
        for piece in pieces:
            table = np.full((len(piece), len(piece)), -1.0, np.float32)
            place = {one: n for n, one in enumerate(piece)}
            for first, one in enumerate(piece):
                for other in piece[first + 1 :]:
                    if (one, other) in links:
                        table[first, place[other]] = links[one, other][0]
            at = np.searchsorted(ids, piece)
            first_ones, others = np.nonzero(np.triu(table < 0, 1))
            a += at[first_ones].tolist()
            b += at[others].tolist()
            known.append(table)
        scored = pairs.chances(all, a, b, self._scorer)
        done = 0
        for piece, table in zip(pieces, known, strict=True):
            gaps = np.nonzero(np.triu(table < 0, 1))
            table[gaps] = scored[done : done + len(gaps[0])]
            done += len(gaps[0])
            full = np.triu(table, 1)
            for found in clustering.average_link(full + full.T):
                if len(found) > 1:
                    yield [piece[one] for one in found]


def score_all(store: Store, *, workers: int = 1) -> Iterator[PrintedLink]:
    """Every pair of quotations that is worth comparing, scored afresh and closely, best first: to measure by, in a
    store of thousands. What is not linked yet is left out."""
    with store.linking() as work:
        ids, all = _loaded(work.signatures())
    if not len(all):
        return
    wanted = _worth_comparing(all, workers)
    lots = (wanted[start : start + _PAIRS] for start in range(0, len(wanted), _PAIRS))
    found = list(_spread(_relate_closely, lots, (all, shipped_scorer()), workers))
    probabilities = np.concatenate([related.probabilities for related in found])
    scores = np.concatenate([related.score for related in found])
    names = np.concatenate([related.relation for related in found])
    a, b = pairs.unpacked(wanted)
    rows = (
        LinkRow(
            int(ids[a[n]]),
            int(ids[b[n]]),
            RELATIONS[names[n]],
            float(scores[n]),
            *map(float, probabilities[n]),
        )
        for n in np.argsort(-scores, kind="stable")
    )
    yield from store.claims.printed_links(rows)


def _worth_comparing(all: Signatures, workers: int) -> pairs.Pairs:
    """All pairs worth comparing, each once."""
    if not len(all):
        return np.zeros(0, np.uint64)
    shared = (all, blocking.Index(all), blocking.sizes(all))
    found = list(_spread(_candidates, range(0, len(all), _LOT), shared, workers))
    return np.unique(np.concatenate(found))


def _loaded(rows: Iterable[tuple[Owner, bytes]]) -> tuple[NDArray[np.int64], Signatures]:
    """Signatures as they are kept: row ids in order, and a row for each with its owner's numbers of today."""
    owners: list[Owner] = []
    made: list[bytes] = []
    for owner, signature in rows:
        owners.append(owner)
        made.append(signature)
    told = np.array(owners, np.int64).reshape(-1, 4)
    all = np.frombuffer(bytearray().join(made), SIGNATURE)
    all["speaker"], all["article"], all["source"] = told[:, 1], told[:, 2], told[:, 3]
    return told[:, 0].copy(), all


def _among(
    ids: NDArray[np.int64], all: Signatures, wanted: list[int]
) -> tuple[NDArray[np.int64], Signatures]:
    place = np.searchsorted(ids, wanted)
    return ids[place], all[place]


def _rows(found: tuple[pairs.Pairs, Related], ids: NDArray[np.int64]) -> list[LinkRow]:
    kept, related = found
    a, b = pairs.unpacked(kept)
    names = [RELATIONS[relation] for relation in related.relation]
    scores = related.score.tolist()
    told = zip(ids[a].tolist(), ids[b].tolist(), names, scores, related.probabilities.tolist(), strict=True)
    return [LinkRow(*head, *rest) for *head, rest in told]


def _sames(rows: Iterable[LinkRow]) -> Links:
    return {(row.a, row.b): (row.copy + row.same_utterance, row.copy) for row in rows}


def _in_lots(pieces: Iterable[list[int]]) -> Iterator[list[list[int]]]:
    """Pieces to be grouped together: of so many pairs that arrays pay, and so few that they fit."""
    lot: list[list[int]] = []
    size = 0
    for piece in pieces:
        lot.append(piece)
        size += len(piece) ** 2
        if size > _TABLES:
            yield lot
            lot, size = [], 0
    if lot:
        yield lot


def _names(
    groups: Sequence[Sequence[int]], was: dict[int, str], founders: dict[int, tuple[Any, str]]
) -> Iterator[str]:
    """The id of each group's claim: the one it goes on from, else that of the earliest printing whose id is free."""
    goes_on = clustering.keep_ids(groups, was)
    taken = {name for name in goes_on if name is not None}
    for found, name in zip(groups, goes_on, strict=True):
        if name is None:
            name = next(n for _, n in sorted(founders[one] for one in found) if n not in taken)
            taken.add(name)
        yield name


# What processes do. They are forked, so what they share is copied nowhere.

_shared: tuple[Any, ...] = ()


def _spread(
    work: Callable[[Any], Any], lots: Iterable[Any], shared: tuple[Any, ...], workers: int
) -> Iterator[Any]:
    """What `work` makes of each lot, in order, by so many processes where the system can fork."""
    global _shared
    _shared = shared
    try:
        if workers == 1 or "fork" not in multiprocessing.get_all_start_methods():
            yield from map(work, lots)
            return
        with multiprocessing.get_context("fork").Pool(workers) as pool:
            under_way: deque[Any] = deque()
            for lot in lots:  # drawn here, not by the pool's thread: a lot may be read from the database
                under_way.append(pool.apply_async(work, (lot,)))
                if len(under_way) > 2 * workers:
                    yield under_way.popleft().get()
            while under_way:
                yield under_way.popleft().get()
    finally:
        _shared = ()


def _sign(lot: Sequence[tuple[int, Told]]) -> list[tuple[int, bytes]]:
    (words,) = _shared
    made = signatures([told for _, told in lot], words)
    return [(quote, row.tobytes()) for (quote, _), row in zip(lot, made, strict=True)]


def _candidates(start: int) -> pairs.Pairs:
    all, index, size = _shared
    return pairs.pairs_of(all, index, size, start, start + _LOT)


def _relate(some: pairs.Pairs) -> tuple[pairs.Pairs, Related]:
    all, scorer = _shared
    return pairs.kept(all, some, scorer)


def _relate_closely(some: pairs.Pairs) -> Related:
    all, scorer = _shared
    return relate(all, *pairs.unpacked(some), scorer, thorough=True)
