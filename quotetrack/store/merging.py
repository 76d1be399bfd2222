"""Takes articles with their texts and decisions into a store: as they are, or beside what it holds of them already."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, get_args

from sqlalchemy import Connection, func, select, update

from quotetrack.records import (
    Conflict,
    Decision,
    DecisionField,
    Statement,
    WholeArticle,
    WholeText,
)
from quotetrack.review.decisions import apply_decisions, merge_with_decisions, standing, values_of
from quotetrack.store.batches import delete_in, insert_for_ids, select_in
from quotetrack.store.changes import note_shown_changed
from quotetrack.store.decisions import decided_in, next_batch, put_reviews
from quotetrack.store.erasing_speakers import without_name
from quotetrack.store.escaping import fingerprint
from quotetrack.store.index import Indexes
from quotetrack.store.leaves import seal_articles
from quotetrack.store.shared_rows import article_row_id
from quotetrack.store.tables import articles, decisions, erased_names, members, quotes, revisions
from quotetrack.store.tombstones import is_erased, without_erased
from quotetrack.store.whole import text_of
from quotetrack.store.writing import Outcome, add_extraction, add_revision, find_twin

_TOLD = ("quote", "what", "value", "was", "made_by", "made_at", "checked_on")
"""What makes two decisions the same, wherever they stand."""
_FIELDS: tuple[DecisionField, ...] = get_args(DecisionField)


@dataclass(slots=True)
class Numbering:
    """Numbers that decisions get here, by those that they had: as they were, if `is_kept`; else new ones. `batches` are
    those of what was decided in one go."""

    is_kept: bool = False
    batches: dict[int, int] = field(default_factory=dict)


class ArticleMerge:
    """What taking in one article reads and writes, in the transaction of `connection`."""

    def __init__(self, connection: Connection, indexes: Indexes, numbering: Numbering) -> None:
        self._connection, self._indexes, self._numbering = connection, indexes, numbering

    def put(self, whole: WholeArticle) -> tuple[Outcome, list[Conflict]]:
        """Take in an article; return what became of it, and what was told differently here and there."""
        current = next((text for text in whole.texts if text.current), None)
        if current is None or is_erased(self._connection, current.extraction.article):
            return "erased", []
        whole = self._without_erased(whole)
        known = self._known(current)
        if known is None:
            known = self._put_new(whole)
            outcome: Outcome = "added"
            conflicts: list[Conflict] = []
        else:
            outcome, conflicts = self._put_beside(known, whole)
        seal_articles(self._connection, [known])
        return outcome, conflicts

    def _without_erased(self, whole: WholeArticle) -> WholeArticle:
        """Return the article without the texts and without what speakers say that were erased here."""
        connection = self._connection
        keys = frozenset(connection.execute(select(erased_names.c.key)).scalars())
        stays = [
            text for text in whole.texts if text.current or not is_erased(connection, text.extraction.article)
        ]
        texts = [replace(text, extraction=without_erased(connection, text.extraction)) for text in stays]
        held = {one.quote.id for text in whole.texts for one in text.extraction.statements}
        left = {one.quote.id for text in texts for one in text.extraction.statements}
        decided = (one for one in whole.decisions if one.quote not in held - left)
        return replace(
            whole,
            texts=tuple(texts),
            decisions=tuple(_without_names(one, keys) if keys else one for one in decided),
        )

    def _known(self, text: WholeText) -> int | None:
        """Return the row of the article that is stored already; None for a new one."""
        article = text.extraction.article
        key = articles.c.key_hash == fingerprint(article.key or article.id)
        row = self._connection.execute(select(articles.c.id).where(key)).scalar()
        return row if row is not None else find_twin(self._connection, article)

    def _put_new(self, whole: WholeArticle) -> int:
        """Add an article; return its row."""
        current = next(text for text in whole.texts if text.current)
        row = article_row_id(self._connection, current.extraction.article)
        own = update(articles).where(articles.c.id == row)
        self._connection.execute(own.values(by_path=whole.by_path))
        self._note(row, whole.decisions)
        for number, text in enumerate(whole.texts, start=1):
            self._put_text(row, text, text.number if self._numbering.is_kept else number)
        return row

    def _put_text(self, row: int, text: WholeText, number: int, *, current: bool | None = None) -> None:
        add_revision(
            self._connection,
            self._indexes,
            text.extraction,
            article_id=row,
            number=number,
            current=text.current if current is None else current,
            added_at=text.added_at,
        )

    def _note(self, row: int, new: Sequence[Decision]) -> None:
        """Add decisions on an article's quotations, in their order."""
        numbers: dict[int, int] = {}
        for decision in new:
            values = {name: getattr(decision, name) for name in (*_TOLD, "undoes")}
            values["undoes"] = None if decision.undoes is None else numbers.get(decision.undoes)
            if decision.undoes is not None and values["undoes"] is None:
                continue  # what it takes back is not there
            values |= {"article": row, "batch": self._batch(decision.batch)}
            if self._numbering.is_kept and self._is_free(decision.number):
                values["id"] = decision.number
            (numbers[decision.number],) = insert_for_ids(self._connection, decisions, [values])

    def _is_free(self, number: int) -> bool:
        taken = select(decisions.c.id).where(decisions.c.id == number)
        return self._connection.execute(taken).first() is None

    def _batch(self, batch: int) -> int:
        if self._numbering.is_kept:
            return batch
        batches = self._numbering.batches
        if batch not in batches:
            batches[batch] = max(next_batch(self._connection), *(n + 1 for n in batches.values()), 1)
        return batches[batch]

    def _put_beside(self, row: int, whole: WholeArticle) -> tuple[Outcome, list[Conflict]]:
        """Take in what is new of an article that is stored."""
        connection = self._connection
        ours = self._texts(row)
        current = next(text for text in ours if text.current)
        theirs = next(text for text in whole.texts if text.current)
        conflicts = self._merge_decisions(row, whole.decisions)
        is_changed = bool(conflicts) or self._has_new
        outcome: Outcome = "unchanged"
        earlier = [text for text in whole.texts if not text.current]
        if theirs.digest == current.digest:
            outcome = "updated" if is_changed and self._put_decided(row, theirs) else "unchanged"
        elif theirs.digest not in {text.digest for text in ours}:
            is_later = current.digest in {text.digest for text in earlier}
            if not is_later:
                is_later = _stamp(theirs) > _stamp(current)
                conflicts.append(
                    _of_texts(whole.key, current, theirs, taken="theirs" if is_later else "ours")
                )
            if is_later:
                outcome = add_extraction(connection, self._indexes, theirs.extraction)
            else:
                earlier.append(theirs)
        elif is_changed and self._put_decided(row, current):
            outcome = "updated"
        if self._put_earlier(row, earlier) and outcome == "unchanged":
            outcome = "updated"
        return outcome, conflicts

    def _texts(self, row: int) -> list[WholeText]:
        query = select(revisions.c.id).where(revisions.c.article == row).order_by(revisions.c.number)
        return [text_of(self._connection, id) for id in self._connection.execute(query).scalars().all()]

    def _put_earlier(self, row: int, texts: Iterable[WholeText]) -> bool:
        """Add the texts that are not there as earlier ones, and number all anew by the time at which they came; return
        whether there were any."""
        held = {text.digest for text in self._texts(row)}
        new = [text for text in texts if text.digest not in held]
        last = select(func.max(revisions.c.number)).where(revisions.c.article == row)
        for number, text in enumerate(new, start=self._connection.execute(last).scalar_one() + 1):
            self._put_text(row, text, number, current=False)
        if not new:
            return False
        order = (revisions.c.current, func.coalesce(revisions.c.added_at, ""), revisions.c.number)
        query = select(revisions.c.id).where(revisions.c.article == row).order_by(*order)
        ids = self._connection.execute(query).scalars().all()
        for start in (len(ids) * 2 + 1, 1):  # no two have one number in between
            for number, id in enumerate(ids, start=start):
                own = update(revisions).where(revisions.c.id == id)
                self._connection.execute(own.values(number=-number if start > 1 else number))
        return True

    def _put_decided(self, row: int, theirs: WholeText) -> bool:
        """Change the statements of the current text as all decisions now say; return whether any was changed. Of
        `theirs`, those that are decided on and that were not found here come in."""
        connection = self._connection
        query = select(revisions.c.id).where(revisions.c.article == row, revisions.c.current)
        revision = connection.execute(query).scalar_one()
        held = text_of(connection, revision).extraction
        decided = decided_in(connection, row)
        ours = [_as_decided(one, decided) for one in held.statements]
        merged = merge_with_decisions(theirs.extraction.statements, ours, decided)
        self._note_claims(revision, decided)
        outcome = add_extraction(connection, self._indexes, replace(held, statements=merged))
        put_reviews(connection, revision, decided)
        rows = select_in(
            connection,
            select(quotes.c.id).where(quotes.c.revision == revision),
            quotes.c.given_id,
            decided,
        )
        note_shown_changed(connection, {one.id for one in rows})
        return outcome != "unchanged" or bool(decided)

    def _note_claims(self, revision: int, decided: Collection[str]) -> None:
        """Have the claims of which a printing may change grouped anew."""
        own = select(quotes.c.id).where(quotes.c.revision == revision)
        rows = {row.id for row in select_in(self._connection, own, quotes.c.given_id, decided)}
        held = select_in(self._connection, select(members.c.claim), members.c.quote, rows)
        every = select_in(
            self._connection, select(members.c.quote), members.c.claim, {row.claim for row in held}
        )
        note_shown_changed(self._connection, {row.quote for row in every} - rows)

    def _merge_decisions(self, row: int, theirs: Sequence[Decision]) -> list[Conflict]:
        """Add their decisions to ours, by the time at which they were made; return where both say something else."""
        ours = decided_in(self._connection, row)
        held = {_told(one) for every in ours.values() for one in every}
        by_quote: dict[str, list[Decision]] = defaultdict(list)
        for decision in sorted(theirs, key=lambda one: one.number):
            by_quote[decision.quote].append(decision)
        self._has_new = False
        conflicts: list[Conflict] = []
        for quote, every in by_quote.items():
            new = [one for one in every if _told(one) not in held]
            if not new:
                continue
            self._has_new = True
            mine = list(ours.get(quote, ()))
            conflicts += _conflicts(quote, mine, every)
            self._reorder(row, mine, every, new)
        return conflicts

    def _reorder(self, row: int, ours: list[Decision], every: list[Decision], new: list[Decision]) -> None:
        """Note new decisions on a quotation behind ours, and those of ours that were made later again behind these."""
        first = min(one.made_at for one in new)
        later = [one for one in ours if one.made_at > first]
        delete_in(self._connection, decisions.c.id, (one.number for one in later))
        both = [(one, True) for one in ours] + [(one, False) for one in every]
        numbers: dict[tuple[bool, int], int] = {}
        stays = {one.number for one in ours} - {one.number for one in later}
        same = {_told(one): one.number for one in ours}
        for decision, is_ours in sorted(both, key=lambda one: (one[0].made_at, not one[1], one[0].number)):
            key = (is_ours, decision.number)
            if is_ours and decision.number in stays:
                numbers[key] = decision.number
            elif not is_ours and _told(decision) in same:
                # Held already: what takes it back finds it under the number that it has here.
                ours_now = numbers.get((True, same[_told(decision)]))
                if ours_now is not None:
                    numbers[key] = ours_now
            else:
                undoes = None if decision.undoes is None else numbers.get((is_ours, decision.undoes))
                if decision.undoes is not None and undoes is None:
                    continue
                values = {name: getattr(decision, name) for name in _TOLD}
                batch = decision.batch if is_ours else self._batch(decision.batch)
                values |= {"article": row, "undoes": undoes, "batch": batch}
                (numbers[key],) = insert_for_ids(self._connection, decisions, [values])


def _as_decided(statement: Statement, decided: Mapping[str, Sequence[Decision]]) -> Statement:
    own = decided.get(statement.quote.id)
    return apply_decisions(statement, values_of(own)) if own else statement


def _told(decision: Decision) -> tuple[Any, ...]:
    return tuple(getattr(decision, name) for name in _TOLD)


def _stamp(text: WholeText) -> str:
    """When a text was fetched, else when it came in, else when it was published: what is later sorts later."""
    article = text.extraction.article
    return article.retrieved or (text.added_at or "")[:10] or article.published or ""


def _of_texts(key: str, ours: WholeText, theirs: WholeText, *, taken: Any) -> Conflict:
    return Conflict(what="text", where=key, ours=ours.digest[:12], theirs=theirs.digest[:12], taken=taken)


def _conflicts(quote: str, ours: Sequence[Decision], theirs: Sequence[Decision]) -> Iterator[Conflict]:
    """Yield the fields on which decisions stand on both sides that say something else; the later one counts."""
    mine, other = standing(ours), standing(theirs)
    for what in _FIELDS:
        if what in mine and what in other and mine[what].value != other[what].value:
            is_theirs = other[what].made_at > mine[what].made_at
            yield Conflict(
                what=what,
                where=quote,
                ours=_shown(mine[what]),
                theirs=_shown(other[what]),
                taken="theirs" if is_theirs else "ours",
            )


def _shown(decision: Decision) -> str:
    """What a decision says, for a reader, with who made it."""
    value = json.loads(decision.value)
    if isinstance(value, dict):
        value = value.get("name") or " … ".join(value.get("text", ())) or None
    return f"{value} ({decision.made_by}, {decision.made_at[:10]})"


def _without_names(decision: Decision, keys: frozenset[str]) -> Decision:
    if decision.what != "speaker":
        return decision
    told = {name: without_name(json.loads(getattr(decision, name)), keys) for name in ("value", "was")}
    value, was = (json.dumps(told[name], sort_keys=True) for name in ("value", "was"))
    return replace(decision, value=value, was=was)
