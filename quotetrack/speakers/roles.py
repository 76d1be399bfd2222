"""Finds who is meant by a role, or by the body they speak for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import chain

from quotetrack.records import SpeakerEntry
from quotetrack.speakers.asked_name import AskedName, fold_name
from quotetrack.speakers.directory import Searchable
from quotetrack.speakers.grouping import SpeakerGroup, group_entries, most_quoted_first
from quotetrack.speakers.names import LONG_WORD, is_same_word
from quotetrack.text.folding import STOP_WORDS
from quotetrack.text.word_lists import read_word_lists

_MOST_IN_ROLE = 24
"""How many bearers of a role are looked at, those who speak most first."""
_SPEAKS = frozenset("spokesman spokeswoman spokesperson spokespeople spokesmen secretary".split())
_TITLES = {
    "gov": "governor",
    "sen": "senator",
    "rep": "representative",
    "pres": "president",
    "gen": "general",
    "sec": "secretary",
}
"""Titles by the short forms that news prints."""


def is_title(word: str) -> bool:
    """Return True for a word, in small letters, that stands before a name: "judge", "sen."."""
    return word in _titles()


def is_role_noun(word: str) -> bool:
    """Return True for a word, in small letters, that says what somebody is: a title, or "head", "spokesman"."""
    return is_title(word) or word in _callings()


@cache
def _callings() -> frozenset[str]:
    return frozenset(read_word_lists("roles.json")["people"])


@cache
def _titles() -> frozenset[str]:
    titles = read_word_lists("roles.json")["titles"]
    return frozenset(chain.from_iterable(titles.values()))


def find_in_role(asked: AskedName, store: Searchable) -> list[SpeakerGroup]:
    """Return the speakers with this role, grouped as by `find_named`."""
    bearers = [
        entry
        for entry in with_words(asked, store)
        if any(_names_role(printed, asked.telling, entry.name) for printed in printed_roles(entry))
    ]
    return group_entries(bearers, asked.words)


def aliases_in(subject: str, store: Searchable) -> dict[str, str]:
    """Map each role in a subject to the surname of its bearer: {"russian president": "orlov"}. A role is two or three
    words in a row, stop words left out."""
    words = AskedName.parse(subject).telling
    if len(words) < 2:
        return {}
    aliases: dict[str, str] = {}
    is_in_role = store.speakers.words_of_roles([_spellings(word) for word in words])
    for start in range(len(words) - 1):
        for end in (start + 3, start + 2):
            if end > len(words) or not all(is_in_role[start:end]):
                continue
            role = " ".join(words[start:end])
            bearers = most_quoted_first(find_in_role(AskedName.parse(role), store))
            if bearers and bearers[0].entries[0].kind == "person":
                aliases[role] = fold_name(bearers[0].name)[-1]
                break
    return aliases


def spokespeople(asked: AskedName, entries: Sequence[SpeakerEntry]) -> list[SpeakerGroup]:
    """Return those whose role is to speak for a body of this name, as one group; empty if there are none."""

    def speaks_for(role: Sequence[str]) -> bool:
        return bool(asked.telling) and not _SPEAKS.isdisjoint(role) and has_words(asked.telling, role)

    return _with_role(entries, speaks_for)


def speaking_for(asked: AskedName, store: Searchable) -> list[SpeakerGroup]:
    """Return those who speak for a body that is not quoted itself; if there are none, those whose role is with it."""
    entries = with_words(asked, store)
    return spokespeople(asked, entries) or _people_of(asked, entries)


def _people_of(asked: AskedName, entries: Sequence[SpeakerEntry]) -> list[SpeakerGroup]:
    """Those whose role is with a body of two words or more ("a lawyer for the Sierra Club"), as one group."""
    length = len(asked.words)

    def is_with(role: Sequence[str]) -> bool:
        before = [word for word in role[:-length] if word != "the"]
        return role[-length:] == asked.words and before[-1:] in (["of"], ["for"], ["at"], ["with"])

    people = [entry for entry in entries if entry.kind == "person"]
    return _with_role(people, is_with) if length > 1 else []


def _with_role(
    entries: Iterable[SpeakerEntry], is_wanted: Callable[[Sequence[str]], bool]
) -> list[SpeakerGroup]:
    """One group of those who have a role, given by its folded words, that is wanted; empty if nobody has."""
    bearers = tuple(
        entry for entry in entries if any(is_wanted(fold_name(role.words)) for role in entry.roles)
    )
    return [SpeakerGroup(bearers)] if bearers else []


def with_words(asked: AskedName, store: Searchable) -> Sequence[SpeakerEntry]:
    """Return those who speak most of whom a role or mention has all telling words of what was asked."""
    spellings = [_spellings(word) for word in asked.telling]
    return store.speakers.in_role(spellings, limit=_MOST_IN_ROLE) if spellings else ()


def _spellings(word: str) -> list[tuple[str, str]]:
    """The ranges of the alphabet, first and last word, in which the words lie that mean the same in a role."""
    same = [word, _TITLES.get(word, word), *(short for short, title in _TITLES.items() if title == word)]
    shorter = [word[:-cut] for cut in (1, 2) if len(word) - cut >= LONG_WORD]
    longer = [(word, f"{word}zz")] if len(word) >= LONG_WORD else []
    return [*((spelling, spelling) for spelling in dict.fromkeys([*same, *shorter])), *longer]


def printed_roles(entry: SpeakerEntry) -> list[str]:
    """Return the roles and mentions that are printed of a speaker."""
    return [*(role.words for role in entry.roles), *entry.mentions]


def _names_role(printed: str, wanted: Sequence[str], name: str) -> bool:
    """True if `printed` has all words of a role and, besides the name, no others: the spokesman of the minister, or the
    former minister, is not the minister."""
    words = [word for word in fold_name(printed) if word not in STOP_WORDS]
    own = fold_name(name)
    return has_words(wanted, words) and has_words((word for word in words if word not in own), wanted)


def has_words(wanted: Iterable[str], role: Sequence[str]) -> bool:
    """Return True if a role, given by its folded words, has all words wanted. A short title is the same as the title in
    full, and a country the same as its adjective."""
    titles = [_TITLES.get(word, word) for word in role]
    return all(any(is_same_word(_TITLES.get(word, word), title) for title in titles) for word in wanted)
