"""What a resolution gives: the speaker with the role that belongs to the mention."""

from __future__ import annotations

import pytest

from quotetrack.attribution.context import Resolution, resolved, role_of, speaker_of
from quotetrack.attribution.entities import Entity
from quotetrack.parsing.paragraphs import paragraph_at
from quotetrack.records import Span, Speaker
from tests.extraction.built import build_paragraph

TEXT = "Mayor Nadia Okoro met the captain, Nadia Okoro."


def _entity(*roles: Span) -> Entity:
    return Entity("Nadia Okoro", "person", ("Nadia", "Okoro"), roles=list(roles))


@pytest.mark.parametrize(
    ("name", "kind", "speaker"),
    [
        ("Nadia Okoro", "person", Speaker("Nadia Okoro", "person")),
        ("Okoro", "unknown", Speaker("Okoro", "person")),
        ("", "anonymous", Speaker(None, "anonymous")),
    ],
)
def test_an_entity_is_a_speaker_with_its_name_and_kind(name: str, kind: str, speaker: Speaker) -> None:
    assert speaker_of(Entity(name, kind, (name,))) == speaker  # type: ignore[arg-type]


def test_the_role_is_the_last_one_that_is_not_far_behind_the_mention() -> None:
    near, far = Span(0, 5), Span(900, 905)
    assert role_of(_entity(near, far), Span(6, 17)) == near
    assert role_of(_entity(near, far), None) == far
    assert role_of(_entity(far), Span(6, 17)) == far
    assert role_of(_entity(), Span(6, 17)) is None


def test_a_resolution_gives_the_role_in_the_words_of_the_text() -> None:
    resolution = resolved(_entity(Span(0, 5)), "named")
    assert resolution.role_near(Span(6, 17), TEXT) == (
        Speaker("Nadia Okoro", "person", "Mayor"),
        Span(0, 5),
    )
    assert Resolution(None, None, "no mention").role_near(None, TEXT) == (None, None)


def test_a_place_lies_in_the_paragraph_that_begins_before_it() -> None:
    _, paragraph = build_paragraph("It PRP nsubj 1\nsank VBD ROOT 1 sink")
    assert paragraph_at(3, [paragraph]) is paragraph
