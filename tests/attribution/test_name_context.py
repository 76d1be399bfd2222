"""What stands beside a name. Written against en_core_web_sm 3.8.0."""

from __future__ import annotations

import pytest

from quotetrack.attribution.name_context import is_role
from quotetrack.lang import load_lexicon
from tests.attribution.walk import only

pytestmark = pytest.mark.parser


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("“It sank,” said Nadia Okoro, the harbour master.", "the harbour master"),
        ("“It sank,” said Mayor Nadia Okoro.", "Mayor"),
        ("Owen Brandt, a spokesman for Greta Tallis, said: “It sank.”", "a spokesman for Greta Tallis"),
        ("“It sank,” said Piet Vandaele’s wife, Amara.", "Piet Vandaele’s wife"),
        ("“It sank,” said Nadia Okoro.", None),
        # A whole word, and none that names nobody.
        (
            "“It sank,” said Nadia Okoro, the harbour’s senior vice-president.",
            "the harbour’s senior vice-president",
        ),
        ("“It sank,” said Nadia Okoro, dressed in a grey coat.", None),
    ],
)
def test_a_role_is_given_as_printed(text: str, role: str | None) -> None:
    attribution = only(text).attribution
    assert attribution.speaker is not None
    assert attribution.speaker.role == role
    assert (attribution.role.of(text) if attribution.role else None) == role


@pytest.mark.parametrize(
    "beside",
    ["the bill", "his many plans", "dressed in a grey coat", "three times", "former"],
)
def test_what_names_nobody_is_no_role(beside: str) -> None:
    assert not is_role(beside, load_lexicon())


@pytest.mark.parametrize(
    "beside",
    [
        "a harbour pilot",
        "a University of Odda law professor",
        "Democrat of Maine",
        "the ferry workers’ union",
    ],
)
def test_what_names_somebody_is_a_role(beside: str) -> None:
    assert is_role(beside, load_lexicon())
