"""Questions that people have saved, in rows, each with what it has seen."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, select

from quotetrack.errors import NotFound, UsageError
from quotetrack.records import (
    Filter,
    SavedQuestion,
    SeenPair,
    SeenStatement,
    Span,
    WatchRun,
    WholeWatch,
    span_list,
)
from quotetrack.records.encoding import decode_as, encode
from quotetrack.store.batches import insert_for_ids, insert_rows, put_rows
from quotetrack.store.database import Database
from quotetrack.store.tables import watched, watched_pairs, watches


@dataclass(frozen=True, slots=True)
class Watches:
    """Saves questions, and reads them and what they have seen."""

    database: Database

    def select(self) -> list[SavedQuestion]:
        """Return the saved questions by name."""
        with self.database.reading() as connection:
            rows = connection.execute(select(watches)).all()
        return sorted(map(saved_question_of, rows), key=lambda saved: saved.name)

    def get(self, name: str) -> WholeWatch:
        """Return the question of this name, with what it has seen. NotFound if there is none."""
        with self.database.reading() as connection:
            return whole_watch_of(connection, _row_named(connection, name, self.database.location))

    def add(self, saved: SavedQuestion) -> None:
        """Save a question. UsageError if another has its name."""
        self.database.write(lambda connection: _add(connection, saved))

    def remove(self, name: str) -> None:
        """Forget a question with all that it has seen. NotFound if there is none of this name."""

        def removed(connection: Connection) -> None:
            row = _row_named(connection, name, self.database.location)
            forget_watches(connection, [row.id])

        self.database.write(removed)

    def mark(self, runs: Sequence[WatchRun], *, at: str | None) -> None:
        """Add what runs have found to what their questions have seen, all or nothing, and note that they ran `at` this
        time, unless it is None. A question that was removed meanwhile is passed over."""

        def marked(connection: Connection) -> None:
            for run in runs:
                row = connection.execute(select(watches).where(watches.c.name == run.watch.name)).first()
                if row is None:
                    continue
                put_seen(connection, row.id, run.seen, run.pairs)
                if at is not None:
                    put_rows(connection, watches, [{**row._mapping, "ran_at": at}])

        self.database.write(marked)


def saved_question_of(row: Any) -> SavedQuestion:
    """Return the question in a row of `watches`."""
    return SavedQuestion(
        name=row.name,
        question=row.question,
        made_by=row.made_by,
        made_at=row.made_at,
        filter=decode_as(Filter, json.loads(row.filter)),
        ran_at=row.ran_at,
    )


def whole_watch_of(connection: Connection, row: Any) -> WholeWatch:
    """Return the question in a row of `watches`, with all that it has seen."""
    own = (
        connection.execute(select(table).where(table.c.watch == row.id).order_by(table.c.id)).all()
        for table in (watched, watched_pairs)
    )
    seen, pairs = own
    return WholeWatch(
        question=saved_question_of(row),
        seen=tuple(map(_seen_of, seen)),
        pairs=tuple(SeenPair(quote=one.quote, other=one.other, what=one.what, at=one.at) for one in pairs),
    )


def put_watch(connection: Connection, whole: WholeWatch) -> int:
    """Add a question with all that it has seen; return its row."""
    saved = whole.question
    told = {name: getattr(saved, name) for name in SavedQuestion.__slots__}
    row = {**told, "filter": json.dumps(encode(saved.filter), sort_keys=True)}
    (number,) = insert_for_ids(connection, watches, [row])
    put_seen(connection, number, whole.seen, whole.pairs)
    return number


def put_seen(
    connection: Connection, watch: int, seen: Iterable[SeenStatement], pairs: Iterable[SeenPair]
) -> None:
    """Add to what the question in this row of `watches` has seen; what it knows already stays as it is."""
    held = select(watched.c.quote, watched.c.what).where(watched.c.watch == watch)
    known = {(row.quote, row.what == "other") for row in connection.execute(held)}
    new = (one for one in seen if (one.quote, one.what == "other") not in known)
    insert_rows(connection, watched, [_row_of_seen(watch, one) for one in new])
    held = select(watched_pairs.c.quote, watched_pairs.c.other).where(watched_pairs.c.watch == watch)
    told = set(map(tuple, connection.execute(held)))
    rows = [
        {"watch": watch, "quote": one.quote, "other": one.other, "what": one.what, "at": one.at}
        for one in pairs
        if (one.quote, one.other) not in told
    ]
    insert_rows(connection, watched_pairs, rows)


def forget_watches(connection: Connection, rows: Iterable[int]) -> None:
    """Delete the questions in these rows of `watches`, with all that they have seen."""
    for row in rows:
        for table, column in ((watched, "watch"), (watched_pairs, "watch"), (watches, "id")):
            connection.execute(delete(table).where(table.c[column] == row))


def _add(connection: Connection, saved: SavedQuestion) -> None:
    named = select(watches.c.id).where(watches.c.name == saved.name)
    if connection.execute(named).first() is not None:
        raise UsageError(f"a question is saved as {saved.name!r} already: give this one another name")
    put_watch(connection, WholeWatch(question=saved))


def _row_named(connection: Connection, name: str, location: str) -> Any:
    row = connection.execute(select(watches).where(watches.c.name == name)).first()
    if row is None:
        raise NotFound(
            f"no question is saved as {name!r} in {location}: `quotetrack watch list` shows those that are"
        )
    return row


def _seen_of(row: Any) -> SeenStatement:
    return SeenStatement(
        quote=row.quote,
        first=row.first,
        article=row.article,
        digest=row.digest,
        spans=tuple(Span(start, end) for start, end in json.loads(row.spans)),
        what=row.what,
        at=row.at,
    )


def _row_of_seen(watch: int, one: SeenStatement) -> dict[str, Any]:
    told = {name: getattr(one, name) for name in SeenStatement.__slots__}
    return {**told, "watch": watch, "spans": json.dumps(span_list(one.spans))}
