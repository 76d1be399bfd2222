"""ZIP and tar archives, and single files packed with gzip, bzip2 or xz → the articles of the files inside.

No file is written under a member's name, so it leads nowhere: it is only shown.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import stat
import tarfile
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, Self, cast
from zipfile import ZipFile, ZipInfo

from quotetrack.errors import ReadError
from quotetrack.readers.first_bytes import looks_like_tar
from quotetrack.readers.input import Input
from quotetrack.readers.rejoined import rejoined
from quotetrack.readers.unpacking import (
    UNPACKING_ERRORS,
    CountedStream,
    UnpackingBudget,
    broken_archive,
    unpacked_stream,
    unpacking,
)
from quotetrack.records import Article, Failure

_LARGEST_DIRECTORY = 16_000_000
"""Bytes of a ZIP archive's list of its files."""
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x06"
_TAIL = 66_000
"""Bytes at the end of a ZIP archive in which the end of the list stands."""
_BLOCK = 512
_LARGEST_EXTRA = 1_000_000
"""Bytes of what a tar archive tells of one file, such as its long name."""
_EXTRA = (tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, tarfile.XHDTYPE, tarfile.XGLTYPE)
_HELD = 4_000_000
"""Bytes of a member that are held in memory."""
_PACKERS: dict[bytes, Callable[[BinaryIO], BinaryIO]] = {
    b"\x1f\x8b": lambda stream: cast("BinaryIO", gzip.open(stream)),  # noqa: SIM115
    b"BZh": lambda stream: cast("BinaryIO", bz2.open(stream)),  # noqa: SIM115
    b"\xfd7zXZ\x00": lambda stream: cast("BinaryIO", lzma.open(stream)),  # noqa: SIM115
}
_PACKED_ENDINGS = (".gz", ".bz2", ".xz")
_LONGEST_NAME = 300
"""Characters of a name that are shown."""


def zip_articles(input: Input) -> Iterator[Article | Failure]:
    """Yield the articles of each file in a ZIP archive, in its order, and a Failure for each that cannot be read.
    Folders and hidden files are passed over.

    Raises:
        ReadError: it is no such archive, or a bomb.
    """
    with unpacking(input) as budget, input.jumping() as stream:
        _check_directory(stream)
        try:
            archive = ZipFile(stream)
        except UNPACKING_ERRORS as error:
            raise broken_archive(error) from error
        with archive:
            members = [info for info in archive.infolist() if not info.filename.endswith("/")]
            for _ in members:
                budget.take_member()
            for info in members:
                budget.require_trust()
                if not _is_hidden(info.filename):
                    yield from _of_zip(archive, info, budget, input)


def tar_articles(input: Input) -> Iterator[Article | Failure]:
    """Yield the articles of each file in a tar archive, in its order, and a Failure for each that cannot be read, a
    link or a device among them. Folders and hidden files are passed over.

    Raises:
        ReadError: it is no such archive, or a bomb.
    """
    with unpacking(input) as budget:
        yield from _of_tar(unpacked_stream(input.stream, budget, None), budget, input)


def packed_articles(input: Input) -> Iterator[Article | Failure]:
    """Yield the articles of a file that is packed alone ("bridge.txt.gz"), or of a packed tar archive.

    Raises:
        ReadError: it is not so packed, or a bomb.
    """
    with unpacking(input) as budget:
        packed = CountedStream(input.stream)
        ahead = io.BufferedReader(packed)
        start = ahead.peek(8)
        make = next((make for magic, make in _PACKERS.items() if start.startswith(magic)), None)
        if make is None:
            raise ReadError("it is not packed with gzip, bzip2 or xz, as its name says; check the file")
        unpacked = unpacked_stream(make(ahead), budget, lambda: packed.size)
        if looks_like_tar(unpacked.peek(_BLOCK)):
            yield from _of_tar(unpacked, budget, input)
            return
        name = PurePosixPath(input.origin.name)
        budget.take_member()
        yield from _member(
            name.stem if name.suffix.lower() in _PACKED_ENDINGS else name.name, unpacked, input
        )


def _of_zip(
    archive: ZipFile, info: ZipInfo, budget: UnpackingBudget, input: Input
) -> Iterator[Article | Failure]:
    where = input.of_part(_shown(info.filename)).where
    if info.flag_bits & 1:
        yield Failure(where, "this file is locked by a password; unpack the archive and read the folder")
        return
    if stat.S_ISLNK(info.external_attr >> 16):
        yield Failure(where, "this is a link, which is not followed; pack the file itself")
        return
    try:
        with archive.open(info) as stream:
            counted = unpacked_stream(stream, budget, lambda: info.compress_size)  # type: ignore[arg-type]
            yield from _member(info.filename, counted, input)
    except UNPACKING_ERRORS as error:
        yield Failure(where, str(broken_archive(error)))


def _of_tar(stream: BinaryIO, budget: UnpackingBudget, input: Input) -> Iterator[Article | Failure]:
    """Yield the articles of an unpacked tar archive, as its bytes come."""
    try:
        with tarfile.open(fileobj=stream, mode="r|", tarinfo=_BoundedInfo) as archive:
            for info in archive:
                budget.take_member()
                budget.require_trust()
                if info.isdir() or _is_hidden(info.name):
                    continue
                file = archive.extractfile(info) if info.isreg() else None
                if file is None:
                    what = "a link" if info.issym() or info.islnk() else "a device or a pipe"
                    where = input.of_part(_shown(info.name)).where
                    yield Failure(where, f"this is {what}, which is not read; pack the file itself")
                else:
                    counted = unpacked_stream(file, budget)  # type: ignore[arg-type]
                    yield from _member(info.name, counted, input)
    except UNPACKING_ERRORS as error:
        raise broken_archive(error) from error


class _BoundedInfo(tarfile.TarInfo):
    """What a tar archive tells of a file, refused if that is longer than any name."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        """Read a block. ReadError if it opens a name, or other things told of a file, that is too long."""
        info = super().frombuf(buf, encoding, errors)
        is_extra = info.type not in tarfile.SUPPORTED_TYPES or info.type in _EXTRA
        if is_extra and info.size > _LARGEST_EXTRA:
            raise ReadError("it tells more of a file than its name; pack it anew, as ZIP or tar")
        return info


def _member(name: str, stream: BinaryIO, input: Input) -> Iterator[Article | Failure]:
    """Read a file of an archive through the front door; a small one can jump."""
    shown = _shown(name)
    try:
        head = stream.read(_HELD + 1)
    except ReadError as error:
        yield Failure(input.of_part(shown).where, str(error))
        return
    whole = io.BytesIO(head) if len(head) <= _HELD else rejoined(head, stream)
    yield from input.member(shown, whole)


def _shown(name: str) -> str:
    """Return a member's name in one line, without what a terminal would obey."""
    words = "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in name)
    return words[-_LONGEST_NAME:] or "unnamed"


def _is_hidden(name: str) -> bool:
    """True for files that a folder does not show, and for what macOS packs beside each file."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return any(part.startswith(".") and part not in (".", "..") for part in parts) or "__MACOSX" in parts


def _check_directory(stream: BinaryIO) -> None:
    """Refuse a ZIP archive whose list of files is so long that reading it takes all memory."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - _TAIL))
    tail = stream.read(_TAIL)
    stream.seek(0)
    at, wide = tail.rfind(_END), tail.rfind(_END_64)
    told = int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0
    if wide >= 0 and told == 0xFFFFFFFF:
        told = int.from_bytes(tail[wide + 40 : wide + 48], "little")
    if told > _LARGEST_DIRECTORY:
        raise ReadError("its list of files is too long; split it, or unpack it and read the folder")
