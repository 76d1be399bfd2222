"""Makes of a database of today one of an earlier version, as far as its tables go."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from quotetrack.store.migrations.versions.v0008_views import quotes_view
from quotetrack.store.seals import sealed_columns
from quotetrack.store.tables import VERSION_TABLE, metadata


def send_back(connection: Connection, version: str) -> None:
    """Take back all that scripts later than this one have added."""
    for later, statements in _undoing(connection.dialect.name).items():
        if later > version:
            for statement in statements:
                connection.exec_driver_sql(statement)
    connection.exec_driver_sql(f"UPDATE {VERSION_TABLE} SET version_num = '{version}'")


def _undoing(dialect: str) -> dict[str, Sequence[str]]:
    later = ("watches", "watched", "watched_pairs")
    sealed = [name for name, table in metadata.tables.items() if sealed_columns(table) and name not in later]
    return {
        "0020": tuple(f"DROP TABLE {name}" for name in ("watched_pairs", "watched", "watches")),
        "0019": ("ALTER TABLE revisions DROP COLUMN details",),
        "0018": ("DROP INDEX attributions_confidence", "DROP INDEX revisions_source"),
        "0017": tuple(
            f"ALTER TABLE {name} DROP COLUMN undoes" for name in ("pair_decisions", "speaker_decisions")
        ),
        "0016": ("DROP TABLE leaves", *(f"ALTER TABLE {name} DROP COLUMN seal" for name in sealed)),
        "0015": ("DROP TABLE tombstones", "DROP TABLE erased_names", "DROP TABLE erased_quotes"),
        "0014": ("DROP TABLE pending",),
        "0013": ("DROP TABLE text_words",),
        "0012": (
            "DROP TABLE kept_checks",
            "DROP INDEX revisions_earlier",
            "ALTER TABLE revisions DROP COLUMN added_at",
        ),
        "0011": ("DROP TABLE pair_decisions", "ALTER TABLE links DROP COLUMN decided_by"),
        "0010": (
            "DROP VIEW quotes_flat",
            "DROP INDEX quotes_kept_back",
            "ALTER TABLE quotes DROP COLUMN shown",
            quotes_view(dialect),
        ),
    }
