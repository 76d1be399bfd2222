"""What is printed as JSON: an extraction as one line; a statement, an answer, and words that quote nobody as one
object each.

Offsets are code points into the article's text, spans are [start, end], and what is not known is null.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from quotetrack.export.passage import around, context
from quotetrack.export.wording import spans_text
from quotetrack.records import (
    Article,
    ClaimNote,
    Decision,
    Extraction,
    Figure,
    NotSpeech,
    Printed,
    PrintedNotSpeech,
    Review,
    Span,
    Speaker,
    Statement,
)

Object = dict[str, object]
"""One JSON object, its keys in the order they are printed."""


def extraction_object(
    extraction: Extraction,
    *,
    text: bool = False,
    zones: bool = False,
    not_speech: bool = False,
    min_confidence: float = 0.0,
) -> Object:
    """An article and its quotations, as `quotetrack extract` prints them.

    `text` adds the article's text, `zones` what its stretches are, `not_speech` what stands in marks and quotes
    nobody. Quotations whose speaker is less sure than `min_confidence` are left out.
    """
    article = extraction.article
    found: Object = _article(article)
    found["quotes"] = [
        quote_object(article, statement)
        for statement in extraction.statements
        if statement.attribution.confidence >= min_confidence
    ]
    if not_speech:
        found["not_speech"] = [not_speech_object(article, one) for one in extraction.not_speech]
    if text:
        found["text"] = article.text
    if zones:
        found["zones"] = [{"kind": zone.kind, "span": _span(zone.span)} for zone in article.zones]
    return found


def quote_object(article: Article, statement: Statement) -> Object:
    """One quotation with its speaker, as it stands under "quotes"."""
    quote, attribution, text = statement.quote, statement.attribution, article.text
    return {
        "id": quote.id,
        "kind": quote.kind,
        "content": _spans(quote.content),
        "text": quote.words(text),
        "where": quote.where,
        "cue": _spans(quote.cue) or None,
        "mention": _spans(attribution.mention) or None,
        "speaker": speaker_object(attribution.speaker),
        "hearer": _words(text, attribution.hearer),
        "stance": attribution.stance,
        "act": attribution.act,
        "said_on": attribution.said_on.date if attribution.said_on else None,
        "via": [span.of(text) for span in attribution.via],
        "speaks_for": _words(text, attribution.speaks_for),
        "anonymity": _words(text, attribution.anonymity),
        "translated": _words(text, attribution.translated),
        "proposition": _spans(quote.proposition) or None,
        "figures": [_figure(text, figure) for figure in quote.figures],
        "about": [span.of(text) for span in quote.about],
        "confidence": round(attribution.confidence, 4),
        "rule": quote.rule,
    }


def not_speech_object(article: Article, found: NotSpeech) -> Object:
    """Words in marks that quote nobody, and the rule that says so, as they stand under "not_speech"."""
    return {"content": _spans((found.span,)), "text": found.span.of(article.text), "rule": found.rule}


def printed_not_speech_object(printed: PrintedNotSpeech) -> Object:
    """Stored words in marks that quote nobody, with their article and what stands around them."""
    article = printed.article
    before, after = around(article, printed.not_speech.span)
    return {
        **_article(article),
        "digest": article.digest,
        **not_speech_object(article, printed.not_speech),
        "before": before,
        "after": after,
    }


def printed_object(printed: Printed) -> Object:
    """A stored quotation with its article, its context and the reasons for its speaker."""
    article, attribution = printed.article, printed.statement.attribution
    said_on, text = attribution.said_on, printed.article.text
    before, after = context(printed)
    return {
        **_article(article),
        "byline": article.byline,
        "archive_url": article.archive_url,
        "retrieved": article.retrieved,
        "digest": article.digest,
        **quote_object(article, printed.statement),
        "said_on_precision": said_on.precision if said_on else None,
        "said_on_basis": said_on.basis.of(text) if said_on else None,
        "place": _words(text, attribution.place),
        "occasion": _words(text, attribution.occasion),
        "before": before,
        "after": after,
        "why": [{"rule": reason.rule, "text": _words(text, reason.span)} for reason in attribution.evidence],
        "candidates": [
            {"name": other.name, "score": round(other.score, 4), "reason": other.reason}
            for other in attribution.candidates
        ],
        "claim": _claim(printed.claim),
        "review": review_object(printed.review),
    }


def review_object(review: Review | None) -> Object | None:
    """What a reviewer has decided, null where nobody has."""
    if review is None:
        return None
    return {
        "status": review.status,
        "reviewer": review.reviewer,
        "checked_on": review.checked_on,
        "notes": review.notes,
        "corrected": list(review.corrected),
    }


def decision_object(decision: Decision) -> Object:
    """One decision of a reviewer, as `quotetrack review log` prints it; "value" and "was" are the field's own."""
    return {
        "number": decision.number,
        "article": decision.article,
        "quote": decision.quote,
        "what": decision.what,
        "value": json.loads(decision.value),
        "was": json.loads(decision.was),
        "made_by": decision.made_by,
        "made_at": decision.made_at,
        "checked_on": decision.checked_on,
        "batch": decision.batch,
        "undoes": decision.undoes,
    }


def _claim(claim: ClaimNote | None) -> Object | None:
    if claim is None:
        return None
    return {
        "id": claim.id,
        "printings": claim.printings,
        "sources": claim.sources,
        "first_published": claim.first_published,
        "first_source": claim.first_source,
        "conflicts": claim.conflicts,
    }


def reasons_object(printed: Printed) -> Object:
    """A stored quotation as `printed_object` has it, with all that decided: every piece of evidence and every
    candidate with its place, what was repaired, and how sure the rule is that these are a speaker's words."""
    quote, attribution, text = printed.statement.quote, printed.statement.attribution, printed.article.text
    return {
        **printed_object(printed),
        "evidence": [
            {
                "rule": reason.rule,
                "text": _words(text, reason.span),
                "span": _span(reason.span) if reason.span else None,
            }
            for reason in attribution.evidence
        ],
        "candidates": [
            {
                "name": other.name,
                "score": round(other.score, 4),
                "reason": other.reason,
                "mention": _spans((other.mention,)),
            }
            for other in attribution.candidates
        ],
        "flags": list(quote.flags),
        "quote_confidence": round(quote.confidence, 4),
    }


def answer_object(printed: Printed, *, rank: int, score: float, claim: str | None = None) -> Object:
    """One answer to a question, as `quotetrack ask` prints it; `rank` counts from 1, `claim` is the id of its claim.
    What a reviewer has decided is told only where somebody has."""
    article, quote, attribution = printed.article, printed.statement.quote, printed.statement.attribution
    reviewed: Object = {"review": review_object(printed.review)} if printed.review else {}
    return {
        "rank": rank,
        "score": round(score, 4),
        "article": article.id,
        "source": _source(article),
        "published": article.published,
        "url": article.url,
        "content": _spans(quote.content),
        "text": printed.text,
        "speaker": speaker_object(attribution.speaker),
        "mention": _spans(attribution.mention) or None,
        "kind": quote.kind,
        "stance": attribution.stance,
        "claim": claim,
        **reviewed,
    }


def dump(value: Mapping[str, object]) -> bytes:
    """The object as one line of JSON in UTF-8, without the line's end.

    Letters stand as they are; a lone surrogate, which UTF-8 cannot hold, becomes its \\u escape.
    """
    # For code points up to U+FFFF, Python's backslashreplace happens to write JSON's own escape.
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace")


def _article(article: Article) -> Object:
    """The fields that tell where something is printed."""
    return {
        "article": article.id,
        "title": article.title,
        "source": _source(article),
        "published": article.published,
        "url": article.url,
        "agencies": list(article.agencies),
    }


def _source(article: Article) -> str | None:
    return article.source.name or article.source.domain


def speaker_object(speaker: Speaker | None) -> Object | None:
    """Who spoke, as a quotation's object has it; null where nobody is settled on."""
    if speaker is None:
        return None
    return {"name": speaker.name, "kind": speaker.kind, "role": speaker.role}


def _figure(text: str, figure: Figure) -> Object:
    """A figure; a value that is a whole number is printed as one."""
    value = figure.value
    return {
        "text": figure.span.of(text),
        "span": _span(figure.span),
        "value": int(value) if value is not None and value.is_integer() else value,
        "unit": _words(text, figure.unit),
        "counted": _words(text, figure.counted),
    }


def _span(span: Span) -> list[int]:
    return [span.start, span.end]


def _spans(spans: tuple[Span, ...]) -> list[list[int]]:
    return [_span(span) for span in spans]


def _words(text: str, span: Span | None) -> str | None:
    return spans_text(text, (span,)) if span else None
