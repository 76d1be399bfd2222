"""The walk from quote to quote: who goes on, what is shown, which days are taken over.

Written against en_core_web_sm 3.8.0.
"""

from __future__ import annotations

import pytest

from tests.attribution.walk import day, holding, last, name, only, statements

pytestmark = pytest.mark.parser
SAILS = "“The ferry will sail,” Nadia Okoro said"


def test_a_description_is_never_where_the_name_stands_in_full() -> None:
    text = "Governor Okoro opened the ferry on Monday. The new governor was late. “It sails,” he said."
    [full] = [e.span for e in last(text).attribution.evidence if e.rule == "named in full"]
    assert full is not None
    assert full.of(text) == "Okoro"


def test_a_paragraph_of_speech_goes_on_from_the_one_before() -> None:
    text = "“The ferry will sail,” Nadia Okoro said.\n\n“It has sailed for ninety years.”"
    assert [name(s) for s in statements(text)] == ["Nadia Okoro", "Nadia Okoro"]


def test_the_answer_to_a_question_is_not_the_askers() -> None:
    text = "“Never sail,” Owen Tallis said.\n\n“Why not?” Greta Tallis asked.\n\n“Because it is dark.”"
    assert name(holding(text, "Because it is dark.")) == "Owen Tallis"


def test_whoever_was_asked_is_not_who_asked() -> None:
    text = "Greta Tallis left when she was asked about an idea that the ferry owners had put to the harbour."
    assert statements(text) == []
    asked = only("“Clear to whom?” asked Nadia Okoro, a spokeswoman for the ferry owners.")
    assert (name(asked), asked.attribution.hearer) == ("Nadia Okoro", None)


def test_a_day_taken_over_from_the_neighbour_is_flagged() -> None:
    text = f"{SAILS} on Monday. “It always has,” Okoro added."
    said_on = last(text).attribution.said_on
    assert said_on is not None
    assert (said_on.date, said_on.inferred) == ("2024-05-13", True)


def test_no_day_is_taken_over_from_another_speaker() -> None:
    text = f"{SAILS} on Monday. “It never has,” Greta Tallis said."
    assert day(last(text)) is None
