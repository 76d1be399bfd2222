"""Date lines and stamps as pages print them."""

from __future__ import annotations

import pytest

from quotetrack.readers.dates import read_date_line, read_stamp


@pytest.mark.parametrize(
    ("line", "day", "at"),
    [
        ("July 5, 2012", "2012-07-05", None),
        ("5 July 2012", "2012-07-05", None),
        ("5th of July 2012", "2012-07-05", None),
        ("Sept. 3, 2012", "2012-09-03", None),
        ("05.07.2012", "2012-07-05", None),
        ("2012-07-05", "2012-07-05", None),
        ("23/07/2012", "2012-07-23", None),
        ("Thursday 5 July 2012 10.15 BST", "2012-07-05", "2012-07-05T10:15+01:00"),
        ("Published: 5 July 2012, 4:05 pm", "2012-07-05", "2012-07-05T16:05"),
        ("Last updated 2012-07-05T10:15Z", "2012-07-05", "2012-07-05T10:15+00:00"),
        ("10:15 GMT, Thursday, 5 July 2012", "2012-07-05", "2012-07-05T10:15+00:00"),
    ],
)
def test_date_line(line: str, day: str, at: str | None) -> None:
    found = read_date_line(line)
    assert found is not None
    assert (found.day, found.at) == (day, at)


def test_day_and_month_that_could_be_swapped_are_not_guessed() -> None:
    found = read_date_line("05/07/2012")
    assert found is not None
    assert found.day is None


@pytest.mark.parametrize(
    "line",
    [
        "The mayor left on 5 July 2012",
        "July",
        "In 2012",
        "31.02.2012 was never",
        "Page 2012-07-05 of 3 pages",
    ],
)
def test_prose_is_no_date_line(line: str) -> None:
    assert read_date_line(line) is None


@pytest.mark.parametrize("stamp", ["2012-13-01", "20120705", "yesterday", "2012-07", "2012-07-05 noon", ""])
def test_stamp_that_is_no_iso_date_is_refused(stamp: str) -> None:
    assert read_stamp(stamp) is None


def test_full_stamp_gives_day_and_time() -> None:
    assert read_stamp("2012-07-05T23:30:00-05:00") == ("2012-07-05", "2012-07-05T23:30:00-05:00")
