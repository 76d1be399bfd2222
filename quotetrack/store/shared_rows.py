"""Rows that many articles share, and the articles' own: found by their keys, made if there are none yet."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Table, select

from quotetrack.records import Article, Source, Speaker
from quotetrack.store.batches import insert_by_dialect, insert_rows
from quotetrack.store.escaping import fingerprint
from quotetrack.store.rows import Row
from quotetrack.store.tables import articles, runs, sources, speaker_words, speakers
from quotetrack.text.folding import fold_words


def name_and_kind(speaker: Speaker | None) -> tuple[str, str] | None:
    """Return what makes two speakers one row: name and kind; None for one without a name. Who is whose other name is
    settled later."""
    return None if speaker is None or speaker.name is None else (speaker.name, speaker.kind)


def speaker_ids(
    connection: Connection, named_or_not: Iterable[Speaker | None]
) -> dict[tuple[str, str] | None, int]:
    """Return the row of each named speaker by name and kind; make it if there is none.

    They are sorted, so that two writers of PostgreSQL never wait for each other in a circle.
    """
    named = {known for speaker in named_or_not if (known := name_and_kind(speaker)) is not None}
    ids: dict[tuple[str, str] | None, int] = {}
    for name, kind in sorted(named):
        ids[name, kind] = named_row(connection, name, kind)
    return ids


def named_row(connection: Connection, name: str, kind: str) -> int:
    """Return the row of the speaker with this name and kind; make it if there is none."""
    values = {"key": fingerprint(name, kind), "name": name, "kind": kind}
    row, is_new = _find_or_make(connection, speakers, values)
    if is_new:
        insert_rows(connection, speaker_words, speaker_word_rows(row, name))
    return row


def speaker_word_rows(speaker: int, name: str) -> Iterator[Row]:
    """Yield a row for each word by which a speaker of this name is found."""
    for part, joint in enumerate(name.split(";")):
        for word in sorted(set(fold_words(joint))):
            yield {"word": word, "speaker": speaker, "part": part}


def source_key(source: Source) -> str:
    """Return the key under which an outlet is kept."""
    return fingerprint(source.name, source.domain)


def source_id(connection: Connection, source: Source) -> int:
    """Return the row of an outlet; make it if there is none."""
    folded = f" {' '.join(fold_words(source.name or ''))} "
    values = {"key": source_key(source), "name": source.name, "domain": source.domain, "folded": folded}
    return _find_or_make(connection, sources, values)[0]


def run_id(connection: Connection, versions: Sequence[tuple[str, str]]) -> int:
    """Return the row of the versions that extracted a text; make it if there is none."""
    values = {"key": fingerprint(versions), "versions": json.dumps(versions)}
    return _find_or_make(connection, runs, values)[0]


def is_by_path(article: Article) -> bool:
    """Return True if an article is known by its path alone."""
    return article.key not in ("", article.id, article.url)


def article_row_id(connection: Connection, article: Article) -> int:
    """Return the row of the article with this key; make it if there is none. Hold it until the transaction ends."""
    key_hash = fingerprint(article.key or article.id)
    values = {"key": article.key, "key_hash": key_hash, "by_path": is_by_path(article)}
    found, is_new = _find_or_make(connection, articles, values, unique="key_hash")
    if not is_new:
        connection.execute(select(articles.c.id).where(articles.c.id == found).with_for_update())
    return found


def _find_or_make(
    connection: Connection, table: Table, values: dict[str, Any], *, unique: str = "key"
) -> tuple[int, bool]:
    """Return the id of the row with this value of `unique`, and whether it was made now."""
    wanted = select(table.c.id).where(table.c[unique] == values[unique])
    known_id = connection.execute(wanted).scalar()
    if known_id is not None:
        return known_id, False
    adding = insert_by_dialect(connection, table).values(values).on_conflict_do_nothing()
    new_id: int | None = connection.execute(adding.returning(table.c.id)).scalar()
    if new_id is not None:
        return new_id, True
    # Another writer made it in between.
    return connection.execute(wanted).scalar_one(), False
