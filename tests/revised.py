"""An article about invented people that was corrected, for tests of what became of words."""

from __future__ import annotations

from quotetrack.records import Extraction, Source

from .builders import extract, make_article, make_statement

FIRST_TEXT = (
    "“We lost 40 boats in the storm,” Ana Lima said. “The old quay is unsafe,” Boris Petrov said. "
    "She said that the ferry would sail again in April. "
    "“Nobody warned the fishing families,” Ana Lima said. The harbour office was closed for nine days."
)
SECOND_TEXT = (
    "“We lost 14 boats in the storm,” Ana Lima said. “The old quay is unsafe,” Clara Weiss told the Post. "
    "She said that the ferry would sail again in April. The harbour office opened at once."
)


def dated(text: str, day: str | None, *, id: str = "storm") -> dict[str, object]:
    """The fields of an article that was fetched on a day, with a copy of its page of that day."""
    return {
        "text": text,
        "id": id,
        "source": Source("Harbour Post", "harbour.example"),
        "published": "2024-03-09",
        "title": "Storm",
        "url": "https://harbour.example/storm",
        "archive_url": f"https://archive.example/{day}/storm" if day else None,
        "retrieved": day,
    }


def first_print(day: str | None = "2024-03-10", *, id: str = "storm") -> Extraction:
    """The article as it was printed first."""
    article = make_article(**dated(FIRST_TEXT, day, id=id))  # type: ignore[arg-type]
    return extract(
        article,
        make_statement(article, "We lost 40 boats in the storm,"),
        make_statement(article, "The old quay is unsafe,", by="Boris Petrov"),
        make_statement(article, "the ferry would sail again in April", kind="indirect", mention="She"),
        make_statement(article, "Nobody warned the fishing families,"),
    )


def second_print(day: str | None = "2024-03-12", *, id: str = "storm") -> Extraction:
    """The same after its correction: another figure, another speaker, one quotation withdrawn."""
    article = make_article(**dated(SECOND_TEXT, day, id=id))  # type: ignore[arg-type]
    return extract(
        article,
        make_statement(article, "We lost 14 boats in the storm,"),
        make_statement(article, "The old quay is unsafe,", by="Clara Weiss"),
        make_statement(article, "the ferry would sail again in April", kind="indirect", mention="She"),
    )
