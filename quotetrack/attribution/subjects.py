"""Whose words a cue reports: the subject, agent or owner that the grammar gives to its verb.

Takes a quote and the verb of its cue, gives the head of the words that stand for the speaker. Structure decides, never
distance.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from spacy.tokens import Doc, Token

from quotetrack.lang import Lexicon
from quotetrack.parsing.grammar import (
    CLOSING,
    OPENING,
    TENSED,
    after_to,
    agent_of,
    child_of,
    is_cue,
    is_finite,
    is_passive,
    noun_run_before,
    run_head,
    skip,
    skip_back,
    subject_before,
    subject_of,
)
from quotetrack.parsing.paragraphs import Paragraph
from quotetrack.records import Quote
from quotetrack.records.rules import RuleName


def cue_verb(quote: Quote, paragraph: Paragraph) -> Token | None:
    """Find the verb of the cue: the first full one ("was quoted as saying"), else an auxiliary, else the first word."""
    tokens = paragraph.tokens(quote.cue[0])
    full = (t for pos in ("VERB", "AUX") for t in tokens if t.pos_ == pos)
    return next(full, tokens[0] if tokens else None)


def find_speaker_head(quote: Quote, verb: Token, paragraph: Paragraph, lexicon: Lexicon) -> Token | None:
    """Find the head of the words that stand for whoever speaks, given the verb of the cue. None if the sentence has
    none."""
    head = _by_rule(quote, verb, paragraph, lexicon)
    if head is None:
        return None
    head = _antecedent(head) or head
    return _named_before(head, verb) or _issuer(head, lexicon) or head


def _by_rule(quote: Quote, verb: Token, paragraph: Paragraph, lexicon: Lexicon) -> Token | None:
    """Look where the rule of the quote says, then where the grammar does."""
    if verb.lower_ == "according" and quote.rule != RuleName.IN_THE_VIEW_OF:
        return _name_ending(verb.i + 2, verb.doc) or after_to(verb)
    own_place = _OWN_PLACES.get(quote.rule)
    if own_place is not None:
        return own_place(verb, lexicon)
    first_place = _FIRST_PLACES.get(quote.rule)
    if first_place is not None and (head := first_place(verb, lexicon)) is not None:
        return head
    if verb.tag_ == "VBN" and not is_finite(verb) and (agent := _own_agent(verb)) is not None:
        return agent
    if is_passive(verb):
        return _overheard(verb) or agent_of(verb) or _in_document(verb, lexicon)
    if quote.rule == RuleName.AFTER:
        return _subject_after(quote, verb, paragraph)
    subject = (
        _passive_matrix(verb)
        or _with_subject(verb)
        or _matrix_of_participle(verb, lexicon)
        or subject_of(verb)
    )
    is_broken = subject is not None and _hangs_on_preposition(subject, verb)
    return None if is_broken else subject or _of_coordinated(verb) or _before(quote, verb, lexicon)


def _hangs_on_preposition(subject: Token, verb: Token) -> bool:
    """Return True if the parser took the end of a longer phrase for the subject: "a colonel who has known him since
    staff college said"."""
    edge = subject.left_edge.i
    is_before = subject.dep_ in ("nsubj", "nsubjpass") and 0 < edge <= subject.i <= verb.i
    before = subject.doc[max(edge - 1, 0)]
    is_preposition = before.lower_ in ("since", "from", "at", "of", "with", "by")
    return is_before and is_preposition and before.head != subject


def _of_coordinated(verb: Token) -> Token | None:
    """Return the subject that a verb behind "and" or "but" shares with a verb before it: "He put on an accent and
    joked". The parser joined such a verb to a noun, or took it for a clause of its own."""
    doc = verb.doc
    i = skip_back(doc, verb.sent.start + 1, verb.i, lambda token: token.pos_ == "ADV") - 1
    if not is_finite(verb) or doc[i].dep_ != "cc":
        return None
    above = next((t for t in verb.ancestors if t.i < verb.i and t.pos_ == "VERB" and is_finite(t)), None)
    return subject_of(above) if above is not None else None


def _before(quote: Quote, verb: Token, lexicon: Lexicon) -> Token | None:
    """Return the noun phrase that runs into a verb without a subject, or stands behind it before a colon ("Said
    Ellis:")."""
    first = subject_before(verb)
    if first is not None:
        return run_head(first, verb)
    return _inverted(verb, lexicon) if quote.rule == RuleName.COLON and verb.i == verb.sent.start else None


def _owner_of_words(verb: Token, lexicon: Lexicon) -> Token | None:
    """Whose words they are in "she recalled her father's words: “…”" and "he read out a letter from Ana Ruiz: “…”"."""
    things = [c for c in verb.children if c.dep_ == "dobj"]
    words = [c for c in things if c.lemma_.lower() in lexicon.cue_nouns]
    owners = [c for noun in words[:1] for c in noun.children if c.dep_ == "poss"]
    papers = [c for c in things if c.lemma_.lower() in lexicon.documents | lexicon.channels]
    if verb.lemma_ in _SHOWS:
        # The parser may tie "by" to the verb.
        near = [p for paper in papers for p in (*paper.children, *verb.children) if p.i > paper.i]
        makers = (p for p in near if p.lower_ in ("by", "from"))
        owners += [c for p in makers for c in p.children if c.dep_ == "pobj"]
    return next((c for c in owners if c.pos_ in ("NOUN", "PROPN") or c.lower_ == "accused"), None)


_SHOWS = frozenset(("read", "show", "share", "cite", "quote", "display", "recite", "repost", "retweet"))
"""Verbs by which somebody passes on another's paper."""


def _passive_matrix(verb: Token) -> Token | None:
    """Return the speaker of "is reported to have told": the grammatical subject of the matrix verb."""
    return child_of(verb.head, "nsubjpass") if verb.dep_ == "xcomp" and is_passive(verb.head) else None


def _overheard(verb: Token) -> Token | None:
    """Return who "was heard saying" it."""
    says = any(c.dep_ == "xcomp" and c.tag_ in ("VBG", "VB") for c in verb.rights)
    return child_of(verb, "nsubjpass") if says and verb.lemma_ in ("hear", "overhear") else None


def _inverted(verb: Token, lexicon: Lexicon) -> Token | None:
    """Find who stands behind the verb: its subject, else the noun phrase there; a name behind an office that the
    parser did not join to it ("said engineer Paola")."""
    doc = verb.doc
    subject = next((child for child in verb.rights if child.dep_ in ("nsubj", "nsubjpass")), None)
    first = subject.i if subject is not None else verb.i + 1
    office = skip(doc, first, len(doc) - 1, lambda t: _is_office(t, lexicon) and t.nbor().pos_ == "PROPN")
    if office > first:
        return run_head(doc[office], None)
    return subject or (run_head(doc[first], None) if first < len(doc) else None)


def _is_office(token: Token, lexicon: Lexicon) -> bool:
    return token.pos_ == "VERB" or (token.lower_ in lexicon.people and token.text.islower())


def _subject_after(quote: Quote, verb: Token, paragraph: Paragraph) -> Token | None:
    doc = verb.doc
    close = next((t.i for t in doc if paragraph.starts[t.i] >= _last_before(quote, paragraph, verb)), 0)
    subject = subject_of(verb)
    if subject is not None and close <= subject.i < verb.i:
        return subject
    start = noun_run_before(verb, close)
    if start is not None:
        return _run_subject(start, verb)
    first = skip(doc, close, verb.i, lambda token: token.is_punct or token.is_space)
    return run_head(doc[first], verb) if first < verb.i else None


def _own_agent(verb: Token) -> Token | None:
    """Find who stands behind the "by" of a participle: "the plan, described by Noor as “…”"."""
    by = next((c for c in verb.children if c.lower_ == "by" and c.dep_ in ("agent", "prep")), None)
    return child_of(by, "pobj") if by is not None else None


def _name_ending(start: int, doc: Doc) -> Token | None:
    """Return the name in which a plain run of nouns from `start` ends ("harbour master Silas Rook,"); None for any
    other."""
    end = skip(doc, start + 1, len(doc), lambda token: token.pos_ in ("NOUN", "PROPN", "ADJ", "DET"))
    plain = start < end < len(doc) and doc[end].is_punct and doc[end - 1].ent_type_ == "PERSON"
    return doc[end - 1] if plain and doc[end - 1].pos_ == "PROPN" else None


def _run_subject(start: int, verb: Token) -> Token:
    """Return the head of the noun phrase that begins at `start` and runs into the verb. It is the name that the phrase
    ends in ("Elmsford police Chief Dan Keel said"), else the head by the parse."""
    last = verb.doc[verb.i - 1]
    return last if last.ent_type_ == "PERSON" and last.pos_ == "PROPN" else run_head(verb.doc[start], verb)


def _last_before(quote: Quote, paragraph: Paragraph, verb: Token) -> int:
    """Return the place behind the last piece of the quote that stands before the cue."""
    ends = [span.end for span in quote.content if span.end <= paragraph.starts[verb.i]]
    return max(ends, default=paragraph.span.start)


def _in_document(verb: Token, lexicon: Lexicon) -> Token | None:
    """ "is described in the accident board's report as": the document speaks."""
    inside = (n for c in verb.children if c.dep_ == "prep" and c.lower_ == "in" for n in c.children)
    return next((n for n in inside if n.dep_ == "pobj" and n.lemma_.lower() in lexicon.documents), None)


def _with_subject(verb: Token) -> Token | None:
    """Find who stands between "with" and a participle: "with the mayor shouting: “…”"."""
    floor = verb.sent.start
    start = noun_run_before(verb, floor) if verb.tag_ == "VBG" else None
    is_behind_with = start is not None and start > floor and verb.doc[start - 1].lower_ == "with"
    return run_head(verb.doc[start], verb) if start is not None and is_behind_with else None


_ADDS = frozenset(("add", "say", "note", "claim", "explain", "argue", "tell", "state", "insist"))


def _matrix_of_participle(verb: Token, lexicon: Lexicon) -> Token | None:
    """Find who says on in "Ames said the vote could be “messy”, adding: “…”": the subject of the report, though the
    parser may hang the participle on the clause reported, or on another inside it ("said after he won, remarking
    …")."""
    doc = verb.doc
    if verb.tag_ != "VBG" or verb.i == 0 or not doc[verb.i - 1].is_punct:
        return None
    for above in verb.ancestors:
        adds = above.dep_ == "ccomp" and verb.lemma_.lower() in _ADDS
        aside = above.dep_ == "advcl" and not is_cue(above, lexicon)
        if (adds or aside) and is_cue(above.head, lexicon) and above.head.i < verb.i:
            return subject_of(above.head)
    return None


def _antecedent(relative: Token) -> Token | None:
    """Return the noun that "who" or "which" stands right behind, if the parser did not join the two."""
    if relative.lower_ not in ("who", "which") or relative.i <= relative.sent.start:
        return None
    before = relative.nbor(-1)
    if before.text == "," and before.i > relative.sent.start:
        before = before.nbor(-1)
    return before if before.pos_ in ("NOUN", "PROPN") else None


def _named_before(head: Token, verb: Token) -> Token | None:
    """Return the name that a description between commas stands beside: in "On Dec. 2, Steve Ward, a spokesman in Oslo,
    said" the parser may take a word of the description for the subject."""
    doc, floor = verb.doc, verb.sent.start
    is_closed = verb.i > floor and doc[verb.i - 1].text == ","
    for name in doc[floor : head.i] if is_closed and head.i < verb.i else ():
        is_last = name.ent_type_ == "PERSON" and name.pos_ == "PROPN" and doc[name.i + 1].text == ","
        if is_last and _opens(name, floor) and not _has_clause(doc, name.i + 2, verb.i - 1):
            return name
    return None


def _opens(name: Token, floor: int) -> bool:
    """Return True if a name, its titles and offices before it, begins a clause."""
    doc = name.doc
    start = skip_back(doc, floor, name.i, lambda token: token.pos_ in ("PROPN", "NOUN", "ADJ", "DET"))
    return start == floor or doc[start - 1].text == "," or doc[start - 1].dep_ == "cc"


def _has_clause(doc: Doc, start: int, end: int) -> bool:
    """Return True if a finite verb stands between two places, other than in a clause with "who" or "which", or marks
    do: the name may be what the words are about."""
    inside = doc[start:end]
    if any(token.text in (OPENING, CLOSING) for token in inside):
        return True
    is_relative = any(token.tag_ in ("WP", "WDT", "WP$") for token in inside)
    return not is_relative and any(t.tag_ in TENSED and not _is_participle(t) for t in inside)


def _is_participle(token: Token) -> bool:
    """Return True for a participle that the tagger takes for a past tense: "a site focused on ferries"."""
    return token.tag_ == "VBD" and token.nbor(-1).pos_ in ("NOUN", "PROPN") and token.nbor().pos_ == "ADP"


_ISSUES = frozenset(
    ("issue", "release", "publish", "post", "send", "make", "write", "give", "deliver", "offer")
)


def _issuer(head: Token, lexicon: Lexicon) -> Token | None:
    """Find who speaks in "The mayor issued a statement saying": who issued it, not the paper."""
    is_issued = head.dep_ == "dobj" and head.head.lemma_ in _ISSUES
    is_paper = head.lemma_.lower() in lexicon.documents | lexicon.channels
    return subject_of(head.head) if is_issued and is_paper else None


def _at_run(verb: Token, lexicon: Lexicon) -> Token | None:  # noqa: ARG001
    """Find the subject of a report that stands apart: the plain noun phrase that runs into its verb, without the
    relative pronoun that is its object ("which police deny")."""
    start = noun_run_before(verb, verb.sent.start)
    if start is None:
        return None
    is_object = verb.doc[start].tag_ in ("WDT", "WP") and verb.doc[start].dep_ == "dobj"
    return _run_subject(start + (is_object and start + 1 < verb.i), verb)


_Finder = Callable[[Token, Lexicon], Token | None]

_OWN_PLACES: Mapping[str, _Finder] = {
    RuleName.IN_THE_VIEW_OF: lambda verb, _: child_of(verb, "pobj"),
    RuleName.AFTER_INVERTED: _inverted,
    RuleName.CUE_NOUN: lambda noun, _: child_of(noun, "poss") or subject_of(noun.head),
    RuleName.RELAYED: lambda verb, _: child_of(verb, "dobj"),
    RuleName.PASSIVE: lambda verb, _: child_of(verb, "nsubjpass") or subject_of(verb),
}
"""Where the speaker stands by rules that tell it alone."""
_FIRST_PLACES: Mapping[str, _Finder] = {
    RuleName.COLON: _owner_of_words,
    RuleName.CLAUSE_THEN_REPORT: _at_run,
    RuleName.INSERTED: _at_run,
    RuleName.AS_REPORTED: _at_run,
    RuleName.DECLINED: lambda verb, _: subject_of(verb) if is_passive(verb) else None,
}
"""Where the speaker stands first of all by rules that leave it to the grammar otherwise."""
