"""Quotations of texts and files, without a database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from quotetrack.errors import UsageError
from quotetrack.records import KINDS, Article, Extraction, Failure, Kind

if TYPE_CHECKING:
    from quotetrack.pipeline import Engine
    from quotetrack.readers import Overrides, ReadingOptions


def extract(
    text: str,
    *,
    id: str = "",
    title: str | None = None,
    source: str | None = None,
    published: str | None = None,
    url: str | None = None,
    byline: str | None = None,
    agencies: Sequence[str] | None = None,
    language: str | None = None,
    kinds: Iterable[Kind] = KINDS,
    engine: str | None = None,
) -> Extraction:
    """Find who said what in one plain text. What is given wins over what the text tells.

    Args:
        text: The article's text. Offsets of the result are code points into it.
        id: The article's id.
        title: The headline.
        source: The outlet.
        published: The day of publication, "YYYY-MM-DD".
        url: The web address.
        byline: The author.
        agencies: The news agencies that the text comes from.
        language: The language code.
        kinds: The kinds of quotations to look for. Without "indirect" it is quicker.
        engine: "model" (rules and the trained model; the default if one is installed) or "rules".

    Returns:
        The article with its statements, in text order.

    Raises:
        UsageError: For a wrong kind or engine.
        PipelineError: If the language pipeline is missing, or the model that was asked for.

    Example:
        >>> found = quotetrack.extract("“We are ready,” said Ana Lima.", source="The Gazette", engine="rules")
        >>> found.statements[0].attribution.speaker
        Speaker(name='Ana Lima', kind='person', role=None)
    """
    from quotetrack.pipeline import extract_article
    from quotetrack.readers.plain import UNNAMED, article_from_text

    article = article_from_text(
        text,
        id=id or UNNAMED,
        title=title,
        source=source,
        published=published,
        url=url,
        byline=byline,
        agencies=agencies,
        language=language,
    )
    return extract_article(article, kinds=kinds, engine=engine)


def extract_files(
    inputs: Iterable[str | Path],
    *,
    overrides: Overrides | None = None,
    stdin: BinaryIO | None = None,
    kinds: Iterable[str] = KINDS,
    engine: str | None = None,
    workers: int | None = 1,
    max_size: int | None = None,
    options: ReadingOptions | None = None,
    cluster: str | None = None,
    shards: str | Path | None = None,
) -> Iterator[Extraction | Failure]:
    """Find who said what in the articles of files and folders.

    Args:
        inputs: Files or folders of articles (text, HTML or JSON Lines); "-" reads `stdin`.
        overrides: What stands in for what the articles do not tell.
        stdin: The stream that "-" means.
        kinds: The kinds of quotations to look for.
        engine: "model" (rules and the trained model; the default if one is installed), "rules", or "textacy": its
            direct quotations, as a baseline to compare with.
        workers: How many processes share the work. None means as many as there are cores, once it pays. With more
            than one, a script must stand under `if __name__ == "__main__":`.
        max_size: Bytes of an article, or of a line of JSON Lines, that are read; by default 50 million.
        options: What else is asked of reading, such as the columns of a table.
        cluster: "ray" for a Ray that is started on this machine and ended with the run, or "ray=HOST:PORT" for one
            that runs on many. `workers` are then its actors, and None means as many as the cluster has cores. None
            means no cluster. The extra `ray` brings what it needs.
        shards: The folder of what a cluster has done. What it holds is not extracted again. None means a folder in the
            user's cache.

    Returns:
        An iterator over the extractions, in the order of the input. A `Failure` stands for an input that cannot be
        read.

    Raises:
        UsageError: For a wrong kind or engine, and for a cluster that cannot be reached, or cannot run textacy.

    Example:
        >>> [failure.where for failure in quotetrack.extract_files(["no-such-file.txt"], engine="rules")]
        ['no-such-file.txt']
    """
    from quotetrack.readers import Overrides, read

    if cluster is not None and engine == "textacy":
        raise UsageError(
            "textacy, the baseline, runs on no cluster; leave the cluster out, or name another engine"
        )
    wanted = choose_kinds(kinds)
    articles = read(
        inputs, overrides=overrides or Overrides(), stdin=stdin, max_size=max_size, options=options
    )
    if engine == "textacy":
        from quotetrack.evaluation import textacy_baseline

        return textacy_baseline.extract_articles(articles, kinds=wanted)
    return spread_out(articles, kinds=wanted, engine=engine, workers=workers, cluster=cluster, shards=shards)


def spread_out(
    articles: Iterable[Article | Failure],
    *,
    kinds: tuple[Kind, ...],
    engine: str | None,
    workers: int | None,
    cluster: str | None,
    shards: str | Path | None,
    key_terms: bool = False,
) -> Iterator[Extraction | Failure]:
    """Extract a stream of articles, in its order: on a cluster if one is named, else by processes of this machine."""
    if cluster is None:
        from quotetrack.pipeline import extract_articles

        return extract_articles(articles, kinds=kinds, engine=engine, workers=workers, key_terms=key_terms)
    from quotetrack.cluster import extract_on_cluster
    from quotetrack.store.location import cache_folder

    return extract_on_cluster(
        articles,
        cluster=cluster,
        shards=shards or cache_folder() / "shards",
        kinds=kinds,
        engine=engine,
        workers=workers,
        key_terms=key_terms,
    )


def choose_kinds(names: Iterable[str]) -> tuple[Kind, ...]:
    """Return the kinds with these names, in the order of `KINDS`. UsageError for another name, and for none."""
    from quotetrack.pipeline import wanted_kinds

    return wanted_kinds(names)


def choose_engine(name: str | None = None) -> Engine:
    """Return the engine of that name; None means the default. UsageError for another name."""
    from quotetrack.pipeline import wanted_engine

    return wanted_engine(name)
