"""A whole draft: what of it is checked, as whose, where it stands, and what each stretch comes to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import quotetrack
from quotetrack.errors import ReadError
from quotetrack.records import Source
from tests.builders import extract, make_article, make_statement

pytestmark = pytest.mark.parser

PRINTED = (
    "“The tunnel will be ready by spring, and no house will lose its light,” Ines Rocha told reporters. "
    "“We have measured every wall,” she said.\n\n"
    "Ines Rocha denied that the drill had struck a water main.\n\n"
    "Tomas Vidal said the tunnel would cost twice as much as planned. He called it “a hole full of money”."
)


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[quotetrack.Collection]:
    article = make_article(PRINTED, id="tunnel", source=Source("Harbour Post"), published="2024-03-04")
    found = extract(
        article,
        make_statement(
            article,
            "The tunnel will be ready by spring, and no house will lose its light,",
            by="Ines Rocha",
            mention="Ines Rocha told",
        ),
        make_statement(article, "We have measured every wall,", by="Ines Rocha"),
        make_statement(
            article, "the drill had struck a water main", by="Ines Rocha", kind="indirect", stance="denied"
        ),
        make_statement(
            article, "the tunnel would cost twice as much as planned", by="Tomas Vidal", kind="indirect"
        ),
        make_statement(article, "a hole full of money", by="Tomas Vidal", kind="mixed"),
    )
    with quotetrack.open(tmp_path_factory.mktemp("drafts") / "quotes.db") as made:
        made.store.add(found)
        made.link(workers=1)
        yield made


def told(collection: quotetrack.Collection, draft: str) -> list[tuple[int, str, str, str | None, str]]:
    """Line, form, words, speaker and verdict of each stretch."""
    checked = collection.check_draft(draft)
    return [
        (one.line, one.check.form, one.check.words, one.asked, one.check.verdict) for one in checked.checks
    ]


def test_words_in_marks_and_claims_without_are_checked_in_the_order_of_the_text(
    collection: quotetrack.Collection,
) -> None:
    draft = (
        "Digging goes on under the old town\n\n"
        "Tomas Vidal said that the tunnel would cost twice as much as planned.\n\n"
        "Vidal called it “a hole full of gold”."
    )
    assert told(collection, draft) == [
        (3, "indirect", "the tunnel would cost twice as much as planned", "Tomas Vidal", "paraphrase"),
        (5, "marks", "a hole full of gold", "Tomas Vidal", "altered"),
    ]


def test_what_the_reporter_interrupts_is_as_good_as_the_whole(collection: quotetrack.Collection) -> None:
    draft = (
        "“The tunnel will be ready by spring,” Ines Rocha told a meeting, “and no house will lose its light.”"
    )
    found = told(collection, draft)
    assert [words for _, _, words, _, _ in found] == [
        "The tunnel will be ready by spring,",
        "and no house will lose its light.",
    ]
    assert {verdict for *_, verdict in found} <= {"exact", "cut"}


def test_of_a_report_partly_in_marks_the_marks_are_checked(collection: quotetrack.Collection) -> None:
    draft = "Tomas Vidal complained that the tunnel was “a hole full of money” and a shame for the town."
    ((_, form, words, asked, verdict),) = told(collection, draft)
    assert (form, words, asked) == ("marks", "a hole full of money", "Tomas Vidal")
    assert verdict in ("exact", "cut")


def test_words_in_marks_that_nobody_says_are_checked_but_for_one_word(
    collection: quotetrack.Collection,
) -> None:
    draft = "It was a day of “a hole full of money” and of “savings” that never came to the town."
    assert told(collection, draft) == [(1, "marks", "a hole full of money", None, "exact")]


def test_a_question_and_a_refusal_are_no_claims(collection: quotetrack.Collection) -> None:
    draft = (
        "Tomas Vidal asked whether the tunnel would cost twice as much as planned. "
        "Ines Rocha declined to say whether the drill had struck a water main."
    )
    assert told(collection, draft) == []


def test_a_denial_that_is_printed_bears_the_draft_out(collection: quotetrack.Collection) -> None:
    draft = "Ines Rocha denied that the drill had struck a water main."
    ((_, form, _, _, verdict),) = told(collection, draft)
    assert (form, verdict) == ("indirect", "paraphrase")


def test_a_denial_of_what_is_printed_as_said_is_not_borne_out(collection: quotetrack.Collection) -> None:
    draft = "Tomas Vidal denied that the tunnel would cost twice as much as planned."
    (one,) = collection.check_draft(draft).checks
    assert one.check.verdict == "not_found"
    assert "denied" in one.check.why


def test_a_pronoun_means_the_one_of_several_whom_the_words_fit(
    collection: quotetrack.Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    from quotetrack import drafts
    from quotetrack.drafts.passages import DraftPassage
    from quotetrack.records import Extraction, Span

    def passages(extraction: Extraction) -> list[DraftPassage]:  # noqa: ARG001
        words = "a hole full of money"
        names = ("Ines Rocha", "Tomas Vidal")
        return [
            DraftPassage(id="a", form="marks", spans=(Span(0, 4),), words=words, whole=words, names=names)
        ]

    monkeypatch.setattr(drafts, "find_passages", passages)
    (one,) = collection.check_draft("“It is a hole,” he said.").checks
    assert (one.asked, one.check.is_good) == ("Tomas Vidal", True)


def test_a_claim_needs_a_clause(collection: quotetrack.Collection) -> None:
    forms = {form for _, form, *_ in told(collection, "Ines Rocha promised a fight. She called for calm.")}
    assert "indirect" not in forms


def test_the_same_draft_gives_the_same_ids_and_bytes(collection: quotetrack.Collection) -> None:
    draft = "“We have measured every wall,” said Ines Rocha. Tomas Vidal said that it would cost too much."
    first, again = ([one.to_dict() for one in collection.check_draft(draft).checks] for _ in range(2))
    assert first == again
    assert list(first[0]) == ["id", "verdict", "matches", "why", "words", "asked", "form", "line"]


def test_a_draft_that_is_not_english_is_refused(collection: quotetrack.Collection) -> None:
    draft = (
        "La maire a dit hier soir que le tunnel serait prêt au printemps. « Nous avons mesuré chaque mur », a déclaré "
        "Ines Rocha aux journalistes, et les habitants de la ville attendent toujours la fin des travaux."
    )
    with pytest.raises(ReadError, match="the draft is in French"):
        collection.check_draft(draft)


def test_a_file_of_words_is_read_by_its_ending(collection: quotetrack.Collection, tmp_path: Path) -> None:  # noqa: ARG001
    draft = b'> **Ines Rocha** said: "We have *measured* every wall."'
    (one,) = collection.check_draft(draft, name="draft.md").checks
    assert (one.check.words, one.check.is_good) == ("We have measured every wall.", True)
