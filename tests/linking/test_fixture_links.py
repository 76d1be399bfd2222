"""What `fixtures/check_gold.py` says of the gold files and of `links.json`, as they are and with a mistake in them."""

from __future__ import annotations

import copy
import json
import runpy
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from quotetrack.records import RELATIONS

FIXTURES = Path(__file__).parents[2] / "fixtures"
LINKS: dict[str, Any] = json.loads((FIXTURES / "links.json").read_text(encoding="utf-8"))
GOLD: dict[str, Any] = {
    path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (FIXTURES / "gold").glob("*.json")
}
CHECK: Callable[[dict[str, Any], dict[str, Any]], list[str]] = runpy.run_path(
    str(FIXTURES / "check_gold.py")
)["check_links"]


def test_gold_and_links_stand_in_their_articles() -> None:
    done = subprocess.run(
        [sys.executable, FIXTURES / "check_gold.py"], capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_every_relation_is_planted_and_is_one_of_ours() -> None:
    assert set(Counter(link["relation"] for link in LINKS["links"])) == set(RELATIONS)


def other_slice(told: dict[str, Any]) -> None:
    told["links"][0]["a"]["content"] = ["words that nobody printed"]


def unknown_article(told: dict[str, Any]) -> None:
    told["links"][0]["b"]["article"] = "nc-nowhere"


def no_such_quote(told: dict[str, Any]) -> None:
    told["links"][0]["b"]["quote"] = 99


def unknown_relation(told: dict[str, Any]) -> None:
    told["links"][0]["relation"] = "similar"


def pair_twice(told: dict[str, Any]) -> None:
    told["links"].append(told["links"][0])


def ends_turned(told: dict[str, Any]) -> None:
    link = told["links"][0]
    link["a"], link["b"] = link["b"], link["a"]


def cue_of_a_copy(told: dict[str, Any]) -> None:
    told["links"][0]["by_cue"] = True


def missing_link(told: dict[str, Any]) -> None:
    del told["links"][0]


def missing_cluster(told: dict[str, Any]) -> None:
    del told["clusters"][-1]


def member_left_out(told: dict[str, Any]) -> None:
    del told["clusters"][0][-1]


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (other_slice, "words that nobody printed"),
        (unknown_article, "unknown article 'nc-nowhere'"),
        (no_such_quote, "has no quote 99"),
        (unknown_relation, "relation 'similar'"),
        (pair_twice, "linked before"),
        (ends_turned, "comes second"),
        (cue_of_a_copy, "by_cue is for contradictions"),
        (missing_link, "not linked as the same"),
        (missing_cluster, "only in the links"),
        (member_left_out, "only in the clusters"),
    ],
)
def test_a_mistake_is_told(spoil: Callable[[dict[str, Any]], None], says: str) -> None:
    told = copy.deepcopy(LINKS)
    spoil(told)
    assert any(says in problem for problem in CHECK(told, GOLD))
