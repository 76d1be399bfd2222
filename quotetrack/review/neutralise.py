"""Cells that a spreadsheet would run as formulas, made inert so that the exact words can be had back.

No cure suits every spreadsheet program: XLSX, which types its cells as text, is the safer sheet.
"""

from __future__ import annotations

import re

# OWASP's list for CSV injection, and the full-width forms that Excel folds to them in East Asian locales. Blanks before
# them do not count: spreadsheets drop them.
_RISKY = re.compile(r"['\s]*[=+\-@\t\r\n＝＋－＠]")


def neutralise(cell: str) -> str:
    """The cell with an apostrophe before it where a spreadsheet could take it for a formula.

    One that already begins with apostrophes (or blanks) and such a character gets one more, so that `restore`
    gives every cell back as it was.
    """
    return f"'{cell}" if _RISKY.match(cell) else cell


def restore(cell: str) -> str:
    """The words that `neutralise` was given."""
    return cell[1:] if cell.startswith("'") and _RISKY.match(cell) else cell
