"""Linking out of core comes to what linking in memory does."""

from __future__ import annotations

import logging
import shutil
import sqlite3
from pathlib import Path

import numpy as np
import pytest

from quotetrack.errors import UsageError
from quotetrack.linking import in_memory, out_of_core, postings, shards
from quotetrack.linking.inputs import LinkInput
from quotetrack.linking.linker import Linked, link_store
from quotetrack.linking.shard_pairs import shard_pairs
from quotetrack.linking.signatures import Signatures
from quotetrack.store import open_store
from quotetrack.store.linking import Owner

from .statements import SENTENCES, signed
from .test_linker import articles

NAMES = "oak elm ash fir yew bay fig box may rue sage reed rush moss fern lily iris rose pear plum".split()


@pytest.fixture(scope="module")
def everything() -> Signatures:
    """Statements that share words with many others, in more articles than one."""
    inputs = [LinkInput(words, article=n + 1, speaker=n % 3) for n, words in enumerate(SENTENCES)]
    inputs += [
        LinkInput(f"the {a} stands by the {b} in the northern gulf", article=100 + n, speaker=n % 5)
        for n, (a, b) in enumerate(zip(NAMES * 6, sorted(NAMES * 6), strict=True))
    ]
    # Three words of which each is in all these, and nothing else: what has frequent keys alone.
    inputs += [LinkInput("northern gulf", article=300 + n) for n in range(20)]
    return signed(*inputs)


def found(everything: Signatures, folder: Path, count: int, *, by_meaning: bool = False) -> list[int]:
    """All pairs that so many shards find, in the order they come."""
    folder.mkdir()
    shards.make_shards(everything, folder, threads=1, shards=count, by_meaning=by_meaning)
    return [pair for lot in out_of_core.compared_on_disk(folder, 1) for pair in lot.tolist()]


def test_all_pairs_of_memory_are_found(everything: Signatures, tmp_path: Path) -> None:
    pairs = found(everything, tmp_path / "x", 3)
    wanted = in_memory.worth_comparing(everything, 1).tolist()
    assert len(wanted) > len(everything)
    assert pairs == wanted


def test_what_means_the_same_is_found_without_a_common_word(tmp_path: Path) -> None:
    inputs = [
        LinkInput(words, article=n)
        for n, words in enumerate(("harbour council", "fishermen protested", "oak"))
    ]
    apart = signed(*inputs)
    apart["meaning"][1] = apart["meaning"][0]
    assert not len(in_memory.worth_comparing(apart, 1))
    assert not found(apart, tmp_path / "x", 2)
    assert found(apart, tmp_path / "y", 2, by_meaning=True) == [1]


def test_pairs_do_not_depend_on_how_many_shards_there_are(
    everything: Signatures, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = found(everything, tmp_path / "one", 1)
    assert whole == sorted(set(whole))
    monkeypatch.setattr(out_of_core, "SETTINGS", out_of_core.OutOfCoreSettings(in_range=7))
    assert found(everything, tmp_path / "many", 7) == whole


def test_a_shard_depends_on_its_files_alone(everything: Signatures, tmp_path: Path) -> None:
    whole = set(found(everything, tmp_path / "x", 4, by_meaning=True))
    union: set[int] = set()
    for number in range(4):
        elsewhere = tmp_path / f"elsewhere {number}'s"
        elsewhere.mkdir()
        for name in ("statements.npy", "postings.parquet"):
            shutil.copy(tmp_path / "x" / name, elsewhere / name)
        shutil.copytree(tmp_path / "x" / "own" / f"shard={number}", elsewhere / "own" / f"shard={number}")
        part = set(shard_pairs(elsewhere, number).tolist())
        assert part < whole
        union |= part
    assert union == whole


def test_a_shard_without_statements_has_no_pairs(everything: Signatures, tmp_path: Path) -> None:
    pairs = found(everything[:2], tmp_path / "x", 50)
    shards_of = [number for number in range(50) if len(shard_pairs(tmp_path / "x", number))]
    assert len(pairs) == 1
    assert 1 <= len(shards_of) <= 2


def test_frequent_keys_lead_to_the_first_owners_as_in_memory(
    everything: Signatures, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from quotetrack.linking import blocking, shard_pairs

    few = blocking.BlockingSettings(budget=15, candidates=4)
    monkeypatch.setattr(blocking, "SETTINGS", few)
    for module in (shards, shard_pairs):
        monkeypatch.setattr(module, "BLOCKING", few)
    wanted = set(in_memory.worth_comparing(everything, 1).tolist())
    assert set(found(everything, tmp_path / "x", 3)) == wanted
    # The last twenty have nothing but frequent words.
    assert any(pair & 0xFFFFFFFF >= len(everything) - 20 for pair in wanted)


def test_rows_of_postings_are_those_of_memory(
    everything: Signatures, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shards, "SETTINGS", shards.ShardSettings(in_slices=30, at_once=40))
    found(everything, tmp_path / "x", 2)
    ids = np.arange(len(everything), dtype=np.int64) * 3 + 5
    rows = list(out_of_core.posting_rows(ids, tmp_path / "x"))
    assert len(list((tmp_path / "x" / "rows").iterdir())) > 2
    assert rows == list(postings.make_rows(everything, ids, {}))


def test_signatures_lie_in_a_file(everything: Signatures, tmp_path: Path) -> None:
    rows = [(Owner(n + 1, n % 3, n + 7, n % 2), one.tobytes()) for n, one in enumerate(everything)]
    for some in (rows, []):
        ids, kept = out_of_core.loaded_on_disk(some, tmp_path)
        wanted_ids, wanted = in_memory.loaded(some)
        assert ids.tolist() == wanted_ids.tolist()
        assert kept.tobytes() == wanted.tobytes()


def linked(path: Path, *, on_disk: bool, workers: int = 1) -> list[list[tuple[object, ...]]]:
    """What linking leaves in a database."""
    with open_store(path) as store:
        for extraction in articles():
            store.add(extraction)
        link_store(store, rebuild=True, workers=workers, on_disk=on_disk)
    with sqlite3.connect(path) as connection:
        tables = ("signatures", "links", "claims", "members", "postings")
        return [sorted(connection.execute(f"select * from {table}")) for table in tables]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_store_linked_out_of_core_is_as_one_linked_in_memory(tmp_path: Path, workers: int) -> None:
    in_core = linked(tmp_path / "in.db", on_disk=False)
    assert linked(tmp_path / "out.db", on_disk=True, workers=workers) == in_core
    assert all(in_core)


def test_an_empty_store_is_linked_on_disk_too(tmp_path: Path) -> None:
    with open_store(tmp_path / "x.db") as store:
        assert link_store(store, rebuild=True, on_disk=True) == Linked()


def test_statements_without_a_word_have_no_pairs(tmp_path: Path) -> None:
    assert not found(signed(LinkInput("...", article=1), LinkInput("", article=2)), tmp_path / "x", 2)


def test_whoever_waits_hears_that_shards_are_being_made(everything: Signatures, tmp_path: Path) -> None:
    beats: list[int] = []
    shards.make_shards(everything, tmp_path, threads=1, beat=lambda: beats.append(1))
    assert beats


@pytest.fixture
def _no_duckdb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "find_spec", lambda _: None)


@pytest.mark.usefixtures("_no_duckdb")
def test_without_duckdb_memory_is_used_and_one_line_says_so(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING), out_of_core.scratch_folder(2_000_000) as folder:
        assert folder is None
    assert caplog.messages == [
        "linking 2,000,000 statements in memory, about 8 GB; with DuckDB it takes less: "
        "pip install 'quotetrack[duckdb]'"
    ]


@pytest.mark.usefixtures("_no_duckdb")
def test_without_duckdb_what_is_asked_for_out_of_core_is_refused() -> None:
    with (
        pytest.raises(UsageError, match=r"needs DuckDB: pip install"),
        out_of_core.scratch_folder(9, wanted=True),
    ):
        pass


@pytest.mark.parametrize(
    ("total", "wanted", "is_out"), [(500_000, None, 0), (500_001, None, 1), (9, True, 1)]
)
def test_the_number_of_statements_decides(total: int, wanted: bool | None, is_out: int) -> None:
    with out_of_core.scratch_folder(total, wanted=wanted) as folder:
        assert (folder is not None) == is_out
    assert folder is None or not folder.exists()


def test_a_disk_without_room_is_told_before_anything_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(9, 9, 10**9))
    with pytest.raises(UsageError, match=r"3\.0 GB in .*, and 1\.0 GB are free: set TMPDIR"):
        out_of_core.scratch_folder(1_000_001).__enter__()
