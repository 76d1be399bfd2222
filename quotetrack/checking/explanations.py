"""A verdict's reasons, in a sentence or two for a reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from quotetrack.checking.assessment import Assessed, are_apart
from quotetrack.comparison.alignment import CheckedWords
from quotetrack.query.messages import MOST_NAMED
from quotetrack.records import Printed
from quotetrack.records.check import Passage, Turn, TurnGround, Verdict
from quotetrack.speakers.claimed_speaker import ClaimedSpeaker, Whose
from quotetrack.store import Store

_FOUND = {
    "exact": "Every word is printed so, and no other",
    "cut": "These words are a part of what is printed",
    "parts": "These words are parts of what is printed, in their order, with an ellipsis for what is left out",
    "altered": "What is printed has much of these words, but not as they stand here",
    "joined": "Words of different quotations are joined here as if they were one",
    "paraphrase": "The same is told in other words",
    "told": "The words in the article are the reporter's",
    "other_speaker": "These words are printed only as somebody else's: {named}",
    "denied": "What is printed has this as denied or never said",
    "opposite": "What is printed is the opposite, in the reporter's words",
    "reversed": "These words are printed, but the sentence they are cut from says something else: {turned}",
    "second_hand": "The words are printed as somebody else's, whom the speaker only quotes{by}",
    "relayed": "These words are printed as relayed by {named}",
    "unattributed": "The words are printed, but nobody is settled on as their speaker{candidates}",
    "asked": "The words are printed in a question, and nobody says so",
    "unsure": "The words are printed, speaker not certain: {surely}",
    "unnamed": "The words are printed as those of somebody who is not named ({mentions}); nothing shows that it is the "
    "one asked about",
    "text": "The words stand in {text}, and not as anybody's quotation",
}
"""What is said of a verdict, or of the special case of it that `_case` gives."""
_TURNED: dict[TurnGround, str] = {
    "negated": "it denies or doubts them",
    "conditional": "it sets them under a condition",
    "another's": "it gives them as what somebody else says or thinks",
    "wished": "it only wishes or imagines them",
    "asked": "it asks it",
}
_UNSETTLED: tuple[Whose, ...] = ("unknown", "open")


@dataclass(frozen=True, slots=True)
class Found:
    """What a verdict rests on: the printings that bear on it, the best first, why words say something else there (by
    row), and passages of stored texts. `since` tells what became of the words, if only earlier texts have them."""

    verdict: Verdict
    bearing: Sequence[Assessed]
    turns: Mapping[int, Turn | None]
    passages: Sequence[Passage] = ()
    since: str = ""

    def turn(self) -> tuple[Printed, Turn] | None:
        """Return the first printing in which the words say something else, with why; None if none is known."""
        turned = ((each.printed, self.turns.get(each.row)) for each in self.bearing)
        return next(((printed, turn) for printed, turn in turned if turn is not None), None)


def explain(found: Found, asked: CheckedWords, speaker: ClaimedSpeaker | None, store: Store) -> str:
    """Return why the verdict is what it is."""
    if found.verdict == "not_found":
        reasons = _not_found(found.bearing, speaker, store)
    elif found.since and found.verdict == "altered":
        named = _named([each.printed for each in found.bearing])
        reasons = iter([f"Only an earlier text has these words, as those of {named}."])
    else:
        reasons = _found(found, asked, speaker, store)
    reasons = chain(reasons, [found.since] * bool(found.since))
    return " ".join((*reasons, *_meant(speaker)))


def _found(found: Found, asked: CheckedWords, speaker: ClaimedSpeaker | None, store: Store) -> Iterator[str]:
    """Yield what the verdict says, then what speaks against it or beside it."""
    verdict, bearing = found.verdict, found.bearing
    case = _case(found, asked, speaker)
    notes = f" ({bearing[0].fit.notes[0]})" if bearing and bearing[0].fit.notes and case != "text" else ""
    yield f"{_FOUND[case].format(**_parts(found, store))}{notes}."
    if case == "text":
        yield from _alike(bearing, speaker, store)
        return
    quoted = [each for each in bearing if each.bearing == "quoted"]
    is_printed = verdict in ("exact", "cut", "altered")
    if is_printed and any(each.bearing == "denied" for each in bearing):
        yield "A denial of it is printed too."
    if (others := _by(quoted, "another")) and case != "relayed":
        if verdict == "denied":
            yield f"The words are printed as said by {_named(others)}."
        if verdict in ("exact", "cut"):
            yield f"They are also printed as said by {_named(others)}."
    if verdict == "altered" and speaker is None and quoted[0].printed.statement.attribution.speaker is None:
        yield f"Nobody is settled on as their speaker{_candidates([_whole(quoted[0], store)])}."
    if verdict == "other_speaker" and _by(quoted, *_UNSETTLED, "unnamed"):
        yield "They are also printed where nobody is settled on as their speaker."


def _parts(found: Found, store: Store) -> dict[str, str]:
    """Return what the sentences of `_FOUND` leave open."""
    best = _whole(found.bearing[0], store) if found.bearing else None
    turned = found.turn()
    governing = f" (“{_governing(*turned)}”)" if turned else ""
    by = f" (“{turned[1].by.of(turned[0].article.text)}”)" if turned and turned[1].by else ""
    return {
        "named": _named(_by(found.bearing, "another")),
        "turned": (_TURNED[turned[1].ground] if turned else "see the whole sentence") + governing,
        "by": by,
        "candidates": _candidates([best]) if best else "",
        "surely": _surely(best) if best else "",
        "mentions": "; ".join(dict.fromkeys(map(_mention, _by(found.bearing, "unnamed")))),
        "text": " and ".join(
            dict.fromkeys(each.article.outlet or each.article.id for each in found.passages)
        ),
    }


def _governing(printed: Printed, turn: Turn) -> str:
    """Return the words that govern, as printed, with dots for what stands between."""
    return " … ".join(span.of(printed.article.text) for span in turn.governing[:MOST_NAMED])


def _surely(printed: Printed) -> str:
    """Return who it may be, and how sure that is."""
    attribution = printed.statement.attribution
    others = [other.name for other in attribution.candidates][:MOST_NAMED]
    rest = f", else {' or '.join(others)}" if others else ""
    return f"{_who(printed)}, {attribution.confidence:.0%} sure{rest}"


def _case(found: Found, asked: CheckedWords, speaker: ClaimedSpeaker | None) -> str:
    """Return which sentence of `_FOUND` tells of the verdict."""
    verdict, bearing = found.verdict, found.bearing
    if found.passages:
        return "text"
    best = bearing[0]
    if verdict == "unattributed":
        return _unsettled(best, speaker)
    if verdict in ("exact", "cut") and best.whose == "another":
        return "relayed"
    if verdict == "cut" and len(asked.parts) > 1:
        return "parts"
    if verdict == "denied" and best.bearing == "told":
        return "opposite"
    if verdict == "paraphrase" and best.fit.kind == "told":
        return "told"
    quoted = [each for each in bearing if each.bearing == "quoted" and each.whose == "theirs"]
    # Two printings have different stretches of the words, and none has most of both.
    if verdict == "altered" and any(are_apart(quoted[0], each) for each in quoted[1:]):
        return "joined"
    return verdict


def _unsettled(best: Assessed, speaker: ClaimedSpeaker | None) -> str:
    """Return which sentence tells why nobody is settled on."""
    attribution = best.printed.statement.attribution
    if attribution.stance == "asked" and best.whose == "theirs":
        return "asked"
    if best.whose == "unnamed" and speaker is not None:
        return "unnamed"
    return "unattributed" if attribution.speaker is None else "unsure"


def _not_found(bearing: Sequence[Assessed], speaker: ClaimedSpeaker | None, store: Store) -> Iterator[str]:
    """Yield what there is like the words, and what was searched."""
    yield from _alike(bearing, speaker, store)
    if not bearing:
        yield "Nothing like these words is in this collection."
    quotations, articles = store.articles.size()
    searched = f"{_counted(quotations, 'quotation')} and the texts of {_counted(articles, 'article')}, {store.location}"
    yield f"Searched: {searched}. That it is not there does not mean that nobody said it."


def _alike(bearing: Sequence[Assessed], speaker: ClaimedSpeaker | None, store: Store) -> Iterator[str]:
    """Yield what there is like the words, and why it does not count."""
    rest, unnamed = _by(bearing, *_UNSETTLED), _by(bearing, "unnamed")
    if rest and speaker is not None:
        whole = store.statements.fetch([each.row for each in bearing if each.whose in _UNSETTLED])
        yield (
            "Words like these are printed, but nobody is settled on as their speaker"
            f"{_candidates(list(whole.values()) or rest)}: that neither confirms nor contradicts it."
        )
    if unnamed and speaker is not None:
        who = "; ".join(dict.fromkeys(map(_mention, unnamed)))
        yield f"Words like these are printed as those of somebody who is not named ({who})."
    if others := _by(bearing, "another"):
        is_quoted = any(each.bearing == "quoted" for each in bearing if each.whose == "another")
        plainly = "" if is_quoted else ", but not plainly as a quotation"
        yield f"Words like these are printed of somebody else{plainly}: {_named(others)}."
    if any(each.whose == "theirs" and each.bearing == "none" for each in bearing):
        yield "Words like these are printed, but not as what was said: see the stance of each."


def _whole(each: Assessed, store: Store) -> Printed:
    """Return a printing with the candidates for its speaker, which a search leaves out."""
    return store.statements.fetch([each.row]).get(each.row, each.printed)


def _meant(speaker: ClaimedSpeaker | None) -> Iterator[str]:
    """Yield whom the name was taken to mean, if that is not plain."""
    if speaker is None:
        return
    found = speaker.lookup
    if not found.bearers:
        near = f" Spelled much like it: {'; '.join(found.near[:MOST_NAMED])}." if found.near else ""
        yield f"Nobody with the name or the role “{speaker.asked}” is quoted in this collection.{near}"
    elif len(found.bearers) > 1:
        names = ", ".join(bearer.name for bearer in found.bearers[:MOST_NAMED])
        more = f" and {len(found.bearers) - MOST_NAMED} more" if len(found.bearers) > MOST_NAMED else ""
        yield f"“{speaker.asked}” may be {names}{more}; any of them counts."
    elif found.is_respelled:
        yield f"“{speaker.asked}” was read as {found.bearers[0].name}."


def _by(bearing: Iterable[Assessed], *whose: Whose) -> list[Printed]:
    """Return the printings that are by these."""
    return [each.printed for each in bearing if each.whose in whose]


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _named(printed: Iterable[Printed]) -> str:
    return "; ".join(list(dict.fromkeys(map(_who, printed)))[:MOST_NAMED])


def _who(printed: Printed) -> str:
    speaker = printed.statement.attribution.speaker
    return speaker.name if speaker is not None and speaker.name else _mention(printed)


def _mention(printed: Printed) -> str:
    words = " ".join(span.of(printed.article.text) for span in printed.statement.attribution.mention)
    return f"“{words}”" if words else "a source that is not named"


def _candidates(printed: Iterable[Printed]) -> str:
    names = dict.fromkeys(other.name for each in printed for other in each.statement.attribution.candidates)
    return f" (it may be {', '.join(list(names)[:MOST_NAMED])})" if names else ""
