"""What a link rests on, for a reader."""

from __future__ import annotations

from typing import Any

import pytest

from quotetrack.linking.grounds import grounds_of
from quotetrack.records import Ground, Link, Printed, PrintedLink, Relation, SaidOn, Span

from ..builders import find, make_article, make_statement


def printed(words: str, *, day: str | None = "2024-05-06", by: str = "Ana Lima", **more: Any) -> Printed:
    """The printing of a direct quotation."""
    text = f"“{words}” {by} said."
    article = make_article(text, published=day)
    return Printed(article=article, statement=make_statement(article, words, by=by, mention=by, **more))


def grounds(a: Printed, b: Printed, relation: Relation = "same_utterance") -> dict[str, Ground]:
    """What a link of these rests on."""
    return {
        ground.what: ground for ground in grounds_of(PrintedLink(a, b, Link(relation=relation, score=0.9)))
    }


def test_shared_words_are_named_and_shown_in_both() -> None:
    a, b = printed("The bridges will open"), printed("One bridge was opened")
    found = grounds(a, b)["words"]
    assert found.says == "both have bridges, open"
    assert [span.of(a.article.text) for span in found.a] == ["bridges", "open"]
    assert [span.of(b.article.text) for span in found.b] == ["bridge", "opened"]


def test_of_many_shared_words_the_rest_are_counted() -> None:
    words = "Gulls cried above eleven painted ferries while nine sailors mended torn nets"
    says = grounds(printed(words), printed(words))["words"].says
    assert says == "both have Gulls, cried, above, eleven, painted, ferries, while, nine and 4 more"


def test_words_that_say_nothing_are_no_ground() -> None:
    assert "words" not in grounds(printed("It was on the"), printed("It was on the"))


@pytest.mark.parametrize(
    ("other", "says"),
    [("ANA LIMA", "both say Ana Lima"), ("Rui Reis", "Ana Lima there, Rui Reis here")],
)
def test_the_speaker_is_a_ground(other: str, says: str) -> None:
    assert grounds(printed("Open it"), printed("Open it", by=other))["speaker"].says == says


@pytest.mark.parametrize(
    ("day", "says"),
    [("2024-05-06", "printed both on 2024-05-06"), ("2024-05-07", "printed on 2024-05-06 and 2024-05-07")],
)
def test_the_day_of_printing_is_a_ground(day: str, says: str) -> None:
    assert grounds(printed("Open it"), printed("Open it", day=day))["day"].says == says


def test_an_unknown_day_is_no_ground() -> None:
    assert "day" not in grounds(printed("Open it"), printed("Open it", day=None))


def test_the_day_of_saying_comes_before_that_of_printing() -> None:
    said = SaidOn(date="2024-05-05", precision="day", basis=Span(0, 1))
    found = grounds(printed("Open it", said_on=said), printed("Open it", said_on=said))
    assert found["day"].says == "both were said on 2024-05-05"


def test_a_copy_has_the_same_text_around() -> None:
    assert "printed around" in grounds(printed("Open it"), printed("Open it"), "copy")
    assert "printed around" not in grounds(printed("Open it"), printed("Open it"))


def test_of_what_opposes_two_only_the_plainest_is_told() -> None:
    a = printed("27 ferries did not sink")
    denied = printed("27 ferries sank", stance="denied", quote={"cue": (Span(0, 1),)})
    found = grounds(a, denied, "contradicts")
    assert (found["negation"].says, found["negation"].a, found["negation"].b) == (
        "one is denied",
        (),
        (Span(0, 1),),
    )
    assert "figures" not in found


def test_a_negation_of_one_is_a_ground() -> None:
    a, b = printed("The ferry did not sink"), printed("The ferry sank")
    found = grounds(a, b, "contradicts")["negation"]
    assert (found.says, found.a, found.b) == ("one of them is negated", (find(a.article.text, "not"),), ())


def test_other_figures_are_a_ground() -> None:
    found = grounds(printed("27 ferries sank"), printed("60 ferries sank"), "contradicts")["figures"]
    assert found.says == "they give 27 and 60"


def test_a_link_that_somebody_confirmed_says_so() -> None:
    a, b = printed("The bridges will open"), printed("One bridge was opened")
    link = Link(relation="same_claim", score=1.0, decided_by="Eva Holm")
    says = {ground.what: ground.says for ground in grounds_of(PrintedLink(a, b, link))}
    assert says["decision"] == "confirmed by Eva Holm"
    assert "decision" not in grounds(a, b)
