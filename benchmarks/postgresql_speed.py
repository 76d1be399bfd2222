"""PostgreSQL beside SQLite: `python benchmarks/postgresql_speed.py [FILE] [--count N] [--times N] [--rebuild N]`.

Copies the store that `desk_store.py` makes (a new one of 100,000 quotations without FILE) into a PostgreSQL server of
its own, with that server's own settings, and does the same in both, one after the other: questions as in
`ask_speed.py`, checks as in `check_speed.py`, what the views of the desk read as in `desk_speed.py`, and articles added
and linked one by one and fifty at once. Beside them stands each database's own full-text index, asked for the same
words, best 20 first. `--rebuild N` also links N quotations afresh in both (default 10,000; 0: not). Prints one table:
the medians in milliseconds, and PostgreSQL's by SQLite's; time on the clock, then processor time of the program and the
server together, which other work on the machine changes less. Linux only. Exits 1 if a question or a check takes more
than twice as long in PostgreSQL, by the clock.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from ask_speed import People, questions, search_index
from check_speed import checked, rarest
from desk_speed import Views
from desk_store import QUOTES, make, stream
from measuring import make_parser
from postgresql_store import Server, copy_store, server
from sqlalchemy import text as sql

import quotetrack
from quotetrack.checking import check
from quotetrack.collection import Collection
from quotetrack.query import answer
from quotetrack.store import Store
from quotetrack.text.folding import key_words

MOST = 2.0
"""How many times as long a question or a check may take in PostgreSQL."""
BATCH = 50
"""Articles that are linked together."""

Read = Callable[[], object]


class Both(NamedTuple):
    """The same done in either database: what it is called, and each time it is done in SQLite and in PostgreSQL."""

    name: str
    times: Sequence[tuple[Read, Read]]


class Databases(NamedTuple):
    """The two collections, and the server of the second."""

    sqlite: Collection
    postgresql: Collection
    server: Server


def main() -> None:
    """Copy, measure and print."""
    parser = make_parser(__doc__)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--count", type=int, default=100_000, help="quotations of the store, also of FILE")
    parser.add_argument("--times", type=int, default=40, help="how often each view is read")
    parser.add_argument("--asked", type=int, default=150, help="questions and checks, 300 at most")
    parser.add_argument("--rebuild", type=int, default=10_000, help="quotations that are linked afresh")
    parser.add_argument("--server", help="URL of a server on this machine (default: one of its own)")
    parser.add_argument("--database", help="the name of a copy of FILE that is on this server already")
    parser.add_argument("--parts", nargs="*", choices=("asked", "views", "written"), help="default: all")
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        started = stack.enter_context(server(options.server))
        file = options.file or folder / "made.db"
        if not file.exists():
            make(file, options.count)
        both = pair(stack, folder, started, file, "main", options.database)
        cast = People(options.count)
        print(f"{'':40} {'clock, ms':>23}         {'processor, ms':>23}")
        print(f"{'':40}" + f" {'SQLite':>11} {'PostgreSQL':>11} {'ratio':>7}" * 2, flush=True)
        slow = []
        parts = {
            "asked": lambda: asked(both, cast, options.asked),
            "views": lambda: views(both, options.count, options.times),
            "written": lambda: written(both, cast),
        }
        for name in options.parts or parts:
            slow += [line.name for line in parts[name]() if not show(line, both.server)]
        if options.rebuild:
            make(folder / "small.db", options.rebuild)
            show(afresh(pair(stack, folder, started, folder / "small.db", "small"), options.rebuild), started)
    print(f"more than {MOST:.0f} times as long: {', '.join(slow) or 'no question and no check'}")
    sys.exit(bool(slow))


def pair(
    stack: ExitStack, folder: Path, started: Server, file: Path, name: str, database: str | None = None
) -> Databases:
    """Open a copy of a store in each database."""
    own = Path(shutil.copy(file, folder / f"{name}-copied.db"))
    begun = time.perf_counter()
    name = f"quotetrack_speed_{name}"
    url = started.make_database(name, database or "template1")
    stack.callback(started.drop_database, name)
    if database is None:
        copy_store(own, url)
    print(f"copied into PostgreSQL in {time.perf_counter() - begun:.0f} s", flush=True)
    opened = [stack.enter_context(quotetrack.open(each, create=False)) for each in (str(own), url)]
    return Databases(opened[0], opened[1], started)


def show(line: Both, started: Server) -> bool:
    """Do it in turns and print a line; return whether it is quick enough in PostgreSQL, if it must be."""
    took: list[list[float]] = [[], [], [], []]
    for reads in line.times:
        for place, read in enumerate(reads):
            clock, processor = time.perf_counter(), started.processor_seconds()
            read()
            took[place].append(time.perf_counter() - clock)
            took[2 + place].append(started.processor_seconds() - processor)
    figures = [1000 * statistics.median(each) for each in took]
    columns = (
        f" {here:11.1f} {there:11.1f} {there / max(here, 0.01):7.2f}"
        for here, there in (figures[:2], figures[2:])
    )
    print(f"{line.name:40}{''.join(columns)}", flush=True)
    return not line.name.startswith(("ask,", "check,")) or figures[1] <= MOST * figures[0]


def asked(both: Databases, cast: People, most: int) -> Iterator[Both]:
    """Questions and checks, and the indexes themselves."""
    stores = both.sqlite.store, both.postgresql.store
    put = list(questions(cast))[:most]
    told = list(checked(stores[0], cast, both.sqlite.stats().quotes))
    for store in stores:  # what is loaded by the first is not counted
        for _, question, _ in put[:12]:
            answer(question, store)
        for n, _, words, who in told:
            if n < 0:
                check(store, words, who)
    yield Both("ask, all", [_each(lambda store, q=q: answer(q, store), stores) for _, q, _ in put])
    for kind in dict.fromkeys(kind for kind, _, _ in put):
        own = [q for each, q, _ in put if each == kind]
        yield Both(f"ask, {kind}", [_each(lambda store, q=q: answer(q, store), stores) for q in own])
    yield Both(
        "bare index, words of the questions", [_bare(stores, key_words(subject)) for _, _, subject in put]
    )
    checks = [each for each in told if each[0] >= 0][:most]
    yield Both(
        "check, all",
        [_each(lambda store, w=words, who=who: check(store, w, who), stores) for _, _, words, who in checks],
    )
    yield Both("bare index, words of the checks", [_bare(stores, rarest(words)) for _, _, words, _ in checks])
    same = Counter(_first(answer(q, stores[0])) == _first(answer(q, stores[1])) for _, q, _ in put)
    verdicts = Counter(
        check(stores[0], w, who).verdict == check(stores[1], w, who).verdict for *_, w, who in checks
    )
    print(f"the same first answer: {same[True]} of {len(put)}; verdict: {verdicts[True]} of {len(checks)}")


def _first(reply: quotetrack.Reply) -> list[str]:
    return [one.printed.id for one in reply.results[:1]]


def _each(do: Callable[[Store], object], stores: tuple[Store, Store]) -> tuple[Read, Read]:
    return (lambda: do(stores[0])), (lambda: do(stores[1]))


def _bare(stores: tuple[Store, Store], words: Sequence[str]) -> tuple[Read, Read]:
    return (lambda: search_index(stores[0], words)), (lambda: _search_vectors(stores[1], words))


def _search_vectors(store: Store, words: Sequence[str]) -> None:
    """Ask PostgreSQL's own full-text index for any of the words, best 20 first."""
    wanted = (
        "SELECT quote FROM quote_words, to_tsquery('quotetrack', :words) AS wanted "
        "WHERE vector @@ wanted ORDER BY ts_rank(vector, wanted) DESC LIMIT 20"
    )
    with store.claims.database.engine.connect() as connection:
        connection.execute(sql(wanted), {"words": " | ".join(words)}).all()


def views(both: Databases, count: int, times: int) -> Iterator[Both]:
    """What the views of the desk read, with the same arguments in both."""
    here, there = (Views(collection, count, times).reads() for collection in both[:2])
    for name, reads in here.items():
        reads[0]()
        there[name][0]()
        yield Both(f"desk: {name}", list(zip(reads, there[name], strict=True)))


def written(both: Databases, cast: People) -> Iterator[Both]:
    """Articles added and linked, one by one and many at once."""
    new = list(stream(cast, QUOTES * (40 + 3 * BATCH), seed=11, first=10_000_000))
    stores = both.sqlite.store, both.postgresql.store
    single, many = new[:40], [new[40 + n * BATCH :][:BATCH] for n in range(3)]

    def linked(collection: Collection) -> Read:
        return lambda: collection.link(workers=1)

    def one(n: int, collection: Collection) -> Read:
        return lambda: (collection.store.add(single[n]), collection.link(workers=1))

    def all_of(n: int) -> tuple[Read, Read]:
        return _each(lambda store: [store.add(each) for each in many[n]], stores)

    half = len(single) // 2
    yield Both("add an article", [_each(lambda store, e=e: store.add(e), stores) for e in single[:half]])
    yield Both("link those twenty", [(linked(both.sqlite), linked(both.postgresql))])
    yield Both(
        "add an article and link it",
        [(one(n, both.sqlite), one(n, both.postgresql)) for n in range(half, len(single))],
    )
    for n in range(len(many)):
        yield Both(f"add {BATCH} articles", [all_of(n)])
        yield Both(f"link {BATCH} articles", [(linked(both.sqlite), linked(both.postgresql))])


def afresh(both: Databases, count: int) -> Both:
    """Everything linked anew."""
    reads = [lambda c=c: c.link(rebuild=True, workers=1) for c in both[:2]]
    return Both(f"link --rebuild, {count:,} quotations", [(reads[0], reads[1])])


if __name__ == "__main__":
    main()
