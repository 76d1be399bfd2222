"""Where a text is cut into paragraphs: at line ends, but not within a sentence or a quotation that goes on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.records.paragraphs import paragraphs


def cut(text: str) -> list[str]:
    return [span.of(text) for span in paragraphs(text)]


@pytest.mark.parametrize(
    "quotation",
    [
        "“We rowed.\nWe fished.”",
        '"We rowed.\nWe fished."',
        "“One.\nTwo.\nThree,” she said.",
        '("We\nfished")',
    ],
)
def test_a_quotation_that_runs_over_a_line_end_is_in_one_paragraph(quotation: str) -> None:
    assert cut(f"The harbour was still.\n{quotation}\nNight fell.") == [
        "The harbour was still.",
        quotation,
        "Night fell.",
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ['"We rowed.', '"We fished," he said.', "Night fell."],
        ["“We rowed.", "“We fished,” he said.", "Night fell."],
        ["He said: “We rowed.", "Night fell.", "It was late."],
        ['The pipe is 6" wide.', 'It was 5" wide.'],
        ['"Yes," he said. "No.', "Night fell.", '"Well," he said.'],
    ],
)
def test_lines_that_open_a_quotation_anew_or_hold_none_are_paragraphs(lines: list[str]) -> None:
    assert cut("\n".join(lines)) == lines


@pytest.mark.parametrize("sign", ["•", "*", "-", "–", "1.", "12)"])
def test_an_item_of_a_list_is_a_paragraph(sign: str) -> None:
    lines = [
        f"{sign} Boats and harbours and ferries, of course",
        f"{sign} Piers and quays and jetties, and so on",
    ]
    assert cut("\n".join(lines)) == lines


def test_a_blank_line_ends_a_paragraph_whatever_is_open() -> None:
    assert cut("“We rowed.\n\nWe fished.”") == ["“We rowed.", "We fished.”"]


def test_a_mark_that_nothing_closes_within_eight_lines_joins_none() -> None:
    lines = ["“We rowed.", *["Night fell."] * 9, "It was late,” he said."]
    assert cut("\n".join(lines)) == lines


@given(st.text(alphabet="aB “”\"'.,\n", max_size=60))
def test_paragraphs_are_in_order_trimmed_and_hold_all_words(text: str) -> None:
    spans = paragraphs(text)
    assert list(spans) == sorted(spans)
    assert all(span.of(text) == span.of(text).strip() for span in spans)
    assert "".join(span.of(text) for span in spans).replace("\n", "").replace(" ", "") == "".join(
        text.split()
    )
