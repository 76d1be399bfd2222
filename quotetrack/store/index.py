"""The full-text index: which words of a quotation, its paragraph and its article it holds, and how each
database is asked for them. Words are folded here, so that both databases see the same ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    column,
    func,
    insert,
    literal_column,
    select,
    table,
    text,
)

from quotetrack.records import Article, Span, Statement
from quotetrack.store.words import fold_words

MOST_WORDS = 64
"""How many different words of a question are looked up; a longer one adds time, not meaning."""

# Beyond this a line is a paragraph of its own. A text with no line as long was wrapped by hand, and its
# paragraphs end at empty lines.
_WRAPPED_AT = 120

# How much of a paragraph is taken on either side, in characters: a page without line breaks is one
# paragraph, and indexing all of it for each of its quotations would take forever.
_REACH = 1500

# A word of the quotation tells more than one beside it, and that more than one in the title. In the order
# words, around, heads; PostgreSQL's labels are A, B, C.
_WEIGHTS = (8.0, 3.0, 1.0)


class Index(Protocol):
    """What a store asks of the full-text index of its database."""

    def add(
        self, connection: Connection, article: Article, statements: Sequence[tuple[int, Statement]]
    ) -> None:
        """Index statements under their row ids."""

    def ranked(self, words: Iterable[str]) -> Select[tuple[int, float]] | None:
        """Row ids `quote` with any of the words and their `score`, higher is better; None for no words."""

    def holding(self, words: Iterable[str]) -> Select[tuple[int]] | None:
        """Row ids `quote` with all the words in the quotation or its paragraph; None for no words."""


def index_for(dialect: str) -> Index:
    """The index of a database, by SQLAlchemy's name for its kind."""
    return SqliteIndex() if dialect == "sqlite" else PostgresqlIndex()


class SqliteIndex:
    """FTS5. The words are not kept a second time, so entries cannot be taken out: those of replaced
    statements stay, and drop out when the ids are joined with `quotes`, where ids are never used twice."""

    _table = table("quote_words", column("rowid"), column("words"), column("around"), column("heads"))

    def add(
        self, connection: Connection, article: Article, statements: Sequence[tuple[int, Statement]]
    ) -> None:
        rows = _entries(article, statements)
        if rows:
            connection.execute(insert(self._table), [{"rowid": row.pop("id"), **row} for row in rows])

    def ranked(self, words: Iterable[str]) -> Select[tuple[int, float]] | None:
        asked = " OR ".join(f'"{word}"' for word in _distinct(words))
        if not asked:
            return None
        # bm25() is better the lower it is.
        score = -func.bm25(literal_column("quote_words"), *_WEIGHTS)
        return self._matching(asked).add_columns(score.label("score"))

    def holding(self, words: Iterable[str]) -> Select[tuple[int]] | None:
        asked = " AND ".join(f'"{word}"' for word in _distinct(words))
        return self._matching(f"{{words around}} : ({asked})") if asked else None

    def _matching(self, asked: str) -> Select[tuple[int]]:
        found = literal_column("quote_words").op("MATCH", is_comparison=True)(asked)
        return select(self._table.c.rowid.label("quote")).where(found)


class PostgresqlIndex:
    """A `tsvector` a quotation. PostgreSQL ranks without knowing how rare a word is, so its order is
    coarser than SQLite's."""

    _table = table("quote_words", column("quote"), column("vector"))

    def add(
        self, connection: Connection, article: Article, statements: Sequence[tuple[int, Statement]]
    ) -> None:
        rows = _entries(article, statements)
        if rows:
            vector = " || ".join(
                f"setweight(to_tsvector('quotetrack', :{place}), '{label}')"
                for place, label in (("words", "A"), ("around", "B"), ("heads", "C"))
            )
            connection.execute(text(f"INSERT INTO quote_words (quote, vector) VALUES (:id, {vector})"), rows)

    def ranked(self, words: Iterable[str]) -> Select[tuple[int, float]] | None:
        asked = " | ".join(f"'{word}'" for word in _distinct(words))
        if not asked:
            return None
        # PostgreSQL's order is D, C, B, A, and its weights lie between 0 and 1.
        weights = ", ".join(str(weight / max(_WEIGHTS)) for weight in (0.0, *reversed(_WEIGHTS)))
        scale: ColumnElement[Any] = literal_column(f"'{{{weights}}}'::real[]")
        score = func.ts_rank(scale, self._table.c.vector, self._query(asked), 1)
        return self._matching(asked).add_columns(score.label("score"))

    def holding(self, words: Iterable[str]) -> Select[tuple[int]] | None:
        asked = " & ".join(f"'{word}':AB" for word in _distinct(words))
        return self._matching(asked) if asked else None

    def _matching(self, asked: str) -> Select[tuple[int]]:
        found = self._table.c.vector.op("@@", is_comparison=True)(self._query(asked))
        return select(self._table.c.quote).where(found)

    def _query(self, asked: str) -> ColumnElement[Any]:
        return func.to_tsquery(literal_column("'quotetrack'::regconfig"), asked)


def _distinct(words: Iterable[str]) -> list[str]:
    """The folded words, each once, as many as are looked up. They hold letters and digits only, so
    nothing in them is syntax to either database."""
    told: dict[str, None] = {}
    for asked in words:
        told.update(dict.fromkeys(fold_words(asked)))
        if len(told) >= MOST_WORDS:
            break
    return list(told)[:MOST_WORDS]


def _entries(article: Article, statements: Sequence[tuple[int, Statement]]) -> list[dict[str, int | str]]:
    """What is indexed of each statement: its own words, those of its paragraphs, and those of the title,
    standfirst and headings."""
    heads = [zone.span.of(article.text) for zone in article.zones if zone.kind in ("heading", "standfirst")]
    headed = _folded([article.title or "", *heads])
    wrapped = max(map(len, article.text.split("\n"))) <= _WRAPPED_AT
    breaks = "\n\n" if wrapped else "\n"
    return [
        {
            "id": row_id,
            "words": _folded(span.of(article.text) for span in statement.quote.content),
            "around": _folded(span.of(article.text) for span in _paragraphs(article.text, statement, breaks)),
            "heads": headed,
        }
        for row_id, statement in statements
    ]


def _folded(pieces: Iterable[str]) -> str:
    return " ".join(word for piece in pieces for word in fold_words(piece))


def _paragraphs(text: str, statement: Statement, breaks: str) -> list[Span]:
    """The paragraphs in which a statement's content, cue and mention stand, without repetition."""
    quote = statement.quote
    found: dict[Span, None] = {}
    for span in (*quote.content, *quote.cue, *statement.attribution.mention):
        first = max(0, span.start - _REACH)
        before = text.rfind(breaks, first, span.start)
        after = text.find(breaks, span.end, span.end + _REACH)
        start = first if before < 0 else before + len(breaks)
        found[Span(start, after if after >= 0 else span.end + _REACH)] = None
    return list(found)
