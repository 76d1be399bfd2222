"""Where a quote's speaker stands in the text: the words nearest the cue that point to whoever speaks.

Takes a quote in its paragraph and gives a `SpeakerMention`: the head token and the words, by the structure its rule
tells of, never by distance. None if the text has no such words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from quotetrack.attribution.labels import read_label
from quotetrack.attribution.subjects import cue_verb, find_speaker_head
from quotetrack.lang import Lexicon
from quotetrack.parsing.grammar import (
    SUBJECTS,
    child_of,
    conjuncts,
    phrase,
    run_head,
    skip,
    subject_of,
)
from quotetrack.parsing.paragraphs import Paragraph, paragraph_at
from quotetrack.records import Quote, Span
from quotetrack.records.rules import SpeakerPlace, rule_of


@dataclass(frozen=True, slots=True)
class SpeakerMention:
    """The words that point to a speaker: their heads (several for joint speakers), the span and the paragraph.
    `through` is what it was said through ("a statement from …") if the grammar puts that in the speaker's place."""

    paragraph: Paragraph
    heads: tuple[Token, ...]
    span: Span
    through: Token | None = None

    @property
    def head(self) -> Token:
        """Return the first head."""
        return self.heads[0]


def find_mention(
    quote: Quote, paragraph: Paragraph, lexicon: Lexicon, text: str = ""
) -> SpeakerMention | None:
    """Find the mention of a quote's speaker. None if its rule has none (speech that goes on), or the grammar. `text` is
    the article's, which tells name and office in the label of a turn apart."""
    place = rule_of(quote.rule).speaker_at
    if place == "label":
        return _label(quote, paragraph, lexicon, text)
    finder = _FINDERS[place]
    return finder(quote, paragraph, lexicon) if finder is not None else None


def _by_cue(quote: Quote, paragraph: Paragraph, lexicon: Lexicon) -> SpeakerMention | None:
    verb = cue_verb(quote, paragraph) if quote.cue else None
    head = find_speaker_head(quote, verb, paragraph, lexicon) if verb is not None else None
    return mention_at(paragraph, head, lexicon, verb) if head is not None else None


def _label(quote: Quote, paragraph: Paragraph, lexicon: Lexicon, text: str) -> SpeakerMention | None:
    """Read the name on the label that opens the turn of a transcript, up to its colon."""
    before = [t for t in paragraph.doc if paragraph.ends[t.i] <= quote.content[0].start]
    if not before or not before[-1].text.endswith(":"):
        return None
    name = read_label(
        text, Span(paragraph.span.start, quote.content[0].start), lexicon
    ).name  # "Mr TUPOU (North): …"
    tokens = [t for t in paragraph.tokens(name) if not t.is_punct]
    return (
        SpeakerMention(paragraph, (tokens[-1],), paragraph.between(tokens[0], tokens[-1])) if tokens else None
    )


def label_mention(
    label: Span, text: str, paragraphs: Sequence[Paragraph], lexicon: Lexicon
) -> SpeakerMention | None:
    """Make the mention of the name on a label; None for one without a letter (">>")."""
    paragraph = paragraph_at(label.start, paragraphs)
    name = read_label(text, label, lexicon).name
    tokens = [t for t in paragraph.tokens(name) if any(map(str.isalpha, t.text))]
    return (
        SpeakerMention(paragraph, (tokens[-1],), paragraph.between(tokens[0], tokens[-1])) if tokens else None
    )


def _signature(quote: Quote, paragraph: Paragraph, lexicon: Lexicon) -> SpeakerMention | None:  # noqa: ARG001
    """Read the name behind a dash or in brackets, up to the next mark that is no part of a name."""
    doc = paragraph.doc
    opener = paragraph.token_at(quote.content[0].end)
    if opener is None:
        return None
    start = skip(doc, opener.i, len(doc), lambda t: t.is_punct or t.lower_ in ("that", "was"))
    end = skip(doc, start, len(doc), lambda t: not t.is_punct or t.text in ("-", "'", '"', "“", "”", "."))
    end -= doc[end - 1].text == "."
    return (
        SpeakerMention(paragraph, (doc[end - 1],), paragraph.between(doc[start], doc[end - 1]))
        if end > start
        else None
    )


def _post(quote: Quote, paragraph: Paragraph, lexicon: Lexicon) -> SpeakerMention | None:  # noqa: ARG001
    """Read the name in the line that signs a post, up to the bracket with the handle."""
    doc = paragraph.doc
    start = skip(doc, 0, len(doc), lambda t: t.is_punct)
    end = skip(doc, start, len(doc), lambda t: not t.is_bracket and not t.text.startswith("@"))
    named = doc[start:end]
    is_named = len(named) > 0 and any(t.text[:1].isalpha() for t in named)
    return (
        SpeakerMention(paragraph, (named[-1],), paragraph.between(named[0], named[-1])) if is_named else None
    )


def _before_colon(quote: Quote, paragraph: Paragraph, lexicon: Lexicon) -> SpeakerMention | None:
    doc = paragraph.doc
    before = next((t.i for t in doc if paragraph.starts[t.i] >= quote.content[0].start), len(doc))
    colon = next((i for i in range(before - 1, -1, -1) if doc[i].text == ":"), None)
    if not colon:
        return None
    sentence = doc[colon].sent if doc[colon].sent.start < colon else doc[colon - 1].sent
    opener = next((i for i in range(colon - 1, sentence.start - 1, -1) if doc[i].text in (":", "•")), None)
    start = skip(doc, sentence.start if opener is None else opener + 1, colon, lambda token: token.is_punct)
    head = _announcer(doc, start, colon, lexicon) if start < colon else None
    return mention_at(paragraph, head, lexicon, doc[colon]) if head is not None else None


def _announcer(doc: Doc, start: int, colon: int, lexicon: Lexicon) -> Token | None:
    """Find who is announced by the words before a colon that have no cue. It is a name behind a dash, whoever gives a
    word of saying ("This answer from the clerk:"), the subject, or the owner of the words ("The mayor's reply:")."""
    dash = next((i for i in range(colon - 2, start, -1) if doc[i].text in ("-", "–", "—", "―")), None)
    if dash is not None and all(t.pos_ in ("PROPN", "CCONJ") for t in doc[dash + 1 : colon]):
        return run_head(doc[dash + 1], doc[colon])
    root = doc[start:colon].root
    given = (c for c in root.children if c.dep_ == "dobj" and c.lemma_.lower() in lexicon.cue_nouns)
    if (giver := next(filter(None, map(_given_by, given)), None)) is not None:
        return giver
    subject = subject_of(root) if root.pos_ in ("VERB", "AUX") else root
    if subject is None or not start <= subject.i < colon:
        subject = next((t for t in doc[start:colon] if t.dep_ in SUBJECTS), None)
    if subject is None:
        return run_head(doc[start], doc[colon])
    subject = child_of(subject, "pobj") if subject.pos_ == "ADP" else subject
    is_saying = subject and subject.pos_ == "NOUN" and subject.lemma_.lower() in lexicon.cue_nouns
    return child_of(subject, "poss") or subject if subject and is_saying else subject


def _given_by(noun: Token) -> Token | None:
    """Find who gives a statement: behind a "from" or "by" that hangs on it, or that stands right behind it."""
    beside = noun.doc[noun.i + 1 : noun.i + 2]
    preposition = next(
        (t for t in (*(c for c in noun.children if c.dep_ == "prep"), *beside) if t.lower_ in ("from", "by")),
        None,
    )
    return child_of(preposition, "pobj") if preposition is not None else None


def _in_sentence_before(quote: Quote, paragraph: Paragraph, lexicon: Lexicon) -> SpeakerMention | None:
    doc = paragraph.doc
    end = next((t.i for t in doc if paragraph.ends[t.i] >= quote.content[0].start), len(doc))
    if end == 0:
        return None
    sentence = doc[end - 1].sent
    subject = subject_of(doc[sentence.start : min(sentence.end, end)].root)
    return mention_at(paragraph, subject, lexicon) if subject is not None else None


_FINDERS: Mapping[SpeakerPlace, Callable[[Quote, Paragraph, Lexicon], SpeakerMention | None] | None] = {
    "by the cue": _by_cue,
    "label": None,  # read in find_mention
    "signature": _signature,
    "post": _post,
    "before a colon": _before_colon,
    "sentence before": _in_sentence_before,
    "nowhere": None,  # where its source stands is the model's to say
}


def mention_at(
    paragraph: Paragraph, head: Token, lexicon: Lexicon, verb: Token | None = None
) -> SpeakerMention:
    """Make the mention around a head: a name alone, a noun phrase with the name beside it, or joint speakers. These all
    stand on the same side of `verb`, the cue."""
    through = None
    is_given = head.lemma_.lower() in lexicon.documents | lexicon.data
    giver = _given_by(head) if is_given else None
    if giver is not None and (
        giver.pos_ == "PROPN" or giver.lemma_.lower() in lexicon.people | lexicon.bodies
    ):
        head, through = giver, head
    heads = _joint_heads(head, verb)
    first, last = phrase(heads[0])[0], phrase(heads[-1])[1] - 1
    # One person of two offices: "the former mayor and current minister" has one article for both.
    is_pair = len(heads) == 2 and all(h.pos_ == "NOUN" and h.tag_ == "NN" for h in heads)
    if is_pair and child_of(heads[0], "det") is not None and child_of(heads[1], "det", "poss") is None:
        heads = heads[:1]
    if len(heads) == 1 and (name := _apposed_name(head)) is not None:
        last = max(last, name.i)
    return SpeakerMention(
        paragraph, tuple(heads), paragraph.between(head.doc[first], head.doc[last]), through
    )


def _joint_heads(head: Token, verb: Token | None) -> list[Token]:
    """Return the head and those joined to it that speak with it: names with names, before the verb if it is."""
    heads = [h for h in conjuncts(head) if h.pos_ in ("PROPN", "NOUN", "PRON", "NUM") or h == head]
    if verb is not None and head.i < verb.i:
        heads = [h for h in heads if h.i < verb.i]
    if len({h.pos_ == "PROPN" for h in heads}) > 1:
        heads = [h for h in heads if h.pos_ == "PROPN"][-1:] if head.dep_ not in ("pobj", "poss") else [head]
    return heads[:1] if len(heads) == 2 and _opens_clause(heads[1]) else heads


def _opens_clause(second: Token) -> bool:
    """Return True for ", and the clerk asked": two joint speakers have no comma before "and"."""
    doc, edge = second.doc, second.left_edge.i
    conjunction = next((i for i in range(edge - 1, max(edge - 3, 0), -1) if doc[i].dep_ == "cc"), None)
    return conjunction is not None and doc[conjunction - 1].text == ","


def _apposed_name(head: Token) -> Token | None:
    """Find the name beside a description: "its director, Abebe Tessema"."""
    beside = (c for c in head.children if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i > head.i)
    return next(beside, None) if head.pos_ != "PROPN" else None
