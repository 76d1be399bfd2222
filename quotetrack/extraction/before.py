"""What reports a stretch from before it: the verb or noun that governs it, a colon, "according to".

Takes a stretch in its place, gives a `Cue` or None.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Doc, Token

from quotetrack.extraction.after import passive_saying
from quotetrack.extraction.place import Cue, Place
from quotetrack.lang import Lexicon
from quotetrack.parsing.grammar import CLOSING, FINITE, OPENING, child_of, is_cue, is_finite
from quotetrack.parsing.paragraphs import Paragraph
from quotetrack.records.rules import RuleName

_IMPERSONAL = frozenset(("it", "this", "that", "which", "there"))
"""Subjects that speak only if nobody else does: "She says it underscores that …" is what she says."""
_CONTRASTS = frozenset(("while", "whereas"))
_OWN_WORDS = frozenset(("word", "view", "opinion", "phrase", "account", "telling"))
"""What somebody says or thinks "in his words"."""


def cue_before(at: Place, lexicon: Lexicon) -> Cue | None:
    """A reporting verb that governs the stretch from before it, directly or through its clause.
    Matches: She said the save was “impossible”.
    Leaves: Physicists, who said nothing of it, study “cold lightning”.
    Source: the verb that governs the clause is the one whose subject speaks (PARC 3 guidelines, Pareti 2015)."""
    floor = at.floor  # looked up once: it walks back to the beginning of the sentence
    if at.open > floor and at.before() == ":":
        return colon_cue(at.paragraph, floor, at.open - 1, lexicon)
    governors = [t for t in at.doc[at.open : at.close].root.ancestors if floor <= t.i < at.open]
    if (noun := _cue_noun(at, governors, lexicon)) is not None:
        return noun
    for verb in governors:
        if (cue := _according_to(at.doc, verb.i)) is not None:
            return cue
        reports = is_cue(verb, lexicon) and not _is_far_relative(verb, at)
        if reports and _may_govern(verb, at, governors, lexicon):
            return passive_saying(verb) or _whole(verb)
    return _adjacent(at, floor, lexicon)


def _cue_noun(at: Place, governors: list[Token], lexicon: Lexicon) -> Cue | None:
    """A noun of saying whose "that" clause holds the stretch, before any verb of saying in it: "has not budged from its
    claim that “…”", "the mayor's claim that there had been “thousands of rats”"."""
    last = at.open - 1 - (at.before() == ",")
    if last > 1 and at.doc[last].lemma_.lower() in _OWN_WORDS and child_of(at.doc[last], "poss") is not None:
        in_words = at.doc[last].head.lower_ == "in"
        return Cue(last, last + 1, RuleName.CUE_NOUN, last) if in_words else None
    beside = [at.doc[at.open - 2]] if at.before().lower() == "that" and at.open >= 2 else []
    for word in (*beside, *governors):
        if is_cue(word, lexicon) and word.lemma_.lower() not in lexicon.weak:
            return None
        is_noun = word.pos_ == "NOUN" and word.lemma_.lower() in lexicon.cue_nouns
        has_clause = word.i + 1 < at.open and at.doc[word.i + 1].lower_ == "that"
        if is_noun and has_clause and child_of(word, "poss") is not None:
            return Cue(word.i, word.i + 1, RuleName.CUE_NOUN, word.i)
    return None


def _may_govern(verb: Token, at: Place, governors: list[Token], lexicon: Lexicon) -> bool:
    """Return True for a verb that can be the cue: a strong one, or one that names ("called it “a joke”") right above
    the stretch. A verb of thought or another weak one counts if no strong one reports it in turn ("says he feels
    “great”")."""
    lemma, distance = verb.lemma_.lower(), at.open - verb.i
    # "She says …, while he thinks …": what stands in a clause of contrast is not hers.
    is_contrast = verb.dep_ == "advcl" and any(c.lower_ in _CONTRASTS for c in verb.children)
    above = [] if is_contrast else governors[governors.index(verb) + 1 :]
    names = lemma in lexicon.naming
    reported = any(is_cue(t, lexicon) and t.lemma_.lower() not in lexicon.weak for t in above)
    is_impersonal = any(c.dep_ == "nsubj" and c.lower_ in _IMPERSONAL for c in verb.children)
    is_passed_over = reported and (is_impersonal or _is_inner(verb, lexicon))
    is_joined = verb.dep_ == "conj" and distance <= 3
    is_strong = lemma not in lexicon.weak or is_joined or (names and verb == governors[0])
    is_alone = not reported and (names or lemma in lexicon.thought or distance <= 4)
    return not is_passed_over and (is_strong or is_alone)


def _is_inner(verb: Token, lexicon: Lexicon) -> bool:
    """Return True for what a reported pronoun's bearer only recalls, or might say: "He said he would advise him on
    “…”" and "She said she remembers thinking “…”" are what they said."""
    subjects = [c for c in verb.children if c.dep_ == "nsubj"]
    modal = any(c.dep_ == "aux" and c.tag_ == "MD" for c in verb.children)
    return (modal or verb.lemma_.lower() in lexicon.private) and all(c.pos_ == "PRON" for c in subjects)


def _whole(verb: Token) -> Cue:
    saying = next((c for c in verb.rights if c.lower_ == "saying"), None)
    if verb.lower_ in ("quoted", "reported") and saying is not None:
        return Cue(verb.i, saying.i + 1, RuleName.PASSIVE, verb.i)
    above = (verb.head, verb.head.head) if verb.lower_ in ("saying", "telling") else ()
    passive = next((cue for parent in above if (cue := passive_saying(parent)) is not None), None)
    return passive or Cue(verb.i, verb.i + 1, RuleName.BEFORE, verb.i)


def _is_far_relative(verb: Token, at: Place) -> bool:
    """Return True for a cue in a relative clause that ended, at a comma, before the stretch began."""
    ends_before = verb.dep_ == "relcl" and verb.right_edge.i < at.open - 1
    return ends_before and any(t.text == "," for t in at.doc[verb.i : at.open])


def _according_to(doc: Doc, i: int) -> Cue | None:
    """Return the cue "according to", given the number of its first token; None for any other token."""
    is_cue_word = [t.lower_ for t in doc[i : i + 2]] == ["according", "to"]
    return Cue(i, i + 2, RuleName.ACCORDING_TO, i) if is_cue_word else None


_STOPS = frozenset(
    (OPENING, CLOSING, *";.?!", "who", "which", "while", "after", "because", "although", "when")
)
"""Marks that end a clause and words that open one: no cue is looked for before them."""
_BACK = 13
"""Tokens before a stretch among which a cue that does not govern it is looked for."""


def _adjacent(at: Place, floor: int, lexicon: Lexicon) -> Cue | None:
    """Return the last cue before the stretch in its sentence, with nothing between them that begins another clause;
    or the "According to" that opens the sentence."""
    if at.doc[floor].lower_ == "according" and floor + 2 < at.open:
        return Cue(floor, floor + 2, RuleName.ACCORDING_TO, floor)
    for token in reversed(list(at.doc[max(floor, at.open - _BACK) : at.open])):
        plain = _whole(token) if _may_stand_near(token, at, lexicon) else None
        cue = _according_to(at.doc, token.i) or plain
        if cue is not None or token.lower_ in _STOPS:
            return cue
    return None


def _may_stand_near(token: Token, at: Place, lexicon: Lexicon) -> bool:
    """Return True for a cue that reports a stretch it does not govern: a strong one, or near one that names."""
    lemma = token.lemma_.lower()
    names = lemma in lexicon.naming and token.tag_ in FINITE and at.open - token.i <= 7
    is_apart = token.dep_ in ("amod", "compound") or _is_far_relative(token, at)
    return is_cue(token, lexicon) and not is_apart and (lemma not in lexicon.weak or names)


def colon_cue(paragraph: Paragraph, floor: int, colon: int, lexicon: Lexicon) -> Cue:
    """Find the cue of what stands behind the colon at token `colon`: the last finite cue of its sentence, behind any
    other words in marks, else the colon."""
    doc = paragraph.doc
    floor = max((i + 1 for i in range(floor, colon) if doc[i].text == CLOSING), default=floor)
    if doc[floor].lower_ == "according" and floor + 2 < colon:
        return Cue(floor, floor + 2, RuleName.ACCORDING_TO, floor)
    verbs = [t for t in doc[floor:colon] if is_cue(t, lexicon) and is_finite(t) and t.dep_ != "amod"]
    spoken = [t for t in verbs if t.dep_ != "relcl" or colon - t.i <= 3]
    passives = (cue for verb in reversed(spoken) if (cue := passive_saying(verb)) is not None)
    plain = [Cue(verb.i, verb.i + 1, RuleName.COLON, verb.i) for verb in spoken[-1:]]
    return (*passives, *plain, Cue(colon, colon + 1, RuleName.BARE_COLON))[0]


def find_announcement(before: Paragraph, paragraph: Paragraph, lexicon: Lexicon) -> Cue | None:
    """Return the cue of a paragraph that closes with a colon, for what opens the next one: "The clerk continued:"."""
    doc = before.doc
    announces = before.number + 1 == paragraph.number and len(doc) > 0 and doc[-1].text == ":"
    floor = doc[max(0, len(doc) - 2)].sent.start if announces else 0
    return colon_cue(before, floor, len(doc) - 1, lexicon) if announces else None


RULES: tuple[Callable[[Place, Lexicon], Cue | None], ...] = (cue_before,)
