"""The label that opens a turn of a transcript: which words of it are the name, and which the office.

Pure: text in, spans out. And whom the letters Q and A stand for, if the text says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from quotetrack.attribution.name_forms import fold
from quotetrack.lang import Lexicon
from quotetrack.records import Span
from quotetrack.records.paragraphs import trim

_BRACKET = re.compile(r"\(([^()]{2,60})\)")
_NAME_WORD = re.compile(
    r"[^\W\d_a-z][\w.'’-]*|(?:de|del|della|da|di|van|von|der|den|bin|ibn|al|el|la|le|ten|ter|y)"
)
_PARTY = re.compile(r"\s*,\s*[^\W\d_a-z][\w.-]{0,8}\s*$")
_NAME = r"(?:(?:Mr|Ms|Mrs|Dr|Prof|Sir|Dame)\.? )?[^\W\d_a-z][\w'’-]+(?: [^\W\d_a-z][\w.'’-]*){0,3}"
_LETTERS = re.compile(
    rf"^[ \t]*(?P<l1>[QA])[.:]?[ \t]*(?:=|—|–|-|is|stands for|for|:)[ \t]*(?P<n1>{_NAME})[ \t]*"
    r"(?:,[^\n]{1,80})?[.;]?$"
    rf"|(?P<n2>{_NAME}) \(“?\"?(?P<l2>[QA])[.:]?”?\"?\)",
    re.MULTILINE,
)
_HEAD = 4_000
"""Code points from the first in which a text tells whom its letters stand for."""
_EXAMINER = re.compile(
    r"^[ \t]*(?i:(?:DIRECT|CROSS|REDIRECT|RECROSS|FURTHER)?[- ]?EXAMINATION|EXAMINED)[ \t\n]{1,4}(?i:BY)[ \t]+"
    r"(?:(?i:MR|MS|MRS|DR|MISS)\.? )?([^\W\d_a-z][\w'’. -]{1,40}?)[.:]?[ \t]*$",
    re.MULTILINE,
)
_SWORN = re.compile(
    r"^[ \t]*((?:(?:DR|MR|MS|MRS)\. )?[^\W\d_a-z][\w'’.-]+(?: [^\W\d_a-z][\w'’.-]*){1,3}),? {1,4}"
    r"(?:(?:having (?:first )?been |being |was )?(?:first )?(?:duly )?(?:sworn|affirmed|recalled)"
    r"|called as|a witness)\b",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class LabelParts:
    """Where the name and the office of a label stand. The name is the whole label where nothing tells them apart."""

    name: Span
    office: Span | None = None


def read_label(text: str, label: Span, lexicon: Lexicon) -> LabelParts:
    """Tell name and office of a label apart, its colon left out. "The Minister for Ports (Nadia Okoro)" has the name
    in its brackets, "Nadia Okoro (Minister for Ports, Lab)" the office, "Mr Okoro (Harbour East) (Lab)" neither."""
    label = trim(text, label.start, label.start + len(label.of(text).rstrip(": ")))
    if (parts := _with_office_behind(text, label, lexicon)) is not None:
        return parts
    brackets = [Span(*match.span(1)) for match in _BRACKET.finditer(text, label.start, label.end)]
    if not brackets:
        return _with_office_before(text, label, lexicon) or LabelParts(label)
    outer = trim(text, label.start, brackets[0].start - 1)
    if _is_office(outer.of(text), lexicon) and (named := _first_name(text, brackets, lexicon)) is not None:
        office = outer.of(text)
        start = outer.start + (4 if office.casefold().startswith("the ") else 0)
        return LabelParts(named, Span(start, outer.end))
    if (parts := _with_office_before(text, outer, lexicon)) is not None:
        return parts
    offices = (span for span in brackets if any(fold(w) in lexicon.people for w in _words(span.of(text))))
    found = next(offices, None)
    if found is not None and (party := _PARTY.search(found.of(text))) is not None:
        found = Span(found.start, found.start + party.start())
    if found is not None and found.of(text)[:4].casefold() == "the ":
        found = Span(found.start + 4, found.end)
    return LabelParts(outer if outer.start < outer.end else label, found)


def _with_office_behind(text: str, label: Span, lexicon: Lexicon) -> LabelParts | None:
    """Return name and office of "ROSA LUND, HARBOUR CORRESPONDENT": behind a comma stands an office, or the whole is in
    capitals. None for any other label."""
    words = label.of(text).partition("(")[0].rstrip()
    name, comma, rest = words.partition(",")
    is_office = words.isupper() or any(fold(word) in lexicon.people for word in _words(rest))
    if not comma or not rest.strip() or not is_office:
        return None
    behind = label.start + len(name) + 1
    return LabelParts(
        Span(label.start, label.start + len(name)), trim(text, behind, label.start + len(words))
    )


def _with_office_before(text: str, label: Span, lexicon: Lexicon) -> LabelParts | None:
    """Return name and office of "TREASURY SECRETARY ROSA LUND": behind the words of an office, which do not begin with
    a given name, stands who holds it. None for any other label, one that opens with a title among them."""
    words = [
        Span(label.start + at.start(), label.start + at.end()) for at in _LABEL_WORD.finditer(label.of(text))
    ]
    folded = [fold(word.of(text)) for word in words]
    office = max(
        (at for at, word in enumerate(folded[:-1]) if word in lexicon.titles | lexicon.people), default=0
    )
    if not office or folded[0] in lexicon.given_names:
        return None
    named = office + 1 + (2 if folded[office + 1] in ("of", "for") else 0)
    name = words[named:]
    if not 1 <= len(name) <= _MOST_NAMES or not all(_NAME_WORD.fullmatch(word.of(text)) for word in name):
        return None
    return LabelParts(Span(name[0].start, name[-1].end), Span(label.start, words[named - 1].end))


_LABEL_WORD = re.compile(r"\S+")
_MOST_NAMES = 3


def _is_office(words: str, lexicon: Lexicon) -> bool:
    """Return whether the words before the brackets are an office alone: it opens with "the", or goes on with what it is
    for ("Secretary of State")."""
    parts = [fold(word) for word in _words(words)]
    has_office = any(part in lexicon.people or part in lexicon.titles for part in parts)
    return bool(parts) and (parts[0] == "the" or (has_office and bool({"of", "for"} & set(parts))))


def _first_name(text: str, brackets: list[Span], lexicon: Lexicon) -> Span | None:
    """Return the first bracket that holds a name: two to five words with capitals, none an office."""
    for span in brackets:
        parts = _words(span.of(text))
        bare = [part for part in parts if fold(part) not in lexicon.titles]
        is_name = all(map(_NAME_WORD.fullmatch, parts)) and not any(
            fold(part) in lexicon.people for part in bare
        )
        if is_name and (2 <= len(parts) <= 5) and bare:
            return span
    return None


def _words(words: str) -> list[str]:
    return words.replace(",", " ").split()


def holder_of_office(label: str, text: str, lexicon: Lexicon) -> str | None:
    """Return the one name that stands behind the office of a label in the head of a text, before that label first
    stands: "THE PRESIDENT" under "Briefing by President Rosa Lund". None if none or several do."""
    words = [word for word in label.split() if fold(word) != "the"]
    if len(words) != 1 or fold(words[0]) not in lexicon.titles:
        return None
    head = text[: min(_HEAD, max(0, text.find(f"\n{label}")))]
    behind = re.compile(rf"\b(?i:{re.escape(words[0])}) ({_BARE_NAME})")
    names = {match[1] for match in behind.finditer(head)}
    return names.pop() if len(names) == 1 else None


_BARE_NAME = r"[^\W\d_a-z][\w'’-]+(?: [^\W\d_a-z][\w'’-]+){0,2}"


def name_of_letter(letter: str, at: int, text: str) -> str | None:
    """Return whom "Q" or "A" stands for at a place of the text: whom the head says, else who examines or was sworn
    last before it. None if nothing tells."""
    told, changing = _told_letters(text)
    if letter in told:
        return told[letter]
    before = [name for place, who, name in changing if who == letter and place < at]
    return before[-1] if before else None


@lru_cache(maxsize=4)
def _told_letters(text: str) -> tuple[dict[str, str], list[tuple[int, str, str]]]:
    head = text[:_HEAD]
    told: dict[str, str] = {}
    for match in _LETTERS.finditer(head[: head.find("?") if "?" in head else len(head)]):
        told.setdefault(match["l1"] or match["l2"], match["n1"] or match["n2"])
    examiners = ((match.start(), "Q", match[1]) for match in _EXAMINER.finditer(text))
    witnesses = ((match.start(), "A", match[1]) for match in _SWORN.finditer(text))
    return told, sorted((*examiners, *witnesses))


def is_behind_label(name: Span, role: Span, text: str) -> bool:
    """Return whether a role stands in what a speaker says behind the label of a turn: "Rosa Lund: Mr Speaker, …"."""
    return ":" in text[name.end : min(role.start, name.end + _LONGEST_LABEL)]


_LONGEST_LABEL = 100
"""Code points of a label behind its name."""
