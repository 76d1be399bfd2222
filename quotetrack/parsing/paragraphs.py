"""From an article to what the grammar rules read: paragraphs, each with its quoted stretches and a spaCy `Doc`.

A parser trained on whole sentences loses its way in long quotations, and sentence splitting breaks at quotation marks.
So each quoted utterance stands in its paragraph's Doc as “Yes,”: the marks, one word and its final punctuation. What is
left is the reporter's own sentence, short and regular. Fragments ("called it “a joke”") stay, as the sentence needs
their words. Every token knows where it lies in the article.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from quotetrack.lang import load_lexicon
from quotetrack.parsing.density import PIECE, is_too_dense
from quotetrack.parsing.masking import is_utterance, mask_paragraph, spoken_label
from quotetrack.parsing.pipeline_loading import fresh_pipeline
from quotetrack.parsing.selection import select_paragraphs
from quotetrack.records import Article, Span, Where
from quotetrack.records.paragraphs import paragraphs, trim
from quotetrack.text.quotation_marks import Stretch, mend_unclosed, pair_marks

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = [
    "Paragraph",
    "UnparsedParagraph",
    "is_utterance",
    "paragraph_at",
    "parse",
    "read_paragraphs",
    "spoken_label",
]

LONGEST = 4_000
"""Code points of a paragraph that are parsed together. The longest in 420 news articles of PolNeAR has 1,516; what is
longer than this is cut at white space, so that time and memory stay linear."""
_SILENT = frozenset(("chrome", "credit", "sign_off", "byline", "date", "url", "outlet", "dateline"))
_PLACES: dict[str, Where] = {"caption": "caption", "headline": "headline", "heading": "headline"}
_BREAKS = _SILENT | {"caption", "heading", "headline", "standfirst"}
_WORD = re.compile(r"[^\W\d_]{2}")
_DOUBLE = re.compile('["“”„«»]')
_MOST_UNMARKED = 3
"""Paragraphs behind an open quotation among which its closing mark is looked for, if no mark opens them."""
_CAPTION_LABEL = re.compile(
    r"(?:image |photo )?(?:caption|photo|picture|pictured|image)\s*:\s*(?=\S)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class UnparsedParagraph:
    """A paragraph as it lies in the article: its place in it and its quoted stretches; or a piece of one that is too
    dense, with the place of the whole (`too_dense`)."""

    span: Span
    where: Where
    stretches: tuple[Stretch, ...]
    too_dense: Span | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of an article and its Doc. `starts` and `ends` give, token by token, the place in the article.
    `too_dense` is as in `UnparsedParagraph`."""

    span: Span
    where: Where
    stretches: tuple[Stretch, ...]
    doc: Doc
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    number: int
    too_dense: Span | None = None

    def between(self, first: Token, last: Token) -> Span:
        """Find where the run from one token to another, both included, lies in the article."""
        return Span(self.starts[first.i], self.ends[last.i])

    def token_at(self, offset: int) -> Token | None:
        """Return the token that holds a place in the article, or the next one after it; None past the end."""
        index = bisect_right(self.ends, offset)
        return self.doc[index] if index < len(self.doc) else None

    def tokens(self, span: Span) -> list[Token]:
        """The tokens that lie in a span of the article, masked ones included."""
        first = bisect_right(self.ends, span.start)
        return list(self.doc[first : bisect_left(self.starts, span.end)])


def paragraph_at(place: int, paragraphs: Sequence[Paragraph]) -> Paragraph:
    """Return the paragraph that holds a place of the text."""
    return paragraphs[bisect_right(paragraphs, place, key=lambda p: p.span.start) - 1]


def parse(
    article: Article, *, marked_only: bool = False, at: Sequence[Span] | None = None
) -> tuple[Paragraph, ...]:
    """Return the paragraphs of an article that hold words of news, in text order; page furniture is left out. With
    `marked_only`, those that matter to no quotation in marks have an empty Doc; with `at`, those that hold none of
    these places.

    PipelineError where the language pipeline is missing."""
    nlp, text = fresh_pipeline(), article.text
    unparsed = read_paragraphs(article)
    spans = [paragraph.span for paragraph in unparsed]
    marked = {paragraph.span: paragraph.stretches for paragraph in unparsed}
    blocks = article.spans("blockquote")
    wanted = select_paragraphs(text, spans, marked, blocks) if marked_only else range(len(spans))
    if at is not None:
        wanted = {n for n, span in enumerate(spans) if any(span.meets(place) for place in at)}
    parts = [s if n in wanted else Span(s.start, s.start) for n, s in enumerate(spans)]
    masked = [mask_paragraph(nlp, text, part, marked[span]) for part, span in zip(parts, spans, strict=True)]
    docs = nlp.pipe([paragraph.make_doc() for paragraph in masked], batch_size=64)
    out = []
    for number, (paragraph, words, doc) in enumerate(zip(unparsed, masked, docs, strict=True)):
        starts, ends = (tuple(place[side] for place in words.places) for side in (0, 1))
        _settle_nouns(doc)
        _settle_ages(doc)
        out.append(
            Paragraph(
                paragraph.span,
                paragraph.where,
                paragraph.stretches,
                doc,
                starts,
                ends,
                number,
                paragraph.too_dense,
            )
        )
    return tuple(out)


def read_paragraphs(article: Article) -> tuple[UnparsedParagraph, ...]:
    """Find the paragraphs of an article that hold words of news, in text order, before anything is parsed."""
    text = article.text
    silent = sorted(zone.span for zone in article.zones if zone.kind in _SILENT)
    placed = sorted((zone.span, _PLACES[zone.kind]) for zone in article.zones if zone.kind in _PLACES)
    borders = [zone.span for zone in article.zones if zone.kind in _BREAKS]
    whole = [_without_label(text, span, placed) for span in paragraphs(text, borders)]
    pieces = {piece: part for span in whole for part in _parts(text, span) for piece in _pieces(text, part)}
    spoken = [span for span in pieces if not _lies_in(span, silent) and _has_words(span.of(text))]
    body = [span for span in spoken if _where(span, placed) == "body"]
    marked = _mark(text, spoken, body)
    return tuple(
        UnparsedParagraph(
            span, _where(span, placed), marked[span], None if pieces[span] == span else pieces[span]
        )
        for span in spoken
    )


def _mark(text: str, spans: Sequence[Span], body: Sequence[Span]) -> dict[Span, tuple[Stretch, ...]]:
    """Find the stretches of each paragraph; `body` are those that are no heading or caption. One left open is speech
    that goes on if the next paragraph opens with a mark again; otherwise its closing mark was forgotten."""
    marked = {span: pair_marks(text, [span]) for span in spans}
    _go_on_unmarked(text, body, marked)
    for span, following in zip_longest(spans, spans[1:]):
        goes_on = following is not None and any(s.outer.start == following.start for s in marked[following])
        marked[span] = tuple(_mended(text, stretch, goes_on=goes_on) for stretch in marked[span])
    return marked


def _go_on_unmarked(text: str, spans: Sequence[Span], marked: dict[Span, tuple[Stretch, ...]]) -> None:
    """Take in the paragraphs of a quotation that no mark opens again: one leaves a curly mark open, and the first mark
    of the next one, or of one soon behind it, closes it. The paragraphs between hold no marks at all."""
    for at, span in enumerate(spans):
        last = marked[span][-1] if marked[span] else None
        if last is None or not last.open_ended or last.mark != "“":
            continue
        following = spans[at + 1 : at + 1 + _MOST_UNMARKED]
        signs = ((n, _DOUBLE.search(text, part.start, part.end)) for n, part in enumerate(following))
        count, mark = next(((n, sign) for n, sign in signs if sign is not None), (0, None))
        if mark is None or mark.group() != "”":
            continue
        part = following[count]
        if not _has_words(text[part.start : mark.start()]):
            continue
        for between in following[:count]:
            marked[between] = (Stretch(between, between, last.mark, open_ended=True),)
        inner = trim(text, part.start, mark.start())
        behind = (stretch for stretch in marked[part] if stretch.outer.start >= mark.end())
        marked[part] = (Stretch(Span(part.start, mark.end()), inner, last.mark), *behind)


def _mended(text: str, stretch: Stretch, *, goes_on: bool) -> Stretch:
    if not stretch.open_ended and "unclosed mark" not in stretch.flags:
        return stretch
    cut = mend_unclosed(text, stretch, load_lexicon().report_forms)
    return stretch if goes_on and cut.open_ended else cut


def _pieces(text: str, part: Span) -> Iterator[Span]:
    """Yield the paragraph, or if it is too dense the short pieces that it is read in."""
    return _parts(text, part, PIECE if is_too_dense(text, part) else LONGEST)


def _parts(text: str, block: Span, longest: int = LONGEST) -> Iterator[Span]:
    start = block.start
    while block.end - start > longest:
        cut = text.rfind(" ", start + longest // 2, start + longest) + 1 or start + longest
        yield Span(start, cut)
        start = cut
    yield Span(start, block.end)


def _lies_in(block: Span, zones: list[Span]) -> bool:
    """Return True for a block that one of the zones, which are in order and do not overlap, holds."""
    index = bisect_right(zones, block.start, key=lambda span: span.start) - 1
    return index >= 0 and zones[index].holds(block)


def _has_words(text: str) -> bool:
    """Return True if there is a word of two letters and at least a fifth of all is letters or digits: 20 MB of marks
    are not parsed."""
    return _WORD.search(text) is not None and sum(map(str.isalnum, text)) * 5 >= len(text)


def _without_label(text: str, block: Span, placed: list[tuple[Span, Where]]) -> Span:
    """A caption without the words that say it is one ("Image caption: Rosa says …"); any other block as it is."""
    label = _CAPTION_LABEL.match(text, block.start, block.end)
    return block if label is None or _where(block, placed) != "caption" else Span(label.end(), block.end)


def _where(block: Span, placed: list[tuple[Span, Where]]) -> Where:
    index = bisect_right(placed, block.start, key=lambda zone: zone[0].start) - 1
    return placed[index][1] if index >= 0 and placed[index][0].meets(block) else "body"


def _settle_nouns(doc: Doc) -> None:
    """Tag offices in lower case before a name ("engineer Ana Ruiz") as the nouns, and names of places ("Elmsford
    police") as the names they are: the tagger takes some for verbs."""
    people = load_lexicon().people
    for token in (t for t in doc[: max(len(doc) - 1, 0)] if t.pos_ == "VERB"):
        if token.lower_ in people and token.nbor().pos_ == "PROPN":
            token.pos_, token.tag_ = "NOUN", "NN"
        elif token.ent_type_ in ("GPE", "PERSON") and token.text[0].isupper():
            token.pos_, token.tag_ = "PROPN", "NNP"


def _settle_ages(doc: Doc) -> None:
    """Make "the 31-year-old" the noun phrase that it is if no noun follows: the parser takes it for an adjective, and
    ties it to the verb behind it."""
    for token in doc[5:]:
        age = doc[token.i - 5 : token.i]
        is_age = token.lower_ == "old" and [t.lower_ for t in age[2:]] == ["-", "year", "-"]
        if is_age and age[0].dep_ == "det" and token.head.pos_ in ("VERB", "AUX"):
            token.pos_, token.tag_ = "NOUN", "NN"
            if token.dep_ == "amod":
                token.dep_ = "nsubj"
                age[0].head = token
