"""`quotetrack extract`: quotations of articles, without a database."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from quotetrack.cli.options import ALL_KINDS, ExtractEngineOption, Kinds, MinConfidence, Workers
from quotetrack.cli.render import output
from quotetrack.cli.render.progress import progress
from quotetrack.cli.render.terminal import complain, complain_of, is_terminal
from quotetrack.errors import UsageError
from quotetrack.records import Article, Extraction, Failure, Printed

if TYPE_CHECKING:
    from quotetrack.pipeline import Engine

Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH...",
        show_default=False,
        help="Files or folders of articles (text, HTML or JSON Lines); - reads stdin.",
    ),
]
ArticleSource = Annotated[
    str | None, typer.Option("--source", metavar="OUTLET", help="The articles' outlet, whatever they say.")
]
Published = Annotated[
    str | None,
    typer.Option("--published", metavar="DAY", help="The articles' day (2012-07-05), whatever they say."),
]
Url = Annotated[
    str | None, typer.Option("--url", metavar="URL", help="The article's address; for one article only.")
]


def extract(
    paths: Paths = None,
    format: Annotated[
        Literal["jsonl", "table", "csv", "html"],
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="jsonl (one line an article), table (for people), csv, or html (a page with the articles, "
            "their quotations marked by speaker).",
        ),
    ] = "jsonl",
    text: Annotated[bool, typer.Option("--text", help="Print each article's text too (jsonl).")] = False,
    zones: Annotated[
        bool,
        typer.Option("--zones", help="Print what the article's stretches are: headline, caption … (jsonl)."),
    ] = False,
    not_speech: Annotated[
        bool,
        typer.Option("--not-speech", help="Print what stands in marks and quotes nobody, and why (jsonl)."),
    ] = False,
    source: ArticleSource = None,
    published: Published = None,
    url: Url = None,
    kinds: Kinds = ALL_KINDS,
    engine: ExtractEngineOption = None,
    min_confidence: MinConfidence = 0.0,
    workers: Workers = None,
    to: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file, not to stdout.")
    ] = None,
) -> None:
    """Print who said what in articles. Needs no database.

    Prints one line of JSON an article, in the order of the input. Articles that cannot be read are named
    on stderr.
    """
    from quotetrack.readers import Overrides, read

    if format != "jsonl" and (text or zones or not_speech):
        raise UsageError(f"--text, --zones and --not-speech belong to --format jsonl, not to {format}")
    work = _work(kinds.split(","), engine, workers)
    inputs = inputs_of(paths)
    failures: list[Failure] = []
    overrides = Overrides(source=source, published=published, url=url)
    quiet = to is None and is_terminal(sys.stdout)
    with progress("extracting", inputs, shown=not quiet) as advance:
        articles = read(inputs, overrides=overrides, stdin=sys.stdin.buffer)
        good = _good(work(articles), failures, advance)
        if format == "jsonl":
            extras = {"text": text, "zones": zones, "not_speech": not_speech}
            _write_lines(good, to, extras, min_confidence=min_confidence)
        elif format == "html":
            _write_page(good, to, min_confidence=min_confidence)
        else:
            output.show(_printed(good, min_confidence), format, to=to)
    if failures:
        raise typer.Exit(1)


def _work(
    kinds: list[str], engine: str | None, workers: int | None
) -> Callable[[Iterable[Article | Failure]], Iterator[Extraction | Failure]]:
    """What turns articles into extractions: our own walk, or the baseline."""
    from quotetrack.pipeline import extract_articles, wanted_kinds

    wanted = wanted_kinds(kinds)
    if engine == "textacy":
        from quotetrack.evaluation import textacy_baseline

        return partial(textacy_baseline.extract_articles, kinds=wanted)
    return partial(extract_articles, kinds=wanted, engine=engine_told(engine), workers=workers)


def engine_told(name: str | None) -> Engine:
    """The engine to use; where none is named and no model is installed, stderr says that rules decide alone."""
    from quotetrack.pipeline import wanted_engine

    engine = wanted_engine(name)
    if name is None and engine == "rules":
        complain(
            "the attribution model is not installed; going on by rules alone (--engine rules says so too)"
        )
    return engine


def inputs_of(paths: list[str] | None) -> list[str]:
    """The inputs named; none named means stdin, unless a person would have to type it."""
    if paths:
        return paths
    if is_terminal(sys.stdin):
        raise UsageError("no input: name files or folders, or pipe an article in")
    return ["-"]


def _good(
    results: Iterable[Extraction | Failure], failures: list[Failure], advance: Callable[[], None]
) -> Iterator[Extraction]:
    """The extractions; failures are named on stderr and kept in `failures`."""
    for result in results:
        advance()
        if isinstance(result, Failure):
            failures.append(result)
            complain_of(result)
        else:
            yield result


def _write_lines(
    extractions: Iterable[Extraction], to: Path | None, extras: Mapping[str, bool], *, min_confidence: float
) -> None:
    """One line an article; `extras` are what `extraction_object` adds when asked."""
    from quotetrack.export.lines import dump, extraction_object

    with output.opened(to) as out:
        for extraction in extractions:
            line = extraction_object(extraction, **extras, min_confidence=min_confidence)
            out.write(dump(line) + b"\n")


def _write_page(extractions: Iterable[Extraction], to: Path | None, *, min_confidence: float) -> None:
    """One page with a section an article."""
    from quotetrack.export.page import write_page

    with output.opened(to) as out:
        write_page((_sure_enough(extraction, min_confidence) for extraction in extractions), out)


def _sure_enough(extraction: Extraction, min_confidence: float) -> Extraction:
    """The extraction without the statements whose speaker is less sure."""
    kept = tuple(s for s in extraction.statements if s.attribution.confidence >= min_confidence)
    return replace(extraction, statements=kept)


def _printed(extractions: Iterable[Extraction], min_confidence: float) -> Iterator[Printed]:
    for extraction in extractions:
        for statement in extraction.statements:
            if statement.attribution.confidence >= min_confidence:
                yield Printed(extraction.article, statement)
