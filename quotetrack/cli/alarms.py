"""`quotetrack alarms`: the same words under two names."""

from __future__ import annotations

import quotetrack
from quotetrack.cli import options
from quotetrack.cli.render.output import Listing, show
from quotetrack.records import EVERYTHING, Alarm, Filter


def _row(alarm: Alarm) -> tuple[str, ...]:
    return (
        alarm.words,
        "; ".join(alarm.speakers),
        str(len(alarm.printings)),
        alarm.printings[0].article.published or "",
        " ".join(printed.id for printed in alarm.printings),
    )


ALARMS = Listing(
    ("words", "speakers", "printings", "first published", "quotations"),
    _row,
    Alarm.to_dict,
    counts=("printings",),
    whole=("first published",),
)


@options.filtered
def alarms(
    db: options.Db = None,
    wanted: Filter = EVERYTHING,
    format: options.FormatOption = "table",
) -> None:
    """List the same words in quotation marks that are printed under two names or more.

    One of the names is wrong, or one said what another had said. Six words or more count, compared as `check` compares
    them. `quotetrack show ID --why` tells what each name rests on.
    """
    with quotetrack.open(db, create=False) as collection:
        nothing = f"no words are printed under two names in {collection.location}"
        show(collection.alarms(wanted), ALARMS, format, nothing=nothing)
