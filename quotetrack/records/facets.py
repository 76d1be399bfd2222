"""Quotations counted by all that a filter can ask for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

from quotetrack.records.article import JsonObject
from quotetrack.records.quotation import KINDS, STANCES
from quotetrack.records.review import STATUSES
from quotetrack.records.stored import Printed

MOST_COUNTED = 12
"""Speakers, outlets and months that are told, unless another number is given."""

SHOWN = ("shown", "not shown")

UNCHECKED = "unchecked"
"""The status of what nobody has decided on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetCount:
    """How many quotations have one value of something.

    Attributes:
        value: What a filter takes for it: a speaker's id, an outlet, "2012-07", a kind, stance or status; None for a
            speaker who is not named, an outlet or a day that is unknown.
        name: The value for a reader, such as the speaker's name; empty if `value` is None.
        quotes: How many quotations.

    Example:
        >>> [(count.name, count.quotes) for count in collection.facets().speakers]
        [('Ana Lima', 3), ('Boris Petrov', 1)]
    """

    value: str | None
    name: str
    quotes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """Some quotations counted by what they have in common. Values that none of them has are left out.

    Attributes:
        quotes: How many quotations there are.
        speakers: By speaker, the most quoted first.
        sources: By outlet, that with most first.
        months: By month of publication, in order, an unknown day last. If there are many, those with most.
        kinds: By kind, in the order direct, mixed, indirect.
        stances: By stance, "said" first.
        shown: "shown" and "not shown": also what is not shown is counted here, and only here unless it is asked for.
        statuses: By what reviewers have found, "unchecked" last.

    Example:
        >>> facets = collection.facets(kind="indirect")
        >>> facets.quotes, [(count.value, count.quotes) for count in facets.stances]
        (2, [('said', 1), ('denied', 1)])
    """

    quotes: int
    speakers: tuple[FacetCount, ...] = ()
    sources: tuple[FacetCount, ...] = ()
    months: tuple[FacetCount, ...] = ()
    kinds: tuple[FacetCount, ...] = ()
    stances: tuple[FacetCount, ...] = ()
    shown: tuple[FacetCount, ...] = ()
    statuses: tuple[FacetCount, ...] = ()

    def lists(self) -> tuple[tuple[str, tuple[FacetCount, ...]], ...]:
        """Return what is counted, each under its name: "speakers", "sources" and so on."""
        return tuple(
            (field.name, getattr(self, field.name)) for field in fields(self) if field.name != "quotes"
        )

    def to_dict(self) -> JsonObject:
        """Return the counts as `quotetrack facets --format jsonl` prints them."""
        counted = {
            name: [{"value": one.value, "name": one.name, "quotes": one.quotes} for one in counts]
            for name, counts in self.lists()
        }
        return {"quotes": self.quotes, **counted}


def facets_from(
    counted: Mapping[str, Mapping[str | None, int]], names: Mapping[str | None, str], *, most: int
) -> Facets:
    """Make the facets of what was counted: under the names of their fields each value with its quotations. None stands
    for no value, but "unchecked" for no status. `names` are those of speakers by their ids. Of speakers, outlets and
    months the `most` frequent are told."""

    def ranked(field: str) -> list[FacetCount]:
        counts = [
            FacetCount(value=v, name=names.get(v, v or ""), quotes=n) for v, n in counted[field].items() if n
        ]
        return sorted(counts, key=lambda one: (-one.quotes, one.value is None, one.name, one.value or ""))

    def in_order(field: str, values: Sequence[str]) -> tuple[FacetCount, ...]:
        by_value = {one.value: one for one in ranked(field)}
        return tuple(by_value[value] for value in values if value in by_value)

    months = sorted(ranked("months")[:most], key=lambda one: (one.value is None, one.value or ""))
    return Facets(
        quotes=sum(counted["kinds"].values()),
        speakers=tuple(ranked("speakers")[:most]),
        sources=tuple(ranked("sources")[:most]),
        months=tuple(months),
        kinds=in_order("kinds", KINDS),
        stances=in_order("stances", STANCES),
        shown=in_order("shown", SHOWN),
        statuses=in_order("statuses", (*STATUSES, UNCHECKED)),
    )


def count_printed(printed: Iterable[Printed], persons: Mapping[str, str], *, most: int) -> Facets:
    """Count statements that are at hand, whether they are shown or not. `persons` are the ids of their speakers, by the
    statement's id; a speaker who is named and has none there goes by the name."""
    counted: dict[str, Counter[str | None]] = {field.name: Counter() for field in fields(Facets)}
    names: dict[str | None, str] = {}
    for one in printed:
        attribution, article = one.statement.attribution, one.article
        speaker = persons.get(one.id, attribution.speaker_name) if attribution.speaker_name else None
        names.setdefault(speaker, attribution.speaker_name or "")
        values = {
            "speakers": speaker,
            "sources": article.outlet,
            "months": article.published[:7] if article.published else None,
            "kinds": one.statement.quote.kind,
            "stances": attribution.stance,
            "shown": SHOWN[not one.shown],
            "statuses": (one.review.status if one.review else None) or UNCHECKED,
        }
        for field, value in values.items():
            counted[field][value] += 1
    return facets_from(counted, names, most=most)
