"""Asks SQLite itself about its file: pages that are damaged, rows that an index lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from quotetrack.records import Fault
from quotetrack.store.failures import cannot_be_read

_MOST_OF_THE_FILE = 1000
"""How many faults SQLite itself is asked for."""

_TREE = re.compile(r"[Tt]ree (\d+)")


def file_faults(connection: Connection) -> Iterator[Fault]:
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
