"""Verbs of saying in a question: their forms, and the stance that each asks for."""

from __future__ import annotations

from quotetrack.query.related_verbs import known_verbs
from quotetrack.records import Stance
from quotetrack.text.stemming import stem

_VERBS: dict[str, Stance | None] = {
    "say says said saying": None,
    "tell tells told telling": None,
    "speak speaks spoke spoken speaking": None,
    "talk talks talked talking": None,
    "report reports reported reporting": None,
    "claim claims claimed claiming": None,
    "think thinks thought thinking": None,
    "believe believes believed": None,
    "state states stated": None,
    "write writes wrote written": None,
    "comment comments commented commenting": None,
    "explain explains explained": None,
    "confirm confirms confirmed": None,
    "announce announces announced": None,
    "warn warns warned": None,
    "add adds added": None,
    "argue argues argued": None,
    "admit admits admitted": None,
    "criticize criticizes criticized criticise criticises criticised": None,
    "condemn condemns condemned": None,
    "praise praises praised": None,
    "defend defends defended defending": None,
    "mention mentions mentioned": None,
    "suggest suggests suggested": None,
    "promise promises promised": None,
    "call calls called": None,
    "deny denies denied denying": "denied",
    "reject rejects rejected rejecting": "denied",
    "dismiss dismisses dismissed dismissing": "denied",
    "refute refutes refuted refuting": "denied",
    "dispute disputes disputed disputing": "denied",
    "decline declines declined": "declined",
    "refuse refuses refused": "declined",
    "ask asks asked": "asked",
}
"""The forms of each verb of saying, the verb itself first, and the stance it asks for."""
FORMS: dict[str, tuple[str, Stance | None]] = {
    form: (forms.split()[0], stance) for forms, stance in _VERBS.items() for form in forms.split()
}
"""For each form of these verbs the verb, and the stance it asks for."""
TOLD = frozenset(form for form, (verb, _) in FORMS.items() if form != verb)
"""Forms that are a verb without an auxiliary before them, by an ending or another vowel: "the report on trade" has
none."""


def verb_of(word: str) -> tuple[str | None, Stance | None]:
    """Return the verb that a word is a form of, None for no verb, and the stance it asks for."""
    return FORMS.get(word) or (known_verbs().get(stem(word)) if word else None, None)
