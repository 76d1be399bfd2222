"""Measuring on gold data: runs the program over each gold set and the set's own scorer over what came out.

The gold data are not part of the project: `evaluate` takes the folder that holds them, with `seed/`, `phenomena/`,
`attribution/`, `speakers/` and `queries/` in it. What stands here maps our records to a scorer's input; no score is
computed here but the seed's.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from quotetrack.errors import ReadError
from quotetrack.pipeline import extract_article
from quotetrack.query import Reply, answer, parse_question
from quotetrack.read import article_from_text
from quotetrack.records import Article, Extraction, Source, Span, Statement
from quotetrack.store import Store, open_store

Row = dict[str, Any]


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _first(spans: tuple[Span, ...]) -> list[int] | None:
    return [spans[0].start, spans[-1].end] if spans else None


def phenomena_row(case: str, extraction: Extraction) -> Row:
    """An extraction as the phenomena suite takes it."""
    return {
        "id": case,
        "quotes": [_phenomena_quote(s, extraction.article.text) for s in extraction.statements],
    }


def _phenomena_quote(statement: Statement, text: str) -> Row:
    quote, attribution = statement.quote, statement.attribution
    day = attribution.said_on
    return {
        "kind": quote.kind,
        "content": _pairs(quote.content),
        "speaker_mention": _first(attribution.mention),
        "speaker_name": attribution.speaker.name if attribution.speaker else None,
        "cue": _first(quote.cue),
        "addressee": attribution.hearer.of(text) if attribution.hearer else None,
        "denied": attribution.stance == "denied",
        "said_on": day.date if day is not None and day.precision == "day" else None,
    }


def attribution_row(extraction: Extraction) -> Row:
    """An extraction as the attribution corpus' scorer takes it."""
    quotes = [
        {
            "content": _pairs(s.quote.content),
            "speaker": _pairs(s.attribution.mention) or None,
            "cue": _pairs(s.quote.cue) or None,
            "kind": s.quote.kind,
        }
        for s in extraction.statements
    ]
    return {"article": extraction.article.id, "quotes": quotes}


def speakers_row(extraction: Extraction) -> Row:
    """An extraction as the scorer of speaker resolution takes it."""
    quotes = [
        {
            "content": _pairs(s.quote.content),
            "speaker_name": s.attribution.speaker.name if s.attribution.speaker else None,
            "speaker_kind": s.attribution.speaker.kind if s.attribution.speaker else None,
        }
        for s in extraction.statements
    ]
    return {"article": extraction.article.id, "quotes": quotes}


def queries_row(question: str, reply: Reply) -> Row:
    """An answer as the scorer of questions takes it."""
    results = [
        {
            "article": found.printed.article.id,
            "content": _pairs(found.printed.statement.quote.content),
            "score": found.score,
        }
        for found in reply.results
    ]
    return {"id": question, "results": results}


def evaluate(bench: Path, out: Path, *, sets: Iterable[str] = ()) -> Iterator[str]:
    """Run the gold sets in `bench` that `sets` names, all of them if it names none; predictions are left in `out`.
    Yields each set's report as its scorer prints it. ReadError where `bench` does not hold a set."""
    out.mkdir(parents=True, exist_ok=True)
    for name in sets or _SETS:
        if not (bench / name).is_dir():
            raise ReadError(f"{bench} has no folder {name!r}; expected the gold sets {', '.join(_SETS)}")
        yield f"== {name}\n{_SETS[name](bench, out)}"


def _phenomena(bench: Path, out: Path) -> str:
    gold = bench / "phenomena" / "shared.jsonl"
    cases = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    rows = (
        phenomena_row(
            c["id"], extract_article(article_from_text(c["text"], id=c["id"], published=c["published"]))
        )
        for c in cases
    )
    return _score(
        bench / "phenomena" / "evaluate.py", [str(gold), str(_write(out / "phenomena.jsonl", rows))]
    )


def _corpus(bench: Path, split: str) -> Iterator[Article]:
    for path in sorted((bench.parent / "corpora" / "polnear" / split / "text").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        yield article_from_text(text, id=path.stem)


def _attribution(bench: Path, out: Path) -> str:
    rows = list(map(extract_article, _corpus(bench, "dev")))
    predictions = _write(out / "attribution.jsonl", map(attribution_row, rows))
    _write(out / "speakers.jsonl", map(speakers_row, rows))
    data = bench.parent / "corpora" / "polnear"
    return _score(
        bench / "attribution" / "evaluate.py",
        ["--data", str(data), "--split", "dev", "--pred", str(predictions)],
    )


def _speakers(bench: Path, out: Path) -> str:
    predictions = out / "speakers.jsonl"
    if not predictions.exists():
        _write(predictions, map(speakers_row, map(extract_article, _corpus(bench, "dev"))))
    return _score(
        bench / "speakers" / "evaluate.py",
        ["--gold", str(bench / "speakers" / "dev.jsonl"), str(predictions)],
    )


def _seed(bench: Path, _out: Path) -> str:
    text = (bench / "seed" / "article.txt").read_text(encoding="utf-8")
    gold = json.loads((bench / "seed" / "gold.json").read_text(encoding="utf-8"))
    extraction = extract_article(article_from_text(text, id="seed"))
    found = {tuple(map(tuple, _pairs(s.quote.content))): s for s in extraction.statements}
    lines = []
    for want in gold["quotes"]:
        got = found.get(tuple(map(tuple, want["content"])))
        wrong = _seed_differences(want, got, text) if got is not None else ["missed"]
        lines.append(f"{want['id']}: {'right' if not wrong else '; '.join(wrong)}")
    wanted = {tuple(map(tuple, q["content"])) for q in gold["quotes"] + gold["headline_quotes"]}
    false = [k for k, s in found.items() if s.quote.kind != "indirect" and k not in wanted]
    claims = [c for c in gold["claims"] if any(_same_claim(c, s) for s in extraction.statements)]
    lines.append(f"false quotations: {len(false)}; indirect claims: {len(claims)} of {len(gold['claims'])}")
    return "\n".join(lines)


def _seed_differences(want: Row, got: Statement, text: str) -> list[str]:
    quote, attribution = got.quote, got.attribution
    speaker = attribution.speaker
    pairs = {
        "kind": (want["kind"], quote.kind),
        "cue": (want["cue"], _first(quote.cue)),
        "mention": (want["speaker_mention"], _first(attribution.mention)),
        "speaker": (want["speaker_name"], speaker.name if speaker else None),
        "speaker kind": (want["speaker_kind"], speaker.kind if speaker else None),
        "role": (want["role"], speaker.role if speaker else None),
        "hearer": (want["addressee"], attribution.hearer.of(text) if attribution.hearer else None),
        "said on": (want["said_on"], attribution.said_on.date if attribution.said_on else None),
        "place": (want["place"], attribution.place.of(text) if attribution.place else None),
        "occasion": (want["occasion"], attribution.occasion.of(text) if attribution.occasion else None),
    }
    return [f"{name}: wanted {a!r}, got {b!r}" for name, (a, b) in pairs.items() if a != b]


def _same_claim(want: Row, statement: Statement) -> bool:
    """The same speaker, the same stance towards the content, and at least half of the characters in common."""
    [[start, end]] = want["content"]
    inside = sum(max(0, min(end, s.end) - max(start, s.start)) for s in statement.quote.content)
    union = end - start + sum(s.end - s.start for s in statement.quote.content) - inside
    speaker = statement.attribution.speaker
    names = [want["speaker_name"], *want["name_aliases"], want["speaker_text"]]
    named = (speaker.name if speaker else None) in names or (
        speaker is not None and speaker.name is None and want["speaker_name"] is None
    )
    return inside * 2 >= union and named and want["denied"] == (statement.attribution.stance == "denied")


def _write(path: Path, rows: Iterable[Row]) -> Path:
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path


def _score(scorer: Path, arguments: list[str]) -> str:
    done = subprocess.run(
        [sys.executable, str(scorer), *arguments], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise ReadError(f"{scorer} ended with {done.returncode}: {done.stderr.strip()[-400:]}")
    return done.stdout


def _queries(bench: Path, out: Path) -> str:
    gold = bench / "queries" / "questions.jsonl"
    questions = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    with open_store(":memory:") as store:
        for article in _dated(bench):
            store.add(extract_article(article))
        rows = [queries_row(q["id"], _answer(q["question"], store)) for q in questions]
    predictions = _write(out / "queries.jsonl", rows)
    return _score(bench / "queries" / "evaluate.py", [str(predictions), "--gold", str(gold)])


def _answer(question: str, store: Store) -> Reply:
    return answer(parse_question(question), store, limit=20)


def _dated(bench: Path) -> Iterator[Article]:
    """The corpus' articles with the outlet and day that its table gives."""
    table = bench.parent / "corpora" / "polnear" / "metadata.tsv"
    with table.open(encoding="utf-8") as file:
        facts = {row["filename"]: row for row in csv.DictReader(file, delimiter="\t")}
    for split in ("dev", "test"):
        for article in _corpus(bench, split):
            row = facts[article.id]
            yield replace(
                article, key=article.id, source=Source(row["publisher"]), published=row["publication_date"]
            )


def set_names() -> tuple[str, ...]:
    """The gold sets that `evaluate` knows, in the order it runs them."""
    return tuple(_SETS)


_SETS = {
    "seed": _seed,
    "phenomena": _phenomena,
    "attribution": _attribution,
    "speakers": _speakers,
    "queries": _queries,
}
