"""What one printing says for or against some words."""

from __future__ import annotations

import pytest

from quotetrack.checking.assessment import (
    Assessed,
    Manner,
    are_apart,
    assess,
    bearing_of,
    is_printed_negated,
    manner,
)
from quotetrack.comparison.alignment import Fit, FitKind, read_words
from quotetrack.records import Kind, Printed, Stance

from ..builders import find, make_article, make_statement


def printed(
    text: str, content: str, *, kind: Kind = "direct", stance: Stance = "said", cue: str = ""
) -> Printed:
    """A statement with its cue."""
    article = make_article(text)
    told = {"cue": (find(text, cue),)} if cue else {}
    return Printed(
        article=article, statement=make_statement(article, content, kind=kind, stance=stance, quote=told)
    )


@pytest.mark.parametrize(
    ("text", "content", "kind", "stance", "wanted"),
    [
        ("“It sank,” she said.", "It sank,", "direct", "said", "said"),
        ("“It never sank,” she denied.", "It never sank,", "direct", "denied", "said"),
        ("“It sank,” she denied.", "It sank,", "direct", "denied", "denied"),
        ("She denied that “it never sank”.", "it never sank", "direct", "denied", "denied"),
        ("She denied it sank.", "it sank", "indirect", "denied", "denied"),
        ("She never said it sank.", "it sank", "indirect", "not_said", "denied"),
        ("“Ask them,” she declined.", "Ask them,", "direct", "declined", "said"),
        ("She declined to say whether “it sank”.", "it sank", "direct", "declined", "declined"),
        ("She declined to call it “sunk”.", "sunk", "mixed", "declined", "declined"),
        ("Will it sink?", "it sink", "indirect", "asked", "open"),
    ],
)
def test_words_are_told_so(text: str, content: str, kind: Kind, stance: Stance, wanted: Manner) -> None:
    cue = next((word for word in ("denied", "declined", "said") if word in text), "")
    assert manner(printed(text, content, kind=kind, stance=stance, cue=cue)) == wanted


@pytest.mark.parametrize(
    ("fit", "stance", "words", "wanted"),
    [
        (Fit("other words"), "said", "it sank", "none"),
        (Fit("exact", 1.0), "said", "it sank", "quoted"),
        (Fit("told", 0.9), "said", "it sank", "told"),
        (Fit("exact", 1.0), "denied", "it sank", "denied"),
        (Fit("altered", 0.7), "denied", "it sank", "denied"),
        (Fit("altered", 0.5), "denied", "it sank", "none"),
        (Fit("altered", 0.9), "denied", "it never sank", "told"),
        (Fit("told", 0.9), "declined", "it sank", "none"),
        (Fit("exact", 1.0), "declined", "it sank", "none"),
    ],
)
def test_a_printing_bears_so_on_the_words(fit: Fit, stance: Stance, words: str, wanted: str) -> None:
    there = printed("She spoke of it: it sank.", "it sank", kind="indirect", stance=stance)
    assert bearing_of(read_words(words), there, fit) == wanted


def test_those_with_most_of_the_words_are_assessed() -> None:
    found = {
        row: printed(f"“{words},” she said.", f"{words},")
        for row, words in enumerate(["gulls cried", "the ferry sank", "the ferry sails"])
    }
    chosen = assess(read_words("the ferry sank"), found, {}, None, most=2)
    assert [(one.row, one.fit.kind, one.whose) for one in chosen] == [
        (1, "exact", "theirs"),
        (2, "altered", "theirs"),
    ]
    assert [one.row for one in assess(read_words("the ferry sank"), found, {}, None, most=0)] == [1]


def test_exact_comes_before_cut_before_all_others_and_then_the_score_counts() -> None:
    there = printed("“It sank,” she said.", "It sank,")
    kinds: list[tuple[FitKind, float]] = [("altered", 0.5), ("cut", 0.9), ("altered", 0.94), ("exact", 1.0)]
    everything = [
        Assessed(n, there, Fit(kind, score), "theirs", "quoted") for n, (kind, score) in enumerate(kinds)
    ]
    assert [one.row for one in sorted(everything, key=lambda one: one.rank)] == [3, 1, 2, 0]


@pytest.mark.parametrize(("place", "is_so"), [((3, 5), True), ((2, 5), False), ((0, 0), True)])
def test_stretches_stand_apart(place: tuple[int, int], is_so: bool) -> None:
    there = printed("“It sank,” she said.", "It sank,")
    ours = Assessed(1, there, Fit("altered", 0.6, place=(0, 3)), "theirs", "quoted")
    other = Assessed(2, there, Fit("altered", 0.6, place=place), "theirs", "quoted")
    assert are_apart(ours, other) is are_apart(other, ours) is is_so


def test_what_is_printed_may_be_negated() -> None:
    assert is_printed_negated(printed("“It never sank,” she said.", "It never sank,"))
    assert not is_printed_negated(printed("“It sank,” she never said.", "It sank,"))
