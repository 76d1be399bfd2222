"""One self-contained web page, readable without scripts or network, on paper, on a phone, by day and night.

The page is made of the templates in this folder; everything an article prints is escaped by the templates' engine.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from quotetrack.export import facts, wording
from quotetrack.export.compared import ComparedWords, ShownPrinting, side_by_side
from quotetrack.export.legible import legible
from quotetrack.export.passage import passage
from quotetrack.export.sheet import ComparedClaim, Sheet, SheetStream, has_more
from quotetrack.export.templating import environment
from quotetrack.export.variants import Variant, differs
from quotetrack.export.weblink import web_address
from quotetrack.records import Article, Printed

_Pairs = tuple[tuple[str, str], ...]

_IN_BADGES = ("stance", "kind")
_EXACT = ("marks", "speaker as printed", "speaker kind")
"""What the passage shows already, and is told once more where the page says why."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where something is printed; `link` is the address where it is one of the web."""

    outlet: str
    title: str
    published: str
    day: str
    link: str | None
    url: str


@dataclass(frozen=True, slots=True)
class _Card:
    """What the page shows of one quotation; all of it plain text. `sure` is one of three steps, `claim` the id of a
    claim that the page tells more of; badges have a class each."""

    id: str
    who: str
    known: bool
    role: str
    badges: _Pairs
    pieces: _Pairs
    cut_before: bool
    cut_after: bool
    status: str
    review: str
    facts: _Pairs
    why: _Pairs
    place: _Place
    archive: str | None
    confidence: str
    sure: str
    claim: str
    claim_brief: str


@dataclass(frozen=True, slots=True)
class _Row:
    """A printing of a claim or what contradicts it; `here` where the page has the quotation itself."""

    id: str
    here: bool
    what: str
    badges: _Pairs
    place: _Place
    stretches: tuple[ComparedWords, ...]
    verdict: str
    warnings: str
    copies: tuple[_Row, ...] = ()


@dataclass(frozen=True, slots=True)
class _Claim:
    """What the page shows of one claim."""

    id: str
    who: str
    known: bool
    brief: str
    fullest: tuple[ComparedWords, ...]
    printings: tuple[_Row, ...]
    conflicts: tuple[_Row, ...]


def write(sheet: Sheet, out: BinaryIO) -> int:
    """How many quotations the page holds."""
    stream = SheetStream(sheet)
    page = (
        environment()
        .get_template("sheet.html")
        .generate(
            title=legible(sheet.title),
            cards=map(_card, stream),
            claims=_claims(stream),
            method=tuple((legible(name), legible(told)) for name, told in sheet.method),
            counted=lambda: wording.counted(stream.rows, "quotation"),
            explained=facts.EXPLAINED,
        )
    )
    for chunk in page:
        out.write(chunk.encode("utf-8"))
    return stream.rows


def _card(printed: Printed) -> _Card:
    article, quote, attribution = printed.article, printed.statement.quote, printed.statement.attribution
    found, claim = passage(printed), printed.claim
    archive = web_address(article.archive_url)
    said = [(name, value) for name, value in facts.said_facts(printed) if name not in _IN_BADGES]
    told = [fact for fact in said if fact[0] not in _EXACT]
    exact = [fact for fact in said if fact[0] in _EXACT]
    exact += [fact for fact in facts.printed_facts(printed) if archive is None or fact[0] != "archive url"]
    return _Card(
        id=legible(quote.id),
        who=legible(wording.who(printed)),
        known=attribution.speaker is not None and attribution.speaker.name is not None,
        role=legible(wording.role(printed)),
        badges=_badges(printed),
        pieces=tuple((piece.part, legible(piece.span.of(article.text))) for piece in found.pieces),
        cut_before=found.cut_before,
        cut_after=found.cut_after,
        status=(printed.review.status or "") if printed.review else "",
        review=legible(wording.review_line(printed)),
        facts=_legible(told),
        why=_legible([*facts.why_facts(printed), *exact]),
        place=_place(article),
        archive=archive,
        confidence=f"{attribution.confidence:.2f}",
        sure=_sure(attribution.confidence),
        claim=legible(claim.id) if claim is not None and has_more(claim) else "",
        claim_brief=legible(facts.claim_fact(claim)),
    )


def _badges(printed: Printed) -> _Pairs:
    stance = printed.statement.attribution.stance
    told = [(stance, wording.STANCE_WORDS[stance]), ("kind", printed.statement.quote.kind)]
    if printed.review is not None and printed.review.status is not None:
        told.append((printed.review.status, wording.STATUS_WORDS[printed.review.status]))
    return tuple(told)


def _place(article: Article) -> _Place:
    return _Place(
        outlet=legible(wording.outlet(article)),
        title=legible(article.title or ""),
        published=legible(article.published or ""),
        day=legible(wording.day(article.published)),
        link=web_address(article.url),
        url=legible(article.url or ""),
    )


def _claims(stream: SheetStream) -> Iterator[_Claim]:
    """The claims of the cards that came by; to be read after them."""
    for told in stream.claims():
        yield _claim(told, stream)


def _claim(told: ComparedClaim, stream: SheetStream) -> _Claim:
    claim, _ = told
    printings, conflicts = side_by_side(told)
    speaker = claim.fullest.statement.attribution.speaker
    return _Claim(
        id=legible(claim.id),
        who=legible(wording.who(claim.fullest)),
        known=speaker is not None and speaker.name is not None,
        brief=legible(facts.claim_fact(facts.claim_note(claim))),
        fullest=(ComparedWords("same", legible(claim.fullest.text)),),
        printings=tuple(_printing(one, stream) for one in printings),
        conflicts=tuple(_conflict(row, stream) for row in conflicts),
    )


def _printing(one: ShownPrinting, stream: SheetStream) -> _Row:
    row = one.row
    return _Row(
        id=legible(row.printed.id),
        here=stream.has_shown(row.printed.id),
        what="fullest" if row.is_fullest else "copy" if row.copy_of else "printing",
        badges=_row_badges(row),
        place=_place(row.printed.article),
        stretches=tuple(
            ComparedWords(s.what, legible(s.words), legible(s.fair), s.space) for s in one.stretches
        ),
        verdict=legible(differs(row)),
        warnings=legible(", ".join(row.differs.warnings) if row.differs else ""),
        copies=tuple(_printing(copy, stream) for copy in one.copies),
    )


def _row_badges(row: Variant) -> _Pairs:
    printed, told = row.printed, []
    if row.is_fullest:
        told.append(("what", "fullest printing: the words above"))
    if row.copy_of:
        told.append(("what", "a copy: does not count"))
    told += [("agency", legible(agency)) for agency in printed.article.agencies]
    told += [badge for badge in _badges(printed) if badge[0] != "said"]
    return tuple(told)


def _conflict(row: Variant, stream: SheetStream) -> _Row:
    return _Row(
        id=legible(row.printed.id),
        here=stream.has_shown(row.printed.id),
        what="conflict",
        badges=(("who", legible(wording.who(row.printed))), *_row_badges(row)),
        place=_place(row.printed.article),
        stretches=(ComparedWords("same", legible(row.printed.text)),),
        verdict=legible(differs(row)),
        warnings="",
    )


def _legible(told: list[tuple[str, str]]) -> _Pairs:
    return tuple((name, legible(value)) for name, value in told)


def _sure(confidence: float) -> str:
    """A rough step for the eye; the figure stands beside it."""
    return "high" if confidence >= 0.8 else "middling" if confidence >= 0.5 else "low"
