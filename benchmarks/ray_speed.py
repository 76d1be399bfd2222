"""Two actors of Ray beside two plain processes, and what that comes to for 64 cores.

    python benchmarks/ray_speed.py PATH... [--articles N] [--engine ENGINE] [--rounds N] [--check]

PATH names files or folders of articles. In each round two processes of `extract_articles` extract all articles, and
then two actors. The clocks start once both have their models; what is made of the results is the same, nothing.

Efficiency is told by the clock, and reckoned from the processor time of all processes together, Ray's own among them,
which other work of the machine does not delay. What Ray takes by the second, whether anything comes or not, is measured
apart. So is the driver's work, part by part. From these costs follows how many cores one driver keeps busy.

With --check one process extracts the articles too, and a cluster from the start, of whose actors one is killed on the
way. The lines that `quotetrack extract --text --zones --not-speech` prints of both are compared. Linux only.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from itertools import chain, cycle, islice
from multiprocessing import active_children
from pathlib import Path
from typing import TypeVar

from measuring import make_parser

from quotetrack.cluster import extract_on_cluster
from quotetrack.cluster.aside import thread_aside
from quotetrack.cluster.kept import ShardFolder
from quotetrack.cluster.session import connected_ray
from quotetrack.cluster.shards import Recipe, Shard, cut
from quotetrack.cluster.team import Team, started_team
from quotetrack.cluster.walk import Walk
from quotetrack.pipeline import extract_articles, versions, wanted_engine
from quotetrack.readers import read
from quotetrack.records import KINDS, Article, Extraction, Failure
from quotetrack.records.shard import from_line, to_line

CORES = (2, 8, 16, 32, 64, 128)
_IDLE = 5.0
"""Seconds for which is measured what Ray takes while nothing is done."""
_WARM = [Article(id=f"warm{number}", text="“The bridge is safe,” she said.") for number in range(2)]

Result = Extraction | Failure
Came = TypeVar("Came")


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds by the clock; processor seconds of this process, of those that extract, and of Ray's others; what
    came."""

    seconds: float
    driver: float
    work: float
    others: float
    results: list[Result]

    @property
    def processor(self) -> float:
        """All processor seconds."""
        return self.driver + self.work + self.others


def main() -> None:
    """Print the rounds, the costs and the projection; exit 1 if a check fails."""
    parser = make_parser(__doc__)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--articles", type=int, help="how many, repeated where there are fewer; default: all")
    parser.add_argument("--engine", help="rules or model")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--check", action="store_true", help="compare with one process; one actor is killed")
    options = parser.parse_args()
    next(read(options.paths))  # loads what reads
    began = time.process_time()
    found = [article for article in read(options.paths) if isinstance(article, Article)]
    reading = (time.process_time() - began) / len(found)
    articles = list(islice(cycle(found), options.articles or len(found)))
    engine = wanted_engine(options.engine)
    print(f"{len(articles)} articles, engine {engine}, {options.rounds} rounds")
    if options.rounds:
        measure(articles, engine, rounds=options.rounds, reading=reading)
    if options.check and not check(articles, engine):
        sys.exit(1)


def measure(articles: list[Article], engine: str, *, rounds: int, reading: float) -> None:
    """Print each round, and what follows from the best of each."""
    recipe = Recipe(kinds=KINDS, engine=engine, key_terms=False, versions=versions(KINDS, engine))  # type: ignore[arg-type]
    plain, ray = [], []
    with two_actors(recipe) as team:
        idle = timed([], processor_of_ray, seconds=_IDLE)
        for number in range(rounds):
            plain.append(plain_processes(articles, engine))
            ray.append(actors(articles, recipe, team))
            print(
                f"round {number + 1}: two processes {plain[-1].seconds:.1f} s, two actors {ray[-1].seconds:.1f} s, "
                f"efficiency by the clock {plain[-1].seconds / ray[-1].seconds:.3f}"
            )
    best, fastest = (min(each, key=lambda took: took.processor) for each in (plain, ray))
    for name, took in (("two processes", best), ("two actors", fastest)):
        work, others, driver = (1000 * part / len(articles) for part in (took.work, took.others, took.driver))
        print(
            f"{name}: {work:.1f} ms of a core an article; Ray's others {others:.2f} ms, the driver {driver:.2f} ms"
        )
    print(f"efficiency in processor time of all processes: {best.processor / fastest.processor:.3f}")
    rate = idle.processor / idle.seconds
    print(f"of each second, Ray's others take {1000 * idle.others / _IDLE:.1f} ms and the driver ", end="")
    print(f"{1000 * idle.driver / _IDLE:.1f} ms, whether anything comes or not")
    # Two cores give two seconds a second, of which Ray takes `rate`.
    net = fastest.processor - rate * fastest.seconds
    alone, reckoned = best.processor / 2, net / (2 - rate)
    print(
        f"reckoned on two cores without other work: {alone:.1f} s and {reckoned:.1f} s, efficiency "
        f"{alone / reckoned:.3f}"
    )
    driver = max(0.0, fastest.driver - idle.driver / _IDLE * fastest.seconds) / len(articles)
    by_parts = {
        name: taken / len(articles) for name, taken in parts(articles, fastest.results, recipe).items()
    }
    print(f"the driver takes {1000 * driver:.2f} ms an article, beside reading and printing")
    for name, seconds in {"read": reading, **by_parts}.items():
        print(f"  {name:36} {1000 * seconds:6.2f} ms")
    work = (net - driver * len(articles)) / len(articles)
    project(work, driver + reading + by_parts["print"], idle.driver / _IDLE)


def project(work: float, driver: float, idle: float) -> None:
    """Print articles a second for numbers of cores: so many as they extract, at most what one driver can."""
    most = (1 - idle) / driver
    print(
        f"an article costs {1000 * work:.0f} ms of a core and {1000 * driver:.2f} ms of the driver, with reading and "
        f"printing: it keeps {most * work:.0f} cores busy"
    )
    for cores in CORES:
        wanted = cores / work
        note = "" if wanted <= most else ", held up by the driver"
        print(f"  projected for {cores:3} cores: {min(wanted, most):6.1f} articles/s{note}")


def plain_processes(articles: list[Article], engine: str) -> Took:
    """Two processes, once each has done an article."""
    results = extract_articles(chain(_WARM, articles), engine=engine, workers=2)
    for _ in _WARM:
        next(results)
    return timed(
        islice(results, len(articles)), lambda: (processor_of(child.pid for child in active_children()), 0.0)
    )


def actors(articles: list[Article], recipe: Recipe, team: Team) -> Took:
    """Two actors that have begun, into a new folder of shards."""
    with tempfile.TemporaryDirectory() as folder:
        walk = Walk(cut(articles, recipe), ShardFolder(Path(folder)), lambda: nullcontext(team))
        return timed(walk.results(), processor_of_ray)


def timed(
    results: Iterable[Result], processor: Callable[[], tuple[float, float]], *, seconds: float = 0
) -> Took:
    """Take all results, and wait so many seconds; `processor` tells the processor seconds of those that extract, and
    of Ray's others."""
    before, began, driver = processor(), time.monotonic(), time.process_time()
    came = list(results)
    time.sleep(seconds)
    seconds, driver = time.monotonic() - began, time.process_time() - driver
    work, others = (now - then for now, then in zip(processor(), before, strict=True))
    return Took(seconds, driver, work, others, came)


def processor_of_ray() -> tuple[float, float]:
    """Processor seconds of the actors, and of Ray's other processes."""
    working = processes_of_ray(b"ray::Extractor")
    return processor_of(working), processor_of(processes_of_ray() - working)


def processes_of_ray(name: bytes = b"") -> set[int]:
    """The processes of our Ray whose name begins so, this one left out."""
    here = os.environ["RAY_AUTH_TOKEN"].encode()
    found = set()
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if (entry / "cmdline").read_bytes().startswith(name) and here in (entry / "environ").read_bytes():
                found.add(int(entry.name))
        except OSError:  # somebody else's, or gone
            continue
    return found - {os.getpid()}


def processor_of(processes: Iterable[int | None]) -> float:
    """Processor seconds that these have taken so far."""
    ticks = 0
    for process in processes:
        told = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
        ticks += sum(map(int, told.rpartition(")")[2].split()[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


@contextmanager
def two_actors(recipe: Recipe) -> Iterator[Team]:
    """Give two actors of a Ray of our own that have their models; print how long that took."""
    began = time.monotonic()
    with ExitStack() as closing:
        aside = closing.enter_context(thread_aside())
        ray = closing.enter_context(connected_ray(None, aside, cpus=2))
        ready = time.monotonic()
        team = closing.enter_context(started_team(ray, aside, recipe, count=2))
        while not team.has_begun():
            team.came()
        print(f"Ray starts in {ready - began:.1f} s, its two actors in {time.monotonic() - ready:.1f} s more")
        yield team


def parts(articles: list[Article], results: list[Result], recipe: Recipe) -> dict[str, float]:
    """Return the processor seconds of each part of the driver's work, for all articles."""
    taken: dict[str, float] = {}

    def part(name: str, work: Callable[[], Came]) -> Came:
        began = time.process_time()
        came = work()
        taken[name] = time.process_time() - began
        return came

    shards = part(
        "cut into shards, with digests", lambda: [s for s in cut(articles, recipe) if isinstance(s, Shard)]
    )
    lines = [to_line(result) for result in results]
    part("results out of their lines", lambda: [from_line(line) for line in lines])
    with tempfile.TemporaryDirectory() as name:
        folder, held = ShardFolder(Path(name)), iter(lines)
        part(
            "shards into files",
            lambda: [folder.write(s, list(islice(held, len(s.articles)))) for s in shards],
        )
        part("shards out of files (a second run)", lambda: [folder.read(shard) for shard in shards])
    part("print", lambda: list(printed(results)))
    return taken


def printed(results: Iterable[Result]) -> Iterator[str]:
    """The lines of `quotetrack extract`, with all that can be added."""
    for result in results:
        if isinstance(result, Extraction):
            yield json.dumps(result.to_dict(text=True, zones=True, not_speech=True))
        else:
            yield json.dumps([result.where, result.reason])


def check(articles: list[Article], engine: str) -> bool:
    """Return whether a cluster of which an actor is killed gives the lines of one process, and a second run too; print
    what was found."""
    expected = list(printed(extract_articles(articles, engine=engine)))
    with tempfile.TemporaryDirectory() as folder:
        stream = extract_on_cluster(articles, cluster="ray", shards=folder, engine=engine, workers=2)
        found = []
        for number, line in enumerate(printed(stream)):
            found.append(line)
            if number == len(articles) // 3:
                print(f"killed after {number + 1} articles: process {kill_one()}")
        began = time.monotonic()
        again = list(printed(extract_on_cluster(articles, cluster="ray", shards=folder, engine=engine)))
        took = time.monotonic() - began
    same = sum(one == other for one, other in zip(found, expected, strict=False))
    size = sum(len(line) + 1 for line in expected)
    print(f"{same} of {len(expected)} lines, {size} bytes, as from one process; {len(found)} came")
    print(f"the second run: {'the same' if again == expected else 'OTHERS'}, in {took:.1f} s")
    return found == expected == again


def kill_one() -> int:
    """Kill an actor that is extracting, and return its number."""
    while not (working := processes_of_ray(b"ray::Extractor.extract")):
        time.sleep(0.01)
    os.kill(process := working.pop(), signal.SIGKILL)
    return process


if __name__ == "__main__":
    main()
