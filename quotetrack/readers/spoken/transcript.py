"""Transcripts in plain text: which words of a line say who speaks, which are a time, a column or a sound.

Pure and linear: text in, zones and locators out. A text is a transcript only if its labels come again, or stand behind
times, since one line with a colon is none. In any other text nothing is marked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from quotetrack.readers.spoken.cues import clock
from quotetrack.records import Locator, Span, Zone

_MOST_LINES = 400_000
"""Lines of a text that are looked at: a hearing of a week has a tenth of them."""
_LONGEST_LABEL = 120
_TIME = r"(?:(\d{1,2}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?"
_STAMP = re.compile(
    rf"[ \t]{{0,8}}(?:\[{_TIME}\]|\({_TIME}\)|{_TIME}(?=[ \t]|$))[ \t]{{0,8}}[-–—]?[ \t]{{0,4}}"
)
_LAST_STAMP = re.compile(rf"[ \t]{{1,8}}[\[(]?{_TIME}[\])]?[ \t]{{0,8}}$")
_BRACKETS = r"(?: ?\([^()\n]{1,60}\)){0,3}"
_NAME = r"[^\W\d_a-z][\w.'’,\- ]{0,60}?"
_COLON = re.compile(rf"[•*\-–]? ?(?P<label>(?P<name>{_NAME}){_BRACKETS}) ?:[ \t]+(?=\S)")
_BOLD = re.compile(rf"(?P<mark>\*\*|__)(?P<label>(?P<name>{_NAME}){_BRACKETS}) ?:?(?P=mark) ?:?[ \t]{{0,8}}")
_ALONE = re.compile(rf"(?P<label>(?P<name>{_NAME}){_BRACKETS}) ?:?[ \t]{{0,8}}$")
_LETTER = re.compile(r"(?P<label>(?P<name>[QA]))(?:\.|:)?[ \t]{1,12}(?=[^\W\d_a-z]|[“\"‘'—–-])")
_CONGRESS = re.compile(
    r"(?P<label>(?P<name>(?:(?:Mr|Ms|Mrs|Miss|Dr|Chairman|Chairwoman|Senator)\.?|The) [A-Z][A-Z'’-]{1,30}"
    r"(?: [A-Z][A-Z'’-]{1,30}| of [A-Z][a-z]{1,20}| pro tempore){0,2}))\. {1,4}(?=\S)"
)
_DASHED = re.compile(
    rf"(?P<label>(?P<name>{_NAME})(?: ?\([^()\n]{{1,60}}\)){{1,3}})[.,] [–—-]{{1,2}} {{1,4}}(?=\S)"
)
_TITLE = re.compile(r"(?:Mr|Ms|Mrs|Miss|Dr|Prof|Sir|Dame|Lord|Lady|Baroness|Madam|Hon)\b\.? |The [A-Z]")
_SOUND = re.compile(
    r"[\[(](?:(?i:applause|laughter|laughs?|inaudible|crosstalk|interruption|cheers|cheering|music|pause|silence"
    r"|hon\. members|recess|adjourned)\b[^\[\]()\n]{0,60})[\])]"
)
_WHOLE_SOUND = re.compile(r"\s{0,8}(?:\[[^\[\]\n]{2,100}\]|\([^()\n]{2,100}\))\s{0,8}$")
_INNER = re.compile(r"\(([^\W\d_a-z][\w.'’-]+ [^()\n]{2,40})\)")
_COLUMN = re.compile(r"\s{0,8}(?:\[?Column(?: number)?:? )(\d{1,5}[A-Z]{0,3})\]?\s{0,8}$", re.IGNORECASE)
_HOUR = re.compile(r"\s{0,8}(\d{1,2})[.:](\d{2}) ?([ap])\.?m\.?\s{0,8}$", re.IGNORECASE)
_END = re.compile(
    r"\s{0,8}(?:-{0,3} ?\(?\[?END(?:S|ED)?\]?\)? ?-{0,3}|#{2,5}|\* ?\* ?\*)(?: .{0,40})?\s{0,8}$"
)
_NO_NAME = re.compile(r"\.\.| [-–—]{1,2} |\btranscript\b", re.IGNORECASE)
_WEIGHED = re.compile(
    r"(?:the )?(?:facts?|claim|truth|reality|verdict|ruling|analysis|context)", re.IGNORECASE
)
"""Labels of articles that weigh what somebody said: what stands behind the label of whoever said it is not all his."""
_DIGIT_IN_BRACKETS = re.compile(r"\([^()]*\d")
_NO_SPEAKERS = frozenset(
    "note notes source sources update correction editor's tel phone email e-mail fax date time place venue subject "
    "contact photo picture image caption video audio top bottom left right read watch listen more related tags topics "
    "warning question answer tip fact myth january february march april may june july august september october "
    "november december monday tuesday wednesday thursday friday saturday sunday".split()
)
"""Words before a colon that stand for nobody, in lower case."""


_FORMS = (
    *(("bold", _BOLD), ("letter", _LETTER), ("stop", _CONGRESS), ("dash", _DASHED), ("colon", _COLON)),
    ("alone", _ALONE),
)
"""How labels are printed, in the order in which a line is read: "**Name:**", "Q.", "Mr. HALE.", "Name (Group). –",
"Name:", or a line of its own."""


@dataclass(slots=True)
class _Line:
    """A line with what it opens with: a time, and a label (its place, the name in it, how it is printed)."""

    start: int
    end: int
    block: int
    stamp: Span | None = None
    time: int | None = None
    label: Span | None = None
    name: str = ""
    printed: str = ""
    form: str = ""
    is_headed: bool = False
    is_sentence: bool = False
    asks: bool = False


@dataclass(frozen=True, slots=True)
class TranscriptMarks:
    """What is marked in a transcript, in text order; both are empty for a text that is none."""

    zones: tuple[Zone, ...] = ()
    locators: tuple[Locator, ...] = ()


def mark_transcript(text: str) -> TranscriptMarks:
    """Return the labels, times, columns and sounds of a transcript. A time that opens a line or a turn is a place of
    what follows, and furniture in the text; so is the column of a parliament's record."""
    lines = list(_lines(text))
    for line, following in pairwise(lines):
        line.is_headed = line.block == following.block
    has_times = _are_times([line.time for line in lines if line.time is not None])
    if not has_times:
        for line in lines:
            _without_stamp(line, text)
    names = _speakers(lines, has_times=has_times)
    asks = next((line.start for line in lines if line.asks), len(text))
    labelled = [
        line
        for line in lines
        if line.label is not None
        and _is_speaker(line, names, has_times)
        and not (line.form == "letter" and line.start < asks and text[line.end - 1] not in ".!…”")
    ]
    if not has_times and not _is_transcript(labelled, names):
        return TranscriptMarks()
    zones = [Zone("speaker_label", line.label) for line in labelled if line.label is not None]
    zones += [Zone("chrome", line.stamp) for line in lines if line.stamp is not None]
    taken = {line.start for line in labelled}
    if labelled:
        zones += _around_speech(text, [line for line in lines if line.start not in taken], labelled[0].start)
    zones.sort(key=lambda zone: (zone.span.start, -zone.span.end))
    locators = [*_times(text, lines), *_clocks_and_columns(text, lines)]
    return TranscriptMarks(tuple(_apart(zones)), tuple(sorted(locators, key=lambda at: at.span)))


def _lines(text: str) -> Iterator[_Line]:
    """Yield the lines that hold words, with what they open with."""
    at = block = 0
    for number, words in enumerate(text.split("\n")):
        if number >= _MOST_LINES:
            return
        if words.strip():
            line = _Line(at + len(words) - len(words.lstrip()), at + len(words.rstrip()), block)
            line.asks = text[line.end - 1] == "?"
            line.is_sentence = text[line.end - 1] in ".?!…"
            _read_stamp(line, text)
            _read_label(line, text)
            yield line
        else:
            block += 1
        at += len(words) + 1


def _read_stamp(line: _Line, text: str) -> None:
    match = _STAMP.match(text, line.start, line.end)
    if match is None and line.end - line.start <= _LONGEST_LABEL:
        match = _LAST_STAMP.search(text, line.start, line.end)
    if match is None:
        return
    parts = list(match.groups())
    told = next((parts[n : n + 4] for n in range(0, len(parts), 4) if parts[n + 1] is not None), None)
    if told is None or int(told[2]) > 59:
        return
    hours, minutes, seconds = int(told[0] or 0), int(told[1]), int(told[2])
    line.time = ((hours * 60 + minutes) * 60 + seconds) * 1000 + int((told[3] or "0").ljust(3, "0"))
    words = match.group()
    start = match.start() + len(words) - len(words.lstrip())
    line.stamp = Span(start, start + len(words.strip()))


def _without_stamp(line: _Line, text: str) -> None:
    """Take back a time that turned out to be none: its digits are words of the line."""
    if line.stamp is not None:
        line.stamp = line.time = line.label = None
        line.name = line.form = ""
        _read_label(line, text)


def _read_label(line: _Line, text: str) -> None:
    """Find the label that a line opens with behind its time, or that it is."""
    start, end = line.start, line.end
    if line.stamp is not None:
        start, end = (line.stamp.end, end) if line.stamp.start == start else (start, line.stamp.start)
    start += len(text[start:end]) - len(text[start:end].lstrip(" \t-–—"))
    end = min(start + len(text[start:end].rstrip()), end)
    for form, pattern in _FORMS:
        match = pattern.match(text, start, min(end, start + _LONGEST_LABEL) if form != "alone" else end)
        if match is None or (form == "alone" and end - start > _LONGEST_LABEL):
            continue
        if form == "alone" and text[end - 1] in '.?!,;”"':
            return
        line.label, line.form = Span(*match.span("label")), form
        line.name, line.printed = match["name"].strip(), match["label"]
        return


def _are_times(times: Sequence[int]) -> bool:
    """Return whether times that open lines are those of a recording: two or more, none earlier than the one before."""
    return len(times) > 1 and all(before <= after for before, after in pairwise(times))


def _speakers(lines: Sequence[_Line], *, has_times: bool) -> Counter[str]:
    """Count the names on labels; those behind a time count twice, as nobody else is named there."""
    names: Counter[str] = Counter()
    for line in lines:
        if line.label is not None and _may_speak(line):
            names[line.name] += 2 if has_times and line.stamp is not None else 1
            names.update(_INNER.findall(line.printed))
    return names


def _may_speak(line: _Line) -> bool:
    name, _, office = line.name.partition(",")
    words = name.split()
    if not 1 <= len(words) <= 6 or len(office.split()) > 10 or _NO_NAME.search(line.name):
        return False
    if words[0].casefold().strip(".") in _NO_SPEAKERS or _DIGIT_IN_BRACKETS.search(line.printed):
        return False
    capitals = [word for word in words if word[0].isupper()]
    if line.form == "alone":
        digits = sum(map(str.isdigit, words))
        is_named = line.name.isupper() or (
            _is_bracketed(line) and line.is_headed and len(capitals) == len(words)
        )
        return is_named or (line.stamp is not None and len(capitals) + digits == len(words) <= 4)
    return len(capitals) * 2 >= len(words)


def _is_speaker(line: _Line, names: Counter[str], has_times: bool) -> bool:
    """Return whether the label of a line names a speaker: it comes again, stands behind a time, or is printed as names
    of speakers are."""
    if not _may_speak(line):
        return False
    is_timed = has_times and line.stamp is not None
    if line.form == "stop":
        return names[line.name] > 1 or names.total() > 4
    if line.form == "letter":
        return names["Q"] > 1 and names["A"] + names.total() > 2
    if line.form == "alone":
        is_timed = is_timed or (_is_bracketed(line) and line.is_headed)
        return is_timed or names[line.name] > 1 or (line.is_headed and any(n > 1 for n in names.values()))
    is_marked = line.name.isupper() or _TITLE.match(line.name) is not None
    return is_timed or names[line.name] > 1 or is_marked or _is_bracketed(line)


def _is_bracketed(line: _Line) -> bool:
    """Return whether a label has an office or place in brackets."""
    return line.printed.endswith(")")


def _is_transcript(labelled: Sequence[_Line], names: Counter[str]) -> bool:
    """Return whether labels without times make a transcript: four lines or more, and two names that come again; or one
    that does, where labels are in capitals, bold or lines of their own, or with brackets as parliaments print them."""
    speaking = {line.name for line in labelled}
    again = [name for name in speaking if names[name] > 1]
    if len(labelled) < 3 or len(speaking) < 2 or any(_WEIGHED.fullmatch(name) for name in speaking):
        return False
    if any(line.form == "letter" for line in labelled):
        return True
    told = [
        line
        for line in labelled
        if line.name.isupper() or line.form in ("bold", "alone", "stop") or _is_bracketed(line)
    ]
    house = [line for line in labelled if _is_bracketed(line) and line.form != "alone"]
    is_house = len(house) > 1 and 2 * sum(line.is_sentence for line in told) > len(told)
    is_plain = len(labelled) >= 4 and len(again) > 1 and any(line.asks for line in labelled)
    return is_house or is_plain or (bool(again) and 2 * len(told) >= len(labelled))


def _around_speech(text: str, lines: Sequence[_Line], first: int) -> Iterator[Zone]:
    """Yield what is no speech among the turns: sounds, the time of day, columns, and the line that ends it all."""
    for line in lines:
        words = text[line.start : line.end]
        if _COLUMN.match(words):
            yield Zone("page_number", Span(line.start, line.end))
        elif _HOUR.match(words) or (line.start > first and _WHOLE_SOUND.match(words)):
            yield Zone("stage_direction", Span(line.start, line.end))
        elif line.start > first and _END.match(words):
            yield Zone("sign_off", Span(line.start, line.end))
    for sound in _SOUND.finditer(text, first):
        yield Zone("stage_direction", Span(*sound.span()))


def _apart(zones: Sequence[Zone]) -> Iterator[Zone]:
    """Yield the zones that do not lie in or over one before them."""
    end = -1
    for zone in zones:
        if zone.span.start >= end:
            yield zone
            end = zone.span.end


def _times(text: str, lines: Sequence[_Line]) -> Iterator[Locator]:
    """Yield the place of each time: from behind it up to the next one, which tells until when."""
    stamped = [line for line in lines if line.time is not None and line.stamp is not None]
    for line, following in zip_longest(stamped, stamped[1:]):
        if line.time is None or line.stamp is None:
            continue
        start = line.stamp.end if line.stamp.start == line.start else line.start
        end = following.start if following is not None else len(text)
        end = start + len(text[start:end].rstrip())
        until = clock(following.time) if following is not None and following.time is not None else ""
        if end > start:
            yield Locator(kind="time", label=clock(line.time), span=Span(start, end), until=until)


def _clocks_and_columns(text: str, lines: Sequence[_Line]) -> Iterator[Locator]:
    """Yield the places that lines of a parliament's record tell: the time of day, and the column as a page."""
    for kind, told in (("time", _hour), ("page", _column)):
        marked = [(line, label) for line in lines if (label := told(text[line.start : line.end]))]
        for (line, label), following in zip_longest(marked, marked[1:]):
            start, end = line.end + 1, following[0].start if following is not None else len(text)
            end = start + len(text[start:end].rstrip())
            if end > start and kind == "time":
                yield Locator(kind="time", label=label, span=Span(start, end))
            elif end > start:
                yield Locator(kind="page", label=label, span=Span(start, end))


def _hour(words: str) -> str:
    match = _HOUR.match(words)
    if match is None or not 1 <= int(match[1]) <= 12 or int(match[2]) > 59:
        return ""
    return f"{int(match[1]) % 12 + (12 if match[3] in 'pP' else 0):02d}:{match[2]}:00"


def _column(words: str) -> str:
    match = _COLUMN.match(words)
    return match[1] if match is not None else ""
