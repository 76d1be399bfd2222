"""The whole walk on one screen: an article is parsed, its quotes are found, and each gets its speaker.

`extract_articles` is what every command and worker runs; reading before it and storing after it are rooms of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Literal

import quotetrack
from quotetrack.errors import PipelineError, QuotetrackError, UsageError
from quotetrack.model.card import is_installed, read_card
from quotetrack.parallel import spread
from quotetrack.parsing.pipeline_loading import PIPELINE
from quotetrack.records import KINDS, Article, Extraction, Failure, Given, Kind, Proposal

if TYPE_CHECKING:
    from quotetrack.parsing.paragraphs import Paragraph

Engine = Literal["rules", "model"]
ENGINES: tuple[Engine, ...] = ("rules", "model")
"""What decides: rules alone, or rules and the trained model as one."""


@cache
def versions(kinds: tuple[Kind, ...] = KINDS, engine: Engine | None = None) -> tuple[tuple[str, str], ...]:
    """What finds the quotes, part by part: the program, the language pipeline and, where it has a say, the attribution
    model; and which kinds, where not all are looked for. Loads none of them. PipelineError where one is missing."""
    try:
        pipeline = version(PIPELINE)
    except PackageNotFoundError as error:
        raise PipelineError(
            f"the language pipeline {PIPELINE} is not installed; it comes with quotetrack: install the package again"
        ) from error
    found = [("quotetrack", quotetrack.__version__), (PIPELINE, pipeline)]
    if wanted_engine(engine) == "model":
        found.append(("attribution model", read_card()["name"]))
    if kinds != KINDS:
        found.append(("kinds", ",".join(kinds)))
    return tuple(found)


def wanted_engine(name: str | None = None) -> Engine:
    """The engine of that name; without one the model's, or the rules alone where no model is installed. UsageError for
    another name, PipelineError where the model is asked for and not there."""
    if name is None:
        return "model" if is_installed() else "rules"
    if name not in ENGINES:
        raise UsageError(f"{name!r} given; the engines are {', '.join(ENGINES)}")
    if name == "model" and not is_installed():
        raise PipelineError(
            "the attribution model is not installed; it comes with quotetrack: install the package again, or go on by "
            "rules alone (--engine rules)"
        )
    return "rules" if name == "rules" else "model"


def wanted_kinds(names: Iterable[str]) -> tuple[Kind, ...]:
    """The kinds that are named, each once, in the order of `KINDS`. UsageError for another word, and for none."""
    given = set(names)
    if not given or not given <= set(KINDS):
        wrong = ", ".join(repr(name) for name in sorted(given - set(KINDS))) or "no kind"
        raise UsageError(f"{wrong} given; the kinds of quotations are {', '.join(KINDS)}")
    return tuple(kind for kind in KINDS if kind in given)


def extract_article(
    article: Article, *, kinds: Iterable[Kind] = KINDS, engine: str | None = None
) -> Extraction:
    """Everything that is said in one article, in text order, of the `kinds` named. Without indirect ones only the
    paragraphs that matter to the others are parsed. `engine` is "model" (rules and the trained model, the default where
    a model is installed) or "rules". PipelineError where the language pipeline is missing, or the model asked for."""
    from quotetrack.attribution import attribute
    from quotetrack.extraction import extract
    from quotetrack.lang import load_lexicon
    from quotetrack.parsing.paragraphs import parse

    lexicon, wanted, by = load_lexicon(), wanted_kinds(kinds), wanted_engine(engine)
    paragraphs = parse(article, marked_only="indirect" not in wanted)
    # All paragraphs, parsed or not: what a model proposes in one depends on those that it reads with it.
    proposals = _proposals(article, paragraphs) if by == "model" else None
    found = extract(article, paragraphs, lexicon, proposals)
    statements = attribute(article, paragraphs, found.quotes, lexicon, found.backed)
    # Reports without marks tell who spoke before, so they are looked for even where they are not wanted.
    chosen = tuple(statement for statement in statements if statement.quote.kind in wanted)
    return Extraction(article, chosen, versions(wanted, by), found.not_speech)


def _proposals(article: Article, paragraphs: Sequence[Paragraph]) -> tuple[Proposal, ...]:
    from quotetrack.model import load_model, propose

    return propose(article, paragraphs, load_model())


def extract_articles(
    articles: Iterable[Article | Failure],
    *,
    kinds: Iterable[Kind] = KINDS,
    engine: str | None = None,
    workers: int | None = 1,
) -> Iterator[Extraction | Failure]:
    """The extractions of a stream of articles, in its order; failures of reading go through as they are, and an article
    that cannot be worked on becomes one. `engine` as in `extract_article`. `workers` processes share the work; None
    takes as many as there are cores, once there are enough articles to pay for starting them."""
    work = partial(_extracted, kinds=wanted_kinds(kinds), engine=wanted_engine(engine))
    return spread(work, articles, workers=workers)


def _extracted(article: Article, kinds: tuple[Kind, ...], engine: Engine) -> Extraction | Failure:
    try:
        return extract_article(article, kinds=kinds, engine=engine)
    except QuotetrackError:
        raise
    except Exception as error:  # a run over an archive must outlive the one text that shows a mistake of ours
        reason = f"{type(error).__name__}: {error}; this is a mistake of the program: please report it with the text"
        return Failure(article.key or article.id, reason)


LOADED = (("loaded", "1"),)
"""The versions of statements that were stored as they were given."""


def complete(given: Given) -> Extraction:
    """The article with its statements as they are given; of those that have only a mention, it is settled who that is.
    Nothing is parsed where nothing is unsettled."""
    if not given.unsettled:
        return Extraction(given.article, given.statements, LOADED)
    from quotetrack.attribution import attribute_given
    from quotetrack.lang import load_lexicon
    from quotetrack.parsing.paragraphs import parse

    statements = attribute_given(given, parse(given.article), load_lexicon())
    return Extraction(given.article, statements, LOADED)


def complete_articles(
    given: Iterable[Given | Failure], *, workers: int | None = 1
) -> Iterator[Extraction | Failure]:
    """The extractions of a stream of articles with given statements, in its order; failures go through as they are."""
    return spread(_completed, given, workers=workers)


def _completed(given: Given) -> Extraction | Failure:
    try:
        return complete(given)
    except QuotetrackError:
        raise
    except Exception as error:  # as in _extracted
        reason = f"{type(error).__name__}: {error}; this is a mistake of the program: please report it with the text"
        return Failure(given.article.key or given.article.id, reason)
