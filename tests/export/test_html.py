"""Pages: the words marked, claims compared, nothing fetched, nothing run."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given

from quotetrack.export import Sheet
from quotetrack.export.legible import legible
from quotetrack.export.wording import STATUS_WORDS
from quotetrack.records import STATUSES, ClaimNote, Printed, Review
from tests.builders import reported

from .reading import Element, exported, read_html
from .statements import HOSTILE, claimed, made, printed, quoting


def page(statements: Sheet | list[Printed]) -> Element:
    return read_html(exported(statements, "html"))


def card(statement: Printed) -> Element:
    return page([statement]).one("article", "quotation")


def links(element: Element) -> list[str]:
    return [link.attrs["href"] for link in element.all("a")]


def test_html_marks_the_words_and_anchors_the_id() -> None:
    told = card(made())
    id = made().statement.quote.id
    assert [mark.text() for mark in told.all("mark")] == ["a joke"]
    assert told.attrs["id"] == f"q-{id}"
    assert links(told) == ["https://gazette.example/porto", f"#q-{id}"]


def test_html_tells_who_what_and_when() -> None:
    told = card(made())
    assert told.one("h3").text() == "Ana Lima"
    assert told.one("span", "role").text() == "Foreign Minister"
    assert [badge.text() for badge in told.all("span", "badge")] == ["said", "mixed"]
    assert told.one("dl").pairs() == [
        ("anonymity", "“for fear of the censor”"),
        ("speaks for", "the cabinet"),
        ("hearer", "reporters"),
        ("said on", "5 July 2012 (“on Thursday”)"),
        ("place", "Porto"),
        ("agencies", "dpa; AFP"),
    ]


def test_html_says_why() -> None:
    why = card(made()).one("details").pairs()
    assert ("because", "subject of the cue: “Ana Lima”") in why
    assert ("runner-up", "Rui Reis, 0.12 – named nearby: “Porto”") in why
    assert ("offsets", "97..103") in why


@pytest.mark.parametrize("status", STATUSES)
def test_html_shows_what_a_reviewer_found(status: str) -> None:
    review = Review(
        status=status,  # type: ignore[arg-type]
        reviewer="Eva Holm",
        checked_on="2012-07-09",
        notes="Heard the recording.\nTwice.",
    )
    told = card(replace(made(), review=review))
    assert STATUS_WORDS[review.status or "unsure"] in [badge.text() for badge in told.all("span", "badge")]
    assert told.one("p", "review").text().endswith("Heard the recording.\nTwice.")
    assert ("rejected" in told.attrs["class"].split()) == (status == "rejected")


def test_html_struck_words_are_those_of_the_rejected_alone() -> None:
    style = exported([made()], "html").decode()
    assert re.search(r"article\.rejected \.passage mark \{[^}]*line-through", style)


# Claims


def test_html_compares_the_printings_of_a_claim() -> None:
    root = page(claimed("We will not go, never again.", "We will go", "We will go", copies=(2,)))
    claim = root.one("article", "claim")
    assert claim.attrs["id"] == "c-c0ffee000000"
    assert claim.own("p")[-1].text() == "We will not go, never again."
    first, second = claim.own("ol")[0].own("li")
    assert "fullest" in first.attrs["class"]
    words = second.one("p", "words")
    assert [cut.text() for cut in words.all("del")] == ["not", "never again"]
    assert second.one("p", "verdict").one("span").text() == "cut in the middle and at the end"
    assert second.one("span", "sense").text() == "changes the sense: negation"


def test_html_has_copies_beneath_what_they_copy_and_conflicts_last() -> None:
    root = page(claimed("We will go", "We will go", denial="They will never go", copies=(1,)))
    claim = root.one("article", "claim")
    (first,) = claim.own("ol")[0].own("li")
    (copy,) = first.own("ol")[0].own("li")
    assert "a copy: does not count" in [badge.text() for badge in copy.all("span", "badge")]
    (conflict,) = claim.one("ul", "conflicts").own("li")
    assert conflict.one("p", "words").text() == "They will never go"
    assert conflict.one("p", "verdict").text() == "0.83: not: They will never go"


def test_html_leads_from_card_to_claim_and_back() -> None:
    root = page(claimed("We will go", "We will go today"))
    ids = {element.attrs["id"] for element in root.all() if "id" in element.attrs}
    inside = {href.removeprefix("#") for href in links(root) if href.startswith("#")}
    told = root.one("article", "quotation")
    assert f"#{root.one('article', 'claim').attrs['id']}" in links(told)
    assert f"#{told.attrs['id']}" in links(root.one("article", "claim"))
    assert inside <= ids


def test_html_of_a_claim_printed_once_leads_nowhere() -> None:
    told = card(
        replace(
            made(),
            claim=ClaimNote(
                id="c0ffee", printings=1, sources=1, first_published="2012-07-05", first_source="The Gazette"
            ),
        )
    )
    assert not [href for href in links(told) if href.startswith("#c-")]


def test_html_ends_with_sources_and_method() -> None:
    root = page(Sheet(printed=[made()], title="A question?", method=(("from the database", "quotes.db"),)))
    assert root.one("h1").text() == root.one("title").text() == "A question?"
    told = root.one("footer").pairs()
    assert told[:2] == [("from the database", "quotes.db"), ("in this sheet", "1 quotation")]
    assert {"marks", "confidence", "stance", "kind", "status"} <= {name for name, _ in told}


# Hostile text

SAFE = {
    element.tag
    for element in page(claimed("We will not go", "We will go", denial="Nobody", about=made())).all()
}


@pytest.mark.parametrize("words", HOSTILE)
def test_html_shows_hostile_words_as_words(words: str) -> None:
    root = page([quoting(words)])
    assert [mark.text() for mark in root.one("main").all("mark")] == [legible(words)]
    assert {element.tag for element in root.all()} <= SAFE | {"details"}


@given(printed())
def test_html_has_the_same_elements_and_no_handlers_whatever_the_text(statement: Printed) -> None:
    for element in page([statement]).all():
        assert element.tag in SAFE
        assert set(element.attrs) <= {
            *("class", "id", "href", "rel", "dir", "datetime", "title", "lang", "charset", "name", "content"),
            "http-equiv",
        }


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//e.example", "file:///etc/passwd", ""]
)
def test_html_links_only_to_the_web(url: str) -> None:
    statement = quoting("x", url=url)
    statement = replace(statement, article=replace(statement.article, archive_url=url))
    assert links(card(statement)) == [f"#q-{statement.statement.quote.id}"]


def test_html_stays_one_link_whatever_the_address() -> None:
    told = card(quoting("x", url='https://e.example/" onclick="x()\n<b>'))
    assert links(told)[0] == "https://e.example/%22%20onclick=%22x()%0A%3Cb%3E"


def test_html_fetches_nothing_and_says_so() -> None:
    root = page([made()])
    assert not {"script", "link", "img", "iframe", "object", "form", "base"} & {e.tag for e in root.all()}
    (policy,) = [e.attrs["content"] for e in root.all("meta") if e.attrs.get("http-equiv")]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"
    style = root.one("style").text()
    assert "@import" not in style
    assert "url(" not in style


def test_html_has_colours_for_the_night_and_a_form_for_paper() -> None:
    style = page([made()]).one("style").text()
    assert "@media (prefers-color-scheme: dark)" in style
    assert "@media print" in style


def test_html_sets_the_words_off_in_their_report() -> None:
    told = card(reported())
    assert [mark.text() for mark in told.all("mark")] == ["a bathtub with a flag", "at best"]
    assert [part.text() for part in told.all("span", "report")] == [
        "the new ferry was “",
        "”, a costly one",
        "“",
        "”",
    ]
