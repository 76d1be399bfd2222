"""In what standing somebody speaks: on whose behalf, in what other language, and, where no name is printed, for what
stated reason.

Takes a mention in its paragraph, gives the words of the text that tell, or None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quotetrack.attribution.cast import Figure
from quotetrack.attribution.context import paragraph_at
from quotetrack.attribution.mentions import Found
from quotetrack.lang import Lexicon
from quotetrack.parsing.grammar import phrase
from quotetrack.parsing.paragraphs import Paragraph
from quotetrack.records import Quote, Span

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

_RANKS = frozenset("chief press senior lead deputy assistant".split())
_UNNAMED = re.compile(
    r"on (?:the )?condition (?:of anonymity|that (?:he|she|they|the\s+\w+) not be (?:named|identified|quoted))"
    r"|not to be (?:named|identified|quoted by name)"
    r"|not be (?:named|identified)"
    r"|(?:declined|refused) to (?:be (?:named|identified)|give (?:his|her|their) names?)"
    r"|(?:asked|wanted|wished) to remain anonymous"
    r"|(?:spoke|speaking|speak) anonymously"
    r"|on background",
    re.IGNORECASE,
)
"""How news writing says that a source is left unnamed (AP Stylebook, "anonymous sources")."""
_REASON = re.compile(
    r"\b(?:because|since|as (?:he|she|they|the)|for fear|out of fear|fearing|citing|given|due to|"
    r"(?:in order )?to (?:discuss|describe|speak|talk|protect|avoid))\b[^.;]*",
    re.IGNORECASE,
)


_INTERPRETED = re.compile(
    r"\b(?:through|via|with the help of) (?:an?|the|his|her|their) (?:\w+ )?(?:interpreter|translator)s?\b"
    r"|\bin (?:an? |the )?(?:\w+ )?translation\b|\btranslated (?:from|by|out of)(?: the)? \w+",
    re.IGNORECASE,
)
"""How news writing says that what is quoted was translated (Reuters Handbook, "quotes": say so)."""
_IN_TONGUE = re.compile(r"\bin (?P<tongue>[A-Z]\w+)\b")
_TOLD = re.compile(
    r"\b(?:sa(?:id|ys?)|told|tells?|sp(?:oke|eaks?|eaking)|add(?:ed|s)|explain(?:ed|s)|declare[ds]|repl(?:ied|ies)|"
    r"asked)\b[^.,;]{0,50}$"
    r"|\b(?:wr(?:ote|ites?|iting)|post(?:ed|s)|tweet(?:ed|s)|shout(?:ed|s|ing)|chant(?:ed|s|ing)|whispered) $",
    re.IGNORECASE,
)
"""A verb of saying before it, so that "a novel in Russian" tells nothing."""


def speaks_for(
    found: Found | None, figure: Figure | None, paragraphs: Sequence[Paragraph], lexicon: Lexicon
) -> Span | None:
    """Whom a spokesperson or lawyer speaks for, as printed with the mention, else with the figure's role: "the
    ministry" of "a spokesman for the ministry", "Keel campaign" of "Keel campaign spokesman Al Roth". None for anybody
    else."""
    if found is not None:
        for token in found.paragraph.tokens(found.span):
            if (client := _client(token, found.paragraph, lexicon)) is not None:
                return client
    for role in figure.roles if figure is not None else ():
        home = paragraph_at(role.start, paragraphs)
        for token in home.tokens(role):
            if (client := _client(token, home, lexicon)) is not None:
                return client
    return None


def _client(noun: Token, paragraph: Paragraph, lexicon: Lexicon) -> Span | None:
    if noun.lemma_.lower() not in lexicon.agents:
        return None
    doc = noun.doc
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in ("for", "of"):
            objects = [c for c in child.children if c.dep_ == "pobj"]
            if objects:
                first, last = phrase(objects[0])
                return paragraph.between(doc[first], doc[last - 1])
        if child.dep_ == "poss":
            return paragraph.between(doc[child.left_edge.i], child)
    before = noun.i
    while (
        before > 0 and doc[before - 1].dep_ in ("compound", "nmod") and doc[before - 1].lower_ not in _RANKS
    ):
        before -= 1
    return paragraph.between(doc[before], doc[noun.i - 1]) if before < noun.i else None


def anonymity(quote: Quote, paragraph: Paragraph, text: str) -> Span | None:
    """Why a speaker is left unnamed, as printed in the sentence of the cue or the one behind it: the reason ("because
    he was not authorised to speak"), else the words that say so ("on condition of anonymity"). None where nothing
    does."""
    for sentence in _told_in(quote, paragraph):
        start = paragraph.starts[sentence.start]
        words = _own_words(Span(start, paragraph.ends[sentence.end - 1]), paragraph, text)
        said = _UNNAMED.search(words)
        if said is None:
            continue
        reason = _REASON.search(words, said.end())
        match = reason or said
        return Span(start + match.start(), start + match.start() + len(match.group().rstrip()))
    return None


def translated(quote: Quote, paragraph: Paragraph, text: str, lexicon: Lexicon) -> Span | None:
    """The words in the sentence of the cue that tell that it was said in another language: "through an interpreter",
    "said in Arabic". None where nothing does, or the language is English."""
    sentence = next(_told_in(quote, paragraph), None)
    if sentence is None:
        return None
    start = paragraph.starts[sentence.start]
    words = _own_words(Span(start, paragraph.ends[sentence.end - 1]), paragraph, text)
    found = _INTERPRETED.search(words)
    if found is None:
        tongues = (one for one in _IN_TONGUE.finditer(words) if one["tongue"] in lexicon.languages)
        found = next((one for one in tongues if _TOLD.search(words, 0, one.start())), None)
    return Span(start + found.start(), start + found.end()) if found else None


def _told_in(quote: Quote, paragraph: Paragraph) -> Iterator[TokenSpan]:
    place = quote.cue[0].start if quote.cue else quote.content[0].start
    token = paragraph.token_at(place)
    if token is None:
        return
    sentences = list(token.doc.sents)
    index = next(i for i, sentence in enumerate(sentences) if sentence.end > token.i)
    yield from sentences[index : index + 2]


def _own_words(span: Span, paragraph: Paragraph, text: str) -> str:
    """The reporter's words of a span, with blanks for what stands in marks."""
    words = list(span.of(text))
    for stretch in paragraph.stretches:
        for i in range(max(span.start, stretch.outer.start), min(span.end, stretch.outer.end)):
            words[i - span.start] = " "
    return "".join(words)
