"""Transcripts in plain text, of the manners in which they are printed; and texts that only look like one."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotetrack.readers import article_from_text
from quotetrack.readers.spoken.transcript import mark_transcript
from tests.readers.gold import gold_of, name_of, only_article, said, samples, told_of

TALKS = samples("transcript")


@pytest.mark.parser
@pytest.mark.parametrize("path", TALKS, ids=name_of)
def test_turns_have_their_words_speaker_and_time(path: Path) -> None:
    article = only_article(path)
    assert [told_of(s, article) for s in said(article)] == gold_of(path)["turns"]


@pytest.mark.parametrize("path", TALKS, ids=name_of)
def test_sounds_are_no_words_of_anybody(path: Path) -> None:
    article = only_article(path)
    sounds = [span.of(article.text) for span in article.spans("stage_direction")]
    assert sounds == gold_of(path).get("stage", [])


@pytest.mark.parametrize("path", TALKS, ids=name_of)
def test_the_text_is_that_of_the_file(path: Path) -> None:
    assert only_article(path).text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "Opening hours: We close at six on Mondays.\n\nPrice: It is four crowns.\n\nNote: No dogs.",
        "HARBOUR NEWS\nThe quay sank.\n\nWEATHER\nIt will rain.\n\nSPORT\nNobody won.",
        "12:30 The ferry leaves.\nAt 11:45 it had been late.\n09:15 The crews met.",
        "Top: Piglets sleep in Porto.\nBottom: The sow looks on.\nLeft: A boat.\nRight: The quay.",
        "“The quay sank,” said Nadia Okoro.\n\nThe mayor: “It did not.”\n\nNadia Okoro: “It did.”",
    ],
)
def test_a_text_that_is_no_transcript_is_left_as_it_is(text: str) -> None:
    assert mark_transcript(text).zones == ()
    assert article_from_text(text).locators == ()


@pytest.mark.parametrize(
    "line", ["A: " * 30_000, "[00:00:01] " * 30_000, "(" * 90_000, "A" * 90_000, "NAME:\n" * 30_000]
)
def test_hostile_lines_are_read_in_time(line: str) -> None:
    found = mark_transcript(f"{line}\n" * 2)
    spans = [zone.span for zone in found.zones]
    assert spans == sorted(spans)
