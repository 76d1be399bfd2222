"""A statement's parts in words, and text made safe to show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.export.legible import legible, legible_line
from quotetrack.export.wording import STANCE_WORDS, day, not_read, review_line, status_word, who
from quotetrack.records import (
    STANCES,
    Article,
    Attribution,
    Printed,
    Quote,
    Review,
    Span,
    Speaker,
    Statement,
    Status,
)


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2012-07-05", "5 July 2012"),
        ("2012-07", "July 2012"),
        ("2012", "2012"),
        ("2012-13-05", "2012-13-05"),
        ("soon", "soon"),
        ("1-2-3-4", "1-2-3-4"),
        ("--", "--"),
        ("", ""),
        (None, ""),
    ],
)
def test_day_in_words(date: str | None, words: str) -> None:
    assert day(date) == words


@pytest.mark.parametrize(
    ("speaker", "words"),
    [
        (Speaker("Ana Lima", "person"), "Ana Lima"),
        (Speaker(None, "anonymous"), "She (not named)"),
        (None, "speaker unknown (“She”)"),
    ],
)
def test_who_never_names_more_than_is_known(speaker: Speaker | None, words: str) -> None:
    quote = Quote(id="q", kind="direct", content=(Span(9, 11),))
    attribution = Attribution(quote="q", mention=(Span(0, 3),), speaker=speaker)
    assert (
        who(Printed(article=Article(id="a", text="She said Hi."), statement=Statement(quote, attribution)))
        == words
    )


@pytest.mark.parametrize(
    ("sure", "status", "line"),
    [
        (0.43, None, "kept back: confidence 0.43"),
        (1.0, None, "kept back"),
        (0.43, "unsure", "checked, and not settled by Ana, 5 July 2012; kept back: confidence 0.43"),
        (0.43, "confirmed", "confirmed by Ana, 5 July 2012"),
        (0.43, "rejected", "rejected by Ana, 5 July 2012, not to be used"),
    ],
)
def test_what_is_kept_back_says_so(sure: float, status: Status | None, line: str) -> None:
    quote = Quote(id="q", kind="indirect", content=(Span(9, 11),), confidence=sure, shown=False)
    review = Review(status=status, reviewer="Ana", checked_on="2012-07-05") if status else None
    printed = Printed(
        article=Article(id="a", text="She said Hi."),
        statement=Statement(quote, Attribution(quote="q")),
        review=review,
    )
    assert review_line(printed) == line
    assert status_word(printed) == (status or "kept back")


def test_every_stance_has_words() -> None:
    assert set(STANCE_WORDS) == set(STANCES)


@given(st.text())
def test_legible_text_keeps_its_length(text: str) -> None:
    assert len(legible(text)) == len(text)


def test_control_characters_become_signs() -> None:
    assert legible("a\x00\x1b[31m\x9b\x7f\ud800\n\t") == "a␀␛[31m�␡�\n\t"


def test_a_line_for_the_terminal_cannot_turn_the_reading_direction() -> None:
    assert legible_line("a\u202eb\r\n\tc\u2066") == "a�b c�"


@pytest.mark.parametrize(
    ("languages", "told"),
    [
        ([], ""),
        (["fr"], "1 article not read: French"),
        (["fr", "fr", "fr"], "3 articles not read: French"),
        (["de", "fr", "fr", "es"], "4 articles not read: 2 French, 1 German, 1 Spanish"),
    ],
)
def test_articles_that_are_not_english_are_counted_by_language(languages: list[str], told: str) -> None:
    assert not_read(languages) == told
