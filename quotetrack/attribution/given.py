"""Who is meant by a mention that somebody else has marked: the same resolution, for statements that are given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quotetrack.attribution.context import Context, Previous, Resolution
from quotetrack.attribution.entities import read_entities
from quotetrack.attribution.proposed import find_source
from quotetrack.attribution.resolve import settle
from quotetrack.confidence import of_speaker
from quotetrack.lang import Lexicon
from quotetrack.parsing.paragraphs import Paragraph, paragraph_at
from quotetrack.records import Attribution, Evidence, Given, Statement


def attribute_given(given: Given, paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> tuple[Statement, ...]:
    """Settle each unsettled statement: its speaker is whom its mention means, or None and who came into question.

    What is given stays as it is."""
    text = given.article.text
    entities = read_entities(text, paragraphs, lexicon)
    previous: Previous | None = None
    out: list[Statement] = []
    for statement in given.statements:
        quote, attribution = statement.quote, statement.attribution
        resolution = Resolution(attribution.speaker, None, "given")
        if quote.id in given.unsettled:
            context = Context(text, paragraphs, entities, lexicon, previous)
            mention = find_source(attribution.mention, context)
            nobody = Resolution(None, None, "no mention")
            resolution = settle(mention, quote, context) if mention is not None else nobody
            attribution = _settled(statement, resolution, lexicon, text)
        out.append(Statement(quote, attribution))
        end = quote.content[-1].end
        here = paragraph_at(end - 1, paragraphs).number
        previous = Previous(resolution.speaker, resolution.entity, attribution.mention, end, here)
    return tuple(out)


def _settled(statement: Statement, resolution: Resolution, lexicon: Lexicon, text: str) -> Attribution:
    quote, attribution = statement.quote, statement.attribution
    mention = attribution.mention[0]
    speaker, role = resolution.role_near(mention, text)
    words = len(quote.words(text).split())
    sure = of_speaker(lexicon.confidence, quote.rule, resolution.rule, words, agrees=False)
    return replace(
        attribution,
        speaker=speaker,
        role=role or attribution.role,
        confidence=round(sure, 2) if speaker is not None else 0.0,
        evidence=(Evidence("given", mention), Evidence(resolution.rule, mention), *resolution.grounds),
        candidates=resolution.candidates,
    )
