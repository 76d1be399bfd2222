"""Quotation marks: which belong together, paragraph by paragraph, and which are no marks at all.

Takes the text and its paragraphs, gives `Stretch`es: the words between a pair, with what had to be repaired.
A bad mark spoils its own paragraph at most. Every step is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from quotetrack.records import Span
from quotetrack.records.paragraphs import trim

ENTITIES = {
    "&ldquo;": "“", "&rdquo;": "”", "&quot;": '"', "&lsquo;": "‘", "&rsquo;": "’", "&laquo;": "«", "&raquo;": "»",
    "&bdquo;": "„", "&sbquo;": "‚", "&#8220;": "“", "&#8221;": "”", "&#8216;": "‘", "&#8217;": "’", "&#34;": '"',
    "&#39;": "'", "&#x201c;": "“", "&#x201d;": "”", "&#x2018;": "‘", "&#x2019;": "’", "&apos;": "'",
}  # fmt: skip
"""HTML entities that a careless paste leaves in the text and that are marks."""

_MARK = re.compile(
    "|".join(map(re.escape, sorted(ENTITIES, key=len, reverse=True)))
    + "|``|''(?!')|[\"“”„‟«»‹›「」『』‘’‚'`＂]",
    re.IGNORECASE,
)
_CLOSERS: dict[str, tuple[str, ...]] = {
    "“": ("”",), "„": ("“", "”"), "«": ("»",), "»": ("«",), "‹": ("›",), "「": ("」",), "『": ("』",), '"': ('"', "＂"),
    "``": ("''", '"'), "''": ("''",), "‘": ("’", "'"), "‚": ("‘", "’"), "'": ("'", "’"), "`": ("'", "’"),
}  # fmt: skip
"""For each opening mark the ones that may close it."""
_SINGLE = frozenset("‘’‚'`")
_ELISION = re.compile(r"(?:\d0s|n|em|tis|twas|til|cause|bout|round|neath)\b", re.IGNORECASE)
_SENTENCE_END = ".,!?…;:—–-"


@dataclass(frozen=True, slots=True)
class Stretch:
    """The words between a pair of marks. `outer` takes the marks in, `inner` leaves them out; `depth` is 0 for a
    stretch that lies in no other. `open_ended` means that the paragraph ended before a closing mark: speech that
    goes on in the next paragraph, or a forgotten mark (then `flags` says so)."""

    outer: Span
    inner: Span
    mark: str
    depth: int = 0
    open_ended: bool = False
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    sign: str
    opens: bool
    closes: bool


_AND = re.compile(r"['’‘][nN]['’] ")


def pair_marks(text: str, blocks: Iterable[Span]) -> tuple[Stretch, ...]:
    """The quoted stretches of `text` within each of `blocks` (paragraphs), in text order, outer before inner.
    Stretches without a letter or digit are left out."""
    out: list[Stretch] = []
    for block in blocks:
        out += _pair_block(text, block)
    return tuple(out)


def _pair_block(text: str, block: Span) -> list[Stretch]:
    marks = list(_marks(text, block))
    wide = [mark for mark in marks if mark.sign not in _SINGLE]
    found = _pair(text, block, wide, 0)
    narrow = [mark for mark in marks if mark.sign in _SINGLE]
    if narrow:
        found += _pair_singles(text, block, narrow, found)
    return _nested(sorted(found, key=lambda stretch: (stretch.outer.start, -stretch.outer.end)))


def _nested(stretches: list[Stretch]) -> list[Stretch]:
    """The stretches, in order, each with its depth: how many others hold it. One that crosses another is left out."""
    out: list[Stretch] = []
    around: list[Span] = []
    for stretch in stretches:
        while around and around[-1].end <= stretch.outer.start:
            around.pop()
        if not around or around[-1].holds(stretch.outer):
            out.append(replace(stretch, depth=len(around)))
            around.append(stretch.outer)
    return out


def _marks(text: str, block: Span) -> Iterator[_Mark]:
    straight = 0  # how many straight marks stand before, in the paragraph
    doubled = 0  # how many double marks of two apostrophes
    for match in _MARK.finditer(text, block.start, block.end):
        sign = ENTITIES.get(match.group().lower(), match.group())
        before = text[match.start() - 1] if match.start() > block.start else " "
        after = text[match.end()] if match.end() < block.end else " "
        if sign in ("'", "’", "‘") and (before.isalnum() and after.isalnum()):
            continue
        if sign in _SINGLE and _AND.match(
            text, max(block.start, match.start() - 2 * (before in "nN")), block.end
        ):
            continue  # rock 'n' roll
        if sign == '"':
            feet = before.isdigit() and re.search(
                r"\d' ?\d+$", text[max(block.start, match.start() - 12) : match.start()]
            )
            if before.isdigit() and not after.isalnum() and (straight % 2 == 0 or feet):
                continue  # inches: no mark in the paragraph is open that this one could close
            straight += 1
        doubled += sign == "''"
        opens, closes = _directions(sign, before, after)
        if sign in ('"', "''") and before.isspace() and after.isspace():
            closes = (straight if sign == '"' else doubled) % 2 == 0  # “…,’ ” with a space between the marks
            opens = not closes and sign == '"'
        if sign in _SINGLE and opens and not closes and _ELISION.match(text, match.end(), block.end):
            continue
        yield _Mark(match.start(), match.end(), sign, opens, closes)


def _directions(sign: str, before: str, after: str) -> tuple[bool, bool]:
    free_before = before.isspace() or before in "([{—–―-/“‘\"'‚„«`"
    free_after = after.isspace() or after in ")]}.,;:!?…—–―-/”’\"'»`&"
    if sign == "“":
        return not after.isspace(), not free_before
    if sign in ("``", "„", "‟", "「", "『"):
        return True, False
    if sign in ("”", "」", "』"):
        return sign == "”" and free_before and not free_after, True
    if sign in "«»‹›":
        return (
            (not free_after, not free_before) if free_before != free_after else (sign in "«‹", sign in "»›")
        )
    if sign in ("‘", "‚", "`"):
        return free_before and not after.isspace(), sign == "‘" and free_after and not free_before
    if sign == "’":
        return free_before and not free_after, free_after and not before.isspace()
    return free_before and not after.isspace(), free_after and not before.isspace()


def _pair(text: str, block: Span, marks: list[_Mark], depth: int) -> list[Stretch]:
    """Pair double marks: an opening mark waits for its own closing one; a second opening of the same sign starts anew
    where the paragraph has more openings than closings, and nests where they balance."""
    openings = sum(mark.opens and not mark.closes for mark in marks)
    closings = sum(mark.closes and not mark.opens for mark in marks)
    out: list[Stretch] = []
    stack: list[_Mark] = []
    for mark in marks:
        turned = mark.closes and not mark.opens and bool(stack) and mark.sign == stack[-1].sign  # “…,“
        if stack and mark.closes and (turned or mark.sign in _CLOSERS.get(stack[-1].sign, (stack[-1].sign,))):
            opened = stack.pop()
            out += _stretch(text, opened, mark.start, mark.end, depth + len(stack))
        elif mark.opens:
            if stack and mark.sign == stack[-1].sign and openings > closings:
                lost = stack.pop()
                end = trim(text, lost.end, mark.start).end
                out += _stretch(text, lost, end, end, depth + len(stack), flags=("unclosed mark",))
            if not (stack and mark.sign == stack[-1].sign and mark.sign in ('"', "''")):
                stack.append(mark)
        elif mark.closes and stack and not mark.opens and mark.sign not in "«»‹›":
            opened = stack.pop()
            out += _stretch(text, opened, mark.start, mark.end, depth + len(stack), flags=("mixed marks",))
    for level, opened in enumerate(stack[:1]):
        out += _unclosed(text, opened, block, depth + level)
    return out


def _unclosed(text: str, opened: _Mark, block: Span, depth: int) -> list[Stretch]:
    """A mark that nothing closes reaches to the paragraph's end; where it began is what we know for certain."""
    return _stretch(text, opened, block.end, block.end, depth, open_ended=True)


def mend_unclosed(text: str, stretch: Stretch, report: re.Pattern[str]) -> Stretch:
    """A stretch that nobody closed, cut where the reporter's words begin again: at a comma before `report` ("said
    Bongani Mthethwa"). One that holds no such words stays as it is. Either way its flags tell."""
    match = report.search(text, stretch.inner.start, stretch.inner.end)
    flags = (*stretch.flags, "unclosed mark")
    if match is None:
        return replace(stretch, flags=flags)
    end = match.start() + 1
    return replace(
        stretch,
        outer=Span(stretch.outer.start, end),
        inner=Span(stretch.inner.start, end),
        open_ended=False,
        flags=flags,
    )


def _stretch(
    text: str,
    opened: _Mark,
    end: int,
    outer_end: int,
    depth: int,
    *,
    open_ended: bool = False,
    flags: tuple[str, ...] = (),
) -> list[Stretch]:
    inner = trim(text, opened.end, end)
    if not any(map(str.isalnum, inner.of(text)[:400])):
        return []
    return [Stretch(Span(opened.start, outer_end), inner, opened.sign, depth, open_ended, flags)]


def _pair_singles(text: str, block: Span, marks: list[_Mark], doubles: list[Stretch]) -> list[Stretch]:
    """Pair single marks. A closing one after a full stop or comma is certain; one that may be a possessive
    ("the dogs' home") closes only where nothing surer follows before the next opening mark."""
    out: list[Stretch] = []
    index = 0
    hosts = sorted((s for s in doubles), key=lambda s: s.inner.start)
    while index < len(marks):
        opened = marks[index]
        index += 1
        if not opened.opens:
            continue
        close, after = _closing(text, marks, index, opened)
        if close is None:
            begins = opened.start == block.start or (
                opened.sign == "‘" and text[opened.start - 2 : opened.start] == ": "
            )
            if begins and opened.sign in ("'", "‘", "`") and not hosts:
                out += _unclosed(text, opened, block, 0)
            continue
        depth = sum(h.inner.start <= opened.start and close.end <= h.inner.end for h in hosts[:50])
        crosses = any(
            (h.outer.start < opened.start < h.outer.end) != (h.outer.start < close.start < h.outer.end)
            for h in hosts[:50]
        )
        if not crosses:
            out += _stretch(text, opened, close.start, close.end, depth)
            index = after
    return out


def _closing(text: str, marks: list[_Mark], index: int, opened: _Mark) -> tuple[_Mark | None, int]:
    maybe: tuple[_Mark | None, int] = (None, index)
    for at in range(index, min(index + 60, len(marks))):
        mark = marks[at]
        if mark.opens and not mark.closes:
            if maybe[0] is not None:
                return maybe
            continue
        if not mark.closes or mark.sign not in _CLOSERS[opened.sign if opened.sign in _CLOSERS else "'"]:
            continue
        before = text[mark.start - 1]
        if before in _SENTENCE_END or before.lower() != "s":
            return mark, at + 1
        if maybe[0] is None or not _is_possessive(text, maybe[0]):
            maybe = mark, at + 1
        if not _is_possessive(text, mark):
            return mark, at + 1
    if maybe[0] is not None and _is_possessive(text, maybe[0]) and maybe[0].end - opened.start > 60:
        return None, index
    return maybe


def _is_possessive(text: str, mark: _Mark) -> bool:
    return (
        text[mark.start - 1].lower() == "s"
        and text[mark.end : mark.end + 1] == " "
        and text[mark.end + 1 : mark.end + 2].isalpha()
    )
