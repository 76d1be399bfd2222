"""The walk that settles who is who in a store: names that are one bearer's, then short names by the articles they
stand in. It goes over what is new and what that touches; with `anew` over everything, and comes to the same."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from operator import itemgetter

from quotetrack.errors import NotFound, UsageError
from quotetrack.linking.same_story import SameStory, has_name, published_day
from quotetrack.records import SpeakerDecision
from quotetrack.review.taken_back import taking_back, those_standing
from quotetrack.speakers.identity import (
    Bearer,
    Decisions,
    Name,
    by_role,
    called_keys_of,
    contradicts_role,
    folded,
    identities,
    is_short,
    keys_of,
    may_be_short_for,
    short_keys_of,
)
from quotetrack.speakers.names import may_be_misread, name_words
from quotetrack.store.speakers import SHORT_NAME, NameRow, PeopleWork, Use
from quotetrack.text.calendar import shift_day
from quotetrack.text.word_frequency import word_ranks

_RULES = "2"
"""The rules by which names are taken together: with another number a store is settled anew."""
_CAPITAL = re.compile(r"\b[A-Z][^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class SettlingSettings:
    """When a short name is taken for somebody's. Run `quotetrack evaluate` on the set of speakers before changing
    one."""

    # Days between an article that prints only a surname and one that names its bearer in full.
    near: int = 60
    # Articles of a bearer, those nearest in time, that are looked at for the same subject.
    articles: int = 3
    # Names and rare words with a capital that both articles must have, besides the bearer's.
    shared: int = 3
    # Code points of an article that are read for them.
    read: int = 20_000
    # Words more frequent than about this many others are no names of a subject.
    common: int = 3000
    # If more may be meant by a short name, it means nobody.
    bearers: int = 40


SETTINGS = SettlingSettings()


def settle_speakers(work: PeopleWork, *, anew: bool = False) -> None:
    """Bring up to date whose names are one, and whom short names mean, for what is new or with `anew` for all."""
    anew = anew or not work.is_settled_by(_RULES)
    if anew:
        work.clear_keys()
    decisions = decisions_of(work.decisions())
    new = work.every_name() if anew else work.new_names()
    work.keep_keys((row.id, key) for row in new for key in sorted(_all_keys(row)))
    touched = _regroup(work, new, decisions)
    _settle_short(work, touched, work.new_speakers(), decisions)
    work.seen(_RULES)


def are_settled(work: PeopleWork) -> bool:
    """Return True if whoever is settled was settled by the rules of this version."""
    return work.is_settled_by(_RULES)


def decide(work: PeopleWork, decision: SpeakerDecision) -> SpeakerDecision:
    """Note a decision and bring up to date what it touches; return it with its number.

    NotFound for a name that nobody bears; of an alias only the second must be borne, the first may come later.
    UsageError if both names are the same."""
    settle_speakers(work)
    both = (decision.name, decision.other)
    if folded(decision.name) in ("", folded(decision.other)):
        raise UsageError(
            f"{decision.name!r} and {decision.other!r} are the same but for case and accents: name two"
        )
    rows = {name: work.named([f"name {folded(name)}"]) for name in both}
    for name in both[decision.what == "alias" :]:
        if not rows[name]:
            raise NotFound(f"no speaker is named {name!r}: `quotetrack speakers` lists the names")
    (noted,) = work.note([decision])
    _settle_again(work, both)
    return noted


def take_back(work: PeopleWork, numbers: Sequence[int], *, by: str, at: str) -> list[SpeakerDecision]:
    """Take back the decisions of these numbers, or the latest that stands, and bring up to date what that touches;
    return the decisions that say so. NotFound if there is none, or one does not stand."""
    settle_speakers(work)
    every = work.decisions()
    wanted = numbers or [one.number for one in those_standing(every)[-1:]]
    back = taking_back(every, wanted, by=by, at=at, log="quotetrack speakers decisions")
    noted = work.note([replace(one, why=None) for one in back])
    if not noted:
        raise NotFound("there is no decision on names to take back")
    _settle_again(work, {name for one in noted for name in (one.name, one.other)})
    return noted


def _settle_again(work: PeopleWork, names: Iterable[str]) -> None:
    """Settle anew what hangs together with these names, of which something was decided."""
    decisions = decisions_of(work.decisions())
    rows = work.named(sorted({f"name {folded(name)}" for name in names}))
    _settle_short(work, _regroup(work, rows, decisions), [], decisions)


def decisions_of(decisions: Sequence[SpeakerDecision]) -> Decisions:
    """Return the latest decision of each pair of names that nobody has taken back."""
    latest = {
        frozenset((folded(d.name), folded(d.other))): d.what != "split" for d in those_standing(decisions)
    }
    return Decisions(
        frozenset(pair for pair, is_one in latest.items() if is_one),
        frozenset(pair for pair, is_one in latest.items() if not is_one),
    )


def _name(row: NameRow) -> Name:
    return Name(row.id, row.name, row.kind)


def _all_keys(row: NameRow) -> frozenset[str]:
    name = _name(row)
    return (
        keys_of(name) | called_keys_of(name) | frozenset(f"{SHORT_NAME}{key}" for key in short_keys_of(name))
    )


def _regroup(work: PeopleWork, rows: Sequence[NameRow], decisions: Decisions) -> list[NameRow]:
    """Settle anew the names that hang together with these; return them and all whose bearer has changed."""
    known: dict[int, NameRow] = {}
    asked: set[str] = set()
    edge = list(rows)
    while edge:
        known |= {row.id: row for row in edge}
        keys = {key for row in edge for key in _merging_keys(row, decisions)} - asked
        asked |= keys
        edge = [row for row in work.named(keys) if row.id not in known]
    if not known:
        return []
    settled = identities([_name(row) for row in known.values()], decisions)
    changed = {id: person for id, person in settled.items() if person != known[id].person}
    work.set_persons(changed)
    return work.names({*changed, *(row.id for row in rows)})


def _merging_keys(row: NameRow, decisions: Decisions) -> frozenset[str]:
    own = folded(row.name)
    decided = {name for pair in (*decisions.one, *decisions.apart) if own in pair for name in pair}
    return keys_of(_name(row)) | {f"name {name}" for name in decided}


def _settle_short(
    work: PeopleWork,
    touched: Sequence[NameRow],
    speaking: Sequence[int],
    decisions: Decisions,
) -> None:
    """Settle the short names that these, or new quotations of these speakers, may mean."""
    asked = map(_name, [*touched, *work.names(speaking)])
    keys = {key for name in asked for key in called_keys_of(name) | short_keys_of(name)}
    shorts = work.named(f"{SHORT_NAME}{key}" for key in keys)
    leaders = {row.id: row.name for row in work.names(short.person for short in shorts)}
    for short in shorts:
        # The same name under another kind is as short; any other name of its bearer is one that somebody decided on.
        is_decided = folded(leaders[short.person]) != folded(short.name)
        _settle_name(work, short, decisions, is_decided=is_decided)


def _settle_name(work: PeopleWork, short: NameRow, decisions: Decisions, *, is_decided: bool) -> None:
    """Settle whom each use of a short name means."""
    own = _name(short)
    rows = [] if is_decided else work.named(short_keys_of(own))
    full = [row for row in rows if may_be_short_for(own, _name(row))]
    if not is_short(own):
        # "State Department" is no short form of "Empire State Department" if that is printed less often.
        times = work.times([short.id, *(row.id for row in full)])
        full = [row for row in full if times.get(row.id, 0) >= times.get(short.id, 0)]
    bearers: dict[int, list[NameRow]] = defaultdict(list)
    for row in full:
        if decisions.of(short.name, row.name) is not False:
            bearers[row.person].append(row)
    uses = work.uses(short.id, only_taken=not bearers)
    is_told = 0 < len(bearers) <= SETTINGS.bearers
    taken = _taken_for(work, own, bearers, uses) if is_told else {}
    misread = _misread(work, bearers) if is_told and is_short(own) else {}
    if misread:
        rest = {person: names for person, names in bearers.items() if person not in misread}
        apart = {*chain.from_iterable(misread.values())}
        taken |= _taken_for(work, own, rest, [use for use in uses if use.revision not in apart])
    wanted = ((use, *taken.get(use.quote, (short.person, None))) for use in uses)
    work.take_for(
        (use.quote, person, because)
        for use, person, because in wanted
        if (person, because or "") != (use.person, use.because)
    )


def _misread(work: PeopleWork, bearers: dict[int, list[NameRow]]) -> dict[int, list[int]]:
    """Map the bearers whose only name may be a misreading to the articles that print it: those name the one who is
    quoted far more in full, and the other name once."""
    times = work.times(row.id for own in bearers.values() for row in own)
    quoted = {person: sum(times.get(row.id, 0) for row in own) for person, own in bearers.items()}
    usual = max(quoted, key=lambda person: (quoted[person], person))
    names = [row.name for row in bearers[usual]]
    out: dict[int, list[int]] = {}
    for person, own in bearers.items():
        if may_be_misread(own[0].name, quoted[person], quoted[usual]):
            articles = work.revisions_of(person)
            texts = [work.text_of(revision) for revision in articles]
            if all(has_name(text, names) and text.count(own[0].name) == 1 for text in texts):
                out[person] = articles
    return out


def _taken_for(
    work: PeopleWork, short: Name, bearers: dict[int, list[NameRow]], uses: Sequence[Use]
) -> dict[int, tuple[int, str | None]]:
    """Return by quote whom a short name is taken for, and why; quotes that nothing settles are left out."""
    rows = [row for own in bearers.values() for row in own]
    roles = work.roles_of([row.id for row in rows])
    meant = [
        Bearer(person, sum((roles.get(row.id, Counter()) for row in own), Counter()))
        for person, own in sorted(bearers.items())
    ]
    near = _NearArticles(work, rows)
    story = SameStory(work, short.name, bearers) if is_short(short) else None
    out: dict[int, tuple[int, str | None]] = {}
    by_article: dict[int, list[Use]] = defaultdict(list)
    for use in uses:
        by_article[use.revision].append(use)
    for article in by_article.values():
        printed = {use.role for use in article if use.role}
        fitting = {bearer.id for role in printed if (bearer := by_role(role, meant)) is not None}
        because = "role"
        if not fitting:
            open_to = {one.id for one in meant if not any(contradicts_role(role, one) for role in printed)}
            is_near = len(meant) == 1 and open_to and near.name_bearer(article[0])
            in_story = story.bearer(article[0]) if story and open_to and not is_near else None
            fitting, because = (open_to, "near") if is_near else (open_to & {in_story}, "story")
        if len(fitting) == 1:
            out |= {use.quote: (next(iter(fitting)), because) for use in article}
    return out


class _NearArticles:
    """The articles that quote a bearer under a full name, looked at only if they are asked for."""

    def __init__(self, work: PeopleWork, rows: Sequence[NameRow]) -> None:
        self._own = {word for row in rows for word in name_words(row.name)}
        self._days = lru_cache(maxsize=1)(lambda: work.articles_of([row.id for row in rows]))
        self._capitals = lru_cache(maxsize=64)(lambda revision: _capitals(work.text_of(revision)))

    def name_bearer(self, use: Use) -> bool:
        """Return whether an article near in time has enough names in common with that of this use."""
        day = published_day(use.published)
        if day is None:
            return False
        first, last = (shift_day(day, days) for days in (-SETTINGS.near, SETTINGS.near + 1))
        days = self._days()
        start, end = (bisect_left(days, edge.isoformat(), key=itemgetter(1)) for edge in (first, last))
        nearest = sorted(
            days[start:end], key=lambda each: (abs(((published_day(each[1]) or day) - day).days), each[0])
        )
        own = self._capitals(use.revision) - self._own
        return any(
            len(own & self._capitals(revision)) >= SETTINGS.shared
            for revision, _ in nearest[: SETTINGS.articles]
        )


def _capitals(text: str) -> frozenset[str]:
    """Return the words of a text that are printed with a capital and are rare: its names."""
    words = {word.casefold() for word in _CAPITAL.findall(text[: SETTINGS.read])}
    return frozenset(word for word in words if word_ranks().get(word, SETTINGS.common) >= SETTINGS.common)
