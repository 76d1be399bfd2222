"""The same words under two names, on articles about invented people."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import quotetrack
from quotetrack.cli import program
from quotetrack.comparison.tokens import in_marks, tokens_of
from quotetrack.export import write
from quotetrack.records import Extraction, Printed, Speaker
from tests.builders import extract, make_article, make_statement

TOLL = "The old bridge will open again on Monday"


def said(
    id: str,
    words: str,
    by: str | None,
    *,
    day: str = "2024-03-04",
    kind: str = "direct",
    role: str | None = None,
) -> Extraction:
    """An article of one quotation."""
    article = make_article(f"“{words},” somebody said in {id}.", id=id, published=day)
    speaker = Speaker(by, "person", role) if by else None
    return extract(article, make_statement(article, words, by=by, kind=kind, speaker=speaker))  # type: ignore[arg-type]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "quotes.db"


@pytest.fixture
def collection(path: Path) -> Iterator[quotetrack.Collection]:
    with quotetrack.open(path) as collection:
        yield collection


def alarms(collection: quotetrack.Collection, *found: Extraction) -> list[tuple[tuple[str, ...], int]]:
    """The names of each alarm and how many printings it has."""
    for each in found:
        collection.store.add(each)
    return [(alarm.speakers, len(alarm.printings)) for alarm in collection.alarms()]


def test_the_same_words_under_two_names_are_an_alarm(collection: quotetrack.Collection) -> None:
    found = alarms(
        collection,
        said("a", TOLL, "Ana Lima"),
        said("b", f"{TOLL.upper()}, and nobody will pay", "Boris Petrov", day="2024-03-05"),
        said("c", TOLL, "Ana Lima", day="2024-03-06"),
    )
    assert found == [(("Ana Lima", "Boris Petrov"), 3)]
    [alarm] = collection.alarms()
    assert alarm.words == TOLL


@pytest.mark.parametrize(
    "other",
    [
        said("b", TOLL, "Ana Lima"),
        said("b", TOLL, "Ana Lima; Boris Petrov"),
        said("b", TOLL, None),
        said("b", TOLL, "Boris Petrov", kind="indirect"),
        said("b", TOLL.replace("open", "close"), "Boris Petrov"),
        said("b", TOLL, "Lima"),
        said("b", TOLL, "Boris Petrov", day="2024-07-09"),
    ],
    ids=["the same name", "jointly", "nobody named", "not in marks", "another word", "surname", "phrase"],
)
def test_what_is_no_alarm(collection: quotetrack.Collection, other: Extraction) -> None:
    assert alarms(collection, said("a", TOLL, "Ana Lima"), other) == []


def test_a_spokesman_is_no_second_name_beside_his_firm(collection: quotetrack.Collection) -> None:
    firm = said("a", TOLL, "Harbour Value")
    assert alarms(collection, firm, said("b", TOLL, "Boris Petrov", role="Harbour Value spokesman")) == []
    assert len(alarms(collection, firm, said("c", TOLL, "Rui Reis", role="mayor"))) == 1


def test_what_everybody_says_is_no_alarm(collection: quotetrack.Collection) -> None:
    phrase = "It is the right thing to do"
    assert alarms(collection, said("a", phrase, "Ana Lima"), said("b", phrase, "Boris Petrov")) == []


def test_many_words_are_the_same_in_any_year(collection: quotetrack.Collection) -> None:
    words = f"{TOLL} and nobody who lives on the island will pay for it"
    found = alarms(
        collection, said("a", words, "Ana Lima"), said("b", words, "Boris Petrov", day="2027-01-02")
    )
    assert len(found) == 1


def test_a_day_that_is_none_is_an_unknown_one(collection: quotetrack.Collection) -> None:
    phrase, none = "They close the northern ferry terminal", "2024-02-30"
    found = alarms(collection, said("a", phrase, "Ana Lima", day=none), said("b", phrase, "Boris Petrov"))
    assert len(found) == 1


def test_five_words_are_too_few(collection: quotetrack.Collection) -> None:
    few = "We will not comment now"
    assert alarms(collection, said("a", few, "Ana Lima"), said("b", few, "Boris Petrov")) == []


def test_a_filter_chooses_alarms_by_any_of_their_printings(collection: quotetrack.Collection) -> None:
    alarms(collection, said("a", TOLL, "Ana Lima"), said("b", TOLL, "Boris Petrov", day="2024-03-05"))
    assert [len(alarm.printings) for alarm in collection.alarms(speaker="Petrov")] == [2]
    assert collection.alarms(speaker="Dias") == []
    assert collection.alarms(until="2024-03-03") == []


def test_a_sheet_tells_of_its_alarms(collection: quotetrack.Collection) -> None:
    alarms(collection, said("a", TOLL, "Ana Lima"), said("b", TOLL, "Boris Petrov"))
    out = io.BytesIO()
    write(collection.sheet(speaker="Lima"), "md", out)
    [line] = [line for line in out.getvalue().decode().split("\n") if "under two names" in line]
    assert "Ana Lima" in line
    assert "Boris Petrov" in line


def test_the_command_lists_them(collection: quotetrack.Collection, path: Path) -> None:
    run = CliRunner()
    nothing = run.invoke(program, ["alarms", "--db", str(path)])
    assert "no words are printed under two names" in nothing.output
    alarms(collection, said("a", TOLL, "Ana Lima"), said("b", TOLL, "Boris Petrov"))
    table = run.invoke(program, ["alarms", "--db", str(path)]).stdout.splitlines()
    assert [line.split("\t")[0:5:2] for line in table[1:]] == [
        ["1", "Ana Lima", "2024-03-04"],
        ["1", "Boris Petrov", "2024-03-04"],
    ]
    result = run.invoke(program, ["alarms", "--db", str(path), "--format", "jsonl"])
    line = json.loads(result.stdout)
    assert (line["words"], line["speakers"], len(line["printings"])) == (
        TOLL,
        ["Ana Lima", "Boris Petrov"],
        2,
    )


LEFT = "We & they paid 5% of U.S. tolls, Ana’s café said: nobody else did"
RIGHT = "“we” & they paid 5 % of US tolls — Ana's CAFÉ said"


def test_what_is_spelt_otherwise_and_compared_as_the_same_is_found(collection: quotetrack.Collection) -> None:
    assert alarms(
        collection, said("a", LEFT, "Ana Lima"), said("b", RIGHT, "Boris Petrov", day="2024-03-05")
    ) == [(("Ana Lima", "Boris Petrov"), 2)]


def test_words_of_a_mixed_quotation_count_only_in_their_marks(collection: quotetrack.Collection) -> None:
    text = f"He said that “{TOLL}” was not “what anybody in Telm wanted to hear”, he said."
    article = make_article(text, id="mixed", published="2024-03-05")
    words = f"that “{TOLL}” was not “what anybody in Telm wanted to hear”"
    collection.store.add(extract(article, make_statement(article, words, by="Boris Petrov", kind="mixed")))
    whole = f"{TOLL} what anybody in Telm wanted to hear"
    assert alarms(collection, said("b", f"that {TOLL}", "Ana Lima")) == []
    assert alarms(collection, said("c", whole, "Edda Brandt")) == [(("Edda Brandt", "Boris Petrov"), 2)]


@given(
    st.lists(
        st.tuples(
            st.lists(
                st.sampled_from("toll Toll, U.S. US 5% 5 % & 1,000 1.000 café — it’s it's".split()),
                max_size=12,
            ),
            st.sampled_from(["Ana Lima", "Boris Petrov", "Ana Lima; Boris Petrov"]),
        ),
        max_size=6,
    )
)
def test_what_is_looked_at_first_loses_no_alarm(told: list[tuple[list[str], str]]) -> None:
    with quotetrack.open(":memory:") as collection:
        for number, (words, by) in enumerate(told):
            collection.store.add(said(f"a{number}", " ".join(["ferry", *words]), by))
        found = {printed.id for alarm in collection.alarms() for printed in alarm.printings}
        assert found == {one.id for one, _ in _alike(list(collection.quotes()))}


def _alike(printed: list[Printed]) -> Iterator[tuple[Printed, Printed]]:
    """All pairs of which one has the other's six words or more, and nobody said both: found one by one."""

    def keys(one: Printed) -> str:
        return "".join(f" {token.key} " for token in tokens_of(one.article.text, in_marks(one)))

    def names(one: Printed) -> set[str]:
        return set((one.statement.attribution.speaker_name or "").split("; "))

    for one, other in permutations(printed, 2):
        short, long = sorted((keys(one), keys(other)), key=len)
        if len(short.split()) >= 6 and short in long and not names(one) & names(other):
            yield one, other


def test_stats_count_the_alarms(collection: quotetrack.Collection, path: Path) -> None:
    run = CliRunner()
    assert "same words under two names\t0" in run.invoke(program, ["stats", "--db", str(path)]).stdout
    alarms(collection, said("a", TOLL, "Ana Lima"), said("b", TOLL, "Boris Petrov"))
    table = run.invoke(program, ["stats", "--db", str(path)]).stdout
    assert "same words under two names\t1: quotetrack alarms" in table
    assert (
        json.loads(run.invoke(program, ["stats", "--db", str(path), "--format", "jsonl"]).stdout)["alarms"]
        == 1
    )
