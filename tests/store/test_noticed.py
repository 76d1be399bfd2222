"""A value of any column of any table that is changed behind the program's back is noticed, or argued to be harmless."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from quotetrack.linking.remaking import REMADE
from quotetrack.store import open_store
from quotetrack.store.tables import metadata

from .changed_values import change

HARMLESS = {
    "leaves.checks": "only says which column differs, once the digest has told that one does",
    "kept_checks.id": "a number that the database gives out",
    "pair_decisions.id": "a number that the database gives out",
    "decisions.id": "a number that the database gives out",
    "speaker_decisions.id": "a number that the database gives out",
    "claim_changes.id": "a number that the database gives out",
    "tombstones.id": "a number that the database gives out",
    "erased_names.id": "a number that the database gives out",
    "erased_quotes.id": "a number that the database gives out",
    "undescribed.speaker": "somebody is counted anew who need not be",
}
"""Columns of which a change may go unnoticed, and why it does no harm."""


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
