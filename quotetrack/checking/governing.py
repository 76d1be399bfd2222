"""Whether words cut out of a sentence still say what the sentence says, by what governs them in its parse.

Somebody is quoted with a part of a sentence. What was cut off may deny the part ("I'm not saying that …"), set it under
a condition, ask it, wish it, or give it to somebody else ("they want you to believe that …"). The walk goes from the
head of the part up to the main clause and looks at each verb, noun and adjective that it hangs on. It ends where the
part is taken for granted whatever stands above: in a relative clause, under "because", under "knew that".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quotetrack.checking.clauses import (
    DENYING_ADVERBS,
    NOUN_SUBJECTS,
    OWN,
    QUESTION_WORDS,
    STEPS,
    GoverningWords,
    begins_with_question_word,
    goes_beyond,
    governing_words,
    has_negation,
    has_subject,
    heads_clause,
    is_complement,
    is_inverted,
    names_something,
    no_one_in,
    shared_subject,
    takes_for_granted,
)
from quotetrack.parsing.grammar import is_finite
from quotetrack.records.check import TurnGround

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_LINKS = frozenset(
    "ccomp xcomp csubj csubjpass dobj attr acomp pobj pcomp prep acl oprd parataxis dep conj".split()
)
"""Dependencies through which what governs the head governs what hangs on it."""
_LIGHT = frozenset("punct cc mark det aux auxpass neg intj case predet".split())
"""Dependencies of what is no part of its own, if the parse leaves it alone."""
_PREDICATES = frozenset(("acomp", "attr", "oprd"))
_CLOSING = frozenset("\"”’'»)]")
_FOCUS = frozenset("simply just merely only solely".split())
_PREPOSITIONS = frozenset("of in without".split())
"""Those that carry what governs a noun to what hangs on them: "a shred of evidence", "in the habit of"."""
_BREAKS = frozenset((",", ";", ":", "-", "--", "–", "—"))
_INVERTED = frozenset(("had", "were", "should"))
"""Verbs that open a condition without "if": "had the bell been cheap"."""
_UNREAL = frozenset(("would", "could", "might", "’d", "'d"))
_BEFORE_MARK = 8
"""Words before an inner mark among which a report of what stands in it is looked for."""
_SHARE = 0.4
"""The part of the words that must hang on a head for it to count beside a verb with its subject."""


@dataclass(frozen=True, slots=True)
class GovernedBy:
    """Why words say something else than their sentence, the numbers of the tokens that govern them, and of those who
    say or think them."""

    ground: TurnGround
    governing: tuple[int, ...]
    by: tuple[int, ...] = ()


def find_turn(
    doc: Doc, inside: frozenset[int], stops: frozenset[int], *, is_asked: bool
) -> GovernedBy | None:
    """Return why the tokens `inside` alone say something else than their sentence; None if they say the same.

    Args:
        doc: The parse of the whole sentence, and of what stands around it.
        inside: The numbers of the tokens that were left.
        stops: The numbers of tokens that report the sentence (a cue): what is above them is the reporter's.
        is_asked: Whether the words end with a question mark where they stand alone.
    """
    if mark := _lost_condition(doc, inside):
        return GovernedBy("conditional", (mark,))
    for top in _tops(doc, inside):
        if turn := _Walk(doc, inside, stops, is_asked).climb(top):
            return turn
    return None


def _lost_condition(doc: Doc, inside: frozenset[int]) -> int | None:
    """Return the "if" right before the words that was cut off, though all that it opens is kept."""
    first = min(inside)
    mark = doc[first - 1] if first else None
    if (
        mark is None
        or mark.lower_ not in governing_words()["conditions"]
        or mark.dep_ not in ("mark", "advmod", "prep")
    ):
        return None
    return mark.i if mark.head.i in inside and heads_clause(mark.head, inside) else None


def find_relay(doc: Doc, mark: int) -> GovernedBy | None:
    """Return who is given as saying what stands in marks inside the words, by the report right before the opening mark
    at token `mark`; None if it is the one who speaks, or nobody."""
    words = governing_words()
    start = max(doc[mark].sent.start, mark - _BEFORE_MARK) if mark else 0
    for token in reversed(doc[start:mark]):
        if token.pos_ == "VERB" and token.lemma_.lower() in words["ascribing verbs"]:
            who = shared_subject(token)
            if who is None or who.lower_ in OWN:
                return None
            if has_negation(token) or no_one_in(who):
                return GovernedBy("negated", (token.i,))
            return GovernedBy("another's", (token.i,), (who.left_edge.i, who.right_edge.i))
    return None


def _tops(doc: Doc, inside: frozenset[int]) -> Iterator[Token]:
    """Yield the tokens inside that hang on nothing inside and head a good part of them, those with most first."""
    heads = [doc[i] for i in sorted(inside) if doc[i].head.i not in inside or doc[i].head.i == i]
    sizes = {t.i: sum(d.i in inside for d in t.subtree) for t in heads if t.dep_ not in _LIGHT}
    for i in sorted(sizes, key=lambda i: (-sizes[i], i)):
        if sizes[i] >= _SHARE * len(inside) or heads_clause(doc[i], inside):
            yield doc[i]


@dataclass
class _Walk:
    """One walk from a part to what governs it."""

    doc: Doc
    inside: frozenset[int]
    stops: frozenset[int]
    is_asked: bool

    def __post_init__(self) -> None:
        self.against: list[int] = []
        """Tokens that turn the part round: two of them let it stand."""

    def climb(self, top: Token) -> GovernedBy | None:
        """Return what turns the part of this head, None if nothing does."""
        words = governing_words()
        is_clause = heads_clause(top, self.inside)
        if names_something(top, self.inside):
            return None
        self._negate(top, words)
        if is_clause and (turn := self._beside(top, words)):
            return self._turned(turn)
        child, others_view = top, None
        for _ in range(STEPS):
            head = child.head
            if head.i == child.i or head.i in self.stops or not self._goes_on(child, head, is_clause):
                break
            if is_clause and child.dep_ != "conj" and takes_for_granted(head, words):
                return self._condition(head, words) or self._turned(others_view)
            turn = self._governed(child, head, is_clause, words)
            if turn and turn.ground != "another's":
                return self._turned(turn)
            others_view = others_view or turn  # it may yet be denied, or asked, that they say so
            child = head
        at_root = child.head.i == child.i or child.head.i in self.stops
        asked = self._question(top, child, is_clause) if at_root else None
        return self._turned(None if asked else others_view) or asked

    def _turned(self, turn: GovernedBy | None) -> GovernedBy | None:
        """Return that the part is denied, or that what else turns it is ("nobody told me that …"); else that turn."""
        if turn and turn.ground == "conditional":
            return turn
        is_denied = bool(self.against) if turn else len(self.against) % 2
        return GovernedBy("negated", tuple(sorted(self.against))) if is_denied else turn

    def _goes_on(self, child: Token, head: Token, is_clause: bool) -> bool:
        """Return whether what governs `head` governs `child`."""
        if child.dep_ == "relcl" and not is_complement(child, head):
            is_imagined = head.lemma_.lower() in governing_words()["imagined nouns"]
            return is_imagined or any(t.lower_ == "no" and t.i not in self.inside for t in head.children)
        if child.dep_ == "acl" and child.tag_ in ("VBN", "VBG") and not is_finite(child):
            return False  # "concerns related to …": as good as a relative clause
        if child.dep_ == "advcl":
            return self._is_reason_given(child, head)
        if child.dep_ not in (*_LINKS, "relcl") or begins_with_question_word(child):
            return False
        if child.dep_ == "prep":
            is_in_front = child.i < head.i and head.pos_ in ("VERB", "AUX")  # what denies does not reach back
            reaches = is_clause or head.lemma_ == "be" or child.lower_ in _PREPOSITIONS
            return reaches and not is_in_front
        return not self._stands_beside(child, head) and (child.dep_ != "pobj" or self._carries(head))

    def _carries(self, preposition: Token) -> bool:
        """Return whether a preposition carries to its noun what governs it, or denies the noun itself."""
        return preposition.lower_ in _PREPOSITIONS or self._against_of(preposition) is not None

    def _is_reason_given(self, clause: Token, head: Token) -> bool:
        """Return whether a clause is all that "it is not because …" says."""
        is_because = any(t.lower_ == "because" and t.i not in self.inside for t in clause.children)
        return is_because and head.lemma_ == "be" and not any(t.dep_ in _PREDICATES for t in head.children)

    def _stands_beside(self, clause: Token, head: Token) -> bool:
        """Return whether a clause is one of two sentences with a comma or a dash between, which the parse made one."""
        if clause.dep_ not in ("ccomp", "parataxis") or not has_subject(clause):
            return False
        if any(t.dep_ == "mark" for t in clause.children):
            return False
        if head.lemma_.lower() in governing_words()["ascribing verbs"] | governing_words()["wishing verbs"]:
            return False
        places = [t.i for t in clause.subtree]
        edge = places[0] - 1 if min(places) > head.i else places[-1] + 1
        return 0 <= edge < len(self.doc) and self.doc[edge].text in _BREAKS

    def _governed(
        self, child: Token, head: Token, is_clause: bool, words: GoverningWords
    ) -> GovernedBy | None:
        """Take in what `head` says of `child`; return a turn that nothing above can undo."""
        if head.i in self.inside:
            return None
        shares = child.dep_ == "conj"
        if not shares or not (has_subject(child) or is_finite(child)):
            self._negate(head, words)
        if shares:
            return self._condition(head, words) if is_clause else None
        self._doubt(child, head, words)
        if not is_clause:
            return None
        return self._condition(head, words) or self._of_another(child, head, words)

    def _negate(self, token: Token, words: GoverningWords) -> None:
        """Note what negates a token and was cut off: "not", "nobody" as its subject, "no" before it. Under an "if" it
        denies nothing."""
        if self._condition(token, words) or goes_beyond(token, words):
            return
        for other in token.children:
            is_subject = other.dep_ in NOUN_SUBJECTS
            if (other.i in self.inside and not is_subject) or self._is_not_only(other, token):
                continue
            is_of_noun = token.pos_ in ("NOUN", "PROPN") and other.lower_ in ("no", "neither")
            if other.dep_ == "neg" or is_of_noun or other.lower_ in DENYING_ADVERBS:
                self.against.append(other.i)
            elif is_subject:
                self.against += no_one_in(other, self.inside)[:1]
            elif other.dep_ == "advmod" and is_inverted(token):
                self.against += [t.i for t in other.children if t.dep_ == "neg"]  # "not once did she say"

    def _is_not_only(self, negation: Token, token: Token) -> bool:
        """Return whether "not" goes with "just" or "only" after a form of "be": that adds something, and denies
        nothing."""
        after = self.doc[negation.i + 1 : negation.i + 2].text.lower()
        return negation.dep_ == "neg" and after in _FOCUS and token.lemma_ == "be"

    def _doubt(self, child: Token, head: Token, words: GoverningWords) -> None:
        """Note a word that denies or doubts what hangs on it, or a predicate that does ("it is wrong to say …")."""
        lemma = head.lemma_.lower()
        if (preposition := self._against_of(head)) is not None:
            self.against.append(preposition)
        elif head.pos_ not in ("VERB", "AUX"):
            if lemma in words["doubting"]:
                self.against.append(head.i)
        elif lemma in words["doubting verbs"]:
            self.against.append(head.i)
        else:
            predicates = [t for t in head.children if t.dep_ in ("acomp", "attr", "oprd") and t.i != child.i]
            against = [t.i for t in predicates if t.lemma_.lower() in words["doubting"]]
            self.against += [i for i in against if i not in self.inside][:1]

    def _against_of(self, word: Token) -> int | None:
        """Return which word denies what hangs on a preposition: "without" it, "instead of" it."""
        if word.lower_ == "without":
            return word.i if word.i > word.head.i else None  # in front it is as good as an "if"
        pair = self.doc[max(0, word.i - 1) : word.i + 1]
        return pair[0].i if pair.text.lower() in governing_words()["denying prepositions"] else None

    def _condition(self, verb: Token, words: GoverningWords) -> GovernedBy | None:
        """Return that the verb's clause is a condition whose "if", or "had" in front, was cut off."""
        marks = [t for t in verb.children if t.dep_ in ("mark", "advmod", "prep") and t.i not in self.inside]
        found = [t.i for t in marks if t.lower_ in words["conditions"] and t.i < verb.i]
        if verb.dep_ == "advcl" and is_inverted(verb):
            found += [t.i for t in verb.children if t.lower_ in _INVERTED and t.i not in self.inside]
        return GovernedBy("conditional", tuple(found)) if found else None

    def _beside(self, verb: Token, words: GoverningWords) -> GovernedBy | None:
        """Return what stands beside the verb of a clause, and turns it: its "if", what follows from it, "they say"."""
        return self._condition(verb, words) or self._consequence(verb, words) or self._by_source(verb, words)

    def _by_source(self, verb: Token, words: GoverningWords) -> GovernedBy | None:
        """Return that the clause is somebody else's by what was cut off beside it: "according to the ministry", "the
        ministry, they say, has …"."""
        for other in verb.children:
            if other.i in self.inside or other.i in self.stops:
                continue
            if other.lower_ == "according":
                who = [t for preposition in other.children for t in preposition.children if t.dep_ == "pobj"]
            elif other.dep_ == "parataxis" and other.lemma_.lower() in words["ascribing verbs"]:
                who = [t for t in other.children if t.dep_ in NOUN_SUBJECTS and t.lower_ not in OWN]
            else:
                continue
            if who:
                return GovernedBy("another's", (other.i,), (who[0].left_edge.i, who[0].right_edge.i))
        return None

    def _consequence(self, verb: Token, words: GoverningWords) -> GovernedBy | None:
        """Return that what the clause holds for was cut off: "…, if the bank agrees"; or "simply because"."""
        for clause in (t for t in verb.children if t.dep_ == "advcl" and t.i not in self.inside):
            mark = next((t for t in clause.children if t.dep_ == "mark"), None)
            if mark is None or mark.i in self.inside:
                continue
            before = self.doc[mark.i - 1].lower_ if mark.i else ""
            if mark.lower_ in ("if", "unless") and before not in ("even", "as"):
                is_manner = clause.lemma_.lower() in words["manners of speaking"] and mark.lower_ == "if"
                if not is_manner:
                    return GovernedBy("conditional", tuple(range(mark.i, max(mark.i, clause.i) + 1)))
            if mark.lower_ == "because" and before in _FOCUS and has_negation(verb):
                return GovernedBy("negated", (mark.i - 1, mark.i))
        return None

    def _of_another(self, child: Token, head: Token, words: GoverningWords) -> GovernedBy | None:
        """Return that the clause is what somebody else says or thinks, or what is only wished."""
        lemma = head.lemma_.lower()
        if head.pos_ in ("NOUN", "PROPN"):
            return self._by_noun(head, words) if child.dep_ in ("acl", "ccomp", "relcl") else None
        if child.dep_ not in ("ccomp", "parataxis", "csubj", "dep", "xcomp", "pcomp"):
            return None
        if lemma == "be":
            nouns = [t for t in head.children if t.dep_ in (*NOUN_SUBJECTS, "attr") and t.pos_ == "NOUN"]
            turns = (self._by_noun(noun, words) for noun in nouns if noun.i not in self.inside)
            return next((turn for turn in turns if turn), None) if child.dep_ == "ccomp" else None
        unreal = [t.i for t in head.children if t.lower_ in _UNREAL]
        if unreal and lemma in words["showing verbs"]:
            return GovernedBy("conditional", (*unreal, head.i))
        if lemma in words["wishing verbs"]:
            return GovernedBy("wished", (head.i,))
        if lemma in words["ascribing verbs"] and not self._is_own(head):
            who = shared_subject(head)
            is_named = (
                who is not None and who.dep_ == "nsubj" and who.lower_ != "it"
            )  # "he was told", "it says"
            edges = (who.left_edge.i, who.right_edge.i) if who is not None and is_named else ()
            return GovernedBy("another's", (head.i,), edges)
        return None

    def _by_noun(self, noun: Token, words: GoverningWords) -> GovernedBy | None:
        lemma = noun.lemma_.lower()
        is_own = any(t.dep_ == "poss" and t.lower_ in ("my", "our") for t in noun.children)
        if lemma in words["wishing nouns"]:
            return GovernedBy("wished", (noun.i,))
        if lemma in words["imagined nouns"]:
            return GovernedBy("conditional", (noun.i,))
        return (
            GovernedBy("another's", (noun.i,)) if lemma in words["ascribing nouns"] and not is_own else None
        )

    def _is_own(self, verb: Token) -> bool:
        """Return whether the one who speaks says it in their own name, or nobody is named who would ("to say that")."""
        subject = shared_subject(verb)
        if any(t.dep_ in ("nsubjpass", "auxpass") for t in verb.children):
            return False
        return subject is None or subject.lower_ in OWN or subject.lower_ in ("it", "this", "that", "which")

    def _question(self, top: Token, last: Token, is_clause: bool) -> GovernedBy | None:
        """Return that the sentence asks what the part says."""
        sentence = last.sent
        ends = [t for t in sentence if not t.is_space and t.lower_ not in _CLOSING]
        if self.is_asked or not ends or ends[-1].text[-1:] != "?" or ends[-1].i in self.inside:
            return None
        if self._is_granted(sentence):
            return None
        kept = [self.doc[i] for i in sorted(self.inside) if self.doc[i].sent.start == sentence.start]
        if not is_clause and not self._has_lost_its_verb(top, sentence):
            return None
        content = [t for t in kept if not t.is_punct and t.dep_ not in ("cc", "intj")]
        first = content[0] if content else top
        if content and content[-1].lower_ in QUESTION_WORDS:
            return None
        if first.lower_ in QUESTION_WORDS or first.pos_ == "AUX" or first.dep_ in ("aux", "auxpass"):
            return None
        return GovernedBy("asked", (ends[-1].i,))

    def _is_granted(self, sentence: Span) -> bool:
        """Return whether a question takes the part for granted: "why has [the bank paid]?", not "how can [we pay]?"."""
        opening = [t for t in sentence if t.i < min(self.inside)]
        ends_with_helper = bool(opening) and opening[-1].pos_ == "AUX" and opening[-1].tag_ != "MD"
        return ends_with_helper and any(t.lower_ in QUESTION_WORDS for t in opening)

    def _has_lost_its_verb(self, top: Token, sentence: Span) -> bool:
        """Return whether the verb before the subject was cut off: "is [the bank to blame]?", "has [the bank paid]?"."""
        before = self.doc[min(self.inside) - 1] if min(self.inside) else top
        opening = self.doc[sentence.start : before.i]
        is_first = all(t.is_punct or t.pos_ in ("ADV", "CCONJ", "INTJ", "PRON") for t in opening)
        is_whole = (
            sum(i in self.inside for i in range(sentence.start, sentence.end)) > (len(sentence) - 1) / 2
        )
        return before.pos_ == "AUX" and before.i >= sentence.start and is_first and is_whole
