"""How well a statement answers: where the words of the subject stand, or words that mean much the same, and what counts
besides."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from quotetrack.query.matching import Sighting, Sought, acronyms_in
from quotetrack.query.places import same_place
from quotetrack.query.questions import Query
from quotetrack.query.related_verbs import kin_of, same_in_news
from quotetrack.query.synonyms import Meanings
from quotetrack.records import Article, Printed, Span
from quotetrack.text.folding import STOP_WORDS, fold_words, key_words, words_of
from quotetrack.text.stemming import stem
from quotetrack.text.word_frequency import word_ranks

# A word in the quotation tells most; beside it in the paragraph it may be what "that" stands for; in the title, the
# standfirst and the headings it tells what the article is about, as it may in the text around.
_NEAR, _ABOVE, _NEARBY, _BOTH = 0.6, 0.4, 0.35, 0.2
_IN_A_ROW = 30
"""How far apart the beginnings of two words that stand together are at most, in characters."""
_BESIDE = 700
"""How far around a quotation is read, in characters."""
_AS_PHRASE, _MARKED, _IN_BODY, _HEARER, _SURE = 0.08, 0.06, 0.05, 0.03, 0.04
_SUBJECT = 0.82
"""What the subject counts; the rest is what counts besides."""

_STANCE = 0.3
"""What was asked for ("deny") comes before all that was not."""
_VERB = 0.2
"""The same of a verb that tells of what was said ("condemn"), or one like it."""
_UNATTRIBUTED = 0.5
"""Nobody is known to have said it, which answers half of "who said"."""
_HEAD = 1.1
"""What the word that a subject is about counts more; the words that tell which one it is stand anywhere."""
_PREPOSITIONS = words_of(
    "about after against at before by during for from in into of on over to under with without"
)
_SAME_NAME = 4
"""Letters that a name shares with a word that stands for it: Syria and Syrian. Words used much like a name are other
names: Putin is near Trump."""
_SAME_PLACE, _SAME_IN_NEWS = 0.7, 1.0
_TELLS = 200
"""A word more frequent than this many others stands for no other: "clearly" is near "well" and "so"."""
_OTHER_WORD = 0.8
"""What a word of much the same meaning counts beside the word itself."""

_ANYWHERE = Span(0, sys.maxsize)

# A text with no longer line was wrapped by hand: its paragraphs end at empty lines. How far a paragraph
# without an end is read, in characters.
_WRAPPED_AT, _REACH = 120, 1500
_COMMON = 60
"""A word more frequent than about this many others says little of a subject."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The words asked about, folded, each with its stem, its weight (they sum to 1; the rarer the more), and by word
    the others that mean much the same, with how near they are (0-1)."""

    words: tuple[str, ...]
    stems: tuple[str, ...]
    weights: tuple[float, ...]
    others: tuple[Mapping[str, float], ...]
    sought: Sought

    @property
    def called(self) -> list[str]:
        """The words asked about, and the names of those whom they tell by a role."""
        names = (word for near in self.others for word, how in near.items() if how >= 1.0)
        return list(dict.fromkeys([*names, *self.words]))

    @property
    def searched(self) -> list[str]:
        """All words to look up: those asked about and those that mean much the same."""
        return list(dict.fromkeys([*self.words, *(word for near in self.others for word in near)]))


@dataclass(frozen=True, slots=True)
class Hits:
    """How near each word of the subject is to a word of the quotation, of its paragraphs, of the title, standfirst and
    headings, and of the text around (1: it stands there); `is_phrase`: the quotation has all of them in one row."""

    quotation: tuple[float, ...]
    paragraph: tuple[float, ...]
    article: tuple[float, ...]
    nearby: tuple[float, ...]
    is_phrase: bool


def subject_of(query: Query, meanings: Meanings, aliases: Mapping[str, str]) -> Subject | None:
    """What is asked about; None where everything is. `aliases` has names for roles in the subject: "russian president"
    for a president's surname, whose stems then count as the words of the role."""
    if query.subject is None:
        return None
    words = tuple(key_words(query.subject))
    head = _head(query.subject)
    weights = [weight_of(word) * (_HEAD if word == head else 1.0) for word in words]
    names = _names(query)
    others: list[dict[str, float]] = [
        {stem(other): near * _OTHER_WORD for other, near in _alike(word, meanings, is_name=word in names)}
        for word in words
    ]
    for phrase, name in aliases.items():
        for place, word in enumerate(words):
            if word in phrase.split():
                others[place][stem(name)] = 1.0
    all = sum(weights) or 1.0
    own = tuple(map(stem, words))
    return Subject(
        words,
        own,
        tuple(w / all for w in weights),
        tuple(others),
        Sought(own, others, acronyms_in(query.subject, words)),
    )


def _head(subject: str) -> str | None:
    """The word that a subject is about, which the others tell more of: the last one before a preposition ("meeting" in
    "the Paris meeting" and in "the meeting in Paris"). None for a single word."""
    words = fold_words(subject)
    end = next((n for n, word in enumerate(words) if n and word in _PREPOSITIONS), len(words))
    return words[end - 1] if len(words) > 1 else None


def _alike(word: str, meanings: Meanings, *, is_name: bool) -> Iterator[tuple[str, float]]:
    """Words that mean much the same, farthest first, with how near they are; of a name no other names."""
    for other, near in reversed(meanings.near(word)):
        says_little = other in STOP_WORDS or word_ranks().get(other, _TELLS) < _TELLS
        if not says_little and (not is_name or other[:_SAME_NAME] == word[:_SAME_NAME]):
            yield other, near
    for other in same_in_news(word):
        yield other, _SAME_IN_NEWS
    for other in same_place(word):
        yield other, _SAME_PLACE


def _names(query: Query) -> frozenset[str]:
    """The words of a subject that are names, by their capitals."""
    if query.question.isupper() or query.subject is None:
        return frozenset()
    return frozenset(word for raw in query.subject.split() if raw[0].isupper() for word in fold_words(raw))


def weight_of(word: str) -> float:
    """How much a word tells of a subject: the rarer in English the more; a name, which is no word of English, most."""
    ranks = word_ranks()
    rank = min(ranks.get(word, len(ranks)), ranks.get(stem(word), len(ranks)))
    return math.log((rank + _COMMON) / _COMMON) + 0.3


def find_hits(printed: Printed, subject: Subject, seen: Seen, *, with_name: bool = False) -> Hits:
    """Where the subject stands in and around a statement; `with_name` counts the speaker's name as part of
    the paragraph."""
    article, statement = printed.article, printed.statement
    content = statement.quote.content
    first, last = content[0].start, content[-1].end
    beside = (Span(max(0, first - _BESIDE), first), Span(last, last + _BESIDE))
    here, sought = seen.of(article), subject.sought
    paragraph = sought.nearness(here.text, tuple(_paragraphs(printed)))
    speaker = statement.attribution.speaker
    if with_name and speaker is not None:
        named = sought.sightings(f"{speaker.name or ''} {speaker.role or ''}")
        paragraph = tuple(map(max, paragraph, sought.nearness(named, (_ANYWHERE,))))
    return Hits(
        quotation=sought.nearness(here.text, content),
        paragraph=paragraph,
        article=here.above,
        nearby=sought.nearness(here.text, beside),
        is_phrase=_has_row(here.text, content, len(subject.words)),
    )


@dataclass(frozen=True, slots=True)
class _InArticle:
    """Where the subject stands in an article's text, and how near it is to its title, standfirst and headings."""

    text: list[Sighting]
    above: tuple[float, ...]


class Seen:
    """What has been seen of a subject, article by article, so that each is read once."""

    def __init__(self, subject: Subject) -> None:
        self._sought = subject.sought
        self._articles: dict[tuple[str | None, str], _InArticle] = {}

    def of(self, article: Article) -> _InArticle:
        """Where the subject stands in the article."""
        key = (article.key, article.digest)
        if key not in self._articles:
            text = self._sought.sightings(article.text)
            title = self._sought.sightings(article.title or "")
            heads = [zone.span for zone in article.zones if zone.kind in ("heading", "standfirst")]
            everywhere = self._sought.nearness(title, (_ANYWHERE,))
            above = tuple(map(max, everywhere, self._sought.nearness(text, heads)))
            self._articles[key] = _InArticle(text, above)
        return self._articles[key]


def on_subject(subject: Subject, hits: Hits) -> float:
    """How much of the subject a statement is about, 0-1."""
    places = zip(subject.weights, hits.quotation, hits.paragraph, hits.article, hits.nearby, strict=True)
    return sum(
        weight * max(said + (1 - said) * _BOTH * near, _NEAR * near, _ABOVE * above, _NEARBY * beside)
        for weight, said, near, above, beside in places
    )


def score(query: Query, printed: Printed, subject: Subject | None, hits: Hits | None) -> float:
    """How well a statement answers, 0-1."""
    quote, attribution = printed.statement.quote, printed.statement.attribution
    told = _SUBJECT
    if subject is not None and hits is not None:
        told = (_SUBJECT - _AS_PHRASE) * on_subject(subject, hits) + _AS_PHRASE * hits.is_phrase
    hearer = attribution.hearer.of(printed.article.text) if attribution.hearer else ""
    is_hearer = query.hearer is not None and bool({*key_words(query.hearer)} & {*fold_words(hearer)})
    total = (
        told
        + _MARKED * (quote.kind != "indirect")
        + _IN_BODY * (quote.where == "body")
        + _HEARER * is_hearer
        + _SURE * attribution.confidence
    )
    if query.verb is not None and kin_of(query.verb):
        total = _VERB * is_told_so(query, printed) + (1 - _VERB) * total
    if query.stance is not None:
        total = _STANCE * (attribution.stance == query.stance) + (1 - _STANCE) * total
    if query.speaker is None and attribution.speaker is None:
        total *= _UNATTRIBUTED
    return min(1.0, max(0.0, total))


def is_told_so(query: Query, printed: Printed) -> bool:
    """True where the cue is the verb asked for, or one that tells much the same; False for a verb like "say"."""
    kin = kin_of(query.verb) if query.verb else frozenset()
    cue = (span.of(printed.article.text) for span in printed.statement.quote.cue)
    return any(stem(word) in kin for words in cue for word in fold_words(words))


def tell_why(subject: Subject | None, hits: Hits | None) -> str:
    """Where the words of the subject stand, for a reader; "≈" before one for which another of its meaning does."""
    if subject is None or hits is None:
        return "said by the speaker asked about"
    told: list[str] = []
    done: set[str] = set()
    for place, found in (
        ("in the quotation", hits.quotation),
        ("in its paragraph", hits.paragraph),
        ("in the title or headings", hits.article),
        ("near by in the article", hits.nearby),
    ):
        here = [
            f"{'' if near == 1.0 else '≈'}“{word}”"
            for word, near in zip(subject.words, found, strict=True)
            if near and word not in done
        ]
        done.update(word for word, near in zip(subject.words, found, strict=True) if near)
        if here:
            told.append(f"{', '.join(here)} {place}")
    return "; ".join(told)


def _has_row(sightings: Sequence[Sighting], content: Sequence[Span], words: int) -> bool:
    """True where the words themselves stand together in this order, with little between them."""
    row: list[Sighting] = []
    for seen in sightings:
        if seen.near < 1.0 or not any(span.start <= seen.start < span.end for span in content):
            continue
        is_next = bool(row) and seen.word == len(row) and seen.start - row[-1].start <= _IN_A_ROW
        row = [*row, seen] if is_next else [seen] * (seen.word == 0)
        if len(row) == words:
            return True
    return False


def _paragraphs(printed: Printed) -> set[Span]:
    """The paragraphs in which the content, the cue and the mention stand."""
    text, statement = printed.article.text, printed.statement
    breaks = "\n" if max(map(len, text.split("\n"))) > _WRAPPED_AT else "\n\n"
    found = set()
    for span in (*statement.quote.content, *statement.quote.cue, *statement.attribution.mention):
        first = max(0, span.start - _REACH)
        before = text.rfind(breaks, first, span.start)
        after = text.find(breaks, span.end, span.end + _REACH)
        found.add(Span(first if before < 0 else before, span.end + _REACH if after < 0 else after))
    return found
