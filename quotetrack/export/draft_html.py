"""A draft's report as one self-contained web page, in the manner of the sheet: readable without scripts or network, on
paper, on a phone, by day and night. The templates' engine escapes everything that a draft or an article prints."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from quotetrack.export import wording
from quotetrack.export.as_html import Filled
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

ToEvidence = Callable[[str], str]
"""Makes the id of a quotation the address that tells of it."""


def write_html_report(draft: CheckedDraft, out: BinaryIO) -> None:
    """Write the page."""
    write_filled("draft.html", out, **filled_report(draft))


def filled_report(draft: CheckedDraft, evidence: ToEvidence | None = None) -> Filled:
    """Return what a page shows of a draft, with links to the evidence if there is somewhere to lead."""
    notes = notes_on(draft)
    return {
        "title": draft_title(draft.draft.article),
        "unit": draft.draft.unit,
        "summary": draft_summary(draft),
        "problems": [filled_note(note, evidence) for note in problems(draft, notes)],
        "paragraphs": [_paragraph(each, evidence) for each in draft_paragraphs(draft, notes)],
        "method": draft.searched,
    }


def _paragraph(paragraph: DraftParagraph, evidence: ToEvidence | None) -> Filled:
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
        "notes": [filled_note(note, evidence) for note in paragraph.notes],
    }


def filled_note(note: DraftNote, evidence: ToEvidence | None = None) -> Filled:
    """Return what a page shows of a verdict, with the sentence that decides it."""
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
        "source": _source(note, evidence),
    }


def _source(note: DraftNote, evidence: ToEvidence | None) -> Filled | None:
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
        "evidence": evidence(printed.id) if evidence is not None else "",
    }
