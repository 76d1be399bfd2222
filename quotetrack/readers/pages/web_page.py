"""A page as the web sends it → its article, or what else it shows."""

from __future__ import annotations

from collections.abc import Iterator

from quotetrack.errors import ReadError
from quotetrack.readers.input import Input
from quotetrack.readers.pages.html import article_from_html
from quotetrack.readers.pages.not_articles import MOST_WORDS_OF_A_NOTICE, NoArticleError, why_no_article
from quotetrack.readers.pages.saved_page import saved_facts, saved_from
from quotetrack.readers.pages.tree import parse_page
from quotetrack.readers.text_file import decoded
from quotetrack.records import Article

_NOTHING = {"no article": "index page", "no text": "page without text"}
"""What the reader of pages says of those that hold no article, and what they are."""


def page_articles(input: Input) -> Iterator[Article]:
    """Yield the article of a saved page; of what has to be paid for, that which is shown.

    Raises:
        NoArticleError: the page shows something else.
        ReadError: the page holds no words, or cannot be taken apart.
    """
    page = decoded(input, is_html=True)
    article = article_of_page(page, id=input.origin.id, stubs=True, zones=input.options.zones)
    yield input.origin.keyed(saved_from(article, *saved_facts(page)))


def article_of_page(page: str, *, id: str, stubs: bool = False, zones: bool = False) -> Article:
    """Return the article on a page.

    Args:
        page: The page.
        id: The article's id.
        stubs: Return what is shown of an article that has to be paid for.
        zones: List what of the page is not in the text.

    Raises:
        NoArticleError: the page shows something else: a stub, a question for consent, a form to log in, an error.
        ReadError: the page holds no words, or cannot be taken apart.
    """
    try:
        article = article_from_html(page, id=id, zones=zones)
    except ReadError as error:
        if why := why_no_article(parse_page(page), ""):
            raise NoArticleError(why) from error
        for begun, what in _NOTHING.items():
            if str(error).startswith(begun):
                raise NoArticleError(f"{what}: {error}") from error
        raise
    # Only short texts are looked at again: taking a page apart takes as long as finding its text.
    is_short = len(article.text.split(maxsplit=MOST_WORDS_OF_A_NOTICE)) <= MOST_WORDS_OF_A_NOTICE
    why = why_no_article(parse_page(page), article.text) if is_short else None
    if why is not None and not (stubs and why.startswith("stub")):
        raise NoArticleError(why)
    return article
