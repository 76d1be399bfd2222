"""Who may import whom: one table for our own modules, one for third-party libraries.

A room is a folder or a top-level module of the package. A new arrow is a change to these tables, argued for in its
commit. Imports inside functions and for type checking count like all others.
"""

from __future__ import annotations

import ast
import sys
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

import quotetrack
from quotetrack.cli import COMMANDS
from quotetrack.export import FORMATS
from quotetrack.export.draft import REPORT_FORMATS
from quotetrack.pipeline import PRELOADED
from quotetrack.readers.formats import INPUT_FORMATS

FOLDER = Path(quotetrack.__file__).parent
FILES = sorted(FOLDER.rglob("*.py"))

SHARED = {"records", "errors", "text"}
"""What every room may use; of ours they use nothing but each other, `text` the records."""

ROOMS: dict[str, set[str]] = {
    "confidence": {"records"},
    "errors": set(),
    # Files and streams that are written to.
    "output": {"errors"},
    "records": set(),
    # Weights that come with the package.
    "shipped": {"errors"},
    # What fits into other programs: it uses the public names, and the records that they hand out.
    "adapters": SHARED,
    "parallel": SHARED,
    # What people decide: read by the store that keeps it, and by the sheets that it comes from.
    "review": SHARED,
    # What every room may ask of plain text.
    "text": {"records", "shipped"},
    # Two printings side by side, word by word.
    "comparison": SHARED,
    "export": {"output", "review", *SHARED},
    "lang": SHARED,
    # What the trained model proposes; training reads articles as running does, and alone imports PyTorch.
    "model": {"shipped", *SHARED},
    "readers": SHARED,
    # Names, and the speakers who bear them: for linking, questions and checks alike.
    "speakers": SHARED,
    "store": {"review", *SHARED},
    # The only room that goes to the network. It writes what it fetches, read by the reader of saved pages.
    "fetching": {"output", "readers", *SHARED},
    # From statements to links between them; pairs by the hundred thousand are arrays.
    "linking": {"parallel", "review", "shipped", "speakers", "store", *SHARED},
    "parsing": {"lang", *SHARED},
    "query": {"speakers", *SHARED},
    "attribution": {"confidence", "lang", "parsing", "shipped", *SHARED},
    # Words that somebody is said to have said, beside what is printed.
    # The sentence that words are cut from is parsed: what governs them may say that they are not so.
    "checking": {"comparison", "linking", "parsing", "query", "speakers", "store", *SHARED},
    "extraction": {"confidence", "lang", "parsing", *SHARED},
    # What an article is about; textacy ranks.
    "key_terms": {"parsing", *SHARED},
    # What somebody says on a matter, chosen as for a question, and how it moved.
    "positions": {"query", "speakers", "store", *SHARED},
    # Sheets go out and come back.
    "sheets": {
        *("checking", "comparison", "export", "linking", "positions", "query", "review", "store"),
        *SHARED,
    },
    "training": {"attribution", "extraction", "lang", "model", "output", "parsing", "readers", *SHARED},
    # The walk, and what runs it.
    "preloaded": {"attribution", "errors", "extraction", "lang", "model", "parsing"},
    "pipeline": {
        "attribution",
        "confidence",
        "extraction",
        "key_terms",
        "lang",
        "model",
        "parallel",
        "parsing",
        *SHARED,
    },
    # The same walk over many machines; what is done is kept in files.
    "cluster": {"output", "parallel", "pipeline", *SHARED},
    # A whole draft is read and extracted as an article is, and each stretch checked.
    "drafts": {"checking", "comparison", "parsing", "pipeline", "readers", "store", *SHARED},
    # Measured on gold data, beside textacy; no other room may use that.
    "evaluation": {"linking", "output", "parsing", "pipeline", "query", "readers", "store", *SHARED},
    "collection": {
        "cluster",
        # What textacy finds, as a baseline of `extract_files`.
        "evaluation",
        "checking",
        "drafts",
        "export",
        "linking",
        # A copy of a database appears under its name once it is whole.
        "output",
        "parallel",
        "pipeline",
        "positions",
        "query",
        "readers",
        # What several reviewers decided, compared.
        "review",
        "sheets",
        "store",
        *SHARED,
    },
    # Pages that a browser asks for, and an interface for programs: each reads, or does, what a collection does, in the
    # words and templates of `export`. `review` reads places that are typed.
    # Of `readers` only what names a file that was sent.
    "desk": {"collection", "export", "readers", "review", *SHARED},
    # The public names.
    "__init__": {"collection", "comparison", "export", "query", "readers", "sheets", *SHARED},
    # Calls a collection, and shows what comes back in the words of `export`. It looks into `readers` only for which
    # files of a folder are read: to count them, and to write over none. Measuring and training need no collection.
    "cli": {
        "collection",
        "desk",
        "evaluation",
        "export",
        "fetching",
        "output",
        "readers",
        "training",
        *SHARED,
    },
    "__main__": {"cli"},
}
"""For each room the rooms it may import. `quotetrack` itself, for the version, is free to all but the shared ones."""

LIBRARIES: dict[str, set[str]] = {
    "text": {"numpy", "rapidfuzz"},
    "parsing": {"spacy"},
    "key_terms": {"spacy", "textacy"},
    "evaluation": {"spacy", "textacy"},
    "extraction": {"spacy"},
    # The ranker of pronouns' antecedents is a few matrices.
    "attribution": {"numpy", "spacy"},
    "model": {"numpy", "onnxruntime", "tokenizers"},
    "training": {"numpy", "onnx", "onnxruntime", "safetensors", "spacy", "tokenizers", "torch"},
    "fetching": {"feedparser", "protego", "urllib3"},
    "readers": {
        "brotli",
        "charset_normalizer",
        "fastwarc",
        "lxml",
        "py3langid",
        "pyarrow",
        "pypdfium2",
        "trafilatura",
    },
    "linking": {"duckdb", "numpy"},
    "checking": {"numpy", "spacy"},
    "store": {"sqlalchemy", "alembic", "platformdirs", "psycopg"},
    "export": {"xlsxwriter", "jinja2", "docx", "pyarrow"},
    "cli": {"typer", "rich"},
    # It serves; `jinja2` fills its own templates and those of the sheets.
    "desk": {"argon2", "fastapi", "itsdangerous", "jinja2", "pydantic", "starlette", "uvicorn"},
    # Only for those who ask for a data frame.
    "collection": {"pandas"},
    "adapters": {"spacy"},
    "cluster": {"ray"},
}
"""For each room the libraries that it may import; the others do with the standard library."""

SIBLINGS = ("readers", "extraction", "attribution", "store", "query", "export")
"""The rooms of the way, which hand each other records and never import one another."""


def room_of(path: Path) -> str:
    """The room that a file of the package belongs to."""
    return path.relative_to(FOLDER).parts[0].removesuffix(".py")


@cache
def imported(path: Path) -> frozenset[str]:
    """The full names of all modules that a file imports; a name taken from the package itself counts as a module."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}, line {node.lineno}: a relative import hides its room"
            names.add(str(node.module))
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return frozenset(names)


def rooms_used(path: Path) -> set[str]:
    """The rooms that a file imports, its own left out."""
    ours = (name.split(".") for name in imported(path) if name.startswith("quotetrack."))
    return {
        parts[1] for parts in ours if (FOLDER / parts[1]).is_dir() or (FOLDER / f"{parts[1]}.py").is_file()
    } - {room_of(path)}


def libraries_used(path: Path) -> set[str]:
    """The third-party libraries that a file imports."""
    tops = {name.split(".")[0] for name in imported(path)}
    return tops - {"quotetrack", "__future__"} - set(sys.stdlib_module_names)


each_file = pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(FOLDER)) for path in FILES])


@each_file
def test_a_file_imports_only_the_rooms_its_own_may_use(path: Path) -> None:
    assert room_of(path) in ROOMS, f"no table lists the room {room_of(path)!r}: say what it may import"
    assert rooms_used(path) <= ROOMS[room_of(path)]


@each_file
def test_a_file_imports_only_the_libraries_of_its_room(path: Path) -> None:
    assert libraries_used(path) <= LIBRARIES.get(room_of(path), set())


@pytest.mark.parametrize("room", SIBLINGS)
def test_the_table_lets_no_sibling_import_another(room: str) -> None:
    assert not ROOMS[room] & set(SIBLINGS)


@pytest.mark.parametrize("room", ["records", "errors"])
def test_the_shared_rooms_import_nothing_of_ours(room: str) -> None:
    paths = [path for path in FILES if room_of(path) == room]
    assert not {used for path in paths for used in rooms_used(path)}
    assert not {used for path in paths for used in libraries_used(path)}


def test_the_table_has_no_circle() -> None:
    done: set[str] = set()
    while len(done) < len(ROOMS):
        free = {room for room, uses in ROOMS.items() if room not in done and uses <= done}
        assert free, f"these rooms import each other in a circle: {sorted(set(ROOMS) - done)}"
        done |= free


def test_every_room_of_the_tables_exists() -> None:
    assert set(ROOMS) == {room_of(path) for path in FILES}
    assert set(LIBRARIES) <= set(ROOMS)


def test_each_library_has_one_room_but_for_the_parser_numbers_templates_and_training() -> None:
    """What reads a `Doc` needs the parser's types, the model and linking both reckon with arrays, textacy ranks terms
    and is what evaluation measures against, and training writes what the model's room runs. Every other library can be
    replaced in one place. The desk's pages are made of the sheets' templates and its own. Parquet is read and
    written."""
    homes = [
        name
        for room, names in LIBRARIES.items()
        for name in names
        if name not in {"spacy", "numpy", "textacy", "jinja2", "pyarrow"} and room != "training"
    ]
    assert len(homes) == len(set(homes))


# Files that no table lists

PROGRAMS = {"quotetrack.cli.reference", "quotetrack.adapters.spacy_component"}
"""Modules that are run rather than imported: the page of commands for the guide, and what pyproject.toml names to
other programs."""


def test_every_module_is_imported_or_stands_in_a_table() -> None:
    """A rule, reader or exporter that nothing lists never runs, and nobody notices."""
    writers = (*FORMATS.values(), *REPORT_FORMATS.values())
    listed = {f"quotetrack.export.{module}" for module in writers} | PROGRAMS
    listed |= {f"quotetrack.readers.{format.reader.split(':')[0]}" for format in INPUT_FORMATS}
    listed |= set(PRELOADED.values())
    listed |= {f"quotetrack.cli.{name}" for names in COMMANDS.values() for name in names}
    used = {name for path in FILES for name in imported(path)} | listed
    for path in FILES:
        parts = path.relative_to(FOLDER).with_suffix("").parts
        if parts[-1] in ("__init__", "__main__") or "migrations" in parts:  # Alembic finds its own
            continue
        assert ".".join(("quotetrack", *parts)) in used, (
            f"{path.name}: no module imports it and no table lists it"
        )


def test_every_file_of_a_format_stands_in_the_table_of_formats() -> None:
    assert set(FORMATS.values()) == {path.stem for path in (FOLDER / "export").glob("as_*.py")}


def test_every_word_list_of_a_language_is_read() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in FILES)
    for path in sorted((FOLDER / "lang").glob("*/*.json")):
        assert f'"{path.name}"' in source, f"{path.parent.name}/{path.name}: nothing reads it"


@pytest.mark.parametrize("module", ["after", "before", "apart", "indirect", "ideas"])
def test_every_rule_of_a_table_is_a_public_function_of_its_module(module: str) -> None:
    home = import_module(f"quotetrack.extraction.{module}")
    for rule in home.RULES:
        assert rule.__module__ == home.__name__
        assert not rule.__name__.startswith("_")
