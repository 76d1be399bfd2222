"""Checks the rows of all tables: those that can be judged one by one, by a table of checks; then articles, links,
claims, key terms, and quotations against their texts. Each function yields once for every lot of rows; the faults wait
in `Rows`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import chain
from typing import Any

from sqlalchemy import Column, Integer, MetaData, Table

from quotetrack.store.batches import VALUES, Recent
from quotetrack.store.damaged import Lot, Rows
from quotetrack.store.escaping import fingerprint, plain, unescape
from quotetrack.store.tables import (
    articles,
    attributions,
    candidates,
    claim_changes,
    claims,
    decisions,
    descriptions,
    erased_names,
    erased_quotes,
    evidence,
    figures,
    kept_checks,
    key_terms,
    linking_state,
    links,
    members,
    metadata,
    not_speech,
    pair_decisions,
    pending,
    postings,
    quotes,
    reviews,
    revisions,
    role_words,
    runs,
    signatures,
    sources,
    spans,
    speaker_decisions,
    speaker_keys,
    speaker_words,
    speakers,
    subjects,
    term_forms,
    tombstones,
    undescribed,
    watched,
    watched_pairs,
    watches,
)
from quotetrack.store.verifying import faults
from quotetrack.store.verifying.sealed import tell_broken_seals

_TEXTS = 50
"""How many texts are in memory together."""

_PARTS = (attributions, spans, figures, candidates, evidence)
"""What belongs to a quotation beside its row."""

_Texts = Recent[tuple[str, str | None]]
"""By revision the id of its article, and its text; "" and None if they cannot be read."""

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
    index: tuple[str, str] | None = None
    """The full-text index that must have every row, and the column of its owners in PostgreSQL; None for none."""


BEFORE_ARTICLES = (
    TableCheck(sources, faults.source_faults, lambda row: plain(row.name) or plain(row.domain) or ""),
    TableCheck(runs, faults.run_faults),
    TableCheck(speakers, faults.speaker_faults, lambda row: unescape(row.name), {"person": speakers}),
    TableCheck(
        descriptions,
        partial(faults.column_faults, "descriptions"),
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
        index=("text_words", "revision"),
    ),
)
"""Texts: each as its digest has it, with what is told of the article."""

AFTER_CLAIMS = (
    TableCheck(
        decisions,
        partial(faults.column_faults, "decisions"),
        lambda row: unescape(row.quote),
        {"article": articles, "undoes": decisions},
    ),
    TableCheck(
        pair_decisions,
        partial(faults.column_faults, "pair_decisions"),
        lambda row: f"{unescape(row.quote)} and {unescape(row.other)}",
    ),
    TableCheck(
        kept_checks,
        partial(faults.column_faults, "kept_checks"),
        lambda row: f"check {row.id}",
    ),
    TableCheck(watches, partial(faults.column_faults, "watches"), lambda row: unescape(row.name)),
    TableCheck(
        watched,
        partial(faults.column_faults, "watched"),
        lambda row: unescape(row.quote),
        {"watch": watches},
    ),
    TableCheck(
        watched_pairs,
        partial(faults.column_faults, "watched_pairs"),
        lambda row: f"{unescape(row.quote)} and {unescape(row.other)}",
        {"watch": watches},
    ),
    TableCheck(tombstones, faults.tombstone_faults, lambda row: unescape(row.key)),
    TableCheck(erased_names),
    TableCheck(erased_quotes),
    TableCheck(claim_changes),
    TableCheck(speaker_decisions),
    TableCheck(undescribed),
    TableCheck(postings, key="key"),
    TableCheck(linking_state, key=None),
)
"""What reviewers have decided and saved, and tables of which nothing is known but that they can be read."""


def check_tables(
    rows: Rows, checks: Iterable[TableCheck], compared: Counter[str] | None = None, *, is_sqlite: bool = True
) -> Iterator[None]:
    """Check each row by itself and against those it belongs to."""
    for check in checks:
        if check.key is None:
            for found in rows.all(check.table):
                _check_rows(rows, check, found)
                yield
            continue
        for lot in rows.lots(check.table, check.key, check.size):
            _check_rows(rows, check, lot.rows)
            if compared is not None and check.counts:
                compared[check.counts] += len(lot.rows)
            if check.index is not None:
                names = {row.id: check.name(row) for row in lot.rows}
                _check_index(rows, check.table, *check.index, lot, names, is_sqlite=is_sqlite)
            yield


def _check_rows(rows: Rows, check: TableCheck, found: Sequence[Any]) -> None:
    names = list(map(check.name, found))
    rows.refer(check.table, found, names, check.parents)
    for row, name in zip(found, names, strict=True):
        rows.tell(check.table, row, name, *check.faults(row))
    tell_broken_seals(rows, check.table, found, names)


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
        tell_broken_seals(rows, links, lot.rows, list(names.values()))
        yield


def check_claims(rows: Rows) -> Iterator[None]:
    """Check claims and their members: each a quotation of a claim, and a copy of another member or of none.

    One member or none is no fault. Quotations that are read anew or corrected leave their claims until the next
    linking, and what is printed only once is not shown as a claim of several.
    """
    for lot in rows.lots(claims):
        tell_broken_seals(rows, claims, lot.rows, [row.given_id for row in lot.rows])
        yield
    for lot in rows.lots(members, "quote"):
        ends = {end for row in lot.rows for end in (row.quote, row.copy_of) if end is not None}
        known = rows.pick(quotes, ("given_id",), ends)
        names = {end: unescape(row.given_id) for end, row in known.items()}
        parents = {"quote": quotes, "claim": claims, "copy_of": quotes}
        called = [names.get(row.quote, "") for row in lot.rows]
        rows.refer(members, lot.rows, called, parents)
        copied = {row.copy_of for row in lot.rows if row.copy_of in known}
        home = {end: row.claim for end, row in rows.pick(members, ("claim",), copied).items()}
        for row in lot.rows:
            if row.copy_of not in known or rows.is_gap(members, row.copy_of):
                continue
            if row.copy_of == row.quote or home.get(row.copy_of) != row.claim:
                what = f"copy_of is row {row.copy_of}, expected another member of the same claim"
                rows.tell(members, row, _name(known, row.quote), what)
        tell_broken_seals(rows, members, lot.rows, called)
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
            f"words is {faults.show_value(form)}, expected {faults.show_value(text[begins:ends])} as the text has it"
        ]
    yield from wrong


def _texts_at(rows: Rows, revision_ids: list[int]) -> dict[int, tuple[str, str | None]]:
    sound = rows.pick(revisions, ("given_id", "text"), revision_ids)
    read = {id: (unescape(row.given_id), unescape(row.text)) for id, row in sound.items()}
    return {id: read.get(id, ("", None)) for id in revision_ids}


def check_quotes(rows: Rows, compared: Counter[str], *, is_sqlite: bool) -> Iterator[None]:
    """Check quotations and all that belongs to each."""
    texts = _Texts()
    for lot in rows.lots(quotes):
        names = {row.id: unescape(row.given_id) for row in lot.rows}
        rows.refer(quotes, lot.rows, list(names.values()), {"revision": revisions})
        parts = {table.name: _belonging(rows, table, lot, names) for table in _PARTS}
        attributed = list(chain.from_iterable(parts["attributions"].values()))
        parents = {"speaker": speakers, "person": speakers}
        rows.refer(attributions, attributed, [names[row.quote] for row in attributed], parents)
        for row in chain.from_iterable(_belonging(rows, reviews, lot, names).values()):
            rows.tell(reviews, row, names[row.quote], *faults.column_faults("reviews", row))
        signed = list(chain.from_iterable(_belonging(rows, signatures, lot, names).values()))
        tell_broken_seals(rows, signatures, signed, [names[row.quote] for row in signed])
        _belonging(rows, pending, lot, names)
        texts.fetch({row.revision for row in lot.rows}, partial(_texts_at, rows))
        compared["quotations"] += len(lot.rows)
        for row in lot.rows:
            own = {name: owned[row.id] for name, owned in parts.items()}
            compared["spans"] += len(own["spans"])
            unread = [table.name for table in _PARTS if rows.is_gap(table, row.id)]
            for name, at, what in faults.quote_faults(row, own, texts[row.revision][1], unread):
                rows.tell(metadata.tables[name], row if at is None else at, names[row.id], what)
        _check_index(rows, quotes, "quote_words", "quote", lot, names, is_sqlite=is_sqlite)
        yield


def check_not_speech(rows: Rows, compared: Counter[str], *, is_sqlite: bool) -> Iterator[None]:
    """Check words in marks that quote nobody."""
    texts = _Texts()
    for lot in rows.lots(not_speech):
        texts.fetch({row.revision for row in lot.rows}, partial(_texts_at, rows))
        names = {row.id: texts[row.revision][0] for row in lot.rows}
        rows.refer(not_speech, lot.rows, list(names.values()), {"revision": revisions})
        compared["spans"] += len(lot.rows)
        for row in lot.rows:
            rows.tell(not_speech, row, names[row.id], *faults.not_speech_faults(row, texts[row.revision][1]))
        _check_index(rows, not_speech, "not_speech_words", "not_speech", lot, names, is_sqlite=is_sqlite)
        yield


def _belonging(rows: Rows, table: Table, lot: Lot, names: Mapping[int, str]) -> dict[int, list[Any]]:
    """Map each quotation of a lot to the rows of a table that belong to it; rows of no quotation are faults."""
    owned: dict[int, list[Any]] = defaultdict(list)
    for row in rows.read(table, "quote", lot.first, lot.last):
        if row.quote in names:
            owned[row.quote].append(row)
        elif not rows.is_gap(quotes, row.quote):
            what = f"quote is row {row.quote} of quotes, expected one that is there"
            rows.tell(table, row, "", what)
    return owned


def _check_index(
    rows: Rows, table: Table, index: str, owner: str, lot: Lot, names: Mapping[int, str], *, is_sqlite: bool
) -> None:
    """Tell of the rows of a lot that a full-text index lacks."""
    # FTS5 keeps a row for each that it has indexed; PostgreSQL's index is a table as others are.
    kept = _index_table(f"{index}_docsize", "id") if is_sqlite else _index_table(index, owner)
    (key,) = kept.columns.keys()
    there = {row[0] for row in rows.read(kept, key, lot.first, lot.last)}
    for row in lot.rows:
        if row.id not in there and not rows.is_gap(kept, row.id):
            what = f"the full-text index {index} does not have it, expected that it does"
            rows.tell(table, row, names[row.id], what)


@cache
def _index_table(name: str, key: str) -> Table:
    return Table(name, MetaData(), Column(key, Integer, primary_key=True))
