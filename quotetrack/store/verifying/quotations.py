"""Checks quotations, and words that quote nobody, against the texts that they stand in. Each function yields once for
every lot of rows; the faults wait in `Rows`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, partial
from typing import Any

from sqlalchemy import Column, Integer, MetaData, Table

from quotetrack.store.batches import Recent
from quotetrack.store.escaping import unescape
from quotetrack.store.tables import (
    attributions,
    candidates,
    evidence,
    figures,
    not_speech,
    quotes,
    reviews,
    revisions,
    signatures,
    spans,
    speakers,
)
from quotetrack.store.verifying import faults
from quotetrack.store.verifying.damaged import Lot, Rows

_PARTS = (attributions, spans, figures, candidates, evidence)
"""What belongs to a quotation beside its row, in the order of `Rest`."""


_Texts = Recent[tuple[str, str | None]]
"""By revision the id of its article, and its text; "" and None if they cannot be read."""


def _texts_at(rows: Rows, revision_ids: list[int]) -> dict[int, tuple[str, str | None]]:
    found = rows.pick(revisions, ("given_id", "text"), revision_ids)
    read = {id: (unescape(row.given_id), unescape(row.text)) for id, row in found.items()}
    return {id: read.get(id, ("", None)) for id in revision_ids}


def check_quotes(rows: Rows, compared: Counter[str], *, is_sqlite: bool) -> Iterator[None]:
    """Check quotations and all that belongs to each."""
    texts = _Texts()
    for lot in rows.lots(quotes):
        names = {row.id: unescape(row.given_id) for row in lot.rows}
        rows.refer(quotes, lot.rows, list(names.values()), {"revision": revisions})
        parts = {table.name: _belonging(rows, table, lot, names) for table in _PARTS}
        told = [row for some in parts["attributions"].values() for row in some]
        parents = {"speaker": speakers, "person": speakers}
        rows.refer(attributions, told, [names[row.quote] for row in told], parents)
        for quote, some in _belonging(rows, reviews, lot, names).items():
            for row in some:
                rows.tell(reviews, row, names[quote], *faults.review_faults(row))
        _belonging(rows, signatures, lot, names)
        texts.fetch({row.revision for row in lot.rows}, partial(_texts_at, rows))
        compared["quotations"] += len(lot.rows)
        for row in lot.rows:
            own = {name: owned.get(row.id, []) for name, owned in parts.items()}
            rest = faults.Rest(next(iter(own.pop("attributions")), None), **own)
            compared["spans"] += len(rest.spans)
            unread = [table.name for table in _PARTS if rows.is_gap(table, row.id)]
            for name, at, what in faults.quote_faults(row, rest, texts[row.revision][1], unread):
                table = quotes.metadata.tables[name]
                rows.tell(table, row if at is None else at, names[row.id], what)
        _check_index(rows, quotes, "quote_words", "quote", lot, names, is_sqlite=is_sqlite)
        yield


def check_not_speech(rows: Rows, compared: Counter[str], *, is_sqlite: bool) -> Iterator[None]:
    """Check words in marks that quote nobody."""
    texts = _Texts()
    for lot in rows.lots(not_speech):
        texts.fetch({row.revision for row in lot.rows}, partial(_texts_at, rows))
        names = {row.id: texts[row.revision][0] for row in lot.rows}
        rows.refer(not_speech, lot.rows, list(names.values()), {"revision": revisions})
        compared["spans"] += len(lot.rows)
        for row in lot.rows:
            wrong = faults.not_speech_faults(row, texts[row.revision][1])
            rows.tell(not_speech, row, names[row.id], *wrong)
        _check_index(rows, not_speech, "not_speech_words", "not_speech", lot, names, is_sqlite=is_sqlite)
        yield


def _belonging(rows: Rows, table: Table, lot: Lot, names: Mapping[int, str]) -> dict[int, list[Any]]:
    """Map each quotation of a lot to the rows of a table that belong to it; rows of no quotation are faults."""
    owned: dict[int, list[Any]] = defaultdict(list)
    for row in rows.read(table, "quote", lot.first, lot.last):
        if row.quote in names:
            owned[row.quote].append(row)
        elif not rows.is_gap(quotes, row.quote):
            what = f"quote is row {row.quote} of quotes, expected one that is there"
            rows.tell(table, row, "", what)
    return owned


def _check_index(
    rows: Rows, table: Table, index: str, owner: str, lot: Lot, names: Mapping[int, str], *, is_sqlite: bool
) -> None:
    """Tell of the rows of a lot that a full-text index lacks."""
    # FTS5 keeps a row for each that it has indexed; PostgreSQL's index is a table as others are.
    kept = _index_table(f"{index}_docsize", "id") if is_sqlite else _index_table(index, owner)
    (key,) = kept.columns.keys()
    there = {row[0] for row in rows.read(kept, key, lot.first, lot.last)}
    for row in lot.rows:
        if row.id not in there and not rows.is_gap(kept, row.id):
            what = f"the full-text index {index} does not have it, expected that it does"
            rows.tell(table, row, names[row.id], what)


@cache
def _index_table(name: str, key: str) -> Table:
    return Table(name, MetaData(), Column(key, Integer, primary_key=True))
