"""The file of articles that fetching fills, line by line, and the file beside it that remembers what was asked.

Both only grow, a whole line at a time, each forced to the disk: first the article, then that its page is settled. So a
run that is killed at any moment leaves at most one torn line, which the next run takes away; and what the second file
does not know yet, the first tells.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from quotetrack.errors import UsageError
from quotetrack.fetching.lines import article_object
from quotetrack.output import output_error
from quotetrack.records import Article

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_VERSION = 1
_OPENING = {"quotetrack fetch": _VERSION}
_BEGINNINGS = (b'{"url": "', b'{"quotetrack fetch"')
"""How each line of ours begins. What is torn and begins otherwise is somebody else's."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is remembered of an address.

    Attributes:
        at: When it was asked last, ISO 8601.
        etag: The tag that its host gave its answer.
        modified: The day of the last change that its host gave.
        why: Why its page went in as no article; "" for one that did.
        lists: "feed", "sitemap" or "sitemap index" for an address that names pages; "" for a page.
    """

    at: str
    etag: str = ""
    modified: str = ""
    why: str = ""
    lists: str = ""


class Harvest:
    """Articles that were fetched, and what was asked for them. Use it in a `with` statement.

    Raises:
        UsageError: one of the files holds something else, or another run is writing it.
        OutputError: one of them cannot be written.
    """

    def __init__(self, output: Path, state: Path) -> None:
        self.output, self._state = output, state
        self._asked: dict[str, Asked] = {}
        self._digests: dict[str, str] = {}
        self._open: list[BinaryIO] = []
        self.held = 0
        """Articles that the file holds."""

    def __enter__(self) -> Harvest:
        try:
            self._open_both()
        except BaseException:
            self.close()
            raise
        return self

    def _open_both(self) -> None:
        with _told(self._state):
            self._lines = self._opened(self._state)
            _lock(self._lines, self._state)
        self._remember()
        with _told(self.output):
            self._articles = self._opened(self.output)
            _lock(self._articles, self.output)
            for url, digest in _held(self._articles, self.output):
                self.held += 1
                if url:
                    self._digests[url] = digest

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the files go."""
        for one in self._open:
            one.close()

    def asked(self, url: str) -> Asked | None:
        """Return what is remembered of an address; None if it was never asked, or not settled."""
        return self._asked.get(url)

    def add(self, article: Article) -> bool:
        """Write an article, unless the last of its address has the same text. Return True if it was written."""
        url = article.url or ""
        if self._digests.get(url) == article.digest:
            return False
        line = json.dumps(article_object(article), ensure_ascii=False)
        with _told(self.output):
            _append(self._articles, line)
        self._digests[url] = article.digest
        self.held += 1
        return True

    def settle(self, url: str, asked: Asked) -> None:
        """Remember that an address was asked, and that nothing is left to do about it."""
        self._asked[url] = asked
        told = {"url": url, **{name: value for name, value in asdict(asked).items() if value}}
        with _told(self._state):
            _append(self._lines, json.dumps(told, ensure_ascii=False))

    def _opened(self, path: Path) -> BinaryIO:
        raw = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NONBLOCK", 0), 0o666)
        stream: BinaryIO = os.fdopen(raw, "r+b", buffering=0)
        self._open.append(stream)
        if not stream.seekable():
            raise UsageError(f"{path} is no file that can grow; name a file to write to")
        return stream

    def _remember(self) -> None:
        number = 0
        for number, told in enumerate(_objects(self._lines, self._state), start=1):
            if number == 1 and told != _OPENING:
                raise UsageError(
                    f"{self._state} is no state of `quotetrack fetch`; name another with --state"
                )
            if isinstance(url := told.pop("url", None), str):
                self._asked[url] = _asked(told)
        if number == 0:
            _append(self._lines, json.dumps(_OPENING))


def _asked(told: dict[str, Any]) -> Asked:
    return Asked(**{name: str(told.get(name) or "") for name in ("at", "etag", "modified", "why", "lists")})


def _held(stream: BinaryIO, path: Path) -> Iterator[tuple[str, str]]:
    """Yield the address and the text's digest of each article in a file."""
    for told in _objects(stream, path):
        text = told.get("text")
        if not isinstance(text, str):
            raise UsageError(f"{path} holds lines that are no articles; name another file with --output")
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        yield str(told.get("url") or ""), digest


def _objects(stream: BinaryIO, path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file of JSON Lines. A last line without its end is taken away if it is torn, else ended.

    UsageError for a line that is no object.
    """
    stream.seek(0)
    with open(os.dup(stream.fileno()), "rb") as lines:  # noqa: PTH123  # the same file, read with a buffer
        at = 0
        for line in lines:
            try:
                told = json.loads(line) if line.strip() else None
                if told is not None and not isinstance(told, dict):
                    raise ValueError
            except (ValueError, RecursionError) as error:
                if line.endswith(b"\n") or not _could_be_ours(line, at):
                    raise UsageError(f"{path} holds lines that are not ours; name another file") from error
                stream.truncate(at)
                return
            at += len(line)
            if told is not None:
                yield told
            if not line.endswith(b"\n"):
                _append(stream, "")


def _could_be_ours(torn: bytes, at: int) -> bool:
    """Return True for the beginning of a line of ours; a few bytes are enough behind other lines of ours."""
    return any(torn.startswith(begun) or (at and begun.startswith(torn)) for begun in _BEGINNINGS)


def _append(stream: BinaryIO, line: str) -> None:
    left = memoryview(f"{line}\n".encode("utf-8", "surrogatepass"))
    while left:
        left = left[stream.write(left) or 0 :]
    os.fsync(stream.fileno())


def _lock(stream: BinaryIO, path: Path) -> None:
    if fcntl is None:
        return
    try:
        fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise UsageError(
            f"{path} is being written by another run; wait for it, or name another file"
        ) from error
    except OSError:  # a file system without locks: nobody can tell
        return


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise output_error(str(path), error) from error
