"""What a claim tells of: the figures in it, with their units and what they count, and the named things it is about.

Reads the reporter's own sentence. Words that were masked for the parser are passed over.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from quotetrack.parsing.grammar import child_of, phrase, skip
from quotetrack.parsing.paragraphs import Paragraph
from quotetrack.records import Figure, Quote, Span
from quotetrack.text.numbers import MULTIPLES, NUMBER_WORDS, UNITS

_NAMED = frozenset(("PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART"))
"""Entities that are somebody or something; dates, numbers and the like are none."""
_NUMERAL = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(m|mn|bn)?", re.IGNORECASE)
_SIGNS = frozenset("$€£¥₹")
_LINKS = frozenset(("a", "and", "-", "–", "point"))


def with_particulars(quote: Quote, paragraph: Paragraph) -> Quote:
    """The quote with the figures and named things of its content, or of the whole report if it has one."""
    spans = quote.proposition or quote.content
    tokens = [t for span in spans for t in paragraph.tokens(span) if _holds(spans, t, paragraph)]
    figures, about = tuple(_figures(tokens, paragraph)), tuple(_named(tokens, paragraph))
    return replace(quote, figures=figures, about=about)


def _holds(spans: Sequence[Span], token: Token, paragraph: Paragraph) -> bool:
    """Return True for a token that lies in one of the spans and stands for itself, not for an utterance."""
    place = Span(paragraph.starts[token.i], paragraph.ends[token.i])
    is_itself = len(token.text) == place.end - place.start
    return is_itself and any(span.holds(place) for span in spans)


def _named(tokens: Sequence[Token], paragraph: Paragraph) -> Iterator[Span]:
    """Each named thing once, by its first naming."""
    inside = {t.i for t in tokens}
    first: dict[str, Span] = {}
    for entity in paragraph.doc.ents:
        if entity.label_ in _NAMED and all(t.i in inside for t in entity):
            name = entity.text.removeprefix("the ").removesuffix("’s").removesuffix("'s")
            last = entity[-2] if len(entity) > 1 and entity[-1].tag_ == "POS" else entity[-1]
            first.setdefault(name, paragraph.between(entity[0], last))
    yield from first.values()


def _figures(tokens: Sequence[Token], paragraph: Paragraph) -> Iterator[Figure]:
    inside = {t.i for t in tokens}
    at = 0
    while at < len(tokens):
        run = _run(tokens, at)
        at += len(run) or 1
        if run and not _is_date(run):
            yield _figure(run, inside, paragraph)


def _run(tokens: Sequence[Token], at: int) -> list[Token]:
    """The tokens from `at` that make one number: "4.5 billion", "a dozen", "one hundred and six"."""
    run: list[Token] = []
    for place, token in enumerate(tokens[at:], tokens[at].i):
        is_link = token.lower_ in _LINKS and (run or token.lower_ == "a")
        if token.i != place or not (is_link or _is_numeral(token)):
            break
        run.append(token)
    while run and run[-1].lower_ in _LINKS:
        run.pop()
    if not any(map(_is_numeral, run)) or (run[0].lower_ == "a" and run[1].lower_ not in MULTIPLES):
        return []
    # "three and four people": two numbers; what a multiple does not join is not one.
    apart = (n for n, token in enumerate(run) if token.lower_ in ("and", "-", "–") and not _joins(run, n))
    return run[: next(apart, len(run))]


def _joins(run: Sequence[Token], n: int) -> bool:
    """Return True if the link at `n` of a run makes one number of what stands on both its sides."""
    before = run[n - 1].lower_ if n else ""
    return before in MULTIPLES or (run[n].text in "-–" and before in NUMBER_WORDS)


def _is_numeral(token: Token) -> bool:
    word = token.lower_
    if word in ("m", "mn", "bn"):
        return token.i > 0 and _NUMERAL.fullmatch(token.nbor(-1).text) is not None
    is_number = word in NUMBER_WORDS or word in MULTIPLES or _NUMERAL.fullmatch(word) is not None
    return is_number and word != "no" and (word != "one" or token.tag_ == "CD")


def _is_date(run: Sequence[Token]) -> bool:
    """Return True for a number that is part of a date, a time or a name ("5 July", "1975", "Boeing 737"), not a
    quantity."""
    first, noun = run[0], run[-1].head
    counts = noun.pos_ == "NOUN" and run[-1].dep_ in ("nummod", "compound", "quantmod")
    if counts or (first.i and first.nbor(-1).text in _SIGNS):
        return False
    is_in_name = first.dep_ in ("compound", "nummod", "appos") and noun.pos_ == "PROPN"
    return is_in_name or any(t.ent_type_ in ("DATE", "TIME") for t in run)


def _figure(run: list[Token], inside: set[int], paragraph: Paragraph) -> Figure:
    last = run[-1]
    sign = run[0].nbor(-1) if run[0].i and run[0].nbor(-1).text in _SIGNS else None
    unit = paragraph.between(sign, sign) if sign is not None else _unit_behind(last, inside, paragraph)
    counted = _counted(last)
    if counted is not None and unit is not None and counted.lemma_.lower() in UNITS:
        counted = _measured(counted)
    amount = amount_of([t.lower_ for t in run])
    what = _phrase(counted, run, paragraph) if counted is not None else None
    return Figure(span=paragraph.between(run[0], last), value=amount, unit=unit, counted=what)


def _unit_behind(last: Token, inside: set[int], paragraph: Paragraph) -> Span | None:
    """Find the unit of one or two words right behind a number, or the one that is the second word behind it."""
    doc = paragraph.doc
    for end in range(last.i + 1, min(last.i + 3, len(doc))):
        if end not in inside:
            return None
        pair = " ".join(t.lower_ for t in doc[last.i + 1 : end + 1])
        if pair in UNITS or doc[end].lemma_.lower() in UNITS:
            return paragraph.between(doc[last.i + 1 if pair in UNITS else end], doc[end])
    return None


def _counted(number: Token) -> Token | None:
    """What a number counts: its noun; else what it is said of ("put the toll at 27", "the toll rose to 27")."""
    if number.head.pos_ in ("NOUN", "PROPN") and number.dep_ in ("nummod", "compound", "quantmod", "amod"):
        return number.head
    if number.dep_ in ("nummod", "quantmod") and number.head.lower_ in MULTIPLES:
        return _counted(number.head)
    return _measured(number)


def _measured(unit: Token) -> Token | None:
    """What a unit, or a number without a noun, measures: "ten tons of grain", "put the damage at 10 dollars"."""
    of = next((c for c in unit.children if c.dep_ == "prep" and c.lower_ == "of"), None)
    if of is not None:
        return child_of(of, "pobj")
    is_object = unit.dep_ == "pobj" and unit.head.pos_ in ("ADP", "SCONJ")
    return _subject_of_measure(unit.head) if is_object else None


def _subject_of_measure(preposition: Token) -> Token | None:
    verb = preposition.head
    if verb.pos_ == "NOUN":
        return verb if preposition.lower_ in ("at", "of", "to") else None
    if verb.pos_ not in ("VERB", "AUX") or preposition.lower_ not in ("at", "to", "by", "from"):
        return None
    roles = ("dobj", "nsubjpass", "nsubj") if preposition.lower_ == "at" else ("nsubj", "nsubjpass")
    by_role = {c.dep_: c for c in verb.children}
    return next((by_role[role] for role in roles if role in by_role), None)


def _phrase(noun: Token, run: Sequence[Token], paragraph: Paragraph) -> Span | None:
    """Return the noun phrase around what is counted, without the number itself."""
    doc, number = paragraph.doc, run[-1].i
    start, end = phrase(noun)
    begin = number + 1 if start <= number < end else start
    start = skip(doc, begin, end, lambda t: t.is_punct or t.lower_ in ("of", "than", "the", "a", "an"))
    return paragraph.between(doc[start], doc[end - 1]) if start < end else None


def amount_of(words: Sequence[str]) -> float | None:
    """What number words amount to: 4_500_000_000 for "4.5 billion", 106 for "one hundred and six"; None for words that
    are no one number. "a dozen" is 12."""
    total, part = 0.0, 0.0
    numerals = [word for word in words if word not in _LINKS]
    for word in numerals:
        match = _NUMERAL.fullmatch(word)
        if match is not None:
            scale = MULTIPLES.get(match[3] or "", 1)
            part += float(match[1].replace(",", "") + (match[2] or "")) * scale
        elif word in NUMBER_WORDS:
            part += NUMBER_WORDS[word]
        elif word in MULTIPLES:
            part = (part or 1) * MULTIPLES[word]
            if MULTIPLES[word] >= 1000:
                total, part = total + part, 0.0
        else:
            return None
    amount = total + part
    return amount if numerals and math.isfinite(amount) else None
