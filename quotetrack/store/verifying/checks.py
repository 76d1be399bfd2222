"""Checks all tables but those of quotations: rows that can be judged one by one, by a table of checks; then articles,
links, claims and key terms. Each function yields once for every lot of rows; the faults wait in `Rows`."""

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
    claims,
    decisions,
    descriptions,
    key_terms,
    linking_state,
    links,
    members,
    postings,
    quotes,
    revisions,
    role_words,
    runs,
    sources,
    speaker_decisions,
    speaker_keys,
    speaker_words,
    speakers,
    subjects,
    term_forms,
    undescribed,
)
from quotetrack.store.verifying import faults
from quotetrack.store.verifying.damaged import Rows

_TEXTS = 50
"""How many texts are in memory together."""

_COLUMNS = ("key", "words", "articles", "quotes", "first", "last")


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
                rows.tell(check.table, row, name, *check.faults(row))
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
                rows.tell(articles, row, names.get(row.id, ""), *wrong)
        yield


def check_links(rows: Rows, compared: Counter[str]) -> Iterator[None]:
    """Check links: between two quotations of different articles, with probabilities that sum to 1."""
    for lot in rows.lots(links, "a"):
        ends = rows.pick(quotes, ("given_id", "revision"), (end for row in lot.rows for end in row[:2]))
        texts = rows.pick(revisions, ("article",), (end.revision for end in ends.values()))
        home = {end: texts[row.revision].article for end, row in ends.items() if row.revision in texts}
        names = {tuple(row[:2]): " and ".join(_name(ends, end) for end in row[:2]) for row in lot.rows}
        rows.refer(links, lot.rows, list(names.values()), {"a": quotes, "b": quotes})
        compared["links"] += len(lot.rows)
        for row in lot.rows:
            rows.tell(links, row, names[row.a, row.b], *faults.link_faults(row))
            if row.a != row.b and home.get(row.a, -1) == home.get(row.b, -2):
                what = "both ends stand in one article, expected two articles"
                rows.tell(links, row, names[row.a, row.b], what)
        yield


def check_claims(rows: Rows) -> Iterator[None]:
    """Check claims and their members: each a quotation of a claim, and a copy of another member or of none.

    One member or none is no fault. Quotations that are read anew or corrected leave their claims until the next
    linking, and what is printed only once is not shown as a claim of several.
    """
    for _ in rows.lots(claims):
        yield
    for lot in rows.lots(members, "quote"):
        ends = {end for row in lot.rows for end in (row.quote, row.copy_of) if end is not None}
        known = rows.pick(quotes, ("given_id",), ends)
        names = {end: unescape(row.given_id) for end, row in known.items()}
        parents = {"quote": quotes, "claim": claims, "copy_of": quotes}
        rows.refer(members, lot.rows, [names.get(row.quote, "") for row in lot.rows], parents)
        copied = {row.copy_of for row in lot.rows if row.copy_of in known}
        home = {end: row.claim for end, row in rows.pick(members, ("claim",), copied).items()}
        for row in lot.rows:
            if row.copy_of not in known or rows.is_gap(members, row.copy_of):
                continue
            if row.copy_of == row.quote or home.get(row.copy_of) != row.claim:
                what = f"copy_of is row {row.copy_of}, expected another member of the same claim"
                rows.tell(members, row, _name(known, row.quote), what)
        yield


def _name(owners: dict[int, Any], row: int, unknown: str = "?") -> str:
    """Return the id of the quotation or article in a row, by those that could be read."""
    return unescape(owners[row].given_id) if row in owners else unknown


def check_key_terms(rows: Rows) -> Iterator[None]:
    """Key terms and their places; then how many articles each form, and each term, is said to have."""
    of_forms: Counter[int] = Counter()
    of_keys: Counter[str] = Counter()
    for lot in rows.lots(key_terms, "revision", names=("form", "begins", "ends")):
        owners = rows.pick(revisions, ("given_id", "text"), (row.revision for row in lot.rows))
        texts = {id: unescape(row.text) for id, row in owners.items()}
        forms = rows.pick(term_forms, ("key", "words"), (row.form for row in lot.rows))
        names = [_name(owners, row.revision, "") for row in lot.rows]
        rows.refer(key_terms, lot.rows, names, {"revision": revisions, "form": term_forms})
        of_forms.update(row.form for row in lot.rows)
        of_keys.update(forms[row.form].key for row in lot.rows if row.form in forms)
        for row, name in zip(lot.rows, names, strict=True):
            form = unescape(forms[row.form].words) if row.form in forms else None
            wrong = _place_faults(row.begins, row.ends, texts.get(row.revision), form)
            rows.tell(key_terms, row, name, *wrong)
        yield
    totals = (
        (term_forms, "id", of_forms, "key_terms has rows"),
        (subjects, "key", of_keys, "its forms come to"),
    )
    for table, key, counted, source in totals:
        for lot in rows.lots(table, names=_COLUMNS):
            for row in lot.rows:
                expected = counted[getattr(row, key)]
                if row.articles != expected:
                    what = f"articles is {row.articles}, expected {expected} as {source}"
                    rows.tell(table, row, "", what)
            yield


def _place_faults(begins: int, ends: int, text: str | None, form: str | None) -> Iterator[str]:
    wrong = [*faults.misplaced(begins, ends, text, least=1)]
    if not wrong and text is not None and form is not None and " ".join(text[begins:ends].split()) != form:
        wrong = [
            f"words is {faults.shown(form)}, expected {faults.shown(text[begins:ends])} as the text has it"
        ]
    yield from wrong
