"""The blocks of a page in reading order: each paragraph, heading, list, table, caption and line of loose words, with
how much of it is links and what holds it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise, takewhile
from typing import Any, Literal

from quotetrack.readers.pages.tree import BREAKING, tag_of, walk_tree

BlockKind = Literal["paragraph", "headline", "standfirst", "heading", "caption", "blockquote"]

TEASER_WORDS = 4
"""Words of a link from which it is another story's headline; a menu has fewer."""


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A paragraph of the page, and what its tag says it is.

    Attributes:
        kind: What it is.
        words: Its words, lines parted by newlines.
        linked: Characters of it that lead elsewhere.
        node: The element whose words it has; None for one that comes from no page.
        holder: The element that holds it and its neighbours.
        whole: The outermost list, table or block quotation that it is a piece of; None for one that is no piece.
        inside: All lists, tables and block quotations that it lies in, the outermost first.
        cell: The cell of a table that it lies in, the innermost.
    """

    kind: BlockKind
    words: str
    linked: int = 0
    node: Any = None
    holder: Any = None
    whole: Any = None
    inside: tuple[Any, ...] = ()
    cell: Any = None

    @property
    def place(self) -> Any:
        """The element that holds it among its neighbours: of a piece of a list, that which holds the list."""
        return self.holder if self.whole is None else self.whole.getparent()

    @property
    def is_teaser(self) -> bool:
        """True if it is nothing but a link, of as many words as another story's headline has."""
        return self.is_linked and len(self.words.split()) >= TEASER_WORDS

    @property
    def is_linked(self) -> bool:
        """True if nearly all of its words lead elsewhere."""
        return self.linked >= 0.85 * len(self.words)


_SKIPPED = frozenset(
    {
        "head",
        "script",
        "style",
        "noscript",
        "template",
        "nav",
        "footer",
        "form",
        "button",
        "select",
        "textarea",
    }
    | {"svg", "iframe", "object", "video", "audio", "canvas", "math", "map", "dialog"}
)
_KINDS: dict[str, BlockKind] = {
    "h1": "headline",
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), "heading"),
    "figcaption": "caption",
    "blockquote": "blockquote",
}
_WHOLES = frozenset({"ul", "ol", "table", "blockquote"})
_CELLS = frozenset({"td", "th"})
_NO_HOLDERS = frozenset({"p", "pre", "dd", "dt", *_KINDS})
_LONGEST_CELL = 400
"""Characters. A table with a longer cell, or with several blocks in one, lays out the page."""
_SHORTEST_CAPTION = 12
"""Characters. A shorter line beside a picture is a button."""
_FRAMES = frozenset({"div", "figure", "section", "a", "span", "td", "center"})
_PICTURE_STEPS = 4
"""Elements around the words under a picture that may hold both."""
_IN_PICTURE = 2
"""Blocks beside a picture: its caption and its credit."""
_CAPTION = re.compile(
    r"(?:^|[\s_-])captions?(?:[_-]{0,2}(?:text|body|content|title))?(?=$|\s)", re.IGNORECASE
)
_MAY_CAPTION = frozenset({"p", "span", "div", "small", "em", "td", "dd", "cite"})
_SPACE = re.compile(r"\s+")


class _Walk:
    """Gathers the words of a page, and cuts them where a block begins or ends."""

    def __init__(self) -> None:
        self.blocks: list[PageBlock] = []
        self._pieces: list[str] = []
        self._linked = 0
        self._breaks = 0
        self._open: list[Any] = []
        self._kinds: list[BlockKind] = []
        self._links = 0

    def start(self, node: Any, tag: str) -> None:
        if tag == "br":
            self._break()
        elif (kind := _kind_of_block(node, tag)) is not None or tag in BREAKING:
            self._flush()
            self._open.append(node)
            if kind is not None:
                self._kinds.append(kind)
        elif tag == "a" and _leads_elsewhere(node):
            self._links += 1
        self._add(node.text)

    def end(self, node: Any, tag: str) -> None:
        kind = _kind_of_block(node, tag)
        if kind is not None or (tag in BREAKING and tag != "br"):
            self._flush()
            self._open.pop()
            if kind is not None:
                self._kinds.pop()
        elif tag == "a" and _leads_elsewhere(node):
            self._links -= 1

    def tail(self, node: Any) -> None:
        self._add(node.tail)

    def _add(self, text: str | None) -> None:
        if not text:
            return
        if not text.isspace():
            self._breaks = 0
            self._linked += len(text.strip()) if self._links else 0
        self._pieces.append(_SPACE.sub(" ", text))

    def _break(self) -> None:
        """One <br> ends a line; a second, with nothing between, ends the paragraph."""
        self._breaks += 1
        if self._breaks > 1:
            self._flush()
        else:
            self._pieces.append("\n")

    def _flush(self) -> None:
        lines = (" ".join(line.split()) for line in "".join(self._pieces).split("\n"))
        words = "\n".join(line for line in lines if line)
        if words:
            kind = self._kinds[-1] if self._kinds else "paragraph"
            if "blockquote" in self._kinds and kind == "heading":
                kind = "blockquote"
            holder = next((node for node in reversed(self._open) if tag_of(node) not in _NO_HOLDERS), None)
            cell = next((node for node in reversed(self._open) if tag_of(node) in _CELLS), None)
            inside = tuple(node for node in self._open if tag_of(node) in _WHOLES)
            node = self._open[-1] if self._open else None
            linked = min(self._linked, len(words))
            self.blocks.append(PageBlock(kind, words, linked, node, holder, inside=inside, cell=cell))
        self._pieces, self._linked, self._breaks = [], 0, 0

    def close(self) -> list[PageBlock]:
        self._flush()
        return self.blocks


def _kind_of_block(node: Any, tag: str) -> BlockKind | None:
    """Return what an element's own tag, or its class, says that it is; None if neither says anything."""
    if tag in _MAY_CAPTION and _CAPTION.search(node.get("class") or ""):
        return "caption"
    return _KINDS.get(tag)


def _leads_elsewhere(node: Any) -> bool:
    """True for a link that leaves the page; one that names a place in it is a heading's own."""
    href = node.get("href")
    return bool(href) and not href.startswith("#")


def page_blocks(top: Any) -> list[PageBlock]:
    """Return the blocks of an element of a page, in reading order, each as its own lines; scripts, menus and forms are
    passed over."""
    gathered = _Walk()
    walk = walk_tree(top)
    for event, node in walk:
        tag = tag_of(node)
        is_skipped = tag in _SKIPPED and node is not top
        if event == "start" and is_skipped:
            walk.skip_subtree()
        elif event == "start":
            gathered.start(node, tag)
        else:
            if not is_skipped:
                gathered.end(node, tag)
            if node is not top:
                gathered.tail(node)
    return _with_captions(_with_wholes(_with_drop_caps(gathered.close())))


def upwards(node: Any, steps: int) -> Iterator[Any]:
    """Yield an element and those that hold it, as many as `steps`."""
    for _ in range(steps):
        if node is None:
            return
        yield node
        node = node.getparent()


def _with_captions(blocks: Sequence[PageBlock]) -> list[PageBlock]:
    """Call a caption what stands with nothing but a picture in an element."""
    held = Counter(above for block in blocks for above in upwards(block.node, _PICTURE_STEPS))
    return [
        replace(block, kind="caption")
        if block.kind == "paragraph" and _is_under_picture(block, held)
        else block
        for block in blocks
    ]


def _is_under_picture(block: PageBlock, held: Counter[Any]) -> bool:
    if (
        block.whole is not None
        or block.is_linked
        or not _SHORTEST_CAPTION <= len(block.words) <= _LONGEST_CELL
    ):
        return False
    around = list(takewhile(lambda above: held[above] <= _IN_PICTURE, upwards(block.node, _PICTURE_STEPS)))
    return any(
        tag_of(above) in _FRAMES and next(above.iter("img"), None) is not None for above in around[-1:]
    )


def _with_wholes(blocks: Sequence[PageBlock]) -> list[PageBlock]:
    """Name what each block is a piece of, past the tables that only lay out the page."""
    cells = Counter(block.cell for block in blocks)
    layout = {
        table
        for block in blocks
        if block.cell is not None and (cells[block.cell] > 1 or len(block.words) > _LONGEST_CELL)
        for table in block.inside
        if tag_of(table) == "table"
    }
    return [
        replace(block, whole=next((node for node in block.inside if node not in layout), None))
        for block in blocks
    ]


def _with_drop_caps(blocks: Sequence[PageBlock]) -> list[PageBlock]:
    """Put a first letter that stands in a block of its own before the word it begins."""
    joined: list[PageBlock] = []
    letter: PageBlock | None = None
    for block in blocks:
        if letter is not None:
            if block.words[:1].islower():
                block = replace(block, words=letter.words + block.words)
            else:
                joined.append(letter)
        alone = len(block.words) == 1 and block.words.isupper()
        letter = block if alone else None
        if not alone:
            joined.append(block)
    return joined if letter is None else [*joined, letter]


def settle_wholes(blocks: Iterable[PageBlock]) -> Iterator[PageBlock]:
    """Yield the blocks with those of one list, table or block quotation put together, as they are printed."""
    for whole, group in groupby(blocks, key=lambda block: block.whole):
        pieces = list(group)
        if whole is None:
            yield from pieces
        elif tag_of(whole) == "blockquote":
            yield replace(pieces[0], kind="blockquote", words="\n\n".join(piece.words for piece in pieces))
        elif tag_of(whole) == "table":
            yield from _table(pieces)
        else:
            yield from _list(pieces)


def _list(pieces: Sequence[PageBlock]) -> Iterator[PageBlock]:
    """Yield the items of a list as lines of one block; what has a kind of its own, or paragraphs in it, as it is."""
    plain = all(piece.kind == "paragraph" for piece in pieces)
    items = [piece.holder for piece in pieces]
    if not plain or any(one is other for one, other in pairwise(items)):
        yield from pieces
        return
    lines = (f"• {line}" for piece in pieces for line in piece.words.split("\n"))
    yield replace(pieces[0], words="\n".join(lines), linked=sum(piece.linked for piece in pieces))


def _table(pieces: Sequence[PageBlock]) -> Iterator[PageBlock]:
    """Yield the rows of a table as lines of one block."""
    if any(piece.cell is None for piece in pieces):
        yield from pieces
        return
    rows = groupby(pieces, key=lambda piece: piece.cell.getparent())
    lines = (" | ".join(piece.words.replace("\n", " ") for piece in row) for _, row in rows)
    yield replace(pieces[0], words="\n".join(lines), linked=sum(piece.linked for piece in pieces))
