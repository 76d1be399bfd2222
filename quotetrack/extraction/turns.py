"""Turns of transcripts and interviews: lines that begin with who speaks ("THE WITNESS: I signed a page.") or a dash.

Takes the paragraphs, gives a direct quotation a turn. Where the article has labels as zones, each of them opens a turn,
and the paragraphs behind it go on. Elsewhere one line alone is no transcript: two in a row are needed.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby

from quotetrack.extraction.place import make_quote
from quotetrack.lang import Lexicon
from quotetrack.parsing.grammar import is_finite
from quotetrack.parsing.paragraphs import Paragraph
from quotetrack.records import Article, NotSpeech, Quote, Span, ZoneKind
from quotetrack.records.paragraphs import trim
from quotetrack.records.rules import RuleName
from quotetrack.records.span import merged_spans, spans_without

_LABEL = re.compile(r"(?:[•*\-–] ?)?([^\W\d_][\w.'’\- ]{0,40}?)(?: \([^()]{1,60}\)){0,3}: +(?=\S)")
_DASH = re.compile(r"[—–-] +(?=\S)")
_BEHIND_LABEL = re.compile(r"[ \t]?[:.,*_]{0,6}[ \t]{0,4}[–—-]{0,2}\s{0,12}")
_TOLD = 8
"""Tokens of a sentence. What stands over a record, such as place and day, is shorter or no sentence."""
_ENDS_TALK: tuple[ZoneKind, ...] = ("headline", "heading", "standfirst", "dateline", "sign_off")
_WORD = re.compile(r"\w")


def find_turns(article: Article, paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> Iterator[Quote]:
    """Find the turns that zones label; without such zones, those of every run of at least two lines that are turns. All
    in text order."""
    if article.spans("speaker_label"):
        yield from _labelled_turns(article, paragraphs, lexicon)
        return
    places = [(p, start) for p in paragraphs if (start := _turn(article.text, p)) is not None]
    runs = groupby(enumerate(places), key=lambda numbered: numbered[1][0].number - numbered[0])
    for run in ([place for _, place in numbered] for _, numbered in runs):
        turns = [paragraph for paragraph, _ in run]
        if len(run) > 1 and _is_talk(article.text, turns) and _has_speakers(article.text, turns, lexicon):
            for paragraph, start in run:
                content, words = (Span(start, paragraph.span.end),), len(paragraph.doc)
                yield make_quote(article, "direct", content, (), RuleName.TURN, lexicon, words=words)


def outside_turns(
    article: Article, quotes: list[Quote], silent: list[NotSpeech], turns: Sequence[Quote]
) -> tuple[list[Quote], list[NotSpeech]]:
    """Return the quotations in marks, and what in marks is no speech, that stand in no labelled turn: what a speaker
    repeats in marks is part of the turn. All of them where no zone labels a turn."""
    if not article.spans("speaker_label"):
        return quotes, silent
    spoken = merged_spans(span for turn in turns for span in turn.content)

    def is_outside(words: Span) -> bool:
        number = bisect_right(spoken, words.start, key=lambda span: span.start) - 1
        return number < 0 or not spoken[number].holds(words)

    return (
        [quote for quote in quotes if any(map(is_outside, quote.content))],
        [words for words in silent if is_outside(words.span)],
    )


def _labelled_turns(article: Article, paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> Iterator[Quote]:
    """Find the turn behind each label, and each paragraph behind it that goes on, up to a heading or the like; in an
    article that quotes a talk, the label's own paragraph alone. What is said of the hall ("[Applause]") is no word of
    anybody."""
    text = article.text
    labels = article.spans("speaker_label")
    ends = sorted(span.start for kind in _ENDS_TALK for span in article.spans(kind))
    silent = sorted(span for kind in _SILENT for span in article.spans(kind))
    goes_on = bool(article.locators) or not _is_told_before(text, labels, paragraphs)
    is_open, before = False, 0
    for paragraph in paragraphs:
        start, end = paragraph.span.start, paragraph.span.end
        label = _label_at(text, labels, paragraph.span)
        passed = bisect_right(ends, start)
        is_open = label is not None or (goes_on and is_open and passed == before)
        before = passed
        if label is not None and (opened := _BEHIND_LABEL.match(text, label.end, end)) is not None:
            start = opened.end()
        words = trim(text, start, end)
        content = tuple(
            piece
            for part in spans_without([words], silent)
            if _WORD.search((piece := trim(text, part.start, part.end)).of(text))
        )
        if is_open and content and paragraph.where == "body":
            yield make_quote(article, "direct", content, (), RuleName.TURN, lexicon, words=len(paragraph.doc))


def _is_told_before(text: str, labels: Sequence[Span], paragraphs: Sequence[Paragraph]) -> bool:
    """True if a reporter's sentences stand before the first label: those behind a turn may be a reporter's too."""
    first = labels[0].start
    told = (p for p in paragraphs if p.span.end <= first and p.where == "body")
    return any(len(p.doc) >= _TOLD and text[p.span.end - 1] in '.”"' for p in told)


def _label_at(text: str, labels: Sequence[Span], paragraph: Span) -> Span | None:
    """Return the label that opens a paragraph, signs of bold before it left out; None if none does."""
    number = bisect_left(labels, paragraph.start, key=lambda span: span.start)
    label = labels[number] if number < len(labels) else None
    if label is None or label.start >= paragraph.end or text[paragraph.start : label.start].strip("*_•–- "):
        return None
    return label


_SILENT: tuple[ZoneKind, ...] = ("stage_direction", "page_number", "running_head", "chrome")


def _is_talk(text: str, run: list[Paragraph]) -> bool:
    """Return True for labelled turns that speak in sentences, and for dashes of which the first asks a question:
    results ("Ames: 1,204."), rosters and other dashes are lists."""
    first = run[0].span
    is_list = _DASH.match(text, first.start) is not None and text[first.end - 1] != "?"
    spoken = sum(any(is_finite(t) or t.pos_ == "INTJ" for t in paragraph.doc) for paragraph in run)
    return not is_list and spoken * 2 >= len(run)


def _has_speakers(text: str, run: list[Paragraph], lexicon: Lexicon) -> bool:
    """Return True if the labels of a run are people's: somebody is asked something, one comes again, or is a name, an
    office, a body or letters in capitals. Captions ("Top: … Bottom: …") and stages of something have none."""
    if any(text[paragraph.span.end - 1] == "?" for paragraph in run):
        return True
    labels = [(p, match) for p in run if (match := _LABEL.match(text, p.span.start, p.span.end)) is not None]
    if len(labels) < len(run) or len({match[1] for _, match in labels}) < len(labels):
        return True
    offices = lexicon.people | lexicon.titles | lexicon.outlets | lexicon.organisations | lexicon.given_names
    return any(
        match[1].isupper() or any(t.ent_type_ in _SPEAKERS or t.lower_ in offices for t in named)
        for p, match in labels
        if (named := p.tokens(Span(*match.span(1))))
    )


_SPEAKERS = frozenset(("PERSON", "ORG"))


def _turn(text: str, paragraph: Paragraph) -> int | None:
    """Find where the words of a turn begin. None for a paragraph that is no turn."""
    start, end = paragraph.span.start, paragraph.span.end
    if paragraph.stretches or paragraph.where != "body" or text[end - 1] not in ".?!…":
        return None
    is_at_line_start = text[max(0, start - 20) : start].rstrip(" \t")[-1:] in ("", "\n", "\r")
    label = _LABEL.match(text, start, end)
    is_label = label is not None and len(label[1].split()) <= 5 and not _is_heading(label, paragraph)
    opening = label if is_label else _DASH.match(text, start, end)
    return opening.end() if opening is not None and is_at_line_start else None


def _is_heading(label: re.Match[str], paragraph: Paragraph) -> bool:
    """Return True for a label that names no speaker: a number ("Phase 1"), a day ("June 7") or a place ("Spain")."""
    named = paragraph.tokens(Span(*label.span(1)))
    return any(map(str.isdigit, label[1])) or all(t.ent_type_ in _NO_SPEAKER for t in named)


_NO_SPEAKER = frozenset(("GPE", "LOC", "DATE", "TIME", "CARDINAL", "EVENT"))
