"""How well a statement answers: where the words of the subject stand, and what counts besides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quotetrack.lang.stem import stem
from quotetrack.query.questions import Query
from quotetrack.query.words import fold_words, key_words, stems
from quotetrack.records import Printed, Span

# A word in the quotation tells most. The parts below add up to 1 for one word; with more words all but the
# first three shrink, so that they decide between statements with equal hits only. Chosen by hand for this
# order: quotation, paragraph, article; direct and mixed before indirect; body before caption and headline;
# then how sure the speaker is. To be measured when questions are.
_IN_QUOTATION, _IN_PARAGRAPH, _IN_ARTICLE = 0.55, 0.10, 0.05
_AS_PHRASE, _MARKED, _IN_BODY, _HEARER, _SURE = 0.08, 0.08, 0.06, 0.04, 0.04

# What was asked for ("deny") comes before all that was not.
_STANCE = 0.3

# Nobody is known to have said it, which answers half of "who said".
_UNATTRIBUTED = 0.5

# A text with no longer line was wrapped by hand: its paragraphs end at empty lines. How far a paragraph
# without an end is read, in characters.
_WRAPPED_AT, _REACH = 120, 1500


@dataclass(frozen=True, slots=True)
class Subject:
    """The words asked about, folded, and the stem of each."""

    words: tuple[str, ...]
    stems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hits:
    """The stems of the subject that stand in a quotation, in its paragraphs, and in the title, standfirst
    and headings; `is_phrase` where the quotation has all of them in one row."""

    quotation: frozenset[str]
    paragraph: frozenset[str]
    article: frozenset[str]
    is_phrase: bool

    @property
    def anywhere(self) -> frozenset[str]:
        """All that were found."""
        return self.quotation | self.paragraph | self.article


def subject_of(query: Query) -> Subject | None:
    """What is asked about; None where everything is."""
    if query.subject is None:
        return None
    words = tuple(key_words(query.subject))
    return Subject(words, tuple(stem(word) for word in words))


def find_hits(printed: Printed, subject: Subject, *, with_name: bool = False) -> Hits:
    """Where the subject stands in and around a statement; `with_name` counts the speaker's name as part of
    the paragraph."""
    article, statement = printed.article, printed.statement
    wanted = frozenset(subject.stems)
    said = [stems(span.of(article.text)) for span in statement.quote.content]
    around = [word for span in _paragraphs(printed) for word in stems(span.of(article.text))]
    speaker = statement.attribution.speaker
    if with_name and speaker is not None:
        around += stems(f"{speaker.name or ''} {speaker.role or ''}")
    heads = [zone.span.of(article.text) for zone in article.zones if zone.kind in ("heading", "standfirst")]
    return Hits(
        quotation=wanted.intersection(word for words in said for word in words),
        paragraph=wanted.intersection(around),
        article=wanted.intersection(word for head in (article.title or "", *heads) for word in stems(head)),
        is_phrase=any(_has_row(words, subject.stems) for words in said),
    )


def score(query: Query, printed: Printed, subject: Subject | None, hits: Hits | None) -> float:
    """How well a statement answers, 0-1."""
    quote, attribution = printed.statement.quote, printed.statement.attribution
    told, count = _IN_QUOTATION + _IN_PARAGRAPH + _IN_ARTICLE + _AS_PHRASE, 1
    if subject is not None and hits is not None:
        count = len(set(subject.stems))
        shares = (hits.quotation, _IN_QUOTATION), (hits.quotation | hits.paragraph, _IN_PARAGRAPH)
        told = sum(weight * len(found) / count for found, weight in (*shares, (hits.anywhere, _IN_ARTICLE)))
        told += _AS_PHRASE * hits.is_phrase / count
    hearer = attribution.hearer.of(printed.article.text) if attribution.hearer else ""
    is_hearer = query.hearer is not None and bool({*key_words(query.hearer)} & {*fold_words(hearer)})
    rest = (
        _MARKED * (quote.kind != "indirect")
        + _IN_BODY * (quote.where == "body")
        + _HEARER * is_hearer
        + _SURE * min(1.0, max(0.0, attribution.confidence))
    )
    total = told + rest / count
    if query.stance is not None:
        total = _STANCE * (attribution.stance == query.stance) + (1 - _STANCE) * total
    if query.speaker is None and attribution.speaker is None:
        total *= _UNATTRIBUTED
    return min(1.0, max(0.0, total))


def tell_why(subject: Subject | None, hits: Hits | None) -> str:
    """Where the words of the subject stand, for a reader."""
    if subject is None or hits is None:
        return "said by the speaker asked about"
    places = (
        ("in the quotation", hits.quotation),
        ("in its paragraph", hits.paragraph - hits.quotation),
        ("in the title or headings", hits.article - hits.paragraph - hits.quotation),
    )
    told = []
    for place, found in places:
        words = [f"“{word}”" for word, own in zip(subject.words, subject.stems, strict=True) if own in found]
        if words:
            told.append(f"{', '.join(words)} {place}")
    return "; ".join(told)


def _has_row(words: Sequence[str], wanted: Sequence[str]) -> bool:
    """True where the stems stand together in this order, stop words between them left out."""
    kept = [word for word in words if word in wanted]
    return tuple(wanted) in zip(*(kept[n:] for n in range(len(wanted))), strict=False)


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
