"""Verdicts for a reader: what each is called, what a whole draft comes to, and the sentence that decides one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from types import MappingProxyType
from typing import Literal

from quotetrack.export import wording
from quotetrack.export.printings import ComparedWords, What
from quotetrack.records import (
    GRAVITY,
    VERDICTS,
    Check,
    CheckedDraft,
    DraftCheck,
    Match,
    Passage,
    Span,
    Verdict,
)
from quotetrack.records.paragraphs import cut_end, cut_start
from quotetrack.text.folding import fold_words
from quotetrack.text.sentences import sentences_around

VERDICT_WORDS: MappingProxyType[Verdict, str] = MappingProxyType(
    {
        "exact": "exact",
        "cut": "cut",
        "reversed": "turned round by the cut",
        "altered": "altered",
        "paraphrase": "paraphrase only",
        "other_speaker": "said by someone else",
        "second_hand": "only quoting somebody else",
        "denied": "denied by the speaker",
        "unattributed": "printed, nobody settled on as the speaker",
        "not_found": "not in this collection",
    }
)
"""Each verdict on words in marks as a reader sees it."""

Tone = Literal["good", "bad", "open"]
"""How a verdict is coloured. `open`: nothing shows the words to be wrong, and nothing bears them out."""

_OPEN: tuple[Verdict, ...] = ("unattributed", "not_found")
_MOST_AROUND = 400
"""Characters of a sentence that are shown on either side of the words."""


def verdict_words(check: Check) -> str:
    """Return what the verdict is called; that a claim without marks is told so is no fault of it. What an article had
    and has no more is "corrected since" or "withdrawn since"."""
    deciding = check.deciding if check.verdict == "altered" else None
    if deciding is not None and deciding.is_earlier and deciding.correction is not None:
        return f"{deciding.correction.kind} since"
    is_told = check.verdict == "paraphrase" and check.form == "indirect"
    return "reported so" if is_told else VERDICT_WORDS[check.verdict]


def shown_words(check: Check) -> str:
    """Return the words that were checked, in marks if they were given in marks."""
    return f"“{check.words.strip(_DOUBLE)}”" if check.form == "marks" else check.words


_DOUBLE = '“”"'


def tone(check: Check) -> Tone:
    """Return how the verdict is coloured."""
    return "good" if check.is_good else "open" if check.verdict in _OPEN else "bad"


def page_facts(found: Match | Passage) -> tuple[tuple[str, str], ...]:
    """Return where the page is to be seen that has the words, and when it was fetched: each under its name, as far as
    it is known. Addresses stand as they were given."""
    article = found.article
    facts = (
        ("link", article.url),
        ("archived at", article.archive_url),
        ("retrieved", wording.day((article.retrieved or "")[:10])),
    )
    return tuple((name, value) for name, value in facts if value)


def stood_before(found: Match | Passage) -> str:
    """Return how the article of a current printing had the words before it was corrected; "" if it always had them so.
    What became of words that only an earlier text has, the reason of the verdict tells."""
    is_current = isinstance(found, Match) and not found.is_earlier
    return found.correction.says if found.correction and is_current else ""


def draft_summary(draft: CheckedDraft) -> str:
    """Return "7 quotations: 4 exact, 1 cut, 1 reversed, 1 not found; 3 claims without marks: 3 paraphrase"."""
    marks, claims = (
        [one.check.verdict for one in draft.checks if one.check.form == form]
        for form in ("marks", "indirect")
    )
    parts = (_counts(marks, "quotation"), _counts(claims, "claim", " without marks"))
    return "; ".join(filter(None, parts)) or "no quotations"


def _counts(verdicts: Sequence[Verdict], noun: str, after: str = "") -> str:
    counts = Counter(verdicts)
    told = (f"{counts[each]} {each.replace('_', ' ')}" for each in VERDICTS if counts[each])
    return f"{wording.counted(len(verdicts), noun)}{after}: {', '.join(told)}" if verdicts else ""


def gravest_first(checks: Iterable[DraftCheck]) -> list[DraftCheck]:
    """Return what cannot be printed as it stands, the gravest first, in the order of the text among the like."""
    return sorted(
        (one for one in checks if not one.check.is_good), key=lambda one: GRAVITY.index(one.check.verdict)
    )


def by_wording(matches: Iterable[Match]) -> list[list[Match]]:
    """Return printings grouped by their words, whatever their case and punctuation; those most alike come first."""
    groups: defaultdict[str, list[Match]] = defaultdict(list)
    for match in sorted(matches, key=lambda match: -match.score):
        groups[" ".join(fold_words(match.printed.report))].append(match)
    return list(groups.values())


def passage_sentence(passage: Passage) -> tuple[str, str, str]:
    """Return the sentence of words that are nobody's quotation: what is before them, they, and what is after."""
    article, words = passage.article, passage.span
    whole = sentences_around(article.text, words, article.paragraph(words))
    start = cut_start(article.text, whole.start, words.start, _MOST_AROUND)
    end = cut_end(article.text, whole.end, words.end, _MOST_AROUND)
    before, after = article.text[start : words.start], article.text[words.end : end]
    return ("… " * (start > whole.start) + before, passage.text, after + " …" * (end < whole.end))


def deciding_sentence(match: Match, checked: str) -> tuple[ComparedWords, ...]:
    """Return the sentence of a printing with the words that were checked: the `same` stand in it, what is `put` stands
    in the words checked only, what is `cut` in the printing only; what `turns` them round was cut off, and what is
    `around` them was not checked."""
    article = match.printed.article
    marks: list[_Mark] = sorted((*_marks(match, checked), *_turning(match)), key=lambda mark: mark[0])
    places = [span for span, _, _ in marks]
    if not places:
        return ()
    words = Span(min(places).start, max(span.end for span in places))
    whole = sentences_around(article.text, words, article.paragraph(words))
    start = cut_start(article.text, whole.start, words.start, _MOST_AROUND)
    end = cut_end(article.text, whole.end, words.end, _MOST_AROUND)
    return tuple(_stretches(article.text, Span(start, end), marks, whole))


_Mark = tuple[Span, What, str]
"""A stretch of the article, what it is, and the words that are put behind it. An empty stretch is where words are put
that stand beside none."""


def _marks(match: Match, checked: str) -> Iterator[_Mark]:
    """Yield the stretches that a reader should see, in text order. Words before and behind those checked are nothing
    that was left out of them."""
    if match.differs is None:
        yield from ((span, "same", "") for span in match.printed.statement.quote.content)
        return
    changes = [change for change in match.differs.changes if change.fair != "ellipsis"]
    there = [n for n, change in enumerate(changes) if change.b]
    changes = changes[there[0] : there[-1] + 1] if there else changes
    at = next((change.a[0].start for change in changes if change.a), None)
    for change in changes:
        what: What = "same" if change.kind == "kept" else "cut"
        yield from ((span, what, "") for span in change.a)
        at = change.a[-1].end if change.a else at
        if change.b and what == "cut" and at is not None:
            yield Span(at, at), "put", " … ".join(span.of(checked) for span in change.b)


def _turning(match: Match) -> Iterator[_Mark]:
    """Yield what was cut off and turns the words round."""
    for span in match.turn.governing if match.turn else ():
        yield span, "turns", ""


def _stretches(text: str, whole: Span, marks: Sequence[_Mark], sentence: Span) -> Iterator[ComparedWords]:
    if whole.start > sentence.start:
        yield ComparedWords("around", "… ")
    at, last = whole.start, "around"
    for span, what, put in marks:
        if span.start < at:
            continue
        if at < span.start:
            between = text[at : span.start]
            goes_on = last == what == "same" and not between.strip()
            yield ComparedWords("same" if goes_on else "around", between)
        if put:
            yield ComparedWords("put", put, space="before" if at > whole.start else "after")
        else:
            yield ComparedWords(what, span.of(text))
        at, last = span.end, what
    yield ComparedWords("around", text[at : whole.end])
    if whole.end < sentence.end:
        yield ComparedWords("around", " …")
