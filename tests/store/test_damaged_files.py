"""What the database itself cannot read is a fault too, and a broken file never ends in a traceback."""

from __future__ import annotations

import random
import shutil
import sqlite3
from pathlib import Path

import pytest

from quotetrack.errors import StoreError
from quotetrack.store import open_store
from tests.builders import extract, make_article, make_statement
from tests.sizes import size

from .filled_store import change, verified


def test_a_value_of_another_kind_is_a_fault(filled_file: Path, tmp_path: Path) -> None:
    file = str(shutil.copy(filled_file, tmp_path / "quotes.db"))
    change(
        file,
        [
            "UPDATE quotes SET words = x'ff00' WHERE id = 1",
            "UPDATE revisions SET digest = x'00' WHERE id = 4",
        ],
    )
    found = {(fault.table, fault.row, fault.what) for fault in verified(file) if fault.row}
    assert found == {
        ("quotes", "1", "words holds bytes, expected text"),
        ("revisions", "4", "digest holds bytes, expected text"),
    }


def test_text_that_is_no_utf8_costs_its_own_row(filled_file: Path, tmp_path: Path) -> None:
    file = str(shutil.copy(filled_file, tmp_path / "quotes.db"))
    change(file, ["UPDATE revisions SET text = CAST(x'ff41' AS TEXT) WHERE id = 3"])
    (fault,) = verified(file)
    assert (fault.table, fault.row) == ("revisions", "3")
    assert fault.what == "cannot be read (the text is no UTF-8), expected a row that can"


def overwritten(source: Path, target: Path, seed: int) -> Path:
    """A copy with 6,000 random bytes, a page and more, at a random place behind the first page."""
    chance = random.Random(seed)
    content = bytearray(source.read_bytes())
    start = chance.randrange(4096, len(content) - 6000)
    content[start : start + 6000] = chance.randbytes(6000)
    target.write_bytes(bytes(content))
    return target


@pytest.mark.parametrize("seed", range(size(40)))
def test_bytes_overwritten_in_the_file_end_in_faults(filled_file: Path, tmp_path: Path, seed: int) -> None:
    file = overwritten(filled_file, tmp_path / "quotes.db", seed)
    try:
        found = verified(str(file))
    except StoreError as error:
        told = str(error)
        assert f"{file} " in told
    else:
        assert found != []


def test_a_schema_that_is_no_text_is_an_error_in_plain_words(filled_file: Path, tmp_path: Path) -> None:
    """SQLite quotes it in its own message, which the driver then cannot read."""
    file = tmp_path / "quotes.db"
    file.write_bytes(filled_file.read_bytes().replace(b"CREATE TABLE quotes", b"CRE\xf8\xf8 TABLE quotes"))
    with pytest.raises(StoreError, match="is damaged: restore it from a copy"):
        verified(str(file))


def test_rows_beyond_a_page_that_is_lost_are_compared_all_the_same(tmp_path: Path) -> None:
    file = tmp_path / "quotes.db"
    with open_store(file) as store:
        for n in range(300):
            text = f"“The bridge {n} is safe,” Ana Lima said. " + "Rain. " * 100
            article = make_article(text, id=f"a{n}")
            store.add(
                extract(article, make_statement(article, f"The bridge {n} is safe,", mention="Ana Lima"))
            )
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.execute("UPDATE quotes SET words = 'x' WHERE id = 299")
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    query = "SELECT pageno FROM dbstat WHERE name = 'spans' AND pagetype = 'leaf' ORDER BY path"
    try:
        page = connection.execute(query).fetchall()[1][0]
    except sqlite3.OperationalError:
        pytest.skip("this SQLite has no dbstat")
    connection.close()
    with file.open("r+b") as stream:
        stream.seek((page - 1) * 4096)
        stream.write(b"\xff" * 4096)
    found = verified(str(file))
    lost = [fault for fault in found if fault.table == "spans" and fault.row]
    # The quotation whose spans begin on the page before, and those whose spans all stood on this one.
    assert [fault.row.partition(" to ")[1] for fault in lost] == ["", " to "]
    assert all("cannot be read" in fault.what for fault in lost)
    assert [(fault.row, fault.where != "") for fault in found if fault.table == "quotes"] == [("299", True)]
