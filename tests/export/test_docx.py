"""Word documents: real headings, marked words, and text that stays text."""

from __future__ import annotations

import io
import itertools
import zipfile
from dataclasses import replace

import pytest
from docx.document import Document
from docx.enum.text import WD_COLOR_INDEX, WD_UNDERLINE
from docx.text.paragraph import Paragraph
from hypothesis import given

from quotetrack.export import Sheet
from quotetrack.export.facts import APPENDIX
from quotetrack.export.legible import legible
from quotetrack.records import STATUSES, Printed, Review, Status
from tests.builders import reported

from ..sizes import few
from .inert import W14, W, check_docx, parts
from .reading import exported, read_docx
from .statements import HOSTILE, claimed, made, printed, quoting


def document(statements: Sheet | list[Printed]) -> Document:
    return read_docx(exported(statements, "docx"))


def styled(told: Document, style: str) -> list[Paragraph]:
    return [p for p in told.paragraphs if p.style is not None and p.style.name == style]


def facts(told: Document) -> list[tuple[str, str]]:
    return [(name, value) for p in styled(told, "Fact") for name, _, value in [p.text.partition("\t")]]


def test_docx_has_headings_of_three_levels() -> None:
    told = document(claimed("We will not go", "We will go", denial="Nobody will"))
    assert [p.text for p in styled(told, "Title")] == ["A claim"]
    assert [p.text for p in styled(told, "Heading 1")] == [
        *("Quotations", "Claims", "Sources and method"),
        "Appendix: where the words are",
    ]
    assert [p.text for p in styled(told, "Heading 2")] == ["1. x (x)", "x"]
    assert [p.text for p in styled(told, "Heading 3")] == ["Contradicted by"]


def test_docx_marks_the_words_and_the_cue() -> None:
    (passage,) = styled(document([made()]), "Passage")
    assert [r.text for r in passage.runs if r.bold and r.font.highlight_color == WD_COLOR_INDEX.YELLOW] == [
        "a joke"
    ]
    assert [r.text for r in passage.runs if r.font.underline == WD_UNDERLINE.DOTTED] == ["told"]
    assert passage.text == made().article.text.split("\n\n")[1]


def test_docx_tells_the_facts() -> None:
    told = facts(document([made()]))
    assert told[:7] == [
        ("stance", "said"),
        ("outlet", "The Gazette"),
        ("headline", "Ministers meet"),
        ("day", "5 July 2012"),
        ("link", "https://gazette.example/porto"),
        ("kind", "mixed"),
        ("marks", "“ ”"),
    ]
    assert ("because", "subject of the cue: “Ana Lima”") in told


def boxes(data: bytes) -> list[tuple[str, bool]]:
    """The boxes of a document: what stands behind each, and whether it is ticked, to a reader and to a program."""
    paragraphs = parts(data)["word/document.xml"].iter(f"{W}p")
    found = []
    for inner in (list(p) for p in paragraphs):
        for box, label in itertools.pairwise(inner):
            if box.tag == f"{W}sdt":
                (checked,) = box.iter(f"{W14}checked")
                is_ticked = checked.get(f"{W14}val") == "1"
                assert "".join(box.itertext()) == ("☒" if is_ticked else "☐")
                found.append(("".join(label.itertext()).strip(), is_ticked))
    return found


def test_docx_has_a_box_for_every_status() -> None:
    assert boxes(exported([made()], "docx")) == [(status, False) for status in STATUSES]


@pytest.mark.parametrize("status", STATUSES)
def test_docx_ticks_the_status_that_a_reviewer_has_chosen(status: Status) -> None:
    checked = replace(made(), review=Review(status=status, reviewer="Eva Holm", checked_on="2012-07-09"))
    ticked = boxes(exported([checked, made()], "docx"))
    assert ticked == [*((one, one == status) for one in STATUSES), *((one, False) for one in STATUSES)]


def test_docx_has_offsets_and_digests_in_an_appendix_alone() -> None:
    data = exported([made(), reported()], "docx")
    told = document([made(), reported()])
    (table,) = told.tables
    heading, first, second = ([cell.text for cell in line.cells] for line in table.rows)
    assert tuple(heading) == APPENDIX
    cells = dict(zip(APPENDIX, first, strict=True))
    assert (cells["number"], cells["offsets"]) == ("1", "97..103")
    assert cells["text digest"] == made().article.digest
    assert second[:2] == ["2", reported().statement.quote.id]
    assert made().article.digest not in "".join(p.text for p in told.paragraphs)
    assert parts(data)["word/document.xml"].find(f".//{W}tblHeader") is not None


def test_docx_strikes_what_was_rejected() -> None:
    told = document(
        [replace(made(), review=Review(status="rejected", reviewer="Eva Holm", checked_on="2012-07-09"))]
    )
    (passage,) = styled(told, "Passage")
    assert [r.text for r in passage.runs if r.font.strike] == ["a joke"]
    assert facts(told)[0] == ("review", "rejected by Eva Holm, 9 July 2012, not to be used")


def test_docx_compares_the_printings_of_a_claim() -> None:
    told = document(
        claimed("We saw 60 people there", "We saw 27 people", "We saw 60 people there", copies=(2,))
    )
    _, first, second = styled(told, "Passage")
    assert first.text == "We saw 60 people there"
    assert [r.text.strip() for r in second.runs if r.font.strike] == ["60", "there"]
    assert [r.text for r in second.runs if r.font.underline] == ["27"]
    assert [p.text for p in styled(told, "Copy")] == ["We saw 60 people there"]
    assert ("changes the sense", "figures") in facts(told)


def test_docx_leads_from_quotation_to_claim_and_back() -> None:
    body = parts(exported(claimed("We will go", "We will go today"), "docx"))["word/document.xml"]
    marks = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    assert {link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink")} == marks
    assert len(marks) == 2


def test_docx_is_british_dated_alike_and_has_page_numbers() -> None:
    data = exported([made()], "docx")
    told = read_docx(data)
    assert (told.core_properties.title, told.core_properties.author) == ("Quotations", "")
    assert told.core_properties.created.year == 1980
    assert {language.get(f"{W}val") for language in parts(data)["word/styles.xml"].iter(f"{W}lang")} == {
        "en-GB"
    }
    footers = [xml for name, xml in parts(data).items() if name.startswith("word/footer")]
    assert [f.get(f"{W}instr") for xml in footers for f in xml.iter(f"{W}fldSimple")] == ["PAGE"]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


# Hostile text


@pytest.fixture(scope="module")
def hostile() -> list[Paragraph]:
    """The passages of one document that quotes all hostile words; nothing in it acts."""
    data = exported([quoting(words) for words in HOSTILE], "docx")
    check_docx(data)
    passages = styled(read_docx(data), "Passage")
    assert len(passages) == len(HOSTILE)
    return passages


@pytest.mark.parametrize("number", range(len(HOSTILE)), ids=list(map(ascii, HOSTILE)))
def test_docx_shows_hostile_words_as_words(hostile: list[Paragraph], number: int) -> None:
    assert "".join(r.text for r in hostile[number].runs if r.bold) == legible(HOSTILE[number])


@few
@given(printed())
def test_docx_is_inert_and_opens_again_whatever_the_text(statement: Printed) -> None:
    data = exported([statement], "docx")
    check_docx(data)
    assert len(styled(read_docx(data), "Heading 2")) == 1


def test_docx_sets_the_words_off_in_their_report() -> None:
    (passage,) = styled(document([reported()]), "Passage")
    shaded = [r.text for r in passage.runs if r._r.xpath(".//w:shd")]
    assert [r.text for r in passage.runs if r.bold] == ["a bathtub with a flag", "at best"]
    assert shaded == ["the new ferry was “", "”, a costly one", "“", "”"]
