"""A stream of real news goes into a store in the order of its days, each day added and then linked, as in a newsroom.

    python benchmarks/stream.py NEWS.jsonl FOLDER [--engine rules] [--every 5000]

Prints a row whenever the store has grown by so many statements: how many articles and statements a processor-second
were read and stored, how long linking took, claims, alarms and bytes on disk a statement. Seconds are the processor's,
of this process alone, which does it all. FOLDER gets the store, `stream.db`; one that is there is gone on with.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from measuring import make_parser

import quotetrack
from quotetrack.collection import Collection

_HEADINGS = (
    "day         statements  articles/s  statements/s  link s  ms/statement  longest day s  claims  bytes"
)


@dataclass(slots=True)
class Stretch:
    """What was done since the row before."""

    articles: int = 0
    statements: int = 0
    extracting: float = 0.0
    linking: float = 0.0
    days: list[float] = field(default_factory=list)


def by_day(news: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield each day, in order, with the lines of its articles as they stand in the file."""
    lines = [line for line in news.read_text(encoding="utf-8").splitlines() if line]
    dated = sorted((json.loads(line)["published"][:10], place, line) for place, line in enumerate(lines))
    for day, group in groupby(dated, key=lambda each: each[0]):
        yield day, [line for _, _, line in group]


def main() -> None:
    """Run the stream, and print the table."""
    options = make_parser(__doc__)
    options.add_argument("news", type=Path)
    options.add_argument("folder", type=Path)
    options.add_argument("--engine")
    options.add_argument("--every", type=int, default=5_000)
    given = options.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    database, today = given.folder / "stream.db", given.folder / "today.jsonl"
    print(_HEADINGS, flush=True)
    total, stretch = Stretch(), Stretch()
    with quotetrack.open(str(database)) as collection:
        for day, lines in by_day(given.news):
            today.write_text("\n".join(lines) + "\n", encoding="utf-8")
            _one_day(collection, today, given.engine, stretch)
            if stretch.statements >= given.every:
                _row(collection, database, day, stretch, total)
                stretch = Stretch()
        _row(collection, database, "the end", stretch, total)
        _summary(collection, database, total)


def _one_day(collection: Collection, today: Path, engine: str | None, stretch: Stretch) -> None:
    start = time.process_time()
    added = collection.add([today], engine=engine, link=False)
    extracted = time.process_time()
    if added.quotations:
        collection.link(workers=1)
    stretch.articles += added.articles
    stretch.statements += added.quotations
    stretch.extracting += extracted - start
    stretch.days.append(time.process_time() - extracted)
    stretch.linking += stretch.days[-1]
    for failure in added.failures:
        print(f"failed: {failure}", flush=True)


def _row(collection: Collection, database: Path, day: str, stretch: Stretch, total: Stretch) -> None:
    total.articles += stretch.articles
    total.statements += stretch.statements
    total.extracting += stretch.extracting
    total.linking += stretch.linking
    extracting = stretch.extracting or 1
    per_statement = 1000 * stretch.linking / (stretch.statements or 1)
    claims = sum(1 for _ in collection.claims())
    print(
        f"{day:10} {total.statements:11,} {stretch.articles / extracting:11.2f}"
        f" {stretch.statements / extracting:13.1f} {stretch.linking:7.1f} {per_statement:13.1f}"
        f" {max(stretch.days, default=0):14.1f} {claims:7,}"
        f" {database.stat().st_size / (total.statements or 1):6,.0f}",
        flush=True,
    )


def _summary(collection: Collection, database: Path, total: Stretch) -> None:
    counts = collection.stats().to_dict()
    claims = list(collection.claims())
    outlets = sum(claim.sources >= 3 for claim in claims)
    alarms = list(collection.alarms())
    seconds = total.extracting + total.linking
    print(f"\n{counts}")
    print(
        f"{total.articles:,} articles and {total.statements:,} statements in {seconds:,.0f} s, "
        f"{total.articles / seconds:.2f} and {total.statements / seconds:.1f} a second; "
        f"linking {total.linking:,.0f} s; "
        f"{len(claims):,} claims of several printings, {outlets:,} of three outlets or more; {len(alarms):,} alarms; "
        f"{database.stat().st_size / 1e6:,.0f} MB"
    )


if __name__ == "__main__":
    main()
