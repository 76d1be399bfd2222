"""An HTML page → a tree, without the network, and the text of a tree's parts with its lines kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import Any, Protocol

from quotetrack.errors import ReadError
from quotetrack.readers.pages.attributes import MOST_PAIRS, attribute_pairs

# Tags that start a line of their own in a browser; the words on both sides are no neighbours.
BREAKING = frozenset(
    {"address", "article", "aside", "blockquote", "body", "br", "caption", "dd", "div", "dl", "dt"}
    | {"figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main"}
    | {"nav", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul"}
    | {"lb", "item", "list", "row", "cell", "quote"}  # trafilatura's own names
)

# News pages have some thousand. Taking 50,000 apart takes up to 8 seconds, and time grows with the square of this.
_MOST_ELEMENTS = 50_000
# News pages nest some 30 deep. What takes them apart takes time that grows with the square of this.
_MOST_NESTED = 250
_TOO_DEEP = "its tags are nested too deep to be an article; save its text as .txt and read that"


class PageNode(Protocol):
    """What reading asks of a parsed element."""

    @property
    def text(self) -> str | None: ...
    def get(self, key: str) -> str | None: ...
    def iter(self, *tags: str) -> Iterator[PageNode]: ...


def parse_page(page: str) -> Any:
    """Return the root element of a page. ReadError if there is none, or if it is too large or nested too deep."""
    from lxml import etree, html

    if attribute_pairs(page) > MOST_PAIRS:
        raise ReadError(
            "a tag has too many attributes to be an article's; save its text as .txt and read that"
        )
    # As bytes in a known encoding: a str with an XML declaration is refused. NUL bytes end the parse.
    data = page.replace("\x00", " ").encode("utf-8", "replace")
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise ReadError(
            f"no HTML page in it ({error}); save the article's text as .txt and read that"
        ) from error
    # Past its limits the parser drops the rest of the page without a word.
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise ReadError(_TOO_DEEP)
    _check_size(root)
    return root


def _check_size(root: Any) -> None:
    steps = (1 if event == "start" else -1 for event, _ in walk_tree(root))
    for number, depth in enumerate(accumulate(steps), start=1):
        if depth > _MOST_NESTED:
            raise ReadError(_TOO_DEEP)
        if (number + depth) // 2 > _MOST_ELEMENTS:  # what has begun: each step begins or ends an element
            raise ReadError(
                f"it has more than {_MOST_ELEMENTS:,} elements; split it, or save its text as .txt and read that"
            )


def walk_tree(element: Any) -> Any:
    """Return an iterator over the start and the end of every element, in document order; it has `skip_subtree()`."""
    from lxml import etree

    return etree.iterwalk(element, events=("start", "end"))


def tag_of(element: Any) -> str:
    """Return the tag's name; "" for what is no element."""
    return element.tag if isinstance(element.tag, str) else ""


def line_text(element: Any) -> str:
    """Return the words of an element: white space collapsed as a browser does, a new line where a block begins."""
    pieces: list[str] = []
    for event, node in walk_tree(element):
        if tag_of(node) in BREAKING and node is not element:
            pieces.append("\n")
        if event == "start":
            pieces.append(_collapse(node.text))
        elif node is not element:
            pieces.append(_collapse(node.tail))
    return tidy("".join(pieces))


def tidy(words: str) -> str:
    """Return the words with single spaces and none around a line; empty lines are dropped."""
    lines = (" ".join(line.split()) for line in words.split("\n"))
    return "\n".join(line for line in lines if line)


def _collapse(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")
