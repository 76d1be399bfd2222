"""The program run many times from one process that has loaded it: each run is a fork with streams of its own.

Starting Python and loading what a command needs takes half a second, and what ends a run is the same in a fork.
"""

from __future__ import annotations

import gc
import io
import json
import os
import pty
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

import quotetrack
from quotetrack.cli import main
from quotetrack.export import FORMATS

ROOT = Path(quotetrack.__file__).parent.parent
Stdout = Literal["file", "full", "closed", "pipe", "terminal"]
"""Where stdout goes: a file, a disk without room, nowhere, a pipe that nobody reads, a terminal."""


@dataclass(frozen=True, slots=True)
class Case:
    """A run: the words of its command line, where stdout goes, where it runs, and what it finds in its environment."""

    words: Sequence[str]
    stdout: Stdout = "file"
    cwd: str = "."
    env: Mapping[str, str] = field(default_factory=dict)
    file_size: int | None = None
    """Bytes that a file may have; more is a full disk to whoever writes it."""


@dataclass(frozen=True, slots=True)
class Ran:
    """How a run ended."""

    code: int
    out: str
    err: str


class Forks:
    """The process that has loaded the program. Close it."""

    def __init__(self, data: Path) -> None:
        env = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_DATA_HOME": str(data), "OMP_NUM_THREADS": "1"}
        for name in ("QUOTETRACK_DB", "COLUMNS", "NO_COLOR"):
            env.pop(name, None)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.cli.forks"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**env, "PAGER": "", "TERM": "xterm-256color"},
            cwd=ROOT,
        )

    def run(self, *cases: Case) -> list[Ran]:
        """Run each case, one after the other."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([asdict(case) for case in cases]) + "\n")
        self._process.stdin.flush()
        return [Ran(**ran) for ran in json.loads(self._process.stdout.readline())]

    def close(self) -> None:
        """End it."""
        self._process.communicate()


def _load() -> None:
    """Load what commands need, so that forks have it."""
    from quotetrack.cli import commands  # noqa: F401
    from quotetrack.export import write

    with quotetrack.open(":memory:") as collection:
        text = "“We are ready,” said Ana Lima."
        collection.add(["-"], stdin=io.BytesIO(text.encode()), engine="rules")
        collection.ask("What did Ana Lima say?")
        collection.check("We are ready")
        collection.check_draft(text.encode(), engine="rules")
        for format in FORMATS:
            write(collection.sheet(), format, io.BytesIO())
    gc.collect()
    gc.freeze()


def _run(case: Case) -> Ran:
    if case.stdout == "terminal":
        return _run_on_terminal(case)
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        if (child := os.fork()) == 0:
            _be(case, out.fileno(), err.fileno())
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        texts = []
        for stream in (out, err):
            stream.seek(0)
            texts.append(stream.read().decode("utf-8", "backslashreplace"))
    return Ran(code, *texts)


def _run_on_terminal(case: Case) -> Ran:
    child, terminal = pty.fork()
    if child == 0:
        _be(case, 1, 2)
    shown = b""
    while True:
        try:
            piece = os.read(terminal, 65_536)
        except OSError:  # its other end is closed
            break
        if not piece:
            break
        shown += piece
    os.close(terminal)
    return Ran(
        os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), shown.decode("utf-8", "backslashreplace"), ""
    )


def _be(case: Case, out: int, err: int) -> None:
    """Become a run of the program, and end."""
    code = 99
    try:
        os.chdir(case.cwd)
        if case.cwd.endswith("gone"):
            Path(case.cwd).rmdir()
        os.environ.update(case.env)
        _put_streams(case, out, err)
        sys.argv = ["quotetrack", *case.words]
        main()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 0
    except BaseException:
        os.write(2, traceback.format_exc().encode())
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(code)


def _put_streams(case: Case, out: int, err: int) -> None:
    if case.stdout == "full":
        out = os.open("/dev/full", os.O_WRONLY)
    elif case.stdout == "pipe":
        nobody, out = os.pipe()
        os.close(nobody)
    if case.stdout != "terminal":
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(out, 1)
    os.dup2(err, 2)
    sys.stdin, sys.stdout, sys.stderr = (
        open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115
        for number, mode in enumerate(("r", "w", "w"))
    )
    if case.stdout == "closed":
        os.close(1)
        sys.stdout = None
    if case.file_size is not None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (case.file_size, case.file_size))


if __name__ == "__main__":
    _load()
    for line in sys.stdin:
        print(json.dumps([asdict(_run(Case(**case))) for case in json.loads(line)]), flush=True)
