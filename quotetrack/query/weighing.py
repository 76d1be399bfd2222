"""How likely a statement answers a question: what is weighed of it, and the weights, fitted on questions with answers.

The weights were fitted by `benchmarks/train_answers.py`, and lie in `lang/<code>/answers.json`. They put the answers of
one reading in order. What they add up to is scaled so that it tells how often the best of a reading was right.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from quotetrack.query.asked_words import asks_figure
from quotetrack.query.descriptions import CHANGE_AN_OFFICE, NOT_IN_OFFICE, described_words, is_calling
from quotetrack.query.questions import Query
from quotetrack.query.ranking import Subject, SubjectMatches, has_verb, subject_score, weight_of
from quotetrack.records import Printed
from quotetrack.text.folding import fold_words, key_words
from quotetrack.text.meaning import Meaning, cosines, shipped_vectors
from quotetrack.text.numbers import NUMBER_WORDS
from quotetrack.text.surroundings import find_paragraph_break, find_paragraphs, statement_spans
from quotetrack.text.word_lists import read_word_lists

OF_SUBJECT = (
    "subject",
    "quotation",
    "paragraph",
    "title",
    "nearby",
    "any place",
    "article",
    "quotation if anybody is asked",
    "phrase",
    "meaning",
    "meaning of the paragraph",
)
"""What is weighed of how a statement has the subject, each 0-1, and 1 for a question about everything. From the second
to "article": how much of its words stand there. `subject`: the nearest of these places for each word. The last two
compare vectors of meaning."""
WEIGHED = (
    *OF_SUBJECT,
    "off the subject",
    "described",
    "not described",
    "nothing described",
    "meaning of the description",
    "named in the subject",
    "figure",
    "verb",
    "stance",
    "other stance",
    "marked",
    "in the body",
    "hearer",
    "confidence",
    "unnamed",
    "nobody",
    "nobody though asked who",
    "length",
)
"""All that is weighed of a statement, in order; each is 0 or 1, or between."""
_LONG = 40
"""Words from which on a statement is as long as any."""


@dataclass(frozen=True, slots=True)
class AnswerWeights:
    """The weights of `WEIGHED`, and what they begin from. Of statements less likely to answer than `least`, the best is
    no answer either."""

    base: float
    of: Mapping[str, float]
    least: float

    def likelihood(self, weighed: Sequence[float]) -> float:
        """Return how likely a statement answers (0-1), given what is weighed of it in the order of `WEIGHED`."""
        reach = self.base + sum(self.of[name] * value for name, value in zip(WEIGHED, weighed, strict=True))
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, reach))))


@cache
def shipped_weights() -> AnswerWeights:
    """Return the weights that come with the package."""
    kept = read_word_lists("answers.json")
    return AnswerWeights(kept["base"], kept["of"], kept["least"])


class Weigher:
    """Weighs statements for one question. `described` is what the question calls the speaker, if that is no name."""

    def __init__(self, query: Query, subject: Subject | None, described: str | None) -> None:
        self._query, self._subject = query, subject
        vectors = shipped_vectors()
        self._vector = vectors.meaning(query.subject) if query.subject else None
        self._called = vectors.meaning(described) if described else None
        self._described = {word: weight_of(word) for word in described_words(described or "")}
        calls = {*fold_words(described or "")}
        self._topic = [n for n, word in enumerate(subject.words) if word not in calls] if subject else []
        self._asks_figure = asks_figure(query.question)
        self._near: dict[str, float] = {}

    def weigh(self, printed: Printed, matches: SubjectMatches | None) -> tuple[float, ...]:
        """Return the values of `WEIGHED` for a statement, given where it has the subject."""
        found = {
            **self._of_subject(printed, matches),
            **self._of_speaker(printed),
            **self._of_saying(printed),
        }
        return tuple(float(found[name]) for name in WEIGHED)

    def _of_subject(self, printed: Printed, matches: SubjectMatches | None) -> dict[str, float]:
        if self._subject is None or matches is None or self._vector is None:
            return {**dict.fromkeys(OF_SUBJECT, 1.0), "off the subject": 0.0}
        near = (matches.quotation, matches.paragraph, matches.title, matches.nearby)
        best = [max(places) for places in zip(*near, strict=True)]
        quotation, paragraph, title, nearby = (self._share(place) for place in near)
        return {
            "subject": subject_score(self._subject, matches),
            "quotation": quotation,
            "paragraph": paragraph,
            "title": title,
            "nearby": nearby,
            "any place": self._share(best),
            "article": self._share(matches.article),
            "quotation if anybody is asked": quotation * (self._query.speaker is None),
            "phrase": matches.is_phrase,
            "meaning": self._nearness(printed.text),
            "meaning of the paragraph": self._nearness(_paragraph(printed)),
            "off the subject": self.is_off_the_subject(matches),
        }

    def _share(self, near: Sequence[float]) -> float:
        """How much of the subject stands in a place."""
        assert self._subject is not None
        return sum(weight * value for weight, value in zip(self._subject.weights, near, strict=True))

    def _nearness(self, text: str) -> float:
        """How near a text is in meaning to the subject; a paragraph is read once."""
        assert self._vector is not None
        if text not in self._near:
            self._near[text] = _cosine(self._vector, text)
        return self._near[text]

    def _of_speaker(self, printed: Printed) -> dict[str, float]:
        attribution = printed.statement.attribution
        speaker = attribution.speaker
        name = fold_words((speaker.name or "") if speaker else "")
        called = _called(printed)
        has, total = (
            {*described_words(called), *described_words(" ".join(name))},
            sum(self._described.values()),
        )
        share = (
            sum(weight for word, weight in self._described.items() if word in has) / total if total else 0.0
        )
        return {
            "described": share,
            "not described": 1.0 - share if total else 0.0,
            "nothing described": bool(total) and not share,
            "meaning of the description": _cosine(self._called, called) if self._called is not None else 0.0,
            "named in the subject": bool(name) and name[-1] in fold_words(self._query.subject or ""),
            "unnamed": speaker is not None and not name,
            "nobody": speaker is None,
            "nobody though asked who": speaker is None and self._query.speaker is None,
            "confidence": attribution.confidence,
        }

    def may_be_meant(self, printed: Printed, *, is_alike: bool) -> bool:
        """Return whether the speaker may be who is asked about: nobody who is described otherwise, and if `is_alike`
        only who is called by one of the same words."""
        if not self._described:
            return True
        called = {*described_words(_called(printed))}
        return not self._is_described_otherwise(called) and (
            not is_alike or not called.isdisjoint(self._described)
        )

    def is_off_the_subject(self, matches: SubjectMatches | None) -> bool:
        """Return whether no word of the subject stands near a statement, but those that describe the speaker."""
        if matches is None or not self._topic:
            return False
        near = (matches.quotation, matches.paragraph, matches.title, matches.nearby)
        return not any(place[n] for place in near for n in self._topic)

    def _is_described_otherwise(self, called: set[str]) -> bool:
        """Whether what is printed of the speaker speaks against what the question calls them: an office that only one
        of the two puts a "vice" before, or somebody's wife or a "former" one, who holds none."""
        asked = {*self._described}
        if (asked - called) & NOT_IN_OFFICE:
            return True
        hold_office = any(map(is_calling, asked)) and any(map(is_calling, called))
        return hold_office and bool((asked ^ called) & CHANGE_AN_OFFICE)

    def _of_saying(self, printed: Printed) -> dict[str, float]:
        query, quote, attribution = self._query, printed.statement.quote, printed.statement.attribution
        hearer = fold_words(attribution.hearer.of(printed.article.text)) if attribution.hearer else []
        # Of all that somebody said, what is short is as good as what is long.
        counts = self._subject is not None
        return {
            "figure": self._asks_figure and _has_figure(printed.text),
            "verb": has_verb(query, printed),
            "stance": query.stance is not None and attribution.stance == query.stance,
            "other stance": query.stance is not None and attribution.stance != query.stance,
            "marked": quote.kind != "indirect",
            "in the body": quote.where == "body",
            "hearer": query.hearer is not None and not {*key_words(query.hearer)}.isdisjoint(hearer),
            "length": counts * min(len(printed.text.split()), _LONG) / _LONG,
        }


def _has_figure(words: str) -> bool:
    return any(word[0].isdigit() or word in NUMBER_WORDS for word in fold_words(words))


def _called(printed: Printed) -> str:
    """What an article calls the speaker of a statement, beside the name: role and mention."""
    attribution, text = printed.statement.attribution, printed.article.text
    role = (attribution.speaker.role or "") if attribution.speaker else ""
    return f"{role} {' '.join(span.of(text) for span in attribution.mention)}"


def _cosine(asked: Meaning, text: str) -> float:
    return float(cosines(asked[None], shipped_vectors().meaning(text)[None])[0])


def _paragraph(printed: Printed) -> str:
    text = printed.article.text
    spans = find_paragraphs(text, statement_spans(printed.statement), find_paragraph_break(text))
    return " ".join(span.of(text) for span in spans)
