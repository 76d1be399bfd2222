"""The pictures are up to date. If there is a browser, the sheet is photographed again, to see that it can be read."""

from __future__ import annotations

import re
import zlib

import pytest

from quotetrack.collection import Collection

from .pictures import (
    ANSWER,
    BROWSERS,
    FOLDER,
    MOST_BYTES,
    MOST_HEIGHT,
    PICTURES,
    POSITIONS,
    answer,
    browser,
    chunks,
    digest,
    label,
    labelled,
    measure,
    pages,
    photograph,
    positions,
    scanlines,
    size,
)

needs_browser = pytest.mark.skipif(browser() is None, reason=f"none of {', '.join(BROWSERS)} is on the path")
each_picture = pytest.mark.parametrize(("name", "across"), PICTURES)


@pytest.fixture(scope="module")
def shown(fixture_articles: Collection) -> dict[str, bytes]:
    return pages(fixture_articles)


@pytest.mark.parser
@each_picture
def test_the_picture_shows_the_page_as_it_is_now(shown: dict[str, bytes], name: str, across: int) -> None:
    picture = (FOLDER / f"{name}-{across}.png").read_bytes()
    assert label(picture) == digest(shown[name]), (
        "the page looks otherwise than its picture: `python -m tests.docs.pictures` takes it again"
    )


@each_picture
def test_the_picture_is_as_wide_as_it_says_and_small_enough(name: str, across: int) -> None:
    picture = (FOLDER / f"{name}-{across}.png").read_bytes()
    width, height = size(picture)
    assert (width, height <= MOST_HEIGHT[across]) == (across, True)
    assert len(picture) <= MOST_BYTES
    assert not is_blank(picture)


@pytest.mark.parser
def test_the_drawing_shows_the_answer_as_it_is_now(fixture_articles: Collection) -> None:
    assert ANSWER.read_text(encoding="utf-8") == answer(fixture_articles), (
        "`python -m tests.docs.pictures` draws it again"
    )


@pytest.mark.parser
def test_the_positions_are_drawn_as_they_are_now() -> None:
    assert POSITIONS.read_text(encoding="utf-8") == positions(), (
        "`python -m tests.docs.pictures` draws them again"
    )


def test_the_drawing_loads_nothing() -> None:
    drawing = ANSWER.read_text(encoding="utf-8").replace("&#160;", " ")
    assert re.search(r"also printed by \d outlets \(\d printings\)", drawing)
    assert set(re.findall(r"https?://[\w.]+", drawing)) <= {
        "http://www.w3.org",
        "https://rhineobserver.example",
        "https://www.textualize.io",
    }
    assert not re.search(r"<script|@import|url\((?!#)", drawing)


@pytest.mark.parser
@needs_browser
@each_picture
def test_the_page_fits_its_window_and_is_not_blank(shown: dict[str, bytes], name: str, across: int) -> None:
    found = measure(shown[name], across)
    assert found.width <= across, "the page must be scrolled sideways"
    assert found.height > 1000
    picture = photograph(shown[name], found)
    assert size(picture) == (across, min(found.height, MOST_HEIGHT[across]))
    assert not is_blank(picture)


@needs_browser
def test_a_blank_or_too_wide_page_would_be_noticed() -> None:
    wide = b"<!doctype html><body style='margin:0'><div style='width:700px;height:900px'></div>"
    found = measure(wide, 360)
    assert found.width == 700
    assert is_blank(photograph(wide, found))


def is_blank(picture: bytes) -> bool:
    """True where the pixels are hardly of more than one colour."""
    pixels = scanlines(picture)
    return len(zlib.compress(pixels)) < len(pixels) / 100


def test_a_label_is_had_back_and_a_damaged_picture_is_refused() -> None:
    picture = (FOLDER / "sheet-360.png").read_bytes()
    assert label(labelled(picture, "abc")) == "abc"
    with pytest.raises(ValueError, match="damaged"):
        list(chunks(picture[:40] + b"x" + picture[41:]))
    with pytest.raises(ValueError, match="no PNG"):
        list(chunks(b"GIF89a"))
