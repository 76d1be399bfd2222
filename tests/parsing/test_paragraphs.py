"""From an article to parsed paragraphs: what is left out, what is masked, and where every token lies.

Written against en_core_web_sm 3.8.0.
"""

from __future__ import annotations

import itertools

import pytest

from quotetrack.parsing.paragraphs import LONGEST, Paragraph, is_utterance, parse
from quotetrack.records import Article, Span, Zone, ZoneKind
from quotetrack.text.quotation_marks import pair_marks
from tests.builders import find
from tests.extraction.built import build_paragraph

parser = pytest.mark.parser


def parsed(text: str, *zones: Zone) -> tuple[Paragraph, ...]:
    """The paragraphs of a text with zones."""
    return parse(Article(id="a", text=text, zones=zones))


def shown(paragraph: Paragraph) -> str:
    """The words of a Doc, one space between."""
    return " ".join(token.text for token in paragraph.doc)


@parser
def test_an_utterance_stands_as_one_word_with_its_final_punctuation() -> None:
    (paragraph,) = parsed("“We asked for help and nobody came,” Nadia Okoro said.")
    assert shown(paragraph) == "“ Yes , ” Nadia Okoro said ."


@parser
def test_a_fragment_keeps_its_words() -> None:
    (paragraph,) = parsed("Nadia Okoro called it “a joke”.")
    assert shown(paragraph) == "Nadia Okoro called it “ a joke ” ."


@parser
@pytest.mark.parametrize("opening", ["“", '"', "``", "&ldquo;", "«", "„"])
def test_every_opening_mark_is_the_same_to_the_parser(opening: str) -> None:
    (paragraph,) = parsed(f"{opening}We asked for help,” Nadia Okoro said.")
    assert paragraph.doc[0].text == "“"


@parser
def test_an_entity_reads_as_its_sign_and_keeps_its_place() -> None:
    text = "Police at D&eacute;mi &amp; Sons said nothing."
    (paragraph,) = parsed(text)
    token = next(t for t in paragraph.doc if t.text == "Démi")
    assert text[paragraph.starts[token.i] : paragraph.ends[token.i]] == "D&eacute;mi"


@parser
@pytest.mark.parametrize(
    ("entity", "expected"), [("&#01;", "&#01;"), ("&nbsp;", "&nbsp;"), ("&eacute;\ud800", "é\ufffd")]
)
def test_an_entity_never_leaves_an_empty_or_broken_word(entity: str, expected: str) -> None:
    (paragraph,) = parsed(f"Police said {entity} nothing.")
    assert paragraph.doc[2].text == expected


@parser
@pytest.mark.parametrize(
    "kind", ["chrome", "credit", "sign_off", "byline", "date", "url", "outlet", "dateline"]
)
def test_what_is_no_news_is_left_out(kind: ZoneKind) -> None:
    text = "Share this page with friends\n\nPolice said nothing."
    (paragraph,) = parsed(text, Zone(kind, find(text, "Share this page with friends")))
    assert paragraph.span == find(text, "Police said nothing.")


@parser
@pytest.mark.parametrize(
    ("kind", "where"), [("caption", "caption"), ("headline", "headline"), ("heading", "headline")]
)
def test_a_zone_tells_where_a_paragraph_stands(kind: ZoneKind, where: str) -> None:
    text = "Ferry sinks at noon\n\nPolice said nothing."
    assert [p.where for p in parsed(text, Zone(kind, find(text, "Ferry sinks at noon")))] == [where, "body"]


@parser
def test_paragraphs_are_numbered_in_order() -> None:
    assert [p.number for p in parsed("One ferry.\n\nTwo ferries.\n\nThree ferries.")] == [0, 1, 2]


@parser
def test_speech_left_open_goes_on_where_the_next_paragraph_opens_again() -> None:
    first, second = parsed("“The ferry sank.\n\n“Nobody came,” Nadia Okoro said.")
    assert (first.stretches[0].open_ended, first.stretches[0].flags) == (True, ())
    assert not second.stretches[0].open_ended


@parser
def test_speech_left_open_before_a_plain_paragraph_is_a_forgotten_mark() -> None:
    first, _ = parsed("“The ferry sank.\n\nNobody came, Nadia Okoro said.")
    assert first.stretches[0].flags == ("unclosed mark",)


@parser
@pytest.mark.parametrize(
    "text",
    [
        "“It sank,” said Nadia Okoro, “at noon, and ‘nobody’ came.”\n\nPolice  said\tnothing. ",
        "&ldquo;It sank,&rdquo; said D&eacute;mi &amp; Sons.\r\n\r\n''It floats.''",
        '😀 “It sank 😀,” said Zoé\u200b Okoro\u00a0— 6" of snow.',
    ],
)
def test_every_token_knows_its_place(text: str) -> None:
    for paragraph in parsed(text):
        places = list(zip(paragraph.starts, paragraph.ends, strict=True))
        assert len(places) == len(paragraph.doc)
        assert all(paragraph.span.holds(Span(start, end)) and start < end for start, end in places)
        assert all(one[1] <= other[0] for one, other in itertools.pairwise(places))


@parser
def test_a_paragraph_too_long_to_parse_at_once_is_cut_at_white_space() -> None:
    text = "ferry " * (LONGEST // 3)
    parts = parsed(text)
    assert len(parts) > 1
    assert all(p.span.end - p.span.start <= LONGEST for p in parts)
    assert all(p.span.of(text).split()[-1] == "ferry" for p in parts)


@parser
@pytest.mark.parametrize("text", ["", "   \n\n ", "“”", '"' * 5000, "--- *** ---"])
def test_a_text_without_words_has_no_paragraphs(text: str) -> None:
    assert parsed(text) == ()


@parser
def test_with_marks_only_a_paragraph_that_tells_nothing_has_an_empty_doc() -> None:
    text = "Owen Tallis said: “It sank.”\n\nIt rained all day.\n\nThe quay was empty."
    article = Article(id="a", text=text)
    few, all_ = parse(article, marked_only=True), parse(article)
    assert [len(p.doc) > 0 for p in few] == [True, False, False]
    assert [p.span for p in few] == [p.span for p in all_]
    assert shown(few[0]) == shown(all_[0])


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("We asked for help,", True),
        ("Why?", True),
        ("a joke", False),
        ("a joke,", False),
        ("one two three four five six seven eight nine ten eleven twelve", True),
        ("one two three four five six seven eight,", True),
    ],
)
def test_an_utterance_is_told_from_a_fragment(words: str, expected: bool) -> None:
    text = f"“{words}”"
    (stretch,) = pair_marks(text, [Span(0, len(text))])
    assert is_utterance(text, stretch) is expected


# Places, on a paragraph built by hand


def test_tokens_and_spans_lead_to_each_other() -> None:
    text, paragraph = build_paragraph("Okoro NNP nsubj 1\nsaid VBD ROOT 1 say\nnothing NN dobj 1")
    assert paragraph.token_at(text.index("said")) == paragraph.doc[1]
    assert paragraph.token_at(len("Okoro")) == paragraph.doc[1]
    assert paragraph.token_at(len(text)) is None
    assert [t.text for t in paragraph.tokens(find(text, "said nothing"))] == ["said", "nothing"]
    assert paragraph.between(paragraph.doc[0], paragraph.doc[1]) == find(text, "Okoro said")


@parser
def test_a_quotation_goes_on_in_paragraphs_that_no_mark_opens() -> None:
    text = "“The roof came down.\n\nThe horses ran.\n\nNobody called,” she said.\n\nThe barn is gone."
    paragraphs = parsed(text)
    assert [[s.inner.of(text) for s in p.stretches] for p in paragraphs] == [
        ["The roof came down."],
        ["The horses ran."],
        ["Nobody called,"],
        [],
    ]
    assert [s.open_ended for p in paragraphs for s in p.stretches] == [True, True, False]


@parser
@pytest.mark.parametrize(
    "behind", ["She called it “a joke” and left.", "Nobody called.", 'She said "no" to it.']
)
def test_a_mark_left_open_takes_in_no_paragraph_that_no_mark_closes(behind: str) -> None:
    text = f"“The roof came down.\n\nThe horses ran.\n\n{behind}"
    assert parsed(text)[1].stretches == ()


@parser
def test_only_the_paragraphs_that_are_asked_for_are_parsed() -> None:
    text = "The ferry sank.\n\nNobody saw it sink.\n\nIt was late."
    wanted = find(text, "saw")
    paragraphs = parse(Article(id="a", text=text), at=[wanted])
    assert [len(paragraph.doc) > 0 for paragraph in paragraphs] == [False, True, False]
