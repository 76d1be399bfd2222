"""What a link rests on, for a reader: shared words, the speaker, the day, figures, what turns one round."""

from __future__ import annotations

import re
from collections.abc import Iterator

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


def grounds_of(link: PrintedLink) -> tuple[Ground, ...]:
    """What the link rests on, in a fixed order; each with the words in both articles that show it."""
    return tuple(_grounds(link.a, link.b, link.link.relation))


def _grounds(a: Printed, b: Printed, relation: str) -> Iterator[Ground]:
    ours, theirs = _stems(a), _stems(b)
    shared = [word for word in ours if word in theirs and word not in _EMPTY]
    if shared:
        told = ", ".join(ours[word][0].of(a.article.text) for word in shared[:_MOST])
        rest = len(shared) - _MOST
        yield Ground(
            what="words",
            says=f"both have {told}" + (f" and {rest} more" if rest > 0 else ""),
            a=tuple(sorted(span for word in shared for span in ours[word])),
            b=tuple(sorted(span for word in shared for span in theirs[word])),
        )
    if relation == "copy":
        yield Ground(what="printed around", says="the articles have the same text around the words")
    yield from _speaker(a, b)
    yield from _days(a, b)
    if relation == "contradicts":
        yield from _opposed(a, b)


def _stems(printed: Printed) -> dict[str, list[Span]]:
    text, quote = printed.article.text, printed.statement.quote
    out: dict[str, list[Span]] = {}
    for span in quote.proposition or quote.content:
        for found in _WORD.finditer(text, span.start, min(span.end, span.start + 4000)):
            for word in words_of(found.group())[:1]:
                if word not in _EMPTY:
                    out.setdefault(stem(word), []).append(Span(found.start(), found.end()))
    return out


def _speaker(a: Printed, b: Printed) -> Iterator[Ground]:
    one, other = a.statement.attribution, b.statement.attribution
    if one.speaker is None or other.speaker is None or not one.speaker.name or not other.speaker.name:
        return
    same = one.speaker.name.casefold() == other.speaker.name.casefold()
    says = f"both say {one.speaker.name}" if same else f"{one.speaker.name} there, {other.speaker.name} here"
    yield Ground(what="speaker", says=says, a=one.mention, b=other.mention)


def _days(a: Printed, b: Printed) -> Iterator[Ground]:
    one, other = a.statement.attribution.said_on, b.statement.attribution.said_on
    if one is not None and other is not None and one.date == other.date:
        yield Ground(what="day", says=f"both were said on {one.date}", a=(one.basis,), b=(other.basis,))
    elif a.article.published and b.article.published:
        same = a.article.published == b.article.published
        told = (
            f"both on {a.article.published}"
            if same
            else f"on {a.article.published} and {b.article.published}"
        )
        yield Ground(what="day", says=f"printed {told}")


def _opposed(a: Printed, b: Printed) -> Iterator[Ground]:
    for one, other, place in ((a, b, 0), (b, a, 1)):
        stance = one.statement.attribution.stance
        if stance in ("denied", "not_said") and other.statement.attribution.stance not in (
            "denied",
            "not_said",
        ):
            cue = one.statement.quote.cue
            yield Ground(
                what="negation",
                says="one is denied",
                a=cue if place == 0 else (),
                b=cue if place == 1 else (),
            )
            return
    turned = [tuple(_spans_of(one, DENIAL_WORDS)) for one in (a, b)]
    if bool(turned[0]) != bool(turned[1]):
        yield Ground(what="negation", says="one of them is negated", a=turned[0], b=turned[1])
        return
    figures = [tuple(f.span for f in one.statement.quote.figures) or tuple(_digits(one)) for one in (a, b)]
    if figures[0] and figures[1]:
        told = " and ".join(f[0].of(one.article.text) for f, one in zip(figures, (a, b), strict=True))
        yield Ground(what="figures", says=f"they give {told}", a=figures[0], b=figures[1])


def _spans_of(printed: Printed, wanted: frozenset[str]) -> Iterator[Span]:
    for span in printed.statement.quote.content:
        for found in _WORD.finditer(printed.article.text, span.start, min(span.end, span.start + 4000)):
            if not wanted.isdisjoint(words_of(found.group())):
                yield Span(found.start(), found.end())


def _digits(printed: Printed) -> Iterator[Span]:
    for span in printed.statement.quote.content:
        for found in re.finditer(
            r"\d[\d.,]{0,20}", printed.article.text[span.start : min(span.end, span.start + 4000)]
        ):
            yield Span(span.start + found.start(), span.start + found.end())
