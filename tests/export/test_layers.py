"""Marks that overlap in any way become runs that lie inside one another, and no letter is lost or marked wrongly."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quotetrack.export.layers import PARTS, Mark, runs
from quotetrack.records import Span

LENGTH = 30
places = st.integers(0, LENGTH)
spans = st.tuples(places, places).map(lambda pair: Span(min(pair), max(pair)))
marks = st.builds(Mark, spans, st.sampled_from(PARTS), st.integers(0, 3))


def drawn(whole: Span, *given: Mark) -> str:
    """The runs as text: a bracket for each mark with its speaker, letters for places."""
    text = "abcdefghijklmnopqrstuvwxyzABCD"
    shown = {"open": "[", "close": "]", "words": ""}
    return "".join(
        shown[run.what] + (str(run.mark.speaker) if run.what == "open" and run.mark else run.span.of(text))
        for run in runs(whole, given)
    )


def test_a_mark_inside_another_stays_whole() -> None:
    outer, inner = Mark(Span(1, 8), "content", 1), Mark(Span(3, 5), "content", 2)
    assert drawn(Span(0, 10), inner, outer) == "a[1bc[2de]fgh]ij"


def test_a_mark_that_crosses_an_end_is_cut_there() -> None:
    first, second = Mark(Span(1, 5), "content", 1), Mark(Span(3, 8), "content", 2)
    assert drawn(Span(0, 10), first, second) == "a[1bc[2de]][2fgh]ij"
    (opened, again) = [run for run in runs(Span(0, 10), [first, second]) if run.mark == second][::2]
    assert (opened.begins, opened.ends, again.begins, again.ends) == (True, False, False, True)


def test_of_marks_on_the_same_words_the_report_is_outside() -> None:
    here = Span(2, 4)
    told = [Mark(here, part, number) for number, part in enumerate(PARTS)]
    assert drawn(Span(0, 5), *reversed(told)) == "ab[0[1[2[3cd]]]]e"
    heights = [run.height for run in runs(Span(0, 5), told) if run.what == "open"]
    assert heights == [3, 2, 1, 0]


def test_a_mark_that_goes_on_begins_anew_in_the_next_paragraph() -> None:
    (opened, _, closed) = runs(Span(10, 20), [Mark(Span(5, 20), "content", 0)])
    assert (opened.begins, opened.ends, closed.ends) == (True, True, True)
    assert drawn(Span(10, 12), Mark(Span(12, 14), "cue", 0)) == "kl"


@given(spans.filter(lambda span: span.start < span.end), st.lists(marks, max_size=8))
def test_every_letter_is_inside_its_marks_and_no_others(whole: Span, given: list[Mark]) -> None:
    opened: list[Mark] = []
    at = whole.start
    for run in runs(whole, given):
        if run.what == "open" and run.mark:
            opened.append(run.mark)
        elif run.what == "close":
            assert opened.pop() == run.mark
        else:
            assert run.span.start == at
            at = run.span.end
            told = [mark for mark in given if mark.span.start < mark.span.end and mark.span.meets(run.span)]
            assert sorted(map(repr, opened)) == sorted(map(repr, told))
    assert (at, opened) == (whole.end, [])
