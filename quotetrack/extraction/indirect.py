"""Reports without marks: said that …, according to …, put the toll at …, dismissed suggestions that ….

Takes a paragraph, gives its clear indirect claims. Only what a finite reporting verb or "according to" governs counts;
beliefs and wishes are left to a model.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from quotetrack.extraction import ideas
from quotetrack.extraction.ends import own_length
from quotetrack.extraction.place import IndirectClaim, make_quote
from quotetrack.lang import Lexicon
from quotetrack.parsing.grammar import (
    CLOSING,
    FINITE,
    OPENING,
    after_to,
    child_of,
    clause_end,
    closes_report,
    is_finite,
    noun_run_before,
    phrase,
    skip,
    skip_back,
    subject_before,
    subject_of,
)
from quotetrack.parsing.paragraphs import Paragraph
from quotetrack.records import Article, Quote, Span
from quotetrack.records.rules import RuleName, rule_of


def find_indirect(
    article: Article, paragraphs: Sequence[Paragraph], quotes: Sequence[Quote], lexicon: Lexicon
) -> Iterator[Quote]:
    """Find the clear reports of an article, in text order. `quotes` are its quotations in marks: a clause that holds
    one is the whole report that it is part of."""
    marked = sorted(span for quote in quotes for span in quote.content)
    for paragraph in (p for p in paragraphs if p.where != "headline"):
        end = Span(paragraph.span.end, 0)
        inside = marked[bisect_left(marked, paragraph.span) : bisect_left(marked, end)]
        taken: list[Span] = []
        doc, claims, where = paragraph.doc, _claims(paragraph, lexicon), paragraph.where
        for claim in claims:
            content = paragraph.between(doc[claim.start], doc[claim.end - 1])
            cue = paragraph.between(doc[claim.cue_start], doc[claim.cue_end - 1])
            others = () if rule_of(claim.rule).may_overlap else taken
            if any(map(content.meets, others)) or _is_relay(claim, claims, paragraph, lexicon):
                continue
            if not any(map(content.meets, inside)):
                taken.append(content)
            words = len(content.of(article.text).split())
            yield make_quote(
                article, "indirect", (content,), (cue,), claim.rule, lexicon, words=words, where=where
            )


def _claims(paragraph: Paragraph, lexicon: Lexicon) -> list[IndirectClaim]:
    """Find the claims of a paragraph, one a verb, in text order, longer ones first."""
    # The first rule that finds something at a token counts.
    may_report = (t for t in paragraph.doc if t.pos_ in _VERBS or t.lower_ == "according")
    by_rule = ((rule(token, lexicon) for rule in (*ideas.RULES, *RULES)) for token in may_report)
    claims = (next((c for c in at_token if c and c.end > c.start), None) for at_token in by_rule)
    own = (_own_part(claim, paragraph.doc, lexicon) for claim in claims if claim is not None)
    return sorted(own, key=lambda claim: (claim.start, -claim.end))


_VERBS = frozenset(("VERB", "AUX"))


def _own_part(claim: IndirectClaim, doc: Doc, lexicon: Lexicon) -> IndirectClaim:
    """Return a claim behind its cue without what its reporter adds."""
    if claim.cue_start >= claim.start:
        return claim
    return replace(claim, end=claim.start + own_length(list(doc[claim.start : claim.end]), lexicon))


def _is_relay(
    claim: IndirectClaim, claims: list[IndirectClaim], paragraph: Paragraph, lexicon: Lexicon
) -> bool:
    """Return True for an outlet's report of what somebody else said: "A guard told the agency that …, the website
    reported". The guard's claim stands, the outlet is a relay."""
    if claim.rule != RuleName.CLAUSE_THEN_REPORT:
        return False
    inner = (c for c in claims if c is not claim and claim.start <= c.cue_start < claim.end)
    reporter = (t.lower_ for t in paragraph.doc[claim.end : claim.cue_start])
    return any(c.rule == RuleName.REPORTED_CLAUSE for c in inner) and not lexicon.outlets.isdisjoint(reporter)


def _is_report(token: Token, lexicon: Lexicon) -> bool:
    lemma = token.lemma_.lower()
    return (
        lemma in lexicon.reporting
        and lemma not in lexicon.thought
        and token.pos_ in ("VERB", "AUX")
        and (is_finite(token) or token.tag_ in ("VBG", "VB", "VBN"))
    )


def clause_after(verb: Token, lexicon: Lexicon) -> IndirectClaim | None:
    """A clause that a reporting verb governs, after it.
    Matches: Police said the march had passed off peacefully.
    Leaves: Police said nothing.
    Source: complement clauses of reporting verbs (Quirk et al. 1985, 16.30)."""
    if not _is_report(verb, lexicon):
        return None
    own = [c for c in verb.children if c.dep_ == "ccomp"]
    clauses = [*own, *(c for n in _said_in(verb, lexicon) for c in n.children if c.dep_ in ("ccomp", "acl"))]
    finite = (c for c in clauses if c.i > verb.i and c.pos_ in ("VERB", "AUX") and is_finite(c))
    clause = next(finite, None)
    # "Asked whether …, she replied": whose question it is stands elsewhere.
    is_put = verb.tag_ == "VBN" and not is_finite(verb) and verb.dep_ in ("advcl", "acl")
    if clause is None or is_put or (subject_of(verb) or subject_before(verb)) is None:
        return None
    doc, start = verb.doc, clause.left_edge.i
    if verb.lemma_ == "tell" and start == verb.i + 1 and doc[start].lower_ != "that":
        # What stands right behind "told" is who was told; the clause begins at its "that".
        start = next((i for i in range(start, clause.i) if doc[i].lower_ == "that"), verb.i)
    if start <= verb.i or any(t.text in (OPENING, ":") for t in doc[verb.i + 1 : start]):
        return None
    start = skip(doc, start, clause.i, _opens_clause)
    end = _first_clause(start, clause_end(clause), doc)
    end = skip_back(doc, start, end, lambda token: token.dep_ == "cc")
    has_subject = child_of(clause, "nsubj", "nsubjpass", "expl", "csubj") is not None
    is_claim = has_subject and end - start >= _FEWEST_WORDS_OF_CLAUSE
    return IndirectClaim(start, end, verb.i, verb.i + 1, RuleName.REPORTED_CLAUSE) if is_claim else None


def _opens_clause(token: Token) -> bool:
    """Return True for what opens a clause and is no word of it: punctuation, and a "that" which is not its subject."""
    return token.is_punct or (token.lower_ == "that" and token.dep_ not in ("nsubj", "nsubjpass"))


_FEWEST_WORDS_OF_CLAUSE, _FEWEST_WORDS_BESIDE_REPORT = 2, 3
"""Tokens of a claim that a verb governs, and of one that stands apart from its report: shorter ones say nothing."""


def _first_clause(start: int, end: int, doc: Doc) -> int:
    """Find where a reported clause ends that a semicolon closes: what follows has a reporter of its own, unless it
    begins with "that" again."""
    stops = (
        i for i in range(start, end - 1) if doc[i].text == ";" and doc[i + 1].lower_ not in ("that", "and")
    )
    return next(stops, end)


def _said_in(verb: Token, lexicon: Lexicon) -> list[Token]:
    """The statement or message of "said in a statement that …", which the parser may give the clause to."""
    inner = [n for p in verb.children if p.dep_ == "prep" and p.lower_ == "in" for n in p.children]
    return [n for n in inner if n.lemma_.lower() in lexicon.channels | lexicon.documents]


def clause_before(verb: Token, lexicon: Lexicon) -> IndirectClaim | None:
    """A clause that closes with its report: a comma, who, a reporting verb, and the end.
    Matches: Rescue teams were still searching for nine others, the office said.
    Leaves: Rescue teams, the office said nothing of them.
    Source: fixtures; parsers take "a website confirmed" for a noun with a participle, so the run of words decides."""
    lemma, is_verb = verb.lemma_.lower(), verb.pos_ in ("VERB", "AUX")
    is_report = is_verb and (lemma in lexicon.reporting or lemma == "find")
    doc, sentence = verb.doc, verb.sent
    if not is_report or verb.tag_ not in FINITE | {"VBN"} or not closes_report(verb, sentence.end, lexicon):
        return None
    end = _comma_before_reporter(verb, sentence.start)
    if end is None:
        return None
    begin = skip(doc, sentence.start, end, lambda token: token.lower_ in _CONNECTIVES or token.is_punct)
    inside = doc[begin:end]
    has_verb = any(t.pos_ in ("VERB", "AUX") and is_finite(t) for t in inside)
    is_quoted = doc[begin].text == OPENING
    is_subordinate = any(t.dep_ in ("mark", "advmod") and t.lower_ in _SUBORDINATORS for t in inside[:1])
    is_open = inside[-1].tag_ in ("WDT", "WP") if len(inside) else True  # "her radio, which, she said, …"
    # "Asked how many had come, she said": a question put to her.
    is_put = len(inside) > 0 and inside[0].tag_ == "VBN" and inside[0].lemma_ in lexicon.asked
    is_short = len(inside) < _FEWEST_WORDS_BESIDE_REPORT
    if is_short or is_quoted or is_subordinate or is_open or is_put or not has_verb:
        return None
    end += 2 if doc[end + 1].text == CLOSING else 0
    return IndirectClaim(begin, end, verb.i, verb.i + 1, RuleName.CLAUSE_THEN_REPORT)


_CONNECTIVES = frozenset(("but", "and", "however", "meanwhile"))
_SUBORDINATORS = frozenset(("if", "when", "while", "as", "after", "although", "because", "since"))


def _comma_before_reporter(verb: Token, floor: int) -> int | None:
    """Find the comma before the noun phrase that reports, given its verb. None if the sentence opens with it."""
    doc = verb.doc
    start = noun_run_before(verb, floor)
    if start is None and doc[verb.i - 1].text == ",":
        subject = subject_of(verb)
        start = phrase(subject)[0] if subject is not None and subject.i < verb.i else None
    comma = start - 1 if start is not None else floor
    # The comma may stand inside a closing mark.
    comma -= comma > floor and doc[comma].text == CLOSING
    return comma if comma > floor and doc[comma].text == "," else None


def according_to(token: Token, lexicon: Lexicon) -> IndirectClaim | None:
    """The clause that "according to" ends or opens.
    Matches: At least 14 people died, according to the health office.
    Leaves: The seats were dealt out according to size.
    Source: Pareti 2015, attribution without a verb."""
    doc = token.doc
    if token.lower_ != "according" or token.i + 2 >= len(doc) or doc[token.i + 1].lower_ != "to":
        return None
    sentence, source = token.sent, after_to(token)
    if source is None or not _can_be_source(source, lexicon):
        return None
    begin, end = sentence.start, token.i
    if token.i - sentence.start <= 1:
        stop = _source_end(token.i + 2, sentence.end, doc)
        if stop >= sentence.end or doc[stop].text != ",":
            return None
        begin, end = stop + 1, sentence.end
    end = skip_back(doc, begin, end, lambda t: t.is_punct and t.text not in ("”", ")"))
    begin = skip(doc, begin, end, lambda t: (t.is_punct and t.text != OPENING) or t.lower_ in ("but", "and"))
    inside = doc[begin:end]
    if len(inside) < _FEWEST_WORDS_BESIDE_REPORT or not any(t.pos_ in ("VERB", "AUX") for t in inside):
        return None
    return IndirectClaim(begin, end, token.i, token.i + 2, RuleName.ACCORDING_TO)


def _can_be_source(noun: Token, lexicon: Lexicon) -> bool:
    """Return True for somebody or something that can say: a name, a plural, a noun with a determiner, a known body."""
    known = (lexicon.people, lexicon.organisations, lexicon.outlets, lexicon.documents, lexicon.groups)
    is_known = any(noun.lemma_.lower() in words for words in known)
    is_name = noun.pos_ in ("PROPN", "PRON") or noun.tag_ == "NNS"
    return is_name or is_known or child_of(noun, "det", "poss") is not None


def _source_end(index: int, end: int, doc: Doc) -> int:
    """Find where the source of "according to" ends: at the first comma or stop, past a name beside it between
    commas."""
    closing = next((i for i in range(index, end) if doc[i].text in (",", ".", ";", ":", OPENING)), end)
    name = skip(doc, closing + 1, end, lambda token: token.pos_ == "PROPN")
    is_beside = closing + 1 < name < end and doc[closing].text == doc[name].text == ","
    return name if is_beside else closing


def figure_put(verb: Token, lexicon: Lexicon) -> IndirectClaim | None:
    """Somebody puts a figure at a number.
    Matches: Activists put the death toll at 60.
    Leaves: Activists put the banner at the gate.
    Source: fixtures; agency style for casualty figures."""
    if verb.lemma_ not in ("put", "estimate", "place") or not is_finite(verb):
        return None
    figure = child_of(verb, "dobj")
    ats = (c for c in verb.subtree if c.lower_ == "at" and c.i > verb.i)
    at = next((c for c in ats if any(t.like_num for t in c.subtree if t != c)), None)
    of_figure = figure.subtree if figure is not None else ()
    is_counted = any(t.lemma_ in lexicon.figures or t.lower_ == "it" for t in of_figure)
    if figure is None or at is None or not is_counted:
        return None
    doc, end = verb.doc, max(verb.right_edge.i, at.right_edge.i) + 1
    joined = (c.left_edge.i for c in verb.children if c.dep_ in ("conj", "cc", "advcl") and c.i > at.i)
    commas = (i for i in range(at.i + 1, end) if doc[i].text == ",")
    asides = (i for i in commas if not doc[min(i + 1, len(doc) - 1)].like_num)
    end = skip_back(doc, verb.i, min([end, *joined, *asides]), lambda token: token.is_punct)
    return IndirectClaim(figure.left_edge.i, end, verb.i, verb.i + 1, RuleName.FIGURE)


RULES: tuple[Callable[[Token, Lexicon], IndirectClaim | None], ...] = (
    according_to,
    figure_put,
    clause_after,
    clause_before,
)
"""Order is precedence for one token, behind the rules of `ideas`."""
