"""Markdown for reading: each quotation block-quoted under its speaker, with its paragraph and outlet.

Whatever an article prints is escaped, so it can make no heading, link, image or HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from quotetrack.export import facts, wording
from quotetrack.export.compared import ComparedWords, ShownPrinting, side_by_side
from quotetrack.export.legible import legible
from quotetrack.export.passage import passage
from quotetrack.export.sheet import ComparedClaim, Sheet, SheetStream
from quotetrack.export.variants import Variant, differs, is_what
from quotetrack.export.weblink import web_address
from quotetrack.records import Article, Printed

# What means something anywhere in a line, and what does so only where a line begins. Two-sided signs are
# escaped one by one, so no run of them is left. "@" and "://" would link by themselves on some sites.
_ANYWHERE = re.compile(r"[\\`*_\[\]<>&~|#$^@]|(?<=[A-Za-z]):(?=//)")
_AT_START = re.compile(r"^([ \t]*)(?:([-+=:!])|(\d+)([.)]))", re.MULTILINE)


def write(sheet: Sheet, out: BinaryIO) -> int:
    """How many quotations were written."""

    def put(text: str) -> None:
        out.write(text.encode("utf-8", "backslashreplace"))

    stream = SheetStream(sheet)
    put(f"# {escape(sheet.title) or 'Quotations'}\n")
    for statement in stream:
        put(f"\n{entry(statement, number=stream.rows)}\n")
    if not stream.rows:
        put("\nNo quotations.\n")
    for number, told in enumerate(stream.claims()):
        put(("" if number else "\n## Claims\n") + f"\n{_claim(told)}\n")
    if sheet.method:
        lines = [f"- **{escape(name)}:** {escape(value)}" for name, value in sheet.method]
        put("\n".join(["\n## Sources and method\n", *lines, ""]))
    return stream.rows


def entry(printed: Printed, *, number: int) -> str:
    """One quotation as Markdown, under a heading with its number and speaker."""
    attribution = printed.statement.attribution
    role = wording.role(printed)
    heading = escape(wording.who(printed)) + (f" ({escape(role)})" if role else "")
    lines = [f"## {number}. {heading}", "", _quoted(escape(printed.text, lines=True)), ""]
    lines += [f"- **{name}:** {value}" for name, value in _facts(printed)]
    lines += [f"- **In context:** {_passage(printed)}"]
    lines += [f"- `{printed.id}`, confidence {attribution.confidence:.2f}"]
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
    """What is known beside the words, each under its name, escaped."""
    if printed.review is not None:
        yield "Status", escape(wording.review_line(printed))
    for name, value in facts.said_facts(printed):
        yield _named(name), escape(value)
    yield "Printed in", _origin(printed.article)
    for name, value in facts.printed_facts(printed):
        yield _named(name), _address(value) if name == "archive url" else escape(value)
    if claim := facts.claim_fact(printed.claim):
        yield "Claim", f"{escape(claim)} (`{escape(printed.claim.id if printed.claim else '')}`)"
    if why := facts.why_facts(printed):
        yield "Why", "; ".join(f"{name}: {escape(value)}" for name, value in why)


def _named(name: str) -> str:
    return name[:1].upper() + name[1:]


def _origin(article: Article) -> str:
    """Outlet, title, day and address, as far as known; else the article's id."""
    told = (wording.outlet(article), article.title or "", wording.day(article.published))
    printed_in = ", ".join(part for part in map(escape, told) if part)
    return f"{printed_in} {_address(article.url)}".strip() or escape(article.id)


def _address(url: str | None) -> str:
    """The address as a link where it is one of the web, else escaped."""
    address = web_address(url)
    return f"<{address}>" if address else escape(url or "")


def _claim(told: ComparedClaim) -> str:
    """A claim under a heading, its printings by day with what they cut and put."""
    claim, _ = told
    printings, conflicts = side_by_side(told)
    lines = [f"### {escape(wording.who(claim.fullest))}: `{escape(claim.id)}`", ""]
    lines += [escape(facts.claim_fact(facts.claim_note(claim))), ""]
    for one in printings:
        lines += _printing(one, "")
        for copy in one.copies:
            lines += _printing(copy, "  ")
    if conflicts:
        lines += ["", "Contradicted by:", ""]
    for row in conflicts:
        who, words = escape(wording.who(row.printed)), _marked("", escape(row.printed.text))
        lines.append(f"- {who}: {words} – {_row(row)}; {escape(differs(row))}")
    return "\n".join(lines)


def _printing(one: ShownPrinting, indent: str) -> Iterator[str]:
    row = one.row
    words = "".join(map(_stretch, one.stretches)).strip()
    notes = [escape(is_what(row)), escape(differs(row))]
    notes += (
        [f"changes the sense: {escape(', '.join(row.differs.warnings))}"]
        if row.differs and row.differs.warnings
        else []
    )
    yield f"{indent}- {words} – {_row(row)}; {'; '.join(note for note in notes if note)}"


def _row(row: Variant) -> str:
    """Where a printing stands, with agencies, what a reviewer found, and the quotation's id."""
    article = row.printed.article
    told = [_origin(article), *map(escape, article.agencies)]
    if row.printed.review is not None:
        told.append(escape(wording.review_line(row.printed)))
    return "; ".join([*told, f"`{escape(row.printed.id)}`"])


def _stretch(one: ComparedWords) -> str:
    """Words as they are, ~~cut~~ or **put**, with the blanks that part them."""
    sign = {"same": "", "cut": "~~", "put": "**"}[one.what]
    before = " " if one.space == "before" or one.words[:1].isspace() else ""
    after = " " if one.space == "after" or one.words[-1:].isspace() else ""
    return before + _marked(sign, escape(one.words)) + after


def _marked(sign: str, escaped: str) -> str:
    return f"{sign}{escaped}{sign}" if escaped else ""


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
