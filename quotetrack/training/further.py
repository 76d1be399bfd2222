"""Further annotated articles to train on, in three formats of JSON → what `corpus` gives for PolNeAR.

- labelled quotations: lines with `text` and `quotes`, each with `content`, `speaker_mention` and `cue`; complete
- judged statements: NAME.articles.jsonl, and beside it NAME.gold.json, in which each statement has a `verdict`
- rhetorical clauses: lines with `text` and `attributions`, each the `clause` that attributes and the `content`; GUM

Contents are widened to PolNeAR's conventions: marks and a "that" before it belong to a content. What a format does not
tell is `unknown`, and not learned from: which words beside a name belong to the source, and what nobody has judged.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from quotetrack.errors import ReadError
from quotetrack.readers import article_from_text
from quotetrack.records import Span
from quotetrack.records.span import spans_without
from quotetrack.training.corpus import Annotated, Attributed

GoldLine = Mapping[str, Any]

# GUM's genres whose texts ask for no more than credit (Wikinews, CC BY 2.5).
_GENRES = frozenset({"news", "interview"})
_JUDGED = ".articles.jsonl"
_BEFORE_CONTENT = re.compile(r"(?:\b(?:that|whether|if)\s+)?[\"“]?\Z", re.IGNORECASE)
_BEHIND_CONTENT = re.compile(r"[.,!?;]?[\"”]")
_SENTENCE_END = re.compile(r"[.!?][\"”’')]*\s+(?=[\"“‘(]?[A-Z0-9])|\s*\n\s*")
_WORD = re.compile(r"\w+")
_LEADING = re.compile(r"(?:(?:and|but|as|so|or|yet|also)\s+)?", re.IGNORECASE)
_ACCORDING = re.compile(r"\W*(according to)\s+", re.IGNORECASE)
_SPEAKING_FOR_ONESELF = frozenset({"i", "we", "you"})
_PRONOUNS = frozenset({"he", "she", "they", "it", "who", "his", "her", "their", "its"})


@dataclass(frozen=True, slots=True)
class _Label:
    """One label of a format: an attribution, or with `is_report` false a cue that attributes nothing.

    `is_exact` is false if the source may hold more words than the given ones, or others.
    """

    attributed: Attributed
    is_report: bool = True
    is_exact: bool = False


def read_further(path: Path, forms: frozenset[str]) -> Iterator[Annotated]:
    """Yield the annotated articles of a file, in its order. `forms` are words that are often a cue, in lower case.

    Raises:
        ReadError: the file is not there, or in none of the three formats.
    """
    rows = _rows(path)
    if path.name.endswith(_JUDGED):
        judged = _json(path.with_name(path.name.removesuffix(_JUDGED) + ".gold.json"))
        for row in rows:
            yield _from_statements(row, judged)
    elif rows and all("quotes" in row for row in rows):
        for row in rows:
            yield _annotated(row, [_from_quote(quote) for quote in row["quotes"]])
    elif rows and all("attributions" in row for row in rows):
        for row in rows:
            if row.get("genre") in _GENRES:
                yield _from_clauses(row, forms)
    else:
        raise ReadError(
            f"{path} is in no format that training reads; expected lines with text and quotes, lines with text and "
            f"attributions, or a file NAME{_JUDGED} with NAME.gold.json beside it"
        )


def _rows(path: Path) -> list[GoldLine]:
    try:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    except (OSError, ValueError) as error:
        raise ReadError(f"{path} is not read ({error}); expected a JSON object a line") from error


def _json(path: Path) -> GoldLine:
    try:
        found: GoldLine = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReadError(f"{path} is not read ({error}); expected a JSON object with statements") from error
    return found


def _spans(pairs: Iterable[Sequence[int]] | None) -> tuple[Span, ...]:
    return tuple(sorted(Span(start, end) for start, end in pairs or ()))


def _from_quote(quote: GoldLine) -> _Label:
    mention, cue = ([quote[name]] if quote.get(name) else [] for name in ("speaker_mention", "cue"))
    return _Label(Attributed(_spans(quote["content"]), _spans(mention), _spans(cue)))


def _from_statements(row: GoldLine, judged: GoldLine) -> Annotated:
    labels: list[_Label] = []
    unknown: list[Span] = []
    text = row["text"]
    for statement in judged["statements"].values():
        if statement["article"] == row["id"]:
            label = _from_statement(statement, text)
            labels.append(label)
            is_open = statement["verdict"] == "cut" and not statement.get("report")
            if is_open or (label.is_report and not label.attributed.source):
                unknown += _sentences(text, _spans((*statement["content"], *(statement["cue"] or ()))))
    for missed in judged.get("missed", ()):
        if missed["article"] == row["id"]:
            # The gold does not say where its source and cue stand: the sentences beside it stay open too.
            for span in _sentences(text, _spans(missed["content"])):
                beside = (
                    Span(max(0, span.start - 1), span.end),
                    Span(span.start, min(len(text), span.end + 2)),
                )
                unknown += _sentences(text, beside)
    annotated = _annotated(row, labels)
    return replace(annotated, unknown=tuple(sorted({*annotated.unknown, *unknown})))


def _from_statement(statement: GoldLine, text: str) -> _Label:
    verdict = statement["verdict"]
    is_known = verdict == "ok" or bool(statement.get("report"))
    content = _spans(statement.get("report") or statement.get("proposition") or statement["content"])
    cue = _spans(statement["cue"])
    source = _spans(statement["mention"]) if _is_mentioned(statement, text) else ()
    if verdict == "junk" or not is_known:
        # A report that is cut badly is left open: its sentence is unknown, and its cue is not called no cue.
        return _Label(Attributed((), (), cue if verdict == "junk" else ()), is_report=False)
    if any(span.meets(piece) for span in cue for piece in content):
        cue = ()
    return _Label(Attributed(content, source, cue))


def _is_mentioned(statement: GoldLine, text: str) -> bool:
    """True if the mention is likely to be of the right speaker: the gold corrects the name, not the words."""
    if "program_speaker" not in statement:
        return True
    words = {word.lower() for span in _spans(statement["mention"]) for word in _WORD.findall(span.of(text))}
    named = {word.lower() for word in _WORD.findall(statement["speaker"] or "")}
    return bool(words & named) or words <= _PRONOUNS


def _from_clauses(row: GoldLine, forms: frozenset[str]) -> Annotated:
    text = row["text"]
    labels: list[_Label] = []
    unknown: list[Span] = []
    for attribution in row["attributions"]:
        clause, content = _spans(attribution["clause"]), _spans(attribution["content"])
        found = _read_clause(text, clause[0], forms) if len(clause) == 1 else None
        if found is None:
            unknown += [*clause, *content]
        else:
            source, cue = found
            labels.append(_Label(Attributed(content, source, cue), is_exact=True))
            if not source:
                unknown += clause
    judged = [span for label in labels for span in (*label.attributed.cue, *label.attributed.content)]
    unknown += spans_without([Span(0, len(text))], _sentences(text, judged))
    annotated = _annotated(row, labels)
    return replace(annotated, unknown=tuple(sorted({*annotated.unknown, *unknown})))


def _read_clause(
    text: str, clause: Span, forms: frozenset[str]
) -> tuple[tuple[Span, ...], tuple[Span, ...]] | None:
    """Return source and cue of a clause such as "the pilot said"; an empty source if it is not plain which words it is.
    None if the cue is not plain, or a speaker speaks of what he thinks himself."""
    words = clause.of(text)
    if according := _ACCORDING.match(words):
        return _tidy(text, clause.start + according.end(), clause.end), _at(clause, *according.span(1))
    found = [match for match in _WORD.finditer(words) if match[0].lower() in forms]
    if not found or not words[found[0].start() : found[-1].end()].replace(" ", "").isalpha():
        return None
    first, last = found[0].start(), found[-1].end()
    if len(words[first:last].split()) != len(found):
        return None
    begin = _LEADING.match(words)
    before = words[begin.end() if begin else 0 : first].strip(' "“—-')
    if not before:
        source = _tidy(text, clause.start + last, clause.end)
    elif before.lower() in _SPEAKING_FOR_ONESELF:
        return None
    else:
        start = clause.start + words.index(before)
        source = _tidy(text, start, start + len(before))
    return source, _at(clause, first, last)


def _at(clause: Span, start: int, end: int) -> tuple[Span, ...]:
    return (Span(clause.start + start, clause.start + end),)


def _tidy(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Return a source without the marks and spaces around it; nothing if it has a comma and so may hold more."""
    words = text[start:end]
    kept = words.strip(' \n,.;:—"”“')
    if not kept or "," in kept:
        return ()
    start += words.index(kept)
    return (Span(start, start + len(kept)),)


def _annotated(row: GoldLine, labels: Sequence[_Label]) -> Annotated:
    """Return the article with its labels: those of one cue are one attribution, and of nested ones the outer stays."""
    text = row["text"]
    merged = _merge([label for label in labels if label.is_report], text)
    outer = [label for label in merged if not _is_nested(label, merged)]
    cues = {span for label in merged for span in label.attributed.cue}
    rejected = {
        span for label in labels if not label.is_report for span in label.attributed.cue if span not in cues
    }
    unknown = {
        span for label in outer if not label.is_exact for span in _beside_source(label.attributed, text)
    }
    inside = [span for label in outer for span in label.attributed.content]
    return Annotated(
        article_from_text(text, id=row["id"]),
        tuple(sorted((label.attributed for label in outer), key=lambda attributed: attributed.content)),
        tuple(sorted(unknown)),
        tuple(sorted(span for span in rejected if not any(span.meets(piece) for piece in inside))),
    )


def _merge(labels: Sequence[_Label], text: str) -> list[_Label]:
    by_cue: defaultdict[object, list[_Label]] = defaultdict(list)
    for number, label in enumerate(labels):
        by_cue[label.attributed.cue or label.attributed.source or number].append(label)
    merged: list[_Label] = []
    for together in by_cue.values():
        pieces = [span for label in together for span in label.attributed.content]
        source = max((label.attributed.source for label in together), key=_length)
        attributed = Attributed(_join(pieces, text), source, together[0].attributed.cue)
        merged.append(replace(together[0], attributed=attributed))
    return merged


def _length(spans: Iterable[Span]) -> int:
    return sum(span.end - span.start for span in spans)


def _join(pieces: Iterable[Span], text: str) -> tuple[Span, ...]:
    """Return the pieces widened to PolNeAR's conventions, those that touch or overlap as one."""
    joined: list[Span] = []
    for span in sorted(_widen(piece, text) for piece in pieces):
        if joined and not text[joined[-1].end : span.start].strip(" \n"):
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def _widen(span: Span, text: str) -> Span:
    before = _BEFORE_CONTENT.search(text, max(0, span.start - 20), span.start)
    behind = _BEHIND_CONTENT.match(text, span.end)
    start = before.start() if before else span.start
    is_opened = text[start : span.start][-1:] in ("“", '"') or span.of(text).count('"') % 2 == 1
    # A straight mark behind words that none opens begins other words.
    is_closed = behind is not None and (is_opened or behind[0][-1] == "”")
    return Span(start, behind.end() if behind and is_closed else span.end)


def _is_nested(label: _Label, labels: Iterable[_Label]) -> bool:
    cue = label.attributed.cue or label.attributed.content
    return any(
        other is not label
        and other.attributed.cue != label.attributed.cue
        and all(
            any(piece.start <= span.start and span.end <= piece.end for piece in other.attributed.content)
            for span in cue
        )
        for other in labels
    )


def _beside_source(attributed: Attributed, text: str) -> Iterator[Span]:
    """Yield the rest of the sentence on either side of a source, as far as the next word that is labelled."""
    labelled = (*attributed.content, *attributed.cue)
    for source in attributed.source:
        [sentence] = _sentences(text, (source,))
        start = max([sentence.start, *(span.end for span in labelled if span.end <= source.start)])
        end = min([sentence.end, *(span.start for span in labelled if span.start >= source.end)])
        for span in (Span(start, source.start), Span(source.end, end)):
            if text[span.start : span.end].strip():
                yield span


def _sentences(text: str, spans: Iterable[Span]) -> list[Span]:
    """Return for each span the sentences that it lies in, as one span."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    found: list[Span] = []
    for span in spans:
        start = max((end for end in ends if end <= span.start), default=0)
        end = min((end for end in ends if end >= span.end), default=len(text))
        found.append(Span(start, end))
    return found
