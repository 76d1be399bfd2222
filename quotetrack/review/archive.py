"""The parts of a workbook, unpacked a little at a time: what its ZIP directory claims is looked at before anything is
unpacked, and whatever is wrong with the file is one error."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from quotetrack.errors import ReadError

MOST_UNPACKED = 500_000_000
"""Bytes that all parts of a workbook may come to, or a CSV file. A row of ours takes 2,900, so 170,000 rows fit."""
MOST_RATIO = 50
"""How many times its size a part may unpack to, if it has more than `_RATIO_FROM` bytes: a sheet of ours has 7, and a
file made to fill a memory 1,000."""
_RATIO_FROM = 10_000_000
_MOST_PARTS = 10_000
_LONGEST_TAG = 2_000_000
"""Bytes between two signs of progress of the XML parser, which holds a tag until it is whole."""
_CHUNK = 65_536
_ENCRYPTED = 0x1
_FAULTS = (BadZipFile, zlib.error, ExpatError, EOFError, OSError, NotImplementedError, ValueError)
"""What `zipfile` and the parser raise for a damaged file; `ValueError` holds text that is no UTF-8."""

Attributes = dict[str, str]


class Archive:
    """An open workbook, part by part."""

    def __init__(self, path: Path, stream: BinaryIO) -> None:
        """Read the directory. ReadError for a file that is damaged, encrypted, or unpacks to more than can be read."""
        self._path = path
        try:
            self._zip = ZipFile(stream)
        except _FAULTS as error:
            raise self.damaged(error) from error
        parts = self._zip.infolist()
        self._sizes = {part.filename: part.file_size for part in parts}
        self._check(parts)

    def _check(self, parts: list[ZipInfo]) -> None:
        if "content.xml" in self._sizes and "xl/workbook.xml" not in self._sizes:
            raise ReadError(f"{self._path}: is an OpenDocument sheet; save it as XLSX or CSV")
        if len(parts) > _MOST_PARTS or len(self._sizes) < len(parts):
            raise self.damaged("its directory names a part twice, or too many parts")
        unpacked = sum(self._sizes.values())
        if unpacked > MOST_UNPACKED:
            raise ReadError(
                f"{self._path}: unpacks to {unpacked / 1e6:,.0f} MB; at most {MOST_UNPACKED / 1e6:,.0f} MB are "
                "read: split it into several sheets"
            )
        for part in parts:
            name = f"{self._path}: its part {part.filename[:60]!r}"
            if part.flag_bits & _ENCRYPTED:
                raise ReadError(f"{name} is encrypted; save it again without a password")
            if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
                raise ReadError(
                    f"{name} is packed by method {part.compress_type}; a workbook is deflated: save it again as XLSX"
                )
            if part.file_size > max(_RATIO_FROM, MOST_RATIO * part.compress_size):
                raise ReadError(
                    f"{name} unpacks to {part.file_size / max(1, part.compress_size):,.0f} times its size; at most "
                    f"{MOST_RATIO} times are read: this is no sheet that somebody has filled in"
                )

    def __contains__(self, name: str) -> bool:
        return name in self._sizes

    def refused(self, sheet: str, reason: str) -> ReadError:
        """Return the error that says what of a sheet cannot be read, though the file is whole."""
        return ReadError(f"{self._path}, sheet “{sheet[:40]}”: {reason}")

    def damaged(self, fault: object) -> ReadError:
        """Return the error that says what is wrong with the file."""
        what = next(iter(str(fault).splitlines()), "") or type(fault).__name__
        return ReadError(
            f"{self._path}: is no XLSX workbook that can be read ({what[:200]}); save it again as XLSX"
        )

    def parse(
        self,
        name: str,
        start: Callable[[str, Attributes], None],
        end: Callable[[str], None] | None = None,
        data: Callable[[str], None] | None = None,
    ) -> Iterator[None]:
        """Parse a part a little at a time, calling back with names that have lost their namespace; each step yields.

        ReadError if the part is missing or damaged, or holds a document type, which could expand without end.
        """
        if name not in self._sizes:
            raise self.damaged(f"its part {name[:60]!r} is missing")
        parser = ParserCreate("utf-8", " ")
        parser.buffer_text = True
        parser.StartElementHandler = lambda tag, own: start(tag.rpartition(" ")[2], own)
        if end is not None:
            ended = end
            parser.EndElementHandler = lambda tag: ended(tag.rpartition(" ")[2])
        if data is not None:
            parser.CharacterDataHandler = data
        parser.StartDoctypeDeclHandler = self._refuse_type
        try:
            with self._zip.open(name) as part:
                fed = 0
                while chunk := part.read(_CHUNK):
                    parser.Parse(chunk, False)
                    fed += len(chunk)
                    if fed - parser.CurrentByteIndex > _LONGEST_TAG:
                        raise self.damaged(f"a tag of more than {_LONGEST_TAG:,} bytes in {name[:60]!r}")
                    yield
                parser.Parse(b"", True)
                yield
        except _FAULTS as error:
            raise self.damaged(error) from error

    def _refuse_type(self, *_: object) -> None:
        raise self.damaged("it holds a document type, which no workbook does")
