"""A statement is known by where its words stand, and in another text of its article by the words."""

from __future__ import annotations

import pytest

from quotetrack.query.recognition import Memory
from quotetrack.query.watched_answers import seen_as
from quotetrack.records import Printed, SeenAs
from tests.builders import make_article, make_statement

FIRST = "“The old bridge will open on Monday at noon,” Ana Lima said. She said that nobody had told her."
LATER = FIRST.replace("at noon", "at dusk").replace("Ana", "Corrected. Ana")


def printed(words: str, text: str = FIRST) -> Printed:
    article = make_article(text)
    return Printed(article=article, statement=make_statement(article, words))


def memory(*seen: str, text: str = FIRST, what: SeenAs = "new", others: bool = False) -> Memory:
    """What is known after these words of a text were seen; all texts are stored."""
    texts = {printed("Ana Lima", one).article.digest: one for one in (FIRST, LATER)}
    told = [seen_as(printed(words, text), what, "now") for words in seen]
    return Memory(told, lambda _, digest: texts.get(digest), others=others)


@pytest.mark.parametrize(
    ("words", "is_known"),
    [
        ("The old bridge will open on Monday at noon,", True),
        ("bridge will open on Monday", True),
        ("noon", True),
        ("nobody had told her", False),
        ("at noon,” Ana Lima said. She said that nobody had told her", False),
    ],
)
def test_in_the_same_text_most_of_it_must_have_been_shown(words: str, is_known: bool) -> None:
    seen = memory("The old bridge will open on Monday at noon,")
    first = printed("The old bridge will open on Monday at noon,").id
    assert seen.recognise(printed(words)).first == (first if is_known else None)


def test_two_that_were_seen_cover_what_joins_them() -> None:
    seen = memory("The old bridge will", "open on Monday")
    assert seen.recognise(printed("The old bridge will open on Monday at noon,")).first is not None


@pytest.mark.parametrize(
    ("words", "known", "reworded"),
    [
        ("The old bridge will open on Monday", True, False),
        ("The old bridge will open on Monday at dusk,", False, True),
        ("nobody had told her", False, False),
        ("dusk", False, False),
    ],
)
def test_in_another_text_the_words_count(words: str, known: bool, reworded: bool) -> None:
    whole = "The old bridge will open on Monday at noon,"
    found = memory(whole).recognise(printed(words, LATER))
    assert (found.first is not None, found.was) == (known, whole if reworded else None)


def test_a_text_that_is_not_stored_tells_nothing() -> None:
    told = [seen_as(printed("The old bridge will open on Monday at noon,"), "new", "now")]
    found = Memory(told, lambda *_: None).recognise(printed("The old bridge will open on Monday", LATER))
    assert found == (None, None)


def test_what_only_contradicts_an_answer_was_not_shown() -> None:
    words = "nobody had told her"
    assert memory(words, what="other").first_of(printed(words).id) is None
    assert memory(words, what="other", others=True).first_of(printed(words).id) is not None


def test_endless_texts_cost_little() -> None:
    text = " ".join(f"“Boat {n} sank in the old harbour today,” Ana Lima said." for n in range(2000))
    later = f"Corrected. {text.replace('sank', 'rose')}"
    seen = [seen_as(printed(f"Boat {n} sank in the old harbour", text), "new", "now") for n in range(2000)]
    texts = {seen[0].digest: text}
    known = Memory(seen, lambda _, digest: texts.get(digest))
    assert known.recognise(printed("Boat 7 rose in the old harbour", later)).was is not None
