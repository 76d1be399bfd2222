"""What a reply says to a reader: how the question was read, who else may be meant, and why nothing is shown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quotetrack.query.questions import Query
from quotetrack.query.related_verbs import related_stems
from quotetrack.records import EVERYTHING, Filter, UnnamedEntry
from quotetrack.speakers.grouping import NameLookup, SpeakerGroup

MOST_NAMED = 6
"""How many speakers are named if a name is not enough."""
NOT_ON_THESE_DAYS = " Nothing that was published on the days asked for answers, so any day counts."
NOT_WORD_FOR_WORD = " Nobody is quoted with exactly these words; what is nearest comes first."


def mention_missing(query: Query, *, has_stance: bool, has_verb: bool) -> str:
    """Return a sentence for a stance or a verb that was asked for and that no answer has; "" for any other."""
    if query.stance is not None:
        return "" if has_stance else f" Nothing of it is {query.stance}."
    if query.verb is not None and not has_verb and related_stems(query.verb):
        return f" Nothing of it is told with “{query.verb}” or a verb like it."
    return ""


def describe_query(query: Query, filter: Filter = EVERYTHING, *, name: str | None = None) -> str:
    """Tell how a question was read, in one sentence; `name` is whom its speaker was taken for."""
    who = name or (f"a speaker called “{query.speaker}”" if query.speaker else "anyone")
    stance = f", {query.stance} first" if query.stance else ""
    hearer = f" to “{query.hearer}”" if query.hearer else ""
    subject = f" about “{query.subject}”" if query.subject else ""
    order = ", earliest first" if query.is_earliest else ""
    return f"What {who} said{hearer}{subject}{describe_filter(query, filter)}{stance}{order}."


def describe_filter(query: Query, filter: Filter) -> str:
    """Tell what else was asked of the quotations: outlet, relay, kind, stance, confidence and days."""
    days = f"{f' since {filter.since}' if filter.since else ''}{f' until {filter.until}' if filter.until else ''}"
    parts = (
        (filter.source, f" in {filter.source}"),
        (query.source, f" according to “{query.source}”"),
        (filter.kind, f" ({filter.kind})"),
        (filter.stance, f" ({filter.stance})"),
        (filter.min_confidence, f" (confidence {filter.min_confidence:g} or more)"),
        (days, f" published{days}"),
        (filter.unshown, ", with what is not shown"),
    )
    return "".join(words for value, words in parts if value)


def name_in_full(bearer: SpeakerGroup) -> str:
    """Return somebody's name, with all other names that are counted as theirs."""
    others = sorted(set(bearer.names) - {bearer.name})
    return f"{bearer.name} (also {', '.join(others)})" if others else bearer.name


def _and_more(number: int) -> str:
    return f" and {number - MOST_NAMED} more" if number > MOST_NAMED else ""


def mention_others(chosen: SpeakerGroup, lookup: NameLookup) -> str:
    """Return sentences for a name that was read as somebody's out of several, or as it was not written; "" for any
    other."""
    sentences = f" “{lookup.asked}” was read as {chosen.name}." if lookup.is_respelled else ""
    others = [bearer for bearer in lookup.bearers if bearer is not chosen]
    if others:
        named = ", ".join(f"{bearer.name} ({bearer.quotes:,})" for bearer in others[:MOST_NAMED])
        named += _and_more(len(others))
        sentences += f" “{lookup.asked}” may also be {named}: ask with the full name for another."
    return sentences


def mention_bearers(lookup: NameLookup) -> str:
    """Return a sentence for a name that several bear, of whom none is meant more than the others."""
    named = ", ".join(f"{bearer.name} ({bearer.quotes:,})" for bearer in lookup.bearers[:MOST_NAMED])
    return (
        f" “{lookup.asked}” may be {named}{_and_more(len(lookup.bearers))}: the best of each is shown. Ask with the "
        "full name for one of them."
    )


def ask_instead(query: Query, lookup: NameLookup, chosen: SpeakerGroup | None) -> tuple[str, ...]:
    """Return the same question for each speaker whom the name asked about may mean and who was not chosen."""
    asked = re.compile(rf"(?<!\w){re.escape(lookup.asked)}(?!\w)", re.IGNORECASE)
    others = [bearer.name for bearer in lookup.bearers if bearer is not chosen][:MOST_NAMED]
    about = f" about {query.subject}" if query.subject else ""
    questions = (
        asked.sub(lambda _, name=name: name, query.question, count=1)  # type: ignore[misc]
        if asked.search(query.question)
        else f"What did {name} say{about}?"
        for name in others
    )
    return tuple(question for question in dict.fromkeys(questions) if question != query.question)


def explain_ambiguous(lookup: NameLookup) -> str:
    """Tell who bears a name, so that one of them can be asked about."""
    bearers = lookup.bearers
    named = "; ".join(
        f"{bearer.name} ({bearer.role or f'{bearer.quotes:,}'})" for bearer in bearers[:MOST_NAMED]
    )
    return (
        f"“{lookup.asked}” may be {len(bearers)} different speakers, so nothing is shown: "
        f"{named}{_and_more(len(bearers))}. Ask again with one of these names in full."
    )


def explain_unknown(asked: str, near: tuple[str, ...]) -> str:
    """Tell that nobody bears a name, and who bears one like it."""
    hint = f" Spelled much like it: {'; '.join(near)}." if near else ""
    return f"No speaker has the name or the role “{asked}”: all names and roles were searched.{hint}"


def mention_unnamed(described: Sequence[UnnamedEntry]) -> str:
    """Return sentences for a description that is nobody's name: who is described so, and that they are many."""
    named = ", ".join(f"“{entry.words}” ({entry.quotes:,})" for entry in described[:MOST_NAMED])
    is_one = sum(entry.quotes for entry in described) == 1
    who = (
        "This is an unnamed source described so"
        if is_one
        else "These are several unnamed sources described so, who may be different people"
    )
    return f" Nobody is named so. {who}: {named}{_and_more(len(described))}."


def explain_unnamed(described: Sequence[UnnamedEntry], query: Query, filter: Filter) -> str:
    """Tell that those not named who are described as asked said nothing of what was asked."""
    total = sum(entry.quotes for entry in described)
    narrowed = describe_filter(query, filter)
    about = (
        f" near enough to “{query.subject}”: try other words for the subject" if query.subject else " there"
    )
    return (
        f"Nobody is named “{query.speaker}”. Of {total:,} statements by unnamed sources described so, "
        f"none{narrowed} is{about}."
    )


def explain_silent(chosen: SpeakerGroup, query: Query, filter: Filter) -> str:
    """Tell that somebody said nothing of what was asked."""
    narrowed = describe_filter(query, filter)
    if not query.subject:
        return f"{name_in_full(chosen)} has no statements{narrowed}."
    return (
        f"Of {chosen.quotes:,} statements by {name_in_full(chosen)}, none{narrowed} is near enough to "
        f"“{query.subject}”, in its own words or in those around it: try other words for the subject."
    )


def explain_nothing(query: Query, filter: Filter, words: tuple[str, ...]) -> str:
    """Tell that nobody said anything of what was asked."""
    named = ", ".join(f"“{word}”" for word in words)
    return (
        f"No quotation{describe_filter(query, filter)} has one of the words {named} in it and the others in its "
        "paragraph, title or headings: try fewer or other words."
    )
