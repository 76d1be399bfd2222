"""The one table of columns that every sheet has: its heading, what it means and how it is had."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from quotetrack.export import wording
from quotetrack.records import Attribution, Printed, Span, spans_text
from quotetrack.review.cells import EDITABLE, offsets, row_fingerprint

Holds = Literal["text", "day", "number", "count"]


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column of a table of `T`, which is a statement or a printing of a claim.

    The sheet's own "method" page shows `meaning`. `width`, in characters, is that of a workbook's column. `value` gives
    a cell as text; it is empty if nothing is known.
    """

    heading: str
    meaning: str
    width: int
    value: Callable[[T], str]
    holds: Holds = "text"


def _attribution(printed: Printed) -> Attribution:
    return printed.statement.attribution


def _words(printed: Printed, *spans: Span | None) -> str:
    """Return the words of those spans that are known."""
    return spans_text(printed.article.text, filter(None, spans))


def _said(printed: Printed, field: Literal["date", "precision", "basis"]) -> str:
    """Return one field of the day said, or nothing if no day is known."""
    said_on = _attribution(printed).said_on
    if said_on is None:
        return ""
    if field == "basis":
        return _words(printed, said_on.basis) + (" (nearby sentence)" if said_on.inferred else "")
    return said_on.date if field == "date" else said_on.precision


def _speaker(printed: Printed) -> str:
    speaker = _attribution(printed).speaker
    return speaker.name or "" if speaker else ""


def _why(printed: Printed) -> str:
    """Return every reason behind the attribution with the words it rests on."""
    return "; ".join(
        f"{reason.rule}: “{_words(printed, reason.span)}”" if reason.span else reason.rule
        for reason in _attribution(printed).evidence
    )


def _runner_up(printed: Printed) -> str:
    best = next(iter(_attribution(printed).candidates), None)
    return f"{best.name} ({best.score:.2f}: {best.reason})" if best else ""


COLUMNS: tuple[Column[Printed], ...] = (
    Column("id", "The quotation's id; the same words in the same text keep it.", 14,
           lambda p: p.statement.quote.id),
    Column("words", "The words as printed, without the quotation marks; pieces are joined by “ … ”, "
           "which is ours. May be changed: to other words of the article, exactly as printed.", 42,
           lambda p: p.text),
    Column("kind", "direct: all in quotation marks; mixed: part of it; indirect: none, so that the words are the "
           "reporter's.", 9, lambda p: p.statement.quote.kind),
    Column("marks", "The quotation marks as printed around each piece.", 8, wording.marks),
    Column("speaker as printed", "The words that stand for the speaker where it was said (“he”, “a spokesman”).", 20,
           lambda p: _words(p, *_attribution(p).mention)),
    Column("speaker", "Who said it, by the fullest name given; empty if unknown or not named. May be changed.", 18,
           _speaker),
    Column("role", "The speaker's role then, as printed.", 26, wording.role),
    Column("speaker kind", "person, organisation, outlet, document, group, anonymous or unknown. May be changed.", 13,
           wording.speaker_kind),
    Column("anonymity", "named; not named (the article tells only what the speaker is); or unknown.", 11,
           wording.how_named),
    Column("reason for anonymity", "The reason printed for leaving the speaker unnamed.", 26,
           lambda p: _words(p, _attribution(p).anonymity)),
    Column("speaks for", "For whom a spokesman or lawyer speaks, as printed.", 22,
           lambda p: _words(p, _attribution(p).speaks_for)),
    Column("cue", "The words that report the speech (“said”, “according to”).", 14,
           lambda p: _words(p, *p.statement.quote.cue)),
    Column("stance", "What the speaker does with the words: said, denied, declined, asked, would_say "
           "(conditional or still to come), not_said. Only “said” means that they were said. May be changed.", 11,
           lambda p: _attribution(p).stance),
    Column("act", "speech, or attitude: what somebody thinks or wants, which nobody need have said.", 9,
           lambda p: _attribution(p).act),
    Column("whole report", "The whole of what is reported, where the words in marks are but part of it.", 32,
           wording.report),
    Column("figures", "The figures in a claim, with their units and what they count.", 24, wording.figures),
    Column("about", "The named things in a claim.", 24, wording.about),
    Column("said on", "The day it was said, where the article tells.", 12, lambda p: _said(p, "date"), "day"),
    Column("precision", "Whether that is a day, a month or a year.", 9, lambda p: _said(p, "precision")),
    Column("basis", "The words that day rests on.", 16, lambda p: _said(p, "basis")),
    Column("published", "The day of publication.", 11, lambda p: p.article.published or "", "day"),
    Column("place", "Where it was said, as printed.", 16, lambda p: _words(p, _attribution(p).place)),
    Column("occasion", "On what occasion, as printed.", 20, lambda p: _words(p, _attribution(p).occasion)),
    Column("hearer", "Who was told, as printed.", 18, lambda p: _words(p, _attribution(p).hearer)),
    Column("via", "Through whom the words came, nearest the article first.", 18,
           lambda p: "; ".join(_words(p, span) for span in _attribution(p).via)),
    Column("translated", "The words that tell that it was said in another language; empty where nothing tells.", 18,
           lambda p: _words(p, _attribution(p).translated)),
    Column("outlet", "Who published the article.", 16, lambda p: wording.outlet(p.article)),
    Column("agencies", "The agencies named as its origin; copies of one agency text are one origin.",
           16, lambda p: "; ".join(p.article.agencies)),
    Column("byline", "The article's author, as printed.", 18, lambda p: p.article.byline or ""),
    Column("headline", "The article's title.", 40, lambda p: p.article.title or ""),
    Column("url", "The article's address.", 26, lambda p: p.article.url or ""),
    Column("archive url", "Where a copy of the page is kept, if that was given.", 24,
           lambda p: p.article.archive_url or ""),
    Column("retrieved", "The day the page was fetched, if that was given.", 12,
           lambda p: (p.article.retrieved or "")[:10], "day"),
    Column("article", "The article's id.", 22, lambda p: p.article.id),
    Column("text digest", "SHA-256 of the article's text (UTF-8): the same digest, the same text.", 20,
           lambda p: p.article.digest),
    Column("where", "body, headline or caption.", 9, lambda p: p.statement.quote.where),
    Column("offsets", "Where the words lie in the article's text: characters, end not included. May be changed, "
           "instead of the words.", 16, lambda p: offsets(p.statement.quote.content)),
    Column("page or time", "The page of the document, or the time of the recording, at which the words stand.", 14,
           wording.page_or_time),
    Column("withdrawn", "That the agency which sent the article has withdrawn it, with its note; empty if not.", 14,
           lambda p: wording.withdrawn(p.article)),
    Column("context before", "What stands before the words in their paragraph.", 44, lambda p: p.context[0]),
    Column("context after", "What stands after the words in their paragraph.", 44, lambda p: p.context[1]),
    Column("confidence", "How sure the program is of the speaker, 0 to 1.", 10,
           lambda p: f"{_attribution(p).confidence:.2f}", "number"),
    Column("shown", "yes; or no: kept back as too unsure, without marks, of what was said, or rejected.", 7,
           lambda p: "yes" if p.shown else "no"),
    Column("rule", "What found the quotation.", 18, lambda p: p.statement.quote.rule),
    Column("why", "What decided on the speaker, with the words it rests on.", 44, _why),
    Column("runner-up", "Who else it could be, with a score from 0 to 1.", 30, _runner_up),
    Column("claim", "The id of the claim: of all printings of what is taken for one utterance.", 14,
           lambda p: p.claim.id if p.claim else ""),
    Column("independent sources", "How many outlets print the claim, copies of one text counted once.", 11,
           lambda p: str(p.claim.sources) if p.claim else "", "count"),
    Column("first seen", "The day of the claim's first printing in the database.", 12,
           lambda p: (p.claim.first_published or "") if p.claim else "", "day"),
    Column("first seen in", "The outlet of that printing.", 20,
           lambda p: (p.claim.first_source or "") if p.claim else ""),
    Column("conflicts", "How many quotations of other claims seem to contradict it; the sheet “claims” has them.", 10,
           lambda p: str(p.claim.conflicts) if p.claim else "", "count"),
    Column("status", "What a reviewer has found: confirmed, corrected, rejected or unsure; empty: not checked. "
           "To be filled in.", 12, lambda p: wording.status(p) or ""),
    Column("reviewer", "Who has checked it. To be filled in.", 18, lambda p: p.review.reviewer if p.review else ""),
    Column("checked on", "On which day. To be filled in; otherwise it is the day of the import.", 12,
           lambda p: p.review.checked_on if p.review else "", "day"),
    Column("notes", "What a reader should know of it. To be filled in.", 26,
           lambda p: (p.review.notes or "") if p.review else ""),
    Column("exported", "What the cells that may be changed were when this sheet was written; `quotetrack review "
           "import` compares with it. To be left as it is.", 10, lambda p: row(p)[-1]),
)  # fmt: skip


_LOOSE = ("id", "claim", "first seen in", "shown")
"""Headings of cells that spreadsheets may write otherwise (an id such as 82612002e099 is a number to them), or that
follow from what others print or a reviewer decides."""
_EVIDENCE = tuple(
    column.heading
    for column in COLUMNS
    if column.holds == "text" and column.heading not in (*EDITABLE, *_LOOSE, COLUMNS[-1].heading)
)
"""The cells that a reviewer may not change and that no spreadsheet writes in another form."""

CELL_OF = {column.heading: column.value for column in COLUMNS[:-1]}
"""What gives a statement's cell, by the heading of its column; without the last column, which goes by the others."""


def row(printed: Printed) -> tuple[str, ...]:
    """Return a statement's cells, one for each of `COLUMNS`."""
    cells = {heading: value(printed) for heading, value in CELL_OF.items()}
    return (*cells.values(), row_fingerprint(cells, evidence(cells)))


def evidence(cells: Mapping[str, str]) -> list[str]:
    """Return those cells of a row, by heading, that a reviewer may not change, in order; missing ones are empty."""
    return [cells.get(heading, "") for heading in _EVIDENCE]
