"""`claims` and `links` decide: confirm, split, merge, unlink, right, wrong and decisions on the command line."""

from __future__ import annotations

import json
from typing import Any

from .test_claims import CUT, WORDS, db, loaded_file, run

__all__ = ["db", "loaded_file"]  # fixtures


def listed(db: str, *words: str) -> list[dict[str, Any]]:
    """What a command prints as JSON Lines."""
    return [json.loads(line) for line in run(*words, "--db", db, "--format", "jsonl").stdout.splitlines()]


def ids(db: str) -> dict[str, str]:
    """The ids of the quotations, by article."""
    return {told["article"]: told["id"] for told in listed(db, "quotes")}


def homes(db: str) -> list[list[str]]:
    """The articles that print each claim."""
    return [[member["article"] for member in claim["members"]] for claim in listed(db, "claims")]


def test_a_claim_is_split_merged_and_confirmed(db: str) -> None:
    quotes = ids(db)
    split = run("claims", "split", quotes["post"], quotes["globe"][:6], "--by", "Eva Holm", "--db", db)
    assert split.exit_code == 0
    assert split.stdout == ""
    assert "decided: 1 pair not tied" in split.stderr
    assert homes(db) == []
    run("link", "--rebuild", "--db", db)
    assert homes(db) == []
    merged = run("claims", "merge", quotes["post"], quotes["globe"], quotes["sun"], "--db", db)
    assert "decided: 3 pairs same_utterance" in merged.stderr
    assert homes(db) == [["post", "globe", "sun"]]
    confirmed = run("claims", "confirm", quotes["sun"], "--by", "Rui Reis", "--db", db)
    assert "decided: 3 pairs same_utterance" in confirmed.stderr
    assert "confirmed by Rui Reis" in run("links", "--db", db).stdout
    assert len(listed(db, "claims", "decisions")) == 3
    assert len(listed(db, "claims", "decisions", "--every")) == 7


def test_links_are_right_or_wrong(db: str) -> None:
    post, globe, _ = ids(db).values()
    assert run("links", "right", post, globe, "--by", "Eva Holm", "--db", db).exit_code == 0
    (link,) = listed(db, "links")
    assert (link["relation"], link["score"]) == ("same_utterance", 1.0)
    assert link["grounds"][-1]["says"] == "confirmed by Eva Holm"
    run("links", "wrong", post, globe, "--relation", "same_claim", "--db", db)
    assert [(one["relation"], one["score"]) for one in listed(db, "links")] == [("same_claim", 1.0)]
    assert homes(db) == []
    run("claims", "unlink", post, globe, "--db", db)
    assert listed(db, "links") == []
    assert listed(db, "links", "--min-score", "0") == []


def test_decisions_are_pairs_to_train_with(db: str) -> None:
    quotes = ids(db)
    run("claims", "unlink", quotes["globe"], quotes["post"], "--by", "Eva Holm", "--note", "no", "--db", db)
    (told,) = listed(db, "claims", "decisions")
    assert list(told) == [
        *("a", "b", "verdict", "relation", "made_by", "made_at", "note", "batch", "number", "takes_back")
    ]
    assert {(end["quote"], end["text"], end["speaker"]) for end in (told["a"], told["b"])} == {
        (quotes["globe"], CUT, "Ana Lima"),
        (quotes["post"], WORDS, "Ana Lima"),
    }
    assert (told["verdict"], told["relation"], told["made_by"], told["note"]) == (
        *("wrong", "same_utterance", "Eva Holm", "no"),
    )
    table = run("claims", "decisions", "--db", db).stdout
    assert WORDS in table
    assert "Eva Holm" in table


def test_nothing_decided_is_said_and_nonsense_is_wrong_use(db: str) -> None:
    assert "nothing is decided" in run("claims", "decisions", "--db", db).stderr
    post, globe, sun = ids(db).values()
    for words in (
        ("claims", "split", post, sun),
        ("claims", "merge", post, globe),
        ("claims", "confirm", sun),
        ("links", "right", post, sun),
        ("claims", "unlink", post, "ffffff"),
    ):
        assert run(*words, "--db", db).exit_code == 2, words
    assert listed(db, "claims", "decisions") == []


def test_undo_takes_decisions_back_and_every_one_stays_listed(db: str) -> None:
    quotes = ids(db)
    before = listed(db, "claims")
    run("claims", "unlink", quotes["globe"], quotes["post"], "--by", "Eva Holm", "--db", db)
    result = run("claims", "undo", "1", "--by", "Ana Reis", "--db", db)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "1 decision taken back; `quotetrack claims decisions --every` lists all" in result.stderr
    assert listed(db, "claims") == before
    assert listed(db, "claims", "decisions") == []
    table = run("claims", "decisions", "--every", "--db", db).stdout.splitlines()
    cells = [line.split("\t") for line in table]
    assert [(one[0], one[1], one[9], one[-1]) for one in cells] == [
        ("no", "verdict", "by", "takes back"),
        ("1", "wrong", "Eva Holm", ""),
        ("2", "wrong", "Ana Reis", "1"),
    ]
    assert run("claims", "undo", "1", "--db", db).exit_code == 2
    assert run("claims", "undo", "--db", db).exit_code == 2


def test_undo_takes_decisions_on_names_back(db: str) -> None:
    run("speakers", "alias", "The Iron Mayor", "Ana Lima", "--by", "Eva Holm", "--db", db)
    result = run("speakers", "undo", "--by", "Ana Reis", "--db", db)
    assert "1 decision taken back; `quotetrack speakers decisions` lists all" in result.stderr
    told = listed(db, "speakers", "decisions")
    assert [(one["number"], one["made_by"], one["takes_back"]) for one in told] == [
        (1, "Eva Holm", None),
        (2, "Ana Reis", 1),
    ]
    result = run("speakers", "undo", "1", "--db", db)
    assert (result.exit_code, "decision 1 is taken back already" in result.stderr) == (2, True)


def test_what_was_seen_must_be_so_still(db: str) -> None:
    post, globe, _ = ids(db).values()
    state = listed(db, "claim", post)[0]["state"]
    refused = run("claims", "confirm", post, "--seen", "0" * 16, "--db", db)
    assert (refused.exit_code, "was changed since it was looked at" in refused.stderr) == (2, True)
    assert run("links", "right", post, globe, "--seen", "copy", "--db", db).exit_code == 2
    assert run("claims", "unlink", post, globe, "--seen", "related", "--db", db).exit_code == 2
    assert listed(db, "claims", "decisions") == []
    assert run("claims", "confirm", post, "--seen", state, "--db", db).exit_code == 0
