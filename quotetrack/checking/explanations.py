"""A verdict's reasons, in a sentence or two for a reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from quotetrack.checking.assessment import Weighed
from quotetrack.comparison.alignment import Asked
from quotetrack.query.messages import MOST_NAMED
from quotetrack.records import Printed
from quotetrack.records.check import Verdict
from quotetrack.speakers.claimed_speaker import ClaimedSpeaker
from quotetrack.store import Store

_FOUND = {
    "exact": "Every word is printed so, and no other",
    "cut": "These words are a part of what is printed",
    "altered": "What is printed has much of these words, but not as they stand here",
    "paraphrase": "It is told, but not in these words as the speaker's own",
    "other_speaker": "These words are printed as somebody else's",
    "denied": "What is printed has this as denied or never said",
}


def why(
    verdict: Verdict, bearing: Sequence[Weighed], asked: Asked, speaker: ClaimedSpeaker | None, store: Store
) -> str:
    """Why the verdict is what it is."""
    if verdict == "not_found":
        told = [*_not_found(bearing, speaker, store)]
    else:
        told = [_found(verdict, bearing, asked), *_others(verdict, bearing, speaker)]
    return " ".join((*told, *_meant(speaker)))


def _found(verdict: Verdict, bearing: Sequence[Weighed], asked: Asked) -> str:
    first = bearing[0]
    said = _FOUND[verdict]
    if verdict == "cut" and len(asked.parts) > 1:
        said = (
            "These words are parts of what is printed, in their order, with an ellipsis for what is left out"
        )
    if verdict == "paraphrase":
        is_marked = first.fit.how != "told"
        said = (
            "The same is told in other words" if is_marked else "The words in the article are the reporter's"
        )
    if verdict == "other_speaker":
        named = _named(one.printed for one in bearing if one.whose == "another")
        said = f"These words are printed only as somebody else's: {named}"
    if verdict == "altered" and _is_joined(bearing):
        said = "Words of different quotations are joined here as if they were one"
    notes = f" ({first.fit.notes[0]})" if first.fit.notes else ""
    return f"{said}{notes}."


def _is_joined(bearing: Sequence[Weighed]) -> bool:
    """Whether two printings have different stretches of the words, and none has most of both."""
    quoted = [one for one in bearing if one.bearing == "quoted" and one.whose == "theirs"]
    if not quoted:
        return False
    first, *rest = quoted
    return any(
        one.fit.found[0] >= first.fit.found[1] or one.fit.found[1] <= first.fit.found[0] for one in rest
    )


def _others(verdict: Verdict, bearing: Sequence[Weighed], speaker: ClaimedSpeaker | None) -> Iterator[str]:
    """What speaks against the verdict, or beside it."""
    quoted = [one for one in bearing if one.bearing == "quoted"]
    if verdict in ("exact", "cut", "altered") and any(one.bearing == "denied" for one in bearing):
        yield "A denial of it is printed too."
    if verdict == "denied" and any(one.whose == "another" for one in quoted):
        yield f"The words are printed as said by {_named(o.printed for o in quoted if o.whose == 'another')}."
    if verdict in ("exact", "cut") and any(one.whose == "another" for one in quoted):
        yield f"They are also printed as said by {_named(o.printed for o in quoted if o.whose == 'another')}."
    if speaker is None and verdict in ("exact", "cut", "altered"):
        best = quoted[0].printed
        if best.statement.attribution.speaker is None:
            yield f"Nobody is settled on as their speaker{_candidates([best])}."
    if verdict == "other_speaker" and any(one.whose in ("open", "unknown", "unnamed") for one in quoted):
        yield "They are also printed where nobody is settled on as their speaker."


def _not_found(bearing: Sequence[Weighed], speaker: ClaimedSpeaker | None, store: Store) -> Iterator[str]:
    quotations, articles = store.articles.size()
    searched = f"{_counted(quotations, 'quotation')} in {_counted(articles, 'article')}, {store.location}"
    unnamed = [one for one in bearing if one.whose == "unnamed"]
    rest = [one.printed for one in bearing if one.whose in ("unknown", "open")]
    if rest and speaker is not None:
        whole = store.statements.fetch([one.row for one in bearing if one.whose in ("unknown", "open")])
        yield (
            "The words are printed, but nobody is settled on as their speaker"
            f"{_candidates(list(whole.values()) or rest)}: that neither confirms nor contradicts it."
        )
    if unnamed and speaker is not None:
        who = "; ".join(dict.fromkeys(_mention(one.printed) for one in unnamed))
        yield (
            f"The words are printed as those of somebody who is not named ({who}); nothing in the article shows that "
            f"this is or is not {speaker.name}."
        )
    if others := [one.printed for one in bearing if one.whose == "another"]:
        yield f"Words like these are printed of somebody else, but not plainly as a quotation: {_named(others)}."
    if any(one.whose == "theirs" for one in bearing):
        yield "Words like these are printed, but not as what was said: see the stance of each."
    if not bearing:
        yield "Nothing like these words is in this collection."
    yield f"Searched: {searched}. That it is not there does not mean that nobody said it."


def _meant(speaker: ClaimedSpeaker | None) -> Iterator[str]:
    """Whom the name was taken to mean, where that is not plain."""
    if speaker is None:
        return
    found = speaker.lookup
    if not found.bearers:
        near = f" Spelled much like it: {'; '.join(found.near[:MOST_NAMED])}." if found.near else ""
        yield f"Nobody with the name or the role “{speaker.asked}” is quoted in this collection.{near}"
    elif len(found.bearers) > 1:
        names = ", ".join(one.name for one in found.bearers[:MOST_NAMED])
        more = f" and {len(found.bearers) - MOST_NAMED} more" if len(found.bearers) > MOST_NAMED else ""
        yield f"“{speaker.asked}” may be {names}{more}; any of them counts."
    elif found.is_respelled:
        yield f"“{speaker.asked}” was read as {found.bearers[0].name}."


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _named(printed: Iterable[Printed]) -> str:
    told = dict.fromkeys(map(_who, printed))
    return "; ".join(list(told)[:MOST_NAMED])


def _who(printed: Printed) -> str:
    speaker = printed.statement.attribution.speaker
    return speaker.name if speaker is not None and speaker.name else _mention(printed)


def _mention(printed: Printed) -> str:
    spans = printed.statement.attribution.mention
    told = " ".join(span.of(printed.article.text) for span in spans)
    return f"“{told}”" if told else "a source that is not named"


def _candidates(printed: Iterable[Printed]) -> str:
    names = dict.fromkeys(other.name for one in printed for other in one.statement.attribution.candidates)
    return f" (it may be {', '.join(list(names)[:MOST_NAMED])})" if names else ""
