"""What a draft says that somebody said, stretch by stretch: words in quotation marks, and claims without."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quotetrack.comparison.tokens import in_marks, tokens_of
from quotetrack.parsing.clauses import clauses_among
from quotetrack.records import (
    Article,
    Attribution,
    Extraction,
    Form,
    Kind,
    Printed,
    Quote,
    Span,
    Stance,
    Statement,
    spans_text,
    statement_id,
)
from quotetrack.records.paragraphs import trim
from quotetrack.records.rules import RuleName

_UNREPORTED = ("scare quotes", "nothing reports it")
"""Why words in marks were taken for nobody's that may be somebody's after all. Titles, signs and the like are not."""
_NO_CLAIM: tuple[Stance, ...] = ("asked", "declined", "not_said")
"""What is asked, or not said, is no claim of what somebody said."""
_MARKS = "\"“”„«»'‘’`"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPassage:
    """A stretch to be checked. `whole` are all words of an utterance that the reporter interrupts, else those of the
    stretch; `names` are the speaker's name and those of others whom a pronoun may mean, `described` the words for a
    speaker who has no name."""

    id: str
    form: Form
    spans: tuple[Span, ...]
    words: str
    whole: str
    names: tuple[str, ...] = ()
    described: str | None = None
    stance: Stance = "said"


def find_passages(extraction: Extraction) -> list[DraftPassage]:
    """Return what is to be checked of a draft, in the order of the text."""
    article = extraction.article
    marked = [passage for each in extraction.statements for passage in _in_marks(article, each)]
    marked += _unreported(extraction)
    taken = sorted({span for passage in marked for span in passage.spans})
    claims = [passage for each in _claims(extraction) if (passage := _claim(article, each, taken))]
    return sorted([*marked, *claims], key=lambda passage: (passage.spans, passage.form))


def _in_marks(article: Article, statement: Statement) -> Iterator[DraftPassage]:
    """Yield each stretch of a statement that stands in marks."""
    quote = statement.quote
    if quote.kind == "indirect":
        return
    spans = in_marks(Printed(article=article, statement=statement))
    words = [_on_one_line(span.of(article.text)) for span in spans]
    whole = (" " if quote.kind == "direct" else " … ").join(words)
    for span, own in zip(spans, words, strict=True):
        if tokens_of(article.text, (span,)):
            yield _passage(article, "marks", (span,), own, statement, whole=whole)


def _unreported(extraction: Extraction) -> Iterator[DraftPassage]:
    """Yield what stands in marks and is nobody's by the draft, of two words or more."""
    article = extraction.article
    for silent in extraction.not_speech:
        words = _on_one_line(silent.span.of(article.text))
        if silent.rule in _UNREPORTED and len(words.split()) > 1:
            yield _passage(article, "marks", (silent.span,), words, None)


def _claims(extraction: Extraction) -> list[Statement]:
    """Return the claims without marks. Of what the model alone takes for one, only what says something of somebody or
    something: "a fight", which somebody promised, is true of nothing."""
    claims = [
        each
        for each in extraction.statements
        if each.quote.kind == "indirect" and each.quote.shown and each.attribution.stance not in _NO_CLAIM
    ]
    unsure = [each for each in claims if each.quote.rule == RuleName.MODEL]
    places = [span for each in unsure for span in each.quote.content]
    clauses = clauses_among(extraction.article, places)
    return [each for each in claims if each not in unsure or not clauses.isdisjoint(each.quote.content)]


def _claim(article: Article, statement: Statement, marked: Sequence[Span]) -> DraftPassage | None:
    """Return a claim, up to where words in marks begin that are checked for themselves; None if too little is left."""
    spans: list[Span] = []
    for span in statement.quote.content:
        within = next((other for other in marked if other.meets(span)), None)
        end = max(span.start, within.start) if within else span.end
        before = article.text[span.start : end].rstrip().rstrip(_MARKS) if within else span.of(article.text)
        kept = trim(article.text, span.start, span.start + len(before))
        spans += [kept] if kept.start < kept.end else []
        if within:
            break
    words = _on_one_line(" ".join(span.of(article.text) for span in spans))
    if len(words.split()) < _FEWEST:
        return None
    return _passage(article, "indirect", tuple(spans), words, statement)


_FEWEST = 3
"""Words of a claim: a subject, a verb and what is said of it."""


def _passage(
    article: Article,
    form: Form,
    spans: tuple[Span, ...],
    words: str,
    statement: Statement | None,
    *,
    whole: str = "",
) -> DraftPassage:
    kind: Kind = "direct" if form == "marks" else "indirect"
    id = statement_id(article, Quote(id="", kind=kind, content=spans))
    if statement is None:
        return DraftPassage(id=id, form=form, spans=spans, words=words, whole=words)
    attribution = statement.attribution
    mention = _on_one_line(spans_text(article.text, attribution.mention))
    return DraftPassage(
        id=id,
        form=form,
        spans=spans,
        words=words,
        whole=whole or words,
        names=tuple(_names(attribution)),
        # A single word stands for somebody named before, whom nothing settled.
        described=mention if len(mention.split()) > 1 else None,
        stance=attribution.stance,
    )


_MAY_BE_MEANT = 0.1
"""How likely somebody is whom a reader of the draft may take a pronoun to mean."""


def _names(attribution: Attribution) -> Iterator[str]:
    """Yield the name of the speaker, and behind it the names of others whom the same word may well mean."""
    if attribution.speaker_name is None or not any(map(str.isalnum, attribution.speaker_name)):
        return
    yield attribution.speaker_name
    if any(each.rule == "pronoun" for each in attribution.evidence):
        yield from (each.name for each in attribution.candidates if each.score >= _MAY_BE_MEANT)


def _on_one_line(words: str) -> str:
    return " ".join(words.split())
