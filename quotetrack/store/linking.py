"""Where linking keeps what it makes: signatures, postings, links and claims, written in one transaction.

Signatures and postings are bytes whose meaning is linking's own; here they are only kept and given back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection, Select, delete, func, select

from quotetrack.records import Printed, claim_id
from quotetrack.store.batches import ROWS, delete_in, in_batches, insert_rows, put_rows, select_in
from quotetrack.store.changes import SHOWN_CHANGED
from quotetrack.store.claims import LINK_COLUMNS, LinkRow, links_touching
from quotetrack.store.filters import KEPT_BACK
from quotetrack.store.lookup import select_by_id
from quotetrack.store.pairs import PairWork
from quotetrack.store.reading import StatementLoader
from quotetrack.store.speakers import PeopleWork, kept_state
from quotetrack.store.tables import (
    attributions,
    claim_changes,
    claims,
    figures,
    linking_state,
    links,
    members,
    metadata,
    postings,
    quotes,
    revisions,
    signatures,
)
from quotetrack.text.calendar import shift_day


class Owner(NamedTuple):
    """The person quoted and the place of a quotation, as row ids; 0 for a speaker that is not named."""

    quote: int
    speaker: int
    article: int
    source: int


class LinkWork:
    """What linking reads and writes, in the transaction of `connection`. Rows of earlier revisions are left out."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.people = PeopleWork(connection)
        self.pairs = PairWork(connection)

    def state(self, name: str) -> str | None:
        """Return what was kept under `name`; None if nothing was."""
        return kept_state(self._connection, name)

    def set_state(self, name: str, value: str) -> None:
        """Keep `value` under `name`."""
        put_rows(self._connection, linking_state, [{"name": name, "value": value}])

    def unlinked(self, at_once: int = 2000) -> Iterator[list[tuple[Owner, Printed]]]:
        """Yield the statements without a signature, by row id, so many at a time."""
        # All are signed in one transaction and row ids only grow: what is not, comes after the last that is.
        last = select(func.coalesce(func.max(signatures.c.quote), 0)).scalar_subquery()
        query = _owners(select(*_OWNER)).where(quotes.c.id > last).order_by(quotes.c.id)
        loader = StatementLoader()
        for batch in in_batches(self._connection.execute(query).all(), at_once):
            printed = loader.printed(self._connection, [row[0] for row in batch])
            yield [(Owner(*row), printed[row[0]]) for row in batch]

    def counting_near(self, quote_rows: Iterable[int], *, days: int) -> list[int]:
        """Return those of these quotes with a figure that has a value and something counted, and others that have one
        and are published within so many days of one of them."""
        counted = select(figures.c.quote).where(figures.c.value.is_not(None), figures.c.counted.is_not(None))
        query = (
            select(quotes.c.id, revisions.c.published)
            .join(revisions, revisions.c.id == quotes.c.revision)
            .where(revisions.c.current, quotes.c.id.in_(counted))
        )
        own = list(select_in(self._connection, query, quotes.c.id, quote_rows))
        near = chain.from_iterable(_days_near(row.published, days) for row in own)
        rows = chain(own, select_in(self._connection, query, revisions.c.published, near))
        return sorted({row.id for row in rows})

    def printed(self, quote_rows: Sequence[int]) -> dict[int, Printed]:
        """Map each of these quotes to its statement; all are in memory."""
        return StatementLoader().printed(self._connection, quote_rows)

    def keep_signatures(self, rows: Iterable[tuple[int, bytes]]) -> None:
        """Keep the signature of each quote."""
        put_rows(
            self._connection, signatures, ({"quote": quote, "made": signature} for quote, signature in rows)
        )

    def signatures(self, ids: Iterable[int] | None = None) -> Iterator[tuple[Owner, bytes]]:
        """Yield the signatures of these quotes, or of all, by row id."""
        query = (
            _owners(select(*_OWNER, signatures.c.made))
            .order_by(quotes.c.id)
            .join(signatures, signatures.c.quote == quotes.c.id)
        )
        if ids is None:
            rows = iter(self._connection.execute(query, execution_options={"yield_per": ROWS}))
        else:
            rows = select_in(self._connection, query, quotes.c.id, ids)
        for row in rows:
            yield Owner(*row[:4]), row[4]

    def postings(self, keys: Iterable[int]) -> dict[int, tuple[int, bytes]]:
        """Map each key under which anything is kept to how many own it, and the bytes."""
        rows = select_in(self._connection, select(postings), postings.c.key, keys)
        return {key: (count, owners) for key, count, owners in rows}

    def put_postings(self, rows: Iterable[tuple[int, int, bytes]]) -> None:
        """Keep under each key how many own it, and the bytes, in place of what was there."""
        names = ("key", "count", "owners")
        put_rows(self._connection, postings, (dict(zip(names, row, strict=True)) for row in rows))

    def put_links(self, rows: Iterable[LinkRow]) -> None:
        """Keep these links, in place of those between the same quotes."""
        put_rows(self._connection, links, (row._asdict() for row in rows))

    def clear(self, *names: Literal["signatures", "postings", "links"]) -> None:
        """Forget all of these. Without signatures every statement is unlinked; claims stay until grouped anew."""
        for name in names:
            self._connection.execute(delete(metadata.tables[name]))

    def links_of(self, ids: Iterable[int], *, least: float) -> list[LinkRow]:
        """Return the links that `all_links` gives, with an end among these quotes."""
        query = _same_utterance(least)
        return sorted(LinkRow(*row) for row in links_touching(self._connection, query, ids, unshown=True))

    def all_links(self, *, least: float) -> list[LinkRow]:
        """Return the links that tell the same utterance, as a copy or not, with a probability of `least` or more,
        between quotes that are shown: nothing else becomes a printing of a claim."""
        rows = self._connection.execute(_same_utterance(least).order_by(links.c.a, links.c.b))
        return [LinkRow(*row) for row in rows]

    def take_changed(self) -> set[int]:
        """Return the quotes that are shown since the last call and were not before, or the other way round; forget
        them."""
        changed = json.loads(kept_state(self._connection, SHOWN_CHANGED) or "[]")
        self._connection.execute(delete(linking_state).where(linking_state.c.name == SHOWN_CHANGED))
        return set(changed)

    def rows_of(self, quote_ids: Iterable[str]) -> set[int]:
        """Return the rows of the quotations with these ids in current texts."""
        return {row for _, row in self.ids_of(quote_ids)}

    def ids_of(self, quote_ids: Iterable[str]) -> list[tuple[str, int]]:
        """Return each of these ids with the rows of its quotations in current texts."""
        query = select(quotes.c.id, quotes.c.given_id).join(revisions, revisions.c.id == quotes.c.revision)
        found = select_by_id(self._connection, query.where(revisions.c.current), quote_ids)
        return [(row.given_id, row.id) for row in found]

    def speakers_of(self, ids: Iterable[int]) -> dict[int, int]:
        """Map each of these quotes to the person who said it; those of nobody known are left out."""
        named = select(attributions.c.quote, attributions.c.person).where(attributions.c.person.is_not(None))
        return dict(select_in(self._connection, named, attributions.c.quote, ids))

    def claims_of(self, ids: Iterable[int]) -> dict[int, str]:
        """Map each of these quotes to the claim it is a member of; those alone are left out."""
        return dict(select_in(self._connection, _MEMBERS, members.c.quote, ids))

    def members_of(self, given: Iterable[str]) -> dict[int, str]:
        """Map the members of these claims to their claim."""
        return dict(select_in(self._connection, _MEMBERS, claims.c.given_id, given))

    def all_members(self) -> dict[int, str]:
        """Map every member of a claim to its claim."""
        return dict(map(tuple, self._connection.execute(_MEMBERS)))

    def put_claims(self, groups: Iterable[tuple[str, Sequence[tuple[int, int | None]]]]) -> None:
        """Make each claim of these members: row ids, each with that of the quote it copies."""
        query = select(claims.c.given_id, claims.c.id)
        for batch in in_batches(groups, ROWS):
            given_ids = [given for given, _ in batch]
            new = ({"given_id": given} for given in given_ids)
            put_rows(self._connection, claims, new, unless_known=["given_id"])
            claim_of = dict(select_in(self._connection, query, claims.c.given_id, given_ids))
            put_rows(
                self._connection,
                members,
                (
                    {"quote": quote, "claim": claim_of[given], "copy_of": copy_of}
                    for given, own in batch
                    for quote, copy_of in own
                ),
            )

    def drop_claims(self, given: Iterable[str]) -> None:
        """Forget these claims; their members are in none."""
        rows = select_in(self._connection, select(claims.c.id), claims.c.given_id, given)
        gone = [row.id for row in rows]
        delete_in(self._connection, members.c.claim, gone)
        delete_in(self._connection, claims.c.id, gone)

    def note_changes(self, rows: Iterable[tuple[str, str, str]], at: str) -> None:
        """Note what became of claims: `what` ("merged", "split"), the claim, and the other it went to or came from."""
        insert_rows(
            self._connection,
            claim_changes,
            ({"made_at": at, "what": what, "claim": claim, "other": other} for what, claim, other in rows),
        )

    def founders(self, ids: Iterable[int]) -> dict[int, tuple[tuple[bool, str, str], str]]:
        """Map each of these quotes to its order of publication, unknown days last, and the id of the claim it would
        found."""
        query = select(quotes.c.id, quotes.c.given_id, revisions.c.published).join(
            revisions, revisions.c.id == quotes.c.revision
        )
        return {
            row.id: ((row.published is None, row.published or "", row.given_id), claim_id(row.given_id))
            for row in select_in(self._connection, query, quotes.c.id, ids)
        }


def _days_near(published: str | None, days: int) -> list[str]:
    """Return the days of publication within so many of this one; none if it is not known to the day."""
    try:
        day = date.fromisoformat(published or "")
    except ValueError:
        return []
    first, last = (shift_day(day, n).toordinal() for n in (-days, days))
    return [date.fromordinal(n).isoformat() for n in range(first, last + 1)]


_MEMBERS = select(members.c.quote, claims.c.given_id.label("claim")).join(
    claims, claims.c.id == members.c.claim
)

_OWNER = (
    quotes.c.id,
    func.coalesce(attributions.c.person, 0),
    revisions.c.article,
    revisions.c.source,
)


def _owners(wanted: Select[Any]) -> Select[Any]:
    joined = quotes.join(revisions, revisions.c.id == quotes.c.revision).join(
        attributions, attributions.c.quote == quotes.c.id
    )
    return wanted.select_from(joined).where(revisions.c.current)


def _same_utterance(least: float) -> Select[Any]:
    shown = (links.c.a.not_in(KEPT_BACK), links.c.b.not_in(KEPT_BACK))
    return select(*LINK_COLUMNS).where(links.c.copy + links.c.same_utterance >= least, *shown)
