"""Turns of transcripts and interviews: lines that begin with who speaks ("THE WITNESS: I signed a page.") or a dash.

Takes the paragraphs, gives a direct quotation a turn. One line alone is no transcript: two in a row are needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from quotetrack.confidence import of_words
from quotetrack.lang import Lexicon
from quotetrack.parsing.paragraphs import Paragraph
from quotetrack.records import Article, Quote, Span, statement_id

_LABEL = re.compile(r"(?:[•*\-–] ?)?([^\W\d_][\w.'’\- ]{0,40}?)(?: \([^()]{1,40}\))?: +(?=\S)")
_DASH = re.compile(r"[—–-] +(?=\S)")


def turns(article: Article, paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> Iterator[Quote]:
    """The turns of every run of at least two lines that are turns, in text order."""
    run: list[tuple[Paragraph, int]] = []
    for paragraph in [*paragraphs, None]:
        start = _turn(article.text, paragraph) if paragraph is not None else None
        if (
            start is not None
            and paragraph is not None
            and (not run or run[-1][0].number + 1 == paragraph.number)
        ):
            run.append((paragraph, start))
            continue
        if len(run) > 1 and _is_talk(article.text, run):
            yield from (_quote(article, home, begin, lexicon) for home, begin in run)
        run = [(paragraph, start)] if start is not None and paragraph is not None else []


def _is_talk(text: str, run: list[tuple[Paragraph, int]]) -> bool:
    """True for labelled turns that speak in sentences, and for dashes of which the first asks a question: results
    ("Ames: 1,204."), rosters and other dashes are lists."""
    first = run[0][0]
    if _DASH.match(text, first.span.start) is not None and text[first.span.end - 1] != "?":
        return False
    spoken = sum(any(t.pos_ in ("VERB", "AUX", "INTJ") for t in paragraph.doc) for paragraph, _ in run)
    return spoken * 2 >= len(run)


def _turn(text: str, paragraph: Paragraph) -> int | None:
    """Where the words of a turn begin; None for a paragraph that is no turn."""
    if paragraph.stretches or paragraph.where != "body" or text[paragraph.span.end - 1] not in ".?!…":
        return None
    if text[max(0, paragraph.span.start - 20) : paragraph.span.start].rstrip(" \t")[-1:] not in (
        "",
        "\n",
        "\r",
    ):
        return None
    label = _LABEL.match(text, paragraph.span.start, paragraph.span.end)
    if label and len(label[1].split()) <= 5:
        return label.end()
    dash = _DASH.match(text, paragraph.span.start, paragraph.span.end)
    return dash.end() if dash else None


def _quote(article: Article, paragraph: Paragraph, start: int, lexicon: Lexicon) -> Quote:
    content = (Span(start, paragraph.span.end),)
    sure = round(
        of_words(lexicon.confidence, "turn", len(paragraph.doc), is_repaired=False, is_marked=True), 2
    )
    quote = Quote("", "direct", content, (), "body", "turn", sure)
    return replace(quote, id=statement_id(article, quote))
