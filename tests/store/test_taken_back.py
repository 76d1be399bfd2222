"""What people decided of pairs and of names is taken back: what was decided before counts again, else nothing was. All
people are invented."""

from __future__ import annotations

from pathlib import Path

import pytest

import quotetrack
from quotetrack.collection import Collection
from quotetrack.errors import NotFound
from quotetrack.linking.linker import link_store
from quotetrack.records import SpeakerDecision
from quotetrack.review.taken_back import taken_back, those_standing
from quotetrack.store import Store
from quotetrack.store.seals import WIDTH
from tests.store.older import send_back
from tests.store.test_linking import CUT, FIRST, OTHER, SECOND, WORDS, printed, quote
from tests.store.test_pair_decisions import claims, fill, rebuilt, ties
from tests.store.test_speakers import BRIDGE, article, named
from tests.store.test_speakers import fill as fill_speakers

THIRD = printed("echo", WORDS, day="2024-05-08")
ALL = (FIRST, SECOND, THIRD, OTHER)
POST, GLOBE, ECHO, SUN = map(quote, ALL)
TOGETHER = [["echo", "globe", "post"]]


@pytest.fixture
def collection(store: Store) -> Collection:
    """Three printings of one utterance, and another utterance."""
    fill(store, *ALL)
    return Collection(store)


def log(collection: Collection) -> list[tuple[int, str, int | None]]:
    every = (pair.decision for pair in collection.decided_pairs(every=True))
    return [(one.number, one.verdict, one.takes_back) for one in every]


def is_sound(collection: Collection) -> bool:
    return not list(collection.verify(deep=True))


# Pairs


def test_a_link_that_was_wrong_is_as_linking_makes_it(collection: Collection) -> None:
    before = ties(collection)
    (wrong,) = collection.unlink(POST, GLOBE, by="Eva Holm", note="another bridge")
    assert claims(collection) != TOGETHER
    (back,) = collection.undo_pairs(wrong.number, by="Ana Reis")
    assert (back.takes_back, back.made_by, back.note, back.verdict) == (1, "Ana Reis", None, "wrong")
    assert (ties(collection), claims(collection)) == (before, TOGETHER)
    assert list(collection.decided_pairs()) == []
    assert log(collection) == [(1, "wrong", None), (2, "wrong", 1)]
    assert is_sound(collection)
    assert (ties(rebuilt(collection)), claims(collection)) == (before, TOGETHER)


def test_a_link_that_was_right_is_as_linking_makes_it(collection: Collection) -> None:
    before = ties(collection)
    collection.confirm_claim(POST, by="Eva Holm")
    collection.merge_claims(POST, SUN, by="Eva Holm")
    assert set(ties(collection).values()) == {("same_utterance", 1.0)}
    assert len(collection.undo_pairs()) == 6, "those of the latest batch"
    assert len(collection.undo_pairs()) == 3, "those of the batch before"
    assert (ties(collection), claims(collection)) == (before, TOGETHER)
    assert all(link.link.decided_by is None for link in collection.links())
    assert is_sound(collection)
    with pytest.raises(NotFound, match="no decision on claims and links to take back"):
        collection.undo_pairs()


def test_what_was_decided_before_counts_again(collection: Collection) -> None:
    collection.decide_link("right", POST, GLOBE, relation="same_claim", by="Eva Holm")
    collection.unlink(POST, GLOBE, by="Ana Reis")
    assert ("post", "globe") not in ties(collection)
    collection.undo_pairs(2)
    assert ties(collection)["post", "globe"] == ("same_claim", 1.0)
    assert [pair.decision.made_by for pair in collection.decided_pairs()] == ["Eva Holm"]
    collection.undo_pairs()
    assert claims(collection) == TOGETHER
    assert is_sound(collection)


def test_an_earlier_decision_may_be_taken_back_and_the_later_one_stands(collection: Collection) -> None:
    collection.unlink(POST, GLOBE, by="Eva Holm")
    collection.decide_link("right", POST, GLOBE, relation="same_claim", by="Ana Reis")
    collection.undo_pairs(1)
    assert ties(collection)["post", "globe"] == ("same_claim", 1.0)


def test_what_was_taken_back_can_be_decided_again_at_once(collection: Collection) -> None:
    for _ in range(3):
        collection.unlink(POST, GLOBE, by="Eva Holm")
        assert ("post", "globe") not in ties(collection)
        collection.undo_pairs(by="Eva Holm")
        assert ("post", "globe") in ties(collection)
    collection.unlink(POST, GLOBE, by="Eva Holm")
    assert [takes_back for _, _, takes_back in log(collection)] == [None, 1, None, 3, None, 5, None]
    assert len(list(collection.decided_pairs())) == 1


@pytest.mark.parametrize(
    ("numbers", "reason"),
    [
        ((9,), "there is no decision 9: `quotetrack claims decisions --every` lists all"),
        ((1,), "decision 1 is taken back already, or takes one back itself"),
        ((2,), "decision 2 is taken back already, or takes one back itself"),
        ((3, 1), "decision 1 is taken back already"),
    ],
)
def test_what_does_not_stand_cannot_be_taken_back_and_nothing_is(
    collection: Collection, numbers: tuple[int, ...], reason: str
) -> None:
    collection.unlink(POST, GLOBE)
    collection.undo_pairs(1)
    collection.unlink(POST, ECHO)
    before = log(collection)
    with pytest.raises(NotFound, match=reason):
        collection.undo_pairs(*numbers)
    assert log(collection) == before


def test_an_undo_that_is_not_linked_yet_is_linked_later(collection: Collection) -> None:
    """As if the program was ended between both: links follow by the marks that the undo leaves."""
    collection.split_claim(POST, GLOBE)
    store = collection.store
    with store.linking() as work:
        from quotetrack.linking import linker
        from quotetrack.review.taken_back import taking_back

        back = taking_back(work.pairs.decisions(), (1, 2), by="Eva Holm", at="2030-01-01T00:00:00", log="")
        linker._note(work, back)
    assert store.has_pending()
    link_store(store)
    assert claims(collection) == TOGETHER
    assert is_sound(collection)


def test_an_undo_of_quotations_that_are_gone_is_noted(collection: Collection) -> None:
    collection.unlink(POST, GLOBE)
    collection.store.add(printed("globe", CUT, day="2024-05-10"))
    collection.link()
    collection.undo_pairs(1)
    assert len(log(collection)) == 2
    assert is_sound(collection)


# Names


@pytest.fixture
def names(store: Store) -> Collection:
    fill_speakers(
        store,
        [article(1, "2024-03-01", BRIDGE, ("Helen Castle", "person", None), ("Nell Castle", "person", None))],
    )
    fill_speakers(store, [article(2, "2024-03-02", BRIDGE, ("Sergei Orlov", "person", None))])
    fill_speakers(store, [article(3, "2024-03-02", BRIDGE, ("Sergey Orlov", "person", None))])
    return Collection(store)


def test_a_merge_a_split_and_an_alias_are_taken_back(names: Collection) -> None:
    before = set(named(names.store))
    decided = (
        names.decide_speakers("merge", "Helen Castle", "Nell Castle"),
        names.decide_speakers("split", "Sergei Orlov", "Sergey Orlov", why="two brothers"),
        names.decide_speakers("alias", "The Iron Mayor", "Helen Castle"),
    )
    assert [one.number for one in decided] == [1, 2, 3]
    assert set(named(names.store)) != before
    back = names.undo_speakers(2, 1, by="Rui")
    assert [(one.takes_back, one.what, one.made_by, one.why) for one in back] == [
        (2, "split", "Rui", None),
        (1, "merge", "Rui", None),
    ]
    assert set(named(names.store)) == before
    assert [one.takes_back for one in names.undo_speakers()] == [3]
    fill_speakers(names.store, [article(4, "2024-03-03", BRIDGE, ("The Iron Mayor", "person", None))])
    assert "The Iron Mayor" in named(names.store)
    assert [(one.number, one.takes_back) for one in names.speaker_decisions()] == [
        (1, None),
        (2, None),
        (3, None),
        (4, 2),
        (5, 1),
        (6, 3),
    ]
    assert is_sound(names)


def test_of_names_what_was_decided_before_counts_again(names: Collection) -> None:
    names.decide_speakers("merge", "Helen Castle", "Nell Castle")
    names.decide_speakers("split", "nell castle", "Helen Castle")
    assert "Nell Castle" in named(names.store)
    names.undo_speakers()
    assert not {"Nell Castle", "Helen Castle"} <= set(named(names.store))
    names.undo_speakers()
    assert {"Nell Castle", "Helen Castle"} <= set(named(names.store))
    with pytest.raises(NotFound, match="no decision on names to take back"):
        names.undo_speakers()
    with pytest.raises(NotFound, match="there is no decision 9: `quotetrack speakers decisions` lists all"):
        names.undo_speakers(9)
    with pytest.raises(NotFound, match="decision 1 is taken back already"):
        names.undo_speakers(1)


# Elsewhere


def test_what_is_taken_back_goes_with_the_collection(collection: Collection, tmp_path: Path) -> None:
    before = ties(collection)
    collection.unlink(POST, GLOBE, by="Eva Holm")
    collection.undo_pairs(by="Eva Holm")
    collection.unlink(POST, ECHO, by="Eva Holm")
    lines = tmp_path / "all.jsonl"
    collection.export(lines)
    with quotetrack.open(tmp_path / "copy.db") as copy:
        copy.load([lines])
        assert log(copy) == log(collection)
        assert {one.digest for one in copy.digests() if one.part == "pair_decisions"} == {
            one.digest for one in collection.digests() if one.part == "pair_decisions"
        }
        assert ties(copy) == ties(collection) != before
        copy.undo_pairs()
        assert ties(copy) == before
        assert is_sound(copy)


def test_what_another_collection_took_back_is_taken_back_here(tmp_path: Path) -> None:
    paths = tmp_path / "mine.db", tmp_path / "theirs.db"
    with quotetrack.open(paths[0]) as mine:
        fill(mine.store, *ALL)
        before = ties(mine)
        mine.unlink(POST, GLOBE, by="Eva Holm")
        fill_speakers(mine.store, [article(1, "2024-03-01", BRIDGE, ("Helen Castle", "person", None))])
        fill_speakers(mine.store, [article(2, "2024-03-01", BRIDGE, ("Nell Castle", "person", None))])
        mine.decide_speakers("merge", "Helen Castle", "Nell Castle", by="Eva Holm")
        mine.backup(paths[1])
    with quotetrack.open(paths[1]) as theirs:
        theirs.undo_pairs(by="Ana Reis")
        theirs.undo_speakers(by="Ana Reis")
    with quotetrack.open(paths[0]) as mine:
        merged = mine.merge(paths[1])
        assert (merged.decisions, merged.conflicts) == (2, ())
        assert ties(mine) == before
        assert [one.takes_back for one in mine.speaker_decisions()] == [None, 1]
        assert {"Helen Castle", "Nell Castle"} <= set(named(mine.store))
        assert mine.merge(paths[1]).decisions == 0
        assert is_sound(mine)


def test_erasing_a_name_erases_what_was_taken_back_of_it(names: Collection) -> None:
    names.decide_speakers("merge", "Helen Castle", "Nell Castle")
    names.undo_speakers()
    names.erase_speaker("Helen Castle", reason="asked for it")
    assert names.speaker_decisions() == ()


def test_an_older_database_learns_what_is_taken_back_and_stays_sealed(tmp_path: Path) -> None:
    path = tmp_path / "quotes.db"
    with quotetrack.open(path) as collection:
        fill(collection.store, *ALL)
        collection.unlink(POST, GLOBE, by="Eva Holm", note="no")
        collection.unlink(POST, ECHO, by="Eva Holm", note="no")
        with collection.store._database.writing() as connection:
            connection.exec_driver_sql(
                f"UPDATE pair_decisions SET seal = substr(seal, 1, length(seal) - {WIDTH})"
            )
            connection.exec_driver_sql("UPDATE pair_decisions SET note = 'yes' WHERE id = 2")
            send_back(connection, "0016")
    with quotetrack.open(path) as collection:
        (fault,) = collection.verify()
        assert (fault.table, fault.row, "note" in fault.what) == ("pair_decisions", "2", True)
        collection.undo_pairs(1, by="Eva Holm")
        assert list(ties(collection)) != []


def decided(what: str, at: str, undoes: str | None = None) -> SpeakerDecision:
    return SpeakerDecision(
        what="merge" if what == "merge" else "split",
        name="A",
        other="B",
        made_by="Eva",
        made_at=at,
        undoes=undoes,
    )


def test_of_decisions_that_are_alike_the_latest_before_it_is_taken_back() -> None:
    one = decided("merge", "2024-03-01")
    back = decided("merge", "2024-03-02", one.key)
    assert taken_back([one, one, back]) == {2: 1}
    assert taken_back([one, back, one]) == {1: 0}
    assert those_standing([one, back, one]) == [one]
    assert taken_back([back, one]) == {}, "what comes later is not taken back"
    assert those_standing([one, back, back]) == []


def test_a_key_tells_a_decision_from_others_whatever_its_reason() -> None:
    """Written out, for keys stand in databases: a change of this value needs a migration."""
    assert decided("merge", "2024-03-01").key == "5a6787e63f5bb884"
    assert decided("split", "2024-03-01").key != decided("merge", "2024-03-01").key
