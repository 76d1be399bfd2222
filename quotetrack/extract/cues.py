"""Which words report a quoted stretch: the cue after it, before it, or that of the stretch it goes on from.

Each rule looks at one stretch in its paragraph and gives a `Cue` or None; `RULES` holds them in order of precedence.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quotetrack.grammar import (
    CLOSING,
    FINITE,
    OPENING,
    is_cue,
    is_finite,
    noun_run_before,
    sentence_bounds,
    subject_of,
)
from quotetrack.lang import Lexicon
from quotetrack.marks import Stretch
from quotetrack.parse import Paragraph

if TYPE_CHECKING:
    from spacy.tokens import Token

_FAR = 45
"""How many tokens after a closing mark a cue may stand: past appositives ("his lawyer, …, who …, told the court")."""


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch as token numbers of its paragraph: the opening mark, and one past the closing one or the last word."""

    paragraph: Paragraph
    stretch: Stretch
    open: int
    close: int

    @property
    def final(self) -> str:
        """The last character inside the marks."""
        doc = self.paragraph.doc
        return doc[self.close - 2].text[-1] if self.close - 2 > self.open else ""


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue as token numbers (end not included), its verb where it has one, and the rule that found it."""

    start: int
    end: int
    rule: str
    verb: int | None = None


def place(paragraph: Paragraph, stretch: Stretch) -> Place | None:
    """Where a stretch stands among the tokens of its paragraph; None where no token begins at its mark."""
    token = paragraph.token_at(stretch.outer.start)
    if token is None or paragraph.starts[token.i] != stretch.outer.start:
        return None
    close = token.i + 1
    while close < len(paragraph.doc) and paragraph.starts[close] < stretch.outer.end:
        close += 1
    return Place(paragraph, stretch, token.i, close)


def cue_after(at: Place, lexicon: Lexicon) -> Cue | None:
    """A reporting clause right after the closing mark, in either order.
    Matches: “We asked for doctors,” said Abdiqani Warsame.
    Leaves: “They sent us brochures.” He added that it rained.
    Source: the commonest form of attribution in news writing (AP Stylebook, "quotations in the news")."""
    doc, i = at.paragraph.doc, at.close
    if at.stretch.open_ended:
        return None
    while i < len(doc) and doc[i].text in (",", "—", "–", "―", "-", "--"):
        i += 1
    if i >= len(doc) or at.final == ".":
        return None
    first = doc[i]
    if at.final in "?!…" and first.pos_ in ("PRON", "DET") and first.text[0].isupper():
        return None
    if _is_question_put(at):
        return None
    if first.lower_ == "according" and i + 1 < len(doc) and doc[i + 1].lower_ == "to":
        return Cue(i, i + 2, "according to", i)
    if _opens_inversion(first, lexicon):
        return Cue(i, i + 1, "cue after, inverted", i)
    return _clause_after(at, i, lexicon)


def _is_question_put(at: Place) -> bool:
    """“Asked whether he “has the temper”, 75 percent said yes”: the words are the question's."""
    doc = at.paragraph.doc
    first = doc[at.open].sent.start
    return (
        at.open > first
        and doc[first].lower_ == "asked"
        and doc[first + 1].lower_ in ("whether", "if", "about", "how", "what")
    )


def _opens_inversion(verb: Token, lexicon: Lexicon) -> bool:
    doc = verb.doc
    if verb.lemma_.lower() not in lexicon.inverted or verb.i + 1 >= len(doc):
        return False
    if verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN") and verb.lower_ not in ("said", "says", "read", "reads"):
        return False
    follows = doc[verb.i + 1]
    nominal = follows.pos_ in ("PROPN", "DET", "NOUN", "ADJ", "NUM", "PRON") or follows.ent_type_ != ""
    return nominal or follows.text[0].isupper() or follows.lower_ in lexicon.people


def _clause_after(at: Place, start: int, lexicon: Lexicon) -> Cue | None:
    doc = at.paragraph.doc
    if doc[start].pos_ in ("CCONJ", "SCONJ", "VERB", "ADP", "PUNCT", "AUX") and doc[start].lower_ not in (
        "as",
    ):
        return None
    depth = 0
    for i in range(start + 1, min(start + _FAR, len(doc))):
        token = doc[i]
        if token.text in (OPENING, CLOSING, ";", ":") or token.text in ".?!":
            return None
        depth += (token.text == ",") + (token.lower_ in ("who", "which", "whose"))
        if token.pos_ not in ("VERB", "AUX") and not is_cue(token, lexicon):
            continue
        if is_cue(token, lexicon) and (is_finite(token) or token.tag_ == "VBN"):
            inside = noun_run_before(token, start)
            if inside == start or (depth and _subject_from(token, start)):
                return passive_saying(token) or Cue(i, i + 1, "cue after", i)
        if is_finite(token) and not depth and token.dep_ not in ("aux", "auxpass"):
            return None
    return None


def _subject_from(verb: Token, start: int) -> bool:
    """True where the verb's subject is the noun phrase that begins at `start`, or its appositives end in a comma
    right before the verb ("his lawyer, Ma Eun-ju, told")."""
    subject = subject_of(verb)
    inside = subject is not None and start <= subject.i < verb.i
    if subject is not None and inside and subject.left_edge.i <= start + 1:
        return True
    return (
        verb.doc[verb.i - 1].text == "," and (subject is None or inside) and verb.dep_ not in ("relcl", "acl")
    )


def passive_saying(verb: Token) -> Cue | None:
    """The whole of "was quoted (by X) as saying", or "quoted … as saying" of a relay, given its first verb; None for
    any other."""
    doc = verb.doc
    if verb.lemma_ not in ("quote", "cite", "report", "describe"):
        return None
    passive = [c.i for c in verb.children if c.dep_ == "auxpass"]
    for i in range(verb.i + 1, min(verb.i + 9, len(doc))):
        if doc[i].lower_ in ("saying", "telling") and doc[i - 1].lower_ == "as":
            return Cue(min(passive, default=verb.i), i + 1, "passive" if passive else "relayed", verb.i)
    return None


def cue_before(at: Place, lexicon: Lexicon) -> Cue | None:
    """A reporting verb that governs the stretch from before it, directly or through its clause.
    Matches: She said the save was “impossible”.
    Leaves: Physicists, who said nothing of it, study “cold lightning”.
    Source: the verb that governs the clause is the one whose subject speaks (PARC 3 guidelines, Pareti 2015)."""
    doc = at.paragraph.doc
    floor, _ = sentence_bounds(doc, at.open)
    if at.open > floor and doc[at.open - 1].text == ":":
        return _colon(at, floor, lexicon)
    if (noun := _cue_noun(at, lexicon)) is not None:
        return noun
    governors = [t for t in doc[at.open : at.close].root.ancestors if floor <= t.i < at.open]
    for verb in governors:
        if verb.lower_ == "according" and (cue := _according_before(verb, at)):
            return cue
        if (
            is_cue(verb, lexicon)
            and not _is_far_relative(verb, at)
            and _may_govern(verb, at, governors, lexicon)
        ):
            return passive_saying(verb) or _whole(verb)
    return _adjacent(at, floor, lexicon)


def _cue_noun(at: Place, lexicon: Lexicon) -> Cue | None:
    """A noun of saying with "that" right before the mark: "has not budged from its claim that “…”"."""
    doc = at.paragraph.doc
    if at.open < 2 or doc[at.open - 1].lower_ != "that":
        return None
    noun = doc[at.open - 2]
    owned = any(child.dep_ == "poss" for child in noun.children)
    if noun.pos_ != "NOUN" or noun.lemma_.lower() not in lexicon.cue_nouns or not owned:
        return None
    return Cue(noun.i, noun.i + 1, "cue noun", noun.i)


def _may_govern(verb: Token, at: Place, governors: list[Token], lexicon: Lexicon) -> bool:
    """True for a verb that can be the cue: a strong one; one that names ("called it “a joke”") right above the stretch;
    a verb of thought or another weak one only where no strong one reports it in turn ("says he feels “great”")."""
    lemma = verb.lemma_.lower()
    if verb.dep_ == "conj" and lemma in lexicon.weak and at.open - verb.i <= 3:
        return True
    if lemma not in lexicon.weak or (lemma in lexicon.naming and verb == governors[0]):
        return True
    above = governors[governors.index(verb) + 1 :]
    if any(is_cue(t, lexicon) and t.lemma_.lower() not in lexicon.weak for t in above):
        return False
    return lemma in lexicon.naming | lexicon.thought or at.open - verb.i <= 4


def _whole(verb: Token) -> Cue:
    saying = [c for c in verb.children if c.lower_ == "saying" and c.i > verb.i]
    if verb.lower_ in ("quoted", "reported") and saying:
        return Cue(verb.i, saying[0].i + 1, "passive", verb.i)
    for parent in (verb.head, verb.head.head):
        if verb.lower_ in ("saying", "telling") and (found := passive_saying(parent)):
            return found
    return Cue(verb.i, verb.i + 1, "cue before", verb.i)


def _is_far_relative(verb: Token, at: Place) -> bool:
    """True for a cue in a relative clause that ended, at a comma, before the stretch began."""
    doc = at.paragraph.doc
    return (
        verb.dep_ == "relcl"
        and verb.right_edge.i < at.open - 1
        and "," in (t.text for t in doc[verb.i : at.open])
    )


def _according_before(token: Token, at: Place) -> Cue | None:
    doc = at.paragraph.doc
    if token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "to":
        return Cue(token.i, token.i + 2, "according to", token.i)
    return None


def _adjacent(at: Place, floor: int, lexicon: Lexicon) -> Cue | None:
    """The last cue before the stretch in its sentence, with nothing between them that begins another clause; or the
    "According to" that opens the sentence."""
    doc = at.paragraph.doc
    if doc[floor].lower_ == "according" and floor + 2 < at.open:
        return Cue(floor, floor + 2, "according to", floor)
    for i in range(at.open - 1, max(floor - 1, at.open - 14), -1):
        token = doc[i]
        if token.text in (OPENING, CLOSING, ";", ".", "?", "!"):
            return None
        if token.lower_ == "according" and doc[i + 1].lower_ == "to":
            return Cue(i, i + 2, "according to", i)
        if (
            is_cue(token, lexicon)
            and token.dep_ not in ("amod", "compound")
            and not _is_far_relative(token, at)
        ):
            lemma = token.lemma_.lower()
            if lemma not in lexicon.weak or (
                lemma in lexicon.naming and token.tag_ in FINITE and at.open - i <= 7
            ):
                return _whole(token)
        if token.lower_ in ("who", "which", "while", "after", "because", "although", "when"):
            return None
    return None


def _colon(at: Place, floor: int, lexicon: Lexicon) -> Cue:
    return colon_cue(at.paragraph, floor, at.open - 1, lexicon)


def colon_cue(paragraph: Paragraph, floor: int, colon: int, lexicon: Lexicon) -> Cue:
    """The cue of what stands behind the colon at token `colon`: the last finite cue of its sentence, else the colon."""
    doc = paragraph.doc
    if doc[floor].lower_ == "according" and floor + 2 < colon:
        return Cue(floor, floor + 2, "according to", floor)
    spoken = [
        t
        for t in doc[floor:colon]
        if is_cue(t, lexicon)
        and is_finite(t)
        and t.dep_ != "amod"
        and (t.dep_ != "relcl" or colon - t.i <= 3)
    ]
    for verb in reversed(spoken):
        if (passive := passive_saying(verb)) is not None:
            return passive
    if spoken:
        last = spoken[-1]
        return Cue(last.i, last.i + 1, "colon", last.i)
    return Cue(colon, colon + 1, "colon without verb")


def announced_by(before: Paragraph, paragraph: Paragraph, lexicon: Lexicon) -> Cue | None:
    """The cue of a paragraph that closes with a colon, for what opens the next one: "The clerk continued:"."""
    doc = before.doc
    if before.number + 1 != paragraph.number or not len(doc) or doc[-1].text != ":":
        return None
    return colon_cue(before, sentence_bounds(doc, max(0, len(doc) - 2))[0], len(doc) - 1, lexicon)


RULES: tuple[Callable[[Place, Lexicon], Cue | None], ...] = (cue_after, cue_before)
"""Order is precedence, but for a colon or a comma after a cue right before the mark: see `find_cue`."""


def find_cue(at: Place, lexicon: Lexicon) -> Cue | None:
    """The cue of a stretch, or None. A cue that runs straight into the opening mark ("said: “", "said, “", "that “")
    comes first; otherwise the clause after the stretch, then what governs it from before."""
    doc = at.paragraph.doc
    floor, _ = sentence_bounds(doc, at.open)
    runs_in = at.open > floor and (
        doc[at.open - 1].text == ":"
        or (is_cue(doc[at.open - 1], lexicon) and doc[at.open - 1].dep_ == "relcl")
        or (doc[at.open - 1].text == "," and at.open > 1 and is_cue(doc[at.open - 2], lexicon))
    )
    if runs_in and (cue := cue_before(at, lexicon)):
        return cue
    after, before = (rule(at, lexicon) for rule in RULES)
    if after is not None and after.rule == "according to" and at.open > floor and before is not None:
        return before
    return after or before
