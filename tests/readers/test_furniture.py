"""Page furniture line by line: buttons, menus, notices, pointers to other stories; and prose that looks alike."""

from __future__ import annotations

import pytest

from quotetrack.readers.furniture import (
    could_be_teaser,
    is_chrome,
    is_foot_note,
    is_legal,
    is_menu,
    is_teaser,
    menu_items,
    opens_box,
)


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "• Share this article",
        "Read more: Crane falls",
        "© 2024 Port Post",
        "Follow us on X",
        "PRINT",
    ],
)
def test_chrome(line: str) -> None:
    assert is_chrome(line)


@pytest.mark.parametrize(
    "line",
    [
        "Copyright law divides the court.",
        "Follow us on the long road to the quay, he said",
        "“Share this.”",
        "Print is dead, the mayor said.",
        "Read more: “It is gone.”",
    ],
)
def test_prose_is_not_chrome(line: str) -> None:
    assert not is_chrome(line)


@pytest.mark.parametrize(
    "line", ["News | Sport | Weather", "Home > World", "12 comments", "Tweet Share Comment"]
)
def test_rows_paths_and_counts_are_menus(line: str) -> None:
    assert is_menu(line)


@pytest.mark.parametrize("line", ["He left.", "“News” | Sport", "The mayor of Ghent | The crane of Ghent"])
def test_sentences_and_headlines_are_no_menus(line: str) -> None:
    assert not is_menu(line)


def test_items_lie_between_bars_without_empty_ones() -> None:
    line = "News | Sport || Weather"
    assert [span.of(line) for span in menu_items(line)] == ["News", "Sport", "Weather"]
    assert [span.of("One item") for span in menu_items("One item")] == ["One item"]


def test_notices_boxes_and_teasers_are_known_by_their_labels() -> None:
    assert is_legal("Copyright Port Post. All rights reserved.")
    assert opens_box("More on this story:")
    assert is_teaser("Video: ‘Nobody is coming’")
    assert not is_teaser("Nobody is coming")
    assert could_be_teaser("Is the quay ‘too old’?")
    assert is_foot_note("Port Post © 2024")
    assert not is_foot_note("“Port Post” © 2024, he said")
