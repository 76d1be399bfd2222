"""`quotetrack speaker`, `sources` and `stats`: what a database holds, seen from above."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Annotated

import typer

from quotetrack.cli import options
from quotetrack.cli.options import filtered
from quotetrack.cli.render.bars import monthly, sparkline
from quotetrack.cli.render.output import opened, write_objects
from quotetrack.cli.render.terminal import show_table
from quotetrack.errors import NotFound
from quotetrack.export.lines import dump
from quotetrack.export.wording import STANCE_WORDS
from quotetrack.records import (
    EVERYTHING,
    Filter,
    RoleEntry,
    SourceEntry,
    SpeakerDecision,
    SpeakerEntry,
    Stats,
)

if TYPE_CHECKING:
    from quotetrack.collection import Collection

DAYS = ("first", "last")
_MOST_SUBJECTS = 12
"""Subjects of one speaker that are shown."""


@filtered
def speaker(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name, or some of its words.")],
    db: options.Db = None,
    wanted: Filter = EVERYTHING,
    format: options.FormatOption = "table",
) -> None:
    """Show who bears a name: each speaker's names, roles with their days, and mentions as printed, what they speak of,
    outlets, months, first and last day; of a surname alone that nothing settles, who may be meant."""
    from quotetrack.collection import open

    with open(db, create=False) as collection:
        store = collection.store
        chosen = wanted if wanted.speaker is None else replace(wanted, speaker=f"{wanted.speaker} {name}")
        all = wanted == EVERYTHING
        entries = (
            store.speakers.named(name)
            if all
            else list(store.speakers.select(replace(chosen, speaker=chosen.speaker or name)))
        )
        if not entries:
            raise NotFound(f"no speaker is named {name!r} in {store.location}: see `quotetrack speakers`")
        if format == "jsonl":
            write_lines(entries)
            return
        rows = (row for entry in entries for row in _told(entry, collection, wanted))
        show_rows(format, ("speaker", "what", "as printed"), rows)


@filtered
def sources(
    db: options.Db = None, wanted: Filter = EVERYTHING, format: options.FormatOption = "table"
) -> None:
    """List the outlets with their articles and quotations."""
    from quotetrack.store import open_store

    with open_store(db, create=False) as store:
        entries = store.articles.sources(wanted)
        if format == "jsonl":
            write_lines(entries)
            return
        headings = ("outlet", "domain", "articles", "quotes", "first", "last")
        rows = (
            (e.name or "", e.domain or "", str(e.articles), str(e.quotes), e.first or "", e.last or "")
            for e in entries
        )
        show_rows(format, headings, rows, counts=("articles", "quotes"), whole=DAYS)


def stats(db: options.Db = None, format: options.FormatOption = "table") -> None:
    """Count what the database holds."""
    from quotetrack.store import open_store

    with open_store(db, create=False) as store:
        held, location = store.articles.stats(), store.location
    if format == "jsonl":
        told = {**asdict(held), "by_kind": dict(held.by_kind), "by_stance": dict(held.by_stance)}
        with opened(None) as out:
            out.write(dump({"database": location, **told}) + b"\n")
        return
    show_rows(format, ("what", "held"), [("database", location), *_counts(held)])


def show_rows(
    format: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    counts: Sequence[str] = (),
    whole: Sequence[str] = (),
) -> None:
    """Rows as a table for people, or as CSV; `counts` and `whole` are the table's."""
    if format == "csv":
        from quotetrack.export.as_csv import write_rows

        with opened(None) as out:
            write_rows(headings, rows, out)
    else:
        show_table(headings, rows, counts=counts, whole=whole)


def write_lines(entries: Iterable[SpeakerEntry | SourceEntry | SpeakerDecision]) -> None:
    """The records as JSON Lines on stdout."""
    write_objects(map(asdict, entries))


def _told(entry: SpeakerEntry, collection: Collection, wanted: Filter) -> Iterator[Sequence[str]]:
    """A speaker's rows: one fact each, the name only in the first."""
    own = replace(wanted, speaker=None, person=entry.id, limit=_MOST_SUBJECTS)
    subjects = [f"{one.words} ({one.quotes})" for one in collection.subjects(own)]
    months = list(monthly(collection.store.statements.days(replace(own, limit=None))))
    told = f"{months[0][0]} {sparkline([quotes for _, quotes in months])} {months[-1][0]}" if months else ""
    days = _days(entry.first, entry.last)
    parts = (
        ("kind", [entry.kind]),
        ("quotes", [str(entry.quotes)]),
        ("also", entry.names[1:]),
        ("may be", entry.candidates),
        ("role", [_role(role) for role in entry.roles]),
        ("mention", entry.mentions),
        ("speaks of", subjects),
        ("outlet", entry.sources),
        ("months", [told] if len(months) > 1 else []),
        ("published", [days] if days else []),
    )
    name = entry.name
    for what, values in parts:
        for value in values:
            yield name, what, value
            name, what = "", ""


def _role(role: RoleEntry) -> str:
    days = _days(role.first, role.last)
    return f"{role.words} ({days})" if days else role.words


def _days(first: str | None, last: str | None) -> str:
    return " to ".join(dict.fromkeys(day for day in (first, last) if day))


def _counts(held: Stats) -> Iterator[tuple[str, str]]:
    yield "articles", str(held.articles)
    yield "earlier texts of articles", str(held.revisions)
    yield "quotations", str(held.quotes)
    for kind, number in held.by_kind:
        yield f"quotations, {kind}", str(number)
    for stance, number in held.by_stance:
        yield f"quotations, {STANCE_WORDS[stance]}", str(number)
    yield "quotations without a named speaker", str(held.unattributed)
    yield "speakers", str(held.speakers)
    yield "outlets", str(held.sources)
    yield "first published", held.first or ""
    yield "last published", held.last or ""
