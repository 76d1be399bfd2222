"""What a page prints a second time: its body for another screen, and sentences set large between the paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from quotetrack.readers.lines import ends_sentence
from quotetrack.readers.pages.page_blocks import PageBlock

WordRun = tuple[str, ...]
_RUN = 3
"""Words of a run. Shared runs tell that two blocks are one text, however both were cut."""
_PROSE = 40
"""Characters. A shorter paragraph may be a label."""
_REPEATED = 60
"""Characters. Words as long as that are printed twice by mistake, or to be seen."""
_NEW = 12
"""Runs of a repetition, of which one may be new: where paragraphs are run together."""


def folded_words(text: str) -> WordRun:
    """Return the words of a text in lower case."""
    return tuple(re.findall(r"\w+", text.lower()))


def word_runs(words: WordRun) -> list[WordRun]:
    """Return each three words that follow one another."""
    return [words[at : at + _RUN] for at in range(len(words) - _RUN + 1)]


def is_prose(block: PageBlock) -> bool:
    """True for a paragraph of sentences that are not mainly links."""
    words = block.words
    is_text = block.kind in ("paragraph", "blockquote") and len(words) >= _PROSE
    return is_text and 2 * block.linked < len(words) and ends_sentence(words)


def drop_repeats(
    blocks: Sequence[PageBlock], kept: list[bool], every_run: Sequence[Sequence[WordRun]]
) -> None:
    """Take out of the blocks that are kept what is printed a second time; `every_run` are the runs of each block.

    That is prose in another element than the first time; what an article says twice in one place stays. And it is a
    block quotation of what a paragraph says, a sentence set large; or a headline.
    """
    runs = [runs if stays else () for runs, stays in zip(every_run, kept, strict=True)]
    first: dict[WordRun, Any] = {}
    for at, block in enumerate(blocks):
        new = sum(first.get(run, block.place) is block.place for run in runs[at])
        if is_prose(block) and len(block.words) >= _REPEATED and new <= len(runs[at]) // _NEW:
            kept[at] = False
        first.update((run, block.place) for run in runs[at] if run not in first)
    titles: set[WordRun] = set()
    for at, block in enumerate(blocks):
        if kept[at] and block.kind in ("headline", "heading", "paragraph"):
            words = folded_words(block.words)
            kept[at] = words not in titles
            if block.kind == "headline":
                titles.add(words)
    said = {
        run for at, block in enumerate(blocks) if block.kind == "paragraph" and kept[at] for run in runs[at]
    }
    for at, block in enumerate(blocks):
        if block.kind == "blockquote" and runs[at] and said.issuperset(runs[at]):
            kept[at] = False
