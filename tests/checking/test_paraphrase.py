"""Whether a printing tells the same in other words."""

from __future__ import annotations

from quotetrack.checking.paraphrase import chances_alike
from quotetrack.records import Printed, Stance

from ..builders import make_article, make_statement


def printed(content: str, stance: Stance = "said") -> Printed:
    """An indirect quotation."""
    article = make_article(f"Ana Lima said {content}.", published="2024-05-06")
    return Printed(
        article=article, statement=make_statement(article, content, kind="indirect", stance=stance)
    )


SAME = printed("the harbour council would close the northern bridge to lorries")
WORDS = "The council will be closing the northern bridge in the harbour to lorries"


def test_no_printings_have_no_chances() -> None:
    assert chances_alike(WORDS, [], is_theirs=True) == []


def test_the_same_in_other_words_is_more_probable_than_anything_else() -> None:
    same, other = chances_alike(WORDS, [SAME, printed("Bruckner moved her to tears")], is_theirs=True)
    assert same > 0.4 > other


def test_words_in_common_count_more_of_a_speaker_who_is_known() -> None:
    (theirs,), (anybody,) = (chances_alike(WORDS, [SAME], is_theirs=known) for known in (True, False))
    assert theirs > anybody


def test_a_denial_tells_of_the_same() -> None:
    (denied,) = chances_alike(WORDS, [printed(SAME.text, "denied")], is_theirs=True)
    assert denied > 0.4
