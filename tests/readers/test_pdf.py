"""PDF: words in reading order, hyphens, running heads, pages; and documents that are broken or made to harm."""

from __future__ import annotations

import time
import zlib
from pathlib import Path
from typing import Any

import pytest

from quotetrack.readers.documents.pdf_columns import PrintedRun, reading_columns
from quotetrack.readers.documents.pdf_hyphens import HyphenJoiner
from quotetrack.records import Article, Failure
from tests.readers.golds import FILES, check_gold, failures, gold_cases, one_article, read_all

PDF = FILES / "pdf"


@pytest.mark.parametrize(("path", "gold"), gold_cases("pdf", ".pdf"))
def test_a_document_is_read_in_order_with_its_pages(path: Path, gold: dict[str, Any]) -> None:
    check_gold(one_article(path), gold)


def test_pages_cover_the_text_one_behind_the_other() -> None:
    article = one_article(PDF / "report.pdf")
    spans = [locator.span for locator in article.locators]
    assert [locator.label for locator in article.locators] == ["1", "2"]
    assert spans[0].start == 0
    assert spans[0].end <= spans[1].start
    assert spans[1].end == len(article.text)


def test_what_a_program_or_a_browser_printed_on_it_is_no_day_and_no_title() -> None:
    article = one_article(PDF / "browser.pdf")
    heads = [zone.span.of(article.text) for zone in article.zones if zone.kind == "running_head"]
    assert any("2:52" in words for words in heads)
    assert article.published == "2024-07-05"


def test_a_scan_is_told_as_such() -> None:
    (told,) = failures(PDF / "scan.pdf")
    assert told.startswith("a scan: 2 pages of pictures and no words; ")


def test_a_locked_document_is_told_as_such() -> None:
    (told,) = failures(PDF / "locked.pdf")
    assert told == "this PDF asks for a password; save a copy without one and read that"


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["The har-", "bour was quiet."], "The harbour was quiet."),
        (["The zor-", "bel, or zorbel, sank."], "The zorbel, or zorbel, sank."),
        (["A zor-", "bel is a zor-bel."], "A zor-bel is a zor-bel."),
        (["A well-", "known face."], "A well-known face."),
        (["The Anglo-", "Irish treaty."], "The Anglo-Irish treaty."),
        (["From 2023-", "24 on."], "From 2023-24 on."),
        (["The har\u00ad", "bour."], "The harbour."),
        (["He left -", "nobody knew."], "He left - nobody knew."),
        (["It was late,", "he said."], "It was late, he said."),
    ],
)
def test_hyphens_at_line_ends_go_or_stay(lines: list[str], joined: str) -> None:
    assert HyphenJoiner(lines).join(lines[0], lines[1]) + lines[1] == joined


def line(words: str, left: float, top: float) -> PrintedRun:
    """A run of words ten points high."""
    return PrintedRun(words, left, left + 5 * len(words), top - 10, top, 10)


def test_a_table_is_no_pair_of_columns() -> None:
    rows = [(line("Ferry", 10, 100 - 12 * n), line(str(n), 200, 100 - 12 * n)) for n in range(6)]
    (column,) = reading_columns([run for row in rows for run in row])
    assert [run.words for run in column.lines] == [f"Ferry {n}" for n in range(6)]


def test_columns_printed_row_by_row_are_read_one_after_the_other() -> None:
    rows = [
        (line(f"left line number {n}", 10, 100 - 12 * n), line(f"right line number {n}", 200, 100 - 12 * n))
        for n in range(6)
    ]
    left, right = reading_columns([run for row in rows for run in row])
    assert [run.words[:4] for run in left.lines] == ["left"] * 6
    assert [run.words[:5] for run in right.lines] == ["right"] * 6


def document(*objects: str, root: int = 1) -> bytes:
    """A PDF with these objects, numbered from 1, and a table of where they stand."""
    out = b"%PDF-1.7\n"
    places = []
    for number, words in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{words}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    start = len(out)
    return out + (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} "
        f"/Root {root} 0 R >>\nstartxref\n{start}\n%%EOF\n"
    ).encode("latin-1")


def page(content: str, *, font: str = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>") -> bytes:
    """A PDF of one page with this content."""
    return document(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        font,
    )


def packed_page(content: bytes) -> bytes:
    """A PDF of one page with this content, packed twice."""
    data = zlib.compress(zlib.compress(content)).decode("latin-1")
    filters = f"<< /Filter [/FlateDecode /FlateDecode] /Length {len(data)} >>\nstream\n"
    whole = page("").decode("latin-1")
    return whole.replace("<< /Length 0 >>\nstream\n", filters + data).encode("latin-1")


HOSTILE = {
    "loop": document("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 5 >>"),
    "liar": document("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 2000000000 >>"),
    "many": document(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [" + "3 0 R " * 5000 + "] /Count 5000 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
    ),
    "broken": page("BT /F 12 Tf 50 700 Td (It sank.) Tj ET")[:-300] + b"xref\nrubbish",
    "cut": page("BT (x) Tj ET")[:60],
    "rubbish": b"%PDF-1.7\n" + b"\x00\xff" * 5000,
    "empty": page(""),
    "own root": document("<< /Type /Catalog /Pages 1 0 R >>"),
    "nested": page("q " * 200_000 + "BT /F 12 Tf (x) Tj ET"),
    "bomb": packed_page(b"BT /F 12 Tf (x) Tj ET " * 10_000_000),
    "arrays": document("[" * 100_000, "<< >>"),
}


@pytest.fixture(params=sorted(HOSTILE))
def hostile(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A file that is made to harm."""
    path = tmp_path / "hostile.pdf"
    path.write_bytes(HOSTILE[request.param])
    return path


def test_a_hostile_document_is_over_soon_and_the_next_is_read(hostile: Path) -> None:
    began = time.monotonic()
    first, *rest = read_all(hostile, PDF / "three.pdf")
    assert time.monotonic() - began < 30
    assert isinstance(first, Failure) or first.text.strip()
    assert [isinstance(one, Article) for one in rest] == [True]


def test_a_document_with_a_broken_table_of_objects_is_read_all_the_same(tmp_path: Path) -> None:
    whole = page("BT /F 12 Tf 50 700 Td (The ferry sank.) Tj ET")
    (tmp_path / "a.pdf").write_bytes(whole.replace(b"startxref\n", b"startxref\n9"))
    assert one_article(tmp_path / "a.pdf").text == "The ferry sank."


def test_letters_one_by_one_and_far_apart_end_soon(tmp_path: Path) -> None:
    letters = " ".join(f"1 0 0 1 {n * 37 % 590} {n * 91 % 790} Tm (a{n}) Tj" for n in range(20_000))
    (tmp_path / "a.pdf").write_bytes(page(f"BT /F 4 Tf {letters} ET"))
    began = time.monotonic()
    assert one_article(tmp_path / "a.pdf").text
    assert time.monotonic() - began < 20


def test_a_document_that_takes_all_memory_costs_only_its_own_process(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(HOSTILE["bomb"])
    (told,) = failures(tmp_path / "a.pdf")
    assert told.startswith("this PDF takes too much memory or time to be read")
