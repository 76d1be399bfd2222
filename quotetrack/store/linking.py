"""Where linking keeps what it makes: signatures, postings, links and claims, written in one transaction.

Signatures and postings are bytes whose meaning is linking's own; here they are only kept and given back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, Table, delete, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from quotetrack.records import Printed, claim_id
from quotetrack.store.batches import AT_ONCE, ROWS, lots
from quotetrack.store.reading import Reader
from quotetrack.store.speakers import PeopleWork
from quotetrack.store.tables import (
    attributions,
    claim_changes,
    claims,
    linking_state,
    links,
    members,
    postings,
    quotes,
    revisions,
    signatures,
)


class Owner(NamedTuple):
    """Whose words a quotation is, across articles, and where it stands: row ids, 0 for a speaker that is not named."""

    quote: int
    speaker: int
    article: int
    source: int


class LinkRow(NamedTuple):
    """A link as it is kept: the row ids of two quotes, the smaller first, its relation and all probabilities."""

    a: int
    b: int
    relation: str
    score: float
    copy: float
    same_utterance: float
    same_claim: float
    related: float
    contradicts: float
    unrelated: float


class LinkWork:
    """What linking reads and writes, in the transaction of `connection`. Rows of earlier revisions are left out."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.people = PeopleWork(connection)
        self._upsert: Any = (sqlite if connection.dialect.name == "sqlite" else postgresql).insert

    def state(self, name: str) -> str | None:
        """What was kept under `name`; None where nothing was."""
        found = select(linking_state.c.value).where(linking_state.c.name == name)
        return self._connection.execute(found).scalar()

    def set_state(self, name: str, value: str) -> None:
        """Keep `value` under `name`."""
        self._put(linking_state, [{"name": name, "value": value}])

    def unlinked(self, at_once: int = 2000) -> Iterator[list[tuple[Owner, Printed]]]:
        """The statements without a signature, by row id, so many at a time."""
        # All are signed in one transaction and row ids only grow: what is not, comes after the last that is.
        last = select(func.coalesce(func.max(signatures.c.quote), 0)).scalar_subquery()
        wanted = _owners(select(*_OWNER)).where(quotes.c.id > last).order_by(quotes.c.id)
        rows = self._connection.execute(wanted).all()
        reader = Reader()
        for start in range(0, len(rows), at_once):
            found = rows[start : start + at_once]
            told: dict[int, Printed] = {}
            for first in range(0, len(found), 200):
                told |= reader.printed(self._connection, [row[0] for row in found[first : first + 200]])
            yield [(Owner(*row[:4]), told[row[0]]) for row in found]

    def keep_signatures(self, rows: Iterable[tuple[int, bytes]]) -> None:
        """Keep the signature of each quote."""
        self._put(signatures, ({"quote": quote, "made": made} for quote, made in rows))

    def clear_signatures(self) -> None:
        """Forget all signatures: every statement is unlinked again."""
        self._connection.execute(delete(signatures))

    def signatures(self, ids: Sequence[int] | None = None) -> Iterator[tuple[Owner, bytes]]:
        """The signatures of these quotes, or of all, by row id."""
        wanted = _owners(select(*_OWNER, signatures.c.made)).join(
            signatures, signatures.c.quote == quotes.c.id
        )
        wanted = wanted.order_by(quotes.c.id)
        if ids is None:
            found = self._connection.execute(wanted, execution_options={"yield_per": ROWS})
            for row in found:
                yield Owner(*row[:4]), row[4]
            return
        for some in lots(sorted(ids), AT_ONCE):
            for row in self._connection.execute(wanted.where(quotes.c.id.in_(some))):
                yield Owner(*row[:4]), row[4]

    def postings(self, keys: Sequence[int]) -> dict[int, tuple[int, bytes]]:
        """What is kept under each key, where anything is: how many own it, and the bytes."""
        out: dict[int, tuple[int, bytes]] = {}
        for some in lots(keys, AT_ONCE):
            for row in self._connection.execute(select(postings).where(postings.c.key.in_(some))):
                key, count, owners = row
                out[key] = count, owners
        return out

    def put_postings(self, rows: Iterable[tuple[int, int, bytes]]) -> None:
        """Keep under each key how many own it, and the bytes, in place of what was there."""
        self._put(postings, ({"key": key, "count": count, "owners": owners} for key, count, owners in rows))

    def clear_postings(self) -> None:
        """Forget all postings."""
        self._connection.execute(delete(postings))

    def put_links(self, rows: Iterable[LinkRow]) -> None:
        """Keep these links, in place of those between the same quotes."""
        self._put(links, (row._asdict() for row in rows))

    def clear_links(self) -> None:
        """Forget all links; claims stay until they are grouped anew."""
        self._connection.execute(delete(links))

    def links_of(self, ids: Sequence[int], *, least: float) -> list[LinkRow]:
        """The links with either end among these quotes that tell the same utterance, as a copy or not, with a
        probability of `least` or more."""
        out: dict[tuple[int, int], LinkRow] = {}
        same = links.c.copy + links.c.same_utterance >= least
        for some in lots(ids, AT_ONCE):
            for end in (links.c.a, links.c.b):
                for row in self._connection.execute(select(links).where(same, end.in_(some))):
                    out[row.a, row.b] = LinkRow(*row)
        return sorted(out.values())

    def all_links(self, *, least: float) -> list[LinkRow]:
        """All links that tell the same utterance, as a copy or not, with a probability of `least` or more."""
        same = links.c.copy + links.c.same_utterance >= least
        found = self._connection.execute(select(links).where(same).order_by(links.c.a, links.c.b))
        return [LinkRow(*row) for row in found]

    def claims_of(self, ids: Sequence[int]) -> dict[int, str]:
        """The claim that each of these quotes is a member of; those alone are left out."""
        out: dict[int, str] = {}
        wanted = select(members.c.quote, claims.c.given_id).join(claims, claims.c.id == members.c.claim)
        for some in lots(ids, AT_ONCE):
            found = self._connection.execute(wanted.where(members.c.quote.in_(some)))
            out |= {row.quote: row.given_id for row in found}
        return out

    def members_of(self, given: Iterable[str]) -> dict[int, str]:
        """The members of these claims, each with its claim."""
        out: dict[int, str] = {}
        wanted = select(members.c.quote, claims.c.given_id).join(claims, claims.c.id == members.c.claim)
        for some in lots(sorted(set(given)), AT_ONCE):
            found = self._connection.execute(wanted.where(claims.c.given_id.in_(some)))
            out |= {row.quote: row.given_id for row in found}
        return out

    def all_members(self) -> dict[int, str]:
        """Every member of a claim, with its claim."""
        wanted = select(members.c.quote, claims.c.given_id).join(claims, claims.c.id == members.c.claim)
        return {row.quote: row.given_id for row in self._connection.execute(wanted)}

    def put_claims(self, groups: Iterable[tuple[str, Sequence[tuple[int, int | None]]]]) -> None:
        """Make each claim of these members: row ids, each with that of the quote it copies."""
        for some in lots(list(groups), ROWS):
            self._put(claims, ({"given_id": given} for given, _ in some), on=("given_id",))
            known: dict[str, int] = {}
            for given in lots([given for given, _ in some], AT_ONCE):
                found = select(claims.c.given_id, claims.c.id).where(claims.c.given_id.in_(given))
                known |= {row.given_id: row.id for row in self._connection.execute(found)}
            self._put(
                members,
                (
                    {"quote": quote, "claim": known[given], "copy_of": copy_of}
                    for given, of in some
                    for quote, copy_of in of
                ),
            )

    def drop_claims(self, given: Iterable[str]) -> None:
        """Forget these claims; their members are in none."""
        for some in lots(sorted(set(given)), AT_ONCE):
            gone = select(claims.c.id).where(claims.c.given_id.in_(some))
            self._connection.execute(delete(members).where(members.c.claim.in_(gone)))
            self._connection.execute(delete(claims).where(claims.c.given_id.in_(some)))

    def note_changes(self, rows: Iterable[tuple[str, str, str]], at: str) -> None:
        """Note what became of claims: `what` ("merged", "split"), the claim, and the other it went to or came from."""
        made = [{"made_at": at, "what": what, "claim": claim, "other": other} for what, claim, other in rows]
        if made:
            self._connection.execute(insert(claim_changes), made)

    def founders(self, ids: Sequence[int]) -> dict[int, tuple[tuple[bool, str, str], str]]:
        """Of each of these quotes the order of its publication, unknown days last, and the id of the claim it would
        found."""
        out: dict[int, tuple[tuple[bool, str, str], str]] = {}
        wanted = select(quotes.c.id, quotes.c.given_id, revisions.c.published).join(
            revisions, revisions.c.id == quotes.c.revision
        )
        for some in lots(sorted(ids), AT_ONCE):
            for row in self._connection.execute(wanted.where(quotes.c.id.in_(some))):
                out[row.id] = (
                    (row.published is None, row.published or "", row.given_id),
                    claim_id(row.given_id),
                )
        return out

    def _put(self, table: Table, rows: Iterable[Mapping[str, object]], on: tuple[str, ...] = ()) -> None:
        keys = on or tuple(column.name for column in table.primary_key)
        made = self._upsert(table)
        rest = {c.name: made.excluded[c.name] for c in table.columns if c.name not in keys and not on}
        made = (
            made.on_conflict_do_update(index_elements=keys, set_=rest)
            if rest
            else made.on_conflict_do_nothing(index_elements=keys)
        )
        for some in lots(rows, ROWS):
            self._connection.execute(made, some)


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
