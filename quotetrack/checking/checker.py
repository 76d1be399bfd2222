"""The walk from words to a verdict: who is meant, which printings are like the words, what they come to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from quotetrack.checking.assessment import Weighed, is_negated, manner, nearest, weigh
from quotetrack.checking.explanations import why
from quotetrack.checking.retrieval import as_typed, by_phrases, by_words
from quotetrack.comparison.alignment import Asked, fit
from quotetrack.comparison.diff import compare
from quotetrack.comparison.tokens import in_marks
from quotetrack.errors import UsageError
from quotetrack.records import Article, Comparison, Printed, Span, Statement
from quotetrack.records.check import Check, Match, MatchKind, Verdict
from quotetrack.speakers.claimed_speaker import Claimed, claimed
from quotetrack.store import Store

LONGEST = 200_000
"""Code points of words that are checked; what is longer is no quotation."""
MOST = 20
"""Printings that are shown."""
_CLEAR = 0.75
"""Altered words are so clearly somebody's."""
_NEARLY = 0.8
"""Altered words are so like what is printed that nothing is looked for by single words."""
_LESS = 0.1
_BESIDE = 0.6
"""How alike altered words must be to be shown beside such as are not altered."""
_ALIKE = 0.4
"""How probable it must be that other words tell the same. Of the pairs in `bench/linking`, which the scorer was trained
on, 98 of a hundred above it do."""
_SCORED = 6
"""Printings that are scored so: those that have most of the words."""
_SOME, _TYPED = 8, 30
"""Printings that are laid beside the words, where they have but a part of them; and beside a few misspelt words."""
_COMPARED = 6
"""Of long words so many printings are compared."""
_LONG = 150
_MATTERS = 12
"""Printings whose claims are looked up."""


def check(store: Store, words: str, speaker: str | None = None) -> Check:
    """Whether `speaker`, or without one anybody, said these words, by what the store has. UsageError for words that are
    none or far too many, and for a speaker without a name."""
    if len(words) > LONGEST:
        raise UsageError(
            f"{len(words):,} characters to check, {LONGEST:,} at most: check one quotation at a time"
        )
    asked = Asked(words)
    if not asked.tokens:
        raise UsageError("there are no words to check: give the words of a quotation")
    return _Checking(store, asked, None if speaker is None else claimed(speaker, store)).run()


def checked_words(article: Article, statement: Statement) -> str:
    """The speaker's own words of a quotation, to be checked: the pieces of a direct one run on, as what interrupts them
    is the reporter's; those of another stand apart."""
    pieces = [span.of(article.text) for span in in_marks(Printed(article=article, statement=statement))]
    return (" " if statement.quote.kind == "direct" else " … ").join(pieces)


@dataclass
class _Checking:
    """One check."""

    store: Store
    asked: Asked
    speaker: Claimed | None
    weighed: dict[int, Weighed] = field(default_factory=dict)

    def run(self) -> Check:
        """Look no further than is needed, then tell."""
        words, people = self.asked.words, self.speaker.ids if self.speaker else ()
        self._take(by_phrases(self.store, words))
        if not self._is_settled("theirs"):
            if not self._is_settled():
                self._take(by_words(self.store, words))
            if people and not any(
                one.whose == "theirs" and one.bearing != "none" for one in self.weighed.values()
            ):
                self._take(by_words(self.store, words, sorted(people)))
        if all(one.bearing == "none" for one in self.weighed.values()):
            self._take(as_typed(self.store, words), most=_TYPED)
        verdict, bearing = self._verdict()
        if verdict == "not_found" and (alike := self._alike()):
            verdict, bearing = alike
        told = why(verdict, bearing, self.asked, self.speaker, self.store)
        name = self.speaker.name if self.speaker else None
        return Check(words=words, speaker=name, verdict=verdict, why=told, matches=self._matches(bearing))

    def _take(self, found: dict[int, Printed], most: int = _SOME) -> None:
        new = {row: printed for row, printed in found.items() if row not in self.weighed}
        ids = self.store.speakers_of(list(new)) if self.speaker else {}
        self.weighed |= {one.row: one for one in weigh(self.asked, new, ids, self.speaker, most=most)}

    def _is_settled(self, *whose: str) -> bool:
        """Whether the words stand in marks as they are or nearly so, by these: what else has a sequence of them was
        found with it."""
        return any(
            one.fit.how in ("exact", "cut") or one.score >= _NEARLY for one in self._of("quoted", *whose)
        )

    def _of(self, bearing: str, *whose: str) -> list[Weighed]:
        chosen = [
            o for o in self.weighed.values() if o.bearing == bearing and (not whose or o.whose in whose)
        ]
        return sorted(chosen, key=lambda one: one.rank)

    def _verdict(self) -> tuple[Verdict, list[Weighed]]:
        quoted, told, denied = (self._of(b, "theirs") for b in ("quoted", "told", "denied"))
        others = [o for o in self._of("quoted", "another") if o.fit.how != "altered" or o.score >= _CLEAR]
        rest = self._of("quoted", "unnamed", "open", "unknown")
        best, other = nearest(quoted), nearest(others)
        everything = [*quoted, *denied, *told, *others, *rest]
        if best is not None and best.fit.how in ("exact", "cut"):
            return ("exact" if best.fit.how == "exact" else "cut"), _near(everything)
        if denied and (best is None or _outweighs(denied, best, self.asked)):
            return "denied", everything
        if best is not None and (other is None or _counts(best, other)):
            return "altered", everything
        if told and (other is None or told[0].score >= _CLEAR):
            return "paraphrase", everything
        if other is not None:
            return "other_speaker", everything
        return "not_found", [
            *(o for o in rest if o.fit.how != "altered" or o.score >= _BESIDE),
            *self._unsaid(),
        ]

    def _unsaid(self) -> list[Weighed]:
        """What has words like these and does not tell that whoever is wanted said them: a reader must see it, so as not
        to take them for unheard of."""
        like = [
            o
            for o in self.weighed.values()
            if o.score >= _BESIDE
            and o.fit.how != "other words"
            and (o.whose == "another" or (o.whose == "theirs" and o.bearing == "none"))
        ]
        return sorted(like, key=lambda one: one.rank)

    def _alike(self) -> tuple[Verdict, list[Weighed]] | None:
        """What tells the same in other words, as the scorer of links sees it."""
        from quotetrack.checking.paraphrase import chances_alike

        likely = [
            o
            for o in self.weighed.values()
            if o.whose == "theirs" and manner(o.printed) in ("said", "denied")
        ]
        likely = sorted(likely, key=lambda one: -one.like)[:_SCORED]
        chances = chances_alike(
            self.asked.words, [one.printed for one in likely], is_theirs=self.speaker is not None
        )
        near = [
            replace(one, fit=replace(one.fit, score=round(min(chance, 1.0), 4)))
            for one, chance in zip(likely, chances, strict=True)
            if chance >= _ALIKE and is_negated(one.printed) == self.asked.is_negated
        ]
        if not near:
            return None
        near.sort(key=lambda one: -one.score)
        return ("denied" if manner(near[0].printed) == "denied" else "paraphrase"), near

    # What is shown

    def _matches(self, bearing: Sequence[Weighed]) -> tuple[Match, ...]:
        shown = list({one.row: one for one in bearing}.values())[:MOST]
        rows = [one.row for one in shown]
        claims = self.store.printings(rows[:_MATTERS])
        beside = dict.fromkeys(row for row in rows for row in claims.get(row, ()) if row not in set(rows))
        whole = self.store.fetch([*rows, *list(beside)[: MOST - len(rows)]])
        matches = [self._match(whole[one.row], one) for one in shown if one.row in whole]
        matches += [self._mate(whole[row]) for row in beside if row in whole]
        if len(self.asked.tokens) > _LONG:
            best = sorted(matches, key=lambda one: -one.score)[:_COMPARED]
            matches = [one if one in best else replace(one, differs=None) for one in matches]
        return tuple(sorted(matches, key=_when))

    def _match(self, printed: Printed, one: Weighed) -> Match:
        how: MatchKind = "alike" if one.fit.how == "other words" else one.fit.how
        return Match(
            printed=printed,
            score=one.score,
            how=how,
            differs=self._differs(printed, how),
            notes=one.fit.notes,
        )

    def _mate(self, printed: Printed) -> Match:
        """Another printing of the claim."""
        found = fit(self.asked, printed)
        how: MatchKind = "same claim" if found.how == "other words" else found.how
        return Match(
            printed=printed,
            score=found.score,
            how=how,
            differs=self._differs(printed, how),
            notes=found.notes,
        )

    def _differs(self, printed: Printed, how: MatchKind) -> Comparison | None:
        if how in ("exact", "alike", "same claim"):
            return None
        quote = printed.statement.quote
        spans = (in_marks(printed) if how != "told" else ()) or quote.proposition or quote.content
        words = self.asked.words
        return compare(printed.article.text, spans, words, (Span(0, len(words)),))


def _near(bearing: Iterable[Weighed]) -> list[Weighed]:
    """Those that are worth showing beside words that are printed as they are."""
    return [o for o in bearing if o.fit.how in ("exact", "cut") or o.score >= _BESIDE]


def _counts(own: Weighed, other: Weighed) -> bool:
    """Whether altered words of the one who is asked about count beside another's: they are hardly less alike, or
    another stretch of what was joined."""
    a, b = own.fit.found, other.fit.found
    return own.score >= _CLEAR or own.score + _LESS >= other.score or a[1] <= b[0] or b[1] <= a[0]


def _outweighs(denied: Sequence[Weighed], quoted: Weighed, asked: Asked) -> bool:
    """Whether a denial says more than altered words do: it is nearer, or the altered words are its own, turned."""
    return denied[0].score > quoted.score or asked.is_negated != is_negated(quoted.printed)


def _when(match: Match) -> tuple[bool, str, float, str]:
    article = match.printed.article
    return article.published is None, article.published or "", -match.score, article.id
