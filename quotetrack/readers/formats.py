"""The formats that are read: one line each, with the function that reads it."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import PurePath
from typing import cast

from quotetrack.readers.input import Input
from quotetrack.readers.jsonlines import is_record
from quotetrack.readers.warc_records import opens_warc
from quotetrack.records import Article, Failure

_Reader = Callable[[Input], Iterator[Article | Failure]]
_TAGS = re.compile(
    rb"\s{0,4000}(?:<\?xml[^>]{0,400}>\s{0,400})?(?:<!--.{0,2000}?-->\s{0,400})?"
    rb"<(?:!doctype\s+html|html|head|body|article|meta|title|main|div|section)\b",
    re.IGNORECASE | re.DOTALL,
)
_WACZ = re.compile(rb"archive/[^\x00\n]{1,200}?\.warc|indexes/index\.cdx|pages/pages\.jsonl")


_MAILBOX = re.compile(rb"From \S{1,300} [^\n]{0,80}\d{4}\s*\n")
# Headers, each perhaps on several lines, and among the first some of a kind that only mail has.
_MAIL = re.compile(
    rb"(?:[A-Za-z-]{2,60}:[^\n]{0,1000}\n(?:[ \t][^\n]{0,1000}\n){0,60}){0,60}?"
    rb"(?:Received|Return-Path|Delivered-To|Message-ID|MIME-Version|X-Mailer|DKIM-Signature):",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Format:
    """A format of files.

    Attributes:
        name: What it is called in messages.
        endings: How the names of such files end, in lower case.
        reader: The function that reads it, as "module:function" of this room. Its module is imported with the first
            such file.
        starts: Bytes of which one opens every such file; empty if nothing does.
        looks: Whether the first bytes are of this format: of those that begin alike, or of those without bytes of their
            own.
        in_folders: Whether such files are read in a folder; if not, only when named.
    """

    name: str
    endings: tuple[str, ...]
    reader: str
    starts: tuple[bytes, ...] = ()
    looks: Callable[[bytes], bool] = lambda _: False
    in_folders: bool = True

    def read(self, input: Input) -> Iterator[Article | Failure]:
        """Read the articles of an input of this format. ReadError if it is none."""
        module, function = self.reader.split(":")
        read = cast("_Reader", getattr(importlib.import_module(f"quotetrack.readers.{module}"), function))
        return read(input)

    def begins(self, head: bytes) -> bool:
        """True if an input that begins like this has the first bytes of the format."""
        return bool(self.starts) and head.startswith(self.starts)


def _first_line(head: bytes) -> bytes:
    return next((line for line in head.split(b"\n") if line.strip()), b"").removeprefix(b"\xef\xbb\xbf")


def _looks_like_lines(head: bytes) -> bool:
    line = _first_line(head)
    return line.lstrip(b" \t").startswith(b"{") and is_record(line)


def _looks_like_page(head: bytes) -> bool:
    return _TAGS.match(head.removeprefix(b"\xef\xbb\xbf")) is not None


def _looks_like_wacz(head: bytes) -> bool:
    return _WACZ.search(head) is not None


def _looks_like_list(head: bytes) -> bool:
    return re.match(rb"\s{0,1000}(?:\[\s{0,1000}\{|\{\s{0,1000}\"articles\"\s{0,20}:)", head) is not None


def _looks_like_word(head: bytes) -> bool:
    return b"[Content_Types].xml" in head or b"word/" in head


def _looks_like_odt(head: bytes) -> bool:
    return head[30:80].startswith(b"mimetypeapplication/vnd.oasis.opendocument.text")


def _looks_like_fodt(head: bytes) -> bool:
    return b"urn:oasis:names:tc:opendocument" in head[:2000] and b"<office:document" in head[:1000]


def _looks_like_tar(head: bytes) -> bool:
    return head[257:262] == b"ustar"


def _looks_like_mailbox(head: bytes) -> bool:
    return _MAILBOX.match(head) is not None


def _looks_like_mail(head: bytes) -> bool:
    return _MAIL.match(head) is not None


def _looks_like_mhtml(head: bytes) -> bool:
    start = head[:4000].lower()
    return b"multipart/related" in start and _MAIL.match(head) is not None and b"text/html" in start


def _looks_like_list_of_safari(head: bytes) -> bool:
    return head.startswith(b"bplist00") or b"WebMainResource" in head[:4000]


_ZIP = (b"PK\x03\x04",)
_PACKED = (".gz", ".tgz", ".bz2", ".tbz2", ".xz", ".txz")
_PACKED_STARTS = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")
INPUT_FORMATS: tuple[Format, ...] = (
    # By their first bytes come first those that are told apart from others that begin alike.
    Format(
        "a web archive",
        (".warc", ".warc.gz"),
        "warc:warc_articles",
        starts=(b"WARC/", b"\x1f\x8b"),
        looks=opens_warc,
    ),
    Format(
        "a packed web archive",
        (".wacz",),
        "wacz:wacz_articles",
        starts=(b"PK\x03\x04",),
        looks=_looks_like_wacz,
    ),
    Format("JSON Lines", (".jsonl", ".ndjson"), "jsonlines:line_articles", looks=_looks_like_lines),
    Format("JSON", (".json",), "json_file:json_articles", looks=_looks_like_list, in_folders=False),
    Format("a web page", (".html", ".htm", ".xhtml"), "html:page_articles", looks=_looks_like_page),
    Format("PDF", (".pdf",), "pdf:pdf_articles", starts=(b"%PDF-",)),
    Format("a Word document", (".docx",), "word_document:docx_articles", starts=_ZIP, looks=_looks_like_word),
    Format(
        "an OpenDocument text", (".odt",), "open_document:odt_articles", starts=_ZIP, looks=_looks_like_odt
    ),
    Format("an OpenDocument text", (".fodt",), "open_document:odt_articles", looks=_looks_like_fodt),
    Format("Parquet", (".parquet",), "parquet:parquet_articles", starts=(b"PAR1",)),
    Format("a ZIP archive", (".zip",), "archive:zip_articles", starts=(*_ZIP, b"PK\x05\x06")),
    Format("a packed file", _PACKED, "archive:packed_articles", starts=_PACKED_STARTS),
    Format("a tar archive", (".tar",), "archive:tar_articles", looks=_looks_like_tar),
    Format("MHTML", (".mhtml", ".mht"), "mhtml:mhtml_articles", looks=_looks_like_mhtml),
    Format("a mailbox", (".mbox",), "mail:mailbox_articles", looks=_looks_like_mailbox),
    Format("mail", (".eml",), "mail:mail_articles", looks=_looks_like_mail),
    Format(
        "a page saved by Safari",
        (".webarchive",),
        "webarchive:webarchive_articles",
        looks=_looks_like_list_of_safari,
    ),
    Format("a table", (".csv", ".tsv", ".tab"), "table:table_articles", in_folders=False),
    Format("plain text", (".txt", ".text", ".md"), "text_file:text_articles"),
)
"""All formats. The last of those that begin alike is what none of the others is."""
ENDINGS = frozenset(chain.from_iterable(format.endings for format in INPUT_FORMATS if format.in_folders))
"""The endings of the files that are read in a folder; a file that is named is read whatever its ending."""


def input_format(name: str, head: bytes) -> Format:
    """Return the format of an input: what the ending of its name says, unless its first bytes are another's; else what
    its first bytes say, which is plain text if they are nobody's."""
    lowered = PurePath(name).name.lower()
    begun = [format for format in INPUT_FORMATS if format.begins(head)]
    named = next((format for format in INPUT_FORMATS if lowered.endswith(format.endings)), None)
    if named is not None and (named in begun if begun else not named.starts):
        return named
    alike = begun or [format for format in INPUT_FORMATS if not format.starts]
    return next((format for format in alike if format.looks(head)), alike[-1])
