"""Counts the speakers who are not named, by how the articles describe them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from quotetrack.records import SPEAKER_KINDS, SpeakerKind, UnnamedEntry
from quotetrack.store.filters import IS_UNNAMED, STATEMENTS_JOINED
from quotetrack.store.tables import attributions, quotes, revisions
from quotetrack.text.described import description_words, without_leading_article


def count_unnamed(connection: Connection, wanted: ColumnElement[bool]) -> list[UnnamedEntry]:
    """Return the descriptions of those not named who made the statements `wanted`, most quoted first.

    Descriptions are one if they differ in case, accents, marks or a leading article. Pronouns are none."""
    mention, kind = attributions.c.mention, attributions.c.speaker_kind
    days = (func.min(revisions.c.published), func.max(revisions.c.published))
    query = (
        select(mention, kind, func.count(quotes.c.id), *days)
        .select_from(STATEMENTS_JOINED)
        .where(wanted, IS_UNNAMED, mention.is_not(None))
        .group_by(mention, kind)
        .order_by(mention, kind)
    )
    described: defaultdict[tuple[str, ...], list[Any]] = defaultdict(list)
    for row in connection.execute(query):
        if words := description_words(row[0]):
            described[words].append(row)
    return sorted(map(_entry, described.values()), key=lambda entry: (-entry.quotes, entry.words.casefold()))


def _entry(rows: Sequence[Any]) -> UnnamedEntry:
    mentions: Counter[str] = Counter()
    kinds: Counter[SpeakerKind] = Counter()
    for mention, kind, quoted, _, _ in rows:
        mentions[mention] += quoted
        kinds[kind or "unknown"] += quoted
    # Of forms as frequent, that with fewest capitals: one that begins a sentence has a capital more.
    order = sorted(mentions, key=lambda words: (-mentions[words], sum(map(str.isupper, words)), words))
    known = [kind for kind in SPEAKER_KINDS if kind in kinds and kind != "unknown"]
    return UnnamedEntry(
        words=without_leading_article(order[0]),
        kind=max(known, key=kinds.__getitem__, default="unknown"),
        quotes=mentions.total(),
        mentions=tuple(order),
        first=min((row[3] for row in rows if row[3]), default=None),
        last=max((row[4] for row in rows if row[4]), default=None),
    )
