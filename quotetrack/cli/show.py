"""`quotetrack show`: one quotation in full, and why it is what it is."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain
from typing import Annotated

import typer

import quotetrack
from quotetrack.cli import options
from quotetrack.cli.render.output import write_object
from quotetrack.cli.render.rows import passage_words
from quotetrack.cli.render.terminal import is_terminal, show_lines
from quotetrack.export import wording
from quotetrack.export.why import sections
from quotetrack.records import Printed, Span, spans_text


def show(
    id: Annotated[str, typer.Argument(metavar="ID", help="The quotation's id, or its first characters.")],
    db: options.Db = None,
    why: Annotated[
        bool,
        typer.Option("--why", help="Say in words what decided, and name everybody else it could have been."),
    ] = False,
    format: options.ShowFormat = "table",
) -> None:
    """Show one quotation in its paragraph: who said it, to whom, when, where printed, how sure.

    --why says which rule found it, what decided on the speaker, who else came into question and why, and how the
    rest was read, each with its words and their place in the text.
    """
    with quotetrack.open(db, create=False) as collection:
        printed = collection.get(id)
    if format == "jsonl":
        write_object(printed.to_dict(why=why))
    elif is_terminal(sys.stdout):
        from quotetrack.cli.render.quotation import show_quotation

        show_quotation(printed, facts(printed, why=why), why=why)
    else:
        marked = (f"**{words}**" if part == "content" else words for part, words in passage_words(printed))
        reasons = _reasons(printed) if why else ()
        show_lines(chain([("passage", "".join(marked))], facts(printed, why=why), reasons))


def _reasons(printed: Printed) -> Iterator[tuple[str, str]]:
    text = printed.article.text
    for section in sections(printed):
        for reason in section.reasons:
            words = (f"“{span.of(text)}” {wording.offsets((span,))}" for span in reason.words)
            yield reason.about, "; ".join(filter(None, (reason.told, *words)))


def facts(printed: Printed, *, why: bool) -> Iterator[tuple[str, str]]:
    """Yield what is known of a quotation, each under its name; unknown things are left out.

    With `why`, all that `sections` gives is left to it.
    """
    article, quote, attribution = printed.article, printed.statement.quote, printed.statement.attribution
    kind = quote.kind + ("" if quote.where == "body" else f", in a {quote.where}")
    lines = (
        ("words", printed.text),
        ("speaker", wording.who(printed)),
        *(() if why else _manner(printed)),
        ("kind", kind),
        ("outlet", wording.outlet(article)),
        ("published", wording.day(article.published)),
        ("page or time", wording.page_or_time(printed)),
        ("title", article.title or ""),
        ("byline", article.byline or ""),
        ("agencies", "; ".join(article.agencies)),
        ("url", article.url or ""),
        ("archived at", article.archive_url or ""),
        ("retrieved", wording.day(article.retrieved)),
        ("article", f"{article.id}, characters {wording.offsets(quote.content)}"),
        *(() if why else (("confidence", f"{attribution.confidence:.2f}"), *_first_reasons(printed))),
        ("id", quote.id),
        ("review", wording.review_line(printed)),
        ("embargo", wording.embargo(article, datetime.now(UTC))),
    )
    yield from ((name, value) for name, value in lines if value)


def _manner(printed: Printed) -> tuple[tuple[str, str], ...]:
    """How it was said, in the words of the article."""
    quote, attribution, text = printed.statement.quote, printed.statement.attribution, printed.article.text

    def words(*spans: Span | None) -> str:
        return spans_text(text, filter(None, spans))

    said_on = attribution.said_on
    day = f"{wording.day(said_on.date)} (“{words(said_on.basis)}”)" if said_on else ""
    return (
        ("as printed", words(*attribution.mention)),
        ("role", wording.role(printed)),
        ("speaks for", words(attribution.speaks_for)),
        ("anonymity", words(attribution.anonymity)),
        ("stance", wording.STANCE_WORDS[attribution.stance]),
        ("act", "" if attribution.act == "speech" else wording.ACT_WORDS[attribution.act]),
        ("cue", words(*quote.cue)),
        ("report", wording.report(printed)),
        ("figures", wording.figures(printed)),
        ("about", wording.about(printed)),
        ("hearer", words(attribution.hearer)),
        ("said on", day + (", from a nearby sentence" if said_on and said_on.inferred else "")),
        ("place", words(attribution.place)),
        ("occasion", words(attribution.occasion)),
        ("via", "; ".join(map(words, attribution.via))),
        ("translated", words(attribution.translated)),
    )


def _first_reasons(printed: Printed) -> Iterator[tuple[str, str]]:
    """What found it and what was repaired; then the first reason for the speaker, and who comes next."""
    quote, attribution, text = printed.statement.quote, printed.statement.attribution, printed.article.text
    yield "found by", quote.rule
    yield "repaired", "; ".join(quote.flags)
    for reason in [reason for reason in attribution.evidence if reason.rule != quote.rule][:1]:
        yield "because", f"{reason.rule}: “{reason.span.of(text)}”" if reason.span else reason.rule
    for other in attribution.candidates[:1]:
        yield "or else", f"{other.name} ({other.score:.2f}: {other.reason})"
