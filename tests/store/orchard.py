"""An article whose words no other has, to be erased, and what looks for what is left of it. All people are invented."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from sqlalchemy import inspect, text

from quotetrack.collection import Collection
from quotetrack.records import Decision, DecisionField, Extraction, KeyTerm, Source, Speaker
from quotetrack.review.decisions import dump, value_of
from quotetrack.store import Store
from quotetrack.store.purging import STRETCH
from quotetrack.store.reviews import NewDecisions
from tests.builders import extract, find, make_article, make_statement

SECRET = (
    "Zinaida Kvasnikova, the beekeeper of Ostrogorsk, told the Meadow Courier on Friday: “The velvet orchard belonged "
    "to seventeen grandmothers and nobody shall plough it.” Rui Reis said nothing of the kind."
)
"""A text whose words no other test article has."""

TEXTS = {"revisions", "text_words", "text_words_data", "quote_words", "quote_words_data"}
"""Where the words of a text that stays are."""


def orchard(*, id: str = "orchard", text: str = SECRET, **fields: Any) -> Extraction:
    told = {
        "title": "Velvet orchard stays",
        "source": Source("Meadow Courier"),
        "published": "2021-06-04",
        **fields,
    }
    article = make_article(text, id=id, **told)
    said = make_statement(
        article,
        "The velvet orchard belonged to seventeen grandmothers and nobody shall plough it.",
        speaker=Speaker("Zinaida Kvasnikova", "person", "the beekeeper of Ostrogorsk"),
        mention="Zinaida Kvasnikova",
        role=find(text, "the beekeeper of Ostrogorsk"),
        hearer=find(text, "the Meadow Courier"),
    )
    terms = (KeyTerm("velvet orchard", find(text, "velvet orchard")),)
    return replace(extract(article, said), key_terms=terms)


def cells(store: Store) -> Iterator[tuple[str, str]]:
    """Every text of every table, with the table's name; full-text indexes as the words that they hold."""
    with store._database.engine.connect() as connection:
        names = inspect(connection).get_table_names()
        for name in names:
            for row in connection.execute(text(f"SELECT * FROM {name}")):
                yield from ((name, str(value)) for value in row if value is not None)


def holders(store: Store, *words: str) -> set[str]:
    """The tables in which one of these words stands, in any case."""
    return {name for name, cell in cells(store) for word in words if word.lower() in cell.lower()}


def bytes_left(file: Path, *texts: str) -> list[bytes]:
    """The pieces of these texts, `STRETCH` bytes long, that stand anywhere in a store's files."""
    endings = ("", "-wal", "-shm", "-journal")
    data = b"".join(path.read_bytes() for e in endings if (path := Path(f"{file}{e}")).exists())
    pieces = (
        told.encode()[n : n + STRETCH] for told in texts for n in range(len(told.encode()) - STRETCH + 1)
    )
    return [piece for piece in pieces if piece in data]


def snapshot(collection: Collection) -> dict[str, Any]:
    """What a collection tells, without the numbers of rows."""
    return {
        "quotes": sorted(
            (one.to_dict() for one in collection.quotes(unshown=True)), key=lambda one: one["id"]
        ),
        "claims": [claim.to_dict() for claim in collection.claims()],
        "links": [link.to_dict() for link in collection.links()],
        "speakers": [asdict(one) for one in collection.speakers()],
        "subjects": [asdict(one) for one in collection.subjects()],
        "sources": [asdict(one) for one in collection.sources()],
        "stats": asdict(collection.stats()),
        "decisions": [replace(one, number=0) for one in collection.decisions()],
        "found": [one.text for one in collection.quotes(about="bridge")],
    }


def decide(
    store: Store, quote_id: str, what: DecisionField, value: object, *, at: str, by: str = "Ana"
) -> None:
    """Note a decision on a quotation, as a sheet does."""
    with store.reviewing() as work:
        (found,) = work.find([quote_id])[quote_id]
        decision = Decision(
            number=0,
            quote=quote_id,
            what=what,
            value=dump(value),
            was=value_of(what, found.printed),
            made_by=by,
            made_at=at,
            checked_on=at[:10],
            batch=work.batch,
        )
        before = work.decided([found]).get(found.article, {}).get(quote_id, [])
        work.decide([NewDecisions(found, [decision], before)])


def note_on(store: Store, quote_id: str, words: str) -> None:
    decide(store, quote_id, "notes", words, at="2024-06-01T00:00:00+00:00")


def exported(collection: Collection) -> bytes:
    out = io.BytesIO()
    collection.export(out)
    return out.getvalue()
