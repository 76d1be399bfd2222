"""JSON-LD: schema.org's Quotation, Claim and ClaimReview, the words found by the W3C's selectors; one node a line.

The context stands in the file and names no other, so nothing is fetched. Nothing that an article says becomes a name of
the graph: all of it is literals. The file can be put into a page's script element as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from quotetrack.export.nodes import CONTEXT, GraphNode, claim, nodes
from quotetrack.export.sheet import Sheet, SheetStream

# Each stands in strings only, where JSON takes its escape for it; a page would take them for more.
_ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}

# A graph's text is Unicode, where a lone surrogate is no character; as long as before, so that places hold.
_ESCAPED |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


def write(sheet: Sheet, out: BinaryIO) -> int:
    """Write the graph; return how many quotations of the sheet it holds."""
    stream = SheetStream(sheet)
    out.write(b'{"@context": ' + _dump(CONTEXT) + b', "@graph": [')
    for number, node in enumerate(_graph(stream)):
        out.write((b",\n" if number else b"\n") + _dump(node))
    out.write(b"\n]}\n")
    return stream.rows


def _graph(stream: SheetStream) -> Iterator[GraphNode]:
    for printed in stream:
        yield from nodes(printed)
    for compared in stream.claims():
        node = claim(compared, stream.has_shown)
        if node is not None:
            yield node


def _dump(node: GraphNode) -> bytes:
    return json.dumps(node, ensure_ascii=False).translate(_ESCAPED).encode("utf-8")
