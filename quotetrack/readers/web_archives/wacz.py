"""A web archive that is packed with its index, WACZ → the articles of the WARC files in it."""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, cast

from quotetrack.errors import ReadError
from quotetrack.readers.input import Input
from quotetrack.records import Article, Failure

_ENDINGS = (".warc", ".warc.gz")
_DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)
"""What the standard library raises for a damaged archive, an encrypted one, or one packed in a way it does not know."""
_MOST_MEMBERS = 20_000
_MOST_TITLES = 200_000
_LONGEST_LINE = 100_000
_PAGES = ("pages/pages.jsonl", "pages/extraPages.jsonl")


def wacz_articles(input: Input) -> Iterator[Article | Failure]:
    """Yield the articles of all WARC files in an archive, in the order of their names.

    A page without a title of its own has the one that the archive's list of pages gives it. ReadError if the archive is
    damaged, or holds no WARC file.
    """
    try:
        with input.jumping() as stream, zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
            if len(members) > _MOST_MEMBERS:
                raise ReadError(f"the archive holds {len(members):,} files; {_MOST_MEMBERS:,} are the most")
            names = sorted(
                one.filename
                for one in members
                if one.filename.startswith("archive/") and one.filename.lower().endswith(_ENDINGS)
            )
            if not names:
                raise ReadError("the archive holds no WARC file under archive/; expected a WACZ file")
            titles = dict(_titles(archive))
            for name in names:
                yield from _of_member(input, archive, name, titles)
    except _DAMAGES as error:
        raise ReadError(f"the archive is damaged ({str(error)[:160]}); get it anew") from error


def _of_member(
    input: Input, archive: zipfile.ZipFile, name: str, titles: dict[str, str]
) -> Iterator[Article | Failure]:
    try:
        with archive.open(name) as stream:
            for found in input.member(name, cast("BinaryIO", stream)):
                yield _titled(found, titles)
    except _DAMAGES as error:
        yield Failure(input.of_part(name).where, f"it is damaged ({str(error)[:160]}); get the archive anew")


def _titled(found: Article | Failure, titles: dict[str, str]) -> Article | Failure:
    if isinstance(found, Failure) or found.title is not None:
        return found
    return replace(found, title=titles.get(found.url or ""))


def _titles(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the addresses and titles of the lists of pages. What is damaged in those tells nothing."""
    for name in _PAGES:
        if name not in archive.NameToInfo:
            continue
        with archive.open(name) as lines:
            for _ in range(_MOST_TITLES):
                line = lines.readline(_LONGEST_LINE)
                if not line:
                    break
                try:
                    told = json.loads(line)
                except (ValueError, RecursionError):  # the archive's own list is a help, and no more
                    continue
                url, title = (told.get("url"), told.get("title")) if isinstance(told, dict) else (None, None)
                if isinstance(url, str) and isinstance(title, str) and title.strip():
                    yield url, " ".join(title[:1000].split())
