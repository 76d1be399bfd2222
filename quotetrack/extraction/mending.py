"""A report as the model proposes it → with the edges that its sentence gives it.

The model labels word by word. So a proposal may have a hole, end in the middle of a phrase or a list, or begin with a
further word of saying. What the sentence says of that is a matter of grammar.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Token

from quotetrack.lang import Lexicon
from quotetrack.parsing.grammar import CLOSING, OPENING, is_finite
from quotetrack.parsing.paragraphs import Paragraph
from quotetrack.records import Proposal, Span

_ROUNDS = 6
"""Phrases that a report is widened by at most."""
_LONGEST_HOLE = 160
"""Code points of a hole that is closed: a longer one is an aside of its own."""
_APART = frozenset((OPENING, CLOSING, "(", "["))
_COMPLEMENTS = frozenset("acomp attr ccomp dobj oprd pcomp pobj xcomp".split())
_NOUNS = frozenset(("NOUN", "PROPN"))
_LEAST = 2
"""Words of a report that is left when a further word of saying is taken from its beginning."""


def mend(proposal: Proposal, paragraph: Paragraph, lexicon: Lexicon) -> Proposal:
    """Return the proposal with whole phrases, without holes, and without a word of saying that opens it. One that
    reaches beyond its paragraph stays as it is."""
    if not all(paragraph.span.holds(span) for span in proposal.content):
        return proposal
    apart = (*proposal.cue, *proposal.source)
    content = _in_its_sentence(proposal, paragraph)
    content = _without_holes(content, apart, paragraph, lexicon)
    content = _behind_saying(content, paragraph, lexicon)
    content = _completed(content, apart, paragraph)
    return replace(proposal, content=content)


def _in_its_sentence(proposal: Proposal, paragraph: Paragraph) -> tuple[Span, ...]:
    """Take the sentences before it from a report without marks that closes with its cue: "It rained. It may snow, he
    said" tells what he said of snow."""
    content, tokens = proposal.content, paragraph.tokens(proposal.content[-1])
    is_marked = any(t.text in (OPENING, CLOSING) for span in content for t in paragraph.tokens(span))
    if is_marked or not tokens or proposal.cue[0].start < content[-1].end:
        return content
    start = paragraph.starts[tokens[-1].sent.start]
    spans = (Span(max(span.start, start), span.end) for span in content)
    return tuple(span for span in spans if span.start < span.end) or content


def _without_holes(
    content: tuple[Span, ...], apart: Sequence[Span], paragraph: Paragraph, lexicon: Lexicon
) -> tuple[Span, ...]:
    """Close each hole within one sentence in which neither the cue, nor the source, nor another report stands, no
    bracket and no mark."""
    joined = [content[0]]
    for left, right in pairwise(content):
        hole = Span(left.end, right.start)
        tokens = paragraph.tokens(Span(left.start, right.end))
        inside = paragraph.tokens(hole)
        is_one_sentence = not any(token.is_sent_start for token in tokens[1:])
        beside = (*paragraph.tokens(left)[-1:], *inside)  # "…,” said | Okoro, | but …"
        is_report = any(t.lemma_.lower() in lexicon.acts and is_finite(t) for t in beside)
        is_plain = hole.end - hole.start <= _LONGEST_HOLE and not any(t.text in _APART for t in inside)
        if is_plain and is_one_sentence and not is_report and not any(hole.meets(span) for span in apart):
            joined[-1] = Span(joined[-1].start, right.end)
        else:
            joined.append(right)
    return tuple(joined)


def _behind_saying(content: tuple[Span, ...], paragraph: Paragraph, lexicon: Lexicon) -> tuple[Span, ...]:
    """Take a participle of saying from the beginning: "issued a statement | saying she had never met him"; and what
    stands before the "that" of the clause that is reported: "said | at the time that …"."""
    tokens = paragraph.tokens(content[0])
    start = 0
    if tokens and tokens[0].tag_ == "VBG" and tokens[0].lemma_.lower() in lexicon.acts:
        start = _behind_participle(tokens)
    elif tokens and tokens[0].tag_ in ("IN", "RB"):
        start = _behind_when(tokens)
    if not start or len(tokens) - start < _LEAST:
        return content
    return (Span(paragraph.between(tokens[start], tokens[start]).start, content[0].end), *content[1:])


def _behind_participle(tokens: Sequence[Token]) -> int:
    has_object = any(c.dep_ in ("ccomp", "xcomp") for c in tokens[0].children)
    is_for = len(tokens) > 1 and tokens[0].lemma_ == "call" and tokens[1].lower_ == "for"
    return 2 if is_for else int(has_object)


def _behind_when(tokens: Sequence[Token]) -> int:
    that = next((n for n, t in enumerate(tokens[:8]) if t.lower_ == "that" and t.dep_ in _JOINING), 0)
    inside = {token.i for token in tokens[:that]}
    # What stands before, and the clause, both belong to the verb that reports, which lies before them.
    is_apart = all(t.head.i in inside or t.head.i < tokens[0].i for t in tokens[:that])
    is_time = that > 0 and (tokens[that - 1].ent_type_ in _WHEN or tokens[that - 1].lemma_ == "time")
    is_of_verb = that > 0 and tokens[that].head.head.i < tokens[0].i
    return that + 1 if is_apart and (is_time or is_of_verb) else 0


def _completed(content: tuple[Span, ...], apart: Sequence[Span], paragraph: Paragraph) -> tuple[Span, ...]:
    """Widen a report to the end of the phrase, list or complement that it ends in, as far as its sentence, its cue and
    its source allow."""
    last = content[-1]
    tokens = paragraph.tokens(last)
    if not tokens:
        return content
    for _ in range(_ROUNDS):
        end = next((end for widen in _WIDER if (end := widen(tokens)) > tokens[-1].i), 0)
        if not end:
            break
        wider = tokens[0].doc[tokens[0].i : end + 1]
        span = paragraph.between(wider[0], wider[-1])
        if any(span.meets(other) for other in apart) or end >= tokens[-1].sent.end:
            break
        tokens = list(wider)
    end = paragraph.between(tokens[0], tokens[-1]).end
    return (*content[:-1], Span(last.start, max(last.end, end)))


def _end_of_phrase(tokens: Sequence[Token]) -> int:
    """The end of the phrase that is cut: the last word depends on one behind it, which belongs to the report."""
    last = tokens[-1]
    is_cut = last.head.i > last.i and last.dep_ not in ("cc", "mark", "punct") and not last.is_punct
    is_own = tokens[0].i <= last.head.head.i <= last.i
    return last.head.i if is_cut and is_own and last.head.pos_ in _NOUNS else 0


def _complement(tokens: Sequence[Token]) -> int:
    """The end of what the last word needs: the object of a verb or preposition that stands right behind it."""
    last = tokens[-1]
    needed = (c for c in last.rights if c.dep_ in _COMPLEMENTS and c.left_edge.i == last.i + 1)
    return max((c.right_edge.i for c in needed), default=0)


def _list(tokens: Sequence[Token]) -> int:
    """The end of a list of nouns whose first members end the report."""
    inside = {token.i for token in tokens}
    for token in reversed(tokens[-_NEAR:]):
        if token.pos_ in _NOUNS and token.right_edge.i > tokens[-1].i:
            more = (c for c in token.rights if c.dep_ == "conj" and c.pos_ in _NOUNS and c.i not in inside)
            found = next((c for c in more if c.left_edge.i <= tokens[-1].i + 3), None)
            if found is not None:
                return found.right_edge.i
    return 0


_JOINING = frozenset(("mark", "advmod"))
_WHEN = frozenset(("DATE", "TIME"))
_NEAR = 12
"""Words at the end of a report among which the first members of a list are looked for."""
_WIDER: tuple[Callable[[Sequence[Token]], int], ...] = (_end_of_phrase, _complement, _list)
