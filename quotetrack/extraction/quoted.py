"""Quotations in marks: each stretch with its cue, joined to utterances, as `Quote`s.

Takes the paragraphs of an article, gives its direct and mixed quotations in text order. A stretch that nothing ties to
a speaker (a scare quote, a title) is no quotation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile, zip_longest

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from quotetrack.extraction.before import find_announcement
from quotetrack.extraction.cues import find_cue
from quotetrack.extraction.place import Cue, Place, make_quote, place
from quotetrack.extraction.speech import not_speech
from quotetrack.lang import Lexicon
from quotetrack.parsing.grammar import CLOSING, OPENING, is_finite, skip_back, subject_of
from quotetrack.parsing.paragraphs import Paragraph, is_utterance, spoken_label
from quotetrack.records import Article, NotSpeech, Quote, Span
from quotetrack.records.rules import RuleName, rule_of


@dataclass(slots=True)
class _Utterance:
    """Stretches that are one quotation, the cue that reports them, the rule that tied them to it, and its paragraph."""

    pieces: list[Place]
    cue: Cue | None
    rule: RuleName
    cue_paragraph: Paragraph


@dataclass(slots=True)
class _Reading:
    """What has been read of an article so far: all utterances, those of the paragraph at hand (`here`), what quotes
    nobody, the paragraph before and the stretch before."""

    text: str
    lexicon: Lexicon
    utterances: list[_Utterance] = field(default_factory=list)
    here: list[_Utterance] = field(default_factory=list)
    silent: list[NotSpeech] = field(default_factory=list)
    before: Paragraph | None = None
    after: Paragraph | None = None
    last: Place | None = None

    def add(self, utterance: _Utterance) -> None:
        """Add an utterance that begins here."""
        self.utterances.append(utterance)
        self.here.append(utterance)


def find_quoted(
    article: Article, paragraphs: Sequence[Paragraph], lexicon: Lexicon
) -> tuple[list[Quote], list[NotSpeech]]:
    """Find the direct and mixed quotations of an article, and what stands in marks but quotes nobody, in text order."""
    reading = _Reading(article.text, lexicon)
    for paragraph, reading.after in zip_longest(paragraphs, paragraphs[1:]):
        reading.here, reading.last = [], None
        is_reopened = _reopens(paragraph, reading)
        for stretch in paragraph.stretches:
            if stretch.depth == 0 and (at := place(paragraph, stretch, article.text)) is not None:
                _read_stretch(at, reading, is_reopened=is_reopened and at.open == 0)
                reading.last = at
        reading.before = paragraph
    return [_quote(article, utterance, lexicon) for utterance in reading.utterances], reading.silent


def _read_stretch(at: Place, reading: _Reading, *, is_reopened: bool) -> None:
    """Read a stretch: a turn, speech that goes on, an utterance with or without a cue, or no speech."""
    cue = find_cue(at, reading.lexicon)
    if cue is None or cue.rule == RuleName.BARE_COLON:
        cue = _signature(at) or _name_behind(at) or cue
    reason = not_speech(at, cue, reading.lexicon)
    # A fragment in the reporter's own sentence is in scare quotes.
    unreported = "nothing reports it" if is_utterance(reading.text, at.stretch) else "scare quotes"
    label = spoken_label(reading.text, at.stretch) if at.open == 0 else None
    if label is not None:
        words = replace(at.stretch, inner=Span(label, at.stretch.inner.end))
        reading.add(_Utterance([replace(at, stretch=words)], None, RuleName.TURN, at.paragraph))
    elif is_reopened and not reason:
        _go_on(at, cue, reading)
    elif reason or not _attach(at, cue, reading):
        reading.silent.append(NotSpeech(at.stretch.inner, reason or unreported))


def _go_on(at: Place, cue: Cue | None, reading: _Reading) -> None:
    """Join a stretch to the utterance that the paragraph before left open. With a reporter of its own behind it, it is
    another utterance: the mark was left open by mistake."""
    utterance = reading.utterances[-1]
    if utterance.cue is not None and cue is not None and rule_of(cue.rule).is_behind:
        utterance = _Utterance([], cue, cue.rule, at.paragraph)
        reading.utterances.append(utterance)
    utterance.pieces.append(at)
    if utterance.cue is None and cue is not None:
        utterance.cue, utterance.rule, utterance.cue_paragraph = cue, cue.rule, at.paragraph
    reading.here.append(utterance)


def _reopens(paragraph: Paragraph, reading: _Reading) -> bool:
    """Return True if the paragraph goes on with speech that the one before left open: it begins with the same mark."""
    before, utterances = reading.before, reading.utterances
    follows = before is not None and paragraph.number == before.number + 1
    opens = paragraph.stretches[:1] and paragraph.stretches[0].outer.start == paragraph.span.start
    last = utterances[-1].pieces[-1] if utterances else None
    return bool(follows and opens and last and last.paragraph is before and last.stretch.open_ended)


def _attach(at: Place, cue: Cue | None, reading: _Reading) -> bool:
    """Join a stretch to the utterance whose cue it shares or that it goes on from, or begin another with it; False if
    nothing ties it to a speaker."""
    latest = reading.here[-1] if reading.here else None
    shares = latest is not None and latest.cue is not None and cue is not None and _is_same(cue, latest.cue)
    follows = latest is not None and latest.pieces[-1] is reading.last and cue is None
    if latest is not None and (shares or (follows and _interrupts(latest, at))):
        latest.pieces.append(at)
        return True
    utterance = _begin(at, cue, reading)
    if utterance is not None:
        reading.add(utterance)
    return utterance is not None


def _begin(at: Place, cue: Cue | None, reading: _Reading) -> _Utterance | None:
    """Begin an utterance with a stretch, by its cue or by what stands before it; None if nothing tells who speaks."""
    if cue is not None:
        return _Utterance([at], cue, cue.rule, at.paragraph)
    announced = _announced(at, reading)
    if announced is not None:
        return announced
    if _heads_headline(at):
        return _Utterance([at], None, RuleName.HEADLINE, at.paragraph)
    signed = _signed_below(at, reading)
    if signed is not None and reading.after is not None:
        return _Utterance([at], signed, signed.rule, reading.after)
    if not is_utterance(reading.text, at.stretch):
        return None
    if at.stretch.open_ended and not at.stretch.flags:
        rule: RuleName | None = RuleName.GOES_ON  # its cue may stand in the paragraphs to come
    else:
        rule = _uncued(at, reading) if _stands_free(at) else None
    return _Utterance([at], None, rule, at.paragraph) if rule is not None else None


def _announced(at: Place, reading: _Reading) -> _Utterance | None:
    """Return the utterance that opens a paragraph if the one before closes with a colon, or if it is an item of a list
    whose first item such a colon announces."""
    before, is_item = reading.before, _is_item(at)
    if before is None or not (at.open == 0 or is_item):
        return None
    cue = find_announcement(before, at.paragraph, reading.lexicon)
    if cue is not None:
        return _Utterance([at], cue, cue.rule, before)
    latest = reading.utterances[-1] if reading.utterances else None
    if latest is None or latest.cue is None or not is_item or before.number + 1 != at.paragraph.number:
        return None
    is_listed = latest.pieces[-1].paragraph is before and latest.cue_paragraph.number < before.number
    return _Utterance([at], latest.cue, latest.rule, latest.cue_paragraph) if is_listed else None


def _is_item(at: Place) -> bool:
    """Return True if nothing but a number or a bullet stands before the words in their paragraph."""
    return at.open > 0 and all(t.is_punct or t.like_num or t.text in "•*·" for t in at.doc[: at.open])


def _is_same(cue: Cue, other: Cue) -> bool:
    return cue.start == other.start or (cue.verb is not None and cue.verb == other.verb)


def _interrupts(utterance: _Utterance, at: Place) -> bool:
    """Return True if nothing but the cue's own clause stands between the utterance and this stretch:
    “One minute we were eating,” recalled Haak, “and the next …”."""
    cue, end, doc = utterance.cue, utterance.pieces[-1].close, at.paragraph.doc
    if utterance.cue_paragraph is not at.paragraph or cue is None or not end <= cue.start < at.open:
        return False
    stops = [i for i in range(end, at.open) if doc[i].text in (".", "?", "!", ";")]
    verbs = (t for t in doc[cue.start + 1 : at.open] if t.pos_ == "VERB" and t.i != cue.verb)
    has_other = any(t.dep_ in ("ROOT", "conj", "parataxis") and is_finite(t) for t in verbs)
    return stops in ([], [at.open - 1]) and not has_other and at.before() != ":"


def _stands_free(at: Place) -> bool:
    """Return True if the stretch is a sentence of its own: a full stop, a mark or the paragraph's edge on both
    sides."""
    ends = at.before() in ("", ".", "?", "!", CLOSING, ":", "…")
    opens = ends or at.doc[at.open - 1].is_bracket
    closes = (
        at.close >= len(at.doc)
        or at.doc[at.close].text in (OPENING, "(")
        or at.doc[at.close].text[:1].isupper()
    )
    return opens and (closes or at.stretch.open_ended)


def _is_person(subject: Token, lexicon: Lexicon) -> bool:
    """Return True for a name, "he" or "she", or a person by description beside a name ("his partner, Liz Ode, called
    …"), or "our reporter"."""
    beside = any(c.dep_ == "appos" and c.pos_ == "PROPN" for c in subject.children)
    ours = any(c.dep_ == "poss" and c.lower_ == "our" for c in subject.children)
    described = subject.lemma_.lower() in lexicon.people and (beside or ours)
    return subject.pos_ == "PROPN" or subject.lower_ in ("he", "she") or described


def _uncued(at: Place, reading: _Reading) -> RuleName | None:
    """Name the rule for a free-standing utterance without a cue: said by whoever the sentence before it is about, else
    by the one quoted before it."""
    doc, here, before = at.paragraph.doc, reading.here, reading.before
    if at.open > 0:
        start = doc[at.open - 1].sent.start
        subject = subject_of(doc[start : at.open].root)
        cues = [u.cue for u in here if u.cue is not None and u.cue_paragraph is at.paragraph]
        holds_cue = any(cue.start >= start for cue in cues)
        if not holds_cue and subject is not None and _is_person(subject, reading.lexicon):
            return RuleName.INTRODUCED
        return _after_words_of(here[-1]) if here else None
    follows = before is not None and before.number + 1 == at.paragraph.number
    latest = reading.utterances[-1] if reading.utterances else None
    goes_on = follows and latest is not None and latest.pieces[-1].paragraph is before
    return _after_words_of(latest) if latest is not None and goes_on else None


def _after_words_of(before: _Utterance) -> RuleName:
    """Name the rule for words without a cue after other words: what follows a question is an answer, and another's."""
    return RuleName.ANSWER if before.pieces[-1].final == "?" else RuleName.GOES_ON


def _signature(at: Place) -> Cue | None:
    """“Every map is an argument.” — Yusuf Karahan; “Too many stairs” (Bruno, Turin). The name stands for the cue."""
    if at.close + 1 >= len(at.doc) or at.doc[at.close].text not in ("—", "–", "―", "-", "--", "("):
        return None
    is_separate = at.open <= at.floor or at.before() in ("", ":", ";", "•", "*", "-", CLOSING, ".")
    first = at.doc[at.close + 1]
    inside = takewhile(lambda token: token.text != ")", at.doc[at.close + 1 :])
    if at.doc[at.close].text == "(" and any(is_finite(token) for token in inside):
        return None  # a sentence in brackets: "(Few models say so.)"
    is_name = first.pos_ == "PROPN" or (at.doc[at.close].text == "(" and first.is_alpha)
    that_was = [t.lower_ for t in at.doc[first.i : first.i + 2]] == ["that", "was"]
    signs = is_separate and (is_name or that_was)
    return Cue(at.close, at.close + 1, RuleName.SIGNATURE) if signs else None


def _heads_headline(at: Place) -> bool:
    """Return True for “Nobody told us”: families wait. In a headline, or the first line, the words are a quotation."""
    is_head = at.paragraph.where == "headline" or at.paragraph.number == 0
    before_colon = at.open == 0 and at.close + 1 < len(at.doc) and at.doc[at.close].text == ":"
    return is_head and before_colon and len(at.words.split()) > _LONGEST_LABEL


_LONGEST_LABEL = 2
"""Words before a colon that may name a matter ("“Swine flu”: what we know")."""


def _name_behind(at: Place) -> Cue | None:
    """• “It looks like a button.” Ewa Brzozowska, florist. In a list, the name that is the rest of the line signs."""
    is_name = (at.open == 0 or _is_item(at)) and _is_name_line(at.doc[at.close :])
    return Cue(at.close, len(at.doc), RuleName.SIGNATURE) if is_name else None


def _signed_below(at: Place, reading: _Reading) -> Cue | None:
    """Words alone in their paragraph, and a name in the line below or behind a dash in the next paragraph."""
    below = reading.after
    if below is None or at.open > 0 or at.close < len(at.doc) or below.stretches or not len(below.doc):
        return None
    is_next_line = "\n\n" not in reading.text[at.paragraph.span.end : below.span.start]
    signs = below.doc[0].text in ("—", "–", "―", "-", "--")
    is_name = (is_next_line or signs) and _is_name_line(below.doc[signs:])
    return Cue(0, len(below.doc), RuleName.SIGNATURE) if is_name else None


_LONGEST_SIGNATURE = 12
"""Tokens of a signature: a name with an office and a place."""


def _is_name_line(tokens: TokenSpan | Doc) -> bool:
    """Return True for a name, with what he or she is, and no sentence."""
    first = next((t for t in tokens if t.lower_ != "the"), None)
    is_short = 1 < len(tokens) <= _LONGEST_SIGNATURE and tokens[-1].text != "."
    return is_short and first is not None and first.pos_ == "PROPN" and not any(map(is_finite, tokens))


def _quote(article: Article, utterance: _Utterance, lexicon: Lexicon) -> Quote:
    """Make the quote of an utterance: mixed if the reporter's words are part of what is reported, else direct."""
    first, home, cue = utterance.pieces[0].paragraph, utterance.cue_paragraph, utterance.cue
    content = tuple(piece.stretch.inner for piece in utterance.pieces)
    # A colon that closes the paragraph before is kept too: it is where the speaker is looked for.
    is_kept = cue is not None and (cue.verb is not None or home is not first)
    said_by = (
        (home.between(home.doc[cue.start], home.doc[cue.end - 1]),) if cue is not None and is_kept else ()
    )
    flags = tuple(dict.fromkeys(flag for piece in utterance.pieces for flag in piece.stretch.flags))
    is_mixed = any(_is_part(piece, utterance, lexicon) for piece in utterance.pieces)
    return make_quote(
        article,
        "mixed" if is_mixed else "direct",
        content,
        said_by,
        utterance.rule,
        lexicon,
        words=len(" … ".join(span.of(article.text) for span in content).split()),
        where=first.where,
        flags=flags,
    )


_RUN_IN = frozenset(
    ("that", ",", ":", "-", "–", "—", "only", "simply", "just", "also", "then", "as", "to", "back")
)


def _is_part(at: Place, utterance: _Utterance, lexicon: Lexicon) -> bool:
    doc, cue = at.paragraph.doc, utterance.cue
    if cue is None:
        return False
    rule = rule_of(cue.rule)
    if rule.is_apart or rule.is_whole or utterance.cue_paragraph is not at.paragraph:
        return rule.is_apart
    if cue.start >= at.close:
        return at.open > 0 and not _opens_sentence(at)
    if at is not utterance.pieces[0] and cue.start < at.open and utterance.pieces[0].open < cue.start:
        return False
    verb = doc[cue.verb] if cue.verb is not None else doc[cue.start]
    infinitive = doc[at.open - 1].tag_ == "TO" and doc[at.open - 1].i > cue.start
    if infinitive or verb.lemma_.lower() in lexicon.naming or _goes_on_after(at, lexicon):
        return True
    if cue.rule == RuleName.ACCORDING_TO:
        return at.before() != ","
    between = (t for t in doc[cue.end : at.open] if t.lower_ not in _RUN_IN)
    return any(not _is_hearer_or_day(token, verb, lexicon) for token in between)


def _opens_sentence(at: Place) -> bool:
    """Return True if only a conjunction or the end of another clause stands before the stretch in its sentence."""
    i = at.open - 1
    joined = i > 0 and at.doc[i].pos_ == "CCONJ" and at.doc[i - 1].text == ","
    i = skip_back(at.doc, 0, at.open, lambda token: token.lower_ in _LIGHT_OPENERS) - 1
    ends = i < 0 or at.doc[i].text in (".", "?", "!", CLOSING, ";", ":", "…")
    return ends or joined or (at.doc[at.open].is_sent_start is True and at.doc[i].is_punct)


_LIGHT_OPENERS = frozenset("but and so yet still , • * - – —".split())


def _goes_on_after(at: Place, lexicon: Lexicon) -> bool:
    """Return True if the reported clause goes on behind the closing mark: “his escape has no impact” on the regime."""
    if at.close >= len(at.doc) or at.final in ".?!,":
        return False
    token, governor = at.doc[at.close], at.doc[at.open : at.close].root.head
    # What is quoted is the subject of a verb that is not.
    is_behind = governor.i >= at.close and governor.sent == token.sent
    is_subject = is_behind and governor.lemma_.lower() not in lexicon.cues
    depends = token.pos_ in ("ADP", "DET", "NOUN", "ADV") and token.dep_ != "agent"
    above = (token.head, *token.ancestors) if depends else token.ancestors
    goes_on = is_subject or any(at.open <= governor.i < at.close for governor in above)
    return goes_on and not token.is_punct and token.pos_ != "CCONJ"


_OWN = frozenset(
    "dobj dative npadvmod advmod prep pobj tmod oprd appos det compound amod poss nummod case punct nmod conj cc nsubj "
    "prt intj".split()
)
"""Dependencies by which a word hangs on its cue rather than on the clause reported."""


def _is_hearer_or_day(token: Token, verb: Token, lexicon: Lexicon) -> bool:
    """Return True for words between a cue and its quotation that are the cue's own: whom it was told, and when."""
    for step in (token, *token.ancestors):
        if step == verb:
            return True
        is_object = step.dep_ == "dobj" and step.head == verb
        is_told = not is_object or verb.lemma_.lower() in lexicon.telling
        if not is_told or step.dep_ not in _OWN or (step.dep_ == "nsubj" and step.head != verb):
            break
    return False
