"""Who is meant by a role, or by the body they speak for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from quotetrack.records import SpeakerEntry
from quotetrack.speakers.directory import Searchable
from quotetrack.speakers.grouping import SpeakerGroup, grouped, ordered
from quotetrack.text.folding import STOP_WORDS, fold_words

_MOST_IN_ROLE = 24
"""How many bearers of a role are looked at, those who speak most first."""
_LONG = 5
"""Letters from which on a word and one that begins with it are the same: Russia and Russian."""
_SPEAKS = frozenset("spokesman spokeswoman spokesperson spokespeople spokesmen secretary".split())
_SHORT = {
    "gov": "governor",
    "sen": "senator",
    "rep": "representative",
    "pres": "president",
    "gen": "general",
    "sec": "secretary",
}
"""Titles that news abbreviates."""


def find_in_role(asked: str, store: Searchable) -> list[SpeakerGroup]:
    """The speakers with this role, grouped as by `find_named`."""
    words = fold_words(asked)
    return grouped(_in_role(words, with_words(asked, store)), words)


def aliases_in(subject: str, store: Searchable) -> dict[str, str]:
    """Surnames of those whom a subject names by their role: {"russian president": "orlov"}."""
    words = [word for word in fold_words(subject) if word not in STOP_WORDS]
    if len(words) < 2:
        return {}
    out: dict[str, str] = {}
    told = store.speakers.words_of_roles([_forms(word) for word in words])
    for start in range(len(words) - 1):
        for end in (start + 3, start + 2):
            phrase = words[start:end]
            if len(phrase) != end - start or not all(told[start:end]):
                continue
            bearers = ordered(find_in_role(" ".join(phrase), store))
            if bearers and bearers[0].entries[0].kind == "person":
                out[" ".join(phrase)] = fold_words(bearers[0].name)[-1]
                break
    return out


def spokespeople(asked: str, entries: Sequence[SpeakerEntry]) -> list[SpeakerGroup]:
    """Those whose role is to speak for a body of this name, taken together."""
    words = [word for word in fold_words(asked) if word not in STOP_WORDS]
    found = [
        entry
        for entry in entries
        if words
        and any(
            not _SPEAKS.isdisjoint(told := fold_words(role.words))
            and all(any(is_same_word(word, other) for other in told) for word in words)
            for role in entry.roles
        )
    ]
    return [SpeakerGroup(tuple(found))] if found else []


def speaking_for(asked: str, store: Searchable) -> list[SpeakerGroup]:
    """Those who speak for a body that is not quoted itself, or are of it."""
    known = with_words(asked, store)
    return spokespeople(asked, known) or _people_of(asked, known)


def _people_of(asked: str, entries: Sequence[SpeakerEntry]) -> list[SpeakerGroup]:
    """Those whose role is with a body of this name ("a lawyer for the Sierra Club"), taken together."""
    words = fold_words(asked)
    if len(words) < 2:
        return []
    found = [
        entry
        for entry in entries
        if entry.kind == "person" and any(_is_with(fold_words(role.words), words) for role in entry.roles)
    ]
    return [SpeakerGroup(tuple(found))] if found else []


def _is_with(role: Sequence[str], body: Sequence[str]) -> bool:
    """True where a role ends with a body and a word before it that ties one to the other."""
    before = [word for word in role[: -len(body)] if word != "the"]
    return list(role[-len(body) :]) == list(body) and before[-1:] in (["of"], ["for"], ["at"], ["with"])


def with_words(asked: str, store: Searchable) -> Sequence[SpeakerEntry]:
    """Those of whom a role or mention has all words of what was asked, those who speak most."""
    words = [word for word in fold_words(asked) if word not in STOP_WORDS]
    return store.speakers.in_role([_forms(word) for word in words], limit=_MOST_IN_ROLE) if words else ()


def _forms(word: str) -> list[tuple[str, str]]:
    """Where the words stand that are the same as this one (`is_same_word`), as ranges."""
    same = [word, _SHORT.get(word, word), *(short for short, title in _SHORT.items() if title == word)]
    shorter = [word[:-cut] for cut in (1, 2) if len(word) - cut >= _LONG]
    longer = [(word, f"{word}zz")] if len(word) >= _LONG else []
    return [*((one, one) for one in dict.fromkeys([*same, *shorter])), *longer]


def _in_role(asked: list[str], entries: Iterable[SpeakerEntry]) -> list[SpeakerEntry]:
    wanted = [word for word in asked if word not in STOP_WORDS]
    return [
        entry
        for entry in entries
        if wanted
        and any(
            _tells_role(printed, wanted, entry.name)
            for printed in (*(role.words for role in entry.roles), *entry.mentions)
        )
    ]


def _tells_role(printed: str, wanted: list[str], name: str) -> bool:
    """True where `printed` has all the words of a role and, besides the name, no others: the spokesman of
    the minister, or the former minister, is not the minister."""
    words = [word for word in fold_words(printed) if word not in STOP_WORDS]
    own = set(fold_words(name))
    asked_for = all(any(is_same_word(word, other) for other in words) for word in wanted)
    return asked_for and all(
        word in own or any(is_same_word(word, other) for other in wanted) for word in words
    )


def is_same_word(one: str, other: str) -> bool:
    """The same word, or a country and its adjective: "russia" and "russian", "germany" and "german"."""
    short, long = sorted((_SHORT.get(one, one), _SHORT.get(other, other)), key=len)
    return short == long or (len(short) >= _LONG and len(long) - len(short) <= 2 and long.startswith(short))
