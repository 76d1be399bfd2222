"""Interviews without labels: paragraphs that ask, which pages print in bold, and one person's answers between them.

Takes the paragraphs, gives a direct quotation a question and an answer. Their words tell which is which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quotetrack.extraction.place import make_quote
from quotetrack.lang import Lexicon
from quotetrack.parsing.paragraphs import Paragraph
from quotetrack.records import Article, Quote, Span
from quotetrack.records.paragraphs import trim
from quotetrack.records.rules import RuleName

_ANNOUNCED = re.compile(
    r"\b(?:interview(?:s|ed)?|(?:spoke|speaks|talk(?:s|ed)|sat down) (?:to|with)|in conversation|Q ?& ?A)\b",
    re.IGNORECASE,
)
_TOLD_OF = 3_000
"""Code points before the first question in which an interview is called one."""
_BOLD = "*_ "
_LONGEST_QUESTION = 400
"""Code points of a question: a longer paragraph that ends in one is a speech."""
_FEWEST_QUESTIONS = 2
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Mm]e|[Uu]s)\b")


def find_interview(article: Article, paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> Iterator[Quote]:
    """Find the questions and answers of an interview, in text order; none in an article that calls itself none.

    At least two paragraphs without marks ask; they stand in bold, or the article calls itself an interview. Half of the
    answers speak of "I" or "we". An answer is the paragraph
    behind its question, and those behind it that speak so too. Answers in quotation marks are found by their marks."""
    text = article.text
    asked = [p.number for p in paragraphs if _asks(text, p)]
    if len(asked) < _FEWEST_QUESTIONS:
        return
    is_bold = all(text[paragraphs[number].span.start] in "*_" for number in asked)
    if not is_bold and not _is_announced(text, paragraphs[asked[0]].span.start):
        return
    answers = {number: _answer(text, paragraphs, number, frozenset(asked)) for number in asked}
    given = [answer for answer in answers.values() if answer]
    own = sum(any(_FIRST_PERSON.search(p.span.of(text)) for p in answer) for answer in given)
    if 2 * own < len(given):
        return
    for number, answer in answers.items():
        for spoken in ([paragraphs[number]], answer):
            content = tuple(trim(text, *_without_bold(text, p.span)) for p in spoken)
            if content:
                words = sum(len(span.of(text).split()) for span in content)
                yield make_quote(article, "direct", content, (), RuleName.INTERVIEW, lexicon, words=words)


def _asks(text: str, paragraph: Paragraph) -> bool:
    start, end = _without_bold(text, paragraph.span)
    is_place = paragraph.where in ("body", "headline") and paragraph.number > 0
    is_short = 0 < end - start <= _LONGEST_QUESTION
    return (
        is_place and is_short and text[end - 1] == "?" and not paragraph.stretches and text[start].isupper()
    )


def _without_bold(text: str, span: Span) -> tuple[int, int]:
    """Return the ends of a paragraph without the signs that print it in bold."""
    start, end = span.start, span.end
    while start < end and text[start] in _BOLD:
        start += 1
    while end > start and text[end - 1] in _BOLD:
        end -= 1
    return start, end


def _is_announced(text: str, first: int) -> bool:
    return _ANNOUNCED.search(text, max(0, first - _TOLD_OF), first) is not None


def _answer(
    text: str, paragraphs: Sequence[Paragraph], number: int, asked: frozenset[int]
) -> list[Paragraph]:
    """Return the paragraphs behind a question that answer it; none if they are in marks."""
    answer: list[Paragraph] = []
    for paragraph in paragraphs[number + 1 :]:
        is_own = not answer or _FIRST_PERSON.search(paragraph.span.of(text)) is not None
        is_plain = paragraph.where == "body" and not any(s.depth == 0 for s in paragraph.stretches)
        if paragraph.number in asked or not is_plain or not is_own:
            break
        answer.append(paragraph)
    return answer
