"""Makes the store that `desk_speed.py` reads: `python benchmarks/desk_store.py FILE [COUNT]` (default 100,000).

So many invented quotations, ten an article, with something of all that a reviewer meets: speakers of whom a few are
quoted thousands of times and most once, or nobody; all kinds and stances; some kept back; key terms; utterances that
several outlets print, some with other figures or under another name; decisions of three reviewers. Then it is linked.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from ask_speed import People
from measuring import make_parser
from subjects_speed import with_terms

from quotetrack.collection import Collection
from quotetrack.records import (
    KINDS,
    STANCES,
    Article,
    Attribution,
    Decision,
    Extraction,
    Figure,
    Quote,
    Source,
    Span,
    Speaker,
    Statement,
    statement_id,
)
from quotetrack.store import Store, open_store
from quotetrack.store.batches import in_batches
from quotetrack.store.reviews import NewDecisions
from quotetrack.text.word_frequency import word_ranks

QUOTES = 10
"""Quotations of an article."""
OUTLETS = 60
COUNTED = ("boats", "houses", "jobs", "patients", "tonnes", "votes", "trains", "schools")
REVIEWERS = ("Eva Holm", "Rui Reis", "Ada Quist")
REVIEWED = 0.08
"""The share of quotations that somebody has decided on."""


class Told(NamedTuple):
    """What is going to be printed: whose words they are (None: nobody's), the words, and a figure before them."""

    who: int | None
    said: tuple[str, ...]
    figure: tuple[int, str] | None = None


def main() -> None:
    """Make the store."""
    parser = make_parser(__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("count", nargs="?", type=int, default=100_000)
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args()
    make(options.file, options.count, options.workers)


def make(file: Path, count: int, workers: int = 1) -> None:
    """Make the store in a file that there is not yet."""
    if file.exists():
        raise SystemExit(f"{file} exists already: name another file")
    started = time.perf_counter()
    with open_store(str(file)) as store:
        for extraction in with_terms(stream(People(count), count)):
            store.add(extraction)
        print(f"{count:,} quotations stored in {time.perf_counter() - started:.0f} s", flush=True)
        Collection(store).link(workers=workers)
        print(f"linked after {time.perf_counter() - started:.0f} s", flush=True)
        decide(store)
        Collection(store).link(workers=workers)
    print(f"decided on, and linked anew, after {time.perf_counter() - started:.0f} s")


def stream(cast: People, count: int, *, seed: int = 7, first: int = 0) -> Iterator[Extraction]:
    """Articles of `QUOTES` quotations each, numbered from `first` on; an utterance is printed in up to five of the
    articles that follow it."""
    drawn = random.Random(seed)
    ranked = sorted(word_ranks().items(), key=lambda item: item[1])
    words = [word for word, _ in ranked]
    totals = list(accumulate(1 / (rank + 10) for _, rank in ranked))
    heights = list(accumulate(cast.weights))
    waiting: list[tuple[int, Told]] = []
    for number in range(first, first + count // QUOTES):
        due = [one for one in waiting if one[0] <= number][: QUOTES - 4]
        for one in due:
            waiting.remove(one)
        told = [_variant(one, drawn, words, totals, len(cast.names)) for _, one in due]
        while len(told) < QUOTES:
            who = (
                None
                if drawn.random() < 0.08
                else drawn.choices(range(len(cast.names)), cum_weights=heights)[0]
            )
            said = tuple(drawn.choices(words, cum_weights=totals, k=drawn.randint(8, 30)))
            figure = (drawn.randint(20, 900), drawn.choice(COUNTED)) if drawn.random() < 0.05 else None
            told.append(Told(who, said, figure))
            waiting += [
                (number + drawn.randint(1, 30), told[-1]) for _ in range(drawn.choice((0, 0, 0, 0, 0, 1, 5)))
            ]
        drawn.shuffle(told)
        yield _extraction(number, told, cast, drawn, (words, totals))


def _variant(
    one: Told, drawn: random.Random, words: Sequence[str], totals: Sequence[float], people: int
) -> Told:
    """Another printing of an utterance: as it was, cut, reworded, with another figure, or under another name."""
    how, said = drawn.random(), one.said
    if one.figure and how < 0.3:
        return one._replace(figure=(one.figure[0] * 2, one.figure[1]))
    if how < 0.4:
        return one
    if how < 0.42:
        return one._replace(who=drawn.randrange(people))
    if how < 0.7:
        start = drawn.randrange(len(said) // 2 + 1)
        return one._replace(said=said[start : start + max(4, len(said) // 2)])
    other = drawn.choices(words, cum_weights=totals, k=len(said))
    return one._replace(
        said=tuple(new if drawn.random() < 0.2 else old for old, new in zip(said, other, strict=True))
    )


def _extraction(
    number: int,
    told: Sequence[Told],
    cast: People,
    drawn: random.Random,
    vocabulary: tuple[Sequence[str], Sequence[float]],
) -> Extraction:
    def invent(length: int) -> str:
        return " ".join(drawn.choices(vocabulary[0], cum_weights=vocabulary[1], k=length))

    article = Article(
        id=f"a{number}",
        key=f"a{number}",
        title=invent(7).capitalize(),
        source=Source(f"Outlet {number % OUTLETS}", f"outlet{number % OUTLETS}.example"),
        published=(date(2015, 1, 1) + timedelta(number * 3600 // 10_000 % 3600)).isoformat(),
        text="",
    )
    text = ""
    places = []
    for one in told:
        counted = f"{one.figure[0]} {one.figure[1]} " if one.figure else ""
        content = Span(len(text) + 1, len(text) + 1 + len(counted) + len(" ".join(one.said)))
        name = "they" if one.who is None else cast.names[one.who]
        mention = Span(content.end + 2, content.end + 2 + len(name))
        text += f"“{counted}{' '.join(one.said)}” {name} said. {invent(25).capitalize()}.\n\n"
        places.append((one, content, mention))
    article = replace(article, text=text)
    statements = tuple(_statement(article, *place, cast, drawn) for place in places)
    return Extraction(article=article, statements=statements, versions=(("benchmark", "1"),))


def _statement(
    article: Article, one: Told, content: Span, mention: Span, cast: People, drawn: random.Random
) -> Statement:
    kind = drawn.choices(KINDS, (6, 2, 3))[0]
    figures = ()
    if one.figure:
        value, counted = one.figure
        digits = Span(content.start, content.start + len(str(value)))
        thing = Span(digits.end + 1, digits.end + 1 + len(counted))
        figures = (Figure(span=digits, value=float(value), unit=None, counted=thing),)
    confidence = 0.0 if one.who is None else round(min(0.99, drawn.betavariate(6, 1.5)), 4)
    quote = Quote(
        id="",
        kind=kind,
        content=(content,),
        cue=(Span(mention.end + 1, mention.end + 5),),
        rule="cue after",
        confidence=round(drawn.betavariate(9, 1), 4),
        shown=kind != "indirect" or drawn.random() < 0.8,
        figures=figures,
    )
    quote = replace(quote, id=statement_id(article, quote))
    attribution = Attribution(
        quote=quote.id,
        mention=(mention,),
        speaker=None if one.who is None else Speaker(cast.names[one.who], "person", cast.roles[one.who]),
        stance=drawn.choices(STANCES, [20, *[1] * (len(STANCES) - 1)])[0],
        confidence=confidence,
    )
    return Statement(quote, attribution)


def decide(store: Store) -> None:
    """What three reviewers have found of some quotations: most of them one reviewer, a fifth of them two."""
    drawn = random.Random(13)
    chosen = [printed.id for printed in Collection(store).quotes(unshown=True) if drawn.random() < REVIEWED]
    for batch in in_batches(chosen, 200):
        with store.reviewing() as work:
            for found in work.find(batch).values():
                one, two = drawn.sample(REVIEWERS, 2)
                by = (one, two) if drawn.random() < 0.2 else (one,)
                new = [_decision(found[0].printed.id, who, drawn, work.batch) for who in by]
                work.decide([NewDecisions(found[0], new, ())])


def _decision(quote: str, by: str, drawn: random.Random, batch: int) -> Decision:
    status = drawn.choices(("confirmed", "rejected", "unsure"), (8, 1, 1))[0]
    at = f"2026-{drawn.randint(1, 9):02}-{drawn.randint(1, 28):02}"
    return Decision(
        number=0,
        quote=quote,
        what="status",
        value=json.dumps(status),
        was="null",
        made_by=by,
        made_at=f"{at}T12:00:00+00:00",
        checked_on=at,
        batch=batch,
    )


if __name__ == "__main__":
    main()
