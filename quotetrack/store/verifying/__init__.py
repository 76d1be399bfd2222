"""Compares everything that is stored with what it should be: each text with its digest, each span with its text, each
row with those it belongs to. Nothing is written; so many rows at a time are in memory, however large the database is.

What belongs to linking alone (the bytes of signatures and postings) is read and not understood, and a full-text index
is asked which rows it has, not which words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import Connection

from quotetrack.records import Fault
from quotetrack.store.verifying import articles, links, quotations, terms
from quotetrack.store.verifying.damaged import Rows
from quotetrack.store.verifying.file import file_faults


def verify(connection: Connection, compared: Counter[str]) -> Iterator[Fault]:
    """All that is wrong, table by table; `compared` counts the "texts", "quotations", "spans" and "links" that were
    looked at."""
    is_sqlite = connection.dialect.name == "sqlite"
    if is_sqlite:
        yield from file_faults(connection)
    rows = Rows(connection)
    for lots in (
        articles.sources_checked(rows),
        articles.runs_checked(rows),
        articles.speakers_checked(rows),
        articles.articles_checked(rows),
        articles.revisions_checked(rows, compared),
        quotations.quotes_checked(rows, compared, is_sqlite=is_sqlite),
        quotations.not_speech_checked(rows, compared, is_sqlite=is_sqlite),
        terms.key_terms_checked(rows),
        links.links_checked(rows, compared),
        links.claims_checked(rows),
        links.decisions_checked(rows),
        links.others_checked(rows),
    ):
        for _ in lots:
            yield from rows.told()
        yield from rows.told()
