"""How a thing was said: the speaker's stance, to whom, through whom, where, and on what occasion.

Each function takes the cue's verb in its paragraph and gives the words of the text that tell, or nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from quotetrack.lang import Lexicon
from quotetrack.parsing.grammar import (
    FINITE,
    after_to,
    child_of,
    is_cue,
    is_negated,
    is_passive,
    phrase,
    skip,
    skip_back,
    subject_of,
)
from quotetrack.parsing.paragraphs import Paragraph
from quotetrack.records import Act, Quote, Span, Stance
from quotetrack.records.rules import RuleName, rule_of

_WISHES = frozenset(("want", "wish", "like", "urge", "hope", "expect"))
_REFUSED = frozenset(("say", "comment", "confirm", "deny", "discuss", "answer", "reveal"))
"""Verbs that with "would not" tell of a refusal."""
_WITHHELD = frozenset(("avoid", "refrain", "forbear"))
"""Verbs above a verb of saying that tell that nothing was said."""
_PERCEIVED = frozenset(("hear", "overhear", "see", "catch"))
"""Verbs above a verb of saying with which "could" tells that it was said: "could be heard saying"."""
_STANCES: dict[str, Stance] = {RuleName.DECLINED: "declined", RuleName.CLAIMED_OTHERWISE: "said"}
"""Rules that settle the stance, whatever stands with the cue."""
_TELLING = frozenset(("say", "tell", "confirm", "admit", "reveal", "disclose"))
"""Verbs with which "would only" tells that no more was said than this."""
_AT_MOST = frozenset(("only", "merely", "just", "simply"))
_OFTEN = frozenset("often always sometimes usually frequently regularly routinely invariably".split())
"""Adverbs with which "would say" tells of what was said more than once."""


def stance_of(quote: Quote, cue: Sequence[Token], lexicon: Lexicon, words: str) -> Stance:
    """Tell what the speaker does with the content, whose words are given, by the cue and what stands with it."""
    rule, verb = rule_of(quote.rule), _saying(cue, lexicon)
    if rule.denies:
        return _stance_of_denial(verb)
    if quote.rule in _STANCES:
        return _STANCES[quote.rule]
    if verb is None:
        is_turn = rule.speaker_at in ("label", "before a colon") or quote.rule == RuleName.INTERVIEW
        return "asked" if is_turn and words.rstrip("”’»\"' )]").endswith("?") else "said"
    above = [
        a for a in verb.ancestors if verb.dep_ in ("xcomp", "pcomp") and a.pos_ in ("VERB", "ADJ", "ADP")
    ]
    governors = [verb, *above[:2]]
    lemmas = [governor.lemma_.lower() for governor in governors]
    if _did_say(governors):
        return "said"
    auxiliaries = {
        c.lower_ for g in governors if g.lemma_ not in _PERCEIVED for c in g.children if c.dep_ == "aux"
    }
    is_refusal = bool(auxiliaries & {"would", "wo", "will"}) and verb.lemma_ in _REFUSED
    denies_it = verb.dep_ in ("ccomp", "xcomp", "pcomp") and verb.head.lemma_.lower() in lexicon.denied
    denying = _denying(governors, lexicon)
    stances: tuple[tuple[Stance, bool], ...] = (
        ("declined", not lexicon.declined.isdisjoint(lemmas)),
        ("denied", denies_it),
        ("not_said", _is_untrue(verb) or _is_withheld(governors)),
        ("would_say", _is_supposed(verb)),
        (_stance_of_denial(denying), denying is not None),
        ("denied", lemmas[0] == "accept" and is_negated(verb)),
        ("declined" if is_refusal else "not_said", any(map(is_negated, governors))),
        ("would_say", not lexicon.future.isdisjoint(auxiliaries)),
        ("would_say", not lexicon.expected.isdisjoint(lemmas[1:]) or _is_to_come(verb)),
        ("asked", lemmas[0] in lexicon.asked),
    )
    return next((stance for stance, applies in stances if applies), "said")


def _saying(cue: Sequence[Token], lexicon: Lexicon) -> Token | None:
    """Return the verb of a cue that tells of the saying: the last of "intends to announce", "stopped short of saying";
    not of "wanted to believe", which is an attitude. None for a cue without a verb."""
    verb = next((t for pos in ("VERB", "AUX") for t in cue if t.pos_ == pos), None)
    below = [t for t in cue if verb is not None and t.dep_ in ("xcomp", "pcomp") and verb in t.ancestors]
    last = below[-1] if below else None
    says = (
        last is not None and last.pos_ == "VERB" and last.lemma_.lower() in lexicon.cues - lexicon.attitudes
    )
    return last if says else verb


def _denying(governors: Sequence[Token], lexicon: Lexicon) -> Token | None:
    """Return the verb that denies: the verb of saying itself ("rejected", "ruled out"), or a "deny" above it."""
    verb = governors[0]
    rules_out = verb.lemma_ == "rule" and any(c.lower_ == "out" for c in verb.rights)
    if rules_out or verb.lemma_.lower() in lexicon.denied:
        return verb
    return next((t for t in governors if t.lemma_.lower() == "deny"), None)


def _stance_of_denial(verb: Token | None) -> Stance:
    """Tell what somebody does by "deny" and the like. Not to deny a thing is neither to deny nor to say it; to do
    "neither" one nor the other, if asked for it, is to decline."""
    if verb is None:
        return "denied"
    is_neither = verb.dep_ == "conj" and any(c.lower_ in ("neither", "not") for c in verb.head.children)
    if not is_negated(verb) and not is_neither:
        return "denied"
    auxiliaries = {c.lower_ for t in (verb, verb.head) for c in t.children if c.dep_ == "aux"}
    return "declined" if auxiliaries & {"would", "wo", "will"} else "not_said"


def _did_say(governors: Sequence[Token]) -> bool:
    """Return True for "would say only that" and "would often say", which was said, whatever the auxiliary is."""
    verb = governors[0]
    if any(map(is_negated, governors)) or verb.lemma_ not in _TELLING:
        return False
    following = verb.nbor(1).lower_ if verb.i + 1 < len(verb.doc) else ""
    adverbs = {c.lower_ for c in verb.lefts if c.dep_ == "advmod"}
    return following in _AT_MOST or bool(adverbs & (_AT_MOST | _OFTEN))


def _is_withheld(governors: Sequence[Token]) -> bool:
    """Return True for "avoided saying", "stopped short of saying"."""
    above = governors[1:]
    is_short = any(
        t.lemma_ in ("stop", "fall") and any(c.lower_ == "short" for c in t.children) for t in above
    )
    return is_short or any(t.lemma_ in _WITHHELD for t in above)


def _is_to_come(verb: Token) -> bool:
    """Return True for "is to tell parliament that", "is going to say"; not for "was to say later", which was said."""
    above = verb.head
    is_bare = not any(c.dep_ in ("acomp", "attr") for c in above.children)
    is_due = above.lemma_ == "be" and above.tag_ in ("VBZ", "VBP") and is_bare
    is_next = above.lemma_ == "go" and above.tag_ == "VBG"
    return verb.dep_ == "xcomp" and verb.tag_ == "VB" and (is_due or is_next)


def _is_untrue(verb: Token) -> bool:
    """Return True for "it is not true that she said"."""
    above = list(verb.ancestors)[:2] if verb.dep_ in ("ccomp", "acl", "csubj") else []
    return any(t.dep_ == "neg" for a in above for t in a.children)


def _is_supposed(verb: Token) -> bool:
    """Return True for "if she says", "wants her to say"; not for "I want to say", which says it."""
    supposed = any(c.dep_ == "mark" and c.lower_ in ("if", "unless", "whether") for c in verb.children)
    is_wished = verb.dep_ in ("ccomp", "xcomp") and verb.head.lemma_ in _WISHES and verb.tag_ == "VB"
    subject = subject_of(verb) if is_wished else None
    return supposed or (is_wished and (subject is None or subject.lower_ not in ("i", "we")))


_LIGHT = frozenset(("be", "have", "do", "make", "take", "get", "give", "seem", "appear"))


def act_of(cue: Sequence[Token], lexicon: Lexicon) -> Act:
    """Whether a cue tells of speech or of an attitude: its full verb decides, else any word of it ("is convinced that",
    "in the hope that"). No cue is speech."""
    verbs = [t for t in cue if t.pos_ == "VERB" and t.lemma_.lower() not in _LIGHT]
    telling = verbs[:1] or cue
    words = (word for t in telling for word in (t.lemma_.lower(), t.lower_))
    return "attitude" if any(word in lexicon.attitudes for word in words) else "speech"


def hearer_of(verb: Token, paragraph: Paragraph, quote: Quote, lexicon: Lexicon) -> Span | None:
    """Find whom it was told, as printed: the object of "told", or who stands behind "said to"."""
    tells = verb.lemma_.lower() in lexicon.telling
    if tells and is_passive(verb):
        return _phrase_at(paragraph, child_of(verb, "nsubjpass"))
    if verb.lemma_ == "tell" and (plain := _told_next(verb, paragraph, quote)) is not None:
        return plain
    roles = {"dobj", "dative", "iobj", "oprd"} | ({"nsubj"} if not rule_of(quote.rule).is_inverted else set())
    objects = (c for c in verb.rights if c.dep_ in roles and c.pos_ in ("NOUN", "PROPN", "PRON", "VERB"))
    hearer = next((c for c in objects if not _inside(c, paragraph, quote)), None) if tells else None
    if hearer is not None:
        first, last = phrase(hearer)
        end = _with_name(hearer, last)
        return paragraph.between(hearer.doc[max(first, verb.i + 1)], hearer.doc[end - 1])
    to = [c for c in verb.rights if c.dep_ in ("prep", "dative") and c.lower_ == "to"]
    nouns = (n for c in to if verb.lemma_ in _TO_SOMEBODY for n in c.children if n.dep_ == "pobj")
    return _phrase_at(paragraph, next((n for n in nouns if not _inside(n, paragraph, quote)), None))


_TO_SOMEBODY = frozenset(("say", "speak", "write", "explain", "confirm"))


def _with_name(noun: Token, end: int) -> int:
    """One past a name that stands right behind its description: "the German agency dpa"."""
    names = [
        c
        for c in noun.children
        if c.dep_ == "appos" and c.left_edge.i == end and c.pos_ in ("PROPN", "NOUN", "X")
    ]
    return names[0].i + 1 if names else end


def _told_next(verb: Token, paragraph: Paragraph, quote: Quote) -> Span | None:
    """Return the plain noun phrase right behind "told", whatever the parser made of it: up to the next determiner,
    pronoun, preposition or mark."""
    doc = verb.doc
    first = end = verb.i + 1
    if first < len(doc) and doc[first].pos_ == "PRON" and doc[first].tag_ == "PRP":
        end += 1
    else:
        end = skip(
            doc,
            first,
            len(doc),
            lambda t: t.pos_ in _NOMINAL and not _ends_hearer(t, first, paragraph, quote),
        )
    end = skip_back(doc, first, end, lambda token: token.pos_ in ("DET", "PART", "ADJ"))
    is_hearer = first < end and not _inside(doc[first], paragraph, quote)
    return paragraph.between(doc[first], doc[end - 1]) if is_hearer else None


_NOMINAL = frozenset(("DET", "ADJ", "NOUN", "PROPN", "NUM", "PART", "X", "VERB", "PRON"))


def _ends_hearer(token: Token, first: int, paragraph: Paragraph, quote: Quote) -> bool:
    closed = token.i > first and token.pos_ in ("DET", "PRON")
    is_verb = token.pos_ == "VERB" and token.nbor(-1).pos_ != "NOUN"
    return closed or is_verb or _inside(token, paragraph, quote)


def _phrase_at(paragraph: Paragraph, noun: Token | None) -> Span | None:
    """Find where the noun phrase around a noun lies in the article; None for no noun."""
    first, last = phrase(noun) if noun is not None else (0, 0)
    return paragraph.between(paragraph.doc[first], paragraph.doc[last - 1]) if noun is not None else None


def _inside(token: Token, paragraph: Paragraph, quote: Quote) -> bool:
    start = paragraph.starts[token.i]
    return any(span.start <= start < span.end for span in quote.content)


def place_and_occasion(
    verb: Token, paragraph: Paragraph, quote: Quote, lexicon: Lexicon
) -> tuple[Span | None, Span | None]:
    """Where it was said, and on what occasion: "in Moscow", "a joint press conference after a meeting with …"."""
    nouns = [(p, n) for p in _prepositions(verb) for n in p.children if n.dep_ == "pobj"]
    outside = [(p, n) for p, n in nouns if not _inside(n, paragraph, quote)]
    places = [n for p, n in outside if p.lower_ in ("in", "at") and n.ent_type_ in ("GPE", "LOC", "FAC")]
    occasions = (
        n
        for p, n in outside
        if p.lower_ in ("during", "at", "in", "after", "before")
        and n.lemma_ in lexicon.occasions
        and n not in places[:1]
    )
    occasion = next(occasions, None)
    place = _phrase_at(paragraph, places[0]) if places else None
    return place, _whole_phrase(paragraph, occasion) if occasion is not None else None


def _whole_phrase(paragraph: Paragraph, noun: Token) -> Span:
    """Return where a noun lies with all that hangs on it, punctuation at the end left out."""
    end = skip_back(noun.doc, noun.i + 1, noun.right_edge.i + 1, lambda token: token.is_punct)
    return paragraph.between(noun.left_edge, noun.doc[end - 1])


def _prepositions(verb: Token) -> list[Token]:
    own = [c for c in verb.children if c.dep_ == "prep"]
    return own + [
        g
        for c in own
        for n in c.children
        for g in n.children
        if g.dep_ == "prep" and n.ent_type_ in ("GPE", "DATE")
    ]


def relays_of(
    verb: Token, paragraph: Paragraph, quote: Quote, through: Token | None, lexicon: Lexicon
) -> tuple[Span, ...]:
    """Find through what or whom the words came: "in a statement", "quoted by state radio", "citing the ministry"."""
    subject = subject_of(verb)
    relayer = subject if "subject" in rule_of(quote.rule).relays else None
    papers = lexicon.channels | lexicon.documents
    is_paper = subject is not None and subject.dep_ == "dobj" and subject.lemma_.lower() in papers
    paper = subject if is_paper else None  # "issued a statement saying"
    before = (relayer, _reporter(verb, lexicon), paper)
    inside = (n for n in _relays_in(verb, quote, lexicon) if not _inside(n, paragraph, quote))
    behind = (_reporting_outlet(verb, lexicon), *inside)
    thing = [paragraph.between(through.left_edge, through)] if through is not None else []
    first, last = ([_phrase_at(paragraph, noun) for noun in nouns] for nouns in (before, behind))
    return tuple(dict.fromkeys(span for span in (*first, *thing, *last) if span is not None))


def _relays_in(verb: Token, quote: Quote, lexicon: Lexicon) -> Iterator[Token]:
    """Find the relays in the sentence of a cue: who stands behind another "according to", channels, an agent."""
    relays = rule_of(quote.rule).relays
    for token in verb.sent:
        elsewhere = token.i > verb.i or token.i == verb.sent.start
        follows = token.lower_ == "according" and elsewhere and "according to" in relays
        if follows and (source := after_to(token)) is not None:
            yield source
        is_agent = token.head.lower_ == "by" and token.head.head == verb and is_passive(verb)
        is_relay = _is_channel(token, verb, lexicon) or ("agent" in relays and is_agent)
        if token.dep_ == "pobj" and is_relay:
            yield token


def _is_channel(noun: Token, verb: Token, lexicon: Lexicon) -> bool:
    """Return True for a channel whose phrase hangs on the cue, or opens its sentence."""
    preposition = noun.head
    belongs = verb in (preposition.head, preposition.head.head) or preposition.i == verb.sent.start
    is_through = preposition.lower_ in ("in", "on", "via", "through")
    return is_through and belongs and noun.lemma_.lower() in lexicon.channels


def _reporter(verb: Token, lexicon: Lexicon) -> Token | None:
    """Find who reports the saying as said to him: "Ruth Ansel said that the minister had told her …"."""
    own = subject_of(verb)
    if verb.dep_ != "ccomp" or not is_cue(verb.head, lexicon) or own is None or own.pos_ == "PRON":
        return None
    reporter = subject_of(verb.head)
    return (
        reporter if reporter is not None and reporter.pos_ in ("NOUN", "PROPN") and reporter != own else None
    )


def _reporting_outlet(verb: Token, lexicon: Lexicon) -> Token | None:
    """Find the outlet that reports the saying in the same sentence: "…, the website Orontes Line reported"."""
    reports = (
        t for t in verb.sent if t.i > verb.i + 2 and t.lemma_ in ("report", "say") and t.tag_ in FINITE
    )
    subjects = (s for t in reports if (s := subject_of(t)) is not None and s.i > verb.i)
    return next((s for s in subjects if s.lemma_.lower() in lexicon.outlets), None)
