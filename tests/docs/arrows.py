"""Writes the table of arrows in docs/architecture.md anew from what the code imports: `python -m tests.docs.arrows`."""

from __future__ import annotations

import re

from tests.docs.pages import DOCS
from tests.docs.test_docs import imports
from tests.test_arrows import ROOMS

PAGE = DOCS / "architecture.md"
_TABLE = re.compile(r"(?<=\| module \| uses \| packages \|\n\|---\|---\|---\|\n)(?:\|.*\n)+")


def table() -> str:
    """The rows of the table, rooms before those that use them."""
    ours, theirs = imports()
    return "".join(
        _row(
            f"`{room}`",
            ", ".join(f"`{used}`" for used in sorted(ours[room] & ROOMS.keys())),
            ", ".join(sorted(theirs[room])),
        )
        for room in ROOMS
        if not room.startswith("__")
    )


def _row(*cells: str) -> str:
    return "|" + "|".join(f" {cell} " if cell else " " for cell in cells) + "|\n"


def main() -> None:
    """Write the page."""
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(_TABLE.sub(lambda _: table(), page, count=1), encoding="utf-8")


if __name__ == "__main__":
    main()
