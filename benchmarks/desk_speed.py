"""How long the desk's reads take: `python benchmarks/desk_speed.py [FILE] [--times N] [--pages]`.

Reads the store that `desk_store.py` makes (a new one of 100,000 quotations without FILE) as each view of the desk does,
N times each (default 40), with other arguments every time. Prints the median and the 95th percentile in milliseconds:
time on the clock, and beside it processor time, which other work on the machine changes less. What is kept
in memory until somebody writes is also measured as it is read first after that. `--pages` gets the pages
themselves from the application, in this process, instead. Exits 1 if the 95th percentile of anything is above 150 ms.
"""

from __future__ import annotations

import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from ask_speed import People, questions
from desk_store import OUTLETS, make
from measuring import make_parser

import quotetrack
from quotetrack.collection import Collection
from quotetrack.records import KINDS, STANCES, Filter, QueueOrder
from quotetrack.text.word_frequency import word_ranks

MOST = 150.0
"""Milliseconds that the 95th percentile of each read may take."""
PAGE = 20

Read = Callable[[], object]
"""One read of a view, with its own arguments."""


def main() -> None:
    """Measure each view."""
    parser = make_parser(__doc__)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--count", type=int, default=100_000, help="quotations of the store, also of FILE")
    parser.add_argument("--pages", action="store_true", help="get the pages from the application")
    parser.add_argument("--only", default="", help="only views whose name holds this")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        file = options.file or Path(scratch, "desk.db")
        if not file.exists():
            make(file, options.count)
        with quotetrack.open(file, create=False) as collection:
            views = Views(collection, options.count, options.times)
            if options.pages:
                with browser(collection) as get:
                    slow = measure(views.pages(get), options.only)
            else:
                slow = measure(views.reads(), options.only)
    sys.exit(bool(slow))


def measure(views: dict[str, list[Read]], only: str) -> list[str]:
    """Time the reads of each view, and print a line for it; return those that take too long."""
    slow = []
    print(f"{'milliseconds':36} {'median':>8} {'95 %':>8}   {'median':>8} {'95 %':>8}  of the processor")
    for name, reads in views.items():
        if only not in name:
            continue
        reads[0]()  # what is loaded by the first is not counted
        clock, processor = zip(*map(seconds, reads), strict=True)
        figures = [
            f"{1000 * share(one):8.1f}" for one in (clock, processor) for share in (statistics.median, high)
        ]
        print(f"{name:36} {' '.join(figures[:2])}   {' '.join(figures[2:])}", flush=True)
        if 1000 * high(clock) > MOST:
            slow.append(name)
    print(f"above {MOST:.0f} ms at the 95th percentile: {', '.join(slow) or 'nothing'}")
    return slow


def high(seconds_taken: tuple[float, ...]) -> float:
    """The 95th percentile."""
    return sorted(seconds_taken)[int(0.95 * (len(seconds_taken) - 1) + 0.5)]


def seconds(read: Read) -> tuple[float, float]:
    """How long a read takes, by the clock and of the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    read()
    return time.perf_counter() - clock, time.process_time() - processor


class Views:
    """What the views of the desk read, each with arguments that are drawn."""

    def __init__(self, collection: Collection, count: int, times: int) -> None:
        self._collection, self._times, self._drawn = collection, times, random.Random(5)
        self._asked = [asked for _, asked, _ in questions(People(count))]
        self._words = [word for word, rank in word_ranks().items() if 150 < rank < 9000 and len(word) > 3]
        self._count = collection.facets().quotes
        rows = self._drawn.sample(range(1, self._count), times)
        self._printed = [collection.quotes().page(row, 1)[0][0] for row in rows]
        # By how often they are quoted, as readers would look for them.
        ids = collection.store.statements.rows_of(printed.id for printed in self._printed)
        self._people = [*collection.store.speakers.ids_of(list(ids.values())).values()]

    def _each(self, read: Callable[[int], object]) -> list[Read]:
        return [lambda n=n: read(n) for n in range(self._times)]  # type: ignore[misc]

    def _few(self, read: Callable[[int], object]) -> list[Read]:
        return self._each(read)[:5]

    def _anew(self, read: Callable[[], object]) -> object:
        """Read as if somebody had just written: nothing is known of what was read before."""
        self._collection.store.claims.database.remembered.close()
        return read()

    def _filters(self) -> Iterator[dict[str, Any]]:
        """Filters as readers set them: one thing, or a speaker or outlet and another."""
        drawn = self._drawn
        while True:
            year = drawn.randint(2015, 2023)
            yield {"person": drawn.choice(self._people)}
            yield {"source": f"Outlet {drawn.randrange(OUTLETS)}"}
            yield {"about": drawn.choice(self._words)}
            yield {"since": f"{year}-0{drawn.randint(1, 9)}-01", "until": f"{year}-12-31"}
            yield {"person": drawn.choice(self._people), "kind": drawn.choice(KINDS)}
            yield {"source": f"Outlet {drawn.randrange(OUTLETS)}", "stance": drawn.choice(STANCES)}

    def _some(self) -> list[dict[str, Any]]:
        return [wanted for wanted, _ in zip(self._filters(), range(self._times), strict=False)]

    def _wide(self) -> list[dict[str, Any]]:
        """Filters that choose a third of all and more."""
        drawn = self._drawn
        every: list[dict[str, Any]] = []
        while len(every) < self._times:
            every.append({"kind": drawn.choice(KINDS)})
            every.append({"stance": "said", "min_confidence": round(drawn.random() / 2, 3)})
            every.append({"since": f"201{drawn.randint(5, 8)}-0{drawn.randint(1, 9)}-01"})
            every.append(
                {"status": "unchecked", "until": f"202{drawn.randint(0, 3)}-0{drawn.randint(1, 9)}-01"}
            )
        return every[: self._times]

    def reads(self) -> dict[str, list[Read]]:
        """The reads of the library that stand behind the views."""
        c, some, wide = self._collection, self._some(), self._wide()
        people, printed = self._people, self._printed

        def asked(n: int) -> object:
            reply = c.ask(self._asked[n], limit=200)
            shown = [answer.printed for answer in reply.results]
            return c.facets_of(shown), c.store.statements.with_claims(shown[:PAGE])

        orders: tuple[QueueOrder, ...] = ("unsure", "printed")
        places = {order: c.queue(order=order, limit=200) for order in orders}

        def speaker(n: int) -> object:
            own = Filter(person=people[n % len(people)])
            return c.subjects(own, limit=12), c.timeline(own)

        def behind(n: int, order: QueueOrder) -> object:
            place = places[order].items[3 * n % len(places[order].items)].place
            return c.queue(order=order, after=place if n % 2 else printed[n].id, limit=10)

        return {
            "ask, 200 answers with facets": self._each(asked),
            "queue, least sure": self._each(lambda _: c.queue(limit=10)),
            "queue, least sure, filtered": self._each(lambda n: c.queue(limit=10, **some[n])),
            "queue, least sure, behind a place": self._each(lambda n: behind(n, "unsure")),
            "queue, most printed, behind a place": self._each(lambda n: behind(n, "printed")),
            "queue, most printed": self._each(lambda _: c.queue(order="printed", limit=10)),
            "queue, most printed, filtered": self._each(
                lambda n: c.queue(order="printed", limit=10, **some[n])
            ),
            "queue, for a second": self._each(lambda _: c.queue(second_for="Eva Holm", limit=200)),
            "quotation with claim and why": self._each(
                lambda n: c.store.statements.with_claims([c.get(printed[n].id)])[0].to_dict(why=True)
            ),
            "article with its quotations": self._each(lambda n: c.article(printed[n].article.id)),
            "claim": self._each(lambda n: c.claim(printed[n].id)),
            "claims, 20": self._each(lambda _: list(c.claims(limit=PAGE))),
            "speaker, entry": self._each(lambda n: list(c.speakers(person=people[n % len(people)]))),
            "speaker, subjects and months": self._each(speaker),
            "speakers, 50": self._each(lambda _: list(c.speakers(limit=50))),
            "quotes, first page": self._each(lambda _: c.quotes().page(0, PAGE)),
            "quotes, deep page": self._each(
                lambda _: c.quotes().page(self._drawn.randrange(self._count), PAGE)
            ),
            "quotes, filtered page": self._each(lambda n: c.quotes(**some[n]).page(0, PAGE)),
            "links, 50": self._each(lambda _: list(c.links(limit=50))),
            "alarms": self._each(lambda _: c.alarms()),
            "alarms, after a write": self._few(lambda _: self._anew(c.alarms)),
            "sources": self._each(lambda _: list(c.sources())),
            "log, last 50": self._each(lambda _: list(c.decisions(since="2026-09-20"))[-50:]),
            "subjects, 20": self._each(lambda _: c.subjects(limit=PAGE)),
            "timeline": self._each(lambda _: c.timeline()),
            "stats": self._each(lambda _: c.stats()),
            "stats, after a write": self._each(lambda _: self._anew(c.stats)),
            "facets of everything": self._each(lambda _: c.facets()),
            "facets, after a write": self._each(lambda _: self._anew(c.facets)),
            "facets, filtered": self._each(lambda n: self._anew(lambda: c.facets(**some[n]))),
            "facets, wide filters": self._each(lambda n: self._anew(lambda: c.facets(**wide[n]))),
        }

    def pages(self, get: Callable[[str], object]) -> dict[str, list[Read]]:
        """The pages themselves, by their addresses."""
        some, people = self._some(), self._people

        def at(path: Callable[[int], str]) -> list[Read]:
            return self._each(lambda n: get(path(n)))

        return {
            "ask": at(lambda n: f"/?{urlencode({'q': self._asked[n]})}"),
            "ask, nothing yet": at(lambda _: "/"),
            "queue": at(lambda _: "/queue"),
            "queue, filtered": at(lambda n: f"/queue?{urlencode(some[n])}"),
            "queue, most printed": at(lambda _: "/queue?order=printed"),
            "quotation": at(lambda n: f"/quotation/{self._printed[n].id}"),
            "article": at(lambda n: f"/article/{quote(self._printed[n].article.id, safe='')}"),
            "claim": at(lambda n: f"/claim/{self._printed[n].id}"),
            "speaker": at(lambda n: f"/speaker/{people[n % len(people)]}"),
            "quotes": at(lambda n: f"/quotes?{urlencode(some[n])}"),
            "quotes, deep page": at(lambda _: f"/quotes?from={self._drawn.randrange(self._count)}"),
            "alarms": at(lambda _: "/alarms"),
            "sources": at(lambda _: "/sources"),
            "log": at(lambda _: "/log"),
        }


@contextmanager
def browser(collection: Collection) -> Iterator[Callable[[str], object]]:
    """Give what gets a page of a desk as its browser does; SystemExit for any that is not there."""
    from starlette.testclient import TestClient

    from quotetrack.desk.application import application
    from quotetrack.desk.desk import Desk
    from quotetrack.desk.serving import settings_for
    from quotetrack.desk.sessions import Access

    token, port = "token-of-the-benchmark", 8765
    access = Access(token=token, secret=b"benchmark")
    desk = Desk(collection=collection, access=access, settings=settings_for("127.0.0.1", port))
    with TestClient(application(desk), base_url=f"http://127.0.0.1:{port}") as client:
        client.get(f"/?token={token}")

        def get(path: str) -> object:
            answer = client.get(path)
            if answer.status_code != 200:
                raise SystemExit(f"{path}: {answer.status_code} {re.sub(r'<[^>]+>', '', answer.text)[:300]}")
            return answer

        yield get


if __name__ == "__main__":
    main()
