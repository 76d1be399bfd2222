"""The words of a paragraph as the parser reads them: each quoted utterance as “Yes,”, so that what is left is the
reporter's own sentence.

Takes the text and a paragraph with its quoted stretches, gives a spaCy `Doc` with the place of each token in the text.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quotetrack.records import Span
from quotetrack.text.quotation_marks import Stretch
from quotetrack.text.unseen import UNSEEN, without_unseen

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_UTTERANCE_WORDS = 12
"""Words from which a stretch is an utterance, whatever it ends in; without this many it needs final punctuation."""
_SENTENCE_WORDS = 8
"""Words from which a stretch with final punctuation is an utterance although it begins with a small letter."""
_FINAL = ".,!?…"
_NESTED_CLOSE = "'’ "
"""What may stand between the final punctuation of an utterance and its closing mark: that of a quotation in it."""
_LONGEST_RUN = 1_000
"""Code points that the tokenizer is given at once: its time grows with the square of an endless word."""
_SPOKEN_LABEL = re.compile(r"[^\W\d_a-z][^\W\d_a-z.'’ -]{1,40}: +(?=\S)")
_PLAIN_SIGNS = str.maketrans({"―": "—", "\u00a0": " ", "\u202f": " "})
"""Signs that the parser was not trained on, one for one."""
_SURROGATE = re.compile("[\ud800-\udfff]")
# A word that holds entities, or hyphens and joints that nobody sees ("con­firmed").
_VEILED_WORD = re.compile(rf"[^\s&]*(?:&#?\w{{2,8}};[^\s&]*)+|\w+(?:[{UNSEEN}]+\w+)+")


def spoken_label(text: str, stretch: Stretch) -> int | None:
    """Find where the words begin behind a speaker's name in capitals inside the marks, as transcripts quoted paragraph
    by paragraph have it ("“HOST: Why now?"). None if no such label stands there."""
    label = _SPOKEN_LABEL.match(text, stretch.inner.start, stretch.inner.end)
    return label.end() if label else None


def is_utterance(text: str, stretch: Stretch) -> bool:
    """Return True for a stretch that reads as a whole utterance rather than a fragment of the reporter's sentence."""
    words = stretch.inner.of(text)
    count = len(words.split())
    is_sentence = words[-1:] in tuple(_FINAL) and (not words[0].islower() or count >= _SENTENCE_WORDS)
    return count >= _UTTERANCE_WORDS or is_sentence


@dataclass(slots=True)
class MaskedParagraph:
    """The words of a paragraph as they are parsed, and the place of each in the text, end not included."""

    nlp: Language
    text: str
    words: list[str] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)

    def make_doc(self) -> Doc:
        """Make the `Doc`; a space follows a word if its place and that of the next do not touch."""
        from spacy.tokens import Doc

        behind = [start for start, _ in self.places[1:]] + [0] * bool(self.places)
        spaces = [end < start for (_, end), start in zip(self.places, behind, strict=True)]
        return Doc(self.nlp.vocab, words=self.words, spaces=spaces)

    def add(self, word: str, start: int, end: int) -> None:
        """Add a word that stands for a stretch of the text; nothing for an empty stretch."""
        if start < end:
            self.words.append(word)
            self.places.append((start, end))

    def narrate(self, start: int, end: int) -> None:
        """Add the reporter's words from `start` to `end`, with entities ("&amp;") as the signs that they stand for and
        without signs that nobody sees inside a word."""
        for match in _VEILED_WORD.finditer(self.text, start, end):
            self._tokenize(start, match.start())
            self.add(_plain(match.group()), *match.span())
            start = match.end()
        self._tokenize(start, end)

    def mask(self, stretch: Stretch) -> None:
        """Add a quoted stretch: its marks, and an utterance as one word and its final punctuation."""
        text, inner, outer = self.text, stretch.inner, stretch.outer
        self.add("“", outer.start, inner.start)
        label = spoken_label(text, stretch)
        if label is not None:
            self.narrate(inner.start, label)
            inner = Span(label, inner.end)
        if is_utterance(text, stretch):
            bare = inner.start + len(inner.of(text).rstrip(_NESTED_CLOSE)) or inner.end
            final = text[bare - 1]
            cut = bare - 1 if final in _FINAL else inner.end
            # An utterance of nothing but its final mark keeps its word, in no place.
            self.words.append("yes" if text[inner.start].islower() else "Yes")
            self.places.append((inner.start, cut))
            self.add("." if final == "…" else final, cut, inner.end)
        else:
            self.narrate(inner.start, inner.end)
        self.add("”", inner.end, outer.end)

    def _tokenize(self, start: int, end: int) -> None:
        for begin in range(start, end, _LONGEST_RUN):
            piece = self.text[begin : min(end, begin + _LONGEST_RUN)]
            for token in self.nlp.make_doc(replace_surrogates(piece).translate(_PLAIN_SIGNS)):
                if not token.is_space:
                    self.add(token.text, begin + token.idx, begin + token.idx + len(token.text))


def mask_paragraph(nlp: Language, text: str, span: Span, stretches: tuple[Stretch, ...]) -> MaskedParagraph:
    """Mask the outermost quoted stretches of a paragraph; what stands between them is the reporter's."""
    masked = MaskedParagraph(nlp, text)
    at = span.start
    for stretch in stretches:
        if stretch.depth == 0 and stretch.outer.start >= at:
            masked.narrate(at, stretch.outer.start)
            masked.mask(stretch)
            at = stretch.outer.end
    masked.narrate(at, span.end)
    return masked


def _plain(word: str) -> str:
    """Return a word as it is seen; as it stands if it holds no sign that anybody could see."""
    plain = without_unseen(html.unescape(word))
    return replace_surrogates(plain if plain.strip() else word)


def replace_surrogates(text: str) -> str:
    """Return a text of the same length without lone surrogates, which spaCy refuses."""
    return _SURROGATE.sub("\ufffd", text)
