"""What the rules ask of a parsed sentence: who the subject of a verb is, how far a noun phrase goes, what is a cue.

Pure questions about tokens; nothing here knows an article. The parser is wrong at times in ways that are regular
(a reporting verb taken for a reduced relative), and the functions say how they answer all the same.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import takewhile

from spacy.tokens import Doc, Token

from quotetrack.lang import Lexicon
from quotetrack.text.negation import SUBJECT_NEGATIONS, VERB_NEGATIONS

FINITE = frozenset(("VBD", "VBZ", "VBP"))
TENSED = FINITE | {"MD"}
"""Tags of verbs that stand in a clause of their own, modal ones among them."""
SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
OPENING, CLOSING = "“", "”"
_RELATIVES = frozenset(("who", "which", "that", "whom"))
_NOUNS = ("NOUN", "PROPN", "PRON")
_WITHOUT_SUBJECT = ("conj", "xcomp", "advcl", "ccomp", "pcomp", "dep", "prep")
"""Dependencies of a verb that may share its subject with the verb above it."""
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
    return verb.tag_ in FINITE or any(
        child.dep_ in ("aux", "auxpass") and child.lower_ != "to" for child in verb.children
    )


def is_cue(token: Token, lexicon: Lexicon) -> bool:
    """Return True for a verb that the lexicon knows as a cue, in a form that can report."""
    lemma = token.lemma_.lower()
    following = token.doc[token.i + 1 : token.i + 2].text.lower() if lemma in lexicon.phrasal else ""
    is_known = lemma in lexicon.cues or (following != "" and following == lexicon.phrasal[lemma])
    is_form_of_say = token.lower_ in ("said", "says") and token.pos_ != "ADJ"
    return is_known and (token.pos_ in ("VERB", "AUX") or token.tag_ in FINITE or is_form_of_say)


def subject_of(verb: Token, *, depth: int = 6) -> Token | None:
    """Return the head of the noun phrase that does what `verb` says, or None. A relative pronoun gives its
    antecedent; a verb without a subject of its own ("adding that …", "refused to say") has that of the verb it hangs
    on."""
    subjects = [child for child in verb.children if child.dep_ in SUBJECTS]
    head = verb.head
    if subjects:
        child = min(subjects, key=lambda child: child.dep_ == "csubj")
        return head if child.lower_ in _RELATIVES and verb.dep_ == "relcl" else child
    if depth == 0 or head == verb:
        return None
    if (matrix := _true_conjunct(verb)) is not None:
        return subject_of(matrix, depth=depth - 1)
    if verb.dep_ in ("acl", "relcl") and head.pos_ in _NOUNS and head.i < verb.i:
        return head
    if verb.dep_ == "pcomp" and head.dep_ == "prep" and head.head.pos_ in _NOUNS:
        return head.head  # "Ellis, despite admitting that …"
    if verb.dep_ == "xcomp" and head.pos_ == "ADJ" and head.dep_ == "acomp":
        return _own_subject(head.head)  # "Ellis is due to tell …", but not "it is easy to say"
    hangs = verb.dep_ in _WITHOUT_SUBJECT and head.pos_ in ("VERB", "AUX", "ADP")
    is_own_clause = verb.dep_ in ("advcl", "ccomp") and is_finite(verb)
    return subject_of(head, depth=depth - 1) if hangs and not is_own_clause else None


def _own_subject(verb: Token) -> Token | None:
    """Return the subject that hangs on a verb itself; None for an "it" that may stand for nothing."""
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    return None if subject is None or subject.lower_ == "it" else subject


def _true_conjunct(verb: Token) -> Token | None:
    """Return the reporting verb that a verb really goes on from, if the parser joined it to the reported clause ("said
    the men had been lucky and urged …"). Tense and number tell: it has the form of the matrix verb, not of the
    embedded one."""
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
    is_short = any(child.lower_ in ("'s", "’s", "'d", "’d") for child in auxiliaries)
    return not is_short and (bool(auxiliaries) or child_of(verb, "nsubjpass") is not None)


def is_negated(verb: Token) -> bool:
    """Return True for "did not say", "never said"."""
    is_own = any(child.dep_ == "neg" or child.lower_ in VERB_NEGATIONS for child in verb.children)
    subjects = [child for child in verb.children if child.dep_ in SUBJECTS]
    return is_own or any(t.lower_ in SUBJECT_NEGATIONS for s in subjects for t in s.subtree if t.i <= s.i)


def phrase(head: Token) -> tuple[int, int]:
    """Return the noun phrase around `head` as token numbers, end not included. It has determiners, names and modifiers,
    and what follows "of", "for", "in", "at", "from", "on", "with" or "to"; no relative clause, no apposition."""
    start = _left_edge(head)
    end = head.i + 1
    for child in head.rights:
        is_preposition = child.dep_ == "prep" and child.lower_ in _PHRASE_PREPOSITIONS
        is_dated = is_preposition and any(c.ent_type_ in ("DATE", "TIME") for c in child.children)
        is_modifier = child.dep_ in ("case", "nummod", "nmod", "compound")
        if child.i != end or is_dated or not (is_preposition or is_modifier):
            break
        end = _compact_end(child) if is_preposition else child.i + 1
    return start, end


_PHRASE_PREPOSITIONS = frozenset(("of", "for", "in", "at", "from", "on", "with", "to"))


def _left_edge(head: Token) -> int:
    core = takewhile(_is_core, reversed(list(head.lefts)))
    start = min((child.left_edge.i for child in core), default=head.i)
    return skip(head.doc, start, head.i, lambda token: token.is_punct or token.dep_ == "cc")


def _is_core(child: Token) -> bool:
    return child.dep_ in _CORE and (child.dep_ != "punct" or child.text in "-–'’")


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
    ("Marcia “Cia” Price"); 0 if there is none."""
    if doc[at].text != OPENING:
        return 0
    close = next((i for i in range(at + 2, min(at + 5, len(doc) - 1)) if doc[i].text == CLOSING), None)
    return close + 1 if close is not None and doc[close + 1].pos_ == "PROPN" else 0


def conjuncts(head: Token) -> list[Token]:
    """`head` and the nouns joined to it by "and" or a comma."""
    return [
        head,
        *(token for token in head.conjuncts if token.i > head.i and token.pos_ in _NOUNS),
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
    if there is none. Adverbs and a bracket between the two are passed over."""
    doc = verb.doc
    bare = skip_back(
        doc, floor, verb.i, lambda t: t.lower_ in _LIGHT_ADVERBS or t.dep_ in ("aux", "auxpass", "neg")
    )
    end = _before_bracket(doc, bare, floor)
    if end <= floor or doc[end - 1].pos_ not in _LIGHT_HEADS:
        return None
    start = skip_back(
        doc, floor, end - 1, lambda t: t.pos_ in _NOMINAL or t.dep_ == "amod" or t.lower_ in _JOINING
    )
    return skip(doc, start, end - 1, lambda t: t.pos_ in ("ADP", "ADV", "CCONJ", "PART") or t.is_punct)


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
        is_outside = above == head or above.i < first.i or (limit is not None and above.i >= limit.i)
        is_closed = above.pos_ not in _LIGHT_HEADS or head.dep_ in ("nsubj", "dobj", "pobj", "relcl", "ROOT")
        if is_outside or is_closed:
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
    without a subject. In "In a cellar, Rima, a nurse, said …" the parser may give Rima to the cellar."""
    index = end
    if index < len(doc) and doc[index].text == ",":
        stop = min(index + 14, len(doc) - 1)
        index = next((i + 1 for i in range(index + 1, stop) if doc[i].text == ","), len(doc))
    is_verb = index < len(doc) and doc[index].pos_ in ("VERB", "AUX") and is_finite(doc[index])
    return is_verb and child_of(doc[index], *SUBJECTS) is None


def subject_before(verb: Token) -> Token | None:
    """Return the first word of the plain noun phrase that runs into a verb the parser gave no subject, a comma
    between them or not ("the accountant, Farid Benali, states:"); None if there is none."""
    floor, doc = verb.sent.start, verb.doc
    start = noun_run_before(verb, floor)
    if start is None and verb.i - 2 >= floor and doc[verb.i - 1].text == ",":
        start = noun_run_before(doc[verb.i - 1], floor)
    return doc[start] if start is not None else None
