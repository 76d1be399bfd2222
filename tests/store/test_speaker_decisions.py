"""What people decide of names: it lasts, can be taken back, and is refused of nobody. All people are invented."""

from __future__ import annotations

import pytest

from quotetrack.collection import Collection
from quotetrack.errors import NotFound, UsageError
from quotetrack.store import Store
from tests.store.test_speakers import BANK, BRIDGE, article, bring_up_to_date, entry_of, fill, named


def test_decisions_of_people_last(store: Store) -> None:
    fill(
        store,
        [
            article(
                1, "2024-03-01", BRIDGE, ("Helen Castle", "person", None), ("Nell Castle", "person", None)
            ),
            article(
                2, "2024-03-02", BRIDGE, ("Sergei Orlov", "person", None), ("Sergey Orlov", "person", None)
            ),
        ],
    )
    collection = Collection(store)
    collection.decide_speakers("merge", "helen castle", "Nell Castle", by="Ana", why="she told us")
    assert set(named(store)) == {"Helen Castle", "Sergei Orlov"}
    collection.decide_speakers("split", "Sergei Orlov", "Sergey Orlov", by="Ana")
    assert set(named(store)) == {"Helen Castle", "Sergei Orlov", "Sergey Orlov"}
    collection.decide_speakers("alias", "The Iron Mayor", "Helen Castle", by="Ana")
    fill(store, [article(3, "2024-03-03", BANK, ("The Iron Mayor", "unknown", None))])
    bring_up_to_date(store, anew=True)
    assert entry_of(store, "Helen Castle").quotes == 3
    assert set(named(store)) == {"Helen Castle", "Sergei Orlov", "Sergey Orlov"}
    collection.decide_speakers("split", "Nell Castle", "Helen Castle", by="Rui")
    assert "Nell Castle" in named(store)
    assert [(d.what, d.name, d.made_by, d.why) for d in collection.speaker_decisions()] == [
        ("merge", "helen castle", "Ana", "she told us"),
        ("split", "Sergei Orlov", "Ana", None),
        ("alias", "The Iron Mayor", "Ana", None),
        ("split", "Nell Castle", "Rui", None),
    ]


def test_a_split_takes_a_surname_back(store: Store) -> None:
    fill(
        store,
        [
            article(1, "2024-03-01", BRIDGE, ("Helen Castle", "person", None)),
            article(2, "2024-03-02", BRIDGE, ("Castle", "person", None)),
        ],
    )
    assert set(named(store)) == {"Helen Castle"}
    collection = Collection(store)
    collection.decide_speakers("split", "Castle", "Helen Castle")
    assert set(named(store)) == {"Helen Castle", "Castle"}
    collection.decide_speakers("alias", "Castle", "Helen Castle")
    assert set(named(store)) == {"Helen Castle"}


def test_a_decision_about_nobody_is_refused_and_not_kept(store: Store) -> None:
    fill(store, [article(1, "2024-03-01", BRIDGE, ("Helen Castle", "person", None))])
    collection = Collection(store)
    with pytest.raises(NotFound, match="no speaker is named 'Nobody'"):
        collection.decide_speakers("merge", "Helen Castle", "Nobody")
    with pytest.raises(UsageError, match="the same"):
        collection.decide_speakers("merge", "Helen Castle", "HELEN castle")
    assert collection.speaker_decisions() == ()
