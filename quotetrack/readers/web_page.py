"""A page as the web sends it → its article, or what else it shows."""

from __future__ import annotations

from quotetrack.errors import ReadError
from quotetrack.readers.html import article_from_html
from quotetrack.readers.not_articles import MOST_WORDS_OF_A_NOTICE, NoArticleError, why_no_article
from quotetrack.readers.tree import parse_page
from quotetrack.records import Article

_NOTHING = {"no article": "index page", "no text": "page without text"}
"""What the reader of pages says of those that hold no article, and what they are."""


def article_of_page(page: str, *, id: str) -> Article:
    """Return the article on a page.

    Raises:
        NoArticleError: the page shows something else: a stub, a question for consent, a form to log in, an error.
        ReadError: the page holds no words, or cannot be taken apart.
    """
    try:
        article = article_from_html(page, id=id)
    except NoArticleError:
        raise
    except ReadError as error:
        if why := why_no_article(parse_page(page), ""):
            raise NoArticleError(why) from error
        for begun, what in _NOTHING.items():
            if str(error).startswith(begun):
                raise NoArticleError(f"{what}: {error}") from error
        raise
    # Only short texts are looked at again: taking a page apart takes as long as finding its text.
    is_short = len(article.text.split(maxsplit=MOST_WORDS_OF_A_NOTICE)) <= MOST_WORDS_OF_A_NOTICE
    if is_short and (why := why_no_article(parse_page(page), article.text)):
        raise NoArticleError(why)
    return article
