"""Full disk: each command that writes meets a file that may not grow any further, at a random size. It must end in one
line, and leave the database so that the same run comes to the end of an undisturbed one once there is room again."""

from __future__ import annotations

import os
import random
import resource
import signal
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from faults_kills import Command, commands, write_inputs
from faults_table import Databases, Row, Size, content, end, run, seconds_since, start

SECTION = "disk"
_SHARE = 5
"""One full disk for so many kills."""


def rows(made: Databases, size: Size) -> Iterator[Row]:
    """Yield a row for each command."""
    _, folder = made.make("sqlite")
    write_inputs(made, folder, size.seed)
    for command in commands(folder):
        yield _filled(made, command, max(1, size.kills // _SHARE), random.Random(size.seed))


def _filled(made: Databases, command: Command, times: int, drawn: random.Random) -> Row:
    begun = time.perf_counter()
    template, at = made.make("sqlite")
    for words in command.before:
        assert run(words(template)) == 0
    db, folder = made.make("sqlite", template if command.before else None)
    assert end(start(command.words(db), folder)) == 0
    wanted = content(db)
    largest = max(path.stat().st_size for path in folder.iterdir()) * 2
    made.drop("sqlite", db, folder)
    wrong: Counter[str] = Counter()
    refused = 0
    for _ in range(times):
        db, folder = made.make("sqlite", template if command.before else None)
        code = _run_with(drawn.randrange(1000, largest), command.words(db), folder)
        refused += code == 2
        if code not in (0, 2):
            wrong[f"exit {code}"] += 1
        elif command.makes_up(db, folder):
            wrong["failed afterwards"] += 1
        elif content(db) != wanted:
            wrong["another result"] += 1
        made.drop("sqlite", db, folder)
    made.drop("sqlite", template, at)
    told = ", ".join(f"{number} {what}" for what, number in wrong.items()) or "all identical afterwards"
    return Row(
        SECTION,
        f"{command.name}, sqlite",
        times,
        f"{refused} refused; {told}",
        not wrong,
        seconds_since(begun),
    )


def _run_with(most: int, words: list[str], folder: Path) -> int:
    """Run the program in a process whose files hold so many bytes at most; return its exit code."""
    child = os.fork()
    if child:
        return end(child)
    code = 70
    try:
        os.chdir(folder)
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        code = run(words)
    finally:
        os._exit(code)
