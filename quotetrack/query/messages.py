"""What a reply says to a reader: how the question was read, who else may be meant, and why nothing is shown."""

from __future__ import annotations

from quotetrack.query.questions import Query
from quotetrack.records import EVERYTHING, Filter
from quotetrack.speakers.grouping import Found, SpeakerGroup

MOST_TOLD = 6
"""How many speakers are named where a name is not enough."""


def read_as(query: Query, filter: Filter = EVERYTHING, *, name: str | None = None) -> str:
    """The question, told back in one sentence."""
    who = name or (f"a speaker called “{query.speaker}”" if query.speaker else "anyone")
    stance = f", {query.stance} first" if query.stance else ""
    hearer = f" to “{query.hearer}”" if query.hearer else ""
    subject = f" about “{query.subject}”" if query.subject else ""
    order = ", earliest first" if query.is_earliest else ""
    return f"What {who} said{hearer}{subject}{narrowed_to(query, filter)}{stance}{order}."


def narrowed_to(query: Query, filter: Filter) -> str:
    """What else was asked of the quotations: by outlet, kind, stance, confidence and day."""
    days = f"{f' since {filter.since}' if filter.since else ''}{f' until {filter.until}' if filter.until else ''}"
    return "".join(
        (
            f" in {filter.source}" if filter.source else "",
            f" according to “{query.source}”" if query.source else "",
            f" ({filter.kind})" if filter.kind else "",
            f" ({filter.stance})" if filter.stance else "",
            f" (confidence {filter.min_confidence:g} or more)" if filter.min_confidence else "",
            f" published{days}" if days else "",
        )
    )


def called(bearers: SpeakerGroup) -> str:
    """Somebody by name, and all other names that are counted as theirs."""
    others = sorted(set(bearers.names) - {bearers.name})
    return f"{bearers.name} (also {', '.join(others)})" if others else bearers.name


def told_of_others(bearers: SpeakerGroup, found: Found) -> str:
    """A second sentence, where a name was read as somebody's out of several, or as it was not written."""
    rest = [one for one in found.bearers if one is not bearers]
    told = f" “{found.asked}” was read as {bearers.name}." if found.is_respelled else ""
    if rest:
        named = ", ".join(f"{one.name} ({one.quotes:,})" for one in rest[:MOST_TOLD])
        more = f" and {len(rest) - MOST_TOLD} more" if len(rest) > MOST_TOLD else ""
        told += f" “{found.asked}” may also be {named}{more}: ask with the full name for another."
    return told


def tell_apart(found: Found) -> str:
    """Who bears a name, so that one of them can be asked about."""
    told = [f"{one.name} ({one.role or f'{one.quotes:,}'})" for one in found.bearers[:MOST_TOLD]]
    more = f" and {len(found.bearers) - MOST_TOLD} more" if len(found.bearers) > MOST_TOLD else ""
    return (
        f"“{found.asked}” may be {len(found.bearers)} different speakers, so nothing is shown: "
        f"{'; '.join(told)}{more}. Ask again with one of these names in full."
    )


def tell_unknown(asked: str, near: tuple[str, ...]) -> str:
    """That nobody bears a name, and who bears one like it."""
    hint = f" Spelled much like it: {'; '.join(near)}." if near else ""
    return f"No speaker has the name or the role “{asked}”: all names and roles were searched.{hint}"


def tell_silent(meant: SpeakerGroup, query: Query, filter: Filter) -> str:
    """That somebody said nothing of what was asked."""
    narrowed = narrowed_to(query, filter)
    if not query.subject:
        return f"{called(meant)} has no statements{narrowed}."
    return (
        f"Of {meant.quotes:,} statements by {called(meant)}, none{narrowed} is near enough to “{query.subject}”, in "
        "its own words or in those around it: try other words for the subject."
    )


def tell_nothing(query: Query, filter: Filter, words: tuple[str, ...]) -> str:
    """That nobody said anything of what was asked."""
    named = ", ".join(f"“{word}”" for word in words)
    return (
        f"No quotation{narrowed_to(query, filter)} has one of the words {named} in it and the others in its "
        "paragraph, title or headings: try fewer or other words."
    )


NOT_WORD_FOR_WORD = " Nobody is quoted with exactly these words; what is nearest comes first."
