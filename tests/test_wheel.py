"""What is published: wheel and sdist are built, and the wheel runs from an environment with nothing else of ours."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

import quotetrack

# One worker builds them.
pytestmark = pytest.mark.xdist_group("wheel")

ROOT = Path(__file__).resolve().parents[1]
ARTICLE = "HARBOUR, 5 July 2012\n\n“The bridge is safe,” said Ana Lima, the port director.\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist. What builds them is installed with the tools of `make test`."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def programs(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a new environment with the wheel. Other packages are read where this run has them, so
    nothing is downloaded; a source tree that is installed for editing is not among them."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False)
    site = Path(sysconfig.get_path("purelib", vars={"base": str(home)}))
    (site / "others.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "--python", str(home / "bin" / "python"), "install"]
    command += ["--quiet", "--no-deps", "--no-index", "--ignore-installed", str(wheel_in(built))]
    subprocess.run(command, check=True)
    return home / "bin"


def wheel_in(folder: Path) -> Path:
    (wheel,) = folder.glob("*.whl")
    return wheel


def run(programs: Path, *words: str, folder: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [str(programs / "quotetrack"), *words]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=True
    ).stdout


def test_the_wheel_holds_the_package_with_its_data_and_nothing_else(built: Path) -> None:
    with zipfile.ZipFile(wheel_in(built)) as wheel:
        names = set(wheel.namelist())
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"quotetrack"}
    package = ROOT / "quotetrack"
    here = {
        str(path.relative_to(ROOT))
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert here <= names
    assert "quotetrack/py.typed" in names


def test_the_sdist_holds_what_is_needed_to_build_and_test(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "tests/conftest.py"} <= names
    assert not [name for name in names if name.startswith((".venv", "demo/", "site/"))]


def test_the_installed_program_tells_its_version(programs: Path, tmp_path: Path) -> None:
    assert run(programs, "--version", folder=tmp_path) == f"quotetrack {quotetrack.__version__}\n"


@pytest.mark.parser
def test_the_installed_program_extracts_stores_and_answers(programs: Path, tmp_path: Path) -> None:
    (tmp_path / "bridge.txt").write_text(ARTICLE, encoding="utf-8")
    assert '"name": "Ana Lima"' in run(programs, "extract", "bridge.txt", folder=tmp_path)
    run(programs, "add", "bridge.txt", "--db", "quotes.db", folder=tmp_path)
    answer = run(
        programs,
        "ask",
        "what did Lima say about the bridge",
        "--db",
        "quotes.db",
        "--format",
        "jsonl",
        folder=tmp_path,
    )
    assert '"text": "The bridge is safe,"' in answer
