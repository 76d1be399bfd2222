"""What checking words came to, as JSON: one object a quotation checked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from quotetrack.export import wording
from quotetrack.export.claims import comparison_object
from quotetrack.export.lines import Object, speaker_object
from quotetrack.records import Comparison, Printed


class Matched(Protocol):
    """A printing that bears on a verdict, as `quotetrack.checking.Match` is."""

    @property
    def printed(self) -> Printed: ...
    @property
    def score(self) -> float: ...
    @property
    def how(self) -> str: ...
    @property
    def differs(self) -> Comparison | None: ...
    @property
    def notes(self) -> tuple[str, ...]: ...


class Checked(Protocol):
    """A verdict with what it rests on, as `quotetrack.checking.Check` is."""

    @property
    def words(self) -> str: ...
    @property
    def speaker(self) -> str | None: ...
    @property
    def verdict(self) -> str: ...
    @property
    def why(self) -> str: ...
    @property
    def matches(self) -> Iterable[Matched]: ...


def check_object(check: Checked, *, id: str | int | None = None) -> Object:
    """A verdict, as `quotetrack check` prints it, with the printings by day of publication; `id` names what was
    checked, where there was more than one."""
    named: Object = {} if id is None else {"id": id}
    return {
        **named,
        "verdict": check.verdict,
        "matches": [_match(one) for one in check.matches],
        "why": check.why,
        "words": check.words,
        "asked": check.speaker,
    }


def _match(match: Matched) -> Object:
    article, quote = match.printed.article, match.printed.statement.quote
    attribution = match.printed.statement.attribution
    return {
        "article": article.id,
        "content": [[span.start, span.end] for span in quote.content],
        "text": match.printed.text,
        "speaker": speaker_object(attribution.speaker),
        "score": round(match.score, 4),
        "how": match.how,
        "source": wording.outlet(article) or None,
        "published": article.published,
        "kind": quote.kind,
        "stance": attribution.stance,
        "quote": quote.id,
        "notes": list(match.notes),
        "differs": None if match.differs is None else comparison_object(match.differs),
    }
