"""Kills: each command that writes is killed at a random moment, and then run again, as people do. What is stored in the
end must be what a run that nobody disturbs stores, and nothing else may lie about."""

from __future__ import annotations

import csv
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from faults_table import Databases, Kind, Row, Size, content, end, run, seconds_since, start, write_articles

SECTION = "kills"
ARTICLES = 24


Words = Callable[[str], list[str]]
"""Gives the words of a command for a database."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command, what must have been done in the database before, and the file that it writes, if it writes one. What
    people run next is the same, or what they run `after` to bring it to its end; the first of these may find that there
    is nothing left to do."""

    name: str
    words: Words
    before: tuple[Words, ...] = ()
    writes: str = ""
    after: tuple[Words, ...] = ()

    def makes_up(self, db: str, folder: Path) -> int:
        """Run what people run next; return the exit code of the last."""
        codes = [end(start(words(db), folder)) for words in self.after or (self.words,)]
        return codes[-1]


def commands(folder: Path) -> list[Command]:
    """Return the commands that are killed. `folder` holds what they read."""
    articles = str(folder / "articles.jsonl")
    add = lambda db: ["add", articles, "--engine", "rules", "--workers", "1", "--db", db]  # noqa: E731
    erase = lambda db: ["erase", "a3", "--reason", "a trial", "--by", "Ben", "--yes", "--db", db]  # noqa: E731
    return [
        Command("add", add),
        Command(
            "link", lambda db: ["link", "--workers", "1", "--db", db], (lambda db: [*add(db), "--no-link"],)
        ),
        Command("link --rebuild", lambda db: ["link", "--rebuild", "--workers", "1", "--db", db], (add,)),
        Command(
            "review import",
            lambda db: ["review", "import", str(folder / "edited.csv"), "--by", "Ben", "--db", db],
            (add,),
        ),
        Command("sheet", lambda db: ["sheet", "-o", "sheet.csv", "--db", db], (add,), "sheet.csv"),
        Command("erase", erase, (add,), after=(erase, lambda db: ["erase", "--clean", "--db", db])),
        Command(
            "merge", lambda db: ["merge", str(folder / "other.db"), "--workers", "1", "--db", db], (add,)
        ),
    ]


def rows(made: Databases, size: Size) -> Iterator[Row]:
    """Yield a row for each command and kind of database."""
    _, folder = made.make("sqlite")
    write_inputs(made, folder, size.seed)
    kinds: tuple[tuple[Kind, int], ...] = (("sqlite", size.kills), ("postgresql", size.postgresql_kills))
    for kind, kills in kinds:
        if kills:
            for command in commands(folder):
                yield _killed(made, kind, command, kills, random.Random(size.seed))


def write_inputs(made: Databases, folder: Path, seed: int) -> None:
    """Write what the commands read: articles, a sheet with decisions, and another database."""
    write_articles(folder / "articles.jsonl", range(ARTICLES), seed=seed)
    _write_edited(made, folder)
    write_articles(folder / "others.jsonl", range(ARTICLES // 2, 2 * ARTICLES), seed=seed)
    other = ["add", str(folder / "others.jsonl"), "--engine", "rules", "--workers", "1"]
    run([*other, "--db", str(folder / "other.db")])


def _write_edited(made: Databases, folder: Path) -> None:
    """Write a sheet in which every third row has a status."""
    db, _ = made.make("sqlite")
    run(commands(folder)[0].words(db))
    run(["sheet", "--format", "csv", "-o", str(folder / "edited.csv"), "--db", db])
    with (folder / "edited.csv").open(encoding="utf-8-sig", newline="") as stream:
        heading, *lines = list(csv.reader(stream))
    for number, line in enumerate(lines):
        line[heading.index("status")] = ("confirmed", "rejected", "")[number % 3]
    with (folder / "edited.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([heading, *lines])


def _killed(made: Databases, kind: Kind, command: Command, kills: int, drawn: random.Random) -> Row:
    begun = time.perf_counter()
    template, at = made.make(kind)
    for words in command.before:
        assert run(words(template)) == 0
    db, folder = made.make(kind, template if command.before else None)
    took = time.perf_counter()
    assert end(start(command.words(db), folder)) == 0
    lasts = seconds_since(took)
    wanted, file = content(db), _written(folder, command)
    made.drop(kind, db, folder)
    wrong: Counter[str] = Counter()
    hit = 0
    for _ in range(kills):
        db, folder = made.make(kind, template if command.before else None)
        child = start(command.words(db), folder)
        time.sleep(drawn.uniform(0, 1.1 * lasts))
        os.kill(child, signal.SIGKILL)
        hit += end(child) == -signal.SIGKILL
        if command.makes_up(db, folder):
            wrong["failed afterwards"] += 1
        elif content(db) != wanted:
            wrong["another result"] += 1
        elif _written(folder, command) != file:
            wrong["another file"] += 1
        elif left := {path.name for path in folder.iterdir()} - {"quotes.db", command.writes}:
            wrong[f"left {', '.join(sorted(left))}"] += 1
        made.drop(kind, db, folder)
    made.drop(kind, template, at)
    told = ", ".join(f"{number} {what}" for what, number in wrong.items()) or "all identical, nothing left"
    return Row(
        SECTION, f"{command.name}, {kind}", kills, f"{hit} hit; {told}", not wrong, seconds_since(begun)
    )


def _written(folder: Path, command: Command) -> bytes:
    return (folder / command.writes).read_bytes() if command.writes else b""
