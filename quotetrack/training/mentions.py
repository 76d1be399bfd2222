"""Labelled pronouns to learn from, in three formats → what a ranker sees of each, beside who is meant.

- GAP's tables (.tsv): a passage, a pronoun and two names in it, and which of them is meant
- chains (.jsonl): lines with `text` and `entities`, each the spans of all mentions of one; OntoGUM
- labelled quotations (.jsonl): lines with `text` and `quotes`, each with `content` and `speaker_name`

An article is parsed once. What a ranker sees of a pronoun hangs on whom it took the pronouns before it to mean, so
examples are made anew for each ranker.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from spacy.tokens import Token

from quotetrack.attribution import attribute
from quotetrack.attribution.antecedent_features import Features
from quotetrack.attribution.antecedents import PronounPlace, Seen, is_pronoun
from quotetrack.attribution.context import Context
from quotetrack.attribution.entities import Entity, read_entities
from quotetrack.attribution.name_context import gender_of_given
from quotetrack.attribution.name_forms import fold
from quotetrack.attribution.names import EntityMention
from quotetrack.attribution.pronouns import HE, IT, Ranked, rank_told
from quotetrack.attribution.ranker import Ranks
from quotetrack.errors import ReadError
from quotetrack.extraction import extract_quotes
from quotetrack.lang import load_lexicon
from quotetrack.model.decode import propose
from quotetrack.model.weights import load_model
from quotetrack.parsing.paragraphs import Paragraph, paragraph_at, parse
from quotetrack.readers import article_from_text
from quotetrack.records import Article, Proposal, Quote, Span, Statement

_SOURCE_REACH = 60
"""Code points that the words of a chain may go beyond a name inside them ("Ana Ruiz, the mayor of …")."""


@dataclass(frozen=True, slots=True)
class RankedPronoun:
    """What a ranker sees of a pronoun: features of each candidate, in order, and whether each has a name.

    `right` are the candidates that are meant (their number: nobody); empty if it is known only who is not (`wrong`).
    """

    features: Sequence[Features]
    named: tuple[bool, ...]
    right: frozenset[int]
    wrong: frozenset[int]
    form: str
    source: str
    article: str


class Labelled(Protocol):
    """An article with labelled pronouns."""

    def examples(self, ranker: Ranks) -> Iterator[RankedPronoun]:
        """Yield what a ranker sees of each labelled pronoun if it resolves those before it."""


def read_labelled(folder: Path) -> list[Labelled]:
    """Return the articles of all files of a folder, in the order of their names.

    Raises:
        ReadError: the folder has no file in one of the formats, or a file cannot be read.
    """
    files = sorted(path for path in folder.glob("*") if path.suffix in (".tsv", ".jsonl"))
    if not files:
        raise ReadError(f"{folder}: no .tsv or .jsonl with labelled pronouns, expected at least one")
    return [article for path in files for article in _read(path)]


def _read(path: Path) -> Iterator[Labelled]:
    try:
        if path.suffix == ".tsv":
            for row in rows_of_pairs(path):
                yield Pair(row, path.name)
            return
        for line in path.read_text(encoding="utf-8").splitlines():
            data = json.loads(line)
            yield Chains(data, path.name) if "entities" in data else Spoken(data, path.name)
    except (OSError, ValueError, KeyError) as error:
        raise ReadError(f"{path}: {error}; expected labelled pronouns in one of the three formats") from error


def rows_of_pairs(path: Path) -> Iterator[Mapping[str, str]]:
    """Yield the rows of a table of GAP's whose pronoun is read: all but "hers"."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["Pronoun"].lower() in HE:
                yield row


def _context(text: str, paragraphs: Sequence[Paragraph], ranker: Ranks) -> Context:
    lexicon = load_lexicon()
    return Context(text, paragraphs, read_entities(text, paragraphs, lexicon), lexicon, None, ranker)


class Pair:
    """A passage of GAP's with a pronoun and two names."""

    def __init__(self, row: Mapping[str, str], source: str) -> None:
        self.row, self.source = row, source
        self.text = row["Text"]
        self.paragraphs = parse(Article(id=row["ID"], text=self.text))
        self.names = tuple(self._span(name, f"{name}-offset") for name in "AB")

    def _span(self, words: str, offset: str) -> Span:
        start = int(self.row[offset])
        return Span(start, start + len(self.row[words]))

    def examples(self, ranker: Ranks) -> Iterator[RankedPronoun]:
        """Yield what the ranker sees of the pronoun."""
        ranked = self.ranked(ranker)
        if ranked is None:
            return
        seen, features = ranked.seen, ranked.features
        meant = [self.row[f"{name}-coref"].upper() == "TRUE" for name in "AB"]
        at = [self.place_of(name, seen) for name in self.names]
        right = frozenset(k for k, is_meant in zip(at, meant, strict=True) if is_meant and k is not None)
        wrong = frozenset(k for k, is_meant in zip(at, meant, strict=True) if not is_meant and k is not None)
        if right or (wrong and not any(meant)):
            named = tuple(bool(s.entity.name) for s in seen)
            yield RankedPronoun(
                features,
                named,
                right,
                frozenset() if right else wrong,
                "pronoun",
                self.source,
                self.row["ID"],
            )

    def ranked(self, ranker: Ranks) -> Ranked | None:
        """Return who may be meant, likeliest first; None if the pronoun was not parsed. The two names are given: one
        that the reading misses is entered."""
        span = self._span("Pronoun", "Pronoun-offset")
        paragraph = paragraph_at(span.start, self.paragraphs) if self.paragraphs else None
        token = paragraph.token_at(span.start) if paragraph is not None else None
        if paragraph is None or token is None:
            return None
        context = _context(self.text, self.paragraphs, ranker)
        for name in self.names:
            self._enter(name, context)
        given = [
            e for e in context.entities.named if any(m.span.meets(n) for m in e.mentions for n in self.names)
        ]
        return rank_told(paragraph, token, context, given)

    def place_of(self, name: Span, seen: Sequence[Seen]) -> int | None:
        """Return which of the candidates a given name is of; None if it is of none."""
        return next(
            (k for k, s in enumerate(seen) if any(m.span.meets(name) for m in s.entity.mentions)), None
        )

    def _enter(self, name: Span, context: Context) -> None:
        entities = context.entities.named
        if any(m.span.meets(name) for e in entities if e.kind in ("person", "unknown") for m in e.mentions):
            return
        paragraph = paragraph_at(name.start, self.paragraphs)
        tokens = paragraph.tokens(name)
        if not tokens:
            return
        first, last = tokens[0].i, tokens[-1].i + 1
        head, words = paragraph.doc[first:last].root, tuple(name.of(self.text).split())
        hint = gender_of_given(words, is_person=True, lexicon=context.lexicon)
        mention = EntityMention(paragraph, first, last, head, words, None, "", "person", hint)
        entities.append(Entity(" ".join(words), "person", words, hint=hint, mentions=[mention]))


class Chains:
    """An article with the spans of all mentions of each of its entities."""

    def __init__(self, data: Mapping[str, Any], source: str) -> None:
        self.id, self.text, self.source = data["id"], data["text"], source
        self.paragraphs = parse(Article(id=self.id, text=self.text))
        self._chains = data["entities"]

    def examples(self, ranker: Ranks) -> Iterator[RankedPronoun]:
        """Yield what the ranker sees of each pronoun, in text order."""
        context = _context(self.text, self.paragraphs, ranker)
        for paragraph, token, others in sorted(self._pronouns(), key=lambda p: (p[0].number, p[1].i)):
            ranked = rank_told(paragraph, token, context)
            seen, features = ranked.seen, ranked.features
            if seen:
                meant = frozenset(k for k, s in enumerate(seen) if _is_in_chain(s.entity, others))
                named = tuple(bool(s.entity.name) for s in seen)
                form = "pronoun" if token.lower_ in HE else "it"
                right = meant or frozenset((len(seen),))
                yield RankedPronoun(features, named, right, frozenset(), form, self.source, self.id)

    def _pronouns(self) -> Iterator[tuple[Paragraph, Token, list[Span]]]:
        for chain in self._chains:
            spans = [Span(*pair) for pair in chain]
            for span in spans:
                word = span.of(self.text).lower()
                token = None
                if word in HE or word in IT:
                    paragraph = paragraph_at(span.start, self.paragraphs)
                    token = paragraph.token_at(span.start)
                if token is not None and token.lower_ == word:
                    yield paragraph, token, [other for other in spans if other != span]


def _is_in_chain(entity: Entity, chain: Sequence[Span]) -> bool:
    """Return True if some mention of the entity is the head of one in the chain."""
    names = [n for n in entity.mentions if not is_pronoun(n)]
    return any(
        span.holds(name.span) and _is_short(span, name.span) and _heads(name, span)
        for name in names
        for span in chain
    )


def _is_short(span: Span, name: Span) -> bool:
    return (span.end - span.start) - (name.end - name.start) <= _SOURCE_REACH


def _heads(name: EntityMention, span: Span) -> bool:
    tokens = name.paragraph.tokens(span)
    root = name.paragraph.doc[tokens[0].i : tokens[-1].i + 1].root if tokens else None
    return span == name.span or (root is not None and name.start <= root.i < name.end)


@dataclass(slots=True)
class _Watcher:
    """A ranker that keeps what another was asked, by the place of the pronoun."""

    ranker: Ranks
    seen: dict[int, tuple[PronounPlace, Sequence[Seen], Sequence[Features]]] = field(default_factory=dict)

    def chances(self, candidates: Sequence[Features]) -> list[float]:
        return self.ranker.chances(candidates)

    def watch(self, place: PronounPlace, seen: Sequence[Seen], features: Sequence[Features]) -> None:
        self.seen[place.paragraph.starts[place.token.i]] = (place, tuple(seen), tuple(features))


class Spoken:
    """An article with labelled quotations, of which those count whose speaker is a pronoun."""

    def __init__(self, data: Mapping[str, Any], source: str) -> None:
        self.source = source
        self.article = article_from_text(
            data["text"], id=data["id"], title=data.get("title"), published=data.get("published")
        )
        self._labels = [(_places(quote["content"]), quote) for quote in data["quotes"]]
        self.paragraphs = parse(self.article)
        proposals = propose(self.article, self.paragraphs, load_model())
        found = extract_quotes(self.article, self.paragraphs, load_lexicon(), proposals)
        self._quotes: Sequence[Quote] = found.quotes
        self._backed: Mapping[str, Proposal] | None = found.backed

    def examples(self, ranker: Ranks) -> Iterator[RankedPronoun]:
        """Yield what the ranker sees of the pronoun of each labelled quotation."""
        watcher = _Watcher(ranker)
        statements = attribute(
            self.article, self.paragraphs, self._quotes, load_lexicon(), self._backed, watcher
        )
        for statement in statements:
            label, mention = self._label(statement), statement.attribution.mention
            at = watcher.seen.get(mention[0].start) if mention else None
            if label is not None and at is not None and at[1]:
                place, seen, features = at
                named = tuple(bool(s.entity.name) for s in seen)
                right = _meant(label, seen) or frozenset(
                    (len(seen), *(k for k, has_name in enumerate(named) if not has_name))
                )
                yield RankedPronoun(
                    features, named, right, frozenset(), place.form, self.source, self.article.id
                )

    def _label(self, statement: Statement) -> Mapping[str, Any] | None:
        """Return the labelled quotation that shares half of the shorter one's words with a statement."""
        own = {i for span in statement.quote.content for i in range(span.start, span.end)}
        hits = (q for places, q in self._labels if 2 * len(places & own) >= min(len(places), len(own)))
        return next(hits, None)


def _places(pairs: Sequence[Sequence[int]]) -> frozenset[int]:
    return frozenset(i for start, end in pairs for i in range(start, end))


def _meant(label: Mapping[str, Any], seen: Sequence[Seen]) -> frozenset[int]:
    """Return the candidates who go by a label's names: all words of one are in the other; the same words count more."""
    names = [label["speaker_name"], *(label.get("name_aliases") or ())]
    wanted = [frozenset(map(fold, name.split())) for name in names if name]
    own = [frozenset(map(fold, s.entity.words)) if s.entity.name else frozenset[str]() for s in seen]
    same = frozenset(k for k, words in enumerate(own) if words in wanted and words)
    part = (k for k, words in enumerate(own) if words and any(words <= w or w <= words for w in wanted))
    return same or frozenset(part)
