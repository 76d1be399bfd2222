"""What is new of saved questions as an Atom feed (RFC 4287): an entry a piece of news, with an id that stays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from html import escape
from typing import BinaryIO
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from quotetrack.export import wording
from quotetrack.export.legible import legible, web_address
from quotetrack.export.news_text import NEWS_WORDS, earlier_words, told, told_words
from quotetrack.records import News, Printed, SavedQuestion

_LONGEST_TITLE = 140
"""Characters of an entry's title; the words themselves are whole in its content."""

_HOST = re.compile(r"[^/?#]*")
_NUMBERED = re.compile(r"\[[0-9A-Fa-f:.]+\](:[0-9]*)?")
_STRAY = re.compile(r"[\[\]]|%(?![0-9A-Fa-f]{2})|#(?=.*#)")
"""Signs that browsers let pass in an address, and RFC 3986 only in a host that is a number (`_NUMBERED`), if at all."""

FedNews = Sequence[tuple[SavedQuestion, Sequence[News]]]
"""Saved questions, each with its news, the latest first."""


def write_feed(told_of: FedNews, out: BinaryIO, now: datetime) -> int:
    """Write a feed of the news of some questions; return how many entries it has. Without any it is a feed still.

    `now` has its zone; embargoes that end later are told of.
    """
    out.write(b'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n')
    entries = [(saved, one) for saved, news in told_of for one in news]
    updated = [one.at for _, one in entries] or [saved.ran_at or saved.made_at for saved, _ in told_of]
    names = [saved.name for saved, _ in told_of]
    title = told_of[0][0].question if len(told_of) == 1 else f"{len(told_of)} saved questions"
    head = (
        _element("id", _urn("feed", *names, *(saved.made_at for saved, _ in told_of))),
        _element("title", title),
        _element("updated", max(updated, default=now.isoformat(timespec="seconds"))),
        f"<author>{_element('name', 'quotetrack')}</author>",
        _element("generator", "quotetrack"),
    )
    _write(head, out)
    for saved, one in sorted(entries, key=lambda entry: entry[1].at, reverse=True):
        _write(_entry(saved, one, now), out)
    out.write(b"</feed>\n")
    return len(entries)


def _write(lines: Sequence[str] | Iterator[str], out: BinaryIO) -> None:
    out.writelines(line.encode("utf-8") + b"\n" for line in lines)


def _entry(saved: SavedQuestion, one: News, now: datetime) -> Iterator[str]:
    printed = one.printed
    yield "<entry>"
    yield _element("id", _urn(saved.name, saved.made_at, one.what, *one.ids))
    yield _element("title", _cut(f"{NEWS_WORDS[one.what]}: {told(printed)}"))
    yield _element("updated", one.at)
    author = wording.outlet(printed.article) or "outlet unknown"
    yield f"<author>{_element('name', author)}</author>"
    if (address := _address(printed)) is not None:
        yield f'<link rel="alternate" href="{escape(address)}"/>'
    yield f'<category term="{escape(_safe(saved.name))}"/>'
    yield f'<content type="html">{escape(_html(one, now))}</content>'
    yield "</entry>"


def _html(one: News, now: datetime) -> str:
    """Return the page that an entry holds: words, who said them, where they are printed, and what was before."""
    parts = [_quoted(one.printed, now)]
    if one.was is not None:
        parts.append(f"<p>Before:</p><blockquote>{escape(_safe(one.was))}</blockquote>")
    if one.earlier is not None:
        parts.append(f"<p>{earlier_words(one).capitalize()}:</p>{_quoted(one.earlier, now)}")
    return "".join(parts)


def _quoted(printed: Printed, now: datetime) -> str:
    article, stance = printed.article, wording.STANCE_WORDS[printed.statement.attribution.stance]
    outlet = wording.outlet(article) or "outlet unknown"
    address = _address(printed)
    place = f'<a href="{escape(address)}">{escape(_safe(outlet))}</a>' if address else escape(_safe(outlet))
    day = wording.day(article.published) if article.published else "day unknown"
    told_of = (wording.status_word(printed), wording.embargo(article, now), printed.id)
    rest = " · ".join(map(_safe, filter(None, (day, *told_of))))
    who = escape(_safe(f"{wording.who(printed)} {stance}"))
    words = escape(_safe(told_words(printed)))
    return f"<p>{who}:</p><blockquote>{words}</blockquote><p>{place} · {escape(rest)}</p>"


def _address(printed: Printed) -> str | None:
    """Return the article's address, as a reader that is strict takes it; None if it has none of the web."""
    address = web_address(printed.article.url)
    if address is None:
        return None
    head, _, rest = address.partition("://")
    host = _HOST.match(rest)
    assert host is not None, "it matches anything"
    named = host.group() if _NUMBERED.fullmatch(host.group()) else _quoted_strays(host.group())
    return f"{head}://{named}{_quoted_strays(rest[host.end() :])}"


def _quoted_strays(part: str) -> str:
    return _STRAY.sub(lambda sign: quote(sign.group(), safe=""), part)


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(_safe(text), quote=False)}</{name}>"


def _safe(text: str) -> str:
    """Return text without what XML refuses: control characters are signs."""
    return legible(text)


def _cut(title: str) -> str:
    words = " ".join(title.split())
    return words if len(words) <= _LONGEST_TITLE else words[:_LONGEST_TITLE].rpartition(" ")[0] + " …"


def _urn(*parts: str) -> str:
    """Return an id that is the same for the same parts, on every machine."""
    told_of = " ".join(part.encode("ascii", "backslashreplace").decode() for part in parts)
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'quotetrack:{told_of}')}"
