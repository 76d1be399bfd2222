"""Many at once: eight processes add to one database and four read it. No article may be dropped, no run may fail."""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from faults_table import Databases, Kind, Row, Size, content, end, run, seconds_since, write_articles

SECTION = "writers"
WRITERS, READERS = 8, 4
_READING = (
    ["stats"],
    ["claims"],
    ["ask", "What did Ana Lima say about the bridge?"],
    ["quotes", "--speaker", "Reis"],
)


def rows(made: Databases, size: Size) -> Iterator[Row]:
    """Yield a row for each kind of database."""
    kinds: tuple[Kind, ...] = ("sqlite", "postgresql")
    for kind in kinds:
        if kind == "sqlite" or size.postgresql_kills:
            yield _at_once(made, kind, size.seconds)


def _at_once(made: Databases, kind: Kind, seconds: float) -> Row:
    begun = time.perf_counter()
    db, folder = made.make(kind)
    write_articles(folder / "first.jsonl", range(1_000_000, 1_000_001), seed=1)
    assert run(_adding(folder / "first.jsonl", db)) == 0
    until = time.time() + seconds
    children = [_fork(number, folder, db, until) for number in range(WRITERS + READERS)]
    ended = [end(child) for child in children]
    told = [json.loads((folder / f"{number}.json").read_text()) for number in range(WRITERS + READERS)]
    codes = Counter(code for one in told for code in one["codes"])
    added = 1 + sum(one["added"] for one in told)
    after = content(db)
    stored = len({json.loads(one)["article"] for one in after["statements"]})
    is_good = (
        not any(ended)
        and codes.keys() <= {0}
        and stored == added
        and not after["faults"]
        and after["pending"] == [0]
    )
    longest = max(one["longest"] for one in told)
    found = (
        f"{codes[0]} runs with exit 0, {codes.total() - codes[0]} others; "
        f"{added - stored} of {added} articles dropped; "
        f"{after['pending'][0]} pending, {len(after['faults'])} faults; longest run {longest:.1f} s"
    )
    return Row(
        SECTION,
        f"{WRITERS} writers, {READERS} readers, {kind}",
        codes.total(),
        found,
        is_good,
        seconds_since(begun),
    )


def _fork(number: int, folder: Path, db: str, until: float) -> int:
    """Let a process write or read until that moment; return its number. It writes down what it did."""
    if child := os.fork():
        return child
    code = 70
    try:
        codes, added, longest = [], 0, 0.0
        while time.time() < until:
            begun = time.perf_counter()
            if number < WRITERS:
                file = folder / f"{number}.jsonl"
                first = number * 100_000 + added
                write_articles(file, range(first, first + 3), seed=first)
                codes.append(run(_adding(file, db)))
                added += 3
            else:
                codes.append(run([*_READING[len(codes) % len(_READING)], "--db", db]))
            longest = max(longest, seconds_since(begun))
        (folder / f"{number}.json").write_text(
            json.dumps({"codes": codes, "added": added, "longest": longest})
        )
        code = 0
    finally:
        os._exit(code)


def _adding(file: Path, db: str) -> list[str]:
    return ["add", str(file), "--engine", "rules", "--workers", "1", "--db", db]
