"""Checks links and claims against the quotations that they tie. Each function yields once for every lot of rows; the
faults wait in `Rows`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from quotetrack.store.escaping import unescape
from quotetrack.store.tables import claims, links, members, quotes, revisions
from quotetrack.store.verifying import faults
from quotetrack.store.verifying.damaged import Rows


def check_links(rows: Rows, compared: Counter[str]) -> Iterator[None]:
    """Check links: between two quotations of different articles, with probabilities that sum to 1."""
    for lot in rows.lots(links, "a"):
        ends = rows.pick(quotes, ("given_id", "revision"), (end for row in lot.rows for end in row[:2]))
        texts = rows.pick(revisions, ("article",), (end.revision for end in ends.values()))
        home = {end: texts[row.revision].article for end, row in ends.items() if row.revision in texts}
        names = {tuple(row[:2]): " and ".join(_name(ends, end) for end in row[:2]) for row in lot.rows}
        rows.refer(links, lot.rows, list(names.values()), {"a": quotes, "b": quotes})
        compared["links"] += len(lot.rows)
        for row in lot.rows:
            rows.check(links, row, names[row.a, row.b], faults.link_faults(row))
            if row.a != row.b and home.get(row.a, -1) == home.get(row.b, -2):
                what = "both ends stand in one article, expected two articles"
                rows.tell(links, row, names[row.a, row.b], what)
        yield


def check_claims(rows: Rows) -> Iterator[None]:
    """Check claims and their members: each a quotation of a claim, and a copy of another member or of none.

    One member or none is no fault. Quotations that are read anew or corrected leave their claims until the next
    linking, and what is printed only once is not shown as a claim of several.
    """
    for _ in rows.lots(claims):
        yield
    for lot in rows.lots(members, "quote"):
        ends = {end for row in lot.rows for end in (row.quote, row.copy_of) if end is not None}
        known = rows.pick(quotes, ("given_id",), ends)
        names = {end: unescape(row.given_id) for end, row in known.items()}
        parents = {"quote": quotes, "claim": claims, "copy_of": quotes}
        rows.refer(members, lot.rows, [names.get(row.quote, "") for row in lot.rows], parents)
        copied = {row.copy_of for row in lot.rows if row.copy_of in known}
        home = {end: row.claim for end, row in rows.pick(members, ("claim",), copied).items()}
        for row in lot.rows:
            if row.copy_of not in known or rows.is_gap(members, row.copy_of):
                continue
            if row.copy_of == row.quote or home.get(row.copy_of) != row.claim:
                what = f"copy_of is row {row.copy_of}, expected another member of the same claim"
                rows.tell(members, row, _name(known, row.quote), what)
        yield


def _name(quotations: dict[int, Any], row: int) -> str:
    return unescape(quotations[row].given_id) if row in quotations else "?"
