"""Files made by other programs, each with what has to be read from it in a file of JSON beside it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from quotetrack.readers import ReadingOptions, read
from quotetrack.records import Article, Failure, Span
from quotetrack.records.provenance import place_of

FILES = Path(__file__).parent / "files"
_FIELDS = ("title", "published", "byline", "url", "retrieved")


def read_all(*paths: str | Path, **options: Any) -> list[Article | Failure]:
    """All that is read from some files."""
    return list(read(paths, options=ReadingOptions(**options)))


def articles(*paths: str | Path, **options: Any) -> list[Article]:
    """The articles of some files, none of which may fail."""
    found = read_all(*paths, **options)
    assert [one for one in found if isinstance(one, Failure)] == []
    return [one for one in found if isinstance(one, Article)]


def failures(*paths: str | Path, **options: Any) -> list[str]:
    """What is said of what cannot be read; each in one line."""
    found = [one.reason for one in read_all(*paths, **options) if isinstance(one, Failure)]
    assert all("\n" not in reason and len(reason) < 400 for reason in found)
    return found


def one_article(path: str | Path, **options: Any) -> Article:
    """The only article of a file."""
    (article,) = articles(path, **options)
    return article


def gold_cases(folder: str, *endings: str) -> list[Any]:
    """Each file of a folder with these endings that has its gold beside it, "bell.json" or "bell.odt.json"."""
    cases = []
    for path in sorted((FILES / folder).iterdir()):
        beside = (path.with_name(f"{path.name}.json"), path.with_suffix(".json"))
        gold = next((one for one in beside if one.exists()), None)
        if path.name.endswith(endings) and gold is not None:
            cases.append(pytest.param(path, json.loads(gold.read_text(encoding="utf-8")), id=path.name))
    return cases


def check_gold(article: Article, gold: dict[str, Any]) -> None:
    """The pieces stand in the text, each once and in order; the fields are right; phrases are on their pages."""
    at = -1
    for piece in gold["pieces"]:
        assert article.text.count(piece) == 1, piece
        assert article.text.index(piece) > at, piece
        at = article.text.index(piece)
    told = {name: getattr(article, name) for name in _FIELDS if name in gold}
    assert told == {name: gold[name] for name in told}
    assert article.outlet == gold.get("outlet", article.outlet)
    for phrase, page in gold.get("pages", {}).items():
        start = article.text.index(phrase)
        assert place_of(article.locators, Span(start, start + len(phrase))) == {"page": page}, phrase
    for kind, words in gold.get("zones", {}).items():
        assert [zone.span.of(article.text) for zone in article.zones if zone.kind == kind] == words
    for zone in article.zones:
        assert zone.span.of(article.text).strip(), zone
