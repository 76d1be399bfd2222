"""Who is meant by a mention that somebody else has marked: the same resolution, for statements that are given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quotetrack.attribution.cast import read_cast
from quotetrack.attribution.context import Previous, Resolution, Scene, paragraph_at, role_of
from quotetrack.attribution.proposed import mention_in
from quotetrack.attribution.resolve import settle
from quotetrack.confidence import of_speaker
from quotetrack.lang import Lexicon
from quotetrack.parsing.paragraphs import Paragraph
from quotetrack.records import Attribution, Evidence, Given, Statement


def attribute_given(given: Given, paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> tuple[Statement, ...]:
    """The statements, each unsettled one with the speaker its mention means, or None and who came into question. What
    is given stays as it is."""
    text = given.article.text
    cast = read_cast(text, paragraphs, lexicon)
    previous: Previous | None = None
    out: list[Statement] = []
    for statement in given.statements:
        quote, attribution = statement.quote, statement.attribution
        scene = Scene(text, paragraphs, cast, lexicon, previous)
        resolution = Resolution(attribution.speaker, None, "given")
        if quote.id in given.unsettled:
            found = mention_in(attribution.mention, scene)
            resolution = (
                settle(found, quote, scene) if found is not None else Resolution(None, None, "no mention")
            )
            attribution = _settled(statement, resolution, lexicon, text)
        out.append(Statement(quote, attribution))
        here = paragraph_at(quote.content[-1].end - 1, paragraphs).number
        previous = Previous(
            resolution.speaker, resolution.figure, attribution.mention, quote.content[-1].end, here
        )
    return tuple(out)


def _settled(statement: Statement, resolution: Resolution, lexicon: Lexicon, text: str) -> Attribution:
    quote, attribution = statement.quote, statement.attribution
    mention = attribution.mention[0]
    speaker, figure = resolution.speaker, resolution.figure
    role = role_of(figure, mention) if figure is not None else None
    if speaker is not None and figure is not None:
        speaker = replace(speaker, role=role.of(text) if role is not None else None)
    sure = 0.0
    if speaker is not None:
        words = len(quote.words(text).split())
        sure = round(
            of_speaker(lexicon.confidence, quote.rule, resolution.rule, words, by_model=False, agrees=False),
            2,
        )
    return replace(
        attribution,
        speaker=speaker,
        role=role or attribution.role,
        confidence=sure,
        evidence=(Evidence("given", mention), Evidence(resolution.rule, mention), *resolution.grounds),
        candidates=resolution.candidates,
    )
