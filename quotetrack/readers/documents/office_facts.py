"""What office documents say of themselves: titles and authors, kept if a person would call the document so; styles;
and the `Article` that the paragraphs of one are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from quotetrack.errors import ReadError
from quotetrack.readers.makers import read_name_line
from quotetrack.readers.running_text import RunningText
from quotetrack.readers.tagged import tagged_article
from quotetrack.records import Article, ZoneKind

_STYLES: dict[str, ZoneKind] = {
    "title": "headline",
    "subtitle": "standfirst",
    "caption": "caption",
    "quote": "blockquote",
    "intense quote": "blockquote",
    "quotations": "blockquote",
    "block text": "blockquote",
}
"""What a paragraph of a style is, by the style's English name in lower case."""

_LONGEST = 300
_NO_TITLE = re.compile(
    r"^(?:microsoft (?:word|powerpoint)|powerpoint|untitled|document ?\d*|dokument ?\d*|doc ?\d+|slide ?\d+|title|print"
    r"|normal|template|new document|about:blank|layout ?\d+|scan(?:ned)?\b|\d[\d\W]*$)"
    r"|\.(?:docx?|odt|indd|qxp|qxd|pdf|pages|rtf|html?|txt|tmp|pptx?|xlsx?|fodt|tex|dvi)\s*$"
    r"|^[a-z]+://|^file:|[\\/_]\S*[\\/_]",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"\b(?:user|admin|administrator|owner|office|microsoft|adobe|unknown|author|editor|desk|writer|python|default"
    r"|acer|dell|lenovo|hp|pc|laptop|scanner|registered)\b",
    re.IGNORECASE,
)


def sane_title(title: str | None) -> str | None:
    """Return a title of two words or more that no program has made up, white space as single spaces; else None."""
    words = " ".join((title or "").split())
    if len(words.split()) < 2 or len(words) > _LONGEST or _NO_TITLE.search(words):
        return None
    return words


def sane_author(author: str | None) -> str | None:
    """Return an author's name if it reads as a person's; None for accounts, programs and single words."""
    words = " ".join((author or "").split())
    return None if _NO_AUTHOR.search(words) else read_name_line(words) if len(words) <= _LONGEST else None


@dataclass(frozen=True, slots=True)
class StyledParagraph:
    """A paragraph of an office document and what its style says it is; None for text."""

    words: str
    kind: ZoneKind | None = None


def style_zone(style: str) -> ZoneKind | None:
    """Return what the English name of a style says of a paragraph ("Title", "heading 2", "Quote"); None for text."""
    name = style.casefold().replace("_20_", " ").replace("_", " ").strip()
    return "heading" if re.fullmatch(r"heading ?\d{0,2}", name) else _STYLES.get(name)


def office_article(
    paragraphs: Iterable[StyledParagraph], *, id: str, title: str | None = None, author: str | None = None
) -> Article:
    """Return the article of an office document; its own title and author count if they are sane and its text names
    none. Without a title in the text, the first heading is the headline if nothing stands before it.

    Raises:
        ReadError: it holds no words.
    """
    filled = [one for one in paragraphs if one.words.strip()]
    if not any(char.isalnum() for one in filled for char in one.words):
        raise ReadError("no word is in this document; give one that holds an article")
    has_title = any(one.kind == "headline" for one in filled)
    text = RunningText()
    headline: str | None = None
    for number, one in enumerate(filled):
        words, kind = one.words.strip(), one.kind
        is_first = headline is None and (kind == "headline" or (not has_title and number == 0))
        if kind in ("headline", "heading"):
            kind = "headline" if is_first else "heading"
        text.block(words, kind)
        if kind == "headline":
            headline = " ".join(words.split())
    article = tagged_article(text, id=id, title=headline or sane_title(title))
    return replace(article, byline=article.byline or sane_author(author))
