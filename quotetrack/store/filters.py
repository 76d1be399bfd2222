"""A `Filter` as conditions on the tables, and the joins that they stand on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    Table,
    Text,
    and_,
    distinct,
    false,
    func,
    or_,
    select,
    union_all,
)

from quotetrack.errors import require_text
from quotetrack.records import Filter
from quotetrack.store.index import Index
from quotetrack.store.tables import (
    articles,
    attributions,
    not_speech,
    quotes,
    reviews,
    revisions,
    sources,
    speaker_words,
    speakers,
)
from quotetrack.text.folding import fold_words, is_name_long

STATEMENTS_JOINED: FromClause = (
    quotes.join(revisions, revisions.c.id == quotes.c.revision)
    .join(articles, articles.c.id == revisions.c.article)
    .join(sources, sources.c.id == revisions.c.source)
    .join(attributions, attributions.c.quote == quotes.c.id)
    .outerjoin(speakers, speakers.c.id == attributions.c.speaker)
)
"""A row a statement, with all that a filter asks about."""

ONLY_TEXTS: FromClause = quotes.join(revisions, revisions.c.id == quotes.c.revision)
"""A row a statement, with its text alone."""

PRINTED_ORDER = (
    revisions.c.published.is_(None),
    revisions.c.published,
    revisions.c.given_id,
    revisions.c.article,
    quotes.c.begins,
    quotes.c.n,
)
"""By day of publication, unknown days last; then by article, then as printed."""

PRINTED_PLACE = (
    revisions.c.published.is_(None),
    func.coalesce(revisions.c.published, "", type_=revisions.c.published.type),
    *PRINTED_ORDER[2:],
)
"""`PRINTED_ORDER` without nulls, which compare with nothing: what comes behind a statement is greater."""

PERSON = func.coalesce(speakers.c.person, speakers.c.id)
"""Of a speaker's row the row that stands for its bearer."""

ROLE = func.coalesce(attributions.c.speaker_role, attributions.c.role, type_=attributions.c.role.type)
"""The role of a speaker, in a form to show, else as printed."""

_LONGEST_OUTLET = 1000
"""Characters of an outlet's name or domain that is looked for; SQLite's patterns have an end."""

IS_UNNAMED = or_(attributions.c.speaker.is_(None), speakers.c.name == "")
"""The condition that the speaker of a statement is not named."""

NOT_SPEECH_JOINED: FromClause = (
    not_speech.join(revisions, revisions.c.id == not_speech.c.revision)
    .join(articles, articles.c.id == revisions.c.article)
    .join(sources, sources.c.id == revisions.c.source)
)
"""A row for all that stands in marks and quotes nobody."""

NOT_SPEECH_ORDER = (*PRINTED_ORDER[:4], not_speech.c.begins, not_speech.c.n)


_REJECTED = select(reviews.c.quote).where(reviews.c.status == "rejected")

_CONFIRMED = select(reviews.c.quote).where(
    or_(reviews.c.status.in_(("confirmed", "corrected")), reviews.c.corrected != "[]")
)
"""The statements that a reviewer has confirmed, or put right in some way."""

NOT_REJECTED = quotes.c.id.not_in(_REJECTED)
"""The condition that no reviewer has rejected a statement."""

IS_SHOWN = and_(or_(quotes.c.shown, quotes.c.id.in_(_CONFIRMED)), NOT_REJECTED)
"""The condition that a statement is shown, by its row and its review, as `Printed.shown` has it."""


def is_shown_row(table: FromClause) -> ColumnElement[bool]:
    """Return the condition that a row of `quotes`, under this alias, is shown: `IS_SHOWN` for a few rows, of which each
    is looked up instead of listing all reviews."""
    confirmed = _CONFIRMED.where(reviews.c.quote == table.c.id).correlate(table).exists()
    return and_(or_(table.c.shown, confirmed), ~is_rejected_row(table))


def is_rejected_row(table: FromClause) -> ColumnElement[bool]:
    """Return the condition that a reviewer has rejected a row of `quotes`, under this alias, for a few rows."""
    # Of this row alone: a query around it may read reviews too.
    return _REJECTED.where(reviews.c.quote == table.c.id).correlate(table).exists()


KEPT_BACK = union_all(select(quotes.c.id).where(~quotes.c.shown, quotes.c.id.not_in(_CONFIRMED)), _REJECTED)
"""The row ids of all statements that are not shown, some of them twice: there are few, and an index has them."""


def asks_for_unshown(filter: Filter) -> bool:
    """Return True if this filter chooses what is not shown as well."""
    return filter.unshown or filter.status == "rejected"


def is_chosen(filter: Filter, index: Index, *, are_few: bool = False) -> ColumnElement[bool]:
    """Return the condition on `tables_for` this filter that keeps the statements it asks for, of current revisions.

    What is not shown is left out, unless the filter asks for it. `are_few`: another condition leaves a few hundred.
    """
    conditions = (*in_articles(filter), *_in_statements(filter, index, are_few=are_few))
    if asks_for_unshown(filter):
        return and_(revisions.c.current, *conditions)
    if are_few or any((filter.speaker, filter.person, filter.people, filter.mentions, filter.about)):
        # PostgreSQL counts a list once for each row that it is compared with, and would rather read all rows.
        return and_(revisions.c.current, is_shown_row(quotes), *conditions)
    # Of most statements it is quicker not to look at their rows, but in one list of those that are left out.
    return and_(revisions.c.current, quotes.c.id.not_in(KEPT_BACK), *conditions)


def chosen_rows(filter: Filter, index: Index, *, are_few: bool = False) -> Select[tuple[int]]:
    """Select the row ids of the statements that `is_chosen` keeps."""
    wanted = is_chosen(filter, index, are_few=are_few)
    return select(quotes.c.id).select_from(tables_for(filter)).where(wanted)


def chosen_not_speech(filter: Filter, index: Index) -> ColumnElement[bool]:
    """Return the condition on `NOT_SPEECH_JOINED` that keeps what `filter` asks for by article and words, of current
    revisions only."""
    return and_(revisions.c.current, *in_articles(filter), *_about(filter, index, not_speech.c.id))


def tables_for(filter: Filter, *more: Table) -> FromClause:
    """Return what `is_chosen` stands on for this filter, with `more` tables of `STATEMENTS_JOINED`: to read a hundred
    thousand rows takes twice as long if all are joined."""
    wanted = set(more)
    if filter.mentions:
        wanted.add(speakers)
    asked = (filter.speaker, filter.person, filter.stance, *filter.people)
    if speakers in wanted or filter.min_confidence > 0 or any(one is not None for one in asked):
        wanted.add(attributions)
    joined = ONLY_TEXTS
    if sources in wanted:
        joined = joined.join(sources, sources.c.id == revisions.c.source)
    if attributions in wanted:
        joined = joined.join(attributions, attributions.c.quote == quotes.c.id)
    if speakers in wanted:
        joined = joined.outerjoin(speakers, speakers.c.id == attributions.c.speaker)
    return joined


def asks_of_statements(filter: Filter) -> bool:
    """Return True if `filter` asks for more than articles can tell."""
    return filter.min_confidence > 0 or any(
        wanted is not None
        for wanted in (
            filter.speaker,
            filter.person,
            filter.about,
            filter.kind,
            filter.stance,
            filter.status,
            *filter.people,
            *filter.mentions,
        )
    )


def in_articles(filter: Filter) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions that `revisions` and `sources` can answer.

    Raises `UsageError` if the filter asks for what is no text.
    """
    require_text(*astuple(filter))
    if filter.since is not None:
        yield revisions.c.published >= filter.since
    if filter.until is not None:
        yield revisions.c.published <= filter.until
    if filter.source is not None:
        # By an index of texts by their outlet, not by a look at the outlet of each text.
        yield revisions.c.source.in_(select(sources.c.id).where(_of_source(filter.source)))


def _in_statements(filter: Filter, index: Index, *, are_few: bool = False) -> Iterator[ColumnElement[bool]]:
    if filter.mentions:
        yield and_(IS_UNNAMED, attributions.c.mention.in_(filter.mentions))
    elif filter.speaker is not None:
        yield attributions.c.person.in_(people(bearing(filter.speaker)))
    if filter.person is not None:
        yield attributions.c.person.in_(_rows_of((filter.person,)))
    if filter.people:
        yield attributions.c.person.in_(_rows_of(filter.people))
    yield from _about(filter, index, quotes.c.id)
    for column, value in ((quotes.c.kind, filter.kind), (attributions.c.stance, filter.stance)):
        if value is not None:
            yield column == value
    if filter.status is not None:
        yield _reviewed(filter.status, are_few=are_few)
    if filter.min_confidence > 0:
        # As a sum, so that no index of it is used: it would give most rows, and in no order.
        yield attributions.c.confidence + 0.0 >= filter.min_confidence


def _reviewed(status: str, *, are_few: bool) -> ColumnElement[bool]:
    """Return the condition that a statement has this review status; "unchecked" is that it has none."""
    checked = select(reviews.c.quote).where(reviews.c.status.is_not(None))
    if status == "unchecked" and are_few:
        return ~checked.where(reviews.c.quote == quotes.c.id).correlate(quotes).exists()
    if status == "unchecked":
        return quotes.c.id.not_in(checked)
    return quotes.c.id.in_(checked.where(reviews.c.status == status))


def attributions_of(people: Sequence[str]) -> Select[tuple[int]]:
    """Select the row ids of the statements by the speakers with these ids."""
    return select(attributions.c.quote).where(attributions.c.person.in_(_rows_of(people)))


def _rows_of(people: Sequence[str]) -> Select[tuple[int]]:
    return select(speakers.c.id).where(speakers.c.key.in_(people))


def _about(filter: Filter, index: Index, id: ColumnElement[int]) -> Iterator[ColumnElement[bool]]:
    """Yield the condition that rows with this `id` hold all the words asked for."""
    if filter.about is not None:
        holding = index.holding(filter.about.split())
        yield false() if holding is None else id.in_(holding)


def bearing(name: str) -> Select[Any]:
    """Select the row ids of the speakers whose name contains all words of `name`; none if it has no words.

    Of several names joined by "; ", one must have all of them.
    """
    words = [] if is_name_long(name) else sorted(set(fold_words(name)))
    return (
        select(speaker_words.c.speaker)
        .where(speaker_words.c.word.in_(words))
        .group_by(speaker_words.c.speaker, speaker_words.c.part)
        .having(func.count(distinct(speaker_words.c.word)) == len(words))
    )


def people(bearers: Select[Any]) -> Select[Any]:
    """Select the rows that stand for the persons whose rows `bearers` selects, joint speakers included."""
    return select(PERSON).where(speakers.c.id.in_(bearers))


def _of_source(wanted: str) -> ColumnElement[bool]:
    """Return the condition that an outlet's name has all the words, or its domain is the one given or lies under it."""
    if is_name_long(wanted) or len(wanted) > _LONGEST_OUTLET:
        return false()
    words = fold_words(wanted)
    domain = wanted.strip().lower()
    named = and_(*(sources.c.folded.contains(f" {word} ") for word in words)) if words else false()
    lower = func.lower(sources.c.domain, type_=Text)
    return or_(named, lower == domain, lower.endswith(f".{domain}", autoescape=True))
