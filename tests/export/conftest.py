"""The sheet of all fixtures in every format, written once."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from datetime import date

import pytest

from quotetrack.collection import Collection
from quotetrack.export import FORMATS, Sheet, write
from quotetrack.export.sheet import ComparedClaim
from quotetrack.records import STATUSES, Locator, Printed, Review, Span, Wire


@dataclass(frozen=True, slots=True)
class Written:
    """The rows and claims of the sheet, and the sheet in every format."""

    rows: list[Printed]
    claims: list[ComparedClaim]
    files: dict[str, bytes]


@pytest.fixture(scope="session")
def written(fixture_articles: Collection) -> Written:
    """The fixtures' sheet; every fifth quotation has been checked, and is told to be translated; half of the
    pages are archived."""
    made = fixture_articles.sheet(today=date(2026, 1, 31))
    printed = map(_archived, made.printed)
    rows = [_checked(p, n) if n % 5 == 0 and p.statement.quote.cue else p for n, p in enumerate(printed)]
    claims = list(made.claims([one.statement.quote.id for one in rows]))
    told = [claim for claim in claims if len(claim[0].printings) > 1 or claim[0].conflicts]
    files = {}
    for format in FORMATS:
        out = io.BytesIO()
        assert write(
            Sheet(printed=rows, claims=lambda _: iter(told), title=made.title, method=made.method),
            format,
            out,
        ) == len(rows)
        files[format] = out.getvalue()
    return Written(rows, told, files)


def _checked(printed: Printed, number: int) -> Printed:
    review = Review(
        status=STATUSES[number // 5 % 4],
        reviewer="Eva Holm",
        checked_on="2012-07-09",
        notes=f"Heard, {number}.",
        corrected=("speaker",),
    )
    attribution = replace(printed.statement.attribution, translated=printed.statement.quote.cue[0])
    return Printed(
        article=printed.article,
        statement=replace(printed.statement, attribution=attribution),
        review=review,
        claim=printed.claim,
    )


def _archived(printed: Printed) -> Printed:
    told = printed.article.digest[:8]
    if told > "8":
        return printed
    page = Locator(kind="page", label="iv", span=Span(0, len(printed.article.text)))
    article = replace(
        printed.article,
        archive_url=f"https://archive.example/{told}",
        retrieved="2012-07-06",
        locators=(page,),
        wire=Wire(state="withdrawn", note="the interview was made up") if told < "1" else None,
    )
    return replace(printed, article=article)
