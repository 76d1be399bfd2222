"""The sheet of all fixtures in every format that people read, opened again by another library: every field is what the
columns give."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from openpyxl.utils.escape import unescape

from quotetrack.export.columns import COLUMNS
from quotetrack.export.facts import APPENDIX
from quotetrack.review.cells import READ_AS, restore

from .conftest import Written
from .reading import (
    HEADINGS,
    Element,
    cells,
    md_between,
    md_text,
    md_tokens,
    read_csv,
    read_docx,
    read_html,
    read_xlsx,
    typed,
)
from .told import AS_THEY_ARE, IN_OTHER_WORDS, NOT_TOLD, Entry, check

pytestmark = pytest.mark.parser


def test_the_sheet_is_worth_opening(written: Written) -> None:
    assert len(written.rows) > 100
    assert len(written.claims) > 10
    empty = {heading for heading in HEADINGS if not any(cells(one)[heading] for one in written.rows)}
    assert empty <= {"reason for anonymity"}


# Tables


def test_csv(written: Written) -> None:
    heading, *rows = read_csv(written.files["csv"])
    assert heading == HEADINGS
    assert [dict(zip(heading, map(restore, row), strict=True)) for row in rows] == list(
        map(cells, written.rows)
    )


def test_xlsx(written: Written) -> None:
    heading, *rows = read_xlsx(written.files["xlsx"])["quotations"].iter_rows(values_only=True)
    names = [READ_AS.get(name, name) for name in heading if name]
    for number, (told, statement) in enumerate(zip(rows, written.rows, strict=True), start=1):
        found = dict(zip(names, (unescape(c) if isinstance(c, str) else c for c in told), strict=True))
        assert found.pop("number") == number
        before, after = statement.context
        context = " ".join(found.pop("context").split())
        assert context.startswith(" ".join(before.split()))
        assert context.endswith(" ".join(after.split()))
        own = cells(statement)
        assert found == {column.heading: typed(own[column.heading], column.holds) for column in COLUMNS}


def test_xlsx_sources(written: Written) -> None:
    sheet = read_xlsx(written.files["xlsx"])["sources and method"]
    headings = [cell.value for cell in sheet[1] if cell.value]
    told = {
        tuple(cells[: len(headings)])
        for cells in sheet.iter_rows(min_row=2, values_only=True)
        if cells[-1] is not None
    }
    digests = {row[headings.index("text digest")] for row in told}
    assert digests == {one.article.digest for one in written.rows}


@pytest.mark.parametrize("format", ["json", "jsonl", "ndjson"])
def test_json(written: Written, format: str) -> None:
    data = written.files[format]
    told = json.loads(data) if format == "json" else [json.loads(line) for line in data.splitlines()]
    assert told == [json.loads(json.dumps(one.to_dict())) for one in written.rows]


# What people read


def entries_html(data: bytes) -> list[Entry]:
    return [_card(card) for card in read_html(data).all("article", "quotation")]


def _card(card: Element) -> Entry:
    facts = [(name, value) for dl in card.all("dl") for name, value in dl.pairs()]
    facts += [("stance", card.one("div", "badges").own("span")[0].text())]
    facts += [("kind", card.one("div", "badges").own("span")[1].text())]
    facts += [("status", review.text()) for review in card.all("p", "review")]
    facts += [("confidence", card.one("span", "sure").text()), ("id", card.attrs["id"].removeprefix("q-"))]
    proof, (place, *archive) = card.one("p", "proof"), card.one("div", "printed").own("p")
    addresses = " ".join(link.attrs["href"] for link in place.all("a"))
    facts += [("printed in", f"{place.text()} {addresses}")]
    facts += [("archive url", link.attrs["href"]) for p in archive[:-1] for link in p.all("a")]
    facts += [
        ("claim", f"{link.text()} · {link.attrs['href'].removeprefix('#c-')}")
        for link in proof.all("a", "to-claim")
    ]
    who = " ".join(told.text() for told in card.one("div", "told").all() if told.tag in ("h3", "span"))
    passage = card.one("p", "passage")
    words = [mark.text() for mark in passage.all("mark")]
    return Entry(who, words, passage.text(), [cue.text() for cue in passage.all("span", "cue")], facts)


def entries_docx(data: bytes) -> list[Entry]:
    found: list[Entry] = []
    for p in read_docx(data).paragraphs:
        style = p.style.name if p.style else ""
        if style == "Heading 1" and found and p.text == "Claims":
            break
        if style == "Heading 2":
            found.append(Entry(p.text.partition(". ")[2], [], "", [], []))
        elif style == "Passage":
            found[-1].passage = p.text
            found[-1].words += [r.text for r in p.runs if r.bold]
            found[-1].cue += [r.text for r in p.runs if r.font.underline not in (None, True)]
        elif style == "Fact" and found:
            name, _, value = p.text.partition("\t")
            found[-1].facts.append((name, value))
    (appendix,) = read_docx(data).tables
    for entry, line in zip(found, appendix.rows[1:], strict=True):
        _as_the_columns_have_it(entry, [cell.text for cell in line.cells])
    return found


def _as_the_columns_have_it(entry: Entry, appendix: list[str]) -> None:
    """Give an entry what the appendix has of it, and where it was printed in one line."""
    told = dict(zip(APPENDIX, appendix, strict=True))
    if entry.one("claim"):
        told["claim"] = f"{entry.one('claim')} {told['claim']}"
    told["printed in"] = " ".join(entry.one(name) for name in ("outlet", "headline", "day", "link"))
    told["status"] = entry.one("review")
    entry.facts = [*told.items(), *(fact for fact in entry.facts if fact[0] not in told)]


def entries_md(data: bytes) -> list[Entry]:
    tokens = md_tokens(data)
    starts = [n for n, t in enumerate(tokens) if t.type == "heading_open" and t.tag == "h2"]
    found: list[Entry] = []
    (table,) = md_between(tokens, "tbody_open", "tbody_close")
    lines = [
        [md_text(cell) for cell in md_between(line, "td_open", "td_close")]
        for line in md_between(table, "tr_open", "tr_close")
    ]
    for start, end in zip(starts, [*starts[1:], len(tokens)], strict=True):
        part = tokens[start:end]
        heading = md_text(md_between(part, "heading_open", "heading_close")[0])
        if not heading[0].isdigit():
            break
        entry = Entry(heading.partition(". ")[2], [], "", [], [])
        entry.passage = md_text(md_between(part, "blockquote_close", "bullet_list_open")[0])
        for item in md_between(part, "list_item_open", "list_item_close"):
            _read_item(entry, item)
        _as_the_columns_have_it(entry, lines[len(found)])
        (quoted,) = md_between(part, "blockquote_open", "blockquote_close")
        # Words in bold are part of a report; else the words are all of it.
        entry.words = [md_text(words) for words in md_between(quoted, "strong_open", "strong_close")]
        entry.facts += [("whole report", md_text(quoted))] * bool(entry.words)
        entry.words = entry.words or [md_text(quoted)]
        found.append(entry)
    return found


def _read_item(entry: Entry, item: list) -> None:  # type: ignore[type-arg]
    addresses = " ".join(str(token.attrs["href"]) for token in item if token.type == "link_open")
    name, _, value = md_text(item).partition(": ")
    entry.facts.append((name.lower(), addresses or value if name == "Link" else value))


@pytest.mark.parametrize(
    ("format", "read"),
    [("html", entries_html), ("docx", entries_docx), ("md", entries_md)],
    ids=["html", "docx", "md"],
)
def test_every_field_of_every_quotation(
    written: Written, format: str, read: Callable[[bytes], list[Entry]]
) -> None:
    entries = read(written.files[format])
    for entry, statement in zip(entries, written.rows, strict=True):
        check(entry, statement, folded=format == "md")


def test_every_column_is_looked_for() -> None:
    assert {*AS_THEY_ARE, *IN_OTHER_WORDS, *NOT_TOLD} == set(HEADINGS)
