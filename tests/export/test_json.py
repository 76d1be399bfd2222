"""JSON and JSON Lines."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from quotetrack.records import Printed

from .reading import exported
from .statements import printed


@given(st.lists(printed(), max_size=3))
def test_json_and_its_lines_hold_the_same_and_the_spans_slice_the_text(statements: list[Printed]) -> None:
    lines = [json.loads(line) for line in exported(statements, "jsonl").split(b"\n")[:-1]]
    assert json.loads(exported(statements, "json")) == lines
    assert exported(statements, "ndjson") == exported(statements, "jsonl")
    for told, statement in zip(lines, statements, strict=True):
        text = statement.article.text
        assert " … ".join(text[start:end] for start, end in told["content"]) == told["text"]
        assert told["digest"] == statement.article.digest
