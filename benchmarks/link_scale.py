"""How linking grows: `python benchmarks/link_scale.py [COUNT ...]` (default 10,000, 100,000 and 1,000,000 quotations).

Makes stores of invented statements: each utterance is printed by one to eight outlets, whole, cut or with words
changed, on nearby days, of words drawn as frequently as English has them. Prints for each size how long linking
everything afresh takes, the memory its processes need together, and the exponent of growth from size to size; then
how long one article of 20 quotations takes that is added to the largest store, and beside it SQLite's own full-text
index asked for the same words. Times are wall time on two processes; what is measured is linking, not extraction.
"""

from __future__ import annotations

import argparse
import math
import os
import random
import resource
import tempfile
import threading
import time
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

import numpy as np
from measuring import make_parser
from sqlalchemy import text as sql

from quotetrack.linking.linker import link_store
from quotetrack.records import (
    Article,
    Attribution,
    Extraction,
    Quote,
    Source,
    Span,
    Speaker,
    Statement,
    statement_id,
)
from quotetrack.store import Store, open_store
from quotetrack.text.word_frequency import word_ranks

SIZES = (10_000, 100_000, 1_000_000)
QUOTES = 20
"""Quotations of an article."""
OUTLETS = 40


def main() -> None:
    """Measure each size, then one more article."""
    parser = make_parser(__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--keep", type=Path, help="a folder in which the stores stay, to be measured again")
    parser.add_argument(
        "--on-disk",
        action=argparse.BooleanOptionalAction,
        help="compare on disk, or --no-on-disk in memory, whatever the number",
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        before: tuple[int, float] | None = None
        for size in options.sizes:
            path = folder / f"scale-{size}.db"
            with open_store(path) as store:
                if not path.exists() or not store.articles.stats().quotes:
                    fill(store, size)
                took, memory, own = afresh(store, options.on_disk)
                links, claims = counted(store)
                line = (
                    f"{size:>9,} quotations: {took:7.1f} s, {memory:,} MB, {own:,.0f} MB of it no pages of files; "
                    f"{links:,} links, {claims:,} claims"
                )
                if before is not None:
                    line += f"; exponent {math.log(took / before[1]) / math.log(size / before[0]):.2f}"
                print(line, flush=True)
                before = size, took
        with open_store(folder / f"scale-{options.sizes[-1]}.db") as store:
            grow(store, options.sizes[-1])


def fill(store: Store, size: int) -> None:
    """An invented news stream of so many quotations."""
    for extraction in stream(size, seed=7):
        store.add(extraction)


def stream(size: int, *, seed: int, first: int = 0) -> Iterator[Extraction]:
    """Articles of `QUOTES` quotations each. An utterance is printed in up to eight of the articles that follow it."""
    drawn = random.Random(seed)
    words, frequencies = vocabulary()
    # Added up once rather than at every draw; the same words are drawn.
    up_to = list(accumulate(frequencies))
    waiting: list[tuple[int, str, list[str]]] = []
    for number in range(first, first + size // QUOTES):
        told: list[tuple[str, list[str]]] = []
        due = [one for one in waiting if one[0] <= number][: QUOTES - 2]
        for one in due:
            waiting.remove(one)
            told.append((one[1], _variant(one[2], drawn, words, up_to)))
        while len(told) < QUOTES:
            speaker = f"Speaker {drawn.randrange(1, 40 + number // 4)} {words[drawn.randrange(3000, 20000)].title()}"
            said = drawn.choices(words, cum_weights=up_to, k=drawn.randint(6, 30))
            told.append((speaker, said))
            for _ in range(drawn.choice((0, 0, 0, 1, 1, 2, 3, 7))):
                waiting.append((number + drawn.randint(1, 40), speaker, said))
        drawn.shuffle(told)
        yield _article(number, told, drawn, words, up_to)


def vocabulary() -> tuple[list[str], list[float]]:
    ranked = sorted(word_ranks().items(), key=lambda item: item[1])
    return [word for word, _ in ranked], [1 / (rank + 10) for _, rank in ranked]


def _variant(said: list[str], drawn: random.Random, words: list[str], up_to: list[float]) -> list[str]:
    how = drawn.random()
    if how < 0.4:
        return said
    if how < 0.7:
        start = drawn.randrange(len(said) // 2 + 1)
        return said[start : start + max(4, len(said) // 2)]
    return [drawn.choices(words, cum_weights=up_to)[0] if drawn.random() < 0.25 else word for word in said]


def _article(
    number: int,
    told: list[tuple[str, list[str]]],
    drawn: random.Random,
    words: list[str],
    up_to: list[float],
) -> Extraction:
    pieces: list[str] = []
    spans: list[tuple[Span, str]] = []
    at = 0
    for speaker, said in told:
        around = " ".join(drawn.choices(words, cum_weights=up_to, k=12))
        before = f"{around}. "
        spans.append((Span(at + len(before) + 1, at + len(before) + 1 + len(" ".join(said))), speaker))
        pieces.append(f'{before}"{" ".join(said)}" {speaker} said.\n\n')
        at += len(pieces[-1])
    article = Article(
        id=f"n{number}",
        key=f"n{number}",
        text="".join(pieces),
        source=Source(f"Outlet {number % OUTLETS}"),
        published=f"20{12 + number // 60_000:02}-{1 + number // 5000 % 12:02}-{1 + number // 180 % 28:02}",
    )
    statements = []
    for span, speaker in spans:
        quote = Quote(
            id=statement_id(article, Quote(id="", kind="direct", content=(span,))),
            kind="direct",
            content=(span,),
        )
        who = Attribution(quote=quote.id, speaker=Speaker(speaker, "person"), confidence=0.9)
        statements.append(Statement(quote, who))
    return Extraction(article=article, statements=tuple(statements), versions=(("benchmark", "1"),))


def afresh(store: Store, on_disk: bool | None) -> tuple[float, int, float]:
    """Seconds and megabytes that linking everything takes, all processes together, and those of no file."""
    peak = Peak()
    started = time.perf_counter()
    link_store(store, rebuild=True, workers=2, on_disk=on_disk)
    return time.perf_counter() - started, peak.stop(), peak.own


def grow(store: Store, size: int) -> None:
    """Time ten articles added one by one, and the full-text index asked for the words of each quotation."""
    times, asked = [], []
    for extraction in stream(QUOTES * 10, seed=11, first=size // QUOTES + 1000):
        store.add(extraction)
        started = time.perf_counter()
        link_store(store)
        times.append(time.perf_counter() - started)
        started = time.perf_counter()
        with store.claims.database.engine.connect() as connection:
            for statement in extraction.statements:
                words = set(statement.quote.words(extraction.article.text).split())
                query = " OR ".join(f'"{word}"' for word in sorted(words))
                ask = sql("SELECT rowid FROM quote_words WHERE quote_words MATCH :q ORDER BY rank LIMIT 50")
                connection.execute(ask, {"q": query}).all()
        asked.append(time.perf_counter() - started)
    times.sort()
    asked.sort()
    print(
        f"one more article of {QUOTES}: {times[5]:.3f} s (slowest {times[-1]:.3f}); the full-text index asked for "
        f"the same words {asked[5]:.3f} s"
    )


def counted(store: Store) -> tuple[int, int]:
    """How many links and claims are kept."""
    with store.claims.database.engine.connect() as connection:
        found = [
            connection.execute(sql(f"SELECT count(*) FROM {table}")).scalar_one()
            for table in ("links", "claims")
        ]
    return int(found[0]), int(found[1])


class Peak:
    """The most memory that this process and its children have at one time, what they share counted once: in `own` what
    is no page of a file, which the system could drop."""

    def __init__(self) -> None:
        self._most, self.own, self._is_over = 0.0, 0.0, False
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> int:
        self._is_over = True
        self._thread.join()
        return round(
            max(
                self._most, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 if not self._most else 0
            )
        )

    def _watch(self) -> None:
        while not self._is_over:
            pids = [os.getpid(), *_children(os.getpid())]
            both = np.sum([_proportional(pid) for pid in pids], axis=0)
            self._most, self.own = max(self._most, both[0]), max(self.own, both[1])
            time.sleep(0.5)


def _children(pid: int) -> list[int]:
    try:
        return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]
    except OSError:
        return []


def _proportional(pid: int) -> tuple[float, float]:
    """Megabytes of a process, each page divided by how many share it: all, and those of no file. Linux alone tells."""
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0.0, 0.0
    every, own = (int(told.partition(f"{name}:")[2].split()[0]) / 1024 for name in ("Pss", "Pss_Anon"))
    return every, own


if __name__ == "__main__":
    main()
