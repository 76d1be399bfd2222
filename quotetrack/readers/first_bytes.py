"""What the first bytes tell of a format: the root of an XML file, the fields of a JSON object."""

from __future__ import annotations

import re
from collections.abc import Callable

_NAME = re.compile(rb"<(?:[\w.-]{1,60}:)?([\w.-]{1,60})[\s/>]")
_MOST_PARTS = 30
"""Declarations, comments and instructions that may stand before the root."""

_OPENS = re.compile(rb"\s{0,100}[\[{]")
_TELLS = re.compile(
    rb'"(?:pubstatus|versioncreated|body_text|body_xhtml|body_html|bodies|headlines|representationtype)"\s*:'
)


def xml_root(head: bytes) -> str:
    """Return the local name of the root element of a file that begins so, in lower case; "" if none is seen."""
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
