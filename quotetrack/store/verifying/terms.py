"""Checks key terms: each stands in its text as its form is stored, and the totals are what the rows come to. Each
function yields once for every lot of rows; the faults wait in `Rows`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from quotetrack.store.escaping import unescape
from quotetrack.store.tables import key_terms, revisions, subjects, term_forms
from quotetrack.store.verifying import faults
from quotetrack.store.verifying.damaged import Rows
from quotetrack.store.verifying.telling import check, refer, tell

_COLUMNS = ("key", "words", "articles", "quotes", "first", "last")


def key_terms_checked(rows: Rows) -> Iterator[None]:
    """Key terms and their places; then how many articles each form, and each term, is said to have."""
    printed: Counter[int] = Counter()
    for lot in rows.lots(key_terms, ("form", "begins", "ends"), "revision"):
        owners = rows.pick(revisions, ("given_id", "text"), (row.revision for row in lot.rows))
        texts = {id: unescape(row.text) for id, row in owners.items()}
        forms = rows.pick(term_forms, ("words",), (row.form for row in lot.rows))
        where = {tuple(row[:2]): _named(owners, row.revision) for row in lot.rows}
        refer(rows, key_terms, lot.rows, {"revision": revisions, "form": term_forms}, where)
        for row in lot.rows:
            printed[row.form] += 1
            form = unescape(forms[row.form].words) if row.form in forms else None
            told = _place_faults(row.begins, row.ends, texts.get(row.revision), form)
            check(rows, key_terms, row, where[tuple(row[:2])], told)
        yield
    of_keys: Counter[str] = Counter()
    for lot in rows.lots(term_forms, _COLUMNS):
        for row in lot.rows:
            of_keys[row.key] += printed[row.id]
            if row.articles != printed[row.id]:
                what = f"articles is {row.articles}, expected {printed[row.id]} as key_terms has rows"
                tell(rows, term_forms, row, "", what)
        yield
    for lot in rows.lots(subjects, _COLUMNS):
        for row in lot.rows:
            if row.articles != of_keys[row.key]:
                what = f"articles is {row.articles}, expected {of_keys[row.key]} as its forms come to"
                tell(rows, subjects, row, "", what)
        yield


def _named(owners: dict[int, Any], revision: int) -> str:
    return unescape(owners[revision].given_id) if revision in owners else ""


def _place_faults(begins: int, ends: int, text: str | None, form: str | None) -> Iterator[str]:
    wrong = faults.misplaced(begins, ends, None if text is None else len(text), least=1)
    if wrong:
        yield wrong
    elif text is not None and form is not None and " ".join(text[begins:ends].split()) != form:
        yield f"words is {faults.shown(form)}, expected {faults.shown(text[begins:ends])} as the text has it"
