"""Which links a query finds: those between statements of current revisions, certain enough, best first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, and_, select, union_all

from quotetrack.records import RELATIONS, Relation
from quotetrack.store.batches import select_in
from quotetrack.store.filters import is_shown_row
from quotetrack.store.tables import links, quotes, revisions

SHOWN_FROM: dict[str, float] = {"copy": 0.5, "same_utterance": 0.8, "same_claim": 0.84, "contradicts": 0.7}
"""From which score on a link of each relation is shown by default; other relations never are. Read off links of a
stream of news: docs/accuracy.md has the figures."""


class LinkRow(NamedTuple):
    """A link as it is kept: the row ids of two quotes, the smaller first, its relation, all
    probabilities, and who has decided that it is right (None: nobody)."""

    a: int
    b: int
    relation: str
    score: float
    copy: float
    same_utterance: float
    same_claim: float
    related: float
    contradicts: float
    unrelated: float
    decided_by: str | None = None


LINK_COLUMNS = tuple(links.c[name] for name in LinkRow._fields)
"""What a query selects of `links` for a `LinkRow`."""

FIRST_END, SECOND_END = quotes.alias("first_quote"), quotes.alias("second_quote")
_OF_FIRST, _OF_SECOND = revisions.alias("of_first"), revisions.alias("of_second")
CURRENT_LINKS = (
    select(*LINK_COLUMNS)
    .join(FIRST_END, FIRST_END.c.id == links.c.a)
    .join(SECOND_END, SECOND_END.c.id == links.c.b)
    .join(_OF_FIRST, and_(_OF_FIRST.c.id == FIRST_END.c.revision, _OF_FIRST.c.current))
    .join(_OF_SECOND, and_(_OF_SECOND.c.id == SECOND_END.c.revision, _OF_SECOND.c.current))
)
"""Selects the links between statements of current revisions."""


def least_scores(min_score: float | None, relation: Relation | None) -> dict[str, float]:
    """Return from which score on links of each relation are wanted."""
    least = SHOWN_FROM if min_score is None else dict.fromkeys(RELATIONS, min_score)
    return {name: score for name, score in least.items() if relation in (None, name)}


def best_first(
    wanted: Select[Any], least: Mapping[str, float], limit: int | None, offset: int
) -> Select[Any]:
    """Select the links with these scores or more, best first, but for the first `offset`. Of each relation the best are
    read off an index, so that a few are found without putting all in order."""
    most = None if limit is None else limit + offset
    order = (links.c.score.desc(), links.c.a, links.c.b)
    each = [
        wanted.where(links.c.relation == name, links.c.score >= score).order_by(*order).limit(most)
        for name, score in least.items()
    ]
    every = union_all(*(select(best.subquery()) for best in each)).subquery()
    best = select(every).order_by(every.c.score.desc(), every.c.a, every.c.b)
    return best.limit(limit).offset(offset or None)


def links_touching(
    connection: Connection, query: Select[Any], quote_rows: Iterable[int], *, unshown: bool = False
) -> list[Any]:
    """Return the rows of a query of `CURRENT_LINKS` that have an end among these quotes, each once. The other end is
    shown, unless `unshown` is set."""
    ids = list(quote_rows)
    found: dict[tuple[int, int], Any] = {}
    for end, other in ((links.c.a, SECOND_END), (links.c.b, FIRST_END)):
        wanted = query if unshown else query.where(is_shown_row(other))
        found |= {(row.a, row.b): row for row in select_in(connection, wanted, end, ids)}
    return list(found.values())


def certain_links_touching(
    connection: Connection, quote_rows: Iterable[int], *relations: Relation, unshown: bool = False
) -> list[Any]:
    """Return what `links_touching` does of the links of these relations that are certain enough to be shown."""
    # Asked of the database, the score has it read all links of a relation instead of those of a few quotes.
    every = links_touching(connection, CURRENT_LINKS, quote_rows, unshown=unshown)
    return [row for row in every if row.relation in relations and row.score >= SHOWN_FROM[row.relation]]


def claims_left_by(link: Any, claim_of: Mapping[int, int]) -> list[tuple[int, int]]:
    """Return the claims, at most two, that a link leads out of, each with the quote that it leads to; none if both ends
    are of one claim."""
    a, b = claim_of.get(link.a), claim_of.get(link.b)
    left = [] if a == b else [(a, link.b), (b, link.a)]
    return [(claim, other) for claim, other in left if claim is not None]
