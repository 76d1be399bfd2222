"""A small store in memory that questions are put to; everybody in it is invented."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from quotetrack.query import Reply
from quotetrack.records import Source, Speaker
from quotetrack.store import Store, open_store
from tests.builders import extract, make_article, make_statement, mark

SUMMIT = """Ministers head to Corvo

“We treated the plan as a joke and gave a joke back: host Mr Varga yourselves,” Orlov said in Telm.

The idea of hosting Varga was raised by Chancellor Edda Brandt at a meeting in June \
and dismissed by Velia's foreign minister Sergei Orlov.

Velian Foreign Minister Orlov has dismissed suggestions that Velia could host an exiled Varga

Hosting Varga 'a joke'

The spokesman Li Shan told reporters that his country “does not consider attending the meeting.”

The Corvo Gazette reported that the exile has fled.
"""


@pytest.fixture
def store() -> Iterator[Store]:
    """Orlov on Varga three times, twice denying; Brandt, Li Shan, and a newspaper."""
    text = SUMMIT
    article = make_article(
        text, id="summit", title="Ministers meet", source=Source("Telm Daily"), published="2024-07-05"
    )
    zones = (
        mark(article, "heading", "Ministers head to Corvo"),
        mark(article, "heading", "Hosting Varga 'a joke'"),
    )
    article = make_article(
        text,
        id="summit",
        title="Ministers meet",
        source=Source("Telm Daily"),
        published="2024-07-05",
        zones=zones,
    )
    orlov = Speaker("Sergei Orlov", "person", "Velia's foreign minister")
    told = (
        make_statement(
            article,
            "We treated the plan as a joke and gave a joke back: host Mr Varga yourselves,",
            speaker=orlov,
            mention="Orlov said",
        ),
        make_statement(article, "The idea of hosting Varga", by="Edda Brandt", kind="indirect"),
        make_statement(article, "The idea of hosting Varga", speaker=orlov, kind="indirect", stance="denied"),
        make_statement(
            article,
            "Velia could host an exiled Varga",
            speaker=orlov,
            kind="indirect",
            stance="denied",
            quote={"where": "caption"},
        ),
        make_statement(article, "a joke'", speaker=orlov, kind="mixed", quote={"where": "headline"}),
        make_statement(
            article,
            "does not consider attending the meeting.",
            speaker=Speaker("Li Shan", "person", "the spokesman"),
            kind="mixed",
        ),
        make_statement(
            article, "the exile has fled", speaker=Speaker("Corvo Gazette", "outlet"), kind="indirect"
        ),
    )
    with open_store(":memory:") as store:
        store.add(extract(article, *told))
        yield store


def tell(store: Store, *lines: tuple[str, Speaker | None], day: str = "2024-08-01") -> None:
    """Adds an article in which each speaker says one line."""
    text = "\n\n".join(f"“{words}” someone said." for words, _ in lines)
    article = make_article(text, id=lines[0][0], published=day)
    store.add(
        extract(article, *(make_statement(article, words, by=None, speaker=who) for words, who in lines))
    )


def said(reply: Reply) -> list[tuple[str, str]]:
    """The answers as (surname, words)."""
    return [
        (speaker.name.split()[-1] if speaker and speaker.name else "?", result.printed.text)
        for result in reply.results
        for speaker in [result.printed.statement.attribution.speaker]
    ]


def person(name: str, role: str | None = None) -> Speaker:
    return Speaker(name, "person", role)
