"""The number words of English and the units behind numbers, the only copy; the words are in `lang/en/numbers.json`."""

from __future__ import annotations

from quotetrack.text.word_lists import read_word_lists

_DATA = read_word_lists("numbers.json")

NUMBER_WORDS: dict[str, float] = _DATA["words"]
"""What each number word below a hundred amounts to: "zero" and "no" to "ninety"."""
MULTIPLES: dict[str, float] = _DATA["multiples"]
"""What words amount to that multiply the number before them: "dozen", "hundred" … "trillion", "m", "mn", "bn"."""
UNITS = frozenset(_DATA["units"])
"""What numbers measure in, as lemmas or signs; some have two words ("per cent")."""
SCALES = ("hundred", "thousand", "million", "billion", "trillion")
"""The multiples that are written out and are powers of ten."""
