"""XML that is of no format with words: a page in XHTML is read as a page, all else is refused by its root."""

from __future__ import annotations

from collections.abc import Iterator

from quotetrack.errors import ReadError
from quotetrack.readers.input import Input
from quotetrack.readers.xml_trees import first_named, local_name, parse_xml
from quotetrack.records import Article


def other_xml_articles(input: Input) -> Iterator[Article]:
    """Yield the article of a page in XHTML. ReadError for XML with another root, which it names."""
    data = input.whole()
    root = parse_xml(data, what="XML of a format that is read")
    if local_name(root) == "html" and first_named(root, "body") is not None:
        from quotetrack.readers.decode import decode
        from quotetrack.readers.pages.html import article_from_html

        yield input.origin.keyed(article_from_html(decode(data, is_html=True), id=input.origin.id))
        return
    raise ReadError(
        f"its root is <{local_name(root)[:40]}>, which no reader takes; NewsML-G2, NITF, a parliament's record "
        "or a page is expected: save its text as .txt"
    )
