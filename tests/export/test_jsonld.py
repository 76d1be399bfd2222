"""JSON-LD: read by rdflib offline, and asked back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.term import IdentifiedNode, Node

from quotetrack.export import Sheet
from quotetrack.records import STANCES, ClaimNote, Printed, Review, Speaker, Stance

from .reading import exported, read_jsonld
from .statements import HOSTILE, claimed, made, printed, quoting

SCHEMA = Namespace("https://schema.org/")
OA = Namespace("http://www.w3.org/ns/oa#")
QT = Namespace("urn:quotetrack:")

OWN_CLAIM = ClaimNote(
    id="c0ffee", printings=1, sources=1, first_published="2012-07-05", first_source="The Gazette"
)


def graph(statements: Sheet | list[Printed]) -> Graph:
    return read_jsonld(exported(statements, "jsonld"))


def said(told: Graph, subject: Node | None, *path: URIRef) -> object:
    """What stands at the end of a path of terms; None where it ends before."""
    for term in path:
        subject = told.value(subject, term) if subject is not None else None
    return subject.toPython() if isinstance(subject, Literal) else subject


def typed(told: Graph, class_of: URIRef) -> list[Node]:
    return sorted(told.subjects(RDF.type, class_of), key=str)


def with_stance(stance: Stance) -> Printed:
    statement, note = made().statement, OWN_CLAIM
    attribution = replace(statement.attribution, stance=stance)
    return replace(made(), statement=replace(statement, attribution=attribution), claim=note)


def test_jsonld_of_a_quotation() -> None:
    told = graph([made()])
    (quotation,) = typed(told, SCHEMA.Quotation)
    assert str(quotation) == f"urn:quotetrack:quotation:{made().statement.quote.id}"
    assert said(told, quotation, SCHEMA.text) == "a joke"
    assert said(told, quotation, SCHEMA.creator, RDF.type) == SCHEMA.Person
    assert said(told, quotation, SCHEMA.creator, SCHEMA.name) == "Ana Lima"
    assert said(told, quotation, SCHEMA.creator, SCHEMA.jobTitle) == "Foreign Minister"
    assert str(said(told, quotation, SCHEMA.dateCreated)) == "2012-07-05"
    assert said(told, quotation, QT.stance) == "said"
    assert said(told, quotation, QT.kind) == "mixed"
    assert said(told, quotation, QT.hearer) == "reporters"
    assert said(told, quotation, QT.confidence) == pytest.approx(0.93)


def test_jsonld_of_its_article() -> None:
    statement = replace(
        made(), article=replace(made().article, archive_url="https://archive.example/1", language="en")
    )
    told = graph([statement])
    (article,) = typed(told, SCHEMA.NewsArticle)
    assert said(told, typed(told, SCHEMA.Quotation)[0], SCHEMA.isPartOf) == article
    expected = {
        SCHEMA.headline: "Ministers meet",
        SCHEMA.url: "https://gazette.example/porto",
        SCHEMA.archivedAt: "https://archive.example/1",
        SCHEMA.datePublished: "2012-07-05",
        SCHEMA.identifier: "porto",
        QT.digest: made().article.digest,
    }
    assert {term: said(told, article, term) for term in expected} == expected
    assert said(told, article, SCHEMA.publisher, RDF.type) == SCHEMA.Organization
    assert said(told, article, SCHEMA.publisher, SCHEMA.name) == "The Gazette"
    assert said(told, article, SCHEMA.author, SCHEMA.name) == "Rui Reis"
    assert sorted(str(agency) for agency in told.objects(article, QT.agency)) == ["AFP", "dpa"]
    assert said(told, typed(told, SCHEMA.Quotation)[0], SCHEMA.inLanguage) == "en"


def selectors(told: Graph) -> Iterator[tuple[IdentifiedNode, dict[str, object]]]:
    """The source of every specific resource, and what its two selectors tell."""
    for resource in told.subjects(RDF.type, OA.SpecificResource):
        found: dict[str, object] = {}
        for selector in told.objects(resource, OA.hasSelector):
            for term, value in told.predicate_objects(selector):
                found[str(term).removeprefix(str(OA))] = (
                    value.toPython() if isinstance(value, Literal) else value
                )
        source = told.value(resource, OA.hasSource)
        assert isinstance(source, IdentifiedNode)
        yield source, found


@given(printed())
def test_jsonld_selectors_slice_the_text(statement: Printed) -> None:
    text = statement.article.text.translate(dict.fromkeys(range(0xD800, 0xE000), "\ufffd"))
    lines = exported([statement], "jsonld").decode("utf-8")
    (node, *_) = json.loads(lines)["@graph"]
    assert len(node["qt:printedAt"]) == len(statement.statement.quote.content)
    for place, span in zip(node["qt:printedAt"], statement.statement.quote.content, strict=True):
        quoted, position = place["oa:hasSelector"]
        start, end = position["oa:start"], position["oa:end"]
        assert (start, end) == (span.start, span.end)
        assert text[start:end] == quoted["oa:exact"]
        assert text[:start].endswith(quoted["oa:prefix"])
        assert text[end:].startswith(quoted["oa:suffix"])
        assert len(quoted["oa:prefix"]) == min(32, start)
        assert len(quoted["oa:suffix"]) == min(32, len(text) - end)
        assert place["oa:hasSource"] == {"@id": node["isPartOf"]["@id"]}


@pytest.mark.parametrize("stance", STANCES)
def test_jsonld_asserts_a_claim_only_of_what_was_said(stance: Stance) -> None:
    told = graph([with_stance(stance)])
    assert len(typed(told, SCHEMA.Claim)) == (stance == "said")
    (quotation,) = typed(told, SCHEMA.Quotation)
    assert said(told, quotation, QT.stance) == stance
    term = SCHEMA.creator if stance in ("said", "asked") else QT.attributedTo
    assert said(told, quotation, term, SCHEMA.name) == "Ana Lima"


def test_jsonld_asserts_no_claim_of_an_attitude_or_of_what_was_rejected() -> None:
    statement = made().statement
    attitude = replace(statement, attribution=replace(statement.attribution, act="attitude"))
    rejected = Review(status="rejected", reviewer="Eva Holm", checked_on="2012-07-09")
    assert not typed(graph([replace(made(), statement=attitude, claim=OWN_CLAIM)]), SCHEMA.Claim)
    told = graph([replace(made(), review=rejected, claim=OWN_CLAIM)])
    assert not typed(told, SCHEMA.Claim)
    assert said(told, typed(told, SCHEMA.Quotation)[0], SCHEMA.creator) is None


@pytest.mark.parametrize(
    ("speaker", "class_of", "name"),
    [
        (Speaker("Syria Steps", "outlet"), SCHEMA.Organization, "Syria Steps"),
        (Speaker("the ministry", "organisation"), SCHEMA.Organization, "the ministry"),
        (Speaker(None, "anonymous", "an official"), None, None),
        (Speaker("the report", "document"), None, None),
        (None, None, None),
    ],
)
def test_jsonld_has_a_creator_where_a_person_or_body_is_named(
    speaker: Speaker | None, class_of: URIRef | None, name: str | None
) -> None:
    statement = made().statement
    statement = replace(statement, attribution=replace(statement.attribution, speaker=speaker))
    told = graph([replace(made(), statement=statement)])
    (quotation,) = typed(told, SCHEMA.Quotation)
    assert said(told, quotation, SCHEMA.creator, RDF.type) == class_of
    assert said(told, quotation, SCHEMA.creator, SCHEMA.name) == name


# Claims and reviews


def test_jsonld_of_a_claim() -> None:
    told = graph(claimed("We will go", "We will go, all of us", denial="Nobody will go"))
    (claim,) = typed(told, SCHEMA.Claim)
    assert str(claim) == "urn:quotetrack:claim:c0ffee000000"
    assert said(told, claim, SCHEMA.text) == "We will go, all of us"
    assert said(told, claim, SCHEMA.author, SCHEMA.name) == "x"
    appearances = set(told.objects(claim, SCHEMA.appearance))
    assert {said(told, one, SCHEMA.text) for one in appearances} == {"We will go", "We will go, all of us"}
    assert said(told, said_node(told, claim, SCHEMA.firstAppearance), SCHEMA.text) == "We will go"
    (conflict,) = told.objects(claim, QT.contradictedBy)
    assert said(told, conflict, SCHEMA.text) == "Nobody will go"
    assert {said(told, one, SCHEMA.isPartOf, RDF.type) for one in (*appearances, conflict)} == {
        SCHEMA.NewsArticle
    }


def said_node(told: Graph, subject: Node, term: URIRef) -> Node | None:
    return told.value(subject, term)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("confirmed", "confirmed"),
        ("corrected", "corrected"),
        ("rejected", "rejected: not to be used"),
        ("unsure", None),
        (None, None),
    ],
)
def test_jsonld_has_a_review_where_there_is_a_verdict(status: str | None, words: str | None) -> None:
    review = Review(status=status, reviewer="Eva Holm", checked_on="2012-07-09", notes="Heard.")  # type: ignore[arg-type]
    told = graph([replace(made(), review=review, claim=OWN_CLAIM)])
    found = typed(told, SCHEMA.ClaimReview)
    assert bool(found) == (words is not None)
    for one in found:
        assert said(told, one, SCHEMA.claimReviewed) == "a joke"
        target = "quotation:" + made().statement.quote.id if status == "rejected" else "claim:c0ffee"
        assert said(told, one, SCHEMA.itemReviewed) == QT[target]
        assert said(told, one, SCHEMA.author, SCHEMA.name) == "Eva Holm"
        assert said(told, one, SCHEMA.author, RDF.type) == SCHEMA.Person
        assert str(said(told, one, SCHEMA.datePublished)) == "2012-07-09"
        assert said(told, one, SCHEMA.reviewRating, RDF.type) == SCHEMA.Rating
        assert said(told, one, SCHEMA.reviewRating, SCHEMA.alternateName) == words
        assert said(told, one, SCHEMA.reviewBody) == "Heard."
        assert "not whether what they say is true" in str(said(told, one, SCHEMA.description))


# Hostile text


@pytest.mark.parametrize("words", HOSTILE)
def test_jsonld_holds_hostile_words_as_literals(words: str) -> None:
    told = graph([quoting(words, url="javascript:alert(1)")])
    (quotation,) = typed(told, SCHEMA.Quotation)
    assert said(told, quotation, SCHEMA.text) == words.translate(
        dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
    )
    nodes = {str(n) for triple in told for n in triple if isinstance(n, URIRef)}
    assert all(n.startswith((str(SCHEMA), str(OA), str(QT), str(RDF))) for n in nodes)


@given(printed())
def test_jsonld_can_stand_in_a_page_and_names_nothing_of_its_own(statement: Printed) -> None:
    data = exported([statement], "jsonld").decode("utf-8")
    assert not set("<>&\u2028\u2029") & set(data)
    told = read_jsonld(data.encode("utf-8"))
    nodes = {str(n) for triple in told for n in triple if isinstance(n, URIRef)}
    assert all(n.startswith((str(SCHEMA), str(OA), str(QT), str(RDF))) for n in nodes)


def test_jsonld_has_a_node_a_line_and_names_no_other_context() -> None:
    lines = exported([made(), quoting("x")], "jsonld").decode().splitlines()
    assert len(lines) == 4
    assert [json.loads(line.rstrip(","))["@type"] for line in lines[1:-1]] == ["Quotation", "Quotation"]
    assert json.loads("".join(lines))["@context"] == {
        "@vocab": "https://schema.org/",
        "oa": "http://www.w3.org/ns/oa#",
        "qt": "urn:quotetrack:",
    }
