"""The records that rooms hand each other, and the names the package promises."""

from __future__ import annotations

import dataclasses
import re
import subprocess
import sys
from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import quotetrack
from quotetrack import errors, records
from quotetrack.records import KINDS, Article, Kind, Printed, Quote, Source, Span, Zone, statement_id
from quotetrack.records.span import merged_spans, spans_without
from tests.builders import REPORTED, find, make_article, make_statement, reported

PUBLIC = {
    "Added Alarm Answer Article ArticleEntry Attribution Candidate Check CheckedDraft Claim ClaimNote Collection",
    "ChangedSince Comparison Conflict Correction Count DecidedPair Digest Draft DraftCheck",
    "Agreement Disagreement StatusPair TwoReviewers",
    "KeptCheck KeptPrinting Passage Tally Tombstone Turn",
    "Decision Development ErasedName Erasure Evidence Extraction FacetCount Facets",
    "Failure Fault Filter Ground Imported InContext",
    "Backup RevisionEntry Leaving Link Match NotAStore",
    "Capture LeftOut Locator ReadingOptions Wire NamedFile NotFound NotSpeech OutputClosed OutputError Overrides",
    "PairDecision Period PipelineError Printed PrintedLink PrintedNotSpeech",
    "Printing",
    "Logged Query Queue Queued Quotations Quote QuotetrackError",
    "ReadError Reply Review RoleEntry SaidOn Sheet Source SourceEntry Span",
    "Speaker SpeakerDecision SpeakerEntry Statement Stats StoreError StoreLocked StoreTooNew SubjectEntry",
    "News Positions SavedQuestion Step WatchRun",
    "UnnamedEntry UsageError Wording Zone __version__ compare extract extract_files group_wordings open read",
    "render_html write_report write_sheet",
}
ARTICLE = Article(id="a1", text="“It sank,” said Nadia Okoro.", key="/news/a1.txt")
CONTENT = (Span(1, 9),)

spans = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda pair: Span(min(pair), max(pair)))


# Spans


def test_a_span_reads_code_points_with_its_end_left_out() -> None:
    assert Span(1, 3).of("a😀éb") == "😀é"


@pytest.mark.parametrize(
    ("one", "other", "holds", "meets"),
    [
        (Span(0, 5), Span(1, 3), True, True),
        (Span(0, 5), Span(0, 5), True, True),
        (Span(0, 5), Span(3, 7), False, True),
        (Span(0, 5), Span(5, 7), False, False),
        (Span(5, 7), Span(0, 5), False, False),
    ],
)
def test_spans_that_only_touch_do_not_meet(one: Span, other: Span, holds: bool, meets: bool) -> None:
    assert (one.holds(other), one.meets(other)) == (holds, meets)


@given(spans, spans)
def test_meeting_goes_both_ways_and_holding_a_word_means_meeting_it(one: Span, other: Span) -> None:
    assert one.meets(other) == other.meets(one)
    if one.holds(other) and other.start < other.end:
        assert one.meets(other)


@pytest.mark.parametrize(
    ("others", "left"),
    [
        ((), [Span(2, 8), Span(9, 12)]),
        ((Span(0, 2), Span(8, 9)), [Span(2, 8), Span(9, 12)]),
        ((Span(3, 5),), [Span(2, 3), Span(5, 8), Span(9, 12)]),
        ((Span(6, 10), Span(0, 3)), [Span(3, 6), Span(10, 12)]),
        ((Span(3, 6), Span(4, 5)), [Span(2, 3), Span(6, 8), Span(9, 12)]),
        ((Span(0, 12),), []),
    ],
)
def test_spans_without_others_are_what_those_leave(others: tuple[Span, ...], left: list[Span]) -> None:
    assert list(spans_without((Span(2, 8), Span(9, 12)), others)) == left


@given(st.lists(spans), st.lists(spans))
def test_spans_without_others_are_the_places_in_none_of_these(ours: list[Span], others: list[Span]) -> None:
    whole = [span for span in merged_spans(ours) if span.start < span.end]
    left = list(spans_without(whole, others))
    assert _places(left) == _places(whole) - _places(others)
    assert all(a.end <= b.start for a, b in pairwise(left))
    assert all(span.start < span.end for span in left)


def _places(spans: Iterable[Span]) -> set[int]:
    return {place for span in spans for place in range(span.start, span.end)}


@given(st.lists(spans))
def test_spans_sort_by_where_they_begin(found: list[Span]) -> None:
    starts = [span.start for span in sorted(found)]
    assert starts == sorted(starts)


# Ids


def id_of(article: Article, kind: Kind, content: tuple[Span, ...], cue: tuple[Span, ...] = ()) -> str:
    """The id of a quote with these parts."""
    return statement_id(article, Quote(id="", kind=kind, content=content, cue=cue))


def test_an_id_is_the_same_on_every_run() -> None:
    """Written out, for ids stand in databases: a change of this value needs a migration."""
    assert id_of(ARTICLE, "direct", CONTENT) == "1e26e056d809"
    assert id_of(ARTICLE, "indirect", CONTENT, (Span(11, 15),)) == "8ce6f5c3e4e5"


def test_an_id_is_the_same_in_another_process() -> None:
    program = (
        "from quotetrack.records import *; "
        "print(statement_id(Article(id='a1', text='“It sank,” said Nadia Okoro.', key='/news/a1.txt'), "
        "Quote(id='', kind='direct', content=(Span(1, 9),))))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == id_of(ARTICLE, "direct", CONTENT)


def test_an_id_is_twelve_hexadecimal_digits() -> None:
    assert re.fullmatch(r"[0-9a-f]{12}", id_of(ARTICLE, "direct", CONTENT))


@pytest.mark.parametrize(
    "other",
    [
        id_of(dataclasses.replace(ARTICLE, key="/news/a2.txt"), "direct", CONTENT),
        id_of(dataclasses.replace(ARTICLE, text=ARTICLE.text + " "), "direct", CONTENT),
        id_of(ARTICLE, "mixed", CONTENT),
        id_of(ARTICLE, "direct", (Span(1, 8),)),
        id_of(ARTICLE, "direct", (Span(1, 3), Span(4, 9))),
    ],
)
def test_another_article_text_kind_or_span_is_another_id(other: str) -> None:
    assert other != id_of(ARTICLE, "direct", CONTENT)


def test_what_is_not_content_leaves_the_id_alone() -> None:
    told = dataclasses.replace(ARTICLE, title="It sank", source=Source("The Post"), published="2024-05-15")
    assert id_of(told, "direct", CONTENT) == id_of(ARTICLE, "direct", CONTENT)


def test_the_cue_is_part_of_an_indirect_quotes_id_alone() -> None:
    """Two speakers may be reported with one clause; what else is known of a quote, and the id it has, do not count."""
    for kind in KINDS:
        cues = {id_of(ARTICLE, kind, CONTENT, cue) for cue in ((), (Span(11, 15),), (Span(16, 21),))}
        assert len(cues) == (3 if kind == "indirect" else 1)
    told = Quote(
        id="0123456789ab", kind="direct", content=CONTENT, rule="pair", where="headline", confidence=0.5
    )
    assert statement_id(ARTICLE, told) == id_of(ARTICLE, "direct", CONTENT)


def test_an_article_without_a_key_goes_by_its_id() -> None:
    bare = dataclasses.replace(ARTICLE, key="")
    assert id_of(bare, "direct", CONTENT) == id_of(dataclasses.replace(ARTICLE, key="a1"), "direct", CONTENT)


@given(st.text(st.characters(), max_size=40))
def test_every_text_has_a_digest_lone_surrogates_included(text: str) -> None:
    article = Article(id="a", text=text)
    assert re.fullmatch(r"[0-9a-f]{64}", article.digest)
    assert re.fullmatch(r"[0-9a-f]{12}", id_of(article, "direct", (Span(0, len(text)),)))


def test_texts_that_differ_in_a_surrogate_differ_in_their_digest() -> None:
    assert Article(id="a", text="x\ud800").digest != Article(id="a", text="x\ud801").digest


# Records


def test_the_pieces_of_a_quote_are_joined_by_an_ellipsis() -> None:
    assert (
        Quote(id="q", kind="direct", content=(Span(0, 3), Span(9, 12))).words("One, he said two")
        == "One … aid"
    )


def test_an_article_gives_its_zones_of_one_kind_in_order() -> None:
    article = Article(id="a", text="one two", zones=(Zone("caption", Span(0, 3)), Zone("chrome", Span(4, 7))))
    assert article.spans("chrome") == (Span(4, 7),)
    assert article.spans("byline") == ()


def _record_types() -> list[type]:
    return [
        value
        for value in vars(records).values()
        if dataclasses.is_dataclass(value) and isinstance(value, type)
    ]


@pytest.mark.parametrize("record", _record_types(), ids=lambda record: record.__name__)
def test_every_record_is_frozen_and_slotted(record: type) -> None:
    assert record.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert "__slots__" in vars(record)


@pytest.mark.parametrize("record", _record_types(), ids=lambda record: record.__name__)
def test_a_record_of_more_than_three_fields_is_made_by_their_names(record: type) -> None:
    fields = dataclasses.fields(record)
    assert len(fields) <= 3 or all(field.kw_only for field in fields)


@pytest.mark.parametrize("record", _record_types(), ids=lambda record: record.__name__)
def test_every_record_says_what_it_is(record: type) -> None:
    assert record.__doc__
    assert not record.__doc__.startswith(f"{record.__name__}(")


# The public names


def test_the_public_names_are_the_promised_ones() -> None:
    assert set(quotetrack.__all__) == {name for line in PUBLIC for name in line.split()}
    assert len(quotetrack.__all__) == len(set(quotetrack.__all__))


@pytest.mark.parametrize("name", sorted(quotetrack.__all__))
def test_every_public_name_is_there_and_documented(name: str) -> None:
    value = getattr(quotetrack, name)
    assert name == "__version__" or value.__doc__


def test_every_error_is_public_and_has_the_one_root() -> None:
    kinds = {n: v for n, v in vars(errors).items() if isinstance(v, type) and issubclass(v, Exception)}
    assert set(kinds) <= set(quotetrack.__all__)
    assert all(issubclass(kind, quotetrack.QuotetrackError) for kind in kinds.values())
    assert set(re.findall(r"\b[A-Z]\w+(?=  )", errors.__doc__ or "")) <= set(kinds)


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = quotetrack.nothing


def test_importing_the_package_loads_no_library() -> None:
    heavy = "spacy sqlalchemy trafilatura typer lxml"
    program = f"import sys, quotetrack; print(set('{heavy}'.split()) & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


# Whole reports


def test_a_report_is_shown_whole_with_the_marks_that_are_printed() -> None:
    printed = reported()
    assert printed.text == "a bathtub with a flag … at best"
    assert printed.report == "the new ferry was “a bathtub with a flag”, a costly one … “at best”"
    assert [words for words, is_quoted in printed.report_pieces() if is_quoted] == [
        "a bathtub with a flag",
        "at best",
    ]


@pytest.mark.parametrize("kind", ["direct", "mixed"])
def test_words_that_are_all_of_a_report_are_one_piece(kind: Kind) -> None:
    article = make_article(REPORTED)
    printed = Printed(
        article=article, statement=make_statement(article, "a costly one", "at best", kind=kind)
    )
    assert list(printed.report_pieces()) == [("a costly one … at best", True)]


def _with_proposition(kind: Kind, words: str, proposition: str) -> Printed:
    article = make_article(REPORTED)
    around = (find(REPORTED, proposition),)
    return Printed(
        article=article,
        statement=make_statement(article, words, kind=kind, quote={"proposition": around}),
    )


def test_nothing_is_put_around_what_stands_without_marks() -> None:
    assert _with_proposition(
        "indirect", "a costly one", "was “a bathtub with a flag”, a costly one"
    ).report == ("a costly one")


def test_words_that_a_reviewer_moved_out_of_the_report_stand_alone() -> None:
    assert _with_proposition("mixed", "at best", "the new ferry was “a bathtub").report == "at best"


def test_words_that_reach_beyond_the_report_are_shown_to_their_end() -> None:
    printed = _with_proposition("mixed", "a bathtub with a flag", "the new ferry was “a bathtub")
    assert printed.report == "the new ferry was “a bathtub with a flag"


@given(st.lists(spans, min_size=1, max_size=3), st.lists(spans, max_size=3))
def test_every_word_quoted_stands_in_the_report_in_order(content: list[Span], around: list[Span]) -> None:
    quote = Quote(id="q", kind="mixed", content=tuple(sorted(content)), proposition=tuple(sorted(around)))
    assert all(any(span.holds(piece) for span in quote.report) for piece in quote.content)
    if quote.report != quote.content:
        assert all(a.end < b.start for a, b in pairwise(quote.report))
