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
from quotetrack.records import Check, CheckedDraft, DraftCheck
from quotetrack.store import Store
from quotetrack.text.languages import language_name

__all__ = ["check_draft"]


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
            asked=passage.name or passage.described,
            check=_checked(store, passage),
        )
        for passage in passages
    )
    return CheckedDraft(article=draft.article, checks=checks, unit=draft.unit, searched=_searched(store, today))


def _checked(store: Store, passage: DraftPassage) -> Check:
    """Return the verdict on a stretch. What the reporter interrupts is as good as the whole utterance is."""
    try:
        verdict = check(store, passage.words, passage.name, form=passage.form)
    except UsageError as error:
        why = f"It could not be checked: {error}."
        return Check(
            words=passage.words, speaker=passage.name, verdict="not_found", why=why, form=passage.form
        )
    if not verdict.is_good and passage.whole != passage.words:
        whole = check(store, passage.whole, passage.name, form=passage.form)
        verdict = replace(whole, words=passage.words) if whole.is_good else verdict
    return _as_denied(verdict) if passage.stance == "denied" else verdict


def _as_denied(verdict: Check) -> Check:
    """Return the verdict on what somebody denies by the draft: that it is printed so bears the draft out."""
    if verdict.verdict == "denied":
        how = verdict.deciding.how if verdict.deciding is not None else "told"
        printed = "exact" if how == "exact" else "cut" if how == "cut" else "paraphrase"
        return replace(verdict, verdict=printed, why="The draft says that it was denied, and so does what is printed.")
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
