"""A good store has no fault, and each kind of damage is told as what it is."""

from __future__ import annotations

from collections import Counter

import pytest

from quotetrack.store import open_store
from tests.builders import extract, make_article

from .filled_store import LOST, SANK, TEXT, change, verified
from .test_linking import FIRST, OTHER, SECOND


def test_a_good_store_has_no_fault_and_everything_is_compared(filled: str) -> None:
    compared = Counter[str]()
    with open_store(filled, create=False) as store:
        assert list(store.verify(compared)) == []
    assert compared == {"texts": 7, "quotations": 8, "spans": 27, "links": 1}


def test_an_empty_store_has_no_fault(location: str) -> None:
    with open_store(location) as store:
        assert list(store.verify()) == []


def test_quotations_of_an_article_that_was_revised_are_no_fault(filled: str) -> None:
    with open_store(filled) as store:
        text = "Nobody spoke."
        store.add(extract(make_article(text, id="post", source=FIRST.article.source)))
        assert list(store.verify()) == []


LOST_ID, SANK_ID = LOST.quote.id, SANK.quote.id
FIRST_ID, SECOND_ID, OTHER_ID = (one.statements[0].quote.id for one in (FIRST, SECOND, OTHER))
ENDS = f"{FIRST_ID} and {SECOND_ID}"


def _kept(verdict: str, form: str, printings: str) -> str:
    """The statement that keeps a check of these values in SQL."""
    return (
        "INSERT INTO kept_checks (id, kept_at, kept_by, words, whole, form, is_denied, unshown, verdict, printings) "
        f"VALUES (1, 'x', 'Ana', 'w', 'w', {form}, (1 = 0), (1 = 0), {verdict}, {printings})"
    )


DAMAGE: dict[str, tuple[str, tuple[str, str, str, str]]] = {
    "a letter of the text": (
        "UPDATE revisions SET text = replace(text, 'Żary', 'Zary')",
        ("revisions", "4", "works", "the text has the SHA-256 "),
    ),
    "digest": (
        "UPDATE revisions SET digest = 'abc' WHERE id = 3",
        ("revisions", "3", "harbour", "expected abc… as stored beside it"),
    ),
    "zones that are no JSON": (
        "UPDATE revisions SET zones = '[[' WHERE id = 2",
        ("revisions", "2", "port", "zones holds “[[”, expected JSON: a list of [kind, start, end]"),
    ),
    "zones of another shape": (
        "UPDATE revisions SET zones = '[[\"headline\", 1]]' WHERE id = 2",
        ("revisions", "2", "port", "expected JSON: a list of [kind, start, end]"),
    ),
    "a zone beyond the text": (
        "UPDATE revisions SET zones = '[[\"headline\", 3, 999]]' WHERE id = 2",
        (
            "revisions",
            "2",
            "port",
            f"a “headline” zone is 3..999, expected a place in the text of {len(TEXT)} characters",
        ),
    ),
    "a zone of no kind": (
        "UPDATE revisions SET zones = '[[\"footer\", 3, 4]]' WHERE id = 2",
        ("revisions", "2", "port", "zones has the kind “footer”, expected one of headline, "),
    ),
    "agencies": (
        "UPDATE revisions SET agencies = '[1]' WHERE id = 2",
        ("revisions", "2", "port", "agencies holds “[1]”, expected JSON: a list of texts"),
    ),
    "the id of an article": (
        "UPDATE revisions SET given_id = 'porto' WHERE id = 2",
        ("revisions", "2", "porto", "given_hash is"),
    ),
    "a run that is gone": (
        "UPDATE revisions SET run = 77 WHERE id = 2",
        ("revisions", "2", "port", "run is row 77 of runs, expected one that is there"),
    ),
    "versions": (
        "UPDATE runs SET versions = '{}' WHERE id = 1",
        ("runs", "1", "", "versions holds “{}”, expected JSON"),
    ),
    "no current revision": (
        "UPDATE revisions SET current = (1 = 0) WHERE id = 3",
        ("articles", "2", "harbour", "0 of its revisions are current, expected one"),
    ),
    "two current revisions": (
        "DROP INDEX revisions_one_current; UPDATE revisions SET current = (1 = 1) WHERE id = 1",
        ("articles", "1", "port", "2 of its revisions are current, expected one"),
    ),
    "a span beyond the end": (
        "UPDATE spans SET ends = 999 WHERE quote = 1 AND role = 'content' AND n = 1",
        (
            "spans",
            "1/content/1",
            LOST_ID,
            f"is 20..999, expected one character or more in the text of {len(TEXT)} characters",
        ),
    ),
    "an empty span": (
        "UPDATE spans SET ends = begins WHERE quote = 1 AND role = 'content' AND n = 1",
        ("spans", "1/content/1", LOST_ID, "is 20..20, expected one character or more"),
    ),
    "a mention before the text": (
        "UPDATE spans SET begins = -1 WHERE quote = 2 AND role = 'mention'",
        ("spans", "2/mention/0", SANK_ID, "is -1.."),
    ),
    "a role of span that nobody knows": (
        "UPDATE spans SET role = 'smell' WHERE quote = 1 AND role = 'via'",
        ("spans", "1/smell/0", LOST_ID, "the role is “smell”, expected one of content, "),
    ),
    "a span that is gone": (
        "DELETE FROM spans WHERE quote = 1 AND role = 'content' AND n = 0",
        ("spans", "1/content/1", LOST_ID, "those of 'content' are numbered [1], expected from 0 on"),
    ),
    "all words gone": (
        "DELETE FROM spans WHERE quote = 2 AND role = 'content'",
        ("quotes", "2", SANK_ID, "there is no span of its words, expected one or more"),
    ),
    "two places": (
        "INSERT INTO spans (quote, role, n, begins, ends) VALUES (1, 'place', 0, 3, 4), (1, 'place', 1, 3, 4)",
        ("spans", "1/place/1", LOST_ID, "there are 2 of 'place', expected one at most"),
    ),
    "a span that moved": (
        "UPDATE spans SET ends = ends - 1 WHERE quote = 2 AND role = 'content'",
        ("quotes", "2", SANK_ID, "words is “it sank”, expected “it san” as the text has it"),
    ),
    "where words begin": (
        "UPDATE quotes SET begins = 9 WHERE id = 1",
        ("quotes", "1", LOST_ID, "begins is 9, expected 1 by its spans"),
    ),
    "words reworded": (
        "UPDATE quotes SET words = 'We lost 14 boats … and a pier,' WHERE id = 1",
        (
            "quotes",
            "1",
            LOST_ID,
            "words is “We lost 14 boats … and a pier,”, expected “We lost 40 boats … and a pier,”",
        ),
    ),
    "short id": (
        "UPDATE quotes SET short_id = 'ffff' WHERE id = 1",
        ("quotes", "1", LOST_ID, f"short_id is “ffff”, expected “{LOST_ID}” by given_id"),
    ),
    "kind": (
        "UPDATE quotes SET kind = 'odd' WHERE id = 1",
        ("quotes", "1", LOST_ID, "kind is “odd”, expected one of"),
    ),
    "flags": (
        "UPDATE quotes SET flags = 'x' WHERE id = 1",
        ("quotes", "1", LOST_ID, "flags holds “x”, expected JSON"),
    ),
    "confidence": (
        "UPDATE quotes SET confidence = 1.5 WHERE id = 1",
        ("quotes", "1", LOST_ID, "confidence is 1.5, expected a number from 0 to 1"),
    ),
    "no attribution": (
        "DELETE FROM attributions WHERE quote = 2",
        ("quotes", "2", SANK_ID, "there is no attribution, expected one"),
    ),
    "mention": (
        "UPDATE attributions SET mention = 'Eva Lima' WHERE quote = 1",
        ("attributions", "1", LOST_ID, "mention is “Eva Lima”, expected “Ana Lima” as the text has it"),
    ),
    "role": (
        "UPDATE attributions SET role = NULL WHERE quote = 1",
        ("attributions", "1", LOST_ID, "role is null, expected “the master"),
    ),
    "hearer": (
        "UPDATE attributions SET hearer = 'the Times' WHERE quote = 1",
        ("attributions", "1", LOST_ID, "hearer is “the Times”, expected “the Post” as the text has it"),
    ),
    "stance": (
        "UPDATE attributions SET stance = 'sang' WHERE quote = 1",
        ("attributions", "1", LOST_ID, "stance is “sang”, expected one of said, denied"),
    ),
    "kind of speaker": (
        "UPDATE attributions SET speaker_kind = 'robot' WHERE quote = 1",
        ("attributions", "1", LOST_ID, "speaker_kind is “robot”, expected one of person"),
    ),
    "a day without words": (
        "DELETE FROM spans WHERE quote = 1 AND role = 'said_on'",
        (
            "attributions",
            "1",
            LOST_ID,
            "said_on is “2024-03-04” with no words that it rests on, expected both",
        ),
    ),
    "a day that is none": (
        "UPDATE attributions SET said_on = '2024' WHERE quote = 1",
        ("attributions", "1", LOST_ID, "said_on is “2024”, expected a day"),
    ),
    "a speaker that is gone": (
        "UPDATE attributions SET speaker = 99 WHERE quote = 1",
        ("attributions", "1", LOST_ID, "speaker is row 99 of speakers, expected one that is there"),
    ),
    "a person that is gone": (
        "UPDATE speakers SET person = 99 WHERE name = 'Boris Petrov'",
        ("speakers", "2", "Boris Petrov", "person is row 99 of speakers, expected one that is there"),
    ),
    "a figure": (
        "UPDATE figures SET counted = 'ships' WHERE quote = 1",
        ("figures", "1/0", LOST_ID, "counted is “ships”, expected “boats” as the text has it"),
    ),
    "a figure's place": (
        "UPDATE figures SET ends = NULL WHERE quote = 99 OR n = 99; UPDATE figures SET ends = 999 WHERE quote = 1",
        ("figures", "1/0", LOST_ID, f"it is 9..999, expected a place in the text of {len(TEXT)} characters"),
    ),
    "a candidate": (
        "UPDATE candidates SET score = 7 WHERE quote = 1",
        ("candidates", "1/0", LOST_ID, "score is 7.0, expected a number from 0 to 1"),
    ),
    "evidence": (
        "UPDATE evidence SET ends = 999 WHERE quote = 1 AND n = 0",
        ("evidence", "1/0", LOST_ID, "..999, expected a place in the text"),
    ),
    "evidence of a quotation that is gone": (
        "INSERT INTO evidence (quote, n, rule) VALUES (99, 0, 'x')",
        ("evidence", "99/0", "", "quote is row 99 of quotes, expected one that is there"),
    ),
    "what is no speech": (
        "UPDATE not_speech SET words = 'Boast' WHERE id = 1",
        ("not_speech", "1", "port", "words is “Boast”, expected “Post” as the text has it"),
    ),
    "a link to itself": (
        "UPDATE links SET b = a",
        (
            "links",
            "6/6",
            f"{FIRST_ID} and {FIRST_ID}",
            "it ties a quotation to itself, expected two quotations",
        ),
    ),
    "a link the wrong way round": (
        "UPDATE links SET a = 7, b = 6",
        (
            "links",
            "7/6",
            f"{SECOND_ID} and {FIRST_ID}",
            "it goes from row 7 to row 6, expected the smaller first",
        ),
    ),
    "a link within an article": (
        "UPDATE links SET a = 3, b = 4",
        ("links", "3/4", "", "both ends stand in one article, expected two articles"),
    ),
    "a link to nothing": (
        "UPDATE links SET b = 99",
        ("links", "6/99", f"{FIRST_ID} and ?", "b is row 99 of quotes, expected one that is there"),
    ),
    "a verdict of a kept check": (
        _kept("'perhaps'", "'marks'", "'[]'"),
        ("kept_checks", "1", "check 1", "verdict is “perhaps”, expected one of exact, cut"),
    ),
    "the form of a kept check": (
        _kept("'exact'", "'shouted'", "'[]'"),
        ("kept_checks", "1", "check 1", "form is “shouted”, expected one of marks, indirect"),
    ),
    "the printings of a kept check": (
        _kept("'exact'", "'marks'", """'[{"article": "a", "quote": null, "content": [[1]]}]'"""),
        ("kept_checks", "1", "check 1", "printings holds “[{"),
    ),
    "the filter of a saved question": (
        'UPDATE watches SET filter = \'{"limit": "ten"}\'',
        ("watches", "1", "lima", 'filter holds “{"limit": "ten"}”, expected JSON: the fields of a filter'),
    ),
    "what a saved question has seen": (
        "UPDATE watched SET spans = '[[3]]'",
        ("watched", "1", LOST_ID, "spans holds “[[3]]”, expected JSON: a list of [start, end]"),
    ),
    "what nobody's saved question has seen": (
        "UPDATE watched SET watch = 9",
        ("watched", "1", LOST_ID, "watch is row 9 of watches, expected one that is there"),
    ),
    "a contradiction that a saved question has seen": (
        "UPDATE watched_pairs SET what = 'heard'",
        ("watched_pairs", "1", f"{LOST_ID} and {SANK_ID}", "what is “heard”, expected one of noted, renamed"),
    ),
    "a verdict on a pair": (
        "INSERT INTO pair_decisions (id, quote, other, verdict, relation, made_by, made_at, batch) "
        "VALUES (1, 'a1', 'b2', 'perhaps', 'copy', 'Eva Holm', '2024-05-06', 1)",
        ("pair_decisions", "1", "a1 and b2", "verdict is “perhaps”, expected one of right, wrong"),
    ),
    "a link's score": (
        "UPDATE links SET score = -1",
        ("links", "6/7", ENDS, "score is -1.0, expected a number from 0"),
    ),
    "a link's probabilities": (
        "UPDATE links SET related = 1, copy = 1",
        ("links", "6/7", ENDS, "its probabilities sum to "),
    ),
    "a claim that is gone": (
        "DELETE FROM claims; DELETE FROM members WHERE quote = 7",
        ("members", "6", FIRST_ID, "claim is row 1 of claims, expected one that is there"),
    ),
    "a copy of what is in no claim": (
        "UPDATE members SET copy_of = 8 WHERE quote = 7",
        ("members", "7", SECOND_ID, "copy_of is row 8, expected another member of the same claim"),
    ),
    "a signature of nothing": (
        "UPDATE signatures SET quote = 99 WHERE quote = 8",
        ("signatures", "99", "", "quote is row 99 of quotes, expected one that is there"),
    ),
    "a review of nothing": (
        "UPDATE reviews SET quote = 99",
        ("reviews", "99", "", "quote is row 99 of quotes, expected one that is there"),
    ),
    "a review's status": (
        "UPDATE reviews SET status = 'fine'",
        ("reviews", "1", LOST_ID, "status is “fine”, expected one of confirmed"),
    ),
    "a review's corrections": (
        "UPDATE reviews SET corrected = '[\"smell\"]'",
        ("reviews", "1", LOST_ID, 'corrected holds “["smell"]”, expected JSON: a list of status, words'),
    ),
    "a decision of no article": (
        "UPDATE decisions SET article = 99",
        ("decisions", "1", LOST_ID, "article is row 99 of articles, expected one that is there"),
    ),
    "a decision that takes back none": (
        "UPDATE decisions SET undoes = 99",
        ("decisions", "1", LOST_ID, "undoes is row 99 of decisions, expected one that is there"),
    ),
    "a decision's value": (
        "UPDATE decisions SET value = 'confirmed'",
        ("decisions", "1", LOST_ID, "value holds “confirmed”, expected JSON: a value"),
    ),
    "a description of nobody": (
        "UPDATE descriptions SET speaker = 99 WHERE speaker = 2",
        ("descriptions", "99", "", "speaker is row 99 of speakers, expected one that is there"),
    ),
    "a description": (
        "UPDATE descriptions SET told = '[]' WHERE speaker = 2",
        ("descriptions", "2", "Boris Petrov", "told holds “[]”, expected JSON: an object"),
    ),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_told_as_what_it_is(filled: str, damage: str) -> None:
    statements, (table, row, where, what) = DAMAGE[damage]
    change(filled, statements.split("; "))
    fault, *others = sorted(verified(filled), key=lambda fault: "digest" in fault.what and fault.row != row)
    assert (fault.table, fault.row) == (table, row)
    assert where in (fault.where, "")
    assert what in fault.what
    assert [other for other in others if "digest" not in other.what] == []


def test_what_a_full_text_index_lacks_is_a_fault(filled: str) -> None:
    index = "quote_words WHERE quote" if "://" in filled else "quote_words_docsize WHERE id"
    change(filled, [f"DELETE FROM {index} = 2"])
    found = [fault for fault in verified(filled) if fault.table == "quotes"]
    assert [(fault.row, fault.where) for fault in found] == [("2", SANK_ID)]
    assert "the full-text index quote_words does not have it" in found[0].what
