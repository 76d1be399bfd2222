"""What a link rests on, for a reader: shared words, the speaker, the day, figures, what turns one round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from quotetrack.records import Ground, Printed, PrintedLink, Span
from quotetrack.text.negation import DENIAL_WORDS
from quotetrack.text.stemming import stem
from quotetrack.text.word_weights import words_of

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
_FIGURE = re.compile(r"\d[\d.,]{0,20}")
_EMPTY = frozenset(
    "the a an of to in on at by for from with and or but that this it is are was were be been has have had will would "
    "he she they we i you his her their our its as not no who which what there than so if".split()
)
_MOST = 8
"""Shared words that are named."""
_READ = 4000
"""Code points of each stretch of a quotation that are read."""


def grounds_of(link: PrintedLink) -> tuple[Ground, ...]:
    """Return what the link rests on, in a fixed order; each with the words in both articles that show it."""
    relation = link.link.relation
    around = Ground(what="printed around", says="the articles have the same text around the words")
    return (
        *_shared_words(link.a, link.b),
        *([around] if relation == "copy" else []),
        *_speaker(link.a, link.b),
        *_days(link.a, link.b),
        *_decision(link.link.decided_by),
        *(islice(_opposed(link.a, link.b), 1) if relation == "contradicts" else []),
    )


def _shared_words(a: Printed, b: Printed) -> Iterator[Ground]:
    ours, theirs = _stems(a), _stems(b)
    shared = [word for word in ours if word in theirs]
    if shared:
        named = ", ".join(ours[word][0].of(a.article.text) for word in shared[:_MOST])
        more = f" and {len(shared) - _MOST} more" if len(shared) > _MOST else ""
        there, here = (
            tuple(sorted(span for word in shared for span in side[word])) for side in (ours, theirs)
        )
        yield Ground(what="words", says=f"both have {named}{more}", a=there, b=here)


def _stems(printed: Printed) -> dict[str, list[Span]]:
    """Return where the words of a statement stand, by their stems; words that say nothing are left out."""
    quote = printed.statement.quote
    out: dict[str, list[Span]] = {}
    for span in _places(printed, quote.proposition or quote.content, _WORD):
        for word in words_of(span.of(printed.article.text))[:1]:
            if word not in _EMPTY and (root := stem(word)) not in _EMPTY:
                out.setdefault(root, []).append(span)
    return out


def _places(printed: Printed, spans: tuple[Span, ...], pattern: re.Pattern[str]) -> Iterator[Span]:
    for span in spans:
        end = min(span.end, span.start + _READ)
        for match in pattern.finditer(printed.article.text, span.start, end):
            yield Span(*match.span())


def _speaker(a: Printed, b: Printed) -> Iterator[Ground]:
    ours, theirs = a.statement.attribution, b.statement.attribution
    if ours.speaker and theirs.speaker and ours.speaker.name and theirs.speaker.name:
        name, other = ours.speaker.name, theirs.speaker.name
        is_same = name.casefold() == other.casefold()
        says = f"both say {name}" if is_same else f"{name} there, {other} here"
        yield Ground(what="speaker", says=says, a=ours.mention, b=theirs.mention)


def _days(a: Printed, b: Printed) -> Iterator[Ground]:
    ours, theirs = a.statement.attribution.said_on, b.statement.attribution.said_on
    if ours is not None and theirs is not None and ours.date == theirs.date:
        yield Ground(what="day", says=f"both were said on {ours.date}", a=(ours.basis,), b=(theirs.basis,))
    elif a.article.published and b.article.published:
        is_same = a.article.published == b.article.published
        both, apart = f"both on {a.article.published}", f"on {a.article.published} and {b.article.published}"
        yield Ground(what="day", says=f"printed {both if is_same else apart}")


def _decision(decided_by: str | None) -> Iterator[Ground]:
    if decided_by is not None:
        yield Ground(what="decision", says=f"confirmed by {decided_by}")


def _opposed(a: Printed, b: Printed) -> Iterator[Ground]:
    """Yield what sets the two against each other, the plainest first."""
    denied = [end.statement.attribution.stance in ("denied", "not_said") for end in (a, b)]
    if denied[0] != denied[1]:
        cues = [end.statement.quote.cue if is_so else () for end, is_so in zip((a, b), denied, strict=True)]
        yield Ground(what="negation", says="one is denied", a=cues[0], b=cues[1])
    negated = [_negations(end) for end in (a, b)]
    if bool(negated[0]) != bool(negated[1]):
        yield Ground(what="negation", says="one of them is negated", a=negated[0], b=negated[1])
    figures = [tuple(figure.span for figure in end.statement.quote.figures) for end in (a, b)]
    ours, theirs = (
        spans or tuple(_places(end, end.statement.quote.content, _FIGURE))
        for spans, end in zip(figures, (a, b), strict=True)
    )
    if ours and theirs:
        says = f"they give {ours[0].of(a.article.text)} and {theirs[0].of(b.article.text)}"
        yield Ground(what="figures", says=says, a=ours, b=theirs)


def _negations(printed: Printed) -> tuple[Span, ...]:
    places, text = _places(printed, printed.statement.quote.content, _WORD), printed.article.text
    return tuple(span for span in places if not DENIAL_WORDS.isdisjoint(words_of(span.of(text))))
