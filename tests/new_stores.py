"""Makes new SQLite stores sooner: by the statements that made the first one, without Alembic, which takes 20 times as
long. Every statement is the migrations' own, so a store made so is the same; `tests/store/test_migrations.py` compares.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, event

Upgrade = Callable[[Connection, str | None], None]


def replaying(upgrade: Upgrade) -> Upgrade:
    """Return an `upgrade` that remembers what the first new SQLite store took, and repeats that for later ones."""
    remembered: list[tuple[str, Any]] = []

    def replay(connection: Connection, version: str | None) -> None:
        if version is not None or connection.dialect.name != "sqlite":
            upgrade(connection, version)
        elif remembered:
            for statement, parameters in remembered:
                connection.exec_driver_sql(statement, parameters or None)
        else:
            remembered.extend(_recorded(upgrade, connection))

    return replay


def _recorded(upgrade: Upgrade, connection: Connection) -> list[tuple[str, Any]]:
    """Upgrade an empty database and return the statements that wrote to it, with their parameters."""
    written: list[tuple[str, Any]] = []

    def record(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if not statement.lstrip().upper().startswith(("SELECT", "PRAGMA")):
            written.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", record)
    try:
        upgrade(connection, None)
    finally:
        event.remove(connection, "before_cursor_execute", record)
    return written
