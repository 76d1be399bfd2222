"""`quotetrack add`: articles into a database."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from quotetrack.cli.extract import ArticleSource, Paths, Published, Url, engine_told, inputs_of
from quotetrack.cli.options import ALL_KINDS, Db, EngineOption, Kinds, Workers
from quotetrack.cli.render.progress import progress
from quotetrack.cli.render.terminal import complain_of
from quotetrack.export.wording import counted
from quotetrack.records import Article, Failure

if TYPE_CHECKING:
    from quotetrack.collection import Added


Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Do not print the summary.")]
NoLink = Annotated[
    bool, typer.Option("--no-link", help="Do not link what is new; `quotetrack link` does so later.")
]


def add(
    paths: Paths = None,
    db: Db = None,
    source: ArticleSource = None,
    published: Published = None,
    url: Url = None,
    kinds: Kinds = ALL_KINDS,
    engine: EngineOption = None,
    workers: Workers = None,
    no_link: NoLink = False,
    quiet: Quiet = False,
) -> None:
    """Read articles, find their quotations and store both.

    What the database holds already is left as it is; a changed article is stored as a revision beside the
    old one. Articles that cannot be read are named on stderr, and the others are stored.
    """
    from quotetrack.collection import open
    from quotetrack.pipeline import wanted_kinds
    from quotetrack.readers import Overrides

    wanted, by = wanted_kinds(kinds.split(",")), engine_told(engine)
    inputs = inputs_of(paths)
    overrides = Overrides(source=source, published=published, url=url)
    with open(db) as collection, progress("adding", inputs) as advance:

        def watch(seen: Article | Failure) -> None:
            advance()
            if isinstance(seen, Failure):
                complain_of(seen)

        added = collection.add(
            inputs,
            overrides=overrides,
            stdin=sys.stdin.buffer,
            watch=watch,
            kinds=wanted,
            engine=by,
            workers=workers,
            link=not no_link,
        )
    if not quiet:
        print(summary(added))
    if added.failures:
        raise typer.Exit(1)


def load(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...", help="Files of JSON Lines, as `extract --text` prints them; - reads stdin."
        ),
    ],
    db: Db = None,
    workers: Workers = None,
    no_link: NoLink = False,
    quiet: Quiet = False,
) -> None:
    """Store quotations as they are given, by another tool or by people.

    One article a line, with its "text" and its "quotes": of a quote only "content", its spans, is needed. Nothing is
    extracted anew; where a quote has a "mention" and no "speaker", it is settled who is meant. Every span is checked:
    a line with one outside its text is named on stderr, and the others are stored.
    """
    from quotetrack.collection import open

    with open(db) as collection, progress("loading", files) as advance:

        def watch(seen: Article | Failure) -> None:
            advance()
            if isinstance(seen, Failure):
                complain_of(seen)

        added = collection.load(files, stdin=sys.stdin.buffer, watch=watch, workers=workers, link=not no_link)
    if not quiet:
        print(summary(added))
    if added.failures:
        raise typer.Exit(1)


def summary(added: Added) -> str:
    """ "12 articles: 11 added, 1 unchanged; 87 quotations; 1 failed". What is none is left out."""
    outcomes = (
        (added.added, "added"),
        (added.revised, "revised"),
        (added.updated, "updated"),
        (added.unchanged, "unchanged"),
    )
    told = ", ".join(f"{number:,} {name}" for number, name in outcomes if number)
    line = counted(added.articles, "article") + (f": {told}" if told else "")
    line += f"; {counted(added.quotations, 'quotation')}"
    return line + (f"; {len(added.failures):,} failed" if added.failures else "")
