"""Small records for tests: articles and statements about invented people."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from quotetrack.records import (
    Article,
    Attribution,
    Extraction,
    Kind,
    NotSpeech,
    Printed,
    Quote,
    Source,
    Span,
    Speaker,
    Statement,
    Zone,
    ZoneKind,
    statement_id,
)

VERSIONS = (("quotetrack", "0.1.0"), ("pipeline", "3.8.0"))

HARBOUR = """Harbour bridge to reopen

“The bridge will open on Monday,” Ana Lima, the mayor of Porto Novo, told reporters. \
She denied that the bridge was unsafe.

Budget talks

Boris Petrov said the repairs cost too much.
"""
"""An article of 2024 in the Harbour Post, with a title, a heading and two speakers."""


def find(text: str, words: str) -> Span:
    """Where `words` stand; they must occur exactly once."""
    assert text.count(words) == 1, f"{words!r} occurs {text.count(words)} times"
    start = text.index(words)
    return Span(start, start + len(words))


def make_article(text: str, *, id: str = "a1", **fields: Any) -> Article:
    """An article with the path "/news/<id>.txt" as its key, unless `fields` say otherwise."""
    told = {"key": f"/news/{id}.txt", **fields}
    return Article(id=id, text=text, **told)


def mark(article: Article, kind: ZoneKind, words: str) -> Zone:
    """A zone of `article` by its words."""
    return Zone(kind, find(article.text, words))


def make_statement(
    article: Article,
    *words: str,
    by: str | None = "Ana Lima",
    mention: str | None = None,
    kind: Kind = "direct",
    speaker: Speaker | None = None,
    quote: dict[str, Any] | None = None,
    **attribution: Any,
) -> Statement:
    """A statement of the pieces `words`, each found in the article's text; `by` None means that nobody is
    known to have said it. `quote` and the other fields go to the records as they are."""
    content = tuple(find(article.text, piece) for piece in words)
    found = Quote(id="", kind=kind, content=content, **(quote or {}))
    found = replace(found, id=statement_id(article, found))
    named = speaker or (Speaker(by, "person") if by else None)
    told = {"confidence": 0.9, "mention": (find(article.text, mention),) if mention else (), **attribution}
    return Statement(found, Attribution(quote=found.id, speaker=named, **told))


REPORTED = "Ana Lima told reporters that the new ferry was “a bathtub with a flag”, a costly one, she said, “at best”."
"""A sentence partly in marks, its report in two spans: the cue stands between them."""


def reported(text: str = REPORTED, *, id: str = "ferry", **fields: Any) -> Printed:
    """The one mixed statement of a text like `REPORTED`."""
    article = make_article(text, id=id, **fields)
    spans = (find(text, "the new ferry was “a bathtub with a flag”, a costly one"), find(text, "“at best”"))
    words = ("a bathtub with a flag", "at best")
    told = {"proposition": spans}
    statement = make_statement(article, *words, kind="mixed", mention="Ana Lima", quote=told)
    return Printed(article=article, statement=statement)


def extract(
    article: Article, *statements: Statement, versions: tuple[tuple[str, str], ...] = VERSIONS
) -> Extraction:
    """What was found in `article`."""
    return Extraction(article=article, statements=statements, versions=versions)


def works() -> Extraction:
    """An article of 2024 in the Ridge Times that quotes nobody: a title, and a fragment in another paragraph."""
    text = "The film “Salt and Rope” opens today.\n\nIts “quiet” harbour is a set in Żary."
    source = Source("Ridge Times", "ridge.example")
    article = make_article(text, id="works", source=source, published="2024-03-02")
    silent = (
        NotSpeech(find(text, "Salt and Rope"), "title"),
        NotSpeech(find(text, "quiet"), "scare quotes"),
    )
    return Extraction(article=article, statements=(), versions=VERSIONS, not_speech=silent)


def harbour(*, id: str = "harbour", **fields: Any) -> Extraction:
    """The statements of `HARBOUR`: one by Ana Lima, one that she denies, and one by Boris Petrov."""
    told = {
        "title": "Harbour bridge to reopen",
        "source": Source("Harbour Post", "harbour.example"),
        **fields,
    }
    article = make_article(HARBOUR, id=id, **{"published": "2024-03-01", **told})
    mayor = find(HARBOUR, "the mayor of Porto Novo")
    return extract(
        article,
        make_statement(
            article,
            "The bridge will open on Monday,",
            mention="Ana Lima",
            role=mayor,
            hearer=find(HARBOUR, "reporters"),
        ),
        make_statement(article, "the bridge was unsafe", kind="indirect", mention="She", stance="denied"),
        make_statement(
            article, "the repairs cost too much", by="Boris Petrov", mention="Boris Petrov", kind="indirect"
        ),
    )
