"""A page of articles with their quotations, cues and mentions marked in the text, in each speaker's colour and number.

Extractions come in; one self-contained HTML document goes out, or a piece of one for a notebook. It has no script and
fetches nothing. Everything that an article prints is escaped by the templates' engine.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import BinaryIO

from quotetrack.export import wording
from quotetrack.export.layers import Mark, Part, Run, runs
from quotetrack.export.legible import legible
from quotetrack.export.templating import environment
from quotetrack.export.weblink import web_address
from quotetrack.records import KINDS, Article, Extraction, Printed, Span, Statement, ZoneKind

COLOURS = 6
"""Colours of the style sheet. Chosen so that any 2 differ by 12 or more (CIE76), also for readers who see no red, no
green or no blue, and that each has a contrast of 4.5 or more with the page. A test measures both."""
LINES = 4
"""Styles of underlining. Colour and line together tell 24 speakers apart; the number tells any apart."""
UNSURE = 0.5
"""Below this confidence a quotation's number has a question mark: the figure where a sheet says "less"."""
_LOOKS: MappingProxyType[ZoneKind, str] = MappingProxyType(
    {
        "headline": "headline",
        "standfirst": "standfirst",
        "heading": "headline",
        "caption": "caption",
        **dict.fromkeys(("chrome", "outlet", "date", "url", "byline", "credit", "sign_off"), "around"),
    }
)
"""How a paragraph looks that such a zone holds: the style sheet's class. Others look like body text."""
_PARAGRAPH = re.compile(r"[^\n]*[^\s][^\n]*")


@dataclass(frozen=True, slots=True)
class _Speaker:
    """A row of the legend. `number` is "?" for the row of all whose speaker is unknown."""

    number: str
    look: str
    name: str
    is_named: bool
    role: str
    kind: str
    count: int
    kinds: str


@dataclass(frozen=True, slots=True)
class _Listed:
    """A quotation in the list beneath an article."""

    speaker: _Speaker
    words: str
    facts: str


@dataclass(frozen=True, slots=True)
class _Piece:
    """A step of a paragraph as the template writes it: `tag` is empty for words."""

    tag: str = ""
    closes: bool = False
    classes: str = ""
    title: str = ""
    number: str = ""
    label: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class _Paragraph:
    look: str
    is_apart: bool
    pieces: tuple[_Piece, ...]


@dataclass(frozen=True, slots=True)
class _Section:
    """One article of the page."""

    number: int
    title: str
    outlet: str
    day: str
    link: str | None
    count: str
    speakers: tuple[_Speaker, ...]
    paragraphs: tuple[_Paragraph, ...]
    listed: tuple[_Listed, ...]


def render_html(extractions: Extraction | Iterable[Extraction], *, page: bool = True) -> str:
    """Show articles as a web page, their quotations, cues and mentions marked by speaker.

    Args:
        extractions: What `extract` returned for one article, or several of them.
        page: True for a whole document; False for a piece to put into another page, as a notebook does.

    Returns:
        HTML without scripts or remote parts. Each article is a section with its text, a legend and a list.

    Example:
        >>> import quotetrack
        >>> html = quotetrack.render_html(quotetrack.extract("“We are ready,” said Ana Lima."))
        >>> html.startswith("<!doctype html>")
        True
    """
    several = [extractions] if isinstance(extractions, Extraction) else extractions
    return "".join(_chunks(several, "page.html" if page else "fragment.html"))


def write_page(extractions: Iterable[Extraction], out: BinaryIO) -> int:
    """Write the page of `render_html` to a binary stream, article by article, and return how many it has."""
    written = 0

    def counted() -> Iterator[Extraction]:
        nonlocal written
        for extraction in extractions:
            written += 1
            yield extraction

    for chunk in _chunks(counted(), "page.html"):
        out.write(chunk.encode("utf-8"))
    return written


def _chunks(extractions: Iterable[Extraction], template: str) -> Iterator[str]:
    sections = (_section(number, extraction) for number, extraction in enumerate(extractions, 1))
    yield from environment().get_template(template).generate(sections=sections)


def _section(number: int, extraction: Extraction) -> _Section:
    article = extraction.article
    speakers = _Speakers(extraction)
    marks = tuple(dict.fromkeys(mark for s in extraction.statements for mark in _marks(article, s, speakers)))
    return _Section(
        number=number,
        title=legible(article.title or article.id),
        outlet=legible(wording.outlet(article)),
        day=legible(wording.day(article.published)),
        link=web_address(article.url),
        count=wording.counted(len(extraction.statements), "quotation"),
        speakers=speakers.rows,
        paragraphs=tuple(_paragraphs(article, marks, speakers)),
        listed=tuple(_listed(article, statement, speakers) for statement in extraction.statements),
    )


class _Speakers:
    """The speakers of one article in the order in which they speak; speakers unknown share the last row."""

    def __init__(self, extraction: Extraction) -> None:
        by_name: dict[str, list[Printed]] = {}
        for statement in extraction.statements:
            printed = Printed(article=extraction.article, statement=statement)
            by_name.setdefault(self._key(printed), []).append(printed)
        unknown = by_name.pop("", None)
        rows = [_row(str(n), _look(n), said) for n, said in enumerate(by_name.values(), 1)]
        self._places = {key: place for place, key in enumerate(by_name)}
        if unknown is not None:
            self._places[""] = len(rows)
            rows.append(_row("?", "unknown", unknown))
        self.rows = tuple(rows)

    def place(self, printed: Printed) -> int:
        """Return the place in `rows` of the speaker of a statement."""
        return self._places[self._key(printed)]

    @staticmethod
    def _key(printed: Printed) -> str:
        """Return what tells the speaker from the others of the article; empty if nobody is known."""
        return wording.who(printed) if printed.statement.attribution.speaker is not None else ""


def _look(number: int) -> str:
    """Return the classes of a speaker's colour and line; the lines shift each time the colours are used up."""
    place = number - 1
    return f"c{place % COLOURS} l{(place + place // COLOURS) % LINES}"


def _row(number: str, look: str, said: list[Printed]) -> _Speaker:
    speaker = said[0].statement.attribution.speaker
    roles = (wording.role(printed) for printed in said)
    kinds = Counter(printed.statement.quote.kind for printed in said)
    return _Speaker(
        number=number,
        look=look,
        name=legible(wording.who(said[0])) if speaker else "speaker unknown",
        is_named=speaker is not None and speaker.name is not None,
        role=legible(next((role for role in roles if role), "")) if speaker else "",
        kind=speaker.kind if speaker else "unknown",
        count=len(said),
        kinds=", ".join(f"{kinds[kind]} {kind}" for kind in KINDS if kinds[kind]),
    )


def _marks(article: Article, statement: Statement, speakers: _Speakers) -> Iterator[Mark]:
    """Give the marks of a statement. Only its first piece of content has the remark, and an outline of the whole
    report only if that tells more than the content."""
    quote, attribution = statement.quote, statement.attribution
    printed = Printed(article=article, statement=statement)
    place, title = speakers.place(printed), _facts(printed, speakers)
    for number, span in enumerate(quote.content):
        yield Mark(span, "content", place, _remark(statement) if number == 0 else "", title)
    others: tuple[tuple[Part, tuple[Span, ...]], ...] = (
        ("report", tuple(span for span in quote.proposition if span not in quote.content)),
        ("cue", quote.cue),
        ("mention", attribution.mention),
    )
    for part, spans in others:
        for span in spans:
            yield Mark(span, part, place)


def _remark(statement: Statement) -> str:
    """Return what a reader must not miss, to stand behind the number: "?" if the speaker is a guess, and a stance
    other than "said"."""
    attribution = statement.attribution
    unsure = "?" if attribution.speaker is not None and attribution.confidence < UNSURE else ""
    stance = "" if attribution.stance == "said" else f" {wording.STANCE_WORDS[attribution.stance]}"
    return f"{unsure}{stance}"


def _facts(printed: Printed, speakers: _Speakers) -> str:
    """Return who, kind, stance, what the cue tells of if that is no speech, day and confidence, on one line."""
    quote, attribution = printed.statement.quote, printed.statement.attribution
    told = [
        speakers.rows[speakers.place(printed)].name,
        quote.kind,
        wording.STANCE_WORDS[attribution.stance],
        "" if attribution.act == "speech" else attribution.act,
        wording.day(attribution.said_on.date) if attribution.said_on else "",
        f"confidence {attribution.confidence:.2f}",
    ]
    return legible(" · ".join(fact for fact in told if fact))


def _listed(article: Article, statement: Statement, speakers: _Speakers) -> _Listed:
    printed = Printed(article=article, statement=statement)
    row = speakers.rows[speakers.place(printed)]
    return _Listed(row, legible(printed.text), _facts(printed, speakers))


def _paragraphs(article: Article, marks: tuple[Mark, ...], speakers: _Speakers) -> Iterator[_Paragraph]:
    """Give the lines of the text that hold more than blanks, each with the marks that meet it."""
    behind = 0
    for line in _PARAGRAPH.finditer(article.text):
        whole = Span(line.start(), line.end() - line[0].endswith("\r"))
        steps = runs(whole, marks)
        yield _Paragraph(
            look=_look_of_line(article, whole),
            is_apart=article.text.count("\n", behind, whole.start) > 1,
            pieces=tuple(_numbered_once([_piece(article.text, step, speakers) for step in steps])),
        )
        behind = whole.end


def _numbered_once(pieces: list[_Piece]) -> Iterator[_Piece]:
    """Give the pieces; of marks that end together the last one has all their numbers, so that 4 and 1 are not 41."""
    waiting: list[str] = []
    for piece, following in zip(pieces, [*pieces[1:], _Piece()], strict=True):
        if not piece.closes:
            yield piece
            continue
        waiting += [piece.number] if piece.number else []
        is_last = not following.closes
        yield replace(piece, number=",".join(dict.fromkeys(waiting)) if is_last else "")
        if is_last:
            waiting.clear()


def _look_of_line(article: Article, whole: Span) -> str:
    """Return how a line looks: as its zone, if one holds all of it and has a look of its own, else as body text."""
    held = (zone.kind for zone in article.zones if zone.span.holds(whole))
    return next((_LOOKS[kind] for kind in held if kind in _LOOKS), "body")


_TAGS: dict[Part, str] = {"report": "span", "content": "mark", "cue": "i", "mention": "b"}
"""Elements that look otherwise than the text also where no style sheet is kept."""


def _piece(text: str, step: Run, speakers: _Speakers) -> _Piece:
    mark = step.mark
    if mark is None:
        return _Piece(words=legible(step.span.of(text)))
    row, tag = speakers.rows[mark.speaker], _TAGS[mark.part]
    if step.what == "close":
        number = row.number if mark.part in ("cue", "mention") and step.ends else ""
        return _Piece(tag, closes=True, number=number)
    edges = f"{' begins' if step.begins else ''}{' ends' if step.ends else ''}"
    return _Piece(
        tag,
        classes=f"{mark.part} {row.look} h{min(step.height, 4)}{edges}",
        title=mark.title,
        number=row.number if mark.part == "content" and step.begins else "",
        label=mark.label if step.begins else "",
    )
