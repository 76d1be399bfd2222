"""Every format: rows counted, exact words, hostile text inert."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from openpyxl.utils.escape import unescape

from quotetrack.errors import UsageError
from quotetrack.export import FORMATS, as_xlsx, write, write_sheet
from quotetrack.export.columns import COLUMNS, row
from quotetrack.export.legible import legible
from quotetrack.review.neutralise import restore
from quotetrack.records import Printed

from .statements import HOSTILE, made, printed, quoting

HEADINGS = [column.heading for column in COLUMNS]


def exported(statements: list[Printed], format: str) -> bytes:
    out = io.BytesIO()
    assert write(iter(statements), format, out) == len(statements)
    return out.getvalue()


def cells(statement: Printed) -> dict[str, str]:
    return dict(zip(HEADINGS, row(statement), strict=True))


# All formats


@pytest.mark.parametrize("format", FORMATS)
def test_no_rows_make_a_whole_file(format: str) -> None:
    assert exported([], format) or format == "jsonl"


@pytest.mark.parametrize("format", FORMATS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(statements=st.lists(printed(), max_size=2))
def test_same_statements_make_same_bytes_whatever_they_hold(format: str, statements: list[Printed]) -> None:
    assert exported(statements, format) == exported(statements, format)


@pytest.mark.parametrize("format", ["csv", "html", "md", "json", "jsonl"])
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


# The columns


def test_columns_of_a_statement_of_which_everything_is_known() -> None:
    told = cells(made())
    expected = {
        "words": "a joke",
        "kind": "mixed",
        "speaker": "Ana Lima",
        "as printed": "Ana Lima",
        "role": "Foreign Minister",
        "speaker kind": "person",
        "cue": "told",
        "stance": "said",
        "said on": "2012-07-05",
        "precision": "day",
        "basis": "on Thursday",
        "hearer": "reporters",
        "speaks for": "the cabinet",
        "anonymity": "for fear of the censor",
        "place": "Porto",
        "outlet": "The Gazette",
        "agencies": "dpa; AFP",
        "byline": "Rui Reis",
        "published": "2012-07-05",
        "where": "body",
        "offsets": "97..103",
        "confidence": "0.93",
        "why": "subject of the cue: “Ana Lima”",
        "runner-up": "Rui Reis (0.12: named nearby)",
    }
    assert {heading: told[heading] for heading in expected} == expected
    assert made().article.text[97:103] == "a joke"


# CSV


def read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@settings(max_examples=60, deadline=None)
@given(st.lists(printed(), max_size=3))
def test_csv_gives_every_cell_back(statements: list[Printed]) -> None:
    heading, *rows = read_csv(exported(statements, "csv"))
    assert heading == HEADINGS
    assert [tuple(map(restore, cells)) for cells in rows] == [
        tuple(cell.encode("utf-8", "backslashreplace").decode("utf-8") for cell in row(statement))
        for statement in statements
    ]


def test_csv_begins_with_the_mark_that_excel_needs() -> None:
    assert exported([], "csv").startswith(b"\xef\xbb\xbfid,words,")


@pytest.mark.parametrize("words", HOSTILE)
def test_csv_has_no_cell_that_could_run(words: str) -> None:
    for line in read_csv(exported([quoting(words)], "csv")):
        assert not any(cell.startswith(tuple("=+-@\t\r\n＝＋－＠")) for cell in line)


# XLSX


def read_xlsx(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.mark.parametrize("words", HOSTILE)
def test_xlsx_cells_are_text_and_exact(words: str) -> None:
    sheet = read_xlsx(exported([quoting(words)], "xlsx"))["quotations"]
    cell = sheet.cell(2, HEADINGS.index("words") + 1)
    assert cell.data_type == "s"
    assert cell.hyperlink is None
    assert unescape(cell.value) == words.encode("utf-8", "backslashreplace").decode("utf-8")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
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
    assert workbook.sheetnames == ["quotations", "sources", "method"]
    quotations, sources, method = workbook
    assert quotations.freeze_panes == "C2"
    assert quotations.auto_filter.ref.endswith("3")
    assert [cell.value for cell in sources[2]] == [
        *("The Gazette", "Ministers meet", datetime(2012, 7, 5), "https://gazette.example/porto", "porto"),
        made().article.digest,
    ]
    assert sources.max_row == 2
    assert {line[0].value for line in method.iter_rows()} >= set(HEADINGS)


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
    assert as_xlsx.write([made()] * 5, out, max_rows=3) == 5
    workbook = read_xlsx(out.getvalue())
    names = ["quotations", "quotations 2", "quotations 3"]
    assert [workbook[name].max_row for name in names] == [3, 3, 2]


# HTML


class Page(HTMLParser):
    """Collects what a page holds."""

    def __init__(self, data: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.marked: list[str] = []
        self._inside: list[str] = []
        self.feed(data.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        assert not any(name.startswith("on") for name in told)
        self.tags.append(tag)
        self._inside.append(tag)
        self.ids += [told["id"] or ""] if "id" in told else []
        self.links += [value for name in ("href", "src") if (value := told.get(name))]
        self.marked += [""] if tag == "mark" else []

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._inside and self._inside[-1] == "mark":
            self.marked[-1] += data


SAFE = Page(exported([made(), quoting("x", url="https://e.example")], "html"))


def test_html_marks_the_words_and_anchors_the_id() -> None:
    page = Page(exported([made()], "html"))
    assert page.marked == ["Marked", "a joke"]
    assert page.ids == [f"q-{made().statement.quote.id}"]
    assert page.links == ["https://gazette.example/porto", f"#q-{made().statement.quote.id}"]


@pytest.mark.parametrize("words", HOSTILE)
def test_html_shows_hostile_words_as_words(words: str) -> None:
    page = Page(exported([quoting(words)], "html"))
    assert page.marked[1:] == [legible(words)]
    assert set(page.tags) <= set(SAFE.tags)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//e.example", "file:///etc/passwd", ""]
)
def test_html_links_only_to_the_web(url: str) -> None:
    assert Page(exported([quoting("x", url=url)], "html")).links == [
        f"#q-{quoting('x', url=url).statement.quote.id}"
    ]


def test_html_stays_one_link_whatever_the_address() -> None:
    page = Page(exported([quoting("x", url='https://e.example/" onclick="x()\n<b>')], "html"))
    assert page.links[0] == "https://e.example/%22%20onclick=%22x()%0A%3Cb%3E"


def test_html_fetches_nothing() -> None:
    page = exported([made()], "html").decode("utf-8")
    assert not {"script", "link", "img", "iframe", "object", "form"} & set(SAFE.tags)
    assert "@import" not in page
    assert "url(" not in page


# Markdown


def md_tokens(data: bytes) -> list[str]:
    """The types of every token, blocks and what stands in them."""
    blocks = MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(data.decode("utf-8"))
    return [token.type for block in blocks for token in (block, *(block.children or []))]


def md_quoted(data: bytes) -> str:
    """The words in the block quotation, white space folded."""
    blocks = MarkdownIt("commonmark", {"html": True}).parse(data.decode("utf-8"))
    start = next(place for place, token in enumerate(blocks) if token.type == "blockquote_open")
    end = next(place for place, token in enumerate(blocks) if token.type == "blockquote_close")
    told = [
        child.content if child.type in ("text", "text_special") else " "
        for block in blocks[start:end]
        for child in (block.children or [block])
    ]
    return " ".join("".join(told).split())


def test_markdown_of_a_statement() -> None:
    page = exported([made()], "md").decode("utf-8")
    assert page == (
        "# Quotations\n\n## 1. Ana Lima (Foreign Minister)\n\n> a joke\n\n"
        "- **Stance:** said\n- **Speaks for:** the cabinet\n- **Anonymity:** for fear of the censor\n"
        "- **To:** reporters\n- **Said on:** 5 July 2012 (“on Thursday”)\n"
        "- **Printed in:** The Gazette, Ministers meet, 5 July 2012 <https://gazette.example/porto>\n"
        "- **Agencies:** dpa; AFP\n"
        "- **In context:** Foreign Minister Ana Lima told reporters in Porto on Thursday that the plan was "
        "“**a joke**”, and left.\n"
        f"- `{made().statement.quote.id}`, confidence 0.93\n"
    )


@pytest.mark.parametrize("words", HOSTILE)
def test_markdown_shows_hostile_words_as_words(words: str) -> None:
    data = exported([quoting(words)], "md")
    assert not {"html_inline", "html_block", "link_open", "image", "fence", "code_block", "hr"} & set(
        md_tokens(data)
    )
    assert md_tokens(data).count("heading_open") == 2
    assert md_tokens(data).count("list_item_open") == 5
    assert md_quoted(data) == " ".join(legible(" ".join(words.split())).split())


# JSON


@settings(max_examples=60, deadline=None)
@given(st.lists(printed(), max_size=3))
def test_json_and_its_lines_hold_the_same_and_the_spans_slice_the_text(statements: list[Printed]) -> None:
    lines = [json.loads(line) for line in exported(statements, "jsonl").split(b"\n")[:-1]]
    assert json.loads(exported(statements, "json")) == lines
    for told, statement in zip(lines, statements, strict=True):
        text = statement.article.text
        assert " … ".join(text[start:end] for start, end in told["content"]) == told["text"]
        assert told["digest"] == statement.article.digest


@pytest.mark.parametrize(
    ("format", "first", "second"),
    [
        (
            "html",
            "<dt>speaks for</dt><dd><bdi>the cabinet</bdi>",
            "<dt>anonymity</dt><dd><bdi>for fear of the censor</bdi>",
        ),
        ("md", "- **Speaks for:** the cabinet", "- **Anonymity:** for fear of the censor"),
        ("jsonl", '"speaks_for": "the cabinet"', '"anonymity": "for fear of the censor"'),
    ],
)
def test_for_whom_and_why_unnamed_stand_in_every_format(format: str, first: str, second: str) -> None:
    page = exported([made()], format).decode("utf-8")
    assert page.index(first) < page.index(second)
