"""Zones, locators, captures and wires in a line of JSON are kept as given, and checked."""

from __future__ import annotations

import io
import json

import pytest

import quotetrack
from quotetrack.records import Article, Capture, Failure, Locator, Span, Wire, Zone

TEXT = "Bridge shut over crack\n\nThe bridge was shut on Monday, said Nadia Okoro."


def read(**fields: object) -> Article | Failure:
    line = json.dumps({"text": TEXT, **fields}).encode()
    (got,) = quotetrack.read(["-"], stdin=io.BytesIO(line + b"\n"))
    return got


def article(**fields: object) -> Article:
    got = read(**fields)
    assert isinstance(got, Article), got
    return got


def test_zones_that_are_given_stand_for_those_of_the_layout() -> None:
    given = [{"kind": "caption", "span": [24, 30]}, {"kind": "headline", "span": [0, 22]}]
    assert article(zones=given).zones == (Zone("headline", Span(0, 22)), Zone("caption", Span(24, 30)))
    assert article(zones=[]).zones == ()
    assert [zone.kind for zone in article().zones] == ["headline"]


def test_locators_captures_and_wires_are_kept() -> None:
    got = article(
        locators=[
            {"kind": "time", "label": "00:00:01.000", "span": [24, 30], "until": "00:00:02.000"},
            {"kind": "page", "label": "iv", "span": [0, 22]},
        ],
        capture={"at": "2024-03-04T10:00:00Z", "record": "urn:uuid:1", "sha256": "ab", "status": 200},
        wire={"guid": "g", "version": 2, "slug": "BRIDGE", "embargo": "2024-03-05", "state": "corrected"},
    )
    assert got.locators == (
        Locator(kind="page", label="iv", span=Span(0, 22)),
        Locator(kind="time", label="00:00:01.000", span=Span(24, 30), until="00:00:02.000"),
    )
    assert got.capture == Capture(at="2024-03-04T10:00:00Z", record="urn:uuid:1", sha256="ab", status=200)
    assert got.wire == Wire(guid="g", version=2, slug="BRIDGE", embargo="2024-03-05", state="corrected")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("zones", {"kind": "headline", "span": [0, 3]}),
        ("zones", [["headline", 0, 3]]),
        ("zones", [{"span": [0, 3]}]),
        ("zones", [{"kind": "title", "span": [0, 3]}]),
        ("zones", [{"kind": ["headline"], "span": [0, 3]}]),
        ("zones", [{"kind": "headline"}]),
        ("zones", [{"kind": "headline", "span": [3, 3]}]),
        ("zones", [{"kind": "headline", "span": [-1, 3]}]),
        ("zones", [{"kind": "headline", "span": [0, 10_000]}]),
        ("zones", [{"kind": "headline", "span": [0, 1.5]}]),
        ("zones", [{"kind": "headline", "span": [False, True]}]),
        ("zones", [{"kind": "headline", "span": [0, 1, 2]}]),
        ("zones", [{"kind": "headline", "span": "0-3"}]),
        ("zones", [{"kind": "headline", "span": [0, 3]}] * 50_001),
        ("locators", [{"kind": "place", "label": "3", "span": [0, 3]}]),
        ("locators", [{"kind": "page", "label": 3, "span": [0, 3]}]),
        ("locators", [{"kind": "page", "label": "3" * 5000, "span": [0, 3]}]),
        ("capture", "yesterday"),
        ("capture", {"at": "yesterday"}),
        ("capture", {"status": "200"}),
        ("capture", {"status": True}),
        ("capture", {"status": 10**12}),
        ("capture", {"record": 7}),
        ("wire", []),
        ("wire", {"version": 1.5}),
        ("wire", {"state": "killed"}),
        ("wire", {"embargo": "noon"}),
    ],
)
def test_what_is_not_as_it_should_be_is_a_failure(field: str, value: object) -> None:
    got = read(**{field: value})
    assert isinstance(got, Failure)
    assert got.where == "-:1"
    assert got.reason.startswith(f'field "{field}"')
