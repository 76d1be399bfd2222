"""Parquet: rows in typed columns, read back by DuckDB and by pandas."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas
import pyarrow.parquet
import pytest
from hypothesis import given

from quotetrack import __version__, write_sheet
from quotetrack.errors import UsageError
from quotetrack.export import Sheet, as_parquet
from quotetrack.records import ClaimNote, Figure, Locator, Printed, Review, Span, Wire

from ..sizes import few
from .conftest import Written
from .reading import exported
from .reopening import as_json, read_parquet
from .statements import HOSTILE, made, printed, quoting


def everything() -> Printed:
    """A statement of which everything is known, with a place, a withdrawal, a claim and a review."""
    known = made()
    whole = Span(0, len(known.article.text))
    article = replace(
        known.article,
        archive_url="https://archive.example/1",
        retrieved="2012-07-06",
        locators=(
            Locator(kind="page", label="iv", span=whole),
            Locator(kind="time", label="00:00:12.000", until="00:00:17.000", span=whole),
        ),
        wire=Wire(state="withdrawn"),
    )
    figure = Figure(span=Span(0, 3), value=1e30, unit=Span(4, 6))
    return Printed(
        article=article,
        statement=replace(known.statement, quote=replace(known.statement.quote, figures=(figure,))),
        review=Review(
            status="confirmed", reviewer="Eva Holm", checked_on="2012-07-09", corrected=("speaker",)
        ),
        claim=ClaimNote(id="c0ffee000000", printings=3, sources=2, first_published="2012-07-05"),
    )


def test_every_key_of_json_has_its_column_in_its_order() -> None:
    told = list(everything().to_dict())
    columns = pyarrow.parquet.read_schema(io.BytesIO(exported([everything()], "parquet"))).names
    assert columns == told


def test_a_row_holds_what_json_holds() -> None:
    [row] = read_parquet(exported([everything()], "parquet"))
    assert as_json(row) == everything().to_dict()


def test_columns_have_their_types() -> None:
    names = pyarrow.parquet.read_schema(io.BytesIO(exported([], "parquet")))
    expected = {
        "published": "date32[day]",
        "said_on": "string",
        "confidence": "double",
        "shown": "bool",
        "content": "list<element: struct<start: int64, end: int64>>",
        "speaker": "struct<name: string, kind: string, role: string>",
        "via": "list<element: string>",
    }
    assert {name: str(names.field(name).type) for name in expected} == expected


def test_every_column_says_what_it_means() -> None:
    schema = pyarrow.parquet.read_schema(io.BytesIO(exported([], "parquet")))
    meanings = [field.metadata[b"description"].decode() for field in schema]
    assert all(meaning.endswith(".") for meaning in meanings)
    assert len(set(meanings)) == len(schema.names)


def test_the_file_says_what_was_asked_and_by_which_version() -> None:
    sheet = Sheet(printed=[made()], title="Who? \ud800", method=(("written on", "2026-01-31"),))
    metadata = pyarrow.parquet.read_schema(io.BytesIO(exported(sheet, "parquet"))).metadata
    told = {"version": __version__, "title": "Who? \ud800", "method": [["written on", "2026-01-31"]]}
    assert json.loads(metadata[b"quotetrack"]) == told


@pytest.mark.parametrize(
    ("published", "day"), [("2012-07-05", "2012-07-05"), ("2012-07", None), ("2012-02-30", None)]
)
def test_what_is_no_whole_day_is_null(published: str, day: str | None) -> None:
    statement = replace(made(), article=replace(made().article, published=published))
    [row] = read_parquet(exported([statement], "parquet"))
    assert as_json(row)["published"] == day


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_come_back_as_they_are(words: str) -> None:
    [row] = read_parquet(exported([quoting(words)], "parquet"))
    assert row["text"] == row["title"] == words.encode("utf-8", "backslashreplace").decode("utf-8")


@few
@given(statement=printed())
def test_any_statement_comes_back(statement: Printed) -> None:
    [row] = read_parquet(exported([statement], "parquet"))
    told = as_json(row)
    assert told["content"] == statement.to_dict()["content"]
    assert set(told) <= set(everything().to_dict())


def test_groups_are_written_as_they_fill() -> None:
    out, written = io.BytesIO(), []

    def rows() -> Iterator[Printed]:
        for _ in range(10):
            written.append(out.tell())
            yield made()

    assert as_parquet.write(Sheet(printed=rows()), out, rows_a_group=4) == 10
    assert written[3] < written[4] == written[7] < written[8] < out.tell()
    file = pyarrow.parquet.ParquetFile(io.BytesIO(out.getvalue()))
    assert [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)] == [4, 4, 2]


def test_without_pyarrow_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(as_parquet, "find_spec", lambda _: None)
    with pytest.raises(UsageError, match=r'pip install "quotetrack\[parquet\]"'):
        write_sheet([made()], tmp_path / "sheet.parquet")
    assert list(tmp_path.iterdir()) == []


def test_pandas_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "sheet.parquet"
    assert write_sheet([made(), everything()], path) == 2
    frame = pandas.read_parquet(path)
    assert list(frame["text"]) == ["a joke", "a joke"]
    assert frame["speaker"][0]["name"] == "Ana Lima"
    assert list(frame["confidence"]) == [0.93, 0.93]


@pytest.mark.parser
def test_all_fixtures_are_what_json_has(written: Written) -> None:
    rows = read_parquet(written.files["parquet"])
    assert [as_json(row) for row in rows] == [json.loads(json.dumps(one.to_dict())) for one in written.rows]
