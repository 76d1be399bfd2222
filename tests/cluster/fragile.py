"""An actor for tests: it finds nothing, quickly, and some articles end it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path

from quotetrack.cluster.actors import Extractor
from quotetrack.errors import PipelineError, QuotetrackError
from quotetrack.records import Article, Extraction
from quotetrack.records.shard import to_line


class Fragile(Extractor):
    """Does with an article what its title says; its id stands in the result's only version, beside the process."""

    def begin(self) -> tuple[tuple[str, str], ...] | QuotetrackError:
        return self._recipe.versions

    def _lines(self, articles: Sequence[Article]) -> list[bytes]:
        return [to_line(self._found(article)) for article in articles]

    def _found(self, article: Article) -> Extraction:
        word, _, file = (article.title or "").partition(" ")
        if word == "dies" or (word == "dies-once" and not Path(file).exists()):
            Path(file or os.devnull).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if word == "slow":
            time.sleep(1)
        if word == "raises":
            raise PipelineError("no pipeline on this machine")
        if word == "bug":
            raise KeyError("a mistake of ours")
        if word == "counts":
            with Path(file).open("a", encoding="utf-8") as out:
                out.write(f"{article.id}\n")
        return Extraction(article=article, statements=(), versions=((article.id, str(os.getpid())),))


class OfOtherVersion(Extractor):
    """Has other versions than whoever sends it articles."""

    def begin(self) -> tuple[tuple[str, str], ...] | QuotetrackError:
        return (("quotetrack", "0.0.1"),)


class NeverBegins(Extractor):
    """Dies before it has begun."""

    def begin(self) -> tuple[tuple[str, str], ...] | QuotetrackError:
        os.kill(os.getpid(), signal.SIGKILL)
        return ()
