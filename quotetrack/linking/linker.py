"""The walk that links a store: who is who, signatures, candidates, relations, claims, in this order, for what is new or
for all.

What is new meets the store by way of the postings, in time that hardly grows with the store. Many statements at once,
or a rebuild, are linked in memory, by as many processes as are given. Both use the same functions. They differ if a
later statement is among the candidates of an earlier one, and not the other way round.

Each step reads and computes without a lock, and then writes in short transactions. What is to be done is marked in the
store, and the marks go with the last transaction: what was broken off is done again, and comes to the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from heapq import merge
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from quotetrack.errors import NotFound
from quotetrack.linking import clustering, in_memory, out_of_core, pairs, postings, shards
from quotetrack.linking.decided import DecidedPairs, RowPair, read_decided
from quotetrack.linking.grouping import group, links_of_claims, regroup
from quotetrack.linking.in_memory import Growth, Loaded
from quotetrack.linking.judge import shipped_judge
from quotetrack.linking.pairs import PackedPairs
from quotetrack.linking.relations import RELATING, Related
from quotetrack.linking.scorer import shipped_scorer
from quotetrack.linking.settle_speakers import are_settled, settle_speakers
from quotetrack.linking.signatures import MAKE, SIGNATURE
from quotetrack.linking.toll_links import toll_links
from quotetrack.parallel import spread_lots
from quotetrack.records import PairDecision, PrintedLink
from quotetrack.review.taken_back import taking_back, those_standing
from quotetrack.store.batches import in_batches
from quotetrack.store.link_queries import LinkRow
from quotetrack.store.linking import LinkWork
from quotetrack.store.pending import Marks
from quotetrack.store.turns import LinkingTurn
from quotetrack.store.waiting import repeat_interfered

if TYPE_CHECKING:
    from quotetrack.store import Store

_AFRESH = "afresh"
"""The state of a store that is being linked afresh: how many statements it had linked before."""


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking came to: statements that were new to it, links kept of them, and claims made or made anew."""

    statements: int = 0
    links: int = 0
    claims: int = 0


def link_store(
    store: Store, *, rebuild: bool = False, workers: int = 1, on_disk: bool | None = None
) -> Linked:
    """Link what is not linked yet, and group anew what is marked so. With `rebuild`, or if another model has linked the
    store, link everything anew. What is linked afresh is compared in memory, or `on_disk`; None means as their number
    says (`out_of_core`).

    Claims keep their ids if most of their members stay together. Another process that links is waited for."""
    model = current_model()

    def is_done(work: LinkWork) -> bool:
        is_current = work.state("model") == model and are_settled(work.people)
        return not rebuild and is_current and not work.has_pending()

    def link() -> Linked:
        with store.turn(is_done) as turn:
            return (
                Linked()
                if turn is None
                else _Walk(turn, max(1, workers), model, on_disk).link(rebuild=rebuild)
            )

    return repeat_interfered(link, store.patience)


def current_model() -> str:
    """Return what tells this version's signatures, models and rules from those of others."""
    return f"{MAKE} {SIGNATURE.itemsize} {shipped_scorer().digest} {shipped_judge().digest} {RELATING}"


def decide_pairs(store: Store, decisions: Sequence[PairDecision]) -> list[PairDecision]:
    """Note decisions on pairs, all or none; link what is not linked yet, and group anew the claims of the pairs. Return
    the decisions with their numbers."""
    with store.linking() as work:
        noted = _note(work, decisions)
    link_store(store)
    return noted


def take_pairs_back(store: Store, numbers: Sequence[int], *, by: str, at: str) -> list[PairDecision]:
    """Take back the decisions of these numbers, or those of the latest batch that stand, all or none; bring links and
    claims up to date. Return the decisions that say so. NotFound if there is none, or one does not stand."""
    with store.linking() as work:
        every = work.pairs.decisions()
        stands = those_standing(every)
        latest = max((one.batch for one in stands), default=0)
        wanted = numbers or [one.number for one in stands if one.batch == latest]
        back = taking_back(every, wanted, by=by, at=at, log="quotetrack claims decisions --every")
        if not back:
            raise NotFound("there is no decision on claims and links to take back")
        noted = _note(work, [replace(one, note=None) for one in back])
    link_store(store)
    return noted


def _note(work: LinkWork, decisions: Sequence[PairDecision]) -> list[PairDecision]:
    work.mark_regrouped(work.rows_of({end for one in decisions for end in (one.quote, one.other)}))
    return work.pairs.note(decisions)


class _Walk:
    """One run over a store."""

    def __init__(self, turn: LinkingTurn, workers: int, model: str, on_disk: bool | None) -> None:
        self._turn, self._workers, self._model, self._on_disk = turn, workers, model, on_disk
        self._scorer = shipped_scorer()

    def link(self, *, rebuild: bool) -> Linked:
        """Do all that is marked to be done."""
        with self._turn.writing() as work:
            rebuild = rebuild or work.state("model") not in (None, self._model)
            if rebuild:
                work.begin_anew()
                work.set_state(_AFRESH, "0")
            settle_speakers(work.people, anew=rebuild)
            marks, begun = work.marks(), work.state(_AFRESH)
            # Counted here rather than in the table; articles that have been revised since are still among them.
            before = int(begun or work.state("statements") or 0)
            settings = in_memory.SETTINGS
            is_afresh = begun is not None or len(marks.link) > max(settings.few, before // settings.share)
            if is_afresh:
                work.set_state(_AFRESH, str(before))
        if not is_afresh:
            return Linked(len(marks.link), *self._grow(marks, before))
        with out_of_core.scratch_folder(before + len(marks.link), wanted=self._on_disk) as folder:
            return Linked(len(marks.link), *self._link_afresh(marks, before, folder))

    def _grow(self, marks: Marks, before: int) -> tuple[int, int]:
        """Link new statements to those before them and to each other, and group anew what is marked so; return how many
        links are kept and claims made or made anew."""
        new, grown = marks.link, Growth([], [], [])
        if new:
            with self._turn.reading() as work:
                grown = in_memory.grow(work, new, before + len(new), self._scorer, self._workers)
        reopened, again = self._link_reopened(marks, before) if marks.group else (set(), [])
        with self._turn.writing(is_last=True) as work:
            decided = read_decided(work.pairs.decided())
            touched = {*new, *marks.group}
            made = [*grown.links, *again]
            here = work.hold({*touched, *_ends(made), *_ends(decided.links(touched))})
            work.pairs.drop_links(sorted(reopened - decided.rows.keys()))
            _lay_decided(work, decided, touched)
            work.keep_signatures(row for row in grown.signed if row[0] in here)
            work.put_postings(grown.postings)
            kept = [row for row in _undecided(decided, made) if here.issuperset((row.a, row.b))]
            work.put_links(kept)
            least = clustering.LEAST_LINK
            strong = [(row.a, row.b) for row in kept if row.copy + row.same_utterance >= least]
            claims = regroup(work, decided, {*chain(*strong, *decided.tied(new))})
            left = set(work.claims_of(marks.group).values())
            claims += regroup(work, decided, {*marks.group, *work.members_of(left)})
            self._finish(work, marks, before)
        return len(kept), claims

    def _link_reopened(self, marks: Marks, before: int) -> tuple[set[RowPair], list[LinkRow]]:
        """Return the pairs of which all that was decided is taken back, and the links that linking makes of them."""
        with self._turn.reading() as work:
            reopened = work.pairs.reopened(marks.group)
            return reopened, in_memory.link_again(work, reopened, before, self._scorer) if reopened else []

    def _link_afresh(self, marks: Marks, before: int, folder: Path | None) -> tuple[int, int]:
        """Link all statements to all, out of core if there is a folder for it; return how many links are kept and
        claims made."""
        self._sign(marks.link)
        with self._turn.reading() as work:
            every = work.signatures()
            everything = (
                in_memory.loaded(every) if folder is None else out_of_core.loaded_on_disk(every, folder)
            )
            decided = read_decided(work.pairs.decided())
            tolls = _undecided(decided, toll_links(work, *everything))
        self._put_postings(everything, folder)
        with self._turn.writing() as work:
            work.hold(_ends(decided.links()))
            _lay_decided(work, decided)
        made = [_packed((row.a, row.b) for row in chain(decided.links(), tolls))]
        for rows in self._all_links(everything, folder):
            self._put_links(_undecided(decided, rows))
            made.append(_packed((row.a, row.b) for row in rows))
        self._put_links(tolls)
        self._drop_links_but(np.concatenate(made))
        with self._turn.reading() as work:
            was = work.all_members()
            links = links_of_claims(work.all_links(least=clustering.LEAST_LINK), decided)
            claims = group(work, decided, links, was)
        with self._turn.writing(is_last=True) as work:
            here = work.hold({*chain(*claims.groups.values())})
            lost = claims.put(work, here)
            self._finish(work, marks, before)
            work.mark_regrouped(lost)
            work.drop_state(_AFRESH)
        return sum(map(len, made[1:])) + len(tolls), len(claims.groups)

    def _all_links(self, everything: Loaded, folder: Path | None) -> Iterator[list[LinkRow]]:
        scorer, workers, beat = self._scorer, self._workers, self._turn.beat
        if folder is None:
            return in_memory.all_links(everything, scorer, workers, beat=beat)
        return out_of_core.links_on_disk(everything, scorer, folder, workers, beat=beat)

    def _finish(self, work: LinkWork, marks: Marks, before: int) -> None:
        """Note that everything marked is done."""
        work.unmark(chain(marks.link, marks.group))
        work.set_state("model", self._model)
        work.set_state("statements", str(before + len(marks.link)))
        work.describe()

    def _sign(self, new: Sequence[int]) -> None:
        """Make and write the signatures that are missing."""

        def lots() -> Iterator[Any]:
            for rows in in_batches(new, in_memory.SETTINGS.signed_at_once):
                with self._turn.reading() as work:
                    lot = work.unsigned(rows)
                yield lot

        for signed in in_memory.sign(lots(), self._workers):
            with self._turn.writing() as work:
                here = work.hold([quote for quote, _ in signed])
                work.keep_signatures(row for row in signed if row[0] in here)
            self._turn.pause()

    def _put_postings(self, everything: Loaded, folder: Path | None) -> None:
        """Write the postings of all statements in place of those that there are; the shards first, if out of core."""
        ids, lot = everything
        if folder is not None:
            shards.make_shards(lot, folder, threads=self._workers, beat=self._turn.beat)
        made = postings.make_rows(lot, ids, {}) if folder is None else out_of_core.posting_rows(ids, folder)
        with self._turn.writing() as work:
            work.clear_postings()
        for rows in in_batches(made, in_memory.SETTINGS.rows_at_once):
            with self._turn.writing() as work:
                work.put_postings(rows)
            self._turn.pause()

    def _put_links(self, rows: Sequence[LinkRow]) -> None:
        """Write links, of quotes that are still there."""
        for batch in in_batches(rows, in_memory.SETTINGS.rows_at_once):
            with self._turn.writing() as work:
                here = work.hold(_ends(batch))
                work.put_links(row for row in batch if row.a in here and row.b in here)
            self._turn.pause()

    def _drop_links_but(self, made: PackedPairs) -> None:
        """Forget the links between other pairs of rows than these."""
        with self._turn.reading() as work:
            stored = _packed(work.all_pairs())
        gone = zip(*(ends.tolist() for ends in pairs.unpack(stored[~np.isin(stored, made)])), strict=True)
        for batch in in_batches(gone, in_memory.SETTINGS.rows_at_once):
            with self._turn.writing() as work:
                work.pairs.drop_links(batch)
            self._turn.pause()


def _lay_decided(work: LinkWork, decided: DecidedPairs, touched: Collection[int] | None = None) -> None:
    """Keep the links that people have decided, of the quotes `touched` or all; drop those they decided against."""
    work.put_links(decided.links(touched))
    work.pairs.drop_links(decided.unlinked(touched))


def _undecided(decided: DecidedPairs, rows: Iterable[LinkRow]) -> list[LinkRow]:
    return [row for row in rows if (row.a, row.b) not in decided.rows]


def _ends(rows: Iterable[LinkRow]) -> set[int]:
    return {end for row in rows for end in (row.a, row.b)}


def _packed(ends: Iterable[tuple[int, int]]) -> PackedPairs:
    a, b = np.array(list(ends), np.int64).reshape(-1, 2).T
    return pairs.pack(a, b)


def score_all(store: Store, *, workers: int = 1, on_disk: bool = False) -> Iterator[PrintedLink]:
    """Yield every pair of quotations that is worth comparing, scored afresh and closely, best first: to measure by, in
    a store of thousands. What is not linked yet is left out. What people have decided stands as they have decided. The
    pairs are those found in memory, or `on_disk`."""
    with store.linked() as work:
        ids, everything = in_memory.loaded(work.signatures())
        decided = read_decided(work.pairs.decided())
        tolls = {(row.a, row.b): row for row in _undecided(decided, toll_links(work, ids, everything))}
    wanted = (out_of_core.find_pairs if on_disk else in_memory.worth_comparing)(everything, workers)
    if not len(wanted):
        yield from store.claims.printed_links(chain(decided.links(), tolls.values()))
        return
    relate = partial(pairs.relate_pairs, everything, shipped_scorer())
    related = Related.joined(list(spread_lots(relate, in_memory.in_lots_of_pairs(wanted), workers=workers)))
    best_first = np.argsort(-related.score, kind="stable")
    lots = (
        in_memory.link_rows(wanted[lot], related.only(lot), ids)
        for lot in in_memory.in_lots_of_pairs(best_first)
    )
    known = decided.rows.keys() | tolls.keys()
    scored = (row for row in chain.from_iterable(lots) if (row.a, row.b) not in known)
    in_order = merge(scored, tolls.values(), key=lambda row: -row.score)
    yield from store.claims.printed_links(chain(decided.links(), in_order))
