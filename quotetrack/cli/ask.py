"""`quotetrack ask`: questions answered from a database."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from quotetrack.cli import options
from quotetrack.cli.options import Db
from quotetrack.cli.render import cards
from quotetrack.cli.render.output import opened
from quotetrack.cli.render.terminal import complain, is_terminal, paged, show_lines
from quotetrack.errors import UsageError
from quotetrack.export.legible import legible_line
from quotetrack.export.lines import answer_object, dump
from quotetrack.export.wording import counted
from quotetrack.records import Filter

if TYPE_CHECKING:
    from quotetrack.collection import Collection
    from quotetrack.query import Answer, Reply

AskFormat = Literal["table", "jsonl", "csv", "md"]


@dataclass(frozen=True, slots=True)
class _Question:
    id: str
    words: str


def ask(
    question: Annotated[
        str | None,
        typer.Argument(metavar="QUESTION", show_default=False, help="“What did Lavrov say about Assad?”"),
    ] = None,
    db: Db = None,
    source: options.Source = None,
    since: options.Since = None,
    until: options.Until = None,
    kind: options.KindOption = None,
    stance: options.StanceOption = None,
    min_confidence: options.MinConfidence = 0.0,
    limit: Annotated[
        int, typer.Option("--limit", metavar="N", min=1, help="At most this many answers.")
    ] = 20,
    all: Annotated[bool, typer.Option("--all", help="Show every printing of a claim, with its id.")] = False,
    today: Annotated[
        str | None,
        typer.Option(
            "--today",
            metavar="DAY",
            callback=options.check_day,
            show_default="the day it is",
            help="The day from which “last week” is counted.",
        ),
    ] = None,
    format: Annotated[
        AskFormat, typer.Option("--format", metavar="FORMAT", help="table (for people), jsonl, csv or md.")
    ] = "table",
    questions: Annotated[
        Path | None,
        typer.Option(
            "--questions",
            metavar="FILE",
            help='Answer each line {"id", "question"} of this file (or -) with a line {"id", "results"}.',
        ),
    ] = None,
) -> None:
    """Ask who said what: "What did Lavrov say about Assad?"

    Prints the quotations that answer, best first. If nothing answers, stdout stays empty and stderr says what was
    searched. People see one answer for each claim, with the number of its other printings; jsonl and csv list every
    printing.
    """
    from quotetrack.collection import open

    if (question is None) == (questions is None):
        raise UsageError("give either a question or --questions FILE")
    unfold = all or questions is not None or format in ("jsonl", "csv")
    wanted = options.filter_of(
        source=source, since=since, until=until, kind=kind, stance=stance, min_confidence=min_confidence
    )
    asking = _Asking(limit, unfold, wanted, date.fromisoformat(today) if today else None)
    with open(db, create=False) as collection:
        if questions is not None:
            _answer_all(list(_questions(questions)), collection, asking)
        elif question is not None:
            _answer_one(question, collection, asking, format)


@dataclass(frozen=True, slots=True)
class _Asking:
    """How questions are asked."""

    limit: int
    unfold: bool
    filter: Filter
    today: date | None

    def ask(self, question: str, collection: Collection) -> Reply:
        return collection.ask(
            question, limit=self.limit, unfold=self.unfold, filter=self.filter, today=self.today
        )


def _answer_one(question: str, collection: Collection, asking: _Asking, format: AskFormat) -> None:
    reply = asking.ask(question, collection)
    if not reply.results:
        complain(_searched(reply, collection))
        if format in ("table", "jsonl"):
            return
    elif reply.is_chosen and not (format == "table" and is_terminal(sys.stdout)):
        # Whose words these are must not be lost in a pipe.
        complain(f"read as: {reply.read_as}")
    if format == "jsonl":
        with opened(None) as out:
            for result in _results(reply, collection):
                out.write(dump(result) + b"\n")
    elif format == "table":
        _show(reply)
    else:
        from quotetrack.export import write

        with opened(None) as out:
            write((found.printed for found in reply.results), format, out)


def _answer_all(asked: list[_Question], collection: Collection, asking: _Asking) -> None:
    """One line of JSON for each question; one that makes no sense is named and has no results."""
    failed = False
    with opened(None) as out:
        for question in asked:
            results: list[dict[str, object]] = []
            try:
                results = list(_results(asking.ask(question.words, collection), collection))
            except UsageError as error:
                failed = True
                complain(f"question {question.id}: {error}")
            out.write(dump({"id": question.id, "results": results}) + b"\n")
    if failed:
        raise typer.Exit(1)


def _results(reply: Reply, collection: Collection) -> Iterator[dict[str, object]]:
    claims = collection.store.claims.ids_of([found.printed.statement.quote.id for found in reply.results])
    for rank, found in enumerate(reply.results, start=1):
        claim = claims[found.printed.statement.quote.id]
        yield answer_object(found.printed, rank=rank, score=found.score, claim=claim)


def _questions(path: Path) -> Iterator[_Question]:
    """The questions of a JSON Lines file; a line that is none is a `UsageError` that names it."""
    try:
        lines = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror})") from error
    for number, line in enumerate(lines.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            told = json.loads(line)
            yield _Question(str(told["id"]), str(told["question"]))
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(f'{path}, line {number}: expected {{"id": …, "question": …}}') from error


def _searched(reply: Reply, collection: Collection) -> str:
    """Why there is no answer, and what was searched: "not found" must not be read as "not said"."""
    held = collection.store.articles.stats()
    searched = f"{counted(held.quotes, 'quotation')} in {counted(held.articles, 'article')}"
    return f"{reply.note or reply.read_as} Searched: {searched}, {collection.store.location}"


def _show(reply: Reply) -> None:
    """The answers for people: on a terminal with how the question was read and why each answers."""
    if not is_terminal(sys.stdout):
        show_lines([("rank", "score", *cards.HEADINGS, "also printed")], _plain(reply.results))
        return
    from rich.text import Text

    with paged() as screen:
        screen.print(Text(f"Read as: {legible_line(reply.read_as)}", style="dim"))
        screen.print()
        for rank, found in enumerate(reply.results, start=1):
            card = cards.card(
                found.printed, number=rank, note=found.why, others=found.others, in_passage=True
            )
            screen.print(card)


def _plain(answers: tuple[Answer, ...]) -> Iterator[tuple[str, ...]]:
    for rank, found in enumerate(answers, start=1):
        others = " ".join(one.statement.quote.id for one in found.others)
        yield (str(rank), f"{found.score:.3f}", *cards.plain_row(found.printed), others)
