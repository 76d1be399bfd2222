"""Captions and image credits: "Bashar al-Assad" over "Image: picture alliance/dpa", and the ways the two are run
together when a page is copied."""

from __future__ import annotations

import re

from quotetrack.readers.layout import Layout
from quotetrack.readers.lines import (
    ends_sentence,
    has_mark,
    is_open_ended,
    is_quoted_sentence,
    reports_speech,
)
from quotetrack.readers.makers import label_line
from quotetrack.readers.phrases import AGENCIES, CAPTION_LABELS, CREDIT_LABELS, PICTURE_AGENCIES
from quotetrack.records import Span

# Characters. A longer line before a credit is a paragraph with a credit stuck to it. Captions in the agencies' own
# style run to some 350.
_CAPTION_LENGTH = 400
# Characters.
_CREDIT_LENGTH = 100
_UNNAMED = ("handout", "courtesy", "private", "archive", "file", "picture alliance", "picture-alliance")
_BRACKET = re.compile(r"\(([^()\n]{3,60})\)\.?\s{0,4}$")
_SIDES = frozenset(("Left", "Right", "Centre", "Center", "Above", "Below", "Front", "Back", "Top", "Bottom"))
_SENTENCE_INSIDE = re.compile(r"\w{3,}[.!?…]\s")


# A credit label anywhere, as printed with a capital: "Image:", "PHOTO:", "Photo by ".
_LABEL = re.compile(rf"(?:{CREDIT_LABELS})(?::|(?<= by)|(?<= BY))[ \t\u00a0]?(?=\S)")
_PICTURE_AGENCY = re.compile(PICTURE_AGENCIES)
_CAPTION_LABEL = re.compile(
    rf"(?:{CAPTION_LABELS}):\s|[\[(](?:image|photo|picture|caption)[\])]\s", re.IGNORECASE
)
# What every line has that this module takes; one search a line spares the others.
_HINT = re.compile(rf"{CREDIT_LABELS}|{PICTURE_AGENCIES}|\)$|:\s|^[\[(]")


def mark_pictures(layout: Layout) -> None:
    """Mark every caption and credit that a label or a picture agency gives away."""
    for index in range(len(layout.kinds)):
        words = layout.words(index)
        if not _HINT.search(words) or not layout.is_free(index):
            continue
        if credit := _trailing_credit(words) or _agency_in_brackets(layout, index, words):
            _split_line(layout, index, words, credit)
        elif _is_credit_line(words):
            layout.take(index, "credit")
            _mark_captions_before(layout, index)
        elif _is_labelled_caption(words) and (credit := _bracketed_owner(words)):
            _split_line(layout, index, words, credit)  # "Pictured: the quay (Meridian)"
        elif _is_labelled_caption(words):
            layout.take(index, "caption")


def find_credit(caption: str) -> Span | None:
    """Return where the credit stands at the end of a text that is known to be a caption; None if it has none."""
    label = _LABEL.search(caption)
    if label and _is_owner(caption[label.end() :].rstrip(")]")):
        return Span(label.start(), len(caption.rstrip(")] ")))
    return _bracketed_owner(caption, max(0, len(caption) - _CREDIT_LENGTH))


def bare_caption(words: str, credit: Span) -> int:
    """Return how long the caption before a credit is, without the bracket or bar that parts the two."""
    return len(words[: credit.start].rstrip("([|–— \t\u00a0"))


def _split_line(layout: Layout, index: int, words: str, credit: Span) -> None:
    """Part `words`, which hold a credit: what stands before it is the caption, unless it is a paragraph."""
    length = bare_caption(words, credit)
    layout.add(index, "credit", credit)
    if length <= _CAPTION_LENGTH:
        layout.take(index, "caption", Span(0, length))
        _mark_captions_before(layout, index)


def _mark_captions_before(layout: Layout, index: int) -> None:
    """Mark the lines over a credit in its block, 2 at most: each is a caption of its own.

    A credit in a block of its own looks at the block above.
    """
    own = layout.kinds[index] == "caption"
    block = layout.block_of(index)
    if index == block.start and not own:
        _mark_caption_above(layout, layout.numbers[index])
        return
    for above in range(index - 1, max(block.start, index - 2) - 1, -1):
        words = layout.words(above)
        if not layout.is_free(above) or len(words) > _CAPTION_LENGTH or label_line(words):
            return
        nearest = above == index - 1 and not own and len(block) <= 3
        if not is_open_ended(words) and not (nearest and not is_quoted_sentence(words)):
            return
        layout.take(above, "caption")


def _mark_caption_above(layout: Layout, number: int) -> None:
    """Mark the block above as a caption if it is one line without an end; the first block of all is the headline."""
    above = layout.blocks[number - 1]
    words = layout.words(above.start)
    fits = len(above) == 1 and len(words) <= _CAPTION_LENGTH and is_open_ended(words)
    if number >= 2 and fits and layout.is_free(above.start):
        layout.take(above.start, "caption")


def _trailing_credit(words: str) -> Span | None:
    """Return where a credit ends the line: glued to the caption ("AssadImage: dpa"), in brackets, or after a sentence.

    None if the line has none, or is nothing else.
    """
    labels = list(_LABEL.finditer(words)) if len(words) <= _CAPTION_LENGTH + _CREDIT_LENGTH else []
    if not labels or labels[-1].start() == 0:
        return None
    start, end = labels[-1].span()
    before, bare = words[start - 1], words.rstrip(")] ")
    is_behind = before.isspace() and ends_sentence(words[:start])
    is_glued = before.islower() or before in ".!?…)”’\"'([|" or is_behind
    is_credit = is_glued and _is_owner(words[end:].rstrip(")] "))
    return Span(start, len(bare if before in "([" else words)) if is_credit else None


def _agency_in_brackets(layout: Layout, index: int, words: str) -> Span | None:
    """Return where an agency in brackets ends a short line that is no sentence: "Lavrov in Geneva (J. Doe/AFP)".

    The head of a page is left alone: a headline may end so.
    """
    bracket = _BRACKET.search(words) if words.endswith(")") and len(words) <= _CREDIT_LENGTH else None
    if not bracket or layout.numbers[index] < 2 or has_mark(words) or reports_speech(words):
        return None
    owner = bracket[1].split("/")[-1].strip()
    before = words[: bracket.start()].rstrip()
    alone = len(layout.block_of(index)) == 1 and len(before.split()) > 1
    return Span(*bracket.span(1)) if alone and is_open_ended(before) and owner in AGENCIES else None


def _is_credit_line(words: str) -> bool:
    if len(words) > _CREDIT_LENGTH or has_mark(words):
        return False
    count = len(words.split())
    if label := _LABEL.match(words):
        return _is_owner(words[label.end() :]) and count <= 10
    is_prose = reports_speech(words) or _SENTENCE_INSIDE.search(words)
    return count <= 8 and not is_prose and bool(_PICTURE_AGENCY.search(words))


def _is_labelled_caption(words: str) -> bool:
    match = _LABEL.match(words)
    label = match.group().rstrip() if match else ""  # "Photos by Rossi show that …" is prose
    is_label = label.endswith(":") and not label.startswith("Credit")
    return len(words) <= _CAPTION_LENGTH and (is_label or bool(_CAPTION_LABEL.match(words)))


def _bracketed_owner(words: str, start: int = 0) -> Span | None:
    """Return where the words in brackets behind a caption name who owns the picture; None if they do not."""
    bracket = _BRACKET.search(words, start)
    owner = bracket[1] if bracket else ""
    tokens = owner.replace("/", " ").split()
    named = all(token[0].isupper() or token in AGENCIES for token in tokens)
    letters = all(char.isalpha() or char in " /.’'-" for char in owner)
    is_owner = 1 <= len(tokens) <= 5 and named and letters and tokens[0] not in _SIDES
    return Span(*bracket.span(1)) if bracket and is_owner else None


def _is_owner(words: str) -> bool:
    """True if the words could name who owns a picture: short, no quotation, no sentence."""
    if not words or len(words) > _CREDIT_LENGTH or has_mark(words) or _SENTENCE_INSIDE.search(words):
        return False
    tokens = words.split()
    named = words.startswith(_UNNAMED) or "/" in words or tokens[0].strip(",") in AGENCIES
    return len(tokens) <= 10 and words[-1] not in "?!:" and (named or not words[0].islower())
