"""What people decide of claims and links: it lasts, and what was rejected never comes back. All people are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quotetrack.collection import Collection
from quotetrack.errors import ChangedSince, NotFound, UsageError
from quotetrack.linking.linker import link_store, score_all
from quotetrack.records import Extraction, Source, claim_id
from quotetrack.store import Store

from ..builders import extract, make_article, make_statement
from .test_linking import CUT, FIRST, OTHER, SECOND, WORDS, printed, quote

THIRD = printed("echo", WORDS, day="2024-05-08")
ALL = (FIRST, SECOND, THIRD, OTHER)
POST, GLOBE, ECHO, SUN = map(quote, ALL)


@pytest.fixture
def collection(store: Store) -> Collection:
    """Three printings of one utterance, and another utterance."""
    fill(store, *ALL)
    return Collection(store)


def fill(store: Store, *extractions: Extraction) -> None:
    """Add these articles and link them."""
    for extraction in extractions:
        store.add(extraction)
    link_store(store)


def claims(collection: Collection) -> list[list[str]]:
    """The articles that print each claim of several printings."""
    return sorted(sorted(p.printed.article.id for p in claim.printings) for claim in collection.claims())


def ties(collection: Collection) -> dict[tuple[str, str], tuple[str, float]]:
    """By the articles of their ends the relation and the score of the links that are shown."""
    links = collection.links()
    return {(one.a.article.id, one.b.article.id): (one.link.relation, one.link.score) for one in links}


def rebuilt(collection: Collection) -> Collection:
    """The same, linked anew."""
    collection.link(rebuild=True, workers=1)
    return collection


def test_a_printing_that_was_split_off_stays_away(collection: Collection) -> None:
    assert claims(collection) == [["echo", "globe", "post"]]
    decisions = collection.split_claim(claim_id(POST), GLOBE[:6], by="Eva Holm", note="of another bridge")
    assert {(d.verdict, d.relation, d.made_by, d.note) for d in decisions} == {
        ("wrong", "same_utterance", "Eva Holm", "of another bridge")
    }
    assert [{d.quote, d.other} for d in decisions] == [{GLOBE, end} for end in sorted((POST, ECHO))]
    assert claims(collection) == claims(rebuilt(collection)) == [["echo", "post"]]
    assert list(ties(collection)) == [("post", "echo")]
    assert list(collection.verify()) == []


def test_no_third_printing_chains_together_what_was_split(collection: Collection) -> None:
    collection.split_claim(POST, GLOBE)
    for n in range(4):
        fill(collection.store, printed(f"later{n}", CUT if n % 2 else WORDS, day="2024-05-09"))
        for home in claims(collection):
            assert not ("globe" in home and {"post", "echo"} & set(home))
    assert claims(collection) == claims(rebuilt(collection))
    assert all(not ("globe" in home and "post" in home) for home in claims(collection))


def test_merged_claims_are_one_from_then_on(collection: Collection) -> None:
    decisions = collection.merge_claims(claim_id(POST), SUN, by="Eva Holm")
    assert len(decisions) == 6
    assert claims(collection) == claims(rebuilt(collection)) == [["echo", "globe", "post", "sun"]]
    assert collection.claim(SUN).id == claim_id(POST)
    assert ties(collection)["post", "sun"] == ("same_utterance", 1.0)
    assert list(collection.verify()) == []


def test_a_confirmed_claim_carries_who_confirmed_it(collection: Collection) -> None:
    assert len(collection.confirm_claim(ECHO, by="Eva Holm")) == 3
    links = list(collection.links())
    assert [one.link.score for one in links] == [1.0] * 3
    says = {ground.says for one in links for ground in one.link.grounds if ground.what == "decision"}
    assert says == {"confirmed by Eva Holm"}
    assert claims(collection) == [["echo", "globe", "post"]]


def test_any_name_and_note_come_back_as_given(collection: Collection) -> None:
    name, note = "Eva\x00 \ud800<b>Holm", "=1+1; DROP TABLE links"
    collection.decide_link("right", POST, GLOBE, by=name, note=note)
    (pair,) = collection.decided_pairs()
    assert (pair.decision.made_by, pair.decision.note) == (name, note)
    (link,) = (one.link for one in collection.links() if one.link.decided_by)
    assert link.decided_by == name


def test_a_confirmed_copy_stays_a_copy(store: Store) -> None:
    text = "The council met on Monday in the old hall by the river and heard the engineers. "
    sides = [
        make_article(
            f"{text}“{WORDS},” Ana Lima said. {text}", id=id, published="2024-05-06", source=Source(id)
        )
        for id in ("one", "two")
    ]
    fill(store, *(extract(side, make_statement(side, f"{WORDS},", mention="Ana Lima")) for side in sides))
    collection = Collection(store)
    (before,) = collection.claims()
    assert before.sources == 1
    (decision,) = collection.confirm_claim(before.id)
    assert decision.relation == "copy"
    assert [claim.sources for claim in collection.claims()] == [1]


def test_unlinked_quotations_are_neither_linked_nor_one_claim(collection: Collection) -> None:
    (decision,) = collection.unlink(POST, ECHO)
    assert (decision.quote, decision.other) == tuple(sorted((POST, ECHO)))
    assert ("post", "echo") not in ties(collection)
    assert all(not {"post", "echo"} <= set(home) for home in claims(collection))
    scored = {(one.a.article.id, one.b.article.id) for one in score_all(collection.store)}
    assert ("post", "echo") not in scored
    assert ("post", "globe") in scored


def test_the_latest_decision_counts_and_none_is_struck(collection: Collection) -> None:
    collection.unlink(POST, GLOBE, by="Eva Holm")
    collection.decide_link("right", GLOBE, POST, relation="same_utterance", by="Rui Reis")
    assert ties(collection)["post", "globe"] == ("same_utterance", 1.0)
    assert any({"post", "globe"} <= set(home) for home in claims(collection))
    (pair,) = collection.decided_pairs()
    assert (pair.decision.verdict, pair.decision.made_by, pair.decision.batch) == ("right", "Rui Reis", 2)
    assert [pair.decision.made_by for pair in collection.decided_pairs(every=True)] == [
        "Eva Holm",
        "Rui Reis",
    ]


def test_another_relation_than_the_one_shown(collection: Collection) -> None:
    (decision,) = collection.decide_link("wrong", POST, GLOBE, relation="same_claim")
    assert (decision.verdict, decision.relation, decision.holds) == ("right", "same_claim", "same_claim")
    assert ties(rebuilt(collection))["post", "globe"] == ("same_claim", 1.0)
    assert all(not {"post", "globe"} <= set(home) for home in claims(collection))


def test_a_link_is_right_or_wrong_as_it_is_shown(collection: Collection) -> None:
    (right,) = collection.decide_link("right", POST, GLOBE)
    assert (right.verdict, right.relation) == ("right", "same_utterance")
    (wrong,) = collection.decide_link("wrong", POST, GLOBE)
    assert (wrong.verdict, wrong.relation, wrong.holds) == ("wrong", "same_utterance", None)
    assert ("post", "globe") not in ties(collection)


def less_sure(extraction: Extraction, version: str) -> Extraction:
    """The same quotation as another version finds it, less sure: it gets a new row."""
    (one,) = extraction.statements
    statement = replace(one, attribution=replace(one.attribution, confidence=0.7))
    return replace(extraction, statements=(statement,), versions=(("quotetrack", version),))


def test_decisions_outlast_extracting_anew(collection: Collection) -> None:
    collection.split_claim(POST, GLOBE)
    collection.merge_claims(POST, SUN)
    fill(collection.store, less_sure(SECOND, "2"), less_sure(OTHER, "2"))
    assert claims(collection) == claims(rebuilt(collection)) == [["echo", "post", "sun"]]
    assert ties(collection)["post", "sun"] == ("same_utterance", 1.0)
    assert ("post", "globe") not in ties(collection)


def test_a_decision_on_a_quotation_that_is_gone_is_kept_without_effect(collection: Collection) -> None:
    collection.merge_claims(POST, SUN)
    fill(collection.store, printed("sun", "Nobody cried", day="2024-05-06"))
    assert claims(collection) == claims(rebuilt(collection)) == [["echo", "globe", "post"]]
    pairs = list(collection.decided_pairs())
    assert len(pairs) == 6
    assert [SUN in (p.decision.quote, p.decision.other) for p in pairs] == [None in (p.a, p.b) for p in pairs]


def test_what_is_not_shown_is_one_utterance_as_soon_as_it_is_shown(store: Store) -> None:
    (statement,) = OTHER.statements
    hidden = replace(statement, quote=replace(statement.quote, shown=False))
    fill(store, FIRST, replace(OTHER, statements=(hidden,)))
    collection = Collection(store)
    collection.merge_claims(POST, SUN)
    assert claims(collection) == []
    fill(store, replace(OTHER, versions=(("quotetrack", "2"),)))
    assert claims(collection) == [["post", "sun"]]


def test_two_printings_of_one_article_are_one_claim_without_a_link(store: Store) -> None:
    text = f"“{WORDS},” Ana Lima said. Later she said it again: “{CUT}”."
    article = make_article(text)
    one, two = (make_statement(article, WORDS + ","), make_statement(article, CUT + "”"))
    fill(store, extract(article, one, two))
    collection = Collection(store)
    collection.merge_claims(one.quote.id, two.quote.id)
    assert claims(collection) == claims(rebuilt(collection)) == [["a1", "a1"]]
    assert list(store.claims.links(min_score=0.0)) == []
    with pytest.raises(UsageError, match="in one article"):
        collection.decide_link("right", one.quote.id, two.quote.id)


def test_what_is_not_linked_yet_is_linked_by_a_decision(store: Store) -> None:
    for extraction in ALL:
        store.add(extraction)
    collection = Collection(store)
    collection.merge_claims(POST, SUN)
    assert claims(collection) == [["echo", "globe", "post", "sun"]]


def test_what_makes_no_sense_is_refused_and_not_kept(collection: Collection) -> None:
    with pytest.raises(UsageError, match="printed only once"):
        collection.confirm_claim(SUN)
    with pytest.raises(UsageError, match="does not print"):
        collection.split_claim(POST, SUN)
    for leaving in ((), (POST, GLOBE, ECHO)):
        with pytest.raises(UsageError, match="but not all"):
            collection.split_claim(POST, *leaving)
    with pytest.raises(UsageError, match="one claim already"):
        collection.merge_claims(POST, GLOBE)
    with pytest.raises(UsageError, match="one quotation"):
        collection.unlink(POST, POST[:5])
    with pytest.raises(UsageError, match="no link is kept"):
        collection.decide_link("right", POST, SUN)
    with pytest.raises(UsageError, match="wrong and right at once"):
        collection.decide_link("wrong", POST, GLOBE, relation="same_utterance")
    with pytest.raises(NotFound):
        collection.unlink(POST, "ffffff")
    assert list(collection.decided_pairs(every=True)) == []


def test_a_claim_that_has_changed_since_it_was_seen_is_not_decided_on(collection: Collection) -> None:
    seen = collection.claim(POST)
    assert len(seen.state) == 16
    collection.split_claim(POST, GLOBE, by="Eva Holm", seen=seen.state)
    is_said = "2 printings, expected"
    with pytest.raises(ChangedSince, match=is_said):
        collection.confirm_claim(POST, by="Rui Reis", seen=seen.state)
    with pytest.raises(ChangedSince, match=is_said):
        collection.split_claim(POST, ECHO, by="Rui Reis", seen=seen.state)
    with pytest.raises(ChangedSince, match=is_said):
        collection.merge_claims(POST, GLOBE, by="Rui Reis", seen=seen.state)
    assert {pair.decision.made_by for pair in collection.decided_pairs(every=True)} == {"Eva Holm"}
    assert collection.confirm_claim(POST, by="Rui Reis", seen=collection.claim(POST).state)


def test_a_link_that_has_changed_since_it_was_seen_is_not_decided_on(collection: Collection) -> None:
    with pytest.raises(ChangedSince, match="it is same_utterance now, expected contradicts"):
        collection.unlink(POST, GLOBE, by="Eva Holm", seen="contradicts")
    with pytest.raises(ChangedSince, match="it is gone now"):
        collection.decide_link("right", POST, SUN, relation="related", by="Eva Holm", seen="same_claim")
    collection.decide_link("wrong", POST, GLOBE, by="Eva Holm", seen="same_utterance")
    assert collection.store.pairs.relation(POST, GLOBE) is None


def test_decisions_are_listed_by_claim(collection: Collection) -> None:
    collection.split_claim(POST, GLOBE, by="Eva Holm")
    collection.decide_link("right", POST, SUN, relation="related", by="Eva Holm")
    of = {id: len(list(collection.decided_pairs(claim=id))) for id in (POST, GLOBE, SUN)}
    assert of == {POST: 3, GLOBE: 2, SUN: 1}
