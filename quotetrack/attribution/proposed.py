"""Where the model sees the source of a quote, beside where the rules do.

A rule's mention stands if the grammar gives one. If it gives none, the model's source fills in. Otherwise that source
confirms the mention, or is kept as another possibility for a reader to see. There is one exception. If the loosest
rule ties words in marks to a verb before them, and the model is sure of another cue and source, the model's count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from quotetrack.attribution.context import Context, Resolution
from quotetrack.attribution.mentions import SpeakerMention, mention_at
from quotetrack.attribution.resolve import resolve
from quotetrack.lang import Lexicon
from quotetrack.parsing.grammar import SUBJECTS
from quotetrack.parsing.paragraphs import paragraph_at
from quotetrack.records import Candidate, Evidence, Proposal, Quote, Span
from quotetrack.records.rules import RuleName, rule_of

NOTHING = Proposal(cue=(), content=(), source=(), sure=0.0)
"""What a model that was asked and sees nothing proposes."""
_NOMINAL = frozenset(("PROPN", "NOUN", "PRON", "NUM", "ADJ"))


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """When the model's source counts. After a change run `quotetrack evaluate` on every set."""

    # How sure the model has to be to overrule the loosest rule. On the units of PolNeAR's development half in which
    # the two name different sources it is right twice as often as that rule.
    sure: float = 0.6


SETTINGS = SourceSettings()


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelView:
    """What the model makes of a quote's speaker: the mention of its source, and the grounds to show. `agrees` tells
    whether the rule has the same mention; None if one of the two has none."""

    is_asked: bool = True
    sure: float = 0.0
    mention: SpeakerMention | None = None
    agrees: bool | None = None
    grounds: tuple[Evidence, ...] = ()


def read_proposal(
    quote: Quote, by_rule: SpeakerMention | None, context: Context, proposal: Proposal | None
) -> ModelView:
    """Read what the model's proposal for a quote says of its speaker; `proposal` None: no model was asked."""
    if proposal is None:
        return ModelView(is_asked=False)
    mention = find_source(proposal.source, context) if not rule_of(quote.rule).is_by_place else None
    if mention is None or (by_rule is None and _speaks_elsewhere(mention, quote)):
        return ModelView(sure=proposal.sure)
    agrees = mention.span.meets(by_rule.span) if by_rule is not None else None
    reason = {None: "model: source", True: "model: the same source", False: "model: another source"}[agrees]
    return ModelView(
        sure=proposal.sure, mention=mention, agrees=agrees, grounds=(Evidence(reason, mention.span),)
    )


def retie(quote: Quote, by_rule: SpeakerMention | None, view: ModelView, proposal: Proposal) -> Quote | None:
    """Return the quote with the model's cue if that overrules the rule's; None if the rule's stands.

    A rule's report that lies inside what the model takes for reported is a report in a report: the words are the inner
    speaker's. A pronoun is the exception: it mostly takes up the outer speaker ("condemned what he called …").
    """
    overrules = rule_of(quote.rule).is_loose and view.agrees is False and view.sure >= SETTINGS.sure
    is_inner = by_rule is not None and by_rule.head.pos_ != "PRON" and _meet(proposal.content, quote.cue)
    stands = not overrules or by_rule is None or is_inner or _meet(proposal.cue, quote.cue)
    return None if stands else replace(quote, cue=proposal.cue, rule=RuleName.MODEL.value)


def add_model_candidate(
    resolution: Resolution, view: ModelView, quote: Quote, context: Context
) -> tuple[Candidate, ...]:
    """Return the candidates, the model's source among them if it is another than the speaker."""
    if view.agrees is not False or view.mention is None:
        return resolution.candidates
    other = resolve(view.mention, quote, context).speaker
    name = other.name if other is not None else None
    settled = resolution.speaker.name if resolution.speaker is not None else None
    if name is None or name in (settled, *(c.name for c in resolution.candidates)):
        return resolution.candidates
    candidate = Candidate(
        name=name, mention=view.mention.span, score=round(view.sure, 2), reason="the model's source"
    )
    return tuple(sorted((*resolution.candidates, candidate), key=lambda c: -c.score))


def _meet(left: Sequence[Span], right: Sequence[Span]) -> bool:
    return any(a.meets(b) for a in left for b in right)


def _speaks_elsewhere(mention: SpeakerMention, quote: Quote) -> bool:
    """Return True if the mention is the subject of a sentence before that of a cue which a rule found. A verb whose
    subject cannot be read has one nevertheless: that whoever spoke before goes on is a guess."""
    if quote.rule == RuleName.MODEL or not quote.cue or mention.head.dep_ not in SUBJECTS:
        return False
    cue = mention.paragraph.tokens(quote.cue[0])
    return bool(cue) and mention.head.sent.end <= cue[0].i


def find_source(source: Sequence[Span], context: Context) -> SpeakerMention | None:
    """Find the mention that these words, a proposal's source or one that is given, stand for.

    None if there are none, or if they were masked for the parser. Of a source in several pieces the first counts."""
    if not source:
        return None
    span = source[0]
    paragraph = paragraph_at(span.start, context.paragraphs)
    tokens = [t for t in paragraph.tokens(span) if span.holds(paragraph.between(t, t))]
    root = paragraph.doc[tokens[0].i : tokens[-1].i + 1].root if tokens else None
    nouns = (t for t in tokens if t.pos_ in ("PROPN", "NOUN", "PRON"))
    head = root if root is not None and root.pos_ in _NOMINAL else next(nouns, root)
    if head is None or head.pos_ not in (*_NOMINAL, "DET"):
        return None
    head = _in_whose(head, context.lexicon) or head
    mention = mention_at(paragraph, head, context.lexicon)
    if head not in tokens:
        return mention
    heads = tuple(h for h in mention.heads if h in tokens) or (head,)
    return SpeakerMention(paragraph, heads, span, mention.through)


_HEARSAY = frozenset(("rumor", "rumour", "speculation", "gossip", "talk", "whisper"))


def _in_whose(head: Token, lexicon: Lexicon) -> Token | None:
    """Find who passes hearsay on: "rumours circulated in the press" are the press's."""
    if head.lemma_.lower() not in _HEARSAY:
        return None
    verbs = [c for c in head.children if c.dep_ in ("acl", "relcl")]
    verbs += [head.head] if head.dep_ in SUBJECTS else []
    among = (p for t in (head, *verbs) for p in t.children if p.lower_ in ("in", "among", "on"))
    tellers = lexicon.outlets | lexicon.groups | lexicon.people
    objects = (c for p in among for c in p.children if c.dep_ == "pobj")
    return next((noun for noun in objects if noun.lemma_.lower() in tellers), None)
