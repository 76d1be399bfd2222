"""The walk that settles who is who in a store: names that are one bearer's, then short names by the articles they
stand in. It goes over what is new and what that touches; with `anew`, over everything, and comes to the same."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from quotetrack.errors import NotFound, UsageError
from quotetrack.records import SpeakerDecision
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
from quotetrack.speakers.names import name_words
from quotetrack.store.speakers import SHORT, NameRow, PeopleWork, Use
from quotetrack.text.word_frequency import word_ranks

NEAR = 60
"""Days between an article that prints only a surname and one that names its bearer in full."""
_LOOKED_AT = 3
"""Articles of a bearer, those nearest in time, that are looked at for the same subject."""
_SHARED = 3
"""Names and rare words with a capital that both articles must have, besides the bearer's."""
_COMMON = 3000
"""Words more frequent than about this many others are no names of a subject."""
_MOST_BEARERS = 40
"""Where more may be meant by a short name, it means nobody."""
_CAPITAL = re.compile(r"\b[A-Z][^\W\d_]{2,}")


def settle(work: PeopleWork, *, anew: bool = False) -> None:
    """Bring up to date whose names are one, and whom short names mean, for what is new or with `anew` for all."""
    last_speaker, last_quote = (0, 0) if anew else work.last_seen()
    if anew:
        work.clear_keys()
    decisions = decisions_of(work.decisions())
    new = work.names_after(last_speaker)
    work.keep_keys((row.id, key) for row in new for key in sorted(_all_keys(row)))
    touched = _regroup(work, new, decisions)
    _settle_short(work, touched, work.speakers_of(last_quote), decisions)
    work.seen()


def decide(work: PeopleWork, decision: SpeakerDecision) -> None:
    """Note a decision and bring up to date what it touches. NotFound for a name that nobody bears; of an alias only the
    second must be borne, the first may come later. UsageError where both names are the same."""
    settle(work)
    if folded(decision.name) == folded(decision.other) or not folded(decision.name):
        raise UsageError(
            f"{decision.name!r} and {decision.other!r} are the same but for case and accents: name two"
        )
    both = (decision.name, decision.other)
    rows = {name: work.named([f"name {folded(name)}"]) for name in both}
    for name in both[decision.what == "alias" :]:
        if not rows[name]:
            raise NotFound(f"no speaker is named {name!r}: `quotetrack speakers` lists the names")
    work.note(decision)
    decisions = decisions_of(work.decisions())
    touched = _regroup(work, [row for found in rows.values() for row in found], decisions)
    _settle_short(work, touched, [], decisions)


def decisions_of(made: Sequence[SpeakerDecision]) -> Decisions:
    """The latest decision of each pair of names."""
    latest: dict[frozenset[str], bool] = {}
    for one in made:
        latest[frozenset((folded(one.name), folded(one.other)))] = one.what != "split"
    return Decisions(
        frozenset(pair for pair, same in latest.items() if same),
        frozenset(pair for pair, same in latest.items() if not same),
    )


def _name(row: NameRow) -> Name:
    return Name(row.id, row.name, row.kind)


def _all_keys(row: NameRow) -> frozenset[str]:
    name = _name(row)
    return keys_of(name) | called_keys_of(name) | frozenset(f"{SHORT}{key}" for key in short_keys_of(name))


def _regroup(work: PeopleWork, rows: Sequence[NameRow], decisions: Decisions) -> list[NameRow]:
    """Settle anew the names that hang together with these; they and all whose bearer has changed."""
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
    asked = [*touched, *work.names(speaking)]
    keys = {key for row in asked for key in called_keys_of(_name(row)) | short_keys_of(_name(row))}
    shorts = work.named(f"{SHORT}{key}" for key in keys)
    leaders = {row.id: row.name for row in work.names(short.person for short in shorts)}
    for short in shorts:
        # The same name under another kind is as short; any other name of its bearer is one that somebody decided on.
        is_decided = folded(leaders[short.person]) != folded(short.name)
        _settle_one(work, short, decisions, is_decided=is_decided)


def _settle_one(work: PeopleWork, short: NameRow, decisions: Decisions, *, is_decided: bool) -> None:
    own = _name(short)
    rows = [] if is_decided else work.named(short_keys_of(own))
    full = [row for row in rows if may_be_short_for(own, _name(row))]
    if not is_short(own):
        # "State Department" is no short form of "Empire State Department" where that is printed less often.
        times = work.times([short.id, *(row.id for row in full)])
        full = [row for row in full if times.get(row.id, 0) >= times.get(short.id, 0)]
    bearers: dict[int, list[NameRow]] = defaultdict(list)
    for row in full:
        if decisions.of(short.name, row.name) is not False:
            bearers[row.person].append(row)
    uses = work.uses(short.id, only_taken=not bearers)
    taken: dict[int, tuple[int, str | None]] = {}
    if bearers and len(bearers) <= _MOST_BEARERS:
        taken = _Settler(work, bearers).settle(uses)
    wanted = ((use, *taken.get(use.quote, (short.person, None))) for use in uses)
    work.take_for(
        (use.quote, person, because)
        for use, person, because in wanted
        if (person, because or "") != (use.person, use.because)
    )


class _Settler:
    """Settles the uses of one short name among those it may mean."""

    def __init__(self, work: PeopleWork, bearers: dict[int, list[NameRow]]) -> None:
        self._work = work
        roles = work.roles_of([row.id for rows in bearers.values() for row in rows])
        self._bearers = [
            Bearer(person, sum((roles.get(row.id, Counter()) for row in rows), Counter()))
            for person, rows in sorted(bearers.items())
        ]
        self._rows = bearers
        self._days: list[tuple[int, str]] | None = None
        self._own = {word for rows in bearers.values() for row in rows for word in name_words(row.name)}
        self._capitals = lru_cache(maxsize=64)(lambda revision: _capitals(work.text_of(revision)))

    def settle(self, uses: Sequence[Use]) -> dict[int, tuple[int, str | None]]:
        """By quote whom it is taken for, and why; those that nothing settles are left out."""
        out: dict[int, tuple[int, str | None]] = {}
        by_article: dict[int, list[Use]] = defaultdict(list)
        for use in uses:
            by_article[use.revision].append(use)
        for article in by_article.values():
            roles = {use.role for use in article if use.role}
            found = {one.id for role in roles if (one := by_role(role, self._bearers)) is not None}
            if len(found) == 1:
                out |= {use.quote: (next(iter(found)), "role") for use in article}
            elif not found and len(self._bearers) == 1:
                sole = self._bearers[0]
                if not any(contradicts_role(role, sole) for role in roles) and self._is_near(article[0]):
                    out |= {use.quote: (sole.id, "near") for use in article}
        return out

    def _is_near(self, use: Use) -> bool:
        """True where an article near in time, with names in common, quotes the only bearer under the full name."""
        day = _day(use.published)
        if day is None:
            return False
        if self._days is None:
            self._days = self._work.articles_of([row.id for rows in self._rows.values() for row in rows])
        days = self._days
        earliest = bisect_left(days, (day - timedelta(NEAR)).isoformat(), key=lambda one: one[1])
        latest = bisect_left(days, (day + timedelta(NEAR + 1)).isoformat(), key=lambda one: one[1])
        nearest = sorted(
            days[earliest:latest], key=lambda one: (abs(((_day(one[1]) or day) - day).days), one[0])
        )[:_LOOKED_AT]
        own = self._capitals(use.revision) - self._own
        return any(len(own & self._capitals(revision)) >= _SHARED for revision, _ in nearest)


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _capitals(text: str) -> frozenset[str]:
    """The words of a text that are printed with a capital and are rare: its names."""
    ranks = word_ranks()
    found = {word.casefold() for word in _CAPITAL.findall(text[:20_000])}
    return frozenset(word for word in found if ranks.get(word, _COMMON) >= _COMMON)
