"""The files of a language."""

from __future__ import annotations

import pytest

from quotetrack.text.word_lists import read_language_file, read_word_lists


def test_a_file_is_read_once() -> None:
    lists = read_word_lists("places.json")
    assert any("russia" in line.split() for line in lists["places"])
    assert read_word_lists("places.json") is lists


def test_a_language_without_files_is_no_language() -> None:
    with pytest.raises(FileNotFoundError):
        read_language_file("places.json", "xx")
