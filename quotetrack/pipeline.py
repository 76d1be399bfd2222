"""The whole walk on one screen: an article is parsed, its quotes are found, and each gets its speaker.

`extract_articles` is what every command and worker runs; reading before it and storing after it are rooms of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Literal, TypeVar

import quotetrack
from quotetrack.confidence import passes_bar
from quotetrack.errors import PipelineError, QuotetrackError, UsageError
from quotetrack.model.card import is_installed, read_card
from quotetrack.parallel import spread
from quotetrack.parsing.pipeline_loading import PIPELINE
from quotetrack.records import (
    KINDS,
    Article,
    Extraction,
    Failure,
    Given,
    KeyTerm,
    Kind,
    Proposal,
    Span,
    Statement,
)

if TYPE_CHECKING:
    from quotetrack.lang import Lexicon
    from quotetrack.parsing.paragraphs import Paragraph

Engine = Literal["rules", "model"]
ENGINES: tuple[Engine, ...] = ("rules", "model")
"""What decides: rules alone, or rules and the trained model as one."""


@cache
def versions(kinds: tuple[Kind, ...] = KINDS, engine: Engine | None = None) -> tuple[tuple[str, str], ...]:
    """List what finds the quotes, part by part, and load none of it: the program, the language pipeline and, if it has
    a say, the attribution model; and which kinds, if not all are looked for. PipelineError if one is missing."""
    try:
        pipeline = version(PIPELINE)
    except PackageNotFoundError as error:
        raise PipelineError(
            f"the language pipeline {PIPELINE} is not installed; it comes with quotetrack: install the package again"
        ) from error
    parts = [("quotetrack", quotetrack.__version__), (PIPELINE, pipeline)]
    if wanted_engine(engine) == "model":
        parts.append(("attribution model", read_card()["name"]))
    if kinds != KINDS:
        parts.append(("kinds", ",".join(kinds)))
    return tuple(parts)


def wanted_engine(name: str | None = None) -> Engine:
    """Return the engine of that name; without one the model's, or the rules alone if no model is installed. UsageError
    for another name, PipelineError if the model is asked for and not there."""
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
    """Return the kinds that are named, each once, in the order of `KINDS`. UsageError for another word or for none."""
    given = set(names)
    if not given or not given <= set(KINDS):
        wrong = ", ".join(repr(name) for name in sorted(given - set(KINDS))) or "no kind"
        raise UsageError(f"{wrong} given; the kinds of quotations are {', '.join(KINDS)}")
    return tuple(kind for kind in KINDS if kind in given)


def extract_article(
    article: Article,
    *,
    kinds: Iterable[Kind] = KINDS,
    engine: str | None = None,
    key_terms: bool = False,
) -> Extraction:
    """Find everything that is said in one article, in text order, of the `kinds` named.

    Without indirect ones only the paragraphs that matter to the others are parsed. `engine` is "model" (rules and the
    trained model, the default if a model is installed) or "rules". PipelineError if the language pipeline is missing,
    or the model asked for. `key_terms` finds what the article is about, too. In an article that is not English,
    nothing is found."""
    from quotetrack.lang import load_lexicon
    from quotetrack.parsing.paragraphs import parse

    wanted, chosen = wanted_kinds(kinds), wanted_engine(engine)
    if not article.is_english:
        return Extraction(article=article, statements=(), versions=versions(wanted, chosen))
    lexicon = load_lexicon()
    paragraphs = parse(article, marked_only="indirect" not in wanted)
    # These import spaCy, so they come behind what reports that it is missing.
    from quotetrack.attribution import attribute
    from quotetrack.extraction import extract_quotes

    # All paragraphs, parsed or not: what a model proposes in one depends on those that it reads with it.
    proposals, refused = _proposals(article, paragraphs) if chosen == "model" else (None, ())
    findings = extract_quotes(article, paragraphs, lexicon, proposals)
    statements = attribute(article, paragraphs, findings.quotes, lexicon, findings.backed)
    # Reports without marks tell who spoke before, so they are looked for even if they are not wanted.
    chosen_kinds = (statement for statement in statements if statement.quote.kind in wanted)
    terms = _key_terms(article) if key_terms else ()
    return Extraction(
        article=article,
        statements=tuple(_shown_or_kept_back(statement, lexicon) for statement in chosen_kinds),
        versions=versions(wanted, chosen),
        not_speech=findings.not_speech,
        key_terms=terms,
        too_dense=len({paragraph.too_dense for paragraph in paragraphs} - {None}) + len(refused),
    )


def _shown_or_kept_back(statement: Statement, lexicon: Lexicon) -> Statement:
    """Return the statement with `Quote.shown` set. `passes_bar` decides, and nothing else."""
    quote = statement.quote
    shown = passes_bar(quote.kind, quote.confidence, lexicon.bar)
    return replace(statement, quote=replace(quote, shown=shown))


def _key_terms(article: Article) -> tuple[KeyTerm, ...]:
    if not article.is_english:
        return ()
    from quotetrack.key_terms import find_key_terms

    return find_key_terms(article)


def _proposals(
    article: Article, paragraphs: Sequence[Paragraph]
) -> tuple[tuple[Proposal, ...], Sequence[Span]]:
    """Return what the model proposes, and the places that have too many cues. In paragraphs that are too dense nothing
    is proposed."""
    from quotetrack.model.decode import LinkBudget, propose
    from quotetrack.model.weights import load_model

    budget = LinkBudget()
    sparse = [paragraph for paragraph in paragraphs if paragraph.too_dense is None]
    return propose(article, sparse, load_model(), budget), budget.refused


def extract_articles(
    articles: Iterable[Article | Failure],
    *,
    kinds: Iterable[Kind] = KINDS,
    engine: str | None = None,
    workers: int | None = 1,
    key_terms: bool = False,
) -> Iterator[Extraction | Failure]:
    """Extract a stream of articles, in its order.

    Failures of reading go through as they are, and an article that cannot be worked on becomes one. `engine` and
    `key_terms` as in `extract_article`. `workers` processes share the work; None takes as many as there are cores, once
    there are enough articles to pay for starting them."""
    work = partial(
        extract_article, kinds=wanted_kinds(kinds), engine=wanted_engine(engine), key_terms=key_terms
    )
    preload = [PRELOADED[wanted_engine(engine)]]
    return spread(partial(_or_failure, work), articles, workers=workers, preload=preload)


PRELOADED: dict[Engine, str] = {"rules": "quotetrack.preloaded.rules", "model": "quotetrack.preloaded.model"}
"""What the processes of each engine share."""

T = TypeVar("T", Article, Given)


def _or_failure(work: Callable[[T], Extraction], item: T) -> Extraction | Failure:
    """Work on one article; a run over an archive must outlive the one text that shows a mistake of ours."""
    try:
        return work(item)
    except QuotetrackError:
        raise
    except Exception as error:
        article = item.article if isinstance(item, Given) else item
        reason = f"{type(error).__name__}: {error}; this is a mistake of the program: please report it with the text"
        return Failure(article.key or article.id, reason)


LOADED = (("loaded", "2"),)
"""The versions of statements that were stored as they were given."""


def complete(given: Given) -> Extraction:
    """Return the article with its statements as they are given; of those that have only a mention, settle who that is.
    Nothing is parsed if nothing is unsettled."""
    if not given.unsettled:
        return Extraction(
            article=given.article,
            statements=given.statements,
            versions=LOADED,
            key_terms=_key_terms(given.article),
        )
    from quotetrack.lang import load_lexicon
    from quotetrack.parsing.paragraphs import parse

    paragraphs = parse(given.article)
    from quotetrack.attribution import attribute_given

    statements = attribute_given(given, paragraphs, load_lexicon())
    return Extraction(
        article=given.article, statements=statements, versions=LOADED, key_terms=_key_terms(given.article)
    )


def complete_articles(
    given: Iterable[Given | Failure], *, workers: int | None = 1
) -> Iterator[Extraction | Failure]:
    """Complete a stream of articles with given statements, in its order; failures go through as they are."""
    return spread(partial(_or_failure, complete), given, workers=workers)
