"""Where typed words stand in an article: at the quotation, once, and exactly as printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.errors import UsageError
from quotetrack.records import Span
from quotetrack.review.locate import locate
from tests.builders import find

TEXT = (
    "“The bridge is safe,\n  and it’s open – to all,” she said. “It will be safe,” she added.\n\n"
    "The bridge is safe. The mayor’s “plan” stands."
)
SAFE = find(TEXT, "The bridge is safe,\n  and it’s open – to all,")


def words(*spans: Span) -> list[str]:
    return [span.of(TEXT) for span in spans]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("The bridge is safe", ["The bridge is safe"]),
        ("safe, and it's open - to all", ["safe,\n  and it’s open – to all"]),
        ("The bridge is safe, and it’s open – to all,” she said. “It", [TEXT[1 : TEXT.index("It will") + 2]]),
        ("The bridge … to all,", ["The bridge", "to all,"]),
        ("to all, … It will be safe,", ["to all,", "It will be safe,"]),
    ],
)
def test_words_are_found_as_they_are_printed(typed: str, found: list[str]) -> None:
    assert words(*locate(TEXT, typed, (SAFE,))) == found


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "empty"),
        ("  \n", "empty"),
        ("The bridge is sound", "does not stand"),
        ("the bridge is safe", "does not stand"),
        ("stands", "does not stand"),
        ("to all, … The bridge is sound", "does not stand"),
        ("e", "stands 4 times"),
        ("x" * 60_000, "60,000 characters"),
    ],
)
def test_words_that_do_not_stand_there_once_are_refused(typed: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        locate(TEXT, typed, (SAFE,))


@given(st.text(max_size=60), st.text(max_size=80), st.integers(0, 70))
def test_any_words_are_found_in_any_text_or_refused(typed: str, text: str, at: int) -> None:
    near = Span(min(at, len(text)), min(at + 5, len(text)) + 1)
    try:
        spans = locate(text, typed, (near,))
    except UsageError:
        return
    assert all(span.of(text) for span in spans)
    assert spans[-1].end <= len(text)
