"""The interface gives what the command line prints, by the same names, and says where the next ones are."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from quotetrack.cli import program as commands
from quotetrack.collection import Collection
from quotetrack.desk.desk import Desk

from .conftest import TOKEN, stranger

Lines = Callable[..., list[dict[str, Any]]]

API = "/api/v1"


@pytest.fixture
def lines(collection: Collection) -> Lines:
    """Runs a command with `--format jsonl` on the same database; returns the objects that it prints."""

    def run(*words: str) -> list[dict[str, Any]]:
        command = [*words, "--db", collection.location, "--format", "jsonl"]
        done = CliRunner().invoke(commands, command)
        assert done.exit_code in (0, 1), done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    return run


def ids(collection: Collection) -> list[str]:
    return [printed.id for printed in collection.quotes()]


LISTS = [
    ("/ask?q=What did Lima say about the bridge?", "ask", "What did Lima say about the bridge?"),
    (
        "/ask?q=bridge&kind=direct&today=2024-03-09",
        "ask",
        "bridge",
        "--kind",
        "direct",
        "--today",
        "2024-03-09",
    ),
    ("/quotes", "quotes"),
    ("/quotes?speaker=Lima&stance=denied", "quotes", "--speaker", "Lima", "--stance", "denied"),
    (
        "/quotes?source=globe.example&since=2024-03-02",
        "quotes",
        "--source",
        "The Globe",
        "--since",
        "2024-03-02",
    ),
    ("/quotes?min_confidence=0.95&unshown=1", "quotes", "--min-confidence", "0.95", "--unshown"),
    ("/claims", "claims"),
    ("/claims?least=1&by=first", "claims", "--least", "1", "--by", "first"),
    ("/speakers", "speakers"),
    ("/speakers?about=bridge&kind=indirect", "speakers", "--about", "bridge", "--kind", "indirect"),
    ("/unnamed-speakers", "speakers", "--unnamed"),
    ("/links", "links"),
    (
        "/links?min_score=0.2&relation=same_utterance",
        "links",
        "--min-score",
        "0.2",
        "--relation",
        "same_utterance",
    ),
    ("/alarms", "alarms"),
    ("/sources", "sources"),
    ("/decisions", "review", "log"),
    ("/decisions?by=Eva Holm&since=2024-01-01", "review", "log", "--by", "Eva Holm", "--since", "2024-01-01"),
    ("/queue", "review", "queue"),
    ("/queue?order=printed&speaker=Lima", "review", "queue", "--order", "printed", "--speaker", "Lima"),
]


@pytest.mark.parametrize("case", LISTS, ids=lambda case: case[0])
def test_a_list_is_what_the_command_prints(
    case: tuple[str, ...], program: TestClient, collection: Collection, lines: Lines
) -> None:
    collection.decide(ids(collection)[0], status="confirmed", notes="heard it", by="Eva Holm")
    address, *words = case
    answer = program.get(f"{API}{address}")
    assert answer.status_code == 200, answer.text
    assert answer.json()["items"] == lines(*words)
    assert answer.json()["next"] is None


def test_a_quotation_is_what_show_prints(program: TestClient, collection: Collection, lines: Lines) -> None:
    for id in ids(collection):
        assert [program.get(f"{API}/statement/{id}").json()] == lines("show", id)
        assert [program.get(f"{API}/statement/{id[:6]}?why=1").json()] == lines("show", id, "--why")


def test_a_claim_is_what_claim_prints(program: TestClient, collection: Collection, lines: Lines) -> None:
    for id in ids(collection):
        assert [program.get(f"{API}/claim/{id}").json()] == lines("claim", id)


def test_a_speaker_is_what_speaker_prints(program: TestClient, collection: Collection, lines: Lines) -> None:
    for entry in collection.speakers():
        assert [program.get(f"{API}/speaker/{entry.id}").json()] == lines("speaker", entry.name)


def test_the_counts_are_those_of_stats(program: TestClient, lines: Lines) -> None:
    assert [program.get(f"{API}/stats").json()] == lines("stats")


def test_the_facets_are_those_of_facets(program: TestClient, lines: Lines) -> None:
    assert [program.get(f"{API}/facets?kind=indirect&most=1").json()] == lines(
        "facets", "--kind", "indirect", "--most", "1"
    )


@pytest.mark.parametrize(("words", "speaker"), [("The bridge was unsafe", "Lima"), ("nothing of it", None)])
def test_a_check_is_what_check_prints(
    program: TestClient, lines: Lines, words: str, speaker: str | None
) -> None:
    answer = program.get(f"{API}/check", params={"words": words, **({"speaker": speaker} if speaker else {})})
    assert [answer.json()] == lines("check", words, *(("--speaker", speaker) if speaker else ()))


@pytest.mark.parser
def test_a_draft_is_checked_as_check_does(program: TestClient, lines: Lines, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("“The bridge will open on Tuesday,” said Ana Lima, the mayor.\n", "utf-8")
    answer = program.post(f"{API}/check-draft?name=draft.txt", content=draft.read_bytes())
    assert answer.json()["items"] == lines("check", "--file", str(draft))
    assert [one["verdict"] for one in answer.json()["items"]] == ["altered"]


@pytest.mark.parametrize("words", [b"", b"\x00\x01\x02\x03" * 40])
def test_a_draft_that_cannot_be_read_is_refused(program: TestClient, words: bytes) -> None:
    answer = program.post(f"{API}/check-draft", content=words)
    assert answer.status_code in (400, 422)
    assert answer.json()["error"]


# Page by page


@pytest.mark.parametrize(
    "path",
    [
        "/quotes",
        "/claims?least=1",
        "/speakers",
        "/links?min_score=0.2",
        "/sources",
        "/queue",
        "/ask?q=bridge",
    ],
)
def test_pages_hold_what_the_whole_list_does(program: TestClient, path: str) -> None:
    joined = "&" if "?" in path else "?"
    whole = program.get(f"{API}{path}").json()["items"]
    there, pages = f"{API}{path}{joined}limit=1", 0
    found: list[dict[str, Any]] = []
    while there:
        page = program.get(there).json()
        found, pages, there = [*found, *page["items"]], pages + 1, page["next"]
    assert found == whole
    assert pages == len(whole)


def test_what_is_hidden_between_two_pages_moves_none(program: TestClient, collection: Collection) -> None:
    first, second, *_ = every = ids(collection)
    page = program.get(f"{API}/quotes?limit=2").json()
    collection.decide(first, status="rejected", by="Rui Reis")
    collection.decide(second, status="rejected", by="Rui Reis")
    rest = program.get(page["next"]).json()["items"]
    assert [one["id"] for one in rest] == every[2:4]


# Decisions


def test_a_decision_is_made_on_what_was_seen(program: TestClient, collection: Collection) -> None:
    id = ids(collection)[0]
    seen = program.get(f"{API}/statement/{id}").headers["etag"]
    new = {"quote": id, "status": "confirmed", "by": "Rui  Reis"}
    answer = program.post(f"{API}/decisions", json=new, headers={"If-Match": seen})
    assert answer.status_code == 201
    (made,) = answer.json()["items"]
    assert (made["what"], made["value"], made["made_by"]) == ("status", "confirmed", "Rui Reis")
    now = program.get(f"{API}/statement/{id}").headers["etag"]
    assert now == f'"{answer.json()["seen"][id]}"' != seen


@pytest.mark.parametrize("way", ["header", "field"])
def test_a_decision_on_what_has_changed_is_refused(
    program: TestClient, collection: Collection, way: str
) -> None:
    id = ids(collection)[0]
    seen = program.get(f"{API}/statement/{id}").headers["etag"]
    collection.decide(id, status="unsure", by="Rui Reis")
    new = {"quote": id, "status": "confirmed", **({"seen": seen.strip('"')} if way == "field" else {})}
    answer = program.post(f"{API}/decisions", json=new, headers={"If-Match": seen} if way == "header" else {})
    assert answer.status_code == 409
    review = collection.get(id).review
    assert review is not None
    assert review.status == "unsure"


def test_words_and_speaker_are_corrected(program: TestClient, collection: Collection) -> None:
    printed = next(iter(collection.quotes(speaker="Petrov")))
    (span,) = printed.statement.quote.content
    new = {"quote": printed.id, "offsets": [[span.start + 4, span.end]], "speaker": "Rui Reis"}
    assert program.post(f"{API}/decisions", json=new).status_code == 201
    corrected = collection.get(printed.id)
    assert corrected.text == "repairs cost too much"
    assert corrected.statement.attribution.speaker_name == "Rui Reis"


def test_decisions_are_taken_back(program: TestClient, collection: Collection) -> None:
    id = ids(collection)[0]
    made = program.post(f"{API}/decisions", json={"quote": id, "notes": "heard it"}).json()["items"]
    answer = program.post(f"{API}/decisions/undo", json={"numbers": [one["number"] for one in made]})
    assert answer.status_code == 201
    assert [one["undoes"] for one in answer.json()["items"]] == [made[0]["number"]]
    assert collection.get(id).review is None


@pytest.mark.parametrize(
    ("new", "status"),
    [
        ({"quote": "none", "status": "confirmed"}, 404),
        ({"quote": "", "status": "confirmed"}, 404),
        ({"status": "confirmed"}, 422),
        ({}, 422),
        ({"quote": "{id}"}, 400),
        ({"quote": "{id}", "status": "fine"}, 422),
        ({"quote": "{id}", "stance": "said"}, 400),
        ({"quote": "{id}", "words": "words that stand nowhere"}, 400),
        ({"quote": "{id}", "offsets": [[5, 4]]}, 400),
        ({"quote": "{id}", "offsets": [[0, 999_999_999]]}, 400),
        ({"quote": "{id}", "offsets": [[-1, 4]]}, 422),
        ({"quote": "{id}", "offsets": []}, 400),
        ({"quote": "{id}", "speaker": "Ana\x00"}, 400),
        ({"quote": "{id}", "notes": "\ud800"}, 422),
        ({"quote": "{id}", "notes": "x" * 10_001}, 422),
        ({"quote": "{id}", "status": "confirmed", "spekaer": "Rui"}, 422),
        ({"quote": "{id}", "status": "confirmed", "seen": "0" * 16}, 409),
        ([], 422),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(
    program: TestClient, collection: Collection, new: Any, status: int
) -> None:
    body = json.dumps(new).replace("{id}", ids(collection)[0])
    answer = program.post(f"{API}/decisions", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == status, answer.text
    assert list(answer.json()) == ["error"]
    assert not list(collection.decisions())


# What is refused


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/quotes?spekaer=Lima", 422),
        ("/quotes?kind=said", 422),
        ("/quotes?limit=0", 422),
        ("/quotes?limit=501", 422),
        ("/quotes?since=yesterday", 422),
        ("/quotes?since=2024-03-09&until=2024-03-01", 400),
        ("/quotes?speaker=%00", 400),
        ("/quotes?after=none", 404),
        ("/queue?after=none", 404),
        ("/claims?offset=-1", 422),
        ("/links?min_score=0.1", 422),
        ("/ask", 422),
        ("/ask?q=%20", 400),
        ("/check?words=", 422),
        ("/statement/none", 404),
        ("/statement/%00%00%00%00", 404),
        ("/claim/none", 404),
        ("/speaker/none", 404),
        ("/nothing", 404),
    ],
)
def test_what_makes_no_sense_is_refused_in_json(program: TestClient, path: str, status: int) -> None:
    answer = program.get(f"{API}{path}")
    assert answer.status_code == status, answer.text
    assert list(answer.json()) == ["error"]


@pytest.mark.parametrize("token", [None, "", "wrong", f"{TOKEN}x", "ünlesbar"])
def test_without_the_token_nothing_is_told(desk: Desk, token: str | None) -> None:
    browser = stranger(desk)
    if token is not None:
        browser.headers.update([(b"authorization", f"Bearer {token}".encode())])
    answer = browser.get(f"{API}/stats")
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert list(answer.json()) == ["error"]
