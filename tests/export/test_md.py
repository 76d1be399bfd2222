"""Markdown: what a reader sees is what was printed, whatever the text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from quotetrack.export import Sheet
from quotetrack.export.facts import APPENDIX
from quotetrack.export.legible import legible
from quotetrack.records import ClaimNote, Printed, Review, Span
from tests.builders import reported

from .reading import exported, md_between, md_text, md_tokens
from .statements import HOSTILE, claimed, made, printed, quoting

BARRED = {"html_inline", "html_block", "image", "fence", "code_block", "hr"}


def quoted(data: bytes) -> str:
    """The words in the block quotation, white space folded."""
    (inner,) = md_between(md_tokens(data), "blockquote_open", "blockquote_close")
    return md_text(inner)


def test_markdown_of_a_statement() -> None:
    review = Review(status="rejected", reviewer="Eva Holm", checked_on="2012-07-09", notes="Not on the tape.")
    note = ClaimNote(
        id="c0ffee",
        printings=3,
        sources=2,
        first_published="2012-07-04",
        first_source="The Courier",
        conflicts=1,
    )
    statement = replace(made(), review=review, claim=note)
    statement = replace(
        statement, article=replace(statement.article, archive_url="https://archive.example/1")
    )
    page = exported([statement], "md").decode("utf-8")
    assert page == (
        "# Quotations\n\n## 1. Ana Lima (Foreign Minister)\n\n> a joke\n\n"
        "Foreign Minister Ana Lima told reporters in Porto on Thursday that the plan was “**a joke**”, and left.\n\n"
        "- **Status:** ☐ confirmed ☐ corrected ☒ rejected ☐ unsure\n"
        "- **Review:** rejected by Eva Holm, 9 July 2012, not to be used: Not on the tape.\n"
        "- **Stance:** said\n- **Outlet:** The Gazette\n- **Headline:** Ministers meet\n- **Day:** 5 July 2012\n"
        "- **Link:** <https://gazette.example/porto>\n- **Kind:** mixed\n- **Marks:** “ ”\n"
        "- **Speaker as printed:** Ana Lima\n- **Speaker kind:** person\n"
        "- **Anonymity:** “for fear of the censor”\n- **Speaks for:** the cabinet\n"
        "- **Hearer:** reporters\n- **Said on:** 5 July 2012 (“on Thursday”)\n- **Place:** Porto\n"
        "- **Agencies:** dpa; AFP\n"
        "- **Byline:** Rui Reis\n- **Archive url:** <https://archive.example/1>\n"
        "- **Claim:** 2 independent sources, 3 printings, first on 4 July 2012 in The Courier, "
        "1 quotation contradicts it\n"
        "- **Why:** found by: marks after a cue; cue: “told”; because: subject of the cue: “Ana Lima”; "
        "role: “Foreign Minister”; runner-up: Rui Reis, 0.12 – named nearby: “Porto”\n"
        "\n## Appendix: where the words are\n\n"
        "| number | id | claim | article | offsets | confidence | text digest |\n"
        "| --- | --- | --- | --- | --- | --- | --- |\n"
        f"| 1 | {made().statement.quote.id} | c0ffee | porto | 97\\..103 | 0\\.93 | {made().article.digest} |\n"
    )


def test_markdown_of_a_claim() -> None:
    page = exported(
        claimed("We will not go", "We will go", "We will go", copies=(2,), denial="Nobody will"), "md"
    )
    told = page.decode().partition("## Claims\n")[2].partition("\n## Appendix")[0]
    assert told.startswith(
        "\n### x: `c0ffee000000`\n\n2 independent sources, 3 printings, first on 1 July 2012"
    )
    lines = [line for line in told.splitlines() if line.lstrip().startswith("- ")]
    assert lines[0].startswith("- We will not go – Outlet 0, ")
    assert lines[1].startswith("  - We will ~~not~~ go – Outlet 2, ")
    assert lines[2].startswith("- We will ~~not~~ go – Outlet 1, ")
    assert lines[2].endswith("printing; cut in the middle; changes the sense: negation")
    assert lines[3].startswith("- x: Nobody will – Outlet 3, ")
    assert told.endswith("## Sources and method\n\n- **question:** what\n")


@pytest.mark.parametrize("words", HOSTILE)
def test_markdown_shows_hostile_words_as_words(words: str) -> None:
    data = exported([quoting(words)], "md")
    plain = md_tokens(exported([quoting("x")], "md"))
    tokens = md_tokens(data)
    assert not {*BARRED, "link_open"} & {token.type for token in tokens}
    for kind in ("heading_open", "list_item_open", "blockquote_open", "tr_open", "td_open"):
        assert [t.type for t in tokens].count(kind) == [t.type for t in plain].count(kind)
    assert quoted(data) == " ".join(legible(" ".join(words.split())).split())


@pytest.mark.parametrize("words", HOSTILE)
def test_markdown_title_method_and_claims_are_words_too(words: str) -> None:
    told = claimed("We will go", f"We will {words} go", about=quoting(words))
    sheet = Sheet(printed=told.printed, claims=told.claims, title=words, method=((words, words),))
    tokens = md_tokens(exported(sheet, "md"))
    assert not {*BARRED, "link_open"} & {token.type for token in tokens}
    headings = md_between(tokens, "heading_open", "heading_close")
    assert len(headings) == 6
    assert md_text(headings[0]) in (" ".join(legible(" ".join(words.split())).split()), "Quotations")


@given(printed())
def test_markdown_has_one_entry_whatever_the_text(statement: Printed) -> None:
    types = [token.type for token in md_tokens(exported([statement], "md"))]
    assert not BARRED & set(types)
    assert types.count("heading_open") == 3
    assert (types.count("table_open"), types.count("tr_open"), types.count("td_open")) == (
        1,
        2,
        len(APPENDIX),
    )


def test_markdown_sets_the_words_off_in_their_report() -> None:
    page = exported([reported()], "md").decode()
    assert "\n> the new ferry was “**a bathtub with a flag**”, a costly one … “**at best**”\n" in page
    assert "Whole report" not in page


@pytest.mark.parametrize("words", HOSTILE)
def test_markdown_shows_hostile_reports_as_words(words: str) -> None:
    statement = quoting(words)
    quote = replace(
        statement.statement.quote, kind="mixed", proposition=(Span(0, len(statement.article.text)),)
    )
    data = exported([replace(statement, statement=replace(statement.statement, quote=quote))], "md")
    assert not {*BARRED, "link_open"} & {token.type for token in md_tokens(data)}
    assert quoted(data) == " ".join(legible(" ".join(statement.article.text.split())).split())
