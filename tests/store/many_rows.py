"""Thousands of rows, written straight into the tables: so many that a planner does not read whole tables by choice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert, text

from quotetrack.store import Store
from quotetrack.store.engines import WRITING
from quotetrack.store.tables import (
    articles,
    attributions,
    quotes,
    reviews,
    revisions,
    runs,
    sources,
    spans,
    speakers,
)

ARTICLES, EACH = 600, 10
"""Articles, and quotations of each."""
WORDS = ("tide", "boat", "pier", "net", "harbour", "gull", "rope", "sail", "anchor", "buoy", "dock")
"""A quotation has one of them, and a word of its own."""


def fill(store: Store) -> None:
    """Write `ARTICLES` × `EACH` quotations, each surer of its speaker than the one before, and tell the planner."""
    engine = store.statements.database.engine
    numbers = range(1, ARTICLES * EACH + 1)
    with engine.connect().execution_options(**{WRITING: True}) as connection, connection.begin():
        connection.execute(insert(sources), [{"id": 1, "key": "s", "name": "Post", "folded": " post "}])
        connection.execute(insert(runs), [{"id": 1, "key": "r", "versions": "[]"}])
        named = [{"id": n, "key": f"p{n}", "name": f"Ana {n}", "kind": "person"} for n in range(1, 2001)]
        connection.execute(insert(speakers), named)
        for table, rows in (
            (articles, [_article(n) for n in range(1, ARTICLES + 1)]),
            (revisions, [_revision(n) for n in range(1, ARTICLES + 1)]),
            (quotes, [_quote(n) for n in numbers]),
            (spans, [{"quote": n, "role": "content", "n": 0, "begins": 0, "ends": 4} for n in numbers]),
            (attributions, [_attribution(n) for n in numbers]),
            (reviews, [_review(n) for n in numbers[::50]]),
        ):
            connection.execute(insert(table), rows)
        entries: Sequence[Any] = [
            {
                "id": n,
                "words": f"{WORDS[n % len(WORDS)]} w{n}",
                "around": _around(n),
                "heads": f"h{n // EACH}",
            }
            for n in numbers
        ]
        store.statements.database.indexes.quotes.add(connection, entries)
    if engine.dialect.name == "postgresql":
        # The server does so by itself in the background: counts what there is, and takes new words into the index.
        with engine.connect().execution_options(
            isolation_level="AUTOCOMMIT", **{WRITING: True}
        ) as connection:
            connection.execute(text("VACUUM ANALYZE"))


def _around(n: int) -> str:
    return " ".join(f"x{(7 * n + 13 * place) % 3001}" for place in range(60))


def _article(n: int) -> dict[str, Any]:
    return {"id": n, "key": f"a{n}", "key_hash": f"a{n}", "by_path": False}


def _revision(n: int) -> dict[str, Any]:
    return {
        "id": n,
        "article": n,
        "number": 1,
        "current": True,
        "run": 1,
        "source": 1,
        "digest": f"d{n}",
        "given_id": f"a{n}",
        "given_hash": f"a{n}",
        "published": f"20{10 + n % 14}-0{1 + n % 9}-1{n % 10}",
        "agencies": "[]",
        "zones": "[]",
        "text": "said " * 200,
    }


def _quote(n: int) -> dict[str, Any]:
    return {
        "id": n,
        "revision": 1 + (n - 1) // EACH,
        "n": n % EACH,
        "given_id": f"{n:012x}",
        "short_id": f"{n:012x}",
        "kind": "direct",
        "printed_in": "body",
        "rule": "r",
        "confidence": 0.9,
        "flags": "[]",
        "begins": 0,
        "words": "said",
        "shown": n % 20 != 0,
    }


def _attribution(n: int) -> dict[str, Any]:
    return {
        "quote": n,
        "stance": "said",
        "act": "speech",
        "speaker": 1 + n % 2000,
        "person": 1 + n % 2000,
        "speaker_kind": "person",
        "confidence": n / (ARTICLES * EACH + 1),
    }


def _review(n: int) -> dict[str, Any]:
    return {
        "quote": n,
        "status": "confirmed",
        "reviewer": "Eva",
        "checked_on": "2026-01-01",
        "corrected": "[]",
    }
