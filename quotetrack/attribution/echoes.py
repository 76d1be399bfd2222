"""Headlines and pull quotes print again what the article quotes somebody as saying.

Words in marks without a speaker, in a headline or alone in their paragraph, are the speaker's of the one quotation in
the article that holds the same words. Nothing is guessed: not one word may differ, and no two speakers may fit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from quotetrack.records import Evidence, Statement
from quotetrack.records.rules import RuleName

_WORD = re.compile(r"[^\W_]+")
_FEWEST_WORDS = 3
"""Words that an echo has: two may be anybody's."""
_UNSIGNED = frozenset((RuleName.ALONE, RuleName.BARE_COLON, RuleName.HEADLINE))


def with_echoes(statements: Sequence[Statement], text: str) -> list[Statement]:
    """Return the statements, in which those that print again what another one quotes have its speaker."""
    if not any(map(_may_echo, statements)):
        return list(statements)
    spoken = [
        (f" {_words(s, text)} ", s)
        for s in statements
        if s.attribution.speaker is not None and s.quote.kind != "indirect"
    ]
    return [_named(s, text, spoken) if _may_echo(s) else s for s in statements]


def _may_echo(statement: Statement) -> bool:
    return statement.attribution.speaker is None and statement.quote.rule in _UNSIGNED


def _named(statement: Statement, text: str, spoken: Sequence[tuple[str, Statement]]) -> Statement:
    words = _words(statement, text)
    if len(words.split()) < _FEWEST_WORDS:
        return statement
    fitting = [other for said, other in spoken if f" {words} " in said]
    speakers = {other.attribution.speaker for other in fitting}
    if len({speaker.name for speaker in speakers if speaker is not None}) != 1:
        return statement
    first = fitting[0]
    attribution = replace(
        statement.attribution,
        speaker=first.attribution.speaker,
        role=first.attribution.role,
        confidence=first.attribution.confidence,
        evidence=(*statement.attribution.evidence, Evidence("printed again", first.quote.content[0])),
        candidates=(),
    )
    return replace(statement, attribution=attribution)


def _words(statement: Statement, text: str) -> str:
    return " ".join(_WORD.findall(statement.quote.words(text).lower()))
