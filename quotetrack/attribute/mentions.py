"""Where a quote's speaker stands in the text: the words nearest the cue that point to whoever speaks.

Takes a quote in its paragraph and gives a `Found`: the head token and the words, by the structure its rule tells of,
never by distance. None where the text has no such words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quotetrack.grammar import (
    after_to,
    agent_of,
    conjuncts,
    is_passive,
    noun_run_before,
    phrase,
    run_head,
    sentence_bounds,
    subject_before,
    subject_of,
)
from quotetrack.lang import Lexicon
from quotetrack.parse import Paragraph
from quotetrack.records import Quote, Span

if TYPE_CHECKING:
    from spacy.tokens import Token


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
    verb = _cue_verb(quote, paragraph)
    head = _speaking(quote, verb, paragraph, lexicon) if verb is not None else None
    return found_at(paragraph, head, lexicon) if head is not None else None


def _cue_verb(quote: Quote, paragraph: Paragraph) -> Token | None:
    """The verb of the cue: the first full one ("was quoted as saying"), else an auxiliary, else the first word."""
    tokens = paragraph.tokens(quote.cue[0])
    full = (t for pos in ("VERB", "AUX") for t in tokens if t.pos_ == pos)
    return next(full, tokens[0] if tokens else None)


def _speaking(quote: Quote, verb: Token, paragraph: Paragraph, lexicon: Lexicon) -> Token | None:
    doc = verb.doc
    if verb.lower_ == "according":
        return after_to(verb)
    if quote.rule == "cue after, inverted":
        return _inverted(verb)
    if quote.rule == "clause, then report":
        start = noun_run_before(verb, verb.sent.start)
        if start is not None:
            return run_head(doc[start], verb)
    if quote.rule == "cue noun":
        return next((c for c in verb.children if c.dep_ == "poss"), None) or subject_of(verb.head)
    if quote.rule == "relayed":
        return next((c for c in verb.children if c.dep_ == "dobj"), None)
    if quote.rule == "colon" and (owner := _owner_of_words(verb, lexicon)) is not None:
        return owner
    if quote.rule == "passive":
        return next((c for c in verb.children if c.dep_ == "nsubjpass"), None) or subject_of(verb)
    if is_passive(verb):
        return agent_of(verb) or _in_document(verb, lexicon)
    if quote.rule == "cue after":
        return _subject_after(quote, verb, paragraph)
    subject = _passive_matrix(verb) or subject_of(verb)
    if subject is not None and _hangs_on_preposition(subject, verb):
        return None
    return subject or _before(quote, verb)


def _hangs_on_preposition(subject: Token, verb: Token) -> bool:
    """True where the parser took the end of a longer phrase for the subject: "a colonel who has known him since staff
    college said"."""
    edge = subject.left_edge.i
    if edge == 0 or subject.dep_ not in ("nsubj", "nsubjpass") or subject.i > verb.i:
        return False
    before = subject.doc[edge - 1]
    return before.lower_ in ("since", "from", "at", "of", "with", "by") and before.head != subject


def _before(quote: Quote, verb: Token) -> Token | None:
    """The noun phrase that runs into a verb without a subject, or stands behind it before a colon ("Said Ellis:")."""
    first = subject_before(verb)
    if first is not None:
        return run_head(first, verb)
    return _inverted(verb) if quote.rule == "colon" and verb.i == verb.sent.start else None


def _owner_of_words(verb: Token, lexicon: Lexicon) -> Token | None:
    """Whose words they are in "she recalled her father's words: “…”"."""
    for child in verb.children:
        if child.dep_ == "dobj" and child.lemma_.lower() in lexicon.cue_nouns:
            return next((c for c in child.children if c.dep_ == "poss" and c.pos_ in ("NOUN", "PROPN")), None)
    return None


def _passive_matrix(verb: Token) -> Token | None:
    """The speaker of "is reported to have told": the grammatical subject of the matrix verb."""
    if verb.dep_ == "xcomp" and is_passive(verb.head):
        return next((c for c in verb.head.children if c.dep_ == "nsubjpass"), None)
    return None


def _inverted(verb: Token) -> Token | None:
    doc = verb.doc
    for child in verb.rights:
        if child.dep_ in ("nsubj", "nsubjpass"):
            return child
    first = verb.i + 1
    while first + 1 < len(doc) and doc[first].pos_ == "VERB" and doc[first + 1].pos_ == "PROPN":
        first += 1  # "said engineer Paola": an office that the parser took for a verb
    return run_head(doc[first], None) if first < len(doc) else None


def _subject_after(quote: Quote, verb: Token, paragraph: Paragraph) -> Token | None:
    doc = verb.doc
    close = next((t.i for t in doc if paragraph.starts[t.i] >= _last_before(quote, paragraph, verb)), 0)
    subject = subject_of(verb)
    if subject is not None and close <= subject.i < verb.i:
        return subject
    start = noun_run_before(verb, close)
    if start is not None:
        return run_head(doc[start], verb)
    first = close
    while first < verb.i and (doc[first].is_punct or doc[first].is_space):
        first += 1
    return run_head(doc[first], verb) if first < verb.i else None


def _last_before(quote: Quote, paragraph: Paragraph, verb: Token) -> int:
    """The place behind the last piece of the quote that stands before the cue."""
    ends = [span.end for span in quote.content if span.end <= paragraph.starts[verb.i]]
    return max(ends, default=paragraph.span.start)


def _in_document(verb: Token, lexicon: Lexicon) -> Token | None:
    """ "is described in the accident board's report as": the document speaks."""
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ == "in":
            for inner in child.children:
                if inner.dep_ == "pobj" and inner.lemma_.lower() in lexicon.documents:
                    return inner
    return None


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
    root = doc[start:colon].root
    for child in root.children:
        if child.dep_ == "dobj" and child.lemma_.lower() in lexicon.cue_nouns and (by := _given_by(child)):
            return found_at(paragraph, by, lexicon)
    subject = subject_of(root) if root.pos_ in ("VERB", "AUX") else root
    if subject is None or not start <= subject.i < colon:
        subject = run_head(doc[start], doc[colon])
    owner = next((c for c in subject.children if c.dep_ == "poss"), None)
    if subject.pos_ == "NOUN" and owner is not None and subject.lemma_.lower() in lexicon.cue_nouns:
        subject = owner
    return found_at(paragraph, subject, lexicon)


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


def found_at(paragraph: Paragraph, head: Token, lexicon: Lexicon) -> Found:
    """The mention around a head: a name alone, a noun phrase with the name beside it, or joint speakers."""
    through = None
    if (
        head.lemma_.lower() in lexicon.documents
        and (by := _given_by(head)) is not None
        and by.pos_ == "PROPN"
    ):
        head, through = by, head
    heads = [h for h in conjuncts(head) if h.pos_ in ("PROPN", "NOUN", "PRON", "NUM") or h == head]
    if len({h.pos_ == "PROPN" for h in heads}) > 1:
        heads = [h for h in heads if h.pos_ == "PROPN"][-1:] if head.dep_ not in ("pobj", "poss") else [head]
    if len(heads) == 2 and _new_clause(heads[1]):
        heads = heads[:1]
    first, last = phrase(heads[0])[0], phrase(heads[-1])[1] - 1
    doc = head.doc
    if len(heads) == 1:
        named = _apposed_name(head)
        if named is not None:
            last = named.i
    return Found(paragraph, tuple(heads), paragraph.between(doc[first], doc[last]), through)


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
