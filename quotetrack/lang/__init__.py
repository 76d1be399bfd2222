"""The word lists of a language: cues by stance, offices and kinship, bodies and documents, first names.

A language is a folder of JSON files, each of which says where its words come from.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language, all lower case; verbs as lemmas.

    `cues` are verbs that can report speech; of these `weak` ones do so only beside a quotation that the grammar ties
    to them, `inverted` ones may stand before their subject ("said Lavrov"), `reporting` ones take a reported clause,
    `telling` ones an object that is the hearer, `naming` ones "X as Y", and `thought` ones report no speech at all;
    `private` ones (Quirk et al. 1985, 16.31) tell of what goes on in a head, `attitudes` (words of any part of speech)
    are cues that do, `phrasal` ones are cues with their
    particle ("shot back"), `appears` are verbs of an occasion to speak. `agents` speak for others ("a spokesman for"),
    `ranks` are offices that a person in focus may be called by, `bodies` the same for organisations. `offices` gives
    for a word of an office all that may stand for it, `announced` for a word before a mark what stands in the marks
    ("sign", "motto", "title"). `numbers` and `multiples` give what number words amount to, `units` what numbers measure
    in. `mastheads` are last words of newspapers' names. `confidence` holds the weights of `quotetrack.confidence`,
    `report_forms` finds a report that begins inside an unclosed quotation.
    """

    cues: frozenset[str]
    weak: frozenset[str]
    inverted: frozenset[str]
    reporting: frozenset[str]
    telling: frozenset[str]
    naming: frozenset[str]
    thought: frozenset[str]
    denied: frozenset[str]
    declined: frozenset[str]
    asked: frozenset[str]
    private: frozenset[str]
    attitudes: frozenset[str]
    phrasal: dict[str, str]
    cue_nouns: frozenset[str]
    titles: frozenset[str]
    people: frozenset[str]
    kinship: frozenset[str]
    agents: frozenset[str]
    ranks: frozenset[str]
    bodies: frozenset[str]
    offices: dict[str, frozenset[str]]
    male: frozenset[str]
    female: frozenset[str]
    male_names: frozenset[str]
    female_names: frozenset[str]
    outlets: frozenset[str]
    mastheads: frozenset[str]
    documents: frozenset[str]
    organisations: frozenset[str]
    groups: frozenset[str]
    report_forms: re.Pattern[str]
    announced: dict[str, str]
    imagines: frozenset[str]
    appears: frozenset[str]
    works: frozenset[str]
    calls: frozenset[str]
    small: frozenset[str]
    future: frozenset[str]
    expected: frozenset[str]
    occasions: frozenset[str]
    channels: frozenset[str]
    ideas: frozenset[str]
    raises: frozenset[str]
    figures: frozenset[str]
    afterthought: frozenset[str]
    particles: frozenset[str]
    calendar: frozenset[str]
    answers: frozenset[str]
    languages: frozenset[str]
    numbers: dict[str, float]
    multiples: dict[str, float]
    units: frozenset[str]
    confidence: dict[str, dict[str, float]]


WEIGHED = ("words", "speaker", "words, model", "speaker, model", "name")
"""The parts of `confidence.json` that are weights; the rest says where they come from."""


def _words(language: str, file: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(files(__name__).joinpath(language, file).read_text(encoding="utf-8"))
    return data


def _report_forms(forms: list[str]) -> re.Pattern[str]:
    """A comma and a report behind it: "said Hernán Duarte", "she replied"."""
    verbs = "|".join(forms)
    who = r"(?:[^\W\d_a-z]\w*|the|a|an|his|her|its|their|he|she|they)"
    return re.compile(rf",(?=\s+(?:(?:{verbs})\s+{who}\b|(?:he|she|they|it)\s+(?:{verbs})\b))")


def _offices(synonyms: list[str], abbreviations: dict[str, str]) -> dict[str, frozenset[str]]:
    """For each word of an office all words that may stand for it, abbreviations among them."""
    sets = {word: set(group.split()) for group in synonyms for word in group.split()}
    for short, full in abbreviations.items():
        group = sets.setdefault(full, {full})
        group.add(short)
        for word in [*group]:
            sets[word] = group
    return {word: frozenset(group) for word, group in sets.items()}


@cache
def load_lexicon(language: str = "en") -> Lexicon:
    """The word lists of `language`; read once. KeyError or FileNotFoundError mean a broken installation."""
    cues = _words(language, "cues.json")
    roles = _words(language, "roles.json")
    bodies = _words(language, "organisations.json")
    names = _words(language, "given_names.json")
    titles = roles["titles"]
    words = _words(language, "words.json")
    numbers = _words(language, "numbers.json")
    weights = _words(language, "confidence.json")
    return Lexicon(
        cues=frozenset(cues["said"]) | frozenset(cues["denied"]) | frozenset(cues["declined"]),
        weak=frozenset(cues["weak"]),
        inverted=frozenset(cues["inverted"]),
        reporting=frozenset(cues["report_verbs"]),
        telling=frozenset(cues["telling"]),
        naming=frozenset(cues["naming"]),
        thought=frozenset(cues["thought"]),
        denied=frozenset(cues["denied"]),
        declined=frozenset(cues["declined"]),
        asked=frozenset(cues["asked"]),
        private=frozenset(cues["private"]),
        attitudes=frozenset(cues["attitudes"]),
        phrasal=cues["phrasal"],
        cue_nouns=frozenset(cues["nouns"]),
        titles=frozenset(titles["male"]) | frozenset(titles["female"]) | frozenset(titles["any"]),
        people=frozenset(roles["people"]),
        kinship=frozenset(roles["kinship"]),
        agents=frozenset(roles["agents"]),
        ranks=frozenset(roles["ranks"]),
        bodies=frozenset(bodies["generic"]),
        offices=_offices(roles["synonyms"], roles["abbreviations"]),
        male=frozenset(roles["male_nouns"]) | frozenset(titles["male"]),
        female=frozenset(roles["female_nouns"]) | frozenset(titles["female"]),
        male_names=frozenset(names["male"]),
        female_names=frozenset(names["female"]),
        outlets=frozenset(bodies["outlet"]),
        mastheads=frozenset(bodies["masthead"]),
        documents=frozenset(bodies["document"]),
        organisations=frozenset(bodies["organisation"]),
        groups=frozenset(bodies["group"]),
        report_forms=_report_forms(cues["forms"]),
        announced={word: kind for kind, group in words["announced"].items() for word in group},
        imagines=frozenset(words["imagines"]),
        appears=frozenset(words["appears"]),
        works=frozenset(words["works"]),
        calls=frozenset(words["calls"]),
        small=frozenset(words["small"]),
        future=frozenset(words["future"]),
        expected=frozenset(words["expected"]),
        occasions=frozenset(words["occasions"]),
        channels=frozenset(words["channels"]),
        ideas=frozenset(words["ideas"]),
        raises=frozenset(words["raises"]),
        figures=frozenset(words["figures"]),
        afterthought=frozenset(words["afterthought"]),
        particles=frozenset(words["particles"]),
        calendar=frozenset(words["calendar"]),
        answers=frozenset(words["answers"]),
        languages=frozenset(words["languages"]),
        numbers=numbers["words"],
        multiples=numbers["multiples"],
        units=frozenset(numbers["units"]),
        confidence={part: weights[part] for part in WEIGHED},
    )
