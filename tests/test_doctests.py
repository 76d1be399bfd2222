"""The examples of the public names run, on a collection of three small articles; every field and argument is told."""

from __future__ import annotations

import collections
import dataclasses
import doctest
import inspect
import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import quotetrack
from quotetrack import records
from quotetrack.records import Extraction, KeyTerm, Source, Span

from .builders import extract, harbour, make_article, make_statement, works

PUBLIC = {name: getattr(quotetrack, name) for name in quotetrack.__all__ if name != "__version__"}
METHODS = {
    f"Collection.{name}": method
    for name, method in inspect.getmembers(quotetrack.Collection, inspect.isfunction)
    if not name.startswith("_")
}
DOCUMENTED = {**PUBLIC, **METHODS, "Quotations.to_dataframe": quotetrack.Quotations.to_dataframe}
ERRORS = {name for name, value in PUBLIC.items() if inspect.isclass(value) and issubclass(value, Exception)}

functions = pytest.mark.parametrize(
    "name", [name for name, value in DOCUMENTED.items() if inspect.isfunction(value)]
)
public_records = pytest.mark.parametrize(
    "record",
    [v for v in {**vars(records), **PUBLIC}.values() if inspect.isclass(v) and dataclasses.is_dataclass(v)],
    ids=lambda record: record.__name__,
)


def globe() -> Extraction:
    """A printing of what Ana Lima says in `harbour`, cut."""
    text = "“The bridge will open,” said Ana Lima on Friday."
    article = make_article(text, id="globe", source=Source("The Globe"), published="2024-03-05")
    return extract(article, make_statement(article, "The bridge will open,", mention="Ana Lima"))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of three articles; made once, so nobody may change it."""
    path = tmp_path_factory.mktemp("examples") / "quotes.db"
    with quotetrack.open(path) as collection:
        for found in (harbour(), works(), globe()):
            place = found.article.text.find("bridge")
            terms = (KeyTerm("bridg", Span(place, place + len("bridge"))),) if place >= 0 else ()
            collection.store.add(dataclasses.replace(found, key_terms=terms))
        collection.link(workers=1)
    return path


@pytest.fixture
def names(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """What the examples may use: the public names, `collection`, `extraction`, and two modules."""
    monkeypatch.chdir(tmp_path)
    with quotetrack.open(shutil.copy(filled, tmp_path)) as collection:
        yield {
            **vars(records),
            **PUBLIC,
            "quotetrack": quotetrack,
            "collection": collection,
            "extraction": harbour(),
            "io": io,
            "collections": collections,
        }


@pytest.mark.parametrize("name", [name for name in DOCUMENTED if name not in ERRORS])
def test_an_example_runs(name: str, names: dict[str, Any]) -> None:
    doc = inspect.getdoc(DOCUMENTED[name]) or ""
    examples = doctest.DocTestParser().get_doctest(doc, names, name, None, None)
    assert examples.examples, f"{name} has no example"
    told: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.IGNORE_EXCEPTION_DETAIL)
    runner.run(examples, out=told.append)
    assert not runner.failures, "".join(told)


def section(doc: str, name: str) -> str:
    """The lines of one section of a docstring, indented less than it; "" if there is none."""
    found = re.search(rf"^{name}:\n((?:    .*\n|\n)*)", doc + "\n", re.MULTILINE)
    return found[1] if found else ""


@functions
def test_every_argument_is_told(name: str) -> None:
    function = DOCUMENTED[name]
    doc = inspect.getdoc(function) or ""
    told = re.findall(r"^    (\*{0,2}\w+): ", section(doc, "Args"), re.MULTILINE)
    stars: dict[Any, str] = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}
    parameters = inspect.signature(function).parameters.values()
    assert told == [stars.get(p.kind, "") + p.name for p in parameters if p.name != "self"]


@functions
def test_what_comes_back_is_told(name: str) -> None:
    function = DOCUMENTED[name]
    is_none = inspect.signature(function).return_annotation in (None, "None")
    assert is_none or section(inspect.getdoc(function) or "", "Returns")


@public_records
def test_every_field_has_its_line(record: type) -> None:
    told = re.findall(r"^    (\w+): ", section(inspect.getdoc(record) or "", "Attributes"), re.MULTILINE)
    assert told == [field.name for field in dataclasses.fields(record)]
