"""Captions of a recording (SubRip, WebVTT) → an `Article`: one running text, with who speaks and the time of each cue.

Lines are joined to sentences, and sentences to paragraphs: a new one begins with a new speaker, behind a pause, and
when one has grown long. Sounds ("[Applause]", "♪ …") are no words of anybody.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from quotetrack.errors import ReadError
from quotetrack.readers.input import Input
from quotetrack.readers.plain import article_from_text
from quotetrack.readers.running_text import RunningText
from quotetrack.readers.spoken.cues import CaptionCue, clock, read_cues, without_repeats
from quotetrack.readers.text_file import decoded
from quotetrack.records import Article, Locator, Span, ZoneKind

_PAUSE = 4_000
"""Milliseconds without a cue behind which a finished sentence ends its paragraph. Captions stay on the screen for up
to three seconds after the words, so a shorter gap tells of no pause."""
_BREATH = 700
"""Milliseconds without a cue that end a long paragraph without punctuation."""
_LONG = 900
"""Code points from which a paragraph ends with its sentence: about a minute of speech."""
_VOICE = re.compile(r"<v(?:\.[^\s<>]{1,80})?\s+([^<>]{1,100})>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z0-9][^<>]{0,200}>")
_STYLE = re.compile(r"\{\\[^{}]{1,200}\}|\{[ybiuYBIU]:[^{}]{1,40}\}")
_SOUND = re.compile(
    r"[\[［][^\[\]［］]{1,100}[\]］]|\([A-Z][A-Z ,.'’&-]{2,60}\)|[♪♫][^♪♫]{0,400}[♪♫]?"
    r"|\((?i:applause|laughter|laughs?|laughing|music|cheering|cheers|inaudible|crosstalk|silence)\)"
)
_ARROWS = re.compile(r"(?:>>+|»)\s{0,5}")
_DASH = re.compile(r"[-–—]\s?(?=[^\W\d_a-z]|[\"“'‘¿¡])")
_LABEL = re.compile(r"([^\W\d_a-z][\w.'’\- ]{1,50}?)((?: \([^()]{1,60}\))?)\s?:\s+(?=\S)")
_LABEL_ALONE = re.compile(r"[^\W\d_a-z][\w.'’\- ]{1,50}(?: \([^()]{1,60}\))?\s?:")
_SENTENCE_END = re.compile(r"[.?!…][\"”’')\]]{0,3}$")
_UNNAMED = ">>"


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words of a cue. `label` says who speaks from here on: None for whoever did, "" for another without a name."""

    words: str
    label: str | None = None
    is_sound: bool = False


def caption_articles(input: Input) -> Iterator[Article]:
    """Yield the article of a caption file: its text, who speaks, and the time of each cue. ReadError if no cue has a
    word."""
    text = decoded(input)
    cues = without_repeats([_bare(cue) for cue in read_cues(text)])
    names = _recurring(cues)
    page = _Page()
    for cue in cues:
        page.add(cue, list(_pieces(cue, names)))
    if not page.text.text.strip():
        raise ReadError("none of its cues holds a word; give captions of what is said")
    article = article_from_text(
        page.text.text, id=input.origin.id, title=_title(text), language=_language(text)
    )
    zones = tuple(sorted(page.text.zones, key=lambda zone: zone.span))
    yield input.origin.keyed(replace(article, zones=zones, locators=tuple(page.text.locators)))


class _Page:
    """The running text as it grows. `speaker` is who spoke last, `None` before anybody is named."""

    def __init__(self) -> None:
        self.text = RunningText()
        self._speaker: str | None = None
        self._opened = 0
        self._last = ""
        self._ended: int | None = None
        self._is_punctuated = False
        self._is_waiting = False

    def add(self, cue: CaptionCue, pieces: list[_Piece]) -> None:
        """Add the pieces of a cue, and its place if its times are known."""
        start: int | None = None
        for piece in pieces:
            at = self._put(piece, cue)
            start = at.start if start is None and at.start < at.end else start
        self._ended = cue.end if cue.end is not None else self._ended
        if start is not None and cue.start is not None and cue.end is not None:
            span = Span(start, self.text.end)
            self.text.locators.append(
                Locator(kind="time", label=clock(cue.start), span=span, until=clock(cue.end))
            )

    def _put(self, piece: _Piece, cue: CaptionCue) -> Span:
        kind: ZoneKind | None = "stage_direction" if piece.is_sound else None
        is_new = piece.label is not None and (piece.label == "" or piece.label != self._speaker)
        if is_new:
            self._speaker = piece.label
            self._opened = self.text.end
            span = self.text.turn(piece.label or _UNNAMED, piece.words)
            self._is_waiting = not piece.words
        elif self._is_waiting:
            span = self.text.inline(piece.words, kind)
            self._is_waiting = False
        elif not self._last or (self._is_over(cue) and not piece.is_sound):
            self._opened = self.text.end
            span = self.text.block(piece.words, kind)
        else:
            if piece.words and self.text.end:
                self.text.inline(" ")
            span = self.text.inline(piece.words, kind)
        if not piece.is_sound:
            self._last = piece.words or self._last
            self._is_punctuated = self._is_punctuated or _SENTENCE_END.search(self._last[-5:]) is not None
        return span

    def _is_over(self, cue: CaptionCue) -> bool:
        """Return whether the paragraph ends before this cue: with a sentence; where nothing is punctuated, as in
        captions that a machine wrote, with a pause."""
        pause = 0 if cue.start is None or self._ended is None else cue.start - self._ended
        length = self.text.end - self._opened
        if _SENTENCE_END.search(self._last[-5:]) is not None:
            return pause >= _PAUSE or length >= _LONG
        if self._is_punctuated:
            return False
        return pause >= _PAUSE or (length >= _LONG and pause >= _BREATH) or length >= 3 * _LONG


def _bare(cue: CaptionCue) -> CaptionCue:
    """Return a cue without the marks of its looks: only those of a voice are kept, as ">> Name: "."""
    lines = []
    for line in cue.lines:
        voiced = _VOICE.sub(lambda match: f"\n>> {_name(match[1])}: ", _STYLE.sub("", line))
        for part in voiced.split("\n"):
            words = " ".join(html.unescape(_TAG.sub("", part)).split())
            if words:
                lines.append(words)
    return replace(cue, lines=tuple(lines))


def _name(words: str) -> str:
    """Return a name in a tag as one that a label may have."""
    return " ".join(html.unescape(words).replace(":", " ").replace(">", " ").split())


def _recurring(cues: Iterable[CaptionCue]) -> frozenset[str]:
    """Return the words before a colon at the start of a line that stand there more than once: names, whatever their
    letters."""
    labels = Counter(
        match[1]
        for cue in cues
        for line in cue.lines
        if (match := _LABEL.match(_ARROWS.sub("", line, count=1)))
    )
    return frozenset(label for label, times in labels.items() if times > 1)


def _pieces(cue: CaptionCue, names: frozenset[str]) -> Iterator[_Piece]:
    """Yield the words of a cue, parted where another speaks and where there are sounds."""
    for line in cue.lines:
        first, *turns = _ARROWS.split(line)
        if dash := _DASH.match(first):
            yield from _labelled(first[dash.end() :], names, is_turn=True)
        elif first.strip():
            yield from _labelled(first, names, is_turn=False)
        for turn in turns:
            yield from _labelled(turn, names, is_turn=True)


def _labelled(words: str, names: frozenset[str], *, is_turn: bool) -> Iterator[_Piece]:
    """Yield the words behind their label, if they have one; `is_turn` if a sign before them says that another
    speaks."""
    match = _LABEL.match(words)
    label: str | None = "" if is_turn else None
    if match is not None and (is_turn or match[1].isupper() or match[1] in names or _is_full_name(match[1])):
        label, words = match[1] + match[2], words[match.end() :]
    elif _LABEL_ALONE.fullmatch(words) and (is_turn or words.isupper() or words[:-1].strip() in names):
        label, words = words[:-1].strip(), ""
    at = 0
    for sound in _SOUND.finditer(words):
        if before := words[at : sound.start()].strip():
            yield _Piece(before, label)
            label = None
        yield _Piece(sound.group().strip(), None, is_sound=True)
        at = sound.end()
    rest = words[at:].strip()
    if rest or label is not None:
        yield _Piece(rest, label)


def _is_full_name(label: str) -> bool:
    """Return whether a label is two to four words with capitals: "Nadia Okoro", and not "Note" or "The rule is"."""
    parts = label.split()
    return 2 <= len(parts) <= 4 and all(part[:1].isupper() for part in parts)


def _title(text: str) -> str | None:
    first = text.lstrip("\ufeff").partition("\n")[0].strip()
    title = first.removeprefix("WEBVTT").strip(" -–—\t") if first.startswith("WEBVTT") else ""
    return title[:300] or None


def _language(text: str) -> str | None:
    """Return the language that the head of a WebVTT file names."""
    head = text[:1000].partition("\n\n")[0]
    match = re.search(r"^Language:\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})?)\s*$", head, re.MULTILINE)
    return match[1] if match else None
