"""From quotes to who said them: mention, speaker, role, hearer, stance, day, place, occasion and relays.

`attribute` walks the quotes of an article in text order, so that each may lean on who spoke before it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from quotetrack.attribution.cast import read_cast
from quotetrack.attribution.context import Previous, Resolution, Scene, paragraph_at, role_of
from quotetrack.attribution.day import day_before, said_on
from quotetrack.attribution.given import attribute_given
from quotetrack.attribution.manner import act_of, hearer_of, place_and_occasion, relays_of, stance_of
from quotetrack.attribution.mentions import Found, find_mention
from quotetrack.attribution.proposed import NOTHING, Seen, retied, seen_by_model, with_other
from quotetrack.attribution.representation import anonymity, speaks_for, translated
from quotetrack.attribution.resolve import interviewed, settle
from quotetrack.confidence import of_speaker
from quotetrack.lang import Lexicon
from quotetrack.parsing.paragraphs import Paragraph
from quotetrack.records import Article, Attribution, Evidence, Proposal, Quote, SaidOn, Span, Statement

__all__ = ["attribute", "attribute_given"]


def attribute(
    article: Article,
    paragraphs: Sequence[Paragraph],
    quotes: Sequence[Quote],
    lexicon: Lexicon,
    backed: Mapping[str, Proposal] | None = None,
) -> tuple[Statement, ...]:
    """The quotes with their attributions, in the order given. Where nobody can be settled on, the speaker is None and
    the attribution lists who came into question. `backed` has the model's proposals for quotes, by their
    ids; None where no model was asked."""
    cast = read_cast(article.text, paragraphs, lexicon)
    previous: Previous | None = None
    out: list[Statement] = []
    for quote in quotes:
        paragraph = _home(quote, paragraphs)
        scene = Scene(article.text, paragraphs, cast, lexicon, previous)
        by_rule = find_mention(quote, paragraph, lexicon, article.text)
        proposal = None if backed is None else backed.get(quote.id, NOTHING)
        seen = seen_by_model(quote, by_rule, scene, proposal)
        if proposal is not None and (anew := retied(quote, by_rule, seen, proposal)) is not None:
            quote, by_rule, paragraph = anew, None, _home(anew, paragraphs)
            seen = seen_by_model(quote, by_rule, scene, proposal)
        found = by_rule or seen.mention
        resolution = _resolution(found, quote, scene)
        carried = (
            previous.mention if found is None and quote.rule == "goes on" and previous is not None else ()
        )
        attribution = _attribution(article, quote, paragraph, found, resolution, scene, carried, seen)
        out.append(Statement(quote, attribution))
        if not _is_aside(quote):
            end = quote.content[-1].end
            here = max(paragraph.number, paragraph_at(end - 1, paragraphs).number)
            previous = Previous(resolution.speaker, resolution.figure, attribution.mention, end, here)
    return tuple(_with_inferred_days(out, paragraphs))


def _is_aside(quote: Quote) -> bool:
    """True for a claim that tells nothing of who is speaking just now: an idea brought up earlier, or what the model
    alone takes for somebody's."""
    return quote.rule == "raised" or (quote.rule == "model" and quote.kind == "indirect")


def _home(quote: Quote, paragraphs: Sequence[Paragraph]) -> Paragraph:
    """The paragraph of the cue, else of the first words."""
    return paragraph_at(quote.cue[0].start if quote.cue else quote.content[0].start, paragraphs)


def _resolution(found: Found | None, quote: Quote, scene: Scene) -> Resolution:
    if found is not None:
        return settle(found, quote, scene)
    if quote.rule == "goes on" and scene.previous is not None:
        previous = scene.previous
        return Resolution(previous.speaker, previous.figure, "goes on from the quotation before")
    if quote.rule in ("answer", "turn") and not quote.words(scene.text).endswith("?"):
        return interviewed(quote, scene)
    return Resolution(None, None, "no mention")


def _attribution(
    article: Article,
    quote: Quote,
    paragraph: Paragraph,
    found: Found | None,
    resolution: Resolution,
    scene: Scene,
    carried: tuple[Span, ...],
    seen: Seen,
) -> Attribution:
    lexicon = scene.lexicon
    cue_tokens = paragraph.tokens(quote.cue[0]) if quote.cue else []
    verb = next((t for pos in ("VERB", "AUX") for t in cue_tokens if t.pos_ == pos), None)
    stance = stance_of(quote, verb, lexicon)
    evidence = [
        Evidence(quote.rule, quote.cue[0] if quote.cue else None),
        Evidence(resolution.rule, found.span if found else None),
        *seen.grounds,
        *resolution.grounds,
        *_full_name(resolution, found),
    ]
    role = role_of(resolution.figure, found.span if found else None) if resolution.figure else None
    speaker = resolution.speaker
    if speaker is not None and resolution.figure is not None:
        speaker = replace(speaker, role=role.of(article.text) if role is not None else None)
    is_unnamed = speaker is not None and speaker.name is None
    told = Attribution(
        quote=quote.id,
        mention=_mention(quote, found, resolution, seen) if found is not None else carried,
        speaker=speaker,
        role=role,
        stance=stance,
        act=act_of(cue_tokens, lexicon),
        speaks_for=speaks_for(found, resolution.figure, scene.paragraphs, lexicon),
        anonymity=anonymity(quote, paragraph, article.text) if is_unnamed else None,
        translated=translated(quote, paragraph, article.text, lexicon),
        evidence=tuple(evidence),
        confidence=_confidence(quote, resolution, scene, seen),
        candidates=with_other(resolution, seen, quote, scene),
    )
    if verb is not None:
        place, occasion = place_and_occasion(verb, paragraph, quote, lexicon)
        to_come = stance == "would_say"
        told = replace(
            told,
            hearer=hearer_of(verb, paragraph, quote, lexicon),
            said_on=said_on(verb, paragraph, quote, article.text, article.published, to_come=to_come),
            place=place,
            occasion=occasion,
            via=relays_of(verb, paragraph, quote, found.through if found else None, lexicon),
        )
    if verb is not None and told.hearer is not None and any(map(told.hearer.meets, told.mention)):
        if any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children):
            return _said_to(told, told.hearer)
        told = replace(told, hearer=None)
    figure = resolution.figure
    if figure is None or told.said_on is not None or quote.kind == "indirect" or stance != "said":
        return told
    day = day_before(paragraph, quote, figure.namings, article.text, article.published, lexicon)
    return replace(told, said_on=day)


def _said_to(told: Attribution, hearer: Span) -> Attribution:
    """Who is spoken to is not who speaks: in "he was asked about …" nobody is named who asked."""
    reason = Evidence("hearer, not speaker", hearer)
    return replace(
        told,
        mention=(),
        speaker=None,
        role=None,
        confidence=0.0,
        evidence=(*told.evidence, reason),
        candidates=(),
    )


def _full_name(resolution: Resolution, found: Found | None) -> Iterator[Evidence]:
    """Where the text gives the name in full, if that is not the mention itself."""
    figure = resolution.figure
    if figure is None or not figure.name:
        return
    fullest = next(n for n in figure.namings if n.kind != "anonymous" and len(n.words) >= len(figure.words))
    if found is None or not found.span.meets(fullest.span):
        yield Evidence("named in full", fullest.span)


def _mention(quote: Quote, found: Found, resolution: Resolution, seen: Seen) -> tuple[Span, ...]:
    """A name alone where the mention is one; otherwise the whole noun phrase. A claim's source is told in the model's
    words, where they take in the rule's."""
    if quote.kind == "indirect" and seen.mention is not None and seen.mention.span.holds(found.span):
        return (seen.mention.span,)
    figure = resolution.figure
    if figure is not None and len(found.heads) == 1 and resolution.rule == "named":
        for naming in figure.namings:
            if naming.paragraph is found.paragraph and naming.start <= found.head.i < naming.end:
                return (naming.span,)
    return (found.span,)


def _confidence(quote: Quote, resolution: Resolution, scene: Scene, seen: Seen) -> float:
    """The chance that these are somebody's words and in the right mouth; 0 where nobody could be settled on."""
    if resolution.speaker is None:
        return 0.0
    words = len(quote.words(scene.text).split())
    sure = of_speaker(
        scene.lexicon.confidence,
        quote.rule,
        resolution.rule,
        words,
        by_model=seen.is_asked,
        agrees=seen.agrees,
    )
    return round(quote.confidence * sure, 2)


def _with_inferred_days(statements: list[Statement], paragraphs: Sequence[Paragraph]) -> list[Statement]:
    """Days taken over from the same speaker's saying in the same or the neighbouring paragraph, and on from there: one
    saying is often reported in several sentences, and only one names the day."""
    out = list(statements)
    numbers = [_home(statement.quote, paragraphs).number for statement in statements]
    said_in: dict[int, list[int]] = defaultdict(list)
    for i, number in enumerate(numbers):
        said_in[number].append(i)
    for order in (range(len(out)), range(len(out) - 1, -1, -1)):
        for i in order:
            if _lacks_day(out[i]):
                near = (out[k] for n in (-1, 0, 1) for k in said_in.get(numbers[i] + n, ()))
                day = next((d for other in near if (d := _shared_day(other, out[i])) is not None), None)
                if day is not None:
                    inferred = replace(day, inferred=True)
                    out[i] = replace(out[i], attribution=replace(out[i].attribution, said_on=inferred))
    return out


def _lacks_day(statement: Statement) -> bool:
    speaker = statement.attribution.speaker
    named = speaker is not None and speaker.name is not None
    return named and statement.attribution.said_on is None and statement.quote.kind != "indirect"


def _shared_day(other: Statement, statement: Statement) -> SaidOn | None:
    """The day of another saying of the same speaker, where it is a day and both were said, not announced."""
    ours, theirs = statement.attribution, other.attribution
    if (
        theirs.said_on is None
        or theirs.said_on.precision != "day"
        or ours.speaker is None
        or theirs.speaker is None
    ):
        return None
    if theirs.speaker.name != ours.speaker.name or "would_say" in (ours.stance, theirs.stance):
        return None
    return theirs.said_on
