"""The articles that quotations are printed in, as references that others cite: each once, its words on one line."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from quotetrack.export.legible import legible, web_address
from quotetrack.records import Article, Printed
from quotetrack.text.languages import language_code


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """An article as a list of references has it. None for what is not known; `agencies` is empty then.

    No text has a line break or a character that acts. `url` and `archive_url` are addresses of the web, and `language`
    is a code of ISO 639-1.
    """

    id: str
    title: str | None
    outlet: str | None
    byline: str | None
    published: date | None
    retrieved: date | None
    url: str | None
    archive_url: str | None
    language: str | None
    agencies: tuple[str, ...]
    is_withdrawn: bool

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader should know of it beyond the other fields, a sentence each; empty for nothing."""
        agencies = f"Agencies: {'; '.join(self.agencies)}" if self.agencies else ""
        withdrawn = "Withdrawn by the agency that sent it" if self.is_withdrawn else ""
        return tuple(filter(None, (withdrawn, agencies)))


class Cited:
    """The references of quotations as they pass; `rows` counts the quotations. Only the articles' ids are kept."""

    def __init__(self, printed: Iterable[Printed]) -> None:
        self.rows = 0
        self._printed = printed
        self._told: set[str] = set()

    def __iter__(self) -> Iterator[Reference]:
        for printed in self._printed:
            self.rows += 1
            digest = _key_digest(printed.article)
            if digest not in self._told:
                self._told.add(digest)
                yield reference(printed.article)


def reference(article: Article) -> Reference:
    """Return the article as a reference. The byline is told as it is printed: it may name several people, or none."""
    return Reference(
        id=_reference_id(article),
        title=_line(article.title),
        outlet=_line(article.outlet),
        byline=_line(article.byline),
        published=whole_day(article.published),
        retrieved=whole_day((article.retrieved or "")[:10]),
        url=web_address(article.url),
        archive_url=web_address(article.archive_url),
        language=language_code(article.language),
        agencies=tuple(filter(None, map(_line, article.agencies))),
        is_withdrawn=article.is_withdrawn,
    )


def whole_day(text: str | None) -> date | None:
    """Return the day that "YYYY-MM-DD" names; None for anything else, such as a month alone."""
    if text is None or not _DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:  # no day of the calendar
        return None


_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_WORD = re.compile(r"[a-z0-9]+")
_ARTICLES = frozenset(("a", "an", "the"))
_MOST_OF_OUTLET, _MOST_OF_TITLE = 24, 16
_DIGITS = 12


def _line(text: str | None) -> str | None:
    return legible(" ".join((text or "").split())) or None


def _key_digest(article: Article) -> str:
    """What tells the article from all others, whatever its text is on another day."""
    key = article.key or article.id
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def _reference_id(article: Article) -> str:
    """Return a name such as "harbourgazette2012bridge-1f0c9a7e2b44": outlet, year, the title's first word, digest."""
    published = whole_day(article.published)
    year = f"{published.year:04}" if published else ""
    outlet, title = _letters(article.outlet), _letters(article.title)
    told = f"{''.join(outlet)[:_MOST_OF_OUTLET]}{year}{''.join(title[:1])[:_MOST_OF_TITLE]}"
    return f"{told or 'article'}-{_key_digest(article)}"


def _letters(text: str | None) -> list[str]:
    """Its words in small Latin letters without accents, English articles left out; other scripts have none."""
    plain = unicodedata.normalize("NFKD", text or "").encode("ascii", "ignore").decode("ascii").lower()
    return [word for word in _WORD.findall(plain) if word not in _ARTICLES]
