"""Takes what people decided and kept into a store: decisions on names and pairs, checks, saved questions, tombstones;
and the ids that claims had."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Literal, TypeVar

from sqlalchemy import Connection, Table, func, select, text

from quotetrack.records import (
    ClaimChange,
    Conflict,
    ErasedName,
    ErasedQuote,
    KeptCheck,
    PairDecision,
    SpeakerDecision,
    Tombstone,
    WholeClaim,
    WholeName,
    WholeWatch,
)
from quotetrack.records.whole import ConflictKind
from quotetrack.review.taken_back import those_standing
from quotetrack.store.batches import (
    columns_of,
    delete_in,
    group_pairs,
    insert_rows,
    put_rows,
    select_in,
    values_in,
)
from quotetrack.store.changes import note_shown_changed
from quotetrack.store.escaping import fingerprint
from quotetrack.store.kept_checks import kept_check_of, row_of
from quotetrack.store.linking import LinkWork
from quotetrack.store.merging import Numbering
from quotetrack.store.shared_rows import named_row
from quotetrack.store.speakers import SETTLED_BY, kept_state
from quotetrack.store.tables import (
    articles,
    claim_changes,
    decisions,
    erased_names,
    kept_checks,
    linking_state,
    pair_decisions,
    speaker_decisions,
    speakers,
    tombstones,
    watches,
)
from quotetrack.store.tombstones import holds_name, name_key, put_names, put_tombstones
from quotetrack.store.watches import put_seen, put_watch, saved_question_of
from quotetrack.text.folding import fold_words

T = TypeVar("T")
D = TypeVar("D", SpeakerDecision, PairDecision)

_TAKING_IN = "taking in"
"""The name under which `linking_state` keeps that an empty store began to take in a whole collection."""


def put_told(
    connection: Connection, told: Mapping[type, Sequence[Any]], numbering: Numbering
) -> tuple[int, int, list[Conflict]]:
    """Take in all records that are no articles, by their kind; return how many decisions and checks are new, and what
    was told differently here and there."""
    keys = frozenset(connection.execute(select(erased_names.c.key)).scalars())
    names = [one for one in told.get(SpeakerDecision, ()) if not _is_of(f"{one.name}\n{one.other}", keys)]
    checks = [one for one in told.get(KeptCheck, ()) if not _is_of(f"{one.speaker}\n{one.asked}", keys)]
    conflicts = [*_of_names(connection, names), *_of_pairs(connection, told.get(PairDecision, ()))]
    new = _put_names_decided(connection, names) + _put_pairs(
        connection, told.get(PairDecision, ()), numbering
    )
    kept = _put_checks(connection, checks, numbering)
    conflicts += _put_erased(connection, told)
    _put_changes(connection, told.get(ClaimChange, ()))
    conflicts += _put_watches(connection, told.get(WholeWatch, ()), keys)
    if numbering.is_kept:
        _put_claims(connection, told.get(WholeClaim, ()))
        _go_on_from(connection, decisions, kept_checks)
        connection.execute(linking_state.delete().where(linking_state.c.name == _TAKING_IN))
    return new, kept, conflicts


def begin_taking_in(connection: Connection) -> bool:
    """Return True if nothing is stored yet, or if it was when a run began that was broken off: all numbers and ids then
    stay as they come. The end of `put_told` is that of the run."""
    tables = (
        articles,
        pair_decisions,
        speaker_decisions,
        kept_checks,
        tombstones,
        erased_names,
        claim_changes,
        watches,
    )
    is_begun = kept_state(connection, _TAKING_IN) is not None
    if not is_begun and any(connection.execute(select(table.c.id).limit(1)).first() for table in tables):
        return False
    put_rows(connection, linking_state, [{"name": _TAKING_IN, "value": "whole"}])
    return True


def put_names_first(connection: Connection, names: Iterable[WholeName]) -> None:
    """Make the rows of speakers in the order in which their names came first."""
    for one in names:
        named_row(connection, one.name, one.kind)


def _is_of(words: str, keys: frozenset[str]) -> bool:
    return bool(keys) and any(holds_name(one, keys) for one in words.split("\n"))


def _rows_of(connection: Connection, table: Table, kind: type) -> list[dict[str, Any]]:
    query = select(table.c.id, *columns_of(table, kind)).order_by(table.c.id)
    return [dict(row) for row in connection.execute(query).mappings()]


def _latest(rows: Iterable[T], pair: Callable[[T], Hashable]) -> dict[Hashable, T]:
    return {pair(row): row for row in rows}


def _put_in_time(
    connection: Connection, table: Table, held: list[dict[str, Any]], new: list[dict[str, Any]]
) -> None:
    """Add rows of a table in which the later of two counts: those of `held` that were made later come behind them."""
    if not new:
        return
    first = min(row["made_at"] for row in new)
    later = [row for row in held if row["made_at"] > first]
    delete_in(connection, table.c.id, (row["id"] for row in later))
    again = [{name: value for name, value in row.items() if name != "id"} for row in later]
    every = sorted([*again, *new], key=lambda row: row["made_at"]) if held else new
    insert_rows(connection, table, every)


def _conflict(what: ConflictKind, where: str, mine: D, other: D, says: Callable[[D], str]) -> Conflict:
    """Return the conflict of two decisions, ours and theirs; `says` tells what was decided."""
    ours, theirs = (f"{says(one)} ({one.made_by}, {one.made_at[:10]})" for one in (mine, other))
    taken: Literal["ours", "theirs"] = "theirs" if other.made_at > mine.made_at else "ours"
    return Conflict(what=what, where=where, ours=ours, theirs=theirs, taken=taken)


# Names


def _names_of(decision: SpeakerDecision) -> Hashable:
    return frozenset(" ".join(fold_words(name)) for name in (decision.name, decision.other))


def _of_names(connection: Connection, theirs: Sequence[SpeakerDecision]) -> Iterator[Conflict]:
    held = [
        SpeakerDecision(**_without(row, "id"))
        for row in _rows_of(connection, speaker_decisions, SpeakerDecision)
    ]
    ours = _latest(those_standing(held), _names_of)
    for pair, other in _latest(those_standing(theirs), _names_of).items():
        mine = ours.get(pair)
        if mine is not None and (mine.what == "split") != (other.what == "split"):
            yield _conflict("names", f"{other.name}; {other.other}", mine, other, lambda one: one.what)


def _without(row: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {column: value for column, value in row.items() if column != name}


def _put_names_decided(connection: Connection, theirs: Sequence[SpeakerDecision]) -> int:
    held = _rows_of(connection, speaker_decisions, SpeakerDecision)
    known = [_without(row, "id") for row in held]
    told = [values_in(speaker_decisions, one) for one in theirs]
    new = [row for row in told if row not in known]
    _put_in_time(connection, speaker_decisions, held, new)
    if new:
        connection.execute(linking_state.delete().where(linking_state.c.name == SETTLED_BY))
    return len(new)


# Pairs


def _of_pairs(connection: Connection, theirs: Sequence[PairDecision]) -> Iterator[Conflict]:
    def pair_of(one: PairDecision) -> Hashable:
        return one.quote, one.other

    def says(one: PairDecision) -> str:
        return f"{one.verdict} {one.relation}"

    held = [PairDecision(**_without(row, "id")) for row in _rows_of(connection, pair_decisions, PairDecision)]
    ours = _latest(those_standing(held), pair_of)
    for pair, other in _latest(those_standing(theirs), pair_of).items():
        mine = ours.get(pair)
        if mine is not None and says(mine) != says(other):
            yield _conflict("pair", f"{other.quote} {other.other}", mine, other, says)


def _put_pairs(connection: Connection, theirs: Sequence[PairDecision], numbering: Numbering) -> int:
    held = _rows_of(connection, pair_decisions, PairDecision)
    known = [_without(_without(row, "id"), "batch") for row in held]
    told = [values_in(pair_decisions, one) for one in theirs]
    new = [row for row in told if _without(row, "batch") not in known]
    last = max((row["batch"] for row in held), default=0)
    if not numbering.is_kept:
        batches = {
            batch: last + n for n, batch in enumerate(dict.fromkeys(row["batch"] for row in new), start=1)
        }
        new = [{**row, "batch": batches[row["batch"]]} for row in new]
    _put_in_time(connection, pair_decisions, held, new)
    work = LinkWork(connection)
    ends = {end for row in new for end in (row["quote"], row["other"])}
    note_shown_changed(connection, work.rows_of(ends))
    return len(new)


# Checks


def _put_checks(connection: Connection, theirs: Sequence[KeptCheck], numbering: Numbering) -> int:
    held = [_check_key(kept_check_of(row)) for row in connection.execute(select(kept_checks))]
    new = [one for one in theirs if _check_key(one) not in held]
    rows = [{**row_of(one), **({"id": one.number} if numbering.is_kept else {})} for one in new]
    insert_rows(connection, kept_checks, rows)
    return len(new)


def _check_key(check: KeptCheck) -> Any:
    return json.dumps({**row_of(check)}, sort_keys=True)


# Saved questions


def _put_watches(
    connection: Connection, theirs: Sequence[WholeWatch], erased: frozenset[str]
) -> Iterator[Conflict]:
    """Add questions, and what has been seen of those that are saved here as well. One that has the name of another
    question stays out, and so does one that names somebody erased."""
    held = {row.name: row for row in connection.execute(select(watches))}
    for whole in theirs:
        saved = whole.question
        if _is_of(f"{saved.question}\n{saved.name}", erased):
            continue
        if saved.name not in held:
            put_watch(connection, whole)
            continue
        ours = saved_question_of(held[saved.name])
        if (ours.question, ours.filter) == (saved.question, saved.filter):
            put_seen(connection, held[saved.name].id, whole.seen, whole.pairs)
        else:
            yield Conflict(
                what="watch", where=saved.name, ours=ours.question, theirs=saved.question, taken="ours"
            )


# What was erased


def _put_erased(connection: Connection, told: Mapping[type, Sequence[Any]]) -> list[Conflict]:
    """Keep out what the others have erased; what is stored here stays, and is told of."""
    stones: Sequence[Tombstone] = told.get(Tombstone, ())
    names: Sequence[ErasedName] = told.get(ErasedName, ())
    gone: Sequence[ErasedQuote] = told.get(ErasedQuote, ())
    here = select(articles.c.key_hash)
    stored = {row.key_hash for row in select_in(connection, here, articles.c.key_hash, map(_hash_of, stones))}
    query = select(tombstones.c.key_hash, tombstones.c.digest)
    known = set(map(tuple, select_in(connection, query, tombstones.c.key_hash, map(_hash_of, stones))))
    new = [one for one in stones if (_hash_of(one), one.digest) not in known and _hash_of(one) not in stored]
    put_tombstones(connection, new)
    put_names(connection, names, (one.quote for one in gone))
    keys = {one.key: one for one in names}
    quoted = {name_key(name): name for name in connection.execute(select(speakers.c.name)).scalars()}
    held = {one.key: one.reason for one in stones if _hash_of(one) in stored}
    held |= {quoted[key]: one.reason for key, one in keys.items() if key in quoted}
    return [
        Conflict(what="erased", where=where, ours="stored", theirs=f"erased ({reason})", taken="ours")
        for where, reason in held.items()
    ]


def _hash_of(stone: Tombstone) -> str:
    return fingerprint(stone.key)


# Claims


def _put_changes(connection: Connection, theirs: Sequence[ClaimChange]) -> None:
    known = [_without(row, "id") for row in _rows_of(connection, claim_changes, ClaimChange)]
    told = list(map(asdict, theirs))
    insert_rows(connection, claim_changes, (row for row in told if row not in known))


def _put_claims(connection: Connection, theirs: Sequence[WholeClaim]) -> None:
    """Make claims of the printings that they had, so that those found by linking get their ids."""
    work = LinkWork(connection)
    rows = group_pairs(work.ids_of(quote for claim in theirs for quote in claim.quotes))
    groups = ((claim.id, [(row, None) for quote in claim.quotes for row in rows[quote]]) for claim in theirs)
    work.put_claims((id, printings) for id, printings in groups if printings)


def _go_on_from(connection: Connection, *tables: Table) -> None:
    """Let PostgreSQL number what comes next from the last number on that was put in."""
    if connection.dialect.name == "sqlite":
        return
    for table in tables:
        last = connection.execute(select(func.max(table.c.id))).scalar()
        if last is not None:
            sequence = text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)")
            connection.execute(sequence, {"name": table.name, "last": last})
