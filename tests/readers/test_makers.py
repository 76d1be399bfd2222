"""Bylines and datelines, each read from one line."""

from __future__ import annotations

import pytest

from quotetrack.readers.makers import read_bare_byline, read_byline, read_dateline, read_name_line


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ida Rossi", "Ida Rossi"),
        ("By Ida Rossi and Leo van der Sol | 5 March", "Ida Rossi and Leo van der Sol"),
        ("By Ida Rossi in Ghent", "Ida Rossi"),
        ("By Reuters", "Reuters"),
        ("By our diplomatic correspondent", "our diplomatic correspondent"),
        ("By Monday Leo Sol", None),
        ("By Ida Rossi left.", None),
        ("Ida Rossi", None),
    ],
)
def test_byline(line: str, names: str | None) -> None:
    assert read_byline(line) == names


def test_a_name_alone_needs_a_place_or_a_date_beside_it() -> None:
    assert read_bare_byline("Ida Rossi in Ghent") == "Ida Rossi"
    assert read_bare_byline("Ida Rossi in ghent") is None
    assert read_bare_byline("Ida Rossi") is None
    assert read_name_line("Ida Rossi, Ghent") == "Ida Rossi"
    assert read_name_line("Ida, Ghent") is None


@pytest.mark.parametrize(
    ("line", "known_only", "zones", "day"),
    [
        ("MOSCOW, July 5, 2012 (AFP) — Hi.", False, ["MOSCOW, July 5, 2012 (AFP) —", "AFP"], "2012-07-05"),
        ("GHENT (Meridian) - Hi.", False, ["GHENT (Meridian) -", "Meridian"], None),
        ("GHENT (Meridian) - Hi.", True, ["GHENT (Meridian) -"], None),
        ("Moscow, 5 July – Hi.", False, ["Moscow, 5 July –"], None),
    ],
)
def test_dateline(line: str, known_only: bool, zones: list[str], day: str | None) -> None:
    dateline = read_dateline(line, known_only=known_only)
    assert dateline is not None
    assert [zone.span.of(line) for zone in dateline.zones] == zones
    assert dateline.day == day


@pytest.mark.parametrize("line", ["MR ROSSI — You signed this.", "The crane — a relic — is gone.", "Ghent."])
def test_turns_and_dashes_are_no_dateline(line: str) -> None:
    assert read_dateline(line) is None
