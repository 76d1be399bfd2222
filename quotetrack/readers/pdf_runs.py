"""A page of a PDF → its printed runs: words side by side, by the boxes of their letters."""

from __future__ import annotations

from ctypes import byref
from dataclasses import dataclass, field
from typing import Any

from quotetrack.readers.pdf_columns import PrintedRun

_MOST_ON_PAGE = 200_000
"""Characters of a page that are read; a page of a newspaper has 20,000."""
_GAP = 0.9
"""White within a line that may part columns, in heights of the letters."""


@dataclass(slots=True)
class _Open:
    """The run that is being read."""

    words: list[str] = field(default_factory=list)
    left: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    top: float = 0.0

    def closed(self) -> PrintedRun | None:
        """Return the run; None if it holds no word."""
        words = _whole_characters("".join(self.words)).strip()
        if not words:
            return None
        return PrintedRun(words, self.left, self.right, self.bottom, self.top, self.top - self.bottom)


def runs_of_page(page: Any) -> list[PrintedRun]:
    """Return the runs of a page in the order in which they were printed; empty for a page without words."""
    from pypdfium2 import raw

    text = page.get_textpage()
    runs: list[PrintedRun] = []
    try:
        box = raw.FS_RECTF()
        run = _Open()
        for index in range(min(raw.FPDFText_CountChars(text), _MOST_ON_PAGE)):
            char = chr(raw.FPDFText_GetUnicode(text, index))
            if char in "\r\n":
                run = _closed_into(runs, run)
            elif char in " \t\u00a0":
                if run.words:
                    run.words.append(" ")
            elif char and char not in "\x00\ufffe":
                if not raw.FPDFText_GetLooseCharBox(text, index, byref(box)):
                    continue
                if run.words and not _goes_on(run, box):
                    run = _closed_into(runs, run)
                _take(run, char, box)
        _closed_into(runs, run)
    finally:
        text.close()
    return runs


def _closed_into(runs: list[PrintedRun], run: _Open) -> _Open:
    closed = run.closed()
    if closed is not None:
        runs.append(closed)
    return _Open()


def _goes_on(run: _Open, box: Any) -> bool:
    """True if a letter stands close behind the run, in its line."""
    height = min(run.top - run.bottom, box.top - box.bottom)
    overlap = min(run.top, box.top) - max(run.bottom, box.bottom)
    gap = box.left - run.right
    return bool(overlap > 0.3 * height and -2 * height < gap < _GAP * max(height, 1))


def _take(run: _Open, char: str, box: Any) -> None:
    if not run.words:
        run.left, run.bottom, run.top = box.left, box.bottom, box.top
        run.right = box.right
    run.words.append(char)
    run.right = max(run.right, box.right)


def _whole_characters(words: str) -> str:
    """Return words with each pair of surrogates as its one character, and each half without the other as U+FFFD."""
    return words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
