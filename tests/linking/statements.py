"""Statements for the tests of linking."""

from __future__ import annotations

from quotetrack.linking.inputs import LinkInput
from quotetrack.linking.signatures import Signatures, make_signatures
from quotetrack.text.word_frequency import word_ranks
from quotetrack.text.word_weights import Words

WORDS = Words(word_ranks())
DAY = 734_700
LONG = "The northern bridge will stay closed until every cracked girder has been replaced"
SENTENCES = [
    "the harbour council closed the northern bridge on account of a crack",
    "the council closed the northern bridge",
    "a crack was found in the northern bridge",
    "fishermen protested against quotas in the gulf",
    "quotas in the gulf ruin the fishermen",
    "an orchestra played Bruckner in the cathedral",
] * 3


def signed(*inputs: LinkInput) -> Signatures:
    """Their signatures."""
    return make_signatures(inputs, WORDS)


def direct(words: str, **more: object) -> LinkInput:
    """A direct quotation of one speaker on one day; each in an article of its own."""
    given = {"marked": words, "speaker": 1, "name": "Ana Lima", "day": DAY, "source": 1, "article": 1, **more}
    return LinkInput(words, **given)  # type: ignore[arg-type]
