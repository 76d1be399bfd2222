"""The page of articles: every word of theirs, marked by speaker, readable without colour, and nothing in it acts."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from quotetrack.collection import Collection
from quotetrack.export import page, templating
from quotetrack.export.legible import legible
from quotetrack.export.page import COLOURS, LINES, render_html, write_page
from quotetrack.records import Extraction, Span, Speaker, Zone
from tests.builders import extract, find, harbour, make_article, make_statement, reported, works

from .inert import BIDI
from .poison import PAYLOADS, URLS, poisoned
from .reading import Element, read_html
from .test_injection import any_address, as_it_is, unescaped

STYLE = (Path(page.__file__).parent / "templates" / "page.css").read_text(encoding="utf-8")


def read(*extractions: Extraction, whole: bool = True) -> Element:
    return read_html(render_html(extractions, page=whole).encode("utf-8"))


def of_class(root: Element, *classes: str) -> list[Element]:
    """The elements that have all the classes, in order."""
    return [e for e in root.all() if set(classes) <= set(e.attrs.get("class", "").split())]


def words(element: Element) -> str:
    """The text of an element without the numbers that are ours."""
    parts = (p if isinstance(p, str) else "" if p.tag == "sup" else words(p) for p in element.parts)
    return "".join(parts)


def printed_lines(root: Element) -> list[str]:
    (text,) = of_class(root, "text")
    return [words(line) for line in text.own("p")]


def numbers(root: Element) -> list[str]:
    """What the numbers in the text say, in order."""
    (text,) = of_class(root, "text")
    return [sup.text() for sup in text.all("sup")]


# What it shows


def test_every_word_of_the_article_is_there_as_printed() -> None:
    told = harbour()
    assert printed_lines(read(told)) == [line for line in told.article.text.splitlines() if line.strip()]


def test_contents_cues_and_mentions_are_marked_and_numbered_by_speaker() -> None:
    text = "“We will go,” said Ana Lima. Rui Reis denied that it sank. He said so."
    article = make_article(text)
    lima = make_statement(
        article, "We will go,", mention="Ana Lima", quote={"cue": (Span(14, 18),)}, confidence=0.93
    )
    reis = make_statement(
        article, "it sank", by="Rui Reis", mention="Rui Reis", kind="indirect", stance="denied"
    )
    root = read(extract(article, lima, reis))
    content = list(of_class(root, "text")[0].all("mark"))
    assert [words(mark) for mark in content] == ["We will go,", "it sank"]
    assert numbers(root) == ["1", "1", "1", "2", "2 denied"]
    assert [words(cue) for cue in of_class(root, "cue", "h0")] == ["said"]
    assert [words(mention) for mention in of_class(root, "mention", "h0")] == ["Ana Lima", "Rui Reis"]
    assert [mark.attrs["title"] for mark in content] == [
        "Ana Lima · direct · said · confidence 0.93",
        "Rui Reis · indirect · denied · confidence 0.90",
    ]


def test_the_legend_tells_number_name_kind_and_count() -> None:
    (table,) = read(harbour()).all("table")
    rows = [[cell.text() for cell in row.own("td")] for row in table.one("tbody").own("tr")]
    assert [[" ".join(cell.split()) for cell in row] for row in rows] == [
        ["1", "Ana Lima the mayor of Porto Novo", "person", "2 (1 direct, 1 indirect)"],
        ["2", "Boris Petrov", "person", "1 (1 indirect)"],
    ]


def test_who_is_not_named_or_not_known_is_shown_as_that() -> None:
    text = "“It burns,” an official said. “It is out,” said one. “Help,” it was heard."
    article = make_article(text)
    official = Speaker(None, "anonymous")
    told = extract(
        article,
        make_statement(article, "It burns,", speaker=official, mention="an official"),
        make_statement(article, "It is out,", by=None, mention="one", confidence=0.1),
        make_statement(article, "Help,", by=None),
    )
    root = read(told)
    names = [bdi.text() for row in root.one("tbody").own("tr") for bdi in row.own("td")[1].all("bdi")]
    assert names == ["an official (not named)", "speaker unknown"]
    assert [sup.text() for sup in root.one("table").all("sup")] == ["1", "?"]
    assert numbers(root) == ["1", "1", "?", "?", "?"]


def test_a_guess_has_a_question_mark_behind_its_number() -> None:
    article = make_article("“It burns,” Ana Lima said.")
    for sure, shown in ((0.49, "1?"), (0.5, "1")):
        assert numbers(read(extract(article, make_statement(article, "It burns,", confidence=sure)))) == [
            shown
        ]
    asked = make_statement(article, "It burns,", confidence=0.2, stance="asked")
    assert numbers(read(extract(article, asked))) == ["1? asked"]


def test_a_quotation_inside_another_lies_inside_its_mark() -> None:
    text = "“He said ‘no’ to us,” said Ana Lima."
    article = make_article(text)
    outer = make_statement(article, "He said ‘no’ to us,", quote={"proposition": (Span(0, len(text)),)})
    inner = make_statement(article, "no", by="Rui Reis", quote={"cue": (find(text, "He said"),)})
    (text_of,) = of_class(read(extract(article, outer, inner)), "text")
    around, within = text_of.all("mark")
    assert [words(mark) for mark in around.all("mark")] == [words(within)] == ["no"]
    assert [words(report) for report in of_class(text_of, "report", "h2")] == [text]
    assert "h1" in around.attrs["class"].split()


def test_numbers_of_marks_that_end_together_are_told_apart() -> None:
    text = "Police, said Ana Lima, said: “It burns.”"
    article = make_article(text)
    by = [
        make_statement(article, "It burns.", by=name, mention="Ana Lima") for name in ("Ana Lima", "Rui Reis")
    ]
    cue = make_statement(article, "It burns.", quote={"cue": (find(text, "said Ana Lima"),)})
    assert numbers(read(extract(article, *by, cue)))[:1] == ["2,1"]


def test_a_mark_over_two_paragraphs_is_marked_and_numbered_in_both() -> None:
    text = "“We go.\n\n“We stay,” said Ana Lima."
    article = make_article(text)
    told = make_statement(article, "We go.\n\n“We stay,", stance="asked")
    root = read(extract(article, told))
    assert [words(mark) for mark in of_class(root, "text")[0].all("mark")] == ["We go.", "“We stay,"]
    assert numbers(root) == ["1 asked", "1 asked"]
    assert [p.attrs["class"] for p in of_class(root, "text")[0].own("p")] == ["body", "body apart"]


def test_zones_look_otherwise_than_body_text() -> None:
    found = Zone("headline", find(harbour().article.text, "Harbour bridge to reopen"))
    told = harbour()
    root = read(replace(told, article=replace(told.article, zones=(found,))))
    assert [p.attrs["class"] for p in of_class(root, "text")[0].own("p")][:2] == ["headline", "body apart"]


def test_each_article_is_a_section_and_a_list_leads_to_them() -> None:
    root = read(harbour(), works(), harbour(id="again"))
    sections = [section.attrs["id"] for section in root.all("article")]
    assert sections == ["article-1", "article-2", "article-3"]
    assert [link.attrs["href"] for link in root.one("nav").all("a")] == [f"#{name}" for name in sections]
    assert list(read(harbour()).all("nav")) == []


def test_nothing_found_and_no_articles_are_told() -> None:
    root = read(works())
    assert "0 quotations" in root.text()
    assert list(root.all("table")) == []
    assert "No articles." in read().text()


def test_a_piece_for_a_notebook_is_no_document_and_styles_nothing_else() -> None:
    root = read(harbour(), whole=False)
    (only,) = [part for part in root.parts if isinstance(part, Element)]
    assert (only.tag, only.attrs["class"]) == ("div", "quotetrack piece")
    assert not [element for element in root.all() if "id" in element.attrs]
    rules = re.findall(r"^\s*([^@{}\n][^{}\n]*) \{", re.sub(r"[\w-]+:[^;{}]*;", "", STYLE), re.MULTILINE)
    assert len(rules) > 40
    assert [one for rule in rules for one in rule.split(", ") if not one.startswith(".quotetrack")] == []


def test_a_notebook_shows_the_piece() -> None:
    assert harbour()._repr_html_() == render_html(harbour(), page=False)


@pytest.mark.parser
def test_the_fixtures_are_shown_whole(fixture_articles: Collection) -> None:
    """Every article that has quotations, with every word and every quotation."""
    by_article: dict[str, Extraction] = {}
    for one in fixture_articles.quotes():
        told = by_article.setdefault(one.article.id, Extraction(article=one.article, statements=()))
        by_article[one.article.id] = replace(told, statements=(*told.statements, one.statement))
    assert len(by_article) == 16
    for told in by_article.values():
        root = read(told)
        lines = [line for line in told.article.text.split("\n") if line.strip()]
        assert printed_lines(root) == [legible(line) for line in lines]
        assert len(root.one("ol").own("li")) == len(told.statements)
        marked = "".join(words(mark) for mark in of_class(root, "text")[0].all("mark"))
        assert all(
            "".join(span.of(told.article.text).split("\n")) in marked
            for statement in told.statements
            for span in statement.quote.content
            if "\n" not in span.of(told.article.text)
        )


def test_it_is_written_article_by_article() -> None:
    """A page of many articles needs no more memory than its longest."""
    out, sizes = io.BytesIO(), []

    def coming() -> Iterator[Extraction]:
        for number in range(3):
            sizes.append(out.tell())
            yield harbour(id=f"h{number}")

    assert write_page(coming(), out) == 3
    assert sizes == sorted(set(sizes))
    assert out.getvalue().decode() == render_html(harbour(id=f"h{n}") for n in range(3))


# Colours


def rgb(colour: str) -> list[float]:
    """The three parts of "#rrggbb", linear, from 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG, 1 to 21."""
    light = [sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), rgb(c), strict=True)) for c in (one, other)]
    return (max(light) + 0.05) / (min(light) + 0.05)


def lab(colour: list[float]) -> list[float]:
    """The colour in CIELAB (D65)."""
    matrix = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.95047, 1.0, 1.08883)
    xyz = [
        max(sum(m * c for m, c in zip(row, colour, strict=True)), 0.0) / w
        for row, w in zip(matrix, white, strict=True)
    ]
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in xyz)
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)]


SEEN_BY = {
    "all": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "no red": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no green": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.01182, 0.04294, 0.968881),
    ),
    "no blue": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.3039),
    ),
}
"""What becomes of a colour in eyes that lack a receptor: the matrices of Machado, Oliveira and Fernandes (2009)."""
SCREEN = STYLE.partition("@media print")[0]
THEMES = [
    dict(re.findall(r"--(\w+): (#\w{6});", theme)) for theme in SCREEN.split("prefers-color-scheme")[:2]
]


@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark"])
def test_colours_stand_out_and_differ_for_all_readers(theme: dict[str, str]) -> None:
    colours = [theme[f"c{number}"] for number in range(COLOURS)]
    on = theme.get("on", "#ffffff")
    for colour in colours:
        assert contrast(colour, theme["card"]) >= 4.5
        assert contrast(colour, on) >= 4.5
    for matrix in SEEN_BY.values():
        seen = [
            lab([sum(m * c for m, c in zip(row, rgb(colour), strict=True)) for row in matrix])
            for colour in colours
        ]
        for place, one in enumerate(seen):
            for other in seen[:place]:
                assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 >= 12


def test_colour_and_line_together_tell_24_speakers_apart() -> None:
    looks = [page._look(place) for place in range(COLOURS * LINES)]
    assert len(set(looks)) == COLOURS * LINES
    for part in {part for look in looks for part in look.split()}:
        assert f".quotetrack .{part} {{" in STYLE


def test_the_list_has_whole_reports_with_the_words_set_off() -> None:
    printed = reported()
    root = read(extract(printed.article, printed.statement))
    (listed,) = of_class(root, "whole-report")
    assert listed.text() == printed.report
    assert [words.text() for words in listed.all("strong")] == ["a bathtub with a flag", "at best"]


# Hostile text

TAGS = {element.tag for whole in (True, False) for element in read(harbour(), works(), whole=whole).all()}
ATTRIBUTES = {
    "charset",
    "class",
    "content",
    "dir",
    "href",
    "http-equiv",
    "id",
    "lang",
    "name",
    "rel",
    "scope",
    "title",
}


def poisoned_extraction(words: str, url: str = "") -> Extraction:
    told = poisoned(words, url)
    return Extraction(article=told.article, statements=(told.statement,), versions=((words, words),))


def check(*extractions: Extraction, whole: bool = True) -> None:
    """Only our own elements, attributes and style; links lead to the web or into the page; nothing is reordered."""
    source = render_html(extractions, page=whole)
    root = read_html(source.encode("utf-8"))
    for element in root.all():
        assert element.tag in TAGS | {"i", "b", "mark", "span", "strong"}, element.tag
        assert set(element.attrs) <= ATTRIBUTES, element.attrs
        assert element.attrs.get("href", "#").lower().startswith(("#", "https://", "http://"))
        assert re.fullmatch(r"[\w -]*", element.attrs.get("class", ""))
    clean = read(harbour(), whole=whole)
    assert [style.text() for style in root.all("style")] == [style.text() for style in clean.all("style")]
    assert [meta.attrs for meta in root.all("meta")] == [meta.attrs for meta in clean.all("meta")]
    assert not BIDI & set(source)


@pytest.mark.parametrize("whole", [True, False])
def test_nothing_acts_whatever_the_words_and_addresses(whole: bool) -> None:
    told = [*map(poisoned_extraction, PAYLOADS), *(poisoned_extraction("x", url) for url in URLS)]
    check(*told, whole=whole)
    for one in told:
        check(one, whole=whole)


@pytest.mark.parametrize("text", PAYLOADS)
def test_hostile_words_are_shown_as_words(text: str) -> None:
    told = poisoned_extraction(text)
    lines = [line.removesuffix("\r") for line in told.article.text.split("\n") if line.strip()]
    assert printed_lines(read(told)) == [legible(line) for line in lines]


@pytest.mark.parametrize(
    ("module", "name", "broken"),
    [
        (page, "environment", unescaped),
        (page, "web_address", any_address),
        (templating, "legible", as_it_is),
    ],
)
def test_the_check_fails_if_the_page_does_not_guard(
    monkeypatch: pytest.MonkeyPatch, module: object, name: str, broken: object
) -> None:
    monkeypatch.setattr(module, name, broken)
    with pytest.raises((AssertionError, UnicodeError)):
        check(*map(poisoned_extraction, PAYLOADS), *(poisoned_extraction("x", url) for url in URLS))


def test_many_marks_on_one_stretch_take_time_in_proportion() -> None:
    """Marks upon marks neither overflow the stack nor take long."""
    text = "a" * 400
    article = make_article(text)
    base = make_statement(make_article("x"), "x")
    told = [replace(base, quote=replace(base.quote, content=(Span(n, 400 - n),))) for n in range(199)]
    assert printed_lines(read(extract(article, *told))) == [text]
