"""Where a review reads and writes: statements by their ids, decisions, and what they come to, in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select

from quotetrack.records import Decision, Printed, Span, SpeakerKind
from quotetrack.review.decisions import laid_over, values_of
from quotetrack.store.batches import AT_ONCE, lots
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
from quotetrack.store.reading import Reader
from quotetrack.store.rows import SHORT_ID
from quotetrack.store.tables import attributions, claims, decisions, members, quotes, revisions, speakers
from quotetrack.store.writing import replace_statement
from quotetrack.text.folding import fold_words


class Found(NamedTuple):
    """A statement with its row and that of its article."""

    row: int
    article: int
    printed: Printed


class Made(NamedTuple):
    """New decisions on a statement, and all that were made on it before."""

    found: Found
    new: Sequence[Decision]
    before: Sequence[Decision]


class ReviewWork:
    """What a review reads and writes, in the transaction of `connection`. Only current revisions are read. `left` are
    the ids of the claims that statements which have changed were printings of."""

    def __init__(self, connection: Connection, indexes: Indexes) -> None:
        self._connection, self._indexes = connection, indexes
        self.batch = next_batch(connection)
        self.left: set[str] = set()

    def find(self, ids: Iterable[str]) -> dict[str, list[Found]]:
        """The statements of these quotations, by the quotation's id: mostly one each."""
        wanted = (
            select(quotes.c.id, quotes.c.given_id, revisions.c.article)
            .join(revisions, revisions.c.id == quotes.c.revision)
            .where(revisions.c.current)
        )
        out: dict[str, list[Found]] = {}
        reader = Reader()
        for some in lots(sorted(set(ids)), AT_ONCE):
            short = [one[:SHORT_ID] for one in some]
            found = self._connection.execute(
                wanted.where(quotes.c.short_id.in_(short), quotes.c.given_id.in_(some))
            ).all()
            printed = reader.printed(self._connection, [row.id for row in found])
            for row in found:
                out.setdefault(row.given_id, []).append(Found(row.id, row.article, printed[row.id]))
        return out

    def find_at(self, places: Mapping[str, tuple[str, tuple[Span, ...]]]) -> dict[str, list[Found]]:
        """Under each of these keys the statements that stand in the text with this digest at these places."""
        wanted = (
            select(quotes.c.id, revisions.c.article)
            .join(revisions, revisions.c.id == quotes.c.revision)
            .where(revisions.c.current)
        )
        out: dict[str, list[Found]] = {}
        reader = Reader()
        for key, (digest, content) in places.items():
            here = wanted.where(revisions.c.digest == digest, quotes.c.begins == content[0].start)
            rows = self._connection.execute(here).all()
            printed = reader.printed(self._connection, [row.id for row in rows])
            same = [row for row in rows if printed[row.id].statement.quote.content == content]
            if same:
                out[key] = [Found(row.id, row.article, printed[row.id]) for row in same]
        return out

    def decided(self, found: Iterable[Found]) -> dict[int, Decided]:
        """All decisions on quotations of the articles of these statements, by the article's row."""
        return decided_on(self._connection, (one.article for one in found))

    def kind_of(self, name: str) -> SpeakerKind | None:
        """What kind of speaker is quoted most by this name; None where nobody is."""
        folded = fold_words(name)
        rows = self._connection.execute(
            select(speakers.c.name, speakers.c.kind, attributions.c.quote)
            .join(attributions, attributions.c.speaker == speakers.c.id)
            .where(speakers.c.name == name)
            .limit(1000)
        )
        times = Counter(row.kind for row in rows if fold_words(row.name) == folded)
        return times.most_common(1)[0][0] if times else None

    def decide(self, made: Sequence[Made]) -> list[Decision]:
        """Note decisions, and let each statement be as all decisions on it put it; with their numbers."""
        noted = note(self._connection, [(one.found.article, new) for one in made for new in one.new])
        numbered = iter(noted)
        by_row: dict[int, list[Decision]] = {}
        for one in made:
            every = [*one.before, *(next(numbered) for _ in one.new)]
            by_row[self._put(one.found, every)] = every
        put_reviews_of(self._connection, by_row)
        return noted

    def _put(self, found: Found, every: Sequence[Decision]) -> int:
        """Let a statement be as these decisions put it; its row, which is another if that changes it."""
        statement = laid_over(found.printed.statement, values_of(every))
        if statement == found.printed.statement:
            return found.row
        claim = select(claims.c.given_id).join(members, members.c.claim == claims.c.id)
        self.left.update(self._connection.execute(claim.where(members.c.quote == found.row)).scalars())
        return replace_statement(self._connection, self._indexes, found.printed.article, found.row, statement)

    def made_in(self, batch: int | None) -> list[tuple[int, Decision]]:
        """The decisions of a batch, or of the latest that is not taken back, each with the row of its article."""
        undone = select(decisions.c.undoes).where(decisions.c.undoes.is_not(None))
        stands = decisions.c.undoes.is_(None) & decisions.c.id.not_in(undone)
        if batch is None:
            latest = select(decisions.c.batch).where(stands).order_by(decisions.c.batch.desc()).limit(1)
            batch = self._connection.execute(latest).scalar()
        return list(self._made(decisions_query().where(decisions.c.batch == batch, stands)))

    def made_as(self, numbers: Sequence[int]) -> list[tuple[int, Decision]]:
        """The decisions with these numbers, each with the row of its article."""
        return [
            one
            for some in lots(sorted(set(numbers)), AT_ONCE)
            for one in self._made(decisions_query().where(decisions.c.id.in_(some)))
        ]

    def _made(self, wanted: object) -> Iterator[tuple[int, Decision]]:
        for row in self._connection.execute(wanted).all():  # type: ignore[call-overload]
            yield row.article, decision_of(row)
