"""Where a review reads and writes: statements by their ids, decisions, and what they come to, in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from quotetrack.records import Decision, Printed, Span, SpeakerKind
from quotetrack.review.decisions import apply_decisions, review_from, values_of
from quotetrack.store.batches import group_pairs, select_in
from quotetrack.store.changes import note_shown_changed
from quotetrack.store.decisions import (
    Decided,
    decided_on,
    decision_of,
    decisions_query,
    next_batch,
    note,
    put_reviews_of,
)
from quotetrack.store.index import Indexes
from quotetrack.store.leaves import seal_articles
from quotetrack.store.lookup import find_statement, select_by_id
from quotetrack.store.pending import mark_regrouped
from quotetrack.store.reading import StatementLoader
from quotetrack.store.tables import attributions, decisions, members, quotes, revisions, speakers
from quotetrack.store.writing import replace_statement
from quotetrack.text.folding import fold_words


class ReviewedStatement(NamedTuple):
    """A statement with its row and that of its article."""

    row: int
    article: int
    printed: Printed


class NewDecisions(NamedTuple):
    """New decisions on a statement, and all that were made on it before."""

    on: ReviewedStatement
    new: Sequence[Decision]
    before: Sequence[Decision]


class ReviewWork:
    """What a review reads and writes, in the transaction of `connection`. Only current revisions are read. `location`
    names the database in messages."""

    def __init__(self, connection: Connection, indexes: Indexes, location: str) -> None:
        self._connection, self._indexes, self._location = connection, indexes, location
        self.batch = next_batch(connection)

    def whole_id(self, id_prefix: str) -> str:
        """Return the id of the quotation that has it, else of the only one whose id starts so, of any revision.
        NotFound if there is none or more than one."""
        row = find_statement(self._connection, id_prefix, self._location)
        return str(self._connection.execute(select(quotes.c.given_id).where(quotes.c.id == row)).scalar_one())

    def find(self, ids: Iterable[str]) -> dict[str, list[ReviewedStatement]]:
        """Map each of these quotation ids to its statements: mostly one each."""
        statements = self._load(StatementLoader(), select_by_id(self._connection, _CURRENT, ids))
        return group_pairs((reviewed.printed.statement.quote.id, reviewed) for reviewed in statements)

    def find_at(
        self, places: Mapping[str, tuple[str, tuple[Span, ...]]]
    ) -> dict[str, list[ReviewedStatement]]:
        """Map each of these keys to the statements that stand in the text with this digest at these places."""
        loader = StatementLoader()
        at_places: list[tuple[str, ReviewedStatement]] = []
        for key, (digest, content) in places.items():
            here = (revisions.c.digest == digest, quotes.c.begins == content[0].start)
            statements = self._load(loader, self._connection.execute(_CURRENT.where(*here)))
            at_places += [(key, own) for own in statements if own.printed.statement.quote.content == content]
        return group_pairs(at_places)

    def _load(self, loader: StatementLoader, rows: Iterable[Any]) -> list[ReviewedStatement]:
        article_of = {row.id: row.article for row in rows}
        printed = loader.printed(self._connection, article_of)
        return [ReviewedStatement(row, article, printed[row]) for row, article in article_of.items()]

    def decided(self, statements: Iterable[ReviewedStatement]) -> dict[int, Decided]:
        """Map the rows of these statements' articles to all decisions on quotations of the article."""
        return decided_on(self._connection, (statement.article for statement in statements))

    def kind_of(self, name: str) -> SpeakerKind | None:
        """Return the kind of speaker that is quoted most by this name; None if nobody is."""
        folded = fold_words(name)
        rows = self._connection.execute(
            select(speakers.c.name, speakers.c.kind, attributions.c.quote)
            .join(attributions, attributions.c.speaker == speakers.c.id)
            .where(speakers.c.name == name)
            .limit(1000)
        )
        times = Counter(row.kind for row in rows if fold_words(row.name) == folded)
        return times.most_common(1)[0][0] if times else None

    def decide(self, decided: Sequence[NewDecisions]) -> list[Decision]:
        """Note decisions and change each statement as all decisions on it say; return the new ones, numbered."""
        noted = note(
            self._connection, [(statement.on.article, new) for statement in decided for new in statement.new]
        )
        numbered = iter(noted)
        by_row: dict[int, list[Decision]] = {}
        changed: list[int] = []
        for statement in decided:
            every = [*statement.before, *islice(numbered, len(statement.new))]
            row = self._put(statement.on, every)
            by_row[row] = every
            before, review = statement.on.printed, review_from(every)
            if replace(before, review=review).shown != before.shown:
                changed.append(row)
        put_reviews_of(self._connection, by_row)
        note_shown_changed(self._connection, changed)
        seal_articles(self._connection, (statement.on.article for statement in decided))
        return noted

    def _put(self, on: ReviewedStatement, every: Sequence[Decision]) -> int:
        """Change a statement as these decisions say; return its row, which is a new one if anything changes."""
        statement = apply_decisions(on.printed.statement, values_of(every))
        if statement == on.printed.statement:
            return on.row
        own = select(members.c.claim).where(members.c.quote == on.row).scalar_subquery()
        left = select(members.c.quote).where(members.c.claim == own, members.c.quote != on.row)
        mark_regrouped(self._connection, self._connection.execute(left).scalars())
        return replace_statement(self._connection, self._indexes, on.printed.article, on.row, statement)

    def made_in(self, batch: int | None) -> list[tuple[int, Decision]]:
        """Return the decisions of a batch, else of the latest that is not undone, each with the row of its article."""
        undone = select(decisions.c.undoes).where(decisions.c.undoes.is_not(None))
        stands = decisions.c.undoes.is_(None) & decisions.c.id.not_in(undone)
        if batch is None:
            latest = select(decisions.c.batch).where(stands).order_by(decisions.c.batch.desc()).limit(1)
            batch = self._connection.execute(latest).scalar()
        rows = self._connection.execute(decisions_query().where(decisions.c.batch == batch, stands))
        return [(row.article, decision_of(row)) for row in rows]

    def made_as(self, numbers: Sequence[int]) -> list[tuple[int, Decision]]:
        """Return the decisions with these numbers, each with the row of its article."""
        rows = select_in(self._connection, decisions_query(), decisions.c.id, numbers)
        return [(row.article, decision_of(row)) for row in rows]


_CURRENT = (
    select(quotes.c.id, revisions.c.article)
    .join(revisions, revisions.c.id == quotes.c.revision)
    .where(revisions.c.current)
)
