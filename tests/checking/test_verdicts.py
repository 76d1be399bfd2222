"""Each verdict once, on small articles about invented people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import quotetrack
from quotetrack.records import Article, Candidate, Check, Extraction, Kind, Source, Speaker, Stance, Statement
from quotetrack.records.check import GRAVITY, VERDICTS, Verdict

from ..builders import extract, find, make_article, make_statement

TURNED = (
    "“I am not saying that the mayor took the money,” said Ana Lima, the harbour master. “It rains here.”\n\n"
    "“We will open a second bakery if the bank agrees to it,” she said.\n\n"
    "“They want you to believe that the dam is safe,” she said.\n\n"
    "“Is it true that the well is dry?” she asked.\n\n"
    "“I wish the strike had ended in March,” she said.\n\n"
    "“We do not fear the winter,” she said, “because the cellars are full.”\n\n"
    "She said the sale was not “a good idea”."
)
RELAYED = (
    "“My neighbour Rui Reis told me, ‘The ice will break before Easter,’ and it did,” said Ana Lima.\n\n"
    "Ana Lima said Rui Reis had told her that “the ferry will sink at its pier”.\n\n"
    "Rui Reis keeps goats. “He says the goats are older than the church,” Ana Lima said.\n\n"
    "“He never told me that the cheese was stolen,” Ana Lima said of Rui Reis."
)
OPEN = (
    "“Somebody has to pay for the lanterns,” he said.\n\n"
    "“The tram will never reach the upper valley,” he said.\n\n"
    "The painters of the lower town had slept in the boathouse for a week.\n\n"
    "Was the lighthouse keeper asleep on the night of the storm? she was asked."
)
TOLD = (
    "Ana Lima denied that the council had sold the ferry.\n\n"
    "Boris Petrov said the council had not painted the pier.\n\n"
    "Boris Petrov said the repairs had cost twice as much as planned.\n\n"
    "Boris Petrov said that if the council sold the lighthouse, sailors would drown."
)
BODIES = (
    "“The valley needs a railway before it needs a bank,” the head of the Port Union said.\n\n"
    "“Every teacher in the valley works for two,” the letter said. The Teachers’ League had written it.\n\n"
    "“No boat leaves without a lamp,” a spokesman for the coastguard said."
)


def article(text: str, id: str, *statements: tuple[str, dict[str, object]]) -> Extraction:
    """An article with these statements: the first words of each, and what is known of it."""
    made = make_article(text, id=id, source=Source("Harbour Post"), published="2024-03-04")
    return extract(made, *(statement(made, words, **told) for words, told in statements))


def statement(made: Article, words: str, **told: object) -> Statement:
    """A statement of pieces with a stroke between; `cue` is the word that reports it."""
    cue = told.pop("cue", None)
    quote = {"cue": (find(made.text, str(cue)),)} if cue else {}
    return make_statement(made, *words.split(" | "), quote=quote, **told)  # type: ignore[arg-type]


def lima(
    words: str, kind: Kind = "direct", stance: Stance = "said", **told: object
) -> tuple[str, dict[str, object]]:
    """A statement by Ana Lima."""
    return words, {"kind": kind, "stance": stance, **told}


def petrov(words: str, **told: object) -> tuple[str, dict[str, object]]:
    """What a reporter tells of Boris Petrov."""
    return words, {"kind": "indirect", "by": "Boris Petrov", **told}


def articles() -> Iterator[Extraction]:
    """Everything that is checked."""
    yield article(
        TURNED,
        "turned",
        lima("I am not saying that the mayor took the money,", mention="Ana Lima, the harbour master"),
        lima("We will open a second bakery if the bank agrees to it,"),
        lima("They want you to believe that the dam is safe,"),
        lima("Is it true that the well is dry?"),
        lima("I wish the strike had ended in March,"),
        lima("We do not fear the winter, | because the cellars are full."),
        lima("a good idea", "mixed", cue="said the sale"),
    )
    yield article(
        RELAYED,
        "relayed",
        lima("My neighbour Rui Reis told me, ‘The ice will break before Easter,’ and it did,"),
        lima("the ferry will sink at its pier", "mixed", cue="said Rui"),
        lima("He says the goats are older than the church,"),
        lima("He never told me that the cheese was stolen,"),
    )
    yield from others()


def others() -> Iterator[Extraction]:
    """What nobody is settled on for, what is told, and what bodies say."""
    he = find(OPEN, "he said.\n\n“The")
    yield article(
        OPEN,
        "open",
        (
            "Somebody has to pay for the lanterns,",
            {"by": None, "candidates": (Candidate(name="Rui Reis", mention=he, score=0.4, reason="near"),)},
        ),
        ("The tram will never reach the upper valley,", {"by": "Rui Reis", "confidence": 0.3}),
    )
    yield article(
        TOLD,
        "told",
        lima("the council had sold the ferry", "indirect", "denied", cue="denied"),
        petrov("the council had not painted the pier", cue="said the council"),
        petrov("the repairs had cost twice as much as planned", cue="said the repairs"),
        petrov("if the council sold the lighthouse, sailors would drown", cue="said that"),
    )
    yield article(
        BODIES,
        "bodies",
        (
            "The valley needs a railway before it needs a bank,",
            {"by": None, "speaker": Speaker(None, "anonymous"), "mention": "the head of the Port Union"},
        ),
        (
            "Every teacher in the valley works for two,",
            {"by": None, "speaker": Speaker("the letter", "document"), "mention": "the letter"},
        ),
        (
            "No boat leaves without a lamp,",
            {"by": None, "speaker": Speaker(None, "anonymous"), "mention": "a spokesman for the coastguard"},
        ),
    )


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[quotetrack.Collection]:
    with quotetrack.open(tmp_path_factory.mktemp("verdicts") / "quotes.db") as collection:
        for found in articles():
            collection.store.add(found)
        collection.link(workers=1)
        yield collection


CASES: list[tuple[str, str | None, Verdict]] = [
    ("I am not saying that the mayor took the money", "Ana Lima", "exact"),
    ("the cellars are full", "Ana Lima", "cut"),
    ("They want you to believe that the dam", "Ana Lima", "cut"),
    # What governs the words was cut off.
    ("the mayor took the money", "Ana Lima", "reversed"),
    ("the mayor took the money", None, "reversed"),
    ("We will open a second bakery", "Ana Lima", "reversed"),
    ("the dam is safe", "Ana Lima", "reversed"),
    ("the well is dry", "Ana Lima", "reversed"),
    ("the strike had ended in March", "Ana Lima", "reversed"),
    ("a good idea", "Ana Lima", "reversed"),
    ("I am … saying that the mayor took the money", "Ana Lima", "reversed"),
    ("the council sold the lighthouse", "Boris Petrov", "reversed"),
    # Other words.
    ("I am not saying that the mayor took the ferry", "Ana Lima", "altered"),
    ("We do not fear the winter", "Boris Petrov", "other_speaker"),
    ("the repairs had cost twice as much as planned", "Boris Petrov", "paraphrase"),
    ("Seven camels crossed the frozen lake", None, "not_found"),
    # Whose words somebody else gives.
    ("The ice will break before Easter", "Ana Lima", "second_hand"),
    ("The ice will break before Easter", "Rui Reis", "cut"),
    ("the ferry will sink at its pier", "Rui Reis", "exact"),
    ("the goats are older than the church", "Rui Reis", "cut"),
    ("the goats are older than the church", "Boris Petrov", "other_speaker"),
    ("the cheese was stolen", "Rui Reis", "other_speaker"),
    ("the cheese was stolen", "Ana Lima", "reversed"),
    # Nobody is settled on, or the reporter says so.
    ("Somebody has to pay for the lanterns", None, "unattributed"),
    ("Somebody has to pay for the lanterns", "Rui Reis", "unattributed"),
    ("The tram will never reach the upper valley", "Rui Reis", "unattributed"),
    ("The tram will never reach the upper valley", None, "exact"),
    ("The painters of the lower town had slept in the boathouse", None, "unattributed"),
    ("the painters of the LOWER TOWN had slept", "Ana Lima", "unattributed"),
    # Denied, or the opposite told.
    ("the council had sold the ferry", "Ana Lima", "denied"),
    ("the council had painted the pier", "Boris Petrov", "denied"),
    # As the article calls them.
    ("I am not saying that the mayor took the money", "the harbour master", "exact"),
    ("The valley needs a railway before it needs a bank", "the head of the Port Union", "exact"),
    ("The valley needs a railway before it needs a bank", "Port Union head", "unattributed"),
    ("No boat leaves without a lamp", "spokesman for the coastguard", "exact"),
    ("Every teacher in the valley works for two", "Teachers’ League", "unattributed"),
]


@pytest.mark.parametrize(("words", "speaker", "verdict"), CASES)
def test_a_verdict(
    collection: quotetrack.Collection, words: str, speaker: str | None, verdict: Verdict
) -> None:
    found = collection.check(words, speaker)
    assert found.verdict == verdict, found.why
    assert found.is_good == (verdict in ("exact", "cut"))


def test_every_verdict_is_given_once() -> None:
    assert {verdict for _, _, verdict in CASES} == set(VERDICTS) == set(GRAVITY)


@pytest.mark.parametrize(
    ("words", "speaker", "why"),
    [
        ("the mayor took the money", "Ana Lima", "it denies or doubts them (“not”)"),
        ("We will open a second bakery", None, "under a condition (“if … the … bank"),
        ("the dam is safe", None, "what somebody else says or thinks (“believe”)"),
        ("the well is dry", None, "it asks it (“?”)"),
        ("the strike had ended in March", None, "only wishes or imagines them (“wish”)"),
        ("The ice will break before Easter", "Ana Lima", "the speaker only quotes (“My neighbour Rui Reis”)"),
        ("The ice will break before Easter", "Rui Reis", "printed as relayed by Ana Lima"),
        (
            "Somebody has to pay for the lanterns",
            None,
            "nobody is settled on as their speaker (it may be Rui Reis)",
        ),
        ("The tram will never reach the upper valley", "Reis", "speaker not certain: Rui Reis, 30% sure"),
        (
            "The painters of the lower town had slept",
            None,
            "The words stand in Harbour Post, and not as anybody's",
        ),
        ("the council had painted the pier", "Boris Petrov", "is the opposite, in the reporter's words"),
        ("Seven camels crossed the frozen lake", None, "20 quotations and the texts of 5 articles"),
    ],
)
def test_a_verdict_says_why(
    collection: quotetrack.Collection, words: str, speaker: str | None, why: str
) -> None:
    assert why in collection.check(words, speaker).why


def _matches(found: Check) -> list[dict[str, Any]]:
    matches: Any = found.to_dict()["matches"]
    return list(matches)


def test_what_turns_the_words_comes_with_the_printing_that_decides(collection: quotetrack.Collection) -> None:
    found = collection.check("the mayor took the money", "Ana Lima")
    assert found.deciding is not None
    assert found.deciding.turn is not None
    (told,) = _matches(found)
    assert told["ground"] == "negated"
    assert [TURNED[start:end] for start, end in told["governing"]] == ["not"]
    assert TURNED[slice(*told["sentence"])] == "I am not saying that the mayor took the money,"


def test_a_passage_comes_with_its_place(collection: quotetrack.Collection) -> None:
    found = collection.check("the painters of the lower town")
    assert [passage.text for passage in found.passages] == ["The painters of the lower town"]
    (told,) = _matches(found)
    assert (told["how"], told["speaker"], told["source"]) == ("printed", None, "Harbour Post")


def test_a_claim_without_marks_is_good_if_it_is_told_so(collection: quotetrack.Collection) -> None:
    words = "the repairs had cost twice as much as planned"
    assert not collection.check(words, "Boris Petrov").is_good
    assert collection.check(words, "Boris Petrov", form="indirect").is_good


def test_texts_are_not_searched_for_a_claim_without_marks(collection: quotetrack.Collection) -> None:
    assert collection.check("the painters of the lower town", form="indirect").verdict == "not_found"


def test_one_fair_printing_is_enough() -> None:
    again = "“Of course the mayor took the money,” Ana Lima said."
    with quotetrack.open(":memory:") as collection:
        for each in articles():
            collection.store.add(each)
        made = make_article(again, id="again")
        collection.store.add(extract(made, make_statement(made, "Of course the mayor took the money,")))
        found = collection.check("the mayor took the money", "Ana Lima")
        assert found.verdict == "cut"
        assert found.deciding is not None
        assert found.deciding.printed.article.id == "again"
