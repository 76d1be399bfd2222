"""Signs inside words that nobody sees."""

from __future__ import annotations

import pytest

from quotetrack.text.unseen import as_read, without_unseen


@pytest.mark.parametrize("sign", ["\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"])
def test_each_sign_goes(sign: str) -> None:
    assert without_unseen(f"har{sign}bour") == "harbour"


def test_what_is_seen_stays() -> None:
    assert without_unseen("a harbour-master’s “ship”\n") == "a harbour-master’s “ship”\n"


def test_runs_of_space_are_one() -> None:
    assert as_read("Nadia \n Oko\u00adro") == "Nadia Okoro"
