"""Where linking keeps what it makes: signatures, postings, links and claims, and what it has yet to do.

Signatures and postings are bytes whose meaning is linking's own; here they are only kept and given back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, delete, func, select

from quotetrack.records import Printed, claim_id
from quotetrack.store.batches import ROWS, delete_in, in_batches, insert_rows, put_rows, select_in
from quotetrack.store.filters import KEPT_BACK
from quotetrack.store.link_queries import LINK_COLUMNS, LinkRow, links_touching
from quotetrack.store.lookup import select_by_id
from quotetrack.store.pairs import PairWork
from quotetrack.store.pending import Marks, count_pending, mark_every, mark_regrouped, read_marks, unmark
from quotetrack.store.reading import StatementLoader
from quotetrack.store.speaker_profiles import describe, is_described
from quotetrack.store.speakers import PeopleWork, kept_state
from quotetrack.store.tables import (
    attributions,
    claim_changes,
    claims,
    figures,
    linking_state,
    links,
    members,
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

    def drop_state(self, name: str) -> None:
        """Forget what was kept under `name`."""
        self._connection.execute(delete(linking_state).where(linking_state.c.name == name))

    def marks(self) -> Marks:
        """Return for which statements something is to be done."""
        return read_marks(self._connection)

    def has_pending(self) -> bool:
        """Return True if something is to be done for a statement, or a speaker has to be described."""
        return count_pending(self._connection) > 0 or not is_described(self._connection)

    def unmark(self, quote_rows: Iterable[int]) -> None:
        """Note that nothing has to be done any more for these statements."""
        unmark(self._connection, quote_rows)

    def mark_regrouped(self, quote_rows: Iterable[int]) -> None:
        """Note that the claims of these statements have to be made anew."""
        mark_regrouped(self._connection, quote_rows)

    def begin_anew(self) -> None:
        """Forget all signatures, and note that every statement has to be linked. Links and claims stay until then."""
        self._connection.execute(delete(signatures))
        mark_every(self._connection)

    def describe(self) -> None:
        """Bring up to date what is kept of each speaker."""
        describe(self._connection)

    def hold(self, quote_rows: Collection[int]) -> set[int]:
        """Return those of these quotes that stand in current texts; none of them goes before the transaction ends."""
        query = _owners(select(quotes.c.id)).order_by(quotes.c.id)
        query = query.with_for_update(read=True, of=[quotes, revisions])
        return {row.id for row in select_in(self._connection, query, quotes.c.id, quote_rows)}

    def unsigned(self, quote_rows: Iterable[int]) -> list[tuple[Owner, Printed]]:
        """Return the statements of these rows that have no signature, by row id; all are in memory."""
        known = select(signatures.c.quote)
        query = _owners(select(*_OWNER)).where(quotes.c.id.not_in(known)).order_by(quotes.c.id)
        rows = list(select_in(self._connection, query, quotes.c.id, quote_rows))
        printed = self.printed([row.id for row in rows])
        return [(Owner(*row), printed[row.id]) for row in rows]

    def current(self) -> list[int]:
        """Return the rows of all statements of current texts, in order."""
        return list(self._connection.execute(_owners(select(quotes.c.id)).order_by(quotes.c.id)).scalars())

    def owned(self, quote_rows: Iterable[int]) -> list[tuple[Owner, Printed]]:
        """Return the statements of these rows, by row id; all are in memory."""
        rows = list(select_in(self._connection, _owners(select(*_OWNER)), quotes.c.id, quote_rows))
        printed = self.printed([row.id for row in rows])
        return [(Owner(*row), printed[row.id]) for row in sorted(rows)]

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

    def clear_postings(self) -> None:
        """Forget all postings."""
        self._connection.execute(delete(postings))

    def all_pairs(self) -> Iterator[tuple[int, int]]:
        """Yield the ends of every link."""
        rows = self._connection.execute(select(links.c.a, links.c.b), execution_options={"yield_per": ROWS})
        yield from map(tuple, rows)

    def every_link(self) -> Iterator[LinkRow]:
        """Yield every link."""
        query = select(*LINK_COLUMNS).order_by(links.c.a, links.c.b)
        yield from (LinkRow(*row) for row in self._connection.execute(query))

    def copied(self) -> Iterator[tuple[int, int | None]]:
        """Yield every printing of a claim, with the one that it copies."""
        yield from map(tuple, self._connection.execute(select(members.c.quote, members.c.copy_of)))

    def links_of(self, ids: Iterable[int], *, least: float) -> list[LinkRow]:
        """Return the links that `all_links` gives, with an end among these quotes."""
        query = _same_utterance(least)
        return sorted(LinkRow(*row) for row in links_touching(self._connection, query, ids, unshown=True))

    def all_links(self, *, least: float) -> list[LinkRow]:
        """Return the links that tell the same utterance, as a copy or not, with a probability of `least` or more,
        between quotes that are shown: nothing else becomes a printing of a claim."""
        rows = self._connection.execute(_same_utterance(least).order_by(links.c.a, links.c.b))
        return [LinkRow(*row) for row in rows]

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
