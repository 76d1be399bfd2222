"""Zones of plain text: what is recognised, with exactly which words, and what stays body."""

from __future__ import annotations

import pytest

from quotetrack.readers import article_from_text
from quotetrack.readers.zones import recognise_zones
from quotetrack.records import ZoneKind
from tests.sizes import size
from tests.timing import FACTOR, takes_linear_time

PAGE = """1. Skip to content
  2. Skip to main menu
  3. Skip to more DW sites

Harbour master quits over crane

March 5, 2024

The harbour master has left his post after a week of rows about a crane. The council will meet on Friday.

https://www.dw.com/en/crane/a-1
Ida Rossi
Image: picture alliance/dpa

The harbour master of a small port resigned on Tuesday, the council confirmed.

“I have seen enough cranes,” he told reporters.

No more cranes

The crane is to be taken down in June, the council said.

Old cranes rust on the quay
Dockers say the port cannot pay for a second oneImage: picture alliance / dpa

The port has had three cranes since 1950.

A town 'of two minds'

The mayor would not say who will pay.

abc/de (dpa, AFP, Reuters)
"""

BODY = "The council met on Monday.\n\n“No,” the mayor said.\n"


def words(text: str, kind: ZoneKind, *, title: str | None = None) -> list[str]:
    return [zone.span.of(text) for zone in recognise_zones(text, title=title) if zone.kind == kind]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("chrome", ["1. Skip to content", "2. Skip to main menu", "3. Skip to more DW sites"]),
        ("outlet", ["DW"]),
        ("headline", ["Harbour master quits over crane"]),
        ("date", ["March 5, 2024"]),
        (
            "standfirst",
            [
                "The harbour master has left his post after a week of rows about a crane. "
                "The council will meet on Friday."
            ],
        ),
        ("url", ["https://www.dw.com/en/crane/a-1"]),
        (
            "caption",
            [
                "Ida Rossi",
                "Old cranes rust on the quay",
                "Dockers say the port cannot pay for a second one",
            ],
        ),
        ("credit", ["Image: picture alliance/dpa", "Image: picture alliance / dpa"]),
        ("heading", ["No more cranes", "A town 'of two minds'"]),
        ("sign_off", ["abc/de (dpa, AFP, Reuters)"]),
        ("initials", ["abc", "de"]),
        ("agency", ["dpa", "AFP", "Reuters"]),
    ],
)
def test_copied_page_has_every_zone(kind: ZoneKind, expected: list[str]) -> None:
    assert words(PAGE, kind) == expected


def test_copied_page_tells_its_metadata() -> None:
    article = article_from_text(PAGE)
    assert article.title == "Harbour master quits over crane"
    assert (article.source.name, article.source.domain) == ("Deutsche Welle", "dw.com")
    assert article.published == "2024-03-05"
    assert article.url == "https://www.dw.com/en/crane/a-1"
    assert article.agencies == ("dpa", "AFP", "Reuters")
    assert article.text == PAGE


def test_windows_newlines_change_no_zone() -> None:
    text = PAGE.replace("\n", "\r\n")
    found = [(zone.kind, zone.span.of(text)) for zone in recognise_zones(text)]
    assert found == [(zone.kind, zone.span.of(PAGE)) for zone in recognise_zones(PAGE)]


@pytest.mark.parametrize(
    "headline",
    [
        "Mayor 'too tired' to go on",
        "MAYOR: CRANE IS 'A DISGRACE'",
        'Union: "Not one more crane"',
        "Crane stays, says mayor",
        "Who will pay for the crane?",
        "Port crane to come down in the U.S.",
    ],
)
def test_headline_is_the_first_block_without_a_full_stop(headline: str) -> None:
    assert words(f"{headline}\n\n{BODY}", "headline") == [headline]


def test_headline_may_have_two_lines() -> None:
    article = article_from_text(f"Crane comes down\nafter forty years\n\n{BODY}")
    assert article.title == "Crane comes down after forty years"


def test_headline_may_share_its_block_with_the_date() -> None:
    text = f"Crane comes down\n5 March 2024\nBy Ida Rossi\n\n{BODY}"
    assert words(text, "headline") == ["Crane comes down"]
    assert article_from_text(text).byline == "Ida Rossi"


def test_known_title_is_a_headline_in_spite_of_its_full_stop() -> None:
    text = f"The crane is gone.\n\n{BODY}"
    assert words(text, "headline", title="The crane is gone.") == ["The crane is gone."]
    assert words(text, "headline") == []


@pytest.mark.parametrize(
    "text",
    [
        "JOHN SMITH (Labour) — You said so.\n\nJANE DOE (Greens) — I never did.",
        "“Every crane is a promise.” — Ida Rossi, engineer, at the opening",
        "The crane is gone",
        "“I would do it again!”\n\nHis party has suspended him.",
        "Q: Why did you leave?\n\nA: The crane was rusty.",
        "MR ROSSI: You signed this page.\nTHE WITNESS: I signed a page.",
        "pilot: Which left?\ncontroller: The other left.\nThe tape was played twice.",
        "Reactions to the crane:\n• Docker Ida Rossi: “A small step.”\n• Mayor Leo Sol: “We will see.”",
        "He read from an old ballad:\n\n“The lamp is out,\nThe ferryman is sleeping.”\n\nHe wept.",
        "We met the pianist in Ghent.\n\n— Were you nervous?\n— Only in the fast bits.",
        "Ana Rossi sang.\n\n“It was loud.”\n\nLeo Sol\n\n“It was long.”\n\nThey left.",
    ],
)
def test_speech_is_never_furniture(text: str) -> None:
    assert recognise_zones(text) == ()


@pytest.mark.parametrize(
    "line",
    [
        "A list follows:",
        "and so it went",
        "Washington, D.C.",
        "Dallas, Texas",
        "TWITTER.",
        "• One more point",
        "“The crane is gone”",
        "The mayor, who had been told of the crane twice and had not come, left without a word to anyone",
        "The mayor said “no” and left",
    ],
)
def test_line_between_paragraphs_is_no_heading(line: str) -> None:
    assert words(f"The crane is gone.\n\n{line}\n\nThe mayor left.", "heading") == []


def test_markdown_heading_leaves_its_hashes_out() -> None:
    text = f"# Crane comes down\n\n{BODY}\n## What now\n\nNobody knows.\n"
    assert words(text, "headline") == ["Crane comes down"]
    assert words(text, "heading") == ["What now"]


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        (
            "PHOTO: Keeper Ida Rossi: “I slept” (Picture: Port Sport)",
            "PHOTO: Keeper Ida Rossi: “I slept”",
            "Picture: Port Sport",
        ),
        (
            "Image caption: Ida Rossi says the road “goes nowhere”",
            "Image caption: Ida Rossi says the road “goes nowhere”",
            None,
        ),
        (
            "Pictured: Ida Rossi in Ghent. Photograph: handout",
            "Pictured: Ida Rossi in Ghent.",
            "Photograph: handout",
        ),
        ("The quay at duskPhoto: Leo Sol/AFP", "The quay at dusk", "Photo: Leo Sol/AFP"),
        ("The quay at dusk\nLeo Sol/Getty Images", "The quay at dusk", "Leo Sol/Getty Images"),
        ("The quay at dusk\n\nFoto: dpa", "The quay at dusk", "Foto: dpa"),
    ],
)
def test_caption_and_credit(line: str, caption: str, credit: str | None) -> None:
    text = f"Crane comes down\n\nThe crane is gone.\n\n{line}\n\nThe mayor left."
    assert words(text, "caption") == [caption]
    assert words(text, "credit") == ([credit] if credit else [])


@pytest.mark.parametrize(
    "line",
    [
        "He pointed at the quay (the old one).",
        "Photos by Ida Rossi show that the crane “is rusty”.",
        "A poll for AFP/Port said no.",
    ],
)
def test_prose_about_pictures_and_agencies_stays_body(line: str) -> None:
    assert recognise_zones(f"The crane is gone.\n\n{line}\n\nThe mayor left.") == ()


def test_long_paragraph_with_a_credit_stuck_to_it_stays_body() -> None:
    text = f"{'The crane is gone and the mayor left. ' * 20}Photo: dpa"
    assert words(text, "caption") == []


@pytest.mark.parametrize(
    ("opening", "dateline", "agencies"),
    [
        ("MOSCOW, July 5 (AFP) — ", "MOSCOW, July 5 (AFP) —", ("AFP",)),
        ("PARIS (Reuters) - ", "PARIS (Reuters) -", ("Reuters",)),
        ("BEIRUT, Lebanon — ", "BEIRUT, Lebanon —", ()),
        ("Moscow, 5 July – ", "Moscow, 5 July –", ()),
        ("ST. LOUIS (AP) -- ", "ST. LOUIS (AP) --", ("AP",)),
        ("GHENT ― ", "GHENT ―", ()),
        ("GHENT, March 5 (Meridian) -- ", "GHENT, March 5 (Meridian) --", ("Meridian",)),
    ],
)
def test_dateline(opening: str, dateline: str, agencies: tuple[str, ...]) -> None:
    article = article_from_text(f"Crane comes down\n\n{opening}The crane is gone.\n\nThe mayor left.")
    assert [span.of(article.text) for span in article.spans("dateline")] == [dateline]
    assert article.agencies == agencies


@pytest.mark.parametrize(
    "text", ["MR ROSSI — You signed this.", "PARIS–NICE was cancelled.", "The crane — a relic — is gone."]
)
def test_dash_makes_no_dateline(text: str) -> None:
    assert words(text, "dateline") == []


def test_sign_off_at_the_end_of_a_paragraph_leaves_it_body() -> None:
    text = "The crane is gone.\n\n“No,” the mayor said. (AFP, dpa)"
    assert words(text, "sign_off") == ["(AFP, dpa)"]


def test_brackets_at_the_end_are_no_sign_off_without_an_agency() -> None:
    assert words("The crane is gone.\n\nHe left (at last)", "sign_off") == []


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Ida Rossi", "Ida Rossi"),
        ("By IDA ROSSI and Leo van der Sol", "IDA ROSSI and Leo van der Sol"),
        ("By Ida Rossi in Ghent", "Ida Rossi"),
        ("Ida Rossi in Ghent", "Ida Rossi"),
        ("By Reuters", "Reuters"),
    ],
)
def test_byline(line: str, byline: str) -> None:
    assert article_from_text(f"Crane comes down\n\n{line}\n\n{BODY}").byline == byline


def test_prose_that_opens_with_by_is_no_byline() -> None:
    assert article_from_text(f"Crane comes down\n\nBy Monday Leo Sol had left.\n\n{BODY}").byline is None


def test_day_of_publication_wins_over_the_day_of_the_last_change() -> None:
    article = article_from_text(
        f"Crane comes down\n\nUpdated 7 March 2024\nPublished: 5 March 2024\n\n{BODY}"
    )
    assert article.published == "2024-03-05"


def test_day_inside_the_body_is_not_the_day_of_publication() -> None:
    article = article_from_text(f"{BODY}\nMarch 5, 2024\n\nThe crane fell.\n\nThe mayor left.")
    assert article.published is None


def test_given_metadata_wins_and_zones_stay() -> None:
    article = article_from_text(PAGE, title="T", source="S", published="2020-01-02", url="https://x.org/1")
    assert (article.title, article.source.name, article.published) == ("T", "S", "2020-01-02")
    assert (article.url, article.source.domain) == ("https://x.org/1", "x.org")
    assert len(article.spans("headline")) == 1


def test_texts_without_a_name_do_not_share_a_key() -> None:
    assert article_from_text("One.").key != article_from_text("Two.").key


@pytest.mark.parametrize(
    ("unit", "count"),
    [
        pytest.param("\n", 5_000_000, id="newlines"),
        pytest.param('"', 5_000_000, id="straight marks"),
        pytest.param("“", 2_000_000, id="curly marks"),
        pytest.param("Image:", 300_000, id="labels"),
        pytest.param("(", 1_000_000, id="brackets"),
        pytest.param("July ", 300_000, id="months"),
        pytest.param("ab\n", 500_000, id="lines"),
        pytest.param("a|", 1_000_000, id="bars"),
        pytest.param("a. ", 1_000_000, id="stops"),
    ],
)
def test_long_input_takes_linear_time(unit: str, count: int) -> None:
    assert recognise_zones(unit * size(count)) == ()
    assert takes_linear_time(lambda times: recognise_zones(unit * times), size(count) // FACTOR)


@pytest.mark.parametrize("line", ["related", "a | b", "By Ida Rossi", "Image: dpa", "GHENT (AP) — No."])
def test_endless_furniture_takes_linear_time(line: str) -> None:
    assert len(recognise_zones(f"{line}\n" * 100)) >= 1
    assert takes_linear_time(lambda times: recognise_zones(f"{line}\n" * times), size(40_000) // FACTOR)
