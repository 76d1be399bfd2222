"""Quotations as they are given: what is taken, and what refuses the line."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.pipeline import complete
from quotetrack.readers.given import read_given
from quotetrack.records import Failure, Given, Span, statement_id

TEXT = "“We stay,” Ada Holm, the mayor, told reporters. “We hold,” she said. Others left the town."


HOLD, SHE = TEXT.index("We hold,"), TEXT.index("she said")


def read(*lines: Any) -> list[Given | Failure]:
    """What stdin gives for these lines: objects are written as JSON."""
    told = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    return list(read_given(["-"], stdin=io.BytesIO(b"\n".join(told))))


def one(**quote: Any) -> Given | Failure:
    """The article with one quote."""
    (found,) = read({"article": "a1", "text": TEXT, "quotes": [quote]})
    return found


def test_only_text_and_content_are_needed() -> None:
    (found,) = read({"text": TEXT, "quotes": [{"content": [[1, 9]]}]})
    assert isinstance(found, Given)
    (statement,) = found.statements
    assert statement.quote.words(TEXT) == "We stay,"
    assert (statement.quote.kind, statement.attribution.stance, statement.attribution.speaker) == (
        "direct",
        "said",
        None,
    )
    assert not found.unsettled


def test_words_are_found_as_spans_where_they_stand_and_left_out_where_they_do_not() -> None:
    speaker = {"name": "Ada Holm", "kind": "person", "role": "the mayor"}
    found = one(content=[[1, 9]], speaker=speaker, hearer="reporters", via=["dpa"])
    assert isinstance(found, Given)
    attribution = found.statements[0].attribution
    assert attribution.hearer is not None
    assert attribution.hearer.of(TEXT) == "reporters"
    assert attribution.role is not None
    assert attribution.role.of(TEXT) == "the mayor"
    assert attribution.via == ()
    assert attribution.confidence == 1.0


def test_a_mention_without_a_speaker_is_settled() -> None:
    quotes = [
        {"content": [[1, 9]], "mention": [[11, 19]]},
        {"content": [[HOLD, HOLD + 8]], "mention": [[SHE, SHE + 3]]},
    ]
    (found,) = read({"text": TEXT, "quotes": quotes})
    assert isinstance(found, Given)
    assert len(found.unsettled) == 2
    done = complete(found)
    assert [s.attribution.speaker.name for s in done.statements if s.attribution.speaker] == [
        "Ada Holm",
        "Ada Holm",
    ]
    assert [s.attribution.mention for s in done.statements] == [(Span(11, 19),), (Span(SHE, SHE + 3),)]


def test_a_speaker_given_as_nobody_stays_nobody() -> None:
    found = one(content=[[1, 9]], mention=[[11, 19]], speaker=None)
    assert isinstance(found, Given)
    assert not found.unsettled
    assert complete(found).statements[0].attribution.speaker is None


@pytest.mark.parametrize(
    ("quote", "problem"),
    [
        ({}, 'has no "content"'),
        ({"content": [[1, 999]]}, r"the span \[1, 999\]"),
        ({"content": [[5, 5]]}, r"the span \[5, 5\]"),
        ({"content": [[-1, 5]]}, r"the span \[-1, 5\]"),
        ({"content": [[1, 9], [4, 12]]}, "lie over each other"),
        ({"content": [[True, 9]]}, "a span, .start, end., is expected"),
        ({"content": [[1.0, 9]]}, "a span, .start, end., is expected"),
        ({"content": "1-9"}, "a list of spans"),
        ({"content": [[1, 9]], "cue": [[90, 200]]}, 'in "cue"'),
        ({"content": [[1, 9]], "text": "We go,"}, "We go,"),
        ({"content": [[1, 9]], "stance": "sang"}, "one of said, denied"),
        ({"content": [[1, 9]], "kind": "quote"}, "one of direct, mixed, indirect"),
        ({"content": [[1, 9]], "speaker": {"name": "Ada", "kind": "cat"}}, "one of person"),
        ({"content": [[1, 9]], "speaker": 3}, "an object with a"),
        ({"content": [[1, 9]], "confidence": 2}, "a number from 0 to 1"),
        ({"content": [[1, 9]], "said_on": "Monday"}, "YYYY-MM-DD"),
    ],
)
def test_what_cannot_be_refuses_the_line_by_number(quote: dict[str, Any], problem: str) -> None:
    import re

    found = one(**quote)
    assert isinstance(found, Failure)
    assert found.where == "-:1"
    assert re.search(problem, found.reason)
    assert found.reason.startswith("quote 1 ")


def test_a_bad_line_costs_nothing_but_itself() -> None:
    good = {"text": TEXT, "quotes": [{"content": [[1, 9]]}]}
    found = read(
        good,
        b"{",
        b"",
        b"[1]",
        {"quotes": []},
        {"text": TEXT, "quotes": 3},
        {"text": TEXT, "quotes": [3]},
        good,
    )
    assert [type(one) for one in found] == [Given, Failure, Failure, Failure, Failure, Failure, Given]
    assert [one.where for one in found if isinstance(one, Failure)] == ["-:2", "-:4", "-:5", "-:6", "-:7"]


def test_files_that_are_not_there_and_empty_ones_are_named(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_bytes(b"")
    found = list(read_given([tmp_path / "none.jsonl", tmp_path / "empty.jsonl"]))
    assert [one.reason.split(":")[0] for one in found if isinstance(one, Failure)] == [
        "cannot be read",
        "the file is empty; expected JSON Lines as `quotetrack extract --text` prints them",
    ]


def test_an_id_of_ours_is_kept_and_another_is_not() -> None:
    kept, made = one(content=[[1, 9]], id="0123456789ab"), one(content=[[1, 9]], id="../../x")
    assert isinstance(kept, Given)
    assert isinstance(made, Given)
    assert kept.statements[0].quote.id == "0123456789ab"
    assert len(made.statements[0].quote.id) == 12


def test_figures_days_and_ends_are_read_as_given() -> None:
    figures = [{"span": [HOLD, HOLD + 2], "value": 3}, {"span": [SHE, SHE + 3]}, "a dozen"]
    found = one(content=[[0, 10]], figures=figures, said_on="2012-07", about=["town", "nowhere", 3])
    assert isinstance(found, Given)
    (statement,) = found.statements
    assert [(figure.span, figure.value) for figure in statement.quote.figures] == [
        (Span(HOLD, HOLD + 2), 3.0),
        (Span(SHE, SHE + 3), None),
    ]
    day = statement.attribution.said_on
    assert day is not None
    assert (day.date, day.precision, day.inferred) == ("2012-07", "month", True)
    assert [span.of(TEXT) for span in statement.quote.about] == ["town"]
    assert statement.quote.kind == "direct"


def test_more_quotes_than_are_read_refuse_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quotetrack.readers.given._MOST_QUOTES", 1)
    (found,) = read({"text": TEXT, "quotes": [{"content": [[1, 9]]}] * 2})
    assert isinstance(found, Failure)
    assert found.reason == "2 quotes in one article; 1 at most are read"


LEFT = TEXT.index("the town")


def test_an_id_that_is_not_given_is_made_as_that_of_any_statement() -> None:
    quotes = [
        {"kind": "indirect", "content": [[LEFT, LEFT + 8]], "cue": [[SHE, SHE + 3]]},
        {"kind": "indirect", "content": [[LEFT, LEFT + 8]], "cue": [[SHE + 4, SHE + 8]]},
        {
            "kind": "indirect",
            "content": [[LEFT, LEFT + 8]],
            "cue": [[SHE + 4, SHE + 8]],
            "speaker": "Ada Holm",
        },
        {"kind": "mixed", "content": [[1, 9]], "cue": [[SHE + 4, SHE + 8]]},
        {"kind": "direct", "content": [[1, 9]], "cue": [[SHE, SHE + 3]]},
    ]
    (found,) = read({"text": TEXT, "quotes": quotes})
    assert isinstance(found, Given)
    told = [statement.quote for statement in found.statements]
    assert [(quote.kind, quote.cue[0].start - SHE) for quote in told] == [
        ("mixed", 4),
        ("indirect", 0),
        ("indirect", 4),
    ]
    assert [quote.id for quote in told] == [statement_id(found.article, quote) for quote in told]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)
FIELDS = (
    "content",
    "cue",
    "mention",
    "speaker",
    "hearer",
    "via",
    "figures",
    "about",
    "confidence",
    "said_on",
    "id",
)


@given(st.dictionaries(st.sampled_from(FIELDS), JSON))
def test_no_quote_raises(quote: dict[str, Any]) -> None:
    assert isinstance(one(**{"content": [[1, 9]], **quote}), Given | Failure)


@given(st.binary(max_size=80))
def test_no_line_raises(line: bytes) -> None:
    assert all(isinstance(found, Given | Failure) for found in read(line))


@pytest.mark.parametrize(("line", "shown"), [({}, True), ({"shown": True}, True), ({"shown": False}, False)])
def test_what_is_given_is_shown_unless_it_says_otherwise(line: dict[str, bool], shown: bool) -> None:
    found = one(content=[[len(TEXT) - 21, len(TEXT) - 1]], kind="indirect", confidence=0.1, **line)
    assert isinstance(found, Given)
    assert found.statements[0].quote.shown is shown
    (again,) = read({"text": TEXT, "quotes": [found.statements[0].to_dict(found.article)]})
    assert isinstance(again, Given)
    assert again.statements[0].quote.shown is shown


def test_shown_is_true_or_false() -> None:
    found = one(content=[[1, 9]], shown="no")
    assert isinstance(found, Failure)
    assert 'has a string as "shown"; true or false is expected' in found.reason
