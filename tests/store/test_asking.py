"""Questions get the same answers from both databases."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotetrack.query import answer
from quotetrack.records import Source, Speaker
from quotetrack.store import Store, open_store
from tests.builders import extract, make_article, make_statement
from tests.query.conftest import SUMMIT

ASKED = (
    "what did Orlov say about Varga",
    "why won't Orlov host Varga",
    "Orloff on Varga",
    "who spoke about the Corvo meeting",
    "did Orlov deny hosting Varga?",
    "what did the Velian foreign minister say about the plan",
    "what did the spokesman's office say about the meeting",
    "Telm Daily: Li Shan on the meeting",
    "what did Edda Brandt say about submarines",
    "what did Ormond say",
    "joke",
)
SPOKE = (
    (
        "We treated the plan as a joke and gave a joke back: host Mr Varga yourselves,",
        "Sergei Orlov",
        "Velia's foreign minister",
    ),
    ("The idea of hosting Varga", "Edda Brandt", "Chancellor"),
    ("does not consider attending the meeting.", "Li Shan", "the spokesman"),
    ("the exile has fled", "Corvo Gazette", None),
)


def fill(store: Store) -> None:
    article = make_article(
        SUMMIT, id="summit", title="Ministers meet", source=Source("Telm Daily"), published="2024-07-05"
    )
    told = (
        make_statement(article, words, speaker=Speaker(name, "outlet" if role is None else "person", role))
        for words, name, role in SPOKE
    )
    store.add(extract(article, *told))


@pytest.mark.parametrize("question", ASKED)
def test_a_question_gets_the_same_answer_from_both(store: Store, tmp_path: Path, question: str) -> None:
    fill(store)
    with open_store(tmp_path / "other.db") as other:
        fill(other)
        expected = answer(question, other)
    reply = answer(question, store)
    assert (reply.read_as, reply.note) == (expected.read_as, expected.note)
    assert [(one.printed.id, one.score, one.why) for one in reply.results] == [
        (one.printed.id, one.score, one.why) for one in expected.results
    ]
    assert [one.printed.id for one in reply.nearest] == [one.printed.id for one in expected.nearest]
