"""The claims of all fixtures in every format that shows them, opened again: every printing with its words, how they
differ and where it stands."""

from __future__ import annotations

import pytest

from quotetrack.export.legible import legible
from quotetrack.export.printings import VARIANTS, Variant, variants
from quotetrack.export.sheet import ComparedClaim

from .conftest import Written
from .reading import Element, md_tokens, read_docx, read_html, read_xlsx, typed

pytestmark = pytest.mark.parser


def test_xlsx_claims(written: Written) -> None:
    sheet = read_xlsx(written.files["xlsx"])["claims"]
    expected = [
        tuple(typed(column.value(row), column.holds) for column in VARIANTS)
        for claim in written.claims
        for row in variants(claim)
    ]
    assert list(sheet.iter_rows(min_row=2, values_only=True)) == expected


def words_html(row: Element) -> str:
    return "".join(_kept(part) for part in row.one("p", "words").parts)


def _kept(part: Element | str) -> str:
    return (
        part
        if isinstance(part, str)
        else ""
        if part.tag == "del" or part.attrs.get("class") == "gap"
        else part.text()
    )


CELLS = {column.heading: column.value for column in VARIANTS}


def test_html_claims(written: Written) -> None:
    claims = list(read_html(written.files["html"]).all("article", "claim"))
    for claim, told in zip(claims, written.claims, strict=True):
        assert claim.own("p")[-1].text() == legible(told[0].fullest.report)
        for element, row in zip(claim.all("li"), in_order(told), strict=True):
            check_row(element, row)


def check_row(element: Element, row: Variant) -> None:
    where = element.one("p", "where")
    assert where.one("", "id").text() == CELLS["quotation"](row)
    assert CELLS["outlet"](row) in where.text()
    assert CELLS["url"](row) in [link.attrs["href"] for link in where.all("a")]
    badges = [badge.text() for badge in where.all("span", "badge")]
    assert set(filter(None, CELLS["agencies"](row).split("; "))) <= set(badges)
    assert CELLS["kind"](row) in badges
    assert ("a copy: does not count" in badges) == bool(row.copy_of)
    if row.is_fullest:
        assert "fullest printing: the words above" in badges
        return
    assert words_html(element) == legible(row.printed.report)
    verdict = element.one("p", "verdict")
    assert next(verdict.all()).text() == CELLS["differs"](row)
    assert bool(list(verdict.all("span", "sense"))) == bool(CELLS["changes the sense"](row))


def test_docx_claims(written: Written) -> None:
    told = [(p.style.name if p.style else "", p) for p in read_docx(written.files["docx"]).paragraphs]
    start = next(n for n, (style, p) in enumerate(told) if style == "Heading 1" and p.text == "Claims")
    words = [
        "".join(run.text for run in p.runs if not run.font.strike)
        for style, p in told[start:]
        if style in ("Passage", "Copy")
    ]
    facts = [tuple(p.text.split("\t")) for style, p in told[start:] if style == "Fact"]
    expected = [row for claim in written.claims for row in in_order(claim)]
    assert words == [legible(row.printed.report) for row in expected]
    verdicts = [value for name, value in facts if name == "what"]
    assert len(verdicts) == len(expected)
    assert all(value.endswith(CELLS["differs"](row)) for value, row in zip(verdicts, expected, strict=True))
    where = [value for name, value in facts if name == "printed in"]
    assert all(row.printed.statement.quote.id in value for value, row in zip(where, expected, strict=True))


def test_markdown_claims(written: Written) -> None:
    tokens = md_tokens(written.files["md"].partition(b"\n## Claims\n")[2].partition(b"\n## Sources")[0])
    ends = [
        n for n, t in enumerate(tokens) if t.type == "code_inline" and tokens[n - 1].content.endswith("; ")
    ]
    told = [tokens[n].content for n in ends]
    assert told == [row.printed.statement.quote.id for claim in written.claims for row in in_order(claim)]


def in_order(claim: ComparedClaim) -> list[Variant]:
    """The rows of a claim, copies right after what they copy."""
    rows = list(variants(claim))
    there = {row.printed.statement.quote.id for row in rows if not row.copy_of and not row.conflict}
    found = []
    for row in rows:
        if row.copy_of not in there:
            found.append(row)
            id = row.printed.statement.quote.id
            found += [other for other in rows if other.copy_of == id and not row.copy_of and not row.conflict]
    return found
