"""Whether a part says what its sentence says. The part that is left stands in brackets."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.checking.clauses import governing_words
from quotetrack.checking.governing import GovernedBy, find_relay, find_turn
from quotetrack.parsing.pipeline_loading import load_pipeline

from .governed_parts import EXAMPLES


def read(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The sentence without its brackets, and where the parts begin and end that they hold."""
    text, parts = "", []
    for sign in marked:
        if sign == "[":
            parts.append((len(text), len(text)))
        elif sign == "]":
            parts[-1] = (parts[-1][0], len(text))
        else:
            text += sign
    return text, parts


def turn(marked: str, *, by_reporter: str = "") -> GovernedBy | None:
    """Why the part in brackets says something else than the sentence. Words of the reporter end the walk."""
    text, parts = read(marked)
    doc = load_pipeline()(text)
    inside = frozenset(t.i for t in doc if not t.is_space and any(a <= t.idx < b for a, b in parts))
    stops = frozenset(t.i for t in doc if t.text == by_reporter)
    return find_turn(doc, inside, stops, is_asked=text[: parts[-1][1]].endswith("?"))


def words_of(marked: str, found: GovernedBy | None) -> str:
    """The governing words of a turn."""
    doc = load_pipeline()(read(marked)[0])
    return " ".join(doc[i].text for i in found.governing) if found else ""


@pytest.mark.parametrize(("marked", "ground"), EXAMPLES)
def test_a_part_says_what_its_sentence_says(marked: str, ground: str | None) -> None:
    found = turn(marked)
    assert (found.ground if found else None) == ground


def test_every_family_of_the_table_has_examples() -> None:
    """A list of words of which no sentence above has one would not be tested."""
    printed = f" {' '.join(line for line, _ in EXAMPLES).lower()} "
    lemmas = {token.lemma_.lower() for token in load_pipeline()(printed)}
    for name, words in governing_words().items():
        assert any(word in lemmas or word in printed for word in words), name


@pytest.mark.parametrize(
    ("marked", "governing"),
    [
        ("I am not saying that [the mayor took the money].", "not"),
        ("It is a myth that [bees sleep all winter].", "myth"),
        ("If [the bank agrees], we will open a second bakery.", "If"),
        ("[We will open a second bakery] if the bank agrees.", "if the bank agrees"),
        ("Had [the bell been cheap], we would have bought it.", "Had"),
        ("They say that [the lake is cursed].", "say"),
        ("Instead of [raising the rent], we lowered it.", "Instead"),
        ("Is [the well dry]?", "?"),
    ],
)
def test_the_words_that_turn_it_are_told(marked: str, governing: str) -> None:
    assert words_of(marked, turn(marked)) == governing


@pytest.mark.parametrize(
    ("marked", "by"),
    [
        ("The old doctor says [I will walk again].", "The old doctor"),
        ("According to the ministry, [the dam is sound].", "the ministry"),
        ("It is said that [the lake is cursed].", None),
        ("He was told that [the lake is cursed].", None),
        ("He never told me that [the boat was sinking].", None),
        ("I doubt that he told them [the boat was sinking].", None),
        ("Did he tell you that [the boat was sinking]?", None),
        ("According to the ministry, [the dam is] not [sound].", None),
    ],
)
def test_whose_view_it_is_is_told_unless_it_is_denied_or_asked(marked: str, by: str | None) -> None:
    found, doc = turn(marked), load_pipeline()(read(marked)[0])
    assert found is not None
    assert (found.ground == "another's") == (by is not None or "lake" in marked)
    if found.by:
        assert doc[found.by[0] : found.by[1] + 1].text == by
    else:
        assert by is None


def test_what_the_reporter_says_does_not_govern() -> None:
    marked = "She denied that [the bridge was unsafe]."
    assert turn(marked, by_reporter="denied") is None
    assert turn(marked) is not None


@pytest.mark.parametrize(
    ("text", "ground", "by"),
    [
        ("My father used to say “bread is holy”.", "another's", "My father"),
        ("My father never said “bread is holy”.", "negated", None),
        ("Nobody said “bread is holy”.", "negated", None),
        ("I said “bread is holy”.", None, None),
        ("It was a “lovely” day.", None, None),
    ],
)
def test_who_is_quoted_inside_the_words_stands_before_the_mark(
    text: str, ground: str | None, by: str | None
) -> None:
    doc = load_pipeline()(text)
    found = find_relay(doc, next(t.i for t in doc if t.text == "“"))
    assert (found.ground if found else None) == ground
    if found and found.by:
        assert doc[found.by[0] : found.by[1] + 1].text == by


@pytest.mark.parametrize(
    ("marked", "ground"),
    [
        pytest.param(marked, ground, marks=pytest.mark.xfail(strict=True, reason=reason))
        for marked, ground, reason in (
            (
                "There is a rumour that [the circus is leaving].",
                "another's",
                "parsed as a rumour which it leaves",
            ),
            ("So [the dam is safe], is it?", "asked", "the tag is parsed as the main clause"),
            (
                "In a perfect world [every child would have a garden].",
                "conditional",
                "“would” is left to say so",
            ),
            (
                "I was accused of [stealing the bell].",
                "another's",
                "what has no subject claims nothing of anybody",
            ),
            ("He is too tired to [run the mill].", "negated", "“too … to” denies without a word that does"),
            ("I could not be [prouder of this team].", None, "“prouder” is tagged as a noun"),
        )
    ],
)
def test_what_the_walk_does_not_see(marked: str, ground: str | None) -> None:
    found = turn(marked)
    assert (found.ground if found else None) == ground


pieces = st.lists(
    st.sampled_from(
        [*" ".join(line for line, _ in EXAMPLES).split(), "“", "”", "…", "\n", "\x00", "\ud7ff", "—"]
    ),
    min_size=1,
    max_size=30,
)


@given(words=pieces, data=st.data())
def test_no_words_make_it_fail(words: list[str], data: st.DataObject) -> None:
    doc = load_pipeline()(" ".join(words).replace("[", "").replace("]", "") or "x")
    numbers = st.integers(0, len(doc) - 1)
    inside = data.draw(st.frozensets(numbers, min_size=1))
    stops = data.draw(st.frozensets(numbers))
    found = find_turn(doc, inside, stops, is_asked=data.draw(st.booleans()))
    relay = find_relay(doc, data.draw(numbers))
    for told in filter(None, (found, relay)):
        assert all(0 <= i < len(doc) for i in (*told.governing, *told.by))
    assert found is None or inside.isdisjoint(found.governing)


def test_a_long_sentence_takes_no_time() -> None:
    doc = load_pipeline()("I do not think that he said that " * 120 + "the bell is cracked.")
    inside = frozenset(range(len(doc) - 5, len(doc)))
    begun = time.process_time()
    assert find_turn(doc, inside, frozenset(), is_asked=False) is not None
    assert time.process_time() - begun < 1
