"""What is known of a statement beside its words, as lines with a name each, for the formats that people read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from quotetrack.export import wording
from quotetrack.export.columns import CELL_OF
from quotetrack.export.why import sections
from quotetrack.records import STATUSES, Claim, ClaimNote, Printed, Span, Status, spans_text

Fact = tuple[str, str]
"""A name, as the columns of a table have it, and what is to be told. Plain text, not escaped."""


EXPLAINED: tuple[Fact, ...] = (
    (
        "stance",
        "What the speaker does with the words. Words denied, declined, asked, not said or still to be said were not "
        "said as they stand.",
    ),
    (
        "kind",
        "direct: all in quotation marks; mixed: part of it; indirect: none, so that the words are the reporter's.",
    ),
    (
        "independent sources",
        "Outlets that print a claim, where copies of one text count once. What is not counted may still be printed "
        "elsewhere.",
    ),
    (
        "status",
        "What a person has found: confirmed, corrected, rejected (not to be used) or not settled. Where none stands, "
        "nobody has checked it.",
    ),
    (
        "offsets",
        "Where the words lie in the article's text: characters, end not included. The digest tells which text that is.",
    ),
)
"""What a reader of a sheet must know of the names above."""


def day_said(printed: Printed) -> str:
    """Return the day said with what it rests on: "5 July 2012 (“on Thursday”)"; "" if the article does not tell."""
    said_on = printed.statement.attribution.said_on
    if said_on is None:
        return ""
    nearby = " in a nearby sentence" if said_on.inferred else ""
    return f"{wording.day(said_on.date)} (“{said_on.basis.of(printed.article.text)}”{nearby})"


def chain(printed: Printed) -> str:
    """Return the hands that the words came through, the speaker's hearer first; "" if no relay is known.

    "told dpa → Syria Steps → printed in the Harbour Gazette".
    """
    attribution, outlet = printed.statement.attribution, wording.outlet(printed.article)
    if not attribution.via:
        return ""
    hearer = CELL_OF["hearer"](printed)
    relays = [span.of(printed.article.text) for span in reversed(attribution.via)]
    named = " ".join((hearer, *relays)).casefold()
    hands = (
        f"told {hearer}" if hearer else "",
        *(relay for relay in relays if relay.casefold() != hearer.casefold()),
        " and ".join(agency for agency in printed.article.agencies if agency.casefold() not in named),
    )
    return " → ".join([*filter(None, hands), f"printed in {outlet}" if outlet else "printed"])


def _anonymity(printed: Printed) -> str:
    """Return that the speaker is not named, and the reason printed for it."""
    reason, how_named = CELL_OF["reason for anonymity"](printed), wording.how_named(printed)
    return ": ".join(filter(None, ("" if how_named == "named" else how_named, reason and f"“{reason}”")))


_WORDED: dict[str, Callable[[Printed], str]] = {
    "stance": lambda printed: wording.STANCE_WORDS[printed.statement.attribution.stance],
    # What most statements are is not told.
    "act": lambda printed: {**wording.ACT_WORDS, "speech": ""}[printed.statement.attribution.act],
    "anonymity": _anonymity,
    "said on": day_said,
    "chain": chain,
    "where": lambda printed: CELL_OF["where"](printed).removeprefix("body"),
    "day": lambda printed: wording.day(printed.article.published),
    "link": CELL_OF["url"],
    "retrieved": lambda printed: wording.day((printed.article.retrieved or "")[:10]),
}
"""The facts that are worded otherwise here than in the cell of a table, or that no table has."""

_VALUES: Mapping[str, Callable[[Printed], str]] = {**CELL_OF, **_WORDED}

_SAID = (
    *(
        "stance",
        "kind",
        "marks",
        "act",
        "whole report",
        "figures",
        "about",
        "speaker as printed",
        "speaker kind",
    ),
    *(
        "anonymity",
        "speaks for",
        "hearer",
        "said on",
        "place",
        "occasion",
        "via",
        "agencies",
        "chain",
        "translated",
    ),
)
_PRINTED = (
    "withdrawn",
    "page or time",
    "byline",
    "where",
    "archive url",
    "retrieved",
    "article",
    "offsets",
    "text digest",
)


_FIRST = ("stance", "outlet", "headline", "day", "link")

APPENDIX = ("number", "id", "claim", "article", "offsets", "confidence", "text digest")
"""What a document has of each quotation in a table at its end: what finds the very words again."""


def document_facts(printed: Printed) -> tuple[Fact, ...]:
    """Return what a document tells of a quotation beside its passage, as far as known: first what was done with the
    words, and who printed them, when and where. What is in the appendix is not repeated."""
    names = dict.fromkeys((*_FIRST, *_SAID, *_PRINTED))
    return _known(printed, (name for name in names if name not in APPENDIX))


def appendix_row(number: int, printed: Printed) -> tuple[str, ...]:
    """Return the cells of `APPENDIX` for the quotation with this number."""
    return (str(number), *(CELL_OF[name](printed) for name in APPENDIX[1:]))


def status_boxes(printed: Printed) -> tuple[tuple[Status, bool], ...]:
    """Return every status that a reviewer may choose, and whether one has."""
    return tuple((status, status == wording.status(printed)) for status in STATUSES)


def said_facts(printed: Printed) -> tuple[Fact, ...]:
    """Return what was done with the words, how, to whom, when, and through whom they came, as far as known."""
    return _known(printed, _SAID)


def printed_facts(printed: Printed) -> tuple[Fact, ...]:
    """Return where it is printed beside outlet, headline, day and address, as far as known."""
    return _known(printed, _PRINTED)


def _known(printed: Printed, names: Iterable[str]) -> tuple[Fact, ...]:
    return tuple((name, value) for name in names if (value := _VALUES[name](printed)))


_TOLD_ELSEWHERE = ("How it was said", "How sure it is, from 0 to 1", "as printed", "speaks for", "anonymity")
"""What `said_facts` and the figure for confidence tell already."""


def why_facts(printed: Printed) -> tuple[Fact, ...]:
    """Return what found the quotation, what decided on the speaker, and who else it could be, each with its words."""
    return tuple(
        (reason.about, _reason(printed, reason.told, reason.words))
        for section in sections(printed)
        if section.heading not in _TOLD_ELSEWHERE
        for reason in section.reasons
        if reason.about not in _TOLD_ELSEWHERE
    )


def _reason(printed: Printed, told: str, spans: tuple[Span, ...]) -> str:
    words = f"“{spans_text(printed.article.text, spans)}”" if spans else ""
    return ": ".join(filter(None, (told, words)))


def claim_fact(claim: ClaimNote | None) -> str:
    """Return a claim in brief: "4 independent sources, 7 printings, first on 5 July 2012 in the Harbour Gazette"."""
    if claim is None:
        return ""
    first = f"on {wording.day(claim.first_published)}" if claim.first_published else ""
    first += f" in {claim.first_source}" if claim.first_source else ""
    verb = "contradicts" if claim.conflicts == 1 else "contradict"
    parts = (
        wording.counted(claim.sources, "independent source"),
        wording.counted(claim.printings, "printing"),
        f"first {first.strip()}" if first else "",
        f"{wording.counted(claim.conflicts, 'quotation')} {verb} it" if claim.conflicts else "",
    )
    return ", ".join(filter(None, parts))


def claim_note(claim: Claim) -> ClaimNote:
    """Return a claim in brief as the quotations that print it have it."""
    articles = (printing.printed.article for printing in claim.printings)
    dated = (article for article in articles if article.published)
    first = min(dated, key=lambda article: article.published or "", default=None)
    return ClaimNote(
        id=claim.id,
        printings=len(claim.printings),
        sources=claim.sources,
        first_published=claim.first_published,
        first_source=first.outlet if first else None,
        conflicts=len(claim.conflicts),
    )
