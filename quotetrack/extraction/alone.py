"""Words in marks that stand alone in their paragraph, with nothing that reports them.

News goes on from a report with the speaker's very words, in a paragraph of their own. Where the sentence before reports
somebody, the words are taken to be theirs; otherwise somebody said them, and nobody knows who.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from quotetrack.extraction.place import make_quote
from quotetrack.lang import Lexicon
from quotetrack.parsing.paragraphs import Paragraph
from quotetrack.records import Article, NotSpeech, Quote
from quotetrack.records.rules import RuleName

_FEWEST_WORDS = 5
"""Words of an utterance that stands alone: shorter ones are headings, titles and labels as often as speech."""
_FINAL = tuple(".!?…,")
_NESTED = "'’”\" "


def find_alone(
    article: Article,
    paragraphs: Sequence[Paragraph],
    silent: Iterable[NotSpeech],
    quotes: Sequence[Quote],
    lexicon: Lexicon,
) -> tuple[list[Quote], list[NotSpeech]]:
    """Return the utterances that stand alone as quotes, and what else is no speech.

    `silent` is what stands in marks and is taken for no speech, `quotes` all that is reported; both in text order."""
    found: list[Quote] = []
    rest: list[NotSpeech] = []
    starts = [quote.content[0].start for quote in quotes]
    for words in silent:
        at = bisect_right(paragraphs, words.span.start, key=lambda p: p.span.start) - 1
        paragraph = paragraphs[at]
        if words.rule != "nothing reports it" or not _is_alone(article.text, words, paragraph):
            rest.append(words)
            continue
        before = bisect_right(starts, words.span.start) - 1
        goes_on = before >= 0 and at > 0 and _closes(quotes[before], paragraphs[at - 1])
        rule = RuleName.GOES_ON_REPORT if goes_on else RuleName.ALONE
        if before >= 0 and at > 0 and _asks(quotes[before], paragraphs[at - 1], article.text):
            rule = RuleName.ANSWER
        count = len(words.span.of(article.text).split())
        found.append(make_quote(article, "direct", (words.span,), (), rule, lexicon, words=count))
    return found, rest


def _is_alone(text: str, words: NotSpeech, paragraph: Paragraph) -> bool:
    """Return True for a sentence or more in marks that is all of a paragraph of the body."""
    said = words.span.of(text).rstrip(_NESTED)
    around = words.span.start - paragraph.span.start + paragraph.span.end - words.span.end
    is_whole = around <= _MOST_AROUND
    is_sentence = said.endswith(_FINAL) and len(said.split()) >= _FEWEST_WORDS
    return is_whole and is_sentence and paragraph.where == "body"


_MOST_AROUND = 6
"""Code points around the words in their paragraph: a pair of marks, of whatever form, and a full stop."""


def _asks(quote: Quote, paragraph: Paragraph, text: str) -> bool:
    """Return True if a paragraph is a question of an interview."""
    is_here = paragraph.span.holds(quote.content[-1])
    return quote.rule == RuleName.INTERVIEW and is_here and quote.content[-1].of(text).endswith("?")


def _closes(quote: Quote, paragraph: Paragraph) -> bool:
    """Return True if the last sentence of a paragraph reports the quote."""
    if not quote.cue or not paragraph.doc:
        return False
    last = paragraph.doc[len(paragraph.doc) - 1].sent
    reports = paragraph.between(last[0], last[-1])
    return any(reports.holds(span) for span in quote.cue)
