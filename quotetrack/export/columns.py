"""The one table of columns that every sheet has: its heading, what it means and how it is had."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from quotetrack.export import wording
from quotetrack.export.passage import context
from quotetrack.records import Attribution, Printed, Span

Holds = Literal["text", "day", "number"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `meaning` is shown in the sheet's own "method" page, `width` is in characters, and
    `value` gives a statement's cell as text, where nothing known is an empty one."""

    heading: str
    meaning: str
    width: int
    value: Callable[[Printed], str]
    holds: Holds = "text"


def offsets(spans: tuple[Span, ...]) -> str:
    """The spans as "905..1068; 1090..1101": with a hyphen, a spreadsheet would read "3-12" as a date."""
    return "; ".join(f"{span.start}..{span.end}" for span in spans)


def _attribution(printed: Printed) -> Attribution:
    return printed.statement.attribution


def _words(printed: Printed, *spans: Span | None) -> str:
    """The words of those spans that are known."""
    return wording.spans_text(printed.article.text, tuple(span for span in spans if span is not None))


def _said(printed: Printed, field: Literal["date", "precision", "basis"]) -> str:
    """One field of the day said, or nothing where no day is known."""
    said_on = _attribution(printed).said_on
    if said_on is None:
        return ""
    if field == "basis":
        return _words(printed, said_on.basis) + (" (nearby sentence)" if said_on.inferred else "")
    return said_on.date if field == "date" else said_on.precision


def _speaker(printed: Printed) -> str:
    speaker = _attribution(printed).speaker
    return speaker.name or "" if speaker else ""


def _speaker_kind(printed: Printed) -> str:
    speaker = _attribution(printed).speaker
    return speaker.kind if speaker else "unknown"


def _why(printed: Printed) -> str:
    """Every reason behind the attribution with the words it rests on."""
    return "; ".join(
        f"{reason.rule}: “{_words(printed, reason.span)}”" if reason.span else reason.rule
        for reason in _attribution(printed).evidence
    )


def _runner_up(printed: Printed) -> str:
    best = next(iter(_attribution(printed).candidates), None)
    return f"{best.name} ({best.score:.2f}: {best.reason})" if best else ""


COLUMNS: tuple[Column, ...] = (
    Column("id", "The quotation's id; the same words in the same text keep it.", 14,
           lambda p: p.statement.quote.id),
    Column("words", "The words as printed, without the quotation marks; pieces are joined by “ … ”, "
           "which is ours.", 70, lambda p: p.text),
    Column("kind", "direct: all in quotation marks; mixed: part of it; indirect: none.", 9,
           lambda p: p.statement.quote.kind),
    Column("speaker", "Who said it, by the fullest name given; empty if unknown or not named.", 24,
           _speaker),
    Column("as printed", "The words that stand for the speaker where it was said (“he”, “a spokesman”).", 20,
           lambda p: _words(p, *_attribution(p).mention)),
    Column("role", "The speaker's role, as printed.", 26, wording.role),
    Column("speaks for", "For whom a spokesman or lawyer speaks, as printed.", 22,
           lambda p: _words(p, _attribution(p).speaks_for)),
    Column("anonymity", "The reason printed for leaving the speaker unnamed.", 26,
           lambda p: _words(p, _attribution(p).anonymity)),
    Column("speaker kind", "person, organisation, outlet, document, group, anonymous or unknown.", 13,
           _speaker_kind),
    Column("cue", "The words that report the speech (“said”, “according to”).", 14,
           lambda p: _words(p, *p.statement.quote.cue)),
    Column("stance", "What the speaker does with the words: said, denied, declined, asked, would_say "
           "(conditional or still to come), not_said. Only “said” means that they were said.", 11,
           lambda p: _attribution(p).stance),
    Column("act", "speech, or attitude: what somebody thinks or wants, which nobody need have said.", 9,
           lambda p: _attribution(p).act),
    Column("whole report", "The whole of what is reported, where the words in marks are but part of it.", 50,
           wording.report),
    Column("figures", "The figures in a claim, with their units and what they count.", 24, wording.figures),
    Column("about", "The named things in a claim.", 24, wording.about),
    Column("said on", "The day it was said, where the article tells.", 12, lambda p: _said(p, "date"), "day"),
    Column("precision", "Whether that is a day, a month or a year.", 9, lambda p: _said(p, "precision")),
    Column("basis", "The words that day rests on.", 16, lambda p: _said(p, "basis")),
    Column("hearer", "Who was told, as printed.", 18, lambda p: _words(p, _attribution(p).hearer)),
    Column("via", "Through whom the words came, nearest the article first.", 18,
           lambda p: "; ".join(_words(p, span) for span in _attribution(p).via)),
    Column("place", "Where it was said, as printed.", 16, lambda p: _words(p, _attribution(p).place)),
    Column("occasion", "On what occasion, as printed.", 20, lambda p: _words(p, _attribution(p).occasion)),
    Column("outlet", "Who published the article.", 20, lambda p: wording.outlet(p.article)),
    Column("agencies", "The agencies named as its origin; copies of one agency text are one origin.",
           16, lambda p: "; ".join(p.article.agencies)),
    Column("byline", "The article's author, as printed.", 18, lambda p: p.article.byline or ""),
    Column("title", "The article's title.", 40, lambda p: p.article.title or ""),
    Column("published", "The day of publication.", 12, lambda p: p.article.published or "", "day"),
    Column("url", "The article's address.", 34, lambda p: p.article.url or ""),
    Column("article", "The article's id.", 22, lambda p: p.article.id),
    Column("where", "body, headline or caption.", 9, lambda p: p.statement.quote.where),
    Column("context before", "What stands before the words in their paragraph.", 44, lambda p: context(p)[0]),
    Column("context after", "What stands after the words in their paragraph.", 44, lambda p: context(p)[1]),
    Column("offsets", "Where the words lie in the article's text: characters, end not included.", 16,
           lambda p: offsets(p.statement.quote.content)),
    Column("text digest", "SHA-256 of the article's text (UTF-8): the same digest, the same text.", 20,
           lambda p: p.article.digest),
    Column("confidence", "How sure the program is of the speaker, 0 to 1.", 10,
           lambda p: f"{_attribution(p).confidence:.2f}", "number"),
    Column("rule", "What found the quotation.", 18, lambda p: p.statement.quote.rule),
    Column("why", "What decided on the speaker, with the words it rests on.", 44, _why),
    Column("runner-up", "Who else it could be, with a score from 0 to 1.", 30, _runner_up),
)  # fmt: skip


def row(printed: Printed) -> tuple[str, ...]:
    """A statement's cells, one for each of `COLUMNS`."""
    return tuple(column.value(printed) for column in COLUMNS)
