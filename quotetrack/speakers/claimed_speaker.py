"""Tells whether a printing is by the speaker whom somebody names: theirs, another's, or not told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from quotetrack.errors import UsageError
from quotetrack.records import Printed, Speaker
from quotetrack.speakers.asked_name import fold_name
from quotetrack.speakers.directory import Searchable
from quotetrack.speakers.grouping import NameLookup
from quotetrack.speakers.lookup import find_speaker
from quotetrack.speakers.names import may_be_one, names_of, person_name
from quotetrack.speakers.roles import is_title
from quotetrack.text.folding import fold_words
from quotetrack.text.surroundings import find_paragraph_break, find_paragraphs, statement_spans

Whose = Literal["theirs", "another", "unnamed", "open", "unknown"]
"""`unnamed`: a source that is not named, and that nothing shows to be somebody else; `open`: a surname that may be
theirs; `unknown`: nobody is settled on."""

_LONGEST = 300
"""Code points of a name that are read."""
_AROUND = 60
"""Code points on either side of a mention in which the words asked for may go on."""
_BESIDE = 300
"""Code points before a paragraph in which the body may be named that an office belongs to."""
_ARTICLES = frozenset(("the", "a", "an"))
_GOES_ON = re.compile(r"[-\w]{0,40}(?:\s[A-Z][\w.’'-]{0,40}){0,4}")
"""The rest of a word with a hyphen, and the name behind it."""
_JOINT = re.compile(r"\s+(?:of|for|at)\s+(?:the\s+)?", re.IGNORECASE)
_COMPLEMENT = re.compile(r"\s(?:of|for|from|in|at|with|who|that)\s|,", re.IGNORECASE)
"""What stands behind the head of a description."""
_FOR_ONE = ("anonymous", "person", "unknown")
"""Kinds of speakers who may be one person that is named elsewhere."""


@dataclass(frozen=True, slots=True)
class ClaimedSpeaker:
    """The speaker as asked for: the look-up of everybody in a store who may be meant, their ids and names."""

    lookup: NameLookup
    ids: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()

    @property
    def asked(self) -> str:
        """The name as it was given."""
        return self.lookup.asked

    @property
    def name(self) -> str:
        """What to call them: the name printed if there is one bearer only, else the name as it was given."""
        return self.lookup.bearers[0].name if len(self.lookup.bearers) == 1 else self.asked

    def whose(self, printed: Printed, id: str | None) -> Whose:
        """Tell whether a printing, by the speaker with this `id` in the store, is theirs."""
        speaker = printed.statement.attribution.speaker
        if speaker is None:
            return "unknown"
        if (id is not None and id in self.ids) or self.is_called_so(printed) or self._holds_office(printed):
            return "theirs"
        if speaker.kind == "document":
            return "open"
        if speaker.name is None:
            return self._of_unnamed(speaker, printed)
        names = names_of(speaker.name)
        if not {fold_name(name) for name in self.names}.isdisjoint(map(fold_name, names)):
            return "theirs"
        alike = [person_name(name) for name in names if speaker.kind in _FOR_ONE and self._may_be(name)]
        if any(not name.is_bare for name in alike):
            return "theirs"  # another form of the given name: Bob and Robert
        return "open" if alike else "another"

    def is_called_so(self, printed: Printed) -> bool:
        """Return whether the article calls whoever says it what was asked: "a Romney campaign aide"."""
        asked = _telling(self.asked)
        for mention in printed.statement.attribution.mention:
            own = _telling(mention.of(printed.article.text))
            is_short = (
                len(asked) < 2
            )  # "the president" is whoever the article calls so, and nobody's president
            if not own or not asked:
                continue
            text, end = printed.article.text, mention.end
            if (
                text[end : end + 1] == "-"
            ):  # "the group co|-founder Ana Lima": the name stands behind the hyphen
                end = _GOES_ON.match(text, end).end()  # type: ignore[union-attr]
                own = _telling(text[mention.start : end])
            before = _telling(text[max(0, mention.start - _AROUND) : mention.start])
            words = [*before, *own, *_telling(text[end : end + _AROUND])]
            head = len(before) + (len(own) - 1 if end > mention.end else _head_of(mention.of(text)))
            places = range(max(0, head - len(asked) + 1), head + 1)
            is_there = any(words[at : at + len(asked)] == asked for at in places)
            if (is_there and (not is_short or (asked == own and is_title(asked[0])))) or self._is_surname(
                own, text
            ):
                return True
        return False

    def _is_surname(self, mention: Sequence[str], text: str) -> bool:
        """Return whether a mention begins with the surname asked for, in an article that has the whole name."""
        for name in (self.asked, *self.names):
            whole = _telling(name)
            is_name = len(whole) > 1 and person_name(name).surname == whole[-1] == mention[0]
            if is_name and f" {' '.join(whole)} " in f" {' '.join(_telling(text))} ":
                return True
        return False

    def _holds_office(self, printed: Printed) -> bool:
        """Return whether the speaker's role is the office asked for, and the body it belongs to stands beside."""
        office, _, body = _JOINT.sub("\t", self.asked, count=1).partition("\t")
        head, of = _telling(office), _telling(body)
        attribution, text = printed.statement.attribution, printed.article.text
        role = attribution.speaker.role if attribution.speaker else None
        if not head or not of or role is None or not set(head) <= set(fold_words(role)):
            return False
        spans = find_paragraphs(text, statement_spans(printed.statement), find_paragraph_break(text))
        beside = [
            word for span in spans for word in fold_words(text[max(0, span.start - _BESIDE) : span.end])
        ]
        return set(of) <= set(beside)

    def _of_unnamed(self, speaker: Speaker, printed: Printed) -> Whose:
        """A source that an article does not name is nobody whom it names elsewhere."""
        if speaker.kind not in _FOR_ONE:
            return "another"
        surnames = {word for name in self.names for word in fold_name(name)[-1:]}
        return "unnamed" if surnames.isdisjoint(fold_words(printed.article.text)) else "another"

    def _may_be(self, name: str) -> bool:
        other = person_name(name)
        return any(own.surname and may_be_one(own, other) for own in map(person_name, self.names))


def _telling(words: str) -> list[str]:
    return [word for word in fold_words(words) if word not in _ARTICLES]


def _head_of(mention: str) -> int:
    """Return the place of the word that a description is about among its telling ones: "an aide to the mayor"."""
    end = _COMPLEMENT.search(mention.strip())
    return max(0, len(_telling(mention.strip()[: end.start()] if end else mention)) - 1)


def find_claimed_speaker(asked: str, store: Searchable) -> ClaimedSpeaker:
    """Return who is meant by a name, a title or a role; by names joined by "; " any of them. UsageError for one without
    words."""
    cut = asked[:_LONGEST].strip()
    lookups = [find_speaker(name, store) for name in names_of(cut) if fold_words(name)]
    if not lookups:
        raise UsageError(f"{asked!r} names no speaker: give a name or a role")
    lookup = lookups[0]
    if len(lookups) > 1:
        lookup = NameLookup(cut, tuple(bearer for each in lookups for bearer in each.bearers))
    printed = [name for bearer in lookup.bearers for name in bearer.names]
    own = [each.asked for each in lookups if not each.is_respelled]
    ids = frozenset(entry.id for bearer in lookup.bearers for entry in bearer.entries)
    return ClaimedSpeaker(lookup, ids, tuple(dict.fromkeys([*printed, *own])))
