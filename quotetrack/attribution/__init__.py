"""From quotes to who said them: mention, speaker, role, hearer, stance, day, place, occasion and relays.

`attribute` walks the quotes of an article in text order, so that each may lean on who spoke before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Token

from quotetrack.attribution.claims import claim_features
from quotetrack.attribution.context import Context, Previous, Resolution
from quotetrack.attribution.day import day_before, said_on
from quotetrack.attribution.echoes import with_echoes
from quotetrack.attribution.entities import read_entities
from quotetrack.attribution.given import attribute_given
from quotetrack.attribution.headlines import name_from_headline
from quotetrack.attribution.manner import act_of, hearer_of, place_and_occasion, relays_of, stance_of
from quotetrack.attribution.mentions import SpeakerMention, find_mention, label_mention
from quotetrack.attribution.proposed import NOTHING, ModelView, add_model_candidate, read_proposal, retie
from quotetrack.attribution.ranker import Ranks, load_ranker
from quotetrack.attribution.representation import anonymity, speaks_for, translated
from quotetrack.attribution.resolve import resolve_interviewed, settle
from quotetrack.confidence import BY_LABEL, of_claim, of_speaker
from quotetrack.lang import Lexicon
from quotetrack.parsing.grammar import child_of
from quotetrack.parsing.paragraphs import Paragraph, paragraph_at
from quotetrack.records import Article, Attribution, Evidence, Proposal, Quote, SaidOn, Span, Statement
from quotetrack.records.rules import rule_of

__all__ = ["attribute", "attribute_given"]


def attribute(
    article: Article,
    paragraphs: Sequence[Paragraph],
    quotes: Sequence[Quote],
    lexicon: Lexicon,
    backed: Mapping[str, Proposal] | None = None,
    ranker: Ranks | None = None,
) -> tuple[Statement, ...]:
    """Return the quotes with their attributions, in the order given.

    If nobody can be settled on, the speaker is None and the attribution lists who came into question. `backed` has the
    model's proposals for quotes, by their ids; None if no model was asked. `ranker` ranks those whom a pronoun may
    mean; None for the one that is shipped."""
    ranker = ranker or load_ranker()
    entities = read_entities(article.text, paragraphs, lexicon)
    name_from_headline(article.text, paragraphs, entities, lexicon)
    previous: Previous | None = None
    labels = article.spans("speaker_label")
    out: list[Statement] = []
    for quote in quotes:
        context = Context(article.text, paragraphs, entities, lexicon, previous, ranker)
        by_rule = _mention_of(quote, context, labels)
        proposal = None if backed is None else backed.get(quote.id, NOTHING)
        view = read_proposal(quote, by_rule, context, proposal)
        if proposal is not None and (tied := retie(quote, by_rule, view, proposal)) is not None:
            quote, by_rule = tied, None
            view = read_proposal(quote, by_rule, context, proposal)
        mention = by_rule or view.mention
        resolution = _resolution(mention, quote, context)
        attribution = _attribution(article, quote, mention, resolution, context, view)
        if quote.kind == "indirect":
            backing = backed.get(quote.id) if backed is not None else None
            quote = _weighed(quote, attribution, context, backing, by_model=backed is not None)
        is_labelled = bool(labels) and rule_of(quote.rule).speaker_at == "label"
        sure = _confidence(quote, attribution, resolution, context, view, is_labelled=is_labelled)
        out.append(Statement(quote, replace(attribution, confidence=sure)))
        if quote.kind != "indirect" or not rule_of(quote.rule).is_aside:
            end = quote.content[-1].end
            here = max(_home(quote, paragraphs).number, paragraph_at(end - 1, paragraphs).number)
            previous = Previous(
                resolution.speaker, resolution.entity, attribution.mention, end, here, resolution.role
            )
    return tuple(_with_inferred_days(with_echoes(out, article.text), paragraphs))


def _mention_of(quote: Quote, context: Context, labels: Sequence[Span]) -> SpeakerMention | None:
    """Find the mention of a quote's speaker; that of a turn on the label that a zone marks before it, if none of the
    turns before began behind that label."""
    if not labels or rule_of(quote.rule).speaker_at != "label":
        return find_mention(quote, _home(quote, context.paragraphs), context.lexicon, context.text)
    label = _label_before(quote, context, labels)
    return None if label is None else label_mention(label, context.text, context.paragraphs, context.lexicon)


def _label_before(quote: Quote, context: Context, labels: Sequence[Span]) -> Span | None:
    number = bisect_left(labels, quote.content[0].start, key=lambda span: span.start)
    began = context.previous.end if context.previous is not None else 0
    return labels[number - 1] if number and labels[number - 1].start >= began else None


def _home(quote: Quote, paragraphs: Sequence[Paragraph]) -> Paragraph:
    """Return the paragraph of the cue, else of the first words."""
    return paragraph_at((*quote.cue, *quote.content)[0].start, paragraphs)


def _resolution(mention: SpeakerMention | None, quote: Quote, context: Context) -> Resolution:
    rule, previous = rule_of(quote.rule), context.previous
    if mention is not None:
        return settle(mention, quote, context)
    if previous is not None and _goes_on(quote, context):
        going = "goes on from the quotation before"
        return Resolution(previous.speaker, previous.entity, going, role=previous.role)
    is_unnamed = rule.speaker_at == "label" and _opening(quote, context).endswith((">>", "»"))
    if rule.may_be_interviewed and not is_unnamed and not quote.words(context.text).endswith("?"):
        return resolve_interviewed(quote, context)
    return Resolution(None, None, "no mention")


def _goes_on(quote: Quote, context: Context) -> bool:
    """Return True for words that go on from those before: by their rule, or in a turn whose label stands above."""
    is_turn = rule_of(quote.rule).speaker_at == "label"
    return rule_of(quote.rule).goes_on or (is_turn and not _opening(quote, context))


def _opening(quote: Quote, context: Context) -> str:
    """Return what stands before a quote in its paragraph, without what is in brackets."""
    start = _home(quote, context.paragraphs).span.start
    return _BRACKETS.sub("", context.text[start : quote.content[0].start][:_LONGEST_OPENING]).strip()


_BRACKETS = re.compile(r"\[[^\[\]]{0,100}\]")
_LONGEST_OPENING = 400
"""Code points before the words of a turn that are looked at. A label has fewer."""


def _attribution(
    article: Article,
    quote: Quote,
    mention: SpeakerMention | None,
    resolution: Resolution,
    context: Context,
    view: ModelView,
) -> Attribution:
    """Put together all that is told of a quote's speaker and manner."""
    lexicon, paragraph = context.lexicon, _home(quote, context.paragraphs)
    span = mention.span if mention is not None else None
    cue_tokens = paragraph.tokens(quote.cue[0]) if quote.cue else []
    verb = next((t for pos in ("VERB", "AUX") for t in cue_tokens if t.pos_ == pos), None)
    speaker, role = resolution.role_near(span, article.text)
    is_unnamed = speaker is not None and speaker.name is None
    attribution = Attribution(
        quote=quote.id,
        mention=_mention(quote, mention, resolution, context, view),
        speaker=speaker,
        role=role,
        stance=stance_of(quote, cue_tokens, lexicon, quote.words(article.text)),
        act=act_of(cue_tokens, lexicon),
        speaks_for=speaks_for(mention, resolution.entity, context.paragraphs, lexicon),
        anonymity=anonymity(quote, paragraph, article.text) if is_unnamed else None,
        translated=translated(quote, paragraph, article.text, lexicon),
        evidence=(
            Evidence(quote.rule, quote.cue[0] if quote.cue else None),
            Evidence(resolution.rule, span),
            *view.grounds,
            *resolution.grounds,
            *_full_name(resolution, mention),
        ),
        confidence=0.0,  # known once it is known how sure the words are
        candidates=add_model_candidate(resolution, view, quote, context),
    )
    if verb is not None:
        attribution = _with_manner(attribution, verb, quote, paragraph, article, mention, lexicon)
    return _with_day_before(attribution, quote, resolution, article, context)


def _with_manner(
    attribution: Attribution,
    verb: Token,
    quote: Quote,
    paragraph: Paragraph,
    article: Article,
    mention: SpeakerMention | None,
    lexicon: Lexicon,
) -> Attribution:
    """Add what the verb of the cue tells: to whom, when, where, on what occasion and through whom it was said."""
    place, occasion = place_and_occasion(verb, paragraph, quote, lexicon)
    to_come = attribution.stance == "would_say"
    hearer = hearer_of(verb, paragraph, quote, lexicon)
    attribution = replace(
        attribution,
        hearer=hearer,
        said_on=said_on(verb, paragraph, quote, article.text, article.published, to_come=to_come),
        place=place,
        occasion=occasion,
        via=relays_of(verb, paragraph, quote, mention.through if mention is not None else None, lexicon),
    )
    if hearer is None or not any(map(hearer.meets, attribution.mention)):
        return attribution
    if child_of(verb, "nsubjpass", "auxpass") is None:
        return replace(attribution, hearer=None)
    # Who is spoken to is not who speaks: in "he was asked about …" nobody is named who asked.
    return replace(
        attribution,
        mention=(),
        speaker=None,
        role=None,
        confidence=0.0,
        evidence=(*attribution.evidence, Evidence("hearer, not speaker", hearer)),
        candidates=(),
    )


def _with_day_before(
    attribution: Attribution, quote: Quote, resolution: Resolution, article: Article, context: Context
) -> Attribution:
    """Add the day of the occasion that the sentence before tells of, if the words have none of their own."""
    entity = resolution.entity
    is_dated = attribution.said_on is not None or attribution.stance != "said" or quote.kind == "indirect"
    if entity is None or attribution.speaker is None or is_dated:
        return attribution
    paragraph = _home(quote, context.paragraphs)
    day = day_before(paragraph, quote, entity.mentions, article.text, article.published, context.lexicon)
    return replace(attribution, said_on=day)


def _full_name(resolution: Resolution, mention: SpeakerMention | None) -> Iterator[Evidence]:
    """Show where the text gives the name in full, if that is not the mention itself."""
    entity = resolution.entity
    if entity is None or not entity.name:
        return
    full = [n for n in entity.mentions if n.kind != "anonymous" and len(n.words) >= len(entity.words)]
    told = [n for n in full if n.paragraph.where != "caption"]
    if not told:
        yield Evidence("named in full only in a caption", full[0].span)
    elif mention is None or not mention.span.meets(told[0].span):
        yield Evidence("named in full", told[0].span)


def _mention(
    quote: Quote, mention: SpeakerMention | None, resolution: Resolution, context: Context, view: ModelView
) -> tuple[Span, ...]:
    """Return a name alone if the mention is one, otherwise the whole noun phrase, or what the quote before goes by.

    A claim's source is told in the model's words if they take in the rule's."""
    if mention is None:
        previous = context.previous
        return previous.mention if previous is not None and _goes_on(quote, context) else ()
    if quote.kind == "indirect" and view.mention is not None and view.mention.span.holds(mention.span):
        return (view.mention.span,)
    is_name = resolution.entity is not None and len(mention.heads) == 1 and resolution.rule == "named"
    names = resolution.entity.mentions if resolution.entity is not None and is_name else ()
    here = (n for n in names if n.paragraph is mention.paragraph and n.start <= mention.head.i < n.end)
    return (next((name.span for name in here), mention.span),)


def _weighed(
    quote: Quote, attribution: Attribution, context: Context, backing: Proposal | None, *, by_model: bool
) -> Quote:
    """Return an indirect quote with the chance that it claims something, which its source tells of too."""
    paragraph = paragraph_at(quote.content[0].start, context.paragraphs)
    features = tuple(claim_features(quote, attribution, paragraph, context.lexicon, backing))
    weights = context.lexicon.claims
    in_context = backing.claims if backing is not None else 0.0
    sure = of_claim(weights, features, by_model=by_model, in_context=in_context)
    if rule_of(quote.rule).keeps_edges:
        # A rule that knows more of its words than the model does is too seldom met to have weights beside the model's.
        sure = max(sure, of_claim(weights, features))
    return replace(quote, confidence=round(sure, 2))


def _confidence(
    quote: Quote,
    attribution: Attribution,
    resolution: Resolution,
    context: Context,
    view: ModelView,
    *,
    is_labelled: bool,
) -> float:
    """Return the chance that these are somebody's words and in the right mouth; 0 if nobody could be settled on. The
    text itself says who speaks if a zone labels the turn (`is_labelled`)."""
    if attribution.speaker is None:
        return 0.0
    if is_labelled:
        return round(quote.confidence * BY_LABEL, 2)
    words = len(quote.words(context.text).split())
    weights = context.lexicon.confidence
    sure = of_speaker(
        weights,
        quote.rule,
        resolution.rule,
        words,
        by_model=view.is_asked,
        agrees=view.agrees,
        chance=resolution.chance,
    )
    return round(quote.confidence * sure, 2)


def _with_inferred_days(statements: list[Statement], paragraphs: Sequence[Paragraph]) -> list[Statement]:
    """Take days over from the same speaker's saying in the same or the neighbouring paragraph, and on from there. One
    saying is often reported in several sentences, and only one names the day."""
    out = list(statements)
    numbers = [_home(statement.quote, paragraphs).number for statement in statements]
    said_in: dict[int, list[int]] = defaultdict(list)
    for i, number in enumerate(numbers):
        said_in[number].append(i)
    for i in (*range(len(out)), *reversed(range(len(out)))):
        if _lacks_day(out[i]):
            near = (out[k] for n in (-1, 0, 1) for k in said_in.get(numbers[i] + n, ()))
            day = next((day for other in near if (day := _shared_day(other, out[i])) is not None), None)
            inferred = replace(day, inferred=True) if day is not None else None
            out[i] = replace(out[i], attribution=replace(out[i].attribution, said_on=inferred))
    return out


def _lacks_day(statement: Statement) -> bool:
    speaker = statement.attribution.speaker
    named = speaker is not None and speaker.name is not None
    return named and statement.attribution.said_on is None and statement.quote.kind != "indirect"


def _shared_day(other: Statement, statement: Statement) -> SaidOn | None:
    """Return the day of another saying of the same speaker, if it is a day and both were said, not announced."""
    ours, theirs, day = statement.attribution, other.attribution, other.attribution.said_on
    is_same = ours.speaker and theirs.speaker and theirs.speaker.name == ours.speaker.name
    is_usable = day is not None and day.precision == "day" and "would_say" not in (ours.stance, theirs.stance)
    return day if is_same and is_usable else None
