"""What is known of a statement beside its words, as lines with a name each, for the formats that people read."""

from __future__ import annotations

from collections.abc import Iterator

from quotetrack.export import wording
from quotetrack.export.why import sections
from quotetrack.records import Claim, ClaimNote, Printed, Span, spans_text
from quotetrack.review.cells import offsets

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


def said_facts(printed: Printed) -> tuple[Fact, ...]:
    """What was done with the words, how, to whom, when, and through whom they came; nothing for what is not known."""
    return tuple((name, told) for name, told in _said(printed) if told)


def _said(printed: Printed) -> Iterator[Fact]:
    quote, attribution = printed.statement.quote, printed.statement.attribution
    yield "stance", wording.STANCE_WORDS[attribution.stance]
    yield "kind", quote.kind
    yield "marks", wording.marks(printed)
    if attribution.act != "speech":
        yield "act", wording.ACT_WORDS[attribution.act]
    yield "whole report", wording.report(printed)
    yield "figures", wording.figures(printed)
    yield "about", wording.about(printed)
    yield "speaker as printed", spans_text(printed.article.text, attribution.mention)
    yield "speaker kind", attribution.speaker.kind if attribution.speaker else "unknown"
    yield "anonymity", _anonymity(printed)
    yield "speaks for", _words(printed, attribution.speaks_for)
    yield "hearer", _words(printed, attribution.hearer)
    yield "said on", day_said(printed)
    yield "place", _words(printed, attribution.place)
    yield "occasion", _words(printed, attribution.occasion)
    yield "via", "; ".join(_words(printed, span) for span in attribution.via)
    yield "agencies", "; ".join(printed.article.agencies)
    yield "chain", chain(printed)
    yield "translated", _words(printed, attribution.translated)


def day_said(printed: Printed) -> str:
    """The day said with what it rests on: "5 July 2012 (“on Thursday”)"; nothing where the article does not tell."""
    told = printed.statement.attribution.said_on
    if told is None:
        return ""
    nearby = " in a nearby sentence" if told.inferred else ""
    return f"{wording.day(told.date)} (“{told.basis.of(printed.article.text)}”{nearby})"


def chain(printed: Printed) -> str:
    """The hands that the words came through, the speaker's hearer first: "told dpa → Syria Steps → printed in the
    Harbour Gazette". Nothing where no relay is known."""
    attribution = printed.statement.attribution
    if not attribution.via:
        return ""
    hearer = _words(printed, attribution.hearer)
    relays = [_words(printed, span) for span in reversed(attribution.via)]
    hands = [f"told {hearer}"] if hearer else []
    hands += [relay for relay in relays if relay.casefold() != hearer.casefold()]
    named = " ".join((hearer, *relays)).casefold()
    agencies = [agency for agency in printed.article.agencies if agency.casefold() not in named]
    hands += [" and ".join(agencies)] if agencies else []
    outlet = wording.outlet(printed.article)
    return " → ".join([*hands, f"printed in {outlet}" if outlet else "printed"])


def _anonymity(printed: Printed) -> str:
    """That the speaker is not named, and the reason printed for it."""
    reason = _words(printed, printed.statement.attribution.anonymity)
    told = wording.how_named(printed)
    return ": ".join(part for part in ("" if told == "named" else told, reason and f"“{reason}”") if part)


def printed_facts(printed: Printed) -> tuple[Fact, ...]:
    """Where it is printed beside outlet, headline, day and address: nothing for what is not known."""
    article, quote = printed.article, printed.statement.quote
    told = (
        ("byline", article.byline or ""),
        ("where", "" if quote.where == "body" else quote.where),
        ("archive url", article.archive_url or ""),
        ("retrieved", wording.day((article.retrieved or "")[:10])),
        ("article", article.id),
        ("offsets", offsets(quote.content)),
        ("text digest", article.digest),
    )
    return tuple((name, value) for name, value in told if value)


def why_facts(printed: Printed) -> tuple[Fact, ...]:
    """What found the quotation, what decided on the speaker, and who else it could be, each with its words."""
    return tuple(
        (reason.about, _reason(printed, reason.told, reason.words))
        for section in sections(printed)
        if section.heading not in _TOLD_ELSEWHERE
        for reason in section.reasons
        if reason.about not in _TOLD_ELSEWHERE
    )


_TOLD_ELSEWHERE = ("How it was said", "How sure it is, from 0 to 1", "as printed", "speaks for", "anonymity")
"""What `said_facts` and the figure for confidence tell already."""


def _reason(printed: Printed, told: str, spans: tuple[Span, ...]) -> str:
    words = f"“{spans_text(printed.article.text, spans)}”" if spans else ""
    return ": ".join(part for part in (told, words) if part)


def claim_fact(claim: ClaimNote | None) -> str:
    """A claim in brief: "4 independent sources, 7 printings, first on 5 July 2012 in the Harbour Gazette"."""
    if claim is None:
        return ""
    told = [
        wording.counted(claim.sources, "independent source"),
        wording.counted(claim.printings, "printing"),
    ]
    first = f"on {wording.day(claim.first_published)}" if claim.first_published else ""
    first += f" in {claim.first_source}" if claim.first_source else ""
    told += [f"first {first.strip()}"] if first else []
    if claim.conflicts:
        verb = "contradicts" if claim.conflicts == 1 else "contradict"
        told.append(f"{wording.counted(claim.conflicts, 'quotation')} {verb} it")
    return ", ".join(told)


def claim_note(claim: Claim) -> ClaimNote:
    """A claim in brief as the quotations that print it have it."""
    first = min(
        (one.printed.article for one in claim.printings if one.printed.article.published),
        key=lambda article: article.published or "",
        default=None,
    )
    return ClaimNote(
        id=claim.id,
        printings=len(claim.printings),
        sources=claim.sources,
        first_published=claim.first_published,
        first_source=wording.outlet(first) or None if first else None,
        conflicts=len(claim.conflicts),
    )


def _words(printed: Printed, span: Span | None) -> str:
    return span.of(printed.article.text) if span else ""
