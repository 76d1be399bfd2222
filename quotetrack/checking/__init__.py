"""Whether somebody really said some words, by what is printed in a store: `check` gives the verdict and the printings
that it rests on, `find_alarms` the quotations of which something is wrong."""

from quotetrack.checking.alarms import find_alarms, narrow_alarms
from quotetrack.checking.checker import check, checked_words

__all__ = ["check", "checked_words", "find_alarms", "narrow_alarms"]
