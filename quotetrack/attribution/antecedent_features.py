"""What tells whether a pronoun means somebody: where both stand, what is known of them, who else comes into question.

Takes a pronoun in its context and everybody it may mean, gives named features of each. The rules say who may be meant;
what the features weigh is learned (`quotetrack train --what pronouns`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log1p

from spacy.tokens import Token

from quotetrack.attribution.antecedents import (
    PRONOUNS,
    PronounPlace,
    Saying,
    Seen,
    agreement,
    clause,
    is_pronoun,
    part,
    part_of_name,
    stands_for,
)
from quotetrack.attribution.names import EntityMention
from quotetrack.lang import Lexicon
from quotetrack.parsing.grammar import SUBJECTS
from quotetrack.parsing.sentences import Sentences

Features = dict[str, float]
"""The features of a candidate that are not 0, by name."""


def features_of_candidates(
    seen: Sequence[Seen],
    place: PronounPlace,
    sentences: Sentences,
    lexicon: Lexicon,
    saying: Saying | None = None,
) -> list[Features]:
    """Return the features of each candidate, in their order. `saying` has what is known of the words that the pronoun
    is the speaker of, if it is one's."""
    around = _Around.of(place)
    out = [dict(_alone(s, place, around, sentences, lexicon)) for s in seen]
    if saying is not None:
        for s, own in zip(seen, out, strict=True):
            own.update(_of_saying(s, saying))
    by_recency = sorted(range(len(seen)), key=lambda k: (seen[k].is_after, -seen[k].nearest.span.start))
    by_count = sorted(range(len(seen)), key=lambda k: (-len(seen[k].before), seen[k].nearest.span.start))
    agreeing = [k for k, s in enumerate(seen) if agreement(s.entity, place.gender) == "agrees"]
    for rank, k in enumerate(by_recency):
        out[k][f"recency {min(rank, 3)}"] = 1.0
    for rank, k in enumerate(by_count):
        out[k][f"salience {min(rank, 3)}"] = 1.0
    subjects = sorted(n.span.start for s in seen for n in s.before[-3:] if n.is_subject)
    for k, s in enumerate(seen):
        newer = len(subjects) - bisect_right(subjects, s.nearest.span.start)
        out[k]["newer subjects"] = min(newer, 4) / 2
        out[k]["candidates"] = log1p(len(seen)) / 2
        if agreeing == [k]:
            out[k]["alone agrees"] = 1.0
        elif agreeing and k not in agreeing:
            out[k]["another agrees"] = 1.0
    return out


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around a pronoun, the same for all candidates. It is the pronouns of its sex, its part and clause,
    the words above it, and the subjects of its sentence and of the one before."""

    same: frozenset[str]
    part: str
    clause: Token
    above: frozenset[int]
    top: Token | None
    before: Token | None

    @classmethod
    def of(cls, place: PronounPlace) -> _Around:
        """Look around a pronoun."""
        token, start = place.token, place.token.sent.start
        return cls(
            same=PRONOUNS[place.gender],
            part=part(token),
            clause=clause(token),
            above=frozenset(word.i for word in token.ancestors),
            top=_subject(token.sent.root),
            before=_subject(place.paragraph.doc[start - 1].sent.root) if start else None,
        )


def _alone(
    s: Seen, place: PronounPlace, around: _Around, sentences: Sentences, lexicon: Lexicon
) -> Iterator[tuple[str, float]]:
    """Yield the features of a candidate that do not depend on the others."""
    yield f"form {place.form}", 1.0
    yield f"sex {agreement(s.entity, place.gender)}", 1.0
    yield from _distance(s, place, sentences)
    yield from _kind(s)
    yield from _grammar(s, place, around, lexicon)
    yield from _weight(s, place, sentences)
    yield from _pronouns_between(s, place, around)
    yield from _inside_sentence(s, place, around)
    yield from _sentence_before(s, place, around)


def _of_saying(s: Seen, saying: Saying) -> Iterator[tuple[str, float]]:
    """Yield what it tells that the pronoun is a speaker's."""
    yield "is a speaker", 1.0
    yield ("words in marks" if saying.is_marked else "words without marks"), 1.0
    if id(s.entity) in saying.named_inside:
        yield "named in the words", 1.0
    if saying.previous is None:
        yield "nobody spoke before", 1.0
        return
    near = min(saying.gap, 2)
    if saying.previous is not s.entity:
        yield f"another spoke, {near} paragraphs before", 1.0
        return
    yield f"spoke, {near} paragraphs before", 1.0
    if saying.answers:
        yield "answers itself", 1.0
    elif saying.goes_on:
        yield f"goes on, {near} paragraphs before", 1.0


def _distance(s: Seen, place: PronounPlace, sentences: Sentences) -> Iterator[tuple[str, float]]:
    bucket = s.distance if s.distance < 4 else 4 if s.distance < 7 else 5
    yield ("behind" if s.is_after else f"sentences {bucket}"), 1.0
    gap = place.paragraph.number - s.nearest.paragraph.number
    yield f"paragraphs {min(gap, 3)}", 1.0
    if gap == 0:
        yield "words between", log1p(abs(place.token.i - s.nearest.head.i)) / 4
    yield "far", log1p(s.distance) / 3
    named = next((n for n in reversed(s.before) if not is_pronoun(n)), None)
    if named is not None and named is not s.nearest:
        steps = place.sentence - sentences.number(named.paragraph, named.head.i)
        yield f"named {min(steps, 6)} sentences before", 1.0
    behind = s.entity.mentions[len(s.before) :]
    yield "times named behind", log1p(len(behind)) / 2
    if behind and not s.is_after:
        steps = sentences.number(behind[0].paragraph, behind[0].head.i) - place.sentence
        yield f"named {min(max(steps, 0), 3)} sentences behind", 1.0


def _kind(s: Seen) -> Iterator[tuple[str, float]]:
    entity, nearest = s.entity, s.nearest
    yield f"kind {entity.kind}", 1.0
    if entity.is_place:
        yield "place", 1.0
    if not entity.name:
        yield "without a name", 1.0
    if not entity.is_settled:
        yield "borne by several", 1.0
    if nearest.head.tag_ in ("NNPS", "NNS"):
        yield "plural", 1.0
    if len(entity.words) == 1:
        yield "one word", 1.0
    yield f"tagged {nearest.head.ent_type_ or 'nothing'}", 1.0
    if entity.roles:
        yield "has a role", 1.0
    if entity.is_relative:
        yield "relative", 1.0


def _grammar(s: Seen, place: PronounPlace, around: _Around, lexicon: Lexicon) -> Iterator[tuple[str, float]]:
    token, pronoun = stands_for(s.nearest), place.token
    theirs, ours = part_of_name(token), around.part
    yield f"role {theirs}", 1.0
    yield f"pronoun {ours}", 1.0
    yield f"{theirs} and {ours}", 1.0
    near = "here" if s.distance == 0 else "before" if s.distance == 1 else "far"
    yield f"{theirs} {near}", 1.0
    if s.nearest.owns_subject:
        yield f"owns the subject {near}", 1.0
    if len(s.nearest.words) > 1:
        yield "named in full", 1.0
    if any(child.dep_ == "relcl" for child in token.children):
        yield "has a clause", 1.0
    if s.nearest.role is not None:
        yield "role beside", 1.0
    verb = clause(token)
    if verb.lemma_.lower() in lexicon.cues and theirs.endswith("subject"):
        yield f"spoke {near}", 1.0
    if token.i == token.sent.start or token.left_edge.i == token.sent.start:
        yield f"opens {near}", 1.0
    doc, end = token.doc, s.nearest.end
    if end < len(doc) and doc[end].lower_ == "and":
        yield "and behind", 1.0
    if s.nearest.start and doc[s.nearest.start - 1].lower_ == "and":
        yield "and before", 1.0
    if pronoun.i == pronoun.sent.start:
        yield "pronoun opens", 1.0
        yield f"pronoun opens {near}", 1.0
    yield f"pronoun's clause {around.clause.dep_}", 1.0


def _weight(s: Seen, place: PronounPlace, sentences: Sentences) -> Iterator[tuple[str, float]]:
    """Yield how much the story is about a candidate."""
    count = len(s.before)
    yield "times named", log1p(count) / 2
    yield "times in all", log1p(len(s.entity.mentions)) / 2
    if count == 1:
        yield "named once", 1.0
    subjects = [n for n in s.before if n.is_subject]
    yield "times subject", log1p(len(subjects)) / 2
    near = [n for n in s.before[-6:] if place.sentence - sentences.number(n.paragraph, n.head.i) <= 3]
    yield "near mentions", len(near) / 3
    yield "near subjects", sum(n.is_subject for n in near) / 2
    if s.before and s.before[0].paragraph.number == 0:
        yield "in the first paragraph", 1.0
    if is_pronoun(s.nearest):
        yield "pronoun meant it last", 1.0
    meant = sum(is_pronoun(n) for n in s.before[-8:])
    yield "pronouns meant it", min(meant, 4) / 2


def _pronouns_between(s: Seen, place: PronounPlace, around: _Around) -> Iterator[tuple[str, float]]:
    """Yield the pronouns of the same sex since the last mention: they speak of somebody, likely the same."""
    same = around.same
    if s.nearest.paragraph is not place.paragraph:
        before = place.paragraph.doc[: place.token.i]
    else:
        first, last = sorted((s.nearest.head.i, place.token.i))
        before = place.paragraph.doc[first + 1 : last]
    count = sum(token.lower_ in same for token in before)
    yield "pronouns between", min(count, 4) / 2
    doc, start = s.nearest.paragraph.doc, s.nearest.head.sent.start
    yield "pronouns before it", min(sum(t.lower_ in same for t in doc[start : s.nearest.start]), 2) / 2
    yield "pronouns long before", min(sum(t.lower_ in same for t in doc[max(0, start - 40) : start]), 3) / 2


def _subject(verb: Token) -> Token | None:
    own = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if own is None and verb.dep_ in ("conj", "xcomp", "advcl") and verb.head.i != verb.i:
        own = next((c for c in verb.head.children if c.dep_ in SUBJECTS), None)
    return own


def _holds(token: Token | None, mention: EntityMention) -> bool:
    return token is not None and token.left_edge.i <= mention.head.i <= token.right_edge.i


def _inside_sentence(s: Seen, place: PronounPlace, around: _Around) -> Iterator[tuple[str, float]]:
    """Yield how the two stand to each other in one sentence: what binding forbids and subordination invites."""
    nearest, pronoun = s.nearest, place.token
    token = stands_for(nearest)
    verb, theirs = clause(token), part_of_name(token)
    subject = _subject(verb)
    if subject is not None and subject.i != token.i and theirs != "subject":
        if subject.lower_ in around.same:
            yield "its subject is such a pronoun", 1.0
        elif subject.pos_ == "PROPN":
            yield "its subject is another name", 1.0
    if nearest.paragraph is not place.paragraph or token.sent != pronoun.sent:
        return
    ours = around.clause
    owner = "owner" if pronoun.dep_ == "poss" else "other"
    if ours.i == verb.i:
        yield f"same clause {owner} {theirs}", 1.0
    if ours.head.i == verb.i and ours.dep_ in ("advcl", "relcl", "ccomp", "xcomp", "acl"):
        yield f"clause below {ours.dep_} {theirs}", 1.0
    if ours.dep_ == "conj" and ours.head.i == verb.i:
        yield f"clause beside {theirs}", 1.0
    if ours.dep_ == "relcl" and ours.head.i == token.i:
        yield "clause of the name", 1.0
    if token.head.i in around.above and theirs.endswith("subject"):
        yield "commands", 1.0
    if pronoun.dep_ == "poss" and pronoun.head.i in {a.i for a in token.ancestors}:
        yield "inside what is owned", 1.0
    top = around.top
    if _holds(top, nearest) and top is not None and top.i != pronoun.i:
        yield "in the sentence's subject", 1.0
    between = token.doc[min(token.i, pronoun.i) : max(token.i, pronoun.i)]
    yield "commas between", min(sum(t.text == "," for t in between), 3) / 2
    if any(t.text == ";" for t in between):
        yield "semicolon between", 1.0


def _sentence_before(s: Seen, place: PronounPlace, around: _Around) -> Iterator[tuple[str, float]]:
    """Yield what the subject of the sentence before, and of the pronoun's own, tell."""
    top, before = around.top, around.before
    if top is not None and top.i != place.token.i and top.lower_ in around.same:
        yield "sentence goes on about such a pronoun", 1.0
    if before is None:
        return
    if before.lower_ in around.same:
        yield "sentence before has such a subject", 1.0
    if s.nearest.paragraph is place.paragraph and _holds(before, s.nearest):
        yield f"subject of the sentence before, {around.part}", 1.0
