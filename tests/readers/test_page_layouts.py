"""Heads and feet of pasted pages in the orders that sites print them: what is told, and what stays body."""

from __future__ import annotations

import pytest

from quotetrack.readers import article_from_text
from quotetrack.readers.zones import recognise_zones
from quotetrack.records import ZoneKind

BODY = """The council met on Monday and spoke for three hours about nothing but cranes, its clerk wrote later.

“No,” the mayor said.
"""
PAGE = """PORT POST
News | Sport | Weather
Print | E-mail | Text size A A A
Crane ‘too old’, mayor says: it must go
By Ida Rossi
Tuesday, March 5, 2024
https://www.portpost.example/crane
GHENT, March 5 (Meridian) — The council met on Monday and spoke for three hours about a crane, its clerk wrote.
“No,” the mayor said.
Copyright Port Post. All rights reserved.
"""


def words(text: str, kind: ZoneKind) -> list[str]:
    return [zone.span.of(text) for zone in recognise_zones(text) if zone.kind == kind]


def silent(text: str) -> set[str]:
    return {zone.span.of(text) for zone in recognise_zones(text)}


@pytest.mark.parametrize("page", [PAGE, PAGE.replace("\n", "\n\n"), PAGE.replace("\n", "\r\n")])
def test_head_is_read_with_any_blank_lines(page: str) -> None:
    article = article_from_text(page)
    assert article.title == "Crane ‘too old’, mayor says: it must go"
    assert (article.source.name, article.published, article.byline) == (
        "Port Post",
        "2024-03-05",
        "Ida Rossi",
    )
    assert article.url == "https://www.portpost.example/crane"
    assert article.agencies == ("Meridian",)
    assert words(page, "chrome") == [
        "News | Sport | Weather",
        "Print | E-mail | Text size A A A",
        "Copyright Port Post. All rights reserved.",
    ]


def test_head_is_read_in_another_order() -> None:
    text = (
        "https://port-post.example/crane\n\nHome > World\nThe Port Post\n\nCrane must go, mayor says\n\n"
        f"Why the quay needs it.\n\nBy Ida Rossi | 5 March 2024\n\nTweet Share Comment\n12 comments\n\n{BODY}"
    )
    article = article_from_text(text)
    assert (article.title, article.source.name) == ("Crane must go, mayor says", "The Port Post")
    assert (article.byline, article.published) == ("Ida Rossi", "2024-03-05")
    assert words(text, "standfirst") == ["Why the quay needs it."]
    assert words(text, "chrome") == ["Home > World", "Tweet Share Comment", "12 comments"]


@pytest.mark.parametrize(
    ("head", "foot", "source"),
    [
        ("PORT POST", "© 2024 Port Post | Legal notice", "Port Post"),
        ("The Port Post", "Copyright The Port Post. All rights reserved.", "The Port Post"),
        ("BBC NEWS", "", "BBC"),
        ("VOICE OF THE PORT", "© Voice of the Port 2024", "Voice of the Port"),
        ("World\nMiddle East", "", None),
        ("EXCLUSIVE", "", None),
        ("Skip to content\nPORT POST\nNews | Sport", "", None),
    ],
)
def test_masthead_needs_a_witness_and_is_never_the_title(head: str, foot: str, source: str | None) -> None:
    article = article_from_text(f"{head}\n\nCrane must go, mayor says\n\n{BODY}\n{foot}\n")
    assert (article.title, article.source.name) == ("Crane must go, mayor says", source)


def test_address_given_with_the_text_vouches_for_the_masthead() -> None:
    text = f"PORT POST\n\nCrane must go, mayor says\n\n{BODY}"
    assert article_from_text(text, url="https://portpost.example/a").title == "Crane must go, mayor says"


def test_name_of_the_site_is_cut_from_a_window_title() -> None:
    text = f"Crane must go, mayor says – Port Post\n\nhttps://portpost.example/a\n\n{BODY}"
    article = article_from_text(text)
    assert (article.title, article.source.name) == ("Crane must go, mayor says", "Port Post")


@pytest.mark.parametrize(
    ("line", "byline"),
    [("Ida Rossi", "Ida Rossi"), ("Ida Rossi, Ghent", "Ida Rossi"), ("No more cranes", None)],
)
def test_name_beside_the_date_is_the_byline(line: str, byline: str | None) -> None:
    assert article_from_text(f"Crane must go\n\n{line}\n\n5 March 2024\n\n{BODY}").byline == byline


@pytest.mark.parametrize(
    "headline",
    [
        "Mayor Says Old Harbour Crane ‘Must Go.’",
        "Old Crane Must Go Before the U.S. Visit, Says Mayor J. Rossi.",
    ],
)
def test_title_case_is_a_headline_in_spite_of_its_full_stop(headline: str) -> None:
    assert words(f"{headline}\n\n{BODY}", "headline") == [headline]


def test_sentence_over_an_agency_dateline_is_a_headline() -> None:
    text = f"Mayor says the old crane must go.\n\nGHENT (AP) — {BODY}"
    assert words(text, "headline") == ["Mayor says the old crane must go."]


@pytest.mark.parametrize(
    "first",
    [
        "Mayor Ida Rossi met Council President Leo Sol in Ghent.",
        "Ida Rossi Sol.",
        "“We Have Had Enough Of Old Cranes.”",
        "The Crane Must Go. The Mayor Says So Herself.",
        "Mayor says the old crane must go.",
    ],
)
def test_first_sentence_of_the_body_is_no_headline(first: str) -> None:
    assert recognise_zones(f"{first}\n\n{BODY}") == ()


def test_hard_wrapped_text_has_no_headline() -> None:
    text = "The council met on Monday and spoke for three hours\nabout nothing but cranes. “No,” the mayor said.\n"
    assert recognise_zones(f"{text}\n{BODY}") == ()


@pytest.mark.parametrize(
    "foot",
    [
        "Opinion: ‘The quay that Rossi built’ is rusting",
        "Video: ‘Nobody is coming’",
        "More on this story\n\nHarbour ‘will be late’\n“We pay both sides,” says docker",
        "Read also\nTug in Ghent: “Patience is not a plan”",
        "abc/de (AFP)\n\nHarbour ‘will be late’, council told",
        "© 2024 Port Post | Legal notice\n\nIs the quay ‘too old’?",
    ],
)
def test_pointers_to_other_stories_are_furniture(foot: str) -> None:
    text = f"{BODY}\n{foot}\n"
    quoting = [line for line in foot.split("\n") if any(mark in line for mark in "‘“")]
    assert set(quoting) <= set(words(text, "chrome"))


def test_box_inside_an_article_is_furniture() -> None:
    text = f"{BODY}\nRelated stories\nHarbour ‘will be late’\nQuay “is rusty”\n\n{BODY}"
    assert words(text, "chrome") == ["Related stories", "Harbour ‘will be late’", "Quay “is rusty”"]


@pytest.mark.parametrize(
    "tail",
    [
        "The lamp is out\nThe ferryman sleeps",
        "“Why?”\n\n“Why not?”",
        "More on this story\nThe mayor wept. “No,” she said.",
        "Opinion: the crane stays.",
        "crane | quay | tug\n\nThat was the vote.",
        "Rossi “is tired”",
    ],
)
def test_end_of_the_body_is_no_furniture(tail: str) -> None:
    lines = {line for line in tail.split("\n") if line and line != "More on this story"}
    assert not lines & silent(f"{BODY}\n{tail}\n")


@pytest.mark.parametrize(
    ("line", "agencies"),
    [
        ("(AFP, Meridian)", ("AFP", "Meridian")),
        ("jwb/kl (Meridian)", ("Meridian",)),
        ("(with AFP)", ("AFP",)),
        ("Additional reporting by Meridian", ("Meridian",)),
        ("Reporting by Ida Rossi and AFP", ("AFP",)),
        ("Ida Rossi in Ghent and the Associated Press contributed to this report.", ("AP",)),
    ],
)
def test_sign_off_tells_agencies_by_their_place(line: str, agencies: tuple[str, ...]) -> None:
    text = f"{BODY}\n{line}\n"
    assert words(text, "sign_off") == [line]
    assert article_from_text(text).agencies == agencies


@pytest.mark.parametrize(
    "line",
    [
        "He left. (Laughter)",
        "(Meridian)",
        "Reporting by night is hard",
        "He left (AFP, Ghent)",
        "The mayor and “the crane” contributed to this report.",
    ],
)
def test_brackets_and_thanks_in_prose_are_no_sign_off(line: str) -> None:
    assert words(f"{BODY}\n{line}\n", "sign_off") == []


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("Pictured: the quay at dusk (Meridian)", "Pictured: the quay at dusk", "Meridian"),
        ("The quay at dusk (Ida Rossi/AFP)", "The quay at dusk", "Ida Rossi/AFP"),
    ],
)
def test_owner_in_brackets_is_a_credit(line: str, caption: str, credit: str) -> None:
    text = f"Crane must go\n\n{BODY}\n{line}\n\n{BODY}"
    assert (words(text, "caption"), words(text, "credit")) == ([caption], [credit])
