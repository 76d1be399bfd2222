"""`quotetrack watch`: questions that are saved, and what is new of each."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

import quotetrack
from quotetrack.cli import options
from quotetrack.cli.render.output import Listing, opened, show, write_objects
from quotetrack.cli.render.terminal import complain, is_terminal
from quotetrack.cli.stopping import changing
from quotetrack.export.wording import counted
from quotetrack.records import EVERYTHING, Filter, News, SavedQuestion, WatchRun
from quotetrack.records.stored import PATIENCE

if TYPE_CHECKING:
    from quotetrack.collection import Collection

app = typer.Typer(name="watch", no_args_is_help=True, help="Save questions, and see what is new of each.")

_LAST = "last"
_IN_A_FEED = 50
"""Entries of a feed of each question that were shown before: whoever reads the feed seldom misses none."""


def _since(value: str) -> str:
    return value if value == _LAST else options.check_day(value) or _LAST


_Format = Annotated[
    Literal["text", "jsonl", "atom"],
    typer.Option("--format", metavar="FORMAT", help="text, jsonl or atom (a feed)."),
]

WATCHES: Listing[SavedQuestion] = Listing(
    ("name", "question", "filter", "by", "made", "last run"),
    lambda saved: (
        *(saved.name, saved.question, _filter_words(saved)),
        *(saved.made_by, saved.made_at, saved.ran_at or ""),
    ),
    SavedQuestion.to_dict,
)


def _filter_words(saved: SavedQuestion) -> str:
    told = ((name, getattr(saved.filter, name)) for name in Filter.__slots__)
    return ", ".join(f"{name} {value}" for name, value in told if value != getattr(EVERYTHING, name))


@app.command("add")
@options.watch_filtered
def add_watch(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="“What did Lavrov say about Assad?”")],
    db: options.Db = None,
    wanted: Filter = EVERYTHING,
    name: Annotated[
        str | None,
        typer.Option("--name", metavar="NAME", show_default="its telling words", help="What to call it."),
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="PERSON", show_default="you", help="Who saves it.")
    ] = None,
    from_start: Annotated[
        bool,
        typer.Option("--from-start", help="Take nothing for known: the first run shows all that is there."),
    ] = False,
    wait: options.Wait = PATIENCE,
) -> None:
    """Save a question. What answers it now counts as known, unless --from-start says otherwise."""
    with changing(db, wait=wait) as collection:
        saved = collection.add_watch(question, wanted, name=name, by=by, from_start=from_start)
        run = collection.watch(saved.name, link=False)
    found = counted(run.answers, "quotation")
    known = "are shown by the first run" if from_start else "count as known"
    _tell_cut(run)
    complain(f"saved as {saved.name!r}; read as: {run.read_as} {found} that answer now {known}")


@app.command("list")
def list_watches(db: options.Db = None, format: options.FormatOption = "table") -> None:
    """List the questions that are saved, by name."""
    with quotetrack.open(db, create=False) as collection:
        nothing = f"no question is saved in {collection.location}: `quotetrack watch add` saves one"
        show(collection.watches(), WATCHES, format, nothing=nothing)


@app.command("remove")
def remove_watch(
    names: Annotated[list[str], typer.Argument(metavar="NAME...", help="Names as they are listed.")],
    db: options.Db = None,
    wait: options.Wait = PATIENCE,
) -> None:
    """Forget questions, with all that they have shown."""
    with changing(db, wait=wait) as collection:
        for name in names:
            collection.remove_watch(name)


@app.command("run")
def run_watches(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME]...", help="Names as they are listed.", show_default="all"),
    ] = None,
    db: options.Db = None,
    since: Annotated[
        str,
        typer.Option(
            "--since",
            metavar="last|DAY",
            callback=_since,
            help="last: what no run has shown yet. A day: all that was stored from that day on, shown or not.",
        ),
    ] = _LAST,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what is new, and show it again.")] = False,
    format: _Format = "text",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", show_default="stdout", help="The file to write."),
    ] = None,
    wait: options.Wait = PATIENCE,
) -> None:
    """Show what is new of saved questions: statements, further printings, other wordings and contradictions.

    If nothing is new, nothing is printed; a feed is whole still, with what was shown before. What is printed counts as
    shown once all of it is written. If that fails, the next run prints it again.
    """
    day = None if since == _LAST else since
    opening: AbstractContextManager[Collection] = (
        quotetrack.open(db, create=False) if dry_run else changing(db, wait=wait)
    )
    with opening as collection:
        called = names or [saved.name for saved in collection.watches()]
        if not called:
            complain(f"no question is saved in {collection.location}: `quotetrack watch add` saves one")
        runs = [collection.watch(name, since=day, link=not dry_run) for name in dict.fromkeys(called)]
        for run in runs:
            _tell_cut(run)
        _write(runs, collection, format, output)
        if not dry_run:
            collection.mark_watched(*runs)
    if called and format != "atom" and not any(run.news for run in runs) and is_terminal(sys.stdout):
        complain(f"nothing is new of {counted(len(runs), 'saved question')}")


def _tell_cut(run: WatchRun) -> None:
    if run.is_cut:
        complain(
            f"{run.watch.name}: more than 5,000 quotations come into question, of which those nearest in words are "
            "looked at: ask about somebody, or with rarer words"
        )


def _write(
    runs: Sequence[WatchRun],
    collection: Collection,
    format: Literal["text", "jsonl", "atom"],
    to: Path | None,
) -> None:
    if format == "jsonl":
        write_objects((one.to_dict(run.watch.name) for run in runs for one in run.news), to)
        return
    now = datetime.now(UTC)
    if format == "atom":
        from quotetrack.export.atom import write_feed

        told = [(run.watch, _with_earlier(run, collection)) for run in runs]
        with opened(to) as out:
            write_feed(told, out, now)
        return
    from quotetrack.export.news_text import news_lines

    blocks = [list(news_lines(run, now)) for run in runs if run.news]
    with opened(to) as out:
        for line in _between(blocks):
            out.write(line.encode("utf-8") + b"\n")


def _between(blocks: Sequence[Sequence[str]]) -> Iterator[str]:
    for n, block in enumerate(blocks):
        yield from ("", "") if n else ()
        yield from block


def _with_earlier(run: WatchRun, collection: Collection) -> list[News]:
    """Return the news of a run before those that were shown already, each once."""
    now = {(one.what, one.ids) for one in run.news}
    before = collection.watched_before(run.watch.name, limit=_IN_A_FEED)
    return [*run.news, *(one for one in before if (one.what, one.ids) not in now)]
