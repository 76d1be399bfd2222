"""Where a quote's speaker stands in the text: the words nearest the cue that point to whoever speaks.

Takes a quote in its paragraph and gives a `Found`: the head token and the words, by the structure its rule tells of,
never by distance. None where the text has no such words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quotetrack.attribution.subjects import cue_verb, speaking
from quotetrack.lang import Lexicon
from quotetrack.parsing.grammar import SUBJECTS, conjuncts, phrase, run_head, sentence_bounds, subject_of
from quotetrack.parsing.paragraphs import Paragraph
from quotetrack.records import Quote, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@dataclass(frozen=True, slots=True)
class Found:
    """A mention: its head (several for joint speakers), the span, the paragraph, and the thing it was said through
    ("a statement from …") where the grammar puts that in the speaker's place."""

    paragraph: Paragraph
    heads: tuple[Token, ...]
    span: Span
    through: Token | None = None

    @property
    def head(self) -> Token:
        """The first head."""
        return self.heads[0]


def find_mention(quote: Quote, paragraph: Paragraph, lexicon: Lexicon, text: str) -> Found | None:
    """The mention of a quote's speaker; None where its rule has none (speech that goes on), or the grammar."""
    if quote.rule == "model":
        return None  # where its source stands is the model's to say
    if quote.rule == "turn":
        return _label(quote, paragraph, text)
    if quote.rule == "signature":
        return _signature(quote, paragraph)
    if quote.rule == "colon without verb":
        return _before_colon(quote, paragraph, lexicon)
    if quote.rule == "introduced":
        return _introduced(quote, paragraph, lexicon)
    if not quote.cue:
        return None
    verb = cue_verb(quote, paragraph)
    head = speaking(quote, verb, paragraph, lexicon) if verb is not None else None
    return found_at(paragraph, head, lexicon, verb) if head is not None else None


def _label(quote: Quote, paragraph: Paragraph, text: str) -> Found | None:
    label = text[paragraph.span.start : quote.content[0].start].rstrip(" \t")
    if not label.endswith(":"):
        return None
    end = paragraph.span.start + len(label) - 1
    tokens = [t for t in paragraph.tokens(Span(paragraph.span.start, end)) if not t.is_punct]
    if not tokens:
        return None
    return Found(paragraph, (tokens[-1],), paragraph.between(tokens[0], tokens[-1]))


def _signature(quote: Quote, paragraph: Paragraph) -> Found | None:
    doc = paragraph.doc
    opener = paragraph.token_at(quote.content[0].end)
    if opener is None:
        return None
    i = opener.i
    while i < len(doc) and (doc[i].is_punct or doc[i].lower_ in ("that", "was")):
        i += 1
    if i >= len(doc):
        return None
    end = i
    while end < len(doc) and not (doc[end].is_punct and doc[end].text not in ("-", "'", '"', "“", "”", ".")):
        end += 1
    if doc[end - 1].text == ".":
        end -= 1
    return Found(paragraph, (doc[end - 1],), paragraph.between(doc[i], doc[end - 1])) if end > i else None


def _before_colon(quote: Quote, paragraph: Paragraph, lexicon: Lexicon) -> Found | None:
    doc = paragraph.doc
    mark = next((t for t in doc if paragraph.starts[t.i] >= quote.content[0].start), None)
    before = mark.i if mark is not None else len(doc)
    colon = next((i for i in range(before - 1, -1, -1) if doc[i].text == ":"), None)
    if not colon:
        return None
    start = (
        sentence_bounds(doc, colon)[0]
        if doc[colon].sent.start < colon
        else sentence_bounds(doc, colon - 1)[0]
    )
    earlier = [i for i in range(start, colon) if doc[i].text in (":", "•")]
    start = earlier[-1] + 1 if earlier else start
    while start < colon and doc[start].is_punct:
        start += 1
    if start >= colon:
        return None
    head = _announcer(doc, start, colon, lexicon)
    return found_at(paragraph, head, lexicon, doc[colon]) if head is not None else None


def _announcer(doc: Doc, start: int, colon: int, lexicon: Lexicon) -> Token | None:
    """Who is announced by the words before a colon that have no cue: a name behind a dash, whoever gives a word of
    saying ("This answer from the clerk:"), the subject, or the owner of the words ("The mayor's reply:")."""
    dash = next((i for i in range(colon - 2, start, -1) if doc[i].text in ("-", "–", "—", "―")), None)
    if dash is not None and all(t.pos_ in ("PROPN", "CCONJ") for t in doc[dash + 1 : colon]):
        return run_head(doc[dash + 1], doc[colon])
    root = doc[start:colon].root
    for child in root.children:
        if child.dep_ == "dobj" and child.lemma_.lower() in lexicon.cue_nouns and (by := _given_by(child)):
            return by
    subject = subject_of(root) if root.pos_ in ("VERB", "AUX") else root
    if subject is None or not start <= subject.i < colon:
        subject = next((t for t in doc[start:colon] if t.dep_ in SUBJECTS), None)
    if subject is None:
        return run_head(doc[start], doc[colon])
    if subject.pos_ == "ADP":
        subject = next((c for c in subject.children if c.dep_ == "pobj"), None)
    owner = next((c for c in subject.children if c.dep_ == "poss"), None) if subject is not None else None
    if subject is None or owner is None or subject.pos_ != "NOUN":
        return subject
    return owner if subject.lemma_.lower() in lexicon.cue_nouns else subject


def _given_by(noun: Token) -> Token | None:
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in ("from", "by"):
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    doc = noun.doc
    if noun.i + 1 < len(doc) and doc[noun.i + 1].lower_ in ("from", "by"):
        return next((c for c in doc[noun.i + 1].children if c.dep_ == "pobj"), None)
    return None


def _introduced(quote: Quote, paragraph: Paragraph, lexicon: Lexicon) -> Found | None:
    doc = paragraph.doc
    mark = next((t for t in doc if paragraph.ends[t.i] >= quote.content[0].start), None)
    last = mark.i - 1 if mark is not None else len(doc) - 1
    if last < 0:
        return None
    start, end = sentence_bounds(doc, last)
    subject = subject_of(doc[start : min(end, last + 1)].root)
    return found_at(paragraph, subject, lexicon) if subject is not None else None


def found_at(paragraph: Paragraph, head: Token, lexicon: Lexicon, verb: Token | None = None) -> Found:
    """The mention around a head: a name alone, a noun phrase with the name beside it, or joint speakers, who all stand
    on the same side of `verb`, the cue."""
    through = None
    if (
        head.lemma_.lower() in lexicon.documents
        and (by := _given_by(head)) is not None
        and (by.pos_ == "PROPN" or by.lemma_.lower() in lexicon.people)
    ):
        head, through = by, head
    heads = [h for h in conjuncts(head) if h.pos_ in ("PROPN", "NOUN", "PRON", "NUM") or h == head]
    if verb is not None and head.i < verb.i:
        heads = [h for h in heads if h.i < verb.i]
    if len({h.pos_ == "PROPN" for h in heads}) > 1:
        heads = [h for h in heads if h.pos_ == "PROPN"][-1:] if head.dep_ not in ("pobj", "poss") else [head]
    if len(heads) == 2 and _new_clause(heads[1]):
        heads = heads[:1]
    first, last = phrase(heads[0])[0], phrase(heads[-1])[1] - 1
    if _is_one(heads):
        heads = heads[:1]
    doc = head.doc
    if len(heads) == 1:
        named = _apposed_name(head)
        if named is not None:
            last = max(last, named.i)
    return Found(paragraph, tuple(heads), paragraph.between(doc[first], doc[last]), through)


def _is_one(heads: list[Token]) -> bool:
    """True for one person of two offices: "the former mayor and current minister" has one article for both."""
    article = any(c.dep_ == "det" for c in heads[0].children)
    return (
        len(heads) == 2
        and article
        and all(
            h.pos_ == "NOUN"
            and h.tag_ == "NN"
            and (h == heads[0] or not any(c.dep_ in ("det", "poss") for c in h.children))
            for h in heads
        )
    )


def _new_clause(second: Token) -> bool:
    """True for ", and the clerk asked": two joint speakers have no comma before "and"."""
    doc = second.doc
    conjunction = next(
        (i for i in range(second.left_edge.i - 1, max(second.left_edge.i - 3, 0), -1) if doc[i].dep_ == "cc"),
        None,
    )
    return conjunction is not None and doc[conjunction - 1].text == ","


def _apposed_name(head: Token) -> Token | None:
    """The name beside a description: "its director, Abebe Tessema"."""
    if head.pos_ == "PROPN":
        return None
    return next((c for c in head.children if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i > head.i), None)
