"""The pictures of a workbook and of a document are up to date. If the programs are here, the sheets are laid out again,
to see that they can be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotetrack.collection import Collection

from .office_pictures import ACROSS, NAMES, PROGRAMS, can_draw, pages, sheet, shown, written
from .pictures import FOLDER, MOST_BYTES, digest, label, size
from .test_pictures import is_blank

each_format = pytest.mark.parametrize("format", NAMES)
needs_programs = pytest.mark.skipif(
    not can_draw(), reason=f"not all of {', '.join(PROGRAMS)} are on the path"
)


@pytest.mark.parser
@each_format
def test_the_picture_shows_the_sheet_as_it_is_now(fixture_articles: Collection, format: str) -> None:
    picture = (FOLDER / NAMES[format]).read_bytes()
    assert label(picture) == digest(shown(written(sheet(fixture_articles), format), format)), (
        "the sheet looks otherwise than its picture: `python -m tests.docs.office_pictures` makes it again"
    )


@each_format
def test_the_picture_is_small_enough_and_not_blank(format: str) -> None:
    picture = (FOLDER / NAMES[format]).read_bytes()
    assert size(picture)[0] == ACROSS[format]
    assert len(picture) <= MOST_BYTES
    assert not is_blank(picture)


@pytest.mark.parser
@needs_programs
@each_format
def test_the_sheet_is_laid_out_and_no_page_is_blank(
    fixture_articles: Collection, tmp_path: Path, format: str
) -> None:
    drawn = [page.read_bytes() for page in pages(written(sheet(fixture_articles), format), format, tmp_path)]
    assert not any(map(is_blank, drawn))
    widths, heights = zip(*map(size, drawn), strict=True)
    assert set(widths) == {ACROSS[format]}
    # Three sheets, each as wide as a page; the quotations take one.
    assert format != "xlsx" or 3 <= len(drawn) <= 6
    assert all((width > height) == (format == "xlsx") for width, height in zip(widths, heights, strict=True))
