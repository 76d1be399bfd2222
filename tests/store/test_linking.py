"""Links and claims in a store, and linking it."""

from __future__ import annotations

import pytest

from quotetrack.errors import NotFound
from quotetrack.linking.linker import Linked, link_store, score_all
from quotetrack.records import Extraction, Filter, Source, claim_id
from quotetrack.store import Store

from ..builders import make_article, make_statement

WORDS = "The northern bridge will stay closed until every cracked girder has been replaced"
CUT = "The northern bridge will stay closed until every cracked girder"


def printed(
    id: str, said: str, *, day: str = "2024-05-06", by: str | None = "Ana Lima", outlet: str = ""
) -> Extraction:
    """An article of one quotation, with words of its own around it; `by` None has somebody unknown say it."""
    own = " ".join(f"{id}{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")
    who = by or "He"
    text = f"{own.capitalize()}. “{said},” {who} said to {own}."
    article = make_article(text, id=id, published=day, source=Source(outlet or f"The {id}"))
    return Extraction(
        article=article,
        statements=(make_statement(article, said, by=by, mention=who),),
        versions=(("quotetrack", "1"),),
    )


def quote(extraction: Extraction) -> str:
    """The id of its quotation."""
    return extraction.statements[0].quote.id


FIRST, SECOND, OTHER = (
    printed("post", WORDS),
    printed("globe", CUT, day="2024-05-07"),
    printed("sun", "Gulls cried"),
)


def test_an_utterance_in_two_papers_is_one_claim(store: Store) -> None:
    for extraction in (SECOND, OTHER, FIRST):
        store.add(extraction)
    assert link_store(store) == Linked(3, 1, 1)
    (claim,) = store.claims.select()
    assert [one.printed.article.id for one in claim.printings] == ["post", "globe"]
    assert (claim.sources, claim.first_published) == (2, "2024-05-06")
    assert claim.id == claim_id(quote(FIRST))


def test_a_claim_is_found_by_its_id_and_by_its_printings(store: Store) -> None:
    store.add(FIRST)
    store.add(SECOND)
    store.add(OTHER)
    link_store(store)
    for name in (claim_id(quote(FIRST)), claim_id(quote(FIRST))[:5], quote(SECOND), quote(SECOND)[:6]):
        assert store.claims.get(name).id == claim_id(quote(FIRST))
    alone = store.claims.get(quote(OTHER))
    assert (alone.id, len(alone.printings)) == (claim_id(quote(OTHER)), 1)
    assert store.claims.ids_of([quote(SECOND), quote(OTHER)]) == {
        quote(SECOND): claim_id(quote(FIRST)),
        quote(OTHER): claim_id(quote(OTHER)),
    }
    with pytest.raises(NotFound, match="no claim and no quotation"):
        store.claims.get("ffff")


def test_what_is_added_later_joins_its_claim_which_keeps_its_id(store: Store) -> None:
    store.add(SECOND)
    store.add(printed("echo", WORDS, day="2024-05-08"))
    link_store(store)
    before = store.claims.get(quote(SECOND)).id
    store.add(FIRST)
    assert link_store(store).statements == 1
    after = store.claims.get(quote(FIRST))
    assert (after.id, len(after.printings)) == (before, 3)


def test_a_rebuild_makes_the_same_claims(store: Store) -> None:
    for extraction in (FIRST, SECOND, OTHER, printed("echo", CUT, day="2024-05-08")):
        store.add(extraction)
        link_store(store)
    before = list(store.claims.select())
    link_store(store, rebuild=True)
    assert list(store.claims.select()) == before


def test_linking_twice_changes_nothing(store: Store) -> None:
    store.add(FIRST)
    store.add(SECOND)
    link_store(store)
    assert link_store(store) == Linked()


def test_a_revised_article_leaves_its_claim(store: Store) -> None:
    store.add(FIRST)
    store.add(SECOND)
    link_store(store)
    store.add(printed("globe", "Gulls cried", day="2024-05-07"))
    link_store(store)
    assert list(store.claims.select()) == []
    assert list(store.claims.links()) == []


def test_one_article_says_nothing_twice(store: Store) -> None:
    text = f"“{WORDS},” Ana Lima said. Later she said it again: “{CUT}”."
    article = make_article(text)
    statements = (make_statement(article, WORDS + ","), make_statement(article, CUT + "”"))
    store.add(Extraction(article=article, statements=statements, versions=(("quotetrack", "1"),)))
    link_store(store)
    assert list(store.claims.links(min_score=0.0)) == []


def test_claims_are_filtered_by_any_printing_and_sorted(store: Store) -> None:
    other = "Fishermen in the gulf reject every quota that the capital dreams up"
    for extraction in (
        *(FIRST, SECOND, printed("echo", WORDS, day="2024-05-08")),
        *(printed("mail", other, by="Rui Reis", day="2024-06-01"), printed("wave", other, by="Rui Reis")),
    ):
        store.add(extraction)
    link_store(store)
    assert [len(claim.printings) for claim in store.claims.select()] == [3, 2]
    assert [len(claim.printings) for claim in store.claims.select(by="latest")] == [2, 3]
    assert [len(claim.printings) for claim in store.claims.select(Filter(source="globe"))] == [3]
    assert [len(claim.printings) for claim in store.claims.select(Filter(speaker="Reis"))] == [2]
    assert [len(claim.printings) for claim in store.claims.select(Filter(limit=1))] == [3]
    assert list(store.claims.select(least=4)) == []


def test_links_are_shown_from_a_probability_on_and_best_first(store: Store) -> None:
    for extraction in (FIRST, SECOND, OTHER, printed("echo", WORDS, day="2024-05-08")):
        store.add(extraction)
    link_store(store)
    shown = list(store.claims.links())
    assert [one.link.relation for one in shown] == ["same_utterance"] * 3
    assert [one.link.score for one in shown] == sorted((one.link.score for one in shown), reverse=True)
    assert all((one.a.article.published or "") <= (one.b.article.published or "") for one in shown)
    assert list(store.claims.links(relation="contradicts")) == []
    assert len(list(store.claims.links(Filter(source="sun")))) == 0


def test_every_pair_worth_comparing_can_be_scored(store: Store) -> None:
    for extraction in (FIRST, SECOND, OTHER):
        store.add(extraction)
    link_store(store)
    (scored,) = score_all(store)
    assert sum(chance for _, chance in scored.link.probabilities) == pytest.approx(1, abs=1e-3)


def test_nothing_is_linked_in_an_empty_store(store: Store) -> None:
    assert link_store(store, rebuild=True) == Linked()
    assert not list(store.claims.select())
    assert not list(store.claims.links())
    assert not list(score_all(store))


def with_one_unknown() -> tuple[Extraction, ...]:
    """One sentence by two speakers, and by somebody whom the text does not name."""
    return (printed("post", WORDS), printed("mail", WORDS, by="Rui Reis"), printed("echo", WORDS, by=None))


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (0, 2, 1)])
def test_no_claim_has_two_speakers_by_way_of_one_unknown(store: Store, order: tuple[int, ...]) -> None:
    every = with_one_unknown()
    for place in order:
        store.add(every[place])
        link_store(store)
    assert len(list(store.claims.links(relation="same_utterance"))) == 2
    (grown,) = store.claims.select()
    assert quote(every[2]) in grown.quote_ids
    assert len(grown.printings) == 2
    link_store(store, rebuild=True)
    assert [claim.quote_ids for claim in store.claims.select()] == [grown.quote_ids]
