"""What a resolution looks at and what it gives: the context of a quote in its article, and the outcome."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from quotetrack.attribution.entities import Entities, Entity, Learned
from quotetrack.attribution.ranker import Ranks, load_ranker
from quotetrack.lang import Lexicon
from quotetrack.parsing.paragraphs import Paragraph
from quotetrack.records import Candidate, Evidence, Span, Speaker

_BEHIND = 200
"""Code points behind a mention up to which a role that is printed still belongs to it."""


@dataclass(frozen=True, slots=True)
class Previous:
    """The quote before: who said it, the words that pointed to the speaker, where its last piece ends; `role` is the
    office that its label gives."""

    speaker: Speaker | None
    entity: Entity | None
    mention: tuple[Span, ...]
    end: int
    paragraph: int
    role: Span | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """Whom a mention means: the speaker (None: cannot be settled), its entity if the article names one, and by which
    rule. `candidates` are the others who came into question, best first. Each of the grounds has its words in the text.
    `learned` is what the resolution tells of entities, should it stand; `chance` (0-1) how likely the speaker is the
    one meant, if that was ranked; `role` where the mention itself has the role, as a label may."""

    speaker: Speaker | None
    entity: Entity | None
    rule: str
    candidates: tuple[Candidate, ...] = ()
    grounds: tuple[Evidence, ...] = ()
    learned: tuple[Learned, ...] = ()
    chance: float | None = None
    role: Span | None = None

    def role_near(self, mention: Span | None, text: str) -> tuple[Speaker | None, Span | None]:
        """Return the speaker with the role printed nearest to a mention, and where that role is printed."""
        if self.role is not None and self.speaker is not None:
            return replace(self.speaker, role=self.role.of(text)), self.role
        role = role_of(self.entity, mention) if self.entity is not None else None
        if self.entity is None or self.speaker is None:
            return self.speaker, role
        return replace(self.speaker, role=role.of(text) if role is not None else None), role


@dataclass(frozen=True, slots=True)
class Context:
    """What a resolution may look at: the article's text, its paragraphs and entities, the words of the language, the
    quote before, and what ranks those whom a pronoun may mean."""

    text: str
    paragraphs: Sequence[Paragraph]
    entities: Entities
    lexicon: Lexicon
    previous: Previous | None
    ranker: Ranks = field(default_factory=load_ranker)


def resolved(entity: Entity, rule: str) -> Resolution:
    """Return the resolution that a mention means an entity."""
    return Resolution(speaker_of(entity), entity, rule)


def speaker_of(entity: Entity) -> Speaker:
    """Return an entity as a speaker; its role, which depends on where it is named, is not in it yet."""
    is_person = entity.name != "" and entity.kind == "unknown"
    return Speaker(entity.name or None, "person" if is_person else entity.kind)


def role_of(entity: Entity, near: Span | None) -> Span | None:
    """Find where the role is printed that belongs to a mention at `near`. None if the article gives none."""
    before = [span for span in entity.roles if near is None or span.start <= near.end + _BEHIND]
    return next(iter([*before[-1:], *entity.roles[:1]]), None)
