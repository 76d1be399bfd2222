"""Markdown for reading: each quotation block-quoted under its speaker, with its paragraph and outlet.

Whatever an article prints is escaped, so it can make no heading, link, image or HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import IO, BinaryIO

from quotetrack.export import facts, wording
from quotetrack.export.legible import legible, web_address
from quotetrack.export.passage import passage
from quotetrack.export.printings import (
    ComparedWords,
    ShownPrinting,
    Variant,
    differs,
    is_what,
    side_by_side,
    warnings,
)
from quotetrack.export.sheet import ComparedClaim, Sheet, SheetStream, chunks, later
from quotetrack.records import Article, Printed, Span

# What means something anywhere in a line, and what does so only where a line begins. Two-sided signs are
# escaped one by one, so no run of them is left. "@" and "://" would link by themselves on some sites.
_ANYWHERE = re.compile(r"[\\`*_\[\]<>&~|#$^@]|(?<=[A-Za-z]):(?=//)")
_AT_START = re.compile(r"^[ \t]*(?:(?=[-+=:!])|\d+(?=[.)]))", re.MULTILINE)


def write(sheet: Sheet, out: BinaryIO) -> int:
    """Write the quotations; return how many there were."""
    stream = SheetStream(sheet)
    with later() as appendix:
        for line in _lines(sheet, stream, appendix):
            out.write(_encoded(line))
        for chunk in chunks(appendix):
            out.write(chunk)
    return stream.rows


def _encoded(line: str) -> bytes:
    return f"{line}\n".encode("utf-8", "backslashreplace")


def _lines(sheet: Sheet, stream: SheetStream, appendix: IO[bytes]) -> Iterator[str]:
    yield f"# {escape_markdown(sheet.title) or 'Quotations'}"
    for printed in stream:
        yield from _entry(printed, stream.rows)
        appendix.write(_encoded(_table_row(map(escape_markdown, facts.appendix_row(stream.rows, printed)))))
    if not stream.rows:
        yield "\nNo quotations."
    for number, compared in enumerate(stream.claims()):
        yield "" if number else "\n## Claims\n"
        yield from _claim(compared)
    if sheet.method:
        yield "\n## Sources and method\n"
        yield from (
            f"- **{escape_markdown(name)}:** {escape_markdown(value)}" for name, value in sheet.method
        )
    if stream.rows:
        yield "\n## Appendix: where the words are\n"
        yield _table_row(facts.APPENDIX)
        yield _table_row(["---"] * len(facts.APPENDIX))


def _table_row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _entry(printed: Printed, number: int) -> Iterator[str]:
    """Yield the lines of one quotation, under a heading with its number and speaker."""
    role = wording.role(printed)
    heading = escape_markdown(wording.who(printed)) + (f" ({escape_markdown(role)})" if role else "")
    yield f"\n## {number}. {heading}\n"
    yield from (f"> {line}".rstrip() for line in _words(printed).split("\n"))
    yield f"\n{_passage(printed)}\n"
    boxes = (f"{'☒' if is_so else '☐'} {status}" for status, is_so in facts.status_boxes(printed))
    yield f"- **Status:** {' '.join(boxes)}"
    yield from (f"- **{name}:** {value}" for name, value in _facts(printed))


def _words(printed: Printed) -> str:
    """Return the whole report on one line, the words quoted in bold; words that are all of it with their lines."""
    if not wording.has_report(printed):
        return escape_markdown(printed.text, lines=True)
    return "".join(escaped_piece(words, "**" * is_quoted) for words, is_quoted in printed.report_pieces())


def escape_markdown(text: str, *, lines: bool = False) -> str:
    """Return the text with Markdown's signs escaped, on one line unless `lines` keeps its line breaks.

    Blanks that begin a line are dropped: four of them would make it code.
    """
    kept = (line.strip() for line in text.splitlines()) if lines else (" ".join(text.split()),)
    escaped = _ANYWHERE.sub(r"\\\g<0>", legible("\n".join(kept)))
    return _AT_START.sub(r"\g<0>\\", escaped)


def _facts(printed: Printed) -> Iterator[tuple[str, str]]:
    """Yield what is known beside the words, each under its name, escaped."""
    if review := wording.review_line(printed):
        yield "Review", escape_markdown(review)
    stands_above = ("whole report",) if wording.has_report(printed) else ()
    for name, value in facts.document_facts(printed):
        if name not in stands_above:
            yield (
                _named(name),
                md_address(value) if name in ("link", "archive url") else escape_markdown(value),
            )
    if claim := facts.claim_fact(printed.claim):
        yield "Claim", escape_markdown(claim)
    if why := facts.why_facts(printed):
        yield "Why", "; ".join(f"{name}: {escape_markdown(value)}" for name, value in why)


def _named(name: str) -> str:
    return name[:1].upper() + name[1:]


def md_origin(article: Article) -> str:
    """Return outlet, title, day and address, as far as known; else the article's id."""
    parts = (wording.outlet(article), article.title or "", wording.day(article.published))
    printed_in = ", ".join(filter(None, map(escape_markdown, parts)))
    return f"{printed_in} {md_address(article.url)}".strip() or escape_markdown(article.id)


def md_address(url: str | None) -> str:
    """Return the address as a link if it is one of the web, else escaped."""
    address = web_address(url)
    return f"<{address}>" if address else escape_markdown(url or "")


def _claim(compared: ComparedClaim) -> Iterator[str]:
    """Yield the lines of a claim under a heading, its printings by day with what they cut and put."""
    claim, _ = compared
    printings, conflicts = side_by_side(compared)
    yield f"### {escape_markdown(wording.who(claim.fullest))}: `{escape_markdown(claim.id)}`\n"
    yield f"{escape_markdown(facts.claim_fact(facts.claim_note(claim)))}\n"
    for printing in printings:
        yield _printing(printing)
        yield from (f"  {_printing(copy)}" for copy in printing.copies)
    if conflicts:
        yield "\nContradicted by:\n"
    for row in conflicts:
        who, words = escape_markdown(wording.who(row.printed)), escape_markdown(row.printed.report)
        yield f"- {who}: {words} – {_row(row)}; {escape_markdown(differs(row))}"


def _printing(shown: ShownPrinting) -> str:
    row = shown.row
    words = "".join(map(_stretch, shown.stretches)).strip()
    sense = f"changes the sense: {escape_markdown(warnings(row))}" if warnings(row) else ""
    notes = "; ".join(filter(None, (escape_markdown(is_what(row)), escape_markdown(differs(row)), sense)))
    return f"- {words} – {_row(row)}; {notes}"


def _row(row: Variant) -> str:
    """Return where a printing stands, with agencies, what a reviewer found, and the quotation's id."""
    article, review = row.printed.article, wording.review_line(row.printed)
    known = [
        md_origin(article),
        *map(escape_markdown, article.agencies),
        *([escape_markdown(review)] if review else []),
    ]
    return "; ".join([*known, f"`{escape_markdown(row.printed.id)}`"])


def _stretch(stretch: ComparedWords) -> str:
    """Return words as they are, ~~cut~~ or **put**, with the blanks that part them."""
    words = escaped_piece(stretch.words, {"same": "", "around": "", "cut": "~~", "put": "**"}[stretch.what])
    before = " " if stretch.space == "before" and not words.startswith(" ") else ""
    after = " " if stretch.space == "after" and not words.endswith(" ") else ""
    return before + words + after


def escaped_piece(words: str, sign: str = "") -> str:
    """Return words, escaped, between signs, with a blank for what is blank at either end."""
    before, escaped, after = " " * words[:1].isspace(), escape_markdown(words), " " * words[-1:].isspace()
    return f"{before}{sign}{escaped}{sign}{after}" if escaped else before


def _passage(printed: Printed) -> str:
    """Return the paragraph on one line, the words in bold."""
    shown, parts = passage(printed), list[str]()
    # What is not quoted is escaped in one piece, so that no border hides a sign's neighbour.
    for is_quoted, group in groupby(shown.pieces, key=lambda piece: piece.part == "content"):
        alike = list(group)
        words = Span(alike[0].span.start, alike[-1].span.end).of(printed.article.text)
        parts.append(escaped_piece(words, "**" * is_quoted))
    return ("… " if shown.cut_before else "") + "".join(parts).strip() + (" …" if shown.cut_after else "")
