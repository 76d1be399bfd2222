"""Checks what is told of articles, their outlets, and those who are quoted in them. Each function yields once for every
lot of rows; the faults wait in `Rows`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from quotetrack.records import SPEAKER_KINDS
from quotetrack.store.escaping import fingerprint, unescape
from quotetrack.store.tables import (
    articles,
    descriptions,
    revisions,
    role_words,
    runs,
    sources,
    speaker_keys,
    speaker_words,
    speakers,
)
from quotetrack.store.verifying import faults
from quotetrack.store.verifying.damaged import Rows
from quotetrack.store.verifying.telling import check, plain, refer, same, tell

_TEXTS = 50
"""How many texts are in memory together."""


def sources_checked(rows: Rows) -> Iterator[None]:
    """Outlets: each under the key that it is found by."""
    for lot in rows.lots(sources, ("key", "name", "domain", "folded")):
        for row in lot.rows:
            name, domain = plain(row.name), plain(row.domain)
            check(rows, sources, row, name or domain, same("key", row.key, fingerprint(name, domain)))
        yield


def runs_checked(rows: Rows) -> Iterator[None]:
    """Versions that have extracted articles: JSON that can be read."""
    wanted = "a list of parts with their versions"
    for lot in rows.lots(runs, ("key", "versions")):
        for row in lot.rows:
            told = faults.json_faults("versions", row.versions, faults.are_versions, wanted)
            check(rows, runs, row, "", told)
        yield


def speakers_checked(rows: Rows) -> Iterator[None]:
    """Speakers, what is known of them, and the words they are found by."""
    for lot in rows.lots(speakers, ("key", "name", "kind", "person")):
        where = {row.id: unescape(row.name) for row in lot.rows}
        refer(rows, speakers, lot.rows, {"person": speakers}, where)
        for row in lot.rows:
            check(rows, speakers, row, where[row.id], faults.among("kind", row.kind, SPEAKER_KINDS))
            key = fingerprint(where[row.id], row.kind)
            check(rows, speakers, row, where[row.id], same("key", row.key, key))
        yield
    for lot in rows.lots(descriptions, ("name", "quotes", "told"), "speaker"):
        refer(rows, descriptions, lot.rows, {"speaker": speakers}, {})
        for row in lot.rows:
            told = faults.json_faults("told", row.told, lambda value: isinstance(value, dict), "an object")
            check(rows, descriptions, row, plain(row.name), told)
        yield
    for table in (speaker_words, speaker_keys, role_words):
        for some in rows.all(table, ()):
            refer(rows, table, some, {"speaker": speakers}, {})
            yield


def articles_checked(rows: Rows) -> Iterator[None]:
    """Articles: each with one current text, under the key that it is found by."""
    names = ("article", "current", "given_id")
    for lot in rows.lots(articles, ("key", "key_hash", "by_path")):
        current: Counter[int] = Counter()
        where: dict[int, str] = {}
        for row in rows.read(revisions, names, "article", lot.first, lot.last):
            current[row.article] += bool(row.current)
            where[row.article] = unescape(row.given_id)
        for row in lot.rows:
            if current[row.id] != 1 and not rows.is_gap(revisions, row.id, "article"):
                found = f"{current[row.id]} of its revisions are current, expected one"
                tell(rows, articles, row, where.get(row.id) or unescape(row.key), found)
            if row.key:
                told = same("key_hash", row.key_hash, fingerprint(unescape(row.key)))
                check(rows, articles, row, where.get(row.id), told)
        yield


def revisions_checked(rows: Rows, compared: Counter[str]) -> Iterator[None]:
    """Texts: each as its digest has it, with what is told of the article."""
    names = [column.name for column in revisions.columns]
    parents = {"article": articles, "run": runs, "source": sources}
    for lot in rows.lots(revisions, names, size=_TEXTS):
        where = {row.id: unescape(row.given_id) for row in lot.rows}
        refer(rows, revisions, lot.rows, parents, where)
        compared["texts"] += len(lot.rows)
        for row in lot.rows:
            check(rows, revisions, row, where[row.id], faults.revision_faults(row))
        yield
