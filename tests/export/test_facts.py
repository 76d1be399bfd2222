"""What formats for people tell beside the words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quotetrack.export.facts import chain, claim_fact, claim_note, day_said, said_facts
from quotetrack.records import ClaimNote, Printed, SaidOn, Source

from .statements import TEXT, claimed, find, made


def told_through(
    *relays: str, hearer: str | None, agencies: tuple[str, ...] = (), outlet: str | None = "G"
) -> Printed:
    """A statement that came through these, nearest the article first."""
    printed, statement = made(), made().statement
    text = " ".join((hearer or "", *relays))
    attribution = replace(
        statement.attribution,
        hearer=find(text, hearer) if hearer else None,
        via=tuple(find(text, relay) for relay in relays),
    )
    article = replace(printed.article, text=text, agencies=agencies, source=Source(outlet))
    return replace(printed, article=article, statement=replace(statement, attribution=attribution))


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        (told_through("Syria Steps", hearer="dpa"), "told dpa → Syria Steps → printed in G"),
        (told_through("Syria Steps", "a letter", hearer=None), "a letter → Syria Steps → printed in G"),
        (told_through("dpa", hearer="dpa"), "told dpa → printed in G"),
        (
            told_through("a website", hearer=None, agencies=("AFP", "dpa")),
            "a website → AFP and dpa → printed in G",
        ),
        (told_through("the agency AFP", hearer=None, agencies=("AFP",)), "the agency AFP → printed in G"),
        (told_through("a letter", hearer=None, outlet=None), "a letter → printed"),
        (told_through(hearer="dpa", agencies=("AFP",)), ""),
    ],
)
def test_the_chain_goes_from_the_speaker_to_the_page(printed: Printed, told: str) -> None:
    assert chain(printed) == told


def test_a_day_that_a_nearby_sentence_gives_says_so() -> None:
    statement = made().statement
    on = SaidOn(date="2012-07", precision="month", basis=find(TEXT, "on Thursday"), inferred=True)
    printed = replace(
        made(), statement=replace(statement, attribution=replace(statement.attribution, said_on=on))
    )
    assert day_said(printed) == "July 2012 (“on Thursday” in a nearby sentence)"


def test_what_is_not_known_is_not_told() -> None:
    statement = made().statement
    bare = replace(
        statement.attribution, hearer=None, said_on=None, place=None, speaks_for=None, anonymity=None
    )
    names = [name for name, _ in said_facts(replace(made(), statement=replace(statement, attribution=bare)))]
    assert names == ["stance", "kind", "marks", "speaker as printed", "speaker kind", "agencies"]


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        (None, ""),
        (ClaimNote(id="c"), "1 independent source, 1 printing"),
        (
            ClaimNote(id="c", printings=3, sources=2, first_published="2012-07-05", first_source="G"),
            "2 independent sources, 3 printings, first on 5 July 2012 in G",
        ),
        (
            ClaimNote(id="c", printings=3, sources=2, first_published=None, first_source="G", conflicts=1),
            "2 independent sources, 3 printings, first in G, 1 quotation contradicts it",
        ),
        (
            ClaimNote(id="c", printings=1, sources=1, first_published=None, first_source=None, conflicts=2),
            "1 independent source, 1 printing, 2 quotations contradict it",
        ),
    ],
)
def test_a_claim_in_brief(claim: ClaimNote | None, told: str) -> None:
    assert claim_fact(claim) == told


def test_a_claim_has_the_note_that_its_printings_have() -> None:
    sheet = claimed("We will go", "We will go today", "We will go", copies=(2,), denial="Nobody will")
    ((claim, _),) = sheet.claims(())
    (printed,) = sheet.printed
    assert claim_note(claim) == replace(printed.claim or ClaimNote(id=""), first_source="Outlet 0")
