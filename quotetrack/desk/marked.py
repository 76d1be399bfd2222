"""Quotations as the desk's templates want them: the sheet's card, with what can be decided on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quotetrack.collection import Collection
from quotetrack.export import wording
from quotetrack.export.as_html import Filled, filled_card
from quotetrack.export.passage import passage
from quotetrack.export.why import sections
from quotetrack.records import Printed

MOST_PICKED = 9
"""Runners-up that a digit picks."""


def on_desk(collection: Collection, printed: Printed) -> Filled:
    """Return what the desk shows of a quotation: its card, each piece of the passage with its place in the text, the
    state that a decision is made on, and whom a digit makes the speaker."""
    article, attribution = printed.article, printed.statement.attribution
    return {
        **filled_card(printed),
        "passage": [
            (piece.part, piece.span.of(article.text), piece.span.start) for piece in passage(printed).pieces
        ],
        "seen": collection.state(printed),
        "article": article.id,
        "words": printed.text,
        "stance": attribution.stance,
        "speaker_name": attribution.speaker_name or "",
        "runners_up": list(_runners_up(printed)),
        "decided": printed.review,
        "reasons": list(_reasons(printed)),
        "kept_back": wording.kept_back(printed),
        "is_second": False,
    }


def all_on_desk(collection: Collection, several: Iterable[Printed]) -> list[Filled]:
    """Return what the desk shows of several quotations."""
    return [on_desk(collection, printed) for printed in several]


def _runners_up(printed: Printed) -> Iterator[tuple[str, str]]:
    """Yield whom a digit makes the speaker: each candidate's name once, with why it came into question."""
    attribution = printed.statement.attribution
    named = {attribution.speaker_name}
    for candidate in attribution.candidates:
        if candidate.name not in named and len(named) <= MOST_PICKED:
            named.add(candidate.name)
            yield candidate.name, f"{candidate.score:.2f} {candidate.reason}".strip()


def _reasons(printed: Printed) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield `--why` by heading: each reason's name, and what is told with the words it rests on."""
    text = printed.article.text
    for section in sections(printed):
        told = [
            (
                reason.about,
                "; ".join(filter(None, (reason.told, *(f"“{span.of(text)}”" for span in reason.words)))),
            )
            for reason in section.reasons
        ]
        yield section.heading, told
