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

_COLUMNS = ("key", "words", "articles", "quotes", "first", "last")


def check_key_terms(rows: Rows) -> Iterator[None]:
    """Key terms and their places; then how many articles each form, and each term, is said to have."""
    printed: Counter[int] = Counter()
    for lot in rows.lots(key_terms, "revision", names=("form", "begins", "ends")):
        owners = rows.pick(revisions, ("given_id", "text"), (row.revision for row in lot.rows))
        texts = {id: unescape(row.text) for id, row in owners.items()}
        forms = rows.pick(term_forms, ("words",), (row.form for row in lot.rows))
        where = {tuple(row[:2]): _named(owners, row.revision) for row in lot.rows}
        names = [where[tuple(row[:2])] for row in lot.rows]
        rows.refer(key_terms, lot.rows, names, {"revision": revisions, "form": term_forms})
        for row in lot.rows:
            printed[row.form] += 1
            form = unescape(forms[row.form].words) if row.form in forms else None
            told = _place_faults(row.begins, row.ends, texts.get(row.revision), form)
            rows.check(key_terms, row, where[tuple(row[:2])], told)
        yield
    of_keys: Counter[str] = Counter()
    for lot in rows.lots(term_forms, names=_COLUMNS):
        for row in lot.rows:
            of_keys[row.key] += printed[row.id]
            if row.articles != printed[row.id]:
                what = f"articles is {row.articles}, expected {printed[row.id]} as key_terms has rows"
                rows.tell(term_forms, row, "", what)
        yield
    for lot in rows.lots(subjects, names=_COLUMNS):
        for row in lot.rows:
            if row.articles != of_keys[row.key]:
                what = f"articles is {row.articles}, expected {of_keys[row.key]} as its forms come to"
                rows.tell(subjects, row, "", what)
        yield


def _named(owners: dict[int, Any], revision: int) -> str:
    return unescape(owners[revision].given_id) if revision in owners else ""


def _place_faults(begins: int, ends: int, text: str | None, form: str | None) -> Iterator[str]:
    wrong = [*faults.misplaced(begins, ends, text, least=1)]
    if not wrong and text is not None and form is not None and " ".join(text[begins:ends].split()) != form:
        wrong = [
            f"words is {faults.shown(form)}, expected {faults.shown(text[begins:ends])} as the text has it"
        ]
    yield from wrong
