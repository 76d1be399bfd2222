"""Hostile text in every field of a statement, in every format: nothing in a sheet acts."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment

from quotetrack.export import (
    FORMATS,
    Sheet,
    as_bibtex,
    as_csv,
    as_html,
    as_jsonld,
    as_md,
    nodes,
    references,
    templating,
    wordml,
    write,
    write_sheet,
)
from quotetrack.export.columns import row
from quotetrack.export.naming import file_name
from quotetrack.export.templating import environment
from quotetrack.review.cells import restore

from .inert import BIDI, CHECKS
from .poison import PAYLOADS, URLS, poisoned, poisoned_sheet
from .reading import read_csv


def written(sheet: Sheet, format: str) -> bytes:
    out = io.BytesIO()
    write(sheet, format, out)
    return out.getvalue()


def all_of_them() -> Sheet:
    """One sheet with every payload in every field, every address, and a claim for each payload."""
    sheets = [*map(poisoned_sheet, PAYLOADS), *(poisoned_sheet("x", url) for url in URLS)]
    rows = [one for sheet in sheets for one in sheet.printed]
    told = [(name, value) for sheet in sheets for name, value in sheet.method]
    return Sheet(
        printed=rows,
        claims=lambda _: (claim for sheet in sheets for claim in sheet.claims(())),
        title="all",
        method=tuple(told),
    )


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_acts_whatever_the_words_and_addresses(format: str) -> None:
    CHECKS[format](written(all_of_them(), format))


@pytest.mark.parametrize("format", ["csv", "html", "md", "jsonld", "bibtex", "csl"])
@pytest.mark.parametrize("words", PAYLOADS)
def test_nothing_acts_whatever_the_words_and_the_title(format: str, words: str) -> None:
    CHECKS[format](written(poisoned_sheet(words, words), format))


@pytest.mark.parametrize("words", PAYLOADS)
def test_csv_gives_the_poison_back_as_it_was(words: str) -> None:
    _, told, _ = read_csv(written(poisoned_sheet(words), "csv"))
    expected = [cell.encode("utf-8", "backslashreplace").decode("utf-8") for cell in row(poisoned(words))]
    assert list(map(restore, told)) == expected


@pytest.mark.parametrize("words", PAYLOADS)
def test_a_file_named_after_a_title_stays_in_its_folder(tmp_path: Path, words: str) -> None:
    for title in (
        words,
        f"../{words}",
        f"..\\{words}",
        f"/etc/{words}",
        f"CON\x00{words}",
        f".{words}",
        f"-{words}",
    ):
        name = file_name(title, "csv")
        assert not BIDI & set(name)
        path = tmp_path / name
        assert write_sheet(Sheet(printed=[], title=title), path) == 0
        assert [file.name for file in tmp_path.iterdir()] == [name]
        path.unlink()


# The checks can fail


def as_it_is(text: str, **_: object) -> str:
    return text


def unescaped() -> Environment:
    """Templates without escaping."""
    return environment().overlay(autoescape=False)


def any_address(url: str | None) -> str | None:
    return url


SCRIPT = "<script>alert(1)</script>"


@pytest.mark.parametrize(
    ("format", "module", "name", "broken", "words"),
    [
        ("csv", as_csv, "neutralise", as_it_is, "=1+1"),
        ("html", templating, "environment", unescaped, SCRIPT),
        ("html", as_html, "web_address", any_address, "=1+1"),
        ("html", templating, "legible", as_it_is, "\ud800"),
        ("md", as_md, "escape_markdown", as_it_is, "\r\nx"),
        ("md", as_md, "web_address", any_address, SCRIPT),
        ("md", as_md, "legible", as_it_is, "\u202eevil\u202c"),
        ("docx", wordml, "escape", as_it_is, SCRIPT),
        ("docx", wordml, "legible", as_it_is, "a\x00b"),
        ("jsonld", as_jsonld, "_ESCAPED", {}, SCRIPT),
        ("bibtex", as_bibtex, "_BRACES_NAMED", {}, "\\input{/etc/passwd} $\\catcode`\\%=12 {"),
        ("bibtex", references, "legible", as_it_is, "\u202eevil\u202c"),
        ("csl", references, "web_address", any_address, "=1+1"),
        ("csl", references, "legible", as_it_is, "\u202eevil\u202c"),
        ("jsonld", nodes, "article_id", lambda article: article.url, "=1+1"),
    ],
)
def test_each_check_fails_where_a_writer_does_not_guard(
    monkeypatch: pytest.MonkeyPatch, format: str, module: object, name: str, broken: object, words: str
) -> None:
    assert words in PAYLOADS
    assert not is_caught(format, poisoned_sheet(words, words))
    monkeypatch.setattr(module, name, broken)
    assert is_caught(format, poisoned_sheet(words, words))


def test_the_check_of_workbooks_fails_where_cells_may_be_formulas(monkeypatch: pytest.MonkeyPatch) -> None:
    def guess(sheet: Any, at: int, place: int, cell: str, format: Any) -> None:
        sheet.write_formula(at, place, cell, format) if cell.startswith("=") else None

    monkeypatch.setattr("xlsxwriter.worksheet.Worksheet.write_string", guess)
    assert is_caught("xlsx", poisoned_sheet("=1+1"))


def is_caught(format: str, sheet: Sheet) -> bool:
    try:
        CHECKS[format](written(sheet, format))
    except Exception:
        return True
    return False
