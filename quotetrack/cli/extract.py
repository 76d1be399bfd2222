"""`quotetrack extract`: quotations of articles, without a database."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

import quotetrack
from quotetrack.cli.input_options import as_asked, overridden
from quotetrack.cli.options import (
    ALL_KINDS,
    LARGEST_MEGABYTES,
    MEGABYTE,
    ArticleFormat,
    Cluster,
    Kinds,
    MaxSize,
    MinConfidence,
    Shards,
    WithNotSpeech,
    WithText,
    WithZones,
    Workers,
)
from quotetrack.cli.render.output import opened, show, write_objects
from quotetrack.cli.render.progress import progress
from quotetrack.cli.render.rows import QUOTATIONS
from quotetrack.cli.render.terminal import complain, complain_of, is_terminal
from quotetrack.errors import UsageError
from quotetrack.output import require_no_input
from quotetrack.records import Extraction, Failure, Printed

Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH...",
        show_default=False,
        help="Files or folders of articles (text, HTML or JSON Lines); - reads stdin.",
    ),
]


@overridden
@as_asked
def extract(
    paths: Paths = None,
    format: ArticleFormat = "jsonl",
    text: WithText = False,
    zones: WithZones = False,
    not_speech: WithNotSpeech = False,
    overrides: Any = None,
    reading: Any = None,
    kinds: Kinds = ALL_KINDS,
    engine: Annotated[
        str | None,
        typer.Option(
            "--engine",
            metavar="ENGINE",
            show_default="model, where one is installed",
            help="What decides: rules (quicker), model (rules and the trained model as one), or textacy: its direct "
            "quotations, as a baseline to compare with.",
        ),
    ] = None,
    min_confidence: MinConfidence = 0.0,
    workers: Workers = None,
    cluster: Cluster = None,
    shards: Shards = None,
    max_size: MaxSize = LARGEST_MEGABYTES,
    to: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write to this file, not to stdout."),
    ] = None,
) -> None:
    """Print who said what in articles. Needs no database.

    Prints one line of JSON an article, in the order of the input. Articles that cannot be read are named
    on stderr. An article that is not English is printed with its "language" and without quotations, and stderr says
    how many there are.
    """
    from quotetrack.collection import choose_kinds
    from quotetrack.readers import ENDINGS

    if format != "jsonl" and (text or zones or not_speech):
        raise UsageError(f"--text, --zones and --not-speech belong to --format jsonl, not to {format}")
    wanted, inputs = choose_kinds(kinds.split(",")), inputs_of(paths)
    if to is not None and str(to) != "-":
        require_no_input(to, inputs, ENDINGS)
    by = engine if engine == "textacy" else named_engine(engine)
    seen = _Seen(to)
    is_watched = to is None and is_terminal(sys.stdout)
    with progress("extracting", inputs, shown=not is_watched) as advance:
        results = quotetrack.extract_files(
            inputs,
            overrides=overrides,
            options=replace(reading, zones=zones),
            stdin=sys.stdin.buffer,
            kinds=wanted,
            engine=by,
            workers=workers,
            max_size=max_size * MEGABYTE,
            **on_cluster(cluster, shards),
        )
        extractions = _good(results, seen, advance)
        if format == "jsonl":
            parts = {"text": text, "zones": zones, "not_speech": not_speech}
            write_objects((e.to_dict(**parts, min_confidence=min_confidence) for e in extractions), to)
        else:
            _show((e.surer_than(min_confidence) for e in extractions), format, to)
    seen.complain()
    if seen.failures:
        raise typer.Exit(1)


@dataclass(slots=True)
class _Seen:
    """What went by: failures, the languages of articles that were not read, and utterances nobody is known to have
    said."""

    to: Path | None = None
    articles: int = 0
    failures: list[Failure] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    unattributed: int = 0
    unreported: int = 0
    too_dense: int = 0

    def complain(self) -> None:
        """Say on stderr what was not read, or by rules alone, and how much of what stands in marks is nobody's."""
        from quotetrack.export.wording import left_open, not_read, read_by_rules

        left = left_open(self.unattributed, self.unreported)
        for line in (not_read(self.languages), read_by_rules(self.too_dense), left):
            if line:
                complain(line)


def on_cluster(cluster: str | None, shards: Path | None) -> dict[str, Any]:
    """Return what says where articles are extracted, if not by this machine alone. UsageError for a folder of shards
    without a cluster."""
    if cluster is None and shards is not None:
        raise UsageError("--shards belongs to --cluster: name the cluster too, or leave it out")
    return {} if cluster is None else {"cluster": cluster, "shards": shards}


def named_engine(name: str | None) -> str:
    """Return the engine to use. If none is named and no model is installed, stderr says that rules decide alone."""
    from quotetrack.collection import choose_engine

    engine = choose_engine(name)
    if name is None and engine == "rules":
        complain(
            "the attribution model is not installed; going on by rules alone (--engine rules says so too)"
        )
    return engine


def inputs_of(paths: list[str] | None) -> list[str]:
    """Return the inputs named; none named means stdin, unless a person would have to type it."""
    if paths:
        return paths
    if is_terminal(sys.stdin):
        raise UsageError("no input: name files or folders, or pipe an article in")
    return ["-"]


def _good(
    results: Iterable[Extraction | Failure], seen: _Seen, advance: Callable[[], None]
) -> Iterator[Extraction]:
    """The extractions; failures are named on stderr. All that is to be said at the end is kept in `seen`. If there is
    none because of failures, the program ends, and a file that stands where they would be written stays."""
    for result in results:
        advance()
        if isinstance(result, Failure):
            seen.failures.append(result)
            complain_of(result)
            continue
        seen.articles += 1
        if not result.article.is_english:
            seen.languages.append(result.article.language or "")
        seen.unattributed += result.unattributed
        seen.unreported += result.unreported
        seen.too_dense += result.too_dense
        yield result
    if seen.failures and not seen.articles and seen.to is not None:
        complain(f"{seen.to} is not written: no article could be read")
        raise typer.Exit(1)


def _show(
    extractions: Iterable[Extraction], format: Literal["table", "csv", "html"], to: Path | None
) -> None:
    """Print a page with a section an article, or a row a quotation."""
    if format == "html":
        from quotetrack.export.page import write_page

        with opened(to) as out:
            write_page(extractions, out)
    else:
        printed = (Printed(article=e.article, statement=s) for e in extractions for s in e.statements)
        show(printed, QUOTATIONS, format, to=to)
