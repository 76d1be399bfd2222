"""Office documents: paragraphs in order, what their styles say, and properties that are believed or not."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from quotetrack.errors import ReadError
from quotetrack.readers.documents.office_facts import sane_author, sane_title
from quotetrack.readers.documents.open_document import odt_paragraphs
from quotetrack.readers.draft import read_draft
from quotetrack.records import Article
from tests.readers.golds import FILES, check_gold, failures, gold_cases, one_article

OFFICE = FILES / "office"


def kinds(article: Article) -> dict[str, str]:
    """The zones of an article that styles can name, with their words."""
    named = ("headline", "standfirst", "heading", "blockquote")
    return {zone.kind: zone.span.of(article.text) for zone in article.zones if zone.kind in named}


@pytest.mark.parametrize(("path", "gold"), gold_cases("office", ".docx", ".odt"))
def test_a_document_is_read_as_it_stands(path: Path, gold: dict[str, Any]) -> None:
    check_gold(one_article(path), gold)


@pytest.mark.parametrize("name", ["bridge", "bell"])
def test_a_flat_document_holds_the_same_as_a_packed_one(name: str) -> None:
    assert one_article(OFFICE / f"{name}_flat.fodt").text == one_article(OFFICE / f"{name}.odt").text


@pytest.mark.parametrize("ending", ["docx", "odt"])
def test_styles_say_what_is_headline_standfirst_heading_and_quotation(ending: str) -> None:
    assert kinds(one_article(OFFICE / f"lighthouse.{ending}"))["standfirst"].startswith("Gull Rock goes dark")
    assert kinds(one_article(OFFICE / f"bridge.{ending}"))["heading"] == "What traders say"
    assert kinds(one_article(OFFICE / f"ferry.{ending}"))["blockquote"].startswith("Two passengers")


@pytest.mark.parametrize("ending", ["docx", "odt"])
def test_the_title_and_author_of_a_document_count_where_its_text_names_none(ending: str) -> None:
    assert "School bus drivers" not in one_article(OFFICE / f"strike.{ending}").text
    assert one_article(OFFICE / f"bell.{ending}").byline == "Tomas Havel"


@pytest.mark.parametrize("ending", ["docx", "odt"])
def test_notes_at_the_foot_are_no_part_of_the_text(ending: str) -> None:
    assert "not final" not in one_article(OFFICE / f"ferry.{ending}").text


@pytest.mark.parametrize(
    "title",
    [
        None,
        "",
        "Microsoft Word - doc1",
        "bridge_final2.doc",
        "Document1",
        "untitled",
        "Bridge",
        "https://e.example/a b",
    ],
)
def test_a_title_that_a_program_made_up_is_none(title: str | None) -> None:
    assert sane_title(title) is None


@pytest.mark.parametrize(
    "author", [None, "", "admin", "Microsoft Office User", "python-docx", "nokoro", "HP Laptop"]
)
def test_an_account_is_no_author(author: str | None) -> None:
    assert sane_author(author) is None


def test_a_title_and_an_author_that_people_wrote_are_taken() -> None:
    assert sane_title(" Harbour bridge\nto reopen ") == "Harbour bridge to reopen"
    assert sane_author("Nadia Okoro") == "Nadia Okoro"


@pytest.mark.parametrize("ending", ["docx", "odt", "pdf"])
def test_a_draft_may_be_an_office_document_or_a_pdf(ending: str) -> None:
    path = FILES / "pdf" / "report.pdf" if ending == "pdf" else OFFICE / f"bridge.{ending}"
    draft = read_draft(path.read_bytes(), f"draft.{ending}")
    start = draft.article.text.index("The mayor of Porto Novo")
    assert draft.unit == "paragraph"
    assert draft.starts[draft.line(start) - 1] == start


def packed(content: str) -> bytes:
    """An OpenDocument text with this content."""
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    return out.getvalue()


OPENED = (
    '<o:document xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><o:body><o:text>{}</o:text></o:body></o:document>'
)


def test_words_of_a_tracked_deletion_are_left_out() -> None:
    deleted = "<t:tracked-changes><t:p>Gone.</t:p></t:tracked-changes><t:p>It <t:span>sank</t:span>.</t:p>"
    assert odt_paragraphs(packed(OPENED.format(deleted))) == ["It sank."]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("<o", "its XML is broken"),
        ("<a/>", "it holds no text"),
        (OPENED.format("<t:p>" * 300 + "x" + "</t:p>" * 300), "XML is broken|nested too deep"),
        (OPENED.format("<t:p>" + " " * 65_000_000 + "</t:p>"), "it is too large"),
        ('<!DOCTYPE a [<!ENTITY b "c">]>' + OPENED.format("<t:p>&b;&b;</t:p>"), "no word is in it"),
    ],
)
def test_a_broken_or_hostile_document_is_refused_in_a_line(content: str, complaint: str) -> None:
    with pytest.raises(ReadError, match=complaint) as refused:
        read_draft(packed(content), "draft.odt")
    assert "\n" not in str(refused.value)


def test_a_document_without_words_is_one_failure(tmp_path: Path) -> None:
    (tmp_path / "empty.odt").write_bytes(packed(OPENED.format("<t:p/>")))
    (told,) = failures(tmp_path / "empty.odt")
    assert told.startswith("no word is in this document")
