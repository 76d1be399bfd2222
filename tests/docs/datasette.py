"""What Datasette is told of a database, made from the page of the tables.

`python -m tests.docs.datasette > docs/recipes/metadata.yml` brings it up to date; a test fails while it is not.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator

from quotetrack.store.tables import metadata

from .pages import ROOT

PAGE = ROOT / "docs" / "schema.md"
METADATA = ROOT / "docs" / "recipes" / "metadata.yml"
VIEWS = {
    "quotes_flat": (
        "A row for each quotation, shown or not: add _where=shown for what the commands show.",
        ("person", "outlet", "stance", "kind", "status"),
    ),
    "claims_flat": (
        "A row for each printing of each claim that is printed twice or more.",
        ("speaker", "outlet", "stance", "kind"),
    ),
}
"""The views for other programs, each with what it is and what is counted in it."""

_ROW = re.compile(r"\| `(\w+)` \| (.+) \|")


def columns(view: str) -> dict[str, str]:
    """What each column of a view holds, as the page of the tables says it."""
    section = PAGE.read_text("utf-8").partition(f"### {view}\n")[2].partition("\n#")[0]
    return {found[1]: found[2].replace("`", "") for found in _ROW.finditer(section)}


def lines() -> Iterator[str]:
    """The lines of the file. A string of JSON is one of YAML."""
    yield "# Made by `python -m tests.docs.datasette > docs/recipes/metadata.yml`. Change docs/schema.md instead."
    yield "title: Quotations"
    yield "description: Who said what, to whom, when, and where it is printed."
    yield "databases:"
    yield "  quotes:"
    yield "    tables:"
    for view, (told, facets) in VIEWS.items():
        yield f"      {view}:"
        yield f"        description: {json.dumps(told)}"
        yield f"        facets: {json.dumps(list(facets))}"
        yield "        columns:"
        yield from (f"          {name}: {json.dumps(held)}" for name, held in columns(view).items())
    for table in sorted((*metadata.tables, "quotetrack_version", "sqlite_sequence")):
        yield f"      {table}:"
        yield "        hidden: true"


def metadata_file() -> str:
    """The whole file."""
    return "\n".join(lines()) + "\n"


if __name__ == "__main__":
    sys.stdout.write(metadata_file())
