"""Whether somebody really said some words, verdict by verdict, on articles about invented people."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import quotetrack
from quotetrack.errors import UsageError
from quotetrack.records import Candidate, Check, Extraction, Source, Span, Speaker
from tests.builders import extract, find, make_article, make_statement
from tests.sizes import few

BRIDGE = (
    "“The old bridge will open again on Monday, and nobody will pay a toll,” Ana Lima told reporters. "
    "“We have not found a single crack,” she said, “in forty years of looking.”\n\n"
    "Ana Lima denied that the harbour office had sold the ferry.\n\n"
    "Boris Petrov said the repairs had cost twice as much as planned. He called them “a bottomless well” and "
    "“a gift to the builders”.\n\n"
    "“Somebody has to pay for the paint,” he said.\n\n"
    "“Ask the painters,” a senior official said.\n\n"
    "Carla Dias declined to call it “a terrible blunder”."
)
AGAIN = "“The old bridge will open again on Monday,” Ana Lima said. “Nobody asked us about the paint,” said Carla Dias."


def bridge() -> Extraction:
    article = make_article(BRIDGE, id="bridge", source=Source("Harbour Post"), published="2024-03-04")
    unknown = find(BRIDGE, "he said.\n\n“Ask")
    return extract(
        article,
        make_statement(
            article,
            "The old bridge will open again on Monday, and nobody will pay a toll,",
            mention="Ana Lima told",
        ),
        make_statement(article, "We have not found a single crack,", "in forty years of looking."),
        make_statement(article, "the harbour office had sold the ferry", kind="indirect", stance="denied"),
        make_statement(
            article, "the repairs had cost twice as much as planned", by="Boris Petrov", kind="indirect"
        ),
        make_statement(
            article, "a bottomless well", "a gift to the builders", by="Boris Petrov", kind="mixed"
        ),
        make_statement(
            article,
            "Somebody has to pay for the paint,",
            by=None,
            candidates=(
                Candidate(
                    name="Boris Petrov",
                    mention=Span(unknown.start, unknown.start + 2),
                    score=0.4,
                    reason="named before",
                ),
            ),
        ),
        make_statement(article, "Ask the painters,", speaker=Speaker(None, "anonymous")),
        make_statement(article, "a terrible blunder", by="Carla Dias", kind="mixed", stance="declined"),
    )


def again() -> Extraction:
    article = make_article(AGAIN, id="again", source=Source("Ridge Times"), published="2024-03-02")
    return extract(
        article,
        make_statement(article, "The old bridge will open again on Monday,"),
        make_statement(article, "Nobody asked us about the paint,", by="Carla Dias"),
    )


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[quotetrack.Collection]:
    path = tmp_path_factory.mktemp("checked") / "quotes.db"
    with quotetrack.open(path) as collection:
        for found in (bridge(), again()):
            collection.store.add(found)
        collection.link(workers=1)
        yield collection


TOLL = "The old bridge will open again on Monday, and nobody will pay a toll"


@pytest.mark.parametrize(
    ("words", "speaker", "verdict"),
    [
        (TOLL, None, "exact"),
        ("  «the OLD bridge will open again on monday and nobody will pay a toll!»\n", "Ana Lima", "exact"),
        ("We have not found a single crack in forty years of looking.", "Lima", "exact"),
        ("Nobody asked us about the paint", "Carla Dias", "exact"),
        ("The old bridge will open again on Monday", "Lima", "exact"),
        ("nobody will pay a toll", "Ana Lima", "cut"),
        ("The old bridge will open … and nobody will pay a toll", None, "cut"),
        ("We have not found a single crack ... forty years of looking", None, "cut"),
        ("a bottomless well", "Boris Petrov", "cut"),
        ("a bottomless well … a gift to the builders", "Petrov", "exact"),
        # What an ellipsis may not do.
        ("nobody will pay a toll … The old bridge will open", None, "altered"),
        ("We have … found a single crack", None, "reversed"),
        ("The old bridge will open again … about the paint", None, "altered"),
        ("a bottomless well a gift to the builders", None, "altered"),
        # Words dropped, changed, inserted, turned round, joined, put in brackets, mistyped.
        ("The bridge will open again on Monday, and nobody will pay a toll", "Lima", "altered"),
        ("The old bridge will close again on Monday, and nobody will pay a toll", "Lima", "altered"),
        ("The old stone bridge will open again on Monday, and nobody will pay a toll", None, "altered"),
        ("The old bridge will not open again on Monday, and nobody will pay a toll", None, "altered"),
        ("We have found a single crack in forty years of looking", "Lima", "altered"),
        ("The old bridge will open again on Monday. Nobody asked us about the paint", None, "altered"),
        ("The old bridge [over the Douro] will open again on Monday", None, "altered"),
        ("The old brigde will open again on Mondy, and nobody will pay a toll", "Lima", "altered"),
        ("botomless well", None, "altered"),
        # Somebody else's.
        (TOLL, "Boris Petrov", "other_speaker"),
        (TOLL, "Nobody Known", "other_speaker"),
        ("Nobody asked us about the paint", "Ana Lima", "other_speaker"),
        # In the reporter's words only, and denied.
        ("the repairs had cost twice as much as planned", "Boris Petrov", "paraphrase"),
        ("the harbour office had sold the ferry", "Ana Lima", "denied"),
        ("The harbour office has sold the ferry", None, "denied"),
        # Printed, and nobody is settled on as the speaker.
        ("Somebody has to pay for the paint", "Boris Petrov", "unattributed"),
        ("Somebody has to pay for the paint", None, "unattributed"),
        ("Parliament sits on Friday whatever the weather", None, "not_found"),
    ],
)
def test_a_verdict(collection: quotetrack.Collection, words: str, speaker: str | None, verdict: str) -> None:
    found = collection.check(words, speaker)
    assert found.verdict == verdict, found.why
    assert found.why


def test_every_printing_is_told_earliest_first(collection: quotetrack.Collection) -> None:
    found = collection.check("The old bridge will open again on Monday", "Ana Lima")
    told = [(one.printed.article.id, one.how, one.score) for one in found.matches]
    assert told[0] == ("again", "exact", 1.0)
    assert [id for id, _, _ in told] == ["again", "bridge"]
    assert told[1][1] == "cut"


def test_nobody_being_settled_on_is_said_with_who_could_be(collection: quotetrack.Collection) -> None:
    found = collection.check("Somebody has to pay for the paint", "Boris Petrov")
    assert [one.printed.statement.attribution.speaker for one in found.matches] == [None]
    assert "Boris Petrov" in found.why


def test_not_found_says_what_was_searched_and_that_it_is_no_no(collection: quotetrack.Collection) -> None:
    found = collection.check("Parliament sits on Friday whatever the weather")
    assert "10 quotations and the texts of 2 articles" in found.why
    assert "does not mean that nobody said it" in found.why
    assert found.matches == ()


@pytest.mark.parametrize(
    ("words", "speaker", "told"),
    [
        ("the repairs had cost twice as much as planned", "Ana Lima", "of somebody else"),
        ("a terrible blunder", "Carla Dias", "not as what was said"),
        ("a terrible blunder", None, "not as what was said"),
    ],
)
def test_words_that_are_printed_otherwise_are_not_called_unheard_of(
    collection: quotetrack.Collection, words: str, speaker: str | None, told: str
) -> None:
    found = collection.check(words, speaker)
    assert (found.verdict, len(found.matches), len(found.passages)) == ("unattributed", 1, 1)
    assert told in found.why
    assert "Nothing like" not in found.why


def test_a_change_is_shown_word_by_word(collection: quotetrack.Collection) -> None:
    words = "The old bridge will not open again on Monday, and nobody will pay a toll"
    match = next(one for one in collection.check(words).matches if one.printed.article.id == "bridge")
    assert match.differs is not None
    assert match.differs.warnings == ("negation",)
    assert [
        words[span.start : span.end] for c in match.differs.changes if c.kind == "inserted" for span in c.b
    ] == ["not"]


def test_brackets_are_said_to_be_fair(collection: quotetrack.Collection) -> None:
    found = collection.check("The old bridge [over the Douro] will open again on Monday")
    assert any(c.fair == "brackets" for one in found.matches if one.differs for c in one.differs.changes)


def test_what_a_reviewer_rejected_confirms_nothing(tmp_path: Path) -> None:
    with quotetrack.open(tmp_path / "quotes.db") as collection:
        collection.store.add(again())
        assert collection.check("Nobody asked us about the paint").verdict == "exact"
        sheet = tmp_path / "sheet.csv"
        quotetrack.write_sheet(collection.sheet(), sheet)
        lines = sheet.read_text(encoding="utf-8-sig").splitlines(keepends=True)
        edited = [
            line.replace(",,,,,1 ", ",rejected,,,,1 ") if "asked us" in line else line for line in lines
        ]
        sheet.write_text("".join(edited), encoding="utf-8-sig")
        assert collection.import_review(sheet).refused == ()
        found = collection.check("Nobody asked us about the paint")
        assert (found.verdict, found.matches) == ("unattributed", ())
        assert found.passages[0].text == "Nobody asked us about the paint"


@pytest.mark.parametrize("words", ["", "  \n", "…", "“”", "x" * 300_000])
def test_no_words_and_far_too_many_are_refused(collection: quotetrack.Collection, words: str) -> None:
    with pytest.raises(UsageError):
        collection.check(words)


def test_a_speaker_without_a_name_is_refused(collection: quotetrack.Collection) -> None:
    with pytest.raises(UsageError):
        collection.check("the paint", "?")


PIECES = [
    *BRIDGE.split(),
    "…",
    "[sic]",
    "not",
    "№",
    "\ud800",
    "\x00",
    "'",
    "don't",
    "1,000",
    "٣",
    "“",
    "*",
    '"',
]


def folded(words: str) -> str:
    """The letters and digits, without case, blanks and signs."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", words).casefold() if sign.isalnum())


def is_exact(found: Check) -> bool:
    """Whether a printing has the letters and digits checked, and no other."""
    return any(folded(found.words) == folded(one.printed.text) for one in found.matches)


@few
@given(
    words=st.one_of(
        st.lists(st.sampled_from(PIECES), min_size=1, max_size=20).map(" ".join), st.text(max_size=60)
    ),
    speaker=st.sampled_from([None, "Ana Lima", "Petrov", "an official", "\u202e"]),
)
def test_any_words_get_a_verdict_and_exact_is_never_given_to_others(
    collection: quotetrack.Collection, words: str, speaker: str | None
) -> None:
    try:
        found = collection.check(words, speaker)
    except UsageError:
        return
    if found.verdict == "exact":
        assert is_exact(found)
