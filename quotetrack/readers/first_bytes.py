"""What the first bytes tell of a format: the root of an XML file, the fields of a JSON object, the heads of a mail."""

from __future__ import annotations

import re
from collections.abc import Callable

from quotetrack.readers.jsonlines import is_record

_TAGS = re.compile(
    rb"\s{0,4000}(?:<\?xml[^>]{0,400}>\s{0,400})?(?:<!--.{0,2000}?-->\s{0,400})?"
    rb"<(?:!doctype\s+html|html|head|body|article|meta|title|main|div|section)\b",
    re.IGNORECASE | re.DOTALL,
)
_WACZ = re.compile(rb"archive/[^\x00\n]{1,200}?\.warc|indexes/index\.cdx|pages/pages\.jsonl")
_LIST = re.compile(rb"\s{0,1000}(?:\[\s{0,1000}\{|\{[^\[\]{}]{0,1000}\"articles\"\s{0,20}:\s{0,20}\[)")
_MAILBOX = re.compile(rb"From \S{1,300} [^\n]{0,80}\d{4}\s*\n")
# Headers, each perhaps on several lines, and among the first some of a kind that only mail has.
_MAIL = re.compile(
    rb"(?:[A-Za-z-]{2,60}:[^\n]{0,1000}\n(?:[ \t][^\n]{0,1000}\n){0,60}){0,60}?"
    rb"(?:Received|Return-Path|Delivered-To|Message-ID|MIME-Version|X-Mailer|DKIM-Signature):",
    re.IGNORECASE,
)
_BOM = b"\xef\xbb\xbf"
_NAME = re.compile(rb"<(?:[\w.-]{1,60}:)?([\w.-]{1,60})[\s/>]")
_MOST_PARTS = 30
"""Declarations, comments and instructions that may stand before the root."""

_OPENS = re.compile(rb"\s{0,100}[\[{]")
_TELLS = re.compile(
    rb'"(?:pubstatus|versioncreated|body_text|body_xhtml|body_html|bodies|headlines|representationtype)"\s*:'
)


def xml_root(head: bytes) -> str:
    """Return the local name of the root element of a file that begins so, in lower case; "" if none is seen."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "ignore").encode("utf-8", "ignore")
    at = 3 if head.startswith(b"\xef\xbb\xbf") else 0
    for _ in range(_MOST_PARTS):
        while head[at : at + 1].isspace():
            at += 1
        if head.startswith(b"<?", at):
            end = _behind(head, at, b"?>")
        elif head.startswith(b"<!--", at):
            end = _behind(head, at, b"-->")
        elif head[at : at + 9].upper() == b"<!DOCTYPE":
            inner, close = head.find(b"[", at), head.find(b">", at)
            end = _behind(head, head.find(b"]", at), b">") if -1 < inner < close else close + 1
        else:
            match = _NAME.match(head, at)
            return match[1].decode("ascii", "replace").lower() if match is not None else ""
        if end <= at:
            return ""
        at = end
    return ""


def has_root(*names: str) -> Callable[[bytes], bool]:
    """Return a test of first bytes: whether the root of the file bears one of these local names (lower case)."""
    return lambda head: xml_root(head) in names


def _behind(head: bytes, at: int, mark: bytes) -> int:
    """Return the place behind the next mark; 0 if there is none."""
    found = head.find(mark, at) if at >= 0 else -1
    return found + len(mark) if found >= 0 else 0


def looks_like_ninjs(head: bytes) -> bool:
    """Return whether a file that begins so is ninjs: JSON with an address and fields that only ninjs has."""
    return (
        _OPENS.match(head) is not None
        and (b'"uri"' in head or b'"guid"' in head)
        and len(set(_TELLS.findall(head))) >= 2
    )


def looks_like_lines(head: bytes) -> bool:
    """Return whether the first line with words is an object of JSON."""
    line = next((line for line in head.split(b"\n") if line.strip()), b"").removeprefix(_BOM)
    return line.lstrip(b" \t").startswith(b"{") and is_record(line)


def looks_like_list(head: bytes) -> bool:
    """Return whether a file begins as a list of objects of JSON does, or as one under "articles"."""
    return _LIST.match(head) is not None


def looks_like_page(head: bytes) -> bool:
    """Return whether a file begins with a tag of HTML."""
    return _TAGS.match(head.removeprefix(_BOM)) is not None


def looks_like_webvtt(head: bytes) -> bool:
    """Return whether a file begins as WebVTT has to."""
    return head.removeprefix(_BOM).startswith(b"WEBVTT")


def looks_like_wacz(head: bytes) -> bool:
    """Return whether an archive names parts that only a WACZ has."""
    return _WACZ.search(head) is not None


def looks_like_word(head: bytes) -> bool:
    """Return whether an archive names parts of a Word document."""
    return b"[Content_Types].xml" in head or b"word/" in head


def looks_like_odt(head: bytes) -> bool:
    """Return whether an archive says first that it is an OpenDocument text, as it has to."""
    return head[30:80].startswith(b"mimetypeapplication/vnd.oasis.opendocument.text")


def looks_like_fodt(head: bytes) -> bool:
    """Return whether an XML file is a flat OpenDocument."""
    return b"urn:oasis:names:tc:opendocument" in head[:2000] and b"<office:document" in head[:1000]


def looks_like_tar(head: bytes) -> bool:
    """Return whether the head of the first member is that of a tar archive."""
    return head[257:262] == b"ustar"


def looks_like_mailbox(head: bytes) -> bool:
    """Return whether a file begins with the line that parts the mails of a mailbox."""
    return _MAILBOX.match(head) is not None


def looks_like_mail(head: bytes) -> bool:
    """Return whether a file begins with headers, some of which only mail has."""
    return _MAIL.match(head) is not None


def looks_like_mhtml(head: bytes) -> bool:
    """Return whether a mail is a page with its pictures."""
    start = head[:4000].lower()
    return b"multipart/related" in start and looks_like_mail(head) and b"text/html" in start


def looks_like_webarchive(head: bytes) -> bool:
    """Return whether a file is a property list, as Safari keeps pages in."""
    return head.startswith(b"bplist00") or b"WebMainResource" in head[:4000]
