"""Pages made to take long: many attributes, elements or headings are refused, or read in time that grows with size."""

from __future__ import annotations

import pytest

from quotetrack.errors import ReadError
from quotetrack.readers.pages.attributes import MOST_PAIRS, attribute_pairs
from quotetrack.readers.pages.html import article_from_html

STORY = "<p>“The bridge is safe,” Ana Ruiz said on Monday, and told reporters of three inspections.</p>" * 4


@pytest.mark.parametrize(
    "tag",
    [
        "<p " + "".join(f'a{n}="1" ' for n in range(20_000)) + ">",
        "<p " + "".join(f"a{n}=1 " for n in range(20_000)) + ">",
        "<p " + "".join(f"a{n}='>' " for n in range(20_000)) + ">",
        "<p " + "".join(f"a{n} " for n in range(20_000)) + ">",
        '<p x" ' + "".join(f"a{n} " for n in range(20_000)) + ">",
        "<p " + "".join(f"a{n}/" for n in range(20_000)),
        '<a b="' * 50_000,
    ],
)
def test_a_tag_of_many_attributes_is_refused(tag: str) -> None:
    assert attribute_pairs(tag) > MOST_PAIRS
    with pytest.raises(ReadError, match="too many attributes"):
        article_from_html(f"<html><body>{tag}We go</p>{STORY}</body></html>", id="a")


@pytest.mark.parametrize(
    "page",
    [
        f'<img src="data:image/png;base64,{"A" * 2_000_000}">',
        f'<div data-state="{"a b = &quot;c&quot; " * 100_000}">',
        '<p class="a" id="b">' * 10_000,
        "<" * 100_000,
        "<a" * 100_000,
    ],
)
def test_what_pages_hold_is_not(page: str) -> None:
    assert attribute_pairs(page) < MOST_PAIRS


def test_a_page_of_too_many_elements_is_refused() -> None:
    with pytest.raises(ReadError, match="more than 50,000 elements"):
        article_from_html(f"<html><body>{STORY}{'<p>“</p>' * 60_000}</body></html>", id="a")
