"""How well a statement answers: where the words of the subject stand, or words that mean much the same, and what counts
besides."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from quotetrack.query.matching import SubjectMatcher, WordMatch, acronyms_in
from quotetrack.query.places import same_place
from quotetrack.query.questions import Query
from quotetrack.query.related_verbs import related_stems, same_in_news
from quotetrack.query.synonyms import Meanings
from quotetrack.records import Article, Printed, Span
from quotetrack.text.folding import STOP_WORDS, fold_words, key_words
from quotetrack.text.stemming import stem
from quotetrack.text.surroundings import find_paragraph_break, find_paragraphs, statement_spans
from quotetrack.text.word_frequency import word_ranks


@dataclass(frozen=True, slots=True)
class RankingSettings:
    """What counts how much when answers are ranked. All were chosen by hand so that the questions of
    `quotetrack evaluate` get their answers first: run it again after a change."""

    # A word beside the quotation, in its paragraph, where "that" may stand for it. One in the quotation
    # counts 1.
    paragraph: float = 0.6
    # A word in the title, the standfirst or a heading, which tells what the article is about.
    article: float = 0.4
    # A word in the text around, up to `reach` away.
    nearby: float = 0.35
    # What a word in the paragraph adds to one of like meaning in the quotation: a share of what that one
    # lacks.
    both: float = 0.2
    # How far around a quotation is read, in characters.
    reach: int = 700
    # How far apart the beginnings of two words that stand together are at most, in characters.
    in_a_row: int = 30
    # The subject; the next four sum up to the rest, but for what a phrase takes from the subject.
    subject: float = 0.82
    # All words of the subject in one row.
    phrase: float = 0.08
    # A quotation in marks.
    marked: float = 0.06
    # A quotation in the body of the article.
    in_body: float = 0.05
    # The hearer asked for.
    hearer: float = 0.03
    # The confidence of the attribution, if it is 1.
    confidence: float = 0.04
    # What was asked for ("deny") comes before all that was not.
    stance: float = 0.3
    # The same of a verb that tells of what was said ("condemn"), or one like it.
    verb: float = 0.2
    # Nobody is known to have said it, which answers half of "who said".
    unattributed: float = 0.5
    # The word that a subject is about; the words that tell which one it is stand anywhere.
    head: float = 1.1
    # A word of much the same meaning, beside the word itself.
    other_word: float = 0.8
    # The capital for the country, and the like.
    same_place: float = 0.7
    # Letters that a name shares with a word that stands for it: Syria and Syrian. Words used much like a name
    # are other names: Putin is near Trump.
    same_name: int = 4
    # A word more frequent than this many others stands for no other: "clearly" is near "well" and "so".
    tells: int = 200
    # A word more frequent than about this many others says little of a subject.
    common: int = 60


SETTINGS = RankingSettings()

_PREPOSITIONS = frozenset(
    "about after against at before by during for from in into of on over to under with without".split()
)
_ANYWHERE = Span(0, sys.maxsize)


@dataclass(frozen=True, slots=True)
class Subject:
    """The words asked about, folded. Each has its weight (they sum to 1; the rarer the more). For each there are others
    that mean much the same, by their stems, with how near they are (0-1)."""

    words: tuple[str, ...]
    weights: tuple[float, ...]
    others: tuple[Mapping[str, float], ...]
    matcher: SubjectMatcher

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
class SubjectMatches:
    """How near each word of the subject is to a word of four places (1: it stands there). They are the quotation, its
    paragraphs, the title with standfirst and headings, the text around, and the article as a whole. `is_phrase`: the
    quotation has all of the words in one row."""

    quotation: tuple[float, ...]
    paragraph: tuple[float, ...]
    title: tuple[float, ...]
    nearby: tuple[float, ...]
    article: tuple[float, ...]
    is_phrase: bool


def weigh_subject(
    asked: str, meanings: Meanings, aliases: Mapping[str, str], *, has_case: bool = True
) -> Subject:
    """Return what is asked about.

    `aliases` has names for roles in the subject: "russian president" for a president's surname, whose stem then counts
    as the words of the role; and other spellings of names. `has_case`: capitals tell names, as the question is not all
    in capitals."""
    words, head = tuple(key_words(asked)), _head(asked)
    capitals = (raw for raw in asked.split() if has_case and raw[0].isupper())
    names = {word for raw in capitals for word in fold_words(raw)}
    weights = [weight_of(word) * (SETTINGS.head if word == head else 1.0) for word in words]
    others = [
        {
            **{
                stem(other): near * SETTINGS.other_word
                for other, near in _alike(word, meanings, word in names)
            },
            **{stem(name): 1.0 for role, name in aliases.items() if word in role.split()},
        }
        for word in words
    ]
    total = sum(weights) or 1.0
    acronyms = acronyms_in(asked, words)
    # A stop word is one of the subject only as an acronym, which a pattern finds.
    stems = [f"\0{word}" if word in STOP_WORDS and has_case else stem(word) for word in words]
    written = {n for n, word in enumerate(words) if word in names}
    matcher = SubjectMatcher(stems, others, acronyms, names=written)
    return Subject(words, tuple(weight / total for weight in weights), tuple(others), matcher)


def _head(subject: str) -> str | None:
    """The word that a subject is about, which the others tell more of: the last one before a preposition ("meeting" in
    "the Paris meeting" and in "the meeting in Paris"). None for a single word."""
    words = fold_words(subject)
    end = next((n for n, word in enumerate(words) if n and word in _PREPOSITIONS), len(words))
    return words[end - 1] if len(words) > 1 else None


def _alike(word: str, meanings: Meanings, is_name: bool) -> Iterator[tuple[str, float]]:
    """Words that mean much the same, farthest first, with how near they are; of a name no other names."""
    start = word[: SETTINGS.same_name]
    for other, near in reversed(meanings.near(word)):
        says_little = other in STOP_WORDS or word_ranks().get(other, SETTINGS.tells) < SETTINGS.tells
        if not says_little and (not is_name or other[: SETTINGS.same_name] == start):
            yield other, near
    yield from ((other, 1.0) for other in same_in_news(word))
    yield from ((other, SETTINGS.same_place) for other in same_place(word))


def weight_of(word: str) -> float:
    """Return how much a word tells of a subject: the rarer in English the more; a name, which is no word of English,
    most."""
    ranks = word_ranks()
    rank = min(ranks.get(form, len(ranks)) for form in (word, stem(word)))
    return math.log((rank + SETTINGS.common) / SETTINGS.common) + 0.3


class MatchFinder:
    """Finds a subject in and around statements. Each article is read once."""

    def __init__(self, subject: Subject, *, with_name: bool = False) -> None:
        """`with_name` counts the speaker's name and role as part of the paragraph."""
        self._matcher, self._with_name = subject.matcher, with_name
        self._articles: dict[tuple[str | None, str], tuple[list[WordMatch], tuple[float, ...]]] = {}

    def find_in(self, printed: Printed) -> SubjectMatches:
        """Return where the subject stands in and around a statement."""
        article, statement = printed.article, printed.statement
        content = statement.quote.content
        first, last = content[0].start, content[-1].end
        beside = (Span(max(0, first - SETTINGS.reach), first), Span(last, last + SETTINGS.reach))
        matches, above = self._matches_in(article)
        nearness = self._matcher.nearness
        breaks = find_paragraph_break(article.text)
        paragraphs = find_paragraphs(article.text, statement_spans(statement), breaks)
        in_paragraph = nearness(matches, paragraphs)
        if self._with_name and (speaker := statement.attribution.speaker):
            named = self._matcher.find_in(f"{speaker.name or ''} {speaker.role or ''}")
            in_paragraph = tuple(map(max, in_paragraph, nearness(named, (_ANYWHERE,))))
        rows = self._matcher.find_rows(
            matches, content, lambda before, match: match.start - before.start <= SETTINGS.in_a_row
        )
        return SubjectMatches(
            quotation=nearness(matches, content),
            paragraph=in_paragraph,
            title=above,
            nearby=nearness(matches, beside),
            article=tuple(map(max, above, nearness(matches, (_ANYWHERE,)))),
            is_phrase=any(rows),
        )

    def _matches_in(self, article: Article) -> tuple[list[WordMatch], tuple[float, ...]]:
        """Where the subject stands in an article's text, and how near it is to its title, standfirst and headings."""
        key = (article.key, article.digest)
        if key not in self._articles:
            text, title = map(self._matcher.find_in, (article.text, article.title or ""))
            heads = [zone.span for zone in article.zones if zone.kind in ("heading", "standfirst")]
            nearness = self._matcher.nearness
            above = tuple(map(max, nearness(title, (_ANYWHERE,)), nearness(text, heads)))
            self._articles[key] = (text, above)
        return self._articles[key]


def subject_score(subject: Subject, matches: SubjectMatches) -> float:
    """Return how much of the subject a statement is about, 0-1."""
    places = zip(
        subject.weights, matches.quotation, matches.paragraph, matches.title, matches.nearby, strict=True
    )
    return sum(
        weight
        * max(
            said + (1 - said) * SETTINGS.both * near,
            SETTINGS.paragraph * near,
            SETTINGS.article * above,
            SETTINGS.nearby * beside,
        )
        for weight, said, near, above, beside in places
    )


def has_verb(query: Query, printed: Printed) -> bool:
    """Return True if the cue is the verb asked for, or one that tells much the same; False for a verb like "say"."""
    related = related_stems(query.verb) if query.verb else frozenset()
    cue = (span.of(printed.article.text) for span in printed.statement.quote.cue)
    return any(stem(word) in related for words in cue for word in fold_words(words))


def explain_score(subject: Subject | None, matches: SubjectMatches | None) -> str:
    """Tell a reader where the words of the subject stand; "≈" before one for which another of its meaning does."""
    if subject is None or matches is None:
        return "said by the speaker asked about"
    sentences: list[str] = []
    named: set[str] = set()
    for place, nearness in (
        ("in the quotation", matches.quotation),
        ("in its paragraph", matches.paragraph),
        ("in the title or headings", matches.title),
        ("near by in the article", matches.nearby),
    ):
        here = {
            word: "“" if near == 1.0 else "≈“"
            for word, near in zip(subject.words, nearness, strict=True)
            if near and word not in named
        }
        if here:
            sentences.append(f"{', '.join(f'{mark}{word}”' for word, mark in here.items())} {place}")
        named.update(here)
    return "; ".join(sentences)
