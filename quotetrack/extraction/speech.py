"""What stands in marks and is no speech: titles, nicknames, coined terms, mottos, signs, words as words, what is only
imagined.

Each rule takes a stretch in its place, with its cue if it has one, and gives the name of what it is, or "". Measures
(6″) and the apostrophes of '90s never make a stretch: `marks` tells them apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import takewhile

from spacy.tokens import Token

from quotetrack.extraction.place import Cue, Place
from quotetrack.lang import Lexicon
from quotetrack.parsing.grammar import CLOSING, OPENING, child_of, is_cue, is_finite, subject_of
from quotetrack.records.rules import RuleName, rule_of


def stage_direction(at: Place, lexicon: Lexicon, cue: Cue | None = None) -> str:  # noqa: ARG001
    """What a transcript says of the hall, in brackets.
    Matches: “(Applause.)”
    Leaves: “The hall (such as it was) applauded.”
    Source: the style of broadcasters' transcripts."""
    inside = [t.text for t in at.doc[at.open + 1 : at.close] if t.text not in (".", CLOSING)]
    bracketed = 2 < len(inside) < 8 and inside[0] in ("(", "[") and inside[-1] in (")", "]")
    return "stage direction" if bracketed else ""


def nickname(at: Place, lexicon: Lexicon, cue: Cue | None = None) -> str:  # noqa: ARG001
    """A word or two between the parts of a name.
    Matches: Obinna “Bones” Eluwa closed the shop.
    Leaves: Obinna said “bones” and left.
    Source: Chicago Manual of Style, 8.33."""
    if at.close - at.open > 5 or at.open == 0 or at.close >= len(at.doc) or at.final in ",.!?":
        return ""
    before, after = at.doc[at.open - 1], at.doc[at.close]
    is_inside_name = before.pos_ == "PROPN" == after.pos_ and before.sent == after.sent
    return "nickname" if is_inside_name else ""


def announced(at: Place, lexicon: Lexicon, cue: Cue | None = None) -> str:
    """The word before the mark says what stands in it: a sign, a motto, a title, a term, a word as a word.
    Matches: Marchers carried banners reading “We remember”.
    Leaves: She closed by reading the letter: “We remember”.
    Source: Chicago Manual of Style, 7.61-7.63, on signs, mottoes and words as words."""
    words = [at.doc[i].lower_ for i in range(max(0, at.open - 3), at.open)]
    if len(words) > 1 and words[-1] == ",":
        words.pop()
    if not words:
        return ""
    if words[-2:] in (["so", "called"], ["-", "called"]) or (words[-1] == "as" and "known" in words):
        return "coined term"
    if words[-1] in lexicon.announced:
        if words[-1] == "reading" and len(words) > 1 and words[-2] in lexicon.announced:
            return lexicon.announced[words[-2]]
        by_noun = cue is not None and cue.rule == RuleName.CUE_NOUN  # "in her words, “…”"
        by_verb = cue is not None and rule_of(cue.rule).is_loose and at.doc[cue.start].lower_ != "reading"
        return "" if by_noun or (words[-1] == "reading" and by_verb) else lexicon.announced[words[-1]]
    return _announced_before(at, words, lexicon) or _announced_by_verb(at, words, cue, lexicon)


def _announced_before(at: Place, words: list[str], lexicon: Lexicon) -> str:
    """The second of two: banners reading “…” and “…”."""
    if words[-1] != "and" or at.open <= 3 or at.doc[at.open - 2].text != CLOSING:
        return ""
    opening = next((i for i in range(at.open - 3, -1, -1) if at.doc[i].text == OPENING), None)
    near = at.doc[max(0, opening - 2) : opening] if opening is not None else ()
    return next((lexicon.announced[t.lower_] for t in near if t.lower_ in lexicon.announced), "")


def _announced_by_verb(at: Place, words: list[str], cue: Cue | None, lexicon: Lexicon) -> str:
    """A sign that “reads …”, a thing called “…”."""
    if cue is not None and cue.verb is not None and at.doc[cue.verb].lemma_ == "read" and cue.verb < at.open:
        subject = subject_of(at.doc[cue.verb])
        if subject is not None and subject.lemma_.lower() in lexicon.announced:
            return lexicon.announced[subject.lemma_.lower()]
    called = at.doc[at.open - 1] if words[-1] != "the" else at.doc[at.open - 2]
    passive = called.tag_ in ("VBN", "VBD") and called.dep_ in ("acl", "relcl", "amod")
    passive = passive and child_of(called, "nsubj") is None  # not in "a plan she called “a farce”"
    return "title" if called.lower_ == "called" and passive else ""


def heading(at: Place, lexicon: Lexicon, cue: Cue | None = None) -> str:
    """A paragraph of its own in which every word of weight has a capital.
    Matches: 'All Boats Are Late'
    Leaves: 'All boats are late tonight'
    Source: headings of sections quote the article below them."""
    words = _words(at)
    heavy = _heavy(words, lexicon)
    alone = at.open == 0 and at.close + 1 >= len(at.doc) and not at.stretch.open_ended
    headed = (
        cue is None and alone and len(heavy) > 1 and len(words) < 12 and all(w[0].isupper() for w in heavy)
    )
    return "heading" if headed else ""


def title(at: Place, lexicon: Lexicon, cue: Cue | None = None) -> str:
    """Every word of weight has a capital, and the sentence treats it as a thing. The word for a work, a preposition or
    an owner stands before it, or no comma closes it before a cue.
    Matches: The band played “Carry Me Over the Delta” twice.
    Leaves: The band played “in tune” twice.
    Source: Chicago Manual of Style, 8.156-8.162 (headline style)."""
    words = _words(at)
    heavy = _heavy(words, lexicon)
    if not heavy or not all(w[0].isupper() for w in heavy):
        return ""
    near = [at.doc[i] for i in range(max(at.floor, at.open - 4), at.open)]
    if _is_named_by_work(near, lexicon):
        return "title"
    last = near[-1].lower_ if near else ""
    if len(words) == 1 and last in ("in", "on") and words[0].istitle() and at.final not in ",.!?":
        return "title"  # "played the lead in “Ferryman”"
    if len(heavy) < 2 or words == [w.upper() for w in words]:
        return ""
    names = cue is not None and cue.verb is not None and at.doc[cue.verb].lemma_.lower() in lexicon.naming
    is_owned = last in _BEFORE_TITLES or (near and near[-1].tag_ == "POS")
    is_thing = cue is None or (rule_of(cue.rule).is_loose and at.final not in ",.!?")
    is_called = names and last == "as"  # "hailed him as “The Comeback Kid”"
    return "title" if (is_owned or is_thing) and not is_called else ""


_BEFORE_TITLES = frozenset(("on", "in", "of", "told", "tell"))
"""Words before a title that make it a thing, or a programme that somebody tells something."""


def modifier(at: Place, lexicon: Lexicon, cue: Cue | None = None) -> str:  # noqa: ARG001
    """A work or an outlet before the noun for who makes it, plays in it or writes for it.
    Matches: “Carry Me” director Rosa Lund said that the tour was over.
    Leaves: “Carry me,” director Rosa Lund said.
    Source: Cambridge Grammar of English, 5.15: a name as attributive modifier."""
    noun = at.doc[at.close] if at.close < len(at.doc) else None
    heavy = _heavy(_words(at), lexicon)
    is_name = bool(heavy) and all(w[0].isupper() for w in heavy) and at.final not in ",.!?"
    makes = noun is not None and noun.pos_ in ("NOUN", "PROPN") and noun.lemma_.lower() in lexicon.people
    return "title" if is_name and makes else ""


def attributive(at: Place, lexicon: Lexicon, cue: Cue | None = None) -> str:  # noqa: ARG001
    """A noun of at most three words right before the noun that it tells the kind of: the name of a thing.
    Matches: The agency said the “night ferry” scheme had been dropped.
    Leaves: The agency said the “disgraceful” scheme had been dropped.
    Source: 40 such nouns in two sets of whole articles, none of them anybody's words; adjectives judge."""
    noun = at.doc[at.close] if at.close < len(at.doc) else None
    inside = [t for t in at.doc[at.open + 1 : at.close] if t.text != CLOSING]
    fewest = 1 if cue is not None else 2  # one word that nothing reports may be ironic
    if noun is None or noun.pos_ not in _NOUNS or not fewest <= len(inside) <= _LONGEST_TERM:
        return ""
    is_term = inside[-1].pos_ in _NOUNS and inside[0].pos_ not in ("DET", "PRON")
    is_plain = not any(t.is_punct or t.pos_ in ("CCONJ", "VERB", "AUX") for t in inside)
    return "coined term" if is_term and is_plain and noun.sent == at.doc[at.open].sent else ""


_NOUNS = frozenset(("NOUN", "PROPN"))
_LONGEST_TERM = 3
"""Words of the name of a thing that stands before a noun."""


def _words(at: Place) -> list[str]:
    """The words inside the marks as printed."""
    return _WORD.findall(at.words)


_WORD = re.compile(r"[^\W_]+(?:[-’'&.][^\W_]+)*")


def _is_named_by_work(near: Sequence[Token], lexicon: Lexicon) -> bool:
    """Return True if the word for a work stands among the words before a mark and makes one phrase with what is in the
    marks: no verb but "called" and its like stands between, and no cue."""
    at = next((n for n, t in enumerate(near) if t.lemma_.lower() in lexicon.works), None)
    behind = near[at + 1 :] if at is not None else ()
    is_one_phrase = all(t.pos_ not in ("VERB", "AUX") or t.lower_ in _NAMED for t in behind)
    return at is not None and is_one_phrase and not any(is_cue(t, lexicon) for t in near)


_NAMED = frozenset(("called", "titled", "entitled", "named", "dubbed"))


def _heavy(words: list[str], lexicon: Lexicon) -> list[str]:
    return [w for w in words if w.lower() not in lexicon.small and w[0].isalpha()]


def coined_term(at: Place, lexicon: Lexicon, cue: Cue | None = None) -> str:
    """A bare noun of at most three words after "call" and its like: a name for a thing, not a judgement of it.
    Matches: Physicists call the effect “cold lightning”.
    Leaves: Physicists called it “a joke”.
    Source: fixtures; a judgement has an article or is an adjective."""
    calls = (t for t in at.doc[: at.open] if t.lemma_.lower() in lexicon.calls)
    verb = at.doc[cue.verb] if cue is not None and cue.verb is not None else next(calls, None)
    inside = [t for t in at.doc[at.open + 1 : at.close] if not t.is_punct]
    is_short = 0 < len(inside) <= 3 and inside[0].pos_ not in ("DET", "PRON", "AUX")
    if verb is None or verb.lemma_.lower() not in lexicon.calls or not is_short:
        return ""
    closed = at.final in ",.!?"
    article = at.doc[at.open - 1].lower_ if verb.i == at.open - 2 and not closed else ""
    if article in ("the", "a", "an"):
        return "coined term" if article == "the" or not _is_fronted(verb) else ""
    plain = inside[-1].pos_ in ("NOUN", "PROPN") and len(inside) > 1 and not closed
    general = verb.tag_ in ("VBP", "VBZ", "VBN", "VB") and verb.i < at.open
    return "coined term" if plain and general and not _is_fronted(verb) else ""


def _is_fronted(verb: Token) -> bool:
    """Return True for "what she called “a brazen breach”", "which Cook called “total rubbish”": a judgement, not a
    name."""
    before = reversed(list(verb.doc[verb.sent.start : verb.i]))
    clause = takewhile(lambda t: not (t.pos_ == "VERB" and is_finite(t)), before)
    return any(t.lower_ in ("what", "which") for t in clause)


_MIGHT_HAVE = re.compile(r"\b(?:could|might|should) (?:\w+ )?have$")
_SEEMING = ("as if to", "as though to", "seemed to", "seems to", "appeared to", "as well", "as well have")
_NOBODY_WILL = re.compile(r"(?:nobody|no one|none)\b.* (?:will|would)\b")


def imagined(at: Place, lexicon: Lexicon, cue: Cue | None = None) -> str:  # noqa: ARG001
    """Words that nobody said: somebody acts as if to say them, seems to, or is imagined saying them.
    Matches: He shrugged as if to say “what boats?”
    Leaves: He shrugged and said “what boats?”
    Source: non-factual saying (Quirk et al. 1985, 14.20 on "as if", 16.33 on "imagine")."""
    before = [t for t in at.doc[max(at.floor, at.open - 12) : at.open] if t.text not in (",", ":")]
    saying = next(
        (k for k in range(len(before) - 1, -1, -1) if before[k].lemma_ in ("say", "ask", "tell", "shout")),
        None,
    )
    if saying is None or len(before) - saying > 3:
        return ""
    lead = " ".join(t.lower_ for t in before[:saying])
    is_unsaid = _MIGHT_HAVE.search(lead) or _NOBODY_WILL.match(lead) or lead.endswith(_SEEMING)
    is_wished = any(t.lemma_.lower() in lexicon.imagines for t in before[:saying])
    return "imagined" if is_unsaid or (is_wished and before[saying].tag_ in ("VBG", "VB")) else ""


RULES: tuple[Callable[..., str], ...] = (
    stage_direction,
    nickname,
    announced,
    heading,
    title,
    modifier,
    attributive,
    coined_term,
    imagined,
)
"""Order is precedence."""


def not_speech(at: Place, cue: Cue | None, lexicon: Lexicon) -> str:
    """Why the stretch is no speech ("title", "nickname", "sign" …), or "" if it may be."""
    return next((name for rule in RULES if (name := rule(at, lexicon, cue))), "")
