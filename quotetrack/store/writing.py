"""Adds an extraction to the tables. Everything here runs inside one transaction that the store opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import Connection, Table, delete, or_, select, update

from quotetrack.errors import StoreError
from quotetrack.records import Article, Extraction, NotSpeech, Statement, statement_id
from quotetrack.review.decisions import merge_with_decisions, under_stored_ids, with_id
from quotetrack.review.later_text import carry_over
from quotetrack.store import rows
from quotetrack.store.batches import group_pairs, insert_for_ids, insert_rows, select_in
from quotetrack.store.decisions import decided_in, note, put_reviews
from quotetrack.store.escaping import fingerprint
from quotetrack.store.filters import PERSON
from quotetrack.store.index import Indexes, not_speech_entries, quote_entries, text_entry
from quotetrack.store.key_terms import add_key_terms, key_terms_in, replace_key_terms
from quotetrack.store.leaves import seal_articles
from quotetrack.store.pending import mark_new
from quotetrack.store.reading import article_in, not_speech_in, statements_in
from quotetrack.store.shared_rows import (
    article_row_id,
    is_by_path,
    name_and_kind,
    run_id,
    source_id,
    source_key,
    speaker_ids,
)
from quotetrack.store.speakers import note_changed, note_revision
from quotetrack.store.tables import (
    articles,
    attributions,
    candidates,
    evidence,
    figures,
    links,
    members,
    not_speech,
    pending,
    quotes,
    revisions,
    runs,
    signatures,
    sources,
    spans,
    speakers,
)
from quotetrack.store.tombstones import is_erased, without_erased
from quotetrack.store.wire_versions import is_superseded

Outcome = Literal["added", "unchanged", "revised", "updated", "erased"]
"""`added`: a new article; `revised`: another text of one that is stored, whose earlier text is kept;
`updated`: the same text with other metadata, or with other things found in it; `unchanged`; `erased`: it was erased
before, and stays out."""

Versions = tuple[tuple[str, str], ...]


def add_extraction(connection: Connection, indexes: Indexes, extraction: Extraction) -> Outcome:
    """Store all of `extraction`, or what is new about it, and seal it."""
    _refuse_misplaced(extraction)
    if is_erased(connection, extraction.article):
        return "erased"
    if is_superseded(connection, extraction.article):
        return "unchanged"
    extraction = without_erased(connection, extraction)
    twin = find_twin(connection, extraction.article)
    article_id = twin if twin is not None else article_row_id(connection, extraction.article)
    outcome = _add(connection, indexes, extraction, article_id, is_twin=twin is not None)
    if outcome != "unchanged":
        seal_articles(connection, [article_id])
    return outcome


def _add(
    connection: Connection, indexes: Indexes, extraction: Extraction, article_id: int, *, is_twin: bool
) -> Outcome:
    article = extraction.article
    known = connection.execute(
        select(revisions.c.id, revisions.c.number, revisions.c.current, revisions.c.digest)
        .where(revisions.c.article == article_id)
        .order_by(revisions.c.number)
    ).all()
    current = next((row for row in known if row.current), None)
    if current is None:
        add_revision(connection, indexes, extraction, article_id=article_id, number=1)
        return "added"
    if current.digest == article.digest:
        return _bring_up_to_date(connection, indexes, extraction, article_id, current.id, is_twin=is_twin)
    if any(row.digest == article.digest for row in known):
        # An earlier text, added again: two copies in one folder must not take turns for ever.
        return "unchanged"
    note_revision(connection, current.id)
    connection.execute(update(revisions).where(revisions.c.id == current.id).values(current=False))
    _unlink(connection, current.id)
    replace_key_terms(connection, current.id, "", ())
    before = article_in(connection, current.id), statements_in(connection, current.id)
    after = article, extraction.statements
    statements, carried = carry_over(before, after, decided_in(connection, article_id))
    note(connection, [(article_id, decision) for decision in carried])
    extraction = replace(extraction, statements=statements)
    add_revision(connection, indexes, extraction, article_id=article_id, number=known[-1].number + 1)
    return "revised"


def _unlink(connection: Connection, revision_id: int) -> None:
    """Take the quotes of a revision that is shown no longer out of all links and claims; nothing is to be done for
    them any more."""
    gone = select(quotes.c.id).where(quotes.c.revision == revision_id)
    connection.execute(delete(links).where(or_(links.c.a.in_(gone), links.c.b.in_(gone))))
    connection.execute(update(members).where(members.c.copy_of.in_(gone)).values(copy_of=None))
    for table in (members, signatures, pending):
        connection.execute(delete(table).where(table.c.quote.in_(gone)))


def holds_extraction(connection: Connection, article: Article, versions: Versions) -> bool:
    """Return True if adding `article`, as these versions extract it, would find nothing new."""
    twin = find_twin(connection, article)
    key = articles.c.key_hash == fingerprint(article.key or article.id)
    known = connection.execute(
        select(revisions.c.id, revisions.c.current, runs.c.key.label("run_key"))
        .join(articles, articles.c.id == revisions.c.article)
        .join(runs, runs.c.id == revisions.c.run)
        .where(revisions.c.digest == article.digest)
        .where(key if twin is None else articles.c.id == twin)
        .order_by(revisions.c.current.desc())
        .limit(1)
    ).one_or_none()
    if known is None:
        return False
    if not known.current:
        return True
    same_run = bool(known.run_key == fingerprint(versions))
    return same_run and (twin is not None or _tells_the_same(article_in(connection, known.id), article))


def find_twin(connection: Connection, article: Article) -> int | None:
    """Return the row of an article from another path with the same text, title, outlet and day: a copy of the file.

    None if there is none, or if `article` has an id or URL of its own, or is stored itself.
    """
    if not is_by_path(article):
        return None
    itself = select(articles.c.id).where(articles.c.key_hash == fingerprint(article.key))
    if connection.execute(itself).first():
        return None
    return connection.execute(
        select(articles.c.id)
        .join(revisions, revisions.c.article == articles.c.id)
        .join(sources, sources.c.id == revisions.c.source)
        .where(articles.c.by_path, revisions.c.current, revisions.c.digest == article.digest)
        .where(sources.c.key == source_key(article.source))
        .where(revisions.c.title.is_not_distinct_from(article.title))
        .where(revisions.c.published.is_not_distinct_from(article.published))
        .order_by(articles.c.id)
        .limit(1)
    ).scalar()


def _tells_the_same(stored: Article, article: Article) -> bool:
    """Return True if nothing but the day of retrieval differs, for an article of the same key."""
    return replace(stored, retrieved=None, key="") == replace(article, retrieved=None, key="")


def _refuse_misplaced(extraction: Extraction) -> None:
    for statement in extraction.statements:
        if statement.attribution.quote != statement.quote.id:
            raise StoreError(
                f"article {extraction.article.id!r} was not stored: quotation {statement.quote.id!r} comes "
                f"with the attribution of {statement.attribution.quote!r}; extract the article again"
            )


def _bring_up_to_date(
    connection: Connection,
    indexes: Indexes,
    extraction: Extraction,
    article_id: int,
    revision_id: int,
    *,
    is_twin: bool,
) -> Outcome:
    """Write what differs from a revision with the same text: metadata, versions, statements or what is no
    speech. A copy from another path leaves the metadata as they are; what reviewers have decided stands."""
    stored = article_in(connection, revision_id)
    article = stored if is_twin else extraction.article
    statements = extraction.statements
    if is_twin:
        statements = tuple(_as_printed_in(stored, extraction.article, statement) for statement in statements)
    run = run_id(connection, extraction.versions)
    stored_run = connection.execute(select(revisions.c.run).where(revisions.c.id == revision_id)).scalar()
    same_metadata = _tells_the_same(stored, article)
    held = (statements_in(connection, revision_id), not_speech_in(connection, revision_id))
    decided = decided_in(connection, article_id)
    statements = under_stored_ids(article, held[0], statements, decided)
    statements = merge_with_decisions(held[0], statements, decided)
    stored_parts = (*held, key_terms_in(connection, revision_id), stored_run)
    if same_metadata and stored_parts == (statements, extraction.not_speech, extraction.key_terms, run):
        return "unchanged"
    values = {**rows.article_row(article), "run": run, "source": source_id(connection, article.source)}
    connection.execute(update(revisions).where(revisions.c.id == revision_id).values(values))
    note_revision(connection, revision_id)
    # What is found again as it was keeps its row, and with it its links; unless what is indexed with it is another.
    placed = _leave(connection, revision_id, held[0] if same_metadata else (), list(enumerate(statements)))
    connection.execute(delete(not_speech).where(not_speech.c.revision == revision_id))
    _add_statements(connection, indexes, article, placed, revision_id)
    _add_not_speech(connection, indexes, article, extraction.not_speech, revision_id)
    put_reviews(connection, revision_id, decided)
    replace_key_terms(connection, revision_id, article.text, extraction.key_terms)
    return "updated"


def _leave(
    connection: Connection,
    revision_id: int,
    held: Sequence[Statement],
    wanted: Sequence[tuple[int, Statement]],
) -> list[tuple[int, Statement]]:
    """Delete all statements of a revision but those of `held`, which are stored in this order, that are wanted as they
    are; these go to their new places. Those that are still to be added come back."""
    own = select(quotes.c.id, quotes.c.n).where(quotes.c.revision == revision_id).order_by(quotes.c.n)
    rows_held = connection.execute(own).all()
    stored = {statement: row.id for statement, row in zip(held, rows_held, strict=False)}
    stays = {stored[statement]: n for n, statement in wanted if statement in stored}
    connection.execute(delete(quotes).where(quotes.c.revision == revision_id, quotes.c.id.not_in(stays)))
    places = {row.id: stays[row.id] for row in rows_held if stays.get(row.id, row.n) != row.n}
    for sign in (-1, 1):  # no two have one place in between
        for row, n in places.items():
            connection.execute(update(quotes).where(quotes.c.id == row).values(n=sign * (n + 1) - (sign > 0)))
    return [(n, statement) for n, statement in wanted if statement not in stored]


def replace_statement(
    connection: Connection, indexes: Indexes, article: Article, quote_row: int, statement: Statement
) -> int:
    """Write a statement anew in place of the one in this row, as one that has yet to be linked; its new row."""
    query = (
        select(quotes.c.revision, quotes.c.n, attributions.c.person)
        .join(attributions, attributions.c.quote == quotes.c.id)
        .where(quotes.c.id == quote_row)
    )
    revision, n, person = connection.execute(query).one()
    note_changed(connection, [person])
    connection.execute(delete(quotes).where(quotes.c.id == quote_row))
    (new_row,) = _add_statements(connection, indexes, article, [(n, statement)], revision)
    return new_row


def _as_printed_in(stored: Article, article: Article, statement: Statement) -> Statement:
    """Return the statement with the id that it has in `stored`; ids that were not made from the key stay."""
    if statement.quote.id != statement_id(article, statement.quote):
        return statement
    return with_id(statement, statement_id(stored, statement.quote))


def add_revision(
    connection: Connection,
    indexes: Indexes,
    extraction: Extraction,
    *,
    article_id: int,
    number: int,
    current: bool = True,
    added_at: str | None = "",
) -> None:
    """Add a text to an article that is stored, with all that was found in it. It came in now if `added_at` is ""."""
    article = extraction.article
    values = {
        **rows.article_row(article),
        "article": article_id,
        "number": number,
        "current": current,
        "run": run_id(connection, extraction.versions),
        "source": source_id(connection, article.source),
        "added_at": datetime.now(UTC).isoformat(timespec="seconds") if added_at == "" else added_at,
    }
    (made,) = insert_for_ids(connection, revisions, [values])
    indexes.texts.add(connection, [text_entry(made, article.text)])
    _add_statements(connection, indexes, article, list(enumerate(extraction.statements)), made)
    _add_not_speech(connection, indexes, article, extraction.not_speech, made)
    put_reviews(connection, made, decided_in(connection, article_id))
    add_key_terms(connection, made, article.text, extraction.key_terms)


def _add_statements(
    connection: Connection,
    indexes: Indexes,
    article: Article,
    placed: Sequence[tuple[int, Statement]],
    revision_id: int,
) -> list[int]:
    """Add statements to a revision, each with its place `n`; their rows."""
    text = article.text
    values = [
        {"revision": revision_id, "n": n, **rows.quote_row(statement.quote, text)} for n, statement in placed
    ]
    ids = insert_for_ids(connection, quotes, values)
    numbered = list(zip(ids, (statement for _, statement in placed), strict=True))
    names = speaker_ids(connection, (statement.attribution.speaker for _, statement in numbered))
    # The row that stands for the bearer of each name, as far as is known yet.
    persons = dict(select_in(connection, select(speakers.c.id, PERSON), speakers.c.id, names.values()))
    note_changed(connection, persons.values())
    own_rows: list[tuple[Table, rows.Row]] = []
    for quote, statement in numbered:
        own = statement.attribution
        speaker = names.get(name_and_kind(own.speaker))
        row = {**rows.attribution_row(own, text, speaker), "person": persons.get(speaker)}
        parts = {
            attributions: [row],
            spans: rows.span_rows(statement),
            figures: rows.figure_rows(statement.quote, text),
            candidates: rows.candidate_rows(own),
            evidence: rows.evidence_rows(own),
        }
        own_rows += [(table, {"quote": quote, **row}) for table, part in parts.items() for row in part]
    for table, values in group_pairs(own_rows).items():
        insert_rows(connection, table, values)
    indexes.quotes.add(connection, quote_entries(article, numbered))
    mark_new(connection, ids)
    return ids


def _add_not_speech(
    connection: Connection,
    indexes: Indexes,
    article: Article,
    passages: Sequence[NotSpeech],
    revision_id: int,
) -> None:
    values = [
        {"revision": revision_id, "n": n, **rows.not_speech_row(passage, article.text)}
        for n, passage in enumerate(passages)
    ]
    ids = insert_for_ids(connection, not_speech, values)
    indexes.not_speech.add(connection, not_speech_entries(article, list(zip(ids, passages, strict=True))))
