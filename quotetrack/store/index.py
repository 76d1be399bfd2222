"""The full-text indexes: which words of a quotation, its paragraph and its article they hold, and how each
database is asked for them. Words are folded here, so that both databases see the same ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
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

from quotetrack.records import Article, NotSpeech, Statement
from quotetrack.text.folding import fold_words
from quotetrack.text.surroundings import find_paragraph_break, find_paragraphs, statement_spans

MOST_LOOKED_UP = 64
"""How many different words of a question are looked up; a longer one adds time, not meaning."""

MOST_PHRASES = 500
"""How many different phrases are looked up at once: as many as a word has misspellings."""

# A word of the quotation tells more than one beside it, and that more than one in the title. In the order
# words, around, heads; PostgreSQL's labels are A, B, C.
_WEIGHTS = (8.0, 3.0, 1.0)


Entry = dict[str, int | str]
"""What is indexed under a row's `id`: folded words by their column, in the order `words`, `around`, `heads`."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of the rows found are wanted: those that have `every` word, those `among` the row ids selected and those
    not `without`, the best of them up to a `limit`. With `in_order` each of the words may be several, which must stand
    so in the quotation itself."""

    every: bool = False
    among: Select[tuple[int]] | None = None
    without: CompoundSelect[tuple[int]] | None = None
    limit: int | None = None
    in_order: bool = False


_ANY = Wanted()


class SqliteIndex:
    """FTS5. The words are not kept a second time, so entries cannot be taken out: those of replaced
    rows stay, and drop out when the ids are joined with their table, where ids are never used twice."""

    def __init__(self, name: str) -> None:
        self.name = name

    def add(self, connection: Connection, entries: Sequence[Entry]) -> None:
        """Index rows, all with the same columns."""
        if entries:
            rows = [{"rowid": entry["id"], **_without_id(entry)} for entry in entries]
            connection.execute(insert(table(self.name, *map(column, rows[0]))), rows)

    def ranked(self, words: Iterable[str], wanted: Wanted = _ANY) -> Select[tuple[int, float]] | None:
        """Select row ids `owner` with any of the words and their `score`, higher is better; None for no words."""
        looked_up = _phrases(words) if wanted.in_order else _distinct(words)
        asked = (" AND " if wanted.every else " OR ").join(f'"{word}"' for word in looked_up)
        if not asked:
            return None
        # bm25() is better the lower it is.
        score = -func.bm25(literal_column(self.name), *_WEIGHTS)
        # The sign keeps SQLite from looking for the words once for each row that it may be among.
        owner: ColumnElement[Any] = literal_column(f"+{self.name}.rowid")
        return _best(self._matching(f"words : ({asked})" if wanted.in_order else asked), score, owner, wanted)

    def having(self, choices: Iterable[Sequence[str]]) -> Select[tuple[int]] | None:
        """Select row ids `owner` with all words of one of these choices in any column; None for no words."""
        every = [" AND ".join(f'"{word}"' for word in _distinct(words)) for words in choices]
        asked = " OR ".join(f"({words})" for words in every if words)
        return self._matching(asked) if asked else None

    def holding(self, words: Iterable[str]) -> Select[tuple[int]] | None:
        """Select row ids `owner` with all the words in `words` or `around`; None for no words."""
        asked = " AND ".join(f'"{word}"' for word in _distinct(words))
        return self._matching(f"{{words around}} : ({asked})") if asked else None

    def _matching(self, asked: str) -> Select[tuple[int]]:
        matches = literal_column(self.name).op("MATCH", is_comparison=True)(asked)
        rows = table(self.name, column("rowid"))
        return select(rows.c.rowid.label("owner")).where(matches)


class PostgresqlIndex:
    """A `tsvector` a row, in the column `owner`. PostgreSQL ranks without knowing how rare a word is, so its
    order is coarser than SQLite's."""

    def __init__(self, name: str, *, owner: str) -> None:
        self.name, self._owner = name, owner
        self._table = table(name, column(owner), column("vector"))

    def add(self, connection: Connection, entries: Sequence[Entry]) -> None:
        """Index rows, all with the same columns."""
        if entries:
            vector = " || ".join(
                f"setweight(to_tsvector('quotetrack', :{place}), '{label}')"
                for place, label in zip(_without_id(entries[0]), "ABC", strict=False)
            )
            into = f"INSERT INTO {self.name} ({self._owner}, vector) VALUES (:id, {vector})"
            connection.execute(text(into), entries)

    def ranked(self, words: Iterable[str], wanted: Wanted = _ANY) -> Select[tuple[int, float]] | None:
        """Select row ids `owner` with any of the words and their `score`, higher is better; None for no words."""
        looked_up = [f"'{word}'" for word in _distinct(words)]
        if wanted.in_order:
            looked_up = [
                "(" + " <-> ".join(f"'{word}':A" for word in phrase.split()) + ")"
                for phrase in _phrases(words)
            ]
        asked = (" & " if wanted.every else " | ").join(looked_up)
        if not asked:
            return None
        # PostgreSQL's order is D, C, B, A, and its weights lie between 0 and 1.
        weights = ", ".join(str(weight / max(_WEIGHTS)) for weight in (0.0, *reversed(_WEIGHTS)))
        scale: ColumnElement[Any] = literal_column(f"'{{{weights}}}'::real[]")
        score = func.ts_rank(scale, self._table.c.vector, self._query(asked), 1)
        return _best(self._matching(asked), score, self._table.c[self._owner], wanted)

    def having(self, choices: Iterable[Sequence[str]]) -> Select[tuple[int]] | None:
        """Select row ids `owner` with all words of one of these choices in any column; None for no words."""
        every = [" & ".join(f"'{word}'" for word in _distinct(words)) for words in choices]
        asked = " | ".join(f"({words})" for words in every if words)
        return self._matching(asked) if asked else None

    def holding(self, words: Iterable[str]) -> Select[tuple[int]] | None:
        """Select row ids `owner` with all the words in `words` or `around`; None for no words."""
        asked = " & ".join(f"'{word}':AB" for word in _distinct(words))
        return self._matching(asked) if asked else None

    def _matching(self, asked: str) -> Select[tuple[int]]:
        matches = self._table.c.vector.op("@@", is_comparison=True)(self._query(asked))
        return select(self._table.c[self._owner].label("owner")).where(matches)

    def _query(self, asked: str) -> ColumnElement[Any]:
        return func.to_tsquery(literal_column("'quotetrack'::regconfig"), asked)


Index = SqliteIndex | PostgresqlIndex


@dataclass(frozen=True, slots=True)
class Indexes:
    """The indexes of one database, each under the ids of its table."""

    quotes: Index
    not_speech: Index
    texts: Index


INDEX_OWNERS = {"quote_words": "quote", "not_speech_words": "not_speech", "text_words": "revision"}
"""The name of each index, in the order of `Indexes`, and the column that holds the row it is of in PostgreSQL."""


def indexes_for(dialect: str, *, prefix: str = "") -> Indexes:
    """Return the indexes of a database, by SQLAlchemy's name for its kind; `prefix` is set before their names."""
    if dialect == "sqlite":
        return Indexes(*(SqliteIndex(f"{prefix}{name}") for name in INDEX_OWNERS))
    return Indexes(*(PostgresqlIndex(f"{prefix}{name}", owner=owner) for name, owner in INDEX_OWNERS.items()))


def _best(
    matching: Select[tuple[int]], score: ColumnElement[Any], owner: ColumnElement[Any], wanted: Wanted
) -> Select[tuple[int, float]]:
    """Select the rows that match and are wanted, each with its score; the best, if there is a limit."""
    rows = matching.add_columns(score.label("score"))
    if wanted.among is not None:
        rows = rows.where(owner.in_(wanted.among))
    if wanted.without is not None:
        rows = rows.where(owner.not_in(wanted.without))
    return rows if wanted.limit is None else rows.order_by(score.desc()).limit(wanted.limit)


def _without_id(entry: Entry) -> Entry:
    return {name: value for name, value in entry.items() if name != "id"}


def _distinct(words: Iterable[str]) -> list[str]:
    """Return the folded words, each once, `MOST_LOOKED_UP` at most.

    They hold letters and digits only, so nothing in them is syntax to either database.
    """
    distinct: dict[str, None] = {}
    for asked in words:
        distinct.update(dict.fromkeys(fold_words(asked)))
        if len(distinct) >= MOST_LOOKED_UP:
            break
    return list(distinct)[:MOST_LOOKED_UP]


def _phrases(asked: Iterable[str]) -> list[str]:
    """Return the folded phrases, each once, `MOST_PHRASES` at most; those without a word are left out."""
    distinct = dict.fromkeys(" ".join(fold_words(phrase)) for phrase in asked)
    return [phrase for phrase in distinct if phrase][:MOST_PHRASES]


def quote_entries(article: Article, statements: Sequence[tuple[int, Statement]]) -> list[Entry]:
    """Return what is indexed of each statement, given with its row id.

    That is its own words, those of its paragraphs, and those of the title, standfirst and headings.
    """
    heads = [zone.span.of(article.text) for zone in article.zones if zone.kind in ("heading", "standfirst")]
    headed = _folded([article.title or "", *heads])
    breaks = find_paragraph_break(article.text)
    return [
        {
            "id": row_id,
            "words": _folded(span.of(article.text) for span in statement.quote.content),
            "around": _folded(
                span.of(article.text)
                for span in find_paragraphs(article.text, statement_spans(statement), breaks)
            ),
            "heads": headed,
        }
        for row_id, statement in statements
    ]


def not_speech_entries(article: Article, passages: Sequence[tuple[int, NotSpeech]]) -> list[Entry]:
    """Return what is indexed of words that quote nobody, given with their row id: themselves and their paragraph."""
    breaks = find_paragraph_break(article.text)
    return [
        {
            "id": row_id,
            "words": _folded([passage.span.of(article.text)]),
            "around": _folded(
                span.of(article.text) for span in find_paragraphs(article.text, [passage.span], breaks)
            ),
        }
        for row_id, passage in passages
    ]


def text_entry(row_id: int, text: str) -> Entry:
    """Return what is indexed of a whole text, given with the row id of its revision: each of its words once."""
    return {"id": row_id, "words": " ".join(dict.fromkeys(fold_words(text)))}


def _folded(pieces: Iterable[str]) -> str:
    return " ".join(word for piece in pieces for word in fold_words(piece))
