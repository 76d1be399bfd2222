"""Ctrl-C, SIGTERM and SIGHUP, whenever they come: one line that says what is stored and what is pending."""

from __future__ import annotations

import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from quotetrack.output import whole_file

from .forks import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc tells when signals are caught")

# What whoever runs the tests has turned off, as nohup does, is turned off for the program too.
SIGNALS = [
    number
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    if signal.getsignal(number) is not signal.SIG_IGN
]
CALLED = {signal.SIGINT: "Ctrl-C", signal.SIGTERM: "SIGTERM", signal.SIGHUP: "SIGHUP"}
TEXT = "Ministers meet {n}\n\n“We are ready for {n} ships,” Ana Lima said on Monday. Rui Reis denied that they were.\n"


class Started:
    """A run of the program that takes signals already."""

    def __init__(self, *words: str, cwd: Path) -> None:
        self._running = subprocess.Popen(
            [sys.executable, "-m", "quotetrack", *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=cwd,
            env={**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"},
            start_new_session=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )
        wait_until(self._takes_signals)

    def _takes_signals(self) -> bool:
        status = Path(f"/proc/{self._running.pid}/status").read_text()
        caught = re.search(r"^SigCgt:\t([0-9a-f]+)$", status, re.MULTILINE)
        return caught is not None and bool(int(caught[1], 16) >> (signal.SIGTERM - 1) & 1)

    def end(self, number: int, *, everybody: bool = False) -> tuple[int, str]:
        """Send it a signal, or its whole group; return its exit code and what it said."""
        (os.killpg if everybody else os.kill)(self._running.pid, number)
        _, said = self._running.communicate(timeout=60)
        return self._running.returncode, said

    def is_over(self) -> bool:
        """Return True once no process of its group is left."""
        try:
            os.killpg(self._running.pid, 0)
        except ProcessLookupError:
            return True
        return False


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait until something holds, for a minute at most."""
    for _ in range(60_000):
        if holds():
            return
        time.sleep(0.001)
    raise AssertionError("it never came to that")


def stored(path: Path, what: str) -> int:
    """Count the rows of a table; 0 while there is none."""
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as reader:
            return int(reader.execute(f"SELECT count(*) FROM {what}").fetchone()[0])
    except sqlite3.Error:
        return 0


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder of so many articles that adding them takes a while."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for n in range(300):
        (folder / f"{n}.txt").write_text(TEXT.format(n=n), encoding="utf-8")
    return folder


@pytest.mark.parametrize("number", SIGNALS)
def test_while_the_program_loads(tmp_path: Path, number: signal.Signals) -> None:
    code, said = Started("quotes", "--db", "none.db", cwd=tmp_path).end(number)
    assert (code, said) == (128 + number, f"quotetrack: stopped by {CALLED[number]}: nothing was changed\n")


@pytest.mark.parametrize("seed", range(4))
def test_at_any_moment_of_a_short_run(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    number = chance.choice(SIGNALS)
    running = Started("extract", "-", "--engine", "rules", cwd=tmp_path)
    time.sleep(chance.uniform(0, 1.5))
    code, said = running.end(number)
    assert (code, said) == (128 + number, f"quotetrack: stopped by {CALLED[number]}: nothing was changed\n")


@pytest.mark.parametrize(("workers", "number"), [(1, signal.SIGTERM), (2, signal.SIGINT)])
def test_adding_says_what_is_stored_and_what_is_pending(
    tmp_path: Path, articles: Path, workers: int, number: signal.Signals
) -> None:
    running = Started(
        *("add", str(articles), "--db", "new.db", "--engine", "rules", "--workers", str(workers)),
        cwd=tmp_path,
    )
    store = tmp_path / "new.db"
    wait_until(lambda: stored(store, "articles") > 0)
    code, said = running.end(number, everybody=True)
    held, quotations = stored(store, "articles"), stored(store, "quotes")
    assert (code, said) == (
        128 + number,
        f"quotetrack: stopped by {CALLED[number]}: new.db holds {held} article{'s' * (held > 1)} with {quotations} "
        f"quotations, {quotations} of them not linked yet: `quotetrack link` links them\n",
    )
    wait_until(running.is_over)


def test_a_file_is_not_written_and_the_old_one_stays(tmp_path: Path) -> None:
    old = tmp_path / "old.jsonl"
    old.write_text("old")
    running = Started("extract", "-", "--engine", "rules", "-o", "old.jsonl", cwd=tmp_path)
    wait_until(lambda: bool(list(tmp_path.glob(".quotetrack*"))))
    code, said = running.end(signal.SIGTERM)
    assert (code, said) == (143, "quotetrack: stopped by SIGTERM: old.jsonl was not written\n")
    assert [path.name for path in tmp_path.iterdir()] == ["old.jsonl"]
    assert old.read_text() == "old"


def test_what_a_killed_run_leaves_goes_with_the_next(tmp_path: Path) -> None:
    running = Started("extract", "-", "--engine", "rules", "-o", "new.jsonl", cwd=tmp_path)
    wait_until(lambda: bool(list(tmp_path.glob(".quotetrack*"))))
    assert running.end(signal.SIGKILL)[0] == -signal.SIGKILL
    assert len(list(tmp_path.glob(".quotetrack*"))) == 1
    with whole_file(tmp_path / "next.txt") as out:
        out.write(b"next")
    assert [path.name for path in tmp_path.iterdir()] == ["next.txt"]


DROPPED = """
import signal, time
from quotetrack.cli.stopping import Stopped, raise_on_signals

class Slow:
    def __del__(self):
        signal.raise_signal(signal.SIGTERM)
        time.sleep(1)

raise_on_signals()
try:
    Slow()
    time.sleep(30)
except Stopped as stopped:
    print(stopped)
"""


def test_a_stop_that_python_drops_comes_again() -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", DROPPED], capture_output=True, text=True, env=env, timeout=20, check=True
    )
    assert (done.stdout, done.stderr) == ("stopped by SIGTERM: nothing was changed\n", "")


def test_what_is_turned_off_stays_so() -> None:
    code = (
        "from quotetrack.cli.stopping import raise_on_signals; import signal; signal.signal(signal.SIGHUP, "
    )
    code += "signal.SIG_IGN); raise_on_signals(); print(signal.getsignal(signal.SIGHUP) is signal.SIG_IGN)"
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, check=True)
    assert done.stdout == "True\n"
