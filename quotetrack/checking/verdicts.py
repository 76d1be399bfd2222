"""What the printings of some words come to: the verdict, and those that it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from quotetrack.checking.assessment import Assessed, are_apart, is_printed_negated
from quotetrack.comparison.alignment import CheckedWords
from quotetrack.records.check import Turn, Verdict
from quotetrack.speakers.claimed_speaker import ClaimedSpeaker
from quotetrack.text.folding import fold_words
from quotetrack.text.quotation_marks import pair_marks
from quotetrack.text.surroundings import find_paragraph_break, find_paragraphs, statement_spans

Ruling = tuple[Verdict, list[Assessed]]
"""A verdict, and the printings that it rests on, the best first."""


@dataclass(frozen=True, slots=True)
class VerdictSettings:
    """What makes a verdict. Rerun `benchmarks/check_altered.py` before changing one."""

    # Altered words of this score are clearly somebody's.
    clear: float = 0.75
    # By so much less alike, one's own altered words still count beside another's.
    less: float = 0.1
    # How alike altered words must be to be shown beside such as are not altered.
    beside: float = 0.6
    # A speaker who is less sure than this is not settled on.
    sure: float = 0.5


SETTINGS = VerdictSettings()
_PRONOUNS = frozenset(("he", "she", "they", "who"))
_BESIDE = 800
"""Code points before a paragraph in which somebody may be named whom a pronoun in it means."""


@dataclass(frozen=True, slots=True)
class VerdictJudge:
    """Decides by all printings that were assessed; `turn_of` tells why words say something else where one of them has
    them."""

    asked: CheckedWords
    speaker: ClaimedSpeaker | None
    assessed: Sequence[Assessed]
    turn_of: Callable[[Assessed], Turn | None]

    def decide(self) -> Ruling:
        """Return the verdict by what is like the words; "not_found" with what is like them and does not count."""
        quoted, told, denied = (self.of(bearing, "theirs") for bearing in ("quoted", "told", "denied"))
        others = [
            each
            for each in self.of("quoted", "another")
            if each.fit.kind != "altered" or each.score >= SETTINGS.clear
        ]
        rest = self.of("quoted", "unnamed", "open", "unknown")
        best, other = next(iter(quoted), None), next(iter(others), None)
        everything = [*quoted, *denied, *told, *others, *rest]
        if best is not None and best.fit.is_verbatim:
            return self._verbatim([each for each in quoted if each.fit.is_verbatim], near_enough(everything))
        if relayed := [each for each in others if each.fit.is_verbatim and self.is_relayed(each)]:
            return ("exact" if relayed[0].fit.kind == "exact" else "cut"), [*relayed, *near_enough(rest)]
        if self._is_denied(told):
            return "denied", [*told, *others]
        if denied and (best is None or _outweighs(denied[0], best, self.asked)):
            return "denied", everything
        if best is not None and (other is None or _counts(best, other)):
            return "altered", everything
        if told and (other is None or told[0].score >= SETTINGS.clear):
            return self._told(told), everything
        if other is not None:
            return "other_speaker", everything
        if printed := [each for each in rest if each.fit.is_verbatim or each.score >= SETTINGS.clear]:
            return "unattributed", [*printed, *near_enough(self.assessed)]
        return "not_found", [*self._not_said(rest)]

    def of(self, bearing: str, *whose: str) -> list[Assessed]:
        """Return the printings of this bearing, by these or by all, the best first."""
        return ranked(
            each for each in self.assessed if each.bearing == bearing and (not whose or each.whose in whose)
        )

    def _verbatim(self, quoted: list[Assessed], shown: list[Assessed]) -> Ruling:
        """Return the verdict on words that the speaker is quoted with as they are: one printing that keeps what the
        sentence says is enough."""
        turned = [each for each in quoted if self.turn_of(each)]
        fair = [each for each in quoted if each not in turned]
        settled = [each for each in fair if self._is_settled(each)]
        if settled:
            return ("exact" if settled[0].fit.kind == "exact" else "cut"), _first(settled, shown)
        if fair:
            return "unattributed", _first(fair, shown)
        relays = any(_stands_in_marks(each) for each in turned)
        is_second_hand = self.speaker is not None and relays and self._ground(turned[0]) == "another's"
        return ("second_hand" if is_second_hand else "reversed"), _first(turned, shown)

    def _ground(self, each: Assessed) -> str | None:
        turn = self.turn_of(each)
        return turn.ground if turn else None

    def _is_settled(self, each: Assessed) -> bool:
        """Return whether somebody is known well enough to have said it: not where it is only asked, or where the
        speaker is a guess."""
        attribution = each.printed.statement.attribution
        if attribution.speaker is None:
            return False
        if attribution.stance == "asked" and each.printed.statement.quote.kind != "direct":
            return False
        is_confirmed = each.printed.review is not None and each.printed.review.status in (
            "confirmed",
            "corrected",
        )
        is_sure = is_confirmed or attribution.confidence >= SETTINGS.sure
        return self.speaker is None or is_sure or self.speaker.is_called_so(each.printed)

    def is_relayed(self, each: Assessed) -> bool:
        """Return whether somebody else gives the words as those of the speaker who is asked about: by name, or by a
        pronoun where the text beside names nobody else of that name."""
        turn = self.turn_of(each)
        if self.speaker is None or turn is None or turn.by is None or turn.ground != "another's":
            return False
        text, surnames = (
            each.printed.article.text,
            {fold_words(name)[-1] for name in self.speaker.names if fold_words(name)},
        )
        by = fold_words(turn.by.of(text))
        if not surnames.isdisjoint(by):
            return True
        if not by or by[-1] not in _PRONOUNS:
            return False
        breaks = find_paragraph_break(text)
        beside = find_paragraphs(text, statement_spans(each.printed.statement), breaks)
        near = fold_words(" ".join(text[max(0, span.start - _BESIDE) : span.end] for span in beside))
        return not surnames.isdisjoint(near)

    def _is_denied(self, told: list[Assessed]) -> bool:
        """Return whether the best of what a reporter tells is the opposite: something negates it in its sentence."""
        return bool(told) and not self.asked.is_negated and self._ground(told[0]) == "negated"

    def _told(self, told: list[Assessed]) -> Verdict:
        """Return what it comes to that a reporter tells words like these."""
        return "reversed" if self._ground(told[0]) in ("conditional", "asked", "wished") else "paraphrase"

    def _not_said(self, rest: Iterable[Assessed]) -> Iterator[Assessed]:
        """Yield words like these, not told as said by whoever is wanted: a reader must not take them for unheard of."""
        yield from (each for each in rest if each.fit.kind != "altered" or each.score >= SETTINGS.beside)
        yield from ranked(
            each
            for each in near_enough(self.assessed)
            if each.whose == "another" or (each.whose == "theirs" and each.bearing == "none")
        )


def ranked(printings: Iterable[Assessed]) -> list[Assessed]:
    """Return them, the best first."""
    return sorted(printings, key=lambda each: each.rank)


def near_enough(bearing: Iterable[Assessed]) -> list[Assessed]:
    """Return those that are worth showing beside words that are printed as they are."""
    return [each for each in bearing if each.fit.is_verbatim or each.score >= SETTINGS.beside]


def _first(deciding: list[Assessed], others: Iterable[Assessed]) -> list[Assessed]:
    return [*deciding, *(each for each in others if each not in deciding)]


def _stands_in_marks(each: Assessed) -> bool:
    """Return whether the words stand in marks inside the quotation: somebody else's words, quoted by the speaker."""
    quote, text = each.printed.statement.quote, each.printed.article.text
    if quote.kind != "direct" or not each.fit.spans:
        return False
    first, last = each.fit.spans[0].start, each.fit.spans[-1].end
    inner = (pair.inner for pair in pair_marks(text, quote.content))
    return any(span.start <= first and last <= span.end for span in inner)


def _counts(own: Assessed, other: Assessed) -> bool:
    """Return whether altered words of the one who is asked about count beside another's: they are hardly less alike, or
    another stretch of what was joined."""
    is_near = own.score >= SETTINGS.clear or own.score + SETTINGS.less >= other.score
    return is_near or are_apart(own, other)


def _outweighs(denied: Assessed, quoted: Assessed, asked: CheckedWords) -> bool:
    """Return whether a denial says more than altered words do: it is nearer, or the altered words are its own,
    turned."""
    return denied.score > quoted.score or asked.is_negated != is_printed_negated(quoted.printed)
