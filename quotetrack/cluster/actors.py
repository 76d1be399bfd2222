"""What runs on a machine of the cluster: an actor that holds the models, and extracts the articles that it is sent.

Articles come in as records, results go out as lines of JSON. The driver reads these as quickly as it would unpickle
records (0.6 ms an article), and they have to be kept anyway.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Sequence

from quotetrack.cluster.shards import Recipe
from quotetrack.errors import QuotetrackError
from quotetrack.parallel import ONE_THREAD
from quotetrack.records import Article
from quotetrack.records.shard import to_line

_WARM = Article(id="warm", text="“The bridge is safe,” she said.")
"""What is extracted first, to load the models."""


class Extractor:
    """An actor. A QuotetrackError comes back instead of a result: it says what is wrong with the machine, or with what
    was asked for, not with an article."""

    def __init__(self, recipe: Recipe) -> None:
        self._recipe = recipe

    def begin(self) -> tuple[tuple[str, str], ...] | QuotetrackError:
        """Load the models, once; return the versions of what will find the quotes."""
        for name in ONE_THREAD:  # before the first import of what reads them
            os.environ.setdefault(name, "1")
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # ending it is up to who started it
        from quotetrack.pipeline import versions

        try:
            self._lines([_WARM])
            return versions(self._recipe.kinds, self._recipe.engine)
        except QuotetrackError as error:
            return error

    def extract(self, articles: Sequence[Article]) -> list[bytes] | QuotetrackError:
        """Return a line for each article, in their order."""
        try:
            return self._lines(articles)
        except QuotetrackError as error:
            return error

    def _lines(self, articles: Sequence[Article]) -> list[bytes]:
        from quotetrack.pipeline import extract_articles

        recipe = self._recipe
        results = extract_articles(
            articles, kinds=recipe.kinds, engine=recipe.engine, workers=1, key_terms=recipe.key_terms
        )
        return [to_line(result) for result in results]
