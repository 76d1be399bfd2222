"""Input that never ends, or is larger than an article: one failure, and no more is read."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable
from itertools import chain, repeat
from pathlib import Path

import pytest

from quotetrack.errors import ReadError
from quotetrack.readers import read
from quotetrack.readers.bounded import bounded_lines, read_one_line, read_whole, require_regular
from quotetrack.readers.given import read_given
from quotetrack.records import Article, Failure

LINE = b'{"text": "The old bridge was shut on Monday."}\n'


class Endless(io.RawIOBase):
    """A stream that repeats some bytes for ever, and counts how many were taken."""

    def __init__(self, first: bytes, again: bytes) -> None:
        self._pieces: Iterable[bytes] = chain([first], repeat(again * (1 + 60_000 // len(again))))
        self._left = b""
        self.taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._left:
            self._left = next(iter(self._pieces))
        count = min(len(buffer), len(self._left))
        buffer[:count] = self._left[:count]
        self._left = self._left[count:]
        self.taken += count
        return count


@pytest.mark.parametrize("again", [b"\0", b"words ", b"y\n", b'{"text": ', b"<p>words"])
def test_an_endless_stream_is_one_failure(again: bytes) -> None:
    stream = Endless(b"", again)
    (failure,) = read(["-"], stdin=io.BufferedReader(stream), max_size=200_000)
    assert isinstance(failure, Failure)
    assert failure.where == "-"
    assert "more than 200,000 bytes" in failure.reason or "NUL byte" in failure.reason
    assert stream.taken < 1_000_000


def test_an_endless_stream_of_blank_lines_is_one_failure() -> None:
    stream = Endless(b"", b"\n")
    (failure,) = read(["-"], stdin=io.BufferedReader(stream))
    assert isinstance(failure, Failure)
    assert "more than 1 MB of white space" in failure.reason
    assert stream.taken < 2_000_000


def test_a_line_of_json_without_end_ends_the_input_behind_the_articles_before_it() -> None:
    stream = Endless(LINE, b'{"text": ')
    found = list(read(["-"], stdin=io.BufferedReader(stream), max_size=200_000))
    assert [type(one) for one in found] == [Article, Failure]
    stream = Endless(LINE, b'{"text": ')
    given = list(read_given(["-"], stdin=io.BufferedReader(stream), max_size=200_000))
    assert isinstance(given[-1], Failure)
    assert len(given) == 2
    assert "nor what comes behind it" in given[-1].reason


def test_a_file_may_have_the_size_and_no_more(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"The old bridge was shut.\n" * 40)
    (article,) = read([path], max_size=1000)
    assert isinstance(article, Article)
    (failure,) = read([path], max_size=999)
    assert isinstance(failure, Failure)
    assert failure.reason == "it has more than 999 bytes; give a smaller file, or a higher --max-size"


def test_json_lines_may_be_longer_than_an_article(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(LINE * 100)
    assert len(list(read([path], max_size=len(LINE)))) == 100


@pytest.mark.parametrize("reader", [read, read_given])
def test_a_pipe_is_read_only_as_stdin(tmp_path: Path, reader: object) -> None:
    assert callable(reader)
    os.mkfifo(tmp_path / "pipe.jsonl")
    for path, what in ((tmp_path / "pipe.jsonl", "a pipe"), (Path("/dev/zero"), "a device")):
        (failure,) = reader([path])
        assert failure.where == str(path)
        assert failure.reason.startswith(f"this is {what}")
        assert "name it -" in failure.reason


def test_sizes() -> None:
    assert read_whole(io.BytesIO(b"abc"), 3) == b"abc"
    with pytest.raises(ReadError, match="more than 2 bytes"):
        read_whole(io.BytesIO(b"abc"), 2)
    with pytest.raises(ReadError, match="more than 5 MB"):
        read_whole(io.BytesIO(b"abc"), 5_000_000, before=4_999_998)
    assert read_one_line(io.BytesIO(b"ab\nc"), 3) == b"ab\n"
    assert list(bounded_lines(io.BytesIO(b"ab\nc"), 3)) == [b"ab\n", b"c"]
    with pytest.raises(OSError, match="No such file"):
        require_regular(Path("/no such file"))
