"""What is measured over the passages: an `Extraction` of each → what is right, what is wrong, and shares of both.

Every figure is a share of 100 that a better program raises.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from quotetrack.pipeline import Engine, extract_article
from quotetrack.readers import article_from_text
from quotetrack.records import Extraction, Span, Statement
from tests.gate.gold import PUBLISHED, GoldQuote, Passage, place

FIGURES = {
    "found": "quotations in marks that are found, with exactly their words",
    "no false ones": "finds in marks that are quotations",
    "reported speech": "quotations without marks that are found, at least half of their words",
    "speaker right": "all quotations: found, and the speaker is right (nobody, where the text names nobody)",
    "nobody else's": "quotations found: no name that is somebody else's",
    "somebody named": "quotations found whose speaker the text names: somebody is named",
    "details": "quotations found: kind, mention, cue, hearer, stance, day, place, relay, for whom, why unnamed",
    "no speech": "words in marks that quote nobody: not taken for a quotation",
    "no speech, why": "words in marks that quote nobody: listed with the right rule",
    "passages": "passages with nothing wrong in them",
}
"""The figures, and what each is a share of."""


@dataclass(frozen=True)
class Result:
    """One thing that was looked at in a passage, for one figure; `wrong` says what is wrong, "" if nothing is."""

    figure: str
    passage: str
    wrong: str


def results(passage: Passage, found: Extraction) -> list[Result]:
    """Everything that is looked at in a passage."""
    looked_at = [*_quotes(passage, found), *_false(passage, found), *_silences(passage, found)]
    wrong = "; ".join(f"{figure}: {wrong}" for figure, wrong in looked_at if wrong)
    return [Result(figure, passage.id, wrong) for figure, wrong in [*looked_at, ("passages", wrong)]]


def shares(looked_at: Iterable[Result]) -> dict[str, float]:
    """How many in a hundred are right, by figure, to one decimal; 100 where there was nothing to look at."""
    all_of, right = Counter[str](), Counter[str]()
    for result in looked_at:
        all_of[result.figure] += 1
        right[result.figure] += not result.wrong
    return {f: round(100 * right[f] / all_of[f], 1) if all_of[f] else 100.0 for f in FIGURES}


def extract_passage(passage: Passage, engine: Engine) -> Extraction:
    """What the program finds in a passage, by rules alone or by rules and model."""
    return extract_article(article_from_text(passage.text, id=passage.id, published=PUBLISHED), engine=engine)


def _quotes(passage: Passage, found: Extraction) -> Iterable[tuple[str, str]]:
    for want in passage.quotes:
        got = next((s for s in found.statements if _is_the_same(want, s, passage.text)), None)
        words = want.content[0]
        yield "found" if want.is_marked else "reported speech", "" if got else f"missed “{words}”"
        if got is None:
            yield "speaker right", f"missed “{words}”"
            continue
        name = got.attribution.speaker.name if got.attribution.speaker else None
        told = f"{name!r} for {want.speaker!r}, “{words}”"
        yield "speaker right", "" if _is_right(want, name, passage.text) else told
        yield "nobody else's", told if _is_anothers(want, name, passage.text) else ""
        if want.speaker is not None:
            yield "somebody named", "" if name else told
        for detail in _details(want, got, passage.text):
            yield "details", detail and f"{detail}, “{words}”"


def _is_the_same(want: GoldQuote, got: Statement, text: str) -> bool:
    pieces = [place(words, text) for words in want.content]
    if want.is_marked:
        kept = [_bare(span.of(text)) for span in got.quote.content]
        return (
            got.quote.kind != "indirect"
            and kept == [_bare(p.of(text)) for p in pieces]
            and _meet(got, pieces)
        )
    if got.quote.kind != "indirect":
        return False
    wanted, given = _places(pieces), _places(got.quote.content)
    return 2 * len(wanted & given) >= len(wanted | given)


def _meet(got: Statement, pieces: list[Span]) -> bool:
    return all(piece.meets(at) for piece, at in zip(got.quote.content, pieces, strict=True))


def _places(spans: Iterable[Span]) -> set[int]:
    return {at for span in spans for at in range(span.start, span.end)}


def _bare(words: str) -> str:
    """Words without the punctuation that closes them: whether a final comma belongs to them is taste."""
    return words.strip().rstrip(".,;:–— ")


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w+", name.casefold())) - {"the", "a", "an"}


def _is_right(want: GoldQuote, name: str | None, text: str) -> bool:
    if want.speaker is None:
        return name is None or _is_description(want, name, text)
    return name is not None and any(_words(name) == _words(right) for right in (want.speaker, *want.also))


def _is_anothers(want: GoldQuote, name: str | None, text: str) -> bool:
    """True for a name that is neither right nor part of what is right, and for any name where the text has none. A
    description that is handed on ("the company") is nobody's name, and an acronym is not somebody else's."""
    if name is None or _is_right(want, name, text) or _is_description(want, name, text):
        return False
    rights = () if want.speaker is None else (want.speaker, *want.also)
    return not any(_words(name) <= _words(right) or name == _initials(right) for right in rights)


def _is_description(want: GoldQuote, name: str, text: str) -> bool:
    """True where what stands for a name only repeats the words for the speaker ("Doctors")."""
    return want.mention is not None and _words(name) <= _words(place(want.mention, text).of(text))


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _details(want: GoldQuote, got: Statement, text: str) -> Iterable[str]:
    """For each detail that is asked about: what is wrong with it, or ""."""
    quote, told = got.quote, got.attribution
    yield "" if quote.kind == want.kind else f"kind {quote.kind} for {want.kind}"
    if want.stance != "any":
        yield "" if told.stance == want.stance else f"stance {told.stance} for {want.stance}"
    if want.said_on is not None:
        day = told.said_on.date if told.said_on else "none"
        yield "" if day == want.said_on else f"said on {day} for {want.said_on}"
    spans: dict[str, tuple[tuple[Span | None, ...], str | None]] = {
        "mention": (told.mention, want.mention),
        "cue": (quote.cue, want.cue),
        "hearer": ((told.hearer,), want.hearer),
        "place": ((told.place,), want.place),
        "speaks for": ((told.speaks_for,), want.speaks_for),
        "anonymity": ((told.anonymity,), want.anonymity),
        **{f"via {relay}": (told.via, relay) for relay in want.via},
    }
    for name, (given, right) in spans.items():
        if right is not None:
            shown = ", ".join(span.of(text) for span in given if span) or "none"
            at = place(right, text)
            yield "" if any(s and s.meets(at) for s in given) else f"{name} {shown!r} for {right!r}"


def _false(passage: Passage, found: Extraction) -> Iterable[tuple[str, str]]:
    """Each find in marks: whether it is a quotation, in whole or in part."""
    marked = [quote for quote in passage.quotes if quote.is_marked]
    right = [place(words, passage.text) for quote in marked for words in quote.content]
    for got in found.statements:
        if got.quote.kind != "indirect":
            held = all(any(piece.meets(at) for at in right) for piece in got.quote.content)
            yield "no false ones", "" if held else f"took “{got.quote.words(passage.text)}”"


def _silences(passage: Passage, found: Extraction) -> Iterable[tuple[str, str]]:
    taken = [p for s in found.statements if s.quote.kind != "indirect" for p in s.quote.content]
    for want in passage.not_speech:
        at = place(want.words, passage.text)
        yield "no speech", f"took “{want.words}”" if any(p.meets(at) for p in taken) else ""
        rules = [silent.rule for silent in found.not_speech if silent.span.meets(at)]
        wrong = f"“{want.words}” is {rules or 'not listed'} for {want.rule!r}"
        yield "no speech, why", "" if rules == [want.rule] else wrong


def measure(passages: Iterable[Passage], extract: Callable[[Passage], Extraction]) -> list[Result]:
    """Everything that is looked at in all passages."""
    return [result for passage in passages for result in results(passage, extract(passage))]
