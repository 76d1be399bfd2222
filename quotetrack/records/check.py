"""What a check comes to."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal, get_args

from quotetrack.records.article import Article, JsonObject, span_list
from quotetrack.records.claim import Comparison
from quotetrack.records.span import Span
from quotetrack.records.stored import Printed

Verdict = (
    Literal["exact", "cut", "reversed", "altered", "paraphrase"]
    | Literal["other_speaker", "second_hand", "denied", "unattributed", "not_found"]
)
"""`exact`: all words of a printing and no other. `cut`: a part of them, or parts that an honest ellipsis joins, that
keeps the meaning. `reversed`: a part from which what governs it was cut off, so that it says something else. `altered`:
the same words with differences, or words that an article had and has no more. `paraphrase`: reported, but not as the
speaker's words in marks. `other_speaker`: printed as somebody else's words only. `second_hand`: the speaker only relays
them. `denied`: the speaker denied it, or never said it by what is printed, and is nowhere quoted with it.
`unattributed`: printed, but nobody is settled on as the speaker, or in the reporter's own words. `not_found`: nothing
like it."""

VERDICTS: tuple[Verdict, ...] = (
    *("exact", "cut", "reversed", "altered", "paraphrase"),
    *("other_speaker", "second_hand", "denied", "unattributed", "not_found"),
)

GRAVITY: tuple[Verdict, ...] = (
    *("reversed", "denied", "other_speaker", "altered", "second_hand"),
    *("paraphrase", "unattributed", "not_found", "cut", "exact"),
)
"""The verdicts by how much harm is done if the words are printed so, the worst first."""

Form = Literal["marks", "indirect"]
"""How words are given that are checked. `marks`: as the speaker's own, in quotation marks. `indirect`: as what was
said, in the words of whoever reports it."""

MatchKind = Literal["exact", "cut", "altered", "told", "alike", "same claim"]
"""How the words fit one printing. `told`: in the reporter's words, not in marks. `alike`: the same in other words.
`same claim`: another printing of an utterance that they fit."""


TurnGround = Literal["negated", "conditional", "another's", "wished", "asked"]
"""Why a part says something else than the whole: what was cut off denies or doubts it, sets it under a condition, gives
it to somebody else, wishes or imagines it, or asks it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Why words say something else alone than where they stand.

    Attributes:
        ground: negated, conditional, another's, wished or asked.
        governing: Where the words stand that turn them, in text order.
        sentence: The whole sentence.
        by: Where those stand whom the words are given to, for what is another's; None if nobody is named.

    Example:
        >>> print(collection.check("The bridge will open on Monday").matches[0].turn)
        None
    """

    ground: TurnGround
    governing: tuple[Span, ...]
    sentence: Span
    by: Span | None = None


CorrectionKind = Literal["corrected", "withdrawn"]
"""What became of the words of an earlier text of an article. `corrected`: the current text has them otherwise, or as
somebody else's. `withdrawn`: it has nothing like them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """How an article had some words before it was corrected, and how it has them now.

    Attributes:
        kind: corrected or withdrawn.
        says: All of it in a sentence or two, for a reader.
        before: The words in the earlier text.
        after: The words in the current text; None if it has nothing like them.
        speaker_before: The name of whoever the earlier text gives the words to; None if it names nobody.
        speaker_after: The same of the current text.
        seen: The last day, "YYYY-MM-DD", on which the earlier text was fetched, else the day it was stored; None if
            neither is known.
        changed: The same day of the first text without the earlier words.
        archive_url: Where a copy of the earlier text is kept; None if it was not given.

    Example:
        >>> print(collection.check("The bridge will open on Monday").matches[0].correction)
        None
    """

    kind: CorrectionKind
    says: str
    before: str
    after: str | None = None
    speaker_before: str | None = None
    speaker_after: str | None = None
    seen: str | None = None
    changed: str | None = None
    archive_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A printing that bears on a verdict.

    Attributes:
        printed: The printing.
        score: How alike its words and those checked are, 0 to 1.
        how: How the words fit it: exact, cut, altered, told, alike or "same claim".
        differs: Word by word how those checked differ from it; None if no word does, or none is the same.
        notes: What a reader should know.
        turn: Why the words checked say something else than the whole sentence; None if they do not.
        via: Who is printed as saying them, if that only relays the words of the one asked about; None for nobody.
        correction: How the article had the words before, or has them now; None if it has always had them so.
        is_earlier: Whether it stands in an earlier text of the article only, and the current one has it no more.

    Example:
        >>> match = collection.check("The bridge will open on Tuesday").matches[0]
        >>> match.how, match.differs.verdict
        ('altered', '1 word altered')
    """

    printed: Printed
    score: float
    how: MatchKind
    differs: Comparison | None = None
    notes: tuple[str, ...] = ()
    turn: Turn | None = None
    via: str | None = None
    correction: Correction | None = None
    is_earlier: bool = False

    @property
    def article(self) -> Article:
        """The article that it is printed in."""
        return self.printed.article

    def to_dict(self) -> JsonObject:
        """Return the printing and how it fits, as JSON has them."""
        article, quote = self.printed.article, self.printed.statement.quote
        attribution = self.printed.statement.attribution
        return {
            "article": article.id,
            "content": span_list(quote.content),
            "text": self.printed.text,
            "speaker": attribution.speaker.to_dict() if attribution.speaker else None,
            "score": round(self.score, 4),
            "how": self.how,
            "source": article.outlet,
            "published": article.published,
            "kind": quote.kind,
            "stance": attribution.stance,
            "confidence": round(attribution.confidence, 4),
            "shown": self.printed.shown,
            "quote": quote.id,
            **({"via": self.via} if self.via else {}),
            "notes": list(self.notes),
            "differs": self.differs.to_dict() if self.differs else None,
            **_turned(self.turn),
            **_page(article, self.correction, is_earlier=self.is_earlier),
        }


def _page(article: Article, correction: Correction | None, *, is_earlier: bool) -> JsonObject:
    """Return where a printing is to be seen, and what became of it."""
    return {
        "url": article.url,
        "archive_url": article.archive_url,
        "retrieved": article.retrieved,
        "earlier": is_earlier,
        **({"withdrawn": True} if article.is_withdrawn else {}),
        "correction": asdict(correction) if correction else None,
    }


def _turned(turn: Turn | None) -> JsonObject:
    if turn is None:
        return {}
    sentence = [turn.sentence.start, turn.sentence.end]
    return {"ground": turn.ground, "governing": span_list(turn.governing), "sentence": sentence}


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words that stand in a stored text and are nobody's quotation.

    Attributes:
        article: The article.
        span: Where they stand in its text.
        score: How alike they and the words checked are, 0 to 1.
        correction: How the article has them now, if they stand in an earlier text of it only; else None.

    Example:
        >>> [passage.text for passage in collection.check("the ferry left at nine").passages]
        []
    """

    article: Article
    span: Span
    score: float
    correction: Correction | None = None

    @property
    def text(self) -> str:
        """The words as they are printed."""
        return self.span.of(self.article.text)

    def to_dict(self) -> JsonObject:
        """Return the passage in the form of a match without a speaker."""
        return {
            "article": self.article.id,
            "content": span_list((self.span,)),
            "text": self.text,
            "speaker": None,
            "score": round(self.score, 4),
            "how": "printed",
            "source": self.article.outlet,
            "published": self.article.published,
            **_page(self.article, self.correction, is_earlier=self.correction is not None),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """The verdict on some words.

    Attributes:
        words: The words that were checked.
        speaker: Who is said to have said them; None for anybody.
        verdict: One of `Verdict`.
        why: The reason, in a sentence or two.
        matches: The printings that it rests on, by day of publication.
        form: "marks" for words in quotation marks, "indirect" for a claim without.
        passages: Where the words stand in stored texts as nobody's quotation; looked for only if no quotation has them.

    Example:
        >>> collection.check("The bridge will open on Monday", speaker="Ana Lima").verdict
        'exact'
    """

    words: str
    speaker: str | None
    verdict: Verdict
    why: str
    matches: tuple[Match, ...] = ()
    form: Form = "marks"
    passages: tuple[Passage, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether the words can be printed so: they are exact or fairly cut, or a claim without marks is told so."""
        return self.verdict in ("exact", "cut") or (self.verdict == "paraphrase" and self.form == "indirect")

    @property
    def deciding(self) -> Match | None:
        """The printing that decides: of those that fit as the verdict says, by whoever it tells of, the one most alike;
        of several the earliest. None if there is no printing."""
        ranked = sorted(self.matches, key=self._decides)
        return ranked[0] if ranked else None

    def _decides(self, match: Match) -> tuple[bool, int, bool, bool, float]:
        kinds = _DECIDING.get(self.verdict, ("exact", "cut", "altered", "told", "alike"))
        attribution = match.printed.statement.attribution
        is_theirs = self.speaker is not None and attribution.speaker_name == self.speaker
        is_wrong = attribution.stance in ("denied", "not_said") and self.verdict != "denied"
        place = kinds.index(match.how) if match.how in kinds else len(kinds)
        # What an earlier text has is looked for only if nothing current has the words.
        return (
            not match.is_earlier,
            place + len(kinds) * is_wrong,
            is_theirs == (self.verdict == "other_speaker"),
            match.article.is_withdrawn,
            -match.score,
        )

    def to_dict(self, *, id: str | int | None = None) -> JsonObject:
        """Return the verdict as `quotetrack check --format jsonl` prints it.

        Args:
            id: The name of what was checked, if there was more than one.

        Returns:
            A new dictionary.
        """
        return {
            **({} if id is None else {"id": id}),
            "verdict": self.verdict,
            "matches": [
                *(match.to_dict() for match in self.matches),
                *(passage.to_dict() for passage in self.passages),
            ],
            "why": self.why,
            "words": self.words,
            "asked": self.speaker,
            "form": self.form,
        }


_DECIDING: dict[Verdict, tuple[MatchKind, ...]] = {
    "exact": ("exact",),
    "cut": ("cut", "exact"),
    "reversed": ("cut", "exact", "told"),
    "altered": ("altered",),
    "paraphrase": ("told", "alike"),
}
"""How a printing fits that a verdict rests on, the surest first."""


AlarmKind = Literal["words under two names", "two figures", "against oneself"]
"""`words under two names`: the same words in marks by two speakers or more; one name is wrong, or somebody said what
another had said. `two figures`: one speaker's figures for one thing and day that cannot both be true. `against
oneself`: one speaker's quotations that a link takes for contradictions."""

ALARM_KINDS: tuple[AlarmKind, ...] = get_args(AlarmKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """Quotations of which something is wrong: a name, a figure, or what is said.

    Attributes:
        printings: The quotations, by day of publication (unknown last). Of words under two names, all of one printing's
            words stand in another's.
        kind: "words under two names", "two figures" or "against oneself".

    Example:
        >>> [alarm.speakers for alarm in collection.alarms()]
        []
    """

    printings: tuple[Printed, ...]
    kind: AlarmKind = "words under two names"

    @property
    def words(self) -> str:
        """The words of the shortest of the printings, which all of them have if they stand under two names."""
        return min((printed.text for printed in self.printings), key=len)

    @property
    def speakers(self) -> tuple[str, ...]:
        """The names that the words are printed under, each once, in the order of the printings."""
        speakers = (printed.statement.attribution.speaker for printed in self.printings)
        return tuple(dict.fromkeys(speaker.name for speaker in speakers if speaker and speaker.name))

    def to_dict(self) -> JsonObject:
        """Return the alarm as `quotetrack alarms --format jsonl` prints it."""
        return {
            "kind": self.kind,
            "words": self.words,
            "speakers": list(self.speakers),
            "printings": [printed.to_dict() for printed in self.printings],
        }
