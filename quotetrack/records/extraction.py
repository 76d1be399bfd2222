"""What is found in one article: by the program, or given by somebody else."""

from __future__ import annotations

from dataclasses import dataclass, replace

from quotetrack.records.article import Article, JsonObject, KeyTerm, span_list
from quotetrack.records.quotation import Statement
from quotetrack.records.rules import RuleName
from quotetrack.records.span import Span


@dataclass(frozen=True, slots=True)
class NotSpeech:
    """Words in quotation marks that quote nobody.

    Attributes:
        span: The words, without their marks.
        rule: The rule that says so, such as "title", "nickname" or "scare quotes".

    Example:
        >>> NotSpeech(Span(5, 13), "title").rule
        'title'
    """

    span: Span
    rule: str

    def to_dict(self, text: str) -> JsonObject:
        """Return the words and the rule, as they stand under "not_speech" in the JSON of `quotetrack extract`."""
        return {"content": span_list([self.span]), "text": self.span.of(text), "rule": self.rule}


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that was found in one article.

    Attributes:
        article: The article.
        statements: What is said in it, in text order.
        versions: What found it, each part with its version: the program, the language pipeline, the model.
        not_speech: What stands in quotation marks and quotes nobody, in text order.
        key_terms: What the article is about, best first; found only if they are asked for.
        too_dense: Paragraphs with more marks, cues or names in little room than any news has. They were read in short
            pieces, by rules alone.

    Example:
        >>> [quote["stance"] for quote in extraction.to_dict()["quotes"]]
        ['said', 'denied', 'said']
    """

    article: Article
    statements: tuple[Statement, ...]
    versions: tuple[tuple[str, str], ...] = ()
    not_speech: tuple[NotSpeech, ...] = ()
    key_terms: tuple[KeyTerm, ...] = ()
    too_dense: int = 0

    def to_dict(
        self,
        *,
        text: bool = False,
        zones: bool = False,
        not_speech: bool = False,
        min_confidence: float = 0.0,
    ) -> JsonObject:
        """Return the article and its quotations, as `quotetrack extract` prints them.

        Args:
            text: Add the article's text.
            zones: Add what the article's parts are, headline, caption and the like, and what of its page was left out
                of the text, if reading was asked to keep that.
            not_speech: Add what stands in quotation marks and quotes nobody.
            min_confidence: Leave out quotations whose speaker is less sure than this, 0 to 1.

        Returns:
            A new dictionary; the quotations stand under "quotes". If the article is not English, there are none, and
            "language" has its code.
        """
        article = self.article
        line = article.to_dict()
        if not article.is_english:
            line["language"] = article.language
        line["quotes"] = [s.to_dict(article) for s in self.surer_than(min_confidence).statements]
        if not_speech:
            line["not_speech"] = [silent.to_dict(article.text) for silent in self.not_speech]
        if text:
            line["text"] = article.text
        if zones:
            line["zones"] = [
                {"kind": zone.kind, "span": [zone.span.start, zone.span.end]} for zone in article.zones
            ]
            if article.left_out:
                line["left_out"] = [{"kind": part.kind, "text": part.words} for part in article.left_out]
        return line

    @property
    def unattributed(self) -> int:
        """How many whole utterances in marks have no speaker; what is asked in an interview stands in none."""
        whole = (
            s for s in self.statements if s.quote.kind == "direct" and s.quote.rule != RuleName.INTERVIEW
        )
        return sum(s.attribution.speaker is None for s in whole)

    @property
    def unreported(self) -> int:
        """How many whole utterances in marks are taken for no speech, since nothing reports them."""
        return sum(words.rule == "nothing reports it" for words in self.not_speech)

    def surer_than(self, min_confidence: float) -> Extraction:
        """Return the extraction without the statements whose speaker is less sure than this, 0 to 1."""
        sure = tuple(s for s in self.statements if s.attribution.confidence >= min_confidence)
        return replace(self, statements=sure)

    def _repr_html_(self) -> str:
        """Return what a notebook shows: the article with its quotations marked by speaker."""
        import quotetrack

        return quotetrack.render_html(self, page=False)


@dataclass(frozen=True, slots=True)
class Given:
    """An article with statements that somebody else has found in it.

    Attributes:
        article: The article.
        statements: The statements, in text order.
        unsettled: The ids of quotes that are given with a mention only: who that is has yet to be settled.
    """

    article: Article
    statements: tuple[Statement, ...]
    unsettled: frozenset[str] = frozenset()
