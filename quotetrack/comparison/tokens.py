"""Words as they must agree to be called the same: every word, figure and sign of a text, in order.

What a printer decides on does not count: case, punctuation, the shape of marks and dashes, blanks, and Unicode's
compatibility forms.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from quotetrack.records import Printed, Span
from quotetrack.text.quotation_marks import pair_marks
from quotetrack.text.unseen import UNSEEN

_LETTER = f"(?:[^\\W\\d_]|[\u0300-\u036f{UNSEEN}])"
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
_MARKS = frozenset("\"“”„‟«»‹›‘’‚‛'`")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, figure or sign: where it stands and what it is compared by. `is_apart`: an ellipsis, or words of somebody
    else, stand before it."""

    span: Span
    key: str
    is_apart: bool = False


def tokens_of(text: str, spans: Sequence[Span], *, are_apart: bool = False) -> list[Token]:
    """Return what is said at these places of a text, in order; with `are_apart` each place begins a part of its own. An
    ellipsis before the first or after the last word says nothing."""
    out: list[Token] = []
    for span in spans:
        is_apart = are_apart
        for match in _PART.finditer(text, span.start, span.end):
            if match.lastgroup == "gap":
                is_apart = True
            elif key := _key(match):
                out.append(Token(Span(*match.span()), key, is_apart and bool(out)))
                is_apart = False
    return out


def _key(match: re.Match[str]) -> str:
    """Return what a token is compared by, "" for a sign that is the printer's."""
    key = _folded(match.group())
    if match.lastgroup == "sign":
        return key if _is_counted(match.group()) else ""
    if match.lastgroup == "word":
        return key.strip("'")
    return key.replace(".", "") if match.lastgroup == "initials" else key.replace("−", "-")


def _folded(raw: str) -> str:
    if raw.isascii():
        return raw.casefold().replace("`", "'")
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", raw.translate(_PLAIN)).casefold())


def _is_counted(sign: str) -> bool:
    kind = unicodedata.category(sign)
    return kind in ("Sm", "Sc", "So", "Co", "Cn", "Cs") or kind[0] == "M" or _folded(sign) in _COUNTED


def in_marks(printed: Printed) -> tuple[Span, ...]:
    """Return the places of the speaker's own words in a printing: all of a direct quotation, of another what stands in
    quotation marks. Empty if no word does."""
    quote, text = printed.statement.quote, printed.article.text
    if quote.kind == "direct":
        return quote.content
    inner: list[Span] = []
    for span in quote.content:
        if quote.kind == "mixed" and _is_enclosed(text, span):
            inner.append(span)
        else:
            inner += (pair.inner for pair in pair_marks(text, (span,)) if pair.depth == 0)
    return tuple(inner) if inner or quote.kind == "indirect" else quote.content


def _is_enclosed(text: str, span: Span) -> bool:
    """Return whether quotation marks stand right before and after, a blank or a comma aside."""
    before, after = text[max(0, span.start - 2) : span.start], text[span.end : span.end + 2]
    return before.rstrip()[-1:] in _MARKS and after.lstrip(" .,;!?…")[:1] in _MARKS
