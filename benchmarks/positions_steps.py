"""Steps for reading: `python benchmarks/positions_steps.py DB [--seed N] [--count N] [--all]`.

Follows the speakers with most statements in a linked store, each on the subjects that they are most quoted on. Prints
how many steps have each name, and how many pairs of speaker and subject they are from. Then it draws steps that are
called repeated, hardened or reversed, and prints each with both wordings, days and outlets, so that somebody can read
whether the name is right. A step that several subjects lead to counts once.
"""

from __future__ import annotations

import argparse
import random
import textwrap
import time
from collections import Counter
from collections.abc import Iterator

import quotetrack
from quotetrack.collection import Collection
from quotetrack.positions import steps as settings
from quotetrack.records import Filter, Printed, Step

DRAWN_FROM = ("repeated", "hardened", "reversed")
AROUND = 150
"""Characters of the article that are printed on either side of the words."""


def main() -> None:
    """Trace, count, draw and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("db")
    parser.add_argument("--speakers", type=int, default=150, help="those with most statements")
    parser.add_argument("--subjects", type=int, default=8, help="of each, those quoted on most")
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--all", action="store_true", help="print every such step instead")
    options = parser.parse_args()
    settings.SETTINGS = settings.StepSettings(has_fine_names=True)
    with quotetrack.open(options.db, create=False) as collection:
        began = time.process_time()
        matters, every = traced(collection, options.speakers, options.subjects)
        taken = time.process_time() - began
    counted = Counter(step.what for step in every.values())
    print(
        f"{matters} matters, {len(every)} steps, {taken / max(matters, 1):.2f} s of processor time a matter"
    )
    print(", ".join(f"{number} {what}" for what, number in counted.most_common()))
    named = [every[key] for key in sorted(every) if every[key].what in DRAWN_FROM]
    if not options.all:
        named = random.Random(options.seed).sample(named, min(options.count, len(named)))
    for number, step in enumerate(named, 1):
        print("\n".join(told(number, step)))


def traced(collection: Collection, speakers: int, subjects: int) -> tuple[int, dict[str, Step]]:
    """Return how many matters were followed, and the steps by the id of their quotation: of one that several matters
    have the step that says most."""
    every: dict[str, Step] = {}
    matters = 0
    for entry in collection.speakers(limit=speakers):
        own = Filter(person=entry.id, limit=subjects)
        for subject in collection.subjects(own, without=" ".join(entry.names)):
            matters += 1
            for step in collection.positions(entry.name, about=subject.words, person=entry.id).steps:
                known = every.get(step.printed.id)
                if known is None or (known.what not in DRAWN_FROM and step.what in DRAWN_FROM):
                    every[step.printed.id] = step
    return matters, every


def told(number: int, step: Step) -> Iterator[str]:
    """Yield the lines of a step: its name, why, and both statements."""
    assert step.earlier is not None
    speaker = step.printed.statement.attribution.speaker_name
    yield f"\n## {number}. {step.what}: {speaker} ({step.reason})"
    for when, printed in (("before", step.earlier), ("now", step.printed)):
        attribution = printed.statement.attribution
        said_on = attribution.said_on.date if attribution.said_on else "?"
        place = f"{printed.article.outlet}, {printed.article.published}, said {said_on}, {attribution.stance}"
        yield f"{when}: {printed.id} ({place}; {printed.statement.quote.kind})"
        yield textwrap.fill(around(printed), 150, initial_indent="    ", subsequent_indent="    ")


def around(printed: Printed) -> str:
    """Return what is reported in « », with some of the article on either side."""
    text, report = printed.article.text, printed.statement.quote.report
    start, end = report[0].start, report[-1].end
    return f"{text[max(0, start - AROUND) : start]}«{text[start:end]}»{text[end : end + AROUND]}"


if __name__ == "__main__":
    main()
