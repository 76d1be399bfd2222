"""Labelled pronouns, invented ones, as training reads them. Written against en_core_web_sm 3.8.0."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from quotetrack.attribution.ranker import load_ranker
from quotetrack.errors import ReadError
from quotetrack.training.mentions import RankedPronoun, read_labelled

pytestmark = pytest.mark.parser
TEXT = "Nadia Okoro met Owen Tallis on the quay. She sold him a boat. “The nets are empty,” she said."


def place(words: str) -> list[int]:
    return [TEXT.index(words), TEXT.index(words) + len(words)]


def examples(folder: Path) -> list[RankedPronoun]:
    return [example for article in read_labelled(folder) for example in article.examples(load_ranker())]


def write(folder: Path, **more: Any) -> None:
    line = json.dumps({"id": "a", "text": TEXT, **more})
    (folder / "labelled.jsonl").write_text(line + "\n", encoding="utf-8")


def write_pair(folder: Path, a_is_meant: str, b_is_meant: str) -> None:
    columns = (
        "ID",
        "Text",
        "Pronoun",
        "Pronoun-offset",
        "A",
        "A-offset",
        "A-coref",
        "B",
        "B-offset",
        "B-coref",
    )
    at = [str(TEXT.index(words)) for words in ("She", "Nadia Okoro", "Owen Tallis")]
    row = ("1", TEXT, "She", at[0], "Nadia Okoro", at[1], a_is_meant, "Owen Tallis", at[2], b_is_meant)
    lines = ("\t".join(columns), "\t".join(row))
    (folder / "pairs.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def meant(example: RankedPronoun, indices: Sequence[int]) -> list[bool]:
    return [example.named[k] for k in indices if k < len(example.named)]


def test_the_name_that_a_pair_says_is_meant_is_right(tmp_path: Path) -> None:
    write_pair(tmp_path, "TRUE", "FALSE")
    [example] = examples(tmp_path)
    assert len(example.right) == 1
    assert not example.wrong
    assert example.form == "pronoun"


def test_names_that_are_not_meant_are_wrong(tmp_path: Path) -> None:
    write_pair(tmp_path, "FALSE", "FALSE")
    [example] = examples(tmp_path)
    assert not example.right
    assert example.wrong


def test_a_chain_labels_each_pronoun_in_it(tmp_path: Path) -> None:
    write(tmp_path, entities=[[place("Nadia Okoro"), place("She")], [place("Owen Tallis"), place("him")]])
    both = examples(tmp_path)
    assert [meant(example, sorted(example.right)) for example in both] == [[True], [True]]


def test_a_pronoun_whose_chain_has_no_name_means_nobody(tmp_path: Path) -> None:
    write(tmp_path, entities=[[place("She"), place("she")], [place("Nadia Okoro")]])
    assert all(example.right == {len(example.features)} for example in examples(tmp_path))


def test_a_quotation_labels_the_pronoun_of_its_speaker(tmp_path: Path) -> None:
    write(tmp_path, quotes=[{"content": [place("The nets are empty,")], "speaker_name": "Nadia Okoro"}])
    [example] = examples(tmp_path)
    assert meant(example, sorted(example.right)) == [True]
    assert all("is a speaker" in features for features in example.features)


def test_a_speaker_without_a_name_is_nobody(tmp_path: Path) -> None:
    write(tmp_path, quotes=[{"content": [place("The nets are empty,")], "speaker_name": None}])
    [example] = examples(tmp_path)
    assert len(example.features) in example.right


def test_a_folder_without_labelled_pronouns_is_no_corpus(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="expected at least one"):
        read_labelled(tmp_path)


def test_a_file_in_another_format_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text('{"id": "a", "text": "Nobody spoke."}\n', encoding="utf-8")
    with pytest.raises(ReadError, match="three formats"):
        read_labelled(tmp_path)
