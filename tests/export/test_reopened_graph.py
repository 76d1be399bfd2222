"""The graph of all fixtures, read by rdflib: every field is what the columns give, and the selectors find the words."""

from __future__ import annotations

import pytest
from rdflib import RDF, Graph, URIRef
from rdflib.term import Node

from quotetrack.records import Printed

from .conftest import Written
from .reading import cells, read_jsonld
from .test_jsonld import OA, QT, SCHEMA

pytestmark = pytest.mark.parser


def test_jsonld(written: Written) -> None:
    graph = read_jsonld(written.files["jsonld"])
    for statement in written.rows:
        quotation = QT[f"quotation:{statement.statement.quote.id}"]
        told, article = cells(statement), graph.value(quotation, SCHEMA.isPartOf)
        assert (quotation, RDF.type, SCHEMA.Quotation) in graph
        for heading, (of_article, term) in TERMS.items():
            subject = article if of_article else quotation
            assert {str(value) for value in graph.objects(subject, term)} == ({told[heading]} - {""}), heading
        assert literals(graph, quotation, QT.via) == told["via"].split("; ") or not told["via"]
        assert literals(graph, article, QT.agency) == sorted(filter(None, told["agencies"].split("; ")))
        speaker = graph.value(quotation, SCHEMA.creator) or graph.value(quotation, QT.attributedTo)
        names = [str(name) for name in graph.objects(speaker, SCHEMA.name)] if speaker else []
        assert not names or told["speaker"].startswith(names[0]) or told["speaker"].endswith(names[0])
        assert bool(names) == bool(told["speaker"])
        publisher = graph.value(article, SCHEMA.publisher)
        assert str(graph.value(publisher, SCHEMA.name)) == told["outlet"]
        author = graph.value(article, SCHEMA.author)
        assert (str(graph.value(author, SCHEMA.name)) if author else "") == told["byline"]
        assert float(str(graph.value(quotation, QT.confidence))) == pytest.approx(
            float(told["confidence"]), abs=0.006
        )
        claim = graph.value(quotation, QT.claim)
        assert claim == QT[f"claim:{told['claim']}"]
        _check_selectors(graph, statement)
        _check_review(graph, statement, told)


TERMS = {
    **{
        h: (False, QT[h])
        for h in ("stance", "kind", "act", "hearer", "place", "occasion", "translated", "marks")
    },
    **{
        h: (False, QT[h])
        for h in ("cue", "where", "rule", "why", "figures", "about", "anonymity", "role", "status")
    },
    "words": (False, SCHEMA.text),
    "said on": (False, SCHEMA.dateCreated),
    "speaker as printed": (False, QT.speakerAsPrinted),
    "speaker kind": (False, QT.speakerKind),
    "reason for anonymity": (False, QT.reasonForAnonymity),
    "speaks for": (False, QT.speaksFor),
    "whole report": (False, QT.wholeReport),
    "basis": (False, QT.saidOnBasis),
    "runner-up": (False, QT.runnerUp),
    "headline": (True, SCHEMA.headline),
    "url": (True, SCHEMA.url),
    "archive url": (True, SCHEMA.archivedAt),
    "published": (True, SCHEMA.datePublished),
    "retrieved": (True, QT.retrieved),
    "article": (True, SCHEMA.identifier),
    "text digest": (True, QT.digest),
}
"""Columns and the term that has the same text, of the article (True) or of the quotation."""


def literals(graph: Graph, subject: Node | None, term: URIRef) -> list[str]:
    return sorted(str(value) for value in graph.objects(subject, term))


def _check_selectors(graph: Graph, statement: Printed) -> None:
    text, found = statement.article.text, []
    for place in graph.objects(QT[f"quotation:{statement.statement.quote.id}"], QT.printedAt):
        told: dict[Node, str] = {}
        for selector in graph.objects(place, OA.hasSelector):
            told |= {
                term: str(value) for term, value in graph.predicate_objects(selector) if term != RDF.type
            }
        start, end = int(told[OA.start]), int(told[OA.end])
        assert text[start:end] == told[OA.exact]
        assert text[max(0, start - 32) : start] == told[OA.prefix]
        assert text[end : end + 32] == told[OA.suffix]
        assert graph.value(place, OA.hasSource) == graph.value(
            QT[f"quotation:{statement.statement.quote.id}"], SCHEMA.isPartOf
        )
        found.append((start, end))
    assert sorted(found) == [(span.start, span.end) for span in statement.statement.quote.content]


def _check_review(graph: Graph, statement: Printed, told: dict[str, str]) -> None:
    review = QT[f"review:{statement.statement.quote.id}"]
    rated = told["status"] in ("confirmed", "corrected", "rejected")
    assert ((review, RDF.type, SCHEMA.ClaimReview) in graph) == rated
    if rated:
        assert str(graph.value(graph.value(review, SCHEMA.author), SCHEMA.name)) == told["reviewer"]
        assert str(graph.value(review, SCHEMA.datePublished)) == told["checked on"]
        assert str(graph.value(review, SCHEMA.reviewBody)) == told["notes"]
        assert str(graph.value(review, SCHEMA.claimReviewed)) == told["words"]
