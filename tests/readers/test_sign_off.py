"""Sign-offs and lists of agencies, each read from one line."""

from __future__ import annotations

import pytest

from quotetrack.readers.sign_off import read_credits, read_sign_off


@pytest.mark.parametrize(
    ("line", "zones"),
    [
        ("abc/de (dpa, AFP)", [("sign_off", "abc/de (dpa, AFP)"), ("initials", "abc"), ("initials", "de")]),
        ("kl/mtz", [("sign_off", "kl/mtz"), ("initials", "kl"), ("initials", "mtz")]),
        ("(Reporting by Ida Rossi)", [("sign_off", "(Reporting by Ida Rossi)")]),
        ("He left. (AFP)", [("sign_off", "(AFP)")]),
        ("Reporting by Ida Rossi and AFP", [("sign_off", "Reporting by Ida Rossi and AFP")]),
    ],
)
def test_sign_off_and_initials(line: str, zones: list[tuple[str, str]]) -> None:
    read = [(zone.kind, zone.span.of(line)) for zone in read_sign_off(line) if zone.kind != "agency"]
    assert read == zones


@pytest.mark.parametrize("line", ["a man (AFP)", "(Meridian)", "Reporting by night is hard", "He left."])
def test_prose_is_no_sign_off(line: str) -> None:
    assert read_sign_off(line) == ()


def test_credits_leave_out_what_joins_them() -> None:
    words = "with AFP, the Meridian and Friday"
    credit_lines = read_credits(words, 0)
    assert [(c.span.of(words), c.known, c.fits) for c in credit_lines] == [
        ("AFP", True, True),
        ("Meridian", False, True),
        ("Friday", False, False),
    ]
