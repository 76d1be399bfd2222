"""What one speaker denies and another says, word by word."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from quotetrack.linking.denials import are_denials, say_what_is_negated
from quotetrack.linking.features import features
from quotetrack.linking.inputs import LinkInput
from quotetrack.linking.scorer import OUTCOMES
from quotetrack.store.link_queries import SHOWN_FROM

from .statements import DAY, direct, signed
from .test_relations import related

OTHER: dict[str, Any] = {"speaker": 2, "name": "Rui Reis", "article": 2, "source": 2}
KERNEL = "Ana Lima had been held at the quarry"
SAID = "I am told that Lima has been held for a month at the old quarry, and that nobody was let in to see her there"


def denial(words: str = KERNEL, **more: Any) -> LinkInput:
    """A denial in a reporter's words."""
    given: dict[str, Any] = {"marked": "", "speaker": 1, "name": "Ivo Kern", "is_denied": True, **more}
    return direct(words, **given)


def is_denied(a: LinkInput, b: LinkInput) -> bool:
    """Whether one denies what the other says; the same whichever comes first."""
    left, right = signed(a), signed(b)
    found = {bool(are_denials(x, y, features(x, y))[0]) for x, y in ((left, right), (right, left))}
    assert len(found) == 1
    return found.pop()


def test_a_denial_names_the_kernel_of_what_another_says() -> None:
    assert is_denied(denial(), direct(SAID, **OTHER))


def test_a_denial_without_a_name_is_met_by_its_words() -> None:
    saying = direct("the ferrymen have long told of raids by troops", **OTHER)
    assert is_denied(denial("his troops were raiding ferrymen"), saying)


def test_it_is_shown_as_a_contradiction() -> None:
    found = related(denial(), direct(SAID, **OTHER))
    assert OUTCOMES[int(found.relation[0])] == "contradicts"
    assert found.score[0] >= SHOWN_FROM["contradicts"]


@pytest.mark.parametrize(
    ("denying", "saying"),
    [
        (denial(), direct("Ana Lima had been held at the harbour for a month", **OTHER)),
        (denial(), direct("Rui Dias had been held at the quarry", **OTHER)),
        (denial(), direct("Ana Lima was not held at the quarry", **OTHER)),
        (denial(), direct(SAID, **{**OTHER, "speaker": 1})),
        (denial(), direct(SAID, **OTHER, day=DAY + 30)),
        (denial(), direct(SAID, **OTHER, is_said=False)),
        (denial(), direct(SAID, **OTHER, is_denied=True)),
        (denial("Ana Lima had not been held at the quarry"), direct(SAID, **OTHER)),
        (denial("the allegations of Ana Lima"), direct("the allegations of Lima are troubling", **OTHER)),
        (denial("it was so there"), direct("it was so there and here", **OTHER)),
        (denial(is_denied=False), direct(SAID, **OTHER)),
    ],
    ids=[
        "another word",
        "another name",
        "negated",
        "one speaker",
        "much later",
        "asked",
        "both denied",
        "a double denial",
        "no clause",
        "nothing rare",
        "no denial",
    ],
)
def test_what_is_no_denial_of_it(denying: LinkInput, saying: LinkInput) -> None:
    assert not is_denied(denying, saying)


@pytest.mark.parametrize(
    ("saying", "says_it"),
    [
        ("the girder was cracked in spring", True),
        ("nobody saw that the girder was never cracked", False),
        ("the girder was painted", False),
    ],
)
def test_whether_the_words_behind_a_not_are_said(saying: str, says_it: bool) -> None:
    negating = signed(direct("the girder was not cracked"))
    assert bool(say_what_is_negated(negating, signed(direct(saying)), np.array([True]))[0]) == says_it
    assert not say_what_is_negated(negating, signed(direct(saying)), np.array([False]))[0]


def test_a_not_that_belongs_to_something_else_shows_no_contradiction() -> None:
    a = direct("the northern bridge stays closed, which nobody had told the ferrymen of Telm")
    b = direct("the northern bridge of Telm stays closed to the ferrymen", **OTHER)
    found = related(a, b)
    assert found.probabilities[0, OUTCOMES.index("contradicts")] < SHOWN_FROM["contradicts"]
