"""Runs that are broken off at a chosen transaction, as a process that is killed there would leave the store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection

from quotetrack.store import Store
from quotetrack.store.database import Database


class Killed(BaseException):
    """Nothing of the program catches it."""


@contextmanager
def killed_after(transaction: int) -> Iterator[None]:
    """End what runs inside once so many of its transactions that write are committed, and one more.

    From then on nothing can be written, as there is nobody left to do it. A transaction that is not committed leaves
    nothing, so it need not be tried."""
    writing, count = Database.writing, [0]

    @contextmanager
    def counted(self: Database, **options: Any) -> Iterator[Connection]:
        own, count[0] = count[0], count[0] + 1
        if own > transaction:
            raise Killed
        with writing(self, **options) as connection:
            yield connection
        if own == transaction:
            raise Killed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Database, "writing", counted)
        yield


def content(store: Store) -> dict[str, list[Any]]:
    """All that people see of a store: statements, links, claims, speakers and decisions."""
    statements = sorted(printed.id for printed in store.statements.printed())
    links = sorted(
        (one.a.id, one.b.id, one.link.relation, one.link.score) for one in store.claims.links(min_score=0.0)
    )
    claims = sorted(
        (claim.id, *sorted((one.printed.id, one.copy_of or "") for one in claim.printings))
        for claim in store.claims.select()
    )
    speakers = sorted((entry.name, entry.quotes, entry.names) for entry in store.speakers.select())
    decisions = [(one.quote, one.what, one.value) for one in store.decisions()]
    return {
        "statements": statements,
        "links": links,
        "claims": claims,
        "speakers": speakers,
        "decisions": decisions,
    }
