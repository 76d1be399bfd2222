"""The gold of the gate: the files in `passages/` → `Passage`s. Words are given, not offsets; they stand exactly once.

Where the words alone stand more than once, brackets cut them out of words that do not: `"said [she]"`.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from quotetrack.records import Span

FOLDER = Path(__file__).parent / "passages"
PUBLISHED = "2024-05-15"
"""The day on which all passages are printed: a Wednesday."""


@dataclass(frozen=True)
class GoldQuote:
    """What is right about a quotation. `speaker` None: the text names nobody. A detail that is None is not asked
    about; `said_on` "none" asks that there be no day, `stance` "any" takes each."""

    content: tuple[str, ...]
    kind: str
    speaker: str | None = None
    also: tuple[str, ...] = ()
    mention: str | None = None
    cue: str | None = None
    hearer: str | None = None
    stance: str = "said"
    said_on: str | None = None
    place: str | None = None
    via: tuple[str, ...] = ()
    speaks_for: str | None = None
    anonymity: str | None = None

    @property
    def is_marked(self) -> bool:
        """True for a quotation in marks."""
        return self.kind != "indirect"


@dataclass(frozen=True)
class GoldSilence:
    """Words in marks that quote nobody, and why."""

    words: str
    rule: str


@dataclass(frozen=True)
class Passage:
    """A passage and all that is quoted in marks in it; what is reported without marks only where it is clear."""

    id: str
    text: str
    quotes: tuple[GoldQuote, ...] = ()
    not_speech: tuple[GoldSilence, ...] = ()


def passages() -> list[Passage]:
    """All passages, in the order of the files."""
    return [
        _passage(given)
        for path in sorted(FOLDER.glob("*.toml"))
        for given in tomllib.loads(path.read_text(encoding="utf-8"))["passage"]
    ]


def digest() -> str:
    """SHA-256 of the files, in their order: other passages or another gold give another one."""
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in sorted(FOLDER.glob("*.toml")))).hexdigest()


def place(words: str, text: str) -> Span:
    """Where words of the gold stand. AssertionError where they do not stand exactly once."""
    context = words.replace("[", "").replace("]", "")
    found = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(context)}(?!\w)", text)]
    assert len(found) == 1, (
        f"{words!r} stands {len(found)} times in {text!r}; the gold must give words that occur once"
    )
    if "[" not in words:
        return Span(found[0], found[0] + len(context))
    start = found[0] + words.index("[")
    return Span(start, start + words.index("]") - words.index("[") - 1)


def _passage(given: dict[str, Any]) -> Passage:
    quotes = tuple(_record(GoldQuote, quote) for quote in given.get("quotes", ()))
    silent = tuple(_record(GoldSilence, words) for words in given.get("not_speech", ()))
    known = {field.name for field in fields(Passage)}
    assert set(given) <= known, f"{given['id']}: a passage has {sorted(known)}, found {sorted(given)}"
    return Passage(given["id"], given["text"].strip(), quotes, silent)


def _record(record: Any, given: dict[str, Any]) -> Any:
    return record(**{name: tuple(v) if isinstance(v, list) else v for name, v in given.items()})
