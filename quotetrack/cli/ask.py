"""`quotetrack ask`: questions answered from a database."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

import quotetrack
from quotetrack.cli import options
from quotetrack.cli.render.output import opened, show_cards, write_objects
from quotetrack.cli.render.rows import HEADINGS, plain_row
from quotetrack.cli.render.terminal import complain, is_terminal, show_table
from quotetrack.errors import ReadError, UsageError
from quotetrack.export.legible import legible_line
from quotetrack.export.wording import counted, embargo
from quotetrack.readers.bounded import read_whole, require_regular
from quotetrack.records import EVERYTHING, Filter, JsonObject, Printed

if TYPE_CHECKING:
    from quotetrack.collection import Collection


@options.answers_filtered
def ask(
    question: Annotated[
        str | None,
        typer.Argument(metavar="QUESTION", show_default=False, help="“What did Lavrov say about Assad?”"),
    ] = None,
    db: options.Db = None,
    wanted: Filter = EVERYTHING,
    all: Annotated[  # noqa: A002 — the name of the option
        bool, typer.Option("--all", help="Show every printing of a claim, with its id.")
    ] = False,
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
        Literal["table", "jsonl", "csv", "md"],
        typer.Option("--format", metavar="FORMAT", help="table (for people), jsonl, csv or md."),
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
    if (question is None) == (questions is None):
        raise UsageError("give either a question or --questions FILE")
    unfold = all or questions is not None or format in ("jsonl", "csv")
    day = date.fromisoformat(today) if today else None
    with quotetrack.open(db, create=False) as collection:
        answer = partial(collection.ask, filter=wanted, unfold=unfold, today=day)
        if questions is not None:
            _answer_all(list(_questions(questions)), collection, answer)
        elif question is not None:
            _show(answer(question), collection, format)


def _show(reply: quotetrack.Reply, collection: Collection, format: str) -> None:
    if not reply.results:
        complain(_searched(reply, collection))
        if format == "table" and is_terminal(sys.stdout):
            _show_near(reply)
        if format in ("table", "jsonl"):
            return
    is_drawn = format == "table" and is_terminal(sys.stdout)
    if reply.results and reply.is_chosen and not is_drawn:
        # Whose words these are must not be lost in a pipe.
        complain(f"read as: {reply.read_as}")
    if is_drawn:
        from quotetrack.cli.render.cards import statement_card

        noted = collection.store.statements.with_claims([answer.printed for answer in reply.results])
        cards = (
            statement_card(printed, note=answer.why, others=answer.others, in_passage=True)
            for printed, answer in zip(noted, reply.results, strict=True)
        )
        show_cards(cards, heading=f"Read as: {legible_line(reply.read_as)}\n")
    elif format == "table":
        show_table(("rank", "score", *HEADINGS, "also printed"), _rows(reply.results))
    elif format == "jsonl":
        write_objects(_objects(reply, collection))
    else:
        from quotetrack.export import write

        with opened(None) as out:
            write((answer.printed for answer in reply.results), format, out)


def _show_near(reply: quotetrack.Reply) -> None:
    """Show people what came nearest, and what is printed and not attributed: neither answers."""
    from quotetrack.cli.render.cards import card, statement_card

    if reply.nearest:
        near = (statement_card(one.printed, note=one.why, in_passage=True) for one in reply.nearest)
        show_cards(near, heading="Nearest, and no answer:\n")
    if reply.unattributed:
        nobodys = (
            statement_card(one, in_passage=True) if isinstance(one, Printed) else card(one)
            for one in reply.unattributed
        )
        show_cards(nobodys, heading="Printed with these words, not attributed to anybody:\n")


def _answer_all(
    questions: list[tuple[str, str]], collection: Collection, answer: Callable[[str], quotetrack.Reply]
) -> None:
    """Print one line of JSON for each question; one that makes no sense is named and has no results."""
    failed: list[str] = []

    def lines() -> Iterator[JsonObject]:
        for id, question in questions:
            results: list[JsonObject] = []
            try:
                results = list(_objects(answer(question), collection))
            except UsageError as error:
                failed.append(id)
                complain(f"question {id}: {error}")
            yield {"id": id, "results": results}

    write_objects(lines())
    if failed:
        raise typer.Exit(1)


def _objects(reply: quotetrack.Reply, collection: Collection) -> Iterator[JsonObject]:
    claims = collection.claim_ids([answer.printed.id for answer in reply.results])
    for rank, answer in enumerate(reply.results, start=1):
        yield answer.to_dict(rank=rank, claim=claims[answer.printed.id], read_as=reply.read_as)


def _questions(path: Path) -> Iterator[tuple[str, str]]:
    """The ids and questions of a JSON Lines file; a line that is none is a `UsageError` that names it."""
    lines = enumerate(read_bytes(path).splitlines(), start=1)
    for number, line in ((number, line) for number, line in lines if line.strip()):
        try:
            question = json.loads(line)
            yield str(question["id"]), str(question["question"])
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise UsageError(f'{path}, line {number}: expected {{"id": …, "question": …}}') from error


def read_bytes(path: Path) -> bytes:
    """Return what the file holds, or stdin for "-"; UsageError if it cannot be read, is a pipe or device, or has more
    than `LARGEST_INPUT` bytes."""
    try:
        if str(path) == "-":
            return read_whole(sys.stdin.buffer)
        require_regular(path)
        with path.open("rb") as stream:
            return read_whole(stream)
    except ReadError as error:
        raise UsageError(f"{path}: {error}") from error
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror})") from error


def _searched(reply: quotetrack.Reply, collection: Collection) -> str:
    """Why there is no answer, and what was searched: "not found" must not be read as "not said"."""
    held = collection.stats()
    searched = f"{counted(held.quotes, 'quotation')} in {counted(held.articles, 'article')}"
    return f"{reply.note or reply.read_as} Searched: {searched}, {collection.location}"


def _rows(answers: tuple[quotetrack.Answer, ...]) -> Iterator[tuple[str, ...]]:
    now = datetime.now(UTC)
    for rank, answer in enumerate(answers, start=1):
        others = " ".join(other.id for other in answer.others)
        *cells, status = plain_row(answer.printed)
        status = ", ".join(filter(None, (status, embargo(answer.printed.article, now))))
        yield (str(rank), f"{answer.score:.3f}", *cells, status, others)
