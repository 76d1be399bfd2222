"""Links and claims as JSON: one object a line."""

from __future__ import annotations

from quotetrack.export import wording
from quotetrack.export.lines import Object, quote_object, review_object
from quotetrack.records import Claim, Comparison, Ground, Printed, PrintedLink, Span


def link_object(found: PrintedLink) -> Object:
    """A link, as `quotetrack links` prints it."""
    return {
        "a": _end(found.a),
        "b": _end(found.b),
        "relation": found.link.relation,
        "score": round(found.link.score, 4),
        "probabilities": {name: round(chance, 4) for name, chance in found.link.probabilities},
        "grounds": [_ground(ground) for ground in found.link.grounds],
    }


def claim_object(claim: Claim) -> Object:
    """A claim, as `quotetrack claims` prints it."""
    fullest = claim.fullest
    speaker = fullest.statement.attribution.speaker
    return {
        "claim": claim.id,
        "members": [_end(one.printed) for one in claim.printings],
        "first_published": claim.first_published,
        "sources": claim.sources,
        "text": fullest.text,
        "speaker": speaker.name if speaker is not None else None,
        "conflicts": len(claim.conflicts),
    }


def claim_in_full(claim: Claim, comparisons: tuple[Comparison | None, ...]) -> Object:
    """A claim with its printings by day, how each differs from the fullest one (null for that one itself), and the
    links to what contradicts it and what says it again."""
    return {
        **claim_object(claim),
        "printings": [
            {
                **_end(one.printed),
                "source": wording.outlet(one.printed.article) or None,
                "published": one.printed.article.published,
                "agencies": list(one.printed.article.agencies),
                "copy_of": one.copy_of,
                **quote_object(one.printed.article, one.printed.statement),
                "review": review_object(one.printed.review),
                "differs": None if told is None else comparison_object(told),
            }
            for one, told in zip(claim.printings, comparisons, strict=True)
        ],
        "contradicted_by": [link_object(link) for link in claim.conflicts],
        "said_again": [link_object(link) for link in claim.same],
    }


def comparison_object(told: Comparison) -> Object:
    """How one text differs from another, word by word; spans lie in either's text."""
    return {
        "verdict": told.verdict,
        "warnings": list(told.warnings),
        "changes": [
            {"kind": c.kind, "a": _spans(c.a), "b": _spans(c.b), "fair": c.fair or None} for c in told.changes
        ],
    }


def _end(printed: Printed) -> Object:
    return {"article": printed.article.id, "content": _spans(printed.statement.quote.content)}


def _ground(ground: Ground) -> Object:
    return {"what": ground.what, "says": ground.says, "a": _spans(ground.a), "b": _spans(ground.b)}


def _spans(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
