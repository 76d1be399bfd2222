"""Workbooks: typed cells, three sheets, exact words."""

from __future__ import annotations

import io
from datetime import datetime

import openpyxl
import pytest
from hypothesis import given
from openpyxl.utils import get_column_letter
from openpyxl.utils.escape import unescape

from quotetrack.export import Sheet, as_xlsx
from quotetrack.export.legible import legible_piece
from quotetrack.export.printings import VARIANTS
from quotetrack.records import STATUSES, Printed
from quotetrack.review.cells import EDITABLE
from tests.builders import reported

from .reading import IN_WORKBOOK, exported, read_xlsx
from .statements import HOSTILE, made, printed, quoting


@pytest.mark.parametrize("words", HOSTILE)
def test_xlsx_cells_are_text_and_exact(words: str) -> None:
    sheet = read_xlsx(exported([quoting(words)], "xlsx"))["quotations"]
    cell = sheet.cell(2, IN_WORKBOOK.index("words") + 1)
    assert cell.data_type == "s"
    assert cell.hyperlink is None
    assert unescape(cell.value) == words.encode("utf-8", "backslashreplace").decode("utf-8")


@given(printed())
def test_xlsx_opens_again_whatever_the_text(statement: Printed) -> None:
    sheet = read_xlsx(exported([statement], "xlsx"))["quotations"]
    assert [cell.value for cell in sheet[1]] == IN_WORKBOOK
    assert sheet.max_row == 2
    assert not any(cell.data_type == "f" for cell in sheet[2])


def test_xlsx_days_are_days_and_confidence_is_a_number() -> None:
    sheet = read_xlsx(exported([made()], "xlsx"))["quotations"]
    told = {IN_WORKBOOK[place]: cell.value for place, cell in enumerate(sheet[2])}
    assert told["day"] == told["said on"] == datetime(2012, 7, 5)
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
    assert {line[0].value for line in sources.iter_rows()} >= {*IN_WORKBOOK, "method", "made by"}


def test_xlsx_offers_what_a_reviewer_may_fill_in() -> None:
    sheet = read_xlsx(exported([made()], "xlsx"))["quotations"]
    lists = {
        str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation if one.type == "list"
    }
    column = sheet.cell(2, IN_WORKBOOK.index("status") + 1).coordinate
    assert lists[column] == '"confirmed,corrected,rejected,unsure"'


@pytest.mark.parametrize("letter", ["x", "🙂", "\ud800"])
def test_xlsx_says_where_a_cell_was_cut(letter: str) -> None:
    words = letter * 40_000
    sheet = read_xlsx(exported([quoting(words)], "xlsx"))["quotations"]
    cell = sheet.cell(2, IN_WORKBOOK.index("words") + 1)
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


# What a person finds


READ = [
    *("number", "status", "notes", "speaker", "stance", "words", "whole report", "context"),
    *("outlet", "day", "link"),
]


def test_xlsx_has_first_what_people_read_and_write() -> None:
    sheet = read_xlsx(exported([made(), reported()], "xlsx"))["quotations"]
    assert [cell.value for cell in sheet[1]][: len(READ)] == READ
    assert [sheet.cell(line, 1).value for line in (2, 3)] == [1, 2]
    told = dict(zip(IN_WORKBOOK, (cell.value for cell in sheet[2]), strict=True))
    assert told["context"].startswith("Foreign Minister Ana Lima told reporters")
    assert (told["outlet"], told["link"]) == ("The Gazette", "https://gazette.example/porto")
    assert not {"published", "url"} & set(IN_WORKBOOK)


def test_xlsx_hides_in_one_closed_group_what_only_machines_need() -> None:
    sheet = read_xlsx(exported([made()], "xlsx"))["quotations"]
    # openpyxl joins columns that are alike: each stands for all up to its `max`.
    groups = [(one.min, one.max, one.outlineLevel, one.hidden) for one in sheet.column_dimensions.values()]
    closed = {
        IN_WORKBOOK[at - 1] for a, b, level, hidden in groups if level and hidden for at in range(a, b + 1)
    }
    assert closed >= {"id", "article", "text digest", "confidence", "rule", "claim", "exported"}
    assert not closed & {*READ, *EDITABLE}
    places = sorted(map(IN_WORKBOOK.index, closed))
    assert places == list(range(places[0], len(IN_WORKBOOK)))
    behind = sheet.column_dimensions[get_column_letter(len(IN_WORKBOOK) + 1)]
    assert behind.collapsed
    assert not behind.hidden


def test_xlsx_rows_are_as_high_as_what_they_show() -> None:
    sizes = [quoting(words) for words in ("x", "word " * 40, "word " * 400, "word " * 4000, "字" * 300)]
    sheet = read_xlsx(exported(sizes, "xlsx"))["quotations"]
    low, middle, high, highest, wide = (sheet.row_dimensions[line].height for line in range(2, 7))
    assert low < 4 * 13 < middle < high
    assert high >= 400 * 5 / 60 * 12
    assert 400 < highest <= 409
    assert wide > sheet.row_dimensions[2].height * 3


def test_xlsx_is_printed_as_far_as_people_read_on_pages_as_wide_as_that() -> None:
    for sheet in read_xlsx(exported([made(), made()], "xlsx")):
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        # One page wide, which is what a file means that says nothing; as many high as it takes.
        assert sheet.page_setup.fitToWidth in (None, 1)
        assert sheet.page_setup.fitToHeight == 0
    assert read_xlsx(exported([made(), made()], "xlsx"))["quotations"].print_area == "'quotations'!$A$1:$K$3"


def test_xlsx_rows_have_the_colour_of_their_status() -> None:
    sheet = read_xlsx(exported([made(), made()], "xlsx"))["quotations"]
    colours = {
        rule.formula[0]: rule.dxf.fill.bgColor.rgb
        for rules in sheet.conditional_formatting
        for rule in rules.rules
        if str(rules.sqref) == "A2:K3" and rule.dxf.fill
    }
    assert list(colours) == [f'$B2="{status}"' for status in STATUSES]
    assert len(set(colours.values())) == len(STATUSES)
    assert IN_WORKBOOK[1] == "status"


def test_xlsx_sets_the_words_off_in_their_paragraph() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(exported([made()], "xlsx")), rich_text=True)
    context = workbook["quotations"].cell(2, IN_WORKBOOK.index("context") + 1).value
    assert [run.text for run in context if run.font.b] == ["a joke"]
    assert "".join(run.text for run in context) == made().article.text.split("\n\n")[1]


@pytest.mark.parametrize("words", HOSTILE)
def test_xlsx_context_shows_hostile_words_as_words(words: str) -> None:
    sheet = read_xlsx(exported([quoting(words)], "xlsx"))["quotations"]
    cell = sheet.cell(2, IN_WORKBOOK.index("context") + 1)
    assert cell.data_type == "s"
    assert legible_piece(words).strip() in cell.value
