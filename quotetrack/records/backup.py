"""A copy of a database, and what it holds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A copy of a database that was written and read again.

    Attributes:
        path: The file.
        size: Its bytes.
        articles: The articles in it.
        quotations: The quotations of their current texts.
        faults: What `verify` finds in it. The copy is as it should be: the database itself has these faults.

    Example:
        >>> collection.backup("copy.db").articles
        3
    """

    path: str
    size: int
    articles: int
    quotations: int
    faults: int = 0
