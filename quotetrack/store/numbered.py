"""Decisions on pairs and on names, in rows: noted, and read with their numbers, first to last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, select

from quotetrack.records import PairDecision, SpeakerDecision
from quotetrack.review.taken_back import Undoable, taken_back
from quotetrack.store.batches import columns_of, insert_for_ids, values_in
from quotetrack.store.tables import pair_decisions, speaker_decisions

_TABLES = {PairDecision: pair_decisions, SpeakerDecision: speaker_decisions}


def numbered_decisions(
    connection: Connection, kind: type[Undoable], *conditions: ColumnElement[bool]
) -> list[Undoable]:
    """Return all decisions of a kind, first to last, each with its number and that of the one which it takes back.

    With `conditions` only those that fulfil them, which must hold for a decision and for what takes it back alike.
    """
    table = _TABLES[kind]
    query = (
        select(table.c.id.label("number"), *columns_of(table, kind)).where(*conditions).order_by(table.c.id)
    )
    decisions: list[Undoable] = [kind(**row) for row in connection.execute(query).mappings()]
    back = taken_back(decisions)
    for place, gone in back.items():
        decisions[place] = replace(decisions[place], takes_back=decisions[gone].number)
    return decisions


def note_numbered(connection: Connection, new: Sequence[Undoable]) -> list[Undoable]:
    """Add decisions to those that there are; return them with their numbers."""
    if not new:
        return []
    table = _TABLES[type(new[0])]
    numbers = insert_for_ids(connection, table, [values_in(table, one) for one in new])
    return [replace(one, number=number) for one, number in zip(new, numbers, strict=True)]
