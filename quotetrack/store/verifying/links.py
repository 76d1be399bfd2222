"""Checks links, claims and decisions; of what linking keeps for itself only that it can be read. Each function yields
once for every lot of rows; the faults wait in `Rows`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from quotetrack.store.escaping import unescape
from quotetrack.store.tables import (
    articles,
    claim_changes,
    claims,
    decisions,
    linking_state,
    links,
    members,
    postings,
    quotes,
    revisions,
    speaker_decisions,
    undescribed,
)
from quotetrack.store.verifying import faults
from quotetrack.store.verifying.damaged import Rows
from quotetrack.store.verifying.telling import check, refer, tell


def links_checked(rows: Rows, compared: Counter[str]) -> Iterator[None]:
    """Links: between two quotations of different articles, with probabilities that are some."""
    for lot in rows.lots(links, ("relation", "score", *faults.CHANCES), "a"):
        ends = rows.pick(quotes, ("given_id", "revision"), (end for row in lot.rows for end in row[:2]))
        texts = rows.pick(revisions, ("article",), (end.revision for end in ends.values()))
        home = {end: texts[row.revision].article for end, row in ends.items() if row.revision in texts}
        where = {tuple(row[:2]): " and ".join(_named(ends, end) for end in row[:2]) for row in lot.rows}
        refer(rows, links, lot.rows, {"a": quotes, "b": quotes}, where)
        compared["links"] += len(lot.rows)
        for row in lot.rows:
            check(rows, links, row, where[row.a, row.b], faults.link_faults(row))
            if row.a != row.b and home.get(row.a, -1) == home.get(row.b, -2):
                what = "both ends stand in one article, expected two articles"
                tell(rows, links, row, where[row.a, row.b], what)
        yield


def _named(quotations: dict[int, Any], row: int) -> str:
    return unescape(quotations[row].given_id) if row in quotations else "?"


def claims_checked(rows: Rows) -> Iterator[None]:
    """Claims and their members: each a quotation of a claim, and a copy of another member or of none.

    One member or none is no fault. Quotations that are read anew or corrected leave their claims until the next
    linking, and what is printed only once is not shown as a claim of several.
    """
    for _ in rows.lots(claims, ("given_id",)):
        yield
    for lot in rows.lots(members, ("claim", "copy_of"), "quote"):
        wanted = {end for row in lot.rows for end in (row.quote, row.copy_of) if end is not None}
        found = rows.pick(quotes, ("given_id",), wanted)
        refer(
            rows,
            members,
            lot.rows,
            {"quote": quotes, "claim": claims, "copy_of": quotes},
            {end: unescape(row.given_id) for end, row in found.items()},
        )
        copied = {row.copy_of for row in lot.rows if row.copy_of in found}
        home = {end: row.claim for end, row in rows.pick(members, ("claim",), copied).items()}
        for row in lot.rows:
            if row.copy_of not in found or rows.is_gap(members, row.copy_of):
                continue
            if row.copy_of == row.quote or home.get(row.copy_of) != row.claim:
                what = f"copy_of is row {row.copy_of}, expected another member of the same claim"
                tell(rows, members, row, _named(found, row.quote), what)
        yield


def decisions_checked(rows: Rows) -> Iterator[None]:
    """What reviewers have decided: of articles that are there, in JSON that can be read."""
    for lot in rows.lots(decisions, [column.name for column in decisions.columns]):
        where = {row.id: unescape(row.quote) for row in lot.rows}
        refer(rows, decisions, lot.rows, {"article": articles, "undoes": decisions}, where)
        for row in lot.rows:
            check(rows, decisions, row, where[row.id], faults.decision_faults(row))
        yield


def others_checked(rows: Rows) -> Iterator[None]:
    """Tables of which nothing is known but that they can be read."""
    for table, key in (
        (claim_changes, "id"),
        (speaker_decisions, "id"),
        (undescribed, "id"),
        (postings, "key"),
    ):
        for _ in rows.lots(table, [column.name for column in table.columns], key):
            yield
    for _ in rows.all(linking_state, ("value",)):
        yield
