"""Two of one name within an article: father and son, husband and wife, told apart by what stands with their names.

Takes a mention and an entity whose name it could be, says whether it is somebody else's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotetrack.attribution.name_forms import fold
from quotetrack.attribution.names import EntityMention

if TYPE_CHECKING:
    from quotetrack.attribution.entities import Entity
    from quotetrack.lang import Lexicon

SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))


def is_of_another_age(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Return True for "Piet Okoro" beside "Piet Okoro Jr.": two full names of which one alone has a suffix are a
    father's and a son's."""
    are_full = len(words) > 1 and len(others) > 1
    return are_full and (fold(words[-1]) in SUFFIXES) != (fold(others[-1]) in SUFFIXES)


def is_relative_of(mention: EntityMention, entity: Entity, text: str, lexicon: Lexicon) -> bool:
    """Return True if a surname with an office before it ("President Ruiz"), which the article prints before the full
    name, is not the bearer of that name but a relative. Whoever has the full name is brought in as kin or as first
    lady, or the surname is printed as that of somebody with kin ("President Ruiz's daughters"), and the office is never
    given to the full name."""
    if len(mention.words) > 1 or mention.role is None or mention.role.start > mention.span.start:
        return False
    first = min(entity.mentions, key=lambda m: m.span.start)
    office = set(fold(mention.role.of(text)).split()) & (lexicon.titles | lexicon.ranks)
    if not office or first.span.start < mention.span.start or len(first.words) < 2:
        return False
    own = {word for role in entity.roles for word in fold(role.of(text)).split()}
    if office & own:
        return False
    doc, end = mention.paragraph.doc, mention.end
    owns = end < len(doc) and doc[end].tag_ == "POS" and doc[mention.end - 1].dep_ == "poss"
    has_kin = owns and doc[mention.end - 1].head.lemma_.lower() in lexicon.kinship
    return has_kin or entity.is_relative or "lady" in own
