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

GARBLED = {"â€œ": "“", "â€\x9d": "”", "â€™": "’", "â€˜": "‘", "â€": "”"}
"""Marks in UTF-8 that were read as Windows-1252. The last lacks its third byte, which that table does not have."""

_MARK = re.compile(
    "|".join(map(re.escape, sorted(ENTITIES, key=len, reverse=True)))
    + "|â€[œ\x9d™˜]|â€(?![\x80-\xbf‚-›€])|``|''(?!')|[\"“”„‟«»‹›「」『』❝❞‘’‚'`＂]",
    re.IGNORECASE,
)
_CLOSERS: dict[str, tuple[str, ...]] = {
    "❝": ("❞",), "“": ("”",), "„": ("“", "”"), "«": ("»",), "»": ("«",), "‹": ("›",), "「": ("」",), "『": ("』",),
    '"': ('"', "＂"),
    "``": ("''", '"'), "''": ("''",), "‘": ("’", "'"), "‚": ("‘", "’"), "'": ("'", "’"), "`": ("'", "’"),
}  # fmt: skip
"""For each opening mark the ones that may close it."""
_SIGNS = {**ENTITIES, **GARBLED}
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
    return tuple(stretch for block in blocks for stretch in _pair_block(text, block))


def _pair_block(text: str, block: Span) -> list[Stretch]:
    marks = list(_marks(text, block))
    wide, narrow = ([m for m in marks if (m.sign in _SINGLE) is single] for single in (False, True))
    doubles = _pair(text, block, wide)
    singles = _pair_singles(text, block, narrow, doubles)
    return _nested(sorted([*doubles, *singles], key=lambda s: (s.outer.start, -s.outer.end)))


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
        sign = _SIGNS.get(match.group().lower(), match.group())
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
    space_before, space_after = before.isspace(), after.isspace()
    free_before = space_before or before in "([{—–―-/“‘\"'‚„«`"
    free_after = space_after or after in ")]}.,;:!?…—–―-/”’\"'»`&"
    match sign:
        case "“":
            return not space_after, not free_before
        case "``" | "„" | "‟" | "「" | "『" | "❝":
            return True, False
        case "”" | "」" | "』" | "❞":
            return sign == "”" and free_before and not free_after, True
        case "«" | "»" | "‹" | "›" if free_before != free_after:
            return not free_after, not free_before
        case "«" | "»" | "‹" | "›":
            return sign in "«‹", sign in "»›"
        case "‘" | "‚" | "`":
            return free_before and not space_after, sign == "‘" and free_after and not free_before
        case "’":
            return free_before and not free_after, free_after and not space_before
    return free_before and not space_after, free_after and not space_before


def _pair(text: str, block: Span, marks: list[_Mark]) -> list[Stretch]:
    """Pair double marks: an opening mark waits for its own closing one; a second opening of the same sign starts anew
    if the paragraph has more openings than closings, and nests if they balance."""
    openings = sum(mark.opens and not mark.closes for mark in marks)
    closings = sum(mark.closes and not mark.opens for mark in marks)
    out: list[Stretch] = []
    stack: list[_Mark] = []
    for mark in marks:
        top = stack[-1].sign if stack else None
        is_same = top == mark.sign
        closes_alone = mark.closes and not mark.opens
        turned = closes_alone and is_same  # “…,“
        if top is not None and mark.closes and (turned or mark.sign in _CLOSERS.get(top, (top,))):
            out += _stretch(text, stack.pop(), mark.start, mark.end)
        elif mark.opens:
            if is_same and openings > closings:
                lost = stack.pop()
                end = trim(text, lost.end, mark.start).end
                out += _stretch(text, lost, end, end, flags=("unclosed mark",))
            if not (stack and mark.sign == stack[-1].sign and mark.sign in ('"', "''")):
                stack.append(mark)
        elif closes_alone and stack and mark.sign not in "«»‹›":
            out += _stretch(text, stack.pop(), mark.start, mark.end, flags=("mixed marks",))
    return out + [stretch for opened in stack[:1] for stretch in _unclosed(text, opened, block)]


def _unclosed(text: str, opened: _Mark, block: Span) -> list[Stretch]:
    """Make the stretch of a mark that nothing closes: it reaches to the paragraph's end."""
    return _stretch(text, opened, block.end, block.end, open_ended=True)


def mend_unclosed(text: str, stretch: Stretch, report: re.Pattern[str]) -> Stretch:
    """A stretch that nobody closed, cut where the reporter's words begin again: at a comma before `report` ("said
    Bongani Mthethwa"). One that holds no such words stays as it is. Either way its flags tell."""
    match = report.search(text, stretch.inner.start, stretch.inner.end)
    flags = (*stretch.flags, "unclosed mark")
    if match is None:
        return replace(stretch, flags=flags)
    outer, inner = (Span(span.start, match.start() + 1) for span in (stretch.outer, stretch.inner))
    return replace(stretch, outer=outer, inner=inner, open_ended=False, flags=flags)


def _stretch(
    text: str,
    opened: _Mark,
    end: int,
    outer_end: int,
    *,
    open_ended: bool = False,
    flags: tuple[str, ...] = (),
) -> list[Stretch]:
    """Make the stretch from a mark to `end`; none if no letter or digit is in it."""
    inner = trim(text, opened.end, end)
    if not any(map(str.isalnum, inner.of(text)[:_LOOKED_INTO])):
        return []
    outer = Span(opened.start, outer_end)
    return [Stretch(outer, inner, opened.sign, open_ended=open_ended, flags=flags)]


def _pair_singles(text: str, block: Span, marks: list[_Mark], doubles: list[Stretch]) -> list[Stretch]:
    """Pair single marks. A closing one after a full stop or comma is certain; one that may be a possessive
    ("the dogs' home") closes only if nothing surer follows before the next opening mark."""
    out: list[Stretch] = []
    index = 0
    hosts = sorted((double.outer for double in doubles), key=lambda outer: outer.start)
    while index < len(marks):
        opened = marks[index]
        index += 1
        close, after = _closing(text, marks, index, opened) if opened.opens else (None, index)
        if close is not None:
            crosses = any(
                (h.start < opened.start < h.end) != (h.start < close.start < h.end)
                for h in hosts[:_MOST_HOSTS]
            )
            out += _stretch(text, opened, close.start, close.end) if not crosses else []
            index = after if not crosses else index
        elif opened.opens and not hosts and opened.sign in ("'", "‘", "`"):
            behind_colon = opened.sign == "‘" and text[opened.start - 2 : opened.start] == ": "
            begins = opened.start == block.start or behind_colon
            out += _unclosed(text, opened, block) if begins else []
    return out


_LOOKED_INTO = 400
"""Code points of a stretch among which there is a letter or digit, so that a page of marks takes no time."""
_MOST_HOSTS, _MOST_MARKS = 50, 60
"""Double quotations that a single one is compared with, and marks among which its closing one is looked for."""


def _closing(text: str, marks: list[_Mark], index: int, opened: _Mark) -> tuple[_Mark | None, int]:
    """Find the mark that closes a single one, and the number of the mark behind it. None if none does."""
    maybe: _Mark | None = None
    closers = _CLOSERS.get(opened.sign, _CLOSERS["'"])
    behind = index
    for at, mark in enumerate(marks[index : index + _MOST_MARKS], index + 1):
        if mark.opens and not mark.closes:
            if maybe is not None:
                return maybe, behind
        elif mark.closes and mark.sign in closers:
            if not _is_possessive(text, mark):
                return mark, at
            if maybe is None:
                maybe, behind = mark, at
    if maybe is not None and maybe.end - opened.start > _LONG_POSSESSIVE:
        return None, index
    return maybe, behind


_LONG_POSSESSIVE = 60
"""Code points from an opening mark to a possible possessive behind which it is one, not a closing mark."""


def _is_possessive(text: str, mark: _Mark) -> bool:
    return (
        text[mark.start - 1].lower() == "s"
        and text[mark.end : mark.end + 1] == " "
        and text[mark.end + 1 : mark.end + 2].isalpha()
    )
