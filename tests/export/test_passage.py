"""A statement in its paragraph."""

from itertools import pairwise

from hypothesis import given

from quotetrack.export.passage import passage
from quotetrack.records import Article, Attribution, Printed, Quote, Span, Statement
from tests.builders import reported
from tests.timing import takes_linear_time

from .statements import made, printed


def _at(text: str, words: str) -> Printed:
    start = text.index(words)
    quote = Quote(id="q", kind="direct", content=(Span(start, start + len(words)),))
    return Printed(article=Article(id="a", text=text), statement=Statement(quote, Attribution(quote="q")))


def test_the_paragraph_comes_in_labelled_pieces() -> None:
    statement = made()
    found = passage(statement)
    told = [(piece.part, piece.span.of(statement.article.text)) for piece in found.pieces]
    assert told == [
        ("plain", "Foreign Minister "),
        ("mention", "Ana Lima"),
        ("plain", " "),
        ("cue", "told"),
        ("plain", " reporters in Porto on Thursday that the plan was “"),
        ("content", "a joke"),
        ("plain", "”, and left."),
    ]
    assert not found.cut_before
    assert not found.cut_after


def test_context_is_the_rest_of_the_paragraph() -> None:
    before, after = made().context
    assert before == "Foreign Minister Ana Lima told reporters in Porto on Thursday that the plan was “"
    assert after == "”, and left."


def test_any_words_have_what_stands_around_them() -> None:
    text = "First.\n\nThe film “Salt and Rope” opens.\n\nLast."
    start = text.index("Salt")
    assert Article(id="a", text=text).around(Span(start, start + 13)) == ("The film “", "” opens.")


def test_long_context_is_cut_between_words_and_says_so() -> None:
    printed = _at("one two " * 200 + "HERE" + " three four" * 200, "HERE")
    before, after = printed.article.around(printed.statement.quote.extent, limit=60)
    assert before.startswith(("… one ", "… two "))
    assert after.endswith((" three …", " four …"))
    assert len(before) <= 62
    assert len(after) <= 62


def test_a_quotation_over_two_paragraphs_has_both() -> None:
    text = "He said: “First.\n\n“Second,” and so on."
    start = text.index("First")
    second = text.index("Second")
    quote = Quote(id="q", kind="direct", content=(Span(start, start + 6), Span(second, second + 7)))
    found = passage(
        Printed(article=Article(id="a", text=text), statement=Statement(quote, Attribution(quote="q")))
    )
    assert "".join(piece.span.of(text) for piece in found.pieces) == text


def test_a_statement_without_content_has_no_passage() -> None:
    nothing = Printed(
        article=Article(id="a", text="text"),
        statement=Statement(Quote(id="q", kind="direct", content=()), Attribution(quote="q")),
    )
    assert passage(nothing).pieces == ()
    assert nothing.context == ("", "")


@given(printed())
def test_pieces_join_without_gaps_and_hold_every_word_of_the_content(statement: Printed) -> None:
    text, content = statement.article.text, statement.statement.quote.content
    pieces = passage(statement, limit=5).pieces
    for piece, following in pairwise(pieces):
        assert piece.span.end == following.span.start
    quoted = "".join(piece.span.of(text) for piece in pieces if piece.part == "content")
    assert quoted == "".join(span.of(text) for span in content)


def test_the_report_around_the_words_is_labelled_too() -> None:
    printed = reported()
    told = [(piece.part, piece.span.of(printed.article.text)) for piece in passage(printed).pieces]
    assert told == [
        ("mention", "Ana Lima"),
        ("plain", " told reporters that "),
        ("report", "the new ferry was “"),
        ("content", "a bathtub with a flag"),
        ("report", "”, a costly one"),
        ("plain", ", she said, "),
        ("report", "“"),
        ("content", "at best"),
        ("report", "”"),
        ("plain", "."),
    ]


def test_a_report_in_very_many_pieces_takes_time_in_proportion() -> None:
    assert takes_linear_time(_show_in_pieces, 1000)


def _show_in_pieces(count: int) -> None:
    places = range(0, 8 * count, 8)
    quote = Quote(
        id="q",
        kind="mixed",
        content=tuple(Span(at + 2, at + 3) for at in places),
        proposition=tuple(Span(at, at + 5) for at in places),
    )
    article = Article(id="a", text="a b c d " * count)
    printed = Printed(article=article, statement=Statement(quote, Attribution(quote="q")))
    assert printed.report.count(" … ") == count - 1
    assert len(passage(printed).pieces) == 4 * count
