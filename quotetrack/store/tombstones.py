"""What was erased and stays out: texts under their keys and digests, speakers under digests of their names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, and_, or_, select

from quotetrack.records import Article, ErasedName, Extraction, Statement, Tombstone
from quotetrack.store.batches import insert_rows, put_rows
from quotetrack.store.database import Database
from quotetrack.store.escaping import fingerprint
from quotetrack.store.purging import UNCLEAN
from quotetrack.store.speakers import kept_state
from quotetrack.store.tables import articles, erased_names, erased_quotes, tombstones
from quotetrack.text.folding import fold_words

_MOST_WORDS = 8
"""Words of a name that is looked for inside other words."""

_STONE = tuple(tombstones.c[name] for name in ("key", "digest", "reason", "made_by", "made_at"))
_NAME = tuple(erased_names.c[name] for name in ("key", "reason", "made_by", "made_at"))


@dataclass(frozen=True, slots=True)
class ErasedReader:
    """Reads what was erased."""

    database: Database

    def tombstones(self) -> tuple[Tombstone, ...]:
        """Return the texts that were erased, first to last."""
        query = select(*_STONE).order_by(tombstones.c.id)
        with self.database.reading() as connection:
            return tuple(Tombstone(**row) for row in connection.execute(query).mappings())

    def names(self) -> tuple[ErasedName, ...]:
        """Return the names that were erased, first to last."""
        with self.database.reading() as connection:
            rows = connection.execute(select(*_NAME).order_by(erased_names.c.id)).mappings()
            return tuple(ErasedName(**row) for row in rows)

    def is_clean(self) -> bool:
        """Return False if something is erased that may still be in the database's files."""
        with self.database.reading() as connection:
            return kept_state(connection, UNCLEAN) is None

    def without_erased(self, extraction: Extraction) -> Extraction:
        """Return the extraction without what speakers say who were erased."""
        with self.database.reading() as connection:
            return without_erased(connection, extraction)


def put_tombstones(connection: Connection, new: Iterable[Tombstone]) -> None:
    """Keep these texts out from now on."""
    rows = (
        {**{name: getattr(stone, name) for name in Tombstone.__slots__}, "key_hash": fingerprint(stone.key)}
        for stone in new
    )
    insert_rows(connection, tombstones, rows)


def put_names(connection: Connection, new: Iterable[ErasedName], quote_ids: Iterable[str]) -> None:
    """Keep out, from now on, what is said under these names, and these quotations."""
    rows = ({name: getattr(erased, name) for name in ErasedName.__slots__} for erased in new)
    put_rows(connection, erased_names, rows, unless_known=["key"])
    put_rows(
        connection, erased_quotes, ({"quote": quote} for quote in sorted(quote_ids)), unless_known=["quote"]
    )


def is_erased(connection: Connection, article: Article) -> bool:
    """Return True if the article was erased, or another with the same text, unless it is stored itself."""
    key = fingerprint(article.key or article.id)
    stored = select(articles.c.id).where(articles.c.key_hash == key).exists()
    of_its_text = and_(tombstones.c.digest == article.digest, ~stored)
    query = select(tombstones.c.id).where(or_(tombstones.c.key_hash == key, of_its_text)).limit(1)
    return connection.execute(query).first() is not None


def without_erased(connection: Connection, extraction: Extraction) -> Extraction:
    """Return the extraction without what speakers say who were erased, and without their names among the candidates and
    the key terms."""
    keys = frozenset(connection.execute(select(erased_names.c.key)).scalars())
    if not keys:
        return extraction
    gone = frozenset(connection.execute(select(erased_quotes.c.quote)).scalars())
    text = extraction.article.text
    stays = [
        _without_candidates(statement, keys)
        for statement in extraction.statements
        if statement.quote.id not in gone and not _is_by(statement, keys)
    ]
    terms = tuple(term for term in extraction.key_terms if not holds_name(term.span.of(text), keys))
    return replace(extraction, statements=tuple(stays), key_terms=terms)


def name_key(name: str) -> str:
    """Return the digest under which a name is kept once it was erased."""
    return fingerprint(" ".join(fold_words(name)))


def holds_name(words: str, keys: frozenset[str]) -> bool:
    """Return True if an erased name, by its key, stands in these words."""
    return bool(keys) and any(key in keys for key in _runs(fold_words(words)))


def _runs(words: Sequence[str]) -> Iterable[str]:
    for start in range(len(words)):
        for end in range(start + 1, min(start + _MOST_WORDS, len(words)) + 1):
            yield fingerprint(" ".join(words[start:end]))


def _is_by(statement: Statement, keys: frozenset[str]) -> bool:
    name = statement.attribution.speaker_name or ""
    return any(name_key(one) in keys for one in (name, *name.split(";")))


def _without_candidates(statement: Statement, keys: frozenset[str]) -> Statement:
    own = statement.attribution
    stays = tuple(one for one in own.candidates if not holds_name(one.name, keys))
    return (
        statement
        if stays == own.candidates
        else replace(statement, attribution=replace(own, candidates=stays))
    )
