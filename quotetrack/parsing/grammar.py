"""What the rules ask of a parsed sentence: who the subject of a verb is, how far a noun phrase goes, what is a cue.

Pure questions about tokens; nothing here knows an article. The parser is wrong at times in ways that are regular
(a reporting verb taken for a reduced relative), and where that is so the question says how it is answered all the same.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Doc, Token

from quotetrack.lang import Lexicon
from quotetrack.text.negation import SUBJECT_NEGATIONS, VERB_NEGATIONS

FINITE = frozenset(("VBD", "VBZ", "VBP"))
SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
OPENING, CLOSING = "“", "”"
_RELATIVES = frozenset(("who", "which", "that", "whom"))
_LIGHT_SUBJECTS = frozenset(("he", "she", "they", "it", "that", "this", "there"))
_LIGHT_HEADS = ("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ")
_CORE = frozenset("det compound amod nummod poss nmod quantmod case predet advmod npadvmod punct".split())
_NOMINAL = frozenset(("DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "PART", "ADV"))
_JOINING = frozenset("of for at in - – 's ’s on and &".split())
_LIGHT_ADVERBS = frozenset(
    "also then later once often only even now further today yesterday recently repeatedly previously".split()
)


def child_of(token: Token, *dependencies: str) -> Token | None:
    """Return the first child of a token that hangs on it by one of the dependencies; None without one."""
    return next((child for child in token.children if child.dep_ in dependencies), None)


def skip(doc: Doc, start: int, end: int, passes: Callable[[Token], bool]) -> int:
    """Return the first token number from `start` whose token does not pass; `end` if all up to there do."""
    return next((i for i in range(start, end) if not passes(doc[i])), max(start, end))


def skip_back(doc: Doc, start: int, end: int, passes: Callable[[Token], bool]) -> int:
    """Return `end` without the tokens before it that pass, looking back no further than `start`."""
    return next((i for i in range(end, start, -1) if not passes(doc[i - 1])), min(start, end))


def is_finite(verb: Token) -> bool:
    """Return True for a verb that can head a clause: tensed, or a participle with "has", "is", "will" before it."""
    if verb.tag_ in FINITE:
        return True
    return any(child.dep_ in ("aux", "auxpass") and child.lower_ != "to" for child in verb.children)


def is_cue(token: Token, lexicon: Lexicon) -> bool:
    """Return True for a verb that the lexicon knows as a cue, in a form that can report."""
    lemma = token.lemma_.lower()
    if lemma not in lexicon.cues and not _has_particle(token, lexicon.phrasal.get(lemma)):
        return False
    if token.pos_ in ("VERB", "AUX"):
        return True
    return token.tag_ in FINITE or (token.lower_ in ("said", "says") and token.pos_ != "ADJ")


def _has_particle(verb: Token, particle: str | None) -> bool:
    return particle is not None and verb.i + 1 < len(verb.doc) and verb.doc[verb.i + 1].lower_ == particle


def subject_of(verb: Token, *, depth: int = 6) -> Token | None:
    """Return the head of the noun phrase that does what `verb` says, or None. A relative pronoun gives its
    antecedent; a verb without a subject of its own ("adding that …", "refused to say") has that of the verb it hangs
    on."""
    subjects = [child for child in verb.children if child.dep_ in SUBJECTS]
    if subjects:
        child = min(subjects, key=lambda child: child.dep_ == "csubj")
        return verb.head if child.lower_ in _RELATIVES and verb.dep_ == "relcl" else child
    if depth == 0 or verb.head == verb:
        return None
    head = verb.head
    if (matrix := _true_conjunct(verb)) is not None:
        return subject_of(matrix, depth=depth - 1)
    if verb.dep_ in ("acl", "relcl") and head.pos_ in ("NOUN", "PROPN", "PRON") and head.i < verb.i:
        return head
    if verb.dep_ == "pcomp" and head.dep_ == "prep" and head.head.pos_ in ("NOUN", "PROPN", "PRON"):
        return head.head  # "Ellis, despite admitting that …"
    if verb.dep_ in ("conj", "xcomp", "advcl", "ccomp", "pcomp", "dep", "prep") and head.pos_ in (
        "VERB",
        "AUX",
        "ADP",
    ):
        if verb.dep_ in ("advcl", "ccomp") and is_finite(verb):
            return None
        return subject_of(head, depth=depth - 1)
    return None


def _true_conjunct(verb: Token) -> Token | None:
    """The reporting verb that a verb really goes on from, where the parser joined it to the reported clause: "said the
    men had been lucky and urged …". Tense and number tell: it is formed as the matrix verb, not as the embedded one."""
    inner = verb.head
    if verb.dep_ != "conj" or inner.dep_ != "ccomp" or verb.tag_ not in FINITE:
        return None
    matrix = inner.head
    if verb.tag_ == matrix.tag_ and any(
        c.dep_ == "nsubj" and c.lower_ in _LIGHT_SUBJECTS for c in inner.children
    ):
        return matrix  # "She says she respects him and calls …": the same person either way; "that" calls nobody names
    forms = {inner.tag_, *(c.tag_ for c in inner.children if c.dep_ == "aux")}
    same = verb.tag_ == matrix.tag_ and (verb.tag_ not in forms or inner.tag_ == "VBN")
    return matrix if same and matrix.pos_ == "VERB" else None


def agent_of(verb: Token) -> Token | None:
    """Return the head of the phrase after "by" of a passive verb, or None; "as a joke by X" counts for the verb too."""
    behind = (t for t in verb.subtree if t.dep_ in ("agent", "prep") and t.lower_ == "by" and t.i > verb.i)
    return next((noun for by in behind if (noun := child_of(by, "pobj")) is not None), None)


def is_passive(verb: Token) -> bool:
    """Return True if the verb's grammatical subject undergoes it ("was dismissed"); "he's said" has an active "has"."""
    auxiliaries = [child for child in verb.children if child.dep_ == "auxpass"]
    if any(child.lower_ in ("'s", "’s", "'d", "’d") for child in auxiliaries):
        return False
    return bool(auxiliaries) or any(child.dep_ == "nsubjpass" for child in verb.children)


def is_negated(verb: Token) -> bool:
    """Return True for "did not say", "never said"."""
    if any(child.dep_ == "neg" or child.lower_ in VERB_NEGATIONS for child in verb.children):
        return True
    subjects = [child for child in verb.children if child.dep_ in SUBJECTS]
    return any(token.lower_ in SUBJECT_NEGATIONS for s in subjects for token in s.subtree if token.i <= s.i)


def phrase(head: Token) -> tuple[int, int]:
    """Return the noun phrase around `head` as token numbers, end not included: its determiners, names and modifiers,
    and what follows it after "of", "for", "in", "at", "from", "on", "with"; no relative clause, no apposition."""
    start = _left_edge(head)
    end = head.i + 1
    for child in head.rights:
        if child.dep_ == "prep" and child.i == end and child.lower_ in _PHRASE_PREPOSITIONS:
            if any(c.ent_type_ in ("DATE", "TIME") for c in child.children):
                break
            end = _compact_end(child)
        elif child.dep_ in ("case", "nummod", "nmod", "compound") and child.i == end:
            end = child.i + 1
        else:
            break
    return start, end


_PHRASE_PREPOSITIONS = frozenset(("of", "for", "in", "at", "from", "on", "with", "to"))


def _left_edge(head: Token) -> int:
    start = head.i
    for child in reversed(list(head.lefts)):
        if child.dep_ in _CORE and not (child.dep_ == "punct" and child.text not in "-–'’"):
            start = min(start, child.left_edge.i)
        else:
            break
    return skip(head.doc, start, head.i, lambda token: token.is_punct or token.dep_ == "cc")


def _compact_end(preposition: Token) -> int:
    """Find where the phrase of a preposition ends if clauses, quotations and appositions are left out."""
    end = preposition.i + 1
    for token in preposition.subtree:
        if token.i < end:
            continue
        if token.i > end or token.dep_ in ("relcl", "acl", "appos") or token.text in (",", OPENING, "("):
            break
        end = token.i + 1
    return end


def past_nickname(doc: Doc, at: int) -> int:
    """Return the token behind a nickname of a word or two in marks that opens at `at` and has a name behind it
    ("Marcia “Cia” Price"); 0 where there is none."""
    if doc[at].text != OPENING:
        return 0
    close = next((i for i in range(at + 2, min(at + 5, len(doc) - 1)) if doc[i].text == CLOSING), None)
    return close + 1 if close is not None and doc[close + 1].pos_ == "PROPN" else 0


def conjuncts(head: Token) -> list[Token]:
    """`head` and the nouns joined to it by "and" or a comma."""
    return [
        head,
        *(token for token in head.conjuncts if token.i > head.i and token.pos_ in ("NOUN", "PROPN", "PRON")),
    ]


def clause_end(head: Token) -> int:
    """One past the last token of the clause of `head`, final punctuation left out."""
    return skip_back(
        head.doc,
        head.i + 1,
        head.right_edge.i + 1,
        lambda token: token.is_punct and token.text not in (CLOSING, ")", "%"),
    )


def closes_report(verb: Token, end: int, lexicon: Lexicon) -> bool:
    """Return True if a sentence that ends at `end` ends behind its reporting verb, but for when, where and to whom."""
    doc = verb.doc
    following = verb.i + 1
    if following >= end or doc[following].is_punct:
        return following >= end or doc[following].text in (".", ",", ";", "?", "!")
    return (
        doc[following].lower_ in lexicon.afterthought
        or doc[following].ent_type_ in ("DATE", "TIME")
        or verb.lemma_ == "tell"
    )


def noun_run_before(verb: Token, floor: int) -> int | None:
    """Find where a plain noun phrase that ends right before `verb` begins, looking back no further than `floor`; None
    where there is none. Adverbs and a bracket between the two are passed over."""
    doc = verb.doc
    end = _before_bracket(doc, skip_back(doc, floor, verb.i, _is_light), floor)
    if end <= floor or doc[end - 1].pos_ not in _LIGHT_HEADS:
        return None
    start = skip_back(doc, floor, end - 1, _is_in_run)
    return skip(doc, start, end - 1, _opens_no_run)


def _is_light(token: Token) -> bool:
    return token.lower_ in _LIGHT_ADVERBS or token.dep_ in ("aux", "auxpass", "neg")


def _is_in_run(token: Token) -> bool:
    return token.pos_ in _NOMINAL or token.dep_ == "amod" or token.lower_ in _JOINING


def _opens_no_run(token: Token) -> bool:
    return token.pos_ in ("ADP", "ADV", "CCONJ", "PART") or token.is_punct


def _before_bracket(doc: Doc, end: int, floor: int) -> int:
    """Return `end`, or where a short bracket opens that ends there: a party and state, an age, initials."""
    if end <= floor or doc[end - 1].text not in (")", "]"):
        return end
    near = range(end - 2, max(floor, end - 10) - 1, -1)
    return next((i for i in near if doc[i].text in ("(", "[")), end)


def run_head(first: Token, limit: Token | None) -> Token:
    """Return the head of the noun phrase that begins with `first`, by climbing while the phrase lasts."""
    head = first
    for _ in range(12):
        above = head.head
        if above == head or above.i < first.i or (limit is not None and above.i >= limit.i):
            break
        if above.pos_ not in _LIGHT_HEADS or head.dep_ in ("nsubj", "dobj", "pobj", "relcl", "ROOT"):
            break
        head = above
    return head


def after_to(token: Token) -> Token | None:
    """Return the head of the phrase behind "according to", given "according"."""
    doc = token.doc
    near = (child for word in doc[token.i + 1 : token.i + 3] for child in word.children)
    noun = next((child for child in near if child.dep_ == "pobj" and child.i > token.i), None)
    return noun or (run_head(doc[token.i + 2], None) if token.i + 2 < len(doc) else None)


def takes_verb(doc: Doc, end: int) -> bool:
    """Return True if a noun phrase that ends at `end` runs, past appositions between commas, into a finite verb
    without a subject: in "In a cellar, Rima, a nurse, said …" the parser may give Rima to the cellar."""
    index = end
    if index < len(doc) and doc[index].text == ",":
        stop = min(index + 14, len(doc) - 1)
        index = next((i + 1 for i in range(index + 1, stop) if doc[i].text == ","), len(doc))
    if index >= len(doc) or doc[index].pos_ not in ("VERB", "AUX") or not is_finite(doc[index]):
        return False
    return not any(child.dep_ in SUBJECTS for child in doc[index].children)


def subject_before(verb: Token) -> Token | None:
    """Return the first word of the plain noun phrase that runs into a verb the parser gave no subject, a comma
    between them or not ("the accountant, Farid Benali, states:"); None if there is none."""
    floor, doc = verb.sent.start, verb.doc
    start = noun_run_before(verb, floor)
    if start is None and verb.i - 2 >= floor and doc[verb.i - 1].text == ",":
        start = noun_run_before(doc[verb.i - 1], floor)
    return doc[start] if start is not None else None
