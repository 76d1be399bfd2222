"""Compares everything that is stored with what it should be: each text with its digest, each span with its text, each
row with those it belongs to. Nothing is written; so many rows at a time are in memory, however large the database is.

What belongs to linking alone (the bytes of signatures and postings) is read and not understood, and a full-text index
is asked which rows it has, not which words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import Connection

from quotetrack.records import Fault
from quotetrack.store.verifying import links, quotations, simple, terms
from quotetrack.store.verifying.damaged import Rows
from quotetrack.store.verifying.file import file_faults


def verify(connection: Connection, compared: Counter[str]) -> Iterator[Fault]:
    """Yield all that is wrong, table by table.

    `compared` counts the "texts", "quotations", "spans" and "links" that were looked at.
    """
    is_sqlite = connection.dialect.name == "sqlite"
    if is_sqlite:
        yield from file_faults(connection)
    rows = Rows(connection)
    for lots in (
        simple.check_tables(rows, simple.BEFORE_ARTICLES),
        simple.check_articles(rows),
        simple.check_tables(rows, simple.REVISIONS, compared),
        quotations.check_quotes(rows, compared, is_sqlite=is_sqlite),
        quotations.check_not_speech(rows, compared, is_sqlite=is_sqlite),
        terms.check_key_terms(rows),
        links.check_links(rows, compared),
        links.check_claims(rows),
        simple.check_tables(rows, simple.AFTER_CLAIMS),
    ):
        for _ in lots:
            yield from rows.take_faults()
        yield from rows.take_faults()
