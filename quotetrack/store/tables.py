"""The tables as the code uses them. The database itself, with its indexes, constraints and collations, is
made by the scripts in `migrations/`; a test compares the two.

An article has revisions, of which one is current; a revision has quotes, and what stands in marks and quotes
nobody; a quote has one attribution, spans, figures, candidates and evidence. All stand in the order `n`.

A speaker is a name with its kind; `person` is the row that stands for its bearer across articles (none: the row
itself), and that of an attribution whom its speaker was taken for: where only a surname is printed, somebody's who
bears it (`person_because`). What is printed of a person is counted once, in `descriptions`, and `role_words` finds who
has a role; `undescribed` are those for whom something has changed since.

`key_terms` tell what a current revision is about, best first. `term_forms` are the forms they are printed in,
`subjects` the terms themselves, each with how many articles and statements it has.

A quote is `shown` if it passes the bar; what `reviews` say of it comes before that (`filters.KEPT_BACK`). All that is
counted or kept ready (`descriptions`, `term_forms`, `subjects`, claims) is made of what is shown.

Linking keeps of each quote its signature, and by `postings` finds those that share words with it. `links` tie two
quotes, shown or not, the smaller row id first; a claim has two members or more, which are shown. What linking has yet
to do is `pending`.

`decisions` are what reviewers have decided, for good: each is of a quotation of an article, by the id that people see,
so that it outlives the row. What they come to stands in the rows of the quotation itself, and in `reviews`.
`pair_decisions` are of two quotations, by the same ids, the one that sorts first before the other. What they come to
stands in `links`, each right one with who `decided_by`, and in the claims. These and `speaker_decisions` name what they
take back by the key that their records have, as numbers differ from database to database.

`leaves` hold a digest of all that belongs to an article, and one of all of them; what belongs to no single article
carries a `seal` of its own.

`kept_checks` tell what somebody has checked and what it came to then. They name articles and quotations by their ids
too, and nothing else depends on them.

`watches` are questions that people have saved. `watched` tells which statements each has seen, `watched_pairs` which
contradictions. They name articles and quotations as kept checks do, and tell places by offsets, never words.

`tombstones` keep out texts that were erased, `erased_names` whoever was erased as a speaker, under digests of the
names, and `erased_quotes` what they said under a name that others bear as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

from quotetrack.records import RELATIONS
from quotetrack.store.escaping import Verbatim
from quotetrack.store.seals import SEAL

HEAD = "0020"
"""The newest script in `migrations/versions`; a database that shows it needs no Alembic."""

PROBABILITIES = (*RELATIONS, "unrelated")
"""The columns of `links` that hold how likely each relation is, and that there is none."""

VERSION_TABLE = "quotetrack_version"

metadata = MetaData()

Plain = Text()


def _of(target: str, *, key: bool = False) -> Column[int]:
    """The column that ties a row to its owner and goes with it."""
    name = target.rstrip("s")
    return Column(name, ForeignKey(f"{target}.id", ondelete="CASCADE"), nullable=False, primary_key=key)


def _place() -> Iterator[Column[Any]]:
    """Where words begin and end in the text of a revision."""
    yield from (Column(name, Integer, nullable=False) for name in ("begins", "ends"))


def _seal() -> Column[Any]:
    """What a row is known by that nobody else has changed (see `seals`)."""
    return Column(SEAL, LargeBinary)


def _counted_words() -> Iterator[Column[Any]]:
    """The words of a key term, how often they are met, and the first and the last day."""
    yield Column("words", Verbatim, nullable=False)
    yield from (Column(name, Integer, nullable=False) for name in ("articles", "quotes"))
    yield from (Column(name, Verbatim) for name in ("first", "last"))


sources = Table(
    "sources",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Plain, nullable=False, unique=True),
    Column("name", Verbatim),
    Column("domain", Verbatim),
    Column("folded", Plain, nullable=False),
)

articles = Table(
    "articles",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Verbatim, nullable=False),
    Column("key_hash", Plain, nullable=False, unique=True),
    Column("by_path", Boolean, nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Plain, nullable=False, unique=True),
    Column("versions", Plain, nullable=False),
)

revisions = Table(
    "revisions",
    metadata,
    Column("id", Integer, primary_key=True),
    _of("articles"),
    Column("number", Integer, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("run", ForeignKey("runs.id"), nullable=False),
    Column("source", ForeignKey("sources.id"), nullable=False),
    Column("digest", Plain, nullable=False),
    Column("given_id", Verbatim, nullable=False),
    Column("given_hash", Plain, nullable=False),
    Column("title", Verbatim),
    Column("published", Verbatim),
    Column("published_at", Verbatim),
    Column("url", Verbatim),
    Column("archive_url", Verbatim),
    Column("byline", Verbatim),
    Column("agencies", Plain, nullable=False),
    Column("language", Verbatim),
    Column("retrieved", Verbatim),
    Column("zones", Plain, nullable=False),
    Column("text", Verbatim, nullable=False),
    Column("added_at", Plain),
    Column("details", Plain),
)

quotes = Table(
    "quotes",
    metadata,
    Column("id", Integer, primary_key=True),
    _of("revisions"),
    Column("n", Integer, nullable=False),
    Column("given_id", Verbatim, nullable=False),
    Column("short_id", Verbatim, nullable=False),
    Column("kind", Plain, nullable=False),
    Column("printed_in", Plain, nullable=False),
    Column("rule", Verbatim, nullable=False),
    Column("confidence", Double, nullable=False),
    Column("flags", Plain, nullable=False),
    Column("begins", Integer, nullable=False),
    Column("words", Verbatim, nullable=False),
    Column("shown", Boolean, nullable=False),
)

spans = Table(
    "spans",
    metadata,
    _of("quotes", key=True),
    Column("role", Plain, primary_key=True),
    Column("n", Integer, primary_key=True),
    *_place(),
)

speakers = Table(
    "speakers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Plain, nullable=False, unique=True),
    Column("name", Verbatim, nullable=False),
    Column("kind", Plain, nullable=False),
    Column("person", Integer),
)

speaker_words = Table(
    "speaker_words",
    metadata,
    Column("word", Plain, primary_key=True),
    _of("speakers", key=True),
    Column("part", Integer, primary_key=True),
)

speaker_keys = Table(
    "speaker_keys",
    metadata,
    Column("key", Plain, primary_key=True),
    _of("speakers", key=True),
)

descriptions = Table(
    "descriptions",
    metadata,
    _of("speakers", key=True),
    Column("name", Verbatim, nullable=False),
    Column("quotes", Integer, nullable=False),
    Column("told", Plain, nullable=False),
    _seal(),
)

role_words = Table(
    "role_words",
    metadata,
    Column("word", Plain, primary_key=True),
    _of("speakers", key=True),
    Column("part", Integer, primary_key=True),
)

undescribed = Table(
    "undescribed",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("speaker", Integer, nullable=False),
)

speaker_decisions = Table(
    "speaker_decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("made_at", Plain, nullable=False),
    Column("made_by", Verbatim, nullable=False),
    Column("what", Plain, nullable=False),
    Column("name", Verbatim, nullable=False),
    Column("other", Verbatim, nullable=False),
    Column("why", Verbatim),
    Column("undoes", Plain),
    _seal(),
)

attributions = Table(
    "attributions",
    metadata,
    _of("quotes", key=True),
    Column("stance", Plain, nullable=False),
    Column("act", Plain, nullable=False),
    Column("speaker", ForeignKey("speakers.id")),
    Column("person", Integer),
    Column("person_because", Plain),
    Column("speaker_kind", Plain),
    Column("speaker_role", Verbatim),
    Column("said_on", Verbatim),
    Column("said_precision", Plain),
    Column("said_inferred", Boolean),
    Column("confidence", Double, nullable=False),
    Column("mention", Verbatim),
    Column("role", Verbatim),
    Column("hearer", Verbatim),
)

candidates = Table(
    "candidates",
    metadata,
    _of("quotes", key=True),
    Column("n", Integer, primary_key=True),
    Column("name", Verbatim, nullable=False),
    *_place(),
    Column("score", Double, nullable=False),
    Column("reason", Verbatim, nullable=False),
)

figures = Table(
    "figures",
    metadata,
    _of("quotes", key=True),
    Column("n", Integer, primary_key=True),
    *_place(),
    Column("value", Double),
    Column("unit_begins", Integer),
    Column("unit_ends", Integer),
    Column("counted_begins", Integer),
    Column("counted_ends", Integer),
    Column("unit", Verbatim),
    Column("counted", Verbatim),
)

not_speech = Table(
    "not_speech",
    metadata,
    Column("id", Integer, primary_key=True),
    _of("revisions"),
    Column("n", Integer, nullable=False),
    Column("rule", Verbatim, nullable=False),
    *_place(),
    Column("words", Verbatim, nullable=False),
)

term_forms = Table(
    "term_forms",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Verbatim, nullable=False),
    *_counted_words(),
)

key_terms = Table(
    "key_terms",
    metadata,
    _of("revisions", key=True),
    Column("n", Integer, primary_key=True),
    Column("form", ForeignKey("term_forms.id"), nullable=False),
    *_place(),
)

subjects = Table(
    "subjects",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Verbatim, nullable=False, unique=True),
    *_counted_words(),
)

evidence = Table(
    "evidence",
    metadata,
    _of("quotes", key=True),
    Column("n", Integer, primary_key=True),
    Column("rule", Verbatim, nullable=False),
    Column("begins", Integer),
    Column("ends", Integer),
)

signatures = Table(
    "signatures",
    metadata,
    _of("quotes", key=True),
    Column("made", LargeBinary, nullable=False),
    _seal(),
)

pending = Table("pending", metadata, _of("quotes", key=True), Column("task", Plain, nullable=False))

postings = Table(
    "postings",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("count", Integer, nullable=False),
    Column("owners", LargeBinary, nullable=False),
)

links = Table(
    "links",
    metadata,
    Column("a", ForeignKey("quotes.id", ondelete="CASCADE"), primary_key=True),
    Column("b", ForeignKey("quotes.id", ondelete="CASCADE"), primary_key=True),
    Column("relation", Plain, nullable=False),
    Column("score", Double, nullable=False),
    *(Column(name, Double, nullable=False) for name in PROBABILITIES),
    Column("decided_by", Verbatim),
    _seal(),
)

pair_decisions = Table(
    "pair_decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("quote", Verbatim, nullable=False),
    Column("other", Verbatim, nullable=False),
    Column("verdict", Plain, nullable=False),
    Column("relation", Plain, nullable=False),
    Column("made_by", Verbatim, nullable=False),
    Column("made_at", Plain, nullable=False),
    Column("note", Verbatim),
    Column("batch", Integer, nullable=False),
    Column("undoes", Plain),
    _seal(),
)

claims = Table(
    "claims",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("given_id", Plain, nullable=False, unique=True),
    _seal(),
)

members = Table(
    "members",
    metadata,
    _of("quotes", key=True),
    _of("claims"),
    Column("copy_of", ForeignKey("quotes.id", ondelete="SET NULL")),
    _seal(),
)

claim_changes = Table(
    "claim_changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("made_at", Plain, nullable=False),
    Column("what", Plain, nullable=False),
    Column("claim", Plain, nullable=False),
    Column("other", Plain, nullable=False),
    _seal(),
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    _of("articles"),
    Column("quote", Verbatim, nullable=False),
    Column("what", Plain, nullable=False),
    Column("value", Plain, nullable=False),
    Column("was", Plain, nullable=False),
    Column("made_by", Verbatim, nullable=False),
    Column("made_at", Plain, nullable=False),
    Column("checked_on", Plain, nullable=False),
    Column("batch", Integer, nullable=False),
    Column("undoes", ForeignKey("decisions.id")),
)

reviews = Table(
    "reviews",
    metadata,
    _of("quotes", key=True),
    Column("status", Plain),
    Column("reviewer", Verbatim, nullable=False),
    Column("checked_on", Plain, nullable=False),
    Column("notes", Verbatim),
    Column("corrected", Plain, nullable=False),
)

kept_checks = Table(
    "kept_checks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kept_at", Plain, nullable=False),
    Column("kept_by", Verbatim, nullable=False),
    Column("words", Verbatim, nullable=False),
    Column("whole", Verbatim, nullable=False),
    Column("speaker", Verbatim),
    Column("asked", Verbatim),
    Column("form", Plain, nullable=False),
    Column("is_denied", Boolean, nullable=False),
    Column("unshown", Boolean, nullable=False),
    Column("verdict", Plain, nullable=False),
    Column("printings", Plain, nullable=False),
    Column("draft", Verbatim),
    Column("line", Integer),
    _seal(),
)

watches = Table(
    "watches",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Verbatim, nullable=False, unique=True),
    Column("question", Verbatim, nullable=False),
    Column("filter", Plain, nullable=False),
    Column("made_by", Verbatim, nullable=False),
    Column("made_at", Plain, nullable=False),
    Column("ran_at", Plain),
    _seal(),
)

watched = Table(
    "watched",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("watch", ForeignKey("watches.id", ondelete="CASCADE"), nullable=False),
    Column("quote", Verbatim, nullable=False),
    Column("first", Verbatim, nullable=False),
    Column("article", Verbatim, nullable=False),
    Column("digest", Plain, nullable=False),
    Column("spans", Plain, nullable=False),
    Column("what", Plain, nullable=False),
    Column("at", Plain, nullable=False),
    _seal(),
)

watched_pairs = Table(
    "watched_pairs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("watch", ForeignKey("watches.id", ondelete="CASCADE"), nullable=False),
    Column("quote", Verbatim, nullable=False),
    Column("other", Verbatim, nullable=False),
    Column("what", Plain, nullable=False),
    Column("at", Plain, nullable=False),
    _seal(),
)

leaves = Table(
    "leaves",
    metadata,
    Column("part", Plain, primary_key=True),
    Column("owner", BigInteger, primary_key=True, autoincrement=False),
    Column("digest", Plain, nullable=False),
    Column("checks", LargeBinary, nullable=False),
)

linking_state = Table(
    "linking_state",
    metadata,
    Column("name", Plain, primary_key=True),
    Column("value", Plain, nullable=False),
    _seal(),
)

tombstones = Table(
    "tombstones",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Verbatim, nullable=False),
    Column("key_hash", Plain, nullable=False),
    Column("digest", Plain, nullable=False),
    Column("reason", Verbatim, nullable=False),
    Column("made_by", Verbatim, nullable=False),
    Column("made_at", Plain, nullable=False),
    _seal(),
)

erased_names = Table(
    "erased_names",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Plain, nullable=False, unique=True),
    Column("reason", Verbatim, nullable=False),
    Column("made_by", Verbatim, nullable=False),
    Column("made_at", Plain, nullable=False),
    _seal(),
)

erased_quotes = Table(
    "erased_quotes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("quote", Verbatim, nullable=False, unique=True),
    _seal(),
)
