"""A page of articles with their quotations, cues and mentions marked in the text, in each speaker's colour and number.

Extractions come in; one self-contained HTML document goes out, or a piece of one for a notebook. It has no script and
fetches nothing. Everything that an article prints is escaped by the templates' engine.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import BinaryIO

from quotetrack.export import wording
from quotetrack.export.layers import Mark, MarkPart, Run, runs
from quotetrack.export.legible import web_address
from quotetrack.export.templating import environment, write_filled
from quotetrack.records import KINDS, Article, Attribution, Extraction, Printed, Span, ZoneKind

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
    """A row of the legend. `number` is "?" for the row of all whose speaker is unknown, `first` the id of the first
    quotation of this speaker."""

    number: str
    look: str
    name: str
    is_named: bool
    role: str
    kind: str
    count: int
    kinds: str
    first: str


_Filled = dict[str, object]
"""What a macro of the templates is given, by name; plain text."""


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
    template = environment().get_template("page.html" if page else "fragment.html")
    return template.render(sections=_sections(several))


def write_page(extractions: Iterable[Extraction], out: BinaryIO) -> int:
    """Write the page of `render_html` to a binary stream, article by article, and return how many it has."""
    written = 0

    def counted() -> Iterator[Extraction]:
        nonlocal written
        for extraction in extractions:
            written += 1
            yield extraction

    write_filled("page.html", out, sections=_sections(counted()))
    return written


def _sections(extractions: Iterable[Extraction]) -> Iterator[_Filled]:
    for number, extraction in enumerate(extractions, 1):
        article = extraction.article
        said = [Printed(article=article, statement=statement) for statement in extraction.statements]
        yield {"number": number, **annotated(article, said)}


def annotated(article: Article, said: Sequence[Printed], *, within: Span | None = None) -> _Filled:
    """Return what a page shows of one article and of what is said in it: of its text all, or what lies `within`."""
    speakers = _Speakers(said)
    marks = tuple(dict.fromkeys(mark for printed in said for mark in _marks(printed, speakers)))
    return {
        "title": article.title or article.id,
        "outlet": wording.outlet(article),
        "day": wording.day(article.published),
        "state": wording.withdrawn(article),
        "link": web_address(article.url),
        "count": wording.counted(len(said), "quotation"),
        "speakers": speakers.rows,
        "paragraphs": list(_paragraphs(article, marks, speakers, within or Span(0, len(article.text)))),
        "listed": [
            {
                "id": printed.id,
                "speaker": speakers.of(printed),
                "pieces": list(printed.report_pieces()),
                "is_part": wording.has_report(printed),
                "facts": _facts(printed, speakers),
            }
            for printed in said
        ],
    }


class _Speakers:
    """The speakers of one article in the order in which they speak; speakers unknown share the last row."""

    def __init__(self, said: Iterable[Printed]) -> None:
        by_name: dict[str, list[Printed]] = defaultdict(list)
        for printed in said:
            by_name[self._key(printed)].append(printed)
        names = sorted(by_name, key=lambda name: not name)
        self._places = {name: place for place, name in enumerate(names)}
        self.rows = tuple(_row(place, by_name[name]) for place, name in enumerate(names))

    def place(self, printed: Printed) -> int:
        """Return the place in `rows` of the speaker of a statement."""
        return self._places[self._key(printed)]

    def of(self, printed: Printed) -> _Speaker:
        """Return the row of the speaker of a statement."""
        return self.rows[self.place(printed)]

    @staticmethod
    def _key(printed: Printed) -> str:
        """Return what tells the speaker from the others of the article; empty if nobody is known."""
        return wording.who(printed) if printed.statement.attribution.speaker is not None else ""


def _look(place: int) -> str:
    """Return the classes of a speaker's colour and line; the lines shift each time the colours are used up."""
    return f"c{place % COLOURS} l{(place + place // COLOURS) % LINES}"


def _row(place: int, said: list[Printed]) -> _Speaker:
    speaker = said[0].statement.attribution.speaker
    roles = (wording.role(printed) for printed in said)
    kinds = Counter(printed.statement.quote.kind for printed in said)
    return _Speaker(
        number=str(place + 1) if speaker else "?",
        look=_look(place) if speaker else "unknown",
        name=wording.who(said[0]) if speaker else "speaker unknown",
        is_named=wording.how_named(said[0]) == "named",
        role=next(filter(None, roles), "") if speaker else "",
        kind=wording.speaker_kind(said[0]),
        count=len(said),
        kinds=", ".join(f"{kinds[kind]} {kind}" for kind in KINDS if kinds[kind]),
        first=said[0].id,
    )


def _marks(printed: Printed, speakers: _Speakers) -> Iterator[Mark]:
    """Give the marks of a statement. Only its first piece of content has the remark, and an outline of the whole
    report only if that tells more than the content."""
    quote, attribution = printed.statement.quote, printed.statement.attribution
    place, title = speakers.place(printed), _facts(printed, speakers)
    for number, span in enumerate(quote.content):
        remark, is_first = _remark(attribution) if number == 0 else "", number == 0
        yield Mark(span, "content", place, remark, title, printed.id, is_first)
    yield from (Mark(span, "report", place) for span in quote.proposition if span not in quote.content)
    yield from (Mark(span, "cue", place) for span in quote.cue)
    yield from (Mark(span, "mention", place) for span in attribution.mention)


def _remark(attribution: Attribution) -> str:
    """Return what a reader must not miss, to stand behind the number: "?" if the speaker is a guess, and a stance
    other than "said"."""
    unsure = "?" if attribution.speaker is not None and attribution.confidence < UNSURE else ""
    stance = "" if attribution.stance == "said" else f" {wording.STANCE_WORDS[attribution.stance]}"
    return f"{unsure}{stance}"


def _facts(printed: Printed, speakers: _Speakers) -> str:
    """Return who, kind, stance, what the cue tells of if that is no speech, day, confidence, and that it is
    kept back if it is, on one line."""
    quote, attribution = printed.statement.quote, printed.statement.attribution
    known = (
        speakers.of(printed).name,
        quote.kind,
        wording.STANCE_WORDS[attribution.stance],
        "" if attribution.act == "speech" else attribution.act,
        wording.day(attribution.said_on.date) if attribution.said_on else "",
        f"confidence {attribution.confidence:.2f}",
        wording.kept_back(printed),
    )
    return " · ".join(filter(None, known))


def _paragraphs(
    article: Article, marks: tuple[Mark, ...], speakers: _Speakers, within: Span
) -> Iterator[_Filled]:
    """Yield the lines that lie `within` and hold more than blanks, each with the marks that meet it."""
    behind = within.start
    for line in _PARAGRAPH.finditer(article.text, within.start, within.end):
        whole = Span(line.start(), line.end() - line[0].endswith("\r"))
        yield {
            "look": _look_of_line(article, whole),
            "is_apart": article.text.count("\n", behind, whole.start) > 1,
            "pieces": list(_pieces(article.text, runs(whole, marks), speakers)),
        }
        behind = whole.end


def _look_of_line(article: Article, whole: Span) -> str:
    """Return how a line looks: as its zone, if one holds all of it and has a look of its own, else as body text."""
    held = (zone.kind for zone in article.zones if zone.span.holds(whole))
    return next((_LOOKS[kind] for kind in held if kind in _LOOKS), "body")


_TAGS: dict[MarkPart, str] = {"report": "span", "content": "mark", "cue": "i", "mention": "b"}
"""Elements that look otherwise than the text also where no style sheet is kept."""


def _pieces(text: str, steps: list[Run], speakers: _Speakers) -> Iterator[_Filled]:
    """Yield what the template writes: a tag that opens or closes, or words.

    Of marks that end together the last one has all their numbers, so that 4 and 1 are not 41.
    """
    numbers: list[str] = []
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        if step.mark is None:
            yield {"what": step.what, "words": step.span.of(text)}
            continue
        mark, row = step.mark, speakers.rows[step.mark.speaker]
        piece: _Filled = {"what": step.what, "tag": _TAGS[mark.part]}
        if step.what == "open":
            edges = f"{' begins' if step.begins else ''}{' ends' if step.ends else ''}"
            yield {
                **piece,
                "classes": f"{mark.part} {row.look} h{min(step.height, 4)}{edges}",
                "title": mark.title,
                "number": row.number if mark.part == "content" and step.begins else "",
                "label": mark.label,
                "quotation": mark.quotation,
                "is_first": mark.is_first and step.begins and mark.span.start == step.span.start,
            }
            continue
        numbers += [row.number] if mark.part in ("cue", "mention") and step.ends else []
        is_last = following is None or following.what != "close"
        yield {**piece, "number": ",".join(dict.fromkeys(numbers)) if is_last else ""}
        numbers = [] if is_last else numbers
