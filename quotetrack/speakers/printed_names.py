"""Whether an article itself calls the speaker of a quotation what is asked for: a name, a description, an office."""

from __future__ import annotations

import re

from quotetrack.records import Printed, Span
from quotetrack.speakers.names import person_name
from quotetrack.speakers.roles import is_title
from quotetrack.text.folding import fold_words
from quotetrack.text.surroundings import find_paragraph_break, find_paragraphs, statement_spans

_AROUND = 60
"""Code points on either side of a mention in which the words asked for may go on."""
_BESIDE = 300
"""Code points before a paragraph in which the body may be named that an office belongs to."""
_ARTICLES = frozenset(("the", "a", "an"))
_GOES_ON = re.compile(r"-[-\w]{0,40}(?:\s[A-Z][\w.’'-]{0,40}){0,4}")
"""The rest of a word with a hyphen, and the name behind it: "the group's co|-founder Ana Lima"."""
_OF = re.compile(r"\s+(?:of|for|at)\s+(?:the\s+)?", re.IGNORECASE)
_COMPLEMENT = re.compile(r"\s(?:of|for|from|in|at|with|who|that)\s|,", re.IGNORECASE)
"""What stands behind the head of a description."""


def is_called_there(asked: str, printed: Printed) -> bool:
    """Return whether a mention of the speaker, with what stands around it, is what was asked: "an aide of the mayor",
    "the group's co-founder Ana Lima".

    A single word must be all of the mention, and an office, or a description of those whom nobody names: "the
    president" is whoever the article calls so, and not the president's spokesman."""
    wanted, speaker = _telling(asked), printed.statement.attribution.speaker
    text = printed.article.text
    for mention in printed.statement.attribution.mention:
        goes_on = _GOES_ON.match(text, mention.end)
        whole = Span(mention.start, goes_on.end()) if goes_on else mention
        own = _telling(whole.of(text))
        if len(wanted) == 1:
            if wanted == own and (is_title(own[0]) or (speaker is not None and speaker.name is None)):
                return True
            continue
        before = _telling(text[max(0, whole.start - _AROUND) : whole.start])
        words = [*before, *own, *_telling(text[whole.end : whole.end + _AROUND])]
        head = len(before) + (len(own) if goes_on else _head(mention.of(text))) - 1
        places = range(max(0, head - len(wanted) + 1), head + 1)
        if own and wanted and any(words[at : at + len(wanted)] == wanted for at in places):
            return True
    return False


def is_surname_of(name: str, printed: Printed) -> bool:
    """Return whether a mention of the speaker begins with the surname of this name, in an article that has all of
    it."""
    whole, text = _telling(name), printed.article.text
    if len(whole) < 2 or person_name(name).surname != whole[-1]:
        return False
    mentions = (_telling(mention.of(text))[:1] for mention in printed.statement.attribution.mention)
    return whole[-1:] in mentions and f" {' '.join(whole)} " in f" {' '.join(_telling(text))} "


def holds_office(asked: str, printed: Printed) -> bool:
    """Return whether the speaker's role is the office asked for, and what it belongs to stands beside: "the head of the
    Port Union" where the article has "union head Ana Lima" and names the Port Union."""
    office, *bodies = _OF.split(asked, maxsplit=1)
    head, body = _telling(office), _telling(" ".join(bodies))
    attribution, text = printed.statement.attribution, printed.article.text
    role = attribution.speaker.role if attribution.speaker else None
    if not head or not body or role is None or not set(head) <= set(fold_words(role)):
        return False
    spans = find_paragraphs(text, statement_spans(printed.statement), find_paragraph_break(text))
    beside = {word for span in spans for word in fold_words(text[max(0, span.start - _BESIDE) : span.end])}
    return set(body) <= beside


def _telling(words: str) -> list[str]:
    return [word for word in fold_words(words) if word not in _ARTICLES]


def _head(mention: str) -> int:
    """Return how many of the telling words of a description stand up to the one that it is about."""
    end = _COMPLEMENT.search(mention.strip())
    return max(1, len(_telling(mention.strip()[: end.start()] if end else mention)))
