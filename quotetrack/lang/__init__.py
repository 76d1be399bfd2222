# ruff: noqa: RUF009 - every default of the record is a `field`
"""The word lists of a language: cues by stance, offices and kinship, bodies and documents, first names.

A language is a folder of JSON files, each of which says where its words come from.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from functools import cache, reduce
from operator import getitem
from typing import Any, Literal

from quotetrack.text.word_lists import read_word_lists

Gender = Literal["male", "female", ""]
"""What a word or a name tells of a person's sex; "" if nothing."""


def _union(*lists: list[str]) -> frozenset[str]:
    return frozenset().union(*lists)


def _report_forms(forms: list[str]) -> re.Pattern[str]:
    """Compile the pattern of a comma and a report behind it: ", said Hernán Duarte", ", she replied"."""
    verbs = "|".join(forms)
    who = r"(?:[^\W\d_a-z]\w*|the|a|an|his|her|its|their|he|she|they)"
    return re.compile(rf",(?=\s+(?:(?:{verbs})\s+{who}\b|(?:he|she|they|it)\s+(?:{verbs})\b))")


def _offices(synonyms: list[str], abbreviations: dict[str, str]) -> dict[str, frozenset[str]]:
    """Map each word of an office to all words that may stand for it, abbreviations among them."""
    sets = {word: set(group.split()) for group in synonyms for word in group.split()}
    for short, full in abbreviations.items():
        group = sets.setdefault(full, {full})
        group.add(short)
        for word in [*group]:
            sets[word] = group
    return {word: frozenset(group) for word, group in sets.items()}


def _by_word(groups: dict[str, list[str]]) -> dict[str, str]:
    return {word: kind for kind, words in groups.items() for word in words}


def _weights(*tables: dict[str, float]) -> dict[str, dict[str, float]]:
    return dict(zip(WEIGHT_TABLES, tables, strict=True))


def _claim_weights(*tables: dict[str, float]) -> dict[str, dict[str, float]]:
    return dict(zip(CLAIM_TABLES, tables, strict=True))


WEIGHT_TABLES = ("words", "speaker", "words, model", "speaker, model", "name")
"""The parts of `confidence.json` that are weights; the rest says where they come from."""
CLAIM_TABLES = ("claims", "claims, model")
"""The same of `claims.json`."""


def _read_from(file: str, *keys: str, make: Callable[..., Any] = _union) -> Any:
    """Describe a field of `Lexicon`: the file and the keys in it ("titles/male" is a key in a key) that hold its words,
    and the function that makes its value of what stands under them."""
    return field(metadata={"file": file, "keys": keys, "make": make})


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The words of one language, all lower case; verbs as lemmas. Each field says what it is read from."""

    # Verbs that can report speech: affirm, deny or refuse.
    cues: frozenset[str] = _read_from("cues.json", "said", "denied", "declined")
    # Of these, those that report only beside a quotation that the grammar ties to them.
    weak: frozenset[str] = _read_from("cues.json", "weak")
    # Those that may stand before their subject ("said Lavrov").
    inverted: frozenset[str] = _read_from("cues.json", "inverted")
    # Those that take a reported clause.
    reporting: frozenset[str] = _read_from("cues.json", "report_verbs")
    # Those with an object that is the hearer.
    telling: frozenset[str] = _read_from("cues.json", "telling")
    # Those of "X as Y".
    naming: frozenset[str] = _read_from("cues.json", "naming")
    # Those that report no speech at all.
    thought: frozenset[str] = _read_from("cues.json", "thought")
    denied: frozenset[str] = _read_from("cues.json", "denied")
    declined: frozenset[str] = _read_from("cues.json", "declined")
    asked: frozenset[str] = _read_from("cues.json", "asked")
    # Those that are seldom done by what a report is about: a second one without a subject is the reporter's.
    acts: frozenset[str] = _read_from("cues.json", "acts")
    # Verbs of what goes on in a head (Quirk et al. 1985, 16.31).
    private: frozenset[str] = _read_from("cues.json", "private")
    # Words of any part of speech that do the same as cues.
    attitudes: frozenset[str] = _read_from("cues.json", "attitudes")
    # Verbs that are cues only with their particle ("shot back"), each with the particle.
    phrasal: dict[str, str] = _read_from("cues.json", "phrasal", make=dict)
    cue_nouns: frozenset[str] = _read_from("cues.json", "nouns")
    # Finds a report that begins inside an unclosed quotation.
    report_forms: re.Pattern[str] = _read_from("cues.json", "forms", make=_report_forms)
    titles: frozenset[str] = _read_from("roles.json", "titles/male", "titles/female", "titles/any")
    people: frozenset[str] = _read_from("roles.json", "people")
    kinship: frozenset[str] = _read_from("roles.json", "kinship")
    # Nouns for people, relatives among them.
    humans: frozenset[str] = _read_from("roles.json", "people", "kinship")
    # Nouns of those who speak for others ("a spokesman for").
    agents: frozenset[str] = _read_from("roles.json", "agents")
    # Offices that a person in focus may be called by.
    ranks: frozenset[str] = _read_from("roles.json", "ranks")
    # Trades and states of life, by which somebody just told of is described anew.
    callings: frozenset[str] = _read_from("roles.json", "callings")
    # For a word of an office, all that may stand for it.
    offices: dict[str, frozenset[str]] = _read_from("roles.json", "synonyms", "abbreviations", make=_offices)
    # Nouns and titles that tell a sex.
    male: frozenset[str] = _read_from("roles.json", "male_nouns", "titles/male")
    female: frozenset[str] = _read_from("roles.json", "female_nouns", "titles/female")
    male_names: frozenset[str] = _read_from("given_names.json", "male")
    female_names: frozenset[str] = _read_from("given_names.json", "female")
    given_names: frozenset[str] = _read_from("given_names.json", "male", "female")
    # Nouns that an organisation in focus may be called by.
    bodies: frozenset[str] = _read_from("organisations.json", "generic")
    outlets: frozenset[str] = _read_from("organisations.json", "outlet")
    # Last words of newspapers' names.
    mastheads: frozenset[str] = _read_from("organisations.json", "masthead")
    documents: frozenset[str] = _read_from("organisations.json", "document")
    organisations: frozenset[str] = _read_from("organisations.json", "organisation")
    groups: frozenset[str] = _read_from("organisations.json", "group")
    # For a word before an opening mark, what stands in the marks ("sign", "motto", "title").
    announced: dict[str, str] = _read_from("words.json", "announced", make=_by_word)
    # Verbs whose reported words nobody said.
    imagines: frozenset[str] = _read_from("words.json", "imagines")
    # Verbs of an occasion to speak.
    appears: frozenset[str] = _read_from("words.json", "appears")
    # Nouns for works, which have titles.
    works: frozenset[str] = _read_from("words.json", "works")
    # Verbs that give a thing a name.
    calls: frozenset[str] = _read_from("words.json", "calls")
    # Words that a headline in capitals leaves small.
    small: frozenset[str] = _read_from("words.json", "small")
    # Auxiliaries and verbs of what is still to be said.
    future: frozenset[str] = _read_from("words.json", "future")
    expected: frozenset[str] = _read_from("words.json", "expected")
    # Nouns for occasions, and for what words come through ("statement", "tweet").
    occasions: frozenset[str] = _read_from("words.json", "occasions")
    channels: frozenset[str] = _read_from("words.json", "channels")
    # Nouns for ideas, and the verbs by which they are brought up.
    ideas: frozenset[str] = _read_from("words.json", "ideas")
    raises: frozenset[str] = _read_from("words.json", "raises")
    # Nouns for what is counted or found out and has somebody it comes from ("figures from the ministry").
    data: frozenset[str] = _read_from("words.json", "data")
    # Nouns for figures that are put at a number ("toll").
    figures: frozenset[str] = _read_from("words.json", "figures")
    # Words that may follow a report that closes its sentence.
    afterthought: frozenset[str] = _read_from("words.json", "afterthought")
    # Small words inside names ("van", "al").
    particles: frozenset[str] = _read_from("words.json", "particles")
    # Nouns for one person from somewhere ("Pole", "Londoner").
    demonyms: frozenset[str] = _read_from("places.json", "demonyms")
    # Verbs of answering.
    answers: frozenset[str] = _read_from("words.json", "answers")
    languages: frozenset[str] = _read_from("words.json", "languages")
    # The weights of `quotetrack.confidence`, table by table.
    confidence: dict[str, dict[str, float]] = _read_from("confidence.json", *WEIGHT_TABLES, make=_weights)
    # The weights of what claims anything, by rules alone and with the model.
    claims: dict[str, dict[str, float]] = _read_from("claims.json", *CLAIM_TABLES, make=_claim_weights)
    # How sure (0-1) a quotation without marks must be that it claims something, to be shown.
    bar: float = _read_from("claims.json", "bar", make=float)

    def gender_of(self, word: str) -> Gender:
        """Tell the sex that a noun or title tells ("spokesman", "mrs"); "" for all others."""
        return "female" if word in self.female else "male" if word in self.male else ""


@cache
def load_lexicon(language: str = "en") -> Lexicon:
    """Read the word lists of `language`, once a process. KeyError or FileNotFoundError mean a broken installation."""

    def value_of(source: Any) -> Any:
        lists = read_word_lists(source["file"], language)
        return source["make"](*(reduce(getitem, key.split("/"), lists) for key in source["keys"]))

    return Lexicon(**{part.name: value_of(part.metadata) for part in fields(Lexicon)})
