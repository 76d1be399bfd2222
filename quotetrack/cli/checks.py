"""`quotetrack checks`: what was checked and kept, and what it would come to today."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Annotated

import typer

import quotetrack
from quotetrack.cli import options
from quotetrack.cli.render.output import Listing, show
from quotetrack.cli.render.terminal import complain, is_terminal, paged
from quotetrack.export.wording import counted
from quotetrack.records import KeptCheck


def _row(check: KeptCheck) -> tuple[str, ...]:
    first = check.printings[0] if check.printings else None
    return (
        str(check.number),
        check.verdict,
        check.today.verdict if check.today else "",
        check.words,
        check.asked or "",
        check.form,
        check.kept_by,
        check.kept_at,
        check.draft or "",
        str(check.line or ""),
        (first.outlet or "") if first else "",
        (first.published or "") if first else "",
        (first.quote or "") if first else "",
        first.article if first else "",
    )


KEPT = Listing(
    (
        *("no", "verdict", "today", "words", "asked", "form", "by", "at", "draft", "line"),
        *("outlet", "published", "quotation", "article"),
    ),
    _row,
    KeptCheck.to_dict,
)


def checks(
    db: options.Db = None,
    verdict: Annotated[
        str | None,
        typer.Option("--verdict", metavar="VERDICTS", help="Only these verdicts, with commas: exact,cut."),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="DAY", callback=options.check_day, help="Only what was kept from this day on."
        ),
    ] = None,
    today: Annotated[
        bool, typer.Option("--today", help="Check each again, and show what it comes to today.")
    ] = False,
    changed: Annotated[
        bool,
        typer.Option("--changed", help="Check each again, and show those that come to something else today."),
    ] = False,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit",
            metavar="N",
            min=1,
            max=options.LARGEST,
            show_default="all",
            help="At most this many.",
        ),
    ] = None,
    format: options.FormatOption = "table",
) -> None:
    """List what was checked with `check --keep`, the latest first: words, verdict, who checked and when.

    A kept check is never changed. With --today or --changed each is made again, which takes some hundredths of a second
    a check; stderr says how many come to something else.
    """
    verdicts = options.verdict_names("--verdict", verdict)
    again, other = 0, 0

    def counting(kept: Iterable[KeptCheck]) -> Iterator[KeptCheck]:
        nonlocal again, other
        for check in kept:
            again, other = again + (check.today is not None), other + check.is_changed
            yield check

    with quotetrack.open(db, create=False) as collection:
        kept = collection.kept_checks(*verdicts, since=since, today=today, changed=changed, limit=limit)
        rows = _show(counting(kept), format)
        if changed:
            complain(f"{counted(other, 'kept check')} would be another today")
        elif today:
            complain(f"{other:,} of {counted(again, 'kept check')} would be another today")
        elif not rows:
            complain(
                f"no check is kept in {collection.location} that fits: `quotetrack check --keep` keeps one"
            )


def _show(kept: Iterable[KeptCheck], format: options.ListFormat) -> int:
    if format != "table" or not is_terminal(sys.stdout):
        return show(kept, KEPT, format)
    from quotetrack.cli.render.kept import kept_block

    rows = 0
    with paged() as screen:
        for check in kept:
            screen.print(kept_block(check))
            rows += 1
    return rows
