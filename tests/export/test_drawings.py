"""Pictures: well formed whatever an article prints, each kind of step with a shape of its own, nothing that loads."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from lxml import etree

from quotetrack.export import write
from quotetrack.export.bars_drawing import MOST_BARS, write_bars
from quotetrack.export.drawn_text import width_of, wrapped
from quotetrack.export.positions_drawing import MOST_DRAWN, STEP_SHAPES, write_positions
from quotetrack.export.sheet import Sheet
from quotetrack.export.step_words import STEP_WORDS
from quotetrack.records import STEP_KINDS, Period, Positions, Printed, Step, StepKind
from tests.positions.saying import said

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</text><script>alert(1)</script> & \x00\x1b[31m \ud800 \u202eback ]]> <!-- "


def step(what: StepKind, day: str | None, words: str, **fields: str) -> Step:
    printed = said(day, words, **fields)  # type: ignore[arg-type]
    return Step(what=what, printed=printed, day=day, reason="why", earlier=None)


def drawn(*steps: Step, speaker: str = "Ana Lima", about: str = "the ferry", left_out: int = 0) -> str:
    out = io.BytesIO()
    positions = Positions(speaker=speaker, about=about, read_as="", steps=steps, left_out=left_out)
    assert write_positions(positions, out) == len(steps)
    return out.getvalue().decode("utf-8")


def parsed(svg: str) -> etree._Element:
    return etree.fromstring(svg.encode("utf-8"), etree.XMLParser(resolve_entities=False, no_network=True))


def every_kind() -> list[Step]:
    return [step(kind, f"2024-03-{n:02}", f"the ferry is {kind} now") for n, kind in enumerate(STEP_KINDS, 1)]


def test_each_kind_has_its_name_and_no_two_that_stand_together_one_mark() -> None:
    root = parsed(drawn(*every_kind()))
    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert [text for text in texts if text in STEP_WORDS.values()] == list(STEP_WORDS.values())
    fine = [STEP_SHAPES[kind] for kind in STEP_KINDS if kind != "said_again"]  # stands for "repeated"
    assert len(set(fine)) == len(fine)


def test_steps_stand_in_order_with_days_outlets_and_words() -> None:
    first = step("first_said", "2024-03-01", "the ferry may stop")
    later = replace(
        step("hardened", "2024-03-09", "the ferry will stop"), earlier=first.printed, reason="“may” is “will”"
    )
    root = parsed(drawn(first, later))
    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert texts == [
        *("What Ana Lima said about the ferry", "1 March 2024", "9 March 2024"),
        *("first said", "printed on 1 March 2024 · Harbour Post", "the ferry may stop"),
        *("hardened", "printed on 9 March 2024 · Harbour Post", "the ferry will stop", "“may” is “will”"),
    ]
    down = [float(text.get("y")) for text in root.iter(f"{SVG}text")]
    assert down[3:] == sorted(down[3:])
    assert float(root.get("viewBox").split()[3]) > down[-1]


def test_marks_stand_along_the_axis_by_their_days() -> None:
    root = parsed(drawn(*(step("repeated", f"2024-03-{day:02}", "the ferry") for day in (1, 2, 11))))
    axis = [g.get("transform") for g in root.findall(f"{SVG}g") if g.get("transform")]
    places = [float(place.removeprefix("translate(").split()[0]) for place in axis]
    assert places == [20.0, 64.0, 460.0]


def test_it_has_a_title_and_a_description_for_who_does_not_see_it() -> None:
    root = parsed(drawn(step("first_said", "2024-03-01", "the ferry is late")))
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert desc.text == "1 step by day: 1 first said."
    assert [t.text for t in root.iter(f"{SVG}title")][-1].endswith("the ferry is late")


@pytest.mark.parametrize("place", ["words", "name", "about", "outlet", "reason"])
def test_what_an_article_prints_is_only_text(place: str) -> None:
    words = HOSTILE if place == "words" else "the ferry is late"
    outlet = HOSTILE if place == "outlet" else "Harbour Post"
    one = step("denied", "2024-03-01", words, outlet=outlet)
    if place == "reason":
        one = replace(one, reason=HOSTILE, earlier=one.printed)
    svg = drawn(
        one,
        speaker=HOSTILE if place == "name" else "Ana Lima",
        about=HOSTILE if place == "about" else "the ferry",
    )
    root = parsed(svg)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        *("svg", "title", "desc", "style", "text", "path", "g", "a")
    }
    assert "\x1b" not in svg
    assert "\u202e" not in svg
    assert any("<script>" in (element.text or "") for element in root.iter())


def test_nothing_is_loaded_and_nothing_runs() -> None:
    svg = drawn(*every_kind())
    for word in ("<script", "javascript:", "<image", "<use", "@import", "url(", "onload", "<foreignObject"):
        assert word not in svg


def test_only_addresses_of_the_web_are_links() -> None:
    one = step("first_said", "2024-03-01", "the ferry is late")
    for url, links in (("https://harbour.example/a", 1), ("javascript:alert(1)", 0), (None, 0)):
        article = replace(one.printed.article, url=url)
        printed = Printed(article=article, statement=one.printed.statement)
        root = parsed(drawn(replace(one, printed=printed)))
        assert len([a for a in root.iter(f"{SVG}a") if a.get("href") == url]) == links


def test_what_is_left_out_is_told() -> None:
    steps = [step("said_otherwise", "2024-03-01", f"ferry {number}") for number in range(MOST_DRAWN + 5)]
    positions = Positions(speaker="Ana Lima", about="ferry", read_as="", steps=tuple(steps))
    kept = positions.at_most(MOST_DRAWN)
    assert (len(kept.steps), kept.left_out) == (MOST_DRAWN, 5)
    assert "5 more steps are not drawn." in drawn(*kept.steps, left_out=kept.left_out)


def test_what_tells_most_is_kept() -> None:
    kinds: tuple[StepKind, ...] = ("first_said", "said_otherwise", "reversed", "declined", "said_otherwise")
    steps = tuple(step(kind, f"2024-03-{n:02}", f"ferry {n}") for n, kind in enumerate(kinds, 1))
    kept = Positions(speaker="Ana Lima", about="ferry", read_as="", steps=steps).at_most(3)
    assert [one.what for one in kept.steps] == ["first_said", "reversed", "said_otherwise"]
    assert kept.steps[-1] == steps[-1]


def test_without_steps_or_days_there_is_no_axis() -> None:
    assert parsed(drawn()) is not None
    root = parsed(drawn(step("said_otherwise", None, "the ferry is late")))
    assert not [g for g in root.findall(f"{SVG}g") if g.get("transform")]


def test_lines_are_broken_and_bounded() -> None:
    assert wrapped("one two three", 4.0, most=5) == ["one", "two", "three"]
    assert wrapped("", 10.0, most=2) == []
    lines = wrapped("x" * 10_000, 20.0, most=4)
    assert len(lines) == 4
    assert lines[-1].endswith(" …")
    assert all(width_of(line) <= 22.0 for line in lines)


def test_bars_have_their_numbers_and_no_more_than_fit() -> None:
    periods = [Period(f"2024-{n:03}", n) for n in range(1, MOST_BARS + 3)]
    out = io.BytesIO()
    assert write_bars(periods, "day", HOSTILE, out) == MOST_BARS
    root = parsed(out.getvalue().decode("utf-8"))
    bars = list(root.iter(f"{SVG}rect"))
    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert len(bars) == MOST_BARS
    assert {"3", str(MOST_BARS + 2), "2024-003"} <= set(texts)
    assert "2024-002" not in texts
    assert texts[-1] == "2 earlier days are not drawn."
    wide = [float(bar.get("width")) for bar in bars]
    assert wide == sorted(wide)
    assert max(wide) + float(bars[0].get("x")) < 480


def test_a_page_draws_what_one_speaker_said_and_leads_to_its_cards() -> None:
    steps = (
        step("first_said", "2024-03-01", "the ferry is late"),
        step("denied", "2024-03-02", "it is late"),
    )
    positions = Positions(speaker="Ana Lima", about="ferry", read_as="", steps=steps)
    out = io.BytesIO()
    printed = [one.printed for one in steps]
    write(Sheet(printed=printed, positions=lambda: positions), "html", out)
    page = out.getvalue().decode("utf-8")
    for one in printed:
        assert f'<a href="#q-{one.id}"><text' in page
        assert f'id="q-{one.id}"' in page
    alone = io.BytesIO()
    write(Sheet(printed=printed, positions=lambda: positions.at_most(1)), "html", alone)
    assert b"<svg" not in alone.getvalue()
