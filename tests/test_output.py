"""Files that are written whole or not at all, whatever stands beside them and whatever comes in between."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from quotetrack.errors import OutputClosed, OutputError, UsageError
from quotetrack.output import require_no_input, whole_file


def parts(folder: Path) -> list[Path]:
    return sorted(folder.glob(".quotetrack*"))


def write(path: Path, data: bytes = b"new") -> None:
    with whole_file(path) as out:
        out.write(data)


def write_until(path: Path, end: Callable[[], object]) -> None:
    """Write something, and more once `end` has been called."""
    with whole_file(path) as out:
        out.write(b"some")
        end()
        out.write(b"more")


def test_a_file_appears_once_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    with whole_file(path) as out:
        out.write(b"new")
        assert not path.exists()
        assert len(parts(tmp_path)) == 1
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("raised", [RuntimeError, KeyboardInterrupt, OSError])
def test_the_old_file_stays_if_anything_is_raised(tmp_path: Path, raised: type[BaseException]) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text("old")

    def fail() -> None:
        raise raised

    with pytest.raises(raised):
        write_until(path, fail)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_who_interrupts_is_told_that_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt) as raised, whole_file(tmp_path / "sheet.csv"):
        raise KeyboardInterrupt
    assert raised.value.__notes__ == [f"{tmp_path / 'sheet.csv'} was not written"]


def test_what_stands_beside_the_file_is_not_touched(tmp_path: Path) -> None:
    names = ["sheet.csv.part", ".quotetrack-1.part", f".quotetrack-{'g' * 32}.part", f"{'0' * 32}.part"]
    other = tmp_path / "other"
    other.write_text("other's")
    (tmp_path / f".quotetrack-{'0' * 32}.part").symlink_to(other)
    for name in names:
        (tmp_path / name).write_text("mine")
    write(tmp_path / "sheet.csv")
    assert {(tmp_path / name).read_text() for name in names} == {"mine"}
    assert other.read_text() == "other's"
    assert (tmp_path / f".quotetrack-{'0' * 32}.part").is_symlink()


def test_a_link_is_replaced_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("other's")
    link = tmp_path / "sheet.csv"
    link.symlink_to(other)
    write(link)
    assert (link.read_text(), link.is_symlink(), other.read_text()) == ("new", False, "other's")


def test_two_runs_to_one_name_do_not_mix(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    with whole_file(path) as one:
        one.write(b"one" * 10_000)
        with whole_file(path) as other:
            other.write(b"two" * 9_000)
        assert path.read_bytes() == b"two" * 9_000
    assert path.read_bytes() == b"one" * 10_000
    assert list(tmp_path.iterdir()) == [path]


def test_a_leftover_goes_with_the_next_run_but_not_what_is_being_written(tmp_path: Path) -> None:
    left = tmp_path / f".quotetrack-{'a' * 32}.part"
    left.write_text("half")
    with whole_file(tmp_path / "one.csv") as out:
        (being_written,) = parts(tmp_path)
        assert being_written != left
        write(tmp_path / "two.csv")
        assert parts(tmp_path) == [being_written]
        out.write(b"whole")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.csv", "two.csv"]


@pytest.mark.skipif(os.name == "nt", reason="permissions are POSIX's")
def test_a_new_file_has_the_permissions_of_the_umask_and_a_replaced_one_keeps_its_own(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    before = os.umask(0o027)
    try:
        write(path)
        assert stat.S_IMODE(path.stat().st_mode) == 0o640
        path.chmod(0o600)
        write(path)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    finally:
        os.umask(before)


def test_what_cannot_be_written_is_told_before_anything_is_made(tmp_path: Path) -> None:
    for path in (tmp_path / ("n" * 300), tmp_path / "none" / "sheet.csv", tmp_path, tmp_path / "a\0b"):
        with pytest.raises(OutputError, match="cannot be written"), whole_file(path):
            pytest.fail("it was opened")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_device_is_written_to_as_it_is() -> None:
    with pytest.raises(OutputError, match=r"/dev/full: cannot be written \(No space left on device\)"):
        write(Path("/dev/full"))
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with a name")
def test_a_pipe_is_written_to_as_it_is(tmp_path: Path) -> None:
    pipe, read = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write(pipe)
    reader.join()
    assert read == [b"new"]
    assert pipe.is_fifo()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with a name")
def test_a_pipe_that_nobody_reads_any_more_is_an_error_of_its_own(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with pytest.raises(OutputClosed):
        write_until(pipe, lambda: os.close(reader))


def test_no_input_is_written_over(tmp_path: Path) -> None:
    article, other = tmp_path / "a.txt", tmp_path / "b.txt"
    article.write_text("a")
    (tmp_path / "link").symlink_to(article)
    (tmp_path / "hard").hardlink_to(article)
    for given in (article, tmp_path / "link", tmp_path / "hard"):
        with pytest.raises(UsageError, match="is one of the inputs"):
            require_no_input(given, [other, article])
    with pytest.raises(UsageError, match="is one of the inputs"):
        require_no_input(article, [tmp_path], {".txt"})
    require_no_input(article, [tmp_path], {".html"})
    require_no_input(article, [other, "no such file", "n" * 300, "postgresql://host/name"])
    require_no_input(tmp_path / "new.txt", [article, tmp_path], {".txt"})
