"""A report that stands apart from the words it reports, elsewhere in their sentence and set off by commas.

Takes a stretch in its place, gives a `Cue` or None. The words stand inside the clause that is reported, so the
quotation is a mixed one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from quotetrack.extraction.place import Cue, Place
from quotetrack.lang import Lexicon
from quotetrack.parsing.grammar import CLOSING, OPENING, closes_report, is_cue, is_finite, noun_run_before

if TYPE_CHECKING:
    from spacy.tokens import Token


def closing_report(at: Place, lexicon: Lexicon) -> Cue | None:
    """The sentence closes with its report: a comma, who, a reporting verb, and the end.
    Matches: A cashier who “steals a handful of coins” is held to account, Warren said.
    Leaves: A cashier “steals a handful of coins”, and the manager said nothing of it.
    Source: the sentence adverbial use of reporting clauses (Quirk et al. 1985, 15.54)."""
    end = _sentence_end(at)
    for verb in _strong(at, at.close, end, lexicon):
        start = noun_run_before(verb, at.close)
        if (
            start is not None
            and start > at.close
            and _is_set_off(start, at)
            and closes_report(verb, end, lexicon)
        ):
            return (
                None
                if _other_speech(at.close, start, at)
                else Cue(verb.i, verb.i + 1, "clause, then report", verb.i)
            )
    return None


def inserted_report(at: Place, lexicon: Lexicon) -> Cue | None:
    """The report stands between commas inside the reported sentence, before the marks.
    Matches: Museums, he said, should teach officers who, “in fits and starts”, are learning.
    Leaves: The rebels, who said nothing, danced “like goats”.
    Source: comment clauses in medial position (Quirk et al. 1985, 15.54)."""
    doc = at.paragraph.doc
    floor = doc[at.open].sent.start
    for verb in reversed(list(_strong(at, floor, at.open, lexicon))):
        start = noun_run_before(verb, floor)
        between = start is not None and start > floor and doc[start - 1].text == ","
        if between and doc[verb.i + 1].text == "," and verb.i + 1 < at.open:
            return Cue(verb.i, verb.i + 1, "report inserted", verb.i)
    return None


def as_reported(at: Place, lexicon: Lexicon) -> Cue | None:
    """The sentence opens by naming its speaker: as somebody put it.
    Matches: As Ms Dunn put it in a letter, the club is “a family with a stove”.
    Leaves: As Ms Dunn left the club, the stove “fell over”.
    Source: comment clauses with "as" (Quirk et al. 1985, 15.55)."""
    doc = at.paragraph.doc
    floor = doc[at.open].sent.start
    opener = next((i for i in range(floor, min(floor + 3, at.open)) if doc[i].lower_ == "as"), None)
    if opener is None:
        return None
    for i in range(opener + 2, at.open):
        verb = doc[i]
        if verb.text in (OPENING, CLOSING):
            return None
        puts = verb.lemma_ == "put" and doc[i + 1].lower_ == "it"
        if (puts or _is_strong(verb, lexicon)) and noun_run_before(verb, opener + 1) == opener + 1:
            last = i + 2 if puts else i + 1
            closed = next((k for k in range(last, at.open) if doc[k].text == ","), None)
            return Cue(i, i + 1, "as reported", i) if closed is not None and closed - last < 12 else None
    return None


def in_the_view_of(at: Place, lexicon: Lexicon) -> Cue | None:  # noqa: ARG001
    """What something is to somebody: "to" and a person open the clause, and "is", or nothing, leads to the marks.
    Matches: To Naledi Pike the new hall is “a shoebox”.
    Leaves: To Naledi Pike he sold “a shoebox”.
    Source: the prepositional phrase of viewpoint (Quirk et al. 1985, 9.57)."""
    doc = at.paragraph.doc
    floor = doc[at.open].sent.start
    breaks = (i + 1 for i in range(at.open - 1, floor - 1, -1) if doc[i].text in (";", CLOSING, OPENING))
    start = next(breaks, floor)
    opener = next((i for i in range(start, min(start + 3, at.open)) if doc[i].lower_ == "to"), None)
    if opener is None or doc[opener].pos_ != "ADP":
        return None
    person = next((c for c in doc[opener].children if c.dep_ == "pobj"), None)
    if person is None or not (person.ent_type_ == "PERSON" or person.pos_ in ("PROPN", "PRON")):
        return None
    verbs = [
        t
        for t in doc[opener : at.open]
        if t.pos_ in ("VERB", "AUX") and t.dep_ not in ("relcl", "acl", "aux")
    ]
    plain = all(v.lemma_ == "be" for v in verbs) and (verbs or start > floor)
    return Cue(opener, opener + 1, "in the view of", opener) if plain else None


RULES: tuple[Callable[[Place, Lexicon], Cue | None], ...] = (
    closing_report,
    inserted_report,
    as_reported,
    in_the_view_of,
)
"""Order is precedence."""


APART = ("clause, then report", "report inserted", "as reported", "in the view of")
"""The names under which these rules report."""


def report_apart(at: Place, lexicon: Lexicon) -> Cue | None:
    """The report that stands apart from a stretch in its sentence, or None."""
    return next((cue for rule in RULES if (cue := rule(at, lexicon)) is not None), None)


def _strong(at: Place, start: int, end: int, lexicon: Lexicon) -> Iterator[Token]:
    return (token for token in at.paragraph.doc[start:end] if _is_strong(token, lexicon))


def _is_strong(token: Token, lexicon: Lexicon) -> bool:
    """True for a finite verb that reports speech even where nothing is quoted."""
    return is_cue(token, lexicon) and is_finite(token) and token.lemma_.lower() not in lexicon.weak


def _sentence_end(at: Place) -> int:
    doc = at.paragraph.doc
    return doc[at.close].sent.end if at.close < len(doc) and not doc[at.close].is_sent_start else at.close


def _is_set_off(start: int, at: Place) -> bool:
    """True where a comma, or a comma inside a closing mark, stands before token `start`."""
    doc = at.paragraph.doc
    return doc[start - 1].text == "," or (doc[start - 1].text == CLOSING and doc[start - 2].text == ",")


def _other_speech(start: int, end: int, at: Place) -> bool:
    """True where the sentence turns between the stretch and the report: another clause begins behind a semicolon."""
    return any(token.text in (";", ":") for token in at.paragraph.doc[start:end])
