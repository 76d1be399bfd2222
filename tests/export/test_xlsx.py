"""Workbooks: typed cells, three sheets, exact words."""

from __future__ import annotations

import io
from datetime import datetime

import pytest
from hypothesis import given
from openpyxl.utils.escape import unescape

from quotetrack.export import Sheet, as_xlsx
from quotetrack.export.printings import VARIANTS
from quotetrack.records import Printed

from .reading import HEADINGS, exported, read_xlsx
from .statements import HOSTILE, made, printed, quoting


@pytest.mark.parametrize("words", HOSTILE)
def test_xlsx_cells_are_text_and_exact(words: str) -> None:
    sheet = read_xlsx(exported([quoting(words)], "xlsx"))["quotations"]
    cell = sheet.cell(2, HEADINGS.index("words") + 1)
    assert cell.data_type == "s"
    assert cell.hyperlink is None
    assert unescape(cell.value) == words.encode("utf-8", "backslashreplace").decode("utf-8")


@given(printed())
def test_xlsx_opens_again_whatever_the_text(statement: Printed) -> None:
    sheet = read_xlsx(exported([statement], "xlsx"))["quotations"]
    assert [cell.value for cell in sheet[1]] == HEADINGS
    assert sheet.max_row == 2
    assert not any(cell.data_type == "f" for cell in sheet[2])


def test_xlsx_days_are_days_and_confidence_is_a_number() -> None:
    sheet = read_xlsx(exported([made()], "xlsx"))["quotations"]
    told = {HEADINGS[place]: cell.value for place, cell in enumerate(sheet[2])}
    assert told["published"] == told["said on"] == datetime(2012, 7, 5)
    assert told["confidence"] == pytest.approx(0.93)


def test_xlsx_has_a_frozen_filtered_heading_and_two_more_sheets() -> None:
    workbook = read_xlsx(exported([made(), made()], "xlsx"))
    assert workbook.sheetnames == ["quotations", "claims", "sources and method"]
    quotations, claims, sources = workbook
    assert quotations.freeze_panes == "C2"
    assert quotations.auto_filter.ref.endswith("3")
    assert [cell.value for cell in claims[1]] == [column.heading for column in VARIANTS]
    told = dict(zip((cell.value for cell in sources[1]), (cell.value for cell in sources[2]), strict=True))
    assert told["outlet"] == "The Gazette"
    assert told["published"] == datetime(2012, 7, 5)
    assert told["text digest"] == made().article.digest
    assert {line[0].value for line in sources.iter_rows()} >= {*HEADINGS, "method", "made by"}


def test_xlsx_offers_what_a_reviewer_may_fill_in() -> None:
    sheet = read_xlsx(exported([made()], "xlsx"))["quotations"]
    lists = {
        str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation if one.type == "list"
    }
    column = sheet.cell(2, HEADINGS.index("status") + 1).coordinate
    assert lists[column] == '"confirmed,corrected,rejected,unsure"'


@pytest.mark.parametrize("letter", ["x", "🙂", "\ud800"])
def test_xlsx_says_where_a_cell_was_cut(letter: str) -> None:
    words = letter * 40_000
    sheet = read_xlsx(exported([quoting(words)], "xlsx"))["quotations"]
    cell = sheet.cell(2, HEADINGS.index("words") + 1)
    assert cell.value.endswith(
        "[cut here: 40000 characters are more than a cell holds; JSON or CSV has them all]"
    )
    assert len(cell.value.encode("utf-16-le")) // 2 in (as_xlsx.MAX_UNITS - 1, as_xlsx.MAX_UNITS)
    assert cell.fill.bgColor.rgb != sheet.cell(2, 1).fill.fgColor.rgb


def test_xlsx_goes_on_in_another_sheet_when_one_is_full() -> None:
    out = io.BytesIO()
    assert as_xlsx.write(Sheet(printed=[made()] * 5), out, max_rows=3) == 5
    workbook = read_xlsx(out.getvalue())
    names = ["quotations", "quotations 2", "quotations 3"]
    assert [workbook[name].max_row for name in names] == [3, 3, 2]
