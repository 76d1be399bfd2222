"""The cast of an article: every named person and body in it, under all the names it goes by, with roles as printed.

Takes the paragraphs, gives `Figure`s. A surname joins the one full name that bears it; two people of one surname stay
two, and a bare surname that fits both joins neither.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quotetrack.attribute.names import Gender, Naming, fold, namings_in
from quotetrack.grammar import phrase
from quotetrack.lang import Lexicon
from quotetrack.parse import Paragraph
from quotetrack.records import Span, SpeakerKind

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(slots=True)
class Figure:
    """A person or body of the article: its fullest name, kind, gender where something tells it, and its namings. One
    that is not settled is a bare surname that could be several figures."""

    name: str
    kind: SpeakerKind
    words: tuple[str, ...]
    gender: Gender = ""
    is_place: bool = False
    is_settled: bool = True
    hint: Gender = ""
    namings: list[Naming] = field(default_factory=list)
    roles: list[Span] = field(default_factory=list)


def read_cast(text: str, paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> list[Figure]:
    """The figures of an article, in order of first naming."""
    running = [p for p in paragraphs if p.where != "headline" and not _is_title_case(p)]
    namings = [n for p in running or paragraphs for n in namings_in(text, p, lexicon)]
    figures: list[Figure] = []
    for naming in sorted((n for n in namings if len(n.words) > 1), key=lambda n: -len(n.words)):
        _join(text, naming, figures)
    for figure in figures:
        figure.namings.sort(key=lambda n: n.span.start)
    for naming in namings:
        if len(naming.words) == 1:
            _join(text, naming, figures)
    for figure in figures:
        figure.namings.sort(key=lambda n: n.span.start)
        figure.roles.sort(key=lambda span: span.start)
    return sorted(figures, key=lambda f: f.namings[0].span.start)


def read_unnamed(
    text: str, paragraphs: Sequence[Paragraph], cast: Sequence[Figure], lexicon: Lexicon
) -> list[Figure]:
    """The people of an article who do things but have no name ("an official at the ministry, reached by telephone"), in
    order. A pronoun may mean them; without them it would be given to whoever has a name. A description that fits one
    figure of the cast ("the lawyer") is a naming of that figure and is added to its namings."""
    out: list[Figure] = []
    for paragraph in paragraphs:
        if paragraph.where == "headline" or _is_title_case(paragraph):
            continue
        named = {
            i for f in cast for n in f.namings if n.paragraph is paragraph for i in range(n.start, n.end)
        }
        for token in paragraph.doc:
            if _is_unnamed_person(token, named, lexicon):
                _enter(text, _description(text, paragraph, token, lexicon), cast, out, lexicon)
    for figure in cast:
        figure.namings.sort(key=lambda n: n.span.start)
    return out


def _is_unnamed_person(token: Token, named: set[int], lexicon: Lexicon) -> bool:
    if token.i in named or token.tag_ != "NN" or token.dep_ not in ("nsubj", "nsubjpass", "ROOT"):
        return False
    if token.lemma_.lower() not in lexicon.people | lexicon.kinship:
        return False
    return not any(c.dep_ in ("appos", "compound") and c.i in named for c in token.children)


def _description(text: str, paragraph: Paragraph, token: Token, lexicon: Lexicon) -> Naming:
    start, end = phrase(token)
    words = tuple(paragraph.between(token.doc[start], token.doc[end - 1]).of(text).split())
    noun = token.lemma_.lower()
    gender: Gender = "female" if noun in lexicon.female else "male" if noun in lexicon.male else ""
    return Naming(paragraph, start, end, token, words, None, gender, "anonymous")


def _enter(text: str, seen: Naming, cast: Sequence[Figure], out: list[Figure], lexicon: Lexicon) -> None:
    noun = seen.head.lemma_.lower()
    definite = seen.words[0].lower() in ("the", "that", "this", "his", "her", "its", "their")
    if definite:
        fits = [
            f
            for f in cast
            if f.namings[0].span.start < seen.span.start and bears_office(text, f, noun, seen.span, lexicon)
        ]
        fits = fits or [f for f in out[-3:] if f.namings[-1].head.lemma_.lower() == noun]
        if len(fits) == 1:
            fits[0].namings.append(seen)
            return
        if fits:
            return
    out.append(Figure("", "anonymous", seen.words, seen.gender, namings=[seen]))


def bears_office(text: str, figure: Figure, noun: str, before: Span, lexicon: Lexicon) -> bool:
    """True where a role printed with the figure before that place says the same as the noun ("lawyer", "attorney")."""
    same = lexicon.offices.get(noun, frozenset((noun,)))
    roles = " ".join(span.of(text) for span in figure.roles if span.start < before.start)
    return any(fold(word) in same for word in re.findall(r"[\w-]+", roles))


def _is_title_case(paragraph: Paragraph) -> bool:
    """True for a headline that nothing marks as one: nearly every longer word has a capital."""
    words = [t.text for t in paragraph.doc if t.is_alpha and len(t.text) > 3]
    return len(words) >= 4 and sum(w[0].isupper() for w in words) >= 0.8 * len(words)


def _join(text: str, naming: Naming, figures: list[Figure]) -> None:
    bearers = [f for f in figures if f.is_settled and _same(naming, f)]
    if len(bearers) > 1 and naming.gender:
        bearers = [f for f in bearers if f.gender in ("", naming.gender)]
    first = first_bearer([f for f in bearers if f.namings[0].span.start < naming.span.start])
    if len(bearers) == 1:
        figure = bearers[0]
    elif bearers and len(naming.words) == 1:
        figure = first or _unsettled(naming, figures)
    else:
        figure = Figure(_shown(text, naming), naming.kind, naming.words, naming.gender, naming.is_place)
        figures.append(figure)
    figure.namings.append(naming)
    if naming.role is not None:
        figure.roles.append(naming.role)
    if figure.is_settled:
        figure.gender = figure.gender or naming.gender
        figure.hint = figure.hint or naming.hint
    if figure.kind in ("unknown", "organisation") and naming.kind == "person" and len(naming.words) > 1:
        figure.kind = "person"


def _unsettled(naming: Naming, figures: list[Figure]) -> Figure:
    """The figure that stands for a surname when nothing tells which of its bearers is meant."""
    same = [f for f in figures if not f.is_settled and f.words == naming.words]
    if not same:
        figures.append(Figure("", "person", naming.words, is_settled=False))
    return same[0] if same else figures[-1]


def first_bearer(known: Sequence[Figure]) -> Figure | None:
    """The figure to whom a bare surname belongs when several bear it: the one that was introduced in a paragraph before
    the others, as newspapers keep the bare surname for their subject and give his relatives' names in full."""
    ranked = sorted(known, key=lambda f: f.namings[0].span.start)
    if not ranked:
        return None
    if len(ranked) == 1 or ranked[0].namings[0].paragraph.number < ranked[1].namings[0].paragraph.number:
        return ranked[0]
    return None


def _shown(text: str, naming: Naming) -> str:
    """The name as a slice of the text, white space inside it made single."""
    return re.sub(r"\s+", " ", naming.span.of(text))


def _same(naming: Naming, figure: Figure) -> bool:
    """True where a naming can be the figure: the same words, its surname or given name, or a compatible full name."""
    small, full = [fold(w) for w in naming.words], [fold(w) for w in figure.words]
    if small == full:
        return True
    if figure.kind != "person" or naming.kind not in ("person", "unknown", "organisation"):
        return False
    if len(small) == 1:
        return len(full) > 1 and small[0] in (full[-1], full[0])
    if small[-1] != full[-1] or len(full) < 2:
        return _is_part(small, full)
    return _is_part(small, full) or small[0] == full[0] or (len(small[0]) == 1 and small[0] == full[0][0])


def _is_part(small: list[str], full: list[str]) -> bool:
    return any(full[i : i + len(small)] == small for i in range(len(full) - len(small) + 1))
