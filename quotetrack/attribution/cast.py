"""The cast of an article: every named person and body in it, under all the names it goes by, with roles as printed.

Takes the paragraphs, gives `Figure`s. A surname joins the one full name that bears it; two people of one surname stay
two, and a bare surname that fits both joins neither.
"""

from __future__ import annotations

import re
from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from quotetrack.attribution.name_context import Gender
from quotetrack.attribution.name_forms import fold, is_one_letter_off
from quotetrack.attribution.names import Naming, namings_in
from quotetrack.lang import Lexicon
from quotetrack.parsing.grammar import phrase
from quotetrack.parsing.paragraphs import Paragraph
from quotetrack.records import Span, SpeakerKind

if TYPE_CHECKING:
    from spacy.tokens import Token


_LONG_SURNAME = 5
"""Letters of a surname from which one wrong letter is taken for a slip: shorter ones are too near each other."""


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
    is_relative: bool = False


@dataclass(frozen=True, slots=True)
class Learned:
    """What a resolved mention tells of its figure, for the mentions after it: the sex that a pronoun gives, where the
    pronoun stands, and a description that goes before the name."""

    figure: Figure
    gender: Gender = ""
    pronoun: tuple[Paragraph, Token] | None = None
    role: Span | None = None


@dataclass(slots=True)
class Cast:
    """Everybody in an article: the named figures and, apart, the people who do things but have no name, each in order
    of first naming; and where to find them by paragraph and by office, so that nothing is searched from end to end."""

    figures: list[Figure]
    unnamed: list[Figure] = field(default_factory=list)
    named_in: dict[int, list[tuple[Naming, Figure]]] = field(default_factory=lambda: defaultdict(list))
    offices: dict[str, list[tuple[int, Figure]]] = field(default_factory=lambda: defaultdict(list))
    labels: dict[str, str] = field(default_factory=dict)

    def enter(self, naming: Naming, figure: Figure) -> None:
        """Note where a figure is named or described."""
        self.named_in[naming.paragraph.number].append((naming, figure))

    def learn(self, learned: Iterable[Learned]) -> None:
        """Note what resolved mentions tell of their figures; the only change to a cast once it is read."""
        for one in learned:
            if one.pronoun is not None:
                self._note_pronoun(*one.pronoun, one.figure)
            if one.gender:
                one.figure.gender = one.gender
            if one.role is not None and one.role not in one.figure.roles:
                one.figure.roles.insert(0, one.role)

    def _note_pronoun(self, paragraph: Paragraph, token: Token, figure: Figure) -> None:
        """Note that a pronoun was found to mean a figure: the figure is as present there as if it were named."""
        seen = Naming(paragraph, token.i, token.i + 1, token, (token.text,), None, "", "anonymous")
        insort(figure.namings, seen, key=lambda n: n.span.start)
        self.enter(seen, figure)

    def near(self, number: int, reach: int) -> list[Figure]:
        """The figures named in a paragraph or in the `reach` before it, the unnamed among them."""
        found = (figure for n in range(number - reach, number + 1) for _, figure in self.named_in.get(n, ()))
        return list({id(figure): figure for figure in found}.values())

    def in_office(self, noun: str, before: int, lexicon: Lexicon) -> list[Figure]:
        """The figures of whom a role printed before that place says the same as the noun ("lawyer", "attorney")."""
        same = lexicon.offices.get(noun, frozenset((noun,)))
        fits = (f for word in sorted(same) for start, f in self.offices.get(word, ()) if start < before)
        return list({id(f): f for f in fits if f.namings[0].span.start < before}.values())


def read_cast(text: str, paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> Cast:
    """The cast of an article."""
    running = [p for p in paragraphs if p.where != "headline" and not _is_title_case(p)]
    namings = [n for p in running or paragraphs for n in namings_in(text, p, lexicon)]
    namings = _without_tails(namings)
    figures = _Figures(lexicon.kinship)
    for naming in sorted((n for n in namings if len(n.words) > 1), key=lambda n: -len(n.words)):
        _join(text, naming, figures)
    for figure in figures.all:
        figure.namings.sort(key=lambda n: n.span.start)
        if figure.kind == "organisation" and _has_namesake(figure, figures, lexicon):
            figure.kind = "person"
    for naming in namings:
        if len(naming.words) == 1:
            _join(text, naming, figures)
    cast = Cast(sorted(figures.all, key=lambda f: min(n.span.start for n in f.namings)))
    for figure in cast.figures:
        figure.namings.sort(key=lambda n: n.span.start)
        figure.roles.sort(key=lambda span: span.start)
        for naming in figure.namings:
            cast.enter(naming, figure)
            for word in _titles_before(naming, lexicon):
                cast.offices[word].append((naming.span.start, figure))
        for role in figure.roles:
            for word in _offices(role.of(text)):
                cast.offices[word].append((role.start, figure))
    _read_unnamed(text, running, cast, lexicon)
    return cast


_DEPUTIES = frozenset(("vice", "deputy", "assistant"))
"""Words before an office that make it another: a vice president is no president."""


def _offices(role: str) -> list[str]:
    """The words of a role, less those that a deputy's word stands before."""
    words = [fold(word) for word in re.findall(r"[\w-]+", role)]
    return [word for before, word in zip(("", *words), words, strict=False) if before not in _DEPUTIES]


_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))


def _without_tails(namings: list[Naming]) -> list[Naming]:
    """The namings, less a word that ran into a person's name once ("Bernie Sanders Pins") where the rest of it stands
    elsewhere as a name of its own."""
    counts = Counter(n.words for n in namings)
    out = []
    for naming in namings:
        shorter = naming.words[:-1]
        stray = naming.kind == "person" and len(shorter) > 1 and counts[shorter] > counts[naming.words]
        if stray and fold(naming.words[-1]) not in _SUFFIXES:
            doc = naming.paragraph.doc
            naming = replace(naming, end=naming.end - 1, head=doc[naming.end - 2], words=shorter)
        out.append(naming)
    return out


def _titles_before(naming: Naming, lexicon: Lexicon) -> list[str]:
    """The titles that run into a name: "Rep. Adam Schiff" is a representative, whatever else is said of him."""
    words = [fold(t.text) for t in naming.paragraph.doc[max(0, naming.start - 3) : naming.start]]
    titles = list(takewhile(lambda word: word in lexicon.titles, reversed(words)))
    return [] if _DEPUTIES & set(titles) else titles


def _read_unnamed(text: str, paragraphs: Sequence[Paragraph], cast: Cast, lexicon: Lexicon) -> None:
    """Enter the people without a name ("an official at the ministry, reached by telephone"): a pronoun may mean them;
    without them it would be given to whoever has a name. A description that fits one figure of the cast ("the lawyer")
    is a naming of that figure."""
    for paragraph in paragraphs:
        named = {i for n, _ in cast.named_in.get(paragraph.number, ()) for i in range(n.start, n.end)}
        for token in paragraph.doc:
            if _is_unnamed_person(token, named, lexicon):
                _enter(_description(text, paragraph, token, lexicon), cast, lexicon)
    for figure in cast.figures:
        figure.namings.sort(key=lambda n: n.span.start)


def _is_unnamed_person(token: Token, named: set[int], lexicon: Lexicon) -> bool:
    if token.i in named or token.tag_ != "NN" or token.dep_ not in ("nsubj", "nsubjpass", "ROOT"):
        return False
    if token.lemma_.lower() not in lexicon.people | lexicon.kinship:
        return False
    beside = any(c.dep_ in ("appos", "compound") and c.i in named for c in token.children)
    return not beside and token.i + 1 not in named


def _description(text: str, paragraph: Paragraph, token: Token, lexicon: Lexicon) -> Naming:
    start, end = phrase(token)
    words = tuple(paragraph.between(token.doc[start], token.doc[end - 1]).of(text).split())
    noun = token.lemma_.lower()
    gender: Gender = "female" if noun in lexicon.female else "male" if noun in lexicon.male else ""
    return Naming(paragraph, start, end, token, words, None, gender, "anonymous")


def _enter(seen: Naming, cast: Cast, lexicon: Lexicon) -> None:
    noun = seen.head.lemma_.lower()
    if seen.words[0].lower() in ("the", "that", "this", "his", "her", "its", "their"):
        fits = cast.in_office(noun, seen.span.start, lexicon)
        fits = fits or [f for f in cast.unnamed[-3:] if f.namings[-1].head.lemma_.lower() == noun]
        if fits:
            if len(fits) == 1:
                fits[0].namings.append(seen)
                cast.enter(seen, fits[0])
            return
    figure = Figure("", "anonymous", seen.words, seen.gender, namings=[seen])
    cast.unnamed.append(figure)
    cast.enter(seen, figure)


def _is_title_case(paragraph: Paragraph) -> bool:
    """True for a headline that nothing marks as one: nearly every longer word has a capital, and every verb; a sentence
    of names has its verb in small letters."""
    if any(t.tag_.startswith(("VB", "MD")) and t.text.islower() for t in paragraph.doc):
        return False
    words = [t.text for t in paragraph.doc if t.is_alpha and len(t.text) > 3]
    return len(words) >= 4 and sum(w[0].isupper() for w in words) >= 0.8 * len(words)


def _is_kin(naming: Naming, kinship: frozenset[str]) -> bool:
    """True for one brought in as somebody's relative: "his wife Hillary Clinton"."""
    before = naming.paragraph.doc[max(0, naming.start - 2) : naming.start]
    return any(token.tag_ == "NN" and token.lemma_.lower() in kinship for token in before)


def _has_namesake(figure: Figure, figures: _Figures, lexicon: Lexicon) -> bool:
    """True for a name of two words that ends in a person's surname and is no body's: the tagger takes "Piers" for a
    plural."""
    words = [fold(word) for word in figure.words]
    if len(words) != 2 or set(words) & (lexicon.organisations | lexicon.outlets):
        return False
    return any(
        f.kind == "person" and len(f.words) > 1 and fold(f.words[-1]) == words[-1] for f in figures.all
    )


class _Figures:
    """The figures found so far, by the first and last word of their names."""

    def __init__(self, kinship: frozenset[str]) -> None:
        self.all: list[Figure] = []
        self.kinship = kinship
        self._by_word: dict[str, list[Figure]] = defaultdict(list)

    def add(self, figure: Figure) -> Figure:
        self.all.append(figure)
        for word in {fold(w) for w in figure.words}:
            self._by_word[word].append(figure)
        return figure

    def sharing(self, naming: Naming) -> list[Figure]:
        """The figures whose names have the last word of this one."""
        return self._by_word.get(fold(naming.words[-1]), [])


def _join(text: str, naming: Naming, figures: _Figures) -> None:
    bearers = [f for f in figures.sharing(naming) if f.is_settled and _same(naming, f)]
    if naming.gender:
        bearers = [f for f in bearers if (f.gender or f.hint) in ("", naming.gender)]
    known = [f for f in bearers if f.namings[0].span.start < naming.span.start]
    first = brought_in(known, naming.paragraph.number, naming.span.start) or first_bearer(known)
    bearers = bearers or _misspelt(naming, figures)
    if len(bearers) == 1:
        figure = bearers[0]
    elif bearers and len(naming.words) == 1:
        figure = first or _unsettled(naming, figures)
    else:
        name = re.sub(r"\s+", " ", naming.span.of(text))
        figure = figures.add(Figure(name, naming.kind, naming.words, naming.gender, naming.is_place))
    figure.namings.append(naming)
    if naming.role is not None:
        figure.roles.append(naming.role)
    if figure.is_settled:
        figure.gender = figure.gender or naming.gender
        figure.hint = figure.hint or naming.hint
    if naming is figure.namings[0] and len(figure.namings) == 1:
        figure.is_relative = _is_kin(naming, figures.kinship)
    told = len(naming.words) > 1 or naming.gender != ""
    if figure.kind in ("unknown", "organisation") and naming.kind == "person" and told:
        figure.kind = "person"


def _misspelt(naming: Naming, figures: _Figures) -> list[Figure]:
    """The one person whose surname a bare surname misspells by one letter ("McLenney" for "McClenney"); nobody where it
    is short, where two could be meant, or where it comes first."""
    word = fold(naming.words[0])
    if len(naming.words) > 1 or len(word) < _LONG_SURNAME or naming.kind not in ("person", "unknown"):
        return []
    near = [
        f
        for f in figures.all
        if f.kind == "person" and len(f.words) > 1 and is_one_letter_off(word, fold(f.words[-1]))
    ]
    return near if len(near) == 1 and near[0].namings[0].span.start < naming.span.start else []


def _unsettled(naming: Naming, figures: _Figures) -> Figure:
    """The figure that stands for a surname when nothing tells which of its bearers is meant."""
    same = [f for f in figures.sharing(naming) if not f.is_settled and f.words == naming.words]
    return same[0] if same else figures.add(Figure("", "person", naming.words, is_settled=False))


_JUST, _LONG_AGO = 2, 8
"""Paragraphs within which somebody has just been brought in, and after which another of the name is out of sight."""


def brought_in(known: Sequence[Figure], number: int, start: int) -> Figure | None:
    """The bearer of a surname who was named in full just before and is no relative, where no other of them has been
    named for long: a page of several items goes on about whom it has just brought in. `number` is the paragraph of the
    surname, `start` its place."""

    def age(figure: Figure) -> int:
        return number - max(n.paragraph.number for n in figure.namings if n.span.start < start)

    if len(known) < 2:
        return None
    latest, *others = sorted(known, key=age)
    fits = age(latest) <= _JUST and not latest.is_relative and all(age(f) >= _LONG_AGO for f in others)
    return latest if fits else None


def first_bearer(known: Sequence[Figure]) -> Figure | None:
    """The figure to whom a bare surname belongs when several bear it: the one that was introduced in a paragraph before
    the others, as newspapers keep the bare surname for their subject and give his relatives' names in full."""
    ranked = sorted(known, key=lambda f: f.namings[0].span.start)
    if not ranked:
        return None
    own = [f for f in ranked if not f.is_relative]
    if len(own) == 1 and own[0] is ranked[0]:
        return own[0]
    if len(ranked) == 1 or ranked[0].namings[0].paragraph.number < ranked[1].namings[0].paragraph.number:
        return ranked[0]
    return None


def _same(naming: Naming, figure: Figure) -> bool:
    """True where a naming can be the figure: the same words, its surname or given name, or a compatible full name."""
    small, full = [fold(w) for w in naming.words], [fold(w) for w in figure.words]
    if small == full:
        return True
    if figure.kind in ("organisation", "outlet", "document") and len(small) == 1 and len(full) > 1:
        return _is_acronym(naming.words[0], figure.words) or (
            _is_definite(naming) and small[0] == full[-1] and naming.kind != "person"
        )
    titled = naming.gender != "" and figure.kind == "organisation" and len(figure.words) == 2
    if not (figure.kind == "person" or titled) or naming.kind not in ("person", "unknown", "organisation"):
        return False
    if len(small) == 1:
        return len(full) > 1 and small[0] in (full[-1], full[0])
    if small[-1] != full[-1] or len(full) < 2:
        return _is_part(small, full)
    return _is_part(small, full) or small[0] == full[0] or (len(small[0]) == 1 and small[0] == full[0][0])


def _is_acronym(word: str, name: tuple[str, ...]) -> bool:
    """True for "IMF" beside "International Monetary Fund": the initials of the words that have a capital."""
    initials = "".join(part[0] for part in name if part[0].isupper())
    return len(word) > 1 and word.replace(".", "") == initials


def _is_definite(naming: Naming) -> bool:
    """True for a short form with its article: "the Times"."""
    return naming.start > 0 and naming.paragraph.doc[naming.start - 1].lower_ == "the"


def _is_part(small: list[str], full: list[str]) -> bool:
    return any(full[i : i + len(small)] == small for i in range(len(full) - len(small) + 1))
