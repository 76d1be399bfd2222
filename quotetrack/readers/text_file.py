"""A file of plain text → the article in it."""

from __future__ import annotations

from collections.abc import Iterator

from quotetrack.errors import ReadError
from quotetrack.readers.decode import check_not_binary, decode
from quotetrack.readers.input import Input
from quotetrack.readers.plain import article_from_text
from quotetrack.records import Article


def text_articles(input: Input) -> Iterator[Article]:
    """Yield the article of a text file. ReadError if it holds no words, or bytes that are no text."""
    yield input.origin.keyed(article_from_text(decoded(input), id=input.origin.id))


def decoded(input: Input, *, is_html: bool = False) -> str:
    """Return the text of a whole input. ReadError if it is blank, too large or no text."""
    data = input.whole()
    check_not_binary(data)
    text = decode(data, is_html=is_html)
    if not text.strip():
        raise ReadError("the file holds nothing but white space; give one that holds an article")
    return text
