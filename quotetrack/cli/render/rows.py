"""A statement in a pipe: as a row of short cells, in a few words, or as the pieces of its paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from quotetrack.cli.render.output import Listing
from quotetrack.export import wording
from quotetrack.export.columns import COLUMNS, row
from quotetrack.export.legible import legible_piece
from quotetrack.export.passage import passage
from quotetrack.records import Printed, spans_text

HEADINGS = (
    *("id", "words", "speaker", "as printed", "stance", "said on", "hearer", "outlet", "published"),
    *("kind", "confidence", "article", "status"),
)
"""What `plain_row` gives."""
CSV_HEADINGS = (*HEADINGS[:2], "whole report", *HEADINGS[2:])
"""What `csv_row` gives."""


def plain_row(printed: Printed) -> tuple[str, ...]:
    """Return the cells of a statement's line: its words with the report that they are part of, and the rest. An unknown
    or unnamed speaker is an empty cell."""
    article, quote, attribution = printed.article, printed.statement.quote, printed.statement.attribution
    return (
        quote.id,
        printed.report,
        attribution.speaker_name or "",
        spans_text(article.text, attribution.mention),
        attribution.stance,
        attribution.said_on.date if attribution.said_on else "",
        attribution.hearer.of(article.text) if attribution.hearer else "",
        wording.outlet(article),
        article.published or "",
        quote.kind,
        f"{attribution.confidence:.2f}",
        article.id,
        wording.status_word(printed),
    )


def csv_row(printed: Printed) -> tuple[str, ...]:
    """Return the cells of `plain_row`, the words quoted apart from the whole report."""
    id, _, *rest = plain_row(printed)
    return (id, *words_cells(printed), *rest)


def words_cells(printed: Printed) -> tuple[str, str]:
    """Return the cells under "words" and "whole report", the second empty if the words are all that is reported."""
    return printed.text, wording.report(printed)


QUOTATIONS = Listing(
    HEADINGS,
    plain_row,
    Printed.to_dict,
    csv_headings=[column.heading for column in COLUMNS],
    csv_row=row,
    has_cards=True,
)
"""Quotations as `extract` and `quotes` print them."""


def printing_line(printed: Printed) -> str:
    """Return a statement in a few words: “We are ready” (Ana Lima · The Gazette · 2012-07-05 · 3f0c…); and that it is
    kept back, if it is."""
    article, kept_back = printed.article, wording.kept_back(printed)
    gone = "withdrawn" if article.is_withdrawn else ""
    parts = (wording.who(printed), wording.outlet(article), article.published, printed.id, gone, kept_back)
    words = printed.report if wording.has_report(printed) else f"“{printed.text}”"
    return f"{words} ({' · '.join(filter(None, parts))})"


def passage_words(printed: Printed) -> Iterator[tuple[str, str]]:
    """Yield the paragraph's pieces and what each is, on one line, with "…" if the paragraph goes on."""
    shown = passage(printed)
    if shown.cut_before:
        yield "plain", "… "
    for piece in shown.pieces:
        yield piece.part, legible_piece(piece.span.of(printed.article.text))
    if shown.cut_after:
        yield "plain", " …"
