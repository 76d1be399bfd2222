"""Statements, claims and reviews as nodes of a graph in JSON-LD, in the terms of schema.org, of the W3C's Web
Annotations ("oa:") and, where neither has one, our own ("qt:"). What is not known is left out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from urllib.parse import quote as percent_encode

from quotetrack.export import wording
from quotetrack.export.columns import CELL_OF
from quotetrack.export.legible import web_address
from quotetrack.export.sheet import ComparedClaim, has_more
from quotetrack.records import Article, Printed, Span, Speaker

GraphNode = dict[str, object]

CONTEXT: GraphNode = {
    "@vocab": "https://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "qt": "urn:quotetrack:",
}

AROUND = 32
"""Characters before and after the words that a selector tells, to find them again in a page."""

_SPOKEN = frozenset(("said", "asked"))
_VERDICTS = frozenset(("confirmed", "corrected", "rejected"))
_TYPES = {"person": "Person", "organisation": "Organization", "outlet": "Organization"}

RATES = (
    "This rates whether the words were printed as quoted and said by whom they are said to be from, not whether what "
    "they say is true."
)
"""What a review is about; stands in each."""


def quotation(printed: Printed) -> GraphNode:
    """Return a quotation with its article, its places in the text, and what is known of how it was said.

    `creator` is told only of words that a named speaker said or asked, and nobody has rejected; of others it is
    `qt:attributedTo`, to whom they are ascribed.
    """
    quote, attribution, article = printed.statement.quote, printed.statement.attribution, printed.article
    return _known(
        {
            **_reference("quotation", quote.id),
            "@type": "Quotation",
            "text": printed.text,
            "creator" if _is_creator(printed) else "qt:attributedTo": _speaker(attribution.speaker),
            "isPartOf": news_article(article),
            "dateCreated": attribution.said_on.date if attribution.said_on else None,
            "inLanguage": article.language,
            "qt:stance": attribution.stance,
            "qt:kind": quote.kind,
            "qt:act": attribution.act,
            "qt:printedAt": [
                _place(article, span, number) for number, span in enumerate(quote.content, start=1)
            ],
            **{term: CELL_OF[heading](printed) for term, heading in _OWN_TERMS.items()},
            "qt:via": [span.of(article.text) for span in attribution.via],
            "qt:confidence": round(attribution.confidence, 4),
            "qt:shown": printed.shown,
            "qt:claim": _reference("claim", printed.claim.id) if printed.claim else None,
            "qt:status": wording.status(printed),
        }
    )


_OWN_TERMS = {
    "qt:speakerAsPrinted": "speaker as printed",
    "qt:role": "role",
    "qt:speakerKind": "speaker kind",
    "qt:anonymity": "anonymity",
    "qt:reasonForAnonymity": "reason for anonymity",
    "qt:speaksFor": "speaks for",
    "qt:hearer": "hearer",
    "qt:place": "place",
    "qt:occasion": "occasion",
    "qt:saidOnBasis": "basis",
    "qt:translated": "translated",
    "qt:wholeReport": "whole report",
    "qt:figures": "figures",
    "qt:about": "about",
    "qt:marks": "marks",
    "qt:cue": "cue",
    "qt:where": "where",
    "qt:pageOrTime": "page or time",
    "qt:withdrawn": "withdrawn",
    "qt:rule": "rule",
    "qt:why": "why",
    "qt:runnerUp": "runner-up",
}
"""Our own terms, and the column of a table that each has the text of."""


def _is_creator(printed: Printed) -> bool:
    """True if a person or body is named, who said or asked the words, and nobody has rejected that."""
    attribution, speaker = printed.statement.attribution, printed.statement.attribution.speaker
    is_spoken = attribution.stance in _SPOKEN and attribution.act == "speech"
    is_somebody = speaker is not None and (speaker.kind in _TYPES or _is_joint(speaker))
    return is_somebody and is_spoken and wording.status(printed) != "rejected"


def _is_joint(speaker: Speaker) -> bool:
    return speaker.kind == "group" and "; " in (speaker.name or "")


def _speaker(speaker: Speaker | None) -> GraphNode | list[GraphNode] | None:
    """Return who is named, with the role as printed; joint speakers each by themselves; None if nobody is."""
    if speaker is None or not speaker.name:
        return None
    kind = _TYPES.get(speaker.kind)
    if _is_joint(speaker):
        return [{"name": name} for name in speaker.name.split("; ")]
    return _known(
        {
            "@type": kind,
            "name": speaker.name,
            "jobTitle": speaker.role if kind == "Person" else None,
        }
    )


def news_article(article: Article) -> GraphNode:
    """Return the article that something is printed in."""
    url, archive = web_address(article.url), web_address(article.archive_url)
    return _known(
        {
            "@id": article_id(article),
            "@type": "NewsArticle",
            "headline": article.title,
            "url": url,
            "qt:address": article.url if url is None else None,
            "archivedAt": archive,
            "qt:archive": article.archive_url if archive is None else None,
            "publisher": _named("Organization", wording.outlet(article)),
            "datePublished": article.published,
            # A byline may name several people, or none: it is told as printed, and of no type.
            "author": _named(None, article.byline),
            "identifier": article.id,
            "qt:agency": list(article.agencies),
            "qt:retrieved": article.retrieved,
            "qt:digest": article.digest,
        }
    )


# Rows come article by article.
@lru_cache(maxsize=64)
def article_id(article: Article) -> str:
    """Return the article's name in the graph: the same key and text, the same name."""
    name = f"{article.key or article.id}\n{article.digest}"
    return f"urn:quotetrack:article:{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def _place(article: Article, span: Span, number: int) -> GraphNode:
    """Return where one piece of the words stands, told in two ways that select the same."""
    text = article.text
    return {
        "@type": "oa:SpecificResource",
        "qt:piece": number,
        "oa:hasSource": {"@id": article_id(article)},
        "oa:hasSelector": [
            {
                "@type": "oa:TextQuoteSelector",
                "oa:exact": span.of(text),
                "oa:prefix": text[max(0, span.start - AROUND) : span.start],
                "oa:suffix": text[span.end : span.end + AROUND],
            },
            {"@type": "oa:TextPositionSelector", "oa:start": span.start, "oa:end": span.end},
        ],
    }


def is_asserted(printed: Printed) -> bool:
    """True if the words are told as said, and nobody who checked it has rejected that."""
    attribution, status = printed.statement.attribution, wording.status(printed)
    return attribution.stance == "said" and attribution.act == "speech" and status != "rejected"


def own_claim(printed: Printed) -> GraphNode | None:
    """Return the claim of a quotation that is printed nowhere else; None if it has others, or where nothing is
    asserted."""
    if printed.claim is None or has_more(printed.claim) or not is_asserted(printed):
        return None
    here = _reference("quotation", printed.id)
    return _claim(printed.claim.id, printed.text, [here], here, _author([printed]))


def claim(compared: ComparedClaim, has_shown: Callable[[str], bool]) -> GraphNode | None:
    """Return a claim with its printings, as far as they tell it as said; None if none does.

    Printings that are not among those that the graph `has_shown` are told in brief.
    """
    whole, _ = compared
    asserted = tuple(printing for printing in whole.printings if is_asserted(printing.printed))
    if not asserted:
        return None
    told, own = [printing.printed for printing in asserted], {p.printed.id for p in whole.printings}
    contradicting = (link.b if link.a.id in own else link.a for link in whole.conflicts)
    return _known(
        {
            **_claim(
                whole.id,
                replace(whole, printings=asserted).fullest.text,
                [_appearance(printed, has_shown) for printed in told],
                _reference("quotation", told[0].id),
                _author(told),
            ),
            "qt:independentSources": whole.sources,
            "qt:contradictedBy": [_appearance(printed, has_shown) for printed in contradicting],
        }
    )


def _claim(
    id: str, text: str, appearances: list[GraphNode], first: GraphNode, author: GraphNode | None
) -> GraphNode:
    return _known(
        {
            **_reference("claim", id),
            "@type": "Claim",
            "text": text,
            "author": author,
            "appearance": appearances,
            "firstAppearance": first,
        }
    )


def _author(printed: list[Printed]) -> GraphNode | None:
    """Return the one speaker of all of these whose speaker is named; None if they are several."""
    speakers = [p.statement.attribution.speaker for p in printed]
    named = {(s.name, s.kind): s for s in speakers if s is not None and s.name and s.kind in _TYPES}
    if len(named) != 1:
        return None
    author = _speaker(next(iter(named.values())))
    return author if isinstance(author, dict) else None


def _appearance(printed: Printed, has_shown: Callable[[str], bool]) -> GraphNode:
    here = _reference("quotation", printed.id)
    if has_shown(printed.id):
        return here
    return {
        **here,
        "@type": "Quotation",
        "text": printed.text,
        "isPartOf": news_article(printed.article),
        "qt:stance": printed.statement.attribution.stance,
    }


def review_node(printed: Printed) -> GraphNode | None:
    """Return what a reviewer has found; None if that is no verdict."""
    review = printed.review
    if review is None or review.status not in _VERDICTS:
        return None
    claim = _reference("claim", printed.claim.id) if printed.claim and is_asserted(printed) else None
    return _known(
        {
            **_reference("review", printed.id),
            "@type": "ClaimReview",
            "claimReviewed": printed.text,
            "itemReviewed": claim or _reference("quotation", printed.id),
            "author": _named("Person", review.reviewer),
            "datePublished": review.checked_on,
            "reviewRating": {"@type": "Rating", "alternateName": wording.STATUS_WORDS[review.status]},
            "reviewBody": review.notes,
            "description": RATES,
        }
    )


def nodes(printed: Printed) -> Iterator[GraphNode]:
    """Yield a statement's own nodes: the quotation, its claim if that is told nowhere else, the review."""
    yield quotation(printed)
    yield from (node for node in (own_claim(printed), review_node(printed)) if node is not None)


def _named(kind: str | None, name: str | None) -> GraphNode | None:
    return _known({"@type": kind, "name": name}) if name else None


def _reference(what: str, id: str) -> GraphNode:
    return {"@id": f"urn:quotetrack:{what}:{percent_encode(id, safe='')}"}


def _known(node: GraphNode) -> GraphNode:
    """Return the node without what is not known."""
    return {term: value for term, value in node.items() if value is not None and value not in ("", [])}
