"""The pictures of the desk show it as it is now."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotetrack.collection import Collection

from .desk_pictures import SHOTS, Shot, shown
from .pictures import MOST_BYTES, label, size
from .test_pictures import is_blank

each_shot = pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.path.stem)


@pytest.fixture(scope="module")
def labels(fixture_articles: Collection) -> dict[Path, str]:
    return shown(fixture_articles)


@pytest.mark.parser
@each_shot
def test_a_picture_of_the_desk_shows_it_as_it_is(labels: dict[Path, str], shot: Shot) -> None:
    assert label(shot.path.read_bytes()) == labels[shot.path], (
        "the desk looks otherwise than its picture: `python -m tests.docs.desk_pictures` takes it again"
    )


@each_shot
def test_a_picture_of_the_desk_is_as_large_as_it_says(shot: Shot) -> None:
    picture = shot.path.read_bytes()
    assert size(picture) == (shot.across, shot.down)
    assert len(picture) <= MOST_BYTES
    assert not is_blank(picture)
