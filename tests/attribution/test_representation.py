"""On whose behalf, in what language and for what stated reason somebody speaks; on parses that are written out."""

from __future__ import annotations

import pytest

from quotetrack.attribution.mentions import SpeakerMention
from quotetrack.attribution.representation import anonymity, speaks_for, translated
from quotetrack.lang import load_lexicon
from quotetrack.parsing.paragraphs import Paragraph
from quotetrack.records import Quote, Span
from tests.builders import find
from tests.extraction.built import build_paragraph

SPOKESMAN_FOR = """
A DT det 1
spokesman NN nsubj 5
for IN prep 1
the DT det 4
ministry NN pobj 2
spoke VBD ROOT 5 speak
. . punct 5
"""
CAMPAIGN_SPOKESMAN = """
Keel NNP compound 1
campaign NN compound 2
spokesman NN nsubj 4
Roth NNP appos 2
spoke VBD ROOT 4 speak
. . punct 4
"""
OWNED = """
Keel NNP poss 2
’s POS case 0
lawyer NN nsubj 3
spoke VBD ROOT 3 speak
. . punct 3
"""
MINISTER = """
The DT det 1
minister NN nsubj 2
spoke VBD ROOT 2 speak
. . punct 2
"""


def _mention(paragraph: Paragraph, text: str, head: str) -> SpeakerMention:
    [token] = [token for token in paragraph.doc if token.text == head]
    return SpeakerMention(paragraph, (token,), Span(0, find(text, head).end))


@pytest.mark.parametrize(
    ("table", "head", "client"),
    [
        (SPOKESMAN_FOR, "spokesman", "the ministry"),
        (CAMPAIGN_SPOKESMAN, "spokesman", "Keel campaign"),
        (OWNED, "lawyer", "Keel"),
        (MINISTER, "minister", None),
    ],
)
def test_an_agent_speaks_for_its_client(table: str, head: str, client: str | None) -> None:
    text, paragraph = build_paragraph(table)
    span = speaks_for(_mention(paragraph, text, head), None, [paragraph], load_lexicon())
    assert (span.of(text) if span is not None else None) == client


def test_nobody_speaks_for_whom_nothing_mentions() -> None:
    assert speaks_for(None, None, [], load_lexicon()) is None


def _said(words: str) -> tuple[str, Paragraph, Quote]:
    """A sentence of these words with "said" as its root, and the quote whose cue that is."""
    parts = words.split()
    at = parts.index("said")
    rows = [f"{part} {'VBD ROOT' if n == at else 'NN dep'} {at}" for n, part in enumerate(parts)]
    text, paragraph = build_paragraph("\n".join(rows))
    return text, paragraph, Quote(id="q", kind="indirect", content=(Span(0, 1),), cue=(find(text, "said"),))


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("an official said on condition of anonymity", "on condition of anonymity"),
        (
            "an official said on condition of anonymity because he feared for his job",
            "because he feared for his job",
        ),
        ("an official said so", None),
    ],
)
def test_the_reason_for_no_name_is_given_as_printed(words: str, reason: str | None) -> None:
    text, paragraph, quote = _said(words)
    span = anonymity(quote, paragraph, text)
    assert (span.of(text) if span is not None else None) == reason


@pytest.mark.parametrize(
    ("words", "told_by"),
    [
        ("she said through an interpreter that it sank", "through an interpreter"),
        ("she said in Arabic that it sank", "in Arabic"),
        ("she said it sank in Arabic", "in Arabic"),
        ("she said in Lisbon that it sank", None),
    ],
)
def test_words_tell_that_another_language_was_spoken(words: str, told_by: str | None) -> None:
    text, paragraph, quote = _said(words)
    span = translated(quote, paragraph, text, load_lexicon())
    assert (span.of(text) if span is not None else None) == told_by


def test_words_in_marks_tell_nothing_of_the_language() -> None:
    text, paragraph, quote = _said('she said " in Arabic " twice')
    assert translated(quote, paragraph, text, load_lexicon()) is None
