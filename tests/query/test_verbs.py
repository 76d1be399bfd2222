"""Verbs of saying in a question."""

from __future__ import annotations

import pytest

from quotetrack.query.verbs import FORMS, TOLD, verb_of


@pytest.mark.parametrize(
    ("word", "verb", "stance"),
    [
        ("said", "say", None),
        ("denies", "deny", "denied"),
        ("refused", "refuse", "declined"),
        ("asks", "ask", "asked"),
        ("denounced", "denounce", None),
        ("bridge", None, None),
        ("", None, None),
    ],
)
def test_a_form_gives_its_verb_and_the_stance_asked_for(
    word: str, verb: str | None, stance: str | None
) -> None:
    assert verb_of(word) == (verb, stance)


def test_told_leaves_out_verbs_without_an_ending() -> None:
    assert "reported" in TOLD
    assert "report" not in TOLD
    assert FORMS.keys() > TOLD
