"""Where the model sees the source of a quote, beside where the rules do.

A rule's mention stands wherever the grammar gives one; the model's source fills in where it gives none, confirms it,
or is kept as another possibility for a reader to see. There is one exception: where the loosest rule ties words in
marks to a verb somewhere before them, and the model is sure of another cue and another source, the model's count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quotetrack.attribution.context import Resolution, Scene, paragraph_at
from quotetrack.attribution.mentions import Found, found_at
from quotetrack.attribution.resolve import resolve
from quotetrack.lang import Lexicon
from quotetrack.parsing.grammar import SUBJECTS
from quotetrack.parsing.paragraphs import Paragraph
from quotetrack.records import Candidate, Evidence, Proposal, Quote, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

NOTHING = Proposal((), (), (), 0.0)
"""What a model that was asked and sees nothing proposes."""
_NOMINAL = frozenset(("PROPN", "NOUN", "PRON", "NUM", "DET", "ADJ"))
_BY_PLACE = frozenset(("turn", "signature", "answer"))
"""Rules by which the place of the words tells who speaks; no source stands in a sentence beside them."""


SURE = 0.6
"""How sure the model has to be to overrule the loosest rule. On the units of PolNeAR's development half in which the
two name different sources it is right twice as often as that rule."""
LOOSE = "cue before"


@dataclass(frozen=True, slots=True)
class Seen:
    """What the model makes of a quote's speaker: the mention that its source is, whether that is the rule's (None: one
    of the two has none), and the grounds to show."""

    is_asked: bool
    sure: float = 0.0
    mention: Found | None = None
    agrees: bool | None = None
    grounds: tuple[Evidence, ...] = ()


def seen_by_model(quote: Quote, by_rule: Found | None, scene: Scene, proposal: Proposal | None) -> Seen:
    """What the model's proposal for a quote says of its speaker; `proposal` None means that no model was asked."""
    if proposal is None:
        return Seen(is_asked=False)
    mention = mention_in(proposal.source, scene) if quote.rule not in _BY_PLACE else None
    if mention is None:
        return Seen(is_asked=True, sure=proposal.sure)
    if by_rule is None:
        if _speaks_elsewhere(mention, quote):
            return Seen(is_asked=True, sure=proposal.sure)
        return Seen(True, proposal.sure, mention, None, (Evidence("model: source", mention.span),))
    agrees = mention.span.meets(by_rule.span)
    reason = "model: the same source" if agrees else "model: another source"
    return Seen(True, proposal.sure, mention, agrees, (Evidence(reason, mention.span),))


def retied(quote: Quote, by_rule: Found | None, seen: Seen, proposal: Proposal) -> Quote | None:
    """The quote with the model's cue, where that overrules the rule's; None where the rule's stands.

    A rule's report that lies inside what the model takes for reported is a report in a report, and the words are the
    inner speaker's, unless that is but a pronoun, which mostly takes up the outer one ("condemned what he called …").
    """
    overrules = quote.rule == LOOSE and seen.agrees is False and seen.sure >= SURE
    if not overrules or by_rule is None or _meet(proposal.cue, quote.cue):
        return None
    if _meet(proposal.content, quote.cue) and by_rule.head.pos_ != "PRON":
        return None
    return replace(quote, cue=proposal.cue, rule="model")


def with_other(resolution: Resolution, seen: Seen, quote: Quote, scene: Scene) -> tuple[Candidate, ...]:
    """The candidates, the model's source among them where it is another than the speaker."""
    if seen.agrees is not False or seen.mention is None:
        return resolution.candidates
    other = resolve(seen.mention, quote, scene).speaker
    name = other.name if other is not None else None
    settled = resolution.speaker.name if resolution.speaker is not None else None
    if name is None or name == settled or any(c.name == name for c in resolution.candidates):
        return resolution.candidates
    candidate = Candidate(name, seen.mention.span, round(seen.sure, 2), "the model's source")
    return tuple(sorted((*resolution.candidates, candidate), key=lambda c: -c.score))


def _meet(left: Sequence[Span], right: Sequence[Span]) -> bool:
    return any(a.meets(b) for a in left for b in right)


def _speaks_elsewhere(mention: Found, quote: Quote) -> bool:
    """True where the mention is the subject of a sentence before that of a cue which a rule found. A verb whose subject
    cannot be read has one nevertheless: that whoever spoke before goes on is a guess."""
    if quote.rule == "model" or not quote.cue or mention.head.dep_ not in SUBJECTS:
        return False
    cue = mention.paragraph.tokens(quote.cue[0])
    return bool(cue) and mention.head.sent.end <= cue[0].i


def mention_in(source: Sequence[Span], scene: Scene) -> Found | None:
    """The mention that these words, a proposal's source or one that is given, stand for; None where there are none, or
    where they were masked for the parser. Of a source in several pieces the first counts."""
    if not source:
        return None
    span = source[0]
    paragraph = paragraph_at(span.start, scene.paragraphs)
    tokens = [t for t in paragraph.tokens(span) if _lies_in(t, paragraph, span)]
    if not tokens:
        return None
    head = paragraph.doc[tokens[0].i : tokens[-1].i + 1].root
    if head.pos_ not in _NOMINAL or head.pos_ == "DET":
        head = next((t for t in tokens if t.pos_ in ("PROPN", "NOUN", "PRON")), head)
    if head.pos_ not in _NOMINAL:
        return None
    head = _in_whose(head, scene.lexicon) or head
    found = found_at(paragraph, head, scene.lexicon)
    if head not in tokens:
        return found
    heads = tuple(h for h in found.heads if h in tokens) or (head,)
    return Found(paragraph, heads, span, found.through)


_HEARSAY = frozenset(("rumor", "rumour", "speculation", "gossip", "talk", "whisper"))


def _in_whose(head: Token, lexicon: Lexicon) -> Token | None:
    """Who passes hearsay on: "rumours circulated in the press" are the press's."""
    if head.lemma_.lower() not in _HEARSAY:
        return None
    verbs = [c for c in head.children if c.dep_ in ("acl", "relcl")]
    verbs += [head.head] if head.dep_ in SUBJECTS else []
    among = (p for t in (head, *verbs) for p in t.children if p.lower_ in ("in", "among", "on"))
    tellers = lexicon.outlets | lexicon.groups | lexicon.people
    return next(
        (c for p in among for c in p.children if c.dep_ == "pobj" and c.lemma_.lower() in tellers), None
    )


def _lies_in(token: Token, paragraph: Paragraph, span: Span) -> bool:
    return span.start <= paragraph.starts[token.i] and paragraph.ends[token.i] <= span.end
