"""Quotation marks and paragraphs: what belongs together, what is no mark, and how far one bad mark reaches."""

from __future__ import annotations

import itertools
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.records import Span
from quotetrack.records.paragraphs import paragraphs, trim
from quotetrack.text.quotation_marks import ENTITIES, Stretch, mend_unclosed, pair_marks
from tests.builders import find
from tests.timing import takes_linear_time

PROSE = (
    "The ferry will leave the harbour at dawn and nobody is quite certain where it will sail to, "
    "because the harbour master has told nobody and the captain does not speak to strangers."
)


def stretches(text: str) -> tuple[Stretch, ...]:
    """The stretches of a whole text."""
    return pair_marks(text, paragraphs(text))


def words(text: str, *, depth: int | None = None) -> list[str]:
    """The words inside each pair of marks; with `depth`, of that depth alone."""
    return [s.inner.of(text) for s in stretches(text) if depth in (None, s.depth)]


def lines(text: str) -> list[str]:
    """The paragraphs of a text as words."""
    return [span.of(text) for span in paragraphs(text)]


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("“", "”"),
        ('"', '"'),
        ("‘", "’"),
        ("'", "'"),
        ("``", "''"),
        ("''", "''"),
        ("``", '"'),
        ("`", "'"),
        ("«", "»"),
        ("« ", " »"),
        ("«\N{NO-BREAK SPACE}", "\N{NO-BREAK SPACE}»"),
        ("»", "«"),
        ("‹", "›"),
        ("„", "“"),
        ("„", "”"),
        ("‚", "‘"),
        ("「", "」"),
        ("『", "』"),
        ("＂", "＂"),
        ("”", "”"),
        ("&ldquo;", "&rdquo;"),
        ("&lsquo;", "&rsquo;"),
        ("&quot;", "&quot;"),
        ("&laquo;", "&raquo;"),
        ("&bdquo;", "&ldquo;"),
        ("&#8220;", "&#8221;"),
        ("&#x201C;", "&#x201D;"),
        ("&#34;", "&#34;"),
        ("&#39;", "&#39;"),
    ],
)
def test_a_pair_of_every_style_holds_its_words(opening: str, closing: str) -> None:
    text = f"She said {opening}the tide is late{closing} and left."
    (stretch,) = stretches(text)
    assert stretch.inner == find(text, "the tide is late")
    assert stretch.outer == find(text, f"{opening}the tide is late{closing}")
    assert (stretch.depth, stretch.open_ended, stretch.flags) == (0, False, ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("”The tide is late,” she said.", ["The tide is late,"]),
        ("“The tide is late,“ she said.", ["The tide is late,"]),
        ("”The tide is late,“ she said.", ["The tide is late,"]),
    ],
)
def test_marks_that_point_the_wrong_way_are_read_by_where_they_stand(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("“He told me, ‘Go home,’ and I went.”", "Go home,"),
        ("\"He told me, 'Go home,' and I went.\"", "Go home,"),
        ("« Il m’a dit, “Go home,” and I went. »", "Go home,"),
        ("“He told me, “Go home,” and I went.”", "Go home,"),
    ],
)
def test_a_nested_pair_lies_one_deeper_than_its_host(text: str, inner: str) -> None:
    host, nested = stretches(text)
    assert (host.depth, nested.depth) == (0, 1)
    assert nested.inner.of(text) == inner
    assert host.inner.holds(nested.outer)


def test_double_marks_nest_in_single_ones() -> None:
    host, nested = stretches("‘He told me, “Go home,” and I went,’ she said.")
    assert (host.depth, nested.depth) == (0, 1)


@pytest.mark.parametrize(
    "text",
    [
        "It was the '90s and rock 'n' roll ruled the pier.",
        "It was the ’90s and rock ’n’ roll ruled the pier.",
        "The dogs' home and the cats' home share a wall.",
        "O'Neill's boat isn't at D’Arcy’s quay.",
        'Six inches (6") of snow fell.',
        'The door is 6" wide.',
        "He is 5' 10\" tall.",
        "He is 5'10\" tall and 3' wide.",
        "‘Tis the season, he said.",
        "She can’t, won’t and shan’t.",
        "“”",
        "“ … ”",
        "a lonely ” in a line",
    ],
)
def test_what_is_no_quotation_mark_opens_nothing(text: str) -> None:
    assert words(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("'It's O'Neill's boat,' he said.", ["It's O'Neill's boat,"]),
        ("'The dogs' home is shut,' she said.", ["The dogs' home is shut,"]),
        ("‘The dogs’ home is shut,’ she said.", ["The dogs’ home is shut,"]),
        ("'We sang in the '90s,' he said, 'and danced.'", ["We sang in the '90s,", "and danced."]),
        ("‘The tide,’ he said, ‘is late.’", ["The tide,", "is late."]),
        ("James' 'oldest' friend", ["oldest"]),
        ('A 5\'10" man said "no".', ["no"]),
        ('“One”“two” and "three""four"', ["One", "two", "three", "four"]),
        ("('the tide') and [“the boat”]", ["the tide", "the boat"]),
    ],
)
def test_apostrophes_and_measures_do_not_close_what_marks_open(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.xfail(strict=True, reason="inches inside straight marks close the quotation")
def test_inches_inside_straight_marks_do_not_close_them() -> None:
    assert words('"It is 6" wide," she said.') == ['It is 6" wide,']


def test_a_mark_that_nothing_closes_reaches_to_the_paragraphs_end() -> None:
    text = "She said: “The tide is late.\n\nNobody came."
    (stretch,) = stretches(text)
    assert stretch.inner.of(text) == "The tide is late."
    assert stretch.open_ended


def test_a_forgotten_closing_mark_ends_where_the_next_one_opens() -> None:
    text = "“The tide is late, she said. “It is always late,” she said."
    first, second = stretches(text)
    assert first.flags == ("unclosed mark",)
    assert second.inner.of(text) == "It is always late,"
    assert first.outer.end <= second.outer.start


@pytest.mark.parametrize("text", ['"The tide is late,” she said.', '“The tide is late," she said.'])
def test_a_pair_of_two_styles_is_flagged(text: str) -> None:
    (stretch,) = stretches(text)
    assert stretch.inner.of(text) == "The tide is late,"
    assert stretch.flags == ("mixed marks",)


@pytest.mark.parametrize(
    "bad", ['"', "“", "”", "'", "‘", "’", "«", "»", "„", "``", "''", "「", "&quot;", '""" "']
)
@pytest.mark.parametrize(
    "place", ["{} one two three.", "One {} two three.", "One two three. {}", "One{}two three."]
)
def test_a_bad_mark_never_flips_the_next_paragraph(bad: str, place: str) -> None:
    after = '"The tide is late," she said.\n\n“It is,” he said. ‘So it is,’ I said.'
    text = f"{place.format(bad)}\n\n{after}"
    inside = [s.inner.of(text) for s in stretches(text) if s.inner.start > text.index(after) - 1]
    assert inside == ["The tide is late,", "It is,", "So it is,"]


def test_reopened_marks_leave_each_paragraph_open_until_the_last() -> None:
    text = "“The tide is late.\n\n“It always was.\n\n“It will be,” she said."
    assert [s.open_ended for s in stretches(text)] == [True, True, False]


def test_a_mended_stretch_ends_at_the_comma_before_the_report() -> None:
    from quotetrack.lang import load_lexicon

    text = "“The tide is late, said Nadia Okoro."
    (stretch,) = stretches(text)
    mended = mend_unclosed(text, stretch, load_lexicon().report_forms)
    assert mended.inner.of(text) == "The tide is late,"
    assert not mended.open_ended
    assert mended.flags == ("unclosed mark",)


def test_a_stretch_without_a_report_stays_whole_and_is_flagged() -> None:
    from quotetrack.lang import load_lexicon

    text = "“The tide is late."
    (stretch,) = stretches(text)
    mended = mend_unclosed(text, stretch, load_lexicon().report_forms)
    assert (mended.inner, mended.open_ended, mended.flags) == (stretch.inner, True, ("unclosed mark",))


@pytest.mark.parametrize("entity", sorted(ENTITIES))
def test_an_entity_counts_whole_and_in_any_case(entity: str) -> None:
    text = f"{entity.upper()}late{entity.upper()}" if not entity.startswith("&#") else f"{entity}late{entity}"
    assert all("&" not in s.inner.of(text) for s in stretches(text) if not s.open_ended)


# Paragraphs


def test_blank_lines_part_paragraphs_and_white_space_is_trimmed() -> None:
    assert lines("  One two.\n\n \t\n  Three. \n") == ["One two.", "Three."]


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_a_single_break_after_a_sentence_parts_paragraphs(line_break: str) -> None:
    assert lines(f"One two.{line_break}Three four.") == ["One two.", "Three four."]


@pytest.mark.parametrize("width", [60, 72, 80])
def test_hard_wrapped_text_is_joined(width: int) -> None:
    wrapped = textwrap.fill(PROSE, width)
    assert wrapped.count("\n") >= 2
    assert lines(wrapped) == [wrapped]


def test_hard_wrapped_paragraphs_stay_apart() -> None:
    first, second = textwrap.fill(PROSE, 72), textwrap.fill(PROSE.replace("ferry", "barge"), 72)
    assert lines(f"{first}\n\n{second}") == [first, second]


def test_a_quotation_broken_by_width_keeps_its_pair() -> None:
    text = textwrap.fill(f"Nadia Okoro said: “{PROSE}”", 72)
    (stretch,) = stretches(text)
    assert stretch.inner.of(text).split() == PROSE.split()


def test_lines_of_a_transcript_stay_apart() -> None:
    turns = ["COUNSEL: Did you see it?", "WITNESS: I saw it leave", "COUNSEL: At what time?"]
    assert lines("\n".join(turns)) == turns


def test_long_lines_are_never_joined() -> None:
    assert lines(f"{PROSE}\nand so on") == [PROSE, "and so on"]


def test_borders_are_paragraphs_of_their_own() -> None:
    text = "Before it the caption after it"
    assert [s.of(text) for s in paragraphs(text, [find(text, "the caption")])] == [
        "Before it",
        "the caption",
        "after it",
    ]


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "\r\n \t"])
def test_a_text_without_words_has_no_paragraphs(text: str) -> None:
    assert paragraphs(text) == ()


def test_trim_stops_where_nothing_is_left() -> None:
    assert trim("   ", 0, 3).of("   ") == ""


# Properties

_SIGNS = [*"“”\"‘’'`«»‹›„‚「」『』‟＂", "``", "''", "&quot;", "&ldquo;", "&rdquo;"]
_pieces = st.lists(
    st.sampled_from(
        [*_SIGNS, *_SIGNS, "a", "B", "s", "6", "said", " ", " ", ", ", ". ", "\n", "\n\n", "\r\n", "é"]
    ),
    max_size=60,
)
texts = _pieces.map("".join)


@given(texts)
def test_stretches_lie_in_their_text_and_hold_their_words(text: str) -> None:
    for stretch in stretches(text):
        assert (
            0
            <= stretch.outer.start
            < stretch.inner.start
            < stretch.inner.end
            <= stretch.outer.end
            <= len(text)
        )
        assert stretch.outer.holds(stretch.inner)
        assert stretch.inner.of(text) == stretch.inner.of(text).strip()
        assert any(map(str.isalnum, stretch.inner.of(text)))


@given(texts)
def test_a_stretch_never_leaves_its_paragraph(text: str) -> None:
    blocks = paragraphs(text)
    for stretch in pair_marks(text, blocks):
        assert sum(block.holds(stretch.outer) for block in blocks) == 1


@given(texts)
def test_stretches_are_ordered_and_nest_or_stand_apart(text: str) -> None:
    found = stretches(text)
    assert list(found) == sorted(found, key=lambda s: (s.outer.start, -s.outer.end))
    for one, other in itertools.combinations(found, 2):
        assert (
            not one.outer.meets(other.outer) or one.inner.holds(other.outer) or other.inner.holds(one.outer)
        )


@given(texts)
def test_paragraphs_are_ordered_apart_trimmed_and_leave_no_word_out(text: str) -> None:
    blocks = paragraphs(text)
    assert all(one.end <= other.start for one, other in itertools.pairwise(blocks))
    assert all(block.of(text) == block.of(text).strip() != "" for block in blocks)
    assert "".join("".join(b.of(text).split()) for b in blocks) == "".join(text.split())


@given(texts, st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=4))
def test_no_paragraph_crosses_a_border(text: str, pairs: list[tuple[int, int]]) -> None:
    borders = [Span(min(a, b, len(text)), min(max(a, b), len(text))) for a, b in pairs]
    for block in paragraphs(text, borders):
        assert not any(block.start < edge < block.end for b in borders for edge in (b.start, b.end))


@given(texts)
def test_the_same_text_gives_the_same_stretches(text: str) -> None:
    assert stretches(text) == stretches(text)


@given(texts, texts)
def test_a_paragraph_before_changes_nothing_in_the_one_behind(before: str, after: str) -> None:
    """Marks are paired paragraph by paragraph, so what is pasted in front only shifts the offsets."""
    text = f"{before}\n\n{after}"
    shift = len(text) - len(after)
    alone = [(s.inner.start + shift, s.inner.end + shift, s.depth, s.flags) for s in stretches(after)]
    behind = [
        (s.inner.start, s.inner.end, s.depth, s.flags) for s in stretches(text) if s.outer.start >= shift
    ]
    assert behind == alone


@pytest.mark.parametrize(
    "unit",
    [
        '"a" ',
        '"6" ',
        "“a” ",
        "“a ",
        "a” ",
        "'a ",
        "‘a’ ",
        "‘as’ b ",
        "«",
        "''",
        "“‘a",
        "`",
        "&quot;a",
        "'s ",
        "“a\n\n",
    ],
)
def test_marks_are_paired_in_linear_time(unit: str) -> None:
    assert takes_linear_time(lambda times: pair_marks(unit * times, paragraphs(unit * times)), 5_000)
