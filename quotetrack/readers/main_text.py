"""The main text of a page as blocks in reading order. trafilatura decides what belongs to the article;
where it finds nothing, it is what a reader would see in the page's body."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from quotetrack.errors import ReadError
from quotetrack.readers.tree import line_text, tidy, walk_tree

BlockKind = Literal["paragraph", "headline", "heading", "caption", "blockquote"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the page and what its tag says it is."""

    kind: BlockKind
    words: str


# trafilatura drops <figcaption>, so captions go through it as paragraphs that open with this sign of the
# private use area; where a page holds it itself, that page's captions come out as paragraphs.
_CAPTION = "\ue51c"
_HIDDEN = frozenset(
    {"head", "script", "style", "noscript", "template", "nav", "footer", "aside", "form", "button", "select"}
    | {"svg", "iframe", "object", "video", "audio", "canvas"}
)
_KINDS: dict[str, BlockKind] = {
    "h1": "headline",
    "h2": "heading",
    "h3": "heading",
    "h4": "heading",
    "h5": "heading",
    "h6": "heading",
    "figcaption": "caption",
    "blockquote": "blockquote",
}
_PLAIN = frozenset(("p", "li", "pre", "td", "th", "dd", "dt"))


def extract_blocks(root: Any) -> list[Block]:
    """What trafilatura takes for the article in the parsed page; empty where it finds none."""
    from trafilatura import bare_extraction

    _carry_captions(root)
    try:
        found = bare_extraction(root, include_comments=False, include_formatting=False, with_metadata=False)
    except Exception as error:
        # Its heuristics run over whatever tree a hostile page makes, and it documents no exception of its
        # own; any of them is this page's failure and is reported as such.
        raise ReadError(
            f"the page could not be taken apart ({type(error).__name__}: {error}); "
            "save the article's text as .txt and read that"
        ) from error
    if found is None or isinstance(found, dict) or found.body is None:
        return []
    return [block for element in found.body for block in _blocks_of(element) if block.words]


def visible_blocks(root: Any) -> list[Block]:
    """All that a reader sees in <article>, else <main>, else <body>: for pages too small to judge."""
    top = next((node for tag in ("article", "main", "body") for node in root.iter(tag)), root)
    blocks: list[Block] = []
    loose: list[str] = []
    walk = walk_tree(top)
    for event, node in walk:
        tag = node.tag if isinstance(node.tag, str) else ""
        if event == "start" and (tag in _HIDDEN or tag in _KINDS or tag in _PLAIN):
            _flush(loose, blocks)
            if tag not in _HIDDEN:
                blocks.append(Block(_KINDS.get(tag, "paragraph"), line_text(node)))
            walk.skip_subtree()
        elif event == "start":
            loose.append(node.text or "")
        elif node is not top:
            if tag in ("div", "section", "br"):
                loose.append("\n")
            loose.append(node.tail or "")
    _flush(loose, blocks)
    return [block for block in blocks if block.words]


def _flush(loose: list[str], blocks: list[Block]) -> None:
    """Words that stand in no paragraph become one."""
    blocks.append(Block("paragraph", tidy("".join(loose))))
    loose.clear()


def _carry_captions(root: Any) -> None:
    for caption in list(root.iter("figcaption")):
        words = " ".join(line_text(caption).split())
        figure = next((node for node in caption.iterancestors("figure")), None)
        if not words or figure is None or figure.getparent() is None:
            continue
        paragraph = figure.makeelement("p")
        paragraph.text = _CAPTION + words
        figure.addnext(paragraph)
        caption.drop_tree()


def _blocks_of(element: Any) -> list[Block]:
    """The blocks of one element of trafilatura's body, and the loose words behind it."""
    tag = element.tag if isinstance(element.tag, str) else ""
    words = line_text(element)
    if tag == "head":
        blocks = [Block("headline" if element.get("rend") == "h1" else "heading", words)]
    elif tag == "quote":
        parts = [line_text(part) for part in element if part.tag == "p"]
        whole = " ".join(parts).split() == words.split()  # else words stand outside the paragraphs
        blocks = [Block("blockquote", "\n\n".join(filter(None, parts)) if whole else words)]
    elif tag == "list":
        blocks = [Block("paragraph", "\n".join(f"• {line}" for line in words.split("\n") if line))]
    elif tag == "table" and next(element.iterdescendants("table"), None) is None:
        rows = [" | ".join(line_text(cell).replace("\n", " ") for cell in row) for row in element.iter("row")]
        blocks = [Block("paragraph", "\n".join(rows))]
    elif words.startswith(_CAPTION):
        blocks = [Block("caption", words.removeprefix(_CAPTION))]
    else:
        blocks = [Block("paragraph", words)]
    return [*blocks, Block("paragraph", tidy(element.tail or ""))]
