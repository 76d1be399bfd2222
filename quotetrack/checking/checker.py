"""The walk from words to a verdict: who is meant, which printings are like the words, what they come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from quotetrack.checking.assessment import Assessed, assess, is_printed_negated, manner
from quotetrack.checking.earlier_texts import (
    EarlierText,
    TextHistory,
    has_every_word,
    is_nowhere,
    passages_of,
)
from quotetrack.checking.explanations import Found, explain
from quotetrack.checking.passages import find_in_texts
from quotetrack.checking.retrieval import as_typed, by_phrases, by_words
from quotetrack.checking.verdicts import VerdictJudge
from quotetrack.checking.whole_sentences import turn_of_words
from quotetrack.comparison.alignment import CheckedWords, Fit, fit_printing, read_words
from quotetrack.comparison.diff import compare_words
from quotetrack.comparison.tokens import in_marks
from quotetrack.errors import UsageError
from quotetrack.records import Article, Comparison, Printed, Span, Statement
from quotetrack.records.check import Check, Form, Match, MatchKind, Passage, Turn, Verdict
from quotetrack.speakers.claimed_speaker import ClaimedSpeaker, find_claimed_speaker
from quotetrack.store import Store
from quotetrack.text.stemming import stem
from quotetrack.text.surroundings import find_paragraph_break, find_paragraphs


@dataclass(frozen=True, slots=True)
class CheckerSettings:
    """What makes a verdict. Rerun `benchmarks/check_altered.py` before changing one, `check_speed.py` for a number of
    printings."""

    # Code points of words that are checked; what is longer is no quotation.
    longest: int = 200_000
    # How alike a claim without marks must be to the speaker's own words to report them.
    reported: float = 0.75
    # Printings that are shown.
    shown: int = 20
    # Altered words of this score are so like what is printed that nothing is looked for by single words.
    nearly: float = 0.8
    # How probable it must be that other words tell the same. Of the pairs in `bench/linking`, which the
    # scorer was trained on, 98 of a hundred above .4 do; of claims of drafts one of two between .4 and .5 is false.
    same_sense: float = 0.5
    # The same for what is denied.
    same_denied: float = 0.4
    # The part of the words, by weight and in any form, that a denial must have.
    denied_share: float = 0.5
    # The part of the words, by weight and in any form, of which the opposite is told: "did not approve it".
    same_words: float = 0.7
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


def _with_withdrawal(checked: Check) -> Check:
    """Return a verdict that says so if what it rests on is printed in an article that its agency has withdrawn."""
    deciding = checked.deciding or next(iter(checked.passages), None)
    if deciding is None or not deciding.article.is_withdrawn:
        return checked
    told = "The agency that sent this article has withdrawn it"
    note = deciding.article.wire.note if deciding.article.wire is not None else None
    return replace(checked, why=f"{checked.why} {told}{f': “{note}”' if note else ''}.")


@dataclass
class _Checking:
    """One check."""

    store: Store
    asked: CheckedWords
    speaker: ClaimedSpeaker | None
    form: Form = "marks"
    assessed: dict[int, Assessed] = field(default_factory=dict)
    turns: dict[int, Turn | None] = field(default_factory=dict)

    def run(self) -> Check:
        """Return the verdict by current texts, with what became of the printings it rests on; if none of those texts
        has the words, the verdict by the earlier ones that had them."""
        checked, history = self._by_current_texts(), TextHistory(self.store, self.asked)
        if is_nowhere(checked) and (earlier := history.earlier()):
            checked = self._by_earlier_texts(checked, history, earlier)
        return _with_withdrawal(replace(checked, matches=history.with_corrections(checked.matches)))

    def _by_earlier_texts(
        self, checked: Check, history: TextHistory, earlier: Sequence[EarlierText]
    ) -> Check:
        """Return the verdict by earlier texts, what is good in them being altered by today's; or the one there is, if
        it tells more."""
        own = replace(self, speaker=self._as_printed_then(), assessed={}, turns={})
        for text, _ in earlier:
            own._take(history.statements(text))
        verdict, found = own._judge().decide()
        bearing = [each for each in found if has_every_word(each.fit)]
        passages = () if bearing else tuple(passages_of(earlier, self.asked))
        if not bearing:
            verdict = "unattributed"
        elif verdict in ("exact", "cut", "paraphrase"):
            verdict = "altered"
        if not (bearing or passages) or (verdict != "altered" and checked.verdict != "not_found"):
            return checked
        became = {text.article.key: correction for text, correction in earlier}
        matches = tuple(
            replace(match, is_earlier=True, correction=became[match.printed.article.key])
            for match in own._matches(bearing)
        )
        key = matches[0].printed.article.key if matches else passages[0].article.key
        since = Found(verdict, bearing, own.turns, passages, since=became[key].says)
        why = explain(since, self.asked, self.speaker, self.store)
        return replace(
            checked, verdict=verdict, why=why, matches=(*matches, *checked.matches), passages=passages
        )

    def _as_printed_then(self) -> ClaimedSpeaker | None:
        """Return the speaker as asked for; of whom nothing current is printed, the name as it was given."""
        speaker = self.speaker
        return speaker and replace(speaker, names=speaker.names or (speaker.asked,))

    def _by_current_texts(self) -> Check:
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
        verdict, bearing = self._judge().decide()
        passages = self._passages(verdict, bearing)
        if passages:
            verdict = "unattributed"
        elif verdict == "not_found" and (paraphrased := self._paraphrased()):
            verdict, bearing = paraphrased
        elif verdict == "altered" and self._is_report_of(bearing[0]):
            verdict = "paraphrase"
        found = Found(verdict, bearing, self.turns, passages)
        why = explain(found, self.asked, self.speaker, self.store)
        name = self.speaker.name if self.speaker else None
        matches = self._matches(bearing)
        return Check(
            words=words,
            speaker=name,
            verdict=verdict,
            why=why,
            matches=matches,
            form=self.form,
            passages=passages,
        )

    def _take(self, found: dict[int, Printed], most: int = SETTINGS.assessed) -> None:
        new = {row: printed for row, printed in found.items() if row not in self.assessed}
        ids = self.store.speakers.ids_of(list(new)) if self.speaker else {}
        ids |= self._makers(new)
        self.assessed |= {each.row: each for each in assess(self.asked, new, ids, self.speaker, most=most)}

    def _makers(self, found: dict[int, Printed]) -> dict[int, str]:
        """Return, for what a letter or another document says, the one asked about if another printing of the same
        utterance is theirs."""
        documents = [row for row, printed in found.items() if _is_by_document(printed)]
        if not documents or self.speaker is None:
            return {}
        claims = self.store.claims.printings(documents)
        mates = self.store.speakers.ids_of([mate for rows in claims.values() for mate in rows])
        theirs = ((row, mates.get(mate)) for row, rows in claims.items() for mate in rows)
        return {row: id for row, id in theirs if id in self.speaker.ids}

    def _is_settled(self, *whose: str) -> bool:
        """Return whether the words stand in marks as they are or nearly so, by these: what else has a sequence of them
        was found with it."""
        quoted = self._judge().of("quoted", *whose)
        return any(each.fit.is_verbatim or each.score >= SETTINGS.nearly for each in quoted)

    def _passages(self, verdict: Verdict, bearing: Sequence[Assessed]) -> tuple[Passage, ...]:
        """Return where the words stand in stored texts, if no quotation has them as they are."""
        if self.form != "marks" or verdict not in ("not_found", "other_speaker"):
            return ()
        nearest = max((each.score for each in bearing if each.bearing == "quoted"), default=0.0)
        if verdict == "other_speaker" and nearest >= SETTINGS.nearly:
            return ()  # clearly somebody's words, with an error or two
        least = 1.0 if verdict == "other_speaker" else 0.0
        return tuple(passage for passage in find_in_texts(self.store, self.asked) if passage.score >= least)

    def _is_report_of(self, best: Assessed) -> bool:
        """Return whether a claim without marks reports what is printed in marks, without another sense: "she said the
        bridge was safe"."""
        if self.form != "indirect":
            return False
        whole = self.store.statements.fetch([best.row]).get(best.row)
        differs = self._differs(whole, "altered") if whole is not None else None
        if differs is None or differs.warnings:
            return False
        is_fair = all(change.fair for change in differs.changes if change.kind != "kept" and change.b)
        return is_fair or best.score >= SETTINGS.reported

    def _judge(self) -> VerdictJudge:
        return VerdictJudge(self.asked, self.speaker, list(self.assessed.values()), self._turn)

    def _turn(self, each: Assessed) -> Turn | None:
        """Return why the words say something else where a printing has them; None if they do not."""
        if each.row not in self.turns:
            self.turns[each.row] = self._find_turn(each)
        return self.turns[each.row]

    def _find_turn(self, each: Assessed) -> Turn | None:
        fit, quote = each.fit, each.printed.statement.quote
        is_whole = fit.kind == "exact" and quote.kind == "direct"
        if is_whole or fit.kind == "altered" or not fit.spans:
            return None
        is_reported = quote.kind != "direct"
        return turn_of_words(
            each.printed.article.text,
            self._paragraphs(each) if is_reported else quote.content,
            fit.spans,
            cue=quote.cue if is_reported else (),
            is_asked=self.asked.words.rstrip("\"”’' ").endswith("?"),
            is_reported=is_reported,
            stems=frozenset(map(stem, self.asked.keys)) if fit.kind == "told" else frozenset(),
        )

    @staticmethod
    def _paragraphs(each: Assessed) -> list[Span]:
        """Return the paragraphs in which the words stand."""
        text = each.printed.article.text
        found = find_paragraphs(text, each.fit.spans, find_paragraph_break(text))
        return [Span(span.start, min(span.end, len(text))) for span in found]

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
        alike = [
            replace(each, fit=replace(each.fit, score=round(min(chance, 1.0), 4)))
            for each, chance in zip(likely, chances, strict=True)
            if chance >= SETTINGS.same_denied
            or (each.share >= SETTINGS.same_words and self.speaker is not None)
        ]
        alike.sort(key=lambda each: -each.score)
        near = [each for each in alike if is_printed_negated(each.printed) == self.asked.is_negated]
        if near and manner(near[0].printed) == "denied" and near[0].share >= SETTINGS.denied_share:
            return "denied", near
        if near and near[0].score >= SETTINGS.same_sense:
            return "paraphrase", near
        opposite = [each for each in alike if each not in near and each.share >= SETTINGS.denied_share]
        return ("denied", opposite) if opposite else None

    # What is shown

    def _matches(self, bearing: Sequence[Assessed]) -> tuple[Match, ...]:
        """Return the printings that bear on the verdict, and others of their claims, by day of publication."""
        shown = {each.row: each for each in bearing}
        rows = list(shown)[: SETTINGS.shown]
        claims = self.store.claims.printings(rows[: SETTINGS.with_claims])
        mates = dict.fromkeys(row for own in rows for row in claims.get(own, ()) if row not in set(rows))
        whole = self.store.statements.fetch([*rows, *list(mates)[: SETTINGS.shown - len(rows)]])
        matches = [
            replace(
                self._match(whole[row], shown[row].fit, "alike"),
                turn=self.turns.get(row),
                via=self._relayer(shown[row]),
            )
            for row in rows
            if row in whole
        ]
        matches += (
            self._match(whole[row], fit_printing(self.asked, whole[row]), "same claim")
            for row in mates
            if row in whole
        )
        if len(self.asked.tokens) > SETTINGS.long:
            best = sorted(matches, key=lambda match: -match.score)[: SETTINGS.compared]
            matches = [match if match in best else replace(match, differs=None) for match in matches]
        return tuple(sorted(matches, key=_when))

    def _relayer(self, each: Assessed) -> str | None:
        """Return who relays the words of the one asked about; None if nobody does."""
        is_relayed = each.whose == "another" and each.fit.is_verbatim and self._judge().is_relayed(each)
        return each.printed.statement.attribution.speaker_name if is_relayed else None

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


def _is_by_document(printed: Printed) -> bool:
    speaker = printed.statement.attribution.speaker
    return speaker is not None and speaker.kind == "document"


def _when(match: Match) -> tuple[bool, str, float, str]:
    article = match.printed.article
    return article.published is None, article.published or "", -match.score, article.id
