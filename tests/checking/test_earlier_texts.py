"""What became of words in print: corrected, given to somebody else, withdrawn. All people are invented."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import quotetrack
from quotetrack.records import Check, Correction, Extraction, Match, Speaker
from tests.builders import extract, make_article, make_statement
from tests.revised import FIRST_TEXT, dated, first_print, second_print


@pytest.fixture
def collection() -> Iterator[quotetrack.Collection]:
    """A collection with an article that was corrected."""
    with quotetrack.open(":memory:") as made:
        fill(made, first_print(), second_print())
        yield made


def fill(collection: quotetrack.Collection, *extractions: Extraction) -> None:
    for extraction in extractions:
        collection.store.add(extraction)


def best(found: Check) -> Match:
    assert found.deciding is not None
    return found.deciding


def correction(found: Check) -> Correction:
    told = best(found).correction
    assert told is not None
    return told


# Words that only an earlier text has


def test_words_that_were_corrected_are_altered_by_what_is_printed_now(
    collection: quotetrack.Collection,
) -> None:
    found = collection.check("We lost 40 boats in the storm", "Ana Lima")
    assert (found.verdict, found.is_good) == ("altered", False)
    assert best(found).is_earlier
    assert best(found).printed.article.archive_url == "https://archive.example/2024-03-10/storm"
    told = correction(found)
    assert (told.kind, told.before) == ("corrected", "We lost 40 boats in the storm")
    assert (told.after, told.speaker_after) == ("We lost 14 boats in the storm,", "Ana Lima")
    assert (told.seen, told.changed) == ("2024-03-10", "2024-03-12")
    assert found.why == (
        "Only an earlier text has these words, as those of Ana Lima. The article had these words on 10 March 2024. "
        "It was corrected by 12 March 2024, and now it has “We lost 14 boats in the storm” (Ana Lima)."
    )


def test_a_part_of_them_is_too(collection: quotetrack.Collection) -> None:
    found = collection.check("We lost 40 boats")
    assert (found.verdict, best(found).how) == ("altered", "cut")
    assert correction(found).after == "We lost 14 boats in the storm,"


def test_words_that_are_gone_are_withdrawn(collection: quotetrack.Collection) -> None:
    found = collection.check("Nobody warned the fishing families", "Lima")
    assert (found.verdict, best(found).is_earlier) == ("altered", True)
    assert (correction(found).kind, correction(found).after) == ("withdrawn", None)
    assert "They were withdrawn by 12 March 2024: its current text has nothing like them." in found.why


def test_whoever_did_not_say_them_then_did_not_say_them(collection: quotetrack.Collection) -> None:
    found = collection.check("Nobody warned the fishing families", "Clara Weiss")
    assert (found.verdict, best(found).is_earlier) == ("other_speaker", True)
    assert "somebody else's: Ana Lima. The article had these words on 10 March 2024." in found.why


def test_what_the_reporter_wrote_is_nobody_s_then_as_now(collection: quotetrack.Collection) -> None:
    found = collection.check("The harbour office was closed for nine days")
    assert (found.verdict, found.matches) == ("unattributed", ())
    (passage,) = found.passages
    assert passage.text == "The harbour office was closed for nine days"
    assert passage.correction is not None
    assert passage.correction.kind == "withdrawn"


def test_words_that_any_current_text_has_are_not_looked_for_in_earlier_ones(
    collection: quotetrack.Collection,
) -> None:
    article = make_article("“Nobody warned the fishing families,” Ana Lima told the Globe.", id="globe")
    fill(collection, extract(article, make_statement(article, "Nobody warned the fishing families,")))
    found = collection.check("Nobody warned the fishing families", "Ana Lima")
    assert found.verdict == "exact"
    assert [match.is_earlier for match in found.matches] == [False]


def test_words_that_no_text_ever_had_are_not_found(collection: quotetrack.Collection) -> None:
    assert collection.check("Everybody warned the mountain shepherds").verdict == "not_found"


def test_a_claim_that_an_earlier_text_reports_is_no_longer_borne_out() -> None:
    text = "Ana Lima said that the ferry would sail again in April."
    before = make_article(**dated(text, "2024-03-10"))  # type: ignore[arg-type]
    claim = make_statement(before, "the ferry would sail again in April", kind="indirect", mention="Ana Lima")
    after = make_article(**dated("The ferry is at the yard.", "2024-03-12"))  # type: ignore[arg-type]
    with quotetrack.open(":memory:") as made:
        fill(made, extract(before, claim))
        asked = "the ferry would sail again in April"
        assert made.check(asked, "Ana Lima", form="indirect").is_good
        fill(made, extract(after))
        found = made.check(asked, "Ana Lima", form="indirect")
    assert (found.verdict, found.is_good, correction(found).kind) == ("altered", False, "withdrawn")


def test_what_was_turned_round_then_is_turned_round() -> None:
    text = "“I am not saying that the ferry will sail in April,” Ana Lima said."
    before = make_article(**dated(text, "2024-03-10"))  # type: ignore[arg-type]
    said = make_statement(before, "I am not saying that the ferry will sail in April,")
    after = make_article(**dated("The harbour is shut.", "2024-03-12"))  # type: ignore[arg-type]
    with quotetrack.open(":memory:") as made:
        fill(made, extract(before, said), extract(after))
        found = made.check("the ferry will sail in April", "Ana Lima")
    assert found.verdict == "reversed"
    assert best(found).turn is not None
    assert "They were withdrawn" in found.why


def test_without_days_the_sentence_says_since() -> None:
    with quotetrack.open(":memory:") as made:
        fill(made, first_print(None), second_print(None))
        found = made.check("Nobody warned the fishing families", "Ana Lima")
    assert "They were withdrawn since: its current text" in found.why


def test_a_text_between_that_still_had_them_is_the_last_that_had_them() -> None:
    with quotetrack.open(":memory:") as made:
        article = make_article(**dated(FIRST_TEXT.replace("nine", "ten"), "2024-03-11"))  # type: ignore[arg-type]
        said = make_statement(article, "We lost 40 boats in the storm,")
        fill(made, first_print(), extract(article, said), second_print())
        told = correction(made.check("We lost 40 boats in the storm"))
    assert (told.seen, told.changed) == ("2024-03-11", "2024-03-12")


# Printings of a current text that stood otherwise before


def test_a_current_printing_tells_how_it_stood_before(collection: quotetrack.Collection) -> None:
    found = collection.check("We lost 14 boats in the storm", "Ana Lima")
    assert (found.verdict, best(found).is_earlier) == ("exact", False)
    told = correction(found)
    assert (told.kind, told.before, told.speaker_before) == (
        *("corrected", "We lost 40 boats in the storm,"),
        "Ana Lima",
    )
    assert told.says == (
        "The article was corrected by 12 March 2024: before, on 10 March 2024, it had "
        "“We lost 40 boats in the storm” (Ana Lima)."
    )
    assert told.archive_url == "https://archive.example/2024-03-10/storm"


def test_words_that_were_another_s_before_say_so(collection: quotetrack.Collection) -> None:
    found = collection.check("The old quay is unsafe", "Clara Weiss")
    assert found.verdict == "exact"
    told = correction(found)
    assert (told.speaker_before, told.speaker_after) == ("Boris Petrov", "Clara Weiss")
    assert told.says.endswith("it gave the words to Boris Petrov.")


def test_what_stands_alike_in_both_texts_is_no_correction(collection: quotetrack.Collection) -> None:
    found = collection.check("the ferry would sail again in April", "Ana Lima", form="indirect")
    assert best(found).correction is None


def test_whom_the_program_takes_otherwise_in_the_same_paragraph_is_no_correction() -> None:
    text = "“The old quay is unsafe,” said Petrov, she heard.\n\n{}"
    first = make_article(**dated(text.format("It rained."), "2024-03-10"))  # type: ignore[arg-type]
    second = make_article(**dated(text.format("It snowed."), "2024-03-12"))  # type: ignore[arg-type]
    with quotetrack.open(":memory:") as made:
        fill(
            made,
            extract(first, make_statement(first, "The old quay is unsafe,", by="Boris Petrov")),
            extract(second, make_statement(second, "The old quay is unsafe,", by="Clara Weiss")),
        )
        assert best(made.check("The old quay is unsafe")).correction is None


def test_a_longer_form_of_a_name_is_no_correction() -> None:
    first = make_article(**dated("“The quay is unsafe,” said Lima.", "2024-03-10"))  # type: ignore[arg-type]
    second = make_article(**dated("“The quay is unsafe,” said Ana Lima.", "2024-03-12"))  # type: ignore[arg-type]
    with quotetrack.open(":memory:") as made:
        fill(
            made,
            extract(first, make_statement(first, "The quay is unsafe,", by="Lima")),
            extract(second, make_statement(second, "The quay is unsafe,", by="Ana Lima")),
        )
        assert best(made.check("The quay is unsafe")).correction is None


def test_words_that_a_later_text_adds_replace_nothing() -> None:
    text = "“We lost 14 boats in the storm,” Ana Lima said."
    more = f"{text} “We lost 15 boats in the storm,” Boris Petrov said."
    first = make_article(**dated(text, "2024-03-10"))  # type: ignore[arg-type]
    second = make_article(**dated(more, "2024-03-12"))  # type: ignore[arg-type]
    own = "We lost 14 boats in the storm,"
    added = make_statement(second, "We lost 15 boats in the storm,", by="Boris Petrov")
    with quotetrack.open(":memory:") as made:
        fill(made, extract(first, make_statement(first, own)))
        fill(made, extract(second, make_statement(second, own), added))
        assert best(made.check("We lost 15 boats in the storm")).correction is None


def test_a_long_sentence_is_told_in_part() -> None:
    tail = " and the pier" * 40
    text = "“We lost {} boats" + tail + ",” Ana Lima said."
    first = make_article(**dated(text.format(40), "2024-03-10"))  # type: ignore[arg-type]
    second = make_article(**dated(text.format(14), "2024-03-12"))  # type: ignore[arg-type]
    with quotetrack.open(":memory:") as made:
        fill(made, extract(first, make_statement(first, f"We lost 40 boats{tail},")))
        fill(made, extract(second, make_statement(second, f"We lost 14 boats{tail},")))
        says = correction(made.check("We lost 14 boats and the pier")).says
    assert " …” (Ana Lima)." in says
    assert len(says) < 450


def test_hostile_names_and_texts_are_read_as_any_other() -> None:
    names = Speaker("<b>'; DROP TABLE revisions --", "person")
    first = make_article(**dated("“It\x00 sank \ud800 in the storm,” x.", "2024-03-10"))  # type: ignore[arg-type]
    second = make_article(**dated("“Nothing sank,” x.", "2024-03-12"))  # type: ignore[arg-type]
    with quotetrack.open(":memory:") as made:
        fill(made, extract(first, make_statement(first, "It\x00 sank \ud800 in the storm,", speaker=names)))
        fill(made, extract(second, make_statement(second, "Nothing sank,", speaker=names)))
        found = made.check("It\x00 sank \ud800 in the storm")
    assert found.verdict == "altered"
    assert best(found).is_earlier
    assert "DROP TABLE" in found.why


# What machines are told


def test_json_tells_the_page_of_each_printing(collection: quotetrack.Collection) -> None:
    (match,) = (
        match.to_dict() for match in collection.check("We lost 14 boats in the storm", "Ana Lima").matches
    )
    assert match["url"] == "https://harbour.example/storm"
    assert match["archive_url"] == "https://archive.example/2024-03-12/storm"
    assert (match["retrieved"], match["earlier"]) == ("2024-03-12", False)
    assert isinstance(match["correction"], dict)
    assert match["correction"]["before"] == "We lost 40 boats in the storm,"
    gone = collection.check("Nobody warned the fishing families").to_dict()["matches"]
    assert isinstance(gone, list)
    assert gone[0]["earlier"] is True


def test_a_store_without_revisions_tells_of_none() -> None:
    with quotetrack.open(":memory:") as made:
        fill(made, first_print())
        assert best(made.check("We lost 40 boats in the storm")).correction is None
