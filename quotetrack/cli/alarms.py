"""`quotetrack alarms`: the same words under two names."""

from __future__ import annotations

import quotetrack
from quotetrack.cli import options
from quotetrack.cli.render.output import Listing, show
from quotetrack.export import wording
from quotetrack.records import EVERYTHING, Alarm, Filter, Printed

_HEADINGS = ("alarm", "id", "speaker", "outlet", "published", "words")
_Row = tuple[int, Printed]


def _row(numbered: _Row) -> tuple[str, ...]:
    number, printed = numbered
    return (
        str(number),
        printed.id,
        wording.who(printed),
        wording.outlet(printed.article),
        printed.article.published or "",
        printed.text,
    )


ALARMS: Listing[Alarm] = Listing((), lambda _: (), Alarm.to_dict)
PRINTINGS: Listing[_Row] = Listing(_HEADINGS, _row, counts=("alarm",), whole=("id", "published"))


@options.filtered
def alarms(
    db: options.Db = None,
    wanted: Filter = EVERYTHING,
    format: options.FormatOption = "table",
) -> None:
    """List the same words in quotation marks that are printed under two names or more, each printing in a line.

    One of the names is wrong, or one said what another had said. Six words or more count, compared as `check` compares
    them. `quotetrack show ID --why` tells what a name rests on. jsonl has a line for each alarm.
    """
    with quotetrack.open(db, create=False) as collection:
        nothing = f"no words are printed under two names in {collection.location}"
        found = collection.alarms(wanted)
        if format == "jsonl":
            show(found, ALARMS, format, nothing=nothing)
        else:
            numbered = [(n, printed) for n, alarm in enumerate(found, 1) for printed in alarm.printings]
            show(numbered, PRINTINGS, format, nothing=nothing)
