"""Whether words cut out of a sentence still say what the sentence says, by what governs them in its parse.

Somebody is quoted with a part of a sentence. What was cut off may deny the part ("I'm not saying that …"), set it under
a condition, ask it, wish it, or give it to somebody else ("they want you to believe that …"). The walk goes from the
head of the part up to the main clause and looks at each verb, noun and adjective that it hangs on. It ends where the
part is taken for granted whatever stands above: in a relative clause, under "because", under "knew that".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from quotetrack.parsing.grammar import is_finite
from quotetrack.records.check import TurnGround
from quotetrack.text.word_lists import read_word_lists

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_LINKS = frozenset(
    "ccomp xcomp csubj csubjpass dobj attr acomp pobj pcomp prep acl oprd parataxis dep conj".split()
)
"""Dependencies through which what governs the head governs what hangs on it."""
_NOUN_LINKS = frozenset("dobj attr oprd".split())
_SUBJECTS = frozenset("nsubj nsubjpass".split())
_LIGHT = frozenset("punct cc mark det aux auxpass neg intj case predet".split())
"""Dependencies of what is no part of its own, if the parse leaves it alone."""
_QUESTION_WORDS = frozenset("what who whom whose which why how when where".split())
_OWN = frozenset(("i", "we"))
_ADVERBS = frozenset(("never", "hardly", "barely", "scarcely", "nowhere"))
_FOCUS = frozenset("simply just merely only solely".split())
_PREPOSITIONS = frozenset("of in without".split())
"""Those that carry what governs a noun to what hangs on them: "a shred of evidence", "in the habit of"."""
_BREAKS = frozenset((",", ";", ":", "-", "--", "–", "—"))
_UNREAL = frozenset(("would", "could", "might", "’d", "'d"))
_STEPS = 12
"""Words above a part that are looked at."""
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
        or mark.lower_ not in _words()["conditions"]
        or mark.dep_ not in ("mark", "advmod", "prep")
    ):
        return None
    return mark.i if mark.head.i in inside and _is_clause(mark.head, inside) else None


def find_relay(doc: Doc, mark: int) -> GovernedBy | None:
    """Return who is given as saying what stands in marks inside the words, by the report right before the opening mark
    at token `mark`; None if it is the one who speaks, or nobody."""
    words = _words()
    start = max(doc[mark].sent.start, mark - _BEFORE_MARK) if mark else 0
    for token in reversed(doc[start:mark]):
        if token.pos_ == "VERB" and token.lemma_.lower() in words["ascribing verbs"]:
            who = next((t for t in token.children if t.dep_ in _SUBJECTS), None)
            if who is None or who.lower_ in _OWN:
                return None
            return GovernedBy("another's", (token.i,), (who.left_edge.i, who.right_edge.i))
    return None


def _tops(doc: Doc, inside: frozenset[int]) -> Iterator[Token]:
    """Yield the tokens inside that hang on nothing inside and head a good part of them, those with most first."""
    heads = [doc[i] for i in sorted(inside) if doc[i].head.i not in inside or doc[i].head.i == i]
    sizes = {t.i: sum(d.i in inside for d in t.subtree) for t in heads if t.dep_ not in _LIGHT}
    for i in sorted(sizes, key=lambda i: (-sizes[i], i)):
        if sizes[i] >= _SHARE * len(inside) or _is_clause(doc[i], inside):
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
        words = _words()
        is_clause = _is_clause(top, self.inside)
        self._negate(top, words)
        if is_clause and (turn := self._condition(top, words) or self._consequence(top, words)):
            return turn
        child = top
        for _ in range(_STEPS):
            head = child.head
            if head.i == child.i or head.i in self.stops or not self._goes_on(child, head, is_clause):
                break
            if turn := self._governed(child, head, is_clause, words):
                return turn
            if _is_taken_for_granted(head, words) and is_clause and child.dep_ != "conj":
                return self._turned()
            child = head
        at_root = child.head.i == child.i or child.head.i in self.stops
        return self._turned() or (self._question(top, child, is_clause) if at_root else None)

    def _turned(self) -> GovernedBy | None:
        return GovernedBy("negated", tuple(sorted(self.against))) if len(self.against) % 2 else None

    def _goes_on(self, child: Token, head: Token, is_clause: bool) -> bool:
        """Return whether what governs `head` governs `child`."""
        if child.dep_ == "relcl":
            is_imagined = head.lemma_.lower() in _words()["imagined nouns"]
            return is_imagined or any(t.lower_ == "no" and t.i not in self.inside for t in head.children)
        if child.dep_ == "acl" and child.tag_ in ("VBN", "VBG"):
            return False  # "concerns related to …": as good as a relative clause
        if child.dep_ not in _LINKS or _begins_with_question_word(child) or self._stands_beside(child, head):
            return False
        if child.dep_ == "prep":
            return is_clause or head.lemma_ == "be" or child.lower_ in _PREPOSITIONS
        return child.dep_ != "pobj" or head.lower_ in _PREPOSITIONS

    def _stands_beside(self, clause: Token, head: Token) -> bool:
        """Return whether a clause is one of two sentences with a comma or a dash between, which the parse made one."""
        if clause.dep_ not in ("ccomp", "parataxis") or not _has_subject(clause):
            return False
        if head.lemma_.lower() in _words()["ascribing verbs"] | _words()["wishing verbs"]:
            return False
        places = [t.i for t in clause.subtree]
        edge = places[0] - 1 if min(places) > head.i else places[-1] + 1
        return 0 <= edge < len(self.doc) and self.doc[edge].text in _BREAKS

    def _governed(self, child: Token, head: Token, is_clause: bool, words: _Words) -> GovernedBy | None:
        """Take in what `head` says of `child`; return a turn that nothing above can undo."""
        if head.i in self.inside:
            return None
        shares = child.dep_ == "conj"
        if not shares or not (_has_subject(child) or is_finite(child)):
            self._negate(head, words)
        if shares:
            return self._condition(head, words) if is_clause else None
        self._doubt(child, head, words)
        if not is_clause:
            return None
        return self._condition(head, words) or self._of_another(child, head, words)

    def _negate(self, token: Token, words: _Words) -> None:
        """Note what negates a token and was cut off: "not", "nobody" as its subject, "no" before it. Under an "if" it
        denies nothing."""
        if self._condition(token, words):
            return
        for other in token.children:
            if other.i in self.inside or self._is_not_only(other, token):
                continue
            is_subject = other.dep_ in _SUBJECTS and (
                other.lower_ in words["negative words"] or any(d.lower_ == "no" for d in other.children)
            )
            is_of_noun = token.pos_ in ("NOUN", "PROPN") and other.lower_ in ("no", "neither")
            if other.dep_ == "neg" or is_subject or is_of_noun or other.lower_ in _ADVERBS:
                self.against.append(other.i)

    def _is_not_only(self, negation: Token, token: Token) -> bool:
        """Return whether "not" goes with "just" or "only" after a form of "be": that adds something, and denies
        nothing."""
        after = self.doc[negation.i + 1 : negation.i + 2].text.lower()
        return negation.dep_ == "neg" and after in _FOCUS and token.lemma_ == "be"

    def _doubt(self, child: Token, head: Token, words: _Words) -> None:
        """Note a word that denies or doubts what hangs on it, or a predicate that does ("it is wrong to say …")."""
        lemma = head.lemma_.lower()
        is_without = head.lower_ == "without" and head.i > head.head.i  # in front it is as good as an "if"
        if head.pos_ not in ("VERB", "AUX"):
            if lemma in words["doubting"] or is_without:
                self.against.append(head.i)
        elif lemma in words["doubting verbs"]:
            self.against.append(head.i)
        else:
            predicates = [t for t in head.children if t.dep_ in ("acomp", "attr", "oprd") and t.i != child.i]
            against = [t.i for t in predicates if t.lemma_.lower() in words["doubting"]]
            self.against += [i for i in against if i not in self.inside][:1]

    def _condition(self, verb: Token, words: _Words) -> GovernedBy | None:
        """Return that the verb's clause is a condition whose "if" was cut off."""
        marks = [t for t in verb.children if t.dep_ in ("mark", "advmod", "prep") and t.i not in self.inside]
        found = [t.i for t in marks if t.lower_ in words["conditions"] and t.i < verb.i]
        return GovernedBy("conditional", tuple(found)) if found else None

    def _consequence(self, verb: Token, words: _Words) -> GovernedBy | None:
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
            if mark.lower_ == "because" and before in _FOCUS and _is_negated(verb):
                return GovernedBy("negated", (mark.i - 1, mark.i))
        return None

    def _of_another(self, child: Token, head: Token, words: _Words) -> GovernedBy | None:
        """Return that the clause is what somebody else says or thinks, or what is only wished."""
        lemma = head.lemma_.lower()
        if head.pos_ in ("NOUN", "PROPN"):
            return self._by_noun(head, words) if child.dep_ in ("acl", "ccomp", "relcl") else None
        if child.dep_ not in ("ccomp", "parataxis", "csubj", "dep", "xcomp", "pcomp"):
            return None
        if lemma == "be":
            nouns = [t for t in head.children if t.dep_ in (*_SUBJECTS, "attr") and t.pos_ == "NOUN"]
            turns = (self._by_noun(noun, words) for noun in nouns if noun.i not in self.inside)
            return next((turn for turn in turns if turn), None) if child.dep_ == "ccomp" else None
        unreal = [t.i for t in head.children if t.lower_ in _UNREAL]
        if unreal and lemma in words["showing verbs"]:
            return GovernedBy("conditional", (*unreal, head.i))
        if lemma in words["wishing verbs"]:
            return GovernedBy("wished", (head.i,))
        if lemma in words["ascribing verbs"] and not self._is_own(head):
            who = _subject(head)
            return GovernedBy(
                "another's", (head.i,), () if who is None else (who.left_edge.i, who.right_edge.i)
            )
        return None

    def _by_noun(self, noun: Token, words: _Words) -> GovernedBy | None:
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
        subject = _subject(verb)
        if any(t.dep_ in ("nsubjpass", "auxpass") for t in verb.children):
            return False
        return subject is None or subject.lower_ in _OWN or subject.lower_ in ("it", "this", "that", "which")

    def _question(self, top: Token, last: Token, is_clause: bool) -> GovernedBy | None:
        """Return that the sentence asks what the part says."""
        sentence = last.sent
        ends = [t for t in sentence if not t.is_space and t.lower_ not in _CLOSING]
        if self.is_asked or not ends or ends[-1].text[-1:] != "?" or ends[-1].i in self.inside:
            return None
        kept = [self.doc[i] for i in sorted(self.inside) if self.doc[i].sent.start == sentence.start]
        if not is_clause and not self._has_lost_its_verb(top, sentence):
            return None
        content = [t for t in kept if not t.is_punct and t.dep_ not in ("cc", "intj")]
        first = content[0] if content else top
        if content and content[-1].lower_ in _QUESTION_WORDS:
            return None
        if first.lower_ in _QUESTION_WORDS or first.pos_ == "AUX" or first.dep_ in ("aux", "auxpass"):
            return None
        return GovernedBy("asked", (ends[-1].i,))

    def _has_lost_its_verb(self, top: Token, sentence: Span) -> bool:
        """Return whether the verb before the subject was cut off: "is [the bank to blame]?", "has [the bank paid]?"."""
        before = self.doc[min(self.inside) - 1] if min(self.inside) else top
        opening = self.doc[sentence.start : before.i]
        is_first = all(t.is_punct or t.pos_ in ("ADV", "CCONJ", "INTJ", "PRON") for t in opening)
        is_whole = (
            sum(i in self.inside for i in range(sentence.start, sentence.end)) > (len(sentence) - 1) / 2
        )
        return before.pos_ == "AUX" and before.i >= sentence.start and is_first and is_whole


_CLOSING = frozenset("\"”’'»)]")
_Words = dict[str, frozenset[str]]


@cache
def _words() -> _Words:
    lists = {
        name: frozenset(words)
        for name, words in read_word_lists("governing.json").items()
        if name != "source"
    }
    return {**lists, "doubting": lists["doubting nouns"] | lists["doubting adjectives"]}


def _is_clause(token: Token, inside: frozenset[int]) -> bool:
    """Return whether a token heads a tensed clause with its subject inside, or an order behind a comma or a mark."""
    if token.pos_ not in ("VERB", "AUX"):
        return False
    if any(t.dep_ in (*_SUBJECTS, "expl") and t.i in inside for t in token.children):
        return is_finite(token)
    first = min(inside)
    is_after_break = first > 0 and token.doc[first - 1].is_punct
    return (
        token.tag_ == "VB"
        and is_after_break
        and not any(t.dep_ in ("aux", "auxpass") for t in token.children)
    )


def _begins_with_question_word(clause: Token) -> bool:
    """Return whether a clause is "what he said", "how it came": nobody says that it is so or not."""
    if clause.pos_ not in ("VERB", "AUX"):
        return False
    first = next((t for t in clause.subtree if t.dep_ != "cc" and t.pos_ != "ADP" and not t.is_punct), clause)
    return first.lower_ in _QUESTION_WORDS and first.i < clause.i


def _has_subject(token: Token) -> bool:
    return any(t.dep_ in (*_SUBJECTS, "expl") for t in token.children)


def _is_negated(verb: Token) -> bool:
    return any(t.dep_ == "neg" for t in verb.children)


def _subject(verb: Token) -> Token | None:
    """Return who does what a verb says: its own subject, or that of the verb that it hangs on."""
    for _ in range(_STEPS):
        if own := next((t for t in verb.children if t.dep_ in _SUBJECTS), None):
            return own
        if verb.dep_ not in ("xcomp", "conj", "ccomp", "advcl") or verb.head.i == verb.i:
            return None
        verb = verb.head
    return None


def _is_taken_for_granted(head: Token, words: _Words) -> bool:
    """Return whether what hangs on a word is so, whatever stands above it: "they forget that …"."""
    lemma = head.lemma_.lower()
    if head.pos_ in ("VERB", "AUX"):
        subject = _subject(head)
        is_unknown = lemma in ("know", "see", "understand") and subject is not None and subject.lower_ in _OWN
        return lemma in words["factive verbs"] and not is_unknown
    return False
