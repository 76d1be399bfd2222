"""What an article, a reviewer or an address says is text on every page: it is no markup and no script, leads to nowhere
but the web, and hides nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from starlette.testclient import TestClient

import quotetrack
from quotetrack.collection import Collection
from quotetrack.desk.desk import Desk
from quotetrack.desk.sessions import Access
from quotetrack.records import (
    Candidate,
    Evidence,
    Extraction,
    NotSpeech,
    Source,
    Speaker,
    Zone,
)

from ..builders import extract, find, make_article, make_statement
from .conftest import SECRET, TOKEN, fill, let_in, make_desk
from .routes import routes

ACTS = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{7*7}}\u202e\u2066\u200b\ufeff\U000e0041"
"""Markup, an attribute that is left, a template, and signs that turn or hide what follows."""
HIDDEN = re.compile(
    "[\u202a-\u202e\u2066-\u2069\u200b-\u200f\u2060-\u2064\ufeff\U000e0000-\U000e007f\x00-\x08]"
)
URL = "javascript:alert(1)//<script>"


class Elements(HTMLParser):
    """What a browser makes of a page: its elements with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.text: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def hostile(number: int) -> Extraction:
    """An article every field of which acts."""
    name = f"Ana {ACTS}"
    text = (
        f"Heading {ACTS}\n\n“The gate {ACTS} is open, and six words more,” said {name}, "
        f"the mayor {ACTS}, to {ACTS}x.\n\n“Quiet {ACTS}” signs."
    )
    # Every second article has another speaker, so that there is something to compare and to be alarmed at.
    article = make_article(
        text,
        id=f"id {number} {ACTS}",
        key=f"/news/{number} {ACTS}.txt",
        title=f"Title {ACTS}",
        source=Source(f"Outlet {number} {ACTS}", f"outlet{number}.example {ACTS}"),
        byline=f"By {ACTS}",
        agencies=(f"Agency {ACTS}",),
        published="2024-03-0" + str(number),
        url=URL,
        archive_url=f"https://archive.example/{ACTS}",
        zones=(Zone("heading", find(text, f"Heading {ACTS}")),),
    )
    said = make_statement(
        article,
        f"The gate {ACTS} is open, and six words more,",
        mention=name,
        speaker=Speaker(name if number % 2 else f"Rui {ACTS}", "person", f"mayor {ACTS}"),
        role=find(text, f"the mayor {ACTS}"),
        hearer=find(text, f"{ACTS}x"),
        evidence=(Evidence(f"named {ACTS}", find(text, name)),),
        candidates=(
            Candidate(name=f"Other {ACTS}", mention=find(text, name), score=0.4, reason=f"because {ACTS}"),
        ),
    )
    silent = NotSpeech(find(text, f"Quiet {ACTS}"), f"sign {ACTS}")
    found = extract(article, said)
    return Extraction(
        article=found.article, statements=found.statements, versions=found.versions, not_speech=(silent,)
    )


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk with three such articles, decisions with such notes, and such a reviewer."""
    with quotetrack.open(tmp_path / f"quotes {ACTS.replace('/', '')}.db") as collection:
        fill(collection, hostile(1), hostile(2), hostile(3))
        first, second, *_ = collection.quotes(unshown=True)
        collection.decide(first.id, notes=f"Note {ACTS}", status="unsure", by=f"Eva {ACTS}")
        collection.decide(second.id, speaker=f"Speaker {ACTS}", by=f"Eva {ACTS}")
        names = [entry.name for entry in collection.speakers(unshown=True)]
        collection.decide_speakers("split", names[0], names[1], by=f"Eva {ACTS}", why=f"Why {ACTS}")
        collection.keep_check(collection.check(f"gate {ACTS} is open"), by=f"Eva {ACTS}", draft=f"d {ACTS}")
        desk = make_desk(collection, Access(token=TOKEN, secret=SECRET, reviewer=f"Eva {ACTS}"))
        yield desk
        desk.close()


def ids(collection: Collection) -> dict[str, list[str]]:
    """What may stand for the id in each address."""
    quotations = [printed.id for printed in collection.quotes(unshown=True)]
    return {
        "/quotation/": quotations,
        "/article/": [printed.article.id for printed in collection.quotes(unshown=True)],
        "/claim/": quotations,
        "/speaker/": [entry.id for entry in collection.speakers(unshown=True)],
    }


def pages(desk: Desk) -> Iterator[str]:
    """Every page that there is to look at, plain, with fields that act, and with what is no id."""
    known = ids(desk.collection)
    odd = {"q": f"What did {ACTS} say?", "words": ACTS, "speaker": ACTS, "about": ACTS, "source": ACTS}
    odd |= {
        "at": ACTS,
        "after": ACTS,
        "order": ACTS,
        "then": ACTS,
        "form": ACTS,
        "since": ACTS,
        "person": ACTS,
    }
    for path in routes(desk, "GET"):
        if path.startswith(("/api/", "/static/")):
            continue
        ends = next((found for start, found in known.items() if path.startswith(start)), [])
        for end in (*ends, ACTS) if "{" in path else ("",):
            there = re.sub(r"\{[^}]*\}", lambda _, end=end: quote(end, safe=""), path)  # type: ignore[misc]
            yield there
            yield f"{there}?q=gate&unshown=1&all=1&least=1&why=1&words=gate+is+open"
            yield f"{there}?{urlencode(odd)}"
            for name, value in odd.items() if not end else ():
                yield f"{there}?{urlencode({name: value})}"


def require_harmless(where: str, page: str) -> None:
    """Fail if a page has an element, an attribute or an address that is none of ours, or signs that act unseen."""
    assert not HIDDEN.search(page), (where, HIDDEN.search(page))
    for tag, attributes in Elements(page).found:
        assert not [name for name in attributes if name.startswith("on")], (where, tag, attributes)
        assert tag not in ("img", "iframe", "object", "embed", "base"), (where, tag, attributes)
        assert tag != "script" or attributes.get("src") == "/static/desk.js", (where, attributes)
        assert "style" not in attributes, (where, tag, attributes)
        for name in ("href", "src", "action", "formaction"):
            there = attributes.get(name, "/")
            is_ours = there.startswith(("/", "#", "?")) and not there.startswith(("//", "/\\"))
            is_web = name == "href" and there.startswith("https://archive.example/")
            assert is_ours or is_web, (where, tag, name, there)


@pytest.mark.parametrize(
    "page",
    [
        *("<script>alert(1)</script>", "<p onclick='x'>", "<a href='javascript:alert(1)'>", "<img src=x>"),
        *(
            "<a href='//evil.example'>",
            "<p style='x'>",
            "a\u202eb",
            "a\u200bb",
            "<script src='/static/other.js'>",
        ),
    ],
)
def test_what_acts_is_noticed(page: str) -> None:
    with pytest.raises(AssertionError):
        require_harmless("here", page)


def test_no_page_has_more_elements_than_ours(desk: Desk) -> None:
    client, looked_at = let_in(desk), 0
    for address in pages(desk):
        answer = client.get(address)
        assert answer.status_code < 500, (address, answer.text)
        if answer.headers.get("content-type", "").startswith("text/html"):
            require_harmless(address, answer.text)
            looked_at += "alert(1)" in answer.text
    assert looked_at > 40


def test_what_was_written_is_there_to_be_read(desk: Desk) -> None:
    client = let_in(desk)
    first = next(iter(desk.collection.quotes(unshown=True)))
    text = "".join(Elements(client.get(f"/quotation/{first.id}").text).text)
    for words in (
        "The gate <script>alert(1)</script>",
        "Note <script>",
        "Title <script>",
        "Eva <script>",
        "{{7*7}}",
    ):
        assert words in text


def test_a_refused_form_says_so_without_markup(desk: Desk) -> None:
    client: TestClient = let_in(desk)
    visitor = desk.access.of_cookie(client.cookies[desk.settings.cookie])
    assert visitor is not None
    id = next(iter(desk.collection.quotes(unshown=True))).id
    fields = dict.fromkeys(
        (
            "status",
            "speaker",
            "words",
            "offsets",
            "stance",
            "notes",
            "seen",
            "numbers",
            "kind",
            "name",
            "other",
        ),
        ACTS,
    )
    for path in routes(desk, "POST"):
        if path.startswith(("/api/", "/add")):
            continue
        there = re.sub(r"\{[^}]*\}", id, path)
        answer = client.post(there, data={**fields, "csrf": desk.access.csrf(visitor), "then": ACTS})
        assert answer.status_code < 500, (there, answer.text)
        if answer.headers.get("content-type", "").startswith("text/html"):
            require_harmless(there, answer.text)
        assert "\n" not in answer.headers.get("location", "")
        client = let_in(desk) if path == "/logout" else client
        visitor = desk.access.of_cookie(client.cookies[desk.settings.cookie]) or visitor
