"""The answers of a saved question beside what it has seen: which are new, and which contradictions they are part of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from quotetrack.query.recognition import Memory, Recognised
from quotetrack.query.watchable import Watchable
from quotetrack.records import News, NewsKind, Printed, SeenAs, SeenPair, SeenStatement


def publication_place(printed: Printed) -> tuple[bool, str, str, int]:
    """Return what puts statements in the order in which they were published, an unknown day last."""
    day, article = printed.article.published, printed.article.id
    return day is None, day or "", article, printed.statement.quote.content[0].start


def seen_as(printed: Printed, what: SeenAs, at: str, *, first: str | None = None) -> SeenStatement:
    """Return what a watch keeps of a statement, seen first under the id `first` or, without one, under its own."""
    article, quote = printed.article, printed.statement.quote
    return SeenStatement(
        quote=printed.id,
        first=first or printed.id,
        article=article.key or article.id,
        digest=article.digest,
        spans=quote.report,
        what=what,
        at=at,
    )


@dataclass(slots=True)
class WatchedAnswers:
    """The statements that answer now, by row with their ids, and how likely each does. `known` tells of those whose id
    was not seen."""

    store: Watchable
    memory: Memory
    ids: Mapping[int, str]
    scores: Mapping[int, float]
    at: str
    known: dict[int, Recognised] = field(default_factory=dict)
    _printed: dict[int, Printed] = field(default_factory=dict)

    def __post_init__(self) -> None:
        unknown = self.read(row for row, id in self.ids.items() if self.memory.first_of(id) is None)
        self.known = {row: self.memory.recognise(printed) for row, printed in unknown.items()}

    def read(self, rows: Iterable[int]) -> dict[int, Printed]:
        """Map rows to their statements as they are printed."""
        wanted = set(rows)
        if missing := sorted(wanted - self._printed.keys()):
            self._printed |= self.store.statements.fetch(missing)
        return {row: self._printed[row] for row in wanted if row in self._printed}

    def is_new(self, row: int) -> bool:
        """Return True for an answer that was not seen."""
        return row in self.known and self.known[row].first is None

    def new(self) -> list[int]:
        """Return the answers that were not seen."""
        return [row for row in self.known if self.is_new(row)]

    def news(self, chosen: Collection[int]) -> list[News]:
        """Return the news of these answers, in the order of their publication. The first of a claim is new, unless
        another printing of it was seen."""
        shown = sorted(self.read(chosen).items(), key=lambda item: publication_place(item[1]))
        claims = self.store.claims.printings([row for row, _ in shown])
        before = self._seen_among({other for row, _ in shown for other in claims.get(row, ())} - {*chosen})
        out: list[News] = []
        for row, printed in shown:
            earlier = next((other for other in claims.get(row, ()) if other in before), None)
            out.append(self._one(row, printed, self.read([earlier]).get(earlier) if earlier else None))
            before.add(row)
        return out

    def _seen_among(self, rows: Collection[int]) -> set[int]:
        ids = self.store.statements.came_in(rows)
        return {
            row
            for row, (id, _) in ids.items()
            if self.memory.first_of(id) is not None or (row in self.known and not self.is_new(row))
        }

    def _one(self, row: int, printed: Printed, earlier: Printed | None) -> News:
        was = self.known[row].was if row in self.known else None
        what: NewsKind = "reworded" if was is not None else "printing" if earlier is not None else "new"
        return News(
            what=what,
            printed=printed,
            at=self.at,
            earlier=earlier if what == "printing" else None,
            was=was,
            score=self.scores.get(row),
        )

    def seen(self, news: Sequence[News]) -> Iterator[SeenStatement]:
        """Yield what is to be kept: the answers that are news, and those that are known under another id."""
        kinds = {one.printed.id: one.what for one in news}
        for row, one in self.known.items():
            printed = self._printed[row]
            if one.first is not None:
                yield seen_as(printed, "renamed", self.at, first=one.first)
            elif printed.id in kinds:
                yield seen_as(printed, kinds[printed.id], self.at)


class Contradictions(NamedTuple):
    """The contradictions that are news, and what is to be kept of them and of statements that are no answers."""

    news: list[News]
    pairs: list[SeenPair]
    others: list[SeenStatement]


def find_contradictions(
    answers: WatchedAnswers,
    memory: Memory,
    known: Collection[tuple[str, str]],
    *,
    among: Collection[int] | None,
) -> Contradictions:
    """Return the contradictions with an answer that are not `known`, or all that have an end `among` some answers.

    `memory` holds what was seen of either end. Two claims contradict each other once, however often each is printed.
    """
    store = answers.store
    found = store.claims.contradictions(answers.ids)
    rows = sorted({row for pair in found for row in pair})
    firsts = _firsts(answers, memory, rows)
    claims = {row: min(of) for row, of in store.claims.printings(rows).items()}

    def pair_of(a: int, b: int) -> tuple[str, str]:
        one, other = sorted((firsts[a], firsts[b]))
        return one, other

    def claims_of(a: int, b: int) -> frozenset[int]:
        return frozenset((claims.get(a, a), claims.get(b, b)))

    told = {claims_of(*pair) for pair in found if pair_of(*pair) in known} if among is None else set()
    wanted = [
        pair
        for pair in found
        if (pair_of(*pair) not in known if among is None else not {*among}.isdisjoint(pair))
    ]
    printed = answers.read(row for pair in wanted for row in pair)
    out = Contradictions([], [], [])
    for a, b in sorted(wanted, key=lambda pair: sorted(publication_place(printed[row]) for row in pair)):
        is_told = claims_of(a, b) in told
        if not is_told:
            told.add(claims_of(a, b))
            out.news.append(_contradiction(answers, printed, a, b))
        one, other = pair_of(a, b)
        what: SeenAs = "noted" if is_told else "contradicts"
        out.pairs.append(SeenPair(quote=one, other=other, what=what, at=answers.at))
    others = {row for pair in wanted for row in pair if row not in answers.ids}
    new = (row for row in sorted(others) if memory.first_of(printed[row].id) is None)
    out.others.extend(seen_as(printed[row], "other", answers.at, first=firsts[row]) for row in new)
    return out


def _firsts(answers: WatchedAnswers, memory: Memory, rows: Sequence[int]) -> dict[int, str]:
    """Map rows to the ids under which their statements were seen first, or are seen now."""
    ids = {row: id for row, (id, _) in answers.store.statements.came_in(rows).items()}
    unknown = answers.read(row for row, id in ids.items() if memory.first_of(id) is None)
    return {
        row: memory.first_of(id) or (memory.recognise(unknown[row]).first if row in unknown else None) or id
        for row, id in ids.items()
    }


def _contradiction(answers: WatchedAnswers, printed: Mapping[int, Printed], a: int, b: int) -> News:
    """Return the news of a contradiction: by the end that is new, or else by the later one."""
    earlier, later = sorted((a, b), key=lambda row: publication_place(printed[row]))
    if answers.is_new(earlier) and not answers.is_new(later) and later in answers.ids:
        earlier, later = later, earlier
    score = max((answers.scores[row] for row in (a, b) if row in answers.scores), default=None)
    return News(
        what="contradicts", printed=printed[later], at=answers.at, earlier=printed[earlier], score=score
    )
