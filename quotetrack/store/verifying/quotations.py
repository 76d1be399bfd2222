"""Compares quotations, and words that quote nobody, with the texts that they stand in. Each function yields once for
every lot of rows; the faults wait in `Rows`."""

from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterator, Mapping, Sequence
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
from quotetrack.store.verifying.telling import check, refer, tell

_KEPT = 200
"""How many texts are kept in memory."""

_PARTS = {table.name: table for table in (attributions, spans, figures, candidates, evidence)}
"""What belongs to a quotation beside its row, in the order of `Rest`."""


class _Texts:
    """The texts that were compared with last; None for one that cannot be read."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._kept: OrderedDict[int, tuple[str, str] | None] = OrderedDict()

    def fetch(self, wanted: set[int]) -> None:
        """Have the texts of these revisions at hand."""
        for known in wanted & self._kept.keys():
            self._kept.move_to_end(known)
        missing = wanted - self._kept.keys()
        found = self._rows.pick(revisions, ("given_id", "text"), missing)
        for revision in sorted(missing):
            row = found.get(revision)
            self._kept[revision] = (unescape(row.given_id), unescape(row.text)) if row else None
        while len(self._kept) > max(_KEPT, len(wanted)):
            self._kept.popitem(last=False)

    def of(self, revision: int) -> str | None:
        """The text of a revision."""
        kept = self._kept[revision]
        return kept and kept[1]

    def named(self, revision: int) -> str:
        """The id of its article; "" where that cannot be told."""
        kept = self._kept[revision]
        return kept[0] if kept else ""


def quotes_checked(rows: Rows, compared: Counter[str], *, is_sqlite: bool) -> Iterator[None]:
    """Quotations and all that belongs to each."""
    texts = _Texts(rows)
    for lot in rows.lots(quotes, [column.name for column in quotes.columns]):
        where = {row.id: unescape(row.given_id) for row in lot.rows}
        refer(rows, quotes, lot.rows, {"revision": revisions}, where)
        parts = {name: _belonging(rows, table, lot, where) for name, table in _PARTS.items()}
        told = [row for some in parts["attributions"].values() for row in some]
        refer(rows, attributions, told, {"speaker": speakers, "person": speakers}, where)
        for some in _belonging(rows, reviews, lot, where).values():
            for row in some:
                check(rows, reviews, row, where[row.quote], faults.review_faults(row))
        _belonging(rows, signatures, lot, where)
        texts.fetch({row.revision for row in lot.rows})
        compared["quotations"] += len(lot.rows)
        for row in lot.rows:
            of = {name: belonging.get(row.id, ()) for name, belonging in parts.items()}
            rest = Rest(next(iter(of.pop("attributions")), None), *of.values())
            compared["spans"] += len(rest.spans)
            unread = [name for name, table in _PARTS.items() if rows.is_gap(table, row.id)]
            for name, at, what in quote_faults(row, rest, texts.of(row.revision), unread):
                table = _PARTS.get(name, quotes)
                tell(rows, table, row if at is None else at, where[row.id], what)
        _indexed(rows, quotes, "quote_words", "quote", lot, where, is_sqlite=is_sqlite)
        yield


def not_speech_checked(rows: Rows, compared: Counter[str], *, is_sqlite: bool) -> Iterator[None]:
    """Words in marks that quote nobody."""
    texts = _Texts(rows)
    for lot in rows.lots(not_speech, [column.name for column in not_speech.columns]):
        texts.fetch({row.revision for row in lot.rows})
        where = {row.id: texts.named(row.revision) for row in lot.rows}
        refer(rows, not_speech, lot.rows, {"revision": revisions}, where)
        compared["spans"] += len(lot.rows)
        for row in lot.rows:
            told = faults.not_speech_faults(row, texts.of(row.revision))
            check(rows, not_speech, row, where[row.id], told)
        _indexed(rows, not_speech, "not_speech_words", "not_speech", lot, where, is_sqlite=is_sqlite)
        yield


def _belonging(rows: Rows, table: Table, lot: Lot, where: Mapping[int, str]) -> Mapping[int, Sequence[Any]]:
    """The rows of a table that belong to the quotations of a lot, by the quotation; those of none are faults."""
    out: dict[int, list[Any]] = defaultdict(list)
    names = [column.name for column in table.columns]
    for row in rows.read(table, names, "quote", lot.first, lot.last):
        if row.quote in where:
            out[row.quote].append(row)
        elif not rows.is_gap(quotes, row.quote):
            what = f"quote is row {row.quote} of quotes, expected one that is there"
            tell(rows, table, row, "", what)
    return out


def _indexed(
    rows: Rows, table: Table, index: str, owner: str, lot: Lot, where: Mapping[int, str], *, is_sqlite: bool
) -> None:
    """Tell of the rows of a lot that a full-text index lacks."""
    # FTS5 keeps a row for each that it has indexed; PostgreSQL's index is a table as others are.
    name, key = (f"{index}_docsize", "id") if is_sqlite else (index, owner)
    kept = _kept(name, key)
    there = {row[0] for row in rows.read(kept, (), key, lot.first, lot.last)}
    for row in lot.rows:
        if row.id not in there and not rows.is_gap(kept, row.id):
            what = f"the full-text index {index} does not have it, expected that it does"
            tell(rows, table, row, where[row.id], what)


@cache
def _kept(name: str, key: str) -> Table:
    return Table(name, MetaData(), Column(key, Integer, primary_key=True))
