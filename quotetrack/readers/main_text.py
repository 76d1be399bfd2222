"""The main text of a page as blocks in reading order. trafilatura decides what belongs to the article; if it finds
nothing, the main text is what a reader would see in the page's body."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from quotetrack.errors import ReadError
from quotetrack.readers.tree import line_text, tag_of, tidy, walk_tree

BlockKind = Literal["paragraph", "headline", "heading", "caption", "blockquote"]


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A paragraph of the page and what its tag says it is."""

    kind: BlockKind
    words: str


# trafilatura drops <figcaption>, so captions go through it as paragraphs that open with this sign of the
# private use area; if a page holds it itself, that page's captions come out as paragraphs.
_CAPTION = "\ue51c"
_HIDDEN = frozenset(
    {"head", "script", "style", "noscript", "template", "nav", "footer", "aside", "form", "button", "select"}
    | {"svg", "iframe", "object", "video", "audio", "canvas"}
)
_KINDS: dict[str, BlockKind] = {
    **dict.fromkeys(("p", "li", "pre", "td", "th", "dd", "dt"), "paragraph"),
    "h1": "headline",
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), "heading"),
    "figcaption": "caption",
    "blockquote": "blockquote",
}


def extract_blocks(root: Any) -> list[PageBlock]:
    """Return what trafilatura takes for the article in the parsed page; empty if it finds none.

    Raises:
        ReadError: trafilatura cannot take the page apart.
    """
    from trafilatura import bare_extraction

    _carry_captions(root)
    try:
        document = bare_extraction(
            root, include_comments=False, include_formatting=False, with_metadata=False
        )
    except Exception as error:
        # Its heuristics run over whatever tree a hostile page makes, and it documents no exception of its
        # own; any of them is this page's failure and is reported as such.
        raise ReadError(
            f"the page could not be taken apart ({type(error).__name__}: {error}); "
            "save the article's text as .txt and read that"
        ) from error
    if document is None or isinstance(document, dict) or document.body is None:
        return []
    return [block for element in document.body for block in _blocks_of(element) if block.words]


def visible_blocks(root: Any) -> list[PageBlock]:
    """Return all that a reader sees in <article>, else <main>, else <body>: for pages too small to judge."""
    top = next((node for tag in ("article", "main", "body") for node in root.iter(tag)), root)
    blocks: list[PageBlock] = []
    loose: list[str] = []
    walk = walk_tree(top)
    for event, node in walk:
        tag = tag_of(node)
        if event == "start" and (tag in _HIDDEN or tag in _KINDS):
            _flush(loose, blocks)
            if tag in _KINDS:
                blocks.append(PageBlock(_KINDS[tag], line_text(node)))
            walk.skip_subtree()
        elif event == "start":
            loose.append(node.text or "")
        elif node is not top:
            loose.append("\n" * (tag in ("div", "section", "br")) + (node.tail or ""))
    _flush(loose, blocks)
    return [block for block in blocks if block.words]


def _flush(loose: list[str], blocks: list[PageBlock]) -> None:
    """Make one paragraph of the words that stand in none."""
    blocks.append(PageBlock("paragraph", tidy("".join(loose))))
    loose.clear()


def _carry_captions(root: Any) -> None:
    """Move each caption of a figure into a marked paragraph behind it."""
    for caption in list(root.iter("figcaption")):
        words = " ".join(line_text(caption).split())
        figure = next(caption.iterancestors("figure"), None)
        if words and figure is not None and figure.getparent() is not None:
            paragraph = figure.makeelement("p")
            paragraph.text = _CAPTION + words
            figure.addnext(paragraph)
            caption.drop_tree()


def _blocks_of(element: Any) -> list[PageBlock]:
    """Return the block of one element of trafilatura's body, and the loose words behind it."""
    tag = tag_of(element)
    words, kind = line_text(element), _KINDS["p"]
    if tag == "head":
        kind = "headline" if element.get("rend") == "h1" else "heading"
    elif tag == "quote":
        kind = "blockquote"
        parts = [line_text(part) for part in element if part.tag == "p"]
        if " ".join(parts).split() == words.split():  # else words stand outside the paragraphs
            words = "\n\n".join(filter(None, parts))
    elif tag == "list":
        words = "\n".join(f"• {line}" for line in words.split("\n") if line)
    elif tag == "table" and next(element.iterdescendants("table"), None) is None:
        rows = (map(line_text, row) for row in element.iter("row"))
        words = "\n".join(" | ".join(cells).replace("\n", " ") for cells in rows)
    elif words.startswith(_CAPTION):
        kind, words = "caption", words.removeprefix(_CAPTION)
    return [PageBlock(kind, words), PageBlock("paragraph", tidy(element.tail or ""))]
