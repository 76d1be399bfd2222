"""Reports without marks: said that …, according to …, put the toll at …, dismissed suggestions that ….

Takes a paragraph, gives its clear indirect claims. Only what a finite reporting verb or "according to" governs counts;
beliefs and wishes are left to a model.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from quotetrack.confidence import of_words
from quotetrack.extraction import ideas
from quotetrack.extraction.reported import Reported
from quotetrack.lang import Lexicon
from quotetrack.parsing.grammar import (
    FINITE,
    OPENING,
    after_to,
    clause_end,
    closes_report,
    is_finite,
    noun_run_before,
    phrase,
    subject_before,
    subject_of,
)
from quotetrack.parsing.paragraphs import Paragraph
from quotetrack.records import Article, Quote, Span, statement_id

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def indirect(
    article: Article, paragraphs: Sequence[Paragraph], quotes: Sequence[Quote], lexicon: Lexicon
) -> Iterator[Quote]:
    """The clear indirect claims of an article, in text order; `quotes` are its quotations in marks, whose clauses are
    not given a second time."""
    marked = sorted(span for quote in quotes for span in quote.content)
    for paragraph in paragraphs:
        if paragraph.where == "headline":
            continue
        inside = marked[
            bisect_left(marked, paragraph.span) : bisect_left(marked, Span(paragraph.span.end, 0))
        ]
        taken: list[Span] = []
        claims = _claims(paragraph, lexicon)
        for claim in claims:
            if _is_relay(claim, claims, paragraph, lexicon):
                continue
            content = Span(paragraph.starts[claim.start], paragraph.ends[claim.end - 1])
            cue = Span(paragraph.starts[claim.cue_start], paragraph.ends[claim.cue_end - 1])
            if any(span.meets(content) for span in taken) and claim.rule != "dismissed, passive":
                continue
            if any(span.meets(content) for span in inside):
                continue
            taken.append(content)
            words = len(content.of(article.text).split())
            sure = round(
                of_words(lexicon.confidence, claim.rule, words, is_repaired=False, is_marked=False), 2
            )
            quote = Quote("", "indirect", (content,), (cue,), paragraph.where, claim.rule, sure)
            yield replace(quote, id=statement_id(article, quote))


def _claims(paragraph: Paragraph, lexicon: Lexicon) -> list[Reported]:
    found: list[Reported] = []
    for token in paragraph.doc:
        for rule in (*ideas.RULES, *RULES):
            claim = rule(token, lexicon)
            if claim is not None and claim.end > claim.start:
                found.append(claim)
                break
    return sorted(found, key=lambda claim: (claim.start, -claim.end))


def _is_relay(claim: Reported, claims: list[Reported], paragraph: Paragraph, lexicon: Lexicon) -> bool:
    """True for an outlet's report of what somebody else said: "A guard told the agency that …, the website reported".
    The guard's claim stands, the outlet is a relay."""
    if claim.rule != "clause, then report":
        return False
    inner = [
        c
        for c in claims
        if c is not claim and claim.start <= c.cue_start < claim.end and c.rule == "reported clause"
    ]
    reporter = {t.lower_ for t in paragraph.doc[claim.end : claim.cue_start]}
    return bool(inner) and bool(reporter & lexicon.outlets)


def _is_report(token: Token, lexicon: Lexicon) -> bool:
    lemma = token.lemma_.lower()
    return (
        lemma in lexicon.reporting
        and lemma not in lexicon.thought
        and token.pos_ in ("VERB", "AUX")
        and (is_finite(token) or token.tag_ in ("VBG", "VB", "VBN"))
    )


def clause_after(verb: Token, lexicon: Lexicon) -> Reported | None:
    """A clause that a reporting verb governs, after it.
    Matches: Police said the march had passed off peacefully.
    Leaves: Police said nothing.
    Source: complement clauses of reporting verbs (Quirk et al. 1985, 16.30)."""
    if not _is_report(verb, lexicon):
        return None
    governors = [verb, *_said_in(verb, lexicon)]
    clauses = [
        c
        for g in governors
        for c in g.children
        if c.dep_ in ("ccomp", "acl")[: 1 + (g != verb)] and c.i > verb.i
    ]
    clauses = [c for c in clauses if c.pos_ in ("VERB", "AUX") and is_finite(c)]
    if not clauses or (subject_of(verb) or subject_before(verb)) is None:
        return None
    clause = clauses[0]
    if verb.tag_ == "VBN" and not is_finite(verb) and verb.dep_ in ("advcl", "acl"):
        return None  # "Asked whether …, she replied": whose question it is stands elsewhere
    start = clause.left_edge.i
    doc = verb.doc
    if verb.lemma_ == "tell" and start == verb.i + 1 and doc[start].lower_ != "that":
        # What stands right behind "told" is who was told; the clause begins at its "that".
        start = next((i for i in range(start, clause.i) if doc[i].lower_ == "that"), verb.i)
    if start <= verb.i:
        return None
    gap = [doc[i] for i in range(verb.i + 1, start)]
    if any(t.text in (OPENING, ":") for t in gap):
        return None
    while start < clause.i and (doc[start].lower_ in ("that", ",") or doc[start].is_punct):
        start += 1
    end = _first_clause(start, clause_end(clause), doc)
    while end > start and doc[end - 1].dep_ == "cc":
        end -= 1
    if end - start < 2 or not any(t.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for t in clause.children):
        return None
    return Reported(start, end, verb.i, verb.i + 1, "reported clause")


def _first_clause(start: int, end: int, doc: Doc) -> int:
    """Where a reported clause ends that a semicolon closes: what follows has a reporter of its own, unless it begins
    with "that" again."""
    for i in range(start, end - 1):
        if doc[i].text == ";" and doc[i + 1].lower_ not in ("that", "and"):
            return i
    return end


def _said_in(verb: Token, lexicon: Lexicon) -> list[Token]:
    """The statement or message of "said in a statement that …", which the parser may give the clause to."""
    inner = [n for p in verb.children if p.dep_ == "prep" and p.lower_ == "in" for n in p.children]
    return [n for n in inner if n.lemma_.lower() in lexicon.channels | lexicon.documents]


def clause_before(verb: Token, lexicon: Lexicon) -> Reported | None:
    """A clause that closes with its report: a comma, who, a reporting verb, and the end.
    Matches: Rescue teams were still searching for nine others, the office said.
    Leaves: Rescue teams, the office said nothing of them.
    Source: fixtures; parsers take "a website confirmed" for a noun with a participle, so the run of words decides."""
    if (
        (verb.tag_ not in FINITE and verb.tag_ != "VBN")
        or verb.lemma_.lower() not in lexicon.reporting | {"find"}
        or verb.pos_ not in ("VERB", "AUX")
    ):
        return None
    doc = verb.doc
    sentence = verb.sent
    floor = sentence.start
    if not closes_report(verb, sentence.end, lexicon):
        return None
    start = noun_run_before(verb, floor)
    if start is None and doc[verb.i - 1].text == ",":
        subject = subject_of(verb)
        start = phrase(subject)[0] if subject is not None and subject.i < verb.i else None
    if start is None or start - 1 <= floor or doc[start - 1].text != ",":
        return None
    end = start - 1
    begin = floor
    while begin < end and (
        doc[begin].lower_ in ("but", "and", "however", "meanwhile") or doc[begin].is_punct
    ):
        begin += 1
    inside = doc[begin:end]
    if (
        len(inside) < 3
        or any(t.text == OPENING for t in inside)
        or not any(t.pos_ in ("VERB", "AUX") and is_finite(t) for t in inside)
    ):
        return None
    if inside[0].dep_ in ("mark", "advmod") and inside[0].lower_ in (
        "if",
        "when",
        "while",
        "as",
        "after",
        "although",
        "because",
        "since",
    ):
        return None
    return Reported(begin, end, verb.i, verb.i + 1, "clause, then report")


def according_to(token: Token, lexicon: Lexicon) -> Reported | None:
    """The clause that "according to" ends or opens.
    Matches: At least 14 people died, according to the health office.
    Leaves: The seats were dealt out according to size.
    Source: Pareti 2015, attribution without a verb."""
    doc = token.doc
    if token.lower_ != "according" or token.i + 2 >= len(doc) or doc[token.i + 1].lower_ != "to":
        return None
    sentence = token.sent
    source = after_to(token)
    if source is None or not _can_be_source(source, lexicon):
        return None
    stop = _source_end(token.i + 2, sentence.end, doc)
    if token.i - sentence.start <= 1:
        begin, end = stop + 1, sentence.end
        if stop >= sentence.end or doc[stop].text != ",":
            return None
    else:
        begin, end = sentence.start, token.i
    while end > begin and doc[end - 1].is_punct and doc[end - 1].text not in ("”", ")"):
        end -= 1
    while begin < end and (
        (doc[begin].is_punct and doc[begin].text != OPENING) or doc[begin].lower_ in ("but", "and")
    ):
        begin += 1
    inside = doc[begin:end]
    if len(inside) < 3 or not any(t.pos_ in ("VERB", "AUX") for t in inside):
        return None
    return Reported(begin, end, token.i, token.i + 2, "according to")


def _can_be_source(noun: Token, lexicon: Lexicon) -> bool:
    """True for somebody or something that can say: a name, a plural, a noun with a determiner, a known body."""
    if noun.pos_ in ("PROPN", "PRON") or noun.tag_ == "NNS":
        return True
    known = lexicon.people | lexicon.organisations | lexicon.outlets | lexicon.documents | lexicon.groups
    return noun.lemma_.lower() in known or any(c.dep_ in ("det", "poss") for c in noun.children)


def _source_end(index: int, end: int, doc: Doc) -> int:
    """Where the source of "according to" ends: at the first comma or stop, past a name beside it between commas."""
    closing = next((i for i in range(index, end) if doc[i].text in (",", ".", ";", ":", OPENING)), end)
    name = closing + 1
    while name < end and doc[name].pos_ == "PROPN":
        name += 1
    is_beside = closing + 1 < name < end and doc[closing].text == doc[name].text == ","
    return name if is_beside else closing


def figure_put(verb: Token, lexicon: Lexicon) -> Reported | None:
    """Somebody puts a figure at a number.
    Matches: Activists put the death toll at 60.
    Leaves: Activists put the banner at the gate.
    Source: fixtures; agency style for casualty figures."""
    if verb.lemma_ not in ("put", "estimate", "place") or not is_finite(verb):
        return None
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    ats = [
        c
        for c in verb.subtree
        if c.lower_ == "at"
        and c.i > verb.i
        and any(g.like_num or any(d.like_num for d in g.subtree) for g in c.children)
    ]
    if (
        not objects
        or not ats
        or not any(t.lemma_ in lexicon.figures or t.lower_ == "it" for t in objects[0].subtree)
    ):
        return None
    end = max(verb.right_edge.i + 1, ats[0].right_edge.i + 1)
    doc = verb.doc
    conj = [c.left_edge.i for c in verb.children if c.dep_ in ("conj", "cc", "advcl") and c.i > ats[0].i]
    asides = [
        i
        for i in range(ats[0].i + 1, end)
        if doc[i].text == "," and not doc[min(i + 1, len(doc) - 1)].like_num
    ]
    end = min([end, *conj, *asides])
    while end > verb.i and doc[end - 1].is_punct:
        end -= 1
    return Reported(objects[0].left_edge.i, end, verb.i, verb.i + 1, "figure")


RULES: tuple[Callable[[Token, Lexicon], Reported | None], ...] = (
    according_to,
    figure_put,
    clause_after,
    clause_before,
)
"""Order is precedence for one token, behind the rules of `ideas`."""
