"""Compares everything that is stored with what it should be: each text with its digest, each span with its text, each
row with those it belongs to. Nothing is written; so many rows at a time are in memory, however large the database is.

What belongs to linking alone (the bytes of signatures and postings) is read and not understood, and a full-text index
is asked which rows it has, not which words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from quotetrack.records import Fault
from quotetrack.store.damaged import Rows
from quotetrack.store.failures import cannot_be_read
from quotetrack.store.verifying import checks
from quotetrack.store.verifying.sealed import check_leaves

_MOST_OF_THE_FILE = 1000
"""How many faults SQLite itself is asked for."""

_TREE = re.compile(r"[Tt]ree (\d+)")


def verify(connection: Connection, compared: Counter[str]) -> Iterator[Fault]:
    """Yield all that is wrong, table by table.

    `compared` counts the "texts", "quotations", "spans" and "links" that were looked at.
    """
    is_sqlite = connection.dialect.name == "sqlite"
    if is_sqlite:
        yield from _file_faults(connection)
    rows = Rows(connection)
    for lots in (
        checks.check_tables(rows, checks.BEFORE_ARTICLES),
        checks.check_articles(rows),
        checks.check_tables(rows, checks.REVISIONS, compared, is_sqlite=is_sqlite),
        checks.check_quotes(rows, compared, is_sqlite=is_sqlite),
        checks.check_not_speech(rows, compared, is_sqlite=is_sqlite),
        checks.check_key_terms(rows),
        checks.check_links(rows, compared),
        checks.check_claims(rows),
        checks.check_tables(rows, checks.AFTER_CLAIMS),
        check_leaves(rows),
    ):
        for _ in chain(lots, [None]):
            yield from rows.take_faults()


def _file_faults(connection: Connection) -> Iterator[Fault]:
    """Yield what SQLite itself says of its file."""
    expected = "expected “ok” of PRAGMA integrity_check"
    try:
        reports = connection.execute(text(f"PRAGMA integrity_check({_MOST_OF_THE_FILE})")).scalars().all()
        owners = connection.execute(text("SELECT rootpage, tbl_name FROM sqlite_master")).all()
    except (DBAPIError, UnicodeDecodeError) as failure:
        why = cannot_be_read(failure)
        if why is None:
            raise
        yield Fault(table="", row="", where="", what=f"the file is damaged ({why}), {expected}")
        return
    tables = {page: name for page, name in owners if page}
    for line in (line for report in reports for line in str(report).splitlines()):
        if line != "ok" and not line.startswith("***"):
            tree = _TREE.search(line)
            table = tables.get(int(tree[1]), "") if tree else ""
            yield Fault(table=table, row="", where="", what=f"the file is damaged ({line}), {expected}")
