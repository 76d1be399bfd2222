"""Whose words a document's are: of the body or person that made it, where the text names one.

Takes a noun for a document in its context ("the WHO's latest tally", "a Fox News poll", "the report"), gives a
`Resolution`, or None if the text does not tell who made it.
"""

from __future__ import annotations

from spacy.tokens import Token

from quotetrack.attribution.context import Context, Resolution, resolved
from quotetrack.attribution.entities import Entity
from quotetrack.attribution.pronouns import BODY_KINDS
from quotetrack.parsing.grammar import child_of
from quotetrack.parsing.paragraphs import Paragraph

_BY = frozenset(("by", "from"))
_MAKES = frozenset(
    "author circulate compile conduct draft file issue make prepare release send sign write".split()
)
"""What makers do with a document. Whoever obtained, saw or published it may be another."""
_LETTERS = frozenset("e-mail email letter memo message note post release statement tweet".split())
"""What is written in its owner's own voice."""
_POLLS = frozenset("poll survey".split())
_ANAPHORIC = frozenset("the this that".split())
_BACK = 8
"""Paragraphs back in which "the report" looks for the report that was brought in."""


def resolve_document(head: Token, paragraph: Paragraph, context: Context) -> Resolution | None:
    """The maker of a document: named as its owner, in front of its noun, or where the document was brought in."""
    noun = head.lemma_.lower()
    if noun not in context.lexicon.documents | context.lexicon.data:
        return None
    if (maker := _maker(head, paragraph, context)) is not None:
        return resolved(maker, "who made the document")
    children = [c for c in head.children if c.i < head.i]
    is_bare = len(children) == 1 and children[0].lower_ in _ANAPHORIC and head.tag_ in ("NN", "NNP")
    maker = _maker_before(head, paragraph, context) if is_bare else None
    return resolved(maker, "who made the document, told before") if maker is not None else None


def _maker_before(head: Token, paragraph: Paragraph, context: Context) -> Entity | None:
    """Return who made the document of this noun that was brought in last; None if that is not told of it."""
    noun = head.lemma_.lower()
    for earlier in reversed(context.paragraphs[max(0, paragraph.number - _BACK) : paragraph.number + 1]):
        until = head.i if earlier is paragraph else len(earlier.doc)
        for token in reversed(earlier.doc[:until]):
            if token.lemma_.lower() == noun and token.pos_ in ("NOUN", "PROPN"):
                maker = _maker(token, earlier, context)
                is_new = any(c.lower_ not in _ANAPHORIC and c.i < token.i for c in token.children)
                if maker is not None or is_new or child_of(token, "det", "poss") is None:
                    return maker
    return None


def _maker(head: Token, paragraph: Paragraph, context: Context) -> Entity | None:
    """Return whom the words around a document's noun name as its maker.

    A count or poll is the owner's or the body's in front of it, a letter its owner's. Of a report, an article or a
    brief that tells no more than where it appeared, whom it is about or for whom it was filed."""
    noun = head.lemma_.lower()
    is_count = noun in _POLLS | context.lexicon.data
    behind = [c for c in head.children if c.i > head.i]
    owners = [c for c in head.children if c.dep_ == "poss" and (is_count or noun in _LETTERS)]
    before = [
        c for c in head.children if c.dep_ in ("compound", "nmod", "amod") and c.i == head.i - 1 and is_count
    ]
    owners += [o for c in behind if c.lower_ in _BY for o in c.children if o.dep_ == "pobj"]
    owners += [o for v in behind if v.tag_ == "VBN" and v.lemma_ in _MAKES for o in _agents(v)]
    owners += [c for o in owners for c in o.children if c.dep_ == "appos"]
    for mention, entity in context.entities.named_in.get(paragraph.number, ()):
        if not entity.name or not entity.is_settled or entity.is_place:
            continue
        is_body = entity.kind in BODY_KINDS or mention.head.ent_type_ == "ORG"
        if any(mention.start <= token.i < mention.end for token in (*owners, *(before if is_body else ()))):
            return entity
    return None


def _agents(verb: Token) -> list[Token]:
    return [o for c in verb.children if c.lower_ == "by" for o in c.children if o.dep_ == "pobj"]
