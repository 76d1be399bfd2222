"""The inputs named by a user → the files to read, folders walked in sorted order, one at a time; and what an input
lends to an article that has no id or address of its own."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePath, PureWindowsPath

from quotetrack.errors import ReadError
from quotetrack.readers.bounded import require_regular
from quotetrack.readers.plain import digest_key
from quotetrack.records import Article, Failure


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file that has another name than its path has here, such as one that somebody has sent.

    Its article is known by its address or its text, as the path tells nothing.

    Attributes:
        path: Where it lies.
        name: The name that it is known by, which says what it holds. Folders in it count for nothing.

    Example:
        >>> gone = quotetrack.NamedFile("upload-17", "C:/news/Monday.txt")
        >>> print(next(quotetrack.read([gone])).where)
        Monday.txt
    """

    path: str | Path
    name: str


@dataclass(frozen=True, slots=True)
class Origin:
    """An input, stdin if nothing is given.

    `where` is the path as given ("-" for stdin), `id` the file's stem, `path` the resolved path (None for stdin). What
    lies inside another input has a place in it behind both: "box.zip/monday.txt", "/news/box.zip#monday.txt".
    """

    where: str = "-"
    id: str = "stdin"
    path: str | None = None

    @property
    def name(self) -> str:
        """The last part of `where`, whose ending says what the input is."""
        return PurePath(self.where).name

    @classmethod
    def of_file(cls, path: Path) -> Origin:
        """Return the origin of a file. OSError if its path cannot be resolved."""
        return cls(str(path), path.stem, str(path.resolve()))

    @classmethod
    def of_named(cls, file: NamedFile) -> Origin:
        """Return the origin of a file that is known by another name."""
        name = PureWindowsPath(file.name).name  # which knows both kinds of strokes
        return cls(name or file.name, PureWindowsPath(name).stem or name)

    def keyed(self, article: Article, *, line: int | None = None) -> Article:
        """Return the article under its address, else under its path (and line), else under its digest."""
        place = self.path if line is None or self.path is None else f"{self.path}#{line}"
        return replace(article, key=article.url or place or digest_key(article))


def walk(path: Path, endings: frozenset[str]) -> Iterator[Path | Failure]:
    """Yield the file that `path` is, or the files with these endings in the folder that it is, sorted by name.

    A file named by the user counts whatever its ending. Hidden entries of a folder are passed over, and a folder that
    links lead to a second time is not entered again.
    """
    try:
        require_regular(path)
        is_folder = path.is_dir()
    except ReadError as error:
        yield Failure(str(path), str(error))
    except FileNotFoundError:
        yield Failure(str(path), "no such file or folder; check the path")
    except (OSError, ValueError) as error:  # no permission, a loop of links, a NUL in the name
        yield Failure(str(path), f"cannot be opened: {reason_of(error)}; check the path and its permissions")
    else:
        none = f"no article in this folder; files ending {' '.join(sorted(endings))} are read"
        entries: Iterator[Path | Failure] = _walk_folder(path, endings) if is_folder else iter([path])
        yield next(entries, Failure(str(path), none))
        yield from entries


def reason_of(error: OSError | ValueError) -> str:
    """Return what the system says of an error, without the path and the number."""
    return getattr(error, "strerror", None) or str(error)


def _walk_folder(folder: Path, endings: frozenset[str]) -> Iterator[Path | Failure]:
    """Yield the files depth first without recursion, as a deep tree must not end the run.

    Each real folder is entered once, so links that lead back cannot go round for ever.
    """
    waiting, entered = [folder], set()
    while waiting:
        path = waiting.pop()
        try:
            mode = path.stat().st_mode
            if stat.S_ISREG(mode):  # a pipe or device in a folder would block the run
                yield path
            if not stat.S_ISDIR(mode) or (real := os.path.realpath(path)) in entered:
                continue
            entered.add(real)
            # Path.is_dir raises if the entry may not be looked at; os.path.isdir says no.
            names = sorted(entry.name for entry in path.iterdir() if not entry.name.startswith("."))
            entries = [path / name for name in reversed(names)]
            waiting += [at for at in entries if at.suffix.lower() in endings or os.path.isdir(at)]  # noqa: PTH112
        except OSError as error:
            yield Failure(str(path), f"cannot be opened: {reason_of(error)}; check its permissions")
