"""`quotetrack alarms`: the same words under two names, and speakers at odds with themselves."""

from __future__ import annotations

import sys

import quotetrack
from quotetrack.cli import options
from quotetrack.cli.render.output import Listing, show
from quotetrack.cli.render.terminal import is_terminal
from quotetrack.export import wording
from quotetrack.records import EVERYTHING, Alarm, AlarmKind, Filter, Printed

_HEADINGS = ("alarm", "id", "speaker", "outlet", "published", "words", "kind")
_Row = tuple[int, AlarmKind, Printed]


def _row(numbered: _Row) -> tuple[str, ...]:
    number, kind, printed = numbered
    return (
        str(number),
        printed.id,
        wording.who(printed),
        wording.outlet(printed.article),
        printed.article.published or "",
        printed.text,
        kind,
    )


ALARMS: Listing[Alarm] = Listing((), lambda _: (), Alarm.to_dict, has_cards=True)
PRINTINGS: Listing[_Row] = Listing(_HEADINGS, _row)


@options.filtered
def alarms(
    db: options.Db = None,
    wanted: Filter = EVERYTHING,
    format: options.FormatOption = "table",
) -> None:
    """List quotations of which something is wrong, each printing in a line.

    "words under two names": the same six words or more in quotation marks, compared as `check` compares them. One name
    is wrong, or one said what another had said. "two figures": one speaker counts the same thing on one day in two ways
    that cannot both be true, as `quotetrack figures` marks them. "against oneself": a link says that one speaker's
    quotations contradict each other. `quotetrack show ID --why` tells what a name rests on. jsonl has a line for each
    alarm.
    """
    with quotetrack.open(db, create=False) as collection:
        nothing = f"no words are printed under two names, and no speaker contradicts oneself, in {collection.location}"
        found = collection.alarms(wanted)
        if format == "jsonl" or (format == "table" and is_terminal(sys.stdout)):
            show(found, ALARMS, format, nothing=nothing)
        else:
            numbered = [(n, alarm.kind, each) for n, alarm in enumerate(found, 1) for each in alarm.printings]
            show(numbered, PRINTINGS, format, nothing=nothing)
