"""Reads one PDF in a process of its own, with bounds on its memory and time: a program, and what calls it.

The library that reads PDF is written in C++, and a small file can make it take all memory, or end the process. So
nothing of this project is imported here, and what comes back are lines of JSON.
"""

from __future__ import annotations

import json
import re
import sys
from ctypes import byref
from typing import Any, BinaryIO

_MOST_BYTES = 2_000_000_000
"""Memory. A document of 500 pages takes 100 MB."""
MOST_SECONDS = 60
"""Of work on one document, in which 5,000 pages of a book are read."""
_MOST_ON_PAGE = 200_000
"""Characters of a page that are read; a page of a newspaper has 20,000."""
_MOST_CHARACTERS = 20_000_000
_MOST_RUNS = 2_000_000
"""Of a document: words side by side."""
_GAP = 0.9
"""White within a line that may part columns, in heights of the letters."""
_IMAGE = 3
"""What the library calls a picture."""
_BULLETS = re.compile(r"^[\uf000-\uf0ff](?=\s|$)")
"""A sign of a symbol font at the beginning of a line, in the place of which only that font has a bullet."""
Box = list[Any]
"""A run of words: the words, and where they begin, end, and reach down and up to, in points."""


def tell_document(data: bytes, out: BinaryIO, *, most_pages: int) -> None:
    """Write a line for the document, {"pages", "title", "author"}, and one for each page: {"runs", "label",
    "pictures"}. What cannot be read is told in a line {"error"}: the library's words and its number for them."""
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(data)
        count = len(document)
        told = document.get_metadata_dict() if 0 < count <= most_pages else {}
        _tell(out, pages=count, title=told.get("Title"), author=told.get("Author"))
        characters = runs = 0
        for number in range(count if count <= most_pages else 0):
            page = _page(document, number)
            characters += sum(len(run[0]) for run in page["runs"])
            runs += len(page["runs"])
            if characters > _MOST_CHARACTERS or runs > _MOST_RUNS:
                return _tell(out, large=number + 1)
            _tell(out, **page)
    except PdfiumError as error:
        return _tell(out, error=[str(error), getattr(error, "err_code", None)])
    return None


def _tell(out: BinaryIO, **told: Any) -> None:
    out.write(json.dumps(told).encode("ascii") + b"\n")


def _page(document: Any, number: int) -> dict[str, Any]:
    page = document[number]
    try:
        runs = _runs_of(page)
        pictures = not runs and any(True for _ in page.get_objects(filter=[_IMAGE], max_depth=3))
    finally:
        page.close()
    return {"runs": runs, "label": document.get_page_label(number), "pictures": pictures}


def _runs_of(page: Any) -> list[Box]:
    """Return the runs of a page in the order in which they were printed; empty for a page without words."""
    from pypdfium2 import raw

    text = page.get_textpage()
    runs: list[Box] = []
    words: list[str] = []
    box, at = raw.FS_RECTF(), [0.0, 0.0, 0.0, 0.0]
    try:
        for index in range(min(raw.FPDFText_CountChars(text), _MOST_ON_PAGE)):
            char = chr(raw.FPDFText_GetUnicode(text, index))
            if char in "\r\n":
                _close(runs, words, at)
            elif char in " \t\u00a0":
                words += " " if words else ""
            elif char not in "\x00\ufffe" and raw.FPDFText_GetLooseCharBox(text, index, byref(box)):
                if words and not _goes_on(at, box):
                    _close(runs, words, at)
                at = [at[0], max(at[1], box.right), *at[2:]] if words else _edges(box)
                words.append(char)
        _close(runs, words, at)
    finally:
        text.close()
    return runs


def _edges(box: Any) -> list[float]:
    return [box.left, box.right, box.bottom, box.top]


def _close(runs: list[Box], words: list[str], at: list[float]) -> None:
    """Put the open run among the others, each pair of surrogates as one character, and each alone as U+FFFD."""
    whole = "".join(words).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").strip()
    if whole:
        runs.append([_BULLETS.sub("•", whole), *(round(edge, 2) for edge in at)])
    words.clear()


def _goes_on(at: list[float], box: Any) -> bool:
    """True if a letter stands close behind the run, in its line."""
    _, right, bottom, top = at
    height = min(top - bottom, box.top - box.bottom)
    overlap = min(top, box.top) - max(bottom, box.bottom)
    return bool(overlap > 0.3 * height and -2 * height < box.left - right < _GAP * max(height, 1))


def _bound_process() -> None:
    """Let the system end this process if it takes too much. Where it cannot, the caller bounds the time alone."""
    try:
        import resource
    except ImportError:
        return
    limits = {resource.RLIMIT_AS: _MOST_BYTES, resource.RLIMIT_CPU: MOST_SECONDS, resource.RLIMIT_CORE: 0}
    for kind, most in limits.items():
        _, hard = resource.getrlimit(kind)
        lower = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (lower, lower))


if __name__ == "__main__":
    _bound_process()
    tell_document(sys.stdin.buffer.read(), sys.stdout.buffer, most_pages=int(sys.argv[1]))
