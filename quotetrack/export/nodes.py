"""Statements, claims and reviews as nodes of a graph in JSON-LD, in the terms of schema.org, of the W3C's Web
Annotations ("oa:") and, where neither has one, our own ("qt:"). What is not known is left out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from functools import lru_cache
from urllib.parse import quote

from quotetrack.export import wording
from quotetrack.export.columns import COLUMNS
from quotetrack.export.sheet import ComparedClaim, has_more
from quotetrack.export.weblink import web_address
from quotetrack.records import Article, Claim, Printed, Review, Span, Speaker

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
    """A quotation with its article, its places in the text, and what is known of how it was said.

    `creator` is told only of words that a named speaker said or asked, and nobody has rejected; of others it is
    `qt:attributedTo`, to whom they are ascribed.
    """
    found, attribution, article = printed.statement.quote, printed.statement.attribution, printed.article
    told: GraphNode = {
        **_reference("quotation", found.id),
        "@type": "Quotation",
        "text": printed.text,
        "creator" if _is_creator(printed) else "qt:attributedTo": _speaker(attribution.speaker),
        "isPartOf": news_article(article),
        "dateCreated": attribution.said_on.date if attribution.said_on else None,
        "inLanguage": article.language,
        "qt:stance": attribution.stance,
        "qt:kind": found.kind,
        "qt:act": attribution.act,
        "qt:printedAt": [_place(article, span, number) for number, span in enumerate(found.content, start=1)],
        **{term: _cell(printed, heading) for term, heading in _OWN_TERMS.items()},
        "qt:via": [span.of(article.text) for span in attribution.via],
        "qt:confidence": round(attribution.confidence, 4),
        "qt:claim": _reference("claim", printed.claim.id) if printed.claim else None,
        "qt:status": printed.review.status if printed.review else None,
    }
    return _known(told)


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
    "qt:rule": "rule",
    "qt:why": "why",
    "qt:runnerUp": "runner-up",
}
"""Our own terms, and the column of a table that each has the text of."""

_VALUES = {column.heading: column.value for column in COLUMNS}


def _cell(printed: Printed, heading: str) -> str:
    return _VALUES[heading](printed)


def _is_creator(printed: Printed) -> bool:
    """True where a person or body is named, who said or asked the words, and nobody has rejected that."""
    attribution, speaker = printed.statement.attribution, printed.statement.attribution.speaker
    if (
        speaker is None
        or attribution.stance not in _SPOKEN
        or attribution.act != "speech"
        or _is_rejected(printed)
    ):
        return False
    return speaker.kind in _TYPES or _is_joint(speaker)


def _is_joint(speaker: Speaker) -> bool:
    return speaker.kind == "group" and "; " in (speaker.name or "")


def _is_rejected(printed: Printed) -> bool:
    return printed.review is not None and printed.review.status == "rejected"


def _speaker(speaker: Speaker | None) -> GraphNode | list[GraphNode] | None:
    """Who is named, with the role as printed; joint speakers each by themselves; None where nobody is."""
    if speaker is None or not speaker.name:
        return None
    kind = _TYPES.get(speaker.kind)
    if _is_joint(speaker):
        return [{"name": name} for name in speaker.name.split("; ")]
    told: GraphNode = {
        "@type": kind,
        "name": speaker.name,
        "jobTitle": speaker.role if kind == "Person" else None,
    }
    return _known(told)


def news_article(article: Article) -> GraphNode:
    """The article that something is printed in."""
    url, archive = web_address(article.url), web_address(article.archive_url)
    told: GraphNode = {
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
    return _known(told)


# Rows come article by article.
@lru_cache(maxsize=64)
def article_id(article: Article) -> str:
    """The article's name in the graph: the same key and text, the same name."""
    told = f"{article.key or article.id}\n{article.digest}"
    return f"urn:quotetrack:article:{hashlib.sha256(told.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def _place(article: Article, span: Span, number: int) -> GraphNode:
    """Where one piece of the words stands, told in two ways that select the same."""
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
    """True where the words are told as said, and nobody who checked it has rejected that."""
    attribution = printed.statement.attribution
    return attribution.stance == "said" and attribution.act == "speech" and not _is_rejected(printed)


def own_claim(printed: Printed) -> GraphNode | None:
    """The claim of a quotation that is printed nowhere else; None where it has others, or where nothing is asserted."""
    if printed.claim is None or has_more(printed.claim) or not is_asserted(printed):
        return None
    here = _reference("quotation", printed.id)
    return _claim(printed.claim.id, printed.text, [here], here, _author([printed]))


def claim(told: ComparedClaim, has_shown: Callable[[str], bool]) -> GraphNode | None:
    """A claim with its printings, as far as they tell it as said; None where none does. Printings that are not among
    those that the graph `has_shown` are told in brief."""
    whole, _ = told
    asserted = [one.printed for one in whole.printings if is_asserted(one.printed)]
    if not asserted:
        return None
    fullest = Claim(
        id=whole.id, printings=tuple(one for one in whole.printings if is_asserted(one.printed)), sources=0
    ).fullest
    appearances = [_appearance(printed, has_shown) for printed in asserted]
    first = _reference("quotation", asserted[0].id)
    made = _claim(whole.id, fullest.text, appearances, first, _author(asserted))
    made["qt:independentSources"] = whole.sources
    if conflicts := [_conflict(link.a, link.b, whole) for link in whole.conflicts]:
        made["qt:contradictedBy"] = [_appearance(printed, has_shown) for printed in conflicts]
    return made


def _conflict(a: Printed, b: Printed, claim: Claim) -> Printed:
    own = {one.printed.id for one in claim.printings}
    return b if a.id in own else a


def _claim(
    id: str, text: str, appearances: list[GraphNode], first: GraphNode, author: GraphNode | None
) -> GraphNode:
    told: GraphNode = {
        **_reference("claim", id),
        "@type": "Claim",
        "text": text,
        "author": author,
        "appearance": appearances,
        "firstAppearance": first,
    }
    return _known(told)


def _author(printed: list[Printed]) -> GraphNode | None:
    """The one speaker of all of these whose speaker is named; None where they are several."""
    speakers = [p.statement.attribution.speaker for p in printed]
    named = {(s.name, s.kind): s for s in speakers if s is not None and s.name and s.kind in _TYPES}
    if len(named) != 1:
        return None
    told = _speaker(next(iter(named.values())))
    return told if isinstance(told, dict) else None


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
    """What a reviewer has found, as far as it is a verdict; None where it is none."""
    found: Review | None = printed.review
    if found is None or found.status not in _VERDICTS:
        return None
    is_claim = printed.claim is not None and is_asserted(printed)
    reviewed = _reference("claim", printed.claim.id) if is_claim and printed.claim else None
    told: GraphNode = {
        **_reference("review", printed.id),
        "@type": "ClaimReview",
        "claimReviewed": printed.text,
        "itemReviewed": reviewed or _reference("quotation", printed.id),
        "author": _named("Person", found.reviewer),
        "datePublished": found.checked_on,
        "reviewRating": {"@type": "Rating", "alternateName": wording.STATUS_WORDS[found.status]},
        "reviewBody": found.notes,
        "description": RATES,
    }
    return _known(told)


def nodes(printed: Printed) -> Iterator[GraphNode]:
    """A statement's own nodes: the quotation, its claim where that is told nowhere else, the review."""
    yield quotation(printed)
    yield from (node for node in (own_claim(printed), review_node(printed)) if node is not None)


def _named(kind: str | None, name: str | None) -> GraphNode | None:
    return _known({"@type": kind, "name": name}) if name else None


def _reference(what: str, id: str) -> GraphNode:
    return {"@id": f"urn:quotetrack:{what}:{quote(id, safe='')}"}


def _known(told: GraphNode) -> GraphNode:
    """The node without what is not known."""
    return {term: value for term, value in told.items() if value is not None and value not in ("", [])}
