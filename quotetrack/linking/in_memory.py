"""What linking computes from what it has read, before anything is written: signatures, candidates and links. Others may
change the store meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from heapq import merge
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quotetrack.linking import blocking, pairs, postings
from quotetrack.linking.counting import SETTINGS as COUNTING
from quotetrack.linking.decided import RowPair
from quotetrack.linking.inputs import LinkInput, read_input
from quotetrack.linking.relations import Related
from quotetrack.linking.scorer import OUTCOMES, Scorer
from quotetrack.linking.signatures import SIGNATURE, Signatures, make_signatures
from quotetrack.linking.toll_links import toll_links
from quotetrack.parallel import spread_lots
from quotetrack.records import Printed
from quotetrack.store.batches import in_batches
from quotetrack.store.link_queries import LinkRow
from quotetrack.store.linking import LinkWork, Owner
from quotetrack.text.word_frequency import word_ranks
from quotetrack.text.word_weights import Words


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
    # Statements that are read and signed in one go.
    signed_at_once: int = 2000
    # Statements whose candidates a process looks for in one go.
    statements_at_once: int = 1024
    # Pairs that a process scores in one go.
    pairs_at_once: int = 100_000
    # Rows that are written in one transaction: a fraction of a second, in which others wait.
    rows_at_once: int = 20_000


SETTINGS = LinkerSettings()

Loaded = tuple[NDArray[np.int64], Signatures]
"""Row ids of quotes in order, and a signature for each."""
Signed = list[tuple[int, bytes]]
"""Row ids of quotes, each with its signature."""


@dataclass(frozen=True, slots=True)
class Growth:
    """What new statements add to a store: their signatures, the rows of postings that tell of them, and links."""

    signed: Signed
    postings: list[tuple[int, int, bytes]]
    links: list[LinkRow]


def grow(work: LinkWork, new: Sequence[int], total: int, scorer: Scorer, workers: int) -> Growth:
    """Return what comes of linking new statements to those that are linked, and to each other; they are `total`."""
    statements = work.unsigned(new)
    signed = list(chain.from_iterable(sign(in_batches(statements, SETTINGS.signed_at_once), workers)))
    made = dict(signed)
    own = [(owner, made[owner.quote]) for owner, _ in statements]
    ids, lot = loaded(own)
    rows = list(postings.make_rows(lot, ids, work.postings(postings.row_keys(lot))))
    met = postings.look_up({key: (count, kept) for key, count, kept in rows}, lot, total)
    (around, everything), wanted = _worth_comparing_with(work, own, (ids, lot), met)
    near = _with_new(work, own, set(work.counting_near(new, days=COUNTING.days)))
    tolls = {
        (row.a, row.b): row for row in toll_links(work, *near) if not made.keys().isdisjoint({row.a, row.b})
    }
    found = link_rows(*pairs.link_pairs(everything, scorer, wanted), around)
    return Growth(signed, rows, [*(row for row in found if (row.a, row.b) not in tolls), *tolls.values()])


def link_again(work: LinkWork, wanted: Collection[RowPair], total: int, scorer: Scorer) -> list[LinkRow]:
    """Return the links that linking makes of these pairs, of `total` statements that are linked; those that are not
    linked yet are left out."""
    own = list(work.signatures({end for pair in wanted for end in pair}))
    ids, lot = loaded(own)
    if not own:
        return []
    met = postings.look_up(work.postings(postings.row_keys(lot)), lot, total)
    (around, everything), compared = _worth_comparing_with(work, own, (ids, lot), met)
    tolls = toll_links(work, ids, lot)
    ends = zip(*(around[side].tolist() for side in pairs.unpack(compared)), strict=True)
    compared = compared[[pair in wanted for pair in ends]]
    known = {(row.a, row.b) for row in tolls}
    found = link_rows(*pairs.link_pairs(everything, scorer, compared), around)
    every = (*tolls, *(row for row in found if (row.a, row.b) not in known))
    return [row for row in every if (row.a, row.b) in wanted]


def _worth_comparing_with(
    work: LinkWork, own: Sequence[tuple[Owner, bytes]], lot: Loaded, met: blocking.Meetings
) -> tuple[Loaded, pairs.PackedPairs]:
    """Return what a lot of statements, whose signatures are its `own`, is compared with, and the pairs of places in
    that which are worth it. They have met others by their rows."""
    ids, signed = lot
    met = blocking.narrow(met, SETTINGS.narrowed)
    around, everything = _with_new(work, own, {*met.b.tolist(), *ids.tolist()})
    # Postings tell of statements that are gone as well: no signature of theirs was loaded.
    met = met.only(np.isin(met.b, around))
    met = blocking.Meetings(met.a, np.searchsorted(around, met.b), met.weight)
    met = blocking.choose_candidates(met, signed, everything, blocking.sizes(everything))
    return (around, everything), np.unique(pairs.pack(np.searchsorted(around, ids[met.a]), met.b))


def _with_new(work: LinkWork, own: Sequence[tuple[Owner, bytes]], wanted: set[int]) -> Loaded:
    """Return the signatures of the quotes wanted: those that are stored, and those of these new ones among them."""
    new = [(owner, signature) for owner, signature in own if owner.quote in wanted]
    stored = work.signatures(wanted - {owner.quote for owner, _ in own})
    return loaded(merge(stored, new, key=lambda row: row[0].quote))


def sign(lots: Iterable[Sequence[tuple[Owner, Printed]]], workers: int) -> Iterator[Signed]:
    """Yield the signatures of the statements of each lot."""
    inputs = ([(owner.quote, read_input(printed)) for owner, printed in lot] for lot in lots)
    yield from spread_lots(partial(_sign, Words(word_ranks())), inputs, workers=workers)


def _sign(words: Words, lot: Sequence[tuple[int, LinkInput]]) -> Signed:
    """Return the signatures of quotes, given by row id, as bytes."""
    signed = make_signatures([statement for _, statement in lot], words)
    return [(quote, row.tobytes()) for (quote, _), row in zip(lot, signed, strict=True)]


def loaded(rows: Iterable[tuple[Owner, bytes]]) -> Loaded:
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


def all_links(
    loaded: Loaded, scorer: Scorer, workers: int, *, beat: Callable[[], None]
) -> Iterator[list[LinkRow]]:
    """Yield the links of all statements to all, a lot of pairs at a time. `beat` is called now and then."""
    ids, everything = loaded
    lots = in_lots_of_pairs(worth_comparing(everything, workers, beat=beat))
    for linked, related in spread_lots(partial(pairs.link_pairs, everything, scorer), lots, workers=workers):
        yield link_rows(linked, related, ids)


def in_lots_of_pairs(rows: NDArray[Any]) -> Iterator[NDArray[Any]]:
    """Yield pairs, as many at a time as a process scores in one go."""
    size = SETTINGS.pairs_at_once
    return (rows[start : start + size] for start in range(0, len(rows), size))


def worth_comparing(
    everything: Signatures, workers: int, *, beat: Callable[[], None] = lambda: None
) -> pairs.PackedPairs:
    """Return all pairs worth comparing, each once."""
    size = SETTINGS.statements_at_once
    lots = (range(start, start + size) for start in range(0, len(everything), size))
    look = partial(pairs.pairs_of, everything, blocking.InvertedIndex(everything), blocking.sizes(everything))
    found = []
    for some in spread_lots(look, lots, workers=workers):
        found.append(some)
        beat()
    del look  # the index is as large as the pairs
    packed = np.concatenate([np.zeros(0, np.uint64), *found])
    del found
    return pairs.once_each(packed)


def link_rows(linked: pairs.PackedPairs, related: Related, ids: NDArray[np.int64]) -> list[LinkRow]:
    """Return scored pairs as links, between the rows that `ids` gives for their places."""
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
