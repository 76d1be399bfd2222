"""How a thing was said: the speaker's stance, to whom, through whom, where, and on what occasion.

Each function takes the cue's verb in its paragraph and gives the words of the text that tell, or nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quotetrack.lang import Lexicon
from quotetrack.parsing.grammar import FINITE, after_to, is_cue, is_negated, is_passive, phrase, subject_of
from quotetrack.parsing.paragraphs import Paragraph
from quotetrack.records import Act, Quote, Span, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token


def stance_of(quote: Quote, verb: Token | None, lexicon: Lexicon) -> Stance:
    """What the speaker does with the content, by the cue and what stands with it."""
    if quote.rule in ("dismissed", "dismissed, passive"):
        return "not_said" if verb is not None and is_negated(verb) else "denied"
    if verb is None:
        return "said"
    lemma = verb.lemma_.lower()
    governors = [
        verb,
        *[a for a in verb.ancestors if verb.dep_ in ("xcomp", "pcomp") and a.pos_ in ("VERB", "ADJ", "ADP")][
            :2
        ],
    ]
    if any(g.lemma_.lower() in lexicon.declined for g in governors):
        return "declined"
    if verb.dep_ in ("ccomp", "xcomp", "pcomp") and verb.head.lemma_.lower() in lexicon.denied:
        return "denied"
    if _is_untrue(verb):
        return "not_said"
    if _is_supposed(verb):
        return "would_say"
    if lemma in lexicon.denied or any(g.lemma_.lower() in ("deny",) for g in governors):
        return "denied"
    if any(is_negated(g) for g in governors):
        refuses = any(
            c.lower_ in ("would", "wo", "will") for g in governors for c in g.children if c.dep_ == "aux"
        )
        return (
            "declined"
            if refuses and verb.lemma_ in ("say", "comment", "confirm", "discuss", "answer", "reveal")
            else "not_said"
        )
    if any(c.lower_ in lexicon.future for g in governors for c in g.children if c.dep_ == "aux"):
        return "would_say"
    if any(g.lemma_.lower() in lexicon.expected for g in governors[1:]):
        return "would_say"
    if lemma in lexicon.asked:
        return "asked"
    return "said"


def _is_untrue(verb: Token) -> bool:
    """True for "it is not true that she said"."""
    return verb.dep_ in ("ccomp", "acl", "csubj") and any(
        t.dep_ == "neg" for a in list(verb.ancestors)[:2] for t in a.children
    )


def _is_supposed(verb: Token) -> bool:
    """True for "if she says", "wants her to say"."""
    if any(c.dep_ == "mark" and c.lower_ in ("if", "unless", "whether") for c in verb.children):
        return True
    wishes = verb.dep_ in ("ccomp", "xcomp") and verb.head.lemma_ in (
        "want",
        "wish",
        "like",
        "urge",
        "hope",
        "expect",
    )
    return wishes and verb.tag_ == "VB"


_LIGHT = frozenset(("be", "have", "do", "make", "take", "get", "give", "seem", "appear"))


def act_of(cue: Sequence[Token], lexicon: Lexicon) -> Act:
    """Whether a cue tells of speech or of an attitude: its full verb decides, else any word of it ("is convinced that",
    "in the hope that"). No cue is speech."""
    verbs = [t for t in cue if t.pos_ == "VERB" and t.lemma_.lower() not in _LIGHT]
    telling = verbs[:1] or cue
    words = (word for t in telling for word in (t.lemma_.lower(), t.lower_))
    return "attitude" if any(word in lexicon.attitudes for word in words) else "speech"


def hearer_of(verb: Token, paragraph: Paragraph, quote: Quote, lexicon: Lexicon) -> Span | None:
    """Whom it was told, as printed: the object of "told", or who stands behind "said to"."""
    if verb.lemma_.lower() in lexicon.telling and is_passive(verb):
        told = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
        return _phrase_at(paragraph, told) if told is not None else None
    if verb.lemma_ == "tell" and (plain := _told_next(verb, paragraph, quote)) is not None:
        return plain
    if verb.lemma_.lower() in lexicon.telling:
        for child in verb.rights:
            if child.dep_ in ("dobj", "dative", "iobj", "nsubj", "oprd") and child.pos_ in (
                "NOUN",
                "PROPN",
                "PRON",
                "VERB",
            ):
                if child.dep_ == "nsubj" and quote.rule == "cue after, inverted":
                    continue
                if _inside(child, paragraph, quote):
                    continue
                first, last = phrase(child)
                return paragraph.between(
                    child.doc[max(first, verb.i + 1)], child.doc[_with_name(child, last) - 1]
                )
    for child in verb.rights:
        if (
            child.dep_ in ("prep", "dative")
            and child.lower_ == "to"
            and verb.lemma_ in ("say", "speak", "write", "explain", "confirm")
        ):
            for inner in child.children:
                if inner.dep_ == "pobj" and not _inside(inner, paragraph, quote):
                    return _phrase_at(paragraph, inner)
    return None


def _with_name(noun: Token, end: int) -> int:
    """One past a name that stands right behind its description: "the German agency dpa"."""
    names = [
        c
        for c in noun.children
        if c.dep_ == "appos" and c.left_edge.i == end and c.pos_ in ("PROPN", "NOUN", "X")
    ]
    return names[0].i + 1 if names else end


def _told_next(verb: Token, paragraph: Paragraph, quote: Quote) -> Span | None:
    """The plain noun phrase right behind "told", whatever the parser made of it: up to the next determiner, pronoun,
    preposition or mark."""
    doc = verb.doc
    first = end = verb.i + 1
    if first < len(doc) and doc[first].pos_ == "PRON" and doc[first].tag_ == "PRP":
        end += 1
    else:
        while end < len(doc) and doc[end].pos_ in (
            "DET",
            "ADJ",
            "NOUN",
            "PROPN",
            "NUM",
            "PART",
            "X",
            "VERB",
            "PRON",
        ):
            closed = end > first and doc[end].pos_ in ("DET", "PRON")
            if (
                closed
                or (doc[end].pos_ == "VERB" and doc[end - 1].pos_ != "NOUN")
                or _inside(doc[end], paragraph, quote)
            ):
                break
            end += 1
    while end > first and doc[end - 1].pos_ in ("DET", "PART", "ADJ"):
        end -= 1
    if end == first or _inside(doc[first], paragraph, quote):
        return None
    return paragraph.between(doc[first], doc[end - 1])


def _phrase_at(paragraph: Paragraph, noun: Token) -> Span:
    """Where the noun phrase around a noun lies in the article."""
    first, last = phrase(noun)
    return paragraph.between(noun.doc[first], noun.doc[last - 1])


def _inside(token: Token, paragraph: Paragraph, quote: Quote) -> bool:
    start = paragraph.starts[token.i]
    return any(span.start <= start < span.end for span in quote.content)


def place_and_occasion(
    verb: Token, paragraph: Paragraph, quote: Quote, lexicon: Lexicon
) -> tuple[Span | None, Span | None]:
    """Where it was said, and on what occasion: "in Moscow", "a joint press conference after a meeting with …"."""
    place = occasion = None
    for preposition in _prepositions(verb):
        for noun in preposition.children:
            if noun.dep_ != "pobj" or _inside(noun, paragraph, quote):
                continue
            if (
                preposition.lower_ in ("in", "at")
                and noun.ent_type_ in ("GPE", "LOC", "FAC")
                and place is None
            ):
                place = _phrase_at(paragraph, noun)
            elif (
                preposition.lower_ in ("during", "at", "in", "after", "before")
                and noun.lemma_ in lexicon.occasions
                and occasion is None
            ):
                end = noun.right_edge.i
                while noun.doc[end].is_punct and end > noun.i:
                    end -= 1
                occasion = paragraph.between(noun.left_edge, noun.doc[end])
    return place, occasion


def _prepositions(verb: Token) -> list[Token]:
    own = [c for c in verb.children if c.dep_ == "prep"]
    return own + [
        g
        for c in own
        for n in c.children
        for g in n.children
        if g.dep_ == "prep" and n.ent_type_ in ("GPE", "DATE")
    ]


def relays_of(
    verb: Token, paragraph: Paragraph, quote: Quote, through: Token | None, lexicon: Lexicon
) -> tuple[Span, ...]:
    """Through what or whom the words came: "in a statement", "quoted by state radio", "citing the ministry"."""
    doc = verb.doc
    out: list[Span] = []
    if quote.rule == "relayed" and (relay := subject_of(verb)) is not None:
        out.append(_phrase_at(paragraph, relay))
    if (reporter := _reporter(verb, lexicon)) is not None:
        out.append(_phrase_at(paragraph, reporter))
    paper = subject_of(verb)
    if (
        paper is not None
        and paper.dep_ == "dobj"
        and paper.lemma_.lower() in lexicon.channels | lexicon.documents
    ):
        out.append(_phrase_at(paragraph, paper))  # "issued a statement saying"
    if through is not None:
        first = through.left_edge.i
        out.append(paragraph.between(doc[first], through))
    sentence = verb.sent
    if (outlet := _reporting_outlet(verb, lexicon)) is not None:
        out.append(_phrase_at(paragraph, outlet))
    for token in doc[sentence.start : sentence.end]:
        elsewhere = token.i > verb.i or token.i == sentence.start
        follows = token.lower_ == "according" and elsewhere and quote.rule != "according to"
        if follows and (source := after_to(token)) is not None and not _inside(source, paragraph, quote):
            out.append(_phrase_at(paragraph, source))
        if token.dep_ != "pobj" or _inside(token, paragraph, quote):
            continue
        governor = token.head
        if (
            governor.lower_ in ("in", "on", "via", "through")
            and (token.lemma_.lower() in lexicon.channels)
            and _belongs(governor, verb)
        ) or (
            governor.lower_ == "by" and is_passive(verb) and governor.head == verb and quote.rule == "passive"
        ):
            out.append(_phrase_at(paragraph, token))
    return tuple(dict.fromkeys(out))


def _reporter(verb: Token, lexicon: Lexicon) -> Token | None:
    """Who reports the saying as said to him: "Ruth Ansel said that the minister had told her …"."""
    above = verb.head
    own = subject_of(verb)
    if verb.dep_ != "ccomp" or not is_cue(above, lexicon) or own is None or own.pos_ == "PRON":
        return None
    reporter = subject_of(above)
    return (
        reporter if reporter is not None and reporter.pos_ in ("NOUN", "PROPN") and reporter != own else None
    )


def _reporting_outlet(verb: Token, lexicon: Lexicon) -> Token | None:
    """The outlet that reports the saying in the same sentence: "…, the website Orontes Line reported"."""
    for token in verb.sent:
        if token.i > verb.i + 2 and token.lemma_ in ("report", "say") and token.tag_ in FINITE:
            subject = subject_of(token)
            if subject is not None and subject.i > verb.i and subject.lemma_.lower() in lexicon.outlets:
                return subject
    return None


def _belongs(preposition: Token, verb: Token) -> bool:
    """True for a phrase that hangs on the cue, or opens its sentence."""
    return verb in (preposition.head, preposition.head.head) or preposition.i == verb.sent.start
