"""A verdict's reasons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from quotetrack.checking.assessment import Assessed, Bearing
from quotetrack.checking.explanations import explain
from quotetrack.comparison.alignment import Fit, FitKind, read_words
from quotetrack.records import Candidate, Printed, Span
from quotetrack.records.check import Verdict
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
    verdict: Verdict, *bearing: Assessed, words: str = "it sank there", speaker: ClaimedSpeaker | None = None
) -> str:
    """Why the verdict is what it is."""
    return explain(verdict, bearing, read_words(words), speaker, Held())  # type: ignore[arg-type]


DENIAL = of("altered", "denied")
OTHER = of("exact", whose="another", by="Rui Reis")
NOBODY = of(
    "exact",
    whose="unknown",
    by=None,
    candidates=(Candidate(name="Rui Reis", mention=Span(0, 1), score=0.4, reason="near"),),
)


@pytest.mark.parametrize(
    ("verdict", "bearing", "words", "wanted"),
    [
        ("exact", [of("exact")], "it sank", "Every word is printed so, and no other."),
        ("exact", [of("exact"), DENIAL], "it sank", "and no other. A denial of it is printed too."),
        ("exact", [of("exact"), OTHER], "it sank", "They are also printed as said by Rui Reis."),
        ("exact", [NOBODY], "it sank", "Nobody is settled on as their speaker (it may be Rui Reis)."),
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
        ("not_found", [], "it sank", "Searched: 1,200 quotations in 1 article, /news/quotes.db."),
        ("not_found", [OTHER], "it sank", "Words like these are printed of somebody else, but not plainly"),
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
