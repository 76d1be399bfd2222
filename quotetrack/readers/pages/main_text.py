"""The main text of a page as blocks in reading order. The blocks are the page's own; trafilatura decides which of them
belong to the article. What it loses between them is taken back, and pointers to other stories are left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from quotetrack.errors import ReadError
from quotetrack.readers.furniture import opens_box
from quotetrack.readers.lines import ends_sentence
from quotetrack.readers.pages.page_blocks import PageBlock, page_blocks, settle_wholes, upwards
from quotetrack.readers.pages.repeats import WordRun, drop_repeats, folded_words, is_prose, word_runs
from quotetrack.readers.pages.tree import line_text, tag_of
from quotetrack.records import LeftOut

_SHARED = 0.6
"""Share of a block's runs that are in the main text, if the block is."""
_HEADING = 160
"""Characters. A heading that is longer is a paragraph in large letters."""
_STANDFIRST = 10
"""Blocks between the headline and the first paragraph, pictures and buttons among them."""
_STANDFIRST_HEADING = 60
"""Characters. A heading under the headline that is as long, and a sentence, is a standfirst."""
_LONGEST_STANDFIRST = 400
"""Characters. A longer paragraph under the headline is the lead."""
_AKIN = 4
"""Elements around a paragraph, of which one holds others of its article too."""
_WITHIN_CELL = 20
"""Elements between a paragraph and the cell of a table that lays out the page."""
_MOST_LOST = 0.5
"""Share of the article's own prose that must be found; with less of it, all of that element is taken."""


@dataclass(frozen=True, slots=True)
class MainText:
    """The blocks of a page's article, what was left out of it, and all blocks of the page, each in the page's order."""

    blocks: list[PageBlock]
    left_out: list[LeftOut]
    page: list[PageBlock] = field(default_factory=list)


def main_text(root: Any) -> MainText:
    """Return the article's blocks in a parsed page; no blocks if there are none.

    Raises:
        ReadError: trafilatura cannot take the page apart.
    """
    blocks = page_blocks(root)
    found = _found(root)
    words = [folded_words(block.words) for block in blocks]
    runs = [word_runs(each) for each in words]
    kept = [found.holds(*both) for both in zip(words, runs, strict=True)]
    drop_repeats(blocks, kept, runs)
    _take_back(blocks, kept)
    for at in _pointers(blocks, kept):
        kept[at] = False
    drop_repeats(blocks, kept, runs)
    _leave_end(blocks, kept)
    body = [block for block, stays in zip(blocks, kept, strict=True) if stays]
    rest = [
        LeftOut("teaser" if block.is_linked else "other", block.words)
        for block, stays in zip(blocks, kept, strict=True)
        if not stays
    ]
    return MainText(list(settle_wholes(body)), rest, blocks)


def _found(root: Any) -> _Found:
    """Return what trafilatura takes for the article, as words in runs and as lines."""
    from trafilatura import bare_extraction

    try:
        document = bare_extraction(
            root, include_comments=False, include_formatting=False, with_metadata=False, fast=True
        )
    except Exception as error:
        # Its heuristics run over whatever tree a hostile page makes, and it documents no exception of its
        # own; any of them is this page's failure and is reported as such.
        raise ReadError(
            f"the page could not be taken apart ({type(error).__name__}: {error}); "
            "save the article's text as .txt and read that"
        ) from error
    if document is None or isinstance(document, dict) or document.body is None:
        return _Found(frozenset(), frozenset())
    lines = [folded_words(line) for line in line_text(document.body).split("\n")]
    return _Found(frozenset(run for line in lines for run in word_runs(line)), frozenset(lines))


@dataclass(frozen=True, slots=True)
class _Found:
    """Runs of words, and whole lines."""

    runs: frozenset[WordRun]
    lines: frozenset[WordRun]

    def holds(self, words: WordRun, runs: Sequence[WordRun]) -> bool:
        """True if most of a block, given as its words and their runs, is among them."""
        if words in self.lines:
            return True
        return bool(runs) and sum(run in self.runs for run in runs) >= _SHARED * len(runs)


def _take_back(blocks: list[PageBlock], kept: list[bool]) -> None:
    """Keep what stands among the paragraphs that were found, and nothing that stands apart from them: prose beside them
    in the same element, headings that lead to them, captions between them, the standfirst under the headline."""
    _take_article(blocks, kept)
    prose = _akin(blocks, [at for at, block in enumerate(blocks) if kept[at] and is_prose(block)])
    if not prose:
        return
    for at in range(prose[0]):
        kept[at] = kept[at] and not is_prose(blocks[at])
    first, last = prose[0], prose[-1]
    article = _Places([blocks[at] for at in prose])
    while first > 0 and article.hold(blocks[first - 1]) and _is_beside(blocks[first - 1]):
        first -= 1
        kept[first] = True
    for at in range(first, len(blocks)):
        block = blocks[at]
        if opens_box(block.words) or block.kind == "caption":
            continue
        if kept[at]:
            kept[at] = article.hold(block) or (at < last and (is_prose(block) or article.is_near(block)))
        elif block.kind == "heading":
            kept[at] = (
                at < last and _is_beside(block) and article.is_near(block) and any(kept[at + 1 : at + 3])
            )
        else:
            is_post = block.kind == "blockquote" and not block.is_linked  # perhaps a post from another site
            kept[at] = at < last and article.hold(block) and (is_post or is_prose(block))
    _take_standfirst(blocks, kept, first)
    around = {above for place in article.places for above in upwards(place, 3)}
    for at in range(max(0, first - 6), min(len(blocks), last + 3)):
        if blocks[at].kind == "caption":
            is_in = any(above in around for above in upwards(blocks[at].holder, 5))
            kept[at] = is_in and not blocks[at].is_linked and not _is_of_film(blocks[at])


def _is_of_film(block: PageBlock) -> bool:
    """True for the words under a film, which are the headline of another story more often than not."""
    figure = next((above for above in upwards(block.node, 4) if tag_of(above) == "figure"), None)
    if figure is None:
        return False
    return (
        "video" in (figure.get("class") or "")
        or next(figure.iter("video", "iframe", "audio"), None) is not None
    )


def _akin(blocks: Sequence[PageBlock], prose: Sequence[int]) -> list[int]:
    """Return, of the places of prose, those near the element that holds most of it: the others are of other stories."""
    sizes: Counter[Any] = Counter()
    for at in prose:
        sizes[blocks[at].place] += len(blocks[at].words)
    if not sizes:
        return []
    main = sizes.most_common(1)[0][0]
    around = {above for above in upwards(main, _AKIN) if tag_of(above) not in ("body", "html")} | {main}
    kind = _kind_of(main)
    return [
        at
        for at in prose
        if any(above in around for above in upwards(blocks[at].place, _AKIN))
        or (kind[1] and _kind_of(blocks[at].place) == kind)
    ]


def _take_standfirst(blocks: list[PageBlock], kept: list[bool], first: int) -> None:
    """Keep a sentence between the headline and the first paragraph."""
    reach = range(first - 1, max(first - _STANDFIRST, -1), -1)
    headline = next((at for at in reach if blocks[at].kind == "headline"), None)
    for at in range(headline + 1, first) if headline is not None else ():
        block = blocks[at]
        is_told = (
            block.kind == "heading" and len(block.words) >= _STANDFIRST_HEADING and ends_sentence(block.words)
        )
        is_short = block.whole is None and len(block.words) <= _LONGEST_STANDFIRST
        if is_short and (is_told or is_prose(block)):
            kept[at] = True
            blocks[at] = replace(block, kind="standfirst")


def _take_article(blocks: Sequence[PageBlock], kept: list[bool]) -> None:
    """Keep the whole of the element that holds most prose, if little of that was found."""
    held: Counter[Any] = Counter()
    found: Counter[Any] = Counter()
    for at, block in enumerate(blocks):
        if block.whole is None and is_prose(block):
            held[block.place] += len(block.words)
            found[block.place] += len(block.words) * kept[at]
    if not held:
        return
    holder, size = held.most_common(1)[0]
    if found[holder] < _MOST_LOST * size and found.total() < size:
        for at, block in enumerate(blocks):
            kept[at] = kept[at] or block.place is holder


def _is_beside(block: PageBlock) -> bool:
    return (
        len(block.words) <= _HEADING and not block.is_linked if block.kind == "heading" else is_prose(block)
    )


class _Places:
    """The elements that hold an article's paragraphs."""

    def __init__(self, prose: Sequence[PageBlock]) -> None:
        self.places = {block.place for block in prose if block.place is not None}
        self._kinds = {_kind_of(place) for place in self.places if place.get("class")}
        self._around = {place.getparent() for place in self.places}
        sizes: Counter[Any] = Counter()
        for block in prose:
            sizes[block.place] += len(block.words)
        main, _ = sizes.most_common(1)[0]
        self._cell = main if main is not None and tag_of(main) == "td" else None

    def hold(self, block: PageBlock) -> bool:
        """True if a block stands in one of them, or in an element of the same class."""
        place = block.place
        if place is None:  # loose words
            return False
        if self._cell is not None and self._cell not in upwards(place, _WITHIN_CELL):
            return False  # the cells of a table that lays out the page are columns
        return place in self.places or _kind_of(place) in self._kinds

    def is_near(self, block: PageBlock) -> bool:
        """True if a block stands in one of them, beside one, in a part of one, or in what holds one directly."""
        place = block.place
        return place in self._around or any(
            above in self.places or above in self._around for above in upwards(place, 2)
        )


def _kind_of(place: Any) -> tuple[str, str]:
    return tag_of(place), place.get("class") or ""


def _leave_end(blocks: Sequence[PageBlock], kept: list[bool]) -> None:
    """Leave out headings at the end, which lead to nothing."""
    for at in reversed(range(len(blocks))):
        if kept[at]:
            if blocks[at].kind != "heading":
                return
            kept[at] = False


def _pointers(blocks: Sequence[PageBlock], kept: Sequence[bool]) -> Iterator[int]:
    """Yield the places of the blocks, of those kept, that lead to other stories."""
    linked: Counter[Any] = Counter()
    size: Counter[Any] = Counter()
    for block in blocks:
        if block.whole is not None:
            linked[block.whole] += block.linked
            size[block.whole] += len(block.words)
    in_box = False
    for at, block in enumerate(blocks):
        if block.kind in ("heading", "paragraph") and opens_box(block.words):
            in_box = True
        if not kept[at]:
            continue
        whole = block.whole
        points = block.is_linked if whole is None else linked[whole] >= 0.85 * size[whole]
        if (in_box and opens_box(block.words)) or (
            block.kind != "headline" and points and len(block.words) > 12
        ):
            yield at
        elif in_box and (is_prose(block) or block.kind == "headline"):
            in_box = False
        elif in_box and block.kind != "caption":
            yield at


def visible_blocks(root: Any) -> list[PageBlock]:
    """Return all that a reader sees in <article>, else <main>, else <body>: for pages too small to judge."""
    top = next((node for tag in ("article", "main", "body") for node in root.iter(tag)), root)
    return page_blocks(top)
