"""Name and office on the label of a turn, and whom its letters stand for."""

from __future__ import annotations

import pytest

from quotetrack.attribution.labels import holder_of_office, name_of_letter, read_label
from quotetrack.lang import load_lexicon
from quotetrack.records import Span


@pytest.mark.parametrize(
    ("label", "name", "office"),
    [
        ("NADIA OKORO", "NADIA OKORO", None),
        ("Nadia Okoro: ", "Nadia Okoro", None),
        ("The Minister for Ports (Nadia Okoro)", "Nadia Okoro", "Minister for Ports"),
        ("THE MINISTER FOR PORTS (NADIA OKORO)", "NADIA OKORO", "MINISTER FOR PORTS"),
        ("Secretary of State (Dr Nadia Okoro)", "Dr Nadia Okoro", "Secretary of State"),
        ("Nadia Okoro (Minister for Ports)", "Nadia Okoro", "Minister for Ports"),
        ("Hon. Nadia Okoro (Minister of Ports, Lib.)", "Hon. Nadia Okoro", "Minister of Ports"),
        ("Mr Okoro (Harbour East) (Lab)", "Mr Okoro", None),
        ("ROSA LUND, HARBOUR CORRESPONDENT", "ROSA LUND", "HARBOUR CORRESPONDENT"),
        ("Rosa Lund, mayor of Odda", "Rosa Lund", "mayor of Odda"),
        ("Odda, Me.", "Odda, Me.", None),
        ("The Speaker", "The Speaker", None),
        ("TREASURY SECRETARY ROSA LUND", "ROSA LUND", "TREASURY SECRETARY"),
        ("NORTHERN SECRETARY OF STATE ROSA LUND", "ROSA LUND", "NORTHERN SECRETARY OF STATE"),
        ("Health Minister Rosa Lund", "Rosa Lund", "Health Minister"),
        ("NORTHERN PRESIDENT ROSA LUND (through an interpreter)", "ROSA LUND", "NORTHERN PRESIDENT"),
        ("PRESIDENT LUND", "PRESIDENT LUND", None),
        ("MARY JUDGE LUND", "MARY JUDGE LUND", None),
    ],
)
def test_name_and_office_stand_apart(label: str, name: str, office: str | None) -> None:
    text = f"Ports Bill\n\n{label}: We left."
    start = text.index(label)
    parts = read_label(text, Span(start, start + len(label)), load_lexicon())
    assert (parts.name.of(text), parts.office and parts.office.of(text)) == (name, office)


@pytest.mark.parametrize(
    ("head", "asks", "answers"),
    [
        ("Q: Petr Lund, The Gazette\nA: Nadia Okoro\n", "Petr Lund", "Nadia Okoro"),
        ("Petr Lund (Q) talks to Nadia Okoro (A).\n", "Petr Lund", "Nadia Okoro"),
        ("NADIA OKORO, sworn.\n\nEXAMINATION BY MS. HALE:\n", "HALE", "NADIA OKORO"),
        ("A talk on the quay.\n", None, None),
    ],
)
def test_letters_are_whoever_the_text_says(head: str, asks: str | None, answers: str | None) -> None:
    text = f"{head}\nQ. Did it sink?\nA. It did."
    assert name_of_letter("Q", text.index("Q. Did"), text) == asks
    assert name_of_letter("A", text.index("A. It"), text) == answers


def test_who_examines_may_change() -> None:
    text = "EXAMINATION BY MR. HALE:\nQ. One?\nCROSS-EXAMINATION BY MS. LUND:\nQ. Two?"
    assert name_of_letter("Q", text.index("Q. One"), text) == "HALE"
    assert name_of_letter("Q", text.index("Q. Two"), text) == "LUND"


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("Briefing by President Rosa Lund", "Rosa Lund"),
        ("President Rosa Lund meets President Josef Hale", None),
        ("A briefing", None),
    ],
)
def test_an_office_is_the_one_that_the_head_names(head: str, name: str | None) -> None:
    text = f"{head}\n\nTHE PRESIDENT: I met President Ode."
    assert holder_of_office("THE PRESIDENT", text, load_lexicon()) == name
