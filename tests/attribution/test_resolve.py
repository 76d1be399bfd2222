"""Naming whom a mention means leaves the cast as it is; settling it does not. Written against en_core_web_sm 3.8.0."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from quotetrack.attribution.cast import Cast, read_cast
from quotetrack.attribution.context import Scene, paragraph_at
from quotetrack.attribution.mentions import find_mention
from quotetrack.attribution.resolve import resolve, settle
from quotetrack.extraction import extract
from quotetrack.lang import load_lexicon
from quotetrack.parsing.paragraphs import parse
from quotetrack.records import Article

pytestmark = pytest.mark.parser

PRONOUN = "Kim Okoro opened the harbour. “The nets are empty,” she said."
JOINT = "Kim Okoro opened the harbour. “The nets are empty,” said she and Greta Tallis."
NAMED_NEXT = "A news website said the nets “are empty”.\n\nThe Tidewatch News website showed them."


def state(cast: Cast) -> list[Any]:
    """All that a mention after it looks at."""
    figures = [*cast.figures, *cast.unnamed]
    told = [
        (f.name, f.kind, f.gender, f.hint, tuple(f.roles), tuple(n.span for n in f.namings)) for f in figures
    ]
    named = {number: [(n.span, f.name) for n, f in here] for number, here in cast.named_in.items() if here}
    return [told, named, dict(cast.offices)]


@pytest.mark.parametrize("text", [PRONOUN, JOINT, NAMED_NEXT])
def test_a_mention_is_resolved_without_a_change_to_the_cast(text: str) -> None:
    article, lexicon = Article("case", text), load_lexicon()
    paragraphs = parse(article)
    quote = next(one for one in extract(article, paragraphs, lexicon, None).quotes if one.kind != "indirect")
    cast = read_cast(text, paragraphs, lexicon)
    scene = Scene(text, paragraphs, cast, lexicon, None)
    found = find_mention(quote, paragraph_at(quote.cue[0].start, paragraphs), lexicon, text)
    assert found is not None
    if text is JOINT:
        she = next(token for token in found.paragraph.doc if token.lower_ == "she")
        found = replace(found, heads=(she, *found.heads))
    before = state(cast)
    resolution = resolve(found, quote, scene)
    assert resolution.learned
    assert state(cast) == before
    assert settle(found, quote, scene) == resolution
    assert state(cast) != before
    after = state(cast)
    assert resolve(found, quote, scene).speaker == resolution.speaker
    assert state(cast) == after
