"""What an edited row asks for, and the rows that make no sense."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from quotetrack.errors import UsageError
from quotetrack.records import Printed, Review, SpeakerKind
from quotetrack.review.cells import before, editable, row_fingerprint
from quotetrack.review.proposals import RowProposal, edited_cells, field_words, proposed
from tests.builders import harbour

FOUND = harbour()
SAID = Printed(article=FOUND.article, statement=FOUND.statements[0])
TODAY = "2024-03-09"
REVIEWED = replace(
    SAID, review=Review(status="confirmed", reviewer="Ana", checked_on="2024-03-02", notes="seen")
)


def kind_of(name: str) -> SpeakerKind | None:
    return "outlet" if name == "Harbour Post" else None


def asked(printed: Printed = SAID, **edits: str) -> RowProposal:
    edited = {heading.replace("_", " "): cell for heading, cell in edits.items()}
    return proposed(edited, printed, kind_of, by="Ben", today=TODAY)


def values(proposal: RowProposal) -> dict[str, str]:
    return {what: field_words(what, value) for what, value in proposal.values.items()}


@pytest.mark.parametrize("status", ["confirmed", " Rejected ", "UNSURE"])
def test_a_status_is_taken_whatever_its_case(status: str) -> None:
    found = asked(status=status)
    assert values(found) == {"status": status.strip().lower()}
    assert (found.reviewer, found.checked_on) == ("Ben", TODAY)


def test_the_row_says_who_and_when() -> None:
    found = asked(status="confirmed", reviewer=" Ana  Reis ", checked_on="2024-03-05")
    assert (found.reviewer, found.checked_on) == ("Ana Reis", "2024-03-05")


def test_a_correction_need_not_say_that_it_is_one() -> None:
    assert values(asked(speaker="Boris Petrov")) == {"speaker": "Boris Petrov", "status": "corrected"}
    assert values(asked(words="The bridge will open")) == {
        "words": "The bridge will open",
        "status": "corrected",
    }
    assert values(asked(stance="denied", status="corrected")) == {"stance": "denied", "status": "corrected"}


def test_a_name_that_is_known_brings_its_kind() -> None:
    assert json.loads(asked(speaker="Harbour Post").values["speaker"])["kind"] == "outlet"
    assert json.loads(asked(speaker="Nobody Known").values["speaker"])["kind"] == "person"
    assert json.loads(asked(speaker="X", speaker_kind="group").values["speaker"])["kind"] == "group"


def test_a_name_taken_away_leaves_an_unknown_speaker_or_one_without_a_name() -> None:
    assert values(asked(speaker=""))["speaker"] == "speaker unknown"
    assert values(asked(speaker="", speaker_kind="anonymous"))["speaker"] == "not named (anonymous)"


def test_offsets_say_the_words_too() -> None:
    start = FOUND.article.text.index("bridge will open")
    found = asked(offsets=f"{start}..{start + 16}")
    assert values(found)["words"] == "bridge will open"
    both = asked(offsets=f"{start}..{start + 16}", words="bridge will open")
    assert both.values == found.values


def test_what_is_as_it_was_decides_nothing() -> None:
    assert asked(status="").values == {}
    assert asked(words=SAID.text, stance="said").values == {}
    assert asked(REVIEWED, status="confirmed", notes="seen").values == {}


def test_another_reviewer_decides_the_same_again() -> None:
    found = asked(REVIEWED, reviewer="Ben")
    assert (values(found), found.reviewer) == ({"status": "confirmed"}, "Ben")


def test_a_status_taken_away_reopens_the_row() -> None:
    assert values(asked(REVIEWED, status="")) == {"status": ""}


@pytest.mark.parametrize(
    ("edits", "complaint"),
    [
        ({"status": "fine"}, "status 'fine': expected one of confirmed"),
        ({"stance": "maybe"}, "stance 'maybe': expected one of said"),
        ({"speaker_kind": "alien"}, "speaker kind 'alien'"),
        ({"speaker_kind": "unknown"}, "has a name, and the kind says unknown"),
        ({"speaker": "two\nlines"}, "on one line"),
        ({"speaker": "x" * 400}, "at most 300"),
        ({"words": ""}, "words are empty"),
        ({"words": "other words"}, "does not stand where the quotation does"),
        ({"offsets": "7"}, "expected places"),
        ({"offsets": "0..99999"}, "go beyond the article's text"),
        ({"offsets": "24..26"}, "no words at that place"),
        ({"offsets": "0..7", "words": "The bridge will"}, "name different places"),
        ({"status": "confirmed", "speaker": "Boris Petrov"}, "says confirmed, and something was corrected"),
        ({"status": "rejected", "words": "The bridge"}, "says rejected, and something was corrected"),
        ({"status": "corrected"}, "says corrected, and nothing"),
        ({"reviewer": "Ana"}, "decides nothing"),
        ({"checked_on": "2024-03-01"}, "decides nothing"),
        ({"status": "confirmed", "checked_on": "yesterday"}, "expected a day"),
        ({"status": "confirmed", "checked_on": "2024-03-10"}, "still to come"),
        ({"status": "confirmed", "reviewer": "x" * 200}, "at most 100"),
        ({"notes": "x" * 20_000}, "at most 10,000"),
    ],
)
def test_a_row_that_makes_no_sense_is_refused(edits: dict[str, str], complaint: str) -> None:
    with pytest.raises(UsageError, match=complaint):
        asked(SAID, **edits)


def test_only_what_somebody_changed_counts_and_not_what_the_database_did() -> None:
    written = before(row_fingerprint(editable(SAID), ()))
    later = replace(SAID, review=Review(status="confirmed", reviewer="Ana", checked_on="2024-03-02"))
    cells = {**editable(SAID), "notes": "typed"}
    assert edited_cells(cells, written, later) == {"notes": "typed"}
    # A sheet that says nothing of itself would take the confirmation back.
    assert edited_cells(cells, None, later).keys() == {"notes", "status", "reviewer", "checked on"}


def test_a_cell_that_both_have_changed_is_refused() -> None:
    written = before(row_fingerprint(editable(SAID), ()))
    with pytest.raises(UsageError, match="status was changed in the database since"):
        edited_cells({**editable(SAID), "status": "rejected"}, written, REVIEWED)
