"""A server of invented outlets for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .sites import Site, page, serving


@pytest.fixture
def site() -> Iterator[Site]:
    """The Gazette with one article, at http://gazette.example/bridge; more is put there by the test."""
    made = Site()
    made.put("gazette.example/bridge", page("Bridge shut over crack in its pier"))
    with serving(made) as served:
        yield served
