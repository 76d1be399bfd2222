"""What goes into a sheet: the quotations chosen or the answers to a question, their claims compared, and the method.

Nothing is read before it is written, so a sheet of any length costs the same memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from quotetrack.checking import find_alarms
from quotetrack.comparison.wordings import group_wordings
from quotetrack.export import wording
from quotetrack.export.sheet import ComparedClaim, Sheet
from quotetrack.export.wording import counted, day, filter_in_words
from quotetrack.positions.matter import positions_in_reply
from quotetrack.records import Alarm, Claim, Comparison, Filter, Printed

if TYPE_CHECKING:
    from quotetrack.query import Reply
    from quotetrack.store import Store


def sheet_of_chosen(store: Store, filter: Filter, today: date) -> Sheet:
    """Return the quotations that `filter` chooses, by day of publication."""
    return Sheet(
        printed=store.statements.printed(filter, with_claims=True),
        claims=lambda ids: compared_claims(store, ids),
        method=(
            ("chosen", filter_in_words(filter)),
            *_method(store, today),
            *_alarms(find_alarms(store, replace(filter, limit=None))),
        ),
    )


def sheet_of_answers(store: Store, question: str, reply: Reply, today: date) -> Sheet:
    """Return the answers of a reply, best first."""
    note = (("no answer", reply.note),) if reply.note else ()
    found = {answer.printed.id for answer in reply.results}
    alarms = (a for a in find_alarms(store) if any(printed.id in found for printed in a.printings))
    return Sheet(
        printed=store.statements.with_claims([found.printed for found in reply.results]),
        claims=lambda ids: compared_claims(store, ids),
        title=question,
        positions=lambda: positions_in_reply(store, reply),
        method=(
            ("question", question),
            ("read as", reply.read_as),
            *note,
            *_method(store, today),
            *_alarms(list(alarms)),
        ),
    )


def compared_claims(store: Store, quote_ids: Sequence[str]) -> Iterator[ComparedClaim]:
    """Yield the claims that these quotations print, each with its printings by wording."""
    for claim in store.claims.printed_by(quote_ids):
        whole = with_grounds(claim)
        yield whole, group_wordings(whole)


def compare(claim: Claim) -> tuple[Comparison | None, ...]:
    """Compare each printing of a claim with the fullest one of its wording, word by word.

    Args:
        claim: The claim.

    Returns:
        A comparison for each of `claim.printings`; None for the fullest one of each wording.

    Example:
        >>> claim = next(collection.claims())
        >>> [comparison is None for comparison in quotetrack.compare(claim)]
        [True, False]
    """
    differs = {
        printing.printed.id: comparison
        for own in group_wordings(claim)
        for printing, comparison in zip(own.printings, own.comparisons, strict=True)
    }
    return tuple(differs[printing.printed.id] for printing in claim.printings)


def with_grounds(claim: Claim) -> Claim:
    """Return the claim with what its links to others rest on."""
    from quotetrack.linking.grounds import grounds_of

    conflicts, same = (
        tuple(replace(each, link=replace(each.link, grounds=grounds_of(each))) for each in links)
        for links in (claim.conflicts, claim.same)
    )
    return replace(claim, conflicts=conflicts, same=same)


_MOST_ALARMS = 20
"""Alarms that a sheet tells of one by one."""


def _alarms(alarms: Sequence[Alarm]) -> Iterator[tuple[str, str]]:
    """Yield a line for each of the alarms, the first ones of many: the words that stand under two names once, others
    with each speaker."""
    for alarm in alarms[:_MOST_ALARMS]:
        is_same = alarm.kind == "words under two names"
        told = (("" if is_same else f"“{printed.text}” ") + _whose(printed) for printed in alarm.printings)
        yield _alarm_words(alarm), (f"“{alarm.words}” " if is_same else "") + "; ".join(told)
    if len(alarms) > _MOST_ALARMS:
        yield "more alarms", f"{len(alarms) - _MOST_ALARMS}: quotetrack alarms"


def _alarm_words(alarm: Alarm) -> str:
    words = wording.ALARM_WORDS[alarm.kind]
    return f"the {words}" if alarm.kind == "words under two names" else words


def _whose(printed: Printed) -> str:
    return f"{wording.who(printed)} ({wording.outlet(printed.article)}, {printed.id})"


def _method(store: Store, today: date) -> Iterator[tuple[str, str]]:
    held = store.articles.stats()
    holds = f"{counted(held.quotes, 'quotation')} in {counted(held.articles, 'article')}"
    if held.first and held.last:
        holds += f", published from {day(held.first)} to {day(held.last)}"
    yield "from the database", store.location
    yield "which holds", holds
    yield "written on", today.isoformat()
    for versions in store.articles.runs():
        yield "extracted by", ", ".join(f"{name} {version}" for name, version in versions)
    yield (
        "to be read so",
        "Words are as printed. A speaker, a day or a link is what the program takes it to be; each has its reason and "
        "how sure it is. What is not here was not printed in these articles; that does not mean that nobody said it.",
    )
