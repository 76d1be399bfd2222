"""What the walk of `governing` asks of one clause, and the table of the words that govern clauses."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from quotetrack.parsing.grammar import is_finite
from quotetrack.text.negation import NEGATIONS
from quotetrack.text.word_lists import read_word_lists

if TYPE_CHECKING:
    from spacy.tokens import Token

NOUN_SUBJECTS = frozenset("nsubj nsubjpass".split())
QUESTION_WORDS = frozenset("what who whom whose which why how when where".split())
OWN = frozenset(("i", "we"))
_NEARLY_NONE = frozenset("hardly barely scarcely nowhere".split())
DENYING_ADVERBS = _NEARLY_NONE | {"never", "seldom", "rarely"}
_OF_NO_ONE = NEGATIONS | _NEARLY_NONE
_DEFINITE = frozenset("the this that these those".split())
STEPS = 12
"""Words above a part that are looked at."""

GoverningWords = dict[str, frozenset[str]]


@cache
def governing_words() -> GoverningWords:
    """Return the lists of `governing.json`, and "doubting": its nouns and adjectives that doubt."""
    lists = {
        name: frozenset(words)
        for name, words in read_word_lists("governing.json").items()
        if name != "source"
    }
    return {**lists, "doubting": lists["doubting nouns"] | lists["doubting adjectives"]}


def heads_clause(token: Token, inside: frozenset[int]) -> bool:
    """Return whether a token heads a tensed clause with its subject inside, or an order behind a comma or a mark."""
    if token.pos_ not in ("VERB", "AUX"):
        return False
    if any(t.dep_ in (*NOUN_SUBJECTS, "expl") and t.i in inside for t in token.children):
        return is_finite(token)
    first = min(inside)
    is_after_break = first > 0 and token.doc[first - 1].is_punct
    return (
        token.tag_ == "VB"
        and is_after_break
        and not any(t.dep_ in ("aux", "auxpass") for t in token.children)
    )


def begins_with_question_word(clause: Token) -> bool:
    """Return whether a clause is "what he said", "how it came": nobody says that it is so or not."""
    if clause.pos_ not in ("VERB", "AUX"):
        return False
    first = next((t for t in clause.subtree if t.dep_ != "cc" and t.pos_ != "ADP" and not t.is_punct), clause)
    return first.lower_ in QUESTION_WORDS and first.i < clause.i


def is_complement(clause: Token, noun: Token) -> bool:
    """Return whether a clause that the parse calls a relative one tells what a noun is: no place in it is left open for
    its "that" ("a myth that bees sleep")."""
    if noun.lower_ in governing_words()["adverbial nouns"]:
        return False
    that = next((t for t in clause.children if t.lower_ == "that"), None)
    if that is None:
        return False
    return that.dep_ == "mark" or (that.dep_ == "dobj" and sum(t.dep_ == "dobj" for t in clause.children) > 1)


def no_one_in(subject: Token, inside: frozenset[int] = frozenset()) -> list[int]:
    """Return which tokens, if they were cut off, make nobody of a subject: "nobody", "no engineer", "few people"."""
    before = [t for t in subject.children if t.i < subject.i]
    is_few = not any(t.lower_ == "a" for t in before)
    denying = _OF_NO_ONE | ({"few", "little"} if is_few else set())
    return [t.i for t in (*before, subject) if t.i not in inside and t.lower_ in denying]


def goes_beyond(verb: Token, words: GoverningWords) -> bool:
    """Return whether "cannot" says of a verb that nothing is more so: "cannot wait", "could not be prouder"."""
    if not any(t.lemma_.lower() in ("can", "could", "ca") for t in verb.children if t.dep_ == "aux"):
        return False
    is_more = any(t.tag_ in ("JJR", "RBR") for t in verb.children if t.dep_ in ("acomp", "attr"))
    return verb.lemma_.lower() in words["verbs beyond which one cannot"] or is_more


def names_something(top: Token, inside: frozenset[int]) -> bool:
    """Return whether a part is no more than a definite noun phrase: "the new road" is there, whatever is said of it."""
    if top.dep_ not in ("dobj", "pobj", "nsubj", "nsubjpass", "dative") or top.pos_ not in ("NOUN", "PROPN"):
        return False
    within = {d.i for t in top.children if t.dep_ in ("relcl", "acl") for d in t.subtree}
    if any(top.doc[i].pos_ in ("VERB", "AUX") or top.doc[i].dep_ == "neg" for i in inside - within):
        return False
    return top.pos_ == "PROPN" or any(
        t.i in inside and (t.dep_ == "poss" or t.lower_ in _DEFINITE) for t in top.children
    )


def is_inverted(verb: Token) -> bool:
    """Return whether a helping verb stands before the subject."""
    helping = [t.i for t in verb.children if t.dep_ in ("aux", "auxpass")]
    subject = next((t.i for t in verb.children if t.dep_ in NOUN_SUBJECTS), None)
    return bool(helping) and subject is not None and helping[0] < subject


def has_subject(token: Token) -> bool:
    """Return whether a verb has a subject of its own."""
    return any(t.dep_ in (*NOUN_SUBJECTS, "expl") for t in token.children)


def has_negation(verb: Token) -> bool:
    """Return whether "not" or "never" stands with a verb."""
    return any(t.dep_ == "neg" or t.lower_ in DENYING_ADVERBS for t in verb.children)


def shared_subject(verb: Token) -> Token | None:
    """Return who does what a verb says: its own subject, or that of the verb that it hangs on."""
    for _ in range(STEPS):
        if own := next((t for t in verb.children if t.dep_ in NOUN_SUBJECTS), None):
            return own
        if verb.dep_ not in ("xcomp", "conj", "ccomp", "advcl") or verb.head.i == verb.i:
            return None
        verb = verb.head
    return None


def takes_for_granted(head: Token, words: GoverningWords) -> bool:
    """Return whether what hangs on a word is so, whatever stands above it: "they forget that …", "glad that …", "a
    pity that …", "the fact that …"."""
    if head.lower_ in words["factive adjectives"] or head.lower_ in words["nouns of facts"]:
        return True
    if head.pos_ not in ("VERB", "AUX"):
        return False
    subject, lemma = shared_subject(head), head.lemma_.lower()
    if lemma == "be":
        predicates = (t.lower_ for t in head.children if t.dep_ in ("acomp", "attr"))
        return any(
            word in words["factive adjectives"] or word in words["factive nouns"] for word in predicates
        )
    is_own = subject is not None and subject.lower_ in OWN
    return lemma in words["factive verbs"] and not (is_own and lemma in ("know", "see", "understand"))
