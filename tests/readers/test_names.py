"""What the user knows of files: by a pattern of their names, or by a table beside them."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest

from quotetrack.cli.input_options import reading_of
from quotetrack.errors import QuotetrackError, UsageError
from quotetrack.readers import Overrides, read
from quotetrack.readers.given_names import facts_of_name, name_pattern
from quotetrack.records import Article, Failure

TEXT = "“The ferry sank,” said Nadia Okoro of the harbour office on Monday.\n"
COMMON = "{source}_{date}_{title}"


def read_with(*paths: Path, **known: object) -> list[Article]:
    """The articles of some files, with what is known of them."""
    found = list(read(paths, overrides=Overrides(**known)))  # type: ignore[arg-type]
    assert [one for one in found if isinstance(one, Failure)] == []
    return [one for one in found if isinstance(one, Article)]


def written(path: Path, words: str = TEXT) -> Path:
    """A file with these words."""
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(words, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("pattern", "stem", "told"),
    [
        (COMMON, "The Gazette_2024-07-05_Ferry sinks", ("The Gazette", "2024-07-05", "Ferry sinks")),
        (
            COMMON,
            "The_Gazette_20240705_Ferry_sinks_again",
            ("The Gazette", "2024-07-05", "Ferry sinks again"),
        ),
        (COMMON, "The Gazette_2024-02-31_Ferry sinks", (None, None, None)),
        (COMMON, "holiday photo", (None, None, None)),
        ("{date} {source}", "2024.07.05 Post", ("Post", "2024-07-05", None)),
        ("{date}-{title}", "20240705-ferry-sinks", (None, "2024-07-05", "ferry-sinks")),
        ("x({title})", "x(a+b)", (None, None, "a+b")),
    ],
)
def test_a_name_that_fits_tells_its_fields(pattern: str, stem: str, told: tuple[str | None, ...]) -> None:
    facts = facts_of_name(name_pattern(pattern), stem)
    assert (facts.get("source"), facts.get("published"), facts.get("title")) == told


@pytest.mark.parametrize(
    ("pattern", "complaint"),
    [
        ("articles", "has no field"),
        ("{outlet}_{date}", "has the unknown field {outlet}"),
        ("{date}_{date}", "names a field twice"),
        ("{source}{title}", "with nothing between"),
        ("{source}_{title}_{byline}_{id}", "more than 3 fields"),
    ],
)
def test_a_pattern_that_makes_no_sense_is_refused(pattern: str, complaint: str) -> None:
    with pytest.raises(UsageError, match=complaint):
        Overrides(name=pattern)


def test_a_hostile_name_takes_no_time() -> None:
    pattern = name_pattern("{source}_{title}_{byline}_{date}")
    began = time.monotonic()
    assert facts_of_name(pattern, "_" * 255) == {}
    assert time.monotonic() - began < 2


def test_a_name_wins_over_the_text_and_one_that_does_not_fit_changes_nothing(tmp_path: Path) -> None:
    fits = written(
        tmp_path / "Harbour Post_2024-07-09_Ferry lost.txt", f"Ferry sinks\n\n5 July 2024\n\n{TEXT}"
    )
    other = written(tmp_path / "notes.txt", f"Ferry sinks\n\n5 July 2024\n\n{TEXT}")
    first, second = read_with(fits, other, name=COMMON)
    assert (first.outlet, first.published, first.title) == ("Harbour Post", "2024-07-09", "Ferry lost")
    assert (second.outlet, second.published, second.title) == (None, "2024-07-05", "Ferry sinks")


def test_an_option_wins_over_a_name(tmp_path: Path) -> None:
    fits = written(tmp_path / "Harbour Post_2024-07-09_Ferry lost.txt")
    (article,) = read_with(fits, name=COMMON, source="The Gazette")
    assert (article.outlet, article.published) == ("The Gazette", "2024-07-09")


def test_of_a_file_of_many_articles_the_name_tells_outlet_and_day_only(tmp_path: Path) -> None:
    path = written(tmp_path / "Post_2024-07-09_All.jsonl", '{"text": "It sank."}\n{"text": "It swam."}\n')
    found = read_with(path, name=COMMON)
    assert [(one.outlet, one.published, one.title) for one in found] == [("Post", "2024-07-09", None)] * 2


def test_a_file_in_an_archive_is_known_by_its_own_name(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "Post_2020-01-01_Old.zip", "w") as archive:
        archive.writestr("news/Gazette_2024-07-09_New.txt", TEXT)
    (article,) = read_with(tmp_path / "Post_2020-01-01_Old.zip", name=COMMON)
    assert (article.outlet, article.published, article.title) == ("Gazette", "2024-07-09", "New")


TABLE = (
    "file,outlet,date,title,link,author,id\n"
    "a.txt,The Gazette,2024-07-05,Ferry sinks,https://gazette.example/1,Ida Rossi,g1\n"
    "news/b.txt,Harbour Post,5 July 2024,,,,\n"
)


def test_a_table_beside_the_files_tells_what_is_known_of_each(tmp_path: Path) -> None:
    table = written(tmp_path / "known.csv", TABLE)
    for name in ("news/a.txt", "news/b.txt", "other/b.txt"):
        written(tmp_path / name)
    a, b, other = read_with(tmp_path, sidecar=table)
    assert (a.outlet, a.published, a.title, a.byline) == (
        "The Gazette",
        "2024-07-05",
        "Ferry sinks",
        "Ida Rossi",
    )
    assert (a.id, a.key, a.url) == ("g1", "g1", "https://gazette.example/1")
    assert (b.outlet, b.published, b.id) == ("Harbour Post", "2024-07-05", "b")
    assert (other.outlet, other.published) == (None, None)


def test_a_table_wins_over_a_name(tmp_path: Path) -> None:
    path = written(tmp_path / "Post_2024-07-09_Old.txt")
    table = written(tmp_path / "known.csv", f"file,title\n{path},New\n")
    (article,) = read_with(path, name=COMMON, sidecar=table)
    assert (article.outlet, article.title) == ("Post", "New")


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("name,title\na.txt,x\n", 'has no column "file"'),
        ("file,colour\na.txt,red\n", "has no column that is a field"),
        ("file,date\na.txt,05/07/2024\n", 'known.csv:2 has "05/07/2024" as published'),
        ("", 'has no column "file"'),
    ],
)
def test_a_table_that_makes_no_sense_stops_the_run(words: str, complaint: str, tmp_path: Path) -> None:
    table = written(tmp_path / "known.csv", words)
    with pytest.raises(QuotetrackError, match=complaint):
        read_with(written(tmp_path / "a.txt"), sidecar=table)


def test_a_table_that_is_not_there_stops_the_run(tmp_path: Path) -> None:
    with pytest.raises(QuotetrackError, match="cannot be read: No such file"):
        read_with(written(tmp_path / "a.txt"), sidecar=tmp_path / "none.csv")


def test_standard_input_has_no_name() -> None:
    stream = io.BytesIO(TEXT.encode())
    (article,) = read(["-"], overrides=Overrides(name="{title}"), stdin=stream)
    assert isinstance(article, Article)
    assert article.title != "stdin"


def test_columns_are_named_as_field_and_column() -> None:
    assert reading_of(["text=body", "title = kopf"], None).columns == {"text": "body", "title": "kopf"}
    with pytest.raises(UsageError, match="write it like text=body"):
        reading_of(["body"], None)
