"""Whom a mention means: labels, surnames with a form of address, several at once.

Written against en_core_web_sm 3.8.0.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from quotetrack.attribution.context import Context
from quotetrack.attribution.entities import Entities, read_entities
from quotetrack.attribution.mentions import find_mention
from quotetrack.attribution.resolve import resolve, settle
from quotetrack.extraction import extract_quotes
from quotetrack.lang import load_lexicon
from quotetrack.parsing.paragraphs import paragraph_at, parse
from quotetrack.records import Article
from tests.attribution.walk import name, only, statements

pytestmark = pytest.mark.parser
QUAY = "“The nets are empty,”"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We will sail at dawn,” said Nadia Okoro and Piet Vandaele.", "Nadia Okoro; Piet Vandaele"),
        (
            "Nadia Okoro, Greta Tallis and Owen Brandt said: “It sank.”",
            "Nadia Okoro; Greta Tallis; Owen Brandt",
        ),
    ],
)
def test_joint_speakers_are_joined(text: str, expected: str) -> None:
    speaker = only(text).attribution.speaker
    assert speaker is not None
    assert (speaker.name, speaker.kind) == (expected, "group")


@pytest.mark.parametrize("who", ["Both men", "Both"])
def test_both_are_the_two_named_last(who: str) -> None:
    text = f"Piet Vandaele and Owen Tallis were held overnight. {who} said the boat was theirs."
    assert name(only(text)) == "Piet Vandaele; Owen Tallis"


def test_a_form_of_address_tells_two_of_one_surname_apart() -> None:
    text = (
        "Mr. Owen Tallis, a fisherman, and Ms. Greta Tallis, a lawyer, came to the quay. "
        "“The nets are empty,” Mr Tallis said. “The law is clear,” Ms Tallis said."
    )
    assert [name(s) for s in statements(text)] == ["Owen Tallis", "Greta Tallis"]


def test_a_form_of_address_that_fits_nobody_known_names_nobody_of_the_other_gender() -> None:
    text = f"Greta Tallis runs the harbour. {QUAY} Mr Tallis said."
    assert name(only(text)) == "Tallis"


# Labels of turns


def test_a_label_means_whoever_bears_the_name() -> None:
    text = "Marta Klein came to court.\nMS KLEIN: It sank.\nTHE COURT: When?"
    assert [name(s) for s in statements(text)] == ["Marta Klein", None]


def test_an_answer_is_given_by_the_one_person_named_so_far() -> None:
    text = "Marta Klein came to court.\nQ: Did it sink?\nA: It sank at noon."
    assert [name(s) for s in statements(text)] == [None, "Marta Klein"]


# Names that several bear, or that no entity has


def test_a_surname_that_two_bear_names_neither_and_shows_both() -> None:
    statement = only("Kim Okoro and Owen Okoro came. Greta left. “It sank,” Okoro said.")
    assert statement.attribution.speaker is None
    candidates = [(c.name, c.reason) for c in statement.attribution.candidates]
    assert candidates == [("Kim Okoro", "bears the name"), ("Owen Okoro", "bears the name")]


def test_an_office_in_the_place_of_a_name_names_nobody() -> None:
    speaker = only("“It sank,” President said.").attribution.speaker
    assert speaker is not None
    assert (speaker.name, speaker.kind) == (None, "anonymous")


# Naming whom a mention means leaves the entities as they are; settling it does not

PRONOUN = "Kim Okoro opened the harbour. “The nets are empty,” she said."
JOINT = "Kim Okoro opened the harbour. “The nets are empty,” said she and Greta Tallis."
NAMED_NEXT = "A news website said the nets “are empty”.\n\nThe Tidewatch News website showed them."


def _state(entities: Entities) -> list[Any]:
    """All that a mention after it looks at."""
    everybody = [
        (e.name, e.kind, e.gender, e.hint, tuple(e.roles), tuple(m.span for m in e.mentions))
        for e in (*entities.named, *entities.unnamed)
    ]
    named = {
        number: [(m.span, e.name) for m, e in here] for number, here in entities.named_in.items() if here
    }
    return [everybody, named, dict(entities.offices)]


@pytest.mark.parametrize("text", [PRONOUN, JOINT, NAMED_NEXT])
def test_a_mention_is_resolved_without_a_change_to_the_entities(text: str) -> None:
    article, lexicon = Article(id="case", text=text), load_lexicon()
    paragraphs = parse(article)
    quote = next(q for q in extract_quotes(article, paragraphs, lexicon, None).quotes if q.kind != "indirect")
    entities = read_entities(text, paragraphs, lexicon)
    context = Context(text, paragraphs, entities, lexicon, None)
    mention = find_mention(quote, paragraph_at(quote.cue[0].start, paragraphs), lexicon)
    assert mention is not None
    if text is JOINT:
        she = next(token for token in mention.paragraph.doc if token.lower_ == "she")
        mention = replace(mention, heads=(she, *mention.heads))
    before = _state(entities)
    resolution = resolve(mention, quote, context)
    assert resolution.learned
    assert _state(entities) == before
    assert settle(mention, quote, context) == resolution
    after = _state(entities)
    assert after != before
    assert resolve(mention, quote, context).speaker == resolution.speaker
    assert _state(entities) == after


@pytest.mark.parametrize(
    ("mention", "named"),
    [
        (
            "said the chairman and managing director of North Quay Cold Store, Eng. Piet Vandaele.",
            "Piet Vandaele",
        ),
        ("said the lanky harbour pilot, Owen Tallis - a man of few words.", "Owen Tallis"),
        ("according to Dr Owen Tallis, who runs the harbour.", "Owen Tallis"),
    ],
)
def test_a_name_behind_offices_is_the_speaker(mention: str, named: str) -> None:
    assert name(only(f"{QUAY} {mention}")) == named


def test_a_surname_that_is_a_word_is_a_name_where_it_stands_as_one() -> None:
    text = f"Bush said the bushes would have to go. {QUAY} she told the council. Nadia Bush runs the park."
    assert [name(s) for s in statements(text)] == ["Nadia Bush", "Nadia Bush"]


def test_a_label_has_no_place_in_brackets() -> None:
    text = "Mr TALLIS (Odda North): We sail at dawn.\nThe SPEAKER: Order!\nMr TALLIS: We sail at dawn."
    assert name(statements(text)[0]) in ("TALLIS", "Tallis")
