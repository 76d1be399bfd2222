"""Checks the tables whose rows can be judged one by one, as a table of checks, and that articles have one current text.
Each function yields once for every lot of rows; the faults wait in `Rows`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table

from quotetrack.store.batches import VALUES
from quotetrack.store.escaping import fingerprint, unescape
from quotetrack.store.tables import (
    articles,
    claim_changes,
    decisions,
    descriptions,
    linking_state,
    postings,
    revisions,
    role_words,
    runs,
    sources,
    speaker_decisions,
    speaker_keys,
    speaker_words,
    speakers,
    undescribed,
)
from quotetrack.store.verifying import faults
from quotetrack.store.verifying.damaged import Rows

_TEXTS = 50
"""How many texts are in memory together."""


@dataclass(frozen=True, slots=True)
class TableCheck:
    """How the rows of a table are checked: in lots by an integer `key` (None: it has none), against their `parents`."""

    table: Table
    faults: Callable[[Any], Iterable[str]] = lambda _: ()
    """What is wrong with a row by itself."""
    name: Callable[[Any], str] = lambda _: ""
    """What people know a row by."""
    parents: Mapping[str, Table] = field(default_factory=dict)
    key: str | None = "id"
    size: int = VALUES
    counts: str = ""
    """Under which name the rows are counted as compared; "" for not at all."""


BEFORE_ARTICLES = (
    TableCheck(
        sources, faults.source_faults, lambda row: faults.plain(row.name) or faults.plain(row.domain) or ""
    ),
    TableCheck(runs, faults.run_faults),
    TableCheck(speakers, faults.speaker_faults, lambda row: unescape(row.name), {"person": speakers}),
    TableCheck(
        descriptions,
        faults.description_faults,
        lambda row: unescape(row.name),
        {"speaker": speakers},
        key="speaker",
    ),
    TableCheck(speaker_words, parents={"speaker": speakers}, key=None),
    TableCheck(speaker_keys, parents={"speaker": speakers}, key=None),
    TableCheck(role_words, parents={"speaker": speakers}, key=None),
)
"""Outlets, versions and speakers, with the words that these are found by."""

REVISIONS = (
    TableCheck(
        revisions,
        faults.revision_faults,
        lambda row: unescape(row.given_id),
        {"article": articles, "run": runs, "source": sources},
        size=_TEXTS,
        counts="texts",
    ),
)
"""Texts: each as its digest has it, with what is told of the article."""

AFTER_CLAIMS = (
    TableCheck(
        decisions,
        faults.decision_faults,
        lambda row: unescape(row.quote),
        {"article": articles, "undoes": decisions},
    ),
    TableCheck(claim_changes),
    TableCheck(speaker_decisions),
    TableCheck(undescribed),
    TableCheck(postings, key="key"),
    TableCheck(linking_state, key=None),
)
"""What reviewers have decided, and tables of which nothing is known but that they can be read."""


def check_tables(
    rows: Rows, checks: Iterable[TableCheck], compared: Counter[str] | None = None
) -> Iterator[None]:
    """Check each row by itself and against those it belongs to."""
    for check in checks:
        lots = (
            rows.all(check.table)
            if check.key is None
            else (lot.rows for lot in rows.lots(check.table, check.key, check.size))
        )
        for lot in lots:
            names = list(map(check.name, lot))
            rows.refer(check.table, lot, names, check.parents)
            if compared is not None and check.counts:
                compared[check.counts] += len(lot)
            for row, name in zip(lot, names, strict=True):
                rows.check(check.table, row, name, check.faults(row))
            yield


def check_articles(rows: Rows) -> Iterator[None]:
    """Check articles: each with one current text, under the key that it is found by."""
    for lot in rows.lots(articles):
        current: Counter[int] = Counter()
        names: dict[int, str] = {}
        for row in rows.read(revisions, "article", lot.first, lot.last, ("article", "current", "given_id")):
            current[row.article] += bool(row.current)
            names[row.article] = unescape(row.given_id)
        for row in lot.rows:
            if current[row.id] != 1 and not rows.is_gap(revisions, row.id, "article"):
                what = f"{current[row.id]} of its revisions are current, expected one"
                rows.tell(articles, row, names.get(row.id) or unescape(row.key), what)
            if row.key:
                wrong = faults.unlike("key_hash", row.key_hash, fingerprint(unescape(row.key)))
                rows.check(articles, row, names.get(row.id, ""), wrong)
        yield
