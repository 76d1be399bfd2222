"""The first tables, the full-text index and the view `quotes_flat`."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# Sorted by code point in both databases, whatever locale the server was set up with.
_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

_FLAT = """
CREATE VIEW quotes_flat AS
SELECT quotes.words AS words, speakers.name AS speaker, attributions.speaker_kind AS speaker_kind,
       attributions.mention AS mention, COALESCE(attributions.speaker_role, attributions.role) AS role,
       attributions.hearer AS hearer, attributions.stance AS stance, quotes.kind AS kind,
       attributions.said_on AS said_on, sources.name AS outlet, sources.domain AS domain,
       revisions.published AS published, revisions.title AS title, revisions.url AS url,
       revisions.given_id AS article, quotes.given_id AS quote, quotes.printed_in AS printed_in,
       attributions.confidence AS confidence
FROM quotes
JOIN revisions ON revisions.id = quotes.revision
JOIN sources ON sources.id = revisions.source
JOIN attributions ON attributions.quote = quotes.id
LEFT JOIN speakers ON speakers.id = attributions.speaker
WHERE revisions.current
"""

# The index gets words that are folded already. `content=''`: the words are not kept a second time.
_WORDS_SQLITE = """
CREATE VIRTUAL TABLE quote_words USING fts5(
    words, around, heads, content='', tokenize='porter unicode61 remove_diacritics 2')
"""

# The same stemmer as SQLite's, and no stop words.
_WORDS_POSTGRESQL = (
    "CREATE TEXT SEARCH DICTIONARY quotetrack_stem (TEMPLATE = snowball, Language = porter)",
    "CREATE TEXT SEARCH CONFIGURATION quotetrack (COPY = simple)",
    "ALTER TEXT SEARCH CONFIGURATION quotetrack "
    "ALTER MAPPING FOR asciiword, word, numword WITH quotetrack_stem",
    "CREATE TABLE quote_words (quote integer PRIMARY KEY REFERENCES quotes (id) ON DELETE CASCADE, "
    "vector tsvector NOT NULL)",
    "CREATE INDEX quote_words_vector ON quote_words USING gin (vector)",
)


def upgrade() -> None:
    """Make everything; the caller's transaction holds it together."""
    _make_articles()
    _make_revisions()
    _make_quotes()
    _make_attributions()
    _make_reasons()
    op.execute(_FLAT)
    if op.get_bind().dialect.name == "sqlite":
        op.execute(_WORDS_SQLITE)
    else:
        for statement in _WORDS_POSTGRESQL:
            op.execute(statement)


def _text(name: str, *, nullable: bool = False, primary_key: bool = False) -> sa.Column[str]:
    return sa.Column(name, _TEXT, nullable=nullable, primary_key=primary_key)


def _owner(name: str, target: str, *, key: bool = False) -> sa.Column[int]:
    reference = sa.ForeignKey(f"{target}.id", ondelete="CASCADE")
    return sa.Column(name, sa.Integer, reference, nullable=False, primary_key=key)


def _make_articles() -> None:
    op.create_table(
        "sources",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", _TEXT, nullable=False, unique=True),
        _text("name", nullable=True),
        _text("domain", nullable=True),
        _text("folded"),
    )
    op.create_table(
        "articles",
        sa.Column("id", sa.Integer, primary_key=True),
        _text("key"),
        sa.Column("key_hash", _TEXT, nullable=False, unique=True),
        sa.Column("by_path", sa.Boolean, nullable=False),
    )
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", _TEXT, nullable=False, unique=True),
        _text("versions"),
    )


def _make_revisions() -> None:
    op.create_table(
        "revisions",
        sa.Column("id", sa.Integer, primary_key=True),
        _owner("article", "articles"),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("current", sa.Boolean, nullable=False),
        sa.Column("run", sa.Integer, sa.ForeignKey("runs.id"), nullable=False),
        sa.Column("source", sa.Integer, sa.ForeignKey("sources.id"), nullable=False),
        _text("digest"),
        _text("given_id"),
        _text("given_hash"),
        *(_text(name, nullable=True) for name in ("title", "published", "published_at", "url", "byline")),
        _text("agencies"),
        _text("language", nullable=True),
        _text("retrieved", nullable=True),
        _text("zones"),
        _text("text"),
        sa.UniqueConstraint("article", "number"),
    )
    op.create_index("revisions_digest", "revisions", ["digest"])
    op.create_index("revisions_given_hash", "revisions", ["given_hash"])
    only = sa.text("current")
    op.create_index(
        "revisions_one_current",
        "revisions",
        ["article"],
        unique=True,
        sqlite_where=only,
        postgresql_where=only,
    )


def _make_quotes() -> None:
    op.create_table(
        "quotes",
        sa.Column("id", sa.Integer, primary_key=True),
        _owner("revision", "revisions"),
        sa.Column("n", sa.Integer, nullable=False),
        *(_text(name) for name in ("given_id", "short_id", "kind", "printed_in", "rule")),
        sa.Column("confidence", sa.Double, nullable=False),
        _text("flags"),
        sa.Column("begins", sa.Integer, nullable=False),
        _text("words"),
        sa.UniqueConstraint("revision", "n"),
        # Ids are never used twice: the full-text index keeps those of quotes that are gone.
        sqlite_autoincrement=True,
    )
    op.create_index("quotes_short_id", "quotes", ["short_id"])
    op.create_table(
        "spans",
        _owner("quote", "quotes", key=True),
        _text("role", primary_key=True),
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("begins", sa.Integer, nullable=False),
        sa.Column("ends", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )


def _make_attributions() -> None:
    op.create_table(
        "speakers",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", _TEXT, nullable=False, unique=True),
        _text("name"),
        _text("kind"),
    )
    op.create_table(
        "speaker_words",
        _text("word", primary_key=True),
        _owner("speaker", "speakers", key=True),
        sa.Column("part", sa.Integer, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "attributions",
        _owner("quote", "quotes", key=True),
        _text("stance"),
        sa.Column("speaker", sa.Integer, sa.ForeignKey("speakers.id"), nullable=True),
        *(
            _text(name, nullable=True)
            for name in ("speaker_kind", "speaker_role", "said_on", "said_precision")
        ),
        sa.Column("said_inferred", sa.Boolean, nullable=True),
        sa.Column("confidence", sa.Double, nullable=False),
        *(_text(name, nullable=True) for name in ("mention", "role", "hearer")),
    )
    op.create_index("attributions_speaker", "attributions", ["speaker"])


def _make_reasons() -> None:
    op.create_table(
        "candidates",
        _owner("quote", "quotes", key=True),
        sa.Column("n", sa.Integer, primary_key=True),
        _text("name"),
        sa.Column("begins", sa.Integer, nullable=False),
        sa.Column("ends", sa.Integer, nullable=False),
        sa.Column("score", sa.Double, nullable=False),
        _text("reason"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "evidence",
        _owner("quote", "quotes", key=True),
        sa.Column("n", sa.Integer, primary_key=True),
        _text("rule"),
        sa.Column("begins", sa.Integer, nullable=True),
        sa.Column("ends", sa.Integer, nullable=True),
        sqlite_with_rowid=False,
    )
