"""`quotetrack stats`: what a database holds, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import quotetrack
from quotetrack.cli import options
from quotetrack.cli.render.output import Listing, show, write_object
from quotetrack.export.wording import ALARM_WORDS, STANCE_WORDS
from quotetrack.records import Alarm, Stats

COUNTS: Listing[tuple[str, str]] = Listing(("what", "held"), lambda pair: pair)


def stats(db: options.Db = None, format: options.FormatOption = "table") -> None:
    """Count what the database holds."""
    with quotetrack.open(db, create=False) as collection:
        held, location, alarms = collection.stats(), collection.location, collection.alarms()
    if format == "jsonl":
        write_object({"database": location, **held.to_dict(), "alarms": len(alarms)})
    else:
        show(
            [("database", location), *((what, str(value)) for what, value in _counts(held, alarms))],
            COUNTS,
            format,
        )


def _counts(held: Stats, alarms: Sequence[Alarm]) -> tuple[tuple[str, int | str], ...]:
    return (
        ("articles", held.articles),
        ("earlier texts of articles", held.revisions),
        ("quotations", held.quotes),
        *((f"quotations, {kind}", number) for kind, number in held.by_kind),
        *((f"quotations, {STANCE_WORDS[stance]}", number) for stance, number in held.by_stance),
        ("quotations without a named speaker", held.unattributed),
        ("quotations not shown", held.kept_back),
        ("quotations not linked yet", held.pending),
        *_alarm_counts(alarms),
        ("speakers", held.speakers),
        ("outlets", held.sources),
        ("first published", held.first or ""),
        ("last published", held.last or ""),
    )


def _alarm_counts(alarms: Sequence[Alarm]) -> Iterator[tuple[str, int | str]]:
    number = Counter(alarm.kind for alarm in alarms)
    for kind, words in ALARM_WORDS.items():
        yield words, f"{number[kind]}: quotetrack alarms" if number[kind] else 0
