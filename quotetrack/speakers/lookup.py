"""Who is meant by a name or a role: the speakers of a store that bear it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from quotetrack.records import SpeakerEntry
from quotetrack.speakers.directory import Searchable
from quotetrack.speakers.grouping import BODIES, Found, SpeakerGroup, grouped, is_called, ordered, parts_of
from quotetrack.speakers.names import PersonName, may_be_one, person_name
from quotetrack.speakers.near_names import is_close, near_names
from quotetrack.speakers.roles import find_in_role, is_same_word, speaking_for, spokespeople, with_words
from quotetrack.text.folding import fold_words

_MOST_COMPARED = 5000
"""A name misspelt is looked for among so many who speak most."""
_ADDRESS = frozenset("mr mrs ms miss dr sir dame lord lady".split())
"""What stands before a name and is no part of it."""
_PRINTS = frozenset(
    "editorial editorials editors board newspaper paper magazine website article story report".split()
)
"""What an outlet says it in."""


def find_speaker(asked: str, store: Searchable) -> Found:
    """Who is meant by a name, a title and a name ("Mayor Roberts"), a role, or a name misspelt, in this order; of a
    body its spokespeople too."""
    first, _, rest = asked.partition(" ")
    if rest and first.lower().strip(".") in _ADDRESS:
        return replace(find_speaker(rest, store), asked=asked)
    found = _outlet_behind(asked, store) or find_named(asked, store)
    is_respelled = bool(found) and not any(
        set(words) >= {*fold_words(asked)} - _PRINTS for words in _all_names(found)
    )
    if is_respelled or any(
        is_called(entry, fold_words(asked)) or entry.kind in BODIES for one in found for entry in one.entries
    ):
        found = _with_suffixed(asked, found, store)
        return Found(asked, ordered(_with_spokespeople(asked, found, store)), is_respelled=is_respelled)
    found = find_titled(asked, store) or find_in_role(asked, store) or found or speaking_for(asked, store)
    if found:
        return Found(asked, ordered(found))
    near = near_names(asked, store.speakers.names_quoted(_MOST_COMPARED))
    close = [name for name in near if is_close(asked, name)]
    if len(close) == 1:
        return Found(asked, ordered(find_named(close[0], store)), is_respelled=True)
    return Found(asked, near=near)


def _all_names(found: Iterable[SpeakerGroup]) -> Iterator[list[str]]:
    return (fold_words(name) for one in found for name in one.names)


def _outlet_behind(asked: str, store: Searchable) -> list[SpeakerGroup]:
    """The outlet whose "editorial" or "newspaper" is asked about, where it is quoted."""
    words = fold_words(asked)
    while len(words) > 1 and words[-1] in _PRINTS:
        words.pop()
    if len(words) == len(fold_words(asked)):
        return []
    found = find_named(" ".join(words), store)
    return [one for one in found if all(entry.kind in BODIES for entry in one.entries)][:1]


def find_titled(asked: str, store: Searchable) -> list[SpeakerGroup]:
    """The speakers named by the last words of what was asked, with a role or mention that has those before."""
    words = fold_words(asked)
    for start in range(1, len(words)):
        title = words[:start]
        found = find_named(" ".join(words[start:]), store)
        fitting = [one for one in found if any(_bears(entry, title) for entry in one.entries)]
        if fitting:
            return fitting
    return []


def _bears(entry: SpeakerEntry, title: Sequence[str]) -> bool:
    printed = (*(role.words for role in entry.roles), *entry.mentions)
    return any(
        all(any(is_same_word(word, other) for other in fold_words(one)) for word in title) for one in printed
    )


def _with_spokespeople(asked: str, found: list[SpeakerGroup], store: Searchable) -> list[SpeakerGroup]:
    """A body with those who speak for it; persons as they are."""
    bodies = [one for one in found if all(entry.kind in BODIES for entry in one.entries)]
    if len(found) != 1 or not bodies:
        return found
    speaking = spokespeople(asked, with_words(asked, store))
    return [SpeakerGroup((*bodies[0].entries, *(entry for one in speaking for entry in one.entries)))]


def _with_suffixed(asked: str, found: list[SpeakerGroup], store: Searchable) -> list[SpeakerGroup]:
    """A person with the entries that print a suffix too, or leave it out, where both have held the same office: Joe
    Lima and Joseph R. Lima Jr., each a vice president, but not a father and his son."""
    name = person_name(asked)
    if len(found) != 1 or name.is_bare or not name.surname:
        return found
    offices = {role.words.casefold() for entry in found[0].entries for role in entry.roles}
    others = [
        entry
        for entry in store.speakers.named(fold_words(asked)[-1] if not name.suffix else fold_words(asked)[-2])
        if entry not in found[0].entries and offices & {role.words.casefold() for role in entry.roles}
    ]
    same = [entry for entry in others if _differs_in_suffix(name, person_name(entry.name))]
    return [SpeakerGroup((*found[0].entries, *same))]


def _differs_in_suffix(one: PersonName, other: PersonName) -> bool:
    return (
        one.suffix != other.suffix
        and not other.is_bare
        and may_be_one(one, replace(other, suffix=one.suffix))
    )


def find_named(asked: str, store: Searchable) -> list[SpeakerGroup]:
    """The speakers with this name: one item for each person or body that cannot be another."""
    words = fold_words(asked)
    found = grouped([part for entry in store.speakers.named(asked) for part in parts_of(entry, words)], words)
    return found if found or len(words) < 2 else _named_otherwise(asked, words[-1], store)


def _named_otherwise(asked: str, surname: str, store: Searchable) -> list[SpeakerGroup]:
    """The persons of this surname whose given name is another form of the one asked about: Bob and Robert."""
    wanted = person_name(asked)
    fitting = [
        entry
        for entry in store.speakers.named(surname)
        if entry.kind == "person"
        and any(not (name := person_name(one)).is_bare and may_be_one(wanted, name) for one in entry.names)
    ]
    return grouped(fitting, [surname])
