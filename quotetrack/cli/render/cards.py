"""What people see on a terminal of any width: a card for each statement, claim, link or development."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import singledispatch

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from quotetrack.cli.render.rows import passage_words, printing_line
from quotetrack.export import wording
from quotetrack.export.legible import legible_line, legible_piece
from quotetrack.export.reasons import explained
from quotetrack.export.step_words import STEP_WORDS, step_day, step_outlets
from quotetrack.records import (
    Alarm,
    Claim,
    Count,
    Development,
    Printed,
    PrintedLink,
    PrintedNotSpeech,
    Step,
    Tally,
)

_AROUND = 160
"""Characters of a paragraph on either side of the words that a card shows."""
_NEAR = 60
"""Characters on either side of words that are no speech."""

_DEVELOPMENT_WORDS = {"new": "new", "said_again": "said again", "contradicts": "contradicts"}
"""What each kind of development is called."""


@singledispatch
def card(record: object) -> list[Text]:
    """Return the lines of a card, for a record of any kind that has one."""
    raise TypeError(f"no card for a {type(record).__name__}")


@card.register
def _(record: Claim) -> list[Text]:
    """The fullest printing's words, who said them, and how often they are printed."""
    fullest = record.fullest
    where = (
        wording.counted(record.sources, "independent source"),
        wording.counted(len(record.printings), "printing"),
        f"first on {wording.day(record.first_published)}" if record.first_published else "",
        record.id,
    )
    lines = [quoted(fullest), Text(legible_line(wording.who(fullest)), style="cyan"), dim(where)]
    if record.conflicts:
        lines.append(Text(f"contradicted by {len(record.conflicts)}", style="bold yellow"))
    if gone := sum(printing.printed.article.is_withdrawn for printing in record.printings):
        lines.append(Text(f"withdrawn: {wording.counted(gone, 'printing')}", style="bold red"))
    return lines


@card.register
def _(record: Step) -> list[Text]:
    """What the step is to those before, its day and outlets, its words, why, and the words it is compared with."""
    place = (step_day(record), step_outlets(record), record.printed.id, wording.status_word(record.printed))
    lines = [
        Text(STEP_WORDS[record.what], style="bold cyan"),
        dim(map(legible_line, place)),
        quoted(record.printed),
    ]
    if record.earlier is None:
        return [*lines, Text(legible_line(record.reason), style="italic")]
    before = [quoted(record.earlier), dim(printed_in(record.earlier))]
    return [*lines, Text(legible_line(f"{record.reason}:"), style="italic"), *before]


@card.register
def _(record: PrintedLink) -> list[Text]:
    """The relation, both ends, and what it rests on."""
    link = record.link
    lines = [Text(f"{link.relation.replace('_', ' ')} · {link.score:.2f}", style="bold cyan")]
    for end in (record.a, record.b):
        lines += [quoted(end), dim(printed_in(end))]
    return lines + [Text(legible_line(ground.says), style="italic") for ground in link.grounds]


@card.register
def _(record: Alarm) -> list[Text]:
    """What is wrong, and each printing with who says it and where."""
    lines = [Text(wording.ALARM_WORDS[record.kind], style="bold yellow")]
    for printed in record.printings:
        lines += [
            quoted(printed),
            Text(legible_line(wording.who(printed)), style="cyan"),
            dim(printed_in(printed)),
        ]
    return lines


@card.register
def _(record: Tally) -> list[Text]:
    """Each figure with what it counts, who gives it and where; the words; and the figures that it is at odds with."""
    amounts: defaultdict[str, list[str]] = defaultdict(list)
    for count in record.counts:
        amounts[count.printed.id].append(legible_line(count.amount))
    lines = list(_tally_line(record))
    for count in record.counts:
        lines += [
            *([Text("")] if lines else []),
            _counted_line(count),
            quoted(count.printed),
            _count_line(count),
        ]
        others = dict.fromkeys(amount for id in count.conflicts for amount in amounts[id])
        if others:
            lines.append(Text(f"conflicts with {', '.join(others)}", style="bold yellow"))
    return lines


def _tally_line(tally: Tally) -> Iterator[Text]:
    """Yield how many figures stand beside each other; nothing for a single one."""
    if len(tally.counts) > 1:
        figures = wording.counted(len(tally.counts), "figure")
        if tally.has_conflict:
            yield Text(f"{figures}, which cannot all be true", style="bold yellow")
        else:
            yield Text(f"{figures} for the same thing", style="dim")


def _counted_line(count: Count) -> Text:
    """ "27 (people) · Ana Lima · denied · on 3 March 2024"."""
    attribution = count.printed.statement.attribution
    said_on, stance = attribution.said_on, attribution.stance
    return Text.assemble(
        (legible_line(count.amount), "bold cyan"),
        f" ({legible_line(count.counted)})" if count.counted not in count.amount else "",
        (" · ", "dim"),
        (legible_line(wording.who(count.printed)), "" if attribution.speaker_name is not None else "italic"),
        ("" if stance == "said" else f" · {wording.STANCE_WORDS[stance]}", "bold yellow"),
        f" · on {legible_line(wording.day(said_on.date))}" if said_on else "",
    )


def _count_line(count: Count) -> Text:
    """ "Harbour Gazette · 3 March 2024 · indirect · 824d4566c34d"."""
    article, quote = count.printed.article, count.printed.statement.quote
    outlet, day = wording.outlet(article) or article.id, wording.day(article.published)
    return dim((legible_line(outlet), legible_line(day), quote.kind, quote.id))


@card.register
def _(record: PrintedNotSpeech) -> list[Text]:
    """The words, why they quote nobody, what they are printed among, and where."""
    article, span = record.article, record.not_speech.span
    before, after = article.around(span, limit=_NEAR)
    place = f"{article.id} {wording.offsets((span,))}"
    return [
        Text(f"“{legible_line(record.text)}”", style="bold"),
        Text(legible_line(explained(record.not_speech.rule))),
        Text(legible_line(before + record.text + after), style="dim"),
        dim(map(legible_line, (wording.outlet(article), wording.day(article.published), place))),
    ]


@card.register
def _(record: Development) -> list[Text]:
    note = _DEVELOPMENT_WORDS[record.what]
    note += f": {printing_line(record.earlier)}" if record.earlier else ""
    return statement_card(record.printed, note=note)


def statement_card(
    printed: Printed, *, note: str = "", others: Sequence[Printed] = (), in_passage: bool = False
) -> list[Text]:
    """Return the words, and beneath them who said them, how, and where they are printed; then how many `others`
    print them, and `note`. With `in_passage` the words stand in their paragraph, which is dimmed."""
    url = legible_line(printed.article.url or "") if in_passage else ""
    lines = [
        _in_passage(printed) if in_passage else quoted(printed),
        _who_line(printed),
        _where_line(printed),
        _review_line(printed),
        Text(wording.embargo(printed.article, datetime.now(UTC)), style="bold yellow"),
        Text(url, style="dim", overflow="fold"),
        Text(also_printed(others) if others else "", style="dim"),
        _contradicted(printed),
        Text(legible_line(note), style="dim"),
    ]
    return list(filter(None, lines))


card.register(Printed, statement_card)


def _contradicted(printed: Printed) -> Text:
    """How many quotations contradict the claim, and what shows them; nothing if none does, or if it was not read."""
    if printed.claim is None or not printed.claim.conflicts:
        return Text("")
    count = wording.counted(printed.claim.conflicts, "quotation")
    return Text(f"contradicted by {count}: quotetrack claim {printed.claim.id}", style="bold yellow")


def numbered(number: int, lines: Sequence[Text]) -> RenderableType:
    """Return a card: its number, lines of any length beside it, and an empty line beneath."""
    body = Table.grid()
    body.add_column(overflow="fold")
    for line in lines:
        body.add_row(line)
    layout = Table.grid(padding=(0, 1))
    layout.add_column(justify="right", min_width=2)
    layout.add_column()
    layout.add_row(Text(str(number), style="dim"), body)
    return Padding(layout, (0, 0, 1, 0))


def quoted(printed: Printed) -> Text:
    """Return the whole report, the words quoted in bold. Words that are all of it get quotation marks unless they stand
    outside marks in the article too."""
    if wording.has_report(printed):
        return Text.assemble(
            *((legible_piece(words), "bold" * said) for words, said in printed.report_pieces())
        )
    words = legible_line(printed.text)
    return Text(words if printed.statement.quote.kind == "indirect" else f"“{words}”", style="bold")


def printed_in(printed: Printed) -> Iterator[str]:
    """Yield the day, the outlet, the agencies, the kind, the id, and the status or that it is kept back."""
    article = printed.article
    yield wording.day(article.published) if article.published else "no day"
    yield legible_line(wording.outlet(article) or article.id)
    yield from map(legible_line, article.agencies)
    yield printed.statement.quote.kind
    yield printed.id
    yield wording.status_word(printed)


def dim(parts: Iterator[str] | Sequence[str]) -> Text:
    """Return the parts that are not empty as one dimmed line."""
    return Text(" · ".join(filter(None, parts)), style="dim")


def _in_passage(printed: Printed) -> Text:
    """The paragraph dimmed around the words, as much of it as helps."""
    styles = {
        "plain": "dim",
        "content": "bold",
        "report": "",
        "cue": "dim underline",
        "mention": "dim underline",
    }
    pieces = list(passage_words(printed))
    said = [n for n, (part, _) in enumerate(pieces) if part in ("content", "report")]
    for n, (part, words) in enumerate(pieces):
        if part == "plain" and said and len(words) > _AROUND and not said[0] < n < said[-1]:
            is_before = n < said[0]
            before = f"… {words[-_AROUND:].partition(' ')[2]}"
            pieces[n] = (part, before if is_before else f"{words[:_AROUND].rpartition(' ')[0]} …")
    return Text.assemble(*((words, styles[part]) for part, words in pieces))


def also_printed(others: Sequence[Printed]) -> str:
    """Count the other printings of a claim: "also printed by 4 outlets (10 printings)".

    An article whose outlet is not known counts as an outlet of its own.
    """
    outlets = {wording.outlet(other.article) or other.article.id for other in others}
    return f"also printed by {wording.counted(len(outlets), 'outlet')} ({wording.counted(len(others), 'printing')})"


def _who_line(printed: Printed) -> Text:
    """ "Sergey Lavrov, foreign minister · denied · to reporters · on 5 July 2012"."""
    attribution, text = printed.statement.attribution, printed.article.text
    role, stance, act = legible_line(wording.role(printed)), attribution.stance, attribution.act
    hearer = legible_line(attribution.hearer.of(text)) if attribution.hearer else ""
    day = legible_line(wording.day(attribution.said_on.date)) if attribution.said_on else ""
    return Text.assemble(
        (legible_line(wording.who(printed)), "cyan" if attribution.speaker_name is not None else "italic"),
        f", {role}" if role else "",
        (" · ", "dim"),
        # Whatever is not "said" stands out: overlooking a denial is a wrong quotation.
        (wording.STANCE_WORDS[stance], "" if stance == "said" else "bold yellow"),
        ("" if act == "speech" else f" · {act}", "bold yellow"),
        f" · to {hearer}" if hearer else "",
        f" · on {day}" if day else "",
    )


def _review_line(printed: Printed) -> Text:
    """What a reviewer has found, or that it is kept back; a rejection stands out."""
    styles = {"rejected": "bold red", "unsure": "bold yellow", "kept back": "yellow"}
    style = "bold red" if printed.article.is_withdrawn else styles.get(wording.status_word(printed), "green")
    return Text(legible_line(wording.review_line(printed)), style=style)


def _where_line(printed: Printed) -> Text:
    article, quote = printed.article, printed.statement.quote
    agencies = f" ({legible_line('; '.join(article.agencies))})" if article.agencies else ""
    return dim(
        (
            legible_line(wording.outlet(article) or article.id) + agencies,
            legible_line(wording.day(article.published)),
            legible_line(wording.page_or_time(printed)),
            quote.kind,
            f"{printed.statement.attribution.confidence:.2f}",
            quote.id,
        )
    )
