"""The inputs named by a user → the files to read, folders walked in sorted order, one at a time."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from quotetrack.records import Failure

if TYPE_CHECKING:
    from collections.abc import Iterator


def walk(path: Path, endings: frozenset[str]) -> Iterator[Path | Failure]:
    """The file that `path` is, or the files with these endings in the folder that it is, sorted by name.

    A file named by the user counts whatever its ending. Hidden entries of a folder are passed over, and a
    folder that links lead to a second time is not entered again.
    """
    try:
        is_folder = stat.S_ISDIR(path.stat().st_mode)
    except FileNotFoundError:
        yield Failure(str(path), "no such file or folder; check the path")
        return
    except (OSError, ValueError) as error:  # no permission, a loop of links, a NUL in the name
        yield Failure(str(path), f"cannot be opened: {_told(error)}; check the path and its permissions")
        return
    if not is_folder:
        yield path
        return
    found = False
    for entry in _walk_folder(path, endings):
        found = True
        yield entry
    if not found:
        yield Failure(
            str(path), f"no article in this folder; files ending {' '.join(sorted(endings))} are read"
        )


def _walk_folder(folder: Path, endings: frozenset[str]) -> Iterator[Path | Failure]:
    """Depth first without recursion, as a deep tree must not end the run. Each real folder is entered once,
    so links that lead back cannot go round for ever."""
    waiting, entered = [folder], set()
    while waiting:
        path = waiting.pop()
        try:
            mode = path.stat().st_mode
            if not stat.S_ISDIR(mode):
                if stat.S_ISREG(mode):  # a pipe or device in a folder would block the run
                    yield path
                continue
            real = os.path.realpath(path)
            if real in entered:
                continue
            entered.add(real)
            # Path.is_dir raises where the entry may not be looked at, os.path.isdir says no.
            names = sorted(entry.name for entry in path.iterdir() if not entry.name.startswith("."))
            entries = [path / name for name in reversed(names)]
            waiting += [at for at in entries if at.suffix.lower() in endings or os.path.isdir(at)]  # noqa: PTH112
        except OSError as error:
            yield Failure(str(path), f"cannot be opened: {_told(error)}; check its permissions")


def _told(error: OSError | ValueError) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
