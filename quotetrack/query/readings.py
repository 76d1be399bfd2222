"""The ways to read a question, by what a store knows: whom it asks about, in which outlet, and about what.

Names, roles and descriptions are recognised where a question may name a speaker; what is not recognised is its subject.
Readings come in the order of how much of the question they explain, and the answers choose among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from quotetrack.query.asked_words import (
    bare_words,
    names_asked_first,
    phrase_of,
    without_opening,
    words_behind,
)
from quotetrack.query.descriptions import in_full, is_calling, is_of_a_body
from quotetrack.query.outlets import find_called_outlet
from quotetrack.query.questions import Query
from quotetrack.records import UnnamedEntry
from quotetrack.speakers.asked_name import AskedName
from quotetrack.speakers.directory import Searchable
from quotetrack.speakers.grouping import NameLookup, SpeakerGroup
from quotetrack.speakers.lookup import find_as_written, find_named, find_speaker, find_unnamed
from quotetrack.speakers.names import is_given_name
from quotetrack.speakers.roles import is_title, printed_roles
from quotetrack.text.described import is_several
from quotetrack.text.folding import STOP_WORDS, fold_words
from quotetrack.text.word_frequency import word_ranks
from quotetrack.text.word_weights import known_words

_LONGEST_MISSPELT = 3
"""Words of a name that may be misspelt."""
_LONGEST_NAME = 6
"""Words of a name, role or description that is looked up."""
_ENDS_DESCRIPTION = STOP_WORDS - frozenset("the a an of for in s at mr mrs ms dr".split())
_OUTLET_LAST = re.compile(r"(?:^|\s)(?:in|by|via|from|on)\s+(\S.{0,80})$", re.IGNORECASE)
_OUTLET_REPORTS = re.compile(
    r"^what (?:did|does|has) (\S.{0,60}?) report(?:ed)? (?:that )?(\S.{0,80} sa(?:id|ys?)\b.*)$",
    re.IGNORECASE,
)
_OUTLET_FIRST = re.compile(r"^(?:(?:in|on|from)\s+)?(\S[^:,]{0,60})[:,]\s+(\S.*)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a question.

    `lookup` has who is meant by the speaker asked for, `unnamed` the descriptions of those who are not named; without
    either it is anybody, who may be `described` by these words of the question, and must be if `is_alike`. `asked` is
    then the question with who is asked about apart from the subject, and `near` has names spelled much like theirs."""

    query: Query
    lookup: NameLookup | None = None
    unnamed: Sequence[UnnamedEntry] = ()
    described: str | None = None
    is_alike: bool = False
    asked: Query | None = None
    near: tuple[str, ...] = ()

    @property
    def is_by_name(self) -> bool:
        """Whether somebody bears the words asked for as a name, which then mean nobody else."""
        if self.lookup is None or self.unnamed:
            return False
        return any(_is_called(self.lookup, bearer) for bearer in self.lookup.bearers)


def _is_called(lookup: NameLookup, bearer: SpeakerGroup) -> bool:
    """True if somebody's name is asked for, alone or behind words that the texts print of them: "Senator Ana Lima"; of
    a body all of its name."""
    asked = [word for word in fold_words(lookup.asked) if word not in STOP_WORDS]
    kinds = {entry.kind for entry in bearer.entries}
    if not asked or not kinds & {"person", "unknown", "organisation", "outlet"}:
        return False
    if any({*asked} == {*fold_words(name)} - STOP_WORDS for name in bearer.names):
        return True
    if bearer.is_body or is_several(lookup.asked):
        return False
    if lookup.is_respelled:
        return True
    names = {word for name in bearer.names for word in fold_words(name) if not is_title(word)}
    roles = {
        word for entry in bearer.entries for printed in printed_roles(entry) for word in fold_words(printed)
    }
    return asked[-1] in names and all(word in names | roles or is_title(word) for word in asked)


def without_outlet(query: Query, store: Searchable) -> tuple[Query, str | None]:
    """Return a question without the outlet at the end of its subject ("trade in the Guardian"), if the store has it."""
    ending = _OUTLET_LAST.search(query.subject or "")
    outlet = find_called_outlet(ending[1], store) if ending else None
    rest = ending.string[: ending.start()].strip() if ending else ""
    if outlet is None or not (rest or query.speaker):
        return query, None
    return replace(query, subject=rest or None), outlet


def split_outlet(question: str, store: Searchable) -> tuple[str, str | None]:
    """Return a question without the outlet that it begins with ("In the Guardian, …", "Reuters: …"), or that is to have
    reported what somebody said ("what did Reuters report Lima said"), and that outlet; None if there is none."""
    if (relay := _OUTLET_REPORTS.match(question)) and (outlet := find_called_outlet(relay[1], store)):
        return f"what did {relay[2]}", outlet
    opening = _OUTLET_FIRST.match(question)
    outlet = find_called_outlet(opening[1], store) if opening else None
    return (opening[2], outlet) if opening and outlet else (question, None)


def find_readings(query: Query, store: Searchable) -> Iterator[Reading]:
    """Yield the ways to read a question, likeliest first, each when it is asked for. The last asks anybody."""
    if query.shape == "words" and (name := _only_a_name(query.question, store)) is not None:
        query = replace(query, shape="speaker", speaker=name, subject=None)
    lookup = _find_who(query.speaker, store) if query.speaker else None
    named = _named(query, lookup, store) if lookup else None
    if named is not None:
        yield named
    begins = names_asked_first(query.question)
    is_unknown = named is None and _is_unknown_name(query)
    if is_unknown and query.speaker:
        return
    recognised = None if named else _recognised(query, begins, store)
    if recognised is not None:
        yield recognised
    found = named or recognised
    if not (found.is_by_name if found else is_unknown):
        if query.speaker is not None and query.subject is None:
            # Nothing but who said it is asked.
            return
        anybody = _anybody(query, begins)
        near = lookup.near if lookup else ()
        yield replace(anybody, is_alike=bool(found and anybody.described), near=near)


def _named(query: Query, lookup: NameLookup, store: Searchable) -> Reading | None:
    """The reading by which the speaker asked for is who bears that name or role, or is described so."""
    # Nobody is described by a name alone, spelled as it may be, and to look through all descriptions takes long.
    is_name = _is_unknown_name(query) or (
        lookup.is_respelled and any(not bearer.is_body for bearer in lookup.bearers)
    )
    if not is_name and (unnamed := find_unnamed(lookup, store)):
        return Reading(query, lookup, unnamed)
    return Reading(query, lookup) if lookup.bearers else None


def _find_who(name: str, store: Searchable) -> NameLookup:
    """Who bears a name or an office; with a place in full if nobody bears it as it is: "the NYC mayor"."""
    lookup = find_speaker(name, store)
    for full in () if lookup.bearers else in_full(name):
        if (other := find_as_written(full, store)).bearers:
            return replace(other, asked=name)
    return lookup


def _recognised(query: Query, begins: Sequence[str], store: Searchable) -> Reading | None:
    """The reading by which the longest name or role that stands where a speaker may be named is the speaker, and all
    that follows the subject. A name misspelt is one only if no other is found: the longest that has capitals, if any
    word has."""
    lengths = [
        n for n in range(len(_description(begins)), 0, -1) if _may_be_a_name(begins, n, query.question)
    ]
    for length in lengths:
        if (lookup := find_as_written(_name_of(begins, length), store)).bearers:
            return _reading_as(query, lookup, begins[length:])
    has_capitals = any(word[:1].isupper() for word in query.question.split()[1:])
    is_name = (not has_capitals or all(word[:1].isupper() for word in begins[:n]) for n in lengths)
    names = [n for n, fits in zip(lengths, is_name, strict=True) if fits and n <= _LONGEST_MISSPELT]
    for length in names[:2]:
        lookup = _find_who(_name_of(begins, length), store)
        if lookup.bearers and (length > 1 or not lookup.is_respelled or lookup.asked.isupper()):
            return _reading_as(query, lookup, begins[length:])
    return None


def _reading_as(query: Query, lookup: NameLookup, rest: Sequence[str]) -> Reading:
    subject = phrase_of(words_behind(STOP_WORDS, rest))
    return Reading(replace(query, shape="speaker", speaker=lookup.asked, subject=subject), lookup)


def _name_of(words: Sequence[str], length: int) -> str:
    """So many words as a name, without what makes it a possessive."""
    return phrase_of(_without_possessives(words[:length])) or ""


def _without_possessives(words: Sequence[str]) -> list[str]:
    return [word.removesuffix("'s").removesuffix("’s") for word in words]


def _may_be_a_name(begins: Sequence[str], length: int, question: str) -> bool:
    """True if so many words may name somebody: the last is no stop word, and goes on to no longer name; a word alone is
    no word of English in small letters."""
    words = _without_possessives(begins[:length])
    last = bare_words(words)[-1]
    folded = fold_words(" ".join(words))
    if not folded or last in STOP_WORDS or _is_incomplete(begins, length):
        return False
    is_small = words[-1][:1].islower() or question.isupper()
    return len(folded) > 1 or not is_small or last not in word_ranks()


def _is_incomplete(words: Sequence[str], length: int) -> bool:
    """True if so many words are part of a longer name or description: a capital goes on ("Ana" of "Ana Lima"), or
    somebody of theirs follows ("Lima's spokesman", "White House insiders")."""
    last, rest = words[length - 1], list(takewhile(_goes_on, words[length : length + 2]))
    if last.endswith((",", ":", ";")) or not rest:
        return False
    if last.endswith(("'s", "’s")):
        return any(is_calling(word) for word in bare_words(rest))
    is_title_case = all(word[:1].isupper() for word in words if len(word) > 4)
    # "Lima host" is no host of Lima's, but "House aides" are aides of the House.
    return (rest[0][:1].isupper() and not is_title_case) or any(map(is_of_a_body, bare_words(rest)))


def _goes_on(word: str) -> bool:
    return bare_words([word])[0] not in STOP_WORDS


def _anybody(query: Query, begins: Sequence[str]) -> Reading:
    """The reading by which anybody answers whom the question may describe: "the mayor's office", "which senator"."""
    if query.speaker is None:
        is_first = ":" in " ".join(begins) or query.shape != "words"
        described = phrase_of(_description(begins)) if is_first else None
        return Reading(query, described=described)
    subject = f"{query.speaker} {query.subject or ''}".strip()
    asks_anybody = replace(query, shape="words", speaker=None, subject=subject)
    words = query.speaker.split()
    is_question = bare_words(words)[0] in STOP_WORDS - {"the", "a", "an"}
    is_no_name = (
        query.shape == "told" and query.speaker.islower() and not any(map(is_calling, bare_words(words)))
    )
    if is_question or is_no_name:
        # "trade talks on grain": nobody is called trade talks.
        return Reading(replace(asks_anybody, subject=query.question if is_no_name else subject))
    return Reading(asks_anybody, described=phrase_of(_description(words)), asked=query)


def _description(words: Sequence[str]) -> list[str]:
    """The words up to the first that cannot belong to a description: a stop word other than "of" and the like, or what
    follows a comma."""
    kept: list[str] = []
    for word in words[:_LONGEST_NAME]:
        if bare_words([word])[0] in _ENDS_DESCRIPTION:
            break
        kept.append(word)
        if word.endswith((",", ":")):
            break
    return kept


def name_asked(query: Query) -> str | None:
    """Return whom a question seems to ask about by name: its speaker, or the name that a question without a shape
    begins with; None if there is none."""
    return query.speaker or (phrase_of(_leading_name(query.question)) if query.shape == "words" else None)


def _is_unknown_name(query: Query) -> bool:
    """True if a question asks about somebody by a name, of whom nobody in the store bears it: others do not answer for
    them."""
    asked = name_asked(query)
    if asked is None or is_of_a_body(bare_words(asked.split())[-1]):
        return False
    words = [word for word in asked.split() if not is_title(bare_words([word])[0])]
    bare = bare_words(words)
    if not words or not all(word[:1].isupper() for word in words):
        return False
    if len(words) == 1:
        # A word of English with a capital is a name if the words after it are written small: "what did Trump say".
        is_name = not known_words().is_english(bare[0]) or (query.subject or "").islower()
        return is_given_name(bare[0]) or (query.shape == "speaker" and is_name)
    return query.shape == "speaker" or is_given_name(bare[0])


def _leading_name(question: str) -> list[str]:
    """The words with a capital that a question without a shape begins with, up to "'s"."""
    words = list(takewhile(lambda word: word[:1].isupper(), names_asked_first(question)))
    end = next((n for n, word in enumerate(words) if word.endswith(("'s", "’s"))), len(words))
    if _is_incomplete(names_asked_first(question), min(end + 1, len(words))):
        return []
    return _without_possessives(words[: end + 1])


def _only_a_name(question: str, store: Searchable) -> str | None:
    """The name that a question consists of ("George Sabra", "quotes by Sabra"); None if it is none."""
    name = " ".join(without_opening(question.split())).strip("?!.,;:")
    return name if name and find_named(AskedName.parse(name), store) else None


def names_like(name: str, store: Searchable) -> tuple[str, ...]:
    """Return up to three names of speakers that are spelled much like this one, nearest first; none if somebody bears
    it as it is."""
    lookup = find_speaker(name, store)
    if lookup.is_respelled:
        return tuple(bearer.name for bearer in lookup.bearers[:3])
    return () if lookup.bearers else lookup.near
