"""Output that cannot be written, names and places that cannot be: one line and a documented exit code, for every
command."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

import quotetrack
from quotetrack.cli import COMMANDS
from quotetrack.linking.linker import link_store
from quotetrack.store import open_store

from .conftest import ARTICLE, EXTRACTION, IDS
from .forks import Case, Forks, Ran, Stdout

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs /dev/full")

TEXT = "Ministers meet\n\n“We are ready,” Ana Lima said on Monday.\n"
WRITING: dict[str, list[str]] = {
    "extract": ["extract", "a.txt", "--engine", "rules"],
    "add": ["add", "a.txt", "--engine", "rules", "--db", "new.db"],
    "load": ["load", "given.jsonl", "--db", "other.db"],
    "fetch": ["fetch", "--help"],
    "ask": ["ask", "What did Ana Lima say?"],
    "quotes": ["quotes"],
    "show": ["show", IDS[0]],
    "article": ["article", "porto"],
    "context": ["context", "joke"],
    "claims": ["claims", "--least", "1"],
    "claim": ["claim", IDS[0]],
    "figures": ["figures"],
    "links": ["links"],
    "link": ["link"],
    "speakers": ["speakers"],
    "speaker": ["speaker", "lima"],
    "subjects": ["subjects"],
    "sources": ["sources"],
    "positions": ["positions", "lima", "--about", "joke"],
    "timeline": ["timeline"],
    "facets": ["facets"],
    "diff": ["diff", "2012-07-01", "2012-07-31"],
    "watch": ["watch", "list"],
    "stats": ["stats"],
    "sheet": ["sheet", "--format", "csv"],
    "review": ["review", "log"],
    "check": ["check", "the plan was a joke"],
    "checks": ["checks"],
    "alarms": ["alarms", "--format", "csv"],
    "verify": ["verify"],
    "backup": ["backup", "copy.db"],
    "export": ["export", "-"],
    "merge": ["merge", "more.db"],
    "erase": ["erase", "porto"],
    "evaluate": ["evaluate", "--help"],
    "train": ["train", "--help"],
    "desk": ["desk", "--help"],
}
"""A run of each command."""
SILENT = {"verify", "alarms"}
"""Those that print nothing to stdout if all is well."""
IN_OTHER_STORES = {"extract", "add", "load", "fetch", "evaluate", "train", "desk"}
MORE = (
    *(
        ["sheet", "--format", format]
        for format in ("xlsx", "docx", "html", "md", "json", "jsonld", "jsonl", "parquet", "bibtex", "csl")
    ),
    ["quotes", "--format", "jsonl"],
    ["ask", "What did Ana Lima say?", "--format", "md"],
    ["--help"],
    ["--version"],
    ["review", "--help"],
    ["review", "queue"],
    ["watch", "run", "--format", "atom"],
)
"""Further ways to print."""


def words_of(name: str) -> list[str]:
    return WRITING[name] if name in IN_OTHER_STORES else [*WRITING[name], "--db", "quotes.db"]


def more_words() -> list[list[str]]:
    return [words if words[-1].startswith("--") else [*words, "--db", "quotes.db"] for words in MORE]


@pytest.fixture
def folder(tmp_path: Path, db: Path) -> Path:
    """A folder with a store, an article and quotations that are given."""
    assert db.name == "quotes.db"
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    shutil.copy(db, tmp_path / "more.db")
    line = '{"id": "a", "text": "We left, he said.", "quotes": [{"content": [[0, 7]]}]}\n'
    (tmp_path / "given.jsonl").write_text(line, encoding="utf-8")
    return tmp_path


def test_every_command_is_here() -> None:
    assert set(WRITING) == {name for names in COMMANDS.values() for name in names}


def run_all(forks: Forks, folder: Path, stdout: Stdout) -> list[tuple[list[str], Ran]]:
    names = [name for name in WRITING if name not in SILENT]
    runs = [*map(words_of, names), *(more_words() if stdout == "full" else [["--help"], ["--version"]])]
    return list(zip(runs, forks.run(*(Case(words, stdout, str(folder)) for words in runs)), strict=True))


def last_lines(ran: Ran) -> list[str]:
    """What was said of the output; some commands say something else before."""
    return [line for line in ran.err.splitlines() if "standard output" in line]


@pytest.mark.parametrize(
    ("stdout", "reason"), [("full", "No space left on device"), ("closed", "it is closed")]
)
def test_output_that_cannot_be_written_is_one_line_and_exit_2(
    forks: Forks, folder: Path, stdout: Stdout, reason: str
) -> None:
    line = f"quotetrack: standard output: cannot be written ({reason})"
    for words, ran in run_all(forks, folder, stdout):
        assert (ran.code, last_lines(ran)) == (2, [line]), words
        assert "Traceback" not in ran.err, words
        assert "ignored" not in ran.err, words


def test_whoever_has_read_enough_ends_every_command_in_silence(forks: Forks, folder: Path) -> None:
    for words, ran in run_all(forks, folder, "pipe"):
        assert (ran.code, last_lines(ran)) == (141, []), words
        assert "Traceback" not in ran.err, words


def test_what_was_done_before_the_output_failed_is_kept(forks: Forks, folder: Path) -> None:
    added, held = forks.run(
        Case(words_of("add"), "full", str(folder)),
        Case(["quotes", "--db", "new.db", "--format", "jsonl"], "file", str(folder)),
    )
    assert added.code == 2
    assert "We are ready" in held.out


@pytest.mark.parametrize("stdout", ["full", "closed", "pipe"])
def test_news_that_did_not_arrive_come_again(forks: Forks, folder: Path, stdout: Stdout) -> None:
    with quotetrack.open(folder / "quotes.db") as collection:
        collection.add_watch("what did Ana Lima say", name="lima", from_start=True)
    words = ["watch", "run", "--db", "quotes.db"]
    [failed] = forks.run(Case(words, stdout, str(folder)))
    assert failed.code in (2, 141)
    [again] = forks.run(Case(words, "file", str(folder)))
    assert again.out.startswith("lima: 1 new")
    [then] = forks.run(Case(words, "file", str(folder)))
    assert (then.code, then.out) == (0, "")


# Files


ROOM = 40_000
"""Bytes that a file may have where there is no room: what SQLite keeps beside a database has 32,768."""


@pytest.mark.parametrize("ending", ["csv", "xlsx", "docx", "html", "md", "json", "jsonl", "parquet", "bib"])
def test_a_sheet_without_room_is_one_line_and_leaves_the_old_one(
    forks: Forks, tmp_path: Path, ending: str
) -> None:
    title = random.Random(23).randbytes(2 * ROOM).hex()  # nothing packs it smaller than by half
    with open_store(str(tmp_path / "quotes.db")) as store:
        store.add(replace(EXTRACTION, article=replace(ARTICLE, title=title)))
        link_store(store)
    old = tmp_path / f"sheet.{ending}"
    old.write_text("old")
    [ran] = forks.run(Case(["sheet", "--db", "quotes.db", "-o", old.name], cwd=str(tmp_path), file_size=ROOM))
    # Workbooks are packed elsewhere first, where there is no room either.
    place = "temporary files in " if ending == "xlsx" else f"{old.name}: "
    assert ran.err.startswith(f"quotetrack: {place}")
    assert "cannot be written" in ran.err
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert old.read_text() == "old"
    assert not list(tmp_path.glob(".quotetrack*"))


def test_articles_that_cannot_be_read_leave_the_old_output(forks: Forks, folder: Path) -> None:
    old = folder / "old.jsonl"
    old.write_text("old")
    [ran] = forks.run(Case(["extract", "none.txt", "-o", "old.jsonl"], cwd=str(folder)))
    assert (ran.code, old.read_text()) == (1, "old")
    assert ran.err.splitlines()[1:] == ["quotetrack: old.jsonl is not written: no article could be read"]


@pytest.mark.parametrize(
    "words",
    [
        ["extract", "a.txt", "-o", "a.txt"],
        ["extract", "a.txt", "-o", "./link.txt"],
        ["extract", ".", "-o", "given.jsonl"],
        ["sheet", "--db", "quotes.db", "--format", "csv", "-o", "quotes.db"],
        ["check", "--file", "draft.md", "--report", "draft.md", "--db", "quotes.db"],
    ],
)
def test_no_input_is_written_over(forks: Forks, folder: Path, words: list[str]) -> None:
    (folder / "link.txt").symlink_to("a.txt")
    (folder / "draft.md").write_text(TEXT, encoding="utf-8")
    before = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    [ran] = forks.run(Case(words, cwd=str(folder)))
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "is one of the inputs: name another file to write to" in ran.err
    assert {path: path.read_bytes() for path in before} == before


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with room for a store and little more."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2000k", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no disk may be mounted here")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_a_full_disk_is_one_line_for_every_command_that_stores(
    forks: Forks, folder: Path, small_disk: Path
) -> None:
    at = str(small_disk)
    shutil.copy(folder / "quotes.db", small_disk)
    forks.run(Case(["sheet", "--db", "../quotes.db", "-o", "../sheet.csv", "--unshown"], cwd=at))
    sheet = (folder / "sheet.csv").read_text(encoding="utf-8-sig")
    (folder / "sheet.csv").write_text(sheet.replace("unchecked", "confirmed"), encoding="utf-8-sig")
    runs = [
        ["add", "../a.txt", "--engine", "rules", "--db", "quotes.db"],
        ["add", "../a.txt", "--engine", "rules", "--db", "new.db"],
        ["load", "../given.jsonl", "--db", "quotes.db"],
        ["link", "--rebuild", "--db", "quotes.db"],
        ["review", "import", "../sheet.csv", "--db", "quotes.db"],
        ["speakers", "merge", "Ana Lima", "Rui Reis", "--db", "quotes.db"],
    ]
    fill(small_disk / "fill")
    for words, ran in zip(runs, forks.run(*(Case(words, cwd=at) for words in runs)), strict=True):
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1), words
        assert re.search("no room|disk reports an error", ran.err), words
    (small_disk / "fill").unlink()
    verified, *done = forks.run(
        *(Case(words, cwd=at) for words in (["verify", "--db", "quotes.db"], *runs[:3]))
    )
    assert verified.err.endswith("0 faults\n")
    assert [ran.code for ran in done] == [0, 0, 0]


def fill(path: Path) -> None:
    """Leave no room on a disk."""
    with suppress(OSError), path.open("wb", buffering=0) as out:
        while True:
            out.write(b"0" * 1024)


# Names and places

LONG = "n" * 300
DEEP = "n/" * 3000


@pytest.mark.parametrize("name", [LONG, DEEP])
def test_names_that_are_too_long_are_one_line(forks: Forks, folder: Path, name: str) -> None:
    runs = [
        ["extract", name],
        ["extract", "a.txt", "--engine", "rules", "-o", name],
        ["quotes", "--db", name],
        ["add", "a.txt", "--engine", "rules", "--db", name],
        ["load", name, "--db", "load.db", "--quiet"],
        ["add", name, "--db", "add.db", "--quiet"],
        ["sheet", "--db", "quotes.db", "-o", f"{name}.csv"],
        ["ask", "--questions", name, "--db", "quotes.db"],
        ["check", "--file", name, "--db", "quotes.db"],
        ["review", "import", name, "--db", "quotes.db"],
        ["evaluate", name],
    ]
    for words, ran in zip(runs, forks.run(*(Case(words, cwd=str(folder)) for words in runs)), strict=True):
        assert ran.code in (1, 2), words
        assert (ran.out, ran.err.count("\n")) == ("", 1), words


def test_a_working_folder_that_is_gone_is_one_line(forks: Forks, folder: Path) -> None:
    gone = folder / "gone"
    for name in ("quotes", "add", "sheet"):
        gone.mkdir()
        [ran] = forks.run(Case(words_of(name), cwd=str(gone)))
        line = "quotetrack: the working folder does not exist any more: go to one that does\n"
        assert (ran.code, ran.out, ran.err) == (2, "", line)


@pytest.mark.parametrize("columns", ["0", "-1", "many", "9" * 30])
def test_a_terminal_of_no_width_is_as_good_as_none(forks: Forks, folder: Path, columns: str) -> None:
    env = {"COLUMNS": columns, "LINES": columns}
    runs = [["--help"], ["quotes", "--db", "quotes.db"], ["show", IDS[0], "--db", "quotes.db"]]
    for ran in forks.run(*(Case(words, "terminal", str(folder), env) for words in runs)):
        assert ran.code == 0
        assert "Traceback" not in ran.out
        assert max(map(len, ran.out.split())) > 5
