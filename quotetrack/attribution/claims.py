"""Whether a report without marks claims anything: what is known of it, for `quotetrack.confidence` to weigh.

Takes an indirect quote with its attribution, gives the names of what tells: the cue and what kind of word it is, the
grammar of what is reported, who is taken for the source, and what the rules and the model made of it. Acts ("vetoed the
bill"), bare noun phrases and passives without a source look alike in all outlets; which verbs they have does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from spacy.tokens import Token

from quotetrack.lang import Lexicon
from quotetrack.parsing.grammar import is_finite
from quotetrack.parsing.paragraphs import Paragraph
from quotetrack.records import Attribution, Proposal, Quote

_SUBJECTS = frozenset(("nsubj", "nsubjpass", "expl", "csubj"))
_VERBS = frozenset(("VERB", "AUX"))
_RELATIVES = frozenset(("which", "that", "who", "whom", "whose"))
_LENGTHS = (2, 4, 9, 19)
"""Words up to which a claim is as long as others: acts are short, and clauses are not."""


def claim_features(
    quote: Quote,
    attribution: Attribution,
    paragraph: Paragraph,
    lexicon: Lexicon,
    backing: Proposal | None,
) -> Iterator[str]:
    """Yield what tells whether an indirect quote claims something, as names that a table of weights holds.

    `backing` is the model's proposal of the same words; None if it sees none, or if no model was asked."""
    cue = [t for span in quote.cue for t in paragraph.tokens(span)]
    content = [t for span in quote.content for t in paragraph.tokens(span)]
    yield from ("always", f"rule: {quote.rule}", f"where: {quote.where}")
    yield f"model: {int(10 * backing.sure) / 10}" if backing is not None else "model: silent"
    yield from _of_source(attribution, paragraph)
    shape = _shape(content)
    yield f"content: {shape}"
    yield from _of_content(content)
    yield from _of_cue(cue, shape, lexicon)


def _of_source(attribution: Attribution, paragraph: Paragraph) -> Iterator[str]:
    speaker = attribution.speaker
    yield f"source: {speaker.kind if speaker is not None else 'none'}"
    if speaker is not None and speaker.name is not None:
        yield "source: named"
    mention = [t for span in attribution.mention[:1] for t in paragraph.tokens(span)]
    if not mention:
        yield "source: no mention"
    elif mention[-1].pos_ == "PRON":
        yield f"source: {mention[-1].lower_}"
    if attribution.via:
        yield "source: relayed"


def _shape(content: Sequence[Token]) -> str:
    """Tell what kind of phrase is reported: a clause, an infinitive, a participle, or a noun phrase."""
    if not content:
        return "nothing"
    if any(is_finite(t) for t in content if t.pos_ in _VERBS) and any(t.dep_ in _SUBJECTS for t in content):
        return "clause"
    by_tag = {"TO": "infinitive", "VBG": "participle", "IN": "preposition"}
    if content[0].tag_ in by_tag:
        return by_tag[content[0].tag_]
    return "phrase with a verb" if any(t.pos_ in _VERBS for t in content) else "noun phrase"


def _of_content(content: Sequence[Token]) -> Iterator[str]:
    words = sum(not t.is_punct for t in content)
    yield f"words: {sum(words > most for most in _LENGTHS)}"
    if content:
        yield f"first: {content[0].tag_}"
        yield f"last: {content[-1].pos_}"
        if content[0].lower_ in _RELATIVES:
            yield "first: relative"


def _of_cue(cue: Sequence[Token], shape: str, lexicon: Lexicon) -> Iterator[str]:
    by_kind = (next((t for t in cue if t.pos_ == pos), None) for pos in ("VERB", "NOUN", "AUX"))
    head = next(chain((t for t in by_kind if t is not None), reversed(cue)), None)
    if head is None:
        yield "cue: none"
        return
    lemma = head.lemma_.lower()
    yield from (f"cue: {lemma}", f"cue: {lemma}, {shape}")
    yield from (f"cue tag: {head.tag_}", f"cue dep: {head.dep_}", f"cue words: {min(4, len(cue))}")
    for name, words in _classes(lexicon):
        if lemma in words:
            yield f"cue class: {name}"
            yield f"cue class: {name}, {shape}"
    if any(t.dep_ == "neg" for t in cue):
        yield "cue: negated"
    if any(t.dep_ == "auxpass" for t in cue):
        yield "cue: passive"
    if any(t.tag_ == "MD" for t in cue):
        yield "cue: modal"
    if cue[0].tag_ == "TO":
        yield "cue: infinitive"


def _classes(lexicon: Lexicon) -> Iterator[tuple[str, frozenset[str]]]:
    yield "said", lexicon.cues
    yield "weak", lexicon.weak
    yield "reporting", lexicon.reporting
    yield "telling", lexicon.telling
    yield "naming", lexicon.naming
    yield "thought", lexicon.thought
    yield "denied", lexicon.denied
    yield "asked", lexicon.asked
    yield "private", lexicon.private
    yield "attitude", lexicon.attitudes
    yield "noun", lexicon.cue_nouns
    yield "inverted", lexicon.inverted
