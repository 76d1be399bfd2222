"""Tables and files of JSON: a row or an object is an article, and one that is none does not stop the others."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import pytest

from quotetrack.records import Article, Failure
from tests.readers.files.prose import PARAGRAPHS, STORIES
from tests.readers.golds import FILES, articles, failures, read_all

TABLES, JSON = FILES / "tables", FILES / "json"
TEXTS = ["\n\n".join(PARAGRAPHS), *("\n\n".join(story["paragraphs"]) for story in STORIES)]
TITLES = ["Harbour bridge to stay shut until autumn", *(story["title"] for story in STORIES)]
DAYS = ["2024-07-05", *(story["published"] for story in STORIES)]
OUTLETS = ["The Gazette", *(story["outlet"] for story in STORIES)]
NAMED = {"western.csv": {"text": "volltext", "title": "ueberschrift", "published": "tag", "source": "blatt"}}


@pytest.mark.parametrize(
    "name", ["usual.csv", "semicolons.csv", "tabs.tsv", "western.csv", "usual.parquet", "times.parquet"]
)
def test_each_row_is_an_article(name: str) -> None:
    found = articles(TABLES / name, columns=NAMED.get(name, {}))
    assert [article.text for article in found] == TEXTS
    assert [article.title for article in found] == TITLES
    assert [article.published for article in found] == DAYS
    assert [article.outlet for article in found] == OUTLETS


@pytest.mark.parametrize("name", ["marked.csv", "category.parquet"])
def test_titles_and_texts_are_read_however_the_table_is_written(name: str) -> None:
    found = articles(TABLES / name)
    assert [article.text for article in found] == TEXTS
    assert [article.title for article in found] == TITLES


def test_an_id_is_one_within_its_table() -> None:
    found = articles(TABLES / "marked.csv")
    assert [article.id for article in found] == ["1", "2", "3", "4", "5"]
    assert found[0].key == f"{(TABLES / 'marked.csv').resolve()}#1"


def test_a_byline_loses_its_by() -> None:
    assert articles(TABLES / "usual.csv")[0].byline == "Ida Rossi"


def test_a_column_is_named_by_the_user() -> None:
    found = articles(TABLES / "named.parquet", columns={"text": "text_de", "title": "kopf"})
    assert [article.title for article in found] == TITLES


def test_a_row_without_text_is_one_failure_with_its_number(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('title,text\nA,The ferry sank.\nB,\n\nC,"It\n\nswam."\n')
    first, second, third = read_all(tmp_path / "a.csv")
    assert isinstance(first, Article)
    assert isinstance(second, Failure)
    assert second.where == f"{tmp_path / 'a.csv'}:3"
    assert isinstance(third, Article)
    assert third.text == "It\n\nswam."
    assert [isinstance(one, Failure) for one in read_all(TABLES / "gap.parquet")] == [
        *(False, False, True),
        *(False, False),
    ]


def test_a_date_that_could_be_two_days_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("text,date\nIt sank.,05/07/2024\nIt swam.,25/07/2024\nIt flew.,soon\n")
    assert [article.published for article in articles(tmp_path / "a.csv")] == [None, "2024-07-25", None]


@pytest.mark.parametrize(
    ("columns", "complaint"),
    [
        ({}, 'no column is called text, body or content; name it with --column text=…: "kopf", "text_de"'),
        ({"text": "body"}, 'no column "body" for the text; the columns are "kopf", "text_de"'),
        ({"words": "kopf"}, '"words" is no field of an article; those are text, title, '),
    ],
)
def test_a_column_that_is_not_there_is_told(columns: dict[str, str], complaint: str) -> None:
    (told,) = failures(TABLES / "named.parquet", columns=columns)
    assert told.startswith(complaint)


def test_parquet_without_what_reads_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (told,) = failures(TABLES / "usual.parquet")
    assert told.endswith('pip install "quotetrack[parquet]"')


@pytest.mark.parametrize(
    ("name", "data", "complaint"),
    [
        ("a.csv", b"text\n" + b"a " * 30_000_000 + b"\n", "too large|larger than"),
        ("a.csv", b'text\n"' + b"a b\n" * 15_000_000, "larger than|too large"),
        ("a.csv", b"text," * 5000, "5,001 columns"),
        ("a.csv", b",,,\n", "no row of headings"),
        ("a.csv", b"text\n\x81\x8d\x00\n", "NUL byte"),
        ("a.parquet", b"PAR1" + b"\x00" * 100, "this Parquet file is broken"),
        ("a.parquet", b"PAR1\xff\xff\xff\x7fPAR1", "this Parquet file is broken"),
        ("a.json", b"[" * 200_000, "cannot be read as JSON|is not JSON"),
        ("a.json", b"[1, 2", "this is not JSON"),
        ("a.json", b'"words"', "this is a string"),
        ("a.json", b"[]", "the list is empty"),
        ("a.json", b"1" * 5000, "cannot be read as JSON"),
    ],
)
def test_a_hostile_table_is_one_failure(name: str, data: bytes, complaint: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    began = time.monotonic()
    *bad, good = read_all(tmp_path / name, JSON / "one.json")
    assert time.monotonic() - began < 10
    assert isinstance(good, Article)
    (told,) = [one for one in bad if isinstance(one, Failure)]
    assert any(words in told.reason for words in complaint.split("|")), told


@pytest.mark.parametrize("name", ["list.json", "flat_list.json", "under_articles.json", "lines.json"])
def test_a_file_of_json_holds_a_list_or_lines(name: str) -> None:
    found = articles(JSON / name)
    assert [article.text for article in found] == TEXTS
    assert [article.url for article in found][1:] == [story["url"] for story in STORIES]


def test_a_file_of_json_may_hold_one_article() -> None:
    assert [article.text for article in articles(JSON / "one.json")] == TEXTS[:1]


def test_an_object_that_is_no_article_is_one_failure_with_its_number(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(
        json.dumps([{"text": "It sank."}, {"title": "x"}, 3, {"text": "It swam."}])
    )
    found = read_all(tmp_path / "a.json")
    assert [isinstance(one, Article) for one in found] == [True, False, False, True]
    assert [one.where for one in found if isinstance(one, Failure)] == [
        f"{tmp_path / 'a.json'}:2",
        f"{tmp_path / 'a.json'}:3",
    ]
