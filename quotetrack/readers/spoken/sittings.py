"""Sittings as Canada and Australia mark them up, and debates in Akoma Ntoso: trees of headings and speeches."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from quotetrack.readers.spoken.speeches import Debate, Speech, first_iso_day
from quotetrack.readers.xml_trees import (
    attribute_named,
    children_named,
    first_named,
    local_name,
    nodes_named,
    xml_words,
)

_SUBJECTS = ("subjectofbusiness", "debate", "subdebate.1")
_TITLES = ("subjectofbusinesstitle", "orderofbusinesstitle", "catchline", "subjectofbusinessqualifier")
_SPOKEN = ("intervention", "speech", "question", "answer", "interjection", "continue")
_PARAGRAPHS = ("paratext", "para", "p", "quote", "quotepara")
_OWN_LINES = ("proceduraltext", "division", "vote", "adjournment", "business.start")
_OFFICE = re.compile(r"\(([^()]{2,100})\)")
_DAY_NAMES = ("metadatenumyear", "metadatenummonth", "metadatenumday")


def sitting_debates(root: Any) -> Iterator[Debate]:
    """Yield the debates of a sitting, one for each subject of business (Canada) or debate (Australia); the whole file
    is one if it names none."""
    day, chamber = _sitting_day(root), _chamber(root)
    subjects = list(nodes_named(root, "subjectofbusiness")) or [
        node
        for node in nodes_named(root, "debate", "petition.group")
        if local_name(node.getparent()) != "debate"
    ]
    for node in subjects or [root]:
        debate = Debate(day=day, chamber=chamber)
        info = first_named(node, "debateinfo")
        debate.title = xml_words(first_named(node, *_TITLES) if info is None else first_named(info, "title"))
        _walk(node, debate)
        yield debate


def _sitting_day(root: Any) -> str | None:
    parts = {
        attribute_named(node, "name").casefold(): xml_words(node)
        for node in nodes_named(root, "extracteditem")
    }
    numbers = [parts.get(name, "") for name in _DAY_NAMES]
    if all(part.isdigit() and len(part) <= 4 for part in numbers):
        return f"{int(numbers[0]):04d}-{int(numbers[1]):02d}-{int(numbers[2]):02d}"
    header = first_named(root, "session.header")
    return first_iso_day([xml_words(first_named(header, "date")), attribute_named(root, "date")])


def _chamber(root: Any) -> str | None:
    header = first_named(root, "session.header")
    institution = next(
        (
            n
            for n in nodes_named(root, "extracteditem")
            if attribute_named(n, "name").casefold() == "institution"
        ),
        None,
    )
    return xml_words(first_named(header, "chamber")) or xml_words(institution) or None


def _walk(subject: Any, debate: Debate) -> None:
    """Add what is said under a subject, in document order; what stands inside a speech is part of it, but for what
    another says there."""
    clock = ""
    waiting: list[Any] = list(reversed(subject))
    while waiting:
        node = waiting.pop()
        name = local_name(node)
        if name == "timestamp":
            clock = f"{attribute_named(node, 'hr')}:{attribute_named(node, 'mn').zfill(2)}"
        elif name in _SPOKEN:
            speech = _speech_in(node, clock)
            debate.speeches.append(speech)
            clock = speech.time or clock
            waiting += reversed(list(_others(node)))
        elif name == "subdebateinfo":
            debate.speeches.append(Speech(paragraphs=[xml_words(first_named(node, "title"))], heading=True))
        elif name in _OWN_LINES:
            debate.speeches.append(Speech(paragraphs=[xml_words(node)]))
        elif name not in _TITLES and name != "debateinfo":
            waiting += reversed(node)


def _others(speech: Any) -> Iterator[Any]:
    """Yield what others say inside a speech, and what its speaker goes on with, outermost first."""
    waiting: list[Any] = list(reversed(speech))
    while waiting:
        node = waiting.pop()
        if local_name(node) in _SPOKEN:
            yield node
        else:
            waiting += reversed(node)


def _speech_in(node: Any, clock: str) -> Speech:
    talker = first_named(node, "talker")
    affiliation = first_named(first_named(node, "personspeaking"), "affiliation")
    stamp = xml_words(first_named(talker, "time.stamp")) if talker is not None else ""
    speech = Speech(paragraphs=list(_own_paragraphs(node)), time=stamp or clock)
    if talker is not None:
        names = {attribute_named(n, "role"): xml_words(n) for n in nodes_named(talker, "name")}
        speech.speaker = _turned(names.get("metadata") or next(iter(names.values()), ""))
        speech.office = xml_words(first_named(talker, "role"))
        speech.column = xml_words(first_named(talker, "page.no"))
    else:
        speech.speaker = xml_words(affiliation) or xml_words(first_named(node, "personspeaking"))
    return speech


def _own_paragraphs(speech: Any) -> Iterator[str]:
    """Yield the paragraphs of a speech that no other speech inside it holds."""
    waiting: list[Any] = list(reversed(speech))
    while waiting:
        node = waiting.pop()
        name = local_name(node)
        if name in _PARAGRAPHS:
            if words := xml_words(node):
                yield words
        elif name not in _SPOKEN:
            waiting += reversed(node)


def _turned(name: str) -> str:
    """Return a name in the order in which it is spoken: "Okoro, Nadia MP" → "Nadia Okoro"."""
    family, comma, rest = name.partition(",")
    words = [word for word in rest.split() if word not in ("MP", "Sen", "Hon", "Dr", "AM", "AO")]
    return " ".join([*words, family.strip()]) if comma and words else name


def akoma_ntoso_debates(root: Any) -> Iterator[Debate]:
    """Yield the debates of a document in Akoma Ntoso: one for each section with a heading that stands in no other, or
    the whole."""
    people = _references(root, "tlcperson")
    offices = _references(root, "tlcrole")
    title = xml_words(first_named(root, "doctitle"))
    work = first_named(root, "frbrwork")
    day = first_iso_day(
        [attribute_named(n, "date") for n in (nodes_named(work, "frbrdate") if work is not None else ())]
    )
    body = first_named(root, "debatebody")
    body = root if body is None else body
    sections = [
        node
        for node in children_named(body, "debatesection")
        if next(children_named(node, "heading"), None) is not None
    ]
    for node in sections if len(sections) > 1 else [body]:
        heading = next(nodes_named(node, "heading"), None)
        debate = Debate(title=xml_words(heading) or title, day=day)
        _walk_akoma(node, debate, people, offices, heading)
        yield debate


def _references(root: Any, name: str) -> Mapping[str, str]:
    """Map the ids of people or roles to what they are shown as."""
    return {
        attribute_named(node, "eid", "id"): attribute_named(node, "showas")
        for node in nodes_named(root, name)
    }


def _walk_akoma(
    section: Any, debate: Debate, people: Mapping[str, str], offices: Mapping[str, str], title: Any | None
) -> None:
    waiting: list[Any] = list(reversed(section))
    clock = ""
    while waiting:
        node = waiting.pop()
        name = local_name(node)
        if name in ("speech", "question", "answer"):
            debate.speeches.append(_akoma_speech(node, people, offices, clock))
        elif name in ("heading", "subheading"):
            if node is not title:
                debate.speeches.append(Speech(paragraphs=[xml_words(node)], heading=True))
        elif name in ("narrative", "scene", "summary", "other"):
            moment = first_named(node, "recordedtime")
            clock = attribute_named(moment, "time") or clock
            debate.speeches.append(Speech(paragraphs=[xml_words(node)]))
        else:
            waiting += reversed(node)


def _akoma_speech(node: Any, people: Mapping[str, str], offices: Mapping[str, str], clock: str) -> Speech:
    printed = xml_words(next(children_named(node, "from"), None)).rstrip(": ")
    name = people.get(attribute_named(node, "by").lstrip("#"), "")
    office = offices.get(attribute_named(node, "as").lstrip("#"), "")
    named = _OFFICE.search(printed)
    if not name and printed:
        name, office = printed, "" if named else office
    return Speech(
        speaker=name,
        office=office or _office_printed(printed, name),
        paragraphs=[words for child in node if local_name(child) != "from" and (words := xml_words(child))],
        time=attribute_named(node, "starttime") or clock,
    )


def _office_printed(printed: str, name: str) -> str:
    """Return the office that the line before a speech gives beside the name: "The Minister for Ports (Nadia Okoro)"."""
    match = _OFFICE.search(printed)
    if match is None or not name or name == printed:
        return ""
    outer, inner = printed[: match.start()].strip(), match[1].strip()
    if inner.casefold() in (name.casefold(), name.split()[-1].casefold()):
        return outer.removeprefix("The ").strip()
    return inner if outer and outer.split()[-1].casefold() == name.split()[-1].casefold() else ""
