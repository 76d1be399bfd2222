"""Records of parliaments in XML → an `Article` for each debate: who speaks, in which office, in which column, when.

Three families: that of TheyWorkForYou and parlparse (`<publicwhip>`), those of Canada and Australia (`<hansard>`), and
Akoma Ntoso. A file that holds several debates, as a sitting does, gives an article for each, as people cite the debate.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quotetrack.errors import ReadError
from quotetrack.readers.input import Input
from quotetrack.readers.spoken.sittings import akoma_ntoso_debates, sitting_debates
from quotetrack.readers.spoken.speeches import Debate, Speech, debate_article, first_iso_day
from quotetrack.readers.xml_trees import attribute_named, children_named, local_name, parse_xml, xml_words
from quotetrack.records import Article, Failure

_DEBATE_HEADINGS = ("major-heading", "oral-heading")
_HEADINGS = ("minor-heading", "heading", "ghead", "chair-heading")


def hansard_articles(input: Input) -> Iterator[Article | Failure]:
    """Yield an article for each debate in which somebody speaks, in order. ReadError if the input is of none of the
    families, or nobody speaks in it."""
    root = parse_xml(input.whole(), what="a parliament's record in XML")
    name = local_name(root)
    if name == "publicwhip":
        debates = list(_public_whip(root))
    elif name in ("akomantoso", "debate"):
        debates = list(akoma_ntoso_debates(root))
    elif name == "hansard":
        debates = list(sitting_debates(root))
    else:
        raise ReadError(
            f"its root is <{name[:40]}>; <publicwhip>, <hansard> or <akomaNtoso> is expected for a parliament's record"
        )
    spoken = [debate for debate in debates if debate.is_spoken]
    if not spoken:
        raise ReadError("nobody speaks in this record; give one that holds speeches")
    for number, debate in enumerate(spoken, start=1):
        yield debate_article(debate, input, number=number if len(spoken) > 1 else None)


def _public_whip(root: Any) -> Iterator[Debate]:
    """Yield the debates of a sitting: a new one with each major heading behind which anybody has spoken."""
    debate = Debate()
    for node in root:
        name = local_name(node)
        told = attribute_named(node, "id")
        if name in _DEBATE_HEADINGS and debate.speeches:
            yield debate
            debate = Debate()
        debate.day = debate.day or first_iso_day([told.rpartition("/")[2]])
        if name in _DEBATE_HEADINGS:
            debate.title = xml_words(node)
            debate.url = attribute_named(node, "url") or None
        elif name in _HEADINGS:
            debate.speeches.append(Speech(paragraphs=[xml_words(node)], heading=True))
        elif name == "speech":
            debate.speeches.append(_speech(node))
        elif name == "division":
            debate.speeches.append(Speech(paragraphs=["[The House divided.]"]))
    yield debate


def _speech(node: Any) -> Speech:
    paragraphs = [
        xml_words(child) for child in children_named(node, "p", "quote", "ul", "ol", "table", "blockquote")
    ]
    if not paragraphs:
        paragraphs = [xml_words(node)]
    is_nobodys = attribute_named(node, "nospeaker").casefold() == "true"
    column = attribute_named(node, "colnum")
    return Speech(
        speaker="" if is_nobodys else attribute_named(node, "speakername", "speaker"),
        office=attribute_named(node, "speakeroffice", "office"),
        paragraphs=[words for words in paragraphs if words],
        column=column,
        time=attribute_named(node, "time"),
    )
