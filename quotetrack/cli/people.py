"""`quotetrack speaker`, `sources` and `stats`: what a database holds, seen from above."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Annotated

import typer

from quotetrack.cli import options
from quotetrack.cli.options import filter_of
from quotetrack.cli.output import opened
from quotetrack.cli.terminal import show_table
from quotetrack.errors import NotFound
from quotetrack.export.lines import dump
from quotetrack.export.wording import STANCE_WORDS
from quotetrack.records import RoleEntry, SourceEntry, SpeakerDecision, SpeakerEntry, Stats

DAYS = ("first", "last")


def speaker(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name, or some of its words.")],
    db: options.Db = None,
    format: options.FormatOption = "table",
) -> None:
    """Show who bears a name: each speaker's names, roles with their days, and mentions as printed, outlets, first and
    last day; of a surname alone that nothing settles, who may be meant."""
    from quotetrack.store import open_store

    with open_store(db, create=False) as store:
        entries = store.speaker(name)
        if not entries:
            raise NotFound(f"no speaker is named {name!r} in {store.location}: see `quotetrack speakers`")
    if format == "jsonl":
        write_lines(entries)
        return
    rows = (row for entry in entries for row in _told(entry))
    show_rows(format, ("speaker", "what", "as printed"), rows)


def sources(
    db: options.Db = None,
    speaker: options.Speaker = None,
    about: options.About = None,
    since: options.Since = None,
    until: options.Until = None,
    limit: options.Limit = None,
    format: options.FormatOption = "table",
) -> None:
    """List the outlets with their articles and quotations."""
    from quotetrack.store import open_store

    wanted = filter_of(speaker=speaker, about=about, since=since, until=until, limit=limit)
    with open_store(db, create=False) as store:
        entries = store.sources(wanted)
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
        held, location = store.stats(), store.location
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
    with opened(None) as out:
        for entry in entries:
            out.write(dump(asdict(entry)) + b"\n")


def _told(entry: SpeakerEntry) -> Iterator[Sequence[str]]:
    """A speaker's rows: one fact each, the name only in the first."""
    days = _days(entry.first, entry.last)
    parts = (
        ("kind", [entry.kind]),
        ("quotes", [str(entry.quotes)]),
        ("also", entry.names[1:]),
        ("may be", entry.candidates),
        ("role", [_role(role) for role in entry.roles]),
        ("mention", entry.mentions),
        ("outlet", entry.sources),
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
