"""The walk from words to a verdict: who is meant, which printings are like the words, what they come to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from quotetrack.checking.assessment import Assessed, are_apart, assess, is_printed_negated, manner
from quotetrack.checking.explanations import explain
from quotetrack.checking.retrieval import as_typed, by_phrases, by_words
from quotetrack.comparison.alignment import CheckedWords, Fit, fit_printing, read_words
from quotetrack.comparison.diff import compare_words
from quotetrack.comparison.tokens import in_marks
from quotetrack.errors import UsageError
from quotetrack.records import Article, Comparison, Printed, Span, Statement
from quotetrack.records.check import Check, Form, Match, MatchKind, Verdict
from quotetrack.speakers.claimed_speaker import ClaimedSpeaker, find_claimed_speaker
from quotetrack.store import Store


@dataclass(frozen=True, slots=True)
class CheckerSettings:
    """What makes a verdict. Rerun `benchmarks/check_altered.py` before changing one, `check_speed.py` for a number of
    printings."""

    # Code points of words that are checked; what is longer is no quotation.
    longest: int = 200_000
    # Printings that are shown.
    shown: int = 20
    # Altered words of this score are clearly somebody's.
    clear: float = 0.75
    # Altered words of this score are so like what is printed that nothing is looked for by single words.
    nearly: float = 0.8
    # By so much less alike, one's own altered words still count beside another's.
    less: float = 0.1
    # How alike altered words must be to be shown beside such as are not altered.
    beside: float = 0.6
    # How probable it must be that other words tell the same. Of the pairs in `bench/linking`, which the
    # scorer was trained on, 98 of a hundred above it do.
    same_sense: float = 0.4
    # Printings that are scored so: those that have most of the words.
    scored: int = 6
    # Printings that are laid beside the words, if they have but a part of them.
    assessed: int = 8
    # The same beside a few misspelt words.
    assessed_as_typed: int = 30
    # Words from which on only the best printings are compared word by word.
    long: int = 150
    # Printings that are compared with long words.
    compared: int = 6
    # Printings whose claims are looked up.
    with_claims: int = 12


SETTINGS = CheckerSettings()


def check(store: Store, words: str, speaker: str | None = None, *, form: Form = "marks") -> Check:
    """Return whether `speaker`, or without one anybody, said these words, by what the store has; `form` is how they are
    given.

    UsageError for words that are none or far too many, and for a speaker without a name."""
    if len(words) > SETTINGS.longest:
        raise UsageError(
            f"{len(words):,} characters to check, {SETTINGS.longest:,} at most: check one quotation at a time"
        )
    asked = read_words(words)
    if not asked.tokens:
        raise UsageError("there are no words to check: give the words of a quotation")
    claimed = None if speaker is None else find_claimed_speaker(speaker, store)
    return _Checking(store, asked, claimed, form).run()


def checked_words(article: Article, statement: Statement) -> str:
    """Return the speaker's own words of a quotation, to be checked. The pieces of a direct one run on, as what
    interrupts them is the reporter's; those of another stand apart."""
    pieces = [span.of(article.text) for span in in_marks(Printed(article=article, statement=statement))]
    return (" " if statement.quote.kind == "direct" else " … ").join(pieces)


@dataclass
class _Checking:
    """One check."""

    store: Store
    asked: CheckedWords
    speaker: ClaimedSpeaker | None
    form: Form = "marks"
    assessed: dict[int, Assessed] = field(default_factory=dict)

    def run(self) -> Check:
        """Look no further than is needed, then tell."""
        words, people = self.asked.words, sorted(self.speaker.ids) if self.speaker else []
        self._take(by_phrases(self.store, words))
        if not self._is_settled("theirs"):
            if not self._is_settled():
                self._take(by_words(self.store, words))
            if people and not any(
                each.whose == "theirs" and each.bearing != "none" for each in self.assessed.values()
            ):
                self._take(by_words(self.store, words, people))
        if all(each.bearing == "none" for each in self.assessed.values()):
            self._take(as_typed(self.store, words), most=SETTINGS.assessed_as_typed)
        verdict, bearing = self._verdict()
        if verdict == "not_found" and (paraphrased := self._paraphrased()):
            verdict, bearing = paraphrased
        why = explain(verdict, bearing, self.asked, self.speaker, self.store)
        name = self.speaker.name if self.speaker else None
        matches = self._matches(bearing)
        return Check(words=words, speaker=name, verdict=verdict, why=why, matches=matches, form=self.form)

    def _take(self, found: dict[int, Printed], most: int = SETTINGS.assessed) -> None:
        new = {row: printed for row, printed in found.items() if row not in self.assessed}
        ids = self.store.speakers.ids_of(list(new)) if self.speaker else {}
        self.assessed |= {each.row: each for each in assess(self.asked, new, ids, self.speaker, most=most)}

    def _is_settled(self, *whose: str) -> bool:
        """Return whether the words stand in marks as they are or nearly so, by these: what else has a sequence of them
        was found with it."""
        quoted = self._of("quoted", *whose)
        return any(each.fit.is_verbatim or each.score >= SETTINGS.nearly for each in quoted)

    def _of(self, bearing: str, *whose: str) -> list[Assessed]:
        """Return the printings of this bearing, by these or by all, the best first."""
        return _ranked(
            each
            for each in self.assessed.values()
            if each.bearing == bearing and (not whose or each.whose in whose)
        )

    def _verdict(self) -> tuple[Verdict, list[Assessed]]:
        """Return the verdict by what is like the words, and the printings that it rests on."""
        quoted, told, denied = (self._of(bearing, "theirs") for bearing in ("quoted", "told", "denied"))
        others = [
            each
            for each in self._of("quoted", "another")
            if each.fit.kind != "altered" or each.score >= SETTINGS.clear
        ]
        rest = self._of("quoted", "unnamed", "open", "unknown")
        best, other = next(iter(quoted), None), next(iter(others), None)
        everything = [*quoted, *denied, *told, *others, *rest]
        if best is not None and best.fit.is_verbatim:
            return ("exact" if best.fit.kind == "exact" else "cut"), _worth_showing(everything)
        if denied and (best is None or _outweighs(denied[0], best, self.asked)):
            return "denied", everything
        if best is not None and (other is None or _counts(best, other)):
            return "altered", everything
        if told and (other is None or told[0].score >= SETTINGS.clear):
            return "paraphrase", everything
        if other is not None:
            return "other_speaker", everything
        # Words like these, not told as said by whoever is wanted: a reader must not take them for unheard of.
        unsaid = (
            each
            for each in _worth_showing(self.assessed.values())
            if each.whose == "another" or (each.whose == "theirs" and each.bearing == "none")
        )
        return "not_found", [
            *(each for each in rest if each.fit.kind != "altered" or each.score >= SETTINGS.beside),
            *_ranked(unsaid),
        ]

    def _paraphrased(self) -> tuple[Verdict, list[Assessed]] | None:
        """Return what tells the same in other words, as the scorer of links sees it; None if nothing does."""
        from quotetrack.checking.paraphrase import chances_alike

        theirs = [
            each
            for each in self.assessed.values()
            if each.whose == "theirs" and manner(each.printed) in ("said", "denied")
        ]
        likely = sorted(theirs, key=lambda each: -each.share)[: SETTINGS.scored]
        printed = [each.printed for each in likely]
        chances = chances_alike(self.asked.words, printed, is_theirs=self.speaker is not None)
        near = [
            replace(each, fit=replace(each.fit, score=round(min(chance, 1.0), 4)))
            for each, chance in zip(likely, chances, strict=True)
            if chance >= SETTINGS.same_sense and is_printed_negated(each.printed) == self.asked.is_negated
        ]
        if not near:
            return None
        near.sort(key=lambda each: -each.score)
        return ("denied" if manner(near[0].printed) == "denied" else "paraphrase"), near

    # What is shown

    def _matches(self, bearing: Sequence[Assessed]) -> tuple[Match, ...]:
        """Return the printings that bear on the verdict, and others of their claims, by day of publication."""
        shown = {each.row: each for each in bearing}
        rows = list(shown)[: SETTINGS.shown]
        claims = self.store.claims.printings(rows[: SETTINGS.with_claims])
        mates = dict.fromkeys(row for own in rows for row in claims.get(own, ()) if row not in set(rows))
        whole = self.store.statements.fetch([*rows, *list(mates)[: SETTINGS.shown - len(rows)]])
        matches = [self._match(whole[row], shown[row].fit, "alike") for row in rows if row in whole]
        matches += (
            self._match(whole[row], fit_printing(self.asked, whole[row]), "same claim")
            for row in mates
            if row in whole
        )
        if len(self.asked.tokens) > SETTINGS.long:
            best = sorted(matches, key=lambda match: -match.score)[: SETTINGS.compared]
            matches = [match if match in best else replace(match, differs=None) for match in matches]
        return tuple(sorted(matches, key=_when))

    def _match(self, printed: Printed, fit: Fit, otherwise: MatchKind) -> Match:
        """Return the match of a printing; it is called `otherwise` if its words are other ones."""
        how: MatchKind = otherwise if fit.kind == "other words" else fit.kind
        return Match(
            printed=printed, score=fit.score, how=how, differs=self._differs(printed, how), notes=fit.notes
        )

    def _differs(self, printed: Printed, how: MatchKind) -> Comparison | None:
        if how in ("exact", "alike", "same claim"):
            return None
        quote = printed.statement.quote
        spans = (in_marks(printed) if how != "told" else ()) or quote.proposition or quote.content
        words = self.asked.words
        return compare_words(printed.article.text, spans, words, (Span(0, len(words)),))


def _ranked(printings: Iterable[Assessed]) -> list[Assessed]:
    return sorted(printings, key=lambda each: each.rank)


def _worth_showing(bearing: Iterable[Assessed]) -> list[Assessed]:
    """Return those that are worth showing beside words that are printed as they are."""
    return [each for each in bearing if each.fit.is_verbatim or each.score >= SETTINGS.beside]


def _counts(own: Assessed, other: Assessed) -> bool:
    """Return whether altered words of the one who is asked about count beside another's: they are hardly less alike, or
    another stretch of what was joined."""
    is_near = own.score >= SETTINGS.clear or own.score + SETTINGS.less >= other.score
    return is_near or are_apart(own, other)


def _outweighs(denied: Assessed, quoted: Assessed, asked: CheckedWords) -> bool:
    """Return whether a denial says more than altered words do: it is nearer, or the altered words are its own,
    turned."""
    return denied.score > quoted.score or asked.is_negated != is_printed_negated(quoted.printed)


def _when(match: Match) -> tuple[bool, str, float, str]:
    article = match.printed.article
    return article.published is None, article.published or "", -match.score, article.id
