"""Where output goes: files that are written whole or not at all, and streams whose failure is one error of ours.

A file is written under another name in its folder, forced to the disk, and renamed. So the old file stands until the
new one is whole, and two runs that write one name never mix. Only a run that is killed leaves such a part behind; the
next run that writes into that folder removes it.
"""

from __future__ import annotations

import errno
import io
import os
import re
import secrets
import stat
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, cast

from quotetrack.errors import OutputClosed, OutputError, UsageError

try:
    import fcntl
except ImportError:  # Windows, which lets nobody remove a file that is open
    fcntl = None  # type: ignore[assignment]

_PART = re.compile(r"\.quotetrack-[0-9a-f]{32}\.part")
"""The name of a part: hidden, so that no reader of a folder takes it for an article, and guessed by nobody."""


class Sink(io.RawIOBase):
    """A raw stream that hands a first failure to `fail`, and takes no notice of anything more.

    So what libraries do to close a stream that has failed raises nothing a second time.
    """

    def __init__(self, raw: Any, fail: Callable[[OSError], None]) -> None:
        self._raw, self._fail, self._has_failed = raw, fail, False

    def write(self, data: Any, /) -> int | None:
        """Write some of the bytes; return how many."""
        if not self._has_failed:
            try:
                return cast(int | None, self._raw.write(data))
            except OSError as error:
                self._has_failed = True
                self._fail(error)
        return memoryview(data).nbytes

    def writable(self) -> bool:
        """Return True: it is there to be written to."""
        return True

    def seekable(self) -> bool:
        """Return True for a file. A device may say so too, and then stand where it stood."""
        return bool(self._raw.seekable()) and stat.S_ISREG(os.fstat(self._raw.fileno()).st_mode)

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """Go to a place; return where that is."""
        return int(self._raw.seek(offset, whence))

    def isatty(self) -> bool:
        """Return True for a terminal."""
        return bool(self._raw.isatty())

    def fileno(self) -> int:
        """Return the descriptor's number."""
        return int(self._raw.fileno())

    def close(self) -> None:
        """Close the stream and what it writes to."""
        super().close()
        self._raw.close()


def output_error(name: str, error: OSError | ValueError) -> OutputError:
    """Return the error for what `name` says cannot be written, with the system's reason."""
    if isinstance(error, BrokenPipeError):
        return OutputClosed(f"{name}: whoever read it has closed it")
    # The descriptor of a stream that was closed before the program began.
    is_closed = getattr(error, "errno", None) == errno.EBADF
    reason = "it is closed" if is_closed else getattr(error, "strerror", None) or str(error)
    return OutputError(f"{name}: cannot be written ({reason})")


def sink_to(raw: Any, name: str) -> Sink:
    """Return a stream that writes to `raw` and raises `OutputError` the first time that fails."""

    def fail(error: OSError) -> None:
        raise output_error(name, error) from error

    return Sink(raw, fail)


@contextmanager
def whole_file(path: str | Path) -> Iterator[BinaryIO]:
    """Open a file that appears under its name only once it is whole. If anything is raised inside, nothing appears, and
    what stood there stays.

    A file that is replaced keeps its permissions; a new one has those that the process's umask gives. A link is
    replaced, and what it leads to stays as it is. A pipe, a device and /dev/stdout are written to as they are.

    Raises:
        OutputError: If the file cannot be written.
    """
    path = Path(path)
    with _raised_of(path):
        mode = _mode_of(path)
    if mode is not None and not stat.S_ISREG(mode) and not stat.S_ISLNK(mode):
        with _opened(path, name=path) as out:  # it has no half-written state to hide
            yield out
        return
    with _renamed(path, mode) as part, _opened(part, name=path) as out:
        yield out
        out.flush()
        with _raised_of(path):
            os.fsync(out.fileno())


@contextmanager
def whole_path(path: str | Path) -> Iterator[Path]:
    """Give a library that opens its files itself an empty part to fill, which appears under the name of `path` once it
    is whole. As `whole_file`, but for pipes and devices, which are refused.

    Raises:
        OutputError: If the file cannot be written.
        UsageError: If what stands at `path` is no file.
    """
    path = Path(path)
    with _raised_of(path):
        mode = _mode_of(path)
    if mode is not None and not stat.S_ISREG(mode) and not stat.S_ISLNK(mode):
        raise UsageError(f"{path} is no file: name one to write to")
    with _renamed(path, mode) as part:
        yield part


def _mode_of(path: Path) -> int | None:
    """Return the mode of what stands at `path`: a link to a file as the link, one to anything else as a device. None
    for nothing. OSError if it may not be written."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(mode) and path.exists() and (not path.is_file() or _is_of_system(path)):
        return stat.S_IFCHR
    if not stat.S_ISLNK(mode) and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return mode


def _is_of_system(link: Path) -> bool:
    """Return True for the links by which a system names open files, as /dev/stdout."""
    return link.parent.resolve().parts[1:2] in (("dev",), ("proc",))


@contextmanager
def _opened(path: Path, *, name: Path) -> Iterator[BinaryIO]:
    """Open what is there already to be written to; errors call it by `name`."""
    with _raised_of(name):
        raw = io.FileIO(path, "wb", opener=lambda at, _: os.open(at, os.O_WRONLY))
    with io.BufferedWriter(sink_to(raw, str(name))) as out:
        yield out


@contextmanager
def _renamed(path: Path, mode: int | None) -> Iterator[Path]:
    """Make a part beside `path` for somebody to fill, and rename it; remove it if anything is raised."""
    part = path.parent / f".quotetrack-{secrets.token_hex(16)}.part"
    lock = None
    try:
        with _raised_of(path):
            _remove_leftovers(path.parent)
            lock = _make(part)
            if mode is not None and stat.S_ISREG(mode):
                part.chmod(stat.S_IMODE(mode) & 0o777)
        yield part
        with _raised_of(path):
            part.replace(path)
            _flush_folder(path.parent)
    except BaseException as error:
        if not isinstance(error, Exception):
            error.add_note(
                f"{path} is written" if lock is not None and not part.exists() else f"{path} was not written"
            )
        raise
    finally:
        _let_go(lock, part)


@contextmanager
def _raised_of(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:
        raise output_error(str(path), error) from error


def _make(part: Path) -> int | None:
    """Make an empty part, and lock it for as long as the descriptor that is returned is open: what is not locked is a
    leftover. None if the system has no locks."""
    lock = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666)
    if fcntl is None:
        os.close(lock)
        return None
    with suppress(OSError):  # a file system without locks: its leftovers stay, as nobody can tell them
        fcntl.flock(lock, fcntl.LOCK_EX)
    if os.fstat(lock).st_nlink:
        return lock
    os.close(lock)  # another run took it for a leftover before it was locked
    return _make(part)


def _let_go(lock: int | None, part: Path) -> None:
    with suppress(OSError):
        part.unlink(missing_ok=True)
    if lock is not None:
        os.close(lock)


def _remove_leftovers(folder: Path) -> None:
    """Remove the parts in a folder that a run of this user has left which was killed."""
    with os.scandir(folder) as entries:
        parts = [Path(entry.path) for entry in entries if _PART.fullmatch(entry.name)]
    for part in parts:
        with suppress(OSError):  # it is somebody else's, or still being written
            _remove_if_left(part)


def _remove_if_left(part: Path) -> None:
    if fcntl is None:
        part.unlink()
        return
    descriptor = os.open(part, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        found = os.fstat(descriptor)
        if stat.S_ISREG(found.st_mode) and found.st_uid == os.geteuid():
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            part.unlink()
    finally:
        os.close(descriptor)


def _flush_folder(folder: Path) -> None:
    """Force a folder's new name to the disk, if its system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def require_no_input(path: str | Path, inputs: Iterable[str | Path], endings: Collection[str] = ()) -> None:
    """Refuse to write what is read: UsageError if the file at `path` is one of the inputs, or one of those with these
    endings in an input that is a folder."""
    path = Path(path)
    try:
        written = path.stat()
    except (OSError, ValueError):
        return
    if not stat.S_ISREG(written.st_mode):
        return
    for given in inputs:
        with suppress(OSError, ValueError):
            read = os.fstat(0) if str(given) == "-" else Path(given).stat()
            is_inside = (
                stat.S_ISDIR(read.st_mode)
                and path.suffix.lower() in endings
                and path.resolve().is_relative_to(Path(given).resolve())
            )
            if is_inside or os.path.samestat(read, written):
                raise UsageError(f"{path} is one of the inputs: name another file to write to")
