"""Finds what is new of a saved question: takes what it has seen and a store, gives a `WatchRun`.

What answers now and was not seen yet is new. `recognition` says what was seen, whatever its id is by now.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from quotetrack.query.answers import every_answer
from quotetrack.query.recognition import Memory
from quotetrack.query.watchable import TextsByDigest, Watchable
from quotetrack.query.watched_answers import WatchedAnswers, find_contradictions, publication_place
from quotetrack.records import NEWS_KINDS, News, NewsKind, WatchRun, WholeWatch


def find_news(
    whole: WholeWatch, store: Watchable, *, at: str, since: str | None = None, today: date | None = None
) -> WatchRun:
    """Return what is new of a saved question `at` this time, ISO 8601: all that answers and was not seen. With `since`,
    all that answers and was stored on this day ("YYYY-MM-DD") or later, seen or not.

    Raises `UsageError` for a question that makes no sense.
    """
    saved, texts = whole.question, TextsByDigest(store).of
    found = every_answer(saved.question, store, filter=saved.filter, today=today)
    ids = {one.row: one.id for one in found.statements}
    scores = {one.row: one.score for one in found.statements}
    answers = WatchedAnswers(store, Memory(whole.seen, texts), ids, scores, at)
    chosen = answers.new()
    if since is not None:
        stored = store.statements.came_in(answers.ids)
        chosen = [row for row, (_, when) in stored.items() if (when or "") >= since]
    news = answers.news(chosen)
    contradictions = find_contradictions(
        answers,
        Memory(whole.seen, texts, others=True),
        {(pair.quote, pair.other) for pair in whole.pairs},
        among=None if since is None else chosen,
    )
    return WatchRun(
        watch=saved,
        at=at,
        news=(*news, *contradictions.news),
        read_as=found.read_as,
        answers=len(ids),
        is_cut=found.is_cut,
        seen=(*answers.seen(news), *contradictions.others),
        pairs=tuple(contradictions.pairs),
    )


def note_all(run: WatchRun) -> WatchRun:
    """Return the run as if it knew all that it has found, and had shown none of it."""
    return replace(
        run,
        news=(),
        seen=tuple(one if one.what == "other" else replace(one, what="noted") for one in run.seen),
        pairs=tuple(replace(one, what="noted") for one in run.pairs),
    )


def shown_before(whole: WholeWatch, store: Watchable, *, limit: int) -> list[News]:
    """Return what a saved question has shown, the latest first, as far as it is still printed."""
    told: list[tuple[str, NewsKind, tuple[str, ...]]] = [
        (one.at, one.what, (one.quote,)) for one in whole.seen if one.what in NEWS_KINDS
    ]
    told += [(one.at, one.what, (one.quote, one.other)) for one in whole.pairs if one.what in NEWS_KINDS]
    # Some are printed no more, so that a few more are read.
    latest = sorted(told, key=lambda one: one[0], reverse=True)[: 2 * limit]
    rows = store.statements.rows_of({id for _, _, ids in latest for id in ids})
    printed = store.statements.fetch(sorted(set(rows.values())))
    out: list[News] = []
    for at, what, ids in latest:
        ends = [printed[rows[id]] for id in ids if rows.get(id) in printed]
        if len(ends) == len(ids):
            last, *others = sorted(ends, key=publication_place, reverse=True)
            out.append(News(what=what, printed=last, at=at, earlier=others[0] if others else None))
    return out[:limit]
