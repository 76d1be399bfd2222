"""A statement's parts in a reader's words: who, how, on what day, where printed. Plain text, not escaped."""

from __future__ import annotations

from types import MappingProxyType

from quotetrack.records import Article, Printed, Span, Stance

STANCE_WORDS: MappingProxyType[Stance, str] = MappingProxyType(
    {
        "said": "said",
        "denied": "denied",
        "declined": "declined to say",
        "asked": "asked",
        "would_say": "would say",
        "not_said": "did not say",
    }
)
"""Each stance as a reader sees it."""

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def counted(number: int, noun: str) -> str:
    """ "1 article", "1,204 articles"."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def spans_text(text: str, spans: tuple[Span, ...]) -> str:
    """The words of several spans, joined by " … ", which is ours."""
    return " … ".join(span.of(text) for span in spans)


def outlet(article: Article) -> str:
    """The outlet's name, else its domain, else nothing."""
    return article.source.name or article.source.domain or ""


def who(printed: Printed) -> str:
    """The speaker for a reader: the name, else the mention of one not named, else that nobody is known."""
    attribution = printed.statement.attribution
    mention = spans_text(printed.article.text, attribution.mention)
    if attribution.speaker is None:
        return f"speaker unknown (“{mention}”)" if mention else "speaker unknown"
    if attribution.speaker.name is None:
        return f"{mention or attribution.speaker.kind} (not named)"
    return attribution.speaker.name


def role(printed: Printed) -> str:
    """The speaker's role as printed, else nothing."""
    attribution = printed.statement.attribution
    if attribution.speaker is not None and attribution.speaker.role:
        return attribution.speaker.role
    return attribution.role.of(printed.article.text) if attribution.role else ""


def day(date: str | None) -> str:
    """ "2012-07-05" as "5 July 2012", "2012-07" as "July 2012"; what is no such date comes back as it is."""
    parts = (date or "").split("-")
    if not all(part.isdecimal() for part in parts) or len(parts) > 3:
        return date or ""
    if len(parts) > 1 and not 1 <= int(parts[1]) <= 12:
        return date or ""
    words = [parts[0], *(_MONTHS[int(month) - 1] for month in parts[1:2]), *(str(int(d)) for d in parts[2:])]
    return " ".join(reversed(words))
