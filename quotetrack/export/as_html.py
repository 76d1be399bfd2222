"""One self-contained web page, readable without scripts or network, on paper, on a phone, by day and night.

The page is made of the templates in this folder; their engine escapes everything that an article prints. What is put
into a template is plain text, by the names that the template has for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from quotetrack.export import facts, wording
from quotetrack.export.facts import Fact
from quotetrack.export.legible import web_address
from quotetrack.export.passage import passage
from quotetrack.export.positions_drawing import MOST_DRAWN, drawn_positions
from quotetrack.export.printings import ShownPrinting, Variant, as_printed, differs, side_by_side, warnings
from quotetrack.export.sheet import ComparedClaim, Sheet, SheetStream, has_more
from quotetrack.export.templating import write_filled
from quotetrack.records import Article, Printed

Filled = dict[str, object]
"""What a macro of the templates is given, by name."""

_IN_BADGES = ("stance", "kind")
_LEAST_STEPS = 2
"""Steps of a picture on a page: one alone shows nothing that its card does not."""
_EXACT = ("marks", "speaker as printed", "speaker kind")
"""What the passage shows already, and is told once more where the page says why."""


def write(sheet: Sheet, out: BinaryIO) -> int:
    """Write the page; return how many quotations it holds."""
    stream = SheetStream(sheet)
    write_filled(
        "sheet.html",
        out,
        title=sheet.title,
        picture=_picture(sheet),
        cards=map(filled_card, stream),
        claims=_claims(stream),
        method=sheet.method,
        counted=lambda: wording.counted(stream.rows, "quotation"),
        explained=facts.EXPLAINED,
    )
    return stream.rows


def _picture(sheet: Sheet) -> Filled | None:
    """Return the picture of how the words moved; None unless there are two steps. Each leads to its quotation on the
    page."""
    positions = sheet.positions()
    if positions is None or len(positions.steps) < _LEAST_STEPS:
        return None
    return drawn_positions(positions.at_most(MOST_DRAWN), lambda printed: f"#q-{printed.id}")


def filled_card(printed: Printed) -> Filled:
    """Return what a page shows of one quotation. `sure` is one of three steps, `claim` the id of a claim that the
    page tells more of; badges have a class each."""
    article, quote, attribution = printed.article, printed.statement.quote, printed.statement.attribution
    shown, claim = passage(printed), printed.claim
    archive = web_address(article.archive_url)
    said = [fact for fact in facts.said_facts(printed) if fact[0] not in _IN_BADGES]
    exact = [fact for fact in said if fact[0] in _EXACT]
    exact += [fact for fact in facts.printed_facts(printed) if archive is None or fact[0] != "archive url"]
    return {
        "id": quote.id,
        "who": wording.who(printed),
        "known": wording.how_named(printed) == "named",
        "role": wording.role(printed),
        "badges": _badges(printed),
        "pieces": [(piece.part, piece.span.of(article.text)) for piece in shown.pieces],
        "cut_before": shown.cut_before,
        "cut_after": shown.cut_after,
        "status": wording.status(printed) or "",
        "review": wording.review_line(printed),
        "facts": [fact for fact in said if fact[0] not in _EXACT],
        "why": list(facts.why_facts(printed)),
        "exact": exact,
        "place": filled_place(article),
        "archive": archive,
        "confidence": f"{attribution.confidence:.2f}",
        "sure": _sure(attribution.confidence),
        "claim": claim.id if claim is not None and has_more(claim) else "",
        "claim_brief": facts.claim_fact(claim),
    }


def _badges(printed: Printed) -> list[Fact]:
    stance, status = printed.statement.attribution.stance, wording.status(printed)
    badges = [(stance, wording.STANCE_WORDS[stance]), ("kind", printed.statement.quote.kind)]
    return [*badges, (status, wording.STATUS_WORDS[status])] if status else badges


def filled_place(article: Article) -> Filled:
    """Return where something is printed; `link` is the address if it is one of the web."""
    return {
        "outlet": wording.outlet(article),
        "title": article.title,
        "published": article.published,
        "day": wording.day(article.published),
        "link": web_address(article.url),
        "url": article.url,
    }


def _claims(stream: SheetStream) -> Iterator[Filled]:
    """Yield the claims of the cards that came by; to be read after them."""
    for compared in stream.claims():
        yield filled_claim(compared, stream.has_shown)


def filled_claim(compared: ComparedClaim, is_here: Callable[[str], bool]) -> Filled:
    """Return what a page shows of a claim. `is_here` tells by its id whether the page has a quotation itself."""
    claim, _ = compared
    printings, conflicts = side_by_side(compared)
    return {
        "id": claim.id,
        "who": wording.who(claim.fullest),
        "known": wording.how_named(claim.fullest) == "named",
        "brief": facts.claim_fact(facts.claim_note(claim)),
        "fullest": as_printed(claim.fullest),
        "printings": [_printing(shown, is_here) for shown in printings],
        "conflicts": [_conflict(row, is_here) for row in conflicts],
    }


def _printing(shown: ShownPrinting, is_here: Callable[[str], bool]) -> Filled:
    row = shown.row
    return {
        **_row(row, is_here),
        "what": "fullest" if row.is_fullest else "copy" if row.copy_of else "printing",
        "stretches": shown.stretches,
        "warnings": warnings(row),
        "copies": [_printing(copy, is_here) for copy in shown.copies],
    }


def _conflict(row: Variant, is_here: Callable[[str], bool]) -> Filled:
    return {
        **_row(row, is_here),
        "badges": [("who", wording.who(row.printed)), *_row_badges(row)],
        "stretches": as_printed(row.printed),
    }


def _row(row: Variant, is_here: Callable[[str], bool]) -> Filled:
    """Return what the page shows of each printing and of what contradicts it; `here` if the page has the quotation
    itself."""
    return {
        "id": row.printed.id,
        "here": is_here(row.printed.id),
        "badges": _row_badges(row),
        "place": filled_place(row.printed.article),
        "verdict": differs(row),
    }


def _row_badges(row: Variant) -> list[Fact]:
    return [
        *([("what", "fullest printing: the words above")] if row.is_fullest else []),
        *([("what", "a copy: does not count")] if row.copy_of else []),
        *([("withdrawn", "withdrawn")] if row.printed.article.is_withdrawn else []),
        *(("agency", agency) for agency in row.printed.article.agencies),
        *(badge for badge in _badges(row.printed) if badge[0] != "said"),
    ]


def _sure(confidence: float) -> str:
    """Return a rough step for the eye; the figure stands beside it."""
    return "high" if confidence >= 0.8 else "middling" if confidence >= 0.5 else "low"
