"""Makes anew what linking has derived, and tells what is kept otherwise: signatures, postings, the scores of links, and
which printings are one claim. Nothing is written.

Which pairs are linked depends on the order in which statements came, so that a link that is missing is not known."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import numpy as np

from quotetrack.linking import clustering, in_memory, pairs, postings
from quotetrack.linking.decided import read_decided
from quotetrack.linking.grouping import group, links_of_claims
from quotetrack.linking.linker import current_model
from quotetrack.linking.scorer import shipped_scorer
from quotetrack.linking.settle_speakers import are_settled, settle_speakers
from quotetrack.linking.toll_links import toll_links
from quotetrack.records import Fault
from quotetrack.store.batches import in_batches
from quotetrack.store.link_queries import LinkRow
from quotetrack.store.linking import LinkWork
from quotetrack.store.verifying.derived import Remade

_ALIKE = 1e-6
"""By how much a probability may differ that was computed in other company."""


def linking_faults(work: LinkWork) -> Iterator[Fault]:
    """Yield what differs from what this version makes of the same statements. Nothing if statements have yet to be
    linked, or another version has linked them: the next linking makes all of it."""
    if work.has_pending() or work.state("model") != current_model():
        return
    yield from _signature_faults(work)
    everything = in_memory.loaded(work.signatures())
    yield from _posting_faults(work, everything)
    yield from _link_faults(work, everything)
    yield from _claim_faults(work)


def settle_anew(work: LinkWork) -> None:
    """Settle anew whose names are one and whom short names mean; nothing if something has yet to be linked, or another
    version has settled it."""
    if not work.has_pending() and are_settled(work.people):
        work.people.forget_persons()
        settle_speakers(work.people, anew=True)


def _fault(table: str, row: object, what: str) -> Fault:
    return Fault(table=table, row=str(row), where="", what=what)


def _signature_faults(work: LinkWork) -> Iterator[Fault]:
    for rows in in_batches(work.current(), in_memory.SETTINGS.signed_at_once):
        kept = {owner.quote: made for owner, made in work.signatures(rows)}
        lots = [work.owned(rows)]
        for quote, made in chain.from_iterable(in_memory.sign(lots, 1)):
            if quote not in kept:
                yield _fault("signatures", quote, "the row is gone, expected that it is there")
            elif kept[quote] != made:
                yield _fault(
                    "signatures", quote, "made is not what the statement comes to, expected that it is"
                )


def _posting_faults(work: LinkWork, everything: in_memory.Loaded) -> Iterator[Fault]:
    """Compare the owners of each key. Those that are gone may stay until postings are made anew."""
    ids, lot = everything
    for rows in in_batches(postings.make_rows(lot, ids, {}), in_memory.SETTINGS.rows_at_once):
        stored = work.postings(key for key, _, _ in rows)
        for key, count, owners in rows:
            kept_count, kept = stored.get(key, (0, b""))
            left = postings.without_gone(key, kept, ids)
            # Those that are gone may have taken the room that a row has.
            if left != owners and not (left and postings.is_full(key, kept) and owners.startswith(left)):
                yield _fault(
                    "postings", key, "owners are not those that the signatures give, expected that they are"
                )
            elif kept_count < count or (left == kept and kept_count != count):
                yield _fault(
                    "postings", key, f"count is “{kept_count}”, expected “{count}” as the signatures give"
                )


def _link_faults(work: LinkWork, everything: in_memory.Loaded) -> Iterator[Fault]:
    decided = read_decided(work.pairs.decided())
    ids, signatures = everything
    known = {(row.a, row.b): row for row in chain(toll_links(work, ids, signatures), decided.links())}
    for rows in in_batches(work.every_link(), in_memory.SETTINGS.pairs_at_once):
        scored = [row for row in rows if (row.a, row.b) not in known]
        a, b = [row.a for row in scored], [row.b for row in scored]
        packed = pairs.pack(np.searchsorted(ids, a), np.searchsorted(ids, b))
        related = pairs.relate_pairs(signatures, shipped_scorer(), packed)
        made = {(row.a, row.b): row for row in in_memory.link_rows(packed, related, ids)}
        for row in rows:
            expected = known.get((row.a, row.b)) or made[row.a, row.b]
            for name in _differing(row, expected):
                what = f"{name} is “{getattr(row, name)}”, expected “{getattr(expected, name)}” as the two are scored"
                yield _fault("links", f"{row.a}/{row.b}", what)


def _differing(row: LinkRow, expected: LinkRow) -> Iterator[str]:
    for name, found, made in zip(LinkRow._fields, row, expected, strict=True):
        if isinstance(found, float) and isinstance(made, float):
            if abs(found - made) > _ALIKE:
                yield name
        elif found != made:
            yield name


def _claim_faults(work: LinkWork) -> Iterator[Fault]:
    """Compare which printings are one claim, and which are copies of which."""
    decided = read_decided(work.pairs.decided())
    were = work.all_members()
    grouped = group(
        work, decided, links_of_claims(work.all_links(least=clustering.LEAST_LINK), decided), were
    )
    now = {quote: name for name, own in grouped.groups.items() for quote in own}
    for quote in sorted(were.keys() | now.keys()):
        if were.get(quote) != now.get(quote):
            what = (
                f"claim is {_named(were.get(quote))}, expected {_named(now.get(quote))} as its links make it"
            )
            yield _fault("members", quote, what)
    for quote, copied in work.copied():
        if quote in now and copied != grouped.copies.get(quote):
            what = f"copy_of is {copied}, expected {grouped.copies.get(quote)} as its links make it"
            yield _fault("members", quote, what)


def _named(claim: str | None) -> str:
    return "none" if claim is None else f"“{claim}”"


REMADE = Remade(linking_faults, settle_anew)
"""What `verify` makes anew of what linking has derived."""
