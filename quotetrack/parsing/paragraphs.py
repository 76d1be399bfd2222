"""From an article to what the grammar rules read: paragraphs, each with its quoted stretches and a spaCy `Doc`.

A parser trained on whole sentences loses its way in long quotations, and sentence splitting breaks at quotation marks.
So each quoted utterance stands in its paragraph's Doc as “Yes,”: the marks, one word and its final punctuation. What is
left is the reporter's own sentence, short and regular. Fragments ("called it “a joke”") stay, as the sentence needs
their words. Every token knows where it lies in the article.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from quotetrack.lang import load_lexicon
from quotetrack.parsing.pipeline_loading import fresh_pipeline
from quotetrack.parsing.selection import needed
from quotetrack.records import Article, Span, Where
from quotetrack.records.paragraphs import paragraphs
from quotetrack.text.quotation_marks import Stretch, mend_unclosed, pair_marks

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

LONGEST = 4_000
"""Code points of a paragraph that are parsed together. The longest in 420 news articles of PolNeAR has 1,516; what is
longer than this is cut at white space, so that time and memory stay linear."""
_UTTERANCE_WORDS = 12
_FINAL = ".,!?…"
_NESTED_CLOSE = "'’ "
"""What may stand between the final punctuation of an utterance and its closing mark: that of a quotation in it."""
_SILENT = frozenset(("chrome", "credit", "sign_off", "byline", "date", "url", "outlet", "dateline"))
_PLACES: dict[str, Where] = {"caption": "caption", "headline": "headline", "heading": "headline"}
_BREAKS = _SILENT | {"caption", "heading", "headline", "standfirst"}
_LONGEST_RUN = 1_000
"""Code points that the tokenizer is given at once: its time grows with the square of an endless word."""
_WORD = re.compile(r"[^\W\d_]{2}")
_CAPTION_LABEL = re.compile(
    r"(?:image |photo )?(?:caption|photo|picture|pictured|image)\s*:\s*(?=\S)", re.IGNORECASE
)
_SPOKEN_LABEL = re.compile(r"[^\W\d_a-z][^\W\d_a-z.'’ -]{1,40}: +(?=\S)")
_PLAIN = str.maketrans({"―": "—", "\u00a0": " ", "\u202f": " "})
"""Signs that the parser was not trained on, one for one."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_ENTITY_WORD = re.compile(r"[^\s&]*(?:&#?\w{2,8};[^\s&]*)+")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph as it lies in the article: its place in it and its quoted stretches."""

    span: Span
    where: Where
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of an article and its Doc. `starts` and `ends` give, token by token, the place in the article."""

    span: Span
    where: Where
    stretches: tuple[Stretch, ...]
    doc: Doc
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    number: int

    def between(self, first: Token, last: Token) -> Span:
        """Where the run from one token to another, both included, lies in the article."""
        return Span(self.starts[first.i], self.ends[last.i])

    def token_at(self, offset: int) -> Token | None:
        """The token that holds a place in the article, or the next one after it; None past the end."""
        index = bisect_right(self.ends, offset)
        return self.doc[index] if index < len(self.doc) else None

    def tokens(self, span: Span) -> list[Token]:
        """The tokens that lie in a span of the article, masked ones included."""
        first = bisect_right(self.ends, span.start)
        return list(self.doc[first : bisect_left(self.starts, span.end)])


def parse(article: Article, *, marked_only: bool = False) -> tuple[Paragraph, ...]:
    """The paragraphs of an article that hold words of news, in text order; page furniture is left out. With
    `marked_only`, those that matter to no quotation in marks have an empty Doc.

    PipelineError where the language pipeline is missing."""
    nlp = fresh_pipeline()
    text = article.text
    read = blocks(article)
    spoken = [block.span for block in read]
    marked = {block.span: block.stretches for block in read}
    wanted = needed(text, spoken, marked, article.spans("blockquote")) if marked_only else range(len(spoken))
    masked = [
        _masked(nlp, text, b.span if number in wanted else Span(b.span.start, b.span.start), b.stretches)
        for number, b in enumerate(read)
    ]
    docs = nlp.pipe([doc for doc, _, _ in masked], batch_size=64)
    return tuple(
        Paragraph(block.span, block.where, block.stretches, _settle_nouns(doc), starts, ends, number)
        for number, (block, doc, (_, starts, ends)) in enumerate(zip(read, docs, masked, strict=True))
    )


def blocks(article: Article) -> tuple[Block, ...]:
    """The paragraphs of an article that hold words of news, in text order, before anything is parsed."""
    text = article.text
    silent = sorted(zone.span for zone in article.zones if zone.kind in _SILENT)
    placed = sorted((zone.span, _PLACES[zone.kind]) for zone in article.zones if zone.kind in _PLACES)
    borders = [zone.span for zone in article.zones if zone.kind in _BREAKS]
    whole = [_without_label(text, block, placed) for block in paragraphs(text, borders)]
    parts = [part for block in whole for part in _parts(text, block)]
    spoken = [block for block in parts if not _lies_in(block, silent) and _has_words(block.of(text))]
    marked = _marked(text, spoken)
    return tuple(Block(block, _where(block, placed), marked[block]) for block in spoken)


def _marked(text: str, blocks: list[Span]) -> dict[Span, tuple[Stretch, ...]]:
    """The stretches of each paragraph. One left open is speech that goes on where the next paragraph opens with a mark
    again; otherwise its closing mark was forgotten."""
    found = {block: pair_marks(text, [block]) for block in blocks}
    for block, following in zip_longest(blocks, blocks[1:]):
        goes_on = following is not None and any(s.outer.start == following.start for s in found[following])
        found[block] = tuple(
            _mended(text, s, goes_on=goes_on) if s.open_ended or s.flags else s for s in found[block]
        )
    return found


def _mended(text: str, stretch: Stretch, *, goes_on: bool) -> Stretch:
    forms = load_lexicon().report_forms
    if not stretch.open_ended and "unclosed mark" not in stretch.flags:
        return stretch
    cut = mend_unclosed(text, stretch, forms)
    return stretch if goes_on and cut.open_ended else cut


def _parts(text: str, block: Span) -> Iterator[Span]:
    start = block.start
    while block.end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST) + 1 or start + LONGEST
        yield Span(start, cut)
        start = cut
    yield Span(start, block.end)


def _lies_in(block: Span, zones: list[Span]) -> bool:
    """True for a block that one of the zones, which are in order and do not overlap, holds."""
    index = bisect_right(zones, block.start, key=lambda span: span.start) - 1
    return index >= 0 and zones[index].holds(block)


def _has_words(text: str) -> bool:
    """True where there is a word of two letters and at least a fifth of all is letters or digits: 20 MB of marks are
    not parsed."""
    return _WORD.search(text) is not None and sum(map(str.isalnum, text)) * 5 >= len(text)


def _without_label(text: str, block: Span, placed: list[tuple[Span, Where]]) -> Span:
    """A caption without the words that say it is one ("Image caption: Rosa says …"); any other block as it is."""
    label = _CAPTION_LABEL.match(text, block.start, block.end)
    if label is None or _where(block, placed) != "caption":
        return block
    return Span(label.end(), block.end)


def _where(block: Span, placed: list[tuple[Span, Where]]) -> Where:
    index = bisect_right(placed, block.start, key=lambda zone: zone[0].start) - 1
    return placed[index][1] if index >= 0 and placed[index][0].meets(block) else "body"


def spoken_label(text: str, stretch: Stretch) -> int | None:
    """Where the words begin behind a speaker's name in capitals inside the marks, as transcripts quoted paragraph by
    paragraph have it ("“HOST: Why now?"); None where no such label stands there."""
    label = _SPOKEN_LABEL.match(text, stretch.inner.start, stretch.inner.end)
    return label.end() if label else None


def is_utterance(text: str, stretch: Stretch) -> bool:
    """True for a stretch that reads as a whole utterance rather than a fragment of the reporter's sentence."""
    words = stretch.inner.of(text)
    count = len(words.split())
    if count >= _UTTERANCE_WORDS:
        return True
    return bool(words) and words[-1] in _FINAL and (not words[0].islower() or count >= 8)


def _masked(
    nlp: Language, text: str, block: Span, stretches: tuple[Stretch, ...]
) -> tuple[Doc, tuple[int, ...], tuple[int, ...]]:
    from spacy.tokens import Doc

    words: list[str] = []
    places: list[tuple[int, int]] = []

    def narrate(start: int, end: int) -> None:
        at = start
        for match in _ENTITY_WORD.finditer(text, start, end):
            _tokenize(nlp, text, at, match.start(), words, places)
            words.append(_plain(match.group()))
            places.append((match.start(), match.end()))
            at = match.end()
        _tokenize(nlp, text, at, end, words, places)

    at = block.start
    for stretch in stretches:
        if stretch.depth or stretch.outer.start < at:
            continue
        narrate(at, stretch.outer.start)
        inner, outer = stretch.inner, stretch.outer
        words.append("“")
        places.append((outer.start, inner.start))
        label = spoken_label(text, stretch)
        if label is not None:
            narrate(inner.start, label)
            inner = Span(label, inner.end)
        if is_utterance(text, stretch):
            bare = inner.start + len(inner.of(text).rstrip(_NESTED_CLOSE)) or inner.end
            final = text[bare - 1]
            cut = bare - 1 if final in _FINAL else inner.end
            words.append("Yes" if not text[inner.start].islower() else "yes")
            places.append((inner.start, cut))
            if cut < inner.end:
                words.append("." if final == "…" else final)
                places.append((cut, inner.end))
        else:
            narrate(inner.start, inner.end)
        if inner.end < outer.end:
            words.append("”")
            places.append((inner.end, outer.end))
        at = max(at, outer.end)
    narrate(at, block.end)
    spaces = [places[i][1] < places[i + 1][0] for i in range(len(places) - 1)] + [False] * bool(places)
    doc = Doc(nlp.vocab, words=words, spaces=spaces)
    return doc, tuple(start for start, _ in places), tuple(end for _, end in places)


def _plain(word: str) -> str:
    """A word with its entities as signs; as it stands where they are no signs that anybody could see."""
    plain = html.unescape(word)
    return _SURROGATE.sub("\ufffd", plain if plain.strip() else word)


def _settle_nouns(doc: Doc) -> Doc:
    """Offices in lower case before a name ("engineer Ana Ruiz") as the nouns, and names of places ("Elmsford police")
    as the names they are: the tagger takes some for verbs."""
    people = load_lexicon().people
    for token in doc[: max(len(doc) - 1, 0)]:
        if token.pos_ == "VERB" and token.lower_ in people and doc[token.i + 1].pos_ == "PROPN":
            token.pos_, token.tag_ = "NOUN", "NN"
        elif token.pos_ == "VERB" and token.ent_type_ in ("GPE", "PERSON") and token.text[0].isupper():
            token.pos_, token.tag_ = "PROPN", "NNP"
    return doc


def _tokenize(
    nlp: Language, text: str, start: int, end: int, words: list[str], places: list[tuple[int, int]]
) -> None:
    for begin in range(start, end, _LONGEST_RUN) if end - start > _LONGEST_RUN else (start,):
        piece = text[begin : min(end, begin + _LONGEST_RUN)]
        for token in nlp.make_doc(_SURROGATE.sub("\ufffd", piece).translate(_PLAIN)):
            if not token.is_space:
                words.append(token.text)
                places.append((begin + token.idx, begin + token.idx + len(token.text)))
