"""Rules and model as one: which of the two decides on what is reported, and in which words.

Takes what the rules found and what the model proposes, gives the quotes, each with the proposal that tells of the same
words. The precedence:

1. Words in quotation marks belong to the rules: their edges are the marks, and what a rule takes for a title, a
   nickname or a sign stays no speech. The model may claim words that no rule ties to anybody, if it is sure and its
   cue is a word of saying.
2. A claim without marks that both see keeps the rule's name, and has the words and the cue that the model proposes.
3. A claim that only the model sees is taken if it is sure enough; one that only a rule sees is taken as it is.
4. A report that is partly in marks is one quote: the words in marks, and the whole report beside them.

Who speaks is settled in attribute, which has a precedence of its own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from quotetrack.confidence import of_words
from quotetrack.extraction.alone import find_alone
from quotetrack.extraction.ends import own_length
from quotetrack.extraction.mending import mend
from quotetrack.extraction.near import ProposalIndex, overlap, shared
from quotetrack.extraction.particulars import with_particulars
from quotetrack.extraction.reports import QuoteWithBacking, Reports, is_told
from quotetrack.lang import Lexicon
from quotetrack.parsing.grammar import FINITE
from quotetrack.parsing.paragraphs import LONGEST, Paragraph, paragraph_at
from quotetrack.records import Article, Kind, NotSpeech, Proposal, Quote, Span, statement_id
from quotetrack.records.rules import RuleName, rule_of
from quotetrack.text.quotation_marks import Stretch


@dataclass(frozen=True, slots=True)
class WeighingSettings:
    """What the model's proposals have to come up to. After a change run `quotetrack evaluate` on every set."""

    # How sure the model has to be of a claim that no rule sees. Chosen by relation F1 on PolNeAR's development half; a
    # lower one finds more and is wrong more often.
    sure: float = 0.5
    # The same for words in marks that no rule ties to anybody; a lower one takes scare quotes for speech.
    sure_in_marks: float = 0.8
    # Words of a claim.
    fewest: int = 2
    # Words of a claim that opens with a word which stands for what was said: "said nothing for a while", "said so".
    fewest_after_nothing: int = 4
    # Words of a claim beside the words in marks of the same report: "the plan was" alone claims nothing.
    fewest_beside_marks: int = 5
    # Words from which such a claim needs no verb.
    enough_without_verb: int = 8
    # Share of two claims' code points from which they are one claim.
    same: float = 0.5
    # Stretches behind a place that are looked at: no content spans more.
    most_stretches: int = 50


SETTINGS = WeighingSettings()
_UNTIED = frozenset(("scare quotes", "nothing reports it"))
"""Why the rules left words in marks alone, if they say no more than that nothing ties them to a speaker."""
_RELATIVES = frozenset("which who whom whose where".split())
_NOTHING_SAID = frozenset("nothing something anything little much more so as it this that".split())


@dataclass(frozen=True, slots=True)
class Findings:
    """What is reported, and what stands in marks and is not. `backed` has the proposal that tells of the same words, by
    the id of the quote; None if no model was asked."""

    quotes: tuple[Quote, ...]
    not_speech: tuple[NotSpeech, ...]
    backed: Mapping[str, Proposal] | None


@dataclass(frozen=True, slots=True)
class _Page:
    """An article as both sides speak of it: `stretches` are what stands in marks, the outermost ones, in text order."""

    article: Article
    paragraphs: Sequence[Paragraph]
    stretches: Sequence[Stretch]
    near: ProposalIndex
    reports: Reports
    lexicon: Lexicon

    def paragraph_of(self, quote: Quote) -> Paragraph:
        """Find where the first words of a quote stand."""
        return self.paragraph_at(quote.content[0].start)

    def paragraph_at(self, at: int) -> Paragraph:
        """The paragraph that holds a place of the text."""
        return paragraph_at(at, self.paragraphs)

    def cue_verbs(self, quote: Quote) -> list[Token]:
        """Return the full verbs of a quote's cue."""
        return [t for t in self.paragraph_of(quote).tokens(quote.cue[0]) if t.pos_ == "VERB"]

    def report(self, content: Sequence[Span], *, held: Sequence[Span] = ()) -> tuple[Span, ...]:
        """Return a report cut at its real edges, without what its reporter adds behind it; what is `held` stays."""
        spans = self.reports.whole(content)
        if len(spans) > 1 and spans[0].of(self.article.text).lower() in _RELATIVES:
            spans = spans[1:]  # "… the camera, which, he said, scared the man off"
        if not spans:
            return ()
        paragraph, last = self.paragraph_at(spans[-1].start), spans[-1]
        tokens = paragraph.tokens(last)
        is_held = bool(held) and last.meets(held[-1])
        kept = len(paragraph.tokens(Span(last.start, held[-1].end + 1))) if is_held else 0
        own = own_length(tokens, self.lexicon, fewest=kept)
        if own == len(tokens):
            return spans
        end = paragraph.between(tokens[0], tokens[own - 1]).end
        return self.reports.whole((*spans[:-1], Span(last.start, end)))

    def reaching(self, content: tuple[Span, ...], clause: Span) -> tuple[Span, ...]:
        """Return a report that reaches to the end of its clause, unless what is left of that describes something
        (", which …") or stands in brackets. The clause has no hole, so the report has none."""
        if len(content) > 1 and clause.start <= content[0].end and content[-1].start < clause.end:
            content = (Span(content[0].start, content[-1].end),)
        last = content[-1]
        rest = self.article.text[last.end : clause.end].lstrip(", ")
        is_aside = rest.startswith("(") or rest.partition(" ")[0].lower() in _RELATIVES
        if is_aside or clause.start > last.end:
            return content
        return (*content[:-1], Span(last.start, max(last.end, clause.end)))


def weigh(
    article: Article,
    paragraphs: Sequence[Paragraph],
    marked: Sequence[Quote],
    silent: Sequence[NotSpeech],
    claims: Sequence[Quote],
    proposals: Sequence[Proposal] | None,
    lexicon: Lexicon,
) -> Findings:
    """Weigh everything reported in an article, in text order. `claims` are the indirect ones of the rules; `proposals`
    None means that rules decide alone."""
    stretches = [s for p in paragraphs for s in p.stretches if s.depth == 0]
    reports = Reports(article, [paragraph.span for paragraph in paragraphs], stretches)
    mended = [mend(p, paragraph_at(p.content[0].start, paragraphs), lexicon) for p in proposals or ()]
    page = _Page(article, paragraphs, stretches, ProposalIndex(mended), reports, lexicon)
    left: list[NotSpeech] = []
    claimed = _claimed_in_marks(page, silent, left, [q.cue for q in marked])
    spoken = sorted(span for quote in marked for span in quote.content)
    partly = [claim for claim in claims if _meets_any(claim, spoken)]
    in_marks = reports.join([*_in_marks(page, marked, partly), *claimed])
    told = [quote.proposition or quote.content for quote, _ in in_marks]
    whole = [claim for claim in claims if not _meets_any(claim, spoken)]
    beside = ((c, p) for c, p in _without_marks(page, whole) if not is_told(c.content, told))
    pairs = [*in_marks, *beside]
    by_model = proposals is not None
    pairs = [(_finished(page, quote, backing, by_model=by_model), backing) for quote, backing in pairs]
    pairs.sort(key=_place_of_pair)
    quotes = [quote for quote, _ in pairs]
    alone, left = find_alone(article, paragraphs, left, quotes, lexicon)
    pairs = sorted([*pairs, *((quote, None) for quote in alone)], key=_place_of_pair)
    backed = {quote.id: backing for quote, backing in pairs if backing is not None}
    return Findings(tuple(quote for quote, _ in pairs), tuple(left), backed if by_model else None)


def _meets_any(claim: Quote, spoken: Sequence[Span]) -> bool:
    """Return True if a claim shares words with one of the spans, which are in text order."""
    return any(
        (at := bisect_left(spoken, span.end, key=lambda s: s.start)) > 0 and spoken[at - 1].meets(span)
        for span in claim.content
    )


def _place_of_pair(pair: QuoteWithBacking) -> tuple[int, int]:
    return pair[0].content[0].start, pair[0].content[-1].end


def _in_marks(page: _Page, marked: Iterable[Quote], partly: Sequence[Quote]) -> Iterator[QuoteWithBacking]:
    """The rules' quotations, each with what the model says of it, and the whole report. The model tells that; if it
    does not, the clause that a rule finds around the words does (`partly` are such clauses)."""
    around = _ClauseIndex(partly)
    for quote in marked:
        best = page.near.best(quote.content, quote.cue)
        if best is not None and _is_part_of(page, quote, best):
            quote = replace(quote, cue=best.cue, rule=RuleName.MODEL.value)
        proposed = best.content if best is not None else ()
        clause = around.first(quote)
        reports = [proposed, clause.content if clause is not None else ()]
        if clause is not None and clause.rule == RuleName.CLAUSE_THEN_REPORT:
            reports.reverse()  # it begins with its sentence
        for report in reports:
            if quote.kind == "direct" and report and page.reports.goes_on_beside(quote, report):
                quote = replace(quote, kind="mixed")
            if quote.kind == "mixed" and not quote.proposition:
                quote = _with_report(page, quote, report)
        yield quote, best


def _is_part_of(page: _Page, quote: Quote, report: Proposal) -> bool:
    """Return True if the loosest rule took an infinitive of a report for the cue of words in it: in "called on police
    to release them for “the greater good”" nobody releases words."""
    if not rule_of(quote.rule).is_loose or not quote.cue or report.sure < SETTINGS.sure_in_marks:
        return False
    verbs = page.cue_verbs(quote)
    is_infinitive = len(verbs) == 1 and verbs[0].tag_ == "VB" and verbs[0].doc[verbs[0].i - 1].lower_ == "to"
    return is_infinitive and shared(report.content, quote.cue) > 0 and _is_saying(page, report.cue)


class _ClauseIndex:
    """Clauses by where they begin, so that words in marks are compared with those of their own paragraph alone."""

    def __init__(self, clauses: Sequence[Quote]) -> None:
        self._clauses = clauses
        self._starts = sorted((clause.content[0].start, number) for number, clause in enumerate(clauses))

    def first(self, quote: Quote) -> Quote | None:
        """Return the first of the clauses that is around a quote; None if there is none."""
        start = quote.content[0].start
        near = self._starts[
            bisect_left(self._starts, (start - LONGEST, 0)) : bisect_left(self._starts, (start + 1, 0))
        ]
        numbers = sorted(number for _, number in near)
        return next((self._clauses[n] for n in numbers if _is_around(self._clauses[n], quote)), None)


def _is_around(claim: Quote, quote: Quote) -> bool:
    """Return True for a clause of the same report: it holds the words in marks, and has the same cue if they have
    one."""
    is_same = not quote.cue or shared(claim.cue, quote.cue) > 0
    return is_same and all(any(span.holds(piece) for span in claim.content) for piece in quote.content)


def _with_report(page: _Page, quote: Quote, content: Sequence[Span]) -> Quote:
    """Return the quote with the whole report if that is more than the words in marks."""
    report = page.report(content, held=quote.content)
    if _holds_cue(page, report, quote):
        report = page.report(_beside_cue(report, quote), held=quote.content)
    return replace(quote, proposition=report) if page.reports.has_outside(report) else quote


def _holds_cue(page: _Page, report: Sequence[Span], quote: Quote) -> bool:
    """Return True if the words have a cue of their own in a report: a verb of its own clause ("and called it “sad”") or
    a participle behind a noun ("a resolution condemning “bigots”"). "What she called …" is how the report names
    something, and "accused her of telling …" is one report."""
    if not quote.cue or not shared(report, quote.cue):
        return False
    verbs = page.cue_verbs(quote)
    if not verbs:
        return False
    verb = verbs[0]
    is_named = any(t.tag_ in ("WP", "WDT") for t in verb.doc[max(0, verb.i - 3) : verb.i])
    is_own_clause = verb.tag_ in FINITE and not is_named
    return is_own_clause or (verb.tag_ == "VBG" and verb.dep_ == "acl")


def _beside_cue(report: tuple[Span, ...], quote: Quote) -> tuple[Span, ...]:
    """Return the part of a report that lies on the words' side of their own cue."""
    cue, words = quote.cue, quote.content
    if cue[-1].end <= words[0].start:
        parts = (Span(max(span.start, cue[-1].end), span.end) for span in report)
    elif words[-1].end <= cue[0].start:
        parts = (Span(span.start, min(span.end, cue[0].start)) for span in report)
    else:
        return report
    return tuple(part for part in parts if part.start < part.end)


def _claimed_in_marks(
    page: _Page, silent: Iterable[NotSpeech], left: list[NotSpeech], spent: Sequence[tuple[Span, ...]]
) -> Iterator[QuoteWithBacking]:
    """Words in marks that no rule ties to anybody and the model does; what stays no speech goes into `left`. A cue that
    is `spent` on a quotation of the rules reports none behind it: they would have seen that the speech goes on."""
    for words in silent:
        best = page.near.best((words.span,), ()) if words.rule in _UNTIED else None
        if best is None or not _claims_words(page, best, words, spent):
            left.append(words)
            continue
        kind: Kind = "mixed" if page.reports.has_outside(best.content) else "direct"
        yield _with_report(page, _quote(page, kind, (words.span,), best), best.content), best


def _claims_words(
    page: _Page, proposal: Proposal, words: NotSpeech, spent: Sequence[tuple[Span, ...]]
) -> bool:
    """Return True if a proposal is sure of words in marks and names a source. Its cue must be a word of saying that is
    not spent on a quotation before them."""
    is_sure = proposal.sure >= SETTINGS.sure_in_marks and bool(proposal.source)
    is_behind = proposal.cue[0].start >= words.span.start
    is_unspent = is_behind or not any(shared(proposal.cue, cue) for cue in spent)
    return is_sure and is_unspent and _is_saying(page, proposal.cue)


def _without_marks(page: _Page, claims: Iterable[Quote]) -> Iterator[QuoteWithBacking]:
    """Yield the rules' claims, in the model's words if it sees them too; then its own claims, surest first."""
    used: set[Proposal] = set()
    taken: dict[int, list[tuple[Span, ...]]] = defaultdict(list)
    for claim in claims:
        best = page.near.same(claim)
        if best is not None:
            used.add(best)
            claim = _in_its_words(page, claim, best)
        taken[page.paragraph_of(claim).number].append(claim.content)
        yield claim, best
    unused = [p for p in page.near.all if p.sure >= SETTINGS.sure and p not in used]
    for proposal in sorted(unused, key=lambda p: -p.sure):
        content = page.report(proposal.content)
        if not _is_claim(page, proposal, tuple(page.reports.outside(content))):
            continue
        claim = _quote(page, "indirect", content, proposal)
        beside = taken[page.paragraph_of(claim).number]
        is_known = any(overlap(content, other) >= SETTINGS.same for other in beside)
        if claim.where != "headline" and not is_known:
            beside.append(content)
            yield claim, proposal


def _in_its_words(page: _Page, claim: Quote, proposal: Proposal) -> Quote:
    """A rule's claim in the model's words, unless the rule knows its edges better."""
    content = page.report(proposal.content)
    if not page.reports.has_outside(content) or rule_of(claim.rule).keeps_edges:
        return claim
    if rule_of(claim.rule).reaches_end:
        content = page.reaching(content, claim.content[-1])
    cue = proposal.cue if shared(proposal.cue, claim.cue) else claim.cue
    claim = replace(claim, content=content, cue=cue)
    return replace(claim, id=statement_id(page.article, claim))


def _is_claim(page: _Page, proposal: Proposal, outside: Sequence[Span]) -> bool:
    """Return True if enough of a proposal stands outside marks to claim something by itself, and so does its cue."""
    words, in_marks = _count(outside, page.article.text), _words_in_marks(page, proposal)
    fewest = SETTINGS.fewest_beside_marks if in_marks else SETTINGS.fewest
    if words < max(fewest, in_marks):
        return False
    first = outside[0].of(page.article.text).split()[0].lower()
    says_nothing = words < SETTINGS.fewest_after_nothing and first in _NOTHING_SAID
    claims = not in_marks or words >= SETTINGS.enough_without_verb or _has_verb(page, outside)
    return claims and not says_nothing and not _is_quoted(page, proposal.cue)


def _words_in_marks(page: _Page, proposal: Proposal) -> int:
    """Tell how many words of a proposal's content stand in quotation marks."""
    marked = (
        Span(max(span.start, s.outer.start), min(span.end, s.outer.end))
        for span in proposal.content
        for s in page.stretches[bisect_right(page.stretches, span.start, key=lambda s: s.outer.end) :][
            : SETTINGS.most_stretches
        ]
        if s.outer.meets(span)
    )
    return _count(marked, page.article.text)


def _has_verb(page: _Page, spans: Sequence[Span]) -> bool:
    """Return True if a verb stands in the spans, in any form: "to build a wall" is a claim."""
    paragraph = page.paragraph_at(spans[0].start)
    return any(t.pos_ in ("VERB", "AUX") for span in spans for t in paragraph.tokens(span))


def _is_saying(page: _Page, cue: Sequence[Span]) -> bool:
    """Return True for a cue outside marks that holds a verb or noun known to report speech, or is a colon."""
    known = page.lexicon.cues | page.lexicon.cue_nouns
    tokens = page.paragraph_at(cue[0].start).tokens(cue[0])
    return not _is_quoted(page, cue) and any(t.lemma_.lower() in known or t.text == ":" for t in tokens)


def _count(spans: Iterable[Span], text: str) -> int:
    return sum(len(span.of(text).split()) for span in spans)


def _is_quoted(page: _Page, spans: Sequence[Span]) -> bool:
    """Return True if the first of the spans lies in quotation marks."""
    at = bisect_right(page.stretches, spans[0].start, key=lambda s: s.outer.start) - 1
    return at >= 0 and page.stretches[at].outer.meets(spans[0])


def _quote(page: _Page, kind: Kind, content: tuple[Span, ...], proposal: Proposal) -> Quote:
    """Make a quote that the model alone found."""
    quote = Quote(id="", kind=kind, content=content, cue=proposal.cue, rule=RuleName.MODEL.value)
    return replace(quote, id=statement_id(page.article, quote), where=page.paragraph_of(quote).where)


def _finished(page: _Page, quote: Quote, backing: Proposal | None, *, by_model: bool) -> Quote:
    """The quote with how sure it is in the light of the model, and with what it tells of."""
    if by_model:
        words = _count(quote.content, page.article.text)
        sure = of_words(
            page.lexicon.confidence,
            quote.rule,
            words,
            is_repaired=bool(quote.flags),
            is_marked=quote.kind != "indirect",
            backing=backing.sure if backing is not None else 0.0,
        )
        quote = replace(quote, confidence=round(sure, 2))
    return quote if quote.kind == "direct" else with_particulars(quote, page.paragraph_of(quote))
