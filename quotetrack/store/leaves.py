"""Leaves: a digest of all that belongs to an article, and one of the collection over all of them.

What belongs to an article is written down as lines, one a row, in one order. A line tells the table, the place of the
row among its like, and its values as they are stored. No number that a database gives out stands in it, so that a
collection has the same digests wherever it is kept. The digest is the SHA-256 of the lines as a JSON array. With it go
two bytes for each value (see `seals`), by which the row and column can be named that differ.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Boolean, Connection, Table, delete, select

from quotetrack.records import WHOLE, Digest
from quotetrack.store.batches import VALUES, in_batches, put_rows, select_in
from quotetrack.store.damaged import Rows
from quotetrack.store.escaping import unescape
from quotetrack.store.seals import check_of, sealed_columns
from quotetrack.store.tables import (
    articles,
    attributions,
    candidates,
    decisions,
    erased_names,
    erased_quotes,
    evidence,
    figures,
    kept_checks,
    key_terms,
    leaves,
    not_speech,
    pair_decisions,
    quotes,
    revisions,
    runs,
    sources,
    spans,
    speaker_decisions,
    speakers,
    term_forms,
    tombstones,
)

OF_ARTICLES = "articles"
"""The part of `leaves` with a digest for each article. The part `WHOLE` has one row, the sum of all these digests, so
that one can be taken out and another put in."""
ARTICLES_AT_ONCE = 50
"""How many articles are in memory together when all are read."""

_OWNERS = ("article", "revision", "quote")
"""Columns that tie a row to its owner. Its place among its like stands in the line instead."""
_LEFT_OUT = {
    "articles": {"key_hash"},
    "revisions": {"given_hash", "text", "details"},
    "quotes": {"short_id"},
    "attributions": {"person", "person_because"},
}
"""Columns that are made of others: found by, told by a digest beside them, or settled anew by linking. `details` stand
with the zones (`_line`)."""
SHARED_ROWS: dict[str, tuple[Table, tuple[str, ...]]] = {
    "run": (runs, ("versions",)),
    "source": (sources, ("name", "domain")),
    "speaker": (speakers, ("name", "kind")),
    "form": (term_forms, ("key", "words")),
}
"""Columns that hold the row of something shared, and what stands in the line instead."""
_PARTS = (attributions, spans, figures, candidates, evidence)
LOGS = (pair_decisions, speaker_decisions, kept_checks, tombstones, erased_names, erased_quotes)
"""The tables of what people have decided, checked and erased that belongs to no single article."""
LINE_TABLES = (articles, revisions, not_speech, key_terms, quotes, *_PARTS, decisions)
"""The tables whose rows are lines."""

_JSON = json.JSONEncoder(separators=(",", ":")).encode

Names = Mapping[str, Mapping[int, Any]]
"""What stands for shared rows, by column and row."""


class Line(NamedTuple):
    """A row of an article as it stands in its leaf."""

    table: Table
    row: Any
    place: tuple[Any, ...]
    values: tuple[Any, ...]


def seal_articles(connection: Connection, article_rows: Iterable[int]) -> None:
    """Make the leaves of these articles anew, and with them the digest of the collection; an article that is gone
    has none. It is the last that a transaction writes: on PostgreSQL, others that seal wait for its end."""
    for batch in in_batches(sorted(set(article_rows)), VALUES):
        known = select(leaves.c.owner, leaves.c.digest).where(leaves.c.part == OF_ARTICLES)
        before = dict(map(tuple, select_in(connection, known, leaves.c.owner, batch)))
        made = {
            article: (leaf_digest(lines), b"".join(map(checks_of, lines)))
            for article, lines in article_lines(Rows(connection), batch)
        }
        gone = before.keys() - made.keys()
        if gone:
            connection.execute(delete(leaves).where(leaves.c.part == OF_ARTICLES, leaves.c.owner.in_(gone)))
        rows = (
            {"part": OF_ARTICLES, "owner": article, "digest": digest, "checks": checks}
            for article, (digest, checks) in made.items()
        )
        put_rows(connection, leaves, rows)
        _add_up(connection, before.values(), (digest for digest, _ in made.values()))


def _add_up(connection: Connection, taken: Iterable[str], added: Iterable[str]) -> None:
    """Take digests out of that of the collection, and put others in."""
    whole = {"part": WHOLE, "owner": 0, "checks": b""}
    held = select(leaves.c.digest).where(leaves.c.part == WHOLE).with_for_update()
    old = connection.execute(held).scalar()
    if old is None:
        put_rows(connection, leaves, [{**whole, "digest": sum_of(())}], unless_known=("part", "owner"))
        old = connection.execute(held).scalar_one()
    new = sum_of([old, *added], taken)
    if new != old:
        put_rows(connection, leaves, [{**whole, "digest": new}])


def sum_of(added: Iterable[str], taken: Iterable[str] = ()) -> str:
    """Return the sum of digests less that of others, as a digest; the order does not matter. What is none counts
    nothing, so that a damaged digest stops nobody and shows in the sum."""
    total = sum(map(_number_of, added)) - sum(map(_number_of, taken))
    return f"{total % 2**256:064x}"


def _number_of(digest: str) -> int:
    try:
        return int(digest, 16)
    except ValueError:
        return 0


def digests_in(connection: Connection) -> Iterator[Digest]:
    """Yield the digest of every article, as its rows are now, by the article's key, and of every row of the logs."""
    rows = Rows(connection)
    ids = connection.execute(select(articles.c.id).order_by(articles.c.key_hash)).scalars().all()
    for batch in in_batches(ids, ARTICLES_AT_ONCE):
        made = dict(article_lines(rows, batch))
        for lines in (made[article] for article in batch if article in made):
            key = lines[0].row.key_hash
            yield Digest(part=OF_ARTICLES, key=key, name=name_of(lines), digest=leaf_digest(lines))
    for table in LOGS:
        columns = [column for column in table.columns if column.name in sealed_columns(table)]
        for row in connection.execute(select(*columns).order_by(*table.primary_key.columns)):
            digest = leaf_digest([Line(table, row, (), tuple(row))])
            yield Digest(part=table.name, key=digest, name="", digest=digest)


def with_their_sum(digests: Iterable[Digest]) -> list[Digest]:
    """Return the digests behind that of the collection: the SHA-256 of all of them, one a line, sorted."""
    every = list(digests)
    lines = "".join(f"{digest}\n" for digest in sorted(one.digest for one in every))
    whole = hashlib.sha256(lines.encode("ascii")).hexdigest()
    return [Digest(part=WHOLE, key="", name="", digest=whole), *every]


def name_of(lines: Sequence[Line]) -> str:
    """Return the id of an article as its latest text gives it, else its key."""
    names = [line.row.given_id for line in lines if line.table is revisions]
    return unescape(names[-1] if names else lines[0].row.key)


def leaf_digest(lines: Iterable[Line]) -> str:
    """Return the SHA-256 of an article's lines, in hexadecimal."""
    told = _JSON([(line.table.name, line.place, *line.values) for line in lines])
    return hashlib.sha256(told.encode("ascii")).hexdigest()


def checks_of(line: Line) -> bytes:
    """Return what is kept of a line: its table, its place and each of its values, two bytes each."""
    values = (_JSON(value) if isinstance(value, list) else value for value in line.values)
    return b"".join(map(check_of, (line.table.name, _JSON(line.place), *values)))


@cache
def line_columns(table: Table) -> tuple[str, ...]:
    """Return the columns whose values stand in a line of this table, in their order."""
    owners = {column.name for column in table.columns if column.foreign_keys}.intersection(_OWNERS)
    left_out = {"id", *owners, *_LEFT_OUT.get(table.name, ()), *_place_columns(table)}
    return tuple(column.name for column in table.columns if column.name not in left_out)


@cache
def _place_columns(table: Table) -> tuple[str, ...]:
    return tuple(name for name in ("number", "role", "n") if name in table.c and table is not attributions)


def article_lines(rows: Rows, article_rows: Sequence[int]) -> Iterator[tuple[int, list[Line]]]:
    """Yield each of these articles that is there with its lines, in their order."""
    own = rows.owned(articles, "id", article_rows)
    texts = rows.owned(revisions, "article", own, tuple(c.name for c in revisions.c if c.name != "text"))
    decided = rows.owned(decisions, "article", own)
    revision_rows = [row.id for row in chain.from_iterable(texts.values())]
    beside = {table: rows.owned(table, "revision", revision_rows) for table in (not_speech, key_terms)}
    quoted = rows.owned(quotes, "revision", revision_rows)
    quote_rows = [row.id for row in chain.from_iterable(quoted.values())]
    parts = {table: rows.owned(table, "quote", quote_rows) for table in _PARTS}
    names = _names_of(
        rows, {revisions: texts, attributions: parts[attributions], key_terms: beside[key_terms]}
    )
    for article in sorted(own):
        lines = [_line(articles, own[article][0], (), names)]
        for text in sorted(texts.get(article, ()), key=attrgetter("number")):
            lines.append(_line(revisions, text, (text.number,), names))
            for table, owned in beside.items():
                lines += (_line(table, row, (text.number, row.n), names) for row in owned.get(text.id, ()))
            for quote in sorted(quoted.get(text.id, ()), key=attrgetter("n")):
                place = (text.number, quote.n)
                lines.append(_line(quotes, quote, place, names))
                lines += (
                    _line(table, row, _place_in(table, place, row), names)
                    for table, owned in parts.items()
                    for row in owned.get(quote.id, ())
                )
        lines += _decision_lines(decided.get(article, ()))
        yield article, lines


def _place_in(table: Table, place: tuple[int, int], row: Any) -> tuple[Any, ...]:
    return (*place, *(getattr(row, name) for name in _place_columns(table)))


def _decision_lines(rows: Sequence[Any]) -> Iterator[Line]:
    """Yield the lines of an article's decisions. Their numbers are given out in each database, so that one which is
    undone is told by its place."""
    places = {row.id: n for n, row in enumerate(rows)}
    for n, row in enumerate(rows):
        values = tuple(getattr(row, name) for name in line_columns(decisions))
        undoes = places.get(row.undoes, -1) if row.undoes is not None else None
        yield Line(decisions, row, (n,), (*values[:-1], undoes))


class _Shape(NamedTuple):
    """How the rows of a table, as `Rows` reads them, become lines: where the values stand in a row, which of them are
    true or false, and which are rows of something shared."""

    values: Callable[[Any], tuple[Any, ...]]
    booleans: tuple[int, ...]
    shared: tuple[tuple[int, str], ...]


@cache
def _shape_of(table: Table) -> _Shape:
    columns = line_columns(table)
    read = [*table.primary_key.columns.keys(), *(name for name in table.columns.keys() if name != "text")]  # noqa: SIM118
    places = [list(dict.fromkeys(read)).index(name) for name in columns]
    numbered = list(enumerate(columns))
    return _Shape(
        itemgetter(*places),
        tuple(n for n, name in numbered if isinstance(table.c[name].type, Boolean)),
        tuple((n, name) for n, name in numbered if name in SHARED_ROWS),
    )


def _line(table: Table, row: Any, place: tuple[Any, ...], names: Names) -> Line:
    shape = _shape_of(table)
    values = shape.values(row)
    if shape.booleans or shape.shared:
        told = list(values)
        for n in shape.booleans:
            told[n] = None if told[n] is None else bool(told[n])
        for n, name in shape.shared:
            told[n] = names[name].get(told[n])
        values = tuple(told)
    if (
        table is revisions and row.details is not None
    ):  # null in most, which leaves their digests as they were
        zones = line_columns(table).index("zones")
        values = (*values[:zones], [values[zones], row.details], *values[zones + 1 :])
    return Line(table, row, place, values)


def _names_of(rows: Rows, owned: Mapping[Table, Mapping[int, Sequence[Any]]]) -> Names:
    """Map each column that refers to something shared to what stands for each of its rows."""
    names: dict[str, dict[int, Any]] = {}
    for owner, own in owned.items():
        for name in (name for name in SHARED_ROWS if name in owner.c):
            table, columns = SHARED_ROWS[name]
            wanted = {getattr(row, name) for row in chain.from_iterable(own.values())} - {None}
            found = rows.pick(table, columns, wanted)
            names[name] = {id: [getattr(row, column) for column in columns] for id, row in found.items()}
    return names
