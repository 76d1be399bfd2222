"""`quotetrack claims`, `claim`, `links` and `link`: the same utterance, wherever it is printed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

import typer

from quotetrack.cli import options
from quotetrack.cli.options import filter_of
from quotetrack.cli.render import claims as drawn
from quotetrack.cli.render.output import opened, write_objects
from quotetrack.cli.render.terminal import complain, is_terminal, show_lines
from quotetrack.export import wording
from quotetrack.export.as_csv import write_rows
from quotetrack.export.claims import claim_in_full, claim_object, link_object
from quotetrack.export.lines import Object, dump
from quotetrack.records import Claim, PrintedLink, Relation

if TYPE_CHECKING:
    from rich.console import RenderableType

    from quotetrack.store.claims import ClaimOrder

T = TypeVar("T")

LINK_HEADINGS = (
    *("relation", "score", "words", "speaker", "outlet", "published", "id"),
    *("other words", "other speaker", "other outlet", "other day", "other id", "rests on"),
)
CLAIM_HEADINGS = (
    *("claim", "words", "speaker", "sources", "printings"),
    *("first published", "contradicted by", "said again"),
)


def claims(
    db: options.Db = None,
    speaker: options.Speaker = None,
    about: options.About = None,
    source: options.Source = None,
    since: options.Since = None,
    until: options.Until = None,
    kind: options.KindOption = None,
    stance: options.StanceOption = None,
    min_confidence: options.MinConfidence = 0.0,
    by: Annotated[
        Literal["sources", "printings", "first", "latest"],
        typer.Option(
            "--by",
            metavar="ORDER",
            help="sources or printings: most of them first. first or latest: newest first, by that printing's day.",
        ),
    ] = "sources",
    least: Annotated[
        int, typer.Option("--least", metavar="N", min=1, help="With so many printings or more.")
    ] = 2,
    limit: options.Limit = None,
    format: options.FormatOption = "table",
) -> None:
    """List claims: utterances with all their printings, those with most independent outlets first.

    A claim is listed if any of its printings fits every filter. Copies of one text count once among its sources.
    """
    from quotetrack.collection import open

    wanted = filter_of(
        speaker=speaker,
        about=about,
        source=source,
        since=since,
        until=until,
        kind=kind,
        stance=stance,
        min_confidence=min_confidence,
        limit=limit,
    )
    order: ClaimOrder = by
    with open(db, create=False) as collection:
        found = collection.claims(wanted, by=order, least=least)
        if not _show(found, format, CLAIM_HEADINGS, _claim_row, claim_object, drawn.claim_card):
            complain(f"no claim fits in {collection.store.location}")


def claim(
    id: Annotated[
        str, typer.Argument(metavar="ID", help="The id of a claim or of a quotation, or its beginning.")
    ],
    db: options.Db = None,
    format: options.ShowFormat = "table",
) -> None:
    """Show a claim: every printing by day, what each cut, inserted or altered, and what contradicts it.

    Printings are compared with the one that has most of the speaker's own words. Copies stand beneath what they copy
    and do not count as sources.
    """
    from quotetrack.collection import open
    from quotetrack.sheets.outgoing import compare

    with open(db, create=False) as collection:
        found = collection.claim(id)
    comparisons = compare(found)
    if format == "jsonl":
        with opened(None) as out:
            out.write(dump(claim_in_full(found, comparisons)) + b"\n")
    else:
        drawn.show(found, comparisons)


def links(
    db: options.Db = None,
    relation: Annotated[
        Relation | None, typer.Option("--relation", metavar="RELATION", help="Only links of this relation.")
    ] = None,
    min_score: Annotated[
        float | None,
        typer.Option(
            "--min-score",
            metavar="P",
            min=0.0,
            max=1.0,
            show_default="what is certain enough",
            help="From this probability on. Below 0.2 every pair is scored afresh: for measuring, in small stores.",
        ),
    ] = None,
    speaker: options.Speaker = None,
    about: options.About = None,
    source: options.Source = None,
    since: options.Since = None,
    until: options.Until = None,
    limit: options.Limit = None,
    format: options.FormatOption = "table",
) -> None:
    """List links between quotations of different articles, the surest first.

    A link says how two quotations hang together, how sure that is, and what it rests on: copy (one text, reprinted),
    same_utterance, same_claim (said again, or by somebody else), related, contradicts. Either end must fit the filters.
    """
    from quotetrack.collection import open

    wanted = filter_of(speaker=speaker, about=about, source=source, since=since, until=until, limit=limit)
    with open(db, create=False) as collection:
        found = collection.links(wanted, min_score=min_score, relation=relation)
        if not _show(found, format, LINK_HEADINGS, _link_row, link_object, drawn.link_card):
            complain(f"no link fits in {collection.store.location}")


def link(
    db: options.Db = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Link everything anew.")] = False,
    workers: options.Workers = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Do not print the summary.")] = False,
) -> None:
    """Link the quotations that are not linked yet. `add` and `load` do so by themselves, unless told --no-link.

    --rebuild links everything anew; claims keep their ids where most of their printings stay together.
    """
    from quotetrack.collection import open

    with open(db, create=False) as collection:
        linked = collection.link(rebuild=rebuild, workers=workers)
    if not quiet:
        print(
            f"{wording.counted(linked.statements, 'quotation')} linked: {wording.counted(linked.links, 'link')}, "
            f"{wording.counted(linked.claims, 'claim')} made or changed"
        )


def _show(
    found: Iterator[T],
    format: options.Format,
    headings: tuple[str, ...],
    row: Callable[[T], tuple[str, ...]],
    as_object: Callable[[T], Object],
    card: Callable[[T, int], RenderableType],
) -> int:
    """Prints what was found in the format asked for, and says how many."""
    if format == "csv":
        with opened(None) as out:
            return write_rows(headings, map(row, found), out)
    if format == "jsonl":
        return write_objects(map(as_object, found))
    if is_terminal(sys.stdout):
        return drawn.show_cards(found, card)
    return _show_plain(headings, map(row, found))


def _show_plain(headings: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> int:
    count = 0
    show_lines([headings])
    for row in rows:
        show_lines([row])
        count += 1
    return count


def _link_row(found: PrintedLink) -> tuple[str, ...]:
    ends = [
        cell
        for one in (found.a, found.b)
        for cell in (
            one.text,
            wording.who(one),
            wording.outlet(one.article),
            one.article.published or "",
            one.statement.quote.id,
        )
    ]
    rests = "; ".join(ground.says for ground in found.link.grounds)
    return (found.link.relation, f"{found.link.score:.2f}", *ends, rests)


def _claim_row(found: Claim) -> tuple[str, ...]:
    fullest = found.fullest
    return (
        found.id,
        fullest.text,
        wording.who(fullest),
        str(found.sources),
        str(len(found.printings)),
        found.first_published or "",
        str(len(found.conflicts)),
        str(len(found.same)),
    )
