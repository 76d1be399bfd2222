"""A store with something of everything, to be damaged, and what changes it behind its back."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from sqlalchemy import select

from quotetrack.linking.linker import link_store
from quotetrack.records import (
    Candidate,
    Evidence,
    Extraction,
    Fault,
    Figure,
    Filter,
    NotSpeech,
    SaidOn,
    SavedQuestion,
    SeenPair,
    SeenStatement,
    Source,
    Speaker,
    WatchRun,
    Zone,
)
from quotetrack.store import open_store
from quotetrack.store.database import open_database
from quotetrack.store.leaves import seal_articles
from quotetrack.store.tables import articles
from tests.builders import extract, find, harbour, make_article, make_statement, works

from .test_linking import FIRST, OTHER, SECOND

TEXT = (
    "“We lost 40 boats … and a pier,” Ana Lima, the master\x00 of the port, told the Post on Monday. 😀 "
    "She denied it sank."
)
ARTICLE = make_article(
    TEXT,
    id="port",
    source=Source("Ridge Times", "ridge.example"),
    published="2024-03-05",
    agencies=("Meridian",),
    zones=(Zone("headline", find(TEXT, "the Post")),),
)
LOST = make_statement(
    ARTICLE,
    "We lost 40 boats",
    "and a pier,",
    speaker=Speaker("Ana Lima", "person", "the master\x00 of the port"),
    mention="Ana Lima",
    role=find(TEXT, "the master\x00 of the port"),
    hearer=find(TEXT, "the Post"),
    said_on=SaidOn(date="2024-03-04", precision="day", basis=find(TEXT, "on Monday")),
    via=(find(TEXT, "Post"),),
    evidence=(Evidence("cue after", find(TEXT, "told")), Evidence("nearest")),
    candidates=(Candidate(name="Rui Reis", mention=find(TEXT, "She"), score=0.25, reason="named before"),),
    quote={
        "cue": (find(TEXT, "told"),),
        "rule": "cue after",
        "flags": ("mixed marks",),
        "figures": (Figure(span=find(TEXT, "40"), value=40.0, unit=None, counted=find(TEXT, "boats")),),
    },
)
SANK = make_statement(ARTICLE, "it sank", kind="indirect", mention="She", by=None, stance="denied")
PORT = Extraction(
    article=ARTICLE,
    statements=(LOST, SANK),
    versions=(("quotetrack", "1"),),
    not_speech=(NotSpeech(find(TEXT, "Post"), "title"),),
)

WATCH = SavedQuestion(
    name="lima", question="what did Lima say", made_by="Ana", made_at="x", filter=Filter(kind="direct")
)
SEEN = SeenStatement(
    quote=LOST.quote.id,
    first=LOST.quote.id,
    article=ARTICLE.key,
    digest=ARTICLE.digest,
    spans=LOST.quote.content,
    what="new",
    at="x",
)
PAIR = SeenPair(quote=LOST.quote.id, other=SANK.quote.id, what="noted", at="x")

REVIEWED = (
    "INSERT INTO decisions (id, article, quote, what, value, was, made_by, made_at, checked_on, batch, undoes) "
    f"VALUES (1, 1, '{LOST.quote.id}', 'status', '\"confirmed\"', 'null', 'Ana', 'x', '2024-03-09', 1, NULL)",
    "INSERT INTO reviews (quote, status, reviewer, checked_on, notes, corrected) "
    "VALUES (1, 'confirmed', 'Ana', '2024-03-09', NULL, '[]')",
)


def fill(location: str) -> None:
    """Rows 1 and 2 are the statements of `PORT`, 3 to 5 those of the harbour, 6 and 7 the linked ones, 8 another."""
    with open_store(location) as store:
        earlier = make_article("Nothing yet.", id="port", key=ARTICLE.key)
        for extraction in (extract(earlier), PORT, harbour(), works(), FIRST, SECOND, OTHER):
            store.add(extraction)
        assert link_store(store).claims == 1
        store.watches.add(WATCH)
        store.watches.mark([WatchRun(watch=WATCH, at="x", seen=(SEEN,), pairs=(PAIR,))], at=None)
    change(location, (*REVIEWED, "DELETE FROM links WHERE a <> 6 OR b <> 7"))
    seal(location)


def seal(location: str) -> None:
    """Makes the digests of all articles anew, as if what is stored had been written so."""
    database = open_database(location, create=False, patience=5)
    with database.writing() as connection:
        seal_articles(connection, connection.execute(select(articles.c.id)).scalars().all())
    database.close()


def change(location: str, statements: Sequence[str]) -> None:
    """Runs SQL with nothing that looks after the rows."""
    if "://" not in location:
        connection = sqlite3.connect(location, isolation_level=None)
        for statement in statements:
            connection.execute(statement)
        connection.close()
        return
    import psycopg

    with psycopg.connect(location, autocommit=True) as server:
        server.execute("SET session_replication_role = replica")
        for statement in statements:
            server.execute(statement)


def verified(location: str) -> list[Fault]:
    with open_store(location, create=False) as store:
        return list(store.verify())
