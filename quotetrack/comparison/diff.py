"""Two printings word by word: what one cut, inserted or altered, and whether that is fair.

Fair is what newspapers do to fit words into a sentence: an editor's brackets, an ellipsis for what is left out, "he
was" for "I am" in reported speech, another spelling. Everything else is a difference that a reader should see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from quotetrack.records import Change, Comparison, Printed, Span
from quotetrack.text.edit_distance import respelt
from quotetrack.text.negation import NEGATIONS
from quotetrack.text.numbers import NUMBER_WORDS
from quotetrack.text.word_weights import words_of

MOST = 400
"""Words of each printing that are laid side by side; of longer ones what follows is told as one stretch. The method
takes the square of it, and the cube for words made up to hurt."""

_WORD = re.compile(r"\[[^\]\n]{1,80}\]|…|\.{3,4}|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[%$€£]")
_PRONOUNS = (
    frozenset("i we he she they".split()),
    frozenset("me us him her them".split()),
    frozenset("my our his her their".split()),
    frozenset("mine ours his hers theirs".split()),
    frozenset("myself ourselves himself herself themselves".split()),
    frozenset("this that".split()),
    frozenset("here there".split()),
    frozenset("now then".split()),
)
_TENSES = tuple(
    frozenset(words.split())
    for words in (
        "am are is was were be been",
        "have has had",
        "do does did",
        "will would shall should",
        "can could",
        "may might",
    )
)
_SPELLINGS = (
    ("our", "or"),
    ("ise", "ize"),
    ("isa", "iza"),
    ("isi", "izi"),
    ("yse", "yze"),
    ("tre", "ter"),
    ("lled", "led"),
)
_NUMBERS = {word: str(n) for word, n in NUMBER_WORDS.items() if n <= 20 and word != "no"}
_SHORT = 4
"""Words cut or inserted by themselves that a "not" among them can change the sense of what is left."""
_OMITTED = frozenset(("…", "...", "...."))


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a printing: where it stands, and what it is compared by."""

    span: Span
    key: str


def compare_printed(a: Printed, b: Printed) -> Comparison:
    """How the words of `b` differ from those of `a`."""
    return compare(a.article.text, _spans(a), b.article.text, _spans(b))


def compare(text_a: str, spans_a: Sequence[Span], text_b: str, spans_b: Sequence[Span]) -> Comparison:
    """How the words at `spans_b` of one text differ from those at `spans_a` of another. The changes tell all words of
    both, in order."""
    ours, theirs = list(_words(text_a, spans_a)), list(_words(text_b, spans_b))
    changes = tuple(_changes(ours, theirs, text_b))
    return Comparison(
        changes, _verdict(changes, text_a, text_b, ours, theirs), _warnings(changes, text_a, text_b)
    )


def _spans(printed: Printed) -> tuple[Span, ...]:
    return printed.statement.quote.content


def _words(text: str, spans: Sequence[Span]) -> Iterator[_Word]:
    for place, span in enumerate(spans):
        if place:  # pieces of one utterance: what stands between them is left out honestly
            yield _Word(Span(spans[place - 1].end, spans[place - 1].end), "…")
        for found in _WORD.finditer(text, span.start, span.end):
            yield _Word(Span(found.start(), found.end()), word_key(found.group()))


def word_key(word: str) -> str:
    """What a word is compared by where spelling, numbers in letters and the shape of an apostrophe do not count."""
    key = word.casefold().replace("’", "'")
    if key in _OMITTED:
        return "…"
    if key[0].isdigit():
        return key.replace(",", "")
    key = _NUMBERS.get(key, key)
    for british, american in _SPELLINGS:
        if len(key) > 5 and british in key[2:]:
            key = key[:2] + key[2:].replace(british, american)
    return key


def _changes(ours: Sequence[_Word], theirs: Sequence[_Word], text_b: str) -> Iterator[Change]:
    first, second = ours[:MOST], theirs[:MOST]
    ours_told = [w.key for w in first]
    matcher = SequenceMatcher(None, ours_told, respelt([w.key for w in second], ours_told)[0], autojunk=False)
    for what, a1, a2, b1, b2 in matcher.get_opcodes():
        if what == "equal":
            yield from _kept(first[a1:a2], second[b1:b2], text_b)
        else:
            yield from _change(what, first[a1:a2], second[b1:b2], text_b)
    rest_a, rest_b = ours[MOST:], theirs[MOST:]
    if rest_a or rest_b:
        same = [w.key for w in rest_a] == [w.key for w in rest_b]
        what = "equal" if same else "replace" if rest_a and rest_b else "delete" if rest_a else "insert"
        yield from _change(what, rest_a, rest_b, text_b)


def _kept(a: Sequence[_Word], b: Sequence[_Word], text_b: str) -> Iterator[Change]:
    """Words that stand against each other: those that are the same, and those that are misspelt."""
    start = 0
    for n in range(1, len(a) + 1):
        is_same = a[start].key == b[start].key
        if n == len(a) or (a[n].key == b[n].key) != is_same:
            yield from _change("equal" if is_same else "replace", a[start:n], b[start:n], text_b)
            start = n


def _change(what: str, a: Sequence[_Word], b: Sequence[_Word], text_b: str) -> Iterator[Change]:
    left, right = _joined(a), _joined(b)
    if what == "equal":
        yield Change(kind="kept", a=left, b=right)
        return
    if what == "replace":
        told = [w.key for w in b]
        if "…" in told and len(told) == 1:
            yield Change(kind="cut", a=left, b=right, fair="ellipsis")
            return
        yield Change(kind="altered", a=left, b=right, fair=_fair(a, b, text_b))
        return
    if what == "delete":
        yield Change(kind="cut", a=left, b=(), fair="ellipsis" if all(w.key == "…" for w in a) else "")
        return
    excused = "ellipsis" if all(w.key == "…" for w in b) else "brackets" if _in_brackets(b, text_b) else ""
    yield Change(kind="inserted", a=(), b=right, fair=excused)


def _fair(a: Sequence[_Word], b: Sequence[_Word], text_b: str) -> str:
    """Why an alteration is fair; empty where it is not."""
    if _in_brackets(b, text_b):
        return "brackets"
    if len(a) != len(b):
        return ""
    reasons = set()
    for one, other in zip(a, b, strict=True):
        pair = {one.key, other.key}
        if any(pair <= group for group in _PRONOUNS):
            reasons.add("pronoun")
        elif any(pair <= group for group in _TENSES):
            reasons.add("tense")
        elif one.key != other.key:
            return ""
    return "pronoun" if "pronoun" in reasons else "tense"


def _in_brackets(words: Sequence[_Word], text: str) -> bool:
    return bool(words) and all(w.span.of(text).startswith("[") or w.key == "…" for w in words)


def _joined(words: Sequence[_Word]) -> tuple[Span, ...]:
    """The stretches that the words fill, without the ellipses that are ours."""
    out: list[Span] = []
    for word in words:
        if word.span.start == word.span.end:
            continue
        if out and word.span.start - out[-1].end <= 3:
            out[-1] = Span(out[-1].start, word.span.end)
        else:
            out.append(word.span)
    return tuple(out)


def _warnings(changes: Sequence[Change], text_a: str, text_b: str) -> tuple[str, ...]:
    """What changes the sense, in a fixed order."""
    # A "not" that goes with its sentence turns nothing round.
    words = [(_keys(c.a, text_a), _keys(c.b, text_b)) for c in changes if c.kind != "kept"]
    near = [pair for pair in words if all(pair) or max(map(len, pair)) <= _SHORT]
    gone = [w for pair in near for w in pair[0]]
    new = [w for pair in near for w in pair[1]]
    altered = [c for c in changes if c.kind == "altered" and not c.fair]
    figures = any(_has_digit(_keys(c.a, text_a)) and _has_digit(_keys(c.b, text_b)) for c in altered)
    names = any(
        _names(c.a, text_a, _first(changes, 0)) and _names(c.b, text_b, _first(changes, 1)) for c in altered
    )
    negated = len(NEGATIONS.intersection(gone)) != len(NEGATIONS.intersection(new))
    told = (("negation", negated), ("figures", figures), ("name", names))
    return tuple(name for name, is_so in told if is_so)


def _first(changes: Sequence[Change], side: int) -> int:
    """Where the first word of a printing stands."""
    return min((spans[0].start for c in changes if (spans := (c.a, c.b)[side])), default=0)


def _keys(spans: Sequence[Span], text: str) -> list[str]:
    return [word for span in spans for word in words_of(span.of(text))]


def _has_digit(words: Sequence[str]) -> bool:
    return any(_NUMBERS.get(w, w)[0].isdigit() for w in words)


def _names(spans: Sequence[Span], text: str, first: int) -> bool:
    """Whether a word has a capital for itself: not as the first of all, nor after a stop."""
    for span in spans:
        for found in re.finditer(r"[^\W\d_]{2,}", span.of(text)):
            at = span.start + found.start()
            if (
                found.group()[0].isupper()
                and at != first
                and text[max(0, at - 5) : at].rstrip(" \t\n“\"‘'")[-1:] not in ".!?"
            ):
                return True
    return False


def _verdict(
    changes: Sequence[Change], text_a: str, text_b: str, ours: Sequence[_Word], theirs: Sequence[_Word]
) -> str:
    kept = sum(len(_keys(c.a, text_a)) for c in changes if c.kind == "kept")
    unfair = [c for c in changes if c.kind != "kept" and not c.fair]
    fair = sorted({c.fair for c in changes if c.fair})
    if not kept:
        return "other words"
    if not unfair and not fair:
        return "the same words"
    if not unfair:
        return f"the same words but for {' and '.join(_EXCUSES[name] for name in fair)}"
    cuts = [c for c in unfair if c.kind == "cut"]
    if len(cuts) == len(unfair):
        return f"cut {_where(changes)}"
    altered = sum(
        max(len(_keys(c.a, text_a)), len(_keys(c.b, text_b))) for c in unfair if c.kind == "altered"
    )
    added = sum(len(_keys(c.b, text_b)) for c in unfair if c.kind == "inserted")
    if kept * 2 < min(len(ours), len(theirs)):
        return "mostly other words"
    parts = [f"cut {_where(changes)}"] if cuts else []
    parts += [f"{_words_told(altered)} altered"] if altered else []
    parts += [f"{_words_told(added)} inserted"] if added else []
    return ", ".join(parts)


_EXCUSES = {
    "brackets": "what an editor put in brackets",
    "ellipsis": "what an ellipsis leaves out",
    "pronoun": "pronouns, as reported speech has them",
    "tense": "the tense, as reported speech has it",
}


def _words_told(count: int) -> str:
    return "1 word" if count == 1 else f"{count} words"


def _where(changes: Sequence[Change]) -> str:
    """Where the unmarked cuts are: "at the beginning", "in the middle", "at the end"."""
    kept = [place for place, c in enumerate(changes) if c.kind == "kept"]
    cuts = [place for place, c in enumerate(changes) if c.kind == "cut" and not c.fair]
    where = {
        "at the beginning" if place < kept[0] else "at the end" if place > kept[-1] else "in the middle"
        for place in cuts
    }
    return " and ".join(w for w in ("at the beginning", "in the middle", "at the end") if w in where)
