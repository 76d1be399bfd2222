"""Draws from a store what is to be read one by one: claims of three outlets or more, first answers, alarms.

    python benchmarks/stream_read.py DATABASE [--seed 7] [--claims 50] [--alarms 20]

The questions are those of stream_questions.txt, all of them. A claim is right if its printings are one utterance by one
speaker; an answer is right if the speaker who was asked for said it on the matter, or if there is none and none is
given; an alarm is right if what it sets beside each other cannot both be so. The status is 0 whatever they are.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from measuring import make_parser

import quotetrack
from quotetrack.collection import Collection
from quotetrack.export import wording
from quotetrack.records import Printed

QUESTIONS = Path(__file__).with_name("stream_questions.txt")
T = TypeVar("T")


def main() -> None:
    """Print all that was drawn."""
    options = make_parser(__doc__)
    options.add_argument("database")
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--claims", type=int, default=50)
    options.add_argument("--alarms", type=int, default=20)
    given = options.parse_args()
    with quotetrack.open(given.database, create=False) as collection:
        _claims(collection, given.seed, given.claims)
        _answers(collection)
        _alarms(collection, given.seed, given.alarms)


def draw(found: Sequence[T], count: int, seed: int) -> list[T]:
    """Return so many of them by chance, the same ones for a seed."""
    return random.Random(seed).sample(found, min(count, len(found)))


def _claims(collection: Collection, seed: int, count: int) -> None:
    several = [claim for claim in collection.claims() if claim.sources >= 3]
    print(f"# Claims: {count} of {len(several)} of three outlets or more")
    for number, claim in enumerate(draw(sorted(several, key=lambda claim: claim.id), count, seed), 1):
        print(f"\n{number}. claim {claim.id}")
        for printing in claim.printings:
            _show(printing.printed)


def _answers(collection: Collection) -> None:
    print("\n# Answers")
    for number, question in enumerate(QUESTIONS.read_text(encoding="utf-8").splitlines(), 1):
        reply = collection.ask(question, limit=1)
        print(f"\n{number}. {question}")
        print(f"   ({reply.read_as}{'; ' + reply.note if reply.note else ''})")
        for answer in reply.results:
            _show(answer.printed)


def _alarms(collection: Collection, seed: int, count: int) -> None:
    found = sorted(collection.alarms(), key=lambda alarm: min(printed.id for printed in alarm.printings))
    print(f"\n# Alarms: {count} of {len(found)}")
    for number, alarm in enumerate(draw(found, count, seed), 1):
        print(f"\n{number}. {alarm.kind}")
        for printed in alarm.printings:
            _show(printed)


def _show(printed: Printed) -> None:
    article = printed.article
    day = article.published or "no day"
    stance = printed.statement.attribution.stance
    print(
        f"   {printed.id[:10]} {day} {wording.outlet(article)} | {wording.who(printed)} | {stance} | {printed.text}"
    )


if __name__ == "__main__":
    main()
