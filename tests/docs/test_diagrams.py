"""The diagram of the tables has every foreign key of the database and no other."""

from __future__ import annotations

import re

from quotetrack.store.tables import metadata

from .pages import DOCS

PAGE = DOCS / "diagrams.md"
_TIE = re.compile(r"^    (\w+) \S+ (\w+) : (\w+)$", re.MULTILINE)


def test_every_foreign_key_is_a_line_of_the_diagram() -> None:
    drawn = {
        (child, column, parent) for parent, child, column in _TIE.findall(PAGE.read_text(encoding="utf-8"))
    }
    keys = {
        (table.name, column.name, key.column.table.name)
        for table in metadata.tables.values()
        for column in table.columns
        for key in column.foreign_keys
    }
    assert drawn == keys


def test_every_other_table_is_named_beneath_it() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [name for name in metadata.tables if not re.search(rf"\b{name}\b", page)] == []
