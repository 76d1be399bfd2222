"""A debate as the formats of parliaments tell of it, and the `Article` that it makes: one line for each speech."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from quotetrack.readers.input import Input
from quotetrack.readers.plain import article_from_text
from quotetrack.readers.running_text import RunningText
from quotetrack.records import Article, Locator, Source, Span

_CLOCK = re.compile(
    r"(?:\d{4}-\d{2}-\d{2}T)?(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?"
)
_SOUND = re.compile(r"\[[^\[\]]{1,100}\]")


@dataclass(slots=True)
class Speech:
    """What one speaker says in one go, or what stands between speeches.

    `speaker` is the name, as it may be printed before the words; "" for what nobody says. `column` and `time` are as
    the file has them, "" if it does not tell."""

    speaker: str = ""
    office: str = ""
    paragraphs: list[str] = field(default_factory=list)
    heading: bool = False
    column: str = ""
    time: str = ""


@dataclass(slots=True)
class Debate:
    """A debate: its title, day ("YYYY-MM-DD", None if unknown), chamber and speeches, in order."""

    title: str = ""
    day: str | None = None
    chamber: str | None = None
    url: str | None = None
    speeches: list[Speech] = field(default_factory=list)

    @property
    def is_spoken(self) -> bool:
        """Return whether anybody says a word in it."""
        return any(speech.speaker and speech.paragraphs for speech in self.speeches)


def debate_article(debate: Debate, input: Input, *, number: int | None = None) -> Article:
    """Return the article of a debate: its title, then "NAME (OFFICE): words" for each speech, and its further
    paragraphs. Columns and times are places. `number` counts the debates of an input from 1; None for the only one."""
    page = RunningText()
    page.block(debate.title, "headline")
    spans: list[tuple[Speech, Span]] = []
    for speech in debate.speeches:
        start = page.end
        _add(page, speech)
        if page.end > start:
            spans.append((speech, Span(start, page.end)))
    _locate(page, spans)
    name = input.origin.id if number is None else f"{input.origin.id}-{number}"
    article = article_from_text(
        page.text,
        id=name,
        title=debate.title or None,
        source=debate.chamber,
        published=debate.day,
        url=debate.url,
        language=None,
    )
    zones = tuple(sorted(page.zones, key=lambda zone: zone.span))
    source = Source(debate.chamber or article.source.name, article.source.domain)
    article = replace(
        article, zones=zones, locators=tuple(page.locators), source=source, agencies=(), byline=None
    )
    return input.origin.keyed(article, line=number)


def labelled(name: str, office: str) -> str:
    """Return the label of a speech: the name, with the office in brackets behind it if that is not in it yet."""
    name, office = " ".join(name.split()), " ".join(office.split()).strip("()[] ")
    is_told = not office or office.casefold() in name.casefold()
    return name if is_told else f"{name} ({office})"


def _add(page: RunningText, speech: Speech) -> None:
    paragraphs = [words for words in speech.paragraphs if words]
    if speech.heading:
        for words in paragraphs:
            page.block(words, "heading")
    elif not speech.speaker:
        for words in paragraphs:
            page.block(words, "stage_direction")
    elif paragraphs:
        page.turn(labelled(speech.speaker, speech.office))
        for number, words in enumerate(paragraphs):
            if number:
                page.block("")
            _add_words(page, words)


def _add_words(page: RunningText, words: str) -> None:
    """Add words of a speech, with what they say of the hall ("[Interruption.]") as zones."""
    at = 0
    for sound in _SOUND.finditer(words):
        page.inline(words[at : sound.start()])
        page.inline(sound.group(), "stage_direction")
        at = sound.end()
    page.inline(words[at:])


def _locate(page: RunningText, spans: Sequence[tuple[Speech, Span]]) -> None:
    """Add the column and the time of each speech as places; one that gives none has that of the one before."""
    column = time = ""
    told: list[tuple[str, str, Span]] = []
    for speech, span in spans:
        column, time = speech.column or column, _clock(speech.time) or time
        told.append((column, time, span))
    for kind, labels in (("page", [c for c, _, _ in told]), ("time", [t for _, t, _ in told])):
        for label, (_, _, span) in zip(labels, told, strict=True):
            if label:
                page.locators.append(Locator(kind=kind, label=label, span=span))  # type: ignore[arg-type]
    page.locators.sort(key=lambda locator: locator.span)


def _clock(words: str) -> str:
    """Return a time of day as "HH:MM:SS"; "" for what is none."""
    match = _CLOCK.fullmatch(words.strip())
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        return ""
    return f"{int(match[1]):02d}:{match[2]}:{match[3] or '00'}"


def first_iso_day(words: Iterable[str]) -> str | None:
    """Return the first "YYYY-MM-DD" at the start of these words; None if none has one."""
    for each in words:
        if match := re.search(r"\b\d{4}-\d{2}-\d{2}", each[:200]):
            return match.group()
    return None
