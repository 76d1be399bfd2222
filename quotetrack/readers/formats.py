"""The formats that are read: one line each, with the function that reads it."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import PurePath
from typing import cast

from quotetrack.readers import first_bytes as first
from quotetrack.readers.input import Input
from quotetrack.readers.web_archives.warc_records import opens_warc
from quotetrack.records import Article, Failure

_Reader = Callable[[Input], Iterator[Article | Failure]]


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
        by_looks: Whether other files end alike, so that the ending counts only with first bytes of this format.
    """

    name: str
    endings: tuple[str, ...]
    reader: str
    starts: tuple[bytes, ...] = ()
    looks: Callable[[bytes], bool] = lambda _: False
    in_folders: bool = True
    by_looks: bool = False

    def read(self, input: Input) -> Iterator[Article | Failure]:
        """Read the articles of an input of this format. ReadError if it is none."""
        module, function = self.reader.split(":")
        read = cast("_Reader", getattr(importlib.import_module(f"quotetrack.readers.{module}"), function))
        return read(input)

    def begins(self, head: bytes) -> bool:
        """True if an input that begins like this has the first bytes of the format."""
        return bool(self.starts) and head.startswith(self.starts)


_ZIP = (b"PK\x03\x04",)
_PACKED = (".gz", ".tgz", ".bz2", ".tbz2", ".xz", ".txz")
_PACKED_STARTS = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")
_NEWSML = ("newsitem", "newsmessage", "packageitem", "conceptitem", "knowledgeitem", "planningitem")
_HANSARD = ("publicwhip", "hansard", "akomantoso")
_WARC_STARTS = (b"WARC/", b"\x1f\x8b")
INPUT_FORMATS: tuple[Format, ...] = (
    # By their first bytes come first those that are told apart from others that begin alike.
    Format(
        "a web archive",
        (".warc", ".warc.gz"),
        "web_archives.warc:warc_articles",
        starts=_WARC_STARTS,
        looks=opens_warc,
    ),
    Format(
        "a packed web archive",
        (".wacz",),
        "web_archives.wacz:wacz_articles",
        starts=_ZIP,
        looks=first.looks_like_wacz,
    ),
    Format("SubRip", (".srt",), "spoken.captions:caption_articles"),
    Format("WebVTT", (".vtt",), "spoken.captions:caption_articles", looks=first.looks_like_webvtt),
    Format(
        "NewsML-G2", (".xml",), "wires.newsml:newsml_articles", looks=first.has_root(*_NEWSML), by_looks=True
    ),
    Format(
        "NITF", (".xml", ".nitf"), "wires.nitf:nitf_articles", looks=first.has_root("nitf"), by_looks=True
    ),
    Format(
        "a parliament's record",
        (".xml",),
        "spoken.hansard:hansard_articles",
        looks=first.has_root(*_HANSARD),
        by_looks=True,
    ),
    Format(
        "ninjs",
        (".json",),
        "wires.ninjs:ninjs_articles",
        looks=first.looks_like_ninjs,
        in_folders=False,
        by_looks=True,
    ),
    Format("JSON", (".json",), "json_file:json_articles", looks=first.looks_like_list, in_folders=False),
    Format("JSON Lines", (".jsonl", ".ndjson"), "jsonlines:line_articles", looks=first.looks_like_lines),
    Format(
        "a web page", (".html", ".htm", ".xhtml"), "pages.web_page:page_articles", looks=first.looks_like_page
    ),
    Format("PDF", (".pdf",), "documents.pdf:pdf_articles", starts=(b"%PDF-",)),
    Format(
        "a Word document",
        (".docx",),
        "documents.word_document:docx_articles",
        starts=_ZIP,
        looks=first.looks_like_word,
    ),
    Format(
        "an OpenDocument text",
        (".odt",),
        "documents.open_document:odt_articles",
        starts=_ZIP,
        looks=first.looks_like_odt,
    ),
    Format(
        "an OpenDocument text",
        (".fodt",),
        "documents.open_document:odt_articles",
        looks=first.looks_like_fodt,
    ),
    Format("Parquet", (".parquet",), "parquet:parquet_articles", starts=(b"PAR1",)),
    Format("a ZIP archive", (".zip",), "archive:zip_articles", starts=(*_ZIP, b"PK\x05\x06")),
    Format("a packed file", _PACKED, "archive:packed_articles", starts=_PACKED_STARTS),
    Format("a tar archive", (".tar",), "archive:tar_articles", looks=first.looks_like_tar),
    Format("MHTML", (".mhtml", ".mht"), "mhtml:mhtml_articles", looks=first.looks_like_mhtml),
    Format("a mailbox", (".mbox",), "mail:mailbox_articles", looks=first.looks_like_mailbox),
    Format("mail", (".eml",), "mail:mail_articles", looks=first.looks_like_mail),
    Format(
        "a page saved by Safari",
        (".webarchive",),
        "webarchive:webarchive_articles",
        looks=first.looks_like_webarchive,
    ),
    Format("a table", (".csv", ".tsv", ".tab"), "table:table_articles", in_folders=False),
    Format("other XML", (".xml",), "other_xml:other_xml_articles"),
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
    ending = (format for format in INPUT_FORMATS if lowered.endswith(format.endings))
    named = next((format for format in ending if not format.by_looks or format.looks(head)), None)
    if named is not None and (named in begun if begun else not named.starts):
        return named
    alike = begun or [format for format in INPUT_FORMATS if not format.starts]
    return next((format for format in alike if format.looks(head)), alike[-1])
