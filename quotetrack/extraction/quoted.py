"""Quotations in marks: each stretch with its cue, joined to utterances, as `Quote`s.

Takes the paragraphs of an article, gives its direct and mixed quotations in text order. A stretch that nothing ties to
a speaker (a scare quote, a title) is no quotation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quotetrack.confidence import of_words
from quotetrack.extraction.apart import APART
from quotetrack.extraction.before import announced_by
from quotetrack.extraction.cues import find_cue
from quotetrack.extraction.place import Cue, Place, place
from quotetrack.extraction.speech import not_speech
from quotetrack.lang import Lexicon
from quotetrack.parsing.grammar import CLOSING, OPENING, is_finite, sentence_bounds, subject_of
from quotetrack.parsing.paragraphs import Paragraph, is_utterance, spoken_label
from quotetrack.records import Article, Kind, NotSpeech, Quote, Span, statement_id

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(slots=True)
class _Utterance:
    pieces: list[Place]
    cue: Cue | None
    rule: str
    cue_paragraph: Paragraph | None = None


def quoted(
    article: Article, paragraphs: Sequence[Paragraph], lexicon: Lexicon
) -> tuple[list[Quote], list[NotSpeech]]:
    """The direct and mixed quotations of an article, and what stands in marks but quotes nobody, in text order."""
    found: list[_Utterance] = []
    silent: list[NotSpeech] = []
    before: Paragraph | None = None
    for paragraph in paragraphs:
        _read_paragraph(article.text, paragraph, before, found, silent, lexicon)
        before = paragraph
    return [_quote(article, utterance, lexicon) for utterance in found], silent


def _read_paragraph(
    text: str,
    paragraph: Paragraph,
    before: Paragraph | None,
    found: list[_Utterance],
    silent: list[NotSpeech],
    lexicon: Lexicon,
) -> None:
    here: list[_Utterance] = []
    places = [at for s in paragraph.stretches if s.depth == 0 and (at := place(paragraph, s))]
    reopened = _reopens(paragraph, before, found)
    last: Place | None = None
    for at in places:
        cue = find_cue(at, lexicon)
        if cue is None or cue.rule == "colon without verb":
            cue = _signature(at) or cue
        reason = not_speech(at, cue, lexicon)
        label = spoken_label(text, at.stretch) if at.open == 0 else None
        if label is not None:
            words = replace(at.stretch, inner=Span(label, at.stretch.inner.end))
            here.append(_Utterance([replace(at, stretch=words)], None, "turn", paragraph))
            found.append(here[-1])
        elif reopened and at.open == 0 and not reason:
            utterance = found[-1]
            if utterance.cue is not None and cue is not None and cue.rule.startswith("cue after"):
                utterance = _Utterance(
                    [], cue, cue.rule, paragraph
                )  # its own reporter: the mark was left open
                found.append(utterance)
            utterance.pieces.append(at)
            if utterance.cue is None and cue is not None:
                utterance.cue, utterance.rule, utterance.cue_paragraph = cue, cue.rule, paragraph
            here.append(utterance)
        else:
            belongs = None if reason else _attach(text, at, cue, last, here, before, found, lexicon)
            if belongs is None:
                silent.append(NotSpeech(at.stretch.inner, reason or _unreported(text, at)))
            elif belongs.pieces[0] is at:
                here.append(belongs)
                found.append(belongs)
        last = at


def _unreported(text: str, at: Place) -> str:
    """The rule for a stretch that nothing ties to a speaker: a fragment in the reporter's own sentence is in scare
    quotes."""
    return "nothing reports it" if is_utterance(text, at.stretch) else "scare quotes"


def _reopens(paragraph: Paragraph, before: Paragraph | None, found: list[_Utterance]) -> bool:
    """True where the paragraph goes on with speech that the one before left open: it begins with the same mark."""
    if before is None or not found or not paragraph.stretches or paragraph.number != before.number + 1:
        return False
    last = found[-1].pieces[-1]
    first = paragraph.stretches[0]
    return last.paragraph is before and last.stretch.open_ended and first.outer.start == paragraph.span.start


def _attach(
    text: str,
    at: Place,
    cue: Cue | None,
    last: Place | None,
    here: list[_Utterance],
    before: Paragraph | None,
    found: list[_Utterance],
    lexicon: Lexicon,
) -> _Utterance | None:
    """The utterance that a stretch starts, or that it was joined to as it shares its cue or goes on from it; None where
    nothing ties it to a speaker."""
    if cue is not None and here and here[-1].cue is not None and _is_same(cue, here[-1].cue):
        here[-1].pieces.append(at)
        return here[-1]
    if cue is not None:
        return _Utterance([at], cue, cue.rule, at.paragraph)
    if here and here[-1].pieces[-1] is last and _interrupts(here[-1], at):
        here[-1].pieces.append(at)
        return here[-1]
    if (
        before is not None
        and at.open == 0
        and (announced := announced_by(before, at.paragraph, lexicon)) is not None
    ):
        return _Utterance([at], announced, announced.rule, before)
    if at.stretch.open_ended and not at.stretch.flags and is_utterance(text, at.stretch):
        return _Utterance([at], None, "goes on", at.paragraph)  # its cue may stand in the paragraphs to come
    if not is_utterance(text, at.stretch) or not _stands_free(at):
        return None
    return _uncued(at, here, before, found, lexicon)


def _is_same(cue: Cue, other: Cue) -> bool:
    return cue.start == other.start or (cue.verb is not None and cue.verb == other.verb)


def _interrupts(utterance: _Utterance, at: Place) -> bool:
    """True where nothing but the cue's own clause stands between the utterance and this stretch:
    “One minute we were eating,” recalled Haak, “and the next …”."""
    cue, end = utterance.cue, utterance.pieces[-1].close
    doc = at.paragraph.doc
    if utterance.cue_paragraph is not at.paragraph:
        return False
    if cue is None or not end <= cue.start < at.open:
        return False
    stops = [i for i in range(end, at.open) if doc[i].text in (".", "?", "!", ";")]
    if stops and stops != [at.open - 1]:
        return False
    verb = doc[cue.verb] if cue.verb is not None else None
    others = [
        t
        for t in doc[end : at.open]
        if t.pos_ == "VERB"
        and is_finite(t)
        and t != verb
        and t.dep_ in ("ROOT", "conj", "parataxis")
        and t.i > cue.start
    ]
    return not others and doc[at.open - 1].text != ":"


def _stands_free(at: Place) -> bool:
    """True where the stretch is a sentence of its own: a full stop, a mark or the paragraph's edge on both sides."""
    doc = at.paragraph.doc
    opens = (
        at.open == 0
        or doc[at.open - 1].text in (".", "?", "!", CLOSING, ":", "…")
        or doc[at.open - 1].is_bracket
    )
    closes = at.close >= len(doc) or doc[at.close].text in (OPENING, "(") or doc[at.close].text[:1].isupper()
    return opens and (closes or at.stretch.open_ended)


def _is_person(subject: Token, lexicon: Lexicon) -> bool:
    """True for a name, "he" or "she", or a person by description beside a name ("his partner, Liz Ode, called …"), or
    "our reporter"."""
    beside = any(c.dep_ == "appos" and c.pos_ == "PROPN" for c in subject.children)
    ours = any(c.dep_ == "poss" and c.lower_ == "our" for c in subject.children)
    described = subject.lemma_.lower() in lexicon.people and (beside or ours)
    return subject.pos_ == "PROPN" or subject.lower_ in ("he", "she") or described


def _uncued(
    at: Place, here: list[_Utterance], before: Paragraph | None, found: list[_Utterance], lexicon: Lexicon
) -> _Utterance | None:
    """A free-standing utterance without a cue: said by whoever the sentence before it is about, else by the one quoted
    before it."""
    doc = at.paragraph.doc
    if at.open > 0:
        start, _ = sentence_bounds(doc, at.open - 1)
        root = doc[start : at.open].root
        subject = subject_of(root)
        holds_cue = any(u.cue and u.cue_paragraph is at.paragraph and u.cue.start >= start for u in here)
        if not holds_cue and subject is not None and _is_person(subject, lexicon):
            return _Utterance([at], None, "introduced", at.paragraph)
        if here:
            return _Utterance([at], None, _answer_or(here[-1], "goes on"), at.paragraph)
        return None
    follows = before is not None and before.number + 1 == at.paragraph.number
    if follows and found and found[-1].pieces[-1].paragraph is before:
        return _Utterance([at], None, _answer_or(found[-1], "goes on"), at.paragraph)
    return None


def _answer_or(before: _Utterance, rule: str) -> str:
    """The rule for words without a cue after other words: what follows a question is an answer, and another's."""
    return "answer" if before.pieces[-1].final == "?" else rule


def _signature(at: Place) -> Cue | None:
    """“Every map is an argument.” — Yusuf Karahan; “Too many stairs” (Bruno, Turin). The name stands for the cue."""
    doc = at.paragraph.doc
    if at.close + 1 >= len(doc) or doc[at.close].text not in ("—", "–", "―", "-", "--", "("):
        return None
    if (
        at.open > 0
        and doc[at.open - 1].text not in (":", ";", "•", "*", "-", CLOSING, ".")
        and doc[at.open - 1].sent == doc[at.open].sent
    ):
        return None
    first = doc[at.close + 1]
    named = first.pos_ == "PROPN" or (doc[at.close].text == "(" and first.is_alpha)
    that_was = first.lower_ == "that" and doc[min(at.close + 2, len(doc) - 1)].lower_ == "was"
    return Cue(at.close, at.close + 1, "signature") if named or that_was else None


def _quote(article: Article, utterance: _Utterance, lexicon: Lexicon) -> Quote:
    first = utterance.pieces[0]
    content = tuple(piece.stretch.inner for piece in utterance.pieces)
    cue: tuple[Span, ...] = ()
    home = utterance.cue_paragraph
    spoken = utterance.cue is not None and utterance.cue.verb is not None
    # A colon that closes the paragraph before is kept too: it is where the speaker is looked for.
    announced = home is not None and home is not first.paragraph
    if utterance.cue is not None and home is not None and (spoken or announced):
        cue = (Span(home.starts[utterance.cue.start], home.ends[utterance.cue.end - 1]),)
    kind = _kind(utterance, lexicon)
    flags = tuple(dict.fromkeys(flag for piece in utterance.pieces for flag in piece.stretch.flags))
    quote = Quote("", kind, content, cue, first.paragraph.where, utterance.rule, flags=flags)
    length = len(quote.words(article.text).split())
    sure = of_words(lexicon.confidence, utterance.rule, length, is_repaired=bool(flags), is_marked=True)
    quote = replace(quote, confidence=round(sure, 2))
    return replace(quote, id=statement_id(article, quote))


def _kind(utterance: _Utterance, lexicon: Lexicon) -> Kind:
    """direct where the marks hold the whole of what is reported, mixed where the reporter's words are part of it."""
    if any(_is_part(piece, utterance, lexicon) for piece in utterance.pieces):
        return "mixed"
    return "direct"


_RUN_IN = frozenset(
    ("that", ",", ":", "-", "–", "—", "only", "simply", "just", "also", "then", "as", "to", "back")
)


def _is_part(at: Place, utterance: _Utterance, lexicon: Lexicon) -> bool:
    doc, cue = at.paragraph.doc, utterance.cue
    if cue is not None and cue.rule in APART:
        return True
    if (
        cue is None
        or cue.rule in ("colon", "colon without verb", "signature")
        or utterance.cue_paragraph is not at.paragraph
    ):
        return False
    if cue.start >= at.close:
        return at.open > 0 and not _opens_sentence(at)
    if at is not utterance.pieces[0] and cue.start < at.open and utterance.pieces[0].open < cue.start:
        return False
    verb = doc[cue.verb] if cue.verb is not None else doc[cue.start]
    infinitive = doc[at.open - 1].tag_ == "TO" and doc[at.open - 1].i > cue.start
    if infinitive or verb.lemma_.lower() in lexicon.naming or _goes_on_after(at, lexicon):
        return True
    if cue.rule == "according to":
        return not _comma_before(at)
    between = [
        t
        for t in doc[cue.end : at.open]
        if t.lower_ not in _RUN_IN and not _is_hearer_or_day(t, verb, lexicon)
    ]
    return bool(between)


def _comma_before(at: Place) -> bool:
    return at.open > 0 and at.paragraph.doc[at.open - 1].text == ","


def _opens_sentence(at: Place) -> bool:
    """True where only a conjunction or the end of another clause stands before the stretch in its sentence."""
    doc = at.paragraph.doc
    i = at.open - 1
    joined = i > 0 and doc[i].pos_ == "CCONJ" and doc[i - 1].text == ","
    while i >= 0 and doc[i].lower_ in ("but", "and", "so", "yet", "still", ",", "•", "*", "-", "–", "—"):
        i -= 1
    ends = i < 0 or doc[i].text in (".", "?", "!", CLOSING, ";", ":", "…")
    return ends or joined or (doc[at.open].is_sent_start is True and doc[i].is_punct)


def _goes_on_after(at: Place, lexicon: Lexicon) -> bool:
    """True where the reported clause goes on behind the closing mark: “his escape has no impact” on the regime."""
    doc = at.paragraph.doc
    if at.close >= len(doc) or at.final in ".?!,":
        return False
    token = doc[at.close]
    if token.is_punct or token.pos_ == "CCONJ":
        return False
    governor = doc[at.open : at.close].root.head
    if governor.i >= at.close and governor.sent == token.sent and governor.lemma_.lower() not in lexicon.cues:
        return True  # what is quoted is the subject of a verb that is not
    return any(at.open <= above.i < at.close for above in token.ancestors) or (
        token.pos_ in ("ADP", "DET", "NOUN", "ADV")
        and at.open <= token.head.i < at.close
        and token.dep_ != "agent"
    )


_OWN = frozenset(
    "dobj dative npadvmod advmod prep pobj tmod oprd appos det compound amod poss nummod case punct nmod conj cc nsubj "
    "prt intj".split()
)
"""Dependencies by which a word hangs on its cue rather than on the clause reported."""


def _is_hearer_or_day(token: Token, verb: Token, lexicon: Lexicon) -> bool:
    """True for words between a cue and its quotation that are the cue's own: whom it was told, and when."""
    for step in (token, *token.ancestors):
        if step == verb:
            return True
        if step.dep_ == "dobj" and step.head == verb and verb.lemma_.lower() not in lexicon.telling:
            return False
        if step.dep_ not in _OWN or (step.dep_ == "nsubj" and step.head != verb):
            return False
    return False
