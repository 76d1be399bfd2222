"""Archives: what is in them is read as in a folder; bombs, links and names that lead elsewhere do no harm."""

from __future__ import annotations

import gzip
import io
import tarfile
import time
import zipfile
from pathlib import Path

import pytest

from quotetrack.records import Article, Failure
from tests.readers.files.prose import STORIES
from tests.readers.golds import FILES, articles, failures, one_article, read_all

ARCHIVES = FILES / "archives"
GOOD = FILES / "archives" / "bell.txt.gz"
TITLES = {"Harbour bridge to stay shut until autumn", *(story["title"] for story in STORIES)}


@pytest.mark.parametrize("name", ["news.zip", "news.tar", "news.tgz", "news.tar.bz2", "news.tar.xz"])
def test_all_files_of_an_archive_are_read(name: str) -> None:
    found = articles(ARCHIVES / name)
    assert len(found) == 7
    assert {article.title for article in found} == TITLES
    assert f"{(ARCHIVES / name).resolve()}#news/2024/bell.docx" in {article.key for article in found}


@pytest.mark.parametrize(("name", "folder"), [("stored.zip", ""), ("names.zip", "août/")])
def test_archives_of_other_manners_are_read(name: str, folder: str) -> None:
    found = articles(ARCHIVES / name)
    assert [article.title for article in found] == [story["title"] for story in STORIES]
    assert found[0].key == f"{(ARCHIVES / name).resolve()}#{folder}0 Lighthouse keeper re.txt"


def test_a_file_packed_alone_is_read_under_its_own_name() -> None:
    article = one_article(ARCHIVES / "bell.txt.gz")
    assert (article.id, article.published) == ("bell", "2022-11-30")


def test_an_archive_in_an_archive_is_read() -> None:
    found = articles(ARCHIVES / "box.zip")
    assert len(found) == 8
    assert f"{(ARCHIVES / 'box.zip').resolve()}#inner.tgz#news/ferry.txt" in {one.key for one in found}


def test_a_locked_archive_is_a_failure_for_each_file() -> None:
    told = read_all(ARCHIVES / "locked.zip")
    assert [one.where.rsplit("/", 1)[1] for one in told if isinstance(one, Failure)] == [
        "bell.txt",
        "ferry.txt",
    ]
    assert all("locked by a password" in one for one in failures(ARCHIVES / "locked.zip"))


def zipped(files: dict[str, bytes]) -> bytes:
    """A ZIP archive of some files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(*members: tuple[tarfile.TarInfo, bytes]) -> bytes:
    """A tar archive of some members."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for info, data in members:
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def test_a_name_that_leads_elsewhere_is_only_shown(tmp_path: Path) -> None:
    data = zipped({"../../up.txt": b"The ferry sank.", "/etc/a.txt": b"It swam.", "b\x1b[31m\n.txt": b"\x00"})
    (tmp_path / "a.zip").write_bytes(data)
    up, etc, odd = read_all(tmp_path / "a.zip")
    assert isinstance(up, Article)
    assert up.text == "The ferry sank."
    assert isinstance(etc, Article)
    assert isinstance(odd, Failure)
    assert odd.where.endswith("b\\x1b[31m\\x0a.txt")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip"]


def test_links_and_devices_are_a_failure_each(tmp_path: Path) -> None:
    members = []
    for name, kind in (("link", tarfile.SYMTYPE), ("hard", tarfile.LNKTYPE), ("device", tarfile.CHRTYPE)):
        info = tarfile.TarInfo(name)
        info.type, info.linkname = kind, "/etc/passwd"
        members.append((info, b""))
    members.append((tarfile.TarInfo("good.txt"), b"The ferry sank."))
    (tmp_path / "a.tar").write_bytes(tarred(*members))
    *told, good = read_all(tmp_path / "a.tar")
    assert [isinstance(one, Failure) for one in told] == [True] * 3
    assert isinstance(good, Article)


def test_a_file_that_cannot_be_read_does_not_stop_its_archive(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"a.pdf": b"%PDF-", "b.txt": b"It swam.", "c.bin": b"\x00\x01"}))
    assert [isinstance(one, Article) for one in read_all(tmp_path / "a.zip")] == [False, True, False]


def test_office_documents_are_no_archives_whatever_their_names(tmp_path: Path) -> None:
    for ending in ("docx", "odt"):
        (tmp_path / f"{ending}.bin").write_bytes((FILES / "office" / f"bell.{ending}").read_bytes())
        assert one_article(tmp_path / f"{ending}.bin").byline == "Tomas Havel"


def nested(depth: int) -> bytes:
    """Archives inside each other, a text in the innermost."""
    data, name = b"The ferry sank.", "a.txt"
    for number in range(depth):
        data, name = zipped({name: data}), f"{number}.zip"
    return data


def long_name() -> bytes:
    """A tar archive with a file whose name has 5 MB."""
    return gzip.compress(tarred((tarfile.TarInfo("a" * 5_000_000), b"x")))


def many_members() -> bytes:
    """A ZIP archive of 100,000 files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(100_000):
            archive.writestr(zipfile.ZipInfo(f"{number}.txt"), b"x")
    return out.getvalue()


def bomb_of_bombs() -> bytes:
    """Sixteen times sixteen archives of a file of zeros each."""
    inner = zipped({f"{n}.txt": b"0" * 20_000_000 for n in range(2)})
    middle = zipped({f"{n}.zip": inner for n in range(16)})
    return zipped({f"{n}.zip": middle for n in range(16)})


@pytest.mark.parametrize(
    ("name", "make", "complaint"),
    [
        ("a.zip", lambda: zipped({"a.txt": b"0" * 40_000_000}), "more than 200 times its size"),
        ("a.txt.gz", lambda: gzip.compress(b"0" * 40_000_000), "more than 200 times its size"),
        ("a.zip", lambda: nested(5), "it lies in 3 archives"),
        ("a.zip", many_members, "more than 20,000 files|list of files is too long"),
        ("a.tgz", long_name, "more of a file than its name"),
        ("a.zip", lambda: zipped({"a.txt": b"It sank."})[:-30], "cannot be unpacked"),
        ("a.zip", lambda: b"PK\x03\x04" + b"\x00" * 500, "cannot be unpacked"),
        ("a.tgz", lambda: gzip.compress(tarred((tarfile.TarInfo("a.txt"), b"It sank." * 500)))[:-40], "unpacked"),
        ("a.tar", lambda: b"\x00" * 257 + b"ustar" + b"\xff" * 2000, "cannot be unpacked"),
        ("a.xz", lambda: b"\xfd7zXZ\x00" + b"\xff" * 2000, "cannot be unpacked"),
    ],
)  # fmt: skip
def test_a_bomb_or_a_broken_archive_is_one_failure(
    name: str, make: object, complaint: str, tmp_path: Path
) -> None:
    assert callable(make)
    (tmp_path / name).write_bytes(make())
    began = time.monotonic()
    *bad, good = read_all(tmp_path / name, GOOD)
    assert time.monotonic() - began < 5
    assert isinstance(good, Article)
    (told,) = [one for one in bad if isinstance(one, Failure)]
    assert any(words in told.reason for words in complaint.split("|")), told


def test_bombs_within_bombs_end_soon(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(bomb_of_bombs())
    began = time.monotonic()
    found = read_all(tmp_path / "a.zip", GOOD)
    assert time.monotonic() - began < 5
    assert isinstance(found[-1], Article)
    assert all(isinstance(one, Failure) for one in found[:-1])
    assert len(found) == 7  # three bombs, and each archive that is left for them
