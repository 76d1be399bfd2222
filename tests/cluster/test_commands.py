"""`--cluster` on the command line and in Python: the bytes of one process, and a line for all that is wrong."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import quotetrack
from quotetrack.cluster import session
from quotetrack.collection import extract_files
from quotetrack.errors import UsageError

from ..conftest import ARTICLES

pytestmark = pytest.mark.xdist_group("ray")
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="/proc tells which processes there are")
ROOT = ARTICLES.parent.parent


def started(*words: object, **environment: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "quotetrack", *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )


def processes(*marks: str) -> list[int]:
    """The processes with all these words in their name, arguments and environment."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            told = (entry / "cmdline").read_bytes() + (entry / "environ").read_bytes()
        except OSError:  # somebody else's, or gone
            continue
        if all(mark.encode() in told for mark in marks):
            found.append(int(entry.name))
    return found


def waited_for(holds: Callable[[], Any]) -> Any:
    """Wait until something holds, for two minutes at most; return it."""
    for _ in range(2400):
        if found := holds():
            return found
        time.sleep(0.05)
    raise AssertionError("it never came to that")


@on_linux
@pytest.mark.parser
def test_bytes_as_from_one_process_though_an_actor_is_killed(ray_here: Any, folder: Path) -> None:
    address = ray_here.get_runtime_context().gcs_address
    words = ("extract", ARTICLES, "--engine", "rules", "--text", "--zones", "--not-speech")
    alone = started(*words, "--workers", "1")
    many = started(*words, "--cluster", f"ray={address}", "--workers", "2", "--shards", folder)
    here = os.environ["RAY_AUTH_TOKEN"]
    working = waited_for(lambda: processes("ray::Extractor.extract", here) or many.poll() is not None)
    assert working is not True, many.communicate()
    os.kill(working[0], signal.SIGKILL)
    expected, found = alone.communicate(timeout=120), many.communicate(timeout=120)
    assert found == expected
    assert many.returncode == 0


@pytest.mark.parser
def test_a_collection_is_filled_by_a_cluster_as_by_one_process(
    ray_here: Any, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del ray_here
    news = tmp_path / "news"
    news.mkdir()
    for number, name in enumerate(("Ana Lima", "Rui Reis", "Eva Moss")):
        (news / f"{number}.txt").write_text(f"“Pier {number} is shut,” {name} said on Monday.\n")
    lines = []
    for name, where in (("one", {}), ("many", {"cluster": "ray", "shards": folder})):
        with quotetrack.open(tmp_path / f"{name}.db") as collection:
            added = collection.add([news], engine="rules", **where)  # type: ignore[arg-type]
            assert (added.added, added.quotations) == (3, 3)
            lines.append([str(printed.to_dict()) for printed in collection.quotes()])
    assert lines[0] == lines[1]

    monkeypatch.setattr("quotetrack.cluster.connected_ray", None)
    with quotetrack.open(tmp_path / "many.db") as collection:
        again = collection.add([news], engine="rules", cluster="ray", shards=folder)
    assert (again.added, again.unchanged) == (0, 3)
    with quotetrack.open(tmp_path / "third.db") as collection:  # what is kept fills another one
        assert collection.add([news], engine="rules", cluster="ray", shards=folder).added == 3


@on_linux
@pytest.mark.parser
def test_a_cluster_started_here_ends_at_ctrl_c_and_leaves_nothing() -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        words = ("extract", ARTICLES, "--engine", "rules", "--cluster", "ray", "--shards", f"{folder}/shards")
        running = started(*words, TMPDIR=folder)
        waited_for(lambda: processes("ray::Extractor", folder) or running.poll() is not None)
        os.killpg(running.pid, signal.SIGINT)
        out, said = running.communicate(timeout=120)
        assert said.decode() == "quotetrack: stopped by Ctrl-C: nothing was changed\n"
        assert (running.returncode, out) == (130, b"")
        assert waited_for(lambda: not processes(folder))
        assert [entry.name for entry in Path(folder).iterdir()] == ["shards"]


def test_ray_is_reached_from_this_machine_alone(ray_here: Any) -> None:
    host, _, port = ray_here.get_runtime_context().gcs_address.rpartition(":")
    assert host == "127.0.0.1"
    outside = {str(found[4][0]) for found in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    for other in outside - {"127.0.0.1"}:
        with pytest.raises(OSError, match="refused"):
            socket.create_connection((other, int(port)), timeout=5)


def test_without_ray_a_line_says_what_to_install(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "find_spec", lambda _: None)
    with pytest.raises(UsageError, match=r'pip install "quotetrack\[ray\]"$'):
        extract_files([ARTICLES], cluster="ray", shards=folder, engine="rules")


@pytest.mark.parametrize(
    "name", ["", "dask", "ray=", "ray=host", "ray=host:port", "ray=ray://host:10001", "rays"]
)
def test_no_other_cluster_is_known(name: str, folder: Path) -> None:
    with pytest.raises(UsageError, match="is no cluster that is known here; write ray"):
        extract_files([ARTICLES], cluster=name, shards=folder, engine="rules")


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port of this machine at which nobody listens."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


def test_an_address_where_nobody_listens_is_told(silent_port: int, folder: Path) -> None:
    with pytest.raises(
        UsageError, match=rf"no Ray answers at 127\.0\.0\.1:{silent_port} \(Connection refused\)"
    ):
        list(extract_files([ARTICLES], cluster=f"ray=127.0.0.1:{silent_port}", shards=folder, engine="rules"))


def test_what_answers_and_is_no_ray_is_told(folder: Path) -> None:
    def answer() -> None:
        there, _ = listening.accept()
        with there:
            there.recv(100)
            there.sendall(b"HTTP/1.0 400 Bad request\r\n\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=answer, daemon=True).start()
        address = f"127.0.0.1:{listening.getsockname()[1]}"
        with pytest.raises(UsageError, match="what answers is no Ray"):
            list(extract_files([ARTICLES], cluster=f"ray={address}", shards=folder, engine="rules"))


def test_the_baseline_runs_on_no_cluster(folder: Path) -> None:
    with pytest.raises(UsageError, match="textacy, the baseline, runs on no cluster"):
        extract_files([ARTICLES], cluster="ray", shards=folder, engine="textacy")


@pytest.mark.parametrize("command", ["extract", "add"])
def test_a_folder_of_shards_belongs_to_a_cluster(command: str, folder: Path) -> None:
    running = started(command, ARTICLES, "--shards", folder, QUOTETRACK_DB=":memory:")
    _, said = running.communicate(timeout=60)
    assert said.decode() == (
        "quotetrack: --shards belongs to --cluster: name the cluster too, or leave it out\n"
    )
    assert running.returncode == 2


def test_shards_lie_in_the_user_s_cache_unless_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, Any] = {}
    monkeypatch.setattr("quotetrack.cluster.extract_on_cluster", lambda _, **told: given.update(told))
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda *_, **__: str(tmp_path))
    extract_files([ARTICLES], cluster="ray", engine="rules")
    assert given["shards"] == tmp_path / "shards"
