"""A value of any column of any table that is changed behind the program's back is noticed, or argued to be harmless."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from quotetrack.linking.remaking import REMADE
from quotetrack.store import open_store
from quotetrack.store.tables import metadata

from .changed_values import HARMLESS, change


@pytest.mark.parametrize("table", metadata.tables)
def test_every_column_is_watched(filled_file: Path, tmp_path: Path, table: str) -> None:
    drawn = random.Random(7)
    missed = []
    for column in metadata.tables[table].columns:
        copy = tmp_path / "changed.db"
        file = Path(shutil.copy(filled_file, tmp_path / "quotes.db"))
        if not change(file, copy, table, column, drawn):
            continue
        with open_store(copy, create=False) as store:
            if next(iter(store.verify(deep=True, others=REMADE)), None) is None:
                missed.append(f"{table}.{column.name}")
    assert set(missed) <= HARMLESS.keys()
