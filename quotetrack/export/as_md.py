"""Markdown for reading: each quotation block-quoted under its speaker, with its paragraph and outlet.

Whatever an article prints is escaped, so it can make no heading, link, image or HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from quotetrack.export import wording
from quotetrack.export.legible import legible
from quotetrack.export.passage import passage
from quotetrack.export.sheet import Sheet
from quotetrack.export.weblink import web_address
from quotetrack.records import Printed

# What means something anywhere in a line, and what does so only where a line begins. Two-sided signs are
# escaped one by one, so no run of them is left. "@" and "://" would link by themselves on some sites.
_ANYWHERE = re.compile(r"[\\`*_\[\]<>&~|#$^@]|(?<=[A-Za-z]):(?=//)")
_AT_START = re.compile(r"^([ \t]*)(?:([-+=:!])|(\d+)([.)]))", re.MULTILINE)


def write(sheet: Sheet, out: BinaryIO) -> int:
    """How many quotations were written."""
    out.write(b"# Quotations\n")
    rows = 0
    for rows, statement in enumerate(sheet.printed, start=1):
        out.write(f"\n{entry(statement, number=rows)}\n".encode("utf-8", "backslashreplace"))
    if not rows:
        out.write(b"\nNo quotations.\n")
    return rows


def entry(printed: Printed, *, number: int) -> str:
    """One quotation as Markdown, under a heading with its number and speaker."""
    attribution = printed.statement.attribution
    role = wording.role(printed)
    heading = escape(wording.who(printed)) + (f" ({escape(role)})" if role else "")
    lines = [f"## {number}. {heading}", "", _quoted(escape(printed.text, lines=True)), ""]
    lines += [f"- **{name}:** {value}" for name, value in _facts(printed)]
    lines += [f"- **In context:** {_passage(printed)}"]
    lines += [f"- `{printed.statement.quote.id}`, confidence {attribution.confidence:.2f}"]
    return "\n".join(lines)


def escape(text: str, *, lines: bool = False) -> str:
    """The text with Markdown's signs escaped, on one line unless `lines` keeps its line breaks.

    Blanks that begin a line are dropped: four of them would make it code.
    """
    kept = (line.strip() for line in text.splitlines()) if lines else (" ".join(text.split()),)
    text = "\n".join(kept)
    text = _ANYWHERE.sub(r"\\\g<0>", legible(text))
    return _AT_START.sub(_escape_start, text)


def _escape_start(found: re.Match[str]) -> str:
    blanks, sign, digits, after = found.groups()
    return f"{blanks}\\{sign}" if sign else f"{blanks}{digits}\\{after}"


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _facts(printed: Printed) -> Iterator[tuple[str, str]]:
    """What is known beside the words, each under its name."""
    article, attribution, text = printed.article, printed.statement.attribution, printed.article.text
    yield "Stance", wording.STANCE_WORDS[attribution.stance]
    if attribution.act != "speech":
        yield "Act", wording.ACT_WORDS[attribution.act]
    if report := wording.report(printed):
        yield "Whole report", escape(report)
    if figures := wording.figures(printed):
        yield "Figures", escape(figures)
    if attribution.speaks_for:
        yield "Speaks for", escape(attribution.speaks_for.of(text))
    if attribution.anonymity:
        yield "Anonymity", escape(attribution.anonymity.of(text))
    if attribution.hearer:
        yield "To", escape(attribution.hearer.of(text))
    if attribution.via:
        yield "Via", "; ".join(escape(span.of(text)) for span in attribution.via)
    if attribution.said_on:
        basis = escape(attribution.said_on.basis.of(text))
        yield "Said on", f"{escape(wording.day(attribution.said_on.date))} (“{basis}”)"
    parts = [
        escape(wording.outlet(article)),
        escape(article.title or ""),
        escape(wording.day(article.published)),
    ]
    printed_in = ", ".join(part for part in parts if part)
    if article.url:
        address = web_address(article.url)
        printed_in += f" <{address}>" if address else f" {escape(article.url)}"
    yield "Printed in", printed_in.strip() or escape(article.id)
    if article.agencies:
        yield "Agencies", "; ".join(map(escape, article.agencies))


def _passage(printed: Printed) -> str:
    """The paragraph on one line, the words in bold."""
    found = passage(printed)
    text, parts = printed.article.text, []
    for piece in found.pieces:
        words = piece.span.of(text)
        blank_before, blank_after = words[:1].isspace(), words[-1:].isspace()
        escaped = escape(words)
        if piece.part == "content" and escaped:
            escaped = f"**{escaped}**"
        parts.append(" " * blank_before + escaped + " " * (blank_after and bool(escaped)))
    return ("… " if found.cut_before else "") + "".join(parts).strip() + (" …" if found.cut_after else "")
