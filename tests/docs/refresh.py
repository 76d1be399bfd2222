"""Writes the outputs that the documentation shows anew: `python -m tests.docs.refresh`.

Runs every example and puts what it prints in the place of what the page shows; read the difference before you keep it.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from .pages import PAGES, examples, refreshed, tidy
from .running import Room


def refresh(page: Path) -> int:
    """Brings a page up to date and says how many of its outputs were not."""
    lines = page.read_text(encoding="utf-8").splitlines()
    wanted = []
    with tempfile.TemporaryDirectory(prefix="quotetrack-docs") as folder, Room(Path(folder)) as room:
        for example in examples(page):
            wanted.append((example, refreshed(example.shown, room.run(example))))
    stale = [(example, output) for example, output in wanted if tidy(example.shown) != output]
    for example, output in reversed(stale):
        is_followed = example.end < len(lines) and lines[example.end].startswith("$ ")
        lines[example.start : example.end] = [*output, *[""] * (is_followed and bool(output))]
    page.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(stale)


if __name__ == "__main__":
    for path in PAGES:
        sys.stdout.write(f"{path.name}: {refresh(path)} outputs written anew\n")
