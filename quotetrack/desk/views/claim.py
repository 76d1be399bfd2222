"""Claims: a list of them, and one with its printings compared, what contradicts it, and what is decided on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

import quotetrack
from quotetrack.collection import Collection
from quotetrack.desk.addresses import FIELDS, filter_in, number_in, to_claim
from quotetrack.desk.desk import desk_of
from quotetrack.desk.drawn import along_days
from quotetrack.desk.guarding import Decider
from quotetrack.desk.pages import page
from quotetrack.desk.safety import local_address
from quotetrack.desk.sessions import Visitor
from quotetrack.desk.views.quotation import who_decides
from quotetrack.errors import ChangedSince, UsageError
from quotetrack.export import facts, wording
from quotetrack.export.as_html import Filled, filled_claim, filled_place
from quotetrack.export.printings import as_printed
from quotetrack.records import Claim, ClaimOrder, Link, PairDecision, PrintedLink, Relation, Tally

router = APIRouter()

_PAGE = 20
"""Claims on a page."""
_FURTHEST = 100_000
"""Claims that are left out before a page, at most."""
_MOST_COMPARED = 60
"""Printings of one claim that are compared and drawn."""
_MOST_LINKS = 10
"""Contradictions, and claims that say the same again, that are shown."""
_MOST_FIGURES = 5
"""Groups of figures that are shown, and figures of a group, times four."""

_MOST_DECIDED = 300
"""Decisions on pairs of a claim that are looked through; what was decided in one go is one line."""
_RELATION_WORDS: dict[Relation, str] = {
    "copy": "a copy: one text, reprinted",
    "same_utterance": "the same utterance",
    "same_claim": "the same claim, said again or by somebody else",
    "related": "another claim on the same matter",
    "contradicts": "a contradiction",
}

_Field = Annotated[str, Form()]


@router.get("/claims")
def claims(request: Request, order: ClaimOrder = "sources", at: str = "") -> Response:
    """List the claims of which the address asks for a printing."""
    collection, query = desk_of(request).collection, request.query_params
    start = number_in(query, "from", 0, most=_FURTHEST)
    least = number_in(query, "least", 2, least=1, most=1000)
    wanted = filter_in(query, limit=_PAGE + 1)
    found = list(collection.claims(wanted, by=order, least=least, offset=start))
    return page(
        request,
        "claims.html",
        title="Claims",
        claims=[_brief(claim) for claim in found[:_PAGE]],
        order=order,
        least=least,
        at=at,
        fields=FIELDS,
        start=start,
        before=max(0, start - _PAGE) if start else None,
        next=start + _PAGE if len(found) > _PAGE else None,
    )


def _brief(claim: Claim) -> Filled:
    fullest = claim.fullest
    outlets = dict.fromkeys(wording.outlet(one.printed.article) for one in claim.printings)
    return {
        "id": claim.id,
        "key": _key(claim),
        "quotation": fullest.id,
        "who": wording.who(fullest),
        "known": wording.how_named(fullest) == "named",
        "brief": facts.claim_fact(facts.claim_note(claim)),
        "fullest": as_printed(fullest),
        "outlets": list(filter(None, outlets)),
        "again": len(claim.same),
    }


def _key(claim: Claim) -> str:
    """Return what a claim is looked up by: one that is printed once has no row, and is found by its quotation alone."""
    return claim.id if len(claim.printings) > 1 else claim.fullest.id


@router.get("/claim/{id}")
def claim(request: Request, id: str) -> Response:
    """Show a claim: its printings by outlet and day, word by word, with what contradicts it and says it again."""
    return _shown(request, id)


def _shown(request: Request, id: str, said: str = "", status: int = 200) -> Response:
    """Show a claim, and what was `said` of a decision that was refused."""
    collection = desk_of(request).collection
    found = collection.claim(id)
    drawn = _first_printings(found)
    return page(
        request,
        "claim.html",
        status=status,
        title=f"{wording.who(found.fullest)}: {found.fullest.text[:80]}",
        said=said,
        claim=filled_claim((drawn, quotetrack.group_wordings(drawn)), lambda _: False),
        key=_key(found),
        fullest=found.fullest.id,
        state=found.state,
        days=along_days(drawn.printings),
        printings=len(found.printings),
        left_out=len(found.printings) - len(drawn.printings),
        conflicts=[_beyond(link, found) for link in found.conflicts[:_MOST_LINKS]],
        conflicts_left=len(found.conflicts[_MOST_LINKS:]),
        again=[_beyond(link, found) for link in found.same[:_MOST_LINKS]],
        again_left=len(found.same[_MOST_LINKS:]),
        tallies=list(_tallies(collection, found)),
        relation_words=_RELATION_WORDS,
        decided=_decisions(collection, found),
    )


def _first_printings(claim: Claim) -> Claim:
    """Return the claim with as many printings as a page compares: the fullest, and the first ones."""
    if len(claim.printings) <= _MOST_COMPARED:
        return claim
    fullest = claim.fullest.id
    rest = [one for one in claim.printings if one.printed.id != fullest][: _MOST_COMPARED - 1]
    kept = {fullest, *(one.printed.id for one in rest)}
    return replace(claim, printings=tuple(one for one in claim.printings if one.printed.id in kept))


def _beyond(link: PrintedLink, claim: Claim) -> Filled:
    """Return what the page shows of a link to another claim."""
    other = link.other_than(claim.quote_ids)
    own = link.a if other is link.b else link.b
    stance = other.statement.attribution.stance
    return {
        "id": other.id,
        "own": own.id,
        "who": wording.who(other),
        "stance": (stance, wording.STANCE_WORDS[stance]),
        "kind": other.statement.quote.kind,
        "words": as_printed(other),
        "place": filled_place(other.article),
        "relation": link.link.relation,
        "score": f"{link.link.score:.2f}",
        "grounds": _grounds(link.link),
        "decided_by": link.link.decided_by or "",
    }


def _grounds(link: Link) -> list[tuple[str, str]]:
    return [(ground.what, ground.says) for ground in link.grounds]


def _decisions(collection: Collection, claim: Claim) -> list[Filled]:
    """Return what was decided of these printings, what was decided in one go together, with the numbers of what can be
    taken back."""
    pairs = collection.decided_pairs(every=True, claim=_key(claim))
    decisions = [pair.decision for pair in islice(pairs, _MOST_DECIDED)]
    gone = {one.takes_back for one in decisions}
    batches: dict[int, list[PairDecision]] = defaultdict(list)
    for one in decisions:
        batches[one.batch].append(one)
    return [
        {
            "told": "; ".join(dict.fromkeys(map(_told, made))),
            "pairs": len(made),
            "by": made[0].made_by,
            "at": made[0].made_at[:10],
            "note": made[0].note or "",
            "numbers": [one.number for one in made if one.undoes is None and one.number not in gone],
        }
        for made in batches.values()
    ]


def _told(decision: PairDecision) -> str:
    if decision.undoes is not None:
        return "taken back"
    words = _RELATION_WORDS[decision.relation]
    return words if decision.verdict == "right" else f"not {words}"


def _tallies(collection: Collection, claim: Claim) -> Iterator[list[Filled]]:
    """Yield the figures of the printings and of what contradicts them, those for one thing beside each other."""
    if not any(one.printed.statement.quote.figures for one in claim.printings):
        return
    for tally in collection.figures(claim=_key(claim), limit=_MOST_FIGURES):
        yield list(_counts(tally))


def _counts(tally: Tally) -> Iterator[Filled]:
    for count in tally.counts[: _MOST_FIGURES * 4]:
        yield {
            "amount": count.amount,
            "counted": count.counted,
            "who": wording.who(count.printed),
            "outlet": wording.outlet(count.printed.article),
            "day": wording.day(count.printed.article.published),
            "id": count.printed.id,
            "conflicts": len(count.conflicts),
        }


@router.post("/claim/{id}/confirm")
def confirm(
    request: Request, id: str, visitor: Decider, seen: _Field = "", note: _Field = "", then: _Field = ""
) -> Response:
    """Decide that all printings of a claim, as it was shown, are one utterance."""
    return _decided(
        request,
        visitor,
        id,
        then,
        lambda collection, by: collection.confirm_claim(id, by=by, note=note or None, seen=seen or None),
    )


@router.post("/claim/{id}/split")
def split(
    request: Request,
    id: str,
    visitor: Decider,
    quotes: Annotated[list[str] | None, Form()] = None,
    seen: _Field = "",
    note: _Field = "",
    then: _Field = "",
) -> Response:
    """Decide that some printings are not the utterance that the others are."""
    leaving = quotes or []
    return _decided(
        request,
        visitor,
        id,
        then,
        lambda collection, by: collection.split_claim(
            id, *leaving, by=by, note=note or None, seen=seen or None
        ),
    )


@router.post("/claim/{id}/merge")
def merge(
    request: Request,
    id: str,
    visitor: Decider,
    other: _Field = "",
    seen: _Field = "",
    note: _Field = "",
    then: _Field = "",
) -> Response:
    """Decide that this claim and another one are one utterance."""
    if not other.strip():
        raise UsageError("no other claim is named: give its id, or that of a quotation that prints it")
    return _decided(
        request,
        visitor,
        id,
        then,
        lambda collection, by: collection.merge_claims(
            id, other.strip(), by=by, note=note or None, seen=seen or None
        ),
    )


@router.post("/claim/{id}/link")
def decide_on_link(
    request: Request,
    id: str,
    visitor: Decider,
    quote: Annotated[str, Form()],
    other: Annotated[str, Form()],
    verdict: Annotated[Literal["right", "unlink", "instead"], Form()],
    seen: Annotated[Relation, Form()],
    relation: Annotated[Relation | None, Form()] = None,
    then: _Field = "",
) -> Response:
    """Decide on a link to another claim: it is right, nothing ties the two, or something else does."""
    if verdict == "unlink":
        return _decided(
            request,
            visitor,
            id,
            then,
            lambda collection, by: collection.unlink(quote, other, by=by, seen=seen),
        )
    if verdict == "instead" and relation is None:
        raise UsageError("it is not said what the link is instead: choose a relation")
    is_right = verdict == "right"
    return _decided(
        request,
        visitor,
        id,
        then,
        lambda collection, by: collection.decide_link(
            "right" if is_right else "wrong",
            quote,
            other,
            relation=None if is_right else relation,
            by=by,
            seen=seen,
        ),
    )


def _decided(
    request: Request, visitor: Visitor, id: str, then: str, decide: Callable[[Collection, str], object]
) -> Response:
    """Decide, and go on to where the form says. What has changed since it was shown is shown anew instead."""
    by = who_decides(visitor.name)
    try:
        with desk_of(request).writing() as collection:
            decide(collection, by)
    except ChangedSince as error:
        return _shown(request, id, said=str(error), status=409)
    return RedirectResponse(local_address(then, to_claim(id)), 303)
