"""A draft before it is printed: what it says that somebody said, each stretch with a verdict.

The front door. A draft is read and extracted as an article is; `passages` says what of it is checked.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from quotetrack.checking import check
from quotetrack.drafts.passages import DraftPassage, find_passages
from quotetrack.errors import ReadError, UsageError
from quotetrack.pipeline import extract_article
from quotetrack.readers.draft import read_draft
from quotetrack.records import Check, CheckedDraft, DraftCheck, Form, Verdict
from quotetrack.store import Store
from quotetrack.text.languages import language_name

__all__ = ["check_as_given", "check_draft"]


def check_draft(store: Store, data: bytes, name: str, *, engine: str | None, today: date) -> CheckedDraft:
    """Return a draft with a verdict on each stretch of it, in the order of the text. ReadError for what is no draft."""
    draft = read_draft(data, name)
    if not draft.article.is_english:
        language = language_name(draft.article.language or "")
        raise ReadError(f"the draft is in {language}; quotations are found in English only")
    passages = find_passages(extract_article(draft.article, engine=engine))
    checks = tuple(
        DraftCheck(
            id=passage.id,
            line=draft.line(passage.spans[0].start),
            spans=passage.spans,
            asked=name or passage.described,
            check=verdict,
            whole=passage.whole,
            is_denied=passage.stance == "denied",
        )
        for passage in passages
        for name, verdict in [_checked(store, passage)]
    )
    return CheckedDraft(draft=draft, checks=checks, searched=_searched(store, today))


def _checked(store: Store, passage: DraftPassage) -> tuple[str | None, Check]:
    """Return the verdict on a stretch, and the name it was checked with. If a pronoun may mean several, it means the
    one whom the words fit best: that one is meant by what is printed."""
    checked: list[tuple[str | None, Check]] = []
    for name in passage.names or (None,):
        own = check_as_given(
            store,
            passage.words,
            name,
            whole=passage.whole,
            form=passage.form,
            is_denied=passage.stance == "denied",
        )
        checked.append((name, own))
        if checked[-1][1].is_good:
            break
    return max(checked, key=lambda each: (each[1].is_good, each[1].verdict == "altered"))


def check_as_given(
    store: Store, words: str, name: str | None, *, whole: str, form: Form, is_denied: bool
) -> Check:
    """Return the verdict on words as somebody's, as a draft gives them: said or denied. What the reporter interrupts is
    as good as the `whole` utterance."""
    try:
        verdict = check(store, words, name, form=form)
    except UsageError as error:
        why = f"It could not be checked: {error}."
        return Check(words=words, speaker=name, verdict="not_found", why=why, form=form)
    if not verdict.is_good and whole != words:
        utterance = check(store, whole, name, form=form)
        verdict = replace(utterance, words=words) if utterance.is_good else verdict
    return _as_denied(verdict) if is_denied else verdict


def _as_denied(verdict: Check) -> Check:
    """Return the verdict on what somebody denies by the draft: that it is printed so bears the draft out."""
    if verdict.verdict == "denied":
        how = verdict.deciding.how if verdict.deciding is not None else "told"
        printed: Verdict = "exact" if how == "exact" else "cut" if how == "cut" else "paraphrase"
        return replace(
            verdict, verdict=printed, why="The draft says that it was denied, and so does what is printed."
        )
    if verdict.form == "indirect" and verdict.is_good:
        why = "The draft says that it was denied; what is printed says that it was said."
        return replace(verdict, verdict="not_found", why=why)
    return verdict


def _searched(store: Store, today: date) -> tuple[tuple[str, str], ...]:
    held = store.articles.stats()
    holds = f"{held.quotes:,} quotations in {held.articles:,} articles"
    if held.first and held.last:
        holds += f", published from {held.first} to {held.last}"
    return ("searched", f"{store.location}, which holds {holds}"), ("checked on", today.isoformat())
