"""The articles of quotations as references: BibTeX read by bibtexparser, CSL JSON set by citeproc."""

from __future__ import annotations

import io
import json
import warnings
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.export import write
from quotetrack.export.legible import legible
from quotetrack.export.references import reference, whole_day
from quotetrack.records import Article, Printed, Source, Wire

from ..sizes import few
from .conftest import Written
from .poison import PAYLOADS, URLS, poisoned
from .reading import exported
from .reopening import fields, ligatures, read_bibtex
from .statements import made, printed

CSL_FIELDS = {
    *("id", "type", "title", "container-title", "author", "issued", "URL", "accessed"),
    *("archive", "archive_location", "language", "note"),
}
"""Those of CSL's schema of data that are used here; its other fields would be wrong."""
CSL_TYPES = {"article-newspaper", "webpage", "document"}


def printed_in(**changes: Any) -> Printed:
    """A statement in an article that is otherwise."""
    return replace(made(), article=replace(made().article, **changes))


FULL = printed_in(
    archive_url="https://web.archive.example/1",
    retrieved="2012-07-06",
    language="en",
    wire=Wire(state="withdrawn"),
)


def bibtex(statement: Printed) -> dict[str, str]:
    [entry] = read_bibtex(exported([statement], "bibtex"))
    return fields(entry)


def csl(statement: Printed) -> dict[str, Any]:
    [item] = json.loads(exported([statement], "csl"))
    assert isinstance(item, dict)
    return item


def line(text: str | None) -> str:
    return legible(" ".join((text or "").split()))


def test_bibtex_of_an_article() -> None:
    [entry] = read_bibtex(exported([FULL], "bibtex"))
    assert (entry.entry_type, entry.key) == ("article", "gazette2012ministers-10f62e354279")
    assert fields(entry) == {
        "author": "Rui Reis",
        "title": "Ministers meet",
        "journal": "The Gazette",
        "entrysubtype": "newspaper",
        "date": "2012-07-05",
        "year": "2012",
        "month": "jul",
        "url": "https://gazette.example/porto",
        "urldate": "2012-07-06",
        "langid": "english",
        "note": "Withdrawn by the agency that sent it. Agencies: dpa; AFP. "
        "Archived copy: https://web.archive.example/1",
    }


def test_csl_of_an_article() -> None:
    assert csl(FULL) == {
        "id": "gazette2012ministers-10f62e354279",
        "type": "article-newspaper",
        "title": "Ministers meet",
        "container-title": "The Gazette",
        "author": [{"literal": "Rui Reis"}],
        "issued": {"date-parts": [[2012, 7, 5]]},
        "URL": "https://gazette.example/porto",
        "accessed": {"date-parts": [[2012, 7, 6]]},
        "archive": "web.archive.example",
        "archive_location": "https://web.archive.example/1",
        "language": "en",
        "note": "Withdrawn by the agency that sent it. Agencies: dpa; AFP",
    }


def test_what_is_not_known_is_left_out() -> None:
    bare = replace(made(), article=Article(id="a", text=made().article.text))
    [entry] = read_bibtex(exported([bare], "bibtex"))
    assert (entry.entry_type, entry.fields) == ("misc", [])
    assert csl(bare).keys() == {"id", "type"}
    assert csl(bare)["type"] == "document"


@pytest.mark.parametrize("format", ["bibtex", "csl"])
def test_an_article_of_several_quotations_is_told_once(format: str) -> None:
    other = printed_in(key="other.txt", title="Another day")
    out = io.BytesIO()
    assert write([made(), other, made()], format, out) == 3
    assert out.getvalue().count(b"ministers-") == 1
    assert out.getvalue().count(b"another-") == 1


@pytest.mark.parametrize("format", ["bibtex", "csl"])
def test_references_are_written_as_articles_come(format: str) -> None:
    out, written = io.BytesIO(), []

    def rows() -> Iterator[Printed]:
        for number in range(3):
            written.append(out.tell())
            yield printed_in(key=str(number))

    write(rows(), format, out)
    assert written[0] < written[1] < written[2] < out.tell()


# Names of references


@pytest.mark.parametrize(
    ("changes", "begins"),
    [
        ({}, "gazette2012ministers"),
        ({"source": Source(None, "gazette.example")}, "gazetteexample2012ministers"),
        ({"title": "The Émile’s return"}, "gazette2012emiles"),
        ({"published": None}, "gazetteministers"),
        ({"source": Source("Новая"), "title": "Мост"}, "2012"),
        ({"source": Source("Новая"), "title": None, "published": "2012-07"}, "article"),
    ],
)
def test_the_name_of_a_reference(changes: dict[str, Any], begins: str) -> None:
    assert csl(printed_in(**changes))["id"] == f"{begins}-10f62e354279"


def test_a_text_that_changes_keeps_the_name_of_its_reference() -> None:
    article = made().article
    assert reference(replace(article, text=f"{article.text} More.")).id == reference(article).id


@given(st.lists(st.text(max_size=20), unique=True, min_size=2, max_size=2))
def test_two_articles_have_two_names(keys: list[str]) -> None:
    first, second = (reference(replace(made().article, key=key, id=f"no {key}")).id for key in keys)
    assert first != second


# Hostile words


@pytest.mark.parametrize("words", PAYLOADS)
def test_bibtex_gives_hostile_words_back_on_one_line(words: str) -> None:
    told = bibtex(poisoned(words))
    for name in ("author", "title", "journal"):
        assert told.get(name, "") == ligatures(line(words))


@pytest.mark.parametrize("words", PAYLOADS)
def test_csl_gives_hostile_words_back_on_one_line(words: str) -> None:
    told = csl(poisoned(words))
    assert told.get("title", "") == told.get("container-title", "") == line(words)
    assert [name["literal"] for name in told.get("author", [])] == list(filter(None, [line(words)]))


@pytest.mark.parametrize(
    ("title", "tex"),
    [
        ("50 % of $5 & #1_a", r"{50 \% of \$5 \& \#1\_a}"),
        (r"C:\x ~ ^", r"{C:\textbackslash{}x \textasciitilde{} \textasciicircum{}}"),
        ("{all} is {well", r"{\textbraceleft{}all\textbraceright{} is \textbraceleft{}well}"),
        ("{all}", r"{\{all\}}"),
        ("}{", r"{\textbraceright{}\textbraceleft{}}"),
        ("@article{x, title", r"{@article\textbraceleft{}x, title}"),
        ("Two\nlines\r\n\r\nand\ttabs", "{Two lines and tabs}"),
        ("“Größe” – naïve", "{“Größe” – naïve}"),
    ],
)
def test_what_tex_would_run_is_escaped(title: str, tex: str) -> None:
    [entry] = read_bibtex(exported([printed_in(title=title)], "bibtex"))
    assert entry.fields_dict["title"].value == tex


@pytest.mark.parametrize("url", URLS)
def test_only_addresses_of_the_web_are_told(url: str) -> None:
    told, item = bibtex(printed_in(url=url)), csl(printed_in(url=url, archive_url=url))
    for address in (told.get("url"), item.get("URL"), item.get("archive_location")):
        assert address is None or address.lower().startswith(("http://", "https://"))
        assert not set(' \n{}\\"<>') & set(address or "")


def test_an_agency_sets_no_field_of_its_own() -> None:
    note = csl(printed_in(agencies=("{:title: Owned}\nURL: https://e.example",)))["note"]
    assert note == "Agencies: { :title: Owned} URL: https://e.example"


def test_an_archive_with_an_address_that_is_none_has_no_name() -> None:
    item = csl(printed_in(archive_url="https://[::1/x"))
    assert "archive" not in item


@few
@given(statements=st.lists(printed(), max_size=3))
def test_any_statements_give_references_that_are_read(statements: list[Printed]) -> None:
    entries = read_bibtex(exported(statements, "bibtex"))
    items = json.loads(exported(statements, "csl"))
    assert [entry.key for entry in entries] == [item["id"] for item in items]
    for item in items:
        assert set(item) <= CSL_FIELDS
        assert item["type"] in CSL_TYPES


@pytest.mark.parametrize(
    ("text", "is_day"),
    [("2012-07-05", True), ("2012-07", False), ("2012-02-30", False), ("٢٠١٢-07-05", False)],
)
def test_a_whole_day(text: str, is_day: bool) -> None:
    assert (whole_day(text) is not None) == is_day


# Other programs


def test_a_citation_processor_sets_it() -> None:
    assert bibliography([FULL]) == [
        "Rui Reis (2012) “Ministers meet”, The Gazette, 5 July. Available at: "
        "https://gazette.example/porto (Accessed: July 6, 2012)."
    ]


def bibliography(statements: list[Printed]) -> list[str]:
    """The articles as citeproc sets them in the style of Harvard."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it takes our fields that its style does not use for unknown
        from citeproc import (
            Citation,
            CitationItem,
            CitationStylesBibliography,
            CitationStylesStyle,
            formatter,
        )
        from citeproc.source.json import CiteProcJSON

        items = CiteProcJSON(json.loads(exported(statements, "csl")))
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        told = CitationStylesBibliography(style, items, formatter.plain)
        for key in items:
            told.register(Citation([CitationItem(key)]))
        return [str(entry) for entry in told.bibliography()]


@pytest.mark.parser
def test_all_articles_of_the_fixtures_are_told(written: Written) -> None:
    articles = {one.article.key: one.article for one in written.rows}.values()
    entries, items = read_bibtex(written.files["bibtex"]), json.loads(written.files["csl"])
    assert len(articles) > 10
    for article, entry, item in zip(articles, entries, items, strict=True):
        told = fields(entry)
        assert entry.key == item["id"]
        assert told.get("title", "") == ligatures(item.get("title", "")) == ligatures(line(article.title))
        assert told.get("journal", "") == ligatures(item.get("container-title", ""))
        assert item.get("container-title", "") == line(article.outlet)
        assert told.get("date") == article.published
        assert told.get("url") == item.get("URL") == article.url
        assert item.get("archive_location") == article.archive_url
        assert [name["literal"] for name in item.get("author", [])] == [line(article.byline)] * bool(
            article.byline
        )
