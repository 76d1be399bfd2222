"""Checks key terms: each stands in its text as its form is stored, and the totals are what the rows come to. Each
function yields once for every lot of rows; the faults wait in `Rows`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from quotetrack.store.escaping import unescape
from quotetrack.store.tables import key_terms, revisions, terms
from quotetrack.store.verifying import faults
from quotetrack.store.verifying.damaged import Rows
from quotetrack.store.verifying.telling import check, refer, tell


def key_terms_checked(rows: Rows) -> Iterator[None]:
    """Key terms and their places, then how many articles each form is said to have."""
    articles: Counter[int] = Counter()
    for lot in rows.lots(key_terms, ("term", "begins", "ends"), "revision"):
        owners = rows.pick(revisions, ("given_id", "text"), (row.revision for row in lot.rows))
        texts = {id: unescape(row.text) for id, row in owners.items()}
        forms = rows.pick(terms, ("words",), (row.term for row in lot.rows))
        where = {tuple(row[:2]): _named(owners, row.revision) for row in lot.rows}
        refer(rows, key_terms, lot.rows, {"revision": revisions, "term": terms}, where)
        for row in lot.rows:
            articles[row.term] += 1
            form = unescape(forms[row.term].words) if row.term in forms else None
            told = _place_faults(row.begins, row.ends, texts.get(row.revision), form)
            check(rows, key_terms, row, where[tuple(row[:2])], told)
        yield
    for lot in rows.lots(terms, ("key", "words", "articles", "quotes", "first", "last")):
        for row in lot.rows:
            if row.articles != articles[row.id] and not rows.is_gap(terms, row.id):
                what = f"articles is {row.articles}, expected {articles[row.id]} as key_terms has rows"
                tell(rows, terms, row, "", what)
        yield


def _named(owners: dict[int, Any], revision: int) -> str:
    return unescape(owners[revision].given_id) if revision in owners else ""


def _place_faults(begins: int, ends: int, text: str | None, form: str | None) -> Iterator[str]:
    wrong = faults.misplaced(begins, ends, None if text is None else len(text), least=1)
    if wrong:
        yield wrong
    elif text is not None and form is not None and " ".join(text[begins:ends].split()) != form:
        yield f"words is {faults.shown(form)}, expected {faults.shown(text[begins:ends])} as the text has it"
