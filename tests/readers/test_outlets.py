"""Outlets by address and by name."""

from __future__ import annotations

import pytest

from quotetrack.readers.outlets import find_outlet, host_of, name_outlet, source_of_url
from quotetrack.records import Source


@pytest.mark.parametrize(
    ("url", "source"),
    [
        ("https://www.dw.com/en/a-1", Source("Deutsche Welle", "dw.com")),
        ("//news.bbc.co.uk/1", Source("BBC", "bbc.co.uk")),
        ("www.port-post.example/a", Source(None, "port-post.example")),
        ("http://[", Source()),
        ("", Source()),
        (None, Source()),
    ],
)
def test_source_of_url(url: str | None, source: Source) -> None:
    assert source_of_url(url) == source


def test_host_ends_without_a_dot() -> None:
    assert host_of("https://port.example./a") == "port.example"


def test_names_are_known_as_printed_or_in_capitals() -> None:
    assert (
        name_outlet("Deutsche Welle")
        == name_outlet("DEUTSCHE WELLE")
        == name_outlet("DW")
        == "Deutsche Welle"
    )
    assert name_outlet("deutsche welle") is None


def test_an_agency_names_no_outlet_in_a_line() -> None:
    line = "Skip to more DW sites"
    span = find_outlet(line)
    assert span is not None
    assert span.of(line) == "DW"
    assert find_outlet("© Reuters") is None
