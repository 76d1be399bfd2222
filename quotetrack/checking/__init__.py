"""Whether somebody really said some words, by what is printed in a store: `check` gives the verdict and the printings
that it rests on."""

from quotetrack.checking.records import Check, Match, Verdict
from quotetrack.checking.walk import check, checked_words

__all__ = ["Check", "Match", "Verdict", "check", "checked_words"]
