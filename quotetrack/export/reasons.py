"""What the names of rules mean to a reader: one table for each place where a name is stored, in plain words.

The names are those that extract and attribute give; a test compares. A name that no table has is shown as it is.
"""

from __future__ import annotations

from types import MappingProxyType

from quotetrack.records import Stance
from quotetrack.records.rules import RULE_TABLE

FOUND = MappingProxyType({name.value: rule.meaning for name, rule in RULE_TABLE.items()})
"""What found a quotation (`Quote.rule`)."""

DECIDED = MappingProxyType(
    {
        "given": "the speaker was given with the quotation",
        "named": "the words for the speaker hold a name, and a name wins",
        "name and form of address": "several bear the name; the form of address tells which is meant",
        "hearer, not speaker": "it was said to whoever is named, and by whom, nobody tells",
        "name, just brought in": "several bear the name; it goes to the one named in full just before, "
        "the others being long out of sight",
        "name, borne first": "several bear the name; it goes to the one the article brought up first",
        "name borne by several": "several bear the name, and nothing tells which is meant",
        "joint speakers": "several are named as speaking together",
        "joint speakers go on": "“they” are the ones who spoke together just before",
        "both": "“both” are the two who were named last",
        "label": "the line's label names the speaker",
        "label of an office": "the line's label is an office, not a name",
        "pronoun": "the pronoun likely means this one",
        "pronoun: nobody fits": "nobody in the article is likely to be meant by the pronoun",
        "pronoun: two fit as well": "the pronoun may mean either of two, and neither leads clearly",
        "pronoun: another agrees better": "another agrees with the pronoun, and of the likeliest nothing tells the sex",
        "pronoun: nobody fits well enough": "whoever the pronoun may mean best is not likely enough",
        "pronoun: the quotation names who fits best": "the words themselves name whoever fits the pronoun "
        "best, and people seldom call themselves by name",
        "pronoun: the name before it is borne by several": "the name before the pronoun may be two people's",
        "pronoun: the given name speaks against who fits best": "the given name of whoever fits the pronoun "
        "best speaks against it",
        "pronoun without antecedent": "the pronoun stands for nobody in particular (“they”, “we”, “who”)",
        "age": "the only one whose age is given so",
        "role": "the only one before these words who has the role",
        "role borne by several": "several have the role, and nothing tells which is meant",
        "who made the document": "the document's maker, named with it",
        "who made the document, told before": "the document's maker, named where the document was brought in",
        "described first, then named": "described here, and named right after under the same noun",
        "a document announced, not its author": "a document is announced; whose words are in it is not said",
        "described": "a body or document that goes by its description",
        "unnamed": "the words describe somebody whom they do not name",
        "goes on from the quotation before": "whoever was quoted just before goes on",
        "role, named later": "the only one in the article who has the role, named further on",
        "role, and the topic": "several have the role; the article goes on about this one",
        "the topic, described anew": "a new description of whom the sentences before are about",
        "the only one to answer": "nothing says who answers, and only one person is named so far",
        "an office without a name": "an office with nobody's name",
        "no mention": "no words beside the quotation stand for a speaker",
        "decided by a reviewer": "whoever has checked it decided so; `quotetrack review log` tells who and when",
    }
)
"""What decided on a speaker, or against one (`Evidence.rule`)."""

CANDIDATE_REASONS = MappingProxyType(
    {
        "has the role": "has the role that is described",
        "bears the name": "bears the name",
        "named before": "was named before",
        "subject of the sentence before": "was last named as the subject of a sentence",
        "in the subject of the sentence before": "was last named within the subject of a sentence",
        "owns the subject of the sentence": "owns what the sentence is about",
        "spoke just before": "was quoted just before",
        "named behind": "is named behind the pronoun in the same sentence",
        "before the review": "was taken for the speaker before a reviewer decided",
        "the model's source": "is whom the trained model takes for the speaker",
    }
)
"""Why somebody came into question (`Candidate.reason`)."""

GROUNDS = MappingProxyType(
    {
        "agrees in sex": "a title, an office or a given name agrees with the pronoun",
        "printed again": "the article quotes the same words with their speaker",
        "named in full": "where the article gives the name in full",
        "named in full only in a caption": "a picture's caption alone gives the name in full: it may be another's",
        "model: source": "the trained model takes these words for whoever speaks; no rule finds any",
        "model: the same source": "the trained model takes the same words for whoever speaks",
        "model: another source": "the trained model takes other words for whoever speaks; the rule's count",
    }
)
"""What else speaks for a speaker (`Evidence.rule`)."""

REPAIRED = MappingProxyType(
    {
        "unclosed mark": "the opening mark has no closing one; the words end where the reporter's begin again, "
        "or with the paragraph",
        "mixed marks": "the closing mark is of another kind than the opening one",
    }
)
"""What had to be repaired on the way (`Quote.flags`)."""

NOT_SPEECH_REASONS = MappingProxyType(
    {
        "title": "the title of a work, programme or event",
        "nickname": "a nickname inside a name",
        "coined term": "a name that is given to a thing",
        "sign": "what a sign, banner or stamp says",
        "motto": "a motto, slogan or chorus",
        "words as words": "words that are spoken of as words",
        "imagined": "words that nobody said: somebody acts as if to say them, or is imagined saying them",
        "heading": "a heading of the article",
        "stage direction": "what happens in the room, in brackets",
        "scare quotes": "a fragment of the reporter's own sentence that nothing reports",
        "nothing reports it": "a whole utterance, but nothing ties it to a speaker",
    }
)
"""Why words in marks quote nobody (`NotSpeech.rule`)."""

STANCE_REASONS: MappingProxyType[Stance, str] = MappingProxyType(
    {
        "said": "nothing at the cue says otherwise",
        "denied": "the cue denies, rejects or dismisses",
        "declined": "the cue is a refusal",
        "asked": "the cue asks",
        "would_say": "the cue is conditional or still to come",
        "not_said": "the cue is negated",
    }
)
"""What makes each stance (`Attribution.stance`)."""


_MEANINGS = {**NOT_SPEECH_REASONS, **REPAIRED, **GROUNDS, **CANDIDATE_REASONS, **FOUND, **DECIDED}


def meaning(name: str) -> str:
    """Return what the name of a rule or reason means, in a sentence without a full stop; "" for a name no table has."""
    return _MEANINGS.get(name, "")


def explained(name: str) -> str:
    """Return the name with what it means: "role – the only one before these words who has the role"."""
    return f"{name} – {meaning(name)}" if meaning(name) else name
