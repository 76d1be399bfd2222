"""A draft's report as one self-contained web page, in the manner of the sheet: readable without scripts or network, on
paper, on a phone, by day and night. The templates' engine escapes everything that a draft or an article prints."""

from __future__ import annotations

from typing import BinaryIO

from quotetrack.export import wording
from quotetrack.export.draft_report import (
    DraftNote,
    DraftParagraph,
    draft_paragraphs,
    draft_title,
    notes_on,
    problems,
)
from quotetrack.export.legible import web_address
from quotetrack.export.templating import write_filled
from quotetrack.export.verdicts import draft_summary, page_facts, stood_before
from quotetrack.records import CheckedDraft

_Filled = dict[str, object]
"""What a macro of the templates is given, by name; plain text."""


def write_html_report(draft: CheckedDraft, out: BinaryIO) -> None:
    """Write the page."""
    notes = notes_on(draft)
    write_filled(
        "draft.html",
        out,
        title=draft_title(draft.draft.article),
        unit=draft.draft.unit,
        summary=draft_summary(draft),
        problems=[_note(note) for note in problems(draft, notes)],
        paragraphs=[_paragraph(each) for each in draft_paragraphs(draft, notes)],
        method=draft.searched,
    )


def _paragraph(paragraph: DraftParagraph) -> _Filled:
    return {
        "line": paragraph.line,
        "is_heading": paragraph.is_heading,
        "pieces": [
            {
                "words": piece.words,
                "tone": piece.note.tone if piece.note else "",
                "number": piece.note.number if piece.note else 0,
                "begins": piece.begins,
            }
            for piece in paragraph.pieces
        ],
        "notes": [_note(note) for note in paragraph.notes],
    }


def _note(note: DraftNote) -> _Filled:
    check = note.one.check
    return {
        "number": note.number,
        "line": note.one.line,
        "tone": note.tone,
        "told": note.told,
        "words": note.words,
        "asked": note.asked,
        "why": check.why,
        "differs": note.differs,
        "others": note.others,
        "source": _source(note),
    }


def _source(note: DraftNote) -> _Filled | None:
    if note.match is None:
        return None
    printed = note.match.printed
    article, stance = printed.article, printed.statement.attribution.stance
    return {
        "printed": note.printed,
        "who": wording.who(printed),
        "stance": "" if stance == "said" else wording.STANCE_WORDS[stance],
        "outlet": wording.outlet(article),
        "title": article.title,
        "published": article.published,
        "day": wording.day(article.published),
        "link": web_address(article.url),
        "url": article.url,
        "archive": web_address(article.archive_url),
        "retrieved": dict(page_facts(note.match)).get("retrieved"),
        "before": stood_before(note.match),
        "id": printed.id,
    }
