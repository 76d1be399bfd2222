"""Read the prose of a page: its lines, and its sentences without code, tables, links and pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from .pages import blocks

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_SKIPPED = re.compile(r"\||#{1,6} |<|!\[|\[!|:::|---$|    \S")
_ITEM = re.compile(r"(?:[-*]|\d+\.) ")
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])")
_CODE = re.compile(r"`[^`]*`")
_END = re.compile(r"(?<=[.!?])[\"”’)*_»]*\s+(?=[\"“‘(*_«]*[A-Z0-9])")
_SHORT = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|e\.g|i\.e|etc|vs|approx)\.$")
_WORD = re.compile(r"\w[\w’'.,-]*")
CODE = "Code"
"""What stands for a piece of code: one word, which may begin a sentence."""


def lines(page: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines of prose with their numbers, from 1: no fenced block, table, heading, picture or HTML."""
    text = page.read_text(encoding="utf-8")
    text = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)
    every = text.splitlines()
    fenced = {number for block in blocks(every) for number in range(block.start - 1, block.end + 1)}
    for number, line in enumerate(every):
        is_prose = number not in fenced and not _SKIPPED.match(line)
        yield number + 1, line.removeprefix("> ") if is_prose else ""


def paragraphs(page: Path) -> Iterator[tuple[int, str]]:
    """Yield each paragraph and each item of a list on one line, with the number of its first line."""
    gathered: list[str] = []
    first = 0
    for number, line in (*lines(page), (0, "")):
        text = line.strip()
        if gathered and (not text or _ITEM.match(text)):
            yield first, " ".join(gathered)
            gathered = []
        if text:
            first = first if gathered else number
            gathered.append(_ITEM.sub("", text, count=1) if _ITEM.match(text) else text)


def sentences(paragraph: str) -> list[str]:
    """Split a paragraph into sentences. Links are their words; code is one word; pictures are nothing."""
    plain = _LINK.sub(r"\1", _PICTURE.sub("", _CODE.sub(CODE, paragraph)))
    found: list[str] = []
    start = 0
    for end in _END.finditer(plain):
        if not _SHORT.search(plain[: end.start()]):
            found.append(plain[start : end.end()].strip())
            start = end.end()
    return [sentence for sentence in (*found, plain[start:].strip()) if sentence]


def words(sentence: str) -> Sequence[str]:
    """Return the words of a sentence; a hyphenated word or a number with its signs is one."""
    return _WORD.findall(sentence)
