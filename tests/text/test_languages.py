"""Languages by code and by name."""

from __future__ import annotations

import pytest

from quotetrack.text.languages import language_code, language_name


@pytest.mark.parametrize(
    ("word", "code"),
    [
        *[("fr", "fr"), ("fr-CA", "fr"), ("pt_BR", "pt"), ("FR", "fr"), (" de ", "de"), ("zh-Hant-TW", "zh")],
        *[
            ("fra", "fr"),
            ("nb", "no"),
            ("iw", "he"),
            ("fil", "tl"),
            ("German", "de"),
            ("haitian creole", "ht"),
        ],
        *[(None, None), ("", None), ("x-default", None), ("und", None), ("mul", None), ("tlh", None)],
    ],
)
def test_a_code_is_read_from_what_pages_write(word: str | None, code: str | None) -> None:
    assert language_code(word) == code


@pytest.mark.parametrize(("code", "name"), [("fr", "French"), ("fr-CA", "French"), ("tlh", "tlh")])
def test_a_language_without_a_name_is_called_by_its_code(code: str, name: str) -> None:
    assert language_name(code) == name
