"""Files of `tests/readers/files` and what lies beside them: who says what in each, when, and where it is printed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from quotetrack.pipeline import extract_article
from quotetrack.readers import read
from quotetrack.records import Article, Failure, Statement

FILES = Path(__file__).parent / "files"


def samples(*formats: str) -> list[Path]:
    """The files of these formats, sorted; those beside them are left out."""
    found = (path for name in formats for path in (FILES / name).iterdir())
    return sorted(p for p in found if p.suffix not in (".json", ".md") or p.name.endswith(".ninjs.json"))


def name_of(path: Path) -> str:
    """What a test of a file is called."""
    return f"{path.parent.name}/{path.name}"


def gold_of(path: Path) -> dict[str, Any]:
    """What is known of a file."""
    told: dict[str, Any] = json.loads(path.with_name(path.name + ".gold.json").read_text(encoding="utf-8"))
    return told


def only_article(path: Path) -> Article:
    """The one article of a file."""
    [article] = read([path])
    assert not isinstance(article, Failure), article.reason
    return article


def said(article: Article) -> list[Statement]:
    """What is said directly in an article, by rules alone."""
    found = extract_article(article, engine="rules").statements
    return [statement for statement in found if statement.quote.kind == "direct"]


def told_of(statement: Statement, article: Article) -> dict[str, object]:
    """A statement as the files beside tell of it."""
    speaker, place = statement.attribution.speaker, article.located(statement.quote.extent)
    return {
        "speaker": speaker.name if speaker is not None else None,
        "words": statement.quote.words(article.text),
        "stance": statement.attribution.stance,
        **({"role": speaker.role} if speaker is not None and speaker.role else {}),
        **{name: place[name] for name in ("time", "page") if name in place},
    }
