"""A Word document to hand to an editor: every quotation under a heading of its own, with boxes to tick, then claims,
sources and method, and in an appendix what finds the very words again.

python-docx makes the document's shell: styles, language, footer. The paragraphs go into it as they come, so that the
number of quotations costs no memory. Nothing is a field, an outward link or a macro but the page number.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import chain
from typing import IO, Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Length, Pt, RGBColor

from quotetrack.export import facts, wording
from quotetrack.export.legible import legible
from quotetrack.export.passage import Part, passage
from quotetrack.export.printings import (
    ComparedWords,
    Variant,
    What,
    as_printed,
    differs,
    is_what,
    side_by_side,
    warnings,
)
from quotetrack.export.sheet import ComparedClaim, Sheet, SheetStream, chunks, has_more, later
from quotetrack.export.wordml import Body, StyledText, TextLook, link, run_xml, table_row, tick_box
from quotetrack.records import Article, Printed

_EPOCH = datetime(1980, 1, 1)
"""The day that the file and its parts carry, so that the same input gives the same bytes."""

_DOCUMENT = "word/document.xml"
_PART_LOOKS: dict[Part, TextLook] = {
    "plain": "plain",
    "content": "words",
    "report": "report",
    "cue": "cue",
    "mention": "mention",
}
_STRETCH_LOOKS: dict[What, TextLook] = {
    "same": "plain",
    "cut": "cut",
    "put": "put",
    "around": "around",
    "turns": "put",
}
_FAIR_LOOKS: dict[What, TextLook] = {**_STRETCH_LOOKS, "cut": "fair cut", "put": "fair put"}


def write(sheet: Sheet, out: BinaryIO) -> int:
    """Write the document; return how many quotations it holds."""
    stream = SheetStream(sheet)
    with later() as appendix:
        write_document(sheet.title, out, lambda body: _write_body(body, sheet, stream, appendix))
    return stream.rows


def write_document(title: str, out: BinaryIO, write_body: Callable[[Body], object]) -> None:
    """Write a document of this title, whose paragraphs `write_body` puts into it as they come."""
    with ZipFile(_shell(legible(title))) as shell, ZipFile(out, "w", ZIP_DEFLATED) as document:
        for name in shell.namelist():
            with document.open(_member(name), "w") as part:
                # Only the document itself has a body, which goes before its last section.
                head, section, tail = shell.read(name).partition(b"<w:sectPr")
                part.write(head)
                if name == _DOCUMENT:
                    write_body(Body(part.write))
                part.write(section + tail)


def _member(name: str) -> ZipInfo:
    member = ZipInfo(name, date_time=_EPOCH.timetuple()[:6])
    member.compress_type = ZIP_DEFLATED
    return member


def _shell(title: str) -> BinaryIO:
    """Return a document without paragraphs."""
    document = docx.Document()
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title[:255], "", ""
    properties.last_modified_by, properties.language = "", "en-GB"
    properties.created = properties.modified = _EPOCH
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


_STYLES: dict[str, tuple[Pt, dict[str, Length]]] = {
    "Fact": (Pt(9.5), {"left_indent": Cm(3.6), "first_line_indent": Cm(-3.6), "space_after": Pt(1)}),
    "Passage": (Pt(11.5), {"left_indent": Cm(0.6), "space_after": Pt(6)}),
    "Copy": (Pt(10), {"left_indent": Cm(1.6)}),
    "Box": (
        Pt(10),
        {"left_indent": Cm(0.2), "right_indent": Cm(0.2), "space_before": Pt(4), "space_after": Pt(6)},
    ),
    "Note": (Pt(9), {"space_after": Pt(3)}),
    "Cell": (Pt(6.5), {"space_after": Pt(0)}),
}
"""Our own styles of paragraphs (a line of facts, a passage, a copy of one, boxes to tick, a note in a margin, a cell of
a table): the letters' size, and the layout."""

_WIDTHS = (700, 1300, 1300, 1700, 1200, 1000, 2100)
"""Of the columns of the appendix, in twentieths of a point."""
_FRAME = "".join(
    f'<w:{side} w:val="single" w:sz="6" w:space="3" w:color="8A8F98"/>'
    for side in ("top", "left", "bottom", "right")
)


def _set_styles(document: Document) -> None:
    """Set British English, our own styles, and headings that stay with what follows them."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    for name, (size, layout) in _STYLES.items():
        style: Any = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.font.size = document.styles["Normal"], size
        for field, length in layout.items():
            setattr(style.paragraph_format, field, length)
    fact: Any = document.styles["Fact"]
    fact.paragraph_format.tab_stops.add_tab_stop(Cm(3.6))
    box: Any = document.styles["Box"]
    box.paragraph_format.keep_together = True
    box.paragraph_format.tab_stops.add_tab_stop(Cm(2.2))
    box.element.get_or_add_pPr().append(parse_xml(f"<w:pBdr {nsdecls('w')}>{_FRAME}</w:pBdr>"))
    for level in (1, 2, 3):
        heading: Any = document.styles[f"Heading {level}"]
        heading.font.color.rgb = RGBColor(0x1D, 0x1F, 0x23)
        heading.paragraph_format.keep_with_next = True


def _write_body(body: Body, sheet: Sheet, stream: SheetStream, appendix: IO[bytes]) -> None:
    body.paragraph("Title", [(sheet.title, "plain")])
    body.paragraph("Heading1", [("Quotations", "plain")])
    for printed in stream:
        _quotation(body, printed, stream.rows)
        appendix.write(table_row(_WIDTHS, facts.appendix_row(stream.rows, printed)))
    if not stream.rows:
        body.paragraph("Normal", [("No quotations.", "plain")])
    for number, compared in enumerate(stream.claims()):
        if not number:
            body.paragraph("Heading1", [("Claims", "plain")])
        _claim(body, compared, stream)
    body.paragraph("Heading1", [("Sources and method", "plain")])
    body.facts((*sheet.method, *_MARKS, *facts.EXPLAINED))
    if stream.rows:
        body.paragraph("Heading1", [("Appendix: where the words are", "plain")])
        body.table_of(_WIDTHS, facts.APPENDIX, chunks(appendix))
        body.paragraph("Normal", [])


_MARKS = (
    (
        "marks",
        "In a passage the words quoted are bold and highlighted, what else is reported is pale yellow, who said "
        "it is underlined, and the words that report it are underlined with dots.",
    ),
    (
        "claims",
        "Printings of what is taken for one utterance, compared word by word with the fullest of their wording: "
        "struck is what a printing leaves out, underlined what it has instead or besides. Struck or underlined in "
        "grey is what newspapers may do: brackets, an ellipsis, a pronoun or a tense. Plain grey is what is reported "
        "around the words quoted, which is not compared.",
    ),
    ("confidence", "How sure the program is of the speaker, from 0 to 1."),
)


def _quotation(body: Body, printed: Printed, number: int) -> None:
    quote, claim = printed.statement.quote, printed.claim
    role = wording.role(printed)
    heading = f"{number}. {wording.who(printed)}" + (f" ({role})" if role else "")
    body.paragraph("Heading2", [(heading, "plain")], bookmark=f"q_{quote.id}")
    body.paragraph("Passage", _passage(printed))
    _boxes(body, printed)
    _status(body, printed)
    body.facts(facts.document_facts(printed))
    if claim is not None:
        after = link("all printings", f"c_{claim.id}") if has_more(claim) else ""
        body.fact("claim", facts.claim_fact(claim) + " · " * bool(after), after=after)
    body.facts(facts.why_facts(printed))


def _boxes(body: Body, printed: Printed) -> None:
    """Write a frame with a box for every status, and room for notes."""
    boxes = "".join(tick_box(status, is_ticked=is_so) for status, is_so in facts.status_boxes(printed))
    body.paragraph("Box", [("status\t", "name")], after=f"{boxes}{run_xml(_NOTES, 'name')}")


_NOTES = "\nby, on\t\nnotes\t"
"""What else there is to fill in."""


def _status(body: Body, printed: Printed) -> None:
    """Write what a reviewer has found, if anybody has."""
    if line := wording.review_line(printed):
        body.fact("review", line, look="warning" if wording.status(printed) == "rejected" else "plain")


def _passage(printed: Printed) -> Iterator[StyledText]:
    """Yield the paragraph with the words marked; those of a rejected quotation are struck."""
    shown, is_rejected = passage(printed), wording.status(printed) == "rejected"
    yield ("… ", "plain") if shown.cut_before else ("", "plain")
    for piece in shown.pieces:
        look = _PART_LOOKS[piece.part]
        yield piece.span.of(printed.article.text), "rejected" if is_rejected and look == "words" else look
    yield (" …", "plain") if shown.cut_after else ("", "plain")


def docx_origin(article: Article) -> str:
    """Return outlet, title, day and address as far as known, else the article's id."""
    parts = (wording.outlet(article), article.title, wording.day(article.published), article.url)
    return ", ".join(filter(None, parts)) or article.id


def _claim(body: Body, compared: ComparedClaim, stream: SheetStream) -> None:
    claim, _ = compared
    printings, conflicts = side_by_side(compared)
    body.paragraph("Heading2", [(wording.who(claim.fullest), "plain")], bookmark=f"c_{claim.id}")
    body.fact("claim", f"{facts.claim_fact(facts.claim_note(claim))} · {claim.id}")
    for shown in chain.from_iterable((printing, *printing.copies) for printing in printings):
        body.paragraph("Copy" if shown.row.copy_of else "Passage", map(_run, shown.stretches))
        _row(body, shown.row, stream)
    if conflicts:
        body.paragraph("Heading3", [("Contradicted by", "plain")])
    for row in conflicts:
        body.paragraph("Passage", map(_run, as_printed(row.printed)))
        body.fact("speaker", wording.who(row.printed))
        _row(body, row, stream)


def _run(stretch: ComparedWords) -> StyledText:
    before, after = " " * (stretch.space == "before"), " " * (stretch.space == "after")
    look = (_FAIR_LOOKS if stretch.fair else _STRETCH_LOOKS)[stretch.what]
    return before + stretch.words + after, look


def _row(body: Body, row: Variant, stream: SheetStream) -> None:
    """Write what a printing is, how it differs, and where it stands."""
    quote, article = row.printed.statement.quote, row.printed.article
    stance = wording.STANCE_WORDS[row.printed.statement.attribution.stance]
    body.fact("what", ", ".join(filter(None, (is_what(row), stance, quote.kind, differs(row)))))
    if warnings(row):
        body.fact("changes the sense", warnings(row), look="warning")
    _status(body, row.printed)
    if article.agencies:
        body.fact("agencies", "; ".join(article.agencies))
    here = link(quote.id, f"q_{quote.id}") if stream.has_shown(quote.id) else ""
    body.fact("printed in", docx_origin(article) + (" · " if here else f" · {quote.id}"), after=here)
