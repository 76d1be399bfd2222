"""What decisions come to: which of them stand, a statement as they put it, what a later extraction leaves of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from quotetrack.records import (
    Article,
    Attribution,
    Candidate,
    Decision,
    DecisionField,
    Evidence,
    Printed,
    Quote,
    Review,
    Span,
    Speaker,
    Statement,
    identity_of,
    statement_id,
)

Values = Mapping[DecisionField, str]
"""Of each field that is decided what it is, as JSON."""

BY_REVIEWER = "decided by a reviewer"
"""The evidence for a speaker whom a reviewer has named."""

BEFORE_REVIEW = "before the review"
"""The reason for which whoever was taken for the speaker before a review is still named."""

CORRECTABLE: tuple[DecisionField, ...] = ("words", "speaker", "stance")
"""The fields that change what is shown of a statement."""


def standing(decisions: Iterable[Decision]) -> dict[DecisionField, Decision]:
    """Map each field to the latest decision on one quotation that nobody has taken back."""
    in_order = sorted(decisions, key=lambda decision: decision.number)
    undone = {decision.undoes for decision in in_order}
    return {one.what: one for one in in_order if one.undoes is None and one.number not in undone}


def statuses_said(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """Map each person to the latest of their decisions on the status of one quotation that nobody has taken back."""
    in_order = sorted(decisions, key=lambda decision: decision.number)
    undone = {decision.undoes for decision in in_order}
    return {
        one.made_by: one
        for one in in_order
        if one.what == "status" and one.undoes is None and one.number not in undone
    }


def values_of(decisions: Iterable[Decision]) -> dict[DecisionField, str]:
    """Map each field that has ever been decided on one quotation to its value now, as JSON.

    That is what the standing decision says. If all are taken back, it is what the field was before the first.
    """
    in_order = sorted(decisions, key=lambda decision: decision.number)
    first = {decision.what: decision.was for decision in reversed(in_order)}
    return first | {what: decision.value for what, decision in standing(in_order).items()}


def review_from(decisions: Iterable[Decision]) -> Review | None:
    """Return what the decisions of one quotation come to; None if none stands, or those that do say nothing."""
    stand = standing(decisions)
    values = {what: json.loads(decision.value) for what, decision in stand.items()}
    status, notes = values.get("status"), values.get("notes")
    corrected = tuple(what for what in CORRECTABLE if what in stand)
    if status is None and notes is None and not corrected:
        return None
    latest = max(stand.values(), key=lambda decision: decision.number)
    return Review(
        status=status, reviewer=latest.made_by, checked_on=latest.checked_on, notes=notes, corrected=corrected
    )


def value_of(what: DecisionField, printed: Printed) -> str:
    """Return what a field is now, as JSON: all that is needed to put it back."""
    quote, attribution, text = printed.statement.quote, printed.statement.attribution, printed.article.text
    values: dict[DecisionField, object] = {
        "words": words_value(quote.content, text),
        "speaker": _speaker_value(attribution),
        "stance": attribution.stance,
        "status": printed.review.status if printed.review else None,
        "notes": printed.review.notes if printed.review else None,
    }
    return dump(values[what])


def words_value(content: tuple[Span, ...], text: str) -> dict[str, object]:
    """Return where the words begin and end, and for a reader what they are."""
    return {"content": [[s.start, s.end] for s in content], "text": [s.of(text) for s in content]}


def new_speaker(attribution: Attribution, speaker: Speaker | None) -> Attribution:
    """Return the attribution with the speaker whom a reviewer names (None: nobody can be named). Whoever was taken for
    the speaker comes first among the candidates; the role was theirs, and goes with them."""
    was = attribution.speaker
    others = [other for other in attribution.candidates if speaker is None or other.name != speaker.name]
    if was is not None and was.name is not None and attribution.mention:
        mention, score = attribution.mention[0], min(attribution.confidence, 1.0)
        others = [Candidate(name=was.name, mention=mention, score=score, reason=BEFORE_REVIEW), *others]
    return replace(
        attribution,
        speaker=speaker,
        role=None,
        confidence=0.0 if speaker is None else 1.0,
        evidence=(Evidence(BY_REVIEWER),),
        candidates=tuple(others),
    )


def apply_decisions(statement: Statement, values: Values) -> Statement:
    """Return the statement as these values have it; fields without one stay."""
    quote, attribution = statement.quote, statement.attribution
    if "words" in values:
        spans = json.loads(values["words"])["content"]
        quote = replace(quote, content=tuple(Span(start, end) for start, end in spans))
    if "speaker" in values:
        attribution = _with_speaker(attribution, json.loads(values["speaker"]))
    if "stance" in values:
        attribution = replace(attribution, stance=json.loads(values["stance"]))
    return Statement(quote, attribution)


def merge_with_decisions(
    old: Sequence[Statement], new: Sequence[Statement], made: Mapping[str, Sequence[Decision]]
) -> tuple[Statement, ...]:
    """Merge a later extraction of the same text with the `old` statements on which a decision stands.

    `made` are all decisions, by the quotation's id. A statement that is found again gets what is decided. One that is
    not found again stays as it is, in place of what is now found in its words.
    """
    decided = {
        quote: {what: decision.value for what, decision in stand.items()}
        for quote, every in made.items()
        if (stand := standing(every))
    }
    again = {statement.quote.id for statement in new}
    stays = [one for one in old if one.quote.id in decided and one.quote.id not in again]
    merged = [
        apply_decisions(one, decided.get(one.quote.id, {}))
        for one in new
        if not any(_is_the_same(one, other) for other in stays)
    ]
    if stays:
        merged = sorted([*merged, *stays], key=lambda one: (one.quote.content[:1], one.quote.kind))
    return tuple(merged)


def under_stored_ids(
    article: Article,
    old: Sequence[Statement],
    new: Sequence[Statement],
    made: Mapping[str, Sequence[Decision]],
) -> tuple[Statement, ...]:
    """Give the statements of a later extraction of the same text the ids that they are stored under.

    Decisions, claims and whoever has noted an id go by what is stored, and 0.2.0 made some ids otherwise than
    `statement_id` does. One that is found again, by `identity_of`, takes the id it has among the `old` ones, before
    anybody corrected its words. Ids that were given with a statement stay.
    """
    again = {one.quote.id for one in new}
    # Of several that were found alike, the first.
    stored = {
        identity_of(_as_first_found(one.quote, made.get(one.quote.id, ()))): one.quote.id
        for one in reversed(old)
        if one.quote.id not in again
    }
    return tuple(
        with_id(one, stored.pop(identity_of(one.quote), one.quote.id))
        if stored and one.quote.id == statement_id(article, one.quote)
        else one
        for one in new
    )


def _as_first_found(quote: Quote, made: Iterable[Decision]) -> Quote:
    """Return the quote with the words that it had before anybody corrected them."""
    first = words_found(made)
    return replace(quote, content=tuple(Span(*place) for place in first["content"])) if first else quote


def words_found(made: Iterable[Decision]) -> dict[str, Any] | None:
    """Return what `words_value` gave before anybody corrected the words; None if nobody has."""
    first = next((decision for decision in made if decision.what == "words"), None)
    return json.loads(first.was) if first else None


def with_id(statement: Statement, id: str) -> Statement:
    """Return the statement under another id."""
    return Statement(replace(statement.quote, id=id), replace(statement.attribution, quote=id))


def dump(value: object) -> str:
    """Return the value as JSON in ASCII: databases hold it whatever the text."""
    return json.dumps(value, sort_keys=True)


def _is_the_same(one: Statement, other: Statement) -> bool:
    """True if both report one stretch of text in the same way: they share more than half of the shorter one."""
    if (one.quote.kind == "indirect") != (other.quote.kind == "indirect"):
        return False
    shared = sum(
        max(0, min(a.end, b.end) - max(a.start, b.start))
        for a in one.quote.content
        for b in other.quote.content
    )
    return 2 * shared > min(_length(one), _length(other))


def _length(statement: Statement) -> int:
    return sum(span.end - span.start for span in statement.quote.content)


def _speaker_value(attribution: Attribution) -> dict[str, object]:
    speaker = attribution.speaker
    return {
        "name": speaker.name if speaker else None,
        "kind": speaker.kind if speaker else None,
        "role": speaker.role if speaker else None,
        "printed_role": _places(attribution.role),
        "confidence": attribution.confidence,
        "evidence": [[reason.rule, _places(reason.span)] for reason in attribution.evidence],
        "candidates": [[c.name, _places(c.mention), c.score, c.reason] for c in attribution.candidates],
    }


def _with_speaker(attribution: Attribution, told: dict[str, Any]) -> Attribution:
    return replace(
        attribution,
        speaker=Speaker(told["name"], told["kind"], told["role"]) if told["kind"] else None,
        role=_span(told["printed_role"]),
        confidence=told["confidence"],
        evidence=tuple(Evidence(rule, _span(place)) for rule, place in told["evidence"]),
        candidates=tuple(
            Candidate(name=name, mention=Span(*place), score=score, reason=reason)
            for name, place, score, reason in told["candidates"]
        ),
    )


def _places(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _span(place: Sequence[int] | None) -> Span | None:
    return Span(*place) if place else None
