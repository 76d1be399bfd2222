"""What holds of any text and any bytes."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from quotetrack.readers import article_from_text, read
from quotetrack.records import Article, Failure, Span

PIECES = st.sampled_from(
    [
        "Skip to content",
        "July 5, 2012",
        "By Ida Rossi",
        "Image: dpa",
        "Crane gone",
        "The crane is gone.",
        "“No,” she said.",
        "PARIS (AFP) — The crane fell.",
        "abc/de (dpa, AFP)",
        "https://dw.com/a",
        "• One",
        "The quayImage: dpa",
        "Q: Why?",
        "# Crane",
        "Reuters",
        "(",
        "Photo: ",
        "\u00a0",
        "—",
    ]
)
GAPS = st.sampled_from(["\n", "\n\n", "\r\n", "\r\n\r\n", " ", "\u2028", "\r", ""])
TEXTS = st.one_of(
    st.text(), st.lists(st.tuples(PIECES, GAPS)).map(lambda everything: "".join(a + b for a, b in everything))
)


@given(TEXTS)
def test_zones_lie_in_the_text_in_order(text: str) -> None:
    article = article_from_text(text)
    whole = Span(0, len(text))
    assert article.text == text
    assert all(whole.holds(zone.span) and zone.span.start < zone.span.end for zone in article.zones)
    order = [(zone.span.start, -zone.span.end) for zone in article.zones]
    assert order == sorted(order)


@given(TEXTS)
def test_zones_are_nested_or_apart(text: str) -> None:
    zones = article_from_text(text).zones
    for one in zones:
        for other in zones:
            apart = not one.span.meets(other.span)
            assert apart or one.span.holds(other.span) or other.span.holds(one.span)


@given(TEXTS)
def test_zones_begin_and_end_with_words(text: str) -> None:
    for zone in article_from_text(text).zones:
        assert zone.span.of(text) == zone.span.of(text).strip()


@given(st.binary())
def test_random_bytes_never_raise(data: bytes) -> None:
    results = list(read(["-"], stdin=io.BytesIO(data)))
    assert results
    assert all(isinstance(result, Article | Failure) for result in results)


@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<article>",
                "<h1>",
                "<blockquote>",
                "<figure>",
                "<figcaption>",
                "a “b” c.",
                "</figcaption>",
                "<table><tr><td>",
                "<!--",
                "&lt",
                "<script>",
                "<ul><li>",
                "</html>",
                "<br>",
            ]
        )
    )
)
def test_random_tags_never_raise(tags: list[str]) -> None:
    (result,) = read(["-"], stdin=io.BytesIO(("<html>" + "".join(tags)).encode()))
    assert isinstance(result, Article | Failure)
