"""`quotetrack quotes`: the quotations that fit some filters, or what stands in marks and is no speech."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

import quotetrack
from quotetrack.cli import options
from quotetrack.cli.render.output import Listing, nothing_fits, show
from quotetrack.cli.render.rows import QUOTATIONS
from quotetrack.cli.render.terminal import complain
from quotetrack.errors import UsageError
from quotetrack.export import wording
from quotetrack.records import EVERYTHING, Filter, PrintedNotSpeech


def _row(printed: PrintedNotSpeech) -> tuple[str, ...]:
    article, silent = printed.article, printed.not_speech
    outlet, published = wording.outlet(article), article.published or ""
    return printed.text, silent.rule, outlet, published, article.id, wording.offsets((silent.span,))


def _csv_row(printed: PrintedNotSpeech) -> tuple[str, ...]:
    article = printed.article
    near = article.around(printed.not_speech.span)
    return (*_row(printed), *near, article.title or "", article.url or "", article.digest)


_HEADINGS = ("words", "rule", "outlet", "published", "article", "offsets")

SILENT_WORDS = Listing(
    _HEADINGS,
    _row,
    PrintedNotSpeech.to_dict,
    csv_headings=(*_HEADINGS, "context before", "context after", "title", "url", "text digest"),
    csv_row=_csv_row,
    has_cards=True,
)


@options.filtered
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
    after: Annotated[
        str | None,
        typer.Option(
            "--after", metavar="ID", help="Only what comes behind this quotation, as of a page before."
        ),
    ] = None,
    format: options.FormatOption = "table",
) -> None:
    """List quotations, by day of publication. Every filter given must hold.

    What is too unsure and stands without marks is kept back, and what was rejected is not shown: --unshown lists both
    with the rest. If nobody is named as --speaker says, it chooses those not named who are described so.

    --not-speech lists the words in marks that were not taken for speech, each with the reason. It has no speaker, kind,
    stance or confidence to filter by.
    """
    with quotetrack.open(db, create=False) as collection:
        if not_speech:
            if after is not None:
                raise UsageError("--after is a quotation: what quotes nobody comes behind none")
            nothing = f"nothing in marks that is no speech fits in {collection.location}"
            show(collection.not_speech(wanted), SILENT_WORDS, format, nothing=nothing)
        else:
            chosen = collection.quotes(wanted, with_claims=format != "table", after=after)
            if chosen.described_as:
                complain(wording.described_so(chosen.described_as))
            show(chosen, QUOTATIONS, format, nothing=partial(nothing_fits, "quotation", collection, wanted))
