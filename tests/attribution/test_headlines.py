"""Who is named in the headline alone. Written against en_core_web_sm 3.8.0."""

from __future__ import annotations

import pytest

from quotetrack.pipeline import extract_article
from quotetrack.readers import article_from_text
from tests.attribution.walk import name

pytestmark = pytest.mark.parser


def speaker(headline: str, text: str) -> str | None:
    """The name of the last speaker in an article."""
    return name(extract_article(article_from_text(f"{headline}\n\n{text}"), engine="rules").statements[-1])


@pytest.mark.parametrize(
    ("headline", "office", "who"),
    [
        ("Ten minutes with Ewa Nowak", "singer", "Ewa Nowak"),
        ("Ewa Nowak: ‘I never learned to read music’", "singer", "Ewa Nowak"),
        ("The transport minister, Carla Ruiz, defends bridge toll", "minister", "Carla Ruiz"),
        ("Bridge toll stays, says Transport Minister Carla Ruiz", "minister", "Carla Ruiz"),
    ],
)
def test_the_headline_names_whom_the_text_describes(headline: str, office: str, who: str) -> None:
    assert (
        speaker(headline, f"The {office} sits by the window. “It was a hard year,” says the {office}.") == who
    )


@pytest.mark.parametrize(
    ("headline", "text"),
    [
        (
            "Man charged with killing of Ewa Nowak",
            "The lawyer sat by the window. “It was hard,” the lawyer said.",
        ),
        ("Ewa Nowak on her mother", "A nurse sat by the window. “It was a hard year,” the nurse said."),
        (
            "Ewa Nowak on her mother",
            "Jan Nowak sat down. The nurse stood. “It was a hard year,” the nurse said.",
        ),
        (
            "Ewa Nowak on Carla Ruiz",
            "The minister sat by the window. “It was a hard year,” the minister said.",
        ),
    ],
)
def test_a_headline_that_may_be_about_somebody_else_names_nobody(headline: str, text: str) -> None:
    assert speaker(headline, text) is None
