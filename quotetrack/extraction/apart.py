"""A report that stands apart from the words it reports, elsewhere in their sentence and set off by commas.

Takes a stretch in its place, gives a `Cue` or None. The words stand inside the clause that is reported, so the
quotation is a mixed one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Token

from quotetrack.extraction.place import Cue, Place
from quotetrack.lang import Lexicon
from quotetrack.parsing.grammar import (
    CLOSING,
    OPENING,
    child_of,
    closes_report,
    is_cue,
    is_finite,
    noun_run_before,
)
from quotetrack.records.rules import RuleName


def closing_report(at: Place, lexicon: Lexicon) -> Cue | None:
    """The sentence closes with its report: a comma, who, a reporting verb, and the end.
    Matches: A cashier who “steals a handful of coins” is held to account, Warren said.
    Leaves: A cashier “steals a handful of coins”, and the manager said nothing of it.
    Source: the sentence adverbial use of reporting clauses (Quirk et al. 1985, 15.54)."""
    end = _sentence_end(at)
    for verb in _strong(at, at.close, end, lexicon):
        start = noun_run_before(verb, at.close)
        is_apart = start is not None and start > at.close and _is_set_off(start, at)
        if start is not None and is_apart and closes_report(verb, end, lexicon):
            # Behind a semicolon or colon another clause begins, which is another's.
            turns = any(token.text in (";", ":") for token in at.doc[at.close : start])
            return None if turns else Cue(verb.i, verb.i + 1, RuleName.CLAUSE_THEN_REPORT, verb.i)
    return None


def inserted_report(at: Place, lexicon: Lexicon) -> Cue | None:
    """The report stands between commas inside the reported sentence, before the marks.
    Matches: Museums, he said, should teach officers who, “in fits and starts”, are learning.
    Leaves: The rebels, who said nothing, danced “like goats”.
    Source: comment clauses in medial position (Quirk et al. 1985, 15.54)."""
    for verb in reversed(list(_strong(at, at.floor, at.open, lexicon))):
        start = noun_run_before(verb, at.floor)
        between = start is not None and start > at.floor and at.doc[start - 1].text == ","
        if between and at.doc[verb.i + 1].text == "," and verb.i + 1 < at.open:
            return Cue(verb.i, verb.i + 1, RuleName.INSERTED, verb.i)
    return None


def as_reported(at: Place, lexicon: Lexicon) -> Cue | None:
    """The sentence opens by naming its speaker: as somebody put it.
    Matches: As Ms Dunn put it in a letter, the club is “a family with a stove”.
    Leaves: As Ms Dunn left the club, the stove “fell over”.
    Source: comment clauses with "as" (Quirk et al. 1985, 15.55)."""
    opener = _opener(at, at.floor, "as")
    if opener is None:
        return None
    start = opener + 1
    for verb in at.doc[start + 1 : at.open]:
        if verb.text in (OPENING, CLOSING):
            return None
        puts = verb.lemma_ == "put" and verb.nbor().lower_ == "it"
        if (puts or _is_strong(verb, lexicon)) and noun_run_before(verb, start) == start:
            last = verb.i + 1 + puts
            is_closed = any(token.text == "," for token in at.doc[last : min(last + 12, at.open)])
            return Cue(verb.i, verb.i + 1, RuleName.AS_REPORTED, verb.i) if is_closed else None
    return None


def in_the_view_of(at: Place, lexicon: Lexicon) -> Cue | None:  # noqa: ARG001
    """What something is to somebody: "to" and a person open the clause, and "is", or nothing, leads to the marks.
    Matches: To Naledi Pike the new hall is “a shoebox”. To Naledi Pike, the new hall “looks like a shoebox”.
    Leaves: To Naledi Pike he sold “a shoebox”.
    Source: the prepositional phrase of viewpoint (Quirk et al. 1985, 9.57)."""
    breaks = (
        i + 1 for i in range(at.open - 1, at.floor - 1, -1) if at.doc[i].text in (";", CLOSING, OPENING)
    )
    start = next(breaks, at.floor)
    opener = _opener(at, start, "to")
    person = child_of(at.doc[opener], "pobj") if opener is not None and at.doc[opener].pos_ == "ADP" else None
    is_person = person is not None and (person.ent_type_ == "PERSON" or person.pos_ in ("PROPN", "PRON"))
    if opener is None or person is None or not is_person:
        return None
    inside = (t for t in at.doc[opener : at.open] if t.pos_ in ("VERB", "AUX"))
    verbs = [t for t in inside if t.dep_ not in ("relcl", "acl", "aux")]
    is_apart = start > at.floor or any(token.text == "," for token in at.doc[person.i : at.open])
    is_plain = all(v.lemma_ == "be" for v in verbs) and (verbs or is_apart)
    return Cue(opener, opener + 1, RuleName.IN_THE_VIEW_OF, opener) if is_plain else None


def _opener(at: Place, start: int, word: str) -> int | None:
    """Find a word among the first three from `start` that stand before the marks."""
    return next((i for i in range(start, min(start + 3, at.open)) if at.doc[i].lower_ == word), None)


RULES: tuple[Callable[[Place, Lexicon], Cue | None], ...] = (
    closing_report,
    inserted_report,
    as_reported,
    in_the_view_of,
)
"""Order is precedence."""


def report_apart(at: Place, lexicon: Lexicon) -> Cue | None:
    """Return the report that stands apart from a stretch in its sentence, or None."""
    return next((cue for rule in RULES if (cue := rule(at, lexicon)) is not None), None)


def _strong(at: Place, start: int, end: int, lexicon: Lexicon) -> Iterator[Token]:
    return (token for token in at.doc[start:end] if _is_strong(token, lexicon))


def _is_strong(token: Token, lexicon: Lexicon) -> bool:
    """Return True for a finite verb that reports speech even if nothing is quoted."""
    return is_cue(token, lexicon) and is_finite(token) and token.lemma_.lower() not in lexicon.weak


def _sentence_end(at: Place) -> int:
    goes_on = at.close < len(at.doc) and not at.doc[at.close].is_sent_start
    return at.doc[at.close].sent.end if goes_on else at.close


def _is_set_off(start: int, at: Place) -> bool:
    """Return True if a comma, or a comma inside a closing mark, stands before token `start`."""
    return at.doc[start - 1].text == "," or (
        at.doc[start - 1].text == CLOSING and at.doc[start - 2].text == ","
    )
