"""Write the outputs that the documentation shows anew: `python -m tests.docs.refresh`.

Runs every example and puts what it prints in the place of what the page shows; read the difference before you keep it.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from .pages import PAGES, ROOT, Example, refreshed, tidy
from .running import run_pages


def refresh(page: Path, outputs: Sequence[tuple[Example, list[str]]]) -> int:
    """Put what each example of a page prints into the page, and count the outputs that were out of date."""
    lines = page.read_text(encoding="utf-8").splitlines()
    wanted = [(example, refreshed(example.shown, output)) for example, output in outputs]
    stale = [(example, output) for example, output in wanted if tidy(example.shown) != output]
    for example, output in reversed(stale):
        is_followed = example.end < len(lines) and lines[example.end].startswith("$ ")
        lines[example.start : example.end] = [*output, *[""] * (is_followed and bool(output))]
    if stale:
        page.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(stale)


def main() -> None:
    """Bring every page up to date and say how many outputs of each were not."""
    with tempfile.TemporaryDirectory(prefix="quotetrack-docs") as folder:
        outputs = list(run_pages(PAGES, Path(folder)))
    for page in PAGES:
        count = refresh(page, [(example, output) for example, output in outputs if example.page == page])
        sys.stdout.write(f"{page.relative_to(ROOT)}: {count} outputs written anew\n")


if __name__ == "__main__":
    main()
