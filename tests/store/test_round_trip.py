"""A record survives the store exactly, whatever text it holds."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from quotetrack.records import (
    ACTS,
    KINDS,
    STANCES,
    Article,
    Attribution,
    Candidate,
    Capture,
    Evidence,
    Extraction,
    Figure,
    Filter,
    Locator,
    NotSpeech,
    Quote,
    SaidOn,
    Source,
    Span,
    Speaker,
    Statement,
    Wire,
    Zone,
)
from quotetrack.store import Store
from quotetrack.store.escaping import escape, unescape

_numbers = count()

# Every code point, lone surrogates too, and the awkward ones often.
TEXT = st.text(
    st.characters(exclude_categories=()) | st.sampled_from("\x00\x1a\ud800\udfff\n\r“”'\"\\%_é\U0001f600")
)
SHORT = st.text(st.characters(exclude_categories=()), max_size=8)
MAYBE = st.none() | SHORT
SPANS = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 60), st.integers(0, 20))
MANY_SPANS = st.lists(SPANS, max_size=3).map(tuple)
SURE = st.floats(0, 1)

ARTICLES = st.builds(
    Article,
    id=SHORT,
    text=TEXT,
    title=MAYBE,
    source=st.builds(Source, MAYBE, MAYBE),
    published=MAYBE,
    published_at=MAYBE,
    url=MAYBE,
    byline=MAYBE,
    agencies=st.lists(SHORT, max_size=2).map(tuple),
    language=MAYBE,
    retrieved=MAYBE,
    zones=st.lists(
        st.builds(Zone, st.sampled_from(["heading", "caption", "standfirst", "chrome"]), SPANS), max_size=3
    ).map(tuple),
    locators=st.lists(
        st.builds(Locator, kind=st.sampled_from(["page", "time"]), label=SHORT, span=SPANS, until=SHORT),
        max_size=2,
    ).map(tuple),
    capture=st.none()
    | st.builds(Capture, at=MAYBE, record=MAYBE, sha256=MAYBE, status=st.none() | st.integers(0, 999)),
    wire=st.none()
    | st.builds(
        Wire,
        guid=MAYBE,
        version=st.none() | st.integers(0, 9),
        slug=MAYBE,
        embargo=MAYBE,
        state=st.sampled_from(["usable", "corrected", "withdrawn"]),
        note=MAYBE,
    ),
)
QUOTES = st.builds(
    Quote,
    id=SHORT,
    kind=st.sampled_from(KINDS),
    content=MANY_SPANS,
    cue=MANY_SPANS,
    where=st.sampled_from(["body", "headline", "caption"]),
    rule=SHORT,
    confidence=SURE,
    flags=st.lists(SHORT, max_size=2).map(tuple),
    proposition=MANY_SPANS,
    figures=st.lists(
        st.builds(
            Figure,
            span=SPANS,
            value=st.none() | st.floats(0, 1e12),
            unit=st.none() | SPANS,
            counted=st.none() | SPANS,
        ),
        max_size=3,
    ).map(tuple),
    about=MANY_SPANS,
    shown=st.booleans(),
)
ATTRIBUTIONS = st.builds(
    Attribution,
    quote=st.just(""),
    mention=MANY_SPANS,
    speaker=st.none() | st.builds(Speaker, MAYBE, st.sampled_from(["person", "group", "anonymous"]), MAYBE),
    role=st.none() | SPANS,
    hearer=st.none() | SPANS,
    stance=st.sampled_from(STANCES),
    act=st.sampled_from(ACTS),
    said_on=st.none()
    | st.builds(
        SaidOn,
        date=SHORT,
        precision=st.sampled_from(["day", "month", "year"]),
        basis=SPANS,
        inferred=st.booleans(),
    ),
    place=st.none() | SPANS,
    occasion=st.none() | SPANS,
    via=MANY_SPANS,
    speaks_for=st.none() | SPANS,
    anonymity=st.none() | SPANS,
    evidence=st.lists(st.builds(Evidence, SHORT, st.none() | SPANS), max_size=2).map(tuple),
    confidence=SURE,
    candidates=st.lists(
        st.builds(Candidate, name=SHORT, mention=SPANS, score=SURE, reason=SHORT), max_size=2
    ).map(tuple),
)
STATEMENTS = st.builds(
    lambda quote, attribution: Statement(quote, replace(attribution, quote=quote.id)), QUOTES, ATTRIBUTIONS
)
NOT_SPEECH = st.lists(st.builds(NotSpeech, SPANS, SHORT), max_size=3).map(tuple)


@given(article=ARTICLES, statements=st.lists(STATEMENTS, max_size=3).map(tuple), not_speech=NOT_SPEECH)
def test_records_survive(
    store: Store, article: Article, statements: tuple[Statement, ...], not_speech: tuple[NotSpeech, ...]
) -> None:
    # An id of its own, or two examples with the same text would be copies of one file.
    own = f"{next(_numbers)}{article.id}"
    article = replace(article, id=own, key=own)
    told = Extraction(
        article=article, statements=statements, versions=(("part\x00", "\ud800"),), not_speech=not_speech
    )
    assert store.add(told) == "added"
    assert store.articles.get(article.key) == article
    assert store.foresee(article, [told.versions]) == "unchanged"
    assert store.add(told) == "unchanged"
    every = store.statements.printed(Filter(unshown=True))
    found = [printed.statement for printed in every if printed.article == article]
    assert sorted(found, key=repr) == sorted(statements, key=repr)
    silent = [printed.not_speech for printed in store.statements.not_speech() if printed.article == article]
    assert sorted(silent, key=repr) == sorted(not_speech, key=repr)


@given(TEXT)
def test_escape_is_undone(text: str) -> None:
    stored = escape(text)
    assert unescape(stored) == text
    stored.encode("utf-8")
    assert "\x00" not in stored


def test_ordinary_text_is_stored_as_it_is() -> None:
    text = "“Größer” — 東京, she said.\r\n\tThen: ‘no’ \U0001f600"
    assert escape(text) == text


def test_odd_speaker_names_are_found(store: Store) -> None:
    article = Article(id="odd", text="“one”", key="/odd")
    quote = Quote(id="q1", kind="direct", content=(Span(1, 4),))
    name = "Zoë\x00 \ud800Müller"
    store.add(
        Extraction(
            article=article,
            statements=(Statement(quote, Attribution(quote="q1", speaker=Speaker(name, "person"))),),
        )
    )
    assert [entry.name for entry in store.speakers.named("zoe muller")] == [name]
    assert len(list(store.statements.printed(Filter(speaker="MÜLLER")))) == 1
