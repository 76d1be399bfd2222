"""Two printings word by word: what one cut, inserted or altered, and whether that is fair.

Fair is what newspapers do to fit words into a sentence: an editor's brackets, an ellipsis for what is left out, "he
was" for "I am" in reported speech, another spelling. Everything else is a difference that a reader should see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from operator import attrgetter

from quotetrack.comparison.tokens import Token
from quotetrack.records import Change, Comparison, Printed, Span
from quotetrack.text.edit_distance import respelt
from quotetrack.text.negation import NEGATIONS
from quotetrack.text.numbers import NUMBER_WORDS
from quotetrack.text.word_weights import words_of

WORDS_COMPARED = 400
"""Words of each printing that are laid side by side; of longer ones what follows is told as one stretch. The method
takes the square of it, and the cube for words made up to hurt."""
_SHORT = 4
"""Words cut or inserted by themselves that a "not" among them can change the sense of what is left."""

_WORD = re.compile(r"\[[^\]\n]{1,80}\]|…|\.{3,4}|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[%$€£]")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_INFLECTED = tuple(
    (excuse, frozenset(words.split()))
    for excuse, words in (
        ("pronoun", "i we he she they"),
        ("pronoun", "me us him her them"),
        ("pronoun", "my our his her their"),
        ("pronoun", "mine ours his hers theirs"),
        ("pronoun", "myself ourselves himself herself themselves"),
        ("pronoun", "this that"),
        ("pronoun", "here there"),
        ("pronoun", "now then"),
        ("tense", "am are is was were be been"),
        ("tense", "have has had"),
        ("tense", "do does did"),
        ("tense", "will would shall should"),
        ("tense", "can could"),
        ("tense", "may might"),
    )
)
"""Words that reported speech puts for one another, and what it is that it changes."""
_SPELLINGS = (
    ("our", "or"),
    ("ise", "ize"),
    ("isa", "iza"),
    ("isi", "izi"),
    ("yse", "yze"),
    ("tre", "ter"),
    ("lled", "led"),
)
"""British and American endings."""
_NUMBERS = {word: str(n) for word, n in NUMBER_WORDS.items() if n <= 20 and word != "no"}
_OMITTED = frozenset(("…", "...", "...."))
_EXCUSES = {
    "brackets": "what an editor put in brackets",
    "ellipsis": "what an ellipsis leaves out",
    "pronoun": "pronouns, as reported speech has them",
    "tense": "the tense, as reported speech has it",
}


def compare_printed(a: Printed, b: Printed) -> Comparison:
    """Return how the words of `b` differ from those of `a`."""
    return compare_words(a.article.text, a.statement.quote.content, b.article.text, b.statement.quote.content)


def compare_words(text_a: str, spans_a: Sequence[Span], text_b: str, spans_b: Sequence[Span]) -> Comparison:
    """Return how the words at `spans_b` of one text differ from those at `spans_a` of another. The changes tell all
    words of both, in order."""
    ours, theirs = list(_words(text_a, spans_a)), list(_words(text_b, spans_b))
    changes = tuple(_changes(ours, theirs, text_b))
    shorter = min(len(ours), len(theirs))
    return Comparison(changes, _verdict(changes, text_a, text_b, shorter), _warnings(changes, text_a, text_b))


def _words(text: str, spans: Sequence[Span]) -> Iterator[Token]:
    for place, span in enumerate(spans):
        if place:  # pieces of one utterance: what stands between them is left out honestly
            yield Token(Span(spans[place - 1].end, spans[place - 1].end), "…")
        for match in _WORD.finditer(text, span.start, span.end):
            yield Token(Span(*match.span()), word_key(match.group()))


def word_key(word: str) -> str:
    """Return what a word is compared by if spelling, numbers in letters and the shape of an apostrophe do not count."""
    key = word.casefold().replace("’", "'")
    if key in _OMITTED:
        return "…"
    if key[0].isdigit():
        return key.replace(",", "")
    key = _NUMBERS.get(key, key)
    for british, american in _SPELLINGS:
        if len(key) > 5:
            key = key[:2] + key[2:].replace(british, american)
    return key


def _changes(ours: Sequence[Token], theirs: Sequence[Token], text_b: str) -> Iterator[Change]:
    first, second = ours[:WORDS_COMPARED], theirs[:WORDS_COMPARED]
    keys = [w.key for w in first]
    matcher = SequenceMatcher(None, keys, respelt([w.key for w in second], keys)[0], autojunk=False)
    for what, a1, a2, b1, b2 in matcher.get_opcodes():
        if what != "equal":
            yield _change(what, first[a1:a2], second[b1:b2], text_b)
            continue
        # Words that are matched are the same, or misspelt.
        matched = zip(first[a1:a2], second[b1:b2], strict=True)
        for is_same, pairs in groupby(matched, key=lambda pair: pair[0].key == pair[1].key):
            a, b = zip(*pairs, strict=True)
            yield _change("equal" if is_same else "replace", a, b, text_b)
    rest_a, rest_b = ours[WORDS_COMPARED:], theirs[WORDS_COMPARED:]
    if rest_a or rest_b:
        is_same = [w.key for w in rest_a] == [w.key for w in rest_b]
        what = "equal" if is_same else "replace" if rest_a and rest_b else "delete" if rest_a else "insert"
        yield _change(what, rest_a, rest_b, text_b)


def _change(what: str, a: Sequence[Token], b: Sequence[Token], text_b: str) -> Change:
    """Return what an operation of `SequenceMatcher` makes of these words."""
    left, right = _joined(a), _joined(b)
    if what == "equal":
        return Change(kind="kept", a=left, b=right)
    if what == "delete":
        return Change(kind="cut", a=left, b=(), fair="ellipsis" if _are_ellipses(a) else "")
    if what == "insert":
        excuse = "ellipsis" if _are_ellipses(b) else "brackets" if _in_brackets(b, text_b) else ""
        return Change(kind="inserted", a=(), b=right, fair=excuse)
    if [w.key for w in b] == ["…"]:
        return Change(kind="cut", a=left, b=right, fair="ellipsis")
    return Change(kind="altered", a=left, b=right, fair=_fair(a, b, text_b))


def _fair(a: Sequence[Token], b: Sequence[Token], text_b: str) -> str:
    """Return why an alteration is fair, "" if it is not."""
    if _in_brackets(b, text_b):
        return "brackets"
    if len(a) != len(b):
        return ""
    pairs = [{one.key, other.key} for one, other in zip(a, b, strict=True)]
    excuses = [
        next((excuse for excuse, words in _INFLECTED if pair <= words), "same" if len(pair) == 1 else "")
        for pair in pairs
    ]
    return "" if "" in excuses else "pronoun" if "pronoun" in excuses else "tense"


def _are_ellipses(words: Sequence[Token]) -> bool:
    return all(w.key == "…" for w in words)


def _in_brackets(words: Sequence[Token], text: str) -> bool:
    return bool(words) and all(w.span.of(text).startswith("[") or w.key == "…" for w in words)


def _joined(words: Sequence[Token]) -> tuple[Span, ...]:
    """Return the stretches that the words fill, without the ellipses that are ours."""
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
    """Return what changes the sense, in a fixed order."""
    # A "not" that goes with its sentence turns nothing round.
    words = [(_keys(c.a, text_a), _keys(c.b, text_b)) for c in changes if c.kind != "kept"]
    near = [pair for pair in words if all(pair) or max(map(len, pair)) <= _SHORT]
    gone, new = (NEGATIONS.intersection(w for pair in near for w in pair[side]) for side in (0, 1))
    altered = [c for c in changes if c.kind == "altered" and not c.fair]
    figures = any(_has_digit(_keys(c.a, text_a)) and _has_digit(_keys(c.b, text_b)) for c in altered)
    starts = [min((span.start for c in changes for span in spans_of(c)), default=0) for spans_of in _SIDES]
    names = any(_has_name(c.a, text_a, starts[0]) and _has_name(c.b, text_b, starts[1]) for c in altered)
    warnings = (("negation", len(gone) != len(new)), ("figures", figures), ("name", names))
    return tuple(name for name, is_so in warnings if is_so)


_SIDES = (attrgetter("a"), attrgetter("b"))


def _keys(spans: Sequence[Span], text: str) -> list[str]:
    return [word for span in spans for word in words_of(span.of(text))]


def _has_digit(words: Sequence[str]) -> bool:
    return any(_NUMBERS.get(w, w)[0].isdigit() for w in words)


def _has_name(spans: Sequence[Span], text: str, first: int) -> bool:
    """Return whether a word has a capital for itself: not as the first of all, at `first`, nor after a stop."""
    return any(
        match.group()[0].isupper()
        and match.start() != first
        and text[max(0, match.start() - 5) : match.start()].rstrip(" \t\n“\"‘'")[-1:] not in ".!?"
        for span in spans
        for match in _LETTERS.finditer(text, span.start, span.end)
    )


def _verdict(changes: Sequence[Change], text_a: str, text_b: str, shorter: int) -> str:
    """Return the verdict, a line for a reader. `shorter` is the number of words of the shorter printing."""
    kept = sum(len(_keys(c.a, text_a)) for c in changes if c.kind == "kept")
    unfair = [c for c in changes if c.kind != "kept" and not c.fair]
    fair = sorted({c.fair for c in changes if c.fair})
    if not kept:
        return "other words"
    if not unfair:
        excuses = " and ".join(_EXCUSES[name] for name in fair)
        return f"the same words but for {excuses}" if fair else "the same words"
    if kept * 2 < shorter and any(c.kind != "cut" for c in unfair):
        return "mostly other words"
    counts = {"altered": 0, "inserted": 0}
    for change in unfair:
        if change.kind in counts:
            counts[change.kind] += max(len(_keys(change.a, text_a)), len(_keys(change.b, text_b)))
    parts = [f"cut {_where(changes)}"] if any(c.kind == "cut" for c in unfair) else []
    parts += (f"1 word {what}" if n == 1 else f"{n} words {what}" for what, n in counts.items() if n)
    return ", ".join(parts)


def _where(changes: Sequence[Change]) -> str:
    """Return where the unmarked cuts are: "at the beginning", "in the middle", "at the end"."""
    kept = [place for place, c in enumerate(changes) if c.kind == "kept"]
    cuts = [place for place, c in enumerate(changes) if c.kind == "cut" and not c.fair]
    thirds = {(place > kept[0]) + (place > kept[-1]) for place in cuts}
    return " and ".join(
        ("at the beginning", "in the middle", "at the end")[third] for third in sorted(thirds)
    )
