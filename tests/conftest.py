"""What several rooms' tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from quotetrack.collection import Collection
from quotetrack.collection import open as open_collection

ARTICLES = Path(__file__).parent.parent / "fixtures" / "articles"


@pytest.fixture(scope="session")
def fixture_articles(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    """All fixture articles, extracted and linked; made once a run, so nobody may change it."""
    with open_collection(tmp_path_factory.mktemp("fixtures") / "quotes.db") as made:
        made.add([ARTICLES])
        yield made
