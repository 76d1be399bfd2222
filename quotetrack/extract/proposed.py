"""Rules and model as one: which of the two decides on what is reported, and in which words.

Takes what the rules found and what the model proposes. The precedence, for what stands where:

1. Words in quotation marks are the rules' own: their edges are the marks, and what a rule takes for a title, a nickname
   or a sign stays no speech. The model may only claim a fragment that no rule ties to a speaker.
2. A claim without marks that both see has the rule's name and cue, and the words that the model proposes.
3. A claim that only the model sees is taken where it is sure enough; one that only a rule sees is taken as it is.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from quotetrack.confidence import of_words
from quotetrack.lang import Lexicon
from quotetrack.marks import Stretch
from quotetrack.parse import Paragraph
from quotetrack.records import Article, NotSpeech, Proposal, Quote, Span, quote_id

RULE = "model"
"""The rule of a quote that the model alone found."""
UNTIED = frozenset(("scare quotes", "nothing reports it"))
"""Why the rules left words in marks alone, where they say no more than that nothing ties them to a speaker."""
_FAR = 8_000
"""Code points behind a proposal's start within which all of its content lies: no window is longer."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What is reported, what stands in marks and is not, and for quotes by their id the proposal that tells of the same
    words."""

    quotes: tuple[Quote, ...]
    not_speech: tuple[NotSpeech, ...]
    backed: Mapping[str, Proposal]


def weigh(
    article: Article,
    paragraphs: Sequence[Paragraph],
    marked: Sequence[Quote],
    silent: Sequence[NotSpeech],
    claims: Sequence[Quote],
    proposals: Sequence[Proposal],
    lexicon: Lexicon,
) -> Weighed:
    """Everything reported in an article, in text order, with the proposals that back it. `claims` are the indirect ones
    of the rules."""
    near = _Near(proposals)
    stretches = [s for p in paragraphs for s in p.stretches if s.depth == 0]
    backed: dict[str, Proposal] = {}
    for quote in marked:
        best = near.best(quote.content, quote.cue)
        if best is not None:
            backed[quote.id] = best
    silent, rescued = _rescued(article, silent, near, lexicon)
    found = [*marked]
    for quote, proposal in rescued:
        found.append(quote)
        backed[quote.id] = proposal
    for quote, proposal in _claims(article, paragraphs, claims, near, stretches, lexicon):
        found.append(quote)
        if proposal is not None:
            backed[quote.id] = proposal
    found.sort(key=lambda quote: (quote.content[0].start, quote.content[-1].end))
    return Weighed(tuple(found), tuple(silent), backed)


class _Near:
    """The proposals of an article, to be asked for by place."""

    def __init__(self, proposals: Sequence[Proposal]) -> None:
        self.all = sorted(proposals, key=lambda p: (p.content[0].start, p.content[-1].end))
        self.starts = [p.content[0].start for p in self.all]

    def at(self, content: Sequence[Span]) -> Iterator[Proposal]:
        """Those that share words with the content."""
        first, last = content[0].start, content[-1].end
        here = slice(bisect_left(self.starts, first - _FAR), bisect_right(self.starts, last))
        return (p for p in self.all[here] if shared(p.content, content))

    def best(self, content: Sequence[Span], cue: Sequence[Span]) -> Proposal | None:
        """The one that holds most of the content, of two with the same cue as the quote's first; None where none holds
        half of it."""
        length = sum(span.end - span.start for span in content)
        fitting = [p for p in self.at(content) if 2 * shared(p.content, content) >= length]
        return max(
            fitting, key=lambda p: (bool(shared(p.cue, cue)), shared(p.content, content), p.sure), default=None
        )


def shared(left: Sequence[Span], right: Sequence[Span]) -> int:
    """Code points that two sets of spans have in common."""
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in left for b in right)


def overlap(left: Sequence[Span], right: Sequence[Span]) -> float:
    """What two sets of spans share, of all that either holds."""
    both = shared(left, right)
    return both / (sum(s.end - s.start for s in (*left, *right)) - both or 1)


def _rescued(
    article: Article, silent: Iterable[NotSpeech], near: _Near, lexicon: Lexicon
) -> tuple[list[NotSpeech], list[tuple[Quote, Proposal]]]:
    """Words in marks that no rule ties to a speaker and the model does, as quotations; and the rest."""
    left: list[NotSpeech] = []
    taken: list[tuple[Quote, Proposal]] = []
    for one in silent:
        proposal = near.best((one.span,), ()) if one.rule in UNTIED else None
        if proposal is None or proposal.sure < SURE_IN_MARKS:
            left.append(one)
            continue
        is_part = shared(proposal.content, (one.span,)) + 4 < sum(s.end - s.start for s in proposal.content)
        kind = "mixed" if is_part else "direct"
        taken.append((_quote(article, kind, (one.span,), proposal, lexicon, "body"), proposal))
    return left, taken


SURE_IN_MARKS = 0.6
SURE = 0.3


def _claims(
    article: Article,
    paragraphs: Sequence[Paragraph],
    claims: Sequence[Quote],
    near: _Near,
    stretches: Sequence[Stretch],
    lexicon: Lexicon,
) -> Iterator[tuple[Quote, Proposal | None]]:
    text = article.text
    used: set[int] = set()
    for claim in claims:
        best = max(near.at(claim.content), key=lambda p: (bool(shared(p.cue, claim.cue)), overlap(p.content, claim.content)), default=None)
        if best is None or not (shared(best.cue, claim.cue) or overlap(best.content, claim.content) >= 0.5):
            yield claim, None
            continue
        used.add(id(best))
        outside = _outside(best.content, stretches, text) or claim.content
        yield replace(claim, content=outside, id=quote_id(article, "indirect", (*outside, *claim.cue))), best
    kept: list[Proposal] = []
    for proposal in near.all:
        if id(proposal) in used or proposal.sure < SURE:
            continue
        outside = _outside(proposal.content, stretches, text)
        if not outside:
            continue
        size = sum(len(span.of(text).split()) for span in outside)
        quoted = sum(len(span.of(text).split()) for span in proposal.content) - size
        if quoted > size or size < 2:
            continue
        yield _quote(article, "indirect", outside, proposal, lexicon, "body"), proposal


def _outside(content: Sequence[Span], stretches: Sequence[Stretch], text: str) -> tuple[Span, ...]:
    """The parts of the content that stand in no quotation marks, without punctuation at their edges."""
    out: list[Span] = []
    ends = [s.outer.end for s in stretches]
    for span in content:
        start = span.start
        i = bisect_right(ends, start)
        while i < len(stretches) and stretches[i].outer.start < span.end:
            out += _bare(text, start, min(span.end, stretches[i].outer.start))
            start = max(start, stretches[i].outer.end)
            i += 1
        out += _bare(text, start, span.end)
    return tuple(out)


def _bare(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and not text[start].isalnum() and text[start] not in "$€£#@":
        start += 1
    while start < end and not text[end - 1].isalnum() and text[end - 1] not in "%)":
        end -= 1
    if start < end:
        yield Span(start, end)


def _quote(article, kind, content, proposal, lexicon, where) -> Quote:
    words = sum(len(span.of(article.text).split()) for span in content)
    sure = of_words(lexicon.confidence, RULE, words, is_repaired=False, is_marked=kind != "indirect")
    spans = content if kind != "indirect" else (*content, *proposal.cue)
    return Quote(quote_id(article, kind, spans), kind, tuple(content), proposal.cue, where, RULE, round(sure, 2))
