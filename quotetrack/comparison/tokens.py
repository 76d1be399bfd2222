"""Words as they must agree to be called the same: every word, figure and sign of a text in order, without what a
printer decides on (case, punctuation, the shape of marks and dashes, blanks, Unicode's compatibility forms)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quotetrack.records import Printed, Span
from quotetrack.text.quotation_marks import pair_marks

_LETTER = "(?:[^\\W\\d_]|[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff])"
_APOSTROPHES = "'’‘ʼ‛`´′＇"
_DOTS = r"(?:[…⋯]|\.(?:[ \u00a0]?\.){2,4})"
_PART = re.compile(
    rf"(?P<gap>[\[(][ \u00a0]?{_DOTS}[ \u00a0]?[\])]|{_DOTS})"
    r"|(?P<initials>(?<!\w)(?:[^\W\d_]\.)+[^\W\d_](?!\w)\.?)"
    r"|(?P<figure>(?:(?<!\w)[-−])?\d+(?:[.,]\d+)*)"
    rf"|(?P<word>{_LETTER}+(?:[{_APOSTROPHES}]{_LETTER}+)*)"
    r"|(?P<sign>[$%&+<=>@#|~]|[^\x00-\x7f\w\s])"
)
_PLAIN = {ord(c): "'" for c in _APOSTROPHES} | dict.fromkeys(
    (0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF), None
)
_COUNTED = "&%@#"
"""Signs that are said as words; other punctuation is the printer's."""
_MARKS = "\"“”„‟«»‹›‘’‚‛'`"


@dataclass(frozen=True, slots=True)
class Token:
    """A word, figure or sign: where it stands, what it is compared by, and whether an ellipsis, or what is not the
    speaker's, stands before it."""

    span: Span
    key: str
    is_apart: bool = False


def tokens_of(text: str, spans: Sequence[Span], *, are_apart: bool = False) -> list[Token]:
    """What is said at these places of a text, in order; with `are_apart` each place begins a part of its own. An
    ellipsis before the first or after the last word says nothing."""
    out: list[Token] = []
    for span in spans:
        gap = are_apart
        for at, key in _keys(text, span):
            if key is None:
                gap = True
            else:
                out.append(Token(at, key, gap and bool(out)))
                gap = False
    return out


def _keys(text: str, span: Span) -> Iterator[tuple[Span, str | None]]:
    """Each token's place and key, None for an ellipsis."""
    for found in _PART.finditer(text, span.start, span.end):
        place, raw = Span(found.start(), found.end()), found.group()
        match found.lastgroup:
            case "gap":
                yield place, None
            case "initials":
                yield place, _folded(raw).replace(".", "")
            case "figure":
                yield place, _folded(raw).replace("−", "-")
            case "word":
                key = _folded(raw).strip("'")
                if key:
                    yield place, key
            case _:
                if _is_counted(raw):
                    yield place, _folded(raw)


def _folded(raw: str) -> str:
    if raw.isascii():
        return raw.casefold().replace("`", "'")
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", raw.translate(_PLAIN)).casefold())


def _is_counted(sign: str) -> bool:
    kind = unicodedata.category(sign)
    return kind in ("Sm", "Sc", "So", "Co", "Cn", "Cs") or kind[0] == "M" or _folded(sign) in _COUNTED


def in_marks(printed: Printed) -> tuple[Span, ...]:
    """The places of the speaker's own words in a printing: all of a direct quotation; of another what stands in marks;
    nothing where no word does."""
    quote, text = printed.statement.quote, printed.article.text
    if quote.kind == "direct":
        return quote.content
    inner: list[Span] = []
    for span in quote.content:
        if quote.kind == "mixed" and _is_enclosed(text, span):
            inner.append(span)
        else:
            inner += (one.inner for one in pair_marks(text, (span,)) if one.depth == 0)
    return tuple(inner) if inner or quote.kind == "indirect" else quote.content


def _is_enclosed(text: str, span: Span) -> bool:
    before, after = text[max(0, span.start - 2) : span.start], text[span.end : span.end + 2]
    return before.rstrip()[-1:] in tuple(_MARKS) and after.lstrip(" .,;!?…")[:1] in tuple(_MARKS)
