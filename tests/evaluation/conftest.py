"""A folder of gold sets in small: invented articles, and scorers that do little but count what they are given.

A scorer's figures come from the number of quotations predicted, so that each program gets figures of its own.
"""

from __future__ import annotations

import json
import textwrap
from pathlib import Path

import pytest

SEED = "“The ferry sails at dawn,” Nadia Okoro told reporters on Thursday.\n"
CASE = '“The ferry sails at dawn,” Nadia Okoro said. "It is late," said Owen Brandt.\n'
ARTICLE = "“The pier is shut,” Greta Tallis said. Owen Brandt said the pier would open in May.\n"

COUNTING = """
import json, sys
from pathlib import Path
def counted(path):
    lines = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]
    return sum(len(line.get("quotes", line.get("results"))) for line in lines)
def give(figures, report):
    print(json.dumps(figures) if "--json" in sys.argv else report)
"""
PHENOMENA = """
n = counted(sys.argv[2])
shares = dict.fromkeys(("F1", "mention", "name_of_all", "wrong_name", "quoted_right", "fully_right"), n / 8)
give({"TOTAL": {"quotes": 2, "false_on_negatives": n, "negatives": 9, **shares}}, f"phenomena report {n}")
"""
ATTRIBUTION = """
n = counted(sys.argv[sys.argv.index("--pred") + 1])
assert (Path(sys.argv[sys.argv.index("--data") + 1]) / "dev" / "text").is_dir()
prf = ("direct/all/soft", "direct/all/end to end head", "direct/3+/end to end head", "full/relation")
recall = (f"kind/{kind} recall full" for kind in ("direct", "mixed", "indirect"))
results = {"direct/all/gold": 917, **dict.fromkeys(prf, [n, 0, n + 0.25]), **dict.fromkeys(recall, 50)}
print(f"attribution report {n}")
Path(sys.argv[sys.argv.index("--json") + 1]).write_text(json.dumps({"results": results}))
"""
SPEAKERS = """
n = counted(sys.argv[3])
give({"gold": n, "lenient": 70.0, "abstained": 20.0, "wrong": 10.0}, f"speakers report {n}")
"""
QUERIES = """
n = counted(sys.argv[1])
every = {"questions": 1, "nDCG@10": 0.5, "recall@20": n / 4, "wrongly answered": 0.5, "no-answer questions": 4}
give({"summary": {"all": every}}, f"queries report {n}")
"""
WORLD = """
n = counted(sys.argv[2])
assert all("cue" in quote for line in open(sys.argv[2]) for quote in json.loads(line)["quotes"])
shown = n / 2 if "--shown" in sys.argv else n
numbers = ("marks P", "marks R", "end to end (right name of all)", "wrong of found", "wrong of sure (>= .8)",
           "claims P", "claims R", "clean, right claimant, of printed")
counts = {"whole reports of mixed, clean": f"{n}/9", "not_claims taken": "0/3"}
give({**dict.fromkeys(numbers, shown), **counts}, f"world report {shown}\\n")
"""
EVENTS = """
import subprocess
assert "--own" in sys.argv
exe = sys.argv[sys.argv.index("--exe") + 1]
version = subprocess.run([exe, "--version"], check=True, capture_output=True, encoding="utf-8").stdout
printed = {"junk of known": 20.0, "real statements covered": 80.0,
           "whole reports once cut wrongly, now clean": "1/2", "once missed, now shown": "3/4"}
ask = {"nDCG@10": 0.5, "recall@20 (grades 2, 3)": 0.25, "first answer right": None,
       "answered though nothing is there": "1/8"}
figures = {"printed": printed, "claims": {"pure": 30.0, "pair P": 40.0, "pair R": 50.0},
           "prefix": Path(sys.argv[1]).name, "version": version, "links": {"of them found": 0.0}, "ask": ask}
give(figures, "")
"""
CHECK = """
assert sys.argv[1] == "shared"
assert Path(sys.argv[sys.argv.index("--exe") + 1]).is_file()
give({"checks": 8, "right": 75.0, "dangerous": 1, "true ones": 4, "true called printed": 3, "true called reversed": 0,
      "drafts": {"marks": {"n": 5, "right": 4}, "indirect": {"n": 2, "right": 1, "dangerous": 1}}}, "")
"""
SCORERS = {
    "phenomena": PHENOMENA,
    "attribution": ATTRIBUTION,
    "speakers": SPEAKERS,
    "queries": QUERIES,
    "world": WORLD,
    "events": EVENTS,
    "check": CHECK,
}


@pytest.fixture
def bench(tmp_path: Path) -> Path:
    """A folder of all gold sets, with the articles that some of them need beside it."""
    folder = tmp_path / "bench"
    for name, scorer in SCORERS.items():
        write(folder / name / "evaluate.py", COUNTING + scorer)
    case = json.dumps({"id": "p1", "text": CASE, "published": None})
    for path in ("phenomena/shared.jsonl", "world/shared.jsonl", "world/more.jsonl", "passages/shared.jsonl"):
        write(folder / path, case)
    write(folder / "speakers" / "dev.jsonl", "{}")
    write(
        folder / "queries" / "questions.jsonl",
        '{"id": "q1", "question": "what did Tallis say about the pier"}',
    )
    write(folder / "linking" / "pairs.jsonl", "")
    write(folder / "seed" / "article.txt", SEED)
    write(folder / "seed" / "gold.json", json.dumps(SEED_GOLD))
    corpus = tmp_path / "corpora" / "polnear"
    write(corpus / "dev" / "text" / "pier-1.txt", ARTICLE)
    write(corpus / "test" / "text" / "pier-2.txt", ARTICLE.replace("pier", "quay"))
    write(corpus / "metadata.tsv", METADATA)
    return folder


def write(path: Path, text: str) -> None:
    """Write a file, and the folders it lies in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(textwrap.dedent(text), encoding="utf-8")


METADATA = (
    "filename\tpublisher\tpublication_date\npier-1\tThe Post\t2024-05-15\npier-2\tThe Post\t2024-05-16\n"
)

SEED_GOLD = {
    "quotes": [
        {
            "id": "q1",
            "kind": "direct",
            "content": [[1, 25]],
            "cue": [39, 43],
            "speaker_mention": [27, 38],
            "speaker_name": "Nadia Okoro",
            "speaker_kind": "person",
            "role": None,
            "addressee": "reporters",
            "said_on": None,
            "place": None,
            "occasion": None,
        }
    ],
    "headline_quotes": [],
    "claims": [
        {
            "content": [[1, 25]],
            "speaker_name": "Nadia Okoro",
            "name_aliases": [],
            "speaker_text": "Nadia Okoro",
            "denied": False,
        }
    ],
}
