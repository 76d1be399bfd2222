"""Keeps the key terms of each current text, and counts them: of the whole store as they come and go, and of the
statements that a filter chooses when it is asked for.

A term is printed in several forms ("bridge", "bridges"). Each form is counted, and of each term the sum is kept with
the form that most articles print, so that the subjects of a whole store are read and not counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    bindparam,
    case,
    delete,
    func,
    or_,
    select,
    update,
)

from quotetrack.records import EVERYTHING, CountedTerm, Filter, KeyTerm, Span
from quotetrack.store.batches import ROWS, VALUES, in_batches, insert_rows, put_rows, select_in
from quotetrack.store.filters import IS_SHOWN, STATEMENTS_JOINED, is_chosen
from quotetrack.store.index import Index
from quotetrack.store.tables import key_terms, quotes, revisions, subjects, term_forms

_Form = tuple[str, str]
"""A term's key, and the form it is printed in."""

_TOTALS = ("articles", "quotes", "first", "last")

_EVERY: Select[Any] = (
    select(*(subjects.c[name] for name in ("key", "words", *_TOTALS)))
    .where(subjects.c.quotes > 0)
    .order_by(subjects.c.articles.desc(), subjects.c.key)
)


def key_terms_in(connection: Connection, revision_id: int) -> tuple[KeyTerm, ...]:
    """Return the key terms of a revision, best first."""
    wanted = (
        select(term_forms.c.key, key_terms.c.begins, key_terms.c.ends)
        .join(term_forms, term_forms.c.id == key_terms.c.form)
        .where(key_terms.c.revision == revision_id)
        .order_by(key_terms.c.n)
    )
    return tuple(KeyTerm(row.key, Span(row.begins, row.ends)) for row in connection.execute(wanted))


def add_key_terms(connection: Connection, revision_id: int, text: str, terms: Sequence[KeyTerm]) -> None:
    """Store the key terms of a revision that has none yet, and count its statements and its day with them. Its
    statements must be stored already, with what reviewers have decided of them."""
    if not terms:
        return
    _hold(connection, (term.key for term in terms))
    forms = _insert(connection, revision_id, text, terms)
    shown = (quotes.c.revision == revision_id, IS_SHOWN)
    size = select(func.count(quotes.c.id)).where(*shown).scalar_subquery()
    day = connection.execute(select(revisions.c.published).where(revisions.c.id == revision_id)).scalar()
    first, last = term_forms.c.first, term_forms.c.last
    connection.execute(
        update(term_forms)
        .where(term_forms.c.id.in_(sorted(set(forms.values()))))
        .values(
            articles=term_forms.c.articles + 1,
            quotes=term_forms.c.quotes + size,
            first=first if day is None else case((or_(first.is_(None), first > day), day), else_=first),
            last=last if day is None else case((or_(last.is_(None), last < day), day), else_=last),
        )
    )
    _sum_up(connection, (key for key, _ in forms))


def replace_key_terms(connection: Connection, revision_id: int, text: str, terms: Sequence[KeyTerm]) -> None:
    """Store other key terms of a revision, or the same ones after its statements or its day have changed.

    A revision that is shown no longer has none. The forms of the terms are counted anew.
    """
    before = _forms_of(connection, revision_id)
    _hold(connection, (*(key for key, _ in before), *(term.key for term in terms)))
    connection.execute(delete(key_terms).where(key_terms.c.revision == revision_id))
    changed = {**before, **_insert(connection, revision_id, text, terms)}
    _count_anew(connection, changed.values())
    _sum_up(connection, (key for key, _ in changed))


def recount_key_terms(connection: Connection, revision_ids: Iterable[int]) -> None:
    """Count the key terms of these revisions anew, after others of their statements are shown than before."""
    wanted = select(key_terms.c.form, term_forms.c.key).join(term_forms, term_forms.c.id == key_terms.c.form)
    rows = list(select_in(connection, wanted, key_terms.c.revision, revision_ids))
    keys = {row.key for row in rows}
    _hold(connection, keys)
    _count_anew(connection, (row.form for row in rows))
    _sum_up(connection, keys)


def recount_all_key_terms(connection: Connection) -> None:
    """Count all key terms anew."""
    _count_anew(connection, connection.execute(select(term_forms.c.id)).scalars().all())
    _sum_up(connection, connection.execute(select(term_forms.c.key)).scalars().all())


def counted_terms(connection: Connection, index: Index, filter: Filter) -> Iterator[CountedTerm]:
    """Yield the key terms of the articles that print the statements chosen, those of most articles first.

    Without a filter they are read as they were counted. `Filter.limit` is ignored.
    """
    wanted = _EVERY if filter == EVERYTHING else _by_key(_of_chosen(index, filter))
    rows = connection.execute(wanted, execution_options={"yield_per": ROWS})
    for key, words, articles, size, first, last in rows:
        # PostgreSQL sums whole numbers up to a decimal, which no float can be multiplied with.
        yield CountedTerm(
            key=key, words=words, quotes=int(size), articles=int(articles), first=first, last=last
        )


def _of_chosen(index: Index, filter: Filter) -> Select[Any]:
    """The forms of the terms of the statements chosen, each counted. Statements are counted by text first, so that a
    text's terms are read once, however much it quotes."""
    texts = (
        select(
            quotes.c.revision.label("revision"),
            func.count(quotes.c.id).label("quotes"),
            func.min(revisions.c.published).label("published"),
        )
        .select_from(STATEMENTS_JOINED)
        .where(is_chosen(filter, index))
        .group_by(quotes.c.revision)
        .subquery()
    )
    counted = (
        select(
            key_terms.c.form.label("form"),
            func.count().label("articles"),
            func.sum(texts.c.quotes).label("quotes"),
            func.min(texts.c.published).label("first"),
            func.max(texts.c.published).label("last"),
        )
        .select_from(texts.join(key_terms, key_terms.c.revision == texts.c.revision))
        .group_by(key_terms.c.form)
        .subquery()
    )
    totals = (counted.c[name] for name in _TOTALS)
    return select(term_forms.c.key, term_forms.c.words, *totals).join(
        counted, counted.c.form == term_forms.c.id
    )


def _by_key(source: Select[Any]) -> Select[Any]:
    """The forms of each term taken together, with the form that most articles print (of several the first)."""
    form = source.subquery()

    def over(counted: Any, order_by: tuple[Any, ...] | None = None) -> Any:
        return counted.over(partition_by=form.c.key, order_by=order_by)

    ranked = select(
        form.c.key,
        form.c.words,
        over(func.sum(form.c.articles)).label("articles"),
        over(func.sum(form.c.quotes)).label("quotes"),
        over(func.min(form.c.first)).label("first"),
        over(func.max(form.c.last)).label("last"),
        over(func.row_number(), (form.c.articles.desc(), form.c.words)).label("place"),
    ).subquery()
    totals = (ranked.c[name] for name in ("key", "words", *_TOTALS))
    return select(*totals).where(ranked.c.place == 1).order_by(ranked.c.articles.desc(), ranked.c.key)


def _hold(connection: Connection, keys: Iterable[str]) -> None:
    """Have a row for each of these terms, and hold it until the end of the transaction. The rows are taken in one
    order, so that two writers of PostgreSQL never wait for each other in a circle."""
    for batch in in_batches(sorted(set(keys)), VALUES):
        held = select(subjects.c.key).where(subjects.c.key.in_(batch)).order_by(subjects.c.key)
        missing = set(batch).difference(connection.execute(held).scalars())
        rows = [{"key": key, "words": key, "articles": 0, "quotes": 0} for key in sorted(missing)]
        put_rows(connection, subjects, rows, unless_known=["key"])
        connection.execute(held.with_for_update()).all()


def _sum_up(connection: Connection, keys: Iterable[str]) -> None:
    """Sum the forms of these terms; one of which no form is left counts nothing."""
    for batch in in_batches(sorted(set(keys)), VALUES):
        forms = select(term_forms).where(term_forms.c.key.in_(batch))
        rows = [{"of": row["key"], **row} for row in connection.execute(_by_key(forms)).mappings()]
        connection.execute(_assigning(subjects, subjects.c.key, ("words", *_TOTALS)), rows)


def _count_anew(connection: Connection, forms: Iterable[int]) -> None:
    """Count the articles of these forms, their statements and their days."""
    for batch in in_batches(sorted(set(forms)), VALUES):
        nothing = {"articles": 0, "quotes": 0, "first": None, "last": None}
        rows = {form: {"of": form, **nothing} for form in batch}
        rows |= {row["of"]: dict(row) for row in connection.execute(_of_forms(batch)).mappings()}
        connection.execute(_assigning(term_forms, term_forms.c.id, _TOTALS), list(rows.values()))


def _assigning(table: Table, key: ColumnElement[Any], names: Sequence[str]) -> Any:
    """Return the UPDATE that writes these columns of the row whose `key` is the parameter "of"."""
    return update(table).where(key == bindparam("of")).values({name: bindparam(name) for name in names})


def _of_forms(forms: Sequence[int]) -> Select[Any]:
    size = (
        select(func.count(quotes.c.id))
        .where(quotes.c.revision == key_terms.c.revision, IS_SHOWN)
        .correlate(key_terms)
        .scalar_subquery()
    )
    return (
        select(
            key_terms.c.form.label("of"),
            func.count().label("articles"),
            func.sum(size).label("quotes"),
            func.min(revisions.c.published).label("first"),
            func.max(revisions.c.published).label("last"),
        )
        .select_from(key_terms.join(revisions, revisions.c.id == key_terms.c.revision))
        .where(key_terms.c.form.in_(forms))
        .group_by(key_terms.c.form)
    )


def _forms_of(connection: Connection, revision_id: int) -> dict[_Form, int]:
    """Map the forms in which the key terms of a revision are printed to their rows."""
    wanted = (
        select(term_forms.c.key, term_forms.c.words, term_forms.c.id)
        .join(key_terms, key_terms.c.form == term_forms.c.id)
        .where(key_terms.c.revision == revision_id)
    )
    return {(row.key, row.words): row.id for row in connection.execute(wanted)}


def _insert(
    connection: Connection, revision_id: int, text: str, terms: Sequence[KeyTerm]
) -> dict[_Form, int]:
    """Insert the key terms of a revision; map their forms, each on one line, to their rows."""
    forms = [(term.key, " ".join(term.span.of(text).split())) for term in terms]
    ids = _form_ids(connection, sorted(set(forms)))
    rows = [
        {"revision": revision_id, "n": n, "form": ids[form], "begins": term.span.start, "ends": term.span.end}
        for n, (term, form) in enumerate(zip(terms, forms, strict=True))
    ]
    insert_rows(connection, key_terms, rows)
    return {form: ids[form] for form in forms}


def _form_ids(connection: Connection, wanted: Sequence[_Form]) -> dict[_Form, int]:
    """Map each form to its row; make it if there is none."""
    known = _known(connection, wanted)
    missing = [
        {"key": key, "words": words, "articles": 0, "quotes": 0}
        for key, words in wanted
        if (key, words) not in known
    ]
    if missing:
        put_rows(connection, term_forms, missing, unless_known=["key", "words"])
        known = _known(connection, wanted)
    return known


def _known(connection: Connection, wanted: Sequence[_Form]) -> dict[_Form, int]:
    query = select(term_forms.c.key, term_forms.c.words, term_forms.c.id)
    rows = select_in(connection, query, term_forms.c.key, (key for key, _ in wanted))
    return {(row.key, row.words): row.id for row in rows}
