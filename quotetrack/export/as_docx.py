"""A Word document to hand to an editor: every quotation under a heading of its own, then claims, sources and method.

python-docx makes the document's shell: styles, language, footer. The paragraphs go into it as they come, so that the
number of quotations costs no memory. Nothing is a field, an outward link or a macro but the page number.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from quotetrack.export import facts, wording
from quotetrack.export.compared import ComparedWords, ShownPrinting, side_by_side
from quotetrack.export.legible import legible
from quotetrack.export.passage import Part, passage
from quotetrack.export.sheet import ComparedClaim, Sheet, SheetStream, has_more
from quotetrack.export.variants import Variant, differs, is_what
from quotetrack.export.wordml import Body, StyledText, TextLook, link
from quotetrack.records import Article, Printed

_EPOCH = datetime(1980, 1, 1)
"""The day that the file and its parts carry, so that the same input gives the same bytes."""

_DOCUMENT = "word/document.xml"
_PART_LOOKS: dict[Part, TextLook] = {"plain": "plain", "content": "words", "cue": "cue", "mention": "mention"}


def write(sheet: Sheet, out: BinaryIO) -> int:
    """How many quotations the document holds."""
    shell = _shell(legible(sheet.title))
    stream = SheetStream(sheet)
    with ZipFile(shell) as made, ZipFile(out, "w", ZIP_DEFLATED) as document:
        for name in made.namelist():
            with document.open(_member(name), "w") as part:
                if name != _DOCUMENT:
                    part.write(made.read(name))
                    continue
                head, section, tail = made.read(name).partition(b"<w:sectPr")
                part.write(head)
                _write_body(Body(part.write), sheet, stream)
                part.write(section + tail)
    return stream.rows


def _member(name: str) -> ZipInfo:
    member = ZipInfo(name, date_time=_EPOCH.timetuple()[:6])
    member.compress_type = ZIP_DEFLATED
    return member


def _shell(title: str) -> BinaryIO:
    """A document without paragraphs."""
    document = docx.Document()
    told = document.core_properties
    told.title, told.author, told.comments, told.last_modified_by = title[:255], "", "", ""
    told.created = told.modified = _EPOCH
    told.language = "en-GB"
    _set_styles(document)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.3)
    footer = section.footer.paragraphs[0]
    footer._p.append(
        parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    )
    shell = io.BytesIO()
    document.save(shell)
    return shell


def _set_styles(document: Document) -> None:
    """British English, and two styles of our own: a line of facts, and a passage."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    fact = _added(document, "Fact", size=9.5)
    fact.paragraph_format.left_indent, fact.paragraph_format.first_line_indent = Cm(3.6), Cm(-3.6)
    fact.paragraph_format.tab_stops.add_tab_stop(Cm(3.6))
    fact.paragraph_format.space_after = Pt(1)
    passage_style = _added(document, "Passage", size=11.5)
    passage_style.paragraph_format.left_indent = Cm(0.6)
    passage_style.paragraph_format.space_after = Pt(6)
    copy = _added(document, "Copy", size=10)
    copy.paragraph_format.left_indent = Cm(1.6)
    for level in (1, 2, 3):
        heading = document.styles[f"Heading {level}"]
        assert isinstance(heading, ParagraphStyle)
        heading.font.color.rgb = RGBColor(0x1D, 0x1F, 0x23)
        heading.paragraph_format.keep_with_next = True


def _added(document: Document, name: str, *, size: float) -> ParagraphStyle:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    style.base_style = document.styles["Normal"]
    style.font.size = Pt(size)
    return style


def _write_body(body: Body, sheet: Sheet, stream: SheetStream) -> None:
    body.paragraph("Title", [(sheet.title, "plain")])
    body.paragraph("Heading1", [("Quotations", "plain")])
    for printed in stream:
        _quotation(body, printed, stream.rows)
    if not stream.rows:
        body.paragraph("Normal", [("No quotations.", "plain")])
    for number, told in enumerate(stream.claims()):
        if not number:
            body.paragraph("Heading1", [("Claims", "plain")])
        _claim(body, told, stream)
    body.paragraph("Heading1", [("Sources and method", "plain")])
    for name, value in (*sheet.method, *_MARKS, *facts.EXPLAINED):
        body.fact(name, value)


_MARKS = (
    (
        "marks",
        "In a passage the words quoted are bold and highlighted, who said it is underlined, and the words that report "
        "it are underlined with dots.",
    ),
    (
        "claims",
        "Printings of what is taken for one utterance, compared word by word with the fullest: struck is what a "
        "printing leaves out, underlined what it has instead or besides. Grey is what newspapers may do: brackets, an "
        "ellipsis, a pronoun or a tense.",
    ),
    ("confidence", "How sure the program is of the speaker, from 0 to 1."),
)


def _quotation(body: Body, printed: Printed, number: int) -> None:
    quote, claim = printed.statement.quote, printed.claim
    role = wording.role(printed)
    heading = f"{number}. {wording.who(printed)}" + (f" ({role})" if role else "")
    body.paragraph("Heading2", [(heading, "plain")], bookmark=f"q_{quote.id}")
    body.paragraph("Passage", _passage(printed))
    if printed.review is not None:
        is_warning = printed.review.status == "rejected"
        body.fact("status", wording.review_line(printed), look="warning" if is_warning else "plain")
    for name, told in facts.said_facts(printed):
        body.fact(name, told)
    body.fact("printed in", _origin(printed.article))
    for name, told in facts.printed_facts(printed):
        body.fact(name, told)
    for name, told in facts.why_facts(printed):
        body.fact(name, told)
    if claim is not None:
        after = link(claim.id, f"c_{claim.id}") if has_more(claim) else ""
        body.fact("claim", facts.claim_fact(claim) + (" · " if after else f" · {claim.id}"), after=after)
    body.fact("confidence", f"{printed.statement.attribution.confidence:.2f}")
    body.fact("id", quote.id)


def _passage(printed: Printed) -> Iterator[StyledText]:
    """The paragraph with the words marked; those of a rejected quotation are struck."""
    found, text = passage(printed), printed.article.text
    is_rejected = printed.review is not None and printed.review.status == "rejected"
    yield ("… ", "plain") if found.cut_before else ("", "plain")
    for piece in found.pieces:
        look = _PART_LOOKS[piece.part]
        yield piece.span.of(text), "rejected" if is_rejected and look == "words" else look
    yield (" …", "plain") if found.cut_after else ("", "plain")


def _origin(article: Article) -> str:
    """Outlet, title, day and address as far as known, else the article's id."""
    told = (wording.outlet(article), article.title or "", wording.day(article.published), article.url or "")
    return ", ".join(part for part in told if part) or article.id


def _claim(body: Body, told: ComparedClaim, stream: SheetStream) -> None:
    claim, _ = told
    printings, conflicts = side_by_side(told)
    body.paragraph("Heading2", [(wording.who(claim.fullest), "plain")], bookmark=f"c_{claim.id}")
    body.fact("claim", f"{facts.claim_fact(facts.claim_note(claim))} · {claim.id}")
    for one in printings:
        _printing(body, one, stream)
        for copy in one.copies:
            _printing(body, copy, stream)
    if conflicts:
        body.paragraph("Heading3", [("Contradicted by", "plain")])
    for row in conflicts:
        body.paragraph("Passage", [(row.printed.text, "plain")])
        body.fact("speaker", wording.who(row.printed))
        _row(body, row, stream)


def _printing(body: Body, one: ShownPrinting, stream: SheetStream) -> None:
    body.paragraph("Copy" if one.row.copy_of else "Passage", (_run(stretch) for stretch in one.stretches))
    _row(body, one.row, stream)


def _run(one: ComparedWords) -> StyledText:
    looks: dict[tuple[str, bool], TextLook] = {
        ("cut", False): "cut",
        ("cut", True): "fair cut",
        ("put", False): "put",
        ("put", True): "fair put",
    }
    before, after = " " * (one.space == "before"), " " * (one.space == "after")
    return before + one.words + after, looks.get((one.what, bool(one.fair)), "plain")


def _row(body: Body, row: Variant, stream: SheetStream) -> None:
    """What a printing is, how it differs, and where it stands."""
    quote, article = row.printed.statement.quote, row.printed.article
    told = [
        is_what(row),
        wording.STANCE_WORDS[row.printed.statement.attribution.stance],
        quote.kind,
        differs(row),
    ]
    body.fact("what", ", ".join(part for part in told if part))
    if row.differs and row.differs.warnings:
        body.fact("changes the sense", ", ".join(row.differs.warnings), look="warning")
    if row.printed.review is not None:
        is_warning = row.printed.review.status == "rejected"
        body.fact("status", wording.review_line(row.printed), look="warning" if is_warning else "plain")
    if article.agencies:
        body.fact("agencies", "; ".join(article.agencies))
    here = link(quote.id, f"q_{quote.id}") if stream.has_shown(quote.id) else ""
    body.fact("printed in", _origin(article) + (" · " if here else f" · {quote.id}"), after=here)
