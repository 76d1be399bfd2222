"""In what standing somebody speaks: on whose behalf, in what other language, and, if no name is printed, for what
stated reason.

Takes a mention in its paragraph, gives the words of the text that tell, or None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from spacy.tokens import Token

from quotetrack.attribution.entities import Entity
from quotetrack.attribution.mentions import SpeakerMention
from quotetrack.lang import Lexicon
from quotetrack.parsing.grammar import child_of, phrase, skip_back
from quotetrack.parsing.paragraphs import Paragraph, paragraph_at
from quotetrack.records import Quote, Span

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
    mention: SpeakerMention | None, entity: Entity | None, paragraphs: Sequence[Paragraph], lexicon: Lexicon
) -> Span | None:
    """Find whom a spokesperson or lawyer speaks for, as printed with the mention, else with the entity's role: "the
    ministry" of "a spokesman for the ministry", "Keel campaign" of "Keel campaign spokesman Al Roth". None for anybody
    else."""
    mentions = [(mention.paragraph, mention.span)] if mention is not None else []
    roles = [
        (paragraph_at(role.start, paragraphs), role) for role in (entity.roles if entity is not None else ())
    ]
    nouns = ((token, home) for home, span in (*mentions, *roles) for token in home.tokens(span))
    clients = (_client(token, home) for token, home in nouns if token.lemma_.lower() in lexicon.agents)
    return next((client for client in clients if client is not None), None)


def _client(agent: Token, paragraph: Paragraph) -> Span | None:
    """Find whom an agent speaks for: behind "for" or "of", as owner, or in the words that run into the noun."""
    doc = agent.doc
    for child in agent.children:
        behind = child_of(child, "pobj") if child.dep_ == "prep" and child.lower_ in ("for", "of") else None
        if behind is not None:
            first, last = phrase(behind)
            return paragraph.between(doc[first], doc[last - 1])
        if child.dep_ == "poss":
            return paragraph.between(doc[child.left_edge.i], child)
    before = skip_back(doc, 0, agent.i, lambda t: t.dep_ in ("compound", "nmod") and t.lower_ not in _RANKS)
    return paragraph.between(doc[before], doc[agent.i - 1]) if before < agent.i else None


def anonymity(quote: Quote, paragraph: Paragraph, text: str) -> Span | None:
    """Find why a speaker is left unnamed, as printed in the sentence of the cue or the one behind it. It is the reason
    ("because he was not authorised to speak"), else the words that say so ("on condition of anonymity"). None if
    nothing does."""
    for span in _told_in(quote, paragraph):
        words = _own_words(span, paragraph, text)
        said = _UNNAMED.search(words)
        if said is not None:
            match = _REASON.search(words, said.end()) or said
            start = span.start + match.start()
            return Span(start, start + len(match.group().rstrip()))
    return None


def translated(quote: Quote, paragraph: Paragraph, text: str, lexicon: Lexicon) -> Span | None:
    """Return the words in the sentence of the cue that tell that it was said in another language: "through an
    interpreter", "said in Arabic". None if nothing does, or the language is English."""
    for span in islice(_told_in(quote, paragraph), 1):
        words = _own_words(span, paragraph, text)
        tongues = (m for m in _IN_TONGUE.finditer(words) if m["tongue"] in lexicon.languages)
        spoken = (match for match in tongues if _TOLD.search(words, 0, match.start()))
        match = _INTERPRETED.search(words) or next(spoken, None)
        return Span(span.start + match.start(), span.start + match.end()) if match else None
    return None


def _told_in(quote: Quote, paragraph: Paragraph) -> Iterator[Span]:
    """Yield where the sentence of the cue lies, or of the first words, and the one behind it."""
    token = paragraph.token_at((*quote.cue, *quote.content)[0].start)
    sentences = [s for s in token.doc.sents if s.end > token.i] if token is not None else []
    yield from (paragraph.between(s[0], s[-1]) for s in sentences[:2])


def _own_words(span: Span, paragraph: Paragraph, text: str) -> str:
    """The reporter's words of a span, with blanks for what stands in marks."""
    words = list(span.of(text))
    for stretch in paragraph.stretches:
        for i in range(max(span.start, stretch.outer.start), min(span.end, stretch.outer.end)):
            words[i - span.start] = " "
    return "".join(words)
