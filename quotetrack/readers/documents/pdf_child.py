"""Reads one PDF in a process of its own, with bounds on its memory and time: a program, and what calls it.

The library that reads PDF is written in C++, and a small file can make it take all memory, or end the process. So
nothing of this project is imported here, and what comes back are lines of JSON.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from ctypes import byref
from math import pi
from typing import Any, BinaryIO

_MOST_BYTES = 2_000_000_000
"""Memory. A document of 500 pages takes 100 MB."""
MOST_SECONDS = 90
"""Of work on one document, in which some 5,000 pages are read."""
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
    """Write a line for the document, {"pages", "title", "author"}, and one for each page: {"runs",
    "beside", "label", "pictures"}. What cannot be read is told in a line {"error"}: the library's words and its number
    for them."""
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
        runs, beside = _runs_of(page)
        pictures = not runs and any(True for _ in page.get_objects(filter=[_IMAGE], max_depth=3))
    finally:
        page.close()
    return {"runs": runs, "beside": beside, "label": document.get_page_label(number), "pictures": pictures}


def _runs_of(page: Any) -> tuple[list[Box], list[str]]:
    """Return the runs of a page in the order in which they were printed, upright if most are printed sideways, and the
    words that stand in other directions. Both are empty for a page without words."""
    from pypdfium2 import raw

    text = page.get_textpage()
    ways = [_Way(turns) for turns in range(4)]
    way, box = ways[0], raw.FS_RECTF()
    try:
        for index in range(min(raw.FPDFText_CountChars(text), _MOST_ON_PAGE)):
            char = chr(raw.FPDFText_GetUnicode(text, index))
            if char in "\r\n":
                way.is_broken = True
            elif char in " \t\u00a0":
                way.words += " " if way.words else ""
            elif char not in "\x00\ufffe" and raw.FPDFText_GetLooseCharBox(text, index, byref(box)):
                turned = ways[round(raw.FPDFText_GetCharAngle(text, index) / (pi / 2)) % 4]
                if turned is not way:
                    way.close()
                    way = turned
                way.take(char, box.left, box.right, box.bottom, box.top)
    finally:
        text.close()
    way.close()
    main = max(ways, key=lambda one: sum(len(run[0]) for run in one.runs))
    return main.runs, [run[0] for one in ways if one is not main for run in one.runs]


class _Way:
    """The runs of a page that are printed in one direction, so many quarter turns against the clock from upright."""

    def __init__(self, turns: int) -> None:
        self.runs: list[Box] = []
        self.words: list[str] = []
        self.is_broken = False
        self._turns = turns
        self._right = 0.0
        self._last = (0.0, 0.0)
        self._left = 0.0
        self._heights: Counter[tuple[float, float]] = Counter()

    def take(self, char: str, left: float, right: float, bottom: float, top: float) -> None:
        """Take the next letter, into the open run if it stands close behind it in its line."""
        if self._turns == 1:
            left, right, bottom, top = bottom, top, -right, -left
        elif self._turns == 2:
            left, right, bottom, top = -right, -left, -top, -bottom
        elif self._turns == 3:
            left, right, bottom, top = -top, -bottom, left, right
        if self.words and not self._goes_on(left, bottom, top):
            self.close()
        self.is_broken = False
        if not self.words:
            self._left = self._right = left
        self.words.append(char)
        self._right = max(self._right, right)
        self._last = (bottom, top)
        self._heights[round(bottom, 1), round(top, 1)] += 1

    def close(self) -> None:
        """Put the open run among the others, as high as most of its letters. Of two surrogates one character is made,
        and of one alone U+FFFD."""
        told = "".join(self.words).encode("utf-16-le", "surrogatepass")
        words = told.decode("utf-16-le", "replace").strip()
        if words:
            (bottom, top), _ = self._heights.most_common(1)[0]
            edges = (round(self._left, 2), round(self._right, 2))
            self.runs.append([_BULLETS.sub("•", words), *edges, bottom, top])
        self.words.clear()
        self._heights.clear()
        self.is_broken = False

    def _goes_on(self, left: float, bottom: float, top: float) -> bool:
        """True for a letter in the line of the run, close behind it; a raised or lowered one counts, though the library
        breaks the line there, and one beside a large initial does not."""
        below, above = self._last
        height = min(above - below, top - bottom)
        overlap = min(above, top) - max(below, bottom)
        gap = left - self._right
        is_initial = len(self.words) == 1 and self.words[0].isupper() and above - below > 1.7 * height
        near = 0.4 if self.is_broken else _GAP
        back = 0.4 if self.is_broken else 2
        return overlap > 0.3 * height and -back * height < gap < near * max(height, 1) and not is_initial


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
