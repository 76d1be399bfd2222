"""Decides which decisions on a text of an article apply to a later text of it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from quotetrack.errors import UsageError
from quotetrack.records import Article, Decision, Printed, Speaker, Statement
from quotetrack.review.cells import BETWEEN_PIECES
from quotetrack.review.decisions import (
    apply_decisions,
    dump,
    new_speaker,
    standing,
    value_of,
    words_found,
    words_value,
)
from quotetrack.review.locate import locate


def carry_over(
    before: tuple[Article, Sequence[Statement]],
    after: tuple[Article, Sequence[Statement]],
    decided: Mapping[str, Sequence[Decision]],
) -> tuple[tuple[Statement, ...], list[Decision]]:
    """Return the statements of a later text with what stands of the decisions on the text before, and these decisions.

    A decision goes to the only statement that says the same words, as it was made; what finds none stays with the text
    it was made on. `decided` are all decisions on the article, by the quotation's id. The decisions returned have the
    ids of the later statements; they are yet to be noted.
    """
    if not decided:
        return tuple(after[1]), []
    (old_article, old), (article, new) = before, after
    targets = same_words(
        [(statement, _as_found(statement, old_article, decided)) for statement in old],
        [(statement, statement.quote.words(article.text)) for statement in new],
        decided,
    )
    sources = {target: quote for quote, target in targets.items()}
    statements: list[Statement] = []
    carried: list[Decision] = []
    for statement in new:
        own = decided[sources[statement.quote.id]] if statement.quote.id in sources else ()
        decisions = _carried(Printed(article=article, statement=statement), own)
        values = {decision.what: decision.value for decision in decisions}
        statements.append(apply_decisions(statement, values))
        carried += decisions
    return tuple(statements), carried


def same_words(
    old: Sequence[tuple[Statement, str]], new: Sequence[tuple[Statement, str]], decided: Iterable[str]
) -> dict[str, str]:
    """Map the id of each old statement that is decided on to that of the only new one of its kind with the same words.

    Both come with their words.
    """
    by_words: dict[tuple[bool, str], list[str]] = defaultdict(list)
    for statement, words in new:
        by_words[_key(statement, words)].append(statement.quote.id)
    wanted = set(decided)
    alike = ((statement.quote.id, by_words[_key(statement, words)]) for statement, words in old)
    return {id: targets[0] for id, targets in alike if id in wanted and len(targets) == 1}


def _key(statement: Statement, words: str) -> tuple[bool, str]:
    return statement.quote.kind == "indirect", " ".join(words.split())


def _as_found(statement: Statement, article: Article, decided: Mapping[str, Sequence[Decision]]) -> str:
    """Return the words of a statement as they were found, before anybody corrected them."""
    first = words_found(decided.get(statement.quote.id, ()))
    return BETWEEN_PIECES.join(first["text"]) if first else statement.quote.words(article.text)


def _carried(printed: Printed, made: Sequence[Decision]) -> list[Decision]:
    """Return the decisions that stand, as they are on a statement of the later text, in the order they were made."""
    carried: list[Decision] = []
    statement = printed.statement
    for decision in sorted(standing(made).values(), key=lambda decision: decision.number):
        value = _value_here(decision, replace(printed, statement=statement))
        if value is not None:
            was = value_of(decision.what, printed)
            carried.append(replace(decision, quote=statement.quote.id, value=value, was=was))
            statement = apply_decisions(statement, {decision.what: value})
    return carried


def _value_here(decision: Decision, printed: Printed) -> str | None:
    """Return a decision's value for this text, in which places differ; None for words that do not stand here."""
    value = json.loads(decision.value)
    if decision.what == "speaker":
        speaker = Speaker(value["name"], value["kind"]) if value["kind"] else None
        attribution = new_speaker(printed.statement.attribution, speaker)
        statement = replace(printed.statement, attribution=attribution)
        return value_of("speaker", replace(printed, statement=statement))
    if decision.what != "words":
        return decision.value
    text, near = printed.article.text, printed.statement.quote.content
    try:
        spans = tuple(span for words in value["text"] for span in locate(text, words, near))
    except UsageError:
        return None
    return dump(words_value(spans, text))
