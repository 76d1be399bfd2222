"""Reads a question: whom it asks about, what about, and which way of saying it."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from quotetrack.errors import UsageError, require_text
from quotetrack.query.asked_words import (
    ARTICLES,
    AUXILIARIES,
    INTERROGATIVES,
    PASSIVE,
    bare_words,
    phrase_of,
    plain_acronyms,
    without_opening,
    words_behind,
)
from quotetrack.query.days import split_days
from quotetrack.query.related_verbs import known_verbs
from quotetrack.query.verbs import FORMS, TOLD, verb_of
from quotetrack.records import Kind, Stance
from quotetrack.text.folding import fold_words, telling_words

Shape = Literal["speaker", "told", "who", "words"]
"""`speaker`: what somebody who is named said; `told`: the same without a question word ("Lima on trade"), so
that the name may be none; `who`: who said something; `words`: no shape we know, every word is the subject."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question as it was read.

    Attributes:
        question: The question as it was asked, without the outlet that it begins with.
        shape: What kind of question it is.
        speaker: Who is asked about, as asked; None if anybody.
        subject: What is asked about, as asked; None if anything.
        verb: The verb of saying; None if there is none.
        stance: The stance asked for ("deny": `denied`); None for any.
        hearer: Who was told; None for anybody.
        since: Only published on this day ("YYYY-MM-DD") or later; None for any day.
        until: Only published on this day ("YYYY-MM-DD") or earlier; None for any day.
        source: Who printed or relayed it ("according to dpa"); None for anybody.
        kind: The kind of quotation asked for; None for any.
        words: What is asked for word by word ("did she say “never”"); None for nothing.
        is_earliest: True if what came first is asked for ("who first said", "when did").

    Example:
        >>> query = collection.ask("What did Petrov deny?").query
        >>> query.speaker, query.stance
        ('Petrov', 'denied')
    """

    question: str
    shape: Shape
    speaker: str | None = None
    subject: str | None = None
    verb: str | None = None
    stance: Stance | None = None
    hearer: str | None = None
    since: str | None = None
    until: str | None = None
    source: str | None = None
    kind: Kind | None = None
    words: str | None = None
    is_earliest: bool = False


_MOST_WORDS, _MOST_CHARACTERS = 100, 2000
"""More is a text, not a question; looking up thousands of words would find everything and tell nothing."""

_ADVERBS = frozenset("still ever never not really also actually just now already".split())
_PREPOSITIONS = frozenset("about on of regarding concerning over to against toward towards".split())
_LEADING = _PREPOSITIONS | {"that", "out"}

_BETWEEN = frozenset("about on regarding concerning".split())
"""What stands between a speaker and a subject without a verb; "of" and "to" would cut names ("Bank of England")."""
_IN_MARKS = re.compile(r"[“\"«„]([^“”\"«»„]{2,500})[”\"»“]")
_AND_WHO = ("according to whom", "who says so", "who said so", "who said it", "says who")
_HAS_HEARER = ("tell", "ask")
"""Verbs whose object is who was told."""


def parse_question(
    question: str, *, today: date | None = None, latest: date | None = None, has_days: bool = True
) -> Query:
    """Return the question as a `Query`. `today` lets "yesterday" and "in November" at its end be read; without it they
    are words like others. The November is the last before `latest`, the last day of the collection, if that is given.
    Without `has_days` days are words of the subject. Raises `UsageError` if nothing is asked, far too much, or what is
    no text."""
    words = _split(question)
    asked, kind = _without_kind(_without_whom(without_opening(words)))
    asked, days = split_days(asked, today=today, latest=latest) if has_days else (asked, None)
    if not fold_words(" ".join(asked)):
        asked, days = words, None
    ends = (days.since, days.until) if days else (None, None)
    since, until = (day.isoformat() if day else None for day in ends)
    asked, is_earliest = _without_first(asked)
    asked, source = _without_source(asked)
    reading = _read(asked) or _Reading("words", subject=asked)
    subject, speaker, hearer = map(phrase_of, (reading.subject, reading.speaker, reading.hearer))
    if speaker is not None and subject is not None and not telling_words(subject):
        subject = None
    if speaker is not None and speaker.lower() in _ANYBODY:
        reading, speaker = replace(reading, shape="who"), None
    if speaker is None and subject is None:
        reading, subject = _Reading("words"), " ".join(asked)
    verb, stance = verb_of(bare_words([reading.verb])[0])
    in_marks = _IN_MARKS.search(question) if subject else None
    return Query(
        question=question,
        shape=reading.shape,
        speaker=speaker,
        subject=subject,
        verb=verb,
        stance=stance,
        hearer=hearer,
        since=since,
        until=until,
        source=source,
        kind=kind,
        words=in_marks[1].strip() if in_marks else None,
        is_earliest=is_earliest,
    )


def _without_whom(words: list[str]) -> list[str]:
    """A question without the "and according to whom" that it ends in: whoever says it is asked for anyway."""
    line = " ".join(bare_words(words))
    ending = next((ending for ending in _AND_WHO if line.endswith(f" {ending}")), "")
    kept = words[: len(words) - len(ending.split())]
    return kept[:-1] if ending and kept[1:] and bare_words(kept)[-1] == "and" else kept


def _split(question: str) -> list[str]:
    """The words of a question, the last without the mark that ends it; in small letters if all are capitals."""
    words = plain_acronyms(question[: _MOST_CHARACTERS + 1]).split()
    if len(question) > _MOST_CHARACTERS or len(words) > _MOST_WORDS:
        raise UsageError(
            f"the question has more than {_MOST_WORDS} words or {_MOST_CHARACTERS:,} characters: ask with "
            "the speaker and a few words on the subject, as in 'what did Ana Lima say about trade'"
        )
    if not fold_words(question):
        raise UsageError(
            "the question has no words: ask something like 'what did Ana Lima say about trade' or 'who spoke "
            "about the harbour'"
        )
    require_text(question)
    if question.isupper():
        words = [word.lower() for word in words]
    return [*words[:-1], words[-1].rstrip("?!.") or words[-1]]


_ANYBODY = frozenset("anyone anybody someone somebody everyone everybody no-one nobody".split())
_VERBATIM = (
    "verbatim",
    "word for word",
    "in direct quotes",
    "in quotes",
    "in quotation marks",
    *(f"in {whose} own words" for whose in ("his", "her", "their", "its")),
)
_DIRECT = ("direct quotes", "direct quotations")


def _without_kind(words: list[str]) -> tuple[list[str], Kind | None]:
    """A question without the words that ask for quotations in marks, at its end or beginning."""
    line = " ".join(bare_words(words))
    for ending in _VERBATIM:
        if line.endswith(f" {ending}"):
            return words[: -len(ending.split())], "direct"
    for opening in _DIRECT:
        if line.startswith(f"{opening} "):
            rest = words[len(opening.split()) :]
            return rest[1:] if bare_words(rest)[0] in ("by", "from", "of") and rest[1:] else rest, "direct"
    return words, None


def _without_first(words: list[str]) -> tuple[list[str], bool]:
    """A question without the "first" of "who first said", and whether it asks for what came first."""
    bare = bare_words(words)
    if bare[0] == "when" and bare[1:2] and bare[1] in AUXILIARIES:
        return words, True
    is_who_was = bare[:2] == ["who", "was"] and bare[2:3] in (["first"], ["the"])
    if is_who_was and "first" in bare[2:4] and "to" in bare[3:5]:
        return ["who", *words[bare.index("to") + 1 :]], True
    for place, word in enumerate(bare[:-1]):
        if word == "first" and bare[0] in ("who", "what") and verb_of(bare[place + 1])[0]:
            return [*words[:place], *words[place + 1 :]], True
    return words, False


def _place_of_relay(words: list[str]) -> int | None:
    """Where "according to" stands, neither first nor last."""
    bare = bare_words(words)
    return next((n for n in range(1, len(words) - 2) if bare[n : n + 2] == ["according", "to"]), None)


def _without_source(words: list[str]) -> tuple[list[str], str | None]:
    """A question without "according to" somebody else, and who that is. If a question has no speaker of its own, that
    somebody is the speaker, and stays in it."""
    cut = _place_of_relay(words)
    if cut is None:
        return words, None
    before = words[:cut]
    is_open = bare_words(words)[0] in INTERROGATIVES
    reading = _read_what(before[2:], is_passive=False) if is_open else _read_told(before)
    if reading is None or not reading.speaker or not reading.verb:
        return words, None
    return before, phrase_of(words[cut + 2 :])


@dataclass(frozen=True, slots=True)
class _Reading:
    """The words of a question, shared out."""

    shape: Shape
    speaker: Sequence[str] = ()
    verb: str = ""
    hearer: Sequence[str] = ()
    subject: Sequence[str] = ()


def _read(words: list[str]) -> _Reading | None:
    """The first shape that fits, or None."""
    source = _place_of_relay(words)
    if source is not None:
        return _Reading("speaker", words[source + 2 :], subject=words[:source])
    comma = next((n for n, word in enumerate(words[2:-1], start=2) if word.endswith(",")), None)
    if words[2:] and bare_words(words[:2]) == ["according", "to"]:
        end = len(words) if comma is None else comma + 1
        return _Reading("speaker", words[2:end], subject=words[end:])
    opening = bare_words(words[:2])
    if opening[0] in ("who", "whom"):
        return _read_who(words)
    if opening[0] in AUXILIARIES:
        return _read_whether(words[1:])
    if opening[0] in INTERROGATIVES and opening[-1] in AUXILIARIES:
        return _read_what(words[2:], is_passive=opening[-1] in PASSIVE)
    return _read_told(words)


def _read_who(words: list[str]) -> _Reading | None:
    """Who said, spoke about, denied … something; or whom somebody told."""
    has_auxiliary = len(words) > 2 and bare_words(words)[1] in AUXILIARIES
    verb = _first_verb(words[2:], _HAS_HEARER)
    if has_auxiliary and verb:
        return _Reading("speaker", words[2 : verb + 2], "tell", (), words_behind(_LEADING, words[verb + 3 :]))
    rest = words[2:] if has_auxiliary else words[1:]
    return _read_from_verb("who", (), rest) if rest else None


def _read_what(words: list[str], *, is_passive: bool) -> _Reading | None:
    """What somebody said, from the word after the auxiliary; or what was said."""
    if words and (is_passive or bare_words(words)[0] == "been"):
        verb = _index(words, FORMS)
        return None if verb is None else _read_passive(words[verb], words[verb + 1 :])
    verb = _verb_of_saying(words)
    return None if verb is None else _share_out(words, verb, "speaker")


def _read_whether(words: list[str]) -> _Reading | None:
    """Whether somebody said something, from the word after the auxiliary. If there is no verb of saying ("does Ana Lima
    like trade"), capitals end the name."""
    verb = _verb_of_saying(words)
    if verb is not None:
        return _share_out(words, verb, "speaker")
    small = (n for n, word in enumerate(words) if not word[0].isupper() and word.lower() not in ARTICLES)
    end = next(small, 0)
    if not any(word[0].isupper() for word in words[:end]):
        return None
    return _Reading("speaker", words[:end], subject=words[end:])


def _read_passive(verb: str, rest: list[str]) -> _Reading:
    """What was said, by somebody or not, about something."""
    by = _index(rest, ("by",))
    if by is None:
        return _Reading("who", verb=verb, subject=words_behind(_LEADING, rest))
    about, after = words_behind(_LEADING, rest[:by]), rest[by + 1 :]
    cut = _index(after, _BETWEEN)
    end = len(after) if cut is None else cut
    return _Reading("speaker", after[:end], verb, subject=[*about, *after[end + 1 :]])


def _read_told(words: list[str]) -> _Reading | None:
    """ "X said Y" and "X on Y", with no word that makes them a question."""
    cut = _index(words, _BETWEEN)
    verb = _first_verb(words, TOLD)
    if verb is not None and (cut is None or verb < cut):
        return _share_out(words, verb, "told")
    if cut and cut + 1 < len(words):
        return _Reading("told", words[:cut], subject=words[cut + 1 :])
    return None


def _share_out(words: list[str], verb: int, shape: Shape) -> _Reading:
    """Speaker, verb, and what follows it."""
    speaker = words[:verb]
    while speaker and bare_words(speaker)[-1] in _ADVERBS:
        speaker = speaker[:-1]
    return _read_from_verb(shape, speaker, words[verb:])


def _read_from_verb(shape: Shape, speaker: Sequence[str], words: list[str]) -> _Reading:
    """The verb and what follows it: a subject, after the hearer of "tell" and "ask"."""
    verb, rest = words[0], words[1:]
    has_hearer = verb_of(bare_words([verb])[0])[0] in _HAS_HEARER
    if has_hearer and rest[1:] and bare_words(rest)[0] == "to":
        # "told to dpa", as a participle has it.
        cut = _index(rest[1:], _PREPOSITIONS)
        end = len(rest) if cut is None else cut + 1
        return _Reading(shape, speaker, verb, rest[1:end], words_behind(_LEADING, rest[end:]))
    cut = (_index(rest, _PREPOSITIONS | {"that", "whether"}) or 0) if has_hearer else 0
    return _Reading(shape, speaker, verb, rest[:cut], words_behind(_LEADING, rest[cut:]))


def _verb_of_saying(words: list[str]) -> int | None:
    """Where the first verb of saying stands; if there is none, one that tells of what was said ("condemn")."""
    verb = _first_verb(words, FORMS)
    return _first_verb(words, known_verbs().values()) if verb is None else verb


def _first_verb(words: list[str], forms: Container[str]) -> int | None:
    """Where the verb stands: after a name, and in small letters if any is ("the State Department said")."""
    bare = bare_words(words)
    verbs = [
        n for n in range(1, len(words)) if bare[n] in forms and any(word not in ARTICLES for word in bare[:n])
    ]
    return next((n for n in verbs if words[n][0].islower()), verbs[0] if verbs else None)


def _index(words: list[str], wanted: Container[str]) -> int | None:
    return next((n for n, word in enumerate(bare_words(words)) if word in wanted), None)
