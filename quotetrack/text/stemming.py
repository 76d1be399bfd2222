"""English word stems, the same as those of the full-text index: "meetings" and "meet" are one word.

The algorithm is Porter's of 1980 with the two changes of its author's later program ("bli", "logi"), as
SQLite's `porter` tokenizer has it; a test compares the two.
"""

from __future__ import annotations

from functools import lru_cache

_SHORTEST, _LONGEST = 3, 64

_STEP_2 = {
    "ational": "ate", "tional": "tion", "enci": "ence", "anci": "ance", "izer": "ize", "bli": "ble",
    "alli": "al", "entli": "ent", "eli": "e", "ousli": "ous", "ization": "ize", "ation": "ate",
    "ator": "ate", "alism": "al", "iveness": "ive", "fulness": "ful", "ousness": "ous", "aliti": "al",
    "iviti": "ive", "biliti": "ble", "logi": "log",
}  # fmt: skip
_STEP_3 = {
    "icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "ful": "", "ness": "",
}  # fmt: skip
_STEP_4 = dict.fromkeys(
    (
        "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism",
        "ate", "iti", "ous", "ive", "ize",
    ),
    "",
)  # fmt: skip
_STEPS = ((_STEP_2, 1), (_STEP_3, 1), (_STEP_4, 2))
"""What each ending is exchanged for, and the measure that a word must have before it: Porter's steps 2 to 4."""


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return the stem of a folded word; a word of another script, or of one or two letters, is its own stem."""
    if not word.isascii() or not _SHORTEST <= len(word) <= _LONGEST:
        return word
    word = _without_past(_without_plural(word))
    if word.endswith("y") and _has_vowel(word[:-1]):
        word = word[:-1] + "i"
    for endings, least in _STEPS:
        word = _exchange(word, endings, least)
    return _without_e(word)


def _shape(word: str) -> str:
    """The word as "c" and "v", a letter each; "y" after a consonant is a vowel."""
    shape = ""
    for letter in word:
        is_vowel = letter in "aeiou" or (letter == "y" and shape.endswith("c"))
        shape += "v" if is_vowel else "c"
    return shape


def _has_vowel(word: str) -> bool:
    return "v" in _shape(word)


def _measure(word: str) -> int:
    """How many times a vowel is followed by a consonant: Porter's m."""
    return _shape(word).count("vc")


def _ends_short(word: str) -> bool:
    """Consonant, vowel, consonant, the last none of w, x, y."""
    return _shape(word).endswith("cvc") and word[-1] not in "wxy"


def _without_plural(word: str) -> str:
    if word.endswith(("sses", "ies")) and word not in ("sses", "ies"):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _without_past(word: str) -> str:
    if word.endswith("eed") and word != "eed":
        return word[:-1] if _measure(word[:-3]) > 0 else word
    for ending in ("ed", "ing"):
        if word.endswith(ending):
            rest = word[: -len(ending)]
            return _mended(rest) if _has_vowel(rest) else word
    return word


def _mended(word: str) -> str:
    """What stood before "ed" or "ing", with the letter that was lost or doubled put right."""
    if word.endswith(("at", "bl", "iz")):
        return word + "e"
    if len(word) > 1 and word[-1] == word[-2] and word[-1] not in "aeiouylsz":
        return word[:-1]
    return word + "e" if _measure(word) == 1 and _ends_short(word) else word


def _exchange(word: str, endings: dict[str, str], least: int) -> str:
    """The word with the longest of the endings exchanged, if what stands before it has at least this measure."""
    ending = next((word[-length:] for length in range(7, 1, -1) if word[-length:] in endings), "")
    rest = word.removesuffix(ending)
    is_exchanged = ending and _measure(rest) >= least and (ending != "ion" or rest.endswith(("s", "t")))
    return rest + endings[ending] if is_exchanged else word


def _without_e(word: str) -> str:
    if word.endswith("e"):
        rest = word[:-1]
        if _measure(rest) > 1 or (_measure(rest) == 1 and not _ends_short(rest)):
            word = rest
    return word[:-1] if word.endswith("ll") and _measure(word[:-1]) > 1 else word
