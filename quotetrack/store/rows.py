"""Records to rows and back, one function each; no database is touched here.

A statement's spans go to one table by what they mark: `content`, `proposition`, `about`, `cue`, `mention`, `via`,
`role`, `hearer`, `place`, `occasion`, `speaks_for`, `anonymity`, `translated` and `said_on` (the words that the day
rests on).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from quotetrack.records import (
    Article,
    Attribution,
    Candidate,
    Capture,
    Evidence,
    Figure,
    Locator,
    NotSpeech,
    Quote,
    Review,
    SaidOn,
    Source,
    Span,
    Speaker,
    Statement,
    Wire,
    Zone,
)
from quotetrack.records.encoding import MisfitError, decode_as, encode
from quotetrack.store.batches import group_pairs
from quotetrack.store.escaping import fingerprint

Row = dict[str, Any]

SHORT_ID = 12
"""How much of a quotation's id is indexed; the ids that `statement_id` makes are no longer."""


IN_QUOTE = ("content", "proposition", "about", "cue")
IN_ATTRIBUTION = ("mention", "via")
SINGLE = ("role", "hearer", "place", "occasion", "speaks_for", "anonymity", "translated")
"""What spans mark, each under the name of its field: several of a quotation or its attribution, or one at most."""

DETAILS: dict[str, Any] = {"locators": tuple[Locator, ...], "capture": Capture, "wire": Wire}
"""The fields of an article that stand in `details` as one object, with what each holds."""


def article_row(article: Article) -> Row:
    """The columns of `revisions` that hold what an article says about itself, its text included."""
    return {
        "given_id": article.id,
        "given_hash": fingerprint(article.id),
        "digest": article.digest,
        "title": article.title,
        "published": article.published,
        "published_at": article.published_at,
        "url": article.url,
        "archive_url": article.archive_url,
        "byline": article.byline,
        "agencies": json.dumps(article.agencies),
        "language": article.language,
        "retrieved": article.retrieved,
        "zones": json.dumps([(zone.kind, zone.span.start, zone.span.end) for zone in article.zones]),
        "text": article.text,
        "details": _details_row(article),
    }


def _details_row(article: Article) -> str | None:
    """Return what few articles have as JSON, each under the name of its field; None if there is nothing."""
    told = {name: encode(held) for name in DETAILS if (held := getattr(article, name))}
    return json.dumps(told) if told else None


def details_of(stored: str | None) -> dict[str, Any]:
    """Return the fields that `details` holds, by their names. MisfitError for what is none of them."""
    told = json.loads(stored) if stored else {}
    if not isinstance(told, dict) or not told.keys() <= DETAILS.keys():
        raise MisfitError(f"an object with {', '.join(DETAILS)}")
    return {name: decode_as(DETAILS[name], value) for name, value in told.items()}


def article_of(row: Any) -> Article:
    """The article in a row of `revisions`, joined with its key and its source's name and domain."""
    return Article(
        id=row.given_id,
        text=row.text,
        key=row.key,
        title=row.title,
        source=Source(name=row.source_name, domain=row.source_domain),
        published=row.published,
        published_at=row.published_at,
        url=row.url,
        archive_url=row.archive_url,
        byline=row.byline,
        agencies=tuple(json.loads(row.agencies)),
        language=row.language,
        retrieved=row.retrieved,
        zones=tuple(Zone(kind, Span(start, end)) for kind, start, end in json.loads(row.zones)),
        **details_of(row.details),
    )


def quote_row(quote: Quote, text: str) -> Row:
    """The columns of `quotes`, but for the revision and the place in it."""
    return {
        "given_id": quote.id,
        "short_id": quote.id[:SHORT_ID],
        "kind": quote.kind,
        "printed_in": quote.where,
        "rule": quote.rule,
        "confidence": quote.confidence,
        "flags": json.dumps(quote.flags),
        "begins": quote.content[0].start if quote.content else 0,
        "words": quote.words(text),
        "shown": quote.shown,
    }


def attribution_row(attribution: Attribution, text: str, speaker_id: int | None) -> Row:
    """The columns of `attributions`, but for the quote. `mention`, `role` and `hearer` are the words as
    printed, for people who read the table; the records are made from the spans."""
    speaker, said_on = attribution.speaker, attribution.said_on
    return {
        "stance": attribution.stance,
        "act": attribution.act,
        "speaker": speaker_id,
        "speaker_kind": speaker.kind if speaker else None,
        "speaker_role": speaker.role if speaker else None,
        "said_on": said_on.date if said_on else None,
        "said_precision": said_on.precision if said_on else None,
        "said_inferred": said_on.inferred if said_on else None,
        "confidence": attribution.confidence,
        "mention": " … ".join(span.of(text) for span in attribution.mention) or None,
        "role": attribution.role.of(text) if attribution.role else None,
        "hearer": attribution.hearer.of(text) if attribution.hearer else None,
    }


def span_rows(statement: Statement) -> list[Row]:
    """The rows of `spans`, but for the quote."""
    quote, attribution = statement.quote, statement.attribution
    said_on = attribution.said_on
    marked: dict[str, Sequence[Span | None]] = {
        **{role: getattr(quote, role) for role in IN_QUOTE},
        **{role: getattr(attribution, role) for role in IN_ATTRIBUTION},
        **{role: (getattr(attribution, role),) for role in SINGLE},
        "said_on": (said_on.basis if said_on else None,),
    }
    return [
        {"role": role, "n": n, "begins": span.start, "ends": span.end}
        for role, spans in marked.items()
        for n, span in enumerate(spans)
        if span is not None
    ]


def candidate_rows(attribution: Attribution) -> list[Row]:
    """The rows of `candidates`, but for the quote."""
    return [
        {
            "n": n,
            "name": candidate.name,
            "begins": candidate.mention.start,
            "ends": candidate.mention.end,
            "score": candidate.score,
            "reason": candidate.reason,
        }
        for n, candidate in enumerate(attribution.candidates)
    ]


def evidence_rows(attribution: Attribution) -> list[Row]:
    """The rows of `evidence`, but for the quote."""
    return [
        {
            "n": n,
            "rule": reason.rule,
            "begins": reason.span.start if reason.span else None,
            "ends": reason.span.end if reason.span else None,
        }
        for n, reason in enumerate(attribution.evidence)
    ]


def figure_rows(quote: Quote, text: str) -> list[Row]:
    """The rows of `figures`, but for the quote. `unit` and `counted` are as printed, for people who read the table; the
    records are made from the spans."""
    return [
        {
            "n": n,
            "begins": figure.span.start,
            "ends": figure.span.end,
            "value": figure.value,
            "unit_begins": figure.unit.start if figure.unit else None,
            "unit_ends": figure.unit.end if figure.unit else None,
            "counted_begins": figure.counted.start if figure.counted else None,
            "counted_ends": figure.counted.end if figure.counted else None,
            "unit": figure.unit.of(text) if figure.unit else None,
            "counted": figure.counted.of(text) if figure.counted else None,
        }
        for n, figure in enumerate(quote.figures)
    ]


def not_speech_row(passage: NotSpeech, text: str) -> Row:
    """The columns of `not_speech`, but for the revision and the place in it. `words` are as printed, for people who
    read the table; the records are made from the span."""
    return {
        "rule": passage.rule,
        "begins": passage.span.start,
        "ends": passage.span.end,
        "words": passage.span.of(text),
    }


def not_speech_of(row: Any) -> NotSpeech:
    """What a row of `not_speech` tells."""
    return NotSpeech(Span(row.begins, row.ends), row.rule)


def statement_of(
    row: Any,
    spans: Sequence[Any],
    figures: Sequence[Any],
    candidates: Sequence[Any],
    evidence: Sequence[Any],
) -> Statement:
    """Return the statement in a row of `quotes` joined with its attribution and speaker.

    The others are its rows of the tables of these names, each in order.
    """
    marked = group_pairs((span.role, Span(span.begins, span.ends)) for span in spans)
    quote = Quote(
        id=row.given_id,
        kind=row.kind,
        where=row.printed_in,
        rule=row.rule,
        confidence=row.confidence,
        flags=tuple(json.loads(row.flags)),
        figures=tuple(map(_figure_of, figures)),
        shown=row.shown,
        **{role: tuple(marked[role]) for role in IN_QUOTE},
    )
    parts: dict[str, Any] = {role: tuple(marked[role]) for role in IN_ATTRIBUTION}
    parts |= {role: next(iter(marked[role]), None) for role in SINGLE}
    attribution = Attribution(
        quote=row.given_id,
        speaker=_speaker_of(row),
        stance=row.stance,
        act=row.act,
        said_on=_said_on_of(row, next(iter(marked["said_on"]), None)),
        evidence=tuple(Evidence(reason.rule, _span_of(reason.begins, reason.ends)) for reason in evidence),
        confidence=row.attribution_confidence,
        candidates=tuple(
            Candidate(
                name=other.name,
                mention=Span(other.begins, other.ends),
                score=other.score,
                reason=other.reason,
            )
            for other in candidates
        ),
        **parts,
    )
    return Statement(quote, attribution)


def review_row(review: Review) -> Row:
    """The columns of `reviews`, but for the quote."""
    return {**asdict(review), "corrected": json.dumps(review.corrected)}


def stored_review(row: Any) -> Review | None:
    """Return what people have decided, by a row of `reviews` with its status as `review_status`; None if empty."""
    if row.reviewer is None:
        return None
    return Review(
        status=row.review_status,
        reviewer=row.reviewer,
        checked_on=row.checked_on,
        notes=row.notes,
        corrected=tuple(json.loads(row.corrected)),
    )


def _speaker_of(row: Any) -> Speaker | None:
    name, kind, role = row.speaker_name, row.speaker_kind, row.speaker_role
    return None if kind is None else Speaker(name=name, kind=kind, role=role)


def _said_on_of(row: Any, basis: Span | None) -> SaidOn | None:
    if row.said_on is None or basis is None:
        return None
    return SaidOn(date=row.said_on, precision=row.said_precision, basis=basis, inferred=row.said_inferred)


def _figure_of(row: Any) -> Figure:
    return Figure(
        span=Span(row.begins, row.ends),
        value=row.value,
        unit=_span_of(row.unit_begins, row.unit_ends),
        counted=_span_of(row.counted_begins, row.counted_ends),
    )


def _span_of(begins: int | None, ends: int | None) -> Span | None:
    return None if begins is None or ends is None else Span(begins, ends)
