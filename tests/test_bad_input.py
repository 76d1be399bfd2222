"""Texts that no reader would print: nothing raises, and every span still slices what it says.

Written against en_core_web_sm 3.8.0.
"""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import quotetrack
from quotetrack.pipeline import extract_article
from quotetrack.records import Article, Attribution, Extraction, Span
from tests.sizes import size

pytestmark = pytest.mark.parser

NEWS = "“The ferry will sail,” Nadia Okoro told reporters on Monday. Owen Tallis called it “a coffin”."
LONG = size(3_000)
"""How often a very long text says the same again."""
SIGNS = [*"“”\"‘’'`«»‹›„‚「」『』‟＂", "``", "''", "&quot;", "&ldquo;", "&#8220;"]


def ascii_head(text: str) -> str:
    """The beginning of a text, as the name of its test."""
    return ascii(text[:8])


def all_spans(attribution: Attribution) -> list[Span]:
    """Every span of an attribution."""
    single = (attribution.role, attribution.hearer, attribution.place, attribution.occasion)
    return [
        *attribution.mention,
        *attribution.via,
        *(span for span in single if span is not None),
        *(evidence.span for evidence in attribution.evidence if evidence.span is not None),
        *(candidate.mention for candidate in attribution.candidates),
        *([attribution.said_on.basis] if attribution.said_on is not None else []),
    ]


def check(text: str) -> Extraction:
    """What is found in `text`; every span lies inside it and every piece holds a word."""
    found = quotetrack.extract(text, published="2024-05-15")
    assert found.article.text == text
    for statement in found.statements:
        quote = statement.quote
        assert quote.content
        assert all(piece.of(text).strip() for piece in quote.content)
        for span in (*quote.content, *quote.cue, *all_spans(statement.attribution)):
            assert 0 <= span.start < span.end <= len(text)
        starts = [piece.start for piece in quote.content]
        assert starts == sorted(starts)
    return found


def speakers(found: Extraction) -> list[str | None]:
    """The names of those who speak, in text order."""
    return [s.attribution.speaker.name if s.attribution.speaker else None for s in found.statements]


@pytest.mark.parametrize("count", range(1, 8))
@pytest.mark.parametrize("sign", SIGNS)
def test_any_number_of_marks_of_a_style_is_read(sign: str, count: int) -> None:
    check(f"The ferry {sign * count} sank.")
    check(" ".join([f"{sign}Ferry"] * count) + " said Nadia Okoro.")
    check(" ".join([f"Ferry{sign}"] * count) + " said Nadia Okoro.")


@pytest.mark.parametrize("sign", SIGNS)
def test_a_stray_mark_spoils_its_own_paragraph_at_most(sign: str) -> None:
    found = check(f"A stray {sign} stands here.\n\n{NEWS}\n\nAnother {sign}one")
    assert [s.quote.words(found.article.text) for s in found.statements][:2] == [
        "The ferry will sail,",
        "a coffin",
    ]
    assert speakers(found)[:2] == ["Nadia Okoro", "Owen Tallis"]


@pytest.mark.parametrize(
    "bad",
    [
        "\0",
        "\x07\x1b[31m",
        "\ud800\udfff",
        "\N{RIGHT-TO-LEFT MARK}",
        "\N{RIGHT-TO-LEFT OVERRIDE}",
        "\N{ZERO WIDTH SPACE}",
        "\N{ZERO WIDTH NO-BREAK SPACE}",
        "\N{SOFT HYPHEN}",
        "😀👩‍🚀🇵🇹",
        "e\N{COMBINING ACUTE ACCENT}",
        "\N{LATIN SMALL LIGATURE FFI}",
        "\N{LINE SEPARATOR}",
        "\N{NEXT LINE}",
        "\x0c",
        "\r",
        "\N{REPLACEMENT CHARACTER}",
        "\U0010ffff",
        "&#0;&#xD800;&#99999999;&bogus;",
        "<script>alert(1)</script>",
        "=cmd|' /C calc'!A0",
        "%s{0}\\n\\x00",
    ],
)
def test_odd_characters_are_read_wherever_they_stand(bad: str) -> None:
    check(f"{bad}{NEWS}{bad}")
    check(NEWS.replace(" ", f" {bad}"))
    check(NEWS.replace("Okoro", f"Oko{bad}ro").replace("sail", f"sa{bad}il"))
    check(f"{bad}\n\n{NEWS}\n\n{bad * 50}")


@pytest.mark.parametrize("bad", ["\N{ZERO WIDTH SPACE}", "\N{SOFT HYPHEN}", "\0", "\N{RIGHT-TO-LEFT MARK}"])
def test_odd_characters_beside_the_marks_leave_the_quotation(bad: str) -> None:
    found = check(f"Nadia Okoro said: “{bad}The ferry will sail.{bad}”")
    assert speakers(found) == ["Nadia Okoro"]


@pytest.mark.parametrize("text", ["a", "said", "Said:", "Said.", "\N{ZERO WIDTH SPACE}a"])
def test_next_to_nothing_says_nothing(text: str) -> None:
    assert check(text).statements == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n",
        "\n\n\n",
        "\N{ZERO WIDTH SPACE}",
        "“",
        "“”",
        ".",
        "—",
        "\0",
        "\r\n \t" * 50_000,
        '"' * 100_000,
        "&" * 50_000,
    ],
    ids=ascii_head,
)
def test_a_text_without_words_says_nothing(text: str) -> None:
    assert check(text).statements == ()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{NEWS}\n\n" + '"' * size(100_000), id="marks in a line"),
        pytest.param(f"{NEWS}\n\n" + "“" * size(100_000), id="opening marks"),
        pytest.param("“" * size(100_000) + "a" * size(40_000), id="opening marks before a word"),
        pytest.param("‘a’ " * size(50_000), id="single marks"),
        pytest.param('"a" ' * size(50_000), id="straight marks"),
        pytest.param("‘Yes.’ " * LONG, id="single pairs"),
        pytest.param('"ab" ' * LONG, id="straight pairs"),
        pytest.param("x" * size(40_000), id="one long word"),
        pytest.param("“" + "x" * size(40_000) + "”", id="one long word, quoted"),
        pytest.param("said\n" * LONG, id="one-word lines"),
        pytest.param("“Yes.”\n" * LONG, id="one-word quotations"),
        pytest.param("Okoro: Yes.\n" * LONG, id="a long transcript"),
        pytest.param("“It sank,” said " + "Nadia " * LONG + "Okoro.", id="a long name"),
        pytest.param("“It sank,” said Nadia Okoro" + ", the mayor" * LONG + ".", id="a long apposition"),
        pytest.param("Nadia Okoro said that " * (LONG // 2) + "it sank.", id="deep clauses"),
        pytest.param("&quot;" * (4 * LONG), id="entities"),
        pytest.param("a:" * (2 * LONG), id="colons"),
        pytest.param("“a\n\n" * LONG, id="paragraphs left open"),
    ],
)
def test_very_long_texts_are_read(text: str) -> None:
    check(text)


def test_a_quotation_behind_a_very_long_word_is_still_found() -> None:
    assert speakers(check(f"{'x' * 8_000}\n\n{NEWS}")) == ["Nadia Okoro", "Owen Tallis"]


def test_a_day_of_publication_that_is_no_day_does_no_harm() -> None:
    for published in ("", "2024-02-31", "yesterday", "2024"):
        article = Article(id="a", text=NEWS, published=published)
        found = extract_article(article)
        assert all(s.attribution.said_on is None for s in found.statements)


_pieces = [
    *SIGNS,
    *"aB6 .,:;-—\n",
    "\n\n",
    " said ",
    " told Owen Tallis ",
    "Nadia Okoro",
    "She ",
    " that ",
    "according to ",
]
_odd = [
    "\0",
    "\N{ZERO WIDTH SPACE}",
    "\N{RIGHT-TO-LEFT MARK}",
    "😀",
    "é",
    "\r\n",
    "on Monday",
    "; ",
    "(",
    ")",
]


@given(st.lists(st.sampled_from([*_pieces, *_odd]), max_size=40).map("".join))
def test_any_mixture_of_marks_names_and_cues_is_read(text: str) -> None:
    check(f"{text}\n\n{NEWS}")


@given(st.text(st.characters(exclude_categories=()), max_size=80))
def test_any_text_is_read(text: str) -> None:
    check(f"{text}\n\n{NEWS}")


@given(st.integers(0, len(NEWS)), st.sampled_from([*SIGNS, *_odd]), st.integers(1, 5))
@example(NEWS.index(" it "), ")", 2)  # once tied to "told", whose quotation had ended
@example(NEWS.index("s called"), "“", 3)  # "called" without a subject once took that of the sentence before
def test_a_disturbed_text_is_read_and_never_names_somebody_else(place: int, bad: str, count: int) -> None:
    """Whatever is inserted, the words about the coffin are never given to the one who spoke before."""
    found = check(NEWS[:place] + bad * count + NEWS[place:])
    for statement in found.statements:
        words = statement.quote.words(found.article.text)
        if words == "a coffin" and statement.attribution.speaker is not None:
            assert statement.attribution.speaker.name != "Nadia Okoro"
