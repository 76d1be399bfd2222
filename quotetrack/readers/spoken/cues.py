"""Caption files as they come, faults and all → their cues: from when, until when, and which lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from quotetrack.errors import ReadError

_TIME = r"(?:(\d{1,3})\s?:\s?)?(\d{1,2})\s?:\s?(\d{1,2})(?:\s?[.,:]\s?(\d{1,3}))?(?!\d)"
_TIMES = re.compile(rf"\s{{0,20}}{_TIME}\s{{0,20}}--?>\s{{0,20}}{_TIME}")
_ARROW = re.compile(r"^.{0,60}--?>")
_NUMBER = re.compile(r"\s{0,20}\d{1,9}\s{0,20}")
_LEFT_OUT = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_MOST_CUES = 200_000
"""Cues of a file: an hour of talk has about 1,500, so these are five days without a pause."""
_LONGEST_LINE = 2_000
"""Code points of a line of a cue that are read. Two lines on a screen have 80."""


@dataclass(frozen=True, slots=True)
class CaptionCue:
    """A cue: its lines as printed, and its times in milliseconds from the beginning. None for a time that cannot be
    read."""

    start: int | None
    end: int | None
    lines: tuple[str, ...]


def read_cues(text: str) -> list[CaptionCue]:
    """Return the cues of a file of SubRip or WebVTT, in the order of their times. Numbers, names of cues, settings and
    notes are left out; so are cues without lines.

    Blank lines and numbers may be missing. A cue whose times cannot be read keeps its words. ReadError for more than
    200,000 cues, or a text that has none."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    is_vtt = lines[0].lstrip("\ufeff").startswith("WEBVTT")
    if is_vtt:
        lines = list(_without_notes(lines))
    arrows = [number for number, line in enumerate(lines) if "->" in line and _ARROW.match(line)]
    if not arrows:
        raise ReadError(
            'no cue is in it: no line holds times, such as "00:00:01,000 --> 00:00:04,000"; expected SubRip (.srt) or '
            "WebVTT (.vtt)"
        )
    if len(arrows) > _MOST_CUES:
        raise ReadError(f"it has {len(arrows):,} cues; {_MOST_CUES:,} at most are read: give it in parts")
    found: list[CaptionCue] = []
    for arrow, following in zip(arrows, [*arrows[1:], None], strict=True):
        held = lines[arrow + 1 : following]
        if following is not None:
            held = list(_without_name(held, is_vtt=is_vtt))
        words = tuple(line.strip()[:_LONGEST_LINE] for line in held if line.strip())
        if words:
            found.append(CaptionCue(*_times(lines[arrow]), words))
    return _in_time(found)


def without_repeats(cues: Sequence[CaptionCue]) -> list[CaptionCue]:
    """Return the cues with each line once, where captions roll up: a line is shown again over the next one. They do if
    a fifth of the cues, and two of them, begin as the one before ends and have more to say. The same words in two cues
    may have been said twice."""
    repeated = [_shared(before.lines, cue.lines) for before, cue in pairwise(cues)]
    rolling = sum(0 < n < len(cue.lines) for n, cue in zip(repeated, cues[1:], strict=True))
    if rolling < max(2, len(repeated) / 5):
        return list(cues)
    out = list(cues[:1])
    for before, cue, shared in zip(cues, cues[1:], repeated, strict=False):
        lines = cue.lines[shared:]
        last = before.lines[-1]
        if lines and not shared and lines[0].startswith(last) and len(lines[0]) > len(last):
            lines = (lines[0][len(last) :].lstrip(), *lines[1:])  # a line that is written on
        if lines:
            out.append(replace(cue, lines=lines))
    return out


def clock(moment: int) -> str:
    """Return a time in milliseconds as "HH:MM:SS.mmm"."""
    seconds, rest = divmod(moment, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{rest:03d}"


def _without_notes(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines that stand in no block of notes, styles or regions: from its first word to the next blank
    line."""
    before, is_out = "", False
    for line in lines:
        if not line.strip():
            is_out = False
        elif not before.strip() and _LEFT_OUT.match(line):
            is_out = True
        if not is_out:
            yield line
        before = line


def _without_name(held: Sequence[str], *, is_vtt: bool) -> Sequence[str]:
    """Return the lines between two times without the number or name of the cue that comes, which stands last."""
    last = held[-1] if held else ""
    before = held[-2] if len(held) > 1 else ""
    is_number = _NUMBER.fullmatch(last) is not None
    is_name = is_vtt and bool(last.strip()) and len(held) > 1 and not before.strip()
    return held[:-1] if is_number or is_name else held


def _times(line: str) -> tuple[int | None, int | None]:
    """Return both times of a line in milliseconds; an end before its start is the start."""
    match = _TIMES.match(line)
    if match is None:
        return None, None
    start, end = _milliseconds(match.groups()[:4]), _milliseconds(match.groups()[4:])
    return start, max(start, end)


def _milliseconds(parts: Sequence[str | None]) -> int:
    hours, minutes, seconds = (int(part or 0) for part in parts[:3])
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + int((parts[3] or "0").ljust(3, "0"))


def _in_time(cues: Sequence[CaptionCue]) -> list[CaptionCue]:
    """Return the cues sorted by their start; one without times stays behind the one before it."""
    at, keyed = 0, []
    for cue in cues:
        at = at if cue.start is None else cue.start
        keyed.append((at, cue))
    return [cue for _, cue in sorted(keyed, key=lambda pair: pair[0])]


def _shared(before: Sequence[str], lines: Sequence[str]) -> int:
    """Return how many lines a cue has first that the one before has last."""
    most = min(len(before), len(lines), 4)
    return next((n for n in range(most, 0, -1) if tuple(before[-n:]) == tuple(lines[:n])), 0)
