"""`quotetrack quotes`: the quotations that fit some filters, or what stands in marks and is no speech."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import typer

from quotetrack.cli import options
from quotetrack.cli.options import filtered
from quotetrack.cli.render import not_speech as silent
from quotetrack.cli.render import output
from quotetrack.cli.render.terminal import complain
from quotetrack.errors import UsageError
from quotetrack.records import EVERYTHING, Filter


@filtered
def quotes(
    db: options.Db = None,
    wanted: Filter = EVERYTHING,
    not_speech: Annotated[
        bool,
        typer.Option(
            "--not-speech",
            help="List what stands in quotation marks and quotes nobody instead: titles, signs, scare quotes.",
        ),
    ] = False,
    format: options.FormatOption = "table",
) -> None:
    """List quotations, by day of publication. Every filter given must hold.

    --not-speech lists the words in marks that were not taken for speech, each with the reason. It has no speaker,
    kind, stance or confidence to filter by.
    """
    from quotetrack.store import open_store

    if not_speech:
        told = {"--speaker": wanted.speaker, "--kind": wanted.kind, "--stance": wanted.stance}
        _refuse({**told, "--status": wanted.status, "--min-confidence": wanted.min_confidence})
    with open_store(db, create=False) as store:
        if not_speech:
            found = store.statements.not_speech(
                about=wanted.about,
                source=wanted.source,
                since=wanted.since,
                until=wanted.until,
                limit=wanted.limit,
            )
            rows, what = silent.show(found, format), "nothing in marks that is no speech"
        else:
            rows, what = (
                output.show(store.statements.printed(wanted, with_claims=format != "table"), format),
                "no quotation",
            )
        if not rows:
            complain(f"{what} fits in {store.location}")


def _refuse(given: Mapping[str, str | float | None]) -> None:
    """A `UsageError` where --not-speech goes with a filter that only speech can pass."""
    wrong = [name for name, value in given.items() if value]
    if wrong:
        raise UsageError(
            f"--not-speech goes without {', '.join(wrong)}: what is no speech has no speaker, kind, stance or "
            "confidence; filter it by --about, --source, --since, --until and --limit"
        )
