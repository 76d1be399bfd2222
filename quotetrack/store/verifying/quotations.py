"""Checks quotations, and words that quote nobody, against the texts that they stand in. Each function yields once for
every lot of rows; the faults wait in `Rows`."""

from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Column, Integer, MetaData, Table

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
from quotetrack.store.verifying.statements import Rest, quote_faults

_KEPT = 200
"""How many texts are kept in memory."""

_PARTS = (attributions, spans, figures, candidates, evidence)
"""What belongs to a quotation beside its row, in the order of `Rest`."""


class _Texts:
    """The ids and texts of the revisions that were compared with last."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._kept: OrderedDict[int, tuple[str, str | None]] = OrderedDict()

    def fetch(self, wanted: set[int]) -> None:
        """Have the texts of these revisions at hand."""
        for known in wanted & self._kept.keys():
            self._kept.move_to_end(known)
        missing = wanted - self._kept.keys()
        found = self._rows.pick(revisions, ("given_id", "text"), missing)
        for revision in sorted(missing):
            row = found.get(revision)
            self._kept[revision] = (unescape(row.given_id), unescape(row.text)) if row else ("", None)
        while len(self._kept) > max(_KEPT, len(wanted)):
            self._kept.popitem(last=False)

    def of(self, revision: int) -> str | None:
        """Return the text of a revision; None if it cannot be read."""
        return self._kept[revision][1]

    def article_of(self, revision: int) -> str:
        """Return the id of its article; "" if it cannot be read."""
        return self._kept[revision][0]


def check_quotes(rows: Rows, compared: Counter[str], *, is_sqlite: bool) -> Iterator[None]:
    """Check quotations and all that belongs to each."""
    texts = _Texts(rows)
    for lot in rows.lots(quotes):
        names = {row.id: unescape(row.given_id) for row in lot.rows}
        rows.refer(quotes, lot.rows, list(names.values()), {"revision": revisions})
        parts = {table.name: _belonging(rows, table, lot, names) for table in _PARTS}
        told = [row for some in parts["attributions"].values() for row in some]
        parents = {"speaker": speakers, "person": speakers}
        rows.refer(attributions, told, [names[row.quote] for row in told], parents)
        for quote, some in _belonging(rows, reviews, lot, names).items():
            for row in some:
                rows.check(reviews, row, names[quote], faults.review_faults(row))
        _belonging(rows, signatures, lot, names)
        texts.fetch({row.revision for row in lot.rows})
        compared["quotations"] += len(lot.rows)
        for row in lot.rows:
            own = {name: owned.get(row.id, []) for name, owned in parts.items()}
            rest = Rest(next(iter(own.pop("attributions")), None), **own)
            compared["spans"] += len(rest.spans)
            unread = [table.name for table in _PARTS if rows.is_gap(table, row.id)]
            for name, at, what in quote_faults(row, rest, texts.of(row.revision), unread):
                table = quotes.metadata.tables[name]
                rows.tell(table, row if at is None else at, names[row.id], what)
        _check_index(rows, quotes, "quote_words", "quote", lot, names, is_sqlite=is_sqlite)
        yield


def check_not_speech(rows: Rows, compared: Counter[str], *, is_sqlite: bool) -> Iterator[None]:
    """Check words in marks that quote nobody."""
    texts = _Texts(rows)
    for lot in rows.lots(not_speech):
        texts.fetch({row.revision for row in lot.rows})
        names = {row.id: texts.article_of(row.revision) for row in lot.rows}
        rows.refer(not_speech, lot.rows, list(names.values()), {"revision": revisions})
        compared["spans"] += len(lot.rows)
        for row in lot.rows:
            wrong = faults.not_speech_faults(row, texts.of(row.revision))
            rows.check(not_speech, row, names[row.id], wrong)
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
