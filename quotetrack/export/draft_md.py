"""A draft's report as Markdown: the draft as block quotes with numbers behind what was checked, and under each
paragraph the verdicts. Whatever a draft or an article prints is escaped, so it can make no heading,
link, image or HTML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from quotetrack.export import wording
from quotetrack.export.as_md import escape_markdown, escaped_piece, md_address, md_origin
from quotetrack.export.draft_report import (
    DraftNote,
    DraftParagraph,
    draft_paragraphs,
    draft_title,
    notes_on,
    problems,
)
from quotetrack.export.printings import What
from quotetrack.export.verdicts import draft_summary, page_facts, stood_before
from quotetrack.records import CheckedDraft

_SIGNS: dict[What, str] = {"same": "**", "cut": "~~", "put": "_", "around": "", "turns": "_"}


def write_md_report(draft: CheckedDraft, out: BinaryIO) -> None:
    """Write the report."""
    for line in _lines(draft):
        out.write(f"{line}\n".encode("utf-8", "backslashreplace"))


def _lines(draft: CheckedDraft) -> Iterator[str]:
    notes, unit = notes_on(draft), draft.draft.unit
    yield f"# {escape_markdown(draft_title(draft.draft.article))}"
    yield f"\n{escape_markdown(draft_summary(draft))}"
    faulty = problems(draft, notes)
    if faulty:
        yield "\n## Not to be printed as it stands\n"
        yield from (
            f"- {_ruling(note)}, {unit} {note.one.line}: {escape_markdown(note.words)}" for note in faulty
        )
    yield "\n## The draft"
    for paragraph in draft_paragraphs(draft, notes):
        yield f"\n> {_paragraph(paragraph)}"
        for number, note in enumerate(paragraph.notes):
            yield from ([""] if not number else [])
            yield from _note(note)
    yield "\n## Sources and method\n"
    yield "- In a sentence that a verdict rests on, **bold** is what the draft has, ~~struck~~ what it lacks,"
    yield "  and _italics_ are what it has instead."
    yield from (f"- **{escape_markdown(name)}:** {escape_markdown(value)}" for name, value in draft.searched)


def _ruling(note: DraftNote) -> str:
    return f"**[{note.number}] {escape_markdown(note.told)}** ({escape_markdown(note.asked)})"


def _paragraph(paragraph: DraftParagraph) -> str:
    """Return the words on one line, with the number of a note where its words end."""
    out = f"({paragraph.line}) "
    for piece, following in zip(paragraph.pieces, [*paragraph.pieces[1:], None], strict=True):
        out += escaped_piece(piece.words, "**" * (piece.note is not None))
        ends = piece.note is not None and (following is None or following.note is not piece.note)
        out += f" **[{piece.note.number}]**" if piece.note is not None and ends else ""
    return out


def _note(note: DraftNote) -> Iterator[str]:
    yield f"- {_ruling(note)}"
    if note.match is not None:
        printed = note.match.printed
        sentence = "".join(
            " " * (one.space == "before") + escaped_piece(one.words, _SIGNS[one.what]) for one in note.printed
        )
        yield f"  - {sentence.strip()}"
        yield f"  - {escape_markdown(wording.who(printed))}, {md_origin(printed.article)} (`{printed.id}`)"
        yield from (
            f"  - {name}: {md_address(value)}"
            if name == "archived at"
            else f"  - {name}: {escape_markdown(value)}"
            for name, value in page_facts(note.match)
            if name != "link"
        )
    before = stood_before(note.match) if note.match else ""
    told = filter(None, (before, note.one.check.why, note.differs, note.others))
    yield from (f"  - {escape_markdown(line)}" for line in told)
