"""A draft's report as a Word document: on the left the draft, its words marked by verdict, on the right the notes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from quotetrack.export import wording
from quotetrack.export.as_docx import docx_origin, write_document
from quotetrack.export.draft_report import (
    DraftNote,
    DraftParagraph,
    draft_paragraphs,
    draft_title,
    notes_on,
    problems,
)
from quotetrack.export.printings import What
from quotetrack.export.verdicts import Tone, draft_summary, page_facts, stood_before
from quotetrack.export.wordml import Body, StyledText, TextLook
from quotetrack.records import CheckedDraft

_WIDTHS = (4700, 4600)
"""The columns, in twentieths of a point; together as wide as the page between its edges."""
_LOOKS: dict[What, TextLook] = {
    "same": "words",
    "cut": "cut",
    "put": "put",
    "around": "around",
    "turns": "put",
}
_NAMES: dict[Tone, TextLook] = {"good": "name good", "bad": "name bad", "open": "name open"}
_READ_SO = (
    (
        "marks",
        "In a sentence that a verdict rests on, what the draft has is bold and highlighted, what it lacks is struck, "
        "and what it has instead is underlined.",
    ),
    ("to be read so", "A verdict says what was printed, not what was said."),
)


def write_docx_report(draft: CheckedDraft, out: BinaryIO) -> None:
    """Write the document."""
    title = draft_title(draft.draft.article)
    write_document(title, out, lambda body: _write_body(body, title, draft))


def _write_body(body: Body, title: str, draft: CheckedDraft) -> None:
    notes = notes_on(draft)
    body.paragraph("Title", [(title, "plain")])
    body.paragraph("Normal", [(draft_summary(draft), "plain")])
    faulty = problems(draft, notes)
    if faulty:
        body.paragraph("Heading1", [("Not to be printed as it stands", "plain")])
    for note in faulty:
        where = f" · {draft.draft.unit} {note.one.line} · {note.asked}\n"
        body.paragraph("Normal", [*_ruling(note), (where, "name"), (note.words, "plain")])
    body.paragraph("Heading1", [("The draft", "plain")])
    with body.table(*_WIDTHS):
        for paragraph in draft_paragraphs(draft, notes):
            body.row(partial(_paragraph, body, paragraph), partial(_notes, body, paragraph.notes))
    body.paragraph("Heading1", [("Sources and method", "plain")])
    body.facts((*draft.searched, *_READ_SO))


def _ruling(note: DraftNote) -> list[StyledText]:
    return [(f"{note.number}  {note.told}", _NAMES[note.tone])]


def _paragraph(body: Body, paragraph: DraftParagraph) -> None:
    style = "Heading3" if paragraph.is_heading else "Normal"
    body.paragraph(style, [(f"{paragraph.line}  ", "name"), *_pieces(paragraph)])


def _pieces(paragraph: DraftParagraph) -> Iterator[StyledText]:
    for piece in paragraph.pieces:
        if piece.note is not None and piece.begins:
            yield f"{piece.note.number} ", _NAMES[piece.note.tone]
        yield piece.words, "plain" if piece.note is None else piece.note.tone


def _notes(body: Body, notes: tuple[DraftNote, ...]) -> None:
    for note in notes:
        body.paragraph("Note", [*_ruling(note), (f" · {note.asked}", "name")])
        if note.match is not None:
            body.paragraph("Note", _sentence(note))
            printed = note.match.printed
            body.paragraph("Note", [(f"{wording.who(printed)}, {docx_origin(printed.article)}", "name")])
            page = [f"{name}: {value}" for name, value in page_facts(note.match) if name != "link"]
            page += filter(None, [stood_before(note.match)])
            if page:
                body.paragraph("Note", [("\n".join(page), "name")])
        told = "\n".join(
            filter(None, (note.one.check.why * (note.tone != "good"), note.differs, note.others))
        )
        body.paragraph("Note", [(told, "plain")])
    if not notes:  # a cell needs a paragraph
        body.paragraph("Note", [])


def _sentence(note: DraftNote) -> Iterator[StyledText]:
    for one in note.printed:
        yield " " * (one.space == "before") + one.words, _LOOKS[one.what]
