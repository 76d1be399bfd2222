"""An `Article` → the JSON object that the reader of JSON Lines makes the same article of."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from quotetrack.records import Article, JsonObject, Span


def article_object(article: Article) -> JsonObject:
    """Return what stands in a line of JSON Lines for an article; what is unknown is left out.

    There is no "id" in it: an article is known by its address, as it is if its page is read from a file.
    """
    told: dict[str, Any] = {
        "url": article.url,
        "archive_url": article.archive_url,
        "title": article.title,
        "source": article.source.name,
        "published": article.published_at or article.published,
        "retrieved": article.retrieved,
        "byline": article.byline,
        "language": article.language,
        "agencies": list(article.agencies) or None,
        "capture": _plain(article.capture) if article.capture else None,
        "locators": _plain(article.locators) or None,
        "zones": _plain(article.zones),
        "text": article.text,
    }
    return {name: value for name, value in told.items() if value is not None}


def _plain(value: Any) -> Any:
    """Return records as JSON has them: a span as [start, end], and no field that says nothing."""
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value):
        told = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {name: one for name, one in told.items() if one not in (None, "")}
    return value
