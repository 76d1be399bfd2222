"""Checks that were kept, in rows: only ever added, and listed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from sqlalchemy import select

from quotetrack.records import KeptCheck, KeptPrinting, Span, Verdict
from quotetrack.store.batches import ROWS, insert_for_ids
from quotetrack.store.database import Database
from quotetrack.store.seals import SEAL
from quotetrack.store.tables import kept_checks

_FIELDS = tuple(name for name in kept_checks.c.keys() if name not in ("id", "printings", SEAL))  # noqa: SIM118
"""What a row holds under the name of its field."""


@dataclass(frozen=True, slots=True)
class KeptChecks:
    """Adds checks to those that are kept, and reads them."""

    database: Database

    def keep(self, checks: Sequence[KeptCheck]) -> tuple[KeptCheck, ...]:
        """Add checks, all or none; return them with their numbers."""
        rows = [row_of(check) for check in checks]
        numbers = self.database.write(lambda connection: insert_for_ids(connection, kept_checks, rows))
        return tuple(replace(check, number=number) for check, number in zip(checks, numbers, strict=True))

    def select(
        self, *, verdicts: Sequence[Verdict] = (), since: str | None = None, limit: int | None = None
    ) -> Iterator[KeptCheck]:
        """Yield what was kept, the latest first: with one of these verdicts, if any are given, and from a day on."""
        query = select(kept_checks).order_by(kept_checks.c.id.desc())
        if verdicts:
            query = query.where(kept_checks.c.verdict.in_(verdicts))
        if since is not None:
            query = query.where(kept_checks.c.kept_at >= since)
        # A batch at a time, so that whoever reads may keep more meanwhile.
        batch = query
        while True:
            with self.database.reading() as connection:
                rows = connection.execute(batch.limit(ROWS)).all()
            yield from islice(map(kept_check_of, rows), limit)
            limit = None if limit is None else max(0, limit - len(rows))
            if len(rows) < ROWS or limit == 0:
                return
            batch = query.where(kept_checks.c.id < rows[-1].id)


def row_of(check: KeptCheck) -> dict[str, Any]:
    """Return the columns of `kept_checks`, but for the number."""
    return {
        **{name: getattr(check, name) for name in _FIELDS},
        "printings": json.dumps([printing.to_dict() for printing in check.printings]),
    }


def kept_check_of(row: Any) -> KeptCheck:
    """Return the check in a row of `kept_checks`."""
    fields = {name: getattr(row, name) for name in _FIELDS}
    return KeptCheck(number=row.id, printings=tuple(map(_printing, json.loads(row.printings))), **fields)


def _printing(told: dict[str, Any]) -> KeptPrinting:
    return KeptPrinting(
        article=told["article"],
        digest=told["digest"],
        quote=told["quote"],
        content=tuple(Span(start, end) for start, end in told["content"]),
        how=told["how"],
        outlet=told["source"],
        published=told["published"],
    )
