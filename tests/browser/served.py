"""A desk that is served by a process of its own, as people start it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

from quotetrack.collection import open as open_collection

ARTICLES = Path(__file__).parents[2] / "fixtures" / "articles"
_STARTS = 60.0
"""Seconds in which a desk is up, on a busy machine."""


class Served:
    """`quotetrack desk` on a free port; `address` has its token. Stop it, or kill it."""

    def __init__(self, db: Path, *options: str, token_file: Path | None = None, port: int = 0) -> None:
        self.db = db
        kept = ("--token-file", str(token_file)) if token_file else ()
        command = (
            sys.executable,
            "-m",
            "quotetrack",
            "desk",
            "--db",
            str(db),
            "--port",
            str(port),
            *kept,
            *options,
        )
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ)
        assert self._process.stdout is not None
        self.address = self._process.stdout.readline().strip()
        assert self.address.startswith("http://"), f"the desk did not start: {self.address!r}"
        self.origin = self.address.partition("/?")[0].rstrip("/")
        self.port = int(self.origin.rpartition(":")[2])
        self._wait()

    def _wait(self) -> None:
        until = time.monotonic() + _STARTS
        while time.monotonic() < until:
            try:
                urlopen(f"{self.origin}/static/desk.svg", timeout=5).read()
                return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("the desk does not answer")

    def stop(self) -> None:
        """End it as Ctrl-C does."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """End it at once, whatever it does."""
        self._end(signal.SIGKILL)

    def _end(self, number: signal.Signals) -> None:
        if self._process.poll() is None:
            self._process.send_signal(number)
            self._process.wait(30)
        if self._process.stdout is not None:
            self._process.stdout.close()


def fill(db: Path) -> None:
    """Make a database of the fixtures."""
    with open_collection(db) as collection:
        collection.add([ARTICLES], engine="rules")
