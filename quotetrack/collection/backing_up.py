"""Copies of a collection's database."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from quotetrack.collection.opened import Opened
from quotetrack.errors import UsageError
from quotetrack.output import require_no_input, whole_path
from quotetrack.records import Backup

_BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database that is in use."""


class BackingUp(Opened):
    """The method that copies a database."""

    def backup(self, file: str | Path) -> Backup:
        """Copy a SQLite database into a file, as it is at one moment. Others may read and write it meanwhile.

        The copy is read again before it gets its name: first by SQLite itself, then as `verify` does. A file that
        stood there is replaced only then.

        Args:
            file: The file to write. It is a database as any other.

        Returns:
            What is in the copy.

        Raises:
            UsageError: If the database is a PostgreSQL one, or the file is the database itself, or one in use.
            OutputError: If the file cannot be written.
            StoreError: If the copy is damaged, or the database cannot be read.

        Example:
            >>> collection.backup("copy.db").quotations
            4
        """
        from quotetrack.store import open_store

        path = Path(file)
        require_no_input(path, [self.location])
        if any(path.with_name(path.name + ending).exists() for ending in _BESIDE):
            raise UsageError(f"{path} is a database in use, or one that was: name another file to write to")
        with whole_path(path) as part:
            try:
                self.store.copy_to(part, name=str(path))
                with open_store(part, create=False) as copy:
                    faults = sum(1 for _ in copy.verify())
                    held = copy.progress()
                size = part.stat().st_size
            finally:
                for ending in _BESIDE:
                    with suppress(OSError):
                        part.with_name(part.name + ending).unlink(missing_ok=True)
        return Backup(
            path=str(path), size=size, articles=held.articles, quotations=held.quotations, faults=faults
        )
