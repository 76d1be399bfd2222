"""Whose words a document's are. Written against en_core_web_sm 3.8.0."""

from __future__ import annotations

import pytest

from tests.attribution.walk import last, name

pytestmark = pytest.mark.parser


@pytest.mark.parametrize(
    "text",
    [
        "According to the Health Council’s latest tally, 312 people have died.",
        "A report by the Health Council said the fever was over. The report said 312 had died.",
        "A report issued by the Health Council said the fever was over.",
    ],
)
def test_a_document_speaks_for_the_body_that_made_it(text: str) -> None:
    assert name(last(text)) == "Health Council"


def test_a_poll_is_the_one_brought_in_last() -> None:
    text = "A Fox News poll found that 40 percent oppose it. The poll said most women back it."
    assert name(last(text)) == "Fox News"


def test_a_letter_is_its_writer_s() -> None:
    text = "Clara Lascelles left. Lascelles’s letter said the house was empty. The letter said more would follow."
    assert name(last(text)) == "Clara Lascelles"


@pytest.mark.parametrize(
    "text",
    [
        "The Mueller report said there was none.",
        "A Times article said the dam was unsafe.",
        "A Health Council report said the dam was unsafe.",
        "Ada Mueller met the board. Mueller’s brief said the dam was unsafe.",
        "A report seen by Reuters said the dam was unsafe.",
        "A report by the Health Council named the village. A later report said the well was clean.",
        "A report by the Health Council named the village. A report came out. The report said it was clean.",
    ],
)
def test_whom_a_document_is_about_or_who_saw_it_did_not_make_it(text: str) -> None:
    assert name(last(text)) not in ("Ada Mueller", "Times", "Mueller", "Reuters", "Health Council")
