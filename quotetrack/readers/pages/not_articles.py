"""Pages that show something else than an article: the stub of one that is sold, a question for consent, a form to log
in, an error. What tells them is said in words, so that a person can gainsay it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any

from quotetrack.errors import ReadError
from quotetrack.readers.pages.tree import line_text
from quotetrack.readers.plain import one_line

MOST_WORDS_OF_A_NOTICE = 250
"""Words of a main text. A longer one is never taken for a notice, whatever else its page says."""

_MOST_LINES = 4000
"""Lines of a page that are looked at."""
_LONGEST_LINE = 300
"""Characters. Notices are short; a longer line is prose."""
_MOST_NESTED = 8
_INLINE = ("a", "b", "br", "em", "i", "span", "strong", "u")
_MOST_FIELDS = 5
"""Fields of a form from which a short page is one. A search and a newsletter have three."""
_FIELDS = ("text", "email", "tel", "number", "date", "radio", "file", "password", "url")


class NoArticleError(ReadError):
    """A page that holds no article. Its words begin with what the page is: "stub: …", "index page: …"."""

    @property
    def what(self) -> str:
        """What the page is, such as "stub"; the whole reason if it names nothing."""
        return str(self).partition(":")[0]


@dataclass(frozen=True, slots=True)
class _Sign:
    """What tells one kind of page: its title, or a line of it, where the main text has at most so many words."""

    what: str
    most: int
    title: re.Pattern[str] | None
    line: re.Pattern[str] | None


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE)


_END = r"(?:\s{0,3}[-|·–—:•»].{0,120})?$"
_SIGNS = (
    _Sign(
        "page drawn by scripts",
        30,
        _pattern(
            rf"^(?:just a moment\b|attention required|checking your browser|please wait\b).{{0,80}}{_END}"
        ),
        _pattern(
            r"\b(?:enable|turn on|activate|allow) (?:your )?(?:browser'?s )?java ?script\b"
            r"|\bjava ?script (?:is|seems to be|appears to be|must be) "
            r"(?:disabled|required|not enabled|turned off|enabled)"
            r"|\b(?:site|page|app|website) (?:requires|needs) java ?script\b|\bwithout java ?script\b"
        ),
    ),
    _Sign(
        "question for a person",
        120,
        _pattern(
            r"^(?:are you (?:a )?(?:robot|human)|access (?:to this page )?(?:has been )?denied|human verification)\b"
        ),
        _pattern(
            r"\bverify (?:that )?you are (?:a )?human\b|\bnot a (?:ro)?bot\b|\bare you a robot\b"
            r"|\bcomplete the (?:captcha|security check)\b|\bunusual (?:traffic|activity) from your\b"
        ),
    ),
    _Sign(
        "error page",
        120,
        _pattern(
            r"^(?:(?:error )?(?:404|410|500|502|503)(?: error)?"
            r"(?:[:,.!]? {1,2}(?:page )?(?:not found|gone|error|service|bad gateway|internal).{0,60})?"
            r"|.{0,40}\bpage (?:was )?(?:not found|unavailable)"
            r"|.{0,40}\b(?:page|article|story) (?:can(?:no|')t|could(?: not|n't)|cannot) be found.{0,30}"
            r"|not found|(?:internal )?server error|service (?:temporarily )?unavailable)" + _END
        ),
        _pattern(
            r"\b(?:page|article|story|content)(?: that)?(?: you(?:'re| are| were)? ?\w{0,12}(?: for)?)? "
            r"(?:does(?: not|n't) exist|(?:is|was) (?:not found|no longer available)"
            r"|(?:can(?:no|')t|could(?: not|n't)|cannot) be found"
            r"|(?:may|might) have (?:been )?(?:moved|removed|deleted))"
            r"|\bwe (?:can(?:'t|not)|could(?: not|n't)) find (?:the|that|this) (?:page|article|story)\b"
        ),
    ),
    _Sign(
        "consent page",
        MOST_WORDS_OF_A_NOTICE,
        _pattern(
            r"^(?:before you continue\b|(?:we (?:value|care about|respect) )?your privacy\b|cookie (?:consent|settings)"
            r"|consent\b|(?:manage )?(?:cookie|privacy) (?:preferences|choices)|we value your privacy).{0,60}"
            + _END
        ),
        None,
    ),
    _Sign(
        "login page",
        80,
        _pattern(
            r"^(?:(?:please )?(?:log|sign)[ -]?(?:in|on)|login|register|create (?:an|your) account|sign up)"
            r"(?: (?:to|for|or|with)\b.{0,40})?" + _END
        ),
        None,
    ),
    _Sign(
        "stub",
        MOST_WORDS_OF_A_NOTICE,
        None,
        _pattern(
            r"\b(?:subscribe|sign up|sign in|log in|login|register|join)\b.{0,60}"
            r"\bto (?:(?:continue|keep|carry on) reading\b|read on\b|continue[.!]?$)"
            r"|\bto (?:continue|keep) reading\b.{0,60}\b(?:subscri|sign|log ?in|register|account|trial)"
            r"|\b(?:subscribe|sign up|register)\b.{0,40}\bto (?:read|unlock|access) (?:this|the full|the rest|more)\b"
            r"|\b(?:this|the full|the rest of (?:this|the)) (?:article|story|content) is (?:only )?"
            r"(?:for|available to|reserved for|exclusive to) (?:\w{1,20} ){0,3}(?:subscribers|members)\b"
            r"|\b(?:article|story|content) for (?:paying )?subscribers only\b"
            r"|\bsubscriber[- ]only (?:article|content)\b"
            r"|\byou(?:'ve| have) (?:reached|used|read)\b.{0,40}"
            r"\b(?:free|monthly) (?:\w{1,12} )?(?:articles?|stories|limit)\b"
        ),
    ),
)
_COOKIES = re.compile(r"\b(?:cookies?|consent|partners|personal data|privacy|advertising)\b", re.IGNORECASE)
_AGREE = re.compile(r"\b(?:accept|agree|reject all|manage (?:options|settings|preferences))\b", re.IGNORECASE)
_CONSENT_SHARE = 0.04
"""Of the words of a question for consent at least so many are of cookies; an article on them has fewer."""
_FEW = 150
"""Words. What a page sells, and says so in its JSON-LD, is a stub if it shows fewer."""


def why_no_article(root: Any, text: str) -> str | None:
    """Return why a page holds no article, as "stub: …" or "login page: …"; None if nothing says so.

    Args:
        root: The page, parsed.
        text: Its headline and main text; "" if it has none.
    """
    size = len(text[: MOST_WORDS_OF_A_NOTICE * 40].split())
    if size > MOST_WORDS_OF_A_NOTICE:
        return None
    is_free = _is_free(root)
    if size < _FEW and is_free is False:
        return f"stub: the page says that its article has to be paid for, and shows {size} words"
    titles = _titles(root)
    lines = list(_lines(root))
    for sign in _SIGNS:
        found = _found(sign, titles, lines) if size <= sign.most else None
        is_told_free = sign.what == "stub" and is_free is True
        if found is not None and not is_told_free and _bears_out(sign, root, lines):
            return f"{sign.what}: it says “{found}”"
    if size <= MOST_WORDS_OF_A_NOTICE and _asks_for_consent(text):
        return "consent page: its words are of cookies, and ask to agree"
    if (
        size <= 120
        and (fields := sum(map(_is_field, root.iter("input", "textarea", "select")))) >= _MOST_FIELDS
    ):
        return f"form: it has {fields} fields to fill in, and {size} words"
    if size <= 15 and any(node.get("type") == "password" for node in root.iter("input")):
        return f"login page: it asks for a password, and shows {size} words"
    return None


def _is_field(node: Any) -> bool:
    return node.tag != "input" or (node.get("type") or "text").casefold() in _FIELDS


def _found(sign: _Sign, titles: list[str], lines: list[str]) -> str | None:
    for pattern, among in ((sign.title, titles), (sign.line, lines)):
        for words in among if pattern is not None else ():
            if len(words) <= _LONGEST_LINE and pattern is not None and pattern.search(words):
                return words if len(words) <= 90 else f"{words[:88]} …"
    return None


def _bears_out(sign: _Sign, root: Any, lines: list[str]) -> bool:
    """Titles of consent and login pages may be an article's headline too: something else has to agree."""
    if sign.what == "consent page":
        return any(_AGREE.search(line) for line in lines if len(line) <= _LONGEST_LINE)
    if sign.what == "login page":
        return any(node.get("type") in ("password", "email") for node in root.iter("input"))
    return True


def _asks_for_consent(text: str) -> bool:
    words = len(text.split())
    return bool(
        words and len(_COOKIES.findall(text)) >= max(4, _CONSENT_SHARE * words) and _AGREE.search(text)
    )


def _titles(root: Any) -> list[str]:
    nodes = (*islice(root.iter("title"), 1), *islice(root.iter("h1"), 2))
    return [words.replace("’", "'") for words in (one_line(line_text(node)) for node in nodes) if words]


def _lines(root: Any) -> Iterator[str]:
    """Yield the lines that the page shows, those for browsers without scripts among them if they are all there is."""
    body = next(root.iter("body"), root)
    for node in islice(
        body.iter("p", "div", "h1", "h2", "h3", "h4", "span", "a", "button", "li", "noscript"), _MOST_LINES
    ):
        is_line = len(node) < 6 and all(child.tag in _INLINE for child in node)
        words = one_line(" ".join(node.itertext()) if is_line else node.text)
        if words and len(words) <= _LONGEST_LINE:
            yield words.replace("’", "'")


def _is_free(root: Any) -> bool | None:
    """Return what the page's JSON-LD says of its article: False if any part has to be paid for; None if nothing."""
    told: set[str] = set()
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").casefold():
            with suppress(ValueError, RecursionError):
                told.update(_said(json.loads(script.text or "", strict=False), _MOST_NESTED))
    return False if "false" in told else True if "true" in told else None


def _said(data: object, depth: int) -> Iterator[str]:
    if isinstance(data, dict):
        yield str(data.get("isAccessibleForFree")).casefold()
        data = list(data.values())
    if isinstance(data, list) and depth > 0:
        for part in data[:200]:
            yield from _said(part, depth - 1)
