"""Read the pages of documentation that show commands: each example with the output that its page shows.

A block of the kind `console` holds lines that begin with `$ ` and the output beneath each. A block of `python` is
followed by one of `text` with what it prints. A line `...` stands for one line or more left out. Blocks of any other
kind are for reading only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
QUICKSTART = DOCS / "quickstart.md"
NOT_RUN_HERE = ("measure", "desk-api")
"""Guides that need gold data, or a desk that is being served: `tests/desk/test_guide.py` runs those."""
FOLLOWING = (
    DOCS / "concepts.md",
    *sorted(page for page in (DOCS / "guides").glob("*.md") if page.stem not in NOT_RUN_HERE),
    *sorted((DOCS / "recipes").glob("*.md")),
)
"""The pages that go on from the quickstart: their examples start in a copy of the folder that it leaves."""

PAGES = (ROOT / "README.md", QUICKSTART, *FOLLOWING, DOCS / "adapters.md")
"""The pages whose examples are run, each in a folder of its own, in this order."""

ELISION = "..."
_FENCE = re.compile(r"```(\w*)$")


@dataclass(frozen=True, slots=True)
class Example:
    """A command or a piece of Python and the output that its page shows, which stands in the lines from `start` to
    `end` (counted from 0, end not included)."""

    page: Path
    code: str
    is_python: bool
    shown: tuple[str, ...]
    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.start}"


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its kind and the lines between its fences, from `start` to `end`."""

    kind: str
    start: int
    end: int


def examples(page: Path) -> list[Example]:
    """The examples of a page, in order."""
    lines = page.read_text(encoding="utf-8").splitlines()
    found: list[Example] = []
    all_blocks = list(blocks(lines))
    for block, following in zip(all_blocks, [*all_blocks[1:], None], strict=False):
        if block.kind == "console":
            found += _commands(page, lines, block)
        elif block.kind == "python":
            found.append(_python(page, lines, block, following))
    return found


def blocks(lines: Sequence[str]) -> Iterator[Block]:
    """The fenced blocks among the lines of a page, in order."""
    opened: tuple[str, int] | None = None
    for number, line in enumerate(lines):
        fence = _FENCE.match(line)
        if fence and opened is None:
            opened = fence[1], number + 1
        elif fence and opened is not None:
            yield Block(opened[0], opened[1], number)
            opened = None


def _commands(page: Path, lines: Sequence[str], block: Block) -> Iterator[Example]:
    starts = [n for n in range(block.start, block.end) if lines[n].startswith("$ ")]
    for start, end in zip(starts, [*starts[1:], block.end], strict=True):
        code, output = lines[start][2:], start + 1
        while code.endswith("\\"):
            code = f"{code[:-1].rstrip()} {lines[output].strip()}"
            output += 1
        yield Example(page, code, False, tuple(lines[output:end]), output, end)


def _python(page: Path, lines: Sequence[str], block: Block, following: Block | None) -> Example:
    code = "\n".join(lines[block.start : block.end])
    if following is None or following.kind != "text" or any(lines[block.end + 1 : following.start - 1]):
        raise ValueError(f"{page.name}:{block.start}: what this prints must follow it in a block ```text")
    shown = tuple(lines[following.start : following.end])
    return Example(page, code, True, shown, following.start, following.end)


def tidy(output: Iterable[str]) -> list[str]:
    """Lines without the blanks that end them, and without empty lines at the end: an editor would take them away."""
    lines = [line.rstrip() for line in output]
    while lines and not lines[-1]:
        lines.pop()
    return lines


def agrees(shown: Iterable[str], got: Iterable[str]) -> bool:
    """True if the output is what the page shows; an elision stands for at least one line."""
    return tidy(shown) == refreshed(shown, got)


def refreshed(shown: Iterable[str], got: Iterable[str]) -> list[str]:
    """What the page should show: the output, with as many lines before and after an elision as it shows now."""
    old, new = tidy(shown), tidy(got)
    if ELISION not in old:
        return new
    first = old.index(ELISION)
    last = len(old) - first - 1
    if len(new) <= first + last:
        return new
    return [*new[:first], ELISION, *new[len(new) - last :]]
