"""A verdict's reasons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from quotetrack.checking.assessment import Assessed, Bearing
from quotetrack.checking.explanations import Found, explain
from quotetrack.comparison.alignment import Fit, FitKind, read_words
from quotetrack.records import Candidate, Printed, Source, Span
from quotetrack.records.check import Passage, Turn, Verdict
from quotetrack.speakers.claimed_speaker import ClaimedSpeaker, Whose
from quotetrack.speakers.grouping import NameLookup

from ..builders import make_article, make_statement


class Held:
    """Stands for a store of one article."""

    location = "/news/quotes.db"

    @property
    def articles(self) -> Held:
        return self

    statements = articles

    def size(self) -> tuple[int, int]:
        return 1200, 1

    def fetch(self, _: Sequence[int]) -> dict[int, Printed]:
        return {}


LIMA = ClaimedSpeaker(NameLookup("Ana Lima", ()))


def of(
    kind: FitKind,
    bearing: Bearing = "quoted",
    whose: Whose = "theirs",
    *,
    by: str | None = "Ana Lima",
    place: tuple[int, int] = (0, 3),
    notes: tuple[str, ...] = (),
    **more: Any,
) -> Assessed:
    """A printing that fits the words so."""
    article = make_article("“It sank,” a pilot said.")
    statement = make_statement(article, "It sank,", by=by, mention="a pilot", **more)
    return Assessed(
        1, Printed(article=article, statement=statement), Fit(kind, 0.9, notes, place), whose, bearing
    )


def explained(
    verdict: Verdict,
    *bearing: Assessed,
    words: str = "it sank there",
    speaker: ClaimedSpeaker | None = None,
    turns: dict[int, Turn | None] | None = None,
    passages: tuple[Passage, ...] = (),
) -> str:
    """Why the verdict is what it is."""
    found = Found(verdict, bearing, turns or {}, passages)
    return explain(found, read_words(words), speaker, Held())  # type: ignore[arg-type]


DENIAL = of("altered", "denied")
OTHER = of("exact", whose="another", by="Rui Reis")
TOLD_OTHER = of("told", "told", whose="another", by="Rui Reis")
REIS = (Candidate(name="Rui Reis", mention=Span(0, 1), score=0.4, reason="near"),)
NOBODY = of("exact", whose="unknown", by=None, candidates=REIS)
ALTERED_NOBODY = of("altered", by=None, candidates=REIS)
GUESSED = of("exact", candidates=REIS, confidence=0.3)
ASKED = of("exact", stance="asked")


@pytest.mark.parametrize(
    ("verdict", "bearing", "words", "wanted"),
    [
        ("exact", [of("exact")], "it sank", "Every word is printed so, and no other."),
        ("exact", [of("exact"), DENIAL], "it sank", "and no other. A denial of it is printed too."),
        ("exact", [of("exact"), OTHER], "it sank", "They are also printed as said by Rui Reis."),
        ("unattributed", [NOBODY], "it sank", "nobody is settled on as their speaker (it may be Rui Reis)."),
        ("unattributed", [GUESSED], "it sank", "speaker not certain: Ana Lima, 30% sure, else Rui Reis."),
        ("unattributed", [ASKED], "it sank", "printed in a question, and nobody says so."),
        (
            "altered",
            [ALTERED_NOBODY],
            "it sank",
            "Nobody is settled on as their speaker (it may be Rui Reis).",
        ),
        ("cut", [of("cut")], "it sank", "These words are a part of what is printed."),
        ("cut", [of("cut")], "it … sank", "with an ellipsis for what is left out."),
        (
            "cut",
            [of("cut", notes=("a negation follows",))],
            "it sank",
            "what is printed (a negation follows).",
        ),
        ("altered", [of("altered")], "it sank", "but not as they stand here."),
        (
            "altered",
            [of("altered"), of("altered", place=(3, 5))],
            "it sank",
            "Words of different quotations are joined",
        ),
        ("paraphrase", [of("told", "told")], "it sank", "The words in the article are the reporter's."),
        ("paraphrase", [of("other words", "none")], "it sank", "The same is told in other words."),
        ("denied", [DENIAL], "it sank", "has this as denied or never said."),
        ("denied", [DENIAL, OTHER], "it sank", "The words are printed as said by Rui Reis."),
        ("other_speaker", [OTHER], "it sank", "printed only as somebody else's: Rui Reis."),
        ("other_speaker", [OTHER, NOBODY], "it sank", "They are also printed where nobody is settled on"),
        ("not_found", [], "it sank", "Nothing like these words is in this collection."),
        (
            "not_found",
            [],
            "it sank",
            "Searched: 1,200 quotations and the texts of 1 article, /news/quotes.db.",
        ),
        ("not_found", [OTHER], "it sank", "Words like these are printed of somebody else: Rui Reis."),
        ("not_found", [TOLD_OTHER], "it sank", "of somebody else, but not plainly as a quotation: Rui Reis."),
        ("not_found", [of("cut", "none")], "it sank", "but not as what was said: see the stance of each."),
    ],
)
def test_a_verdict_is_explained(verdict: Verdict, bearing: list[Assessed], words: str, wanted: str) -> None:
    assert wanted in explained(verdict, *bearing, words=words)


def test_words_of_nobody_in_particular_are_told_if_a_speaker_is_asked_for() -> None:
    unnamed = of("exact", whose="unnamed", by=None)
    why = explained("not_found", NOBODY, unnamed, speaker=LIMA)
    assert "nobody is settled on as their speaker (it may be Rui Reis)" in why
    assert "somebody who is not named (“a pilot”)" in why
    assert "Nobody with the name or the role “Ana Lima” is quoted" in why


def test_a_source_without_a_name_is_called_by_its_mention() -> None:
    assert "somebody else's: “a pilot”." in explained("other_speaker", of("exact", whose="another", by=None))


def test_braces_in_a_name_are_left_as_they_are() -> None:
    assert "somebody else's: {named}." in explained(
        "other_speaker", of("exact", whose="another", by="{named}")
    )


TEXT = "“It sank,” a pilot said."


def span(words: str) -> Span:
    """Where words stand in the article of `of`."""
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


@pytest.mark.parametrize(
    ("turn", "wanted"),
    [
        (
            Turn(ground="negated", governing=(span("sank"),), sentence=span(TEXT)),
            "it denies or doubts them (“sank”).",
        ),
        (
            Turn(ground="conditional", governing=(span("It"), span("sank")), sentence=span(TEXT)),
            "it sets them under a condition (“It … sank”).",
        ),
        (
            Turn(ground="wished", governing=(span("It"),), sentence=span(TEXT)),
            "it only wishes or imagines them",
        ),
        (Turn(ground="asked", governing=(span("sank"),), sentence=span(TEXT)), "it asks it"),
        (
            Turn(ground="another's", governing=(span("said"),), sentence=span(TEXT)),
            "what somebody else says or thinks",
        ),
    ],
)
def test_what_turns_the_words_is_shown(turn: Turn, wanted: str) -> None:
    why = explained("reversed", of("cut"), turns={1: turn})
    assert "the sentence they are cut from says something else" in why
    assert wanted in why


def test_whom_the_speaker_only_quotes_is_named() -> None:
    turn = Turn(ground="another's", governing=(span("said"),), sentence=span(TEXT), by=span("a pilot"))
    why = explained("second_hand", of("cut"), turns={1: turn})
    assert why == "The words are printed as somebody else's, whom the speaker only quotes (“a pilot”)."


def test_words_that_another_relays_are_said_to_be_relayed() -> None:
    assert explained("exact", OTHER, words="it sank") == "These words are printed as relayed by Rui Reis."


def test_the_opposite_in_the_reporters_words_is_called_the_opposite() -> None:
    assert explained("denied", of("told", "told")).startswith("What is printed is the opposite")


def test_somebody_who_is_not_named_is_quoted_by_the_mention() -> None:
    unnamed = of("exact", whose="unnamed", by=None)
    assert "somebody who is not named (“a pilot”)" in explained("unattributed", unnamed, speaker=LIMA)


def test_words_of_a_text_are_given_with_the_outlet_and_what_is_like_them() -> None:
    article = make_article("It sank there.", source=Source("Harbour Post"))
    there = Passage(article=article, span=Span(0, 13), score=1.0)
    why = explained("unattributed", TOLD_OTHER, passages=(there, there))
    assert why.startswith("The words stand in Harbour Post, and not as anybody's quotation. Words like these")
    assert "Rui Reis" in why
