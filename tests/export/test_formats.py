"""What holds for every format, and the table of columns."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.errors import UsageError
from quotetrack.export import FORMATS, as_xlsx, ending_of, format_of, write, write_sheet
from quotetrack.records import Printed

from ..sizes import few
from .reading import cells, exported
from .statements import HOSTILE, made, printed, quoting


@pytest.mark.parametrize("format", FORMATS)
def test_no_rows_make_a_whole_file(format: str) -> None:
    assert exported([], format) or format in ("jsonl", "ndjson")


@pytest.mark.parametrize("format", FORMATS)
@few
@given(statements=st.lists(printed(), max_size=2))
def test_same_statements_make_same_bytes_whatever_they_hold(format: str, statements: list[Printed]) -> None:
    assert exported(statements, format) == exported(statements, format)


@pytest.mark.parametrize("format", sorted(set(FORMATS) - {"xlsx", "docx", "parquet"}))
@pytest.mark.parametrize("words", HOSTILE)
def test_output_is_utf8(format: str, words: str) -> None:
    assert exported([quoting(words)], format).decode("utf-8")


def test_unknown_format_names_those_there_are() -> None:
    with pytest.raises(UsageError, match="no format 'pdf': choose one of csv, xlsx"):
        write([], "pdf", io.BytesIO())


def test_every_writer_in_the_folder_is_in_the_table() -> None:
    folder = Path(as_xlsx.__file__).parent
    assert {path.stem for path in folder.glob("as_*.py")} == set(FORMATS.values())


def test_sheet_takes_its_format_from_the_ending(tmp_path: Path) -> None:
    path = tmp_path / "sheet.JSONL"
    assert write_sheet([made()], path) == 1
    assert json.loads(path.read_text(encoding="utf-8"))["text"] == "a joke"


def test_sheet_without_a_known_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"ends in '\.doc'"):
        write_sheet([], tmp_path / "sheet.doc")


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("refs.bib", "bibtex"),
        ("refs.CSL.json", "csl"),
        ("sheet.v2.json", "json"),
        ("sheet.csl.xlsx", "xlsx"),
        ("a.parquet", "parquet"),
    ],
)
def test_the_ending_of_a_file_says_its_format(name: str, format: str) -> None:
    assert format_of(Path(name)) == format


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_has_an_ending_that_says_it(format: str) -> None:
    assert format_of(Path(f"sheet.{ending_of(format)}")) == format


def test_a_sheet_that_fails_leaves_the_old_one_alone(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text("old")

    def broken() -> object:
        yield made()
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError):
        write_sheet(broken(), path)  # type: ignore[arg-type]
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


# A workbook is packed when it is whole. The other three have tests of their own: one article is told once, and a group
# has more rows.
@pytest.mark.parametrize("format", sorted(set(FORMATS) - {"xlsx", "parquet", "bibtex", "csl"}))
def test_rows_are_written_as_they_come(format: str) -> None:
    out, written = io.BytesIO(), []

    def rows() -> Iterator[Printed]:
        # So many that what is packed leaves its buffers in each third, alike as the rows are.
        for _ in range(2400):
            written.append(out.tell())
            yield made()

    assert write(rows(), format, out) == 2400
    assert 0 < written[800] < written[1600] < written[2399] < out.tell()


def test_columns_of_a_statement_of_which_everything_is_known() -> None:
    told = cells(made())
    expected = {
        "words": "a joke",
        "kind": "mixed",
        "marks": "“ ”",
        "speaker": "Ana Lima",
        "speaker as printed": "Ana Lima",
        "role": "Foreign Minister",
        "speaker kind": "person",
        "cue": "told",
        "stance": "said",
        "said on": "2012-07-05",
        "precision": "day",
        "basis": "on Thursday",
        "hearer": "reporters",
        "speaks for": "the cabinet",
        "anonymity": "named",
        "reason for anonymity": "for fear of the censor",
        "place": "Porto",
        "outlet": "The Gazette",
        "agencies": "dpa; AFP",
        "byline": "Rui Reis",
        "published": "2012-07-05",
        "where": "body",
        "offsets": "97..103",
        "confidence": "0.93",
        "shown": "yes",
        "why": "subject of the cue: “Ana Lima”",
        "runner-up": "Rui Reis (0.12: named nearby)",
    }
    assert {heading: told[heading] for heading in expected} == expected
    assert made().article.text[97:103] == "a joke"


@pytest.mark.parametrize(
    ("format", "first", "second"),
    [
        ("html", "<dt>anonymity</dt><dd><bdi>“for fear", "<dt>speaks for</dt><dd><bdi>the cabinet</bdi>"),
        ("md", "- **Anonymity:** “for fear of the censor”", "- **Speaks for:** the cabinet"),
        ("jsonl", '"speaks_for": "the cabinet"', '"anonymity": "for fear of the censor"'),
        ("jsonld", '"qt:reasonForAnonymity": "for fear of the censor"', '"qt:speaksFor": "the cabinet"'),
    ],
)
def test_for_whom_and_why_unnamed_stand_in_every_format(format: str, first: str, second: str) -> None:
    page = exported([made()], format).decode("utf-8")
    assert page.index(first) < page.index(second)
